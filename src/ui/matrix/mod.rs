use super::choice::{Option, option};
use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::Matrix;
use crate::session::{Entry, ItemId};

/// More columns than these make a table too narrow to read.
const MAX_TABLE_COLUMNS: usize = 7;

/// A group of buttons for each row; as a table where there is room, if all rows offer the same.
pub fn view(scene: &Scene, id: ItemId, matrix: &Matrix) -> Tag {
    let session = scene.session;
    let shown = session.rows(id, matrix);
    let heads = shown
        .first()
        .map(|row| &row.cells[..])
        .filter(|cells| matrix.show_header && cells.len() <= MAX_TABLE_COLUMNS)
        .filter(|cells| {
            shown.iter().all(|row| {
                let texts = row.cells.iter().map(|cell| &cell.text);
                texts.eq(cells.iter().map(|cell| &cell.text))
            })
        })
        .map(|cells| {
            let heads = tag("div").set("class", "heads cells");
            cells.iter().fold(heads, |heads, cell| heads.span(&cell.text))
        });
    let mut rows = match heads {
        Some(heads) => tag("div").set("class", "rows table").child(
            // Each button is called by the same text.
            tag("div")
                .key("heads")
                .set("aria-hidden", "true")
                .child(heads),
        ),
        None => tag("div").set("class", "rows"),
    };
    for (place, row) in shown.into_iter().enumerate() {
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
        let legend = tag("legend").span(&row.text);
        let row = tag("fieldset")
            .set("class", "row")
            .key(&["row", &*row.name].concat())
            .child(legend)
            .child(tag("div").set("class", "cells").child(cells));
        rows = rows.child(row);
    }
    rows
}
