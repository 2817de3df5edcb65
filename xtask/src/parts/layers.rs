use super::division::Division;
use super::module::Module;
use super::paths::path;
use super::references::{References, Target};
use crate::sizes::{Sizes, brotli, bytes, columns};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wasmparser::Parser;

/// The rows of the table, in its order.
const LAYERS: [&str; 18] = [
    "value",
    "expression",
    "definition",
    "journey",
    "session",
    "response",
    "delivery",
    "browser",
    "ui",
    "embed",
    STYLES,
    TEXTS,
    CONSTANTS,
    LIBRARY,
    YEW,
    BINDGEN,
    HEADS,
    GLUE,
];

const STYLES: &str = "styles";
const TEXTS: &str = "texts";
const CONSTANTS: &str = "constants of several layers";
const LIBRARY: &str = "Rust's library";
const YEW: &str = "yew";
const BINDGEN: &str = "wasm-bindgen";
const HEADS: &str = "what modules say of themselves";
const GLUE: &str = "glue";

/// Crates that come with another one.
const COMPANIONS: [(&str, &[&str]); 3] = [
    (
        LIBRARY,
        &[
            "core",
            "alloc",
            "std",
            "dlmalloc",
            "hashbrown",
            "libm",
            "compiler_builtins",
        ],
    ),
    (YEW, &["gloo_", "implicit_clone", "indexmap"]),
    (
        BINDGEN,
        &[
            "wasm_bindgen",
            "js_sys",
            "web_sys",
            "__wbindgen",
            "__wbg",
            "__externref",
        ],
    ),
];

/// What there is of each layer in the two parts.
#[derive(Default)]
pub struct Layers([BTreeMap<&'static str, Vec<u8>>; 2]);

impl Layers {
    pub fn of(module: &Module, references: &References, division: &Division) -> Result<Layers> {
        let mut layers = Layers::default();
        let mut readers: HashMap<u32, BTreeSet<&str>> = HashMap::new();
        for (function, name) in module.names.iter().enumerate().skip(module.imported) {
            let is_moved = division.moved.contains(&(function as u32));
            let layer = layer_of(name);
            let body = module.bodies[function - module.imported].as_bytes();
            layers.add(is_moved, layer, body);
            let reads = match path(name).contains("::session::texts::") {
                true => TEXTS,
                false => layer,
            };
            for target in references.of_functions.get(*name).into_iter().flatten() {
                note(references, target, reads, &mut readers);
            }
        }
        for segment in &module.data {
            let end = segment.address + segment.bytes.len() as u32;
            let mut at = segment.address;
            for (&address, constant) in references.constants.range(segment.address..end) {
                let start = at.max(address);
                at = at.max((address + constant.length).min(end));
                let bytes = |from: u32, to: u32| {
                    &segment.bytes
                        [(from - segment.address) as usize..(to - segment.address) as usize]
                };
                let bytes = bytes(start.min(at), at);
                let readers = readers.get(&address);
                let layer = match readers.map(BTreeSet::len) {
                    _ if is_style(bytes) => STYLES,
                    Some(1) => readers
                        .and_then(BTreeSet::first)
                        .copied()
                        .unwrap_or(CONSTANTS),
                    _ => CONSTANTS,
                };
                layers.add(division.constants.contains_key(&address), layer, bytes);
            }
        }
        Ok(layers)
    }

    fn add(&mut self, is_moved: bool, layer: &str, bytes: &[u8]) {
        let layer = LAYERS
            .iter()
            .find(|known| **known == layer)
            .unwrap_or(&LIBRARY);
        self.0[usize::from(is_moved)]
            .entry(layer)
            .or_default()
            .extend(bytes);
    }

    /// A row for each layer. What it comes to after brotli is an estimate: a file is compressed as a whole, and each layer
    /// is said to have the share of it that it would have, were all compressed by themselves.
    pub fn table(mut self, glue: &str, parts: [(&[u8], Sizes); 2]) -> Result<String> {
        let mut columns_of_parts = Vec::new();
        for (layers, (module, sizes)) in self.0.iter_mut().zip(parts) {
            layers.insert(HEADS, heads(module)?);
            let mut rows: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
            for (layer, content) in layers {
                rows.insert(layer, [content.len(), brotli(content)?.len()]);
            }
            let alone: usize = rows.values().map(|[_, brotli]| brotli).sum();
            for [_, brotli] in rows.values_mut() {
                *brotli = (*brotli * sizes.brotli + alone / 2) / alone.max(1);
            }
            columns_of_parts.push(rows);
        }
        columns_of_parts[0].insert(GLUE, [glue.len(), brotli(glue.as_bytes())?.len()]);
        let mut rows = vec![
            [
                "layer",
                "raw",
                "brotli, about",
                "second part: raw",
                "brotli, about",
            ]
            .map(str::to_owned),
        ];
        for layer in LAYERS {
            let [first, second] = [0, 1].map(|part| {
                let row = columns_of_parts[part].get(layer);
                row.copied().unwrap_or_default().map(bytes)
            });
            let [first_raw, first_brotli] = first;
            let [second_raw, second_brotli] = second;
            rows.push([
                layer.to_owned(),
                first_raw,
                first_brotli,
                second_raw,
                second_brotli,
            ]);
        }
        Ok(columns(&rows))
    }
}

/// All but code and constants: types, and what is imported, exported and put into tables.
fn heads(module: &[u8]) -> Result<Vec<u8>> {
    const CODE: u8 = 10;
    const DATA: u8 = 11;
    let mut heads = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload?.as_section() {
            Some((CODE | DATA, _)) | None => {}
            Some((_, range)) => heads.extend(&module[range]),
        }
    }
    Ok(heads)
}

/// Notes who reads a constant, and those that it leads to.
fn note<'l>(
    references: &References,
    target: &Target,
    reader: &'l str,
    readers: &mut HashMap<u32, BTreeSet<&'l str>>,
) {
    let Target::Constant(address) = target else {
        return;
    };
    if readers.entry(*address).or_default().insert(reader)
        && let Some(constant) = references.constants.get(address)
    {
        for target in &constant.targets {
            note(references, target, reader, readers);
        }
    }
}

fn is_style(constant: &[u8]) -> bool {
    constant.len() > 1_000
        && constant
            .windows(5)
            .any(|part| part == b";disp" || part == b"{disp")
}

/// Which layer, or whose crate, a symbol belongs to. What the library does for a type of ours is ours.
fn layer_of(symbol: &str) -> &'static str {
    const OWN: &str = "14journey_survey";
    let own = symbol
        .find(OWN)
        .map(|place| ["_R", &symbol[place..]].concat());
    let path = path(own.as_deref().unwrap_or(symbol));
    if let Some(within) = path.strip_prefix("journey_survey::") {
        let module = within.split("::").next().unwrap_or_default();
        return LAYERS
            .into_iter()
            .find(|layer| *layer == module)
            .unwrap_or(LIBRARY);
    }
    if path.starts_with(YEW) {
        return YEW;
    }
    let companion = COMPANIONS
        .iter()
        .find(|(_, crates)| crates.iter().any(|name| path.starts_with(name)));
    match companion {
        Some((layer, _)) => layer,
        // What wasm-bindgen exports of ours, and what it makes itself.
        None if !symbol.starts_with("_R") && symbol.contains('_') => "embed",
        None if symbol.is_empty() => BINDGEN,
        None => LIBRARY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_belongs_to_a_layer_or_to_a_library() {
        for (symbol, expected) in [
            ("_RNvNtNtCs4xAb1_14journey_survey2ui9signature4view", "ui"),
            (
                "_RINvNtCs1_4core3ptr13drop_in_placeNtNtCs4xAb1_14journey_survey7session4FormE",
                "session",
            ),
            ("_RNvNtCs1_4core3ptr4read", LIBRARY),
            ("_RNvNtCs1_3yew9scheduler5start", YEW),
            ("_RNvNtCs1_6js_sys4Date3now", BINDGEN),
            ("session_answer", "embed"),
            ("memcpy", LIBRARY),
            ("", BINDGEN),
        ] {
            assert_eq!(layer_of(symbol), expected, "{symbol}");
        }
    }
}
