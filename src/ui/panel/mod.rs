use yew::{Html, html};

use super::page::elements_view;
use super::question::described;
use super::scene::Scene;
use crate::definition::Panel;

/// Elements with a common title.
pub fn view(scene: &Scene, panel: &Panel) -> Html {
    let title = scene.session.text(&panel.title);
    let description = scene.session.text(&panel.description);
    let legend = (!title.is_empty()).then(|| html! { <legend><h3>{ title }</h3></legend> });
    html! {
        <fieldset class="panel" key={&*panel.name}>
            { for legend }
            { described(&description, None) }
            { elements_view(scene, &panel.elements) }
        </fieldset>
    }
}
