//! The command line of Journey Survey: one binary, one module for each subcommand.

mod calendar;
mod check;
mod collect;
mod eval;
mod lines;
mod run;
mod simulate;
mod source;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Documents and sessions are many small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Tools for Journey Survey documents and responses.
#[derive(Parser)]
#[command(name = "journey-survey", version, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Collect(collect::Arguments),
    Eval(eval::Arguments),
    Run(run::Arguments),
    Simulate(simulate::Arguments),
}

/// The exit status when something could not be done at all, as for a command line that cannot be understood.
const FAILED_TO_RUN: u8 = 2;

fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Check(arguments) => check::run(arguments),
        Command::Collect(arguments) => collect::run(arguments).map(|()| ExitCode::SUCCESS),
        Command::Eval(arguments) => eval::run(arguments).map(|()| ExitCode::SUCCESS),
        Command::Run(arguments) => run::run(arguments).map(|()| ExitCode::SUCCESS),
        Command::Simulate(arguments) => simulate::run(arguments).map(|()| ExitCode::SUCCESS),
    };
    outcome.unwrap_or_else(|sentence| {
        complain(&sentence);
        ExitCode::from(FAILED_TO_RUN)
    })
}

fn complain(sentence: &str) {
    // Not eprintln!: it panics when standard error is closed.
    let _ = writeln!(std::io::stderr(), "error: {sentence}");
}
