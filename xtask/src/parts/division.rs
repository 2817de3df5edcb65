use super::module::{Module, Uses};
use super::paths::path;
use super::references::{References, Target};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What goes where.
pub struct Division {
    /// Those that move and are called from the first part, and the places in the table by which it calls them.
    pub entries: BTreeMap<u32, u32>,
    /// All that move.
    pub moved: BTreeSet<u32>,
    /// What those that move use and does not move with them.
    pub shared: Uses,
    /// Constants that move: address and bytes.
    pub constants: BTreeMap<u32, Vec<u8>>,
    /// How many places the table has in the end.
    pub slots: u64,
}

/// A function, or a constant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node {
    Function(u32),
    Constant(u32),
}

impl Division {
    pub fn of(module: &Module, references: &References, entries: &[&str]) -> Result<Self> {
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
            shared.types_called.extend(uses.types_called);
        }
        let mut slots = module
            .tables
            .first()
            .context("the module has no table")?
            .initial;
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
    pub fn slots_of_second(&self, module: &Module) -> BTreeMap<u32, u32> {
        let own = module
            .slots
            .iter()
            .filter(|(_, function)| self.moved.contains(function));
        own.copied()
            .chain(
                self.entries
                    .iter()
                    .map(|(function, slot)| (*slot, *function)),
            )
            .collect()
    }
}

fn entry_functions(module: &Module, entries: &[&str]) -> Result<BTreeSet<u32>> {
    let mut by_path: HashMap<String, Vec<u32>> = HashMap::new();
    for (function, name) in module.names.iter().enumerate().skip(module.imported) {
        let path = path(name);
        let path = path.strip_prefix("journey_survey::").unwrap_or(&path);
        by_path
            .entry(path.to_owned())
            .or_default()
            .push(function as u32);
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
            Target::Function(name) => by_name
                .get(&**name)
                .map(|function| Node::Function(*function)),
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
                    edges
                        .entry(Node::Constant(one))
                        .or_default()
                        .push(Node::Constant(other));
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
