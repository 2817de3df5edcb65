use std::fmt;

use super::ast::{Call, Chain, Node, Operator, level};
use super::functions;
use super::path::Path;
use super::reader::Reader;

/// The longest text that is read as an expression, in bytes of UTF-8.
pub const MAX_LENGTH_BYTES: usize = 256 * 1024;

/// How deep parentheses, calls, lists and negations may stand within one another.
pub const MAX_NESTING: usize = 200;

/// Why a text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseError {
    /// How far the text could be read, in UTF-16 units, as JavaScript counts.
    pub offset: usize,
    /// What is wrong there, as a sentence.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// The grammar, all operators left-associative, from the loosest to the tightest:
/// `or`, `and`, comparisons, `+ -`, `* / %`, `^`, the `contains` family, then `!`, `empty` and operands.
pub(super) fn parse(text: &str) -> Result<Node, ParseError> {
    if text.len() > MAX_LENGTH_BYTES {
        return Err(ParseError {
            offset: 0,
            message: "The expression is longer than 256 KiB; shorten it or divide it.".into(),
        });
    }
    let mut parser = Parser {
        reader: Reader::new(text),
        nesting: 0,
        too_deep_at: None,
        open_lists: Vec::new(),
    };
    let root = parser.expression();
    if let Some(at) = parser.too_deep_at {
        return Err(ParseError {
            offset: utf16_offset(text, at),
            message: "The expression is nested deeper than 200 levels; divide it.".into(),
        });
    }
    match root {
        Some(root) if parser.reader.is_at_end() => Ok(root),
        root => {
            if root.is_some() {
                parser.reader.fail();
            }
            Err(unexpected(text, parser.reader.furthest))
        }
    }
}

fn unexpected(text: &str, at: usize) -> ParseError {
    let offset = utf16_offset(text, at);
    let message = match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(found) => {
            let character = crate::value::number_to_text((offset + 1) as f64);
            let mut message = String::from("The expression cannot be read at character ");
            message.push_str(&character);
            message.push_str(": an unexpected \"");
            message.push(found);
            message.push_str("\".");
            message
        }
        None => "The expression ends too early: something is missing at its end.".into(),
    };
    ParseError { offset, message }
}

fn utf16_offset(text: &str, at: usize) -> usize {
    text.char_indices()
        .take_while(|(index, _)| *index < at)
        .map(|(_, character)| character.len_utf16())
        .sum()
}

/// Where one is the beginning of another, the longer stands first. Comparisons by sign are read apart.
const SPELLINGS: [(&str, Operator); 25] = [
    ("*=", Operator::Contains),
    ("*", Operator::Times),
    ("/", Operator::Divide),
    ("%", Operator::Remainder),
    ("+", Operator::Plus),
    ("-", Operator::Minus),
    ("^", Operator::Power),
    ("power", Operator::Power),
    ("&&", Operator::And),
    ("and", Operator::And),
    ("||", Operator::Or),
    ("or", Operator::Or),
    ("contains", Operator::Contains),
    ("contain", Operator::Contains),
    ("notcontains", Operator::NotContains),
    ("notcontain", Operator::NotContains),
    ("anyof", Operator::AnyOf),
    ("allof", Operator::AllOf),
    ("noneof", Operator::NoneOf),
    ("equal", Operator::Equal),
    ("notequal", Operator::NotEqual),
    ("lessorequal", Operator::LessOrEqual),
    ("less", Operator::Less),
    ("greaterorequal", Operator::GreaterOrEqual),
    ("greater", Operator::Greater),
];

/// A descent that tries one alternative after the other.
struct Parser<'t> {
    reader: Reader<'t>,
    nesting: usize,
    too_deep_at: Option<usize>,
    /// Where lists without an end begin. What stands around one tries it again at each level, because parentheses and
    /// calls need no end; read twice at each level, it would take exponential time.
    open_lists: Vec<usize>,
}

impl Parser<'_> {
    fn expression(&mut self) -> Option<Node> {
        let start = self.reader.at;
        self.reader.skip_space();
        let root = self.nested(Self::chain);
        if root.is_some() {
            self.reader.skip_space();
        } else {
            self.reader.at = start;
        }
        root
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Node>) -> Option<Node> {
        if self.nesting > MAX_NESTING {
            self.too_deep_at.get_or_insert(self.reader.at);
        }
        if self.too_deep_at.is_some() {
            return None;
        }
        self.nesting += 1;
        let node = read(self);
        self.nesting -= 1;
        node
    }

    /// Operands with operators between them, of whatever levels.
    fn chain(&mut self) -> Option<Node> {
        let first = self.factor()?;
        let mut rest = Vec::new();
        loop {
            let before = self.reader.at;
            self.reader.skip_space();
            let Some(operator) = self.operator() else {
                self.reader.fail();
                self.reader.at = before;
                break;
            };
            self.reader.skip_space();
            match self.factor() {
                Some(operand) => rest.push((operator, operand)),
                None if operator.level() == level::CONTAINS => rest.push((operator, Node::Nothing)),
                None => {
                    self.reader.at = before;
                    break;
                }
            }
        }
        Some(by_level(first, rest))
    }

    fn operator(&mut self) -> Option<Operator> {
        if let Some(operator) = self.comparison_sign() {
            return Some(operator);
        }
        if self.reader.is_at_end() {
            return None;
        }
        let start = self.reader.at;
        // `*=>` and `*=<` are `*` with a comparison after it, which is an error.
        let is_times =
            self.reader.rest().starts_with("*=>") || self.reader.rest().starts_with("*=<");
        let spellings = SPELLINGS.get(usize::from(is_times)..).unwrap_or_default();
        let (_, operator) = spellings
            .iter()
            .find(|(spelling, _)| self.reader.eat(spelling))?;
        // `equals` in lower case is `equal`, at the end of longer words too.
        let word = self.reader.since(start);
        if word.ends_with("equal") && self.reader.rest().starts_with('s') {
            self.reader.at += 1;
        }
        Some(*operator)
    }

    fn comparison_sign(&mut self) -> Option<Operator> {
        let signs = self.reader.signs();
        let (operator, length) = match signs {
            [b'<', b'=', ..] => (Operator::LessOrEqual, 2),
            [b'>', b'=', ..] => (Operator::GreaterOrEqual, 2),
            [b'=', b'=', ..] => (Operator::Equal, 2),
            [b'=', ..] => (Operator::Equal, 1),
            [b'!', b'=', ..] => (Operator::NotEqual, 2),
            [b'<', ..] => (Operator::Less, 1),
            [b'>', ..] => (Operator::Greater, 1),
            _ => return None,
        };
        self.reader.at += length;
        Some(operator)
    }

    fn factor(&mut self) -> Option<Node> {
        self.reader.fail();
        let start = self.reader.at;
        if matches!(self.reader.bytes().first(), Some(b'{' | b'\'' | b'"')) {
            return self.named_or_quoted().map(|atom| self.emptiness(atom));
        }
        if self.reader.eat("(") {
            let inner = self.expression();
            match inner {
                Some(_) if !self.reader.eat(")") => self.reader.fail(),
                Some(_) => {}
                None => self.reader.at = start,
            }
            return inner;
        }
        if let Some(call) = self.call() {
            return Some(call);
        }
        if self.reader.signs()[0] == b'!' && !self.reader.rest().starts_with('!') {
            // `<>` has become `!=`, which starts like a negation.
            self.reader.furthest = self.reader.furthest.max(start + 1);
            return None;
        }
        if self.reader.eat("!") || self.reader.eat("negate") {
            self.reader.skip_space();
            if let Some(inner) = self.nested(Self::factor) {
                return Some(Node::Not(Box::new(inner)));
            }
            self.reader.at = start;
        }
        if let Some(atom) = self.atom() {
            return Some(self.emptiness(atom));
        }
        self.list()
    }

    fn call(&mut self) -> Option<Node> {
        let start = self.reader.at;
        let name = self.reader.word()?;
        if !self.reader.eat("(") {
            self.reader.fail();
            self.reader.at = start;
            return None;
        }
        let mut arguments = self.sequence();
        if !self.reader.eat(")") {
            self.reader.fail();
        }
        let function = functions::find(name);
        if let (true, Some(Node::Name(path))) =
            (functions::is_over_rows(function), arguments.first_mut())
        {
            path.want_original();
        }
        Some(Node::Call(Box::new(Call {
            name: name.into(),
            function,
            arguments,
        })))
    }

    fn list(&mut self) -> Option<Node> {
        let start = self.reader.at;
        if self.open_lists.contains(&start) || !self.reader.eat("[") {
            return None;
        }
        let items = self.sequence();
        if self.reader.eat("]") {
            return Some(Node::List(items));
        }
        self.reader.fail();
        self.reader.at = start;
        self.open_lists.push(start);
        None
    }

    /// Expressions between commas. If the first is missing or `null` the others are read but do not count.
    fn sequence(&mut self) -> Vec<Node> {
        let first = self.expression().filter(|first| *first != Node::Nothing);
        let counts = first.is_some();
        let mut items = Vec::from_iter(first);
        loop {
            let before = self.reader.at;
            self.reader.skip_space();
            if !self.reader.eat(",") {
                self.reader.fail();
                self.reader.at = before;
                return items;
            }
            match self.expression() {
                Some(item) if counts => items.push(item),
                Some(_) => {}
                None => {
                    self.reader.at = before;
                    return items;
                }
            }
        }
    }

    /// `empty` or `notempty` after an operand, if it stands there.
    fn emptiness(&mut self, atom: Node) -> Node {
        let before = self.reader.at;
        self.reader.skip_space();
        if self.reader.eat("empty") {
            return Node::Empty(Box::new(atom));
        }
        if self.reader.eat("notempty") {
            return Node::NotEmpty(Box::new(atom));
        }
        self.reader.fail();
        self.reader.at = before;
        atom
    }

    fn atom(&mut self) -> Option<Node> {
        if self.reader.rest().starts_with("undefined") || self.reader.rest().starts_with("null") {
            // Their case counts, unlike that of all other words.
            let _ = self.reader.eat("undefined") || self.reader.eat("null");
            return Some(Node::Nothing);
        }
        if self.reader.eat("true") {
            return Some(Node::Bool(true));
        }
        if self.reader.eat("false") {
            return Some(Node::Bool(false));
        }
        if let Some(number) = self.reader.number() {
            return Some(Node::Number(number));
        }
        self.reader.word().map(|word| Node::Word(word.into()))
    }

    fn named_or_quoted(&mut self) -> Option<Node> {
        match self.reader.bytes().first()? {
            b'{' => self.reader.braced().map(Path::parse).map(Node::Name),
            quote => self.reader.quoted(*quote).map(Node::Text),
        }
    }
}

/// Joins operands by the operators between them, those of the tightest level first.
fn by_level(mut first: Node, mut rest: Vec<(Operator, Node)>) -> Node {
    for level in (level::OR..=level::CONTAINS).rev() {
        if rest.iter().all(|(operator, _)| operator.level() != level) {
            continue;
        }
        let mut looser: Vec<(Operator, Node)> = Vec::new();
        for (operator, operand) in rest {
            if operator.level() == level {
                let left = looser.last_mut().map_or(&mut first, |(_, left)| left);
                lengthen(left, operator, operand);
            } else {
                looser.push((operator, operand));
            }
        }
        rest = looser;
    }
    first
}

/// Makes a chain of `left`, or a longer one if it is a chain of that level (which may have stood in parentheses).
fn lengthen(left: &mut Node, operator: Operator, operand: Node) {
    let level = operator.level();
    match left {
        Node::Chain(chain)
            if chain
                .rest
                .first()
                .is_some_and(|(first, _)| first.level() == level) =>
        {
            chain.rest.push((operator, operand));
        }
        _ => {
            let first = std::mem::replace(left, Node::Nothing);
            let rest = vec![(operator, operand)];
            *left = Node::Chain(Box::new(Chain { first, rest }));
        }
    }
}
