use std::rc::Rc;

use crate::definition::{PageContent, Survey};
use crate::value::{Object, Value};

use super::navigation::Current;
use super::paradata::Paradata;
use super::timers::Seconds;
use super::{JourneyTurn, Position, Session, Setting, Stage};

/// A run that can be taken up again after a reload: which one it is, its answers, and where it stood. Context and
/// language are the host's to give again.
impl Session {
    pub fn draft(&self) -> Value {
        let mut draft = Object::new();
        draft.set("id", self.setting.id.clone());
        draft.set("version", self.survey.version.clone());
        let now_millis = self.setting.calendar.now_millis();
        self.paradata.write_draft(&mut draft, now_millis);
        if self.survey.show_timer {
            self.seconds.write_draft(&mut draft);
        }
        draft.set("answers", self.answers.to_object());
        if let Position::Page(index) = self.position()
            && self.stage() != Stage::Starting
        {
            draft.set("page", index as f64);
        }
        let mut journeys = Object::new();
        for turn in self.turns() {
            journeys.set(turn.name().clone(), turn.draft());
        }
        draft.set("journeys", journeys);
        draft.into()
    }

    /// Takes a run up again; `None` if the draft is of another version of the survey or is no draft at all.
    /// `setting.id` becomes the draft's. A draft of a completed run gives a completed run.
    ///
    /// Drafts come from storage that anything may have written to: what makes no sense is left out.
    pub fn resume(survey: Rc<Survey>, setting: Setting, draft: &Value) -> Option<Self> {
        let id = draft.get("id").as_text()?;
        if draft.get("version").as_text() != Some(&*survey.version) {
            return None;
        }
        let answers = draft.get("answers").as_object()?;
        let now_millis = setting.calendar.now_millis();
        let setting = Setting {
            id: id.into(),
            ..setting
        };
        let mut session = Self::new(survey.clone(), setting);
        session.running.resuming = true;
        session.load();
        session.turns.clear();
        for (index, page) in survey.pages.iter().enumerate() {
            if let PageContent::Journey(journey) = &page.content
                && let kept @ Value::Object(_) = draft.get("journeys").get(&journey.name)
            {
                let journey = session.expanded_journey(journey);
                let turn = JourneyTurn::resume(journey, kept, session.seed);
                session.turns.push((index, turn));
            }
        }
        let kept: Object = answers
            .iter()
            .filter(|(_, value)| !value.is_absent())
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        session.set_data(&kept.into());
        for index in 0..survey.pages.len() {
            if session.turn_at(index).is_some() {
                session.journey_moved(index);
            }
        }
        session.running.resuming = false;
        session.paradata = Paradata::resume(draft, now_millis);
        session.seconds = Seconds::resume(draft, survey.pages.len());
        if session.paradata.completed_at_millis.is_some() {
            session.stage = Stage::Completed;
            return Some(session);
        }
        if let Some(page) = draft.get("page").as_number() {
            session.welcoming = false;
            let page = (page.max(0.0) as usize).min(survey.pages.len().saturating_sub(1));
            let wanted = session
                .form
                .pages
                .iter()
                .copied()
                .find(|&id| session.page_index(id) == Some(page));
            let is_one_by_one = session.current == Some(Current::All);
            if let Some(wanted) = wanted
                && !is_one_by_one
            {
                session.stand_near(wanted);
            }
        }
        session.after_change();
        Some(session)
    }
}
