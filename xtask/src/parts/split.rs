use super::division::Division;
use super::first::First;
use super::layers::Layers;
use super::module::Module;
use super::references::References;
use super::second::Second;
use anyhow::Result;

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::parts::references::{Constant, Target};
    use wasm_encoder::{
        CodeSection, ConstExpr, DataSection, ElementSection, Elements, ExportKind, ExportSection,
        Function, FunctionSection, Instruction, MemorySection, MemoryType, NameMap, NameSection,
        RefType, TableSection, TableType, TypeSection, ValType,
    };
    use wasmparser::{ExternalKind, Validator};

    const NAMES: [&str; 5] = ["main", "shared", "rare", "helper", "by_address"];

    /// `main` calls `shared` and `rare`, which calls `shared` and `helper`, and `by_address` by its place in the table.
    fn module() -> Vec<u8> {
        use Instruction::{Call, CallIndirect, End, I32Const, LocalGet};
        let bodies: [&[Instruction]; 5] = [
            &[Call(1), Call(2), End],
            &[I32Const(1), End],
            &[
                Call(1),
                Call(3),
                I32Const(1),
                CallIndirect {
                    type_index: 1,
                    table_index: 0,
                },
                End,
            ],
            &[LocalGet(0), End],
            &[LocalGet(0), End],
        ];
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        let mut names = NameMap::new();
        for (place, (name, body)) in NAMES.iter().zip(bodies).enumerate() {
            let is_main = *name == "main";
            functions.function(u32::from(place > 2));
            let mut function = Function::new([]);
            for instruction in body {
                function.instruction(instruction);
                if is_main && matches!(instruction, Call(1)) {
                    function.instruction(&Instruction::Drop);
                }
            }
            code.function(&function);
            names.append(place as u32, name);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 2,
            maximum: Some(2),
            shared: false,
        });
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0);
        exports.export("main", ExportKind::Func, 0);
        let mut elements = ElementSection::new();
        let offset = ConstExpr::i32_const(1);
        elements.active(None, &offset, Elements::Functions(vec![4].into()));
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(16), *b"oftenseldom");
        let mut custom = NameSection::new();
        custom.functions(&names);
        let mut module = wasm_encoder::Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&tables)
            .section(&memories)
            .section(&exports)
            .section(&elements)
            .section(&code)
            .section(&data)
            .section(&custom);
        module.finish()
    }

    fn references() -> References {
        let constant = |length| Constant {
            length,
            is_fixed: true,
            targets: Vec::new(),
        };
        let rare = vec![
            Target::Constant(16),
            Target::Constant(21),
            Target::Function("by_address".to_owned()),
        ];
        References {
            of_functions: [
                ("main".to_owned(), vec![Target::Constant(16)]),
                ("rare".to_owned(), rare),
            ]
            .into(),
            constants: [(16, constant(5)), (21, constant(6))].into(),
        }
    }

    #[test]
    fn what_only_the_entries_use_moves() {
        let parts = split(&module(), &references(), &["rare"]).unwrap();
        for part in [&parts.first, &parts.second] {
            Validator::new().validate_all(part).unwrap();
        }
        let holds =
            |part: &[u8], bytes: &[u8]| part.windows(bytes.len()).any(|found| found == bytes);
        assert!(holds(&parts.first, b"often\0\0\0\0\0\0"));
        assert!(holds(&parts.second, b"seldom") && !holds(&parts.second, b"often"));

        let named = |module: &[u8]| {
            let payloads = wasmparser::Parser::new(0).parse_all(module);
            let (mut bodies, mut offered, mut wanted) = (0, Vec::new(), Vec::new());
            for payload in payloads {
                match payload.unwrap() {
                    wasmparser::Payload::CodeSectionEntry(_) => bodies += 1,
                    wasmparser::Payload::ExportSection(section) => {
                        for export in section {
                            let export = export.unwrap();
                            assert_ne!(export.kind, ExternalKind::Table);
                            offered.push(export.name.to_owned());
                        }
                    }
                    wasmparser::Payload::ImportSection(section) => {
                        for import in section.into_imports() {
                            wanted.push(import.unwrap().name.to_owned());
                        }
                    }
                    _ => {}
                }
            }
            (bodies, offered, wanted)
        };
        // `main`, `shared` and a way to `rare`; what stands for those that are absent, a caller and the filler.
        let (bodies, offered, _) = named(&parts.first);
        assert_eq!(bodies, 6);
        assert_eq!(offered, ["memory", "main", "a", "b", "c", "d"]);
        // `rare`, `helper`, `by_address`, and what fills the table.
        let (bodies, _, wanted) = named(&parts.second);
        assert_eq!(bodies, 4);
        assert_eq!(wanted, ["a", "b", "c", "d"]);
    }

    #[test]
    fn an_entry_that_is_not_there_is_an_error() {
        let error = split(&module(), &references(), &["rare", "renamed"])
            .err()
            .unwrap();
        assert!(error.to_string().contains("called renamed"), "{error}");
    }
}
