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
