//! Questions that stand still: of a page with hundreds of them an answer draws again only those that it changes.

use std::cell::RefCell;
use std::rc::Rc;

use yew::virtual_dom::{Key, VComp};
use yew::{Component, Context, Html, Properties};

use super::ids::part_of;
use super::question;
use super::scene::Scene;
use crate::definition::{Kind, RatingDisplay};
use crate::session::{ItemId, Session};

/// What was drawn, by the places of the items.
#[derive(Default)]
pub struct Stills(RefCell<Vec<Option<Still>>>);

struct Still {
    stamp: Stamp,
    picture: Rc<Html>,
}

/// Another one whenever a question may look different.
#[derive(Clone, Copy, PartialEq)]
struct Stamp {
    revision: u32,
    may_answer: bool,
}

impl Stills {
    /// Its field may show what was typed and not what was made of it.
    pub fn forget(&self, item: ItemId) {
        if let Some(still) = self.0.borrow_mut().get_mut(item.place()) {
            *still = None;
        }
    }

    pub fn forget_all(&self) {
        self.0.borrow_mut().clear();
    }

    fn find(&self, item: ItemId, stamp: Stamp) -> Option<Rc<Html>> {
        let stills = self.0.borrow();
        let still = stills.get(item.place())?.as_ref()?;
        (still.stamp == stamp).then(|| still.picture.clone())
    }

    fn keep(&self, item: ItemId, still: Still) {
        let mut stills = self.0.borrow_mut();
        if stills.len() <= item.place() {
            stills.resize_with(item.place() + 1, || None);
        }
        if let Some(place) = stills.get_mut(item.place()) {
            *place = Some(still);
        }
    }
}

/// A question as it was drawn, if nothing can have changed it, else drawn anew.
pub fn view(scene: &Scene, item: ItemId) -> Html {
    let session = scene.session;
    if !stands_alone(session, item) {
        return question::view(scene, item).into();
    }
    let stamp = Stamp {
        revision: session.revision(item),
        may_answer: session.may_answer(item),
    };
    let picture = scene.stills.find(item, stamp).unwrap_or_else(|| {
        let (tag, alone) = session.tells_alone(|| question::view(scene, item));
        let picture = Rc::new(Html::from(tag));
        if alone {
            let picture = picture.clone();
            scene.stills.keep(item, Still { stamp, picture });
        }
        picture
    });
    let key = Key::from(part_of(item, ""));
    VComp::new::<Frame>(Rc::new(Props { picture }), Some(key)).into()
}

/// Whether all that is shown of a question is its own. What has parts, or more to it than the session knows, is drawn
/// each time.
fn stands_alone(session: &Session, item: ItemId) -> bool {
    // Its number is told by what stands before it.
    !session.has_numbers()
        && session
            .question(item)
            .is_some_and(|question| match &question.kind {
                // A list that opens is no part of the session.
                Kind::Rating(scale) => scale.mode != RatingDisplay::Dropdown,
                kind => matches!(
                    kind,
                    Kind::RadioGroup(_)
                        | Kind::Checkbox(_)
                        | Kind::Boolean(_)
                        | Kind::ImagePicker(_)
                        | Kind::Matrix(_)
                        | Kind::Text(_)
                        | Kind::Comment(_)
                        | Kind::Expression(_)
                        | Kind::Html(_)
                        | Kind::Image(_)
                ),
            })
}

/// Yew compares the properties of a component, and nothing else of what stands in it.
struct Frame;

#[derive(Properties)]
struct Props {
    picture: Rc<Html>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.picture, &other.picture)
    }
}

impl Component for Frame {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        (*ctx.props().picture).clone()
    }
}
