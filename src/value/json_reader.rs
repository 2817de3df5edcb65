use std::borrow::Cow;
use std::rc::Rc;

use super::members::Members;
use super::names::Names;
use super::{MAX_DEPTH, Value, read_number};

/// Reads JSON, for the widget: over the border between WebAssembly and JavaScript each value that the browser's own
/// reader has read would cost several calls. Of members with the same name the last one counts, as in `JSON.parse`.
///
/// `None` for what is not JSON or is nested deeper than [`MAX_DEPTH`].
pub fn read_json(text: &str) -> Option<Value> {
    let mut reader = Reader {
        text,
        at: 0,
        names: Names::default(),
    };
    let value = reader.value(0)?;
    (reader.at == text.len()).then_some(value)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Names recur: each is kept in memory once.
    names: Names,
}

impl<'t> Reader<'t> {
    /// With the white space around it.
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        let value = match self.next()? {
            b'"' => Value::text(self.quoted()?),
            b'{' if depth < MAX_DEPTH => self.object(depth)?,
            b'[' if depth < MAX_DEPTH => self.list(depth)?,
            b't' => self.word("true", true.into())?,
            b'f' => self.word("false", false.into())?,
            b'n' => self.word("null", Value::Null)?,
            _ => self.number()?,
        };
        self.skip_space();
        Some(value)
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut members = Members::default();
        self.at += 1;
        self.skip_space();
        if self.eat(b'}') {
            return Some(members.into());
        }
        loop {
            self.skip_space();
            let name = self.name()?;
            self.skip_space();
            if !self.eat(b':') {
                return None;
            }
            members.set(name, self.value(depth + 1)?);
            if !self.eat(b',') {
                break;
            }
        }
        self.eat(b'}').then(|| members.into())
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.eat(b']') {
            return Some(items.into());
        }
        loop {
            items.push(self.value(depth + 1)?);
            if !self.eat(b',') {
                break;
            }
        }
        self.eat(b']').then(|| items.into())
    }

    fn name(&mut self) -> Option<Rc<str>> {
        let name = self.quoted()?;
        let number = match self.names.number(&name) {
            Some(number) => number,
            None => self.names.add(&name.into()),
        };
        self.names.name(number).cloned()
    }

    /// A text in quotes.
    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        let mut text = Cow::default();
        if !self.eat(b'"') {
            return None;
        }
        loop {
            let start = self.at;
            self.skip(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
            text += self.text.get(start..self.at)?;
            if self.eat(b'"') {
                return Some(text);
            }
            if !self.eat(b'\\') {
                return None;
            }
            text.to_mut().push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let letter = self.next()?;
        self.at += 1;
        Some(match letter {
            b'"' | b'\\' | b'/' => letter.into(),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let after = self.at;
                // Half a character, the other half may follow.
                if (0xd800..0xdc00).contains(&unit) && self.eat(b'\\') && self.eat(b'u') {
                    let low = self.unit()?;
                    if (0xdc00..0xe000).contains(&low) {
                        let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return char::from_u32(code);
                    }
                }
                self.at = after;
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |unit, digit| {
            Some(unit * 16 + char::from(*digit).to_digit(16)?)
        })
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        read_number(self.text.get(start..self.at)?).map(Value::Number)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        self.skip(|byte| byte.is_ascii_digit());
        (self.at > start).then_some(())
    }

    fn word(&mut self, word: &str, meaning: Value) -> Option<Value> {
        let is_next = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        is_next.then_some(meaning)
    }

    fn skip_space(&mut self) {
        self.skip(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| is_skipped(**byte)).count();
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.next() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(all(test, feature = "native"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::value::to_json;

    /// What `serde_json` makes of a text, as JSON.
    fn by_serde(text: &str) -> Option<String> {
        let value: Value = serde_json::from_str(text).ok()?;
        Some(to_json(&value))
    }

    fn read(text: &str) -> Option<String> {
        read_json(text).map(|value| to_json(&value))
    }

    #[test]
    fn json_is_read() {
        for (text, expected) in [
            (
                " { \"a\" : [ 1 , -0.5e+3 , 10E-2 , 0 , -0 ] , \"b\":{},\"\":[]} \n",
                "{\"a\":[1,-500,0.1,0,0],\"b\":{},\"\":[]}",
            ),
            ("[true,false,null,\"\"]", "[true,false,null,\"\"]"),
            (
                "\"a\\\"\\\\\\/\\b\\f\\n\\r\\té\\u00e9\\u20ACz\"",
                "\"a\\\"\\\\/\\u0008\\u000c\\n\\r\\téé€z\"",
            ),
            (
                "{\"a\\u0062\":{\"ab\":1},\"ab \":2}",
                "{\"ab\":{\"ab\":1},\"ab \":2}",
            ),
            (
                "\"\u{1f600} \u{7f} \u{2028}\"",
                "\"\u{1f600} \u{7f} \u{2028}\"",
            ),
            ("\"\\ud83d\\ude00!\"", "\"\u{1f600}!\""),
            // Halves of characters: there is no such text in Rust.
            (
                "\"\\ud83d\\u0041\\ude00\\ud83d\"",
                "\"\u{fffd}A\u{fffd}\u{fffd}\"",
            ),
            ("\"\\ud83d\\n\"", "\"\u{fffd}\\n\""),
            (
                "{\"a\":1,\"b\":{\"a\":2},\"a\":3}",
                "{\"a\":3,\"b\":{\"a\":2}}",
            ),
            // Infinite, as in the browser.
            ("1e400", "null"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn of_many_members_with_the_same_names_the_last_ones_count() {
        let member = |value: usize| format!("\"{}\":{value}", value % 100);
        let members = |range: std::ops::Range<usize>| {
            format!("{{{}}}", range.map(member).collect::<Vec<_>>().join(","))
        };
        for count in [1, 63, 64, 65, 99] {
            assert_eq!(read(&members(0..count)), Some(members(0..count)), "{count}");
        }
        assert_eq!(read(&members(0..300)), Some(members(200..300)));
    }

    #[test]
    fn hostile_depth_is_an_error_and_not_a_stack_overflow() {
        for (depth, is_read) in [(MAX_DEPTH, true), (MAX_DEPTH + 1, false), (100_000, false)] {
            let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            assert_eq!(read(&text).is_some(), is_read, "{depth}");
        }
    }

    #[test]
    fn what_is_no_json_is_not_read() {
        for text in [
            "",
            " ",
            "{",
            "[",
            "\"",
            "nul",
            "truee",
            "tru",
            "01",
            "-",
            "+1",
            ".5",
            "1.",
            "1e",
            "1e+",
            "0x1",
            "[1,]",
            "[,1]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{1:1}",
            "{\"a\" 1}",
            "[1 2]",
            "1 2",
            "\"\n\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"\\",
            "'a'",
            "\u{feff}1",
            "[1}",
            "{\"a\":1]",
            "\u{a0}1",
            "NaN",
            "Infinity",
        ] {
            assert_eq!(read_json(text), None, "{text}");
            assert_eq!(by_serde(text), None, "{text}");
        }
    }

    /// Texts of the pieces that JSON is made of, most of which are none.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"", "\\", "\\n", "\\u00e9", "1", "0",
            "-", ".", "e", "true", "null", " ", "\n", "é",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::text),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::list),
                prop::collection::btree_map("[a-c\"\\\\é]{0,3}", inner, 0..6).prop_map(|members| {
                    Value::object(
                        members
                            .into_iter()
                            .map(|(name, value)| (name.into(), value)),
                    )
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_what_serde_json_reads(text in pieces()) {
            if let Some(value) = read(&text) {
                prop_assert_eq!(Some(value), by_serde(&text));
            }
        }

        #[test]
        fn what_is_written_is_read(value in values()) {
            let text = to_json(&value);
            prop_assert_eq!(read(&text), Some(text));
        }
    }
}
