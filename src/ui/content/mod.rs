use yew::virtual_dom::VTag;
use yew::{Html, html};

use crate::definition::{Markup, parse_markup};

/// The author's own content.
pub fn view(text: &str, key: &str) -> Html {
    html! { <div class="content" {key}>{ for parse_markup(text).iter().map(node) }</div> }
}

fn node(markup: &Markup) -> Html {
    match markup {
        // In an element of its own, as all text.
        Markup::Text(text) => html! { <span>{ text.clone() }</span> },
        Markup::Element {
            tag,
            attributes,
            children,
        } => {
            let mut element = VTag::new(*tag);
            for (name, value) in attributes {
                element.add_attribute(name, value.clone());
            }
            for child in children {
                element.add_child(node(child));
            }
            element.into()
        }
    }
}
