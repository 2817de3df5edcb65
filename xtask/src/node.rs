use crate::process;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

const OLDEST_VERSION: u32 = 20;

/// Checks that Node is there, and installs the packages that `package-lock.json` names, unless they are there.
pub fn prepare(folder: &Path) -> Result<()> {
    check_version()?;
    let lock_file = folder.join("package-lock.json");
    let lock =
        fs::read(&lock_file).with_context(|| format!("cannot read {}", lock_file.display()))?;
    // In the folder that npm fills: who deletes the one deletes the other.
    let installed_file = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&installed_file).is_ok_and(|installed| installed == lock) {
        eprintln!("    present");
        return Ok(());
    }
    eprintln!("    npm ci");
    process::run(
        program("npm", folder)
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .stdout(io::stderr()),
    )
    .context(
        "the Node packages of package-lock.json could not be installed; npm needs a registry it can reach \
         (`npm config get registry` shows which)",
    )?;
    fs::write(&installed_file, lock)
        .with_context(|| format!("cannot write {}", installed_file.display()))
}

/// One of Node's programs, in that folder.
pub fn program(name: &str, folder: &Path) -> Command {
    let suffix = if cfg!(windows) && name != "node" {
        ".cmd"
    } else {
        ""
    };
    let mut command = Command::new(format!("{name}{suffix}"));
    command.current_dir(folder);
    command
}

fn check_version() -> Result<()> {
    let advice = format!(
        "Differential and browser tests and benchmarks need Node.js {OLDEST_VERSION} or newer with npm: install it from \
         https://nodejs.org/en/download (or `sudo apt-get install nodejs npm` where that gives {OLDEST_VERSION} or \
         newer), or run `cargo xtask test --native`"
    );
    let here = Path::new(".");
    let Ok(version) = process::output(program("node", here).arg("--version")) else {
        bail!("Node.js is missing. {advice}");
    };
    let version = version.trim();
    if major(version).is_none_or(|major| major < OLDEST_VERSION) {
        bail!("Node.js is too old ({version}). {advice}");
    }
    if !process::succeeds(program("npm", here).arg("--version")) {
        bail!("npm is missing. {advice}");
    }
    Ok(())
}

/// `20` from `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        let check = |version: &str, expected| assert_eq!(major(version), expected);
        check("v20.11.1", Some(20));
        check("v8.0.0", Some(8));
        check("20.11.1", None);
        check("", None);
    }
}
