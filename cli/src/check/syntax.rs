use journey_survey::native::SerdeJson;
use journey_survey::value::{Json, MAX_DEPTH, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind, ast, parse_to_ast};

use super::places::Placed;
use super::report::text_error;

/// Reads a JSON text. Of members with the same name the last one counts.
///
/// Errors: what is wrong first, and where.
pub fn parse(text: &str) -> Result<Value, Placed> {
    SerdeJson.parse(text).map_err(|error| {
        if text.trim().is_empty() {
            return (text_error("empty", "The document is empty."), None);
        }
        let problems = [
            too_deep(text),
            explained_error(text),
            plain_error(text).or(Some((text_error("not-json", error.message), None))),
        ];
        // Of several at the same place the first one listed says it best.
        problems
            .into_iter()
            .flatten()
            .min_by_key(|(_, offset)| offset.unwrap_or(usize::MAX))
            .unwrap_or_else(|| (text_error("not-json", "This is not JSON."), None))
    })
}

/// A JSON text with the places of its parts. `None` if it is not JSON.
pub fn tree(text: &str) -> Option<ast::Value<'_>> {
    strict_tree(text).ok().flatten()
}

fn strict_tree(text: &str) -> Result<Option<ast::Value<'_>>, ParseError> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    parse_to_ast(text, &CollectOptions::default(), &strict).map(|result| result.value)
}

/// The first bracket that is nested deeper than is read. Brackets are counted, so that no depth can exhaust the stack.
fn too_deep(text: &str) -> Option<Placed> {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut is_escaped = false;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message =
                format!("Here the document is nested deeper than {MAX_DEPTH} levels; flatten it.");
            return Some((text_error("too-deep", message), Some(offset)));
        }
    }
    None
}

/// What the reader that keeps places found wrong. It explains better, but lets a few things pass.
fn explained_error(text: &str) -> Option<Placed> {
    let error = strict_tree(text).err()?;
    let range = error.range();
    let found: String = text
        .get(range.start()..range.end())?
        .chars()
        .take(30)
        .collect();
    let message = if found.starts_with('<') {
        "This looks like HTML or XML, not like JSON.".to_owned()
    } else {
        explain(error.kind(), &found)
    };
    Some((text_error("not-json", message), Some(range.start())))
}

fn explain(kind: &ParseErrorKind, found: &str) -> String {
    use ParseErrorKind as Kind;
    match kind {
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => {
            "Here a comment begins, and JSON has none; remove it.".into()
        }
        Kind::TrailingCommasNotAllowed => "Nothing follows this comma; remove it.".into(),
        Kind::ExpectedComma => "Here a comma is missing.".into(),
        Kind::ExpectedColonAfterObjectKey => {
            "Here a colon is missing, between the name of a member and its value.".into()
        }
        Kind::ExpectedObjectValue => "Here a value is missing, after the colon.".into(),
        Kind::SingleQuotedStringsNotAllowed => {
            "Texts stand in double quotes (\"), not in single ones.".into()
        }
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedTokenInObject => {
            "Here the name of a member is needed, in double quotes (\").".into()
        }
        Kind::MultipleRootJsonValues => {
            "The document ends before this; remove what follows, or a closing bracket too many."
                .into()
        }
        Kind::UnterminatedObject => "This `{` is never closed; a `}` is missing.".into(),
        Kind::UnterminatedArray => "This `[` is never closed; a `]` is missing.".into(),
        Kind::UnexpectedCloseBrace | Kind::UnexpectedCloseBracket => format!(
            "This `{found}` does not fit here: a value, or another bracket, is missing before it."
        ),
        Kind::UnexpectedColon => "Here a value is needed, not a colon.".into(),
        Kind::UnexpectedComma => "Here a value is needed, not a comma.".into(),
        Kind::UnexpectedWord | Kind::UnexpectedToken | Kind::NonFiniteNumbersNotAllowed => format!(
            "`{found}` is not JSON: a value is a text in double quotes (\"), a number, true, false, null, [ … ] or {{ … }}."
        ),
        Kind::BareDecimalPointNumbersNotAllowed
        | Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral
        | Kind::HexadecimalNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed => {
            "Here a number is not written as JSON wants it, such as -1, 0.5 or 1e3.".into()
        }
        Kind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
            "This text is never closed; a double quote (\") is missing.".into()
        }
        Kind::String(_) => {
            "This backslash begins nothing that JSON knows; for a backslash itself write two of them."
                .into()
        }
        other => format!("This is not JSON: {other}."),
    }
}

/// What the reader found wrong that has the last word.
fn plain_error(text: &str) -> Option<Placed> {
    let error = serde_json::from_str::<serde_json::Value>(text).err()?;
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    // Columns of this reader are bytes from 1; 0 is the line feed before the line.
    let offset = (line_start + error.column()).saturating_sub(1);
    let full = error.to_string();
    let reason = full.split(" at line ").next().unwrap_or_default();
    let message = if reason.starts_with("control character") {
        "Here a text has a line break or another control character in it; close it, or write \\n for a line break.".to_owned()
    } else {
        format!("This is not JSON: {reason}.")
    };
    Some((text_error("not-json", message), Some(offset)))
}
