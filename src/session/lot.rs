//! Orders by lot: who changes places with whom.

use super::Session;
use crate::value::sorted;

impl Session {
    /// For each place the number of the one that comes to stand there, the same after a reload.
    ///
    /// Those of one group change places among themselves; those of none stay where they are.
    #[inline(never)]
    pub(super) fn places_by_lot(&self, name: &str, groups: &[Option<&str>]) -> Vec<usize> {
        let mut chance = self.chance(&["shuffle:", name].concat());
        let mut places: Vec<usize> = (0..groups.len()).collect();
        let by_group = sorted(&places, &|one, other| groups[*one] < groups[*other]);
        for own in by_group.chunk_by(|one, other| groups[*one] == groups[*other]) {
            if own.first().is_none_or(|place| groups[*place].is_none()) {
                continue;
            }
            let mut shuffled = own.to_vec();
            chance.shuffle(&mut shuffled);
            for (place, taken) in own.iter().zip(shuffled) {
                places[*place] = taken;
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::collections::BTreeSet;

    use crate::definition::Kind;
    use crate::session::tests::session;
    use crate::session::{Session, View};
    use crate::value::Value;

    /// Two that stay, two of one category, and three of none, as a document lists them.
    const ITEMS: &str = r#""a", {"value": "b", "randomizeCategory": "x"}, {"value": "c", "randomize": false}, "d",
        {"value": "e", "randomizeCategory": "x"}, "f", {"value": "g", "randomize": false}"#;

    fn texts(list: &Value) -> Vec<String> {
        let texts = list.items().iter().filter_map(Value::as_text);
        texts.map(str::to_owned).collect()
    }

    /// With many seeds each of a group comes to stand in each place of the group, and nowhere else.
    fn check(document: &str, order: fn(&Session) -> Vec<String>) {
        let orders: BTreeSet<String> = (0..200)
            .map(|seed| order(&session(document, Some(seed))).concat())
            .collect();
        // Three may stand in six ways, two in two.
        assert_eq!(orders.len(), 12, "{orders:?}");
        for order in orders {
            let letters: Vec<char> = order.chars().collect();
            let of_places = |places: &[usize]| -> BTreeSet<char> {
                places.iter().map(|place| letters[*place]).collect()
            };
            assert_eq!((letters[2], letters[6]), ('c', 'g'), "{order}");
            assert_eq!(of_places(&[1, 4]), ['b', 'e'].into(), "{order}");
            assert_eq!(of_places(&[0, 3, 5]), ['a', 'd', 'f'].into(), "{order}");
        }
    }

    #[test]
    fn choices_change_places_within_their_category() {
        for kind in ["radiogroup", "dropdown", "checkbox", "ranking"] {
            let question = format!(
                r#"{{"type": "{kind}", "name": "q", "choicesOrder": "random", "choices": [{ITEMS}]}}"#
            );
            check(&format!(r#"{{"elements": [{question}]}}"#), |session| {
                let choices = session.snapshot().get("choices").unwrap().get("q").clone();
                let values = choices
                    .items()
                    .iter()
                    .map(|choice| choice.items()[0].clone());
                texts(&Value::list(values))
            });
        }
    }

    #[test]
    fn rows_change_places_within_their_category() {
        let document = format!(
            r#"{{"elements": [{{"type": "matrix", "name": "q", "rowOrder": "random", "columns": [1, 2], "rows": [{ITEMS}]}}]}}"#
        );
        check(&document, |session| {
            let View::Questions(parts) = session.view() else {
                panic!("no questions");
            };
            let id = parts[0].items[0];
            let Kind::Matrix(matrix) = &session.question(id).unwrap().kind else {
                panic!("no matrix");
            };
            let rows = session.rows(id, matrix);
            rows.iter().map(|row| row.name.to_string()).collect()
        });
    }

    #[test]
    fn questions_change_places_within_their_category() {
        let questions = ITEMS
            .replace("\"value\"", "\"name\"")
            .replace("\"a\"", "{\"name\": \"a\"}")
            .replace("\"d\"", "{\"name\": \"d\"}")
            .replace("\"f\"", "{\"name\": \"f\"}")
            .replace("{\"name\"", "{\"type\": \"text\", \"name\"");
        let document = format!(r#"{{"questionOrder": "random", "elements": [{questions}]}}"#);
        check(&document, |session| {
            texts(session.snapshot().get("visible").unwrap())
        });
    }
}
