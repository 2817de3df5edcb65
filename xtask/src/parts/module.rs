use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use wasmparser::{
    CompositeInnerType, ConstExpr, Data, DataKind, ElementItems, ElementKind, Export, FuncType,
    FunctionBody, GlobalType, KnownCustom, MemoryType, Name, Operator, Parser, Payload, TableType,
    TypeRef,
};

/// A module as wasm-bindgen makes it, taken apart.
#[derive(Default)]
pub struct Module<'m> {
    pub types: Vec<FuncType>,
    /// Types of functions, the imported ones first.
    pub functions: Vec<u32>,
    pub imported: usize,
    /// Names of functions; empty where there is none.
    pub names: Vec<&'m str>,
    pub tables: Vec<TableType>,
    pub memory: Option<MemoryType>,
    pub globals: Vec<GlobalType>,
    pub exports: Vec<Export<'m>>,
    pub start: Option<u32>,
    /// The functions in the first table, by their places.
    pub slots: Vec<(u32, u32)>,
    pub bodies: Vec<FunctionBody<'m>>,
    pub data: Vec<Segment<'m>>,
}

pub struct Segment<'m> {
    pub address: u32,
    pub bytes: &'m [u8],
}

/// What a function's instructions name by number.
#[derive(Default)]
pub struct Uses {
    pub functions: BTreeSet<u32>,
    pub globals: BTreeSet<u32>,
    /// Other tables than the first.
    pub tables: BTreeSet<u32>,
    /// Types of the functions that are called by their places in the first table.
    pub types_called: BTreeSet<u32>,
}

impl<'m> Module<'m> {
    pub fn read(module: &'m [u8]) -> Result<Self> {
        let mut read = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        for member in group?.into_types() {
                            let CompositeInnerType::Func(function) = member.composite_type.inner
                            else {
                                bail!("the module has a type that is no function's");
                            };
                            read.types.push(function);
                        }
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let TypeRef::Func(of_function) = import?.ty else {
                            bail!("the module imports something that is no function");
                        };
                        read.functions.push(of_function);
                        read.imported += 1;
                    }
                }
                Payload::FunctionSection(section) => {
                    for of_function in section {
                        read.functions.push(of_function?);
                    }
                }
                Payload::TableSection(section) => {
                    for table in section {
                        read.tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(section) => {
                    for memory in section {
                        read.memory = Some(memory?);
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        read.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(section) => {
                    read.exports = section.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::StartSection { func, .. } => read.start = Some(func),
                Payload::ElementSection(section) => {
                    for element in section {
                        let element = element?;
                        let ElementKind::Active {
                            table_index: None | Some(0),
                            offset_expr,
                        } = element.kind
                        else {
                            bail!("the module fills more than its first table");
                        };
                        let ElementItems::Functions(functions) = element.items else {
                            bail!("the module fills its table with something that is no function");
                        };
                        for (place, function) in (number(&offset_expr)?..).zip(functions) {
                            read.slots.push((place, function?));
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => read.bodies.push(body),
                Payload::DataSection(section) => {
                    for data in section {
                        read.data.push(Segment::read(data?)?);
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(parts) = section.as_known() {
                        for part in parts {
                            if let Name::Function(names) = part? {
                                read.names.resize(read.functions.len(), "");
                                for naming in names {
                                    let naming = naming?;
                                    read.names[naming.index as usize] = naming.name;
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        if read.names.is_empty() {
            bail!("the module's functions have no names");
        }
        Ok(read)
    }

    pub fn uses(&self, function: u32) -> Result<Uses> {
        let mut uses = Uses::default();
        let Some(place) = (function as usize).checked_sub(self.imported) else {
            return Ok(uses);
        };
        for operator in self.bodies[place].get_operators_reader()? {
            match operator? {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => {
                    uses.functions.insert(function_index);
                }
                Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                    uses.globals.insert(global_index);
                }
                Operator::CallIndirect {
                    type_index,
                    table_index: 0,
                } => {
                    uses.types_called.insert(type_index);
                }
                Operator::TableGet { table }
                | Operator::TableSet { table }
                | Operator::TableGrow { table }
                | Operator::TableSize { table }
                | Operator::TableFill { table } => {
                    uses.tables.insert(table);
                }
                _ => {}
            }
        }
        Ok(uses)
    }
}

impl<'m> Segment<'m> {
    fn read(data: Data<'m>) -> Result<Self> {
        let DataKind::Active { offset_expr, .. } = data.kind else {
            bail!("a segment has no address");
        };
        Ok(Self {
            address: number(&offset_expr)?,
            bytes: data.data,
        })
    }
}

fn number(expression: &ConstExpr) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value as u32),
        _ => None.context("a place in memory or in a table is not given as a number"),
    }
}
