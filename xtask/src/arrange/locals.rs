use anyhow::{Result, anyhow};
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Function, FunctionSection, Instruction, Module, TypeSection};
use wasmparser::{
    CompositeInnerType, CustomSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser,
    TypeSectionReader, ValType,
};

/// Numbers the locals of every function anew: by type, and within it the most used first. So what most instructions speak
/// of is called the same in all functions.
pub fn most_used_first(module: &[u8]) -> Result<Vec<u8>> {
    let mut renumbered = Module::new();
    MostUsedFirst::default()
        .parse_core_module(&mut renumbered, Parser::new(0), module)
        .map_err(|error| anyhow!("{error}"))?;
    Ok(renumbered.finish())
}

#[derive(Default)]
struct MostUsedFirst {
    /// By type of function.
    parameter_counts: Vec<usize>,
    /// Of the functions whose bodies are still to come.
    types: VecDeque<u32>,
    /// Of the function at hand: new numbers by old.
    numbers: Vec<u32>,
}

impl Reencode for MostUsedFirst {
    type Error = Infallible;

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error> {
        for group in section.clone() {
            for member in group?.into_types() {
                self.parameter_counts
                    .push(match member.composite_type.inner {
                        CompositeInnerType::Func(function) => function.params().len(),
                        _ => 0,
                    });
            }
        }
        utils::parse_type_section(self, types, section)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        for of_function in section.clone() {
            self.types.push_back(of_function?);
        }
        utils::parse_function_section(self, functions, section)
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error> {
        let of_function = self.types.pop_front().unwrap_or_default() as usize;
        let parameters = self.parameter_counts.get(of_function).copied();
        let locals = Locals::read(&body, parameters.unwrap_or_default())?;
        self.numbers = locals.numbers();

        let types = locals.types_in_new_order();
        let mut renumbered = Function::new_with_locals_types(
            types
                .map(|of_local| self.val_type(of_local))
                .collect::<Result<Vec<_>, _>>()?,
        );
        let mut instructions = body.get_operators_reader()?;
        while !instructions.eof() {
            renumbered.instruction(&self.parse_instruction(&mut instructions)?);
        }
        code.function(&renumbered);
        Ok(())
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        let number = |old: u32| self.numbers.get(old as usize).copied().unwrap_or(old);
        Ok(match operator {
            Operator::LocalGet { local_index } => Instruction::LocalGet(number(local_index)),
            Operator::LocalSet { local_index } => Instruction::LocalSet(number(local_index)),
            Operator::LocalTee { local_index } => Instruction::LocalTee(number(local_index)),
            other => utils::instruction(self, other)?,
        })
    }

    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        Ok(())
    }
}

/// What a function has beside its parameters, whose numbers are its callers'.
struct Locals {
    parameters: usize,
    types: Vec<ValType>,
    /// Places in `types`, as they are to be.
    order: Vec<usize>,
}

impl Locals {
    fn read(body: &FunctionBody<'_>, parameters: usize) -> Result<Self, Error> {
        let mut types = Vec::new();
        for group in body.get_locals_reader()? {
            let (count, of_group) = group?;
            types.extend((0..count).map(|_| of_group));
        }
        let mut uses = vec![0_usize; types.len()];
        for operator in body.get_operators_reader()? {
            if let Operator::LocalGet { local_index }
            | Operator::LocalSet { local_index }
            | Operator::LocalTee { local_index } = operator?
                && let Some(place) = (local_index as usize).checked_sub(parameters)
                && let Some(uses) = uses.get_mut(place)
            {
                *uses += 1;
            }
        }
        let mut order: Vec<usize> = (0..types.len()).collect();
        order.sort_by_key(|place| (rank(types[*place]), Reverse(uses[*place])));
        Ok(Self {
            parameters,
            types,
            order,
        })
    }

    fn numbers(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..(self.parameters + self.types.len()) as u32).collect();
        for (new, old) in self.order.iter().enumerate() {
            numbers[self.parameters + old] = (self.parameters + new) as u32;
        }
        numbers
    }

    fn types_in_new_order(&self) -> impl Iterator<Item = ValType> {
        self.order.iter().map(|place| self.types[*place])
    }
}

/// Types in the order in which their locals stand.
fn rank(of_local: ValType) -> usize {
    match of_local {
        ValType::I32 => 0,
        ValType::I64 => 1,
        ValType::F64 => 2,
        ValType::F32 => 3,
        ValType::V128 => 4,
        ValType::Ref(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use wasm_encoder::{FunctionSection, ValType as Type};
    use wasmparser::Payload;

    /// A function with two parameters, of which these are the locals and what is read.
    fn module(locals: &[(u32, Type)], read: &[u32]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([Type::I32, Type::F64], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut function = Function::new(locals.iter().copied());
        for local in read {
            function.instruction(&Instruction::LocalGet(*local));
            function.instruction(&Instruction::Drop);
        }
        function.instruction(&Instruction::End);
        let mut code = CodeSection::new();
        code.function(&function);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        module.finish()
    }

    #[test]
    fn the_most_used_local_of_a_type_is_its_first() {
        let check = |locals: &[(u32, Type)],
                     read: &[u32],
                     expected: (&[(u32, ValType)], &[u32])| {
            let renumbered = most_used_first(&module(locals, read)).unwrap();
            wasmparser::validate(&renumbered).unwrap();
            for payload in Parser::new(0).parse_all(&renumbered) {
                if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                    let locals: Vec<_> = body.get_locals_reader().unwrap().into_iter().collect();
                    let locals: Vec<_> = locals.into_iter().map(Result::unwrap).collect();
                    let operators = body.get_operators_reader().unwrap().into_iter();
                    let read: Vec<u32> = operators
                        .filter_map(|operator| match operator.unwrap() {
                            Operator::LocalGet { local_index } => Some(local_index),
                            _ => None,
                        })
                        .collect();
                    assert_eq!((&locals[..], &read[..]), expected);
                }
            }
        };
        check(&[], &[1, 0], (&[], &[1, 0]));
        check(
            &[(3, Type::I32)],
            &[2, 4, 0, 4, 3, 4, 3],
            (&[(3, ValType::I32)], &[4, 2, 0, 2, 3, 2, 3]),
        );
        check(
            &[(1, Type::F64), (2, Type::I32)],
            &[2, 2, 3, 4],
            (&[(2, ValType::I32), (1, ValType::F64)], &[4, 4, 2, 3]),
        );
    }
}
