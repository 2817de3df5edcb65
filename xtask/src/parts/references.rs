use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use wasmparser::{
    DataKind, DefinedDataSymbol, KnownCustom, Linking, Name, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// Whose address is taken, of functions by their symbols and of constants by where they are in memory.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Function(String),
    Constant(u32),
}

/// Who takes whose address: what the linker knew when it wrote the numbers of functions and places in memory into the
/// code, where they look like any other number.
#[derive(Default)]
pub struct References {
    pub of_functions: HashMap<String, Vec<Target>>,
    /// By address.
    pub constants: BTreeMap<u32, Constant>,
}

#[derive(Default)]
pub struct Constant {
    pub length: u32,
    /// Whether its bytes stay as they are.
    pub is_fixed: bool,
    pub targets: Vec<Target>,
}

/// How the segments are called whose bytes stay as they are.
const FIXED: &str = ".rodata";

impl References {
    /// Of a module that was linked with `--emit-relocs`.
    pub fn read(module: &[u8]) -> Result<References> {
        let linked = Linked::read(module)?;
        let mut references = References::default();
        for symbol in &linked.symbols {
            if let Some((address, place)) = linked.place_of(symbol) {
                let constant = references.constants.entry(address).or_default();
                constant.length = place.size.max(constant.length);
                constant.is_fixed = linked
                    .segment_names
                    .get(&place.index)
                    .is_some_and(|name| name.starts_with(FIXED));
            }
        }
        for entry in &linked.in_code {
            let Some(target) = linked.target(entry) else {
                continue;
            };
            let offset = linked.code_start + entry.offset as usize;
            let place = linked.bodies.partition_point(|body| body.end <= offset);
            let symbol = linked
                .names
                .get(&(linked.imported + place as u32))
                .with_context(|| format!("function {place} has no name"))?;
            let targets = references.of_functions.entry(symbol.clone()).or_default();
            targets.push(target);
        }
        for entry in &linked.in_data {
            let Some(target) = linked.target(entry) else {
                continue;
            };
            let offset = linked.data_start + entry.offset as usize;
            let address = linked
                .segments
                .iter()
                .find(|segment| segment.bytes.contains(&offset))
                .map(|segment| segment.address + (offset - segment.bytes.start) as u32)
                .context("a relocation lies in no segment")?;
            let holder = references.constants.range_mut(..=address).next_back();
            match holder {
                Some((start, constant)) if address < start + constant.length => {
                    constant.targets.push(target);
                }
                _ => bail!("no symbol holds the address {address}"),
            }
        }
        Ok(references)
    }
}

/// What a linked module says of itself.
#[derive(Default)]
struct Linked<'m> {
    imported: u32,
    names: HashMap<u32, String>,
    segment_names: HashMap<u32, &'m str>,
    code_start: usize,
    bodies: Vec<Range<usize>>,
    data_start: usize,
    segments: Vec<Segment>,
    symbols: Vec<SymbolInfo<'m>>,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
}

struct Segment {
    address: u32,
    /// Where its bytes are in the file.
    bytes: Range<usize>,
}

impl<'m> Linked<'m> {
    fn read(module: &'m [u8]) -> Result<Self> {
        let mut linked = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        linked.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => linked.code_start = range.start,
                Payload::CodeSectionEntry(body) => linked.bodies.push(body.range()),
                Payload::DataSection(section) => {
                    linked.data_start = section.range().start;
                    for data in section {
                        let data = data?;
                        let DataKind::Active { offset_expr, .. } = data.kind else {
                            bail!("a segment has no address");
                        };
                        let Operator::I32Const { value } =
                            offset_expr.get_operators_reader().read()?
                        else {
                            bail!("a segment's address is no number");
                        };
                        linked.segments.push(Segment {
                            address: value as u32,
                            bytes: data.range.end - data.data.len()..data.range.end,
                        });
                    }
                }
                Payload::CustomSection(section) => linked.read_custom(section.as_known())?,
                _ => {}
            }
        }
        if linked.symbols.is_empty() || linked.in_code.is_empty() {
            bail!("the widget was not linked with `--emit-relocs`");
        }
        Ok(linked)
    }

    fn read_custom(&mut self, section: KnownCustom<'m>) -> Result<()> {
        match section {
            KnownCustom::Linking(parts) => {
                for part in parts {
                    if let Linking::SymbolTable(symbols) = part? {
                        self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                    }
                }
            }
            KnownCustom::Reloc(section) => {
                let entries = section
                    .entries()
                    .into_iter()
                    .collect::<Result<Vec<_>, _>>()?;
                // The code's come before the data's, as the sections do.
                let place = match self.in_code.is_empty() {
                    true => &mut self.in_code,
                    false => &mut self.in_data,
                };
                place.extend(entries);
            }
            KnownCustom::Name(parts) => {
                for part in parts {
                    match part? {
                        Name::Function(names) => {
                            for naming in names {
                                let naming = naming?;
                                self.names.insert(naming.index, naming.name.to_owned());
                            }
                        }
                        Name::Data(names) => {
                            for naming in names {
                                let naming = naming?;
                                self.segment_names.insert(naming.index, naming.name);
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn place_of(&self, symbol: &SymbolInfo) -> Option<(u32, DefinedDataSymbol)> {
        let SymbolInfo::Data {
            symbol: Some(place),
            ..
        } = symbol
        else {
            return None;
        };
        let segment = self.segments.get(place.index as usize)?;
        Some((segment.address + place.offset, *place))
    }

    fn target(&self, entry: &RelocationEntry) -> Option<Target> {
        use RelocationType::{
            MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32, TableIndexSleb,
        };
        let symbol = self.symbols.get(entry.index as usize)?;
        match (entry.ty, symbol) {
            (TableIndexI32 | TableIndexSleb, SymbolInfo::Func { index, .. }) => {
                self.names.get(index).cloned().map(Target::Function)
            }
            (MemoryAddrI32 | MemoryAddrLeb | MemoryAddrSleb, _) => self
                .place_of(symbol)
                .map(|(address, _)| Target::Constant(address)),
            _ => None,
        }
    }
}
