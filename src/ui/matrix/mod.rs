use super::choice::{Option, option};
use super::ids::part_of;
use super::scene::Scene;
use super::tag::{Tag, tag};
use crate::definition::Matrix;
use crate::session::{Entry, ItemId};

/// A row of buttons for each row.
pub fn view(scene: &Scene, id: ItemId, matrix: &Matrix) -> Tag {
    let session = scene.session;
    let mut rows = tag("div").set("class", "rows");
    for (place, row) in session.rows(id, matrix).into_iter().enumerate() {
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
            .key(&row.name)
            .child(legend)
            .child(tag("div").set("class", "cells").child(cells));
        rows = rows.child(row);
    }
    rows
}
