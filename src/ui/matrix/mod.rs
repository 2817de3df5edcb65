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
            let texts = tag("div").set("class", "cells");
            let texts = cells.iter().fold(texts, |all, cell| all.span(&cell.text));
            // Each button is called by the same text.
            let heads = tag("div").key("heads").set("class", "heads");
            heads.set("aria-hidden", "true").child(texts)
        });
    let class = if heads.is_some() {
        "rows table"
    } else {
        "rows"
    };
    let mut rows = tag("div").set("class", class).child(heads);
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
