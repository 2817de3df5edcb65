//! Figures measured beside `survey-core` in the same run, as ratios: machines differ, and one differs from minute to
//! minute; and how long a respondent waits. Nothing here fails for being slow; it says which bars are met.

mod figures;
mod hostile;
mod interaction;
mod output;
mod sides;

use crate::node;
use crate::process;
use crate::serve;
use crate::step::Steps;
use crate::toolchain::Toolchain;
use crate::widget::{self, Purpose};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Clone, clap::Args)]
pub struct Options {
    /// What to measure
    #[arg(value_enum, default_value_t = Subject::Language)]
    subject: Subject,
    /// How often each figure is measured; the median counts
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// How long each measurement takes at least
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=60_000))]
    millis: u64,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Subject {
    /// The survey language: loading documents, setting answers, evaluating expressions, hostile documents
    Language,
    /// The published widget in Chromium: from an answer to the frame that shows what follows
    Interaction,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The package whose code is measured.
const PACKAGE: &str = "journey-survey-bench";

/// Measures, and prints the figures; all else that is printed goes to standard error.
pub fn bench(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<()> {
    match options.subject {
        Subject::Language => language(workspace, steps, options),
        Subject::Interaction => interaction::bench(workspace, steps, options.format),
    }
}

fn language(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<()> {
    let toolchain = steps.run("WebAssembly compiler", || Toolchain::prepare(workspace))?;
    let module = steps.run("compile to WebAssembly, as the widget is", || {
        widget::compile_package(workspace, &toolchain, PACKAGE, Purpose::Publish)
            .and_then(|wasm| widget::bind_for_node(workspace, &wasm, PACKAGE))
    })?;
    let native = steps.run("compile natively", || compile_native(workspace))?;
    let program = steps.run("compile the command line", || {
        serve::compile_server(workspace, true)
    })?;
    let folder = workspace.root.join("bench");
    steps.run("survey-core, to measure beside", || node::prepare(&folder))?;

    let documents = workspace.notes().join("bench");
    fs::create_dir_all(&documents)
        .with_context(|| format!("cannot make {}", documents.display()))?;
    let paths = Paths {
        native,
        program,
        module,
        folder,
        documents,
        tests: workspace.root.join("tests").join("expression"),
    };
    let comparison = steps.run("measure, side by side", || {
        figures::measure(&paths, options)
    })?;
    let hostile = steps.run("hostile documents", || hostile::measure(&paths))?;
    let report = output::Report {
        rounds: options.rounds,
        millis: options.millis,
        comparison,
        hostile,
    };
    output::print(&report, options.format)
}

/// What is measured and with what.
struct Paths {
    /// The native side.
    native: PathBuf,
    /// The command line.
    program: PathBuf,
    /// The WebAssembly side, as a module for Node.
    module: PathBuf,
    /// Where the JavaScript stands.
    folder: PathBuf,
    /// Where documents are written.
    documents: PathBuf,
    /// Where expressions and their results are collected.
    tests: PathBuf,
}

fn compile_native(workspace: &Workspace) -> Result<PathBuf> {
    process::run(
        workspace
            .cargo()
            .args(["build", "--release", "--package", PACKAGE, "--bins"]),
    )
    .context("the native side does not compile; the compiler's reason stands above")?;
    Ok(workspace.target.join("release").join(executable(PACKAGE)))
}

fn executable(name: &str) -> PathBuf {
    Path::new(name).with_extension(std::env::consts::EXE_EXTENSION)
}
