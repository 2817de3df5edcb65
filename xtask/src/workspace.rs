use crate::process;
use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where things are.
pub struct Workspace {
    /// The repository's top folder.
    pub root: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
}

impl Workspace {
    pub fn locate() -> Result<Workspace> {
        #[derive(Deserialize)]
        struct Metadata {
            target_directory: PathBuf,
        }
        // The folder that `cargo run` names, not the one of compiling: two checkouts that share a build folder
        // share this program.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = package
            .parent()
            .ok_or_else(|| anyhow!("xtask must stand in a folder of the repository"))?
            .to_owned();
        let printed =
            process::output(cargo(&root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: Metadata =
            serde_json::from_str(&printed).context("cargo metadata printed something unknown")?;
        Ok(Workspace {
            root,
            target: metadata.target_directory,
        })
    }

    /// The active toolchain's cargo, in the top folder.
    pub fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    pub fn differential_tests(&self) -> PathBuf {
        self.root.join("tests").join("differential")
    }

    pub fn browser_tests(&self) -> PathBuf {
        self.root.join("tests").join("browser")
    }

    /// What xtask keeps between runs; deleted with the build folder.
    pub fn notes(&self) -> PathBuf {
        self.target.join("xtask")
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    forget_outer_package(&mut command);
    command
}

/// `cargo run` tells xtask which package xtask is. A cargo started from here must not take that for its own,
/// or it would see a changed environment, and build scripts would run again, each time.
pub fn forget_outer_package(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let about_xtask = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name == "CARGO_PRIMARY_PACKAGE"
        });
        if about_xtask {
            command.env_remove(name);
        }
    }
}
