use yew::{Html, NodeRef, html};

use super::scene::Scene;
use super::{panel, question};
use crate::definition::{Element, Page};

/// Questions that are shown together.
pub fn view(scene: &Scene, page: &Page, elements: &[Element], heading: &NodeRef) -> Html {
    let session = scene.session;
    let title = session.text(&page.title);
    let description = session.text(&page.description);
    let title = if title.is_empty() {
        // Something must be there for the focus to go to, and for people who listen.
        let name = session.survey().title_or_id(session.locale());
        html! { <h2 class="unseen" tabindex="-1" ref={heading}>{ name }</h2> }
    } else {
        html! { <h2 tabindex="-1" ref={heading}>{ title }</h2> }
    };
    html! {
        <>
            { title }
            { question::described(&description, None) }
            { elements_view(scene, elements) }
        </>
    }
}

pub fn elements_view(scene: &Scene, elements: &[Element]) -> Html {
    let visible = elements
        .iter()
        .filter(|element| scene.session.is_visible(element))
        .map(|element| match element {
            Element::Question(question) => question::view(scene, question),
            Element::Panel(panel) => panel::view(scene, panel),
            // Journeys have pages of their own.
            Element::Journey(_) => Html::default(),
        });
    html! { <div class="elements">{ for visible }</div> }
}
