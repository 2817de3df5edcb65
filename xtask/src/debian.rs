//! For closed networks that have a package mirror: Debian's Rust, with the library source it builds
//! `wasm32-unknown-unknown` from.

use crate::apt;
use crate::process;
use crate::workspace::{Workspace, forget_outer_package};
use anyhow::{Context, Result, anyhow, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
];

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";

/// The linker by the name that rustc calls it, then by the names of packages that hold it, newest first.
const LINKERS: [&str; 5] = ["rust-lld", "lld-22", "lld-21", "lld-20", "lld-19"];

/// Debian's compiler, complete: cargo, rustc, library source and linker.
pub struct Debian {
    linker: PathBuf,
}

impl Debian {
    /// What is installed already, if that is enough.
    pub fn find() -> Option<Debian> {
        Debian::check().ok()
    }

    /// Installs what is missing.
    pub fn install() -> Result<Debian> {
        if let Some(debian) = Debian::find() {
            return Ok(debian);
        }
        apt::install(&PACKAGES)?;
        Debian::check()
    }

    pub fn install_command() -> String {
        apt::command_to_type(&PACKAGES)
    }

    /// Cargo in the top folder, free of the active toolchain's environment.
    pub fn cargo(&self, workspace: &Workspace) -> Result<Command> {
        let mut command = Command::new(CARGO);
        command.current_dir(&workspace.root);
        forget_outer_package(&mut command);
        for name in [
            "CARGO",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "LD_LIBRARY_PATH",
            "RUSTC_WORKSPACE_WRAPPER",
            "RUSTC_WRAPPER",
            "RUSTDOC",
            "RUSTFLAGS",
            "RUSTUP_TOOLCHAIN",
        ] {
            command.env_remove(name);
        }
        command.env("RUSTC", RUSTC);
        // `-Zbuild-std` and some flags are not stable; this is how a stable compiler is told to allow it.
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("PATH", self.path_with_linker(&workspace.notes())?);
        Ok(command)
    }

    fn check() -> Result<Debian> {
        for program in [CARGO, RUSTC] {
            if !Path::new(program).is_file() {
                bail!("{program} is missing");
            }
        }
        let version = process::output(Command::new(RUSTC).arg("--version"))?;
        let needed = env!("CARGO_PKG_RUST_VERSION");
        if version_numbers(version.split(' ').nth(1).unwrap_or_default()) < version_numbers(needed)
        {
            bail!(
                "{RUSTC} is {}, and {needed} or newer is needed",
                version.trim()
            );
        }
        let sysroot = process::output(Command::new(RUSTC).args(["--print", "sysroot"]))?;
        let source = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std");
        if !source.is_dir() {
            bail!("the library source {} is missing", source.display());
        }
        let linker = LINKERS
            .iter()
            .find_map(|name| process::find(name))
            .ok_or_else(|| anyhow!("the linker is missing (package lld-22)"))?;
        Ok(Debian { linker })
    }

    /// `PATH` with a `rust-lld` in it: rustc calls the linker by that name, Debian installs it under another.
    /// The link stands in the build folder, so it takes no rights over the system.
    fn path_with_linker(&self, notes: &Path) -> Result<std::ffi::OsString> {
        let path = env::var_os("PATH").unwrap_or_default();
        if self.linker.ends_with("rust-lld") {
            return Ok(path);
        }
        let folder = notes.join("linker");
        let link = folder.join("rust-lld");
        if fs::read_link(&link).ok().as_deref() != Some(self.linker.as_path()) {
            fs::create_dir_all(&folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
            // Absent, or of another linker; if it cannot be removed, making it says so.
            let _ = fs::remove_file(&link);
            make_link(&self.linker, &link)
                .with_context(|| format!("cannot make the link {}", link.display()))?;
        }
        let folders = std::iter::once(folder).chain(env::split_paths(&path));
        env::join_paths(folders).context("PATH holds a folder with a colon in its name")
    }
}

#[cfg(unix)]
fn make_link(original: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(original, link)
}

#[cfg(not(unix))]
fn make_link(_original: &Path, _link: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// `1.96.0` or `1.92` as numbers that compare.
fn version_numbers(version: &str) -> [u32; 3] {
    let mut numbers = [0; 3];
    for (number, text) in numbers.iter_mut().zip(version.split(['.', '-'])) {
        *number = text.parse().unwrap_or(0);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        let check = |older: &str, newer: &str| {
            assert!(
                version_numbers(older) < version_numbers(newer),
                "{older} {newer}"
            );
        };
        check("1.9.0", "1.63.0");
        check("1.63.0", "1.92");
        check("1.92", "1.92.1");
        check("", "1.0");
        assert_eq!(version_numbers("1.92.0"), version_numbers("1.92"));
        assert_eq!(version_numbers("1.96.0-nightly"), [1, 96, 0]);
    }
}
