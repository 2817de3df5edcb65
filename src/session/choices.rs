//! What a question offers to choose from, and what becomes of its value when that changes.

use std::rc::Rc;

use super::Session;
use super::equal::{is_alike, is_blank, is_identical, is_same, is_same_choice};
use super::form::{Choices, From, Id, Offer, Special, choice_of};
use super::scope::Subject;
use super::values::in_place_of;
use crate::definition::{
    Choice, ChoiceItem, ChoiceOrder, ChoicesFromMode, Condition, Kind, Localized, Question,
};
use crate::expression::{is_empty, is_truthy};
use crate::value::{Object, Value, sorted};

/// What is recorded for the special choices.
const OTHER: &str = "other";
const NONE: &str = "none";
const REFUSED: &str = "refused";
const DONT_KNOW: &str = "dontknow";

impl Special {
    fn value(self) -> Value {
        Value::text(match self {
            Self::SelectAll => "",
            Self::None => NONE,
            Self::Refuse => REFUSED,
            Self::DontKnow => DONT_KNOW,
            Self::Other => OTHER,
        })
    }

    /// The key of the built-in text.
    pub fn key(self) -> &'static str {
        match self {
            Self::SelectAll => "select-all",
            Self::None => "none",
            Self::Refuse => "refuse",
            Self::DontKnow => "dont-know",
            Self::Other => "other",
        }
    }
}

impl Offer {
    fn is_special(&self) -> bool {
        matches!(self.from, From::Special(_))
    }

    pub(super) fn item(&self) -> Option<&ChoiceItem> {
        match &self.from {
            From::Written(question, place) => choice_of(&question.kind)?.items.get(*place),
            From::Fetched(item) => Some(item),
            _ => None,
        }
    }

    fn is_exclusive(&self) -> bool {
        match &self.from {
            From::Special(special) => {
                matches!(special, Special::None | Special::Refuse | Special::DontKnow)
            }
            _ => self.item().is_some_and(|item| item.exclusive),
        }
    }
}

impl Session {
    pub(super) fn choices(&self, id: Id) -> Option<&Choices> {
        self.state(id)?.choices.as_deref()
    }

    pub(super) fn choices_mut(&mut self, id: Id) -> Option<&mut Choices> {
        self.state_mut(id)?.choices.as_deref_mut()
    }

    /// The choices that are shown.
    pub(super) fn shown_choices(&self, id: Id) -> &[Offer] {
        self.choices(id).map_or(&[], |choices| &choices.visible)
    }

    /// Makes the choices for the first time.
    pub(super) fn init_choices(&mut self, id: Id) {
        let active = self.make_active(id);
        if let Some(choices) = self.choices_mut(id) {
            choices.active = active;
            choices.select_all_enabled = true;
            choices.other_enabled = true;
        }
        self.show_choices(id);
    }

    /// All that may be offered, whatever conditions say.
    fn make_active(&self, id: Id) -> Vec<Offer> {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return Vec::new();
        };
        if let Some(from) = &choice.choices_from
            && let Some(source) = self.find_for(id, from)
            && source != id
        {
            if choice_of(&self.spec(source).kind).is_some() {
                return self.carried_choices(choice, source);
            }
            if matches!(self.spec(source).kind, Kind::PanelDynamic(_)) {
                return self.carried_entries(choice, source);
            }
        }
        if let Some(loaded) = self.choices(id).and_then(|choices| choices.loaded.as_ref()) {
            return loaded.clone();
        }
        let mut offers: Vec<Offer> = (0..choice.items.len())
            .map(|place| Offer {
                value: choice.items[place].value.clone(),
                from: From::Written(spec.clone(), place),
                visible: true,
                enabled: true,
            })
            .collect();
        if matches!(spec.kind, Kind::Dropdown(_)) && choice.choices_max > choice.choices_min {
            offers.extend(numbers(choice));
        }
        offers
    }

    /// The question of a name, as a part of another finds it.
    fn find_for(&self, id: Id, name: &str) -> Option<Id> {
        if let Some(owner) = self.form.item(id).owner
            && let Some(rest) = name.strip_prefix("panel.")
        {
            let entry = self.entry_of(owner, id)?;
            return self.question_in_entry(entry, rest);
        }
        self.form.names.first(name)
    }

    fn carried_choices(&self, choice: &Choice, source: Id) -> Vec<Offer> {
        let mut offers = Vec::new();
        for offer in self.shown_choices(source) {
            if offer.is_special() {
                continue;
            }
            let is_wanted = match choice.choices_from_mode {
                ChoicesFromMode::All => true,
                ChoicesFromMode::Selected => self.is_chosen(source, offer),
                ChoicesFromMode::Unselected => !self.is_chosen(source, offer),
            };
            if is_wanted {
                offers.push(Offer {
                    visible: true,
                    enabled: true,
                    ..offer.clone()
                });
            }
        }
        let other = self.other_words(source);
        if choice.choices_from_mode == ChoicesFromMode::Selected
            && choice.other.is_none()
            && self.is_other_chosen(source)
            && is_truthy(&other)
        {
            offers.push(Offer {
                value: Value::text(OTHER),
                from: From::Elsewhere(Localized::plain(plain_words(&other))),
                visible: true,
                enabled: true,
            });
        }
        offers
    }

    fn carried_entries(&self, choice: &Choice, source: Id) -> Vec<Offer> {
        let value = self.value_of(source);
        let entries = value.as_list().unwrap_or_default();
        entries
            .iter()
            .filter_map(|entry| {
                let entry = entry.as_object()?;
                let value = if choice.choice_values_from.is_empty() {
                    entry.iter().next()?.1.clone()
                } else {
                    entry.get(&choice.choice_values_from)?.clone()
                };
                if is_blank(&value) {
                    return None;
                }
                let text = entry
                    .get(&choice.choice_texts_from)
                    .and_then(super::wording::plain_text);
                let text = text.map_or_else(Localized::default, Localized::plain);
                Some(Offer {
                    value,
                    from: From::Elsewhere(text),
                    visible: true,
                    enabled: true,
                })
            })
            .collect()
    }

    /// Looks at the conditions of choices, rows, columns and rating values.
    pub(super) fn run_item_conditions(&mut self, id: Id) {
        let spec = self.spec(id);
        match &spec.kind {
            Kind::Matrix(matrix) => self.run_matrix_conditions(id, matrix),
            Kind::Rating(rating) => {
                let hidden: Vec<bool> = rating
                    .values
                    .iter()
                    .map(|value| !self.item_holds(id, value.visible_if.as_ref(), &value.value))
                    .collect();
                let has_changed = self.state(id).is_some_and(|state| {
                    state.hidden_items != hidden
                        && (state.hidden_items.contains(&true) || hidden.contains(&true))
                });
                if let Some(state) = self.state_mut(id) {
                    state.hidden_items = hidden;
                }
                if has_changed && !self.is_empty_question(id) && !self.is_read_only(id) {
                    let value = self.value_of(id);
                    let is_hidden = rating.values.iter().enumerate().any(|(place, rate)| {
                        is_same_choice(&rate.value, &value)
                            && self
                                .state(id)
                                .is_some_and(|state| state.hidden_items.get(place) == Some(&true))
                    });
                    if is_hidden {
                        self.clear_value(id, false);
                    }
                }
            }
            _ => {
                self.refresh_active(id);
                self.filter_choices(id);
            }
        }
    }

    fn item_holds(&self, id: Id, condition: Option<&Condition>, value: &Value) -> bool {
        condition.is_none_or(|condition| self.holds_for(Subject::Choice(id, value), condition))
    }

    /// Choices that come from another question are made again; the others stay what they are.
    fn refresh_active(&mut self, id: Id) {
        if self.carries_over(id) {
            let active = self.make_active(id);
            if let Some(choices) = self.choices_mut(id) {
                choices.active = active;
            }
        }
    }

    fn carries_over(&self, id: Id) -> bool {
        let spec = self.spec(id);
        choice_of(&spec.kind)
            .and_then(|choice| choice.choices_from.as_ref())
            .and_then(|from| self.find_for(id, from))
            .is_some_and(|source| {
                let kind = &self.spec(source).kind;
                source != id && (choice_of(kind).is_some() || matches!(kind, Kind::PanelDynamic(_)))
            })
    }

    /// All that may be offered at this moment. Once conditions hid some of what is carried over, that choice stands
    /// until they are looked at again.
    fn active_now(&self, id: Id, filtered: bool) -> std::borrow::Cow<'_, [Offer]> {
        let active = self.choices(id).map_or(&[][..], |choices| &choices.active);
        let is_filtered = filtered && active.iter().any(|offer| !offer.visible);
        if self.carries_over(id) && !is_filtered {
            self.make_active(id).into()
        } else {
            active.into()
        }
    }

    /// Offers the choices that were fetched, or those that are written where there are none.
    pub(super) fn take_fetched(&mut self, id: Id, offers: Option<Vec<Offer>>) {
        if let Some(choices) = self.choices_mut(id) {
            choices.loaded = offers;
        }
        let active = self.make_active(id);
        if let Some(choices) = self.choices_mut(id) {
            choices.active = active;
        }
        self.filter_choices(id);
        self.show_choices(id);
        self.choices_changed(id);
    }

    fn filter_choices(&mut self, id: Id) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        let Some(before) = self.choices(id).map(|choices| choices.active.clone()) else {
            return;
        };
        let has_room = choice
            .max_selected
            .is_none_or(|max| self.chosen_count(id) < max);
        let mut active = before.clone();
        let mut visibility_changed = false;
        for offer in &mut active {
            let item = offer.item();
            let visible_if = item.and_then(|item| item.visible_if.clone());
            let enable_if = item.and_then(|item| item.enable_if.clone());
            let enabled = self.item_holds(
                id,
                enable_if.as_ref().or(choice.enable_if.as_ref()),
                &offer.value,
            ) && (has_room || self.is_chosen(id, offer));
            let visible = self.item_holds(
                id,
                visible_if.as_ref().or(choice.visible_if.as_ref()),
                &offer.value,
            );
            visibility_changed |= visible != offer.visible;
            offer.visible = visible;
            offer.enabled = enabled;
        }
        // What comes from elsewhere is made anew each time, so what was shown is what counts.
        if self.carries_over(id) {
            let shown = self.shown_choices(id);
            visibility_changed |= active.len() != shown.len()
                || !active
                    .iter()
                    .zip(shown)
                    .all(|(one, other)| is_identical(&one.value, &other.value));
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.active = active;
            choices.other_enabled = has_room;
        }
        if visibility_changed {
            self.show_choices(id);
            self.choices_changed(id);
            self.clear_incorrect(id);
        } else {
            self.update_enabled(id);
        }
    }

    fn update_enabled(&mut self, id: Id) {
        if let Some(choices) = self.choices_mut(id) {
            let flags: Vec<(Value, bool)> = choices
                .active
                .iter()
                .map(|offer| (offer.value.clone(), offer.enabled))
                .collect();
            for shown in &mut choices.visible {
                if !shown.is_special()
                    && let Some((_, enabled)) = flags
                        .iter()
                        .find(|(value, _)| is_identical(value, &shown.value))
                {
                    shown.enabled = *enabled;
                }
            }
        }
    }

    fn chosen_count(&self, id: Id) -> usize {
        self.value_of(id).as_list().map_or(0, <[Value]>::len)
    }

    /// Puts the choices that are to be shown in their order, with the special ones.
    fn show_choices(&mut self, id: Id) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        let Some(choices) = self.choices(id) else {
            return;
        };
        let mut shown: Vec<Offer> = choices
            .active
            .iter()
            .filter(|offer| offer.visible)
            .cloned()
            .collect();
        match choice.order {
            ChoiceOrder::AsWritten => {}
            ChoiceOrder::Random => {
                let mut all = choices.active.clone();
                self.chance(&format!("shuffle:{}", spec.name))
                    .shuffle(&mut all);
                shown = all.into_iter().filter(|offer| offer.visible).collect();
            }
            ChoiceOrder::Ascending | ChoiceOrder::Descending => {
                let with_text: Vec<(String, Offer)> = shown
                    .into_iter()
                    .map(|offer| {
                        let text = self.choice_text(id, &offer);
                        (text.trim().to_owned(), offer)
                    })
                    .collect();
                let ascending = choice.order == ChoiceOrder::Ascending;
                shown = sorted(&with_text, &|one, other| {
                    let order = compare_texts(&one.0, &other.0);
                    if ascending {
                        order
                    } else {
                        compare_texts(&other.0, &one.0)
                    }
                })
                .into_iter()
                .map(|(_, offer)| offer)
                .collect();
            }
        }
        if !matches!(spec.kind, Kind::ImagePicker(_)) {
            let special = |special: Special, enabled: bool| Offer {
                value: special.value(),
                from: From::Special(special),
                visible: true,
                enabled,
            };
            if choice.select_all.is_some() && is_list(&spec.kind) {
                shown.insert(0, special(Special::SelectAll, true));
            }
            for (written, kind) in [
                (&choice.none, Special::None),
                (&choice.refuse, Special::Refuse),
                (&choice.dont_know, Special::DontKnow),
                (&choice.other, Special::Other),
            ] {
                if written.is_some() && !matches!(spec.kind, Kind::Ranking(_)) {
                    shown.push(special(kind, true));
                }
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.visible = shown;
        }
    }

    /// Choices in the order of their texts have another one in another language.
    pub(super) fn sort_choices_again(&mut self) {
        for id in self.form.all_questions() {
            let is_sorted = choice_of(&self.spec(id).kind)
                .is_some_and(|choice| choice.order != ChoiceOrder::AsWritten);
            if is_sorted {
                self.show_choices(id);
                self.choices_changed(id);
            }
        }
    }

    /// What depends on the choices being what they are.
    fn choices_changed(&mut self, id: Id) {
        if self
            .choices(id)
            .is_some_and(|choices| is_other(&choices.rendered))
        {
            let rendered = self.rendered_from_data(id, self.value_of(id));
            if let Some(choices) = self.choices_mut(id) {
                choices.rendered = in_place_of(&choices.rendered, rendered);
            }
        }
        self.visibility_changed(id);
        self.update_dependents(id);
        self.rank_what_is_offered(id);
    }

    /// Where one choice is all there is, it is ranked first; what nobody ranked is not ranked when there are more.
    fn rank_what_is_offered(&mut self, id: Id) {
        let spec = self.spec(id);
        if let Kind::Ranking(choice) = &spec.kind
            && !choice.select_to_rank
            && self.choices(id).is_some_and(|choices| !choices.set_by_user)
            && !is_truthy(&self.written_default(id))
        {
            self.give(id, Value::list([]));
        }
        if let Kind::Ranking(choice) = &spec.kind
            && !choice.select_to_rank
            && let [only] = self.shown_choices(id)
        {
            let value = Value::list([only.value.clone()]);
            self.give(id, Value::list([]));
            self.store_value(id, value);
            return;
        }
        self.sync_ranking(id);
    }

    /// A ranking of one choice is made before its default is looked at.
    pub(super) fn rank_only_choice(&mut self, id: Id) {
        if matches!(self.spec(id).kind, Kind::Ranking(_)) && self.shown_choices(id).len() == 1 {
            self.rank_what_is_offered(id);
        }
    }

    pub(super) fn refresh_choices(&mut self, id: Id) {
        let active = self.active_now(id, true).into_owned();
        if let Some(choices) = self.choices_mut(id) {
            choices.active = active;
        }
        // Conditions of what is carried over are looked at with the rest of the conditions.
        self.show_choices(id);
        self.choices_changed(id);
    }

    /// Questions that offer this one's choices look at them again.
    pub(super) fn update_dependents(&mut self, id: Id) {
        if self.form.carrying.is_empty() {
            return;
        }
        let is_busy = self
            .choices_mut(id)
            .is_some_and(|choices| std::mem::replace(&mut choices.updating_dependents, true));
        if is_busy {
            return;
        }
        let name = self.spec(id).name.clone();
        for (dependent, from) in self.form.carrying.clone() {
            if from == name && dependent != id {
                self.refresh_choices(dependent);
                self.clear_incorrect(dependent);
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.updating_dependents = false;
        }
    }

    // What a value is.

    /// Whether words beside "other" are kept beside the answer and not in its place.
    pub(super) fn keeps_other_beside(&self, id: Id) -> bool {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return true;
        };
        if choice.value_property.is_some() && is_list(&spec.kind) {
            return false;
        }
        if spec.has_comment {
            return false;
        }
        if choice.items.iter().any(|item| item.has_comment) {
            return !is_list(&spec.kind);
        }
        choice
            .store_others
            .unwrap_or(self.survey.store_others_as_comment)
            || (choice.by_url.is_some() && !self.has_fetched(id))
    }

    pub(super) fn is_other_chosen(&self, id: Id) -> bool {
        let spec = self.spec(id);
        choice_of(&spec.kind).is_some_and(|choice| choice.other.is_some())
            && self
                .choices(id)
                .is_some_and(|choices| is_other(&choices.rendered))
    }

    /// The words beside "other".
    pub(super) fn other_words(&self, id: Id) -> Value {
        if self.keeps_other_beside(id) {
            self.comment_of(id)
        } else {
            self.choices(id)
                .map_or(Value::Undefined, |choices| choices.other.clone())
        }
    }

    pub(super) fn comment_of(&self, id: Id) -> Value {
        let Some(state) = self.state(id) else {
            return Value::Undefined;
        };
        let spec = self.spec(id);
        if spec.has_comment || state.choices.is_none() {
            return state.comment.clone();
        }
        match &state.choices {
            Some(choices) if is_truthy(&choices.other) => choices.other.clone(),
            _ if self.keeps_other_beside(id) => state.comment.clone(),
            Some(choices) => choices.other.clone(),
            None => state.comment.clone(),
        }
    }

    pub(super) fn is_chosen(&self, id: Id, offer: &Offer) -> bool {
        if offer_is(offer, Special::Other) {
            return self.is_other_chosen(id);
        }
        let spec = self.spec(id);
        match &spec.kind {
            Kind::Checkbox(_) | Kind::Tagbox(_) => self.is_in_rendered(id, &offer.value),
            Kind::Ranking(choice) => {
                !choice.select_to_rank || self.is_in_rendered(id, &offer.value)
            }
            Kind::ImagePicker(choice) => {
                let value = self.value_of(id);
                let has_image = offer.item().is_some_and(|item| !item.image_link.is_empty());
                has_image
                    && match &value {
                        Value::List(items) if choice.several => {
                            items.iter().any(|item| is_same(item, &offer.value))
                        }
                        value if !choice.several && !is_blank(value) => {
                            is_same(value, &offer.value)
                        }
                        _ => false,
                    }
            }
            _ => self
                .choices(id)
                .is_some_and(|choices| is_identical(&choices.rendered, &offer.value)),
        }
    }

    fn is_in_rendered(&self, id: Id, value: &Value) -> bool {
        self.choices(id).is_some_and(|choices| {
            choices
                .rendered
                .as_list()
                .is_some_and(|items| items.iter().any(|item| is_same(item, value)))
        })
    }

    /// The choice that a value stands for, among those that may be offered.
    fn find_active(&self, id: Id, value: &Value) -> Option<Offer> {
        find(&self.active_now(id, false), value).cloned()
    }

    fn is_unknown(&self, id: Id, value: &Value, filtered: bool) -> bool {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return false;
        };
        let value = unwrapped(&spec, choice, value);
        let is = |special: Special, written: &Option<Localized>| {
            written.is_some() && is_identical(&value, &special.value())
        };
        if is(Special::None, &choice.none)
            || is(Special::Refuse, &choice.refuse)
            || is(Special::DontKnow, &choice.dont_know)
        {
            return false;
        }
        let is_known = self
            .active_now(id, filtered)
            .iter()
            .filter(|offer| !filtered || offer.visible)
            .any(|offer| matches_value(offer, &value));
        if is_known {
            return false;
        }
        !self.is_known_to_namesakes(id, &value, filtered)
    }

    fn is_known_to_namesakes(&self, id: Id, value: &Value, filtered: bool) -> bool {
        let spec = self.spec(id);
        let Some(name) = &spec.value_name else {
            return false;
        };
        self.form.value_names.all(name).iter().any(|&other| {
            other != id
                && self
                    .active_now(other, filtered)
                    .iter()
                    .any(|offer| (!filtered || offer.visible) && matches_value(offer, value))
        })
    }

    /// Whether an item of a value is not offered. `may_be_other`: "other" itself counts as offered.
    fn has_unknown_item(
        &self,
        id: Id,
        value: &Value,
        may_be_other: bool,
        filtered: bool,
        even_empty: bool,
    ) -> bool {
        let spec = self.spec(id);
        let value = match choice_of(&spec.kind) {
            Some(choice) => unwrapped(&spec, choice, value),
            None => value.clone(),
        };
        if !even_empty && is_blank(&value) {
            return false;
        }
        if may_be_other && is_other(&value) {
            return false;
        }
        self.is_unknown(id, &value, filtered)
    }

    pub(super) fn has_unknown(
        &self,
        id: Id,
        value: &Value,
        may_be_other: bool,
        filtered: bool,
    ) -> bool {
        match value {
            Value::List(items) => items
                .iter()
                .any(|item| self.has_unknown_item(id, item, may_be_other, filtered, false)),
            value => self.has_unknown_item(id, value, may_be_other, filtered, false),
        }
    }

    /// A value as it is recorded: the choice's own, so that `"1"` becomes 1 where 1 is offered.
    pub(super) fn value_from_data(&self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        if choice_of(&spec.kind).is_none() {
            return value;
        }
        if !is_list(&spec.kind) {
            return match self.find_active(id, &value) {
                Some(offer) => own_value(&offer, &value, false),
                None => value,
            };
        }
        match &value {
            Value::List(items) => {
                Value::list(
                    items
                        .iter()
                        .map(|item| match find(self.shown_choices(id), item) {
                            Some(offer) => own_value(offer, item, true),
                            None => item.clone(),
                        }),
                )
            }
            value if is_truthy(value) => Value::list([match self.find_active(id, value) {
                Some(offer) => own_value(&offer, value, false),
                None => value.clone(),
            }]),
            _ => value,
        }
    }

    pub(super) fn choice_to_data(&self, spec: &Question, choice: &Choice, value: Value) -> Value {
        if matches!(spec.kind, Kind::ImagePicker(_)) || is_empty(&value) {
            return value;
        }
        if !is_list(&spec.kind) {
            return match &value {
                Value::List(items) => items.first().cloned().unwrap_or_default(),
                _ => value,
            };
        }
        let list = match value {
            Value::List(items) => items,
            single => Rc::new(vec![single]),
        };
        match named_by(spec, choice) {
            Some(name) => Value::list(list.iter().map(|item| wrapped(item, &name))),
            None => Value::List(list),
        }
    }

    /// Before a value is given to a question that offers choices; `None` if it is what it has.
    pub(super) fn prepare_choice(&mut self, id: Id, value: Value) -> Option<Value> {
        let spec = self.spec(id);
        let value = self.value_from_data(id, value);
        self.keep_for_list(id, &value);
        if !is_list(&spec.kind) {
            return Some(value);
        }
        let is_clearing = self
            .choices(id)
            .is_some_and(|choices| choices.clearing_incorrect);
        if !is_clearing && let Some(choices) = self.choices_mut(id) {
            choices.invisible_values.clear();
        }
        let list = |value: Value| {
            if is_truthy(&value) {
                value
            } else {
                Value::list([])
            }
        };
        let new = list(value);
        let old = list(self.value_of(id));
        if is_same(&old, &new) {
            return None;
        }
        Some(self.with_one_exclusive(id, &old, new))
    }

    /// "None" and its like exclude all else: whichever came last counts.
    fn with_one_exclusive(&self, id: Id, old: &Value, new: Value) -> Value {
        let (Some(old), Value::List(items)) = (old.as_list(), &new) else {
            return new;
        };
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return new;
        };
        let plain = |item: &Value| unwrapped(&spec, choice, item);
        if old.len() == items.len()
            && old
                .iter()
                .zip(items.iter())
                .all(|(one, other)| is_identical(&plain(one), &plain(other)))
        {
            return new;
        }
        let exclusive: Vec<Value> = self
            .shown_choices(id)
            .iter()
            .filter(|offer| offer.is_exclusive())
            .map(|offer| offer.value.clone())
            .collect();
        if exclusive.is_empty() {
            return new;
        }
        let last = |list: &[Value], wanted: &[Value]| {
            list.iter().enumerate().rev().find_map(|(place, item)| {
                let item = plain(item);
                wanted
                    .iter()
                    .find(|value| is_identical(value, &item))
                    .map(|value| (place, value.clone()))
            })
        };
        let mut kept = (**items).clone();
        match (last(old, &exclusive), last(items, &exclusive)) {
            (Some((_, before)), Some((place, now))) if is_identical(&before, &now) => {
                // `items` holds what stands at that place.
                kept.remove(place);
            }
            (Some((_, before)), _) => {
                if let Some((place, _)) = last(items, &[before])
                    && place + 1 < kept.len()
                {
                    kept.remove(place);
                }
            }
            (None, Some((_, now))) if kept.len() > 1 => {
                kept = vec![match named_by(&spec, choice) {
                    Some(name) => wrapped(&now, &name),
                    None => now,
                }];
            }
            _ => {}
        }
        Value::list(kept)
    }

    /// Takes over a value of its own, with what is shown for it.
    pub(super) fn set_choice_value(&mut self, id: Id, value: Value) {
        if is_same(&self.value_of(id), &value) {
            return;
        }
        let rendered = self.rendered_from_data(id, value.clone());
        if let Some(choices) = self.choices_mut(id) {
            choices.rendered = in_place_of(&choices.rendered, rendered);
        }
        self.store_value(id, value);
        self.update_dependents(id);
        let spec = self.spec(id);
        if !spec.has_comment
            && !self.is_other_chosen(id)
            && is_truthy(&self.other_words(id))
            && let Some(state) = self.state_mut(id)
        {
            state.comment = Value::Undefined;
            if let Some(choices) = &mut state.choices {
                choices.comment_to_empty = true;
                choices.other = Value::Undefined;
            }
        }
    }

    pub(super) fn empty_comment_if_due(&mut self, id: Id) {
        let is_due = self
            .choices_mut(id)
            .is_some_and(|choices| std::mem::take(&mut choices.comment_to_empty));
        if is_due {
            self.record_comment(id, Value::text(""));
        }
    }

    /// What is shown for a value: "other" in the place of what is not offered.
    fn rendered_from_data(&mut self, id: Id, value: Value) -> Value {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return value;
        };
        let value = match &value {
            Value::List(items) if is_list(&spec.kind) => {
                Value::list(items.iter().map(|item| unwrapped(&spec, choice, item)))
            }
            Value::Object(object) => match object.get("value") {
                Some(inner)
                    if !is_blank(inner) && find(self.shown_choices(id), inner).is_some() =>
                {
                    inner.clone()
                }
                _ => value,
            },
            _ => value,
        };
        if self.keeps_other_beside(id) || choice.other.is_none() {
            return value;
        }
        if is_list(&spec.kind) {
            let Value::List(items) = &value else {
                return Value::list([]);
            };
            if !self.offers_choices(id) {
                return value;
            }
            for (place, item) in items.iter().enumerate() {
                if is_other(item) {
                    return value;
                }
                if self.has_unknown_item(id, item, true, false, false) {
                    self.set_other_words(id, item.clone());
                    let mut items = (**items).clone();
                    items[place] = Value::text(OTHER);
                    return Value::list(items);
                }
            }
            return value;
        }
        if !self.has_unknown(id, &value, true, false) {
            return self.value_from_data(id, value);
        }
        self.set_other_words(id, value);
        Value::text(OTHER)
    }

    pub(super) fn set_other_words(&mut self, id: Id, words: Value) {
        let words = if is_blank(&words) {
            Value::text("")
        } else {
            words
        };
        let is_busy = self
            .choices(id)
            .is_some_and(|choices| choices.setting_comment);
        if is_busy || is_identical(&self.other_words(id), &words) {
            return;
        }
        let old = self.other_words(id);
        if let Some(choices) = self.choices_mut(id) {
            choices.setting_comment = true;
            choices.previous_other = old;
        }
        if self.keeps_other_beside(id) {
            self.set_new_comment(id, words);
        } else {
            if let Some(choices) = self.choices_mut(id) {
                choices.other = words;
            }
            if self.is_other_chosen(id) {
                let value = self.value_with_words(id);
                self.give(id, value);
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.setting_comment = false;
        }
        self.update_dependents(id);
    }

    /// What is recorded for what is shown: the words in the place of "other", unless they are the value of a choice.
    fn value_with_words(&self, id: Id) -> Value {
        let Some(choices) = self.choices(id) else {
            return Value::Undefined;
        };
        let rendered = choices.rendered.clone();
        let words = choices.other.clone();
        if self.keeps_other_beside(id) || !is_truthy(&words) || is_blank(&words) {
            return rendered;
        }
        match &rendered {
            Value::List(items) => Value::list(items.iter().map(|item| {
                if is_other(item) {
                    words.clone()
                } else {
                    item.clone()
                }
            })),
            value if is_other(value) => words,
            _ => rendered,
        }
    }

    pub(super) fn update_choice_from_data(&mut self, id: Id, value: &Value, clear: bool) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        let mut value = value.clone();
        let mut words = Value::Undefined;
        let has_active = self
            .choices(id)
            .is_some_and(|choices| !choices.active.is_empty());
        let is_waiting = self
            .list(id)
            .is_some_and(super::choices_by_url::ListState::is_running);
        if choice.other.is_some() && has_active && !is_waiting && self.keeps_other_beside(id) {
            let is_other_itself = match &value {
                Value::List(items) => items.iter().any(is_other),
                value => is_other(value),
            };
            if self.has_unknown(id, &value, false, true) && !is_other_itself {
                (words, value) = self.split_other(id, value);
            } else {
                words = self.comment_in_data(id);
            }
        }
        self.update_base(id, &value, clear);
        self.keep_while_waiting(id);
        if is_truthy(&words) {
            if let Some(state) = self.state_mut(id) {
                state.updating = true;
            }
            self.set_new_comment(id, words);
            if let Some(state) = self.state_mut(id) {
                state.updating = false;
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.invisible_values.clear();
        }
        if matches!(spec.kind, Kind::Ranking(_))
            && !is_empty(&value)
            && let Some(choices) = self.choices_mut(id)
        {
            choices.set_by_user = true;
        }
    }

    /// What is not offered becomes "other" with words.
    fn split_other(&self, id: Id, value: Value) -> (Value, Value) {
        let spec = self.spec(id);
        if !is_list(&spec.kind) {
            return (value, Value::text(OTHER));
        }
        let Value::List(items) = &value else {
            return (Value::Undefined, value);
        };
        let unknown = items
            .iter()
            .position(|item| self.has_unknown_item(id, item, false, false, false));
        match unknown {
            Some(place) => {
                let words = items[place].clone();
                let mut items = (**items).clone();
                items[place] = Value::text(OTHER);
                (words, Value::list(items))
            }
            None => (Value::Undefined, value),
        }
    }

    /// A default that is not offered becomes "other" with words.
    pub(super) fn give_default_choice(&mut self, id: Id, value: Value) {
        let spec = self.spec(id);
        let has_other = choice_of(&spec.kind).is_some_and(|choice| choice.other.is_some());
        if is_blank(&value) || !has_other || !self.has_unknown(id, &value, true, true) {
            self.give(id, value);
            return;
        }
        match &value {
            // Where nothing but "other" is offered, all is kept until there are choices.
            Value::List(items) if is_list(&spec.kind) && !self.offers_choices(id) => {
                let items = (**items).clone();
                self.give(id, value);
                if let Some(choices) = self.choices_mut(id) {
                    choices.invisible_values.extend(items);
                }
            }
            Value::List(items) if is_list(&spec.kind) => {
                let mut kept = Vec::new();
                let mut words = Value::Undefined;
                for item in items.iter() {
                    if !self.has_unknown_item(id, item, false, true, false) {
                        kept.push(item.clone());
                    } else if !is_truthy(&words) {
                        words = item.clone();
                        kept.push(Value::text(OTHER));
                    }
                }
                self.set_rendered(id, Value::list(kept));
                self.set_other_words(id, words);
            }
            _ => {
                let rendered = if is_list(&spec.kind) {
                    value.clone()
                } else {
                    Value::text(OTHER)
                };
                self.set_rendered(id, rendered);
                self.set_other_words(id, value);
            }
        }
    }

    fn offers_choices(&self, id: Id) -> bool {
        self.shown_choices(id)
            .iter()
            .any(|offer| !offer.is_special())
    }

    /// Takes over what a respondent chose, "other" among it.
    pub(super) fn choose(&mut self, id: Id, rendered: Value) {
        if let Some(choices) = self.choices_mut(id) {
            choices.rendered = in_place_of(&choices.rendered, rendered);
        }
        let value = self.value_with_words(id);
        if !is_same(&value, &self.value_of(id)) {
            self.give(id, value);
        }
    }

    fn set_rendered(&mut self, id: Id, rendered: Value) {
        if let Some(choices) = self.choices_mut(id) {
            choices.rendered = in_place_of(&choices.rendered, rendered.clone());
        }
        if !self.is_read_only(id) && !is_same(&rendered, &self.value_of(id)) {
            self.give(id, rendered);
        }
    }

    // What is no longer offered is no longer chosen.

    pub(super) fn clear_incorrect(&mut self, id: Id) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        if choice.allow_custom
            || self
                .form
                .value_names
                .all(super::form::value_name(&spec))
                .len()
                > 1
            || self.list(id).is_some_and(|list| !list.is_settled())
            || (choice.by_url.is_some() && !self.has_fetched(id))
        {
            return;
        }
        if let Kind::ImagePicker(choice) = &spec.kind
            && choice.several
        {
            self.clear_incorrect_images(id);
            return;
        }
        let has_invisible = self
            .choices(id)
            .is_some_and(|choices| !choices.invisible_values.is_empty());
        if self.is_empty_question(id) && !(is_list(&spec.kind) && has_invisible) {
            return;
        }
        if is_list(&spec.kind) {
            self.clear_incorrect_items(id);
        } else if self.is_cleared_as_unknown(id, &self.value_of(id)) {
            self.clear_value(id, true);
        }
    }

    fn is_cleared_as_unknown(&self, id: Id, value: &Value) -> bool {
        if !self.keeps_other_beside(id) && self.is_other_chosen(id) {
            return false;
        }
        match value {
            Value::List(items) => items
                .iter()
                .any(|item| self.has_unknown_item(id, item, true, true, true)),
            value => self.has_unknown_item(id, value, true, true, true),
        }
    }

    fn clear_incorrect_images(&mut self, id: Id) {
        let value = self.value_of(id);
        let Value::List(items) = &value else {
            if is_truthy(&value) {
                self.clear_value(id, true);
            }
            return;
        };
        if items.is_empty() {
            self.clear_value(id, true);
            return;
        }
        let kept: Vec<Value> = items
            .iter()
            .filter(|item| !self.has_unknown(id, item, true, true))
            .cloned()
            .collect();
        if kept.len() == items.len() {
            return;
        }
        if kept.is_empty() {
            self.clear_value(id, true);
        } else {
            self.give(id, Value::list(kept));
        }
    }

    fn clear_incorrect_items(&mut self, id: Id) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        let value = self.value_of(id);
        let restored = self.restored_values(id);
        if !is_truthy(&value) && restored.is_empty() {
            return;
        }
        let mut items: Vec<Value> = value.as_list().map(<[Value]>::to_vec).unwrap_or_default();
        if items.is_empty() {
            self.while_clearing(id, |session| session.clear_value(id, true));
            if restored.is_empty() {
                return;
            }
        }
        let mut kept = Vec::new();
        let mut has_changed = !restored.is_empty();
        for item in items.drain(..) {
            let plain = unwrapped(&spec, choice, &item);
            if self.is_cleared_as_unknown(id, &plain) {
                has_changed = true;
                if let Some(choices) = self.choices_mut(id) {
                    choices.invisible_values.push(item);
                }
            } else {
                kept.push(item);
            }
        }
        kept.extend(restored);
        if !has_changed {
            return;
        }
        self.while_clearing(id, |session| {
            if kept.is_empty() {
                session.clear_value(id, true);
            } else {
                session.give(id, Value::list(kept));
            }
        });
    }

    fn while_clearing(&mut self, id: Id, act: impl FnOnce(&mut Self)) {
        if let Some(choices) = self.choices_mut(id) {
            choices.clearing_incorrect = true;
        }
        act(self);
        if let Some(choices) = self.choices_mut(id) {
            choices.clearing_incorrect = false;
        }
    }

    /// Values that were chosen before their choice was hidden, and whose choice is back.
    fn restored_values(&mut self, id: Id) -> Vec<Value> {
        let Some(choices) = self.choices(id) else {
            return Vec::new();
        };
        let mut left = choices.invisible_values.clone();
        let mut restored = Vec::new();
        if left.is_empty() {
            return restored;
        }
        for offer in &choices.visible {
            if offer_is(offer, Special::SelectAll) {
                continue;
            }
            if let Some(place) = left.iter().position(|value| is_alike(value, &offer.value)) {
                if !self.is_chosen(id, offer) {
                    restored.push(offer.value.clone());
                }
                left.remove(place);
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.invisible_values = left;
        }
        restored
    }

    /// Words beside an "other" that is not chosen any more.
    pub(super) fn clear_unused_words(&mut self, id: Id) {
        let spec = self.spec(id);
        if choice_of(&spec.kind).is_some()
            && !self.is_other_chosen(id)
            && is_truthy(&self.other_words(id))
        {
            self.set_other_words(id, Value::text(""));
        }
    }

    /// All that is offered has its place in a ranking.
    pub(super) fn sync_ranking(&mut self, id: Id) {
        let spec = self.spec(id);
        let Kind::Ranking(choice) = &spec.kind else {
            return;
        };
        if choice.select_to_rank || self.is_empty_question(id) {
            return;
        }
        let offered: Vec<Value> = self
            .shown_choices(id)
            .iter()
            .map(|offer| offer.value.clone())
            .collect();
        let value = self.value_of(id);
        let mut ranked: Vec<Value> = Vec::new();
        for item in value.as_list().unwrap_or_default() {
            if offered.iter().any(|offer| is_same_choice(offer, item))
                && !ranked.iter().any(|known| is_identical(known, item))
            {
                ranked.push(item.clone());
            }
        }
        for offer in offered {
            if !ranked.iter().any(|known| is_identical(known, &offer)) {
                ranked.push(offer);
            }
        }
        let ranked = Value::list(ranked);
        if !is_same(&value, &ranked) {
            self.give(id, ranked);
        }
    }

    /// The text of a choice in the respondent's language.
    pub(super) fn choice_text(&self, id: Id, offer: &Offer) -> Rc<str> {
        let locale = self.locale();
        match &offer.from {
            From::Special(special) => {
                let spec = self.spec(id);
                let written = choice_of(&spec.kind).and_then(|choice| match special {
                    Special::SelectAll => choice.select_all.as_ref(),
                    Special::None => choice.none.as_ref(),
                    Special::Refuse => choice.refuse.as_ref(),
                    Special::DontKnow => choice.dont_know.as_ref(),
                    Special::Other => choice.other.as_ref(),
                });
                match written.and_then(|written| written.find(locale)) {
                    Some(text) => self.piped_for(Subject::Choice(id, &offer.value), &text),
                    None => self.texts().get(special.key()).into(),
                }
            }
            From::Elsewhere(text) => match text.find(locale) {
                Some(text) => text,
                None => plain_words(&offer.value).into(),
            },
            From::Written(..) | From::Fetched(_) => offer
                .item()
                .and_then(|item| item.text.find(locale))
                .map(|text| self.piped_for(Subject::Choice(id, &offer.value), &text))
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| plain_words(&offer.value).into()),
        }
    }

    /// The text of the choice that a value stands for.
    pub(super) fn text_of_value(&self, id: Id, value: &Value) -> Option<Rc<str>> {
        if is_other(value) {
            let words = self.other_words(id);
            if is_truthy(&words) {
                return Some(plain_words(&words).into());
            }
            let other = Offer {
                value: Value::text(OTHER),
                from: From::Special(Special::Other),
                visible: true,
                enabled: true,
            };
            return Some(self.choice_text(id, &other));
        }
        find(self.shown_choices(id), value).map(|offer| self.choice_text(id, offer))
    }

    /// What a list that is the answer itself reads as: what is offered of it, and all of it if nothing is.
    pub(super) fn texts_of_chosen(&self, id: Id, items: &[Value]) -> Vec<Rc<str>> {
        let spec = self.spec(id);
        let is_own =
            is_list(&spec.kind) && is_same(&self.value_of(id), &Value::list(items.to_vec()));
        let rendered = self.choices(id).map(|choices| choices.rendered.clone());
        let Some(Value::List(rendered)) = rendered.filter(|_| is_own) else {
            return Vec::new();
        };
        let texts: Vec<Rc<str>> = rendered
            .iter()
            .filter_map(|item| find(self.shown_choices(id), item))
            .enumerate()
            .map(|(place, offer)| {
                if offer_is(offer, Special::Other) {
                    let beside = items.get(place).filter(|_| spec.has_comment);
                    let words = beside.cloned().unwrap_or_else(|| self.comment_of(id));
                    if is_truthy(&words) {
                        return plain_words(&words).into();
                    }
                }
                self.choice_text(id, offer)
            })
            .collect();
        if texts.is_empty() && !matches!(spec.kind, Kind::Tagbox(_)) {
            return rendered
                .iter()
                .map(|item| super::wording::js_text(item).into())
                .collect();
        }
        texts
    }
}

fn numbers(choice: &Choice) -> Vec<Offer> {
    const MAX_NUMBERS: usize = 10_000;
    let step = if choice.choices_step > 0.0 {
        choice.choices_step
    } else {
        1.0
    };
    let mut offers = Vec::new();
    let mut number = choice.choices_min;
    while number <= choice.choices_max && offers.len() < MAX_NUMBERS {
        offers.push(Offer {
            value: Value::Number(number),
            from: From::Elsewhere(Localized::default()),
            visible: true,
            enabled: true,
        });
        number += step;
    }
    offers
}

fn offer_is(offer: &Offer, special: Special) -> bool {
    matches!(offer.from, From::Special(found) if found == special)
}

pub(super) fn is_other(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().any(|item| item.as_text() == Some(OTHER)),
        value => value.as_text() == Some(OTHER),
    }
}

/// Whether the answer is a list of what was chosen, whatever is offered.
pub(super) fn is_list(kind: &Kind) -> bool {
    matches!(kind, Kind::Checkbox(_) | Kind::Tagbox(_) | Kind::Ranking(_))
}

/// Whether several choices may be chosen.
pub(super) fn takes_several(kind: &Kind) -> bool {
    is_list(kind) || matches!(kind, Kind::ImagePicker(choice) if choice.several)
}

pub(super) fn find<'o>(offers: &'o [Offer], value: &Value) -> Option<&'o Offer> {
    let value = match value.get("value") {
        inner if !is_blank(inner) => inner,
        _ => value,
    };
    let is_nothing = is_empty(value);
    offers
        .iter()
        .find(|offer| (is_nothing && is_empty(&offer.value)) || is_same_choice(&offer.value, value))
}

fn matches_value(offer: &Offer, value: &Value) -> bool {
    let value = match value.get("value") {
        inner if !is_blank(inner) => inner,
        _ => value,
    };
    (is_empty(value) && is_empty(&offer.value)) || is_same_choice(&offer.value, value)
}

/// A choice's own value; with the words beside it, if it keeps any.
fn own_value(offer: &Offer, value: &Value, even_without_words: bool) -> Value {
    let has_field = offer.item().is_some_and(|item| item.has_comment);
    let Value::Object(object) = value else {
        return offer.value.clone();
    };
    let words = object.get("comment").cloned().unwrap_or_default();
    if has_field && (even_without_words || !is_empty(&words)) {
        let mut kept = Object::new();
        kept.set("value", offer.value.clone());
        if !is_empty(&words) {
            kept.set("comment", words);
        }
        return kept.into();
    }
    offer.value.clone()
}

/// The member that an answer's items are recorded under, if they are objects.
fn named_by(spec: &Question, choice: &Choice) -> Option<Rc<str>> {
    if !is_list(&spec.kind) {
        return None;
    }
    choice.value_property.clone().or_else(|| {
        choice
            .items
            .iter()
            .any(|item| item.has_comment)
            .then(|| "value".into())
    })
}

fn wrapped(item: &Value, name: &Rc<str>) -> Value {
    if item
        .as_object()
        .is_some_and(|object| object.get(name).is_some())
    {
        return item.clone();
    }
    Value::object([(name.clone(), item.clone())])
}

fn unwrapped(spec: &Question, choice: &Choice, item: &Value) -> Value {
    match named_by(spec, choice) {
        Some(name) => match item {
            Value::Object(object) => object.get(&name).cloned().unwrap_or_default(),
            _ => item.clone(),
        },
        None => item.clone(),
    }
}

fn plain_words(value: &Value) -> String {
    super::wording::plain_text(value).unwrap_or_default()
}

/// Texts that begin alike and go on with numbers are in the order of the numbers.
fn compare_texts(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return one.is_empty() && !other.is_empty();
    }
    let same = one
        .char_indices()
        .zip(other.chars())
        .find(|((_, a), b)| a != b || a.is_ascii_digit());
    if let Some(((place, a), b)) = same
        && a.is_ascii_digit()
        && b.is_ascii_digit()
    {
        let number = |text: &str| -> f64 {
            let digits: String = text[place..]
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            crate::value::read_number(&digits).unwrap_or(0.0)
        };
        let (first, second) = (number(one), number(other));
        if first != second {
            return first < second;
        }
    }
    one < other
}

impl Session {
    /// An item of an answer as choices are compared with it.
    pub(super) fn unwrapped_item(&self, id: Id, item: &Value) -> Value {
        let spec = self.spec(id);
        match choice_of(&spec.kind) {
            Some(choice) => unwrapped(&spec, choice, item),
            None => item.clone(),
        }
    }

    /// Whether something that excludes all else is chosen.
    pub(super) fn is_exclusive_chosen(&self, id: Id) -> bool {
        self.shown_choices(id)
            .iter()
            .any(|offer| offer.is_exclusive() && self.is_chosen(id, offer))
    }

    /// Whether words that have to be written beside a choice are missing.
    pub(super) fn lacks_words(&self, id: Id) -> bool {
        self.shown_choices(id).iter().any(|offer| {
            if !self.is_chosen(id, offer) {
                return false;
            }
            if offer_is(offer, Special::Other) {
                return !is_truthy(&self.other_words(id));
            }
            offer
                .item()
                .is_some_and(|item| item.has_comment && item.comment_required)
                && self.words_beside(id, offer).is_empty()
        })
    }

    pub(super) fn words_beside(&self, id: Id, offer: &Offer) -> Rc<str> {
        let value = self.value_of(id);
        let items = match &value {
            Value::List(items) => items.to_vec(),
            single => vec![single.clone()],
        };
        let words = items
            .iter()
            .find(|item| is_same_choice(item.get("value"), &offer.value))
            .map(|item| item.get("comment").clone());
        match words {
            Some(Value::Text(words)) => words,
            _ => "".into(),
        }
    }
}
