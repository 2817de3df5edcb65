//! The author's HTML, read by an allow-list: what is not listed leaves its text and nothing else. There is no way from
//! here to a script, a style or an event handler.

use std::rc::Rc;

/// A piece of content that is safe to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Markup {
    Text(Rc<str>),
    Element {
        tag: &'static str,
        attributes: Vec<(&'static str, Rc<str>)>,
        children: Vec<Markup>,
    },
}

const TAGS: [&str; 34] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "small",
    "sub",
    "sup",
    "mark",
    "code",
    "br",
    "hr",
    "p",
    "div",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "tr",
    "th",
    "td",
    "dl",
    "dd",
];
/// Elements that have no content.
const VOID: [&str; 2] = ["br", "hr"];
/// Elements whose content is no text for people.
const DROPPED_WITH_CONTENT: [&str; 7] = [
    "script", "style", "template", "iframe", "object", "svg", "math",
];
const MAX_DEPTH: usize = 24;
const MAX_NODES: usize = 5_000;

/// Reads markup. Anything goes in; only listed elements and text come out.
pub fn parse_markup(html: &str) -> Vec<Markup> {
    let mut parser = Parser {
        rest: html,
        open: vec![Open::default()],
        nodes: 0,
    };
    parser.run();
    parser.finish()
}

#[derive(Default)]
struct Open {
    /// `None` for the root and for elements that are not listed, whose children go to their parent.
    tag: Option<&'static str>,
    attributes: Vec<(&'static str, Rc<str>)>,
    children: Vec<Markup>,
}

struct Parser<'h> {
    rest: &'h str,
    open: Vec<Open>,
    nodes: usize,
}

impl Parser<'_> {
    fn run(&mut self) {
        while !self.rest.is_empty() && self.nodes < MAX_NODES {
            match self.rest.find('<') {
                Some(0) => self.read_tag(),
                Some(at) => {
                    self.text(at);
                }
                None => self.text(self.rest.len()),
            }
        }
    }

    fn text(&mut self, length: usize) {
        let text = decode_entities(&self.rest[..length]);
        self.rest = &self.rest[length..];
        self.push(Markup::Text(text.into()));
    }

    fn read_tag(&mut self) {
        let Some(inside) = self.rest.strip_prefix('<') else {
            return;
        };
        if let Some(comment) = inside.strip_prefix("!--") {
            self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            return;
        }
        let is_tag = inside
            .trim_start_matches('/')
            .starts_with(|first: char| first.is_ascii_alphabetic());
        if !is_tag {
            self.text(1);
            return;
        }
        let end = end_of_tag(inside);
        let tag = &inside[..end];
        self.rest = inside.get(end + 1..).unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(name) => self.close(&name.trim().to_ascii_lowercase()),
            None => self.start(tag),
        }
    }

    fn start(&mut self, tag: &str) {
        let name_end = tag
            .find(|c: char| c.is_ascii_whitespace() || c == '/')
            .unwrap_or(tag.len());
        let name = tag[..name_end].to_ascii_lowercase();
        if DROPPED_WITH_CONTENT.contains(&&*name) {
            self.skip_content(&name);
            return;
        }
        let Some(&listed) = TAGS.iter().find(|listed| **listed == name) else {
            return;
        };
        let attributes = read_attributes(listed, &tag[name_end..]);
        if VOID.contains(&listed) {
            self.push(Markup::Element {
                tag: listed,
                attributes,
                children: Vec::new(),
            });
        } else if self.open.len() < MAX_DEPTH {
            self.nodes += 1;
            self.open.push(Open {
                tag: Some(listed),
                attributes,
                children: Vec::new(),
            });
        }
    }

    fn skip_content(&mut self, name: &str) {
        let lower = self.rest.to_ascii_lowercase();
        let close = ["</", name].concat();
        self.rest = match lower.find(&close) {
            Some(at) => {
                let after = &self.rest[at..];
                after.find('>').map_or("", |end| &after[end + 1..])
            }
            None => "",
        };
    }

    /// Closes the nearest element of that name and those that were left open inside it.
    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.tag == Some(name)) else {
            return;
        };
        while self.open.len() > at {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(Open {
            tag: Some(tag),
            attributes,
            children,
        }) = self.open.pop()
        else {
            return;
        };
        self.push(Markup::Element {
            tag,
            attributes,
            children,
        });
    }

    fn push(&mut self, markup: Markup) {
        self.nodes += 1;
        if let Some(open) = self.open.last_mut() {
            open.children.push(markup);
        }
    }

    fn finish(mut self) -> Vec<Markup> {
        while self.open.len() > 1 {
            self.close_last();
        }
        self.open
            .pop()
            .map(|root| root.children)
            .unwrap_or_default()
    }
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end_of_tag(inside: &str) -> usize {
    let mut quote = None;
    for (at, character) in inside.char_indices() {
        match (quote, character) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), character) if open == character => quote = None,
            _ => {}
        }
    }
    inside.len()
}

fn read_attributes(tag: &str, text: &str) -> Vec<(&'static str, Rc<str>)> {
    let mut attributes = Vec::new();
    let mut rest = text;
    while let Some((name, value, after)) = next_attribute(rest) {
        rest = after;
        let name = name.to_ascii_lowercase();
        let value = decode_entities(value);
        match &*name {
            "href" if tag == "a" && is_safe_link(&value) => {
                attributes.push(("href", Rc::from(value.trim())));
                // A survey is not left by accident, and the other side learns nothing of where it was linked from.
                attributes.push(("target", "_blank".into()));
                attributes.push(("rel", "noopener noreferrer".into()));
            }
            "title" => attributes.push(("title", value.into())),
            "lang" => attributes.push(("lang", value.into())),
            "dir" => attributes.push(("dir", value.into())),
            _ => {}
        }
    }
    attributes
}

fn next_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    if text.is_empty() {
        return None;
    }
    let name_end = text
        .find(|c: char| c.is_ascii_whitespace() || c == '=')
        .unwrap_or(text.len());
    let (name, after) = text.split_at(name_end);
    let Some(value) = after.trim_start().strip_prefix('=') else {
        // A lone `=` would never get shorter otherwise.
        let after = if name.is_empty() { &after[1..] } else { after };
        return Some((name, "", after));
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let end = quoted.find(quote).unwrap_or(quoted.len());
            return Some((name, &quoted[..end], quoted.get(end + 1..).unwrap_or("")));
        }
    }
    let end = value
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(value.len());
    Some((name, &value[..end], &value[end..]))
}

/// http(s), mailto, and addresses relative to the page. Browsers drop control characters inside a scheme, so they are
/// dropped before looking.
fn is_safe_link(link: &str) -> bool {
    let seen: String = link
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    match seen.find(':') {
        None => true,
        Some(colon) => {
            let scheme = &seen[..colon];
            scheme.contains(['/', '?', '#']) || matches!(scheme, "http" | "https" | "mailto")
        }
    }
}

/// The address of a picture if it may be shown: http(s), relative to the page, or the picture itself as data.
pub fn image_address(link: &str) -> Option<Rc<str>> {
    let link = link.trim();
    let is_mail = link
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    let is_safe = (is_safe_link(link) && !is_mail) || link.starts_with("data:image/");
    (is_safe && !link.is_empty()).then(|| link.into())
}

fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest one known, `&#1114111;`, has ten characters.
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((character, end)) => {
                decoded.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        numeric => {
            let digits = numeric.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes markup back, to compare in a readable form.
    fn written(markup: &[Markup]) -> String {
        markup
            .iter()
            .map(|node| match node {
                Markup::Text(text) => text.to_string(),
                Markup::Element {
                    tag,
                    attributes,
                    children,
                } => {
                    let attributes: String = attributes
                        .iter()
                        .filter(|(name, _)| !matches!(*name, "target" | "rel"))
                        .map(|(name, value)| format!(" {name}={value}"))
                        .collect();
                    format!("[{tag}{attributes}|{}]", written(children))
                }
            })
            .collect()
    }

    #[test]
    fn listed_elements_come_out_and_all_else_leaves_its_text() {
        let cases = [
            ("plain", "plain"),
            ("<p>One <b>two</b></p>", "[p|One [b|two]]"),
            ("<P TITLE='x'>a</P>", "[p title=x|a]"),
            ("a<br>b<br/>c", "a[br|]b[br|]c"),
            ("<blink>text</blink>", "text"),
            ("<p>left open", "[p|left open]"),
            ("</p>closed only", "closed only"),
            ("<b><i>crossed</b></i>", "[b|[i|crossed]]"),
            (
                "1 < 2 &amp; 3 &gt; 2 &bogus; &#233; &#xe9;",
                "1 < 2 & 3 > 2 &bogus; é é",
            ),
            ("<!-- gone --><p>here</p>", "[p|here]"),
            ("<script>alert(1)</script>after", "after"),
            ("<style>p{}</style><p>x</p>", "[p|x]"),
            ("<script>never closed", ""),
            ("<p onclick=\"alert(1)\" style='color:red'>x</p>", "[p|x]"),
            (
                "<a href='https://a.example/?b=1&amp;c=2'>x</a>",
                "[a href=https://a.example/?b=1&c=2|x]",
            ),
            ("<a href=mailto:a@b.co>x</a>", "[a href=mailto:a@b.co|x]"),
            ("<a href='/relative'>x</a>", "[a href=/relative|x]"),
            ("<a href='javascript:alert(1)'>x</a>", "[a|x]"),
            ("<a href=' java\nscript:alert(1)'>x</a>", "[a|x]"),
            ("<a href='&#106;avascript:alert(1)'>x</a>", "[a|x]"),
            ("<a href='data:text/html,x'>x</a>", "[a|x]"),
            ("<img src=x onerror=alert(1)>", ""),
            ("<a href='x>y'>z</a>", "[a href=x>y|z]"),
            ("<", "<"),
            ("<p", "[p|]"),
            ("<p = = 'a' b>x</p>", "[p|x]"),
        ];
        for (html, expected) in cases {
            assert_eq!(written(&parse_markup(html)), expected, "{html}");
        }
    }

    #[test]
    fn hostile_nesting_is_cut_and_does_not_overflow() {
        let deep = "<div>".repeat(100_000) + "text";
        assert!(written(&parse_markup(&deep)).contains("text") || !parse_markup(&deep).is_empty());
        let wide = "<b></b>".repeat(100_000);
        assert!(parse_markup(&wide).len() <= MAX_NODES);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(html in "[<>/a-z='\"&;# \u{e9}!-]{0,200}") {
            parse_markup(&html);
        }
    }
}
