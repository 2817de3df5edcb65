use super::choice::ChoiceItem;
use crate::definition::limits::MAX_ITEMS;
use crate::definition::reader::Reader;
use crate::definition::{Condition, Localized, Order};
use crate::value::Value;

/// The same choice for each of several rows.
#[derive(Clone, Debug)]
pub struct Matrix {
    pub columns: Vec<ChoiceItem>,
    pub rows: Vec<ChoiceItem>,
    /// The texts of cells, by row and column; where there is one it stands beside the button.
    pub cells: Vec<Cell>,
    pub row_order: Order,
    pub each_row_required: bool,
    /// No two rows may have the same answer.
    pub each_row_unique: bool,
    pub hide_if_rows_empty: bool,
    pub rows_visible_if: Option<Condition>,
    pub columns_visible_if: Option<Condition>,
    /// Several columns may be chosen in a row.
    pub several: bool,
    pub show_header: bool,
}

#[derive(Clone, Debug)]
pub struct Cell {
    /// The row's value, or `default` for all rows.
    pub row: Value,
    pub column: Value,
    pub text: Localized,
}

impl Matrix {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        Self {
            columns: ChoiceItem::read_list(reader, "columns", MAX_ITEMS),
            rows: ChoiceItem::read_list(reader, "rows", MAX_ITEMS),
            cells: read_cells(reader),
            row_order: reader.one_of(
                "rowOrder|rowsOrder",
                &[("initial", Order::Initial), ("random", Order::Random)],
                Order::Initial,
            ),
            each_row_required: reader.flag("eachRowRequired|isAllRowRequired", false),
            each_row_unique: reader.flag("eachRowUnique", false),
            hide_if_rows_empty: reader.flag("hideIfRowsEmpty", false),
            rows_visible_if: reader.condition("rowsVisibleIf"),
            columns_visible_if: reader.condition("columnsVisibleIf"),
            several: reader.one_of("cellType", &[("radio", false), ("checkbox", true)], false),
            show_header: reader.flag("showHeader", true),
        }
    }
}

fn read_cells(reader: &Reader) -> Vec<Cell> {
    let Some(rows) = reader.object("cells") else {
        return Vec::new();
    };
    let mut cells = Vec::new();
    for (row, columns) in rows.members() {
        let Some(columns) = columns.as_object() else {
            continue;
        };
        for (column, text) in columns.iter() {
            cells.push(Cell {
                row: row.clone().into(),
                column: column.clone().into(),
                text: reader.localized_value(text),
            });
        }
    }
    cells
}
