//! Who is shown, enabled and required, and what follows when that changes.

use super::form::{Id, RuleKind, Spec, choice_of, value_name};
use super::navigation::Stage;
use super::{COMMENT_SUFFIX, Session};
use crate::definition::{ClearInvisible, Kind, PanelDisplay, PreviewMode, Question, ShowNumbers};
use crate::value::Value;

impl Session {
    /// Whether an item is shown, if what it stands in is.
    pub(super) fn is_shown_itself(&self, id: Id) -> bool {
        let item = self.form.item(id);
        let Spec::Question(question) = &item.spec else {
            return match item.spec {
                Spec::Journey(_) => item.visible,
                Spec::Page(_) if item.children.is_empty() => false,
                _ => item.visible && item.shown_children > 0,
            };
        };
        if self.hides_empty() && self.is_empty_question(id) {
            return false;
        }
        item.visible && self.has_something_to_offer(id, question)
    }

    /// The same, looked at from the ground up: while conditions are being looked at, what a container holds may be hidden
    /// already and the container not know it yet.
    pub(super) fn is_shown_by_now(&self, id: Id) -> bool {
        let item = self.form.item(id);
        let mut children = item.children.iter();
        match item.spec {
            Spec::Question(_) | Spec::Journey(_) => self.is_shown_itself(id),
            _ => item.visible && children.any(|&child| self.is_shown_by_now(child)),
        }
    }

    fn has_something_to_offer(&self, id: Id, question: &Question) -> bool {
        match &question.kind {
            Kind::Matrix(matrix) if matrix.hide_if_rows_empty => {
                let hidden = self.state(id).map(|state| &state.hidden_items);
                (0..matrix.rows.len())
                    .any(|row| hidden.is_none_or(|hidden| hidden.get(row) != Some(&true)))
            }
            kind => match choice_of(kind) {
                Some(choice) if choice.hide_if_empty => self.choices(id).is_none_or(|choices| {
                    if self.carries_over(id) {
                        !choices.visible.is_empty()
                    } else {
                        choices.active.iter().any(|offer| offer.visible)
                    }
                }),
                _ => true,
            },
        }
    }

    /// The preview may leave out what was not answered.
    fn hides_empty(&self) -> bool {
        self.may_hide_empty() && self.form.pages.iter().any(|&page| self.holds_answers(page))
    }

    fn may_hide_empty(&self) -> bool {
        self.stage == Stage::Preview
            && self.survey.show_preview
            && self.survey.preview_mode == PreviewMode::AnsweredQuestions
    }

    /// Where only answers are shown, one that comes or goes takes what it stands in along.
    pub(super) fn recount_answers(&mut self) {
        if self.may_hide_empty() {
            for page in self.form.pages.clone() {
                self.recount(page);
            }
        }
    }

    /// Whether the respondent ever answered a question of that name.
    pub fn was_entered(&self, name: &str) -> bool {
        self.paradata.was_answered(name)
    }

    pub fn holds_answers(&self, id: Id) -> bool {
        let item = self.form.item(id);
        item.visible
            && if item.is_question() {
                !self.is_empty_question(id)
            } else {
                item.children.iter().any(|&child| self.holds_answers(child))
            }
    }

    pub(super) fn is_parent_visible(&self, id: Id) -> bool {
        let item = self.form.item(id);
        if let Some(owner) = item.owner
            && !self.is_shown_itself(owner)
        {
            return false;
        }
        // While conditions are being looked at, the counts lag behind.
        let is_shown = if self.running.conditions {
            Self::is_shown_by_now
        } else {
            Self::is_shown_itself
        };
        let mut parent = item.parent;
        while let Some(at) = parent {
            if !is_shown(self, at) {
                return false;
            }
            parent = self.form.item(at).parent;
        }
        true
    }

    pub(super) fn is_visible_in_survey(&self, id: Id) -> bool {
        self.is_shown_itself(id) && self.is_parent_visible(id)
    }

    pub(super) fn set_visible(&mut self, id: Id, visible: bool) {
        if self.form.item(id).visible == visible {
            return;
        }
        self.form.item_mut(id).visible = visible;
        match self.form.item(id).spec {
            Spec::Question(_) => {
                self.publish_shown(id);
                self.content_of_all_changed();
                if !self.is_shown_itself(id) {
                    self.form.item_mut(id).errors.clear();
                }
                self.notify_visibility(id);
            }
            // Even one that had nothing to show: what stands in it may have got an answer by now.
            _ => {
                let is_news = self.publish_shown(id);
                self.container_changed(id, is_news);
                self.content_of_all_changed();
            }
        }
    }

    /// A question with other choices or rows may have come or gone.
    pub(super) fn visibility_changed(&mut self, id: Id) {
        let is_news = self.publish_shown(id);
        self.content_of_all_changed();
        if !self.form.item(id).errors.is_empty() && !self.is_shown_itself(id) {
            self.form.item_mut(id).errors.clear();
        }
        if is_news {
            self.notify_visibility(id);
        }
    }

    /// Counts an item in or out where it stands; true if that has changed.
    fn publish_shown(&mut self, id: Id) -> bool {
        let shown = self.is_shown_itself(id);
        let item = self.form.item_mut(id);
        if item.shown == shown {
            return false;
        }
        item.shown = shown;
        for panel in self.form.panels_of_choices(id) {
            self.run_rule(panel, RuleKind::VisibleIf);
        }
        let item = self.form.item(id);
        let owner = item.owner.filter(|_| item.is_question());
        // Who stands within a question has no number of its own there.
        let has_number = owner.is_none_or(|owner| match &self.spec(owner).kind {
            Kind::PanelDynamic(kind) => kind.show_question_numbers == ShowNumbers::Default,
            _ => false,
        });
        if has_number {
            self.forget_progress(true);
        }
        let item = self.form.item(id);
        let Some(parent) = item.parent else {
            return true;
        };
        let container = self.form.item_mut(parent);
        if shown {
            container.shown_children += 1;
        } else {
            container.shown_children = container.shown_children.saturating_sub(1);
        }
        let content_rule = container.content_rule;
        match content_rule {
            // While conditions within a container are being looked at, it has its turn after them.
            Some(rule) if self.is_looking_within(parent) => self.form.rules.mark(rule),
            _ => self.content_changed(parent),
        }
        true
    }

    /// Whether a condition is just being looked at that stands in a page or panel.
    fn is_looking_within(&self, container: Id) -> bool {
        let mut at = self.running.looked_at;
        while let Some(id) = at {
            if id == container {
                return true;
            }
            let item = self.form.item(id);
            at = item.parent.or(item.owner);
        }
        false
    }

    /// Counts what is shown in an item anew, without telling anybody.
    pub(super) fn recount(&mut self, id: Id) {
        for child in self.form.item(id).children.clone() {
            if !self.form.item(child).is_question() {
                self.recount(child);
            } else if self.is_dynamic(child) {
                for entry in self.entries(child).to_vec() {
                    self.recount(entry);
                }
            }
            let shown = self.is_shown_itself(child);
            self.form.item_mut(child).shown = shown;
        }
        let count = self
            .form
            .item(id)
            .children
            .iter()
            .filter(|&&child| self.form.item(child).shown)
            .count();
        self.form.item_mut(id).shown_children = count as u32;
        let shown = self.is_shown_itself(id);
        self.form.item_mut(id).shown = shown;
    }

    /// Whether a page or panel is shown may have changed.
    pub(super) fn content_changed(&mut self, id: Id) {
        if self.publish_shown(id) {
            self.container_changed(id, true);
        } else if self.running.loading {
            self.notice_hidden_containers(id);
        }
    }

    fn container_changed(&mut self, id: Id, is_news: bool) {
        let shown = self.form.item(id).shown;
        if self.running.loading {
            self.note_hidden(id, !shown);
        }
        let questions = if self.running.setting_data {
            Vec::new()
        } else {
            self.form.questions_in(id)
        };
        // What belongs to a choice is hidden itself, and not only what holds it.
        let reason = match self.form.is_of_choice(id) {
            true => Reason::Hidden,
            false => Reason::ContainerHidden,
        };
        for question in questions {
            if shown {
                self.update_with_default(question);
                self.make_default_due(question);
            } else {
                self.clear_if_invisible(question, reason);
                self.set_out_hidden_panels(question);
            }
        }
        if !is_news {
            return;
        }
        if self.form.item(id).is_page() {
            self.page_visibility_changed(id, shown);
            self.content_of_all_changed();
        } else if !shown {
            self.leave_hidden_element();
        }
    }

    /// Where one panel is shown at a time, survey-core makes them as soon as they are hidden, and data tells.
    fn set_out_hidden_panels(&mut self, id: Id) {
        let spec = self.spec(id);
        if let Kind::PanelDynamic(kind) = &spec.kind
            && kind.display != PanelDisplay::List
            && !self.running.loading
        {
            self.build_panels(id);
        }
    }

    /// While questions get their defaults, what they stand in is taken to be shown until the last of them is done: their
    /// defaults do not outlast that where hidden answers go.
    pub(super) fn notice_hidden_containers(&mut self, id: Id) {
        let mut parent = Some(id);
        while let Some(container) = parent {
            let was_known = self.running.known_hidden.contains(&container);
            if self.is_shown_itself(container) == was_known {
                self.note_hidden(container, !was_known);
                for question in self.form.questions_in(container) {
                    if was_known {
                        self.update_with_default(question);
                    } else {
                        self.clear_if_invisible(question, Reason::ContainerHidden);
                    }
                }
            }
            parent = self.form.item(container).parent;
        }
    }

    fn note_hidden(&mut self, container: Id, is_hidden: bool) {
        let known = &mut self.running.known_hidden;
        known.retain(|&other| other != container);
        if is_hidden {
            known.push(container);
        }
    }

    fn notify_visibility(&mut self, id: Id) {
        if self.running.setting_data {
            return;
        }
        let clears = self.clears_when_hidden(id);
        if !self.is_shown_itself(id) {
            self.leave_hidden_element();
        }
        if !self.form.item(id).visible {
            if clears {
                self.clear_if_invisible(id, Reason::Hidden);
            } else if self.is_dynamic(id) && self.stage != Stage::Preview {
                self.clear_panels_if_invisible(id, Reason::ContainerHidden);
            }
        }
        let is_seen = self.is_visible_in_survey(id);
        if clears && is_seen {
            self.update_with_default(id);
        }
        // What was hidden let its default rest. Panels do not look at what their list stands in, nor at how it is cleared.
        if self.is_dynamic(id) || is_seen {
            self.make_default_due(id);
        }
    }

    /// When it is cleared; nothing is while all is shown before it is sent.
    pub(super) fn clearing(&self, id: Id) -> ClearInvisible {
        if self.stage == Stage::Preview {
            return ClearInvisible::None;
        }
        self.spec(id)
            .clear_if_invisible
            .unwrap_or(self.survey.clear_invisible)
    }

    pub(super) fn clears_when_hidden(&self, id: Id) -> bool {
        matches!(
            self.clearing(id),
            ClearInvisible::OnHidden | ClearInvisible::OnHiddenContainer
        )
    }

    pub(super) fn clear_if_invisible(&mut self, id: Id, reason: Reason) {
        if self.is_dynamic(id) {
            let within = match reason {
                Reason::Hidden => Reason::ContainerHidden,
                other => other,
            };
            self.clear_panels_if_invisible(id, within);
        }
        let clearing = self.clearing(id);
        if clearing == ClearInvisible::None
            || (reason == Reason::Hidden && clearing == ClearInvisible::OnComplete)
            || (reason == Reason::ContainerHidden && clearing != ClearInvisible::OnHiddenContainer)
        {
            return;
        }
        if self.may_clear(id, reason) {
            self.clear_value(id, false);
        }
        match &self.spec(id).kind {
            Kind::Matrix(matrix) => self.clear_hidden_rows(id, matrix),
            kind if choice_of(kind).is_some() => self.clear_incorrect(id),
            _ => {}
        }
    }

    /// After a preview words beside what nobody sees go unnoticed: what they set off would be sent in their place. Questions
    /// with choices notice, and all where the words were written in the preview.
    pub(super) fn drop_hidden_words(&mut self, id: Id) {
        if self.clearing(id) == ClearInvisible::None || !self.may_clear(id, Reason::Completed) {
            return;
        }
        let spec = self.spec(id);
        let name = value_name(&spec);
        if choice_of(&spec.kind).is_some() || self.worded_in_preview.contains(name) {
            return;
        }
        let name = [&**name, COMMENT_SUFFIX].concat();
        self.answers.set(&name.into(), Value::Undefined);
        self.update_comment_from_data(id, Value::text(""));
    }

    fn may_clear(&self, id: Id, reason: Reason) -> bool {
        if reason == Reason::ContainerHidden && !self.is_parent_visible(id) {
            return true;
        }
        let is_on_start_page = self.is_on_start_page(id) && !self.form.is_of_choice(id);
        if self.is_visible_in_survey(id) || is_on_start_page {
            return false;
        }
        !self.has_visible_namesake(id)
    }

    fn has_visible_namesake(&self, id: Id) -> bool {
        let spec = self.spec(id);
        if self.form.item(id).owner.is_some() {
            return false;
        }
        self.form
            .value_names
            .all(super::form::value_name(&spec))
            .iter()
            .any(|&other| other != id && self.is_visible_in_survey(other))
    }

    fn clear_panels_if_invisible(&mut self, id: Id, reason: Reason) {
        for entry in self.entries(id).to_vec() {
            let is_entry_shown = self.is_shown_itself(entry);
            for question in self.form.questions_in(entry) {
                if self.form.item(question).visible && !is_entry_shown {
                    continue;
                }
                self.clear_if_invisible(question, reason);
            }
        }
    }

    pub(super) fn set_read_only(&mut self, id: Id, read_only: bool) {
        if self.form.item(id).read_only == read_only {
            return;
        }
        self.form.item_mut(id).read_only = read_only;
        if self.form.item(id).is_question() {
            if self.is_read_only(id) {
                self.clear_errors(id);
            }
        } else {
            for question in self.form.questions_in(id) {
                if self.is_read_only(question) {
                    self.clear_errors(question);
                }
            }
        }
    }

    pub(super) fn set_required(&mut self, id: Id, required: bool) {
        if self.form.item(id).required == required {
            return;
        }
        self.form.item_mut(id).required = required;
        if !required && self.form.item(id).is_question() && !self.form.item(id).errors.is_empty() {
            self.validate_question(id, false);
        }
    }

    pub(super) fn is_read_only(&self, id: Id) -> bool {
        if self.is_display_only() {
            return true;
        }
        let mut at = Some(id);
        while let Some(here) = at {
            let item = self.form.item(here);
            if item.read_only {
                return true;
            }
            if let Some(owner) = item.owner
                && self.is_read_only(owner)
            {
                return true;
            }
            at = item.parent;
        }
        false
    }
}

/// Why a hidden answer might be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Hidden,
    ContainerHidden,
    Completed,
}
