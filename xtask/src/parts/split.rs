use super::layers::Layers;
use super::module::{Module, Uses};
use super::paths::path;
use super::references::{References, Target};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, ImportSection, Instruction, TableSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ElementSectionReader,
    ExportSectionReader, FunctionSectionReader, Parser, TableSectionReader,
};

/// What the second part calls the first one.
const FIRST: &str = "0";

/// The two modules that one is divided into. They share memory and tables; the first runs without the second as long as none
/// of the entries is called.
pub struct Parts {
    pub first: Vec<u8>,
    pub second: Vec<u8>,
    pub layers: Layers,
}

/// Moves functions that are reached through none but the `entries` into a second module, with the constants that none but
/// they use. An entry is a function's path below the crate, or the name of an export.
pub fn split(bound: &[u8], references: &References, entries: &[&str]) -> Result<Parts> {
    let module = Module::read(bound)?;
    let division = Division::of(&module, references, entries)?;
    Ok(Parts {
        first: First::write(&module, &division, bound)?,
        second: Second::write(&module, &division)?,
        layers: Layers::of(&module, references, &division)?,
    })
}

/// What goes where.
pub struct Division {
    /// Those that move and are called from the first part, and the places in the table by which it calls them.
    entries: BTreeMap<u32, u32>,
    /// All that move.
    pub moved: BTreeSet<u32>,
    /// What those that move use and does not move with them.
    shared: Uses,
    /// Constants that move: address and bytes.
    pub constants: BTreeMap<u32, Vec<u8>>,
    /// How many places the table has in the end.
    slots: u64,
}

/// A function, or a constant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node {
    Function(u32),
    Constant(u32),
}

impl Division {
    fn of(module: &Module, references: &References, entries: &[&str]) -> Result<Self> {
        let graph = Graph::of(module, references)?;
        let entries = entry_functions(module, entries)?;
        let exported = module.exports.iter().filter_map(|export| {
            (export.kind == wasmparser::ExternalKind::Func).then_some(export.index)
        });
        let moves = graph.reached(entries.iter().copied(), &BTreeSet::new());
        // What nothing known leads to stays, too.
        let others = (0..module.functions.len() as u32)
            .filter(|function| !moves.contains(&Node::Function(*function)));
        let stays = graph.reached(exported.chain(module.start).chain(others), &entries);
        let mut moved: BTreeSet<u32> = BTreeSet::new();
        let mut constants = BTreeMap::new();
        for node in moves.difference(&stays) {
            match *node {
                Node::Function(function) if function as usize >= module.imported => {
                    moved.insert(function);
                }
                Node::Function(_) => {}
                Node::Constant(address) => {
                    if let Some(bytes) = fixed_bytes(module, references, address) {
                        constants.insert(address, bytes);
                    }
                }
            }
        }
        let mut shared = Uses::default();
        for function in &moved {
            let uses = module.uses(*function)?;
            shared.functions.extend(uses.functions.difference(&moved));
            shared.globals.extend(uses.globals);
            shared.tables.extend(uses.tables);
        }
        // The element segment of the second part.
        shared.tables.insert(0);
        let mut slots = module.tables.first().context("the module has no table")?.initial;
        let known: HashMap<u32, u32> = module.slots.iter().map(|(slot, of)| (*of, *slot)).collect();
        let entries = entries
            .into_iter()
            .map(|entry| {
                let slot = known.get(&entry).copied().unwrap_or_else(|| {
                    slots += 1;
                    (slots - 1) as u32
                });
                (entry, slot)
            })
            .collect();
        Ok(Self {
            entries,
            moved,
            shared,
            constants,
            slots,
        })
    }

    /// The places in the table that the second part fills.
    fn slots_of_second(&self, module: &Module) -> BTreeMap<u32, u32> {
        let own = module.slots.iter().filter(|(_, function)| self.moved.contains(function));
        own.copied()
            .chain(self.entries.iter().map(|(function, slot)| (*slot, *function)))
            .collect()
    }
}

fn entry_functions(module: &Module, entries: &[&str]) -> Result<BTreeSet<u32>> {
    let mut by_path: HashMap<String, Vec<u32>> = HashMap::new();
    for (function, name) in module.names.iter().enumerate().skip(module.imported) {
        let path = path(name);
        let path = path.strip_prefix("journey_survey::").unwrap_or(&path);
        by_path.entry(path.to_owned()).or_default().push(function as u32);
    }
    for export in &module.exports {
        if export.kind == wasmparser::ExternalKind::Func {
            by_path.insert(export.name.to_owned(), vec![export.index]);
        }
    }
    let mut functions = BTreeSet::new();
    let mut unknown = Vec::new();
    for entry in entries {
        match by_path.get(*entry) {
            Some(found) => functions.extend(found),
            None => unknown.push(*entry),
        }
    }
    if !unknown.is_empty() {
        bail!(
            "the widget has no function of its own that is called {}: it has another name now, or stands in another \
             function since it lacks `#[inline(never)]`",
            unknown.join(", ")
        );
    }
    Ok(functions)
}

fn fixed_bytes(module: &Module, references: &References, address: u32) -> Option<Vec<u8>> {
    let constant = references.constants.get(&address)?;
    let segment = module.data.iter().find(|segment| {
        (segment.address..segment.address + segment.bytes.len() as u32).contains(&address)
    })?;
    let start = (address - segment.address) as usize;
    let bytes = segment.bytes.get(start..start + constant.length as usize)?;
    constant.is_fixed.then(|| bytes.to_vec())
}

struct Graph {
    edges: HashMap<Node, Vec<Node>>,
}

/// Nodes and edges.
impl Graph {
    fn of(module: &Module, references: &References) -> Result<Self> {
        let mut by_name: HashMap<&str, u32> = HashMap::new();
        for (function, name) in module.names.iter().enumerate() {
            if !name.is_empty() && by_name.insert(name, function as u32).is_some() {
                bail!("two of the module's functions are called {name}");
            }
        }
        // Functions that wasm-bindgen took out are pointed to by nothing that is left.
        let node = |target: &Target| match target {
            Target::Function(name) => by_name.get(&**name).map(|function| Node::Function(*function)),
            Target::Constant(address) => Some(Node::Constant(*address)),
        };
        let mut edges: HashMap<Node, Vec<Node>> = HashMap::new();
        for (function, name) in (0_u32..).zip(&module.names) {
            let uses = module.uses(function)?;
            let called = uses.functions.into_iter().map(Node::Function);
            let pointed_to = references.of_functions.get(*name).into_iter().flatten();
            edges.insert(
                Node::Function(function),
                called.chain(pointed_to.filter_map(node)).collect(),
            );
        }
        let mut last: Option<(u32, u32)> = None;
        for (&address, constant) in &references.constants {
            let targets = constant.targets.iter().filter_map(node).collect();
            edges.insert(Node::Constant(address), targets);
            // Texts of which one ends like the other share their bytes.
            if let Some((before, _)) = last.filter(|(_, end)| address < *end) {
                for (one, other) in [(before, address), (address, before)] {
                    edges.entry(Node::Constant(one)).or_default().push(Node::Constant(other));
                }
            }
            let end = address + constant.length;
            if last.is_none_or(|(_, last_end)| last_end < end) {
                last = Some((address, end));
            }
        }
        Ok(Self { edges })
    }

    /// All that these functions lead to and they themselves, but nothing through the `closed` ones.
    fn reached(
        &self,
        from: impl IntoIterator<Item = u32>,
        closed: &BTreeSet<u32>,
    ) -> BTreeSet<Node> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<Node> = from.into_iter().map(Node::Function).collect();
        while let Some(node) = open.pop() {
            let is_closed = matches!(node, Node::Function(function) if closed.contains(&function));
            if !is_closed && reached.insert(node) {
                open.extend(self.edges.get(&node).into_iter().flatten());
            }
        }
        reached
    }
}

/// How the second part names what the first one shares with it: no name of wasm-bindgen or of the crate is as short.
fn shared_name(number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    [number / DIGITS.len(), number % DIGITS.len()]
        .map(|digit| char::from(DIGITS[digit % DIGITS.len()]))
        .iter()
        .collect()
}

/// What is shared, in the order of the names that it has.
fn shared(division: &Division) -> impl Iterator<Item = (String, ExportKind, u32)> {
    let Uses {
        functions,
        globals,
        tables,
    } = &division.shared;
    let functions = functions.iter().map(|index| (ExportKind::Func, *index));
    let globals = globals.iter().map(|index| (ExportKind::Global, *index));
    let tables = tables.iter().map(|index| (ExportKind::Table, *index));
    let memory = [(ExportKind::Memory, 0)];
    let all = memory.into_iter().chain(tables).chain(globals).chain(functions);
    all.enumerate()
        .map(|(number, (kind, index))| (shared_name(number), kind, index))
}

struct First<'m> {
    module: &'m Module<'m>,
    division: &'m Division,
    /// New numbers of functions by old.
    numbers: Vec<u32>,
    /// What stands where a function was that is not here. To call it is a trap.
    absent: u32,
}

impl<'m> First<'m> {
    fn write(module: &'m Module<'m>, division: &'m Division, bound: &[u8]) -> Result<Vec<u8>> {
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
        functions.function(self.module.functions[self.module.imported]);
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
        for (name, kind, index) in shared(self.division) {
            let index = match kind {
                ExportKind::Func => self.function_index(index)?,
                _ => index,
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
        let new = self.division.entries.values().map(|slot| (*slot, self.absent));
        fill(elements, None, of_first.chain(new).collect());
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

/// One segment for each run of places.
fn fill(elements: &mut ElementSection, table: Option<u32>, slots: BTreeMap<u32, u32>) {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (slot, function) in slots {
        match runs.last_mut() {
            Some((start, run)) if *start + run.len() as u32 == slot => run.push(function),
            _ => runs.push((slot, vec![function])),
        }
    }
    for (start, run) in runs {
        let offset = ConstExpr::i32_const(start as i32);
        elements.active(table, &offset, Elements::Functions(run.into()));
    }
}

struct Second<'m> {
    /// New numbers by old, of what is imported and what has moved.
    functions: HashMap<u32, u32>,
    globals: HashMap<u32, u32>,
    tables: HashMap<u32, u32>,
    module: &'m Module<'m>,
}

impl<'m> Second<'m> {
    fn write(module: &'m Module<'m>, division: &Division) -> Result<Vec<u8>> {
        let mut second = Self {
            functions: HashMap::new(),
            globals: HashMap::new(),
            tables: HashMap::new(),
            module,
        };
        let imports = second.imports(division)?;
        let mut functions = FunctionSection::new();
        for function in &division.moved {
            let number = second.functions.len() as u32;
            second.functions.insert(*function, number);
            functions.function(module.functions[*function as usize]);
        }
        let mut elements = ElementSection::new();
        let slots = division.slots_of_second(module).into_iter();
        let slots = slots.map(|(slot, function)| (slot, second.functions[&function]));
        fill(&mut elements, None, slots.collect());
        let mut code = CodeSection::new();
        for function in &division.moved {
            let body = &module.bodies[*function as usize - module.imported];
            second
                .parse_function_body(&mut code, body.clone())
                .map_err(|error| anyhow!("{error}"))?;
        }
        let mut written = wasm_encoder::Module::new();
        written
            .section(&second.types()?)
            .section(&imports)
            .section(&functions)
            .section(&elements)
            .section(&code)
            .section(&data(&division.constants));
        Ok(written.finish())
    }

    fn types(&mut self) -> Result<wasm_encoder::TypeSection> {
        let mut types = wasm_encoder::TypeSection::new();
        for of_function in &self.module.types {
            let of_function = self
                .func_type(of_function.clone())
                .map_err(|error| anyhow!("{error}"))?;
            types.ty().func_type(&of_function);
        }
        Ok(types)
    }

    fn imports(&mut self, division: &Division) -> Result<ImportSection> {
        let mut imports = ImportSection::new();
        for (name, kind, index) in shared(division) {
            let place = index as usize;
            let (numbers, shared) = match kind {
                ExportKind::Func => {
                    let of_function = self.module.functions[place];
                    (&mut self.functions, EntityType::Function(of_function))
                }
                ExportKind::Global => {
                    let global = self.module.globals[place].try_into();
                    let global = global.map_err(|error| anyhow!("{error:?}"))?;
                    (&mut self.globals, EntityType::Global(global))
                }
                ExportKind::Table => {
                    let table = self.module.tables[place].try_into();
                    let mut table: wasm_encoder::TableType =
                        table.map_err(|error| anyhow!("{error:?}"))?;
                    if place == 0 {
                        table.minimum = division.slots;
                        table.maximum = table.maximum.map(|most| most.max(division.slots));
                    }
                    (&mut self.tables, EntityType::Table(table))
                }
                _ => {
                    let memory = self.module.memory.context("the module has no memory")?;
                    imports.import(FIRST, &name, EntityType::Memory(memory.into()));
                    continue;
                }
            };
            numbers.insert(index, numbers.len() as u32);
            imports.import(FIRST, &name, shared);
        }
        Ok(imports)
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
}
