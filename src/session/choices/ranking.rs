//! Rankings: everything that is offered has a place.

use crate::definition::Kind;
use crate::expression::is_truthy;
use crate::session::Session;
use crate::session::equal::{is_identical, is_same, is_same_choice};
use crate::session::form::Id;
use crate::value::Value;

impl Session {
    /// Where one choice is all there is, it is ranked first; what nobody ranked is not ranked when there are more.
    pub(super) fn rank_what_is_offered(&mut self, id: Id) {
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
            let is_news = !is_same(&self.value_of(id), &value);
            self.give(id, Value::list([]));
            self.store_value(id, value);
            if is_news {
                self.mark_impatient_readers(id);
            }
            return;
        }
        self.sync_ranking(id);
    }

    /// All that is offered has its place in a ranking.
    pub(in crate::session) fn sync_ranking(&mut self, id: Id) {
        if matches!(&self.spec(id).kind, Kind::Ranking(choice) if !choice.select_to_rank)
            && !self.is_empty_question(id)
        {
            self.rank_the_rest(id);
        }
    }

    #[inline(never)]
    fn rank_the_rest(&mut self, id: Id) {
        let offered: Vec<Value> = self
            .shown_choices(id)
            .iter()
            .map(|offer| offer.value.clone())
            .collect();
        let value = self.value_of(id);
        let mut ranked: Vec<Value> = Vec::new();
        for item in value.as_list().unwrap_or_default() {
            if offered.iter().any(|offer| is_same_choice(offer, item)) && !is_ranked(&ranked, item)
            {
                ranked.push(item.clone());
            }
        }
        for offer in offered {
            if !is_ranked(&ranked, &offer) {
                ranked.push(offer);
            }
        }
        let ranked = Value::list(ranked);
        if !is_same(&value, &ranked) {
            self.give(id, ranked);
        }
    }
}

/// A choice that is a list or an object is known by what it holds.
fn is_ranked(ranked: &[Value], item: &Value) -> bool {
    let is_whole = matches!(item, Value::List(_) | Value::Object(_));
    ranked
        .iter()
        .any(|known| is_identical(known, item) || (is_whole && is_same_choice(known, item)))
}
