use super::division::Division;
use super::module::Module;
use super::shared::{Shared, Types, shared};
use anyhow::{Result, anyhow};
use std::collections::BTreeMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, ExportKind, ExportSection,
    Function, FunctionSection, Instruction, TableSection, TypeSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ElementSectionReader,
    ExportSectionReader, FuncType, FunctionSectionReader, Parser, TableSectionReader,
    TypeSectionReader,
};

/// What stays.
pub struct First<'m> {
    module: &'m Module<'m>,
    division: &'m Division,
    /// New numbers of functions by old.
    numbers: Vec<u32>,
    /// What stands where a function was that is not here. To call it is a trap. The callers and the filler come after it.
    absent: u32,
    types: Types,
}

impl<'m> First<'m> {
    pub fn write(module: &'m Module<'m>, division: &'m Division, bound: &[u8]) -> Result<Vec<u8>> {
        let mut numbers = Vec::with_capacity(module.functions.len());
        let mut next = 0;
        for function in 0..module.functions.len() as u32 {
            numbers.push(next);
            next += u32::from(is_in_first(division, function));
        }
        let mut first = Self {
            module,
            division,
            numbers,
            absent: next,
            types: Types::of(module, division),
        };
        let mut written = wasm_encoder::Module::new();
        first
            .parse_core_module(&mut written, Parser::new(0), bound)
            .map_err(|error| anyhow!("{error}"))?;
        Ok(written.finish())
    }
}

/// Whether it stays, or leaves something that calls it in its place.
fn is_in_first(division: &Division, function: u32) -> bool {
    !division.moved.contains(&function) || division.entries.contains_key(&function)
}

impl Reencode for First<'_> {
    type Error = Infallible;

    fn function_index(&mut self, old: u32) -> Result<u32, Error> {
        Ok(self.numbers.get(old as usize).copied().unwrap_or(old))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        _section: TypeSectionReader<'_>,
    ) -> Result<(), Error> {
        for of_function in &self.types.all.clone() {
            types.ty().func_type(&self.func_type(of_function.clone())?);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        for (function, of_function) in (0..).zip(&self.module.functions).skip(self.module.imported)
        {
            if is_in_first(self.division, function) {
                functions.function(*of_function);
            }
        }
        functions.function(self.types.of_start());
        for (_, of_caller) in self.types.callers() {
            functions.function(of_caller);
        }
        functions.function(self.types.of_filler());
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let module = self.module;
        for (function, body) in (module.imported as u32..).zip(&module.bodies) {
            if let Some(slot) = self.division.entries.get(&function) {
                let of_function = module.functions[function as usize];
                code.function(&through_table(
                    module.types[of_function as usize].params().len(),
                    of_function,
                    *slot,
                ));
            } else if !self.division.moved.contains(&function) {
                self.parse_function_body(code, body.clone())?;
            }
        }
        let mut absent = Function::new([]);
        absent.instruction(&Instruction::Unreachable);
        absent.instruction(&Instruction::End);
        code.function(&absent);
        for (called, of_caller) in self.types.callers() {
            code.function(&caller(&self.types.all[of_caller as usize], called));
        }
        code.function(&filler());
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        _section: TableSectionReader<'_>,
    ) -> Result<(), Error> {
        for (number, table) in self.module.tables.iter().enumerate() {
            let mut table = self.table_type(*table)?;
            if number == 0 {
                table.minimum = self.division.slots;
                table.maximum = table.maximum.map(|most| most.max(table.minimum));
            }
            tables.table(table);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_export_section(self, exports, section)?;
        for (name, shared) in shared(self.division) {
            let (kind, index) = match shared {
                Shared::Memory => (ExportKind::Memory, 0),
                Shared::Table(index) => (ExportKind::Table, index),
                Shared::Global(index) => (ExportKind::Global, index),
                Shared::Function(index) => (ExportKind::Func, self.numbers[index as usize]),
                Shared::Caller(called) => {
                    let place = self.types.callers().position(|(known, _)| known == called);
                    let index = self.absent as usize + 1 + place.unwrap_or_default();
                    (ExportKind::Func, index as u32)
                }
                Shared::Filler => {
                    let index = self.absent as usize + 1 + self.types.callers().count();
                    (ExportKind::Func, index as u32)
                }
            };
            exports.export(&name, kind, index);
        }
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        _section: ElementSectionReader<'_>,
    ) -> Result<(), Error> {
        let of_first = self.module.slots.iter().map(|(slot, function)| {
            let is_here = !self.division.moved.contains(function);
            let number = match is_here {
                true => self.numbers[*function as usize],
                false => self.absent,
            };
            (*slot, number)
        });
        let new = self
            .division
            .entries
            .values()
            .map(|slot| (*slot, self.absent));
        fill(elements, of_first.chain(new).collect());
        Ok(())
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        _section: DataSectionReader<'_>,
    ) -> Result<(), Error> {
        for segment in &self.module.data {
            let mut bytes = segment.bytes.to_vec();
            for (address, moved) in &self.division.constants {
                // Zeros weigh nothing once they are compressed.
                if let Some(start) = address.checked_sub(segment.address)
                    && let Some(bytes) = bytes.get_mut(start as usize..start as usize + moved.len())
                {
                    bytes.fill(0);
                }
            }
            data.active(0, &ConstExpr::i32_const(segment.address as i32), bytes);
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _module: &mut wasm_encoder::Module,
        _section: CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        Ok(())
    }
}

/// Hands its parameters on to the function in that place of the table.
fn through_table(parameters: usize, type_index: u32, slot: u32) -> Function {
    let mut function = Function::new([]);
    for parameter in 0..parameters {
        function.instruction(&Instruction::LocalGet(parameter as u32));
    }
    function.instruction(&Instruction::I32Const(slot as i32));
    function.instruction(&Instruction::CallIndirect {
        type_index,
        table_index: 0,
    });
    function.instruction(&Instruction::End);
    function
}

/// Hands its parameters on to the function in the place of the table that is its last one.
fn caller(own: &FuncType, called: u32) -> Function {
    let mut function = Function::new([]);
    for parameter in 0..own.params().len() {
        function.instruction(&Instruction::LocalGet(parameter as u32));
    }
    function.instruction(&Instruction::CallIndirect {
        type_index: called,
        table_index: 0,
    });
    function.instruction(&Instruction::End);
    function
}

fn filler() -> Function {
    let mut function = Function::new([]);
    function.instruction(&Instruction::LocalGet(0));
    function.instruction(&Instruction::LocalGet(1));
    function.instruction(&Instruction::TableSet(0));
    function.instruction(&Instruction::End);
    function
}

/// One segment for each run of places.
fn fill(elements: &mut ElementSection, slots: BTreeMap<u32, u32>) {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (slot, function) in slots {
        match runs.last_mut() {
            Some((start, run)) if *start + run.len() as u32 == slot => run.push(function),
            _ => runs.push((slot, vec![function])),
        }
    }
    for (start, run) in runs {
        let offset = ConstExpr::i32_const(start as i32);
        elements.active(None, &offset, Elements::Functions(run.into()));
    }
}
