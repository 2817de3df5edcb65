mod position;
mod repeated;

use std::collections::HashMap;

use journey_survey::definition::Diagnostic;
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;

use super::syntax;
pub use position::{Position, Walk};

/// A diagnostic and the byte of the text where it belongs.
pub type Placed = (Diagnostic, Option<usize>);

/// Finds where in a JSON text the values stand that diagnostics point to, and adds what only the text shows: members
/// that are written twice.
///
/// A member stands where its name does. What a pointer names and is missing stands where the object is that lacks it.
pub fn place(text: &str, diagnostics: Vec<Diagnostic>) -> Vec<Placed> {
    let Some(root) = syntax::tree(text) else {
        return diagnostics.into_iter().map(|found| (found, None)).collect();
    };
    let mut wanted = Wanted::default();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        wanted.add(&diagnostic.pointer, index);
    }
    let mut offsets = vec![None; diagnostics.len()];
    wanted.find(Some(&root), root.start(), &mut offsets);
    let mut placed: Vec<Placed> = diagnostics.into_iter().zip(offsets).collect();
    placed.extend(repeated::find(&root));
    placed
}

/// A tree of the places that are looked for, so that all are found in one walk: documents can be large, diagnostics many.
#[derive(Default)]
struct Wanted {
    /// Which diagnostics point here.
    diagnostics: Vec<usize>,
    below: HashMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, pointer: &str, diagnostic: usize) {
        let mut node = self;
        for step in pointer.split('/').skip(1) {
            let name = step.replace("~1", "/").replace("~0", "~");
            node = node.below.entry(name).or_default();
        }
        node.diagnostics.push(diagnostic);
    }

    fn find(&self, value: Option<&Value>, offset: usize, offsets: &mut [Option<usize>]) {
        for index in &self.diagnostics {
            if let Some(found) = offsets.get_mut(*index) {
                *found = Some(offset);
            }
        }
        if self.below.is_empty() {
            return;
        }
        let members = self.members_of(value);
        for (name, wanted) in &self.below {
            let item = || value?.as_array()?.elements.get(name.parse::<usize>().ok()?);
            if let Some(member) = members.get(name.as_str()) {
                wanted.find(Some(&member.value), member.start(), offsets);
            } else if let Some(item) = item() {
                wanted.find(Some(item), item.start(), offsets);
            } else {
                wanted.find(None, offset, offsets);
            }
        }
    }

    /// The members that are wanted; of those with the same name the last, as that is the one that was read.
    fn members_of<'v, 'a>(
        &self,
        value: Option<&'v Value<'a>>,
    ) -> HashMap<&'v str, &'v ObjectProp<'a>> {
        value
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(|object| &object.properties)
            .map(|member| (member.name.as_str(), member))
            .filter(|(name, _)| self.below.contains_key(*name))
            .collect()
    }
}
