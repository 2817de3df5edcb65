//! Surveys that are tests: how many questions have a right answer, and how many were answered rightly.

use super::Session;
use super::form::Id;
use crate::definition::Kind;
use crate::value::Value;

impl Session {
    /// How many questions have a right answer, and how many were answered rightly.
    #[inline(never)]
    pub(super) fn quiz_counts(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        // Even where the only page, said to be a start page, is none.
        let first = usize::from(self.survey.first_page_is_start_page);
        for &page in self.form.pages.iter().skip(first) {
            if !self.is_shown_itself(page) {
                continue;
            }
            for id in self.form.questions_in(page) {
                self.count_quiz(id, &mut counts);
            }
        }
        counts
    }

    fn count_quiz(&self, id: Id, counts: &mut (usize, usize)) {
        let spec = self.spec(id);
        if !self.is_shown_itself(id)
            || !spec.has_answer()
            || matches!(spec.kind, Kind::Expression(_))
        {
            return;
        }
        let mut within = (0, 0);
        for entry in self.visible_entries(id) {
            for question in self.form.questions_in(entry) {
                self.count_quiz(question, &mut within);
            }
        }
        if within.0 > 0 {
            counts.0 += within.0;
            counts.1 += within.1;
            return;
        }
        let correct = self.right_answer(id);
        if super::equal::is_blank(&correct) {
            return;
        }
        let value = self.value_of(id);
        if let Kind::Matrix(matrix) = &spec.kind {
            for row in &matrix.rows {
                let name = super::wording::js_text(&row.value);
                let right = correct.get(&name);
                if super::equal::is_blank(right) {
                    continue;
                }
                counts.0 += 1;
                let given = value.get(&name);
                if !super::equal::is_blank(given) && super::equal::is_same(right, given) {
                    counts.1 += 1;
                }
            }
            return;
        }
        counts.0 += 1;
        let ignores_order = matches!(
            spec.kind,
            Kind::Checkbox(_) | Kind::Tagbox(_) | Kind::Ranking(_)
        );
        let equality = crate::expression::Equality {
            order_counts: !ignores_order,
            ..crate::expression::Equality::ORDERED
        };
        if !self.is_empty_question(id) && equality.holds(&value, &correct) {
            counts.1 += 1;
        }
    }

    /// Of a right answer what is offered at all.
    fn right_answer(&self, id: Id) -> Value {
        let spec = self.spec(id);
        let correct = self.value_to_data(id, spec.correct_answer.clone());
        let shown = self.shown_choices(id);
        if super::form::choice_of(&spec.kind).is_none() || shown.is_empty() {
            return correct;
        }
        let is_offered = |value: &Value| super::choices::find(shown, value).is_some();
        match &correct {
            Value::List(items) => {
                let kept: Vec<Value> = items
                    .iter()
                    .filter(|item| is_offered(item))
                    .cloned()
                    .collect();
                if kept.is_empty() {
                    Value::Undefined
                } else {
                    Value::list(kept)
                }
            }
            value if is_offered(value) => correct,
            _ => Value::Undefined,
        }
    }
}
