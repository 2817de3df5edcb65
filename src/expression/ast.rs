use std::rc::Rc;

use super::path::Path;

/// A node of the syntax tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// `null` and `undefined`, which are the same, and the operand that `{a} contains` may go without.
    Nothing,
    Bool(bool),
    Number(f64),
    /// A literal in quotes.
    Text(Rc<str>),
    /// A bare word, which stands for itself.
    Word(Rc<str>),
    Name(Path),
    List(Vec<Node>),
    Call(Box<Call>),
    Not(Box<Node>),
    Empty(Box<Node>),
    NotEmpty(Box<Node>),
    Chain(Box<Chain>),
}

/// `a + b - c`: operators of one level, applied from left to right. Flat, so that a chain of any length recurses
/// neither when it is evaluated nor when it is dropped; `(a + b) - c` is the same chain.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chain {
    pub first: Node,
    /// Not empty.
    pub rest: Vec<(Operator, Node)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub name: Rc<str>,
    /// Where the function stands among the known ones.
    pub function: Option<u8>,
    pub arguments: Vec<Node>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    LessOrEqual,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Less,
    Greater,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    Power,
    Contains,
    NotContains,
    AnyOf,
    AllOf,
    NoneOf,
}

impl Operator {
    /// The one spelling that the canonical form uses.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::LessOrEqual => "<=",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::Greater => ">",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
            Self::Power => "^",
            Self::Contains => "contains",
            Self::NotContains => "notcontains",
            Self::AnyOf => "anyof",
            Self::AllOf => "allof",
            Self::NoneOf => "noneof",
        }
    }

    /// How tightly it binds: 0 is the loosest.
    pub fn level(self) -> u8 {
        match self {
            Self::Or => level::OR,
            Self::And => level::AND,
            Self::LessOrEqual
            | Self::GreaterOrEqual
            | Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::Greater => level::COMPARISON,
            Self::Plus | Self::Minus => level::SUM,
            Self::Times | Self::Divide | Self::Remainder => level::PRODUCT,
            Self::Power => level::POWER,
            Self::Contains | Self::NotContains | Self::AnyOf | Self::AllOf | Self::NoneOf => {
                level::CONTAINS
            }
        }
    }

    /// Whether the result is true or false whatever the operands are.
    pub fn is_test(self) -> bool {
        matches!(self.level(), level::COMPARISON | level::CONTAINS)
    }
}

/// The levels of operators.
pub(super) mod level {
    pub const OR: u8 = 0;
    pub const AND: u8 = 1;
    pub const COMPARISON: u8 = 2;
    pub const SUM: u8 = 3;
    pub const PRODUCT: u8 = 4;
    pub const POWER: u8 = 5;
    /// `contains` and its like, whose right operand may be left out.
    pub const CONTAINS: u8 = 6;
}

impl Node {
    /// Calls `see` with this node and all below it, in the order in which they are written.
    pub fn visit<'n>(&'n self, see: &mut dyn FnMut(&'n Node)) {
        see(self);
        match self {
            Self::List(items) => items.iter().for_each(|item| item.visit(see)),
            Self::Call(call) => call.arguments.iter().for_each(|item| item.visit(see)),
            Self::Not(inner) | Self::Empty(inner) | Self::NotEmpty(inner) => inner.visit(see),
            Self::Chain(chain) => {
                chain.first.visit(see);
                chain
                    .rest
                    .iter()
                    .for_each(|(_, operand)| operand.visit(see));
            }
            _ => {}
        }
    }

    pub fn calls_without_names(&self) -> bool {
        match self {
            Self::Call(call) => {
                let mut has_name = false;
                let mut see = |node: &Node| has_name |= matches!(node, Self::Name(_));
                call.arguments
                    .iter()
                    .for_each(|argument| argument.visit(&mut see));
                !has_name
            }
            Self::List(items) => items.iter().any(Self::calls_without_names),
            Self::Not(inner) | Self::Empty(inner) | Self::NotEmpty(inner) => {
                inner.calls_without_names()
            }
            Self::Chain(chain) => {
                let mut operands = chain.rest.iter().map(|(_, operand)| operand);
                chain.first.calls_without_names() || operands.any(Self::calls_without_names)
            }
            _ => false,
        }
    }

    /// A literal text or a bare word.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Word(text) => Some(text),
            _ => None,
        }
    }
}
