/// What a kind of object in a document may have: the tables that documents are read by, and that `survey.schema.json`
/// and the lints are made from.
pub(crate) struct Class {
    /// As SurveyJS calls it, where SurveyJS has it.
    #[cfg_attr(not(feature = "native"), allow(dead_code))]
    pub name: &'static str,
    /// Whose properties it has too, unless it has one of the same name.
    pub parent: Option<&'static Class>,
    pub properties: &'static [Property],
}

/// The name of a property, an old name after a bar (`showOtherItem|hasOther`), and what may stand there.
pub(crate) struct Property(pub &'static str, pub Shape);

pub(crate) enum Shape {
    Flag,
    /// From, to.
    Number(f64, f64),
    /// A whole number: from, to.
    Count(u32, u32),
    Text,
    /// A text, or texts by language.
    Localized,
    Expression,
    /// One of a few words; the first stands where nothing is written.
    OneOf(&'static [&'static str]),
    /// Anything at all.
    Value,
    /// Texts, and at most how many.
    Texts(usize),
    /// Localized texts, and at most how many.
    LocalizedTexts(usize),
    Object(&'static Class),
    /// Objects, and at most how many.
    List(&'static Class, usize),
    /// Values, alone or as the `value` of such an object, and at most how many.
    Items(&'static Class, usize),
    /// Objects whose `type` says of which class they are, and at most how many.
    Typed(&'static Types, usize),
    /// An object whose members have names of the author's own choosing.
    Open,
    /// Arranges the page, or is of no use here: accepted without a word.
    Layout,
    /// Would change what is asked, seen or recorded, so its author is told that it does not.
    NotYet,
}

/// The classes that a `type` chooses from.
pub(crate) struct Types {
    /// What such an object is called in messages.
    pub noun: &'static str,
    /// What the words for types end in, in old documents.
    pub suffix: &'static str,
    pub classes: &'static [(&'static str, &'static Class)],
    /// Types of SurveyJS that are known and skipped.
    pub not_yet: &'static [&'static str],
}

impl Class {
    /// The property that goes by a name, present or old.
    pub fn find(&'static self, name: &str) -> Option<&'static Property> {
        self.chain().find_map(|class| {
            class
                .properties
                .iter()
                .find(|property| property.goes_by(name))
        })
    }

    /// The properties, those of the parents after its own.
    pub fn properties(&'static self) -> impl Iterator<Item = &'static Property> {
        self.chain().flat_map(|class| class.properties)
    }

    fn chain(&'static self) -> impl Iterator<Item = &'static Class> {
        std::iter::successors(Some(self), |class| class.parent)
    }
}

impl Property {
    /// The present name.
    #[cfg(feature = "native")]
    pub fn name(&self) -> &'static str {
        self.0.split('|').next().unwrap_or(self.0)
    }

    #[cfg(feature = "native")]
    pub fn old_name(&self) -> Option<&'static str> {
        self.0.split('|').nth(1)
    }

    /// Whether this is its present or old name.
    pub fn goes_by(&self, name: &str) -> bool {
        self.is_called(name) || {
            let before = self.0.len().wrapping_sub(name.len() + 1);
            self.0.as_bytes().get(before) == Some(&b'|') && self.0.ends_with(name)
        }
    }

    /// Whether this is the present name.
    ///
    /// Documents have many members and classes many properties, so most are told apart by length and first letter.
    #[inline(always)]
    pub fn is_called(&self, name: &str) -> bool {
        let (names, name) = (self.0.as_bytes(), name.as_bytes());
        names.first() == name.first()
            && matches!(names.get(name.len()), None | Some(b'|'))
            && names.starts_with(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_go_by_their_present_and_old_names_only() {
        let property = Property("placeholder|optionsCaption", Shape::Localized);
        for (name, is_known) in [
            ("placeholder", true),
            ("optionsCaption", true),
            ("place", false),
            ("Caption", false),
            ("placeholder|optionsCaption", true),
            ("", false),
        ] {
            assert_eq!(property.goes_by(name), is_known, "{name}");
        }
        assert_eq!(property.name(), "placeholder");
        assert_eq!(property.old_name(), Some("optionsCaption"));
    }
}
