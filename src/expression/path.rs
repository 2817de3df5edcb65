use std::ops::Range;
use std::rc::Rc;

use super::coercion::number_of_text;
use super::lowercase::{in_lowercase, is_same_in_lowercase};
use crate::value::Value;

/// What stands between braces, taken apart once: `panel.items[0].price`.
///
/// A name may itself contain dots, so a path is looked up with as many parts joined as possible first: `a.b.c`, then
/// `a.b`, then `a`. Names are compared regardless of case. Cloning is cheap.
#[derive(Clone, Debug, PartialEq)]
pub struct Path(Rc<Name>);

#[derive(Clone, Debug, PartialEq)]
struct Name {
    text: Rc<str>,
    lowercase: Rc<str>,
    parts: Vec<Part>,
    is_raw: bool,
    is_property: bool,
    wants_original: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Part {
    span: Range<usize>,
    lowercase_span: Range<usize>,
    index: Option<f64>,
}

impl Path {
    /// Reads what stands between braces.
    pub fn parse(written: &str) -> Self {
        let (text, is_raw) = match written.strip_prefix('#') {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (written, false),
        };
        let text: Rc<str> = text.into();
        let lowercase = in_lowercase(&text);
        let is_property = text.starts_with('$');
        let mut parts = Vec::new();
        let mut start = usize::from(is_property);
        let mut lowercase_start = start;
        // Lowering the case keeps dots and brackets, so both texts have the same parts.
        let rest = text.get(start..).unwrap_or_default();
        let lowercase_rest = lowercase.get(lowercase_start..).unwrap_or_default();
        for (part, lowercase_part) in rest.split('.').zip(lowercase_rest.split('.')) {
            let (name, index) = split_index(part);
            let bracket = part.len() - name.len();
            parts.push(Part {
                span: start..start + name.len(),
                lowercase_span: lowercase_start..lowercase_start + lowercase_part.len() - bracket,
                index,
            });
            start += part.len() + 1;
            lowercase_start += lowercase_part.len() + 1;
        }
        Self(Rc::new(Name {
            text,
            lowercase,
            parts,
            is_raw,
            is_property,
            wants_original: false,
        }))
    }

    /// The name as written, without a leading `#`.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// How many parts there are: at least one.
    pub fn part_count(&self) -> usize {
        self.0.parts.len()
    }

    /// The parts `first` to `last`, both included, joined as written and without a last index.
    pub fn name(&self, first: usize, last: usize) -> &str {
        self.slice(&self.0.text, first, last, |part| &part.span)
    }

    /// The same in lower case, as an index of names wants it.
    pub fn lowercase_name(&self, first: usize, last: usize) -> &str {
        self.slice(&self.0.lowercase, first, last, |part| &part.lowercase_span)
    }

    fn slice<'t>(
        &self,
        text: &'t str,
        first: usize,
        last: usize,
        span: fn(&Part) -> &Range<usize>,
    ) -> &'t str {
        match (self.0.parts.get(first), self.0.parts.get(last)) {
            (Some(from), Some(to)) => text.get(span(from).start..span(to).end).unwrap_or_default(),
            _ => "",
        }
    }

    /// The number in brackets after a part; negative counts from the end.
    pub fn index(&self, part: usize) -> Option<f64> {
        self.0.parts.get(part).and_then(|part| part.index)
    }

    /// The last part that can be joined to `first`: the next one with an index, or the last of all.
    pub fn last_to_join(&self, first: usize) -> usize {
        (first..self.0.parts.len())
            .find(|part| self.index(*part).is_some())
            .unwrap_or(self.0.parts.len().saturating_sub(1))
    }

    /// `{#name}`: the value as it is, text that looks like a number stays text.
    pub fn is_raw(&self) -> bool {
        self.0.is_raw
    }

    /// `{$question.property}`: the first part is the name of an element, the rest a property of it.
    pub fn is_property(&self) -> bool {
        self.0.is_property
    }

    /// Whether the value is asked for as it is stored, and not as a question shows it: the first argument of the
    /// functions that compute over rows.
    pub fn wants_original(&self) -> bool {
        self.0.wants_original
    }

    pub(super) fn want_original(&mut self) {
        Rc::make_mut(&mut self.0).wants_original = true;
    }

    /// What the parts from `first` on lead to within `value`; `None` where there is nothing.
    pub fn find_in(&self, value: &Value, first: usize) -> Option<Value> {
        let mut current = value.clone();
        let mut part = first;
        while part < self.0.parts.len() {
            let (last, found) = (part..=self.last_to_join(part)).rev().find_map(|last| {
                member(&current, self.name(part, last)).map(|found| (last, found))
            })?;
            current = match self.index(last) {
                Some(index) => item(&found, index)?,
                None => found,
            };
            part = last + 1;
        }
        Some(current)
    }
}

/// `name[3]` is a name and an index; `name[x]` is all name.
fn split_index(part: &str) -> (&str, Option<f64>) {
    let Some((name, bracketed)) = part
        .strip_suffix(']')
        .and_then(|open| open.rsplit_once('['))
    else {
        return (part, None);
    };
    let index = number_of_text(bracketed);
    if index.is_nan() {
        (part, None)
    } else {
        (name, Some(index))
    }
}

/// A member by name regardless of case: the first that fits. Lists have `length` and members named by number.
fn member(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::List(items) if name == "length" => Some(Value::Number(items.len() as f64)),
        Value::Text(text) if name == "length" && !text.is_empty() => {
            Some(Value::Number(text.encode_utf16().count() as f64))
        }
        Value::List(items) => position(name).and_then(|index| items.get(index)).cloned(),
        Value::Object(object) if !name.is_empty() => object
            .iter()
            .find(|(key, _)| is_same_in_lowercase(key, name))
            .map(|(_, member)| member.clone()),
        _ => None,
    }
    .filter(|found| !found.is_undefined())
}

/// The position that a name such as `0` or `12` stands for; not `01`.
pub(super) fn position(name: &str) -> Option<usize> {
    let is_canonical = name == "0" || !name.starts_with(['0', '+']);
    name.parse().ok().filter(|_| is_canonical)
}

fn item(value: &Value, index: f64) -> Option<Value> {
    let items = value.as_list()?;
    let length = items.len() as f64;
    let index = if index < 0.0 { length + index } else { index };
    if index <= -1.0 || index >= length {
        return None;
    }
    // There is nothing between two items, but nothing can be found there.
    let whole = index >= 0.0 && index.fract() == 0.0;
    Some(if whole {
        items.get(index as usize).cloned().unwrap_or_default()
    } else {
        Value::Undefined
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        // Written, text, joined lower-case names from the first part to each that can be joined, first index.
        let cases: [(&str, &str, &[&str], Option<f64>); 9] = [
            ("a", "a", &["a"], None),
            ("#A", "A", &["a"], None),
            ("#", "#", &["#"], None),
            ("a.B.c", "a.B.c", &["a", "a.b", "a.b.c"], None),
            ("a[2].b", "a[2].b", &["a"], Some(2.0)),
            ("É.x[-1].b", "É.x[-1].b", &["é", "é.x"], None),
            ("a[b]", "a[b]", &["a[b]"], None),
            ("$q.isVisible", "$q.isVisible", &["q", "q.isvisible"], None),
            ("a[1,5]", "a[1,5]", &["a"], Some(1.5)),
        ];
        for (written, text, names, index) in cases {
            let path = Path::parse(written);
            assert_eq!(path.text(), text);
            let joined: Vec<_> = (0..=path.last_to_join(0))
                .map(|last| path.lowercase_name(0, last))
                .collect();
            assert_eq!(joined, names, "{written}");
            assert_eq!(path.index(0), index, "{written}");
            assert_eq!(path.is_raw(), written.starts_with('#') && written.len() > 1);
            assert_eq!(path.is_property(), written.starts_with('$'));
        }
    }
}
