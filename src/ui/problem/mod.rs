use yew::html::Scope;
use yew::{Html, html};

use super::app::{App, Message};
use crate::session::Texts;

/// Why a survey cannot be shown, in a sentence, and what more there is to say to its author.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    pub message: String,
    pub details: Vec<String>,
    /// Trying again could help: the document may be there later.
    pub can_retry: bool,
}

pub fn view(problem: &Problem, texts: &Texts, link: &Scope<App>) -> Html {
    let details = problem
        .details
        .iter()
        .map(|detail| html! { <li>{ detail.clone() }</li> });
    let details =
        (!problem.details.is_empty()).then(|| html! { <ul class="details">{ for details }</ul> });
    let retry = problem.can_retry.then(|| {
        html! {
            <button class="button" type="button" onclick={link.callback(|_: yew::MouseEvent| Message::Retry)}>
                <span>{ texts.get("retry") }</span>
            </button>
        }
    });
    html! {
        <div class="problem" role="alert">
            <h2>{ texts.get("problem.title") }</h2>
            <p>{ problem.message.clone() }</p>
            { for details }
            { for retry }
        </div>
    }
}
