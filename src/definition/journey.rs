use std::rc::Rc;

use super::adaptive::ADAPTIVE;
use super::class::{Class, Property, Shape};
use super::element::{ELEMENTS, ElementReader};
use super::kind::RATING;
use super::limits::{
    MAX_CAUSE_DEPTH, MAX_CAUSES, MAX_ELEMENTS, MAX_OWNERS, MAX_STAGES, MAX_TOUCHPOINTS,
};
use super::reader::{Reader, concat};
use super::{Adaptive, Condition, Element, Localized, Rating};

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
    /// Its place in the document, which its instances share.
    pub place: usize,
    /// The name that it has in the document, which its instances share.
    pub document_name: Rc<str>,
    /// False: the customer did not meet it, so it is never asked about.
    pub reached_if: Option<Condition>,
    /// A list: each of its items was met as a touchpoint of its own.
    pub instances: Option<Condition>,
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

pub(super) static JOURNEY: Class = Class {
    name: "journey",
    parent: None,
    properties: &[
        Property("type", Shape::Text),
        Property("name", Shape::Text),
        Property("title", Shape::Localized),
        Property("description", Shape::Localized),
        Property("visible", Shape::Flag),
        Property("visibleIf", Shape::Expression),
        Property("stages", Shape::List(&STAGE, MAX_STAGES)),
        Property("touchpoints", Shape::List(&TOUCHPOINT, MAX_TOUCHPOINTS)),
        Property("adaptive", Shape::Object(&ADAPTIVE)),
    ],
};

pub(super) static STAGE: Class = Class {
    name: "stage",
    parent: None,
    properties: &[
        Property("name", Shape::Text),
        Property("title", Shape::Localized),
    ],
};

pub(super) static TOUCHPOINT: Class = Class {
    name: "touchpoint",
    parent: None,
    properties: &[
        Property("name", Shape::Text),
        Property("title", Shape::Localized),
        Property("stage", Shape::Text),
        Property("owners", Shape::List(&OWNER, MAX_OWNERS)),
        Property("reachedIf", Shape::Expression),
        Property("instances", Shape::Expression),
        Property("priority", Shape::Number(0.0, 100.0)),
        Property("cost", Shape::Number(0.1, 100.0)),
        Property("prior", Shape::Object(&PRIOR)),
        Property("question", Shape::Object(&TOUCHPOINT_RATING)),
        Property("causes", Shape::List(&CAUSE, MAX_CAUSES)),
        Property("elements", Shape::Typed(&ELEMENTS, MAX_ELEMENTS)),
    ],
};

static OWNER: Class = Class {
    name: "owner",
    parent: None,
    properties: &[
        Property("role", Shape::Text),
        Property("kind", Shape::OneOf(&["creator", "enabler"])),
    ],
};

static PRIOR: Class = Class {
    name: "prior",
    parent: None,
    properties: &[
        Property("mean", Shape::Number(-5.0, 5.0)),
        Property("sd", Shape::Number(0.01, 10.0)),
    ],
};

/// The question that a touchpoint is rated with has no name of its own, and its journey decides when to ask it.
static TOUCHPOINT_RATING: Class = Class {
    name: "touchpointrating",
    parent: Some(&RATING),
    properties: &[
        Property("type", Shape::OneOf(&["rating", "nps", "csat", "ces"])),
        Property("name", Shape::Layout),
        Property("visible", Shape::NotYet),
        Property("visibleIf", Shape::NotYet),
        Property("enableIf", Shape::NotYet),
        Property("readOnly", Shape::NotYet),
        Property("isRequired", Shape::NotYet),
        Property("requiredIf", Shape::NotYet),
        Property("requiredErrorText", Shape::NotYet),
        Property("defaultValue", Shape::NotYet),
        Property("defaultValueExpression", Shape::NotYet),
        Property("validators", Shape::NotYet),
        Property("valueName", Shape::NotYet),
        Property("setValueIf", Shape::NotYet),
        Property("setValueExpression", Shape::NotYet),
        Property("resetValueIf", Shape::NotYet),
        Property("showCommentArea|hasComment", Shape::NotYet),
    ],
};

static CAUSE: Class = Class {
    name: "cause",
    parent: None,
    properties: &[
        Property("value", Shape::Text),
        Property("text", Shape::Localized),
        Property("owner", Shape::Text),
        Property("causes", Shape::List(&CAUSE, MAX_CAUSES)),
    ],
};

impl Journey {
    /// Reads a journey element, or a document that is shorthand for one.
    pub(super) fn read<'d>(
        reader: &Reader<'d>,
        elements: &mut ElementReader<'d>,
        name: Option<Rc<str>>,
    ) -> Option<Self> {
        let stages: Vec<Stage> = reader
            .objects("stages")
            .into_iter()
            .filter_map(read_stage)
            .collect();
        let mut touchpoints: Vec<Touchpoint> = Vec::new();
        for touchpoint in reader.objects("touchpoints") {
            let read = Touchpoint::read(&touchpoint, &stages, &touchpoints, elements);
            touchpoints.extend(read);
        }
        if touchpoints.is_empty() {
            reader.error(
                "touchpoints",
                "nothing-to-ask",
                || "A journey needs `touchpoints` to ask about; this one is skipped.",
            );
            return None;
        }
        let adaptive = reader.object("adaptive");
        let adaptive = adaptive.map_or_else(Adaptive::default, |reader| Adaptive::read(&reader));
        for (list, member) in [(&adaptive.always, "always"), (&adaptive.never, "never")] {
            for name in list {
                if !touchpoints.iter().any(|known| known.name == *name) {
                    reader.error(
                        &concat(&["adaptive/", member]),
                        "unknown-touchpoint",
                        || concat(&["There is no touchpoint called `", name, "`."]),
                    );
                }
            }
        }
        Some(Self {
            name: name.unwrap_or_else(|| "journey".into()),
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

/// The text that something cannot do without; else it is reported as skipped.
fn needed(reader: &Reader, name: &str, code: &'static str, what: &str) -> Option<Rc<str>> {
    let found = reader.text(name);
    if found.is_none() {
        reader.error("", code, || {
            concat(&["This ", what, " has no `", name, "`, so it is skipped."])
        });
    }
    found
}

fn report_duplicate(reader: &Reader, name: &str, what: &str, called: &str) {
    reader.error(name, "duplicate-name", || {
        concat(&[
            "Another ",
            what,
            " is called `",
            called,
            "` too; this one is skipped.",
        ])
    });
}

fn read_stage(reader: Reader) -> Option<Stage> {
    Some(Stage {
        name: needed(&reader, "name", "no-name", "stage")?,
        title: reader.localized("title"),
    })
}

impl Touchpoint {
    fn read<'d>(
        reader: &Reader<'d>,
        stages: &[Stage],
        others: &[Touchpoint],
        elements: &mut ElementReader<'d>,
    ) -> Option<Self> {
        let name = needed(reader, "name", "no-name", "touchpoint")?;
        if others.iter().any(|other| other.name == name) {
            report_duplicate(reader, "name", "touchpoint of this journey", &name);
            return None;
        }
        let question = reader.object("question");
        let text = |name| {
            question
                .as_ref()
                .map(|question| question.localized(name))
                .unwrap_or_default()
        };
        Some(Self {
            title: reader.localized("title"),
            stage: read_stage_of(reader, stages),
            owners: reader
                .objects("owners")
                .iter()
                .filter_map(Owner::read)
                .collect(),
            place: others.len(),
            document_name: name.clone(),
            reached_if: reader.condition("reachedIf"),
            instances: reader.condition("instances"),
            priority: reader.number_or("priority", 1.0),
            cost: reader.number_or("cost", 1.0),
            prior: reader.object("prior").map(|prior| Prior {
                mean: prior.number_or("mean", 0.0),
                sd: prior.number_or("sd", 0.95),
            }),
            question: text("title"),
            question_description: text("description"),
            rating: question.as_ref().map_or_else(Rating::of_five, |question| {
                Rating::read(
                    question,
                    RATING_KINDS.get(question.word("type")).unwrap_or(&""),
                )
            }),
            causes: Cause::read_level(reader, 1),
            elements: elements.read_list(reader, "elements", 1),
            name,
        })
    }

    /// What the touchpoint is called on screens and in sentences.
    pub fn title_or_name(&self, locale: &str) -> Rc<str> {
        self.title.find(locale).unwrap_or_else(|| self.name.clone())
    }

    /// Nobody whom the customer meets brings it about.
    pub fn is_behind_the_scenes(&self) -> bool {
        let mut owners = self.owners.iter();
        !self.owners.is_empty() && owners.all(|owner| owner.kind == OwnerKind::Enabler)
    }
}

/// In the order of the words of a touchpoint's question.
const RATING_KINDS: [&str; 4] = ["rating", "nps", "csat", "ces"];

fn read_stage_of(reader: &Reader, stages: &[Stage]) -> Option<usize> {
    let name = reader.text("stage")?;
    let found = stages.iter().position(|stage| stage.name == name);
    if found.is_none() {
        reader.error("stage", "unknown-stage", || {
            concat(&[
                "There is no stage called `",
                &name,
                "`; list it under `stages`.",
            ])
        });
    }
    found
}

impl Owner {
    fn read(reader: &Reader) -> Option<Self> {
        Some(Self {
            role: needed(reader, "role", "no-role", "owner")?,
            kind: if reader.word("kind") == 0 {
                OwnerKind::Creator
            } else {
                OwnerKind::Enabler
            },
        })
    }
}

impl Cause {
    fn read_level(reader: &Reader, level: usize) -> Vec<Self> {
        if level > MAX_CAUSE_DEPTH {
            if reader.has("causes") {
                reader.error("causes", "too-deep", || {
                    format!(
                        "A why-tree has at most {MAX_CAUSE_DEPTH} levels; what is below is skipped."
                    )
                });
            }
            return Vec::new();
        }
        let mut causes: Vec<Self> = Vec::new();
        for cause in reader.objects("causes") {
            let read = Self::read(&cause, level, &causes);
            causes.extend(read);
        }
        causes
    }

    fn read(reader: &Reader, level: usize, beside: &[Self]) -> Option<Self> {
        let value = needed(reader, "value", "no-value", "cause")?;
        if beside.iter().any(|other| other.value == value) {
            report_duplicate(reader, "value", "cause beside this one", &value);
            return None;
        }
        let mut text = reader.localized("text");
        if text.is_empty() {
            text = Localized::plain(value.clone());
        }
        Some(Self {
            value,
            text,
            owner: reader.text("owner"),
            causes: Self::read_level(reader, level + 1),
        })
    }

    /// How many levels of causes there are from here down, this one included.
    pub fn depth(&self) -> usize {
        1 + self.causes.iter().map(Self::depth).max().unwrap_or(0)
    }
}
