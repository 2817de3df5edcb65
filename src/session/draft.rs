use std::rc::Rc;

use crate::definition::PageContent;
use crate::value::{Object, Value};

use super::{Position, Session, Setting};
use crate::definition::Survey;

/// A run that can be taken up again after a reload: which one it is, its answers, and where it stood.
impl Session {
    pub fn draft(&self) -> Value {
        let mut draft = Object::new();
        draft.set("id", self.setting.id.clone());
        draft.set("version", self.survey.version.clone());
        draft.set("startedAt", self.paradata.started_at_millis);
        draft.set("answers", self.answers().clone());
        draft.set("durations", self.paradata.durations.clone());
        draft.set("changes", self.paradata.changes.clone());
        if let Position::Page(index) = self.position {
            draft.set("page", index as f64);
        }
        let journeys: Object = self
            .turns()
            .map(|turn| (turn.name().clone(), Value::from(turn.script())))
            .collect();
        draft.set("journeys", journeys);
        draft.into()
    }

    /// Takes a run up again; `None` if the draft is of another version of the survey or is no draft at all.
    /// `setting.id` becomes the draft's.
    pub fn resume(survey: Rc<Survey>, setting: Setting, draft: &Value) -> Option<Self> {
        let id = draft.get("id").as_text()?;
        if draft.get("version").as_text() != Some(&*survey.version) {
            return None;
        }
        let mut session = Self::start(
            survey.clone(),
            Setting {
                id: id.into(),
                ..setting
            },
        );
        if let Some(started) = draft.get("startedAt").as_number() {
            session.paradata.started_at_millis = started;
        }
        for (name, value) in draft.get("answers").as_object()?.iter() {
            session.answers.set(name, value.clone());
        }
        if let Some(durations) = draft.get("durations").as_object() {
            session.paradata.durations = durations.clone();
        }
        if let Some(changes) = draft.get("changes").as_object() {
            session.paradata.changes = changes.clone();
        }
        let wanted = draft.get("page").as_number().map(|page| page as usize);
        // Pages that show nothing for this respondent, and journeys that were finished, are passed as they were then.
        session.turns.clear();
        for (index, page) in survey.pages.iter().enumerate() {
            let PageContent::Journey(journey) = &page.content else {
                continue;
            };
            if let Some(script) = draft.get("journeys").get(&journey.name).as_list() {
                session.enter(index);
                if let Some(turn) = session.turn_mut(index) {
                    turn.follow(script);
                }
            }
        }
        match wanted.filter(|&page| page < survey.pages.len()) {
            Some(page) => session.enter(page),
            None => session.enter_first_page(),
        }
        session.errors.clear();
        Some(session)
    }
}

impl super::JourneyTurn {
    /// The answers given so far, in order.
    fn script(&self) -> Vec<Value> {
        self.history()
            .map(|(asked, answer, words)| {
                self.spell(
                    &asked.screen,
                    &super::Said {
                        answer: answer.clone(),
                        words: words.cloned(),
                    },
                )
            })
            .collect()
    }

    /// Gives the answers of a script, as far as they fit.
    fn follow(&mut self, script: &[Value]) {
        for spelled in script {
            let Ok(said) = self.read_answer(spelled) else {
                return;
            };
            if self.answer(said).is_err() {
                return;
            }
        }
    }
}
