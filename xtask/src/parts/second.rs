use super::division::Division;
use super::module::Module;
use super::shared::{FIRST, Shared, Types, shared};
use anyhow::{Context, Result, anyhow};
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, Function,
    FunctionSection, ImportSection, Instruction, StartSection, TypeSection,
};
use wasmparser::Operator;

/// What moves.
pub struct Second<'m> {
    module: &'m Module<'m>,
    types: Types,
    /// New numbers by old, of what is imported and what has moved.
    functions: HashMap<u32, u32>,
    globals: HashMap<u32, u32>,
    tables: HashMap<u32, u32>,
    /// Numbers of callers, by the types that they call.
    callers: HashMap<u32, u32>,
    filler: u32,
    /// How many functions there are so far.
    count: u32,
}

impl<'m> Second<'m> {
    pub fn write(module: &'m Module<'m>, division: &Division) -> Result<Vec<u8>> {
        let mut second = Self {
            module,
            types: Types::of(module, division),
            functions: HashMap::new(),
            globals: HashMap::new(),
            tables: HashMap::new(),
            callers: HashMap::new(),
            filler: 0,
            count: 0,
        };
        let imports = second.imports(division)?;
        let mut functions = FunctionSection::new();
        for function in &division.moved {
            let number = second.next_function();
            second.functions.insert(*function, number);
            functions.function(module.functions[*function as usize]);
        }
        functions.function(second.types.of_start());
        let start = StartSection {
            function_index: second.next_function(),
        };
        let slots: Vec<(u32, u32)> = division
            .slots_of_second(module)
            .into_iter()
            .map(|(slot, function)| (slot, second.functions[&function]))
            .collect();
        let mut elements = ElementSection::new();
        let filled: Vec<u32> = slots.iter().map(|(_, function)| *function).collect();
        elements.declared(Elements::Functions(filled.into()));
        let mut code = CodeSection::new();
        for function in &division.moved {
            let body = &module.bodies[*function as usize - module.imported];
            second
                .parse_function_body(&mut code, body.clone())
                .map_err(|error| anyhow!("{error}"))?;
        }
        code.function(&second.filling(&slots));
        let mut written = wasm_encoder::Module::new();
        written
            .section(&second.type_section()?)
            .section(&imports)
            .section(&functions)
            .section(&start)
            .section(&elements)
            .section(&code)
            .section(&data(&division.constants));
        Ok(written.finish())
    }

    fn next_function(&mut self) -> u32 {
        self.count += 1;
        self.count - 1
    }

    fn type_section(&mut self) -> Result<TypeSection> {
        let mut types = TypeSection::new();
        for of_function in self.types.all.clone() {
            let of_function = self
                .func_type(of_function)
                .map_err(|error| anyhow!("{error}"))?;
            types.ty().func_type(&of_function);
        }
        Ok(types)
    }

    fn imports(&mut self, division: &Division) -> Result<ImportSection> {
        let mut imports = ImportSection::new();
        for (name, shared) in shared(division) {
            let of_function = |of_function| EntityType::Function(of_function);
            let of_entity = match shared {
                Shared::Memory => {
                    let memory = self.module.memory.context("the module has no memory")?;
                    EntityType::Memory(memory.into())
                }
                Shared::Table(index) => {
                    self.tables.insert(index, self.tables.len() as u32);
                    let table = self.module.tables[index as usize].try_into();
                    EntityType::Table(table.map_err(|error| anyhow!("{error:?}"))?)
                }
                Shared::Global(index) => {
                    self.globals.insert(index, self.globals.len() as u32);
                    let global = self.module.globals[index as usize].try_into();
                    EntityType::Global(global.map_err(|error| anyhow!("{error:?}"))?)
                }
                Shared::Function(index) => {
                    let number = self.next_function();
                    self.functions.insert(index, number);
                    of_function(self.module.functions[index as usize])
                }
                Shared::Caller(called) => {
                    let number = self.next_function();
                    self.callers.insert(called, number);
                    of_function(self.types.of_caller(called).unwrap_or_default())
                }
                Shared::Filler => {
                    self.filler = self.next_function();
                    of_function(self.types.of_filler())
                }
            };
            imports.import(FIRST, &name, of_entity);
        }
        Ok(imports)
    }

    /// Puts the functions into their places in the table of the first part.
    fn filling(&self, slots: &[(u32, u32)]) -> Function {
        let mut function = Function::new([]);
        for (slot, moved) in slots {
            function.instruction(&Instruction::I32Const(*slot as i32));
            function.instruction(&Instruction::RefFunc(*moved));
            function.instruction(&Instruction::Call(self.filler));
        }
        function.instruction(&Instruction::End);
        function
    }
}

/// Constants that lie side by side, in one segment.
fn data(constants: &BTreeMap<u32, Vec<u8>>) -> DataSection {
    let mut runs: Vec<(u32, Vec<u8>)> = Vec::new();
    for (address, bytes) in constants {
        match runs.last_mut() {
            Some((start, run)) if *start + run.len() as u32 == *address => run.extend(bytes),
            _ => runs.push((*address, bytes.clone())),
        }
    }
    let mut data = DataSection::new();
    for (address, bytes) in runs {
        data.active(0, &ConstExpr::i32_const(address as i32), bytes);
    }
    data
}

impl Reencode for Second<'_> {
    type Error = Infallible;

    fn function_index(&mut self, old: u32) -> Result<u32, Error> {
        Ok(self.functions.get(&old).copied().unwrap_or(old))
    }

    fn global_index(&mut self, old: u32) -> Result<u32, Error> {
        Ok(self.globals.get(&old).copied().unwrap_or(old))
    }

    fn table_index(&mut self, old: u32) -> Result<u32, Error> {
        Ok(self.tables.get(&old).copied().unwrap_or(old))
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        if let Operator::CallIndirect {
            type_index,
            table_index: 0,
        } = operator
            && let Some(caller) = self.callers.get(&type_index)
        {
            return Ok(Instruction::Call(*caller));
        }
        utils::instruction(self, operator)
    }
}
