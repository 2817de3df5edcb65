use std::rc::Rc;

use super::class::{Class, Property, Shape};
use super::conform::{self, Content};
use super::findings::Findings;
use super::spelling::did_you_mean;
use super::{Condition, Localized, Severity};
use crate::value::{Object, Value};

/// One object of a document, read by the table of its class.
///
/// Opening it checks every member: what is not known, has the wrong shape or is out of range is reported and left out.
/// So what is asked for afterwards, by present names, is simply there or not.
pub(super) struct Reader<'d> {
    pub pointer: Rc<str>,
    pub findings: &'d Findings,
    members: Vec<Member<'d>>,
    /// With which letters their names begin, a bit for each: most of what is asked for is not there.
    initials: u32,
}

struct Member<'d> {
    property: &'static Property,
    /// As the document spells it.
    name: &'d str,
    content: Content<'d>,
}

impl<'d> Reader<'d> {
    /// Reads `value` as an object; anything else is reported.
    pub fn open(
        value: &'d Value,
        class: &'static Class,
        pointer: Rc<str>,
        findings: &'d Findings,
    ) -> Option<Self> {
        let Some(object) = value.as_object() else {
            findings.error("wrong-shape", &pointer, || {
                concat(&["Here an object {…} is needed, not ", value.kind(), "."])
            });
            return None;
        };
        let mut reader = Self {
            pointer,
            findings,
            members: Vec::with_capacity(object.len().min(64)),
            initials: 0,
        };
        for (name, value) in object.iter() {
            reader.take_in(class, name, value);
        }
        Some(reader)
    }

    fn take_in(&mut self, class: &'static Class, name: &'d str, value: &'d Value) {
        let Some(property) = class.find(name) else {
            self.report_unknown(class, name);
            return;
        };
        if value.is_absent() {
            return;
        }
        let Some(content) = conform::read(self, property, name, value) else {
            return;
        };
        let member = Member {
            property,
            name,
            content,
        };
        let same = |other: &&mut Member| std::ptr::eq(other.property, property);
        match self.members.iter_mut().find(same) {
            None => {
                self.initials |= initial(property.0);
                self.members.push(member);
            }
            // Under its old name it was there already.
            Some(old) if property.is_called(name) => *old = member,
            Some(_) => {}
        }
    }

    fn report_unknown(&self, class: &'static Class, name: &str) {
        if self.findings.is_full() {
            self.findings.leave_out(Severity::Warning);
            return;
        }
        self.warning(&escape(name), "unknown-property", || {
            let names = class
                .properties()
                .flat_map(|property| property.0.split('|'));
            concat(&[
                "`",
                name,
                "` is not a property that is known here; it is skipped.",
                &did_you_mean(name, names),
            ])
        });
    }

    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    pub fn flag(&self, name: &str, default: bool) -> bool {
        match self.content(name) {
            Some(Content::Flag(flag)) => *flag,
            _ => default,
        }
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        match self.content(name) {
            Some(Content::Number(number)) => Some(*number),
            _ => None,
        }
    }

    pub fn number_or(&self, name: &str, default: f64) -> f64 {
        self.number(name).unwrap_or(default)
    }

    /// A whole number.
    pub fn count(&self, name: &str, default: usize) -> usize {
        self.number(name).map_or(default, |number| number as usize)
    }

    /// A text; an empty one is none.
    pub fn text(&self, name: &str) -> Option<Rc<str>> {
        match self.content(name) {
            Some(Content::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    pub fn text_or(&self, name: &str, default: &str) -> Rc<str> {
        self.text(name).unwrap_or_else(|| default.into())
    }

    pub fn localized(&self, name: &str) -> Localized {
        match self.content(name) {
            Some(Content::Localized(text)) => text.clone(),
            _ => Localized::default(),
        }
    }

    pub fn condition(&self, name: &str) -> Option<Condition> {
        match self.content(name) {
            Some(Content::Expression(condition)) => Some(condition.clone()),
            _ => None,
        }
    }

    /// The expression of a value: in a property of its own, or in the place of the value after `=`.
    pub fn computed(&self, expression: &str, value: &str) -> Option<Condition> {
        self.condition(expression).or_else(|| {
            let written = self.raw(value).as_text()?.strip_prefix('=')?;
            Condition::parse(&written.into()).ok()
        })
    }

    /// A value that is no expression.
    pub fn plain_value(&self, name: &str) -> Value {
        match self.raw(name).as_text() {
            Some(text) if text.starts_with('=') => Value::Undefined,
            _ => self.value(name),
        }
    }

    /// Which of the property's words it is; 0, the first, where nothing is written.
    pub fn word(&self, name: &str) -> usize {
        match self.content(name) {
            Some(Content::Word(index)) => *index,
            _ => 0,
        }
    }

    pub fn value(&self, name: &str) -> Value {
        self.raw(name).clone()
    }

    /// The members of an object that its author named.
    pub fn open_members(&self, name: &str) -> Option<&'d Object> {
        self.raw(name).as_object()
    }

    /// The items of a list, as many as are read.
    pub fn list(&self, name: &str) -> &'d [Value] {
        match self.content(name) {
            Some(Content::List(items)) => items,
            _ => &[],
        }
    }

    pub fn texts(&self, name: &str) -> Vec<Rc<str>> {
        let items = self.list(name).iter();
        items
            .filter_map(|item| match item {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect()
    }

    /// A list of localized texts, or lists of texts by locale.
    pub fn localized_texts(&self, name: &str) -> Vec<Localized> {
        let Some(Shape::LocalizedTexts(limit)) = self.find(name).map(|member| &member.property.1)
        else {
            return Vec::new();
        };
        conform::localized_texts(self, name, self.raw(name), *limit)
    }

    pub fn object(&self, name: &str) -> Option<Reader<'d>> {
        let member = self.find(name)?;
        let Shape::Object(class) = member.property.1 else {
            return None;
        };
        let pointer = self.at(member.name);
        Self::open(self.raw(name), class, pointer, self.findings)
    }

    /// The objects of a list.
    pub fn objects(&self, name: &str) -> Vec<Reader<'d>> {
        let items = self.list(name).iter().enumerate();
        items
            .filter_map(|(index, item)| self.item(name, index, item))
            .collect()
    }

    /// An item of a list, as an object.
    pub fn item(&self, name: &str, index: usize, item: &'d Value) -> Option<Reader<'d>> {
        let (Shape::List(class, _) | Shape::Items(class, _)) = self.find(name)?.property.1 else {
            return None;
        };
        Self::open(item, class, self.at_item(name, index), self.findings)
    }

    /// An item of a list, by the class that its `type` names; with the name of the type.
    pub fn typed(
        &self,
        name: &str,
        index: usize,
        item: &'d Value,
    ) -> Option<(&'static str, Reader<'d>)> {
        let Shape::Typed(types, _) = self.find(name)?.property.1 else {
            return None;
        };
        let pointer = self.at_item(name, index);
        let (kind, class) = if item.as_object().is_some() {
            conform::class_of(item, types, &pointer, self.findings)?
        } else {
            // Which class is of no consequence: that it is no object is reported.
            *types.classes.first()?
        };
        Some((kind, Self::open(item, class, pointer, self.findings)?))
    }

    pub fn error<M: Into<String>>(
        &self,
        name: &str,
        code: &'static str,
        message: impl FnOnce() -> M,
    ) {
        self.findings.error(code, &self.at(name), message);
    }

    pub fn warning<M: Into<String>>(
        &self,
        name: &str,
        code: &'static str,
        message: impl FnOnce() -> M,
    ) {
        self.findings.warning(code, &self.at(name), message);
    }

    /// The pointer to a member; empty for the object itself.
    pub fn at(&self, name: &str) -> Rc<str> {
        if name.is_empty() {
            return self.pointer.clone();
        }
        concat(&[&self.pointer, "/", name]).into()
    }

    /// The pointer to an item of a list.
    pub fn at_item(&self, name: &str, index: usize) -> Rc<str> {
        let name = self.find(name).map_or(name, |member| member.name);
        concat(&[&self.pointer, "/", name, "/", &index.to_string()]).into()
    }

    fn raw(&self, name: &str) -> &'d Value {
        match self.content(name) {
            Some(Content::Value(value)) => value,
            _ => &Value::Undefined,
        }
    }

    fn content(&self, name: &str) -> Option<&Content<'d>> {
        self.find(name).map(|member| &member.content)
    }

    fn find(&self, name: &str) -> Option<&Member<'d>> {
        if self.initials & initial(name) == 0 {
            return None;
        }
        self.members
            .iter()
            .find(|member| member.property.is_called(name))
    }
}

/// The bit of a name's first letter.
fn initial(name: &str) -> u32 {
    let letter = name.as_bytes().first().copied().unwrap_or_default();
    1 << (letter & 31)
}

/// The word's meaning, of as many meanings as there are words.
pub(super) fn meaning<T: Copy + Default>(meanings: &[T], word: usize) -> T {
    meanings.get(word).copied().unwrap_or_default()
}

/// The parts as one text: where there are many messages, formatting each costs the widget more.
pub(super) fn concat(parts: &[&str]) -> String {
    parts.concat()
}

/// A member's name inside a JSON pointer (RFC 6901).
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::definition::survey::SURVEY;

    /// All properties of all classes.
    fn properties() -> Vec<&'static Property> {
        let mut classes: Vec<&'static Class> = vec![&SURVEY];
        let mut properties = Vec::new();
        let mut index = 0;
        while let Some(class) = classes.get(index).copied() {
            index += 1;
            for property in class.properties() {
                properties.push(property);
                let inner: Vec<&'static Class> = match &property.1 {
                    Shape::Object(class) | Shape::List(class, _) | Shape::Items(class, _) => {
                        vec![class]
                    }
                    Shape::Typed(types, _) => {
                        types.classes.iter().map(|(_, class)| *class).collect()
                    }
                    _ => Vec::new(),
                };
                for class in inner {
                    if !classes.iter().any(|other| std::ptr::eq(*other, class)) {
                        classes.push(class);
                    }
                }
            }
        }
        properties
    }

    /// What is asked for under a name that no table has, or in a shape that the table does not give, is never there.
    #[test]
    fn what_is_asked_for_stands_in_a_table_in_that_shape() {
        type Fits = fn(&Shape) -> bool;
        let accessors: [(&str, Fits); 15] = [
            (".flag(", |shape| matches!(shape, Shape::Flag)),
            (".number(", |shape| {
                matches!(shape, Shape::Number(..) | Shape::Count(..))
            }),
            (".number_or(", |shape| matches!(shape, Shape::Number(..))),
            (".count(", |shape| matches!(shape, Shape::Count(..))),
            (".text(", |shape| matches!(shape, Shape::Text)),
            (".text_or(", |shape| matches!(shape, Shape::Text)),
            (".localized(", |shape| matches!(shape, Shape::Localized)),
            (".condition(", |shape| matches!(shape, Shape::Expression)),
            (".word(", |shape| matches!(shape, Shape::OneOf(_))),
            (".value(", |shape| matches!(shape, Shape::Value)),
            (".open_members(", |shape| matches!(shape, Shape::Open)),
            (".texts(", |shape| matches!(shape, Shape::Texts(_))),
            (".localized_texts(", |shape| {
                matches!(shape, Shape::LocalizedTexts(_))
            }),
            (".object(", |shape| matches!(shape, Shape::Object(_))),
            (".objects(", |shape| matches!(shape, Shape::List(..))),
        ];
        let properties = properties();
        let mut checked = 0;
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/definition")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.ends_with("lint") {
                    folders.push(path);
                    continue;
                }
                // This very file has the accessors' names as texts.
                if path.ends_with("reader.rs") {
                    continue;
                }
                let source = fs::read_to_string(&path).unwrap_or_default();
                for (accessor, fits) in accessors {
                    for after in source.split(accessor).skip(1) {
                        let Some(name) = after
                            .trim_start()
                            .strip_prefix('"')
                            .and_then(|rest| rest.split('"').next())
                        else {
                            continue;
                        };
                        let is_there = properties
                            .iter()
                            .any(|property| property.is_called(name) && fits(&property.1));
                        assert!(is_there, "{}: {accessor}\"{name}\"", path.display());
                        checked += 1;
                    }
                }
            }
        }
        assert!(checked > 200, "{checked}");
    }
}
