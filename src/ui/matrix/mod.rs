use super::choice::{Option, option};
use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::Matrix;
use crate::session::{Entry, ItemId};

/// With more columns their titles have no room beside each other: each row is a card.
const MOST_IN_A_TABLE: usize = 8;

/// A row of buttons for each row: a table where there is room, and else a card for each.
pub fn view(scene: &Scene, id: ItemId, matrix: &Matrix) -> Tag {
    let session = scene.session;
    let rows = session.rows(id, matrix);
    // Cells with texts of their own say what a header would.
    let is_wide = rows
        .first()
        .is_some_and(|row| row.cells.len() > MOST_IN_A_TABLE);
    let has_header = matrix.show_header && matrix.cells.is_empty() && !is_wide;
    let header = rows.first().filter(|_| has_header).map(|row| {
        let columns: Vec<Tag> = row
            .cells
            .iter()
            .map(|cell| tag("span").text(&cell.text))
            .collect();
        tag("div")
            .set("class", "header")
            .set("aria-hidden", "true")
            .key("")
            .child(tag("span"))
            .child(tag("div").set("class", "cells").child(columns))
    });
    let is_wrong = matrix.each_row_required && session.error_of(id).is_some();
    let views: Vec<Tag> = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            let is_missing = is_wrong && !row.cells.iter().any(|cell| cell.chosen);
            let missing = part_of(id, &["missing", &place.to_string()].concat());
            let cells: Vec<Tag> = row
                .cells
                .into_iter()
                .map(|cell| {
                    let name = row.name.clone();
                    option(&Option {
                        radio: !matrix.several,
                        name: part_of(id, &place.to_string()),
                        text: cell.text,
                        chosen: cell.chosen,
                        enabled: session.may_answer(id),
                        on_choose: scene.enters(id, move |_: ()| {
                            Entry::Cell(name.clone(), cell.value.clone())
                        }),
                    })
                })
                .collect();
            let legend = tag("legend").key("title").span(&row.text);
            let error = is_missing.then(|| {
                tag("p")
                    .set("class", "error")
                    .key("error")
                    .put("id", &missing)
                    .span(session.texts().get("error.required"))
            });
            tag("fieldset")
                .set(
                    "class",
                    if is_missing {
                        "row-of missing"
                    } else {
                        "row-of"
                    },
                )
                .key(&row.name)
                .put_some("aria-describedby", is_missing.then_some(&*missing))
                .child(legend)
                .child(tag("div").set("class", "cells").key("cells").child(cells))
                .child(error)
        })
        .collect();
    tag("div")
        .set("class", "rows")
        .flag("data-headed", has_header)
        .flag("data-wide", is_wide)
        .child(header)
        .child(views)
}
