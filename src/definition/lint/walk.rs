use std::rc::Rc;

use crate::definition::class::{Class, Property, Shape};
use crate::definition::names::{Names, valid_name, valid_question_name};
use crate::definition::reader::escape;
use crate::definition::survey::SURVEY;
use crate::value::{Object, Value};

/// Deeper than any document that is read.
const MAX_DEPTH: usize = 100;

/// The objects of a document with their classes, each after the one that it stands in.
pub(super) struct Walk<'d> {
    pub nodes: Vec<Node<'d>>,
    names: Names,
}

pub(super) struct Node<'d> {
    pub class: &'static Class,
    /// The type, where several types share a class.
    pub kind: &'static str,
    /// The members that the class knows: what each is, how it is spelled, and what stands there.
    pub members: Vec<(&'static Property, &'d str, &'d Value)>,
    pub pointer: String,
    /// As readers know it: elements have one even where their author gave none.
    pub name: Rc<str>,
    /// Its own place.
    pub index: usize,
    /// The place of the node that it stands in; 0 for the document itself.
    pub parent: usize,
    /// The property of the parent that it stands under.
    pub property: &'static str,
}

impl<'d> Walk<'d> {
    pub fn through(document: &'d Value) -> Self {
        let mut walk = Self {
            nodes: Vec::new(),
            names: Names::default(),
        };
        if let Some(object) = document.as_object() {
            let survey = Node::new(&SURVEY, "survey", object, String::new());
            walk.add(survey, 0);
        }
        walk
    }

    fn add(&mut self, node: Node<'d>, depth: usize) {
        let index = self.nodes.len();
        let (members, pointer) = (node.members.clone(), node.pointer.clone());
        let name = self.name_of(&node);
        self.nodes.push(Node {
            index,
            name,
            ..node
        });
        if depth > MAX_DEPTH {
            return;
        }
        for (property, name, value) in members {
            let child = |kind, class, object, pointer| Node {
                parent: index,
                property: property.name(),
                ..Node::new(class, kind, object, pointer)
            };
            let pointer = format!("{pointer}/{}", escape(name));
            match (&property.1, value) {
                (Shape::Object(class), Value::Object(object)) => {
                    self.add(child(class.name, class, object, pointer), depth + 1);
                }
                (
                    Shape::List(_, limit) | Shape::Items(_, limit) | Shape::Typed(_, limit),
                    Value::List(items),
                ) => {
                    for (item_index, item) in items.iter().take(*limit).enumerate() {
                        if let Some(object) = item.as_object()
                            && let Some((kind, class)) = class_of(property, item)
                        {
                            let pointer = format!("{pointer}/{item_index}");
                            self.add(child(kind, class, object, pointer), depth + 1);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn name_of(&mut self, node: &Node) -> Rc<str> {
        let written = || node.name.clone();
        let place: Rc<str> = node.pointer.as_str().into();
        match node.class.name {
            "panel" => self.names.given(valid_name(written()), "panel", &place),
            "page" => valid_name(written()),
            "touchpointrating" => written(),
            _ if node.is_a("question") => {
                let name = valid_question_name(written());
                if node.property == "elements" || node.property == "templateElements" {
                    self.names.given(name, "question", &place)
                } else {
                    name
                }
            }
            _ => written(),
        }
    }

    pub fn of_kind<'w>(&'w self, kind: &'w str) -> impl Iterator<Item = &'w Node<'d>> {
        self.nodes.iter().filter(move |node| node.kind == kind)
    }

    /// The nodes within one, near and far.
    pub fn inside<'w>(&'w self, node: &Node<'d>) -> impl Iterator<Item = &'w Node<'d>> {
        let outer = node.index;
        self.nodes
            .iter()
            .skip(outer + 1)
            .take_while(move |inner| inner.parent >= outer)
    }

    /// The nodes that stand directly under a property of one.
    pub fn below<'w>(
        &'w self,
        node: &Node<'d>,
        property: &'w str,
    ) -> impl Iterator<Item = &'w Node<'d>> {
        let parent = node.index;
        self.inside(node)
            .filter(move |inner| inner.parent == parent && inner.property == property)
    }

    fn parent(&self, node: &Node<'d>) -> Option<&Node<'d>> {
        (node.index > 0)
            .then(|| self.nodes.get(node.parent))
            .flatten()
    }

    /// The nodes around one, the nearest first.
    pub fn around<'w>(&'w self, node: &'w Node<'d>) -> impl Iterator<Item = &'w Node<'d>> {
        std::iter::successors(self.parent(node), |node| self.parent(node))
    }
}

fn class_of(property: &'static Property, item: &Value) -> Option<(&'static str, &'static Class)> {
    match &property.1 {
        Shape::List(class, _) | Shape::Items(class, _) => Some((class.name, class)),
        Shape::Typed(types, _) => {
            let written = item.get("type").as_text()?;
            let kind = written.strip_suffix(types.suffix).unwrap_or(written);
            types
                .classes
                .iter()
                .find(|(name, _)| *name == kind)
                .copied()
        }
        _ => None,
    }
}

impl<'d> Node<'d> {
    fn new(class: &'static Class, kind: &'static str, object: &'d Object, pointer: String) -> Self {
        let members = object.iter().filter(|(_, value)| !value.is_absent());
        let mut node = Self {
            class,
            kind,
            members: members
                .filter_map(|(name, value)| Some((class.find(name)?, &**name, value)))
                .collect(),
            pointer,
            name: "".into(),
            index: 0,
            parent: 0,
            property: "",
        };
        node.name = node.text("name").unwrap_or_default().into();
        node
    }

    /// A member by its present name, however it is spelled, with the pointer to it.
    pub fn member(&self, name: &str) -> Option<(String, &'d Value)> {
        let (_, spelled, value) = self
            .members
            .iter()
            .find(|(property, ..)| property.is_called(name))?;
        Some((format!("{}/{}", self.pointer, escape(spelled)), *value))
    }

    pub fn text(&self, name: &str) -> Option<&'d str> {
        self.member(name)?
            .1
            .as_text()
            .filter(|text| !text.is_empty())
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        self.member(name)?.1.as_number()
    }

    /// Whether it is of a class or of one that has it as parent.
    pub fn is_a(&self, name: &str) -> bool {
        std::iter::successors(Some(self.class), |class| class.parent)
            .any(|class| class.name == name)
    }

    /// The members that are expressions: name, pointer, text.
    pub fn expressions(&self) -> impl Iterator<Item = (&'static str, String, &'d str)> {
        self.of_shape(|shape| matches!(shape, Shape::Expression))
            .filter_map(|(name, pointer, value)| Some((name, pointer, value.as_text()?)))
    }

    /// The members that people read, in each language: name, pointer, locale, text.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, String, &'d str, &'d str)> {
        self.of_shape(|shape| matches!(shape, Shape::Localized))
            .flat_map(|(name, pointer, value)| {
                localized(value).map(move |(locale, text)| match value {
                    Value::Object(_) => {
                        (name, format!("{pointer}/{}", escape(locale)), locale, text)
                    }
                    _ => (name, pointer.clone(), locale, text),
                })
            })
    }

    fn of_shape(
        &self,
        is_wanted: fn(&Shape) -> bool,
    ) -> impl Iterator<Item = (&'static str, String, &'d Value)> {
        self.members
            .iter()
            .filter(move |(property, ..)| is_wanted(&property.1))
            .map(|(property, name, value)| {
                let pointer = format!("{}/{}", self.pointer, escape(name));
                (property.name(), pointer, *value)
            })
    }
}

/// A text in each of its languages.
pub(super) fn localized(value: &Value) -> impl Iterator<Item = (&str, &str)> {
    let alone = value.as_text().map(|text| ("default", text));
    let each = value
        .as_object()
        .into_iter()
        .flat_map(Object::iter)
        .filter_map(|(locale, text)| Some((&**locale, text.as_text()?)));
    alone.into_iter().chain(each)
}
