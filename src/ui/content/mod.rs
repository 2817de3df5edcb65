use super::tag::{Tag, tag};
use crate::definition::{Markup, parse_markup};

/// The author's own content.
pub fn view(text: &str, key: &str) -> Tag {
    let nodes: Vec<Tag> = parse_markup(text).iter().map(node).collect();
    tag("div").set("class", "content").key(key).child(nodes)
}

fn node(markup: &Markup) -> Tag {
    match markup {
        // In an element of its own, as all text.
        Markup::Text(text) => tag("span").text(text),
        Markup::Element {
            tag: name,
            attributes,
            children,
        } => {
            let element = attributes
                .iter()
                .fold(tag(name), |element, (name, value)| element.put(name, value));
            element.child(children.iter().map(node).collect::<Vec<_>>())
        }
    }
}
