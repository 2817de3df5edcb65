//! The numbers before questions' titles.

use super::Session;
use super::form::{Id, Spec};
use crate::definition::{Kind, Question, ShowNumbers, TitleLocation};

/// Where a count stands: how many came before, and what the first is called.
#[derive(Clone)]
struct Count<'s> {
    before: usize,
    start: &'s str,
}

impl Session {
    /// Whether the document wants numbers before its questions.
    pub fn has_numbers(&self) -> bool {
        !matches!(
            self.survey.show_question_numbers,
            ShowNumbers::Off | ShowNumbers::Default
        )
    }

    /// The number of a question, if the document wants numbers.
    pub fn number_of(&self, id: Id) -> Option<String> {
        self.has_numbers()
            .then(|| self.number_on_page(id))
            .flatten()
    }

    #[inline(never)]
    fn number_on_page(&self, id: Id) -> Option<String> {
        let mode = self.survey.show_question_numbers;
        let start = &*self.survey.question_start_index;
        let mut count = Count { before: 0, start };
        for page in self.listed_pages() {
            if mode == ShowNumbers::OnPage {
                count.before = 0;
            }
            if let Some(number) = self.number_in(page, id, &mut count) {
                return Some(number);
            }
        }
        None
    }

    fn number_in(&self, within: Id, wanted: Id, count: &mut Count) -> Option<String> {
        let children = &self.form.item(within).children;
        children.iter().find_map(|&child| {
            let item = self.form.item(child);
            if !item.visible {
                return None;
            }
            let (mode, start) = match &item.spec {
                Spec::Question(question) => {
                    if has_number(question) {
                        if child == wanted {
                            return Some(numbered(count.before, count.start));
                        }
                        count.before += 1;
                    }
                    match &question.kind {
                        Kind::PanelDynamic(kind) => {
                            (kind.show_question_numbers, &*kind.question_start_index)
                        }
                        _ => return None,
                    }
                }
                Spec::Panel(panel) => (panel.show_question_numbers, &*panel.question_start_index),
                _ => return self.number_in(child, wanted, count),
            };
            // The panels of a dynamic panel are counted each by itself.
            let parts = match &item.spec {
                Spec::Question(_) => &item.children[..],
                _ => std::slice::from_ref(&child),
            };
            parts.iter().find_map(|&part| match mode {
                ShowNumbers::Off => None,
                ShowNumbers::OnPanel => {
                    self.number_in(part, wanted, &mut Count { before: 0, start })
                }
                _ => self.number_in(part, wanted, count),
            })
        })
    }
}

fn has_number(question: &Question) -> bool {
    let is_told = matches!(question.kind, Kind::Html(_) | Kind::Image(_));
    question.show_number && !is_told && question.title_location != TitleLocation::Hidden
}

/// What comes after `start` by so many, with the signs around it: `1.`, `b)`, `Q 12:`.
fn numbered(after: usize, start: &str) -> String {
    let is_digit = |sign: char| sign.is_ascii_digit();
    let has_digits = start.contains(is_digit);
    let counts = |sign: char| match has_digits {
        true => is_digit(sign),
        false => sign.is_alphabetic(),
    };
    let end = start
        .char_indices()
        .rev()
        .find(|(_, sign)| counts(*sign))
        .map_or(0, |(place, sign)| place + sign.len_utf8());
    let (head, tail) = start.split_at(end);
    let (around, first) = match has_digits {
        true => head.split_at(head.trim_end_matches(is_digit).len()),
        false => head.split_at(
            head.char_indices()
                .next_back()
                .map_or(0, |(place, _)| place),
        ),
    };
    let tail = match around.is_empty() && tail.is_empty() {
        true => ".",
        false => tail,
    };
    let number = match (first.parse::<usize>(), first.chars().next()) {
        (Ok(first), _) => (first.saturating_add(after)).to_string(),
        (Err(_), Some(letter)) if !has_digits => char::from_u32(letter as u32 + after as u32)
            .unwrap_or(letter)
            .to_string(),
        _ => (after + 1).to_string(),
    };
    [around, &number, tail].concat()
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_number_looks_like_the_first() {
        let check = |start: &str, after: usize, expected: &str| {
            assert_eq!(numbered(after, start), expected, "{start} {after}");
        };
        check("", 0, "1.");
        check("", 11, "12.");
        check("5", 1, "6.");
        check("a", 2, "c.");
        check("(A)", 1, "(B)");
        check("# 10:", 3, "# 13:");
        check("Q1", 1, "Q2");
        check("-", 0, "1-");
    }
}
