//! The native side of `cargo xtask bench`, which starts this program and says what to do.
//!
//! | arguments | does |
//! |---|---|
//! | `measure` | answers requests, a JSON object a line, until its input ends |
//! | `chain COUNT FILE` | writes the long survey |
//! | `hostile FOLDER` | writes the hostile documents, and prints what they are as JSON |
//! | `respond FILE` | walks a respondent through a document |
//! | `child PROGRAM ARGUMENT…` | runs a program to its end, and prints what it took as JSON |

mod child;
mod measure;
mod respond;

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use journey_survey_bench::{chain, hostile};

/// As the command line has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match *arguments {
        ["measure"] => measure::answer_requests(),
        ["chain", count, file] => write_chain(count, Path::new(file)),
        ["hostile", folder] => write_hostile(Path::new(folder)),
        ["respond", file] => respond::walk_through(Path::new(file)),
        ["child", program, ref arguments @ ..] => child::run(program, arguments),
        _ => Err("this program is started by `cargo xtask bench`".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // Nobody is left to tell if this fails.
            let _ = writeln!(io::stderr(), "error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn write_chain(count: &str, file: &Path) -> Result<(), String> {
    let count = count
        .parse()
        .map_err(|_| format!("{count} is no number of questions"))?;
    write_file(file, &chain::document(count))
}

fn write_hostile(folder: &Path) -> Result<(), String> {
    let mut list = Vec::new();
    for hostile in hostile::documents() {
        let file = folder
            .join(hostile.name.replace([' ', ','], "-"))
            .with_extension("json");
        write_file(&file, &hostile.document)?;
        list.push(serde_json::json!({
            "name": hostile.name,
            "file": file,
            "sizeBytes": hostile.document.len(),
            "harmsWhenAnswered": hostile.harms_when_answered,
        }));
    }
    print(&serde_json::Value::from(list))
}

fn write_file(file: &Path, content: &str) -> Result<(), String> {
    fs::write(file, content).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

fn read_file(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// One line on standard output, at once.
fn print(line: &impl serde::Serialize) -> Result<(), String> {
    let line = serde_json::to_string(line).map_err(|error| error.to_string())?;
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")
        .and_then(|()| output.flush())
        .map_err(|error| format!("cannot write to standard output: {error}"))
}
