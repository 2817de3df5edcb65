use anyhow::{Result, anyhow};
use std::collections::HashMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// So many bytes in a row count as something that two functions share.
const RUN_BYTES: usize = 6;
/// What more functions than this have tells nothing of them.
const MAX_HOLDERS: usize = 200;
/// The next function is to be like the last ones, the very last counting most.
const LOOK_BACK: usize = 3;
/// The smallest functions are taken for this long, or they would all come first.
const MIN_BYTES: usize = 16;

/// Puts functions beside those they share most with.
pub fn alike_together(module: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = order(&bodies);
    let mut numbers: Vec<u32> = (0..(imported + bodies.len()) as u32).collect();
    for (new, old) in order.iter().enumerate() {
        numbers[imported + old] = (imported + new) as u32;
    }
    let mut arranged = Module::new();
    InOrder { order, numbers }
        .parse_core_module(&mut arranged, Parser::new(0), module)
        .map_err(|error| anyhow!("{error}"))?;
    Ok(arranged.finish())
}

struct InOrder {
    /// Places of the module's own functions, as they are to be.
    order: Vec<usize>,
    /// New numbers by old, imported functions first.
    numbers: Vec<u32>,
}

impl Reencode for InOrder {
    type Error = Infallible;

    fn function_index(&mut self, old: u32) -> Result<u32, Error> {
        Ok(self.numbers.get(old as usize).copied().unwrap_or(old))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for place in &self.order {
            functions.function(types[*place]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for place in self.order.clone() {
            self.parse_function_body(code, bodies[place].clone())?;
        }
        Ok(())
    }
}

/// From the shortest on, always the one that has most of its bytes in common with the last ones.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let runs = Runs::of(bodies);
    let mut by_length: Vec<usize> = (0..bodies.len()).collect();
    by_length.sort_by_key(|place| bodies[*place].len());
    let mut by_length = by_length.into_iter();

    let mut order: Vec<usize> = Vec::with_capacity(bodies.len());
    let mut is_placed = vec![false; bodies.len()];
    loop {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for (back, last) in order.iter().rev().take(LOOK_BACK).enumerate() {
            for other in runs.holders_beside(*last) {
                *shared.entry(other).or_default() += 1.0 / (1.0 + back as f64);
            }
        }
        let likeness =
            |place: usize, shared: f64| shared / bodies[place].len().max(MIN_BYTES) as f64;
        let most_alike = shared
            .into_iter()
            .filter(|(place, _)| !is_placed[*place])
            .map(|(place, shared)| (likeness(place, shared), place))
            // Of those that are alike in the same degree the first, that every build does the same.
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)))
            .map(|(_, place)| place);
        let Some(next) = most_alike.or_else(|| by_length.find(|place| !is_placed[*place])) else {
            return order;
        };
        is_placed[next] = true;
        order.push(next);
    }
}

/// Which functions have which runs of bytes.
struct Runs {
    by_function: Vec<Vec<usize>>,
    holders: Vec<Vec<usize>>,
}

impl Runs {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut known: HashMap<&[u8], usize> = HashMap::new();
        let mut holders: Vec<Vec<usize>> = Vec::new();
        let mut by_function = Vec::with_capacity(bodies.len());
        for (function, body) in bodies.iter().enumerate() {
            let mut own = Vec::new();
            for bytes in body.windows(RUN_BYTES) {
                let run = *known.entry(bytes).or_insert_with(|| {
                    holders.push(Vec::new());
                    holders.len() - 1
                });
                if holders[run].last() != Some(&function) {
                    holders[run].push(function);
                    own.push(run);
                }
            }
            by_function.push(own);
        }
        Self {
            by_function,
            holders,
        }
    }

    /// Those that share a run with it, once for each run.
    fn holders_beside(&self, function: usize) -> impl Iterator<Item = usize> {
        self.by_function[function]
            .iter()
            .map(|run| &self.holders[*run])
            .filter(|holders| holders.len() <= MAX_HOLDERS)
            .flatten()
            .copied()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use wasm_encoder::{
        ExportKind, ExportSection, Function, Instruction, TypeSection, ValType as Type,
    };
    use wasmparser::Operator;

    #[test]
    fn functions_stand_beside_those_they_are_like() {
        let check = |bodies: &[&str], expected: &[&str]| {
            let bytes: Vec<&[u8]> = bodies.iter().map(|body| body.as_bytes()).collect();
            let ordered: Vec<&str> = order(&bytes).iter().map(|place| bodies[*place]).collect();
            assert_eq!(ordered, expected);
        };
        check(&[], &[]);
        check(&["bb", "a"], &["a", "bb"]);
        check(
            &[
                "the first of them",
                "another, quite else",
                "the first of all",
                "another, not else",
            ],
            &[
                "the first of all",
                "the first of them",
                "another, not else",
                "another, quite else",
            ],
        );
    }

    /// Functions that call the one before them and are exported under their numbers.
    fn module(lengths: &[usize]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [Type::I32]);
        let mut functions = FunctionSection::new();
        let mut exports = ExportSection::new();
        let mut code = CodeSection::new();
        for (place, length) in lengths.iter().enumerate() {
            functions.function(0);
            exports.export(&place.to_string(), ExportKind::Func, place as u32);
            let mut function = Function::new([]);
            function.instruction(&Instruction::Call(place.saturating_sub(1) as u32));
            for _ in 0..*length {
                function.instruction(&Instruction::I32Eqz);
            }
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    /// For each export: the export that is called, and how many instructions there are.
    fn calls(module: &[u8]) -> Vec<(String, String, usize)> {
        let mut names = HashMap::new();
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.unwrap();
                        names.insert(export.index, export.name.to_owned());
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap().into_iter();
                    bodies.push(operators.map(Result::unwrap).collect::<Vec<_>>());
                }
                _ => {}
            }
        }
        let mut calls: Vec<_> = bodies
            .iter()
            .enumerate()
            .map(|(place, operators)| {
                let Some(Operator::Call { function_index }) = operators.first() else {
                    return (String::new(), String::new(), 0);
                };
                let name = names[&(place as u32)].clone();
                (name, names[function_index].clone(), operators.len())
            })
            .collect();
        calls.sort();
        calls
    }

    #[test]
    fn whoever_was_called_is_called() {
        let before = module(&[9, 1, 30, 4, 12, 2]);
        let after = alike_together(&before).unwrap();
        wasmparser::validate(&after).unwrap();
        assert_ne!(before, after);
        assert_eq!(calls(&before), calls(&after));
    }
}
