use crate::apt;
use crate::process;
use anyhow::{Context, Result};
use std::fs;

const PACKAGE: &str = "postgresql";
/// Where Debian keeps the programs of each version; only some of them are in `PATH`.
const FOLDER: &str = "/usr/lib/postgresql";

/// The database that tests of the endpoint start; installs Debian's if there is none.
pub fn prepare() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let advice = || {
        format!(
            "the tests of the endpoint need PostgreSQL; type: {}",
            apt::command_to_type(&[PACKAGE])
        )
    };
    apt::install(&[PACKAGE]).with_context(advice)
}

fn is_there() -> bool {
    let versions = fs::read_dir(FOLDER).into_iter().flatten().flatten();
    let mut programs = versions.map(|version| version.path().join("bin/initdb"));
    programs.any(|program| program.is_file()) || process::find("initdb").is_some()
}
