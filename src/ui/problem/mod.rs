use yew::Html;
use yew::html::Scope;

use super::app::{App, Message};
use super::closing;
use super::scene::sends;
use super::tag::{Tag, button, tag};
use crate::session::Texts;

/// Why a survey cannot be shown, in a sentence, and what more there is to say to its author.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Names the sentence among the built-in texts; without one `about` is all.
    pub key: &'static str,
    pub about: String,
    pub details: Vec<String>,
    /// Trying again could help: the document may be there later.
    pub can_retry: bool,
    /// So many responses stand in the way, which can be saved as a file.
    pub held: usize,
}

impl Problem {
    pub fn message(&self, texts: &Texts) -> String {
        match self.key {
            "" => self.about.clone(),
            key => texts.with(key, &self.about),
        }
    }
}

pub fn view(problem: &Problem, texts: &Texts, link: &Scope<App>) -> Html {
    let details: Vec<Tag> = problem
        .details
        .iter()
        .map(|detail| tag("li").text(detail))
        .collect();
    let details = (!details.is_empty()).then(|| tag("ul").set("class", "details").child(details));
    let retry = problem
        .can_retry
        .then(|| button("button", sends(link, |_| Message::Retry)).span(texts.get("retry")));
    tag("div")
        .set("class", "problem")
        .set("role", "alert")
        .child(tag("h2").text(texts.get("problem.title")))
        .child(tag("p").text(&problem.message(texts)))
        .child(details)
        .child(retry)
        .child((problem.held > 0).then(|| closing::export(texts, link)))
        .into()
}
