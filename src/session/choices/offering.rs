//! What is offered: what is written, carried over from another question or fetched, as far as its conditions hold.

use crate::definition::{Choice, ChoicesFromMode, Condition, Kind, Localized};
use crate::expression::is_truthy;
use crate::session::Session;
use crate::session::choices::OTHER;
use crate::session::choices::find;
use crate::session::choices::is_list;
use crate::session::choices::is_other;
use crate::session::equal::{is_blank, is_identical, is_same_choice};
use crate::session::form::{From, Id, Offer, choice_of};
use crate::session::scope::Subject;
use crate::session::values::in_place_of;
use crate::session::wording::js_text;
use crate::value::Value;

impl Session {
    /// Makes what may be offered, for the first time.
    pub(in crate::session) fn init_choices(&mut self, id: Id) {
        let active = self.make_active(id);
        if let Some(choices) = self.choices_mut(id) {
            choices.active = active;
            choices.select_all_enabled = true;
            choices.other_enabled = true;
        }
    }

    /// Before its turn comes, a question offers nothing: what is set earlier finds no choices.
    pub(in crate::session) fn first_offer(&mut self, id: Id) {
        if let Some(choices) = self.choices_mut(id) {
            choices.is_loaded = true;
            self.running.first_offer_of = Some(id);
            self.refresh_choices(id);
            self.running.first_offer_of = None;
        }
    }

    /// All that may be offered, whatever conditions say.
    fn make_active(&self, id: Id) -> Vec<Offer> {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return Vec::new();
        };
        if let Some(from) = &choice.choices_from
            && let Some(source) = self.find_for(id, from)
        {
            if source == id {
                return Vec::new();
            }
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
                from: From::Elsewhere(match &other {
                    Value::Text(words) => Localized::plain(words.clone()),
                    _ => Localized::default(),
                }),
                ..Offer::of(Value::text(OTHER))
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
                // A number is no text.
                let text = match entry.get(&choice.choice_texts_from) {
                    Some(Value::Text(text)) => Localized::plain(text.clone()),
                    _ if matches!(value, Value::List(_) | Value::Object(_)) => {
                        Localized::plain(std::rc::Rc::from(js_text(&value)))
                    }
                    _ => Localized::default(),
                };
                Some(Offer {
                    from: From::Elsewhere(text),
                    ..Offer::of(value)
                })
            })
            .collect()
    }

    /// Where respondents may add choices, offers those of these values that are none yet.
    pub(in crate::session) fn offer_added(&mut self, id: Id, values: &[Value]) {
        if self.may_add_choices(id) {
            self.offer_also(id, values);
        }
    }

    /// The same for what a respondent chose, and what they added before.
    pub(in crate::session) fn offer_chosen(&mut self, id: Id, chosen: &Value) {
        if self.may_add_choices(id)
            && let Some(choices) = self.choices(id)
        {
            let values = [&choices.added, chosen.items()].concat();
            self.offer_also(id, &values);
        }
    }

    pub(in crate::session) fn may_add_choices(&self, id: Id) -> bool {
        choice_of(&self.spec(id).kind).is_some_and(|choice| choice.allow_custom)
    }

    #[inline(never)]
    fn offer_also(&mut self, id: Id, values: &[Value]) {
        self.set_added(id, Vec::new());
        let mut added: Vec<Value> = Vec::new();
        for value in values {
            let is_offered = find(self.shown_choices(id), value).is_some()
                || added.iter().any(|known| is_same_choice(known, value));
            if !is_blank(value) && !is_offered {
                added.push(value.clone());
            }
        }
        if !added.is_empty() {
            self.set_added(id, added);
        }
    }

    fn set_added(&mut self, id: Id, added: Vec<Value>) {
        if let Some(choices) = self.choices_mut(id) {
            choices.added = added;
        }
        self.show_choices(id);
    }

    /// Looks at the conditions of choices, rows, columns and rating values.
    pub(in crate::session) fn run_item_conditions(&mut self, id: Id) {
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

    pub(in crate::session) fn carries_over(&self, id: Id) -> bool {
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
    pub(super) fn active_now(&self, id: Id, filtered: bool) -> std::borrow::Cow<'_, [Offer]> {
        let active = self.choices(id).map_or(&[][..], |choices| &choices.active);
        let is_filtered = filtered && active.iter().any(|offer| !offer.visible);
        if self.carries_over(id) && !is_filtered {
            self.make_active(id).into()
        } else {
            active.into()
        }
    }

    /// Offers the choices that were fetched, or those that are written where there are none.
    pub(in crate::session) fn take_fetched(&mut self, id: Id, offers: Option<Vec<Offer>>) {
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
            // Mostly they come in the same order, and there may be thousands.
            let mut next = 0;
            for shown in choices
                .visible
                .iter_mut()
                .filter(|shown| !shown.is_special())
            {
                let is_it = |(value, _): &(Value, bool)| is_identical(value, &shown.value);
                let place = match flags.get(next) {
                    Some(flag) if is_it(flag) => Some(next),
                    _ => flags.iter().position(is_it),
                };
                if let Some(place) = place {
                    shown.enabled = flags[place].1;
                    next = place + 1;
                }
            }
        }
    }

    fn chosen_count(&self, id: Id) -> usize {
        self.value_of(id).as_list().map_or(0, <[Value]>::len)
    }

    /// What depends on the choices being what they are.
    pub(super) fn choices_changed(&mut self, id: Id) {
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

    pub(in crate::session) fn refresh_choices(&mut self, id: Id) {
        let active = self.active_now(id, true).into_owned();
        if let Some(choices) = self.choices_mut(id) {
            choices.active = active;
        }
        // Conditions of what is carried over are looked at with the rest of the conditions.
        self.show_choices(id);
        self.choices_changed(id);
    }

    /// Questions that offer this one's choices look at them again.
    pub(in crate::session) fn update_dependents(&mut self, id: Id) {
        let dependents = self.dependents(id);
        if dependents.is_empty() {
            return;
        }
        let is_busy = self
            .choices_mut(id)
            .is_some_and(|choices| std::mem::replace(&mut choices.updating_dependents, true));
        if is_busy {
            return;
        }
        for dependent in dependents {
            // Who has neither been offered nor given anything yet does not look at others.
            let looks = self.form.item(dependent).owner.is_some()
                || (!self.is_empty_question(dependent) && !is_list(&self.spec(dependent).kind))
                || self
                    .choices(dependent)
                    .is_some_and(|choices| choices.is_loaded);
            if dependent != id && looks && self.carries_over(dependent) {
                self.refresh_choices(dependent);
                self.clear_incorrect(dependent);
            }
        }
        if let Some(choices) = self.choices_mut(id) {
            choices.updating_dependents = false;
        }
    }

    /// Those that name it as the question whose choices they offer.
    fn dependents(&self, id: Id) -> Vec<Id> {
        let name = &self.spec(id).name;
        let carrying = self.form.carrying.iter();
        let mut found: Vec<Id> = carrying
            .filter(|(_, from)| from == name)
            .map(|&(dependent, _)| dependent)
            .collect();
        for &panels in &self.form.panels_carrying {
            for &entry in self.entries(panels) {
                self.form.each_question_in(entry, &mut |question| {
                    let spec = self.spec(question);
                    let from =
                        choice_of(&spec.kind).and_then(|choice| choice.choices_from.as_ref());
                    if from == Some(name) {
                        found.push(question);
                    }
                });
            }
        }
        found
    }

    pub(super) fn offers_choices(&self, id: Id) -> bool {
        self.shown_choices(id)
            .iter()
            .any(|offer| !offer.is_special())
    }
}

pub(super) fn numbers(choice: &Choice) -> Vec<Offer> {
    const MAX_NUMBERS: usize = 10_000;
    let step = if choice.choices_step > 0.0 {
        choice.choices_step
    } else {
        1.0
    };
    let mut offers = Vec::new();
    let mut number = choice.choices_min;
    while number <= choice.choices_max && offers.len() < MAX_NUMBERS {
        offers.push(Offer::of(Value::Number(number)));
        number += step;
    }
    offers
}
