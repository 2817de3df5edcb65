use super::ast::Node;

/// The canonical form: every operation in parentheses. It parses back to the same tree.
///
/// As in `survey-core`, except that quotes within a text keep their backslash, `null` is written, and numbers are
/// written without an exponent, which the grammar does not know.
pub(super) fn canonical(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Nothing => out.push_str("null"),
        Node::Bool(true) => out.push_str("true"),
        Node::Bool(false) => out.push_str("false"),
        Node::Number(number) if *number == 0.0 => out.push('0'),
        Node::Number(number) if number.is_infinite() => {
            // There is no other literal for it.
            out.push_str(if *number < 0.0 { "-1" } else { "1" });
            out.push_str(&"0".repeat(309));
        }
        Node::Number(number) => out.push_str(&number.to_string()),
        Node::Text(text) => write_text(text, out),
        // Alone in parentheses it negates nothing.
        Node::Word(word) if word.eq_ignore_ascii_case("negate") => {
            out.push('(');
            out.push_str(word);
            out.push(')');
        }
        Node::Word(word) => out.push_str(word),
        Node::Name(path) => {
            out.push_str(if path.is_raw() { "{#" } else { "{" });
            out.push_str(path.text());
            out.push('}');
        }
        Node::List(items) => {
            out.push('[');
            write_list(items, out);
            out.push(']');
        }
        Node::Call(call) => {
            out.push_str(&call.name);
            out.push('(');
            write_list(&call.arguments, out);
            out.push(')');
        }
        Node::Not(inner) => {
            out.push_str("! ");
            write(inner, out);
        }
        Node::Empty(inner) => {
            write(inner, out);
            out.push_str(" empty");
        }
        Node::NotEmpty(inner) => {
            write(inner, out);
            out.push_str(" notempty");
        }
        Node::Chain(chain) => {
            for _ in &chain.rest {
                out.push('(');
            }
            write(&chain.first, out);
            for (operator, operand) in &chain.rest {
                out.push(' ');
                out.push_str(operator.sign());
                out.push(' ');
                write(operand, out);
                out.push(')');
            }
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('\'');
    for character in text.chars() {
        if matches!(character, '\'' | '"') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('\'');
}

fn write_list(items: &[Node], out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(item, out);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::expression::ast::{Call, Chain, Operator};
    use crate::expression::path::Path;
    use crate::expression::{functions, parser};

    const OPERATORS: [Operator; 19] = [
        Operator::Or,
        Operator::And,
        Operator::LessOrEqual,
        Operator::GreaterOrEqual,
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::Greater,
        Operator::Plus,
        Operator::Minus,
        Operator::Times,
        Operator::Divide,
        Operator::Remainder,
        Operator::Power,
        Operator::Contains,
        Operator::NotContains,
        Operator::AnyOf,
        Operator::AllOf,
        Operator::NoneOf,
    ];

    fn word() -> impl Strategy<Value = String> {
        "[a-zA-Z_][a-zA-Z0-9_]{0,6}".prop_filter("reserved", |word| {
            let lowercase = word.to_lowercase();
            !["true", "false", "negate", "null", "undefined"]
                .iter()
                .any(|reserved| lowercase.starts_with(reserved))
        })
    }

    fn atom() -> impl Strategy<Value = Node> {
        prop_oneof![
            any::<bool>().prop_map(Node::Bool),
            (-1000..1000_i32).prop_map(|number| Node::Number(f64::from(number) / 8.0)),
            any::<f64>()
                .prop_filter("finite", |number| number.is_finite())
                .prop_map(Node::Number),
            "[^\\\\]{0,6}".prop_map(|text| Node::Text(text.into())),
            word().prop_map(|word| Node::Word(word.into())),
            "#?[^{}#][^{}]{0,8}".prop_map(|name| Node::Name(Path::parse(&name))),
        ]
    }

    fn node() -> impl Strategy<Value = Node> {
        atom().prop_recursive(5, 40, 4, |inner| {
            let items = || prop::collection::vec(inner.clone(), 0..4);
            prop_oneof![
                atom().prop_map(|atom| Node::Empty(Box::new(atom))),
                atom().prop_map(|atom| Node::NotEmpty(Box::new(atom))),
                inner.clone().prop_map(|inner| Node::Not(Box::new(inner))),
                items().prop_map(Node::List),
                (prop_oneof![word(), Just("iif".to_owned())], items()).prop_map(
                    |(name, arguments)| {
                        Node::Call(Box::new(Call {
                            function: functions::find(&name),
                            name: name.into(),
                            arguments,
                        }))
                    }
                ),
                (inner.clone(), 0..OPERATORS.len(), items()).prop_map(
                    |(first, start, operands)| { chain(first, OPERATORS[start], operands) }
                ),
            ]
        })
    }

    /// Joins the operands by operators of one level, cyclically, `null` after each of them.
    fn chain(first: Node, start: Operator, operands: Vec<Node>) -> Node {
        let level = start.level();
        let same_level = OPERATORS.into_iter().filter(|other| other.level() == level);
        let operands = operands
            .into_iter()
            .flat_map(|operand| [operand, Node::Nothing]);
        let mut rest: Vec<_> = same_level.cycle().zip(operands).collect();
        let first = match first {
            Node::Chain(chain) if chain.rest[0].0.level() == level => {
                rest.splice(0..0, chain.rest);
                chain.first
            }
            other => other,
        };
        if rest.is_empty() {
            return first;
        }
        Node::Chain(Box::new(Chain { first, rest }))
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(node in node()) {
            let printed = canonical(&node);
            prop_assert_eq!(parser::parse(&printed), Ok(node), "{}", printed);
        }
    }
}
