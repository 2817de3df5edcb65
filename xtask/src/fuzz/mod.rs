//! Random inputs for what reads the texts of strangers, by libFuzzer: see `fuzz/`.

mod seeds;

use crate::process;
use crate::step::Steps;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

#[derive(clap::Args)]
pub struct Options {
    /// What to read; without it everything, one after the other
    #[arg(value_enum)]
    target: Option<Target>,
    /// How long each is tried
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    minutes: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Target {
    /// Expressions: read, printed, read again, evaluated
    Expression,
    /// Survey documents: read and walked through
    Document,
    /// JSON, as the widget reads it
    Json,
    /// The markup of authors
    Markup,
    /// What an outbox finds in its store, and exports
    Record,
    /// The header `Retry-After`
    #[value(name = "retry_after")]
    RetryAfter,
}

impl Target {
    const ALL: [Target; 6] = [
        Target::Expression,
        Target::Document,
        Target::Json,
        Target::Markup,
        Target::Record,
        Target::RetryAfter,
    ];

    fn name(self) -> &'static str {
        match self {
            Target::Expression => "expression",
            Target::Document => "document",
            Target::Json => "json",
            Target::Markup => "markup",
            Target::Record => "record",
            Target::RetryAfter => "retry_after",
        }
    }

    /// Long enough for the longest seed.
    fn longest_bytes(self) -> usize {
        match self {
            Target::Document => 128 << 10,
            Target::RetryAfter => 256,
            _ => 8 << 10,
        }
    }
}

/// An input that takes longer than this is a finding.
const SLOWEST_SECONDS: u32 = 5;
const INSTALL_LIMIT: Duration = Duration::from_secs(20 * 60);

/// Tries each target until its time is over or something is found, which is an error.
pub fn fuzz(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<()> {
    let tool = steps.run("cargo-fuzz", || prepare(workspace))?;
    let targets = options
        .target
        .map_or(Target::ALL.to_vec(), |target| vec![target]);
    for target in targets {
        let name = target.name();
        steps.run(&format!("{name}, for {} min", options.minutes), || {
            run(workspace, &tool, target, options.minutes)
        })?;
    }
    println!("\nNothing was found ({}).", steps.elapsed());
    Ok(())
}

fn run(workspace: &Workspace, tool: &Path, target: Target, minutes: u32) -> Result<()> {
    let name = target.name();
    let folder = workspace.notes().join("fuzz");
    // What was found worth keeping stays for the next time.
    let (corpus, seeds) = (
        folder.join("corpus").join(name),
        folder.join("seeds").join(name),
    );
    let dictionary = seeds::write(&workspace.root, target, &seeds)?;
    std::fs::create_dir_all(&corpus)
        .with_context(|| format!("cannot make {}", corpus.display()))?;
    let mut command = Command::new(tool);
    command
        .current_dir(workspace.root.join("fuzz"))
        .env("CARGO_TARGET_DIR", workspace.target.join("fuzz"))
        // The code is free of `unsafe`, so there is nothing for sanitizers, which would ask for a nightly compiler.
        .args(["run", name, "--sanitizer", "none"])
        .args([&corpus, &seeds])
        .arg("--")
        .arg(format!("-dict={}", dictionary.display()))
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-max_len={}", target.longest_bytes()))
        .arg(format!("-timeout={SLOWEST_SECONDS}"))
        .arg("-print_final_stats=1");
    process::run(&mut command).with_context(|| {
        format!(
            "either `{name}` was made to fail, and the input that does it stands above and in fuzz/artifacts/{name}: \
             make a test of it, named after what went wrong; or the targets do not compile: they need a C++ compiler"
        )
    })
}

/// The tool: the one that is there, or else installed into the build folder.
fn prepare(workspace: &Workspace) -> Result<PathBuf> {
    let own = workspace.notes().join("tools");
    let program = format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX);
    let installed = own.join("bin").join(program);
    if let Some(present) = process::find("cargo-fuzz") {
        return Ok(present);
    }
    if !installed.is_file() {
        eprintln!("    cargo install cargo-fuzz");
        let mut command = workspace.cargo();
        command
            .args(["install", "cargo-fuzz", "--locked", "--root"])
            .arg(&own);
        process::run_within(
            &mut command,
            INSTALL_LIMIT,
            &workspace.notes().join("cargo-fuzz.log"),
        )
        .context("cargo-fuzz could not be installed; type: cargo install cargo-fuzz --locked")?;
    }
    Ok(installed)
}
