use super::choice::{ChoiceItem, ITEM};
use crate::definition::class::{Class, Property, Shape};
use crate::definition::conform::localized;
use crate::definition::limits::MAX_ITEMS;
use crate::definition::options::words;
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, concat, escape, meaning};
use crate::definition::{Condition, Localized, Order};
use crate::value::{Object, Value};

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

pub(in crate::definition) static MATRIX: Class = Class {
    name: "matrix",
    parent: Some(&QUESTION),
    properties: &[
        Property("columns", Shape::Items(&COLUMN, MAX_ITEMS)),
        Property("rows", Shape::Items(&ITEM, MAX_ITEMS)),
        Property("cells", Shape::Open),
        Property("rowOrder|rowsOrder", Shape::OneOf(words::ORDERS)),
        Property("eachRowRequired|isAllRowRequired", Shape::Flag),
        Property("eachRowUnique", Shape::Flag),
        Property("hideIfRowsEmpty", Shape::Flag),
        Property("rowsVisibleIf", Shape::Expression),
        Property("columnsVisibleIf", Shape::Expression),
        Property("cellType", Shape::OneOf(&["radio", "checkbox"])),
        Property("showHeader", Shape::Flag),
        Property("displayMode", Shape::OneOf(&["auto", "table", "list"])),
        Property("columnMinWidth", Shape::Layout),
        Property("rowTitleWidth", Shape::Layout),
        Property("verticalAlign", Shape::Layout),
        Property("alternateRows", Shape::Layout),
        Property("cellComponent", Shape::Layout),
    ],
};

static COLUMN: Class = Class {
    name: "matrixcolumn",
    parent: Some(&ITEM),
    properties: &[Property("isExclusive", Shape::Flag)],
};

impl Matrix {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        Self {
            columns: ChoiceItem::read_list(reader, "columns"),
            rows: ChoiceItem::read_list(reader, "rows"),
            cells: read_cells(reader),
            row_order: meaning(&Order::ALL, reader.word("rowOrder")),
            each_row_required: reader.flag("eachRowRequired", false),
            each_row_unique: reader.flag("eachRowUnique", false),
            hide_if_rows_empty: reader.flag("hideIfRowsEmpty", false),
            rows_visible_if: reader.condition("rowsVisibleIf"),
            columns_visible_if: reader.condition("columnsVisibleIf"),
            several: reader.word("cellType") == 1,
            show_header: reader.flag("showHeader", true),
        }
    }
}

fn read_cells(reader: &Reader) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (row, columns) in reader
        .open_members("cells")
        .into_iter()
        .flat_map(Object::iter)
    {
        for (column, text) in columns.as_object().into_iter().flat_map(Object::iter) {
            let place = concat(&["cells/", &escape(row), "/", &escape(column)]);
            cells.push(Cell {
                row: row.clone().into(),
                column: column.clone().into(),
                text: localized(reader, &place, text).unwrap_or_default(),
            });
        }
    }
    cells
}
