use std::collections::HashSet;
use std::rc::Rc;

use super::element::ElementReader;
use super::limits::{
    MAX_CAUSE_DEPTH, MAX_CAUSES, MAX_ELEMENTS, MAX_OWNERS, MAX_STAGES, MAX_TOUCHPOINTS,
};
use super::reader::Reader;
use super::{Adaptive, Condition, Element, Kind, Localized, Rating, surveyjs};

/// A customer's journey: its stages, its touchpoints, and how its questions are chosen.
#[derive(Clone, Debug)]
pub struct Journey {
    pub name: Rc<str>,
    pub title: Localized,
    pub description: Localized,
    pub visible: bool,
    pub visible_if: Option<Condition>,
    pub stages: Vec<Stage>,
    pub touchpoints: Vec<Touchpoint>,
    pub adaptive: Adaptive,
}

#[derive(Clone, Debug)]
pub struct Stage {
    pub name: Rc<str>,
    pub title: Localized,
}

/// A moment at which the customer met the company.
#[derive(Clone, Debug)]
pub struct Touchpoint {
    pub name: Rc<str>,
    pub title: Localized,
    /// An index into [`Journey::stages`].
    pub stage: Option<usize>,
    pub owners: Vec<Owner>,
    /// False: the customer did not meet it, so it is never asked about.
    pub reached_if: Option<Condition>,
    pub priority: f64,
    /// What rating it costs, of the journey's budget.
    pub cost: f64,
    pub prior: Option<Prior>,
    /// The author's wording; empty where the built-in one stands.
    pub question: Localized,
    pub question_description: Localized,
    pub rating: Rating,
    pub causes: Vec<Cause>,
    /// Extra questions once the customer was asked why.
    pub elements: Vec<Element>,
}

/// Who brings a touchpoint about.
#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    pub role: Rc<str>,
    pub kind: OwnerKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerKind {
    /// Faces the customer.
    Creator,
    /// Works behind the scenes.
    Enabler,
}

/// What is believed about satisfaction before anything was asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    pub mean: f64,
    pub sd: f64,
}

/// A node of a why-tree.
#[derive(Clone, Debug)]
pub struct Cause {
    pub value: Rc<str>,
    pub text: Localized,
    /// The role to tell.
    pub owner: Option<Rc<str>>,
    pub causes: Vec<Cause>,
}

impl Journey {
    /// Reads the members of a journey element, or of a document that is shorthand for one.
    pub(super) fn read_members<'d>(
        reader: &Reader<'d>,
        elements: &mut ElementReader<'d>,
        name: Option<Rc<str>>,
    ) -> Option<Self> {
        let stages: Vec<Stage> = reader
            .objects("stages", MAX_STAGES)
            .into_iter()
            .filter_map(read_stage)
            .collect();
        let mut names = HashSet::new();
        let mut touchpoints = Vec::new();
        for touchpoint in reader.objects("touchpoints", MAX_TOUCHPOINTS) {
            let Some(touchpoint) = Touchpoint::read(touchpoint, &stages, &mut names, elements)
            else {
                continue;
            };
            touchpoints.push(touchpoint);
        }
        if touchpoints.is_empty() {
            reader.error(
                "touchpoints",
                "nothing-to-ask",
                "A journey needs `touchpoints` to ask about; this one is skipped.",
            );
            return None;
        }
        let adaptive = reader
            .object("adaptive")
            .map(Adaptive::read)
            .unwrap_or_default();
        for (list, member) in [(&adaptive.always, "always"), (&adaptive.never, "never")] {
            for touchpoint in list
                .iter()
                .filter(|touchpoint| !names.contains(*touchpoint))
            {
                reader.error(
                    &format!("adaptive/{member}"),
                    "unknown-touchpoint",
                    format!("There is no touchpoint called `{touchpoint}`."),
                );
            }
        }
        Some(Self {
            name: name
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| "journey".into()),
            title: reader.localized("title"),
            description: reader.localized("description"),
            visible: reader.flag("visible", true),
            visible_if: reader.condition("visibleIf"),
            stages,
            touchpoints,
            adaptive,
        })
    }
}

fn read_stage(reader: Reader) -> Option<Stage> {
    let name = reader.text("name");
    if name.is_none() {
        reader.error("", "no-name", "This stage has no `name`, so it is skipped.");
    }
    let stage = Stage {
        name: name?,
        title: reader.localized("title"),
    };
    reader.finish();
    Some(stage)
}

impl Touchpoint {
    fn read<'d>(
        reader: Reader<'d>,
        stages: &[Stage],
        names: &mut HashSet<Rc<str>>,
        elements: &mut ElementReader<'d>,
    ) -> Option<Self> {
        let Some(name) = reader.text("name").filter(|name| !name.is_empty()) else {
            reader.error(
                "",
                "no-name",
                "This touchpoint has no `name`, so it is skipped.",
            );
            return None;
        };
        if !names.insert(name.clone()) {
            reader.error(
                "name",
                "duplicate-name",
                format!("Another touchpoint of this journey is called `{name}` too; this one is skipped."),
            );
            return None;
        }
        let (question, question_description, rating) = read_question(&reader, elements);
        let touchpoint = Self {
            title: reader.localized("title"),
            stage: read_stage_of(&reader, stages),
            owners: reader
                .objects("owners", MAX_OWNERS)
                .into_iter()
                .filter_map(Owner::read)
                .collect(),
            reached_if: reader.condition("reachedIf"),
            priority: reader.number("priority", 0.0..=100.0).unwrap_or(1.0),
            cost: reader.number("cost", 0.1..=100.0).unwrap_or(1.0),
            prior: reader.object("prior").map(Prior::read),
            question,
            question_description,
            rating,
            causes: Cause::read_level(&reader, 1),
            elements: elements
                .read_list(&reader, "elements", 1)
                .into_iter()
                .take(MAX_ELEMENTS)
                .collect(),
            name,
        };
        if reader.has("instances") {
            reader.warning(
                "instances",
                "unsupported-property",
                "`instances` is not supported yet and is skipped.",
            );
        }
        reader.finish();
        Some(touchpoint)
    }

    /// What the touchpoint is called on screens and in sentences.
    pub fn title_or_name(&self, locale: &str) -> Rc<str> {
        self.title.find(locale).unwrap_or_else(|| self.name.clone())
    }
}

fn read_stage_of(reader: &Reader, stages: &[Stage]) -> Option<usize> {
    let name = reader.text("stage")?;
    let found = stages.iter().position(|stage| stage.name == name);
    if found.is_none() {
        reader.error(
            "stage",
            "unknown-stage",
            format!("There is no stage called `{name}`; list it under `stages`."),
        );
    }
    found
}

fn read_question<'d>(
    reader: &Reader<'d>,
    elements: &mut ElementReader<'d>,
) -> (Localized, Localized, Rating) {
    let Some(question) = reader.object("question") else {
        return (
            Localized::default(),
            Localized::default(),
            Rating::of_five(),
        );
    };
    let kind = question.text("type").unwrap_or_else(|| "rating".into());
    let rating = match Kind::read(&question, &kind, elements, 1) {
        Some(Kind::Rating(rating)) => rating,
        _ => {
            question.error(
                "type",
                "not-a-rating",
                "A touchpoint's question is a `rating`; ask anything else in `elements`.",
            );
            Rating::of_five()
        }
    };
    let title = question.localized("title");
    let description = question.localized("description");
    question.passes_over(&surveyjs::QUESTION);
    question.passes_over(&surveyjs::TOUCHPOINT_QUESTION);
    question.finish();
    (title, description, rating)
}

impl Owner {
    fn read(reader: Reader) -> Option<Self> {
        let role = reader.text("role");
        if role.is_none() {
            reader.error("", "no-role", "This owner has no `role`, so it is skipped.");
        }
        let owner = Self {
            role: role?,
            kind: reader.one_of(
                "kind",
                &[
                    ("creator", OwnerKind::Creator),
                    ("enabler", OwnerKind::Enabler),
                ],
                OwnerKind::Creator,
            ),
        };
        reader.finish();
        Some(owner)
    }
}

impl Prior {
    fn read(reader: Reader) -> Self {
        let prior = Self {
            mean: reader.number("mean", -5.0..=5.0).unwrap_or(0.0),
            sd: reader.number("sd", 0.01..=10.0).unwrap_or(0.95),
        };
        reader.finish();
        prior
    }
}

impl Cause {
    fn read_level(reader: &Reader, level: usize) -> Vec<Self> {
        if level > MAX_CAUSE_DEPTH {
            if reader.has("causes") {
                reader.error(
                    "causes",
                    "too-deep",
                    format!(
                        "A why-tree has at most {MAX_CAUSE_DEPTH} levels; what is below is skipped."
                    ),
                );
            }
            return Vec::new();
        }
        let mut values = HashSet::new();
        reader
            .objects("causes", MAX_CAUSES)
            .into_iter()
            .filter_map(|cause| Self::read(cause, level, &mut values))
            .collect()
    }

    fn read(reader: Reader, level: usize, values: &mut HashSet<Rc<str>>) -> Option<Self> {
        let Some(value) = reader.text("value").filter(|value| !value.is_empty()) else {
            reader.error(
                "",
                "no-value",
                "This cause has no `value` to record, so it is skipped.",
            );
            return None;
        };
        if !values.insert(value.clone()) {
            reader.error(
                "value",
                "duplicate-name",
                format!(
                    "Another cause beside this one is called `{value}` too; this one is skipped."
                ),
            );
            return None;
        }
        let mut text = reader.localized("text");
        if text.is_empty() {
            text = Localized::plain(value.clone());
        }
        let cause = Self {
            value,
            text,
            owner: reader.text("owner"),
            causes: Self::read_level(&reader, level + 1),
        };
        reader.finish();
        Some(cause)
    }

    /// How many levels of causes there are from here down, this one included.
    pub fn depth(&self) -> usize {
        1 + self.causes.iter().map(Self::depth).max().unwrap_or(0)
    }
}
