//! `cargo xtask`: everything that is done to this repository, as one program.
//!
//! | command | does |
//! |---|---|
//! | `setup` | installs what building (and with `--tests`, testing) needs and this machine lacks |
//! | `build` | compiles the widget and assembles `dist/`; fails when a file outgrows `budgets.toml`; with `--quick`, to try something |
//! | `serve` | setup, build, then the endpoint with its store and the demo page |
//! | `test` | format, lints, native tests, type checks, differential tests, browser tests |
//! | `conformance` | how many recorded results of `survey-core` our expressions give |
//! | `bench` | figures measured beside `survey-core` in the same run |
//! | `soak` | delivery without mercy: 100,000 simulated schedules, every browser scenario whole, 10,000 responses through a server that fails |
//! | `fuzz` | random inputs for what reads the texts of strangers |

#![allow(
    clippy::print_stdout,
    reason = "a build program speaks to the person who started it"
)]

mod apt;
mod arrange;
mod bench;
mod browser_tests;
mod build;
mod chromium;
mod conformance;
mod contents;
mod core_check;
mod debian;
mod differential_tests;
mod dist;
mod fuzz;
mod manifest;
mod native_tests;
mod node;
mod parts;
mod postgresql;
mod process;
mod script;
mod serve;
mod setup;
mod short_names;
mod sizes;
mod soak;
mod step;
mod test;
mod toolchain;
mod widget;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use step::Steps;
use workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Builds, serves and tests Journey Survey"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what building needs and this machine lacks
    Setup {
        /// Also what the differential and the browser tests need: Node packages, Chromium
        #[arg(long)]
        tests: bool,
    },
    /// Compile the widget and assemble dist/
    Build(build::Options),
    /// Build everything, then serve the demo page and collect responses
    Serve(serve::Options),
    /// Run every check and test, stopping at the first that fails
    Test(test::Options),
    /// Count how many recorded results of survey-core our expressions give
    Conformance,
    /// Measure beside survey-core, in the same run, and say which bars are met
    Bench(bench::Options),
    /// Try delivery without mercy, for as long as that takes, and print the README's table
    Soak(soak::Options),
    /// Try random inputs on what reads the texts of strangers, until one of them does harm
    Fuzz(fuzz::Options),
}

fn main() -> std::process::ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    let workspace = Workspace::locate()?;
    let mut steps = Steps::new();
    match arguments.command {
        Command::Setup { tests } => {
            setup::for_building(&workspace, &mut steps)?;
            if tests {
                setup::for_testing(&workspace, &mut steps)?;
            }
            println!("\nEverything needed is in place ({}).", steps.elapsed());
            Ok(())
        }
        Command::Build(options) => {
            build::build(&workspace, &mut steps, &options)?;
            println!("\nBuilt dist/ in {}.", steps.elapsed());
            Ok(())
        }
        Command::Serve(options) => serve::serve(&workspace, &mut steps, &options),
        Command::Test(options) => test::test(&workspace, &mut steps, &options),
        Command::Conformance => conformance::conformance(&workspace),
        Command::Bench(options) => bench::bench(&workspace, &mut steps, &options),
        Command::Soak(options) => soak::soak(&workspace, &mut steps, &options),
        Command::Fuzz(options) => fuzz::fuzz(&workspace, &mut steps, &options),
    }
}
