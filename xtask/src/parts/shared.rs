use super::division::Division;
use super::module::{Module, Uses};
use wasmparser::{FuncType, ValType};

/// What the second part calls the first one.
pub const FIRST: &str = "0";

/// What the first part lets the second one have.
///
/// The first table is not among it: with a table of functions that scripts can see, Chromium's developer tools do not come to
/// an end of counting a page's objects. The first part calls and fills it for the second one.
#[derive(Clone, Copy)]
pub enum Shared {
    Memory,
    Table(u32),
    Global(u32),
    Function(u32),
    /// Calls a function of this type by its place in the first table, which comes after the function's parameters.
    Caller(u32),
    /// Puts a function into a place in the first table.
    Filler,
}

/// All that is shared, by the names that it has between the parts.
pub fn shared(division: &Division) -> impl Iterator<Item = (String, Shared)> {
    let Uses {
        functions,
        globals,
        tables,
        types_called,
    } = &division.shared;
    let tables = tables.iter().copied().map(Shared::Table);
    let globals = globals.iter().copied().map(Shared::Global);
    let callers = types_called.iter().copied().map(Shared::Caller);
    let functions = functions.iter().copied().map(Shared::Function);
    let all = [Shared::Memory, Shared::Filler].into_iter();
    let all = all
        .chain(tables)
        .chain(globals)
        .chain(callers)
        .chain(functions);
    all.enumerate()
        .map(|(number, shared)| (name(number), shared))
}

/// `a` … `z`, `aa` …: wasm-bindgen and the crate have no names as short. Names that are numbers would be places in a list to
/// JavaScript.
fn name(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The module's types and after them those of the callers, the filler's and that of what fills the table.
pub struct Types {
    pub all: Vec<FuncType>,
    called: Vec<u32>,
    own: usize,
}

impl Types {
    pub fn of(module: &Module, division: &Division) -> Self {
        let mut all = module.types.clone();
        let called: Vec<u32> = division.shared.types_called.iter().copied().collect();
        for of_function in &called {
            let called = &module.types[*of_function as usize];
            let parameters = called.params().iter().copied().chain([ValType::I32]);
            all.push(FuncType::new(parameters, called.results().iter().copied()));
        }
        all.push(FuncType::new([ValType::I32, ValType::FUNCREF], []));
        all.push(FuncType::new([], []));
        Self {
            all,
            called,
            own: module.types.len(),
        }
    }

    /// The types that functions are called by, and the types of their callers.
    pub fn callers(&self) -> impl Iterator<Item = (u32, u32)> {
        self.called.iter().copied().zip(self.own as u32..)
    }

    pub fn of_caller(&self, called: u32) -> Option<u32> {
        self.callers()
            .find(|(known, _)| *known == called)
            .map(|(_, own)| own)
    }

    pub fn of_filler(&self) -> u32 {
        (self.own + self.called.len()) as u32
    }

    pub fn of_start(&self) -> u32 {
        self.of_filler() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_are_one() {
        for (number, expected) in [
            (0, "a"),
            (25, "z"),
            (26, "aa"),
            (27, "ab"),
            (701, "zz"),
            (702, "aaa"),
        ] {
            assert_eq!(name(number), expected, "{number}");
        }
    }
}
