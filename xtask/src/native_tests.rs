use crate::core_check;
use crate::postgresql;
use crate::process;
use crate::step::Steps;
use crate::test::Selection;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Duration;

const COMPONENTS_LIMIT: Duration = Duration::from_secs(60);

/// Format, lints, the core's independence of the web, and the native tests.
pub fn run(workspace: &Workspace, steps: &mut Steps, selection: &Selection<'_>) -> Result<()> {
    let cargo = |words: &str| {
        let mut command = workspace.cargo();
        command.args(words.split(' '));
        command
    };
    if selection.filter.is_none() {
        steps.run("format", || {
            prepare_tools(workspace)?;
            process::run(&mut cargo("fmt --all --check"))
                .context("some files are not formatted; `cargo fmt --all` does it")
        })?;
        steps.run("lints", || {
            process::run(&mut cargo(
                "clippy --workspace --all-targets --all-features -- -D warnings",
            ))
            .context("clippy has something to say; it stands above")
        })?;
        steps.run("the core knows no web", || core_check::run(workspace))?;
    }
    steps.run("PostgreSQL", postgresql::prepare)?;
    steps.run("native tests", || {
        if process::succeeds(&mut cargo("nextest --version")) {
            let mut command = cargo("nextest run --workspace");
            if selection.may_be_empty {
                command.arg("--no-tests=pass");
            }
            process::run(command.args(selection.filter))
        } else {
            eprintln!(
                "    cargo-nextest is not installed: `cargo test` does as well, a little slower"
            );
            process::run(cargo("test --workspace --lib --bins --tests").args(selection.filter))
        }
    })?;
    steps.run("examples in the documentation", || {
        process::run(cargo("test --workspace --doc").args(selection.filter))
    })
}

/// rustfmt and clippy, which minimal toolchains lack.
pub fn prepare_tools(workspace: &Workspace) -> Result<()> {
    let present = |tool: &str| process::succeeds(workspace.cargo().args([tool, "--version"]));
    if present("fmt") && present("clippy") {
        return Ok(());
    }
    const ADVICE: &str = "rustfmt and clippy are needed; type: rustup component add rustfmt clippy";
    let Some(rustup) = process::find("rustup") else {
        bail!(ADVICE);
    };
    eprintln!("    rustup component add rustfmt clippy");
    let mut command = Command::new(rustup);
    command
        .current_dir(&workspace.root)
        .args(["component", "add", "rustfmt", "clippy"]);
    let log = workspace.notes().join("rustup.log");
    process::run_within(&mut command, COMPONENTS_LIMIT, &log).context(ADVICE)
}
