//! In which order choices are shown.

use crate::definition::{ChoiceOrder, Kind};
use crate::session::Session;
use crate::session::choices::is_list;
use crate::session::form::{From, Id, Offer, Special, choice_of};
use crate::value::sorted;

impl Session {
    /// Puts the choices that are to be shown in their order, with the special ones.
    pub(in crate::session) fn show_choices(&mut self, id: Id) {
        let spec = self.spec(id);
        let Some(choice) = choice_of(&spec.kind) else {
            return;
        };
        let Some(choices) = self.choices(id) else {
            return;
        };
        let added: Vec<Offer> = choices.added.iter().cloned().map(Offer::of).collect();
        let all: Vec<&Offer> = added.iter().chain(&choices.active).collect();
        let mut shown: Vec<Offer> = shown_of(&all);
        match choice.order {
            ChoiceOrder::AsWritten => {}
            ChoiceOrder::Random => {
                let groups: Vec<_> = all.iter().map(|offer| offer.group_in_lot()).collect();
                let places = self.places_by_lot(&spec.name, &groups);
                shown = shown_of(&places.iter().map(|place| all[*place]).collect::<Vec<_>>());
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
    pub(in crate::session) fn sort_choices_again(&mut self) {
        for id in self.form.all_questions() {
            let is_sorted = choice_of(&self.spec(id).kind)
                .is_some_and(|choice| choice.order != ChoiceOrder::AsWritten);
            if is_sorted {
                self.show_choices(id);
                self.choices_changed(id);
            }
        }
    }
}

fn shown_of(offers: &[&Offer]) -> Vec<Offer> {
    let shown = offers.iter().filter(|offer| offer.visible);
    shown.copied().cloned().collect()
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
