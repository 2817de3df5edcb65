use super::Paths;
use crate::process;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What a hostile document did to the program that read it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ordeal {
    pub document: String,
    pub size_bytes: usize,
    pub doing: &'static str,
    #[serde(flatten)]
    pub taken: Taken,
}

/// As the native side's command `child` prints it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Taken {
    pub millis: f64,
    /// Of the processor, which other programs on the machine do not lengthen.
    pub processor_millis: f64,
    pub peak_bytes: u64,
    /// `None` if a signal ended it.
    pub exit_code: Option<i32>,
}

pub const MOST_MILLIS: f64 = 1_000.0;
pub const MOST_BYTES: u64 = 200_000_000;
/// A program that hangs is stopped after so many seconds of work.
const LIMIT_SECONDS: u32 = 60;

impl Taken {
    /// In time, in memory, and ended by itself.
    pub fn is_met(&self) -> bool {
        self.exit_code.is_some()
            && self.processor_millis <= MOST_MILLIS
            && self.peak_bytes <= MOST_BYTES
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    name: String,
    file: PathBuf,
    size_bytes: usize,
    harms_when_answered: bool,
}

/// Each document through `journey-survey check`, and those that do harm when they are answered through a session.
pub fn measure(paths: &Paths) -> Result<Vec<Ordeal>> {
    let folder = paths.documents.join("hostile");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let list = process::output(Command::new(&paths.native).arg("hostile").arg(folder))?;
    let list: Vec<Listed> =
        serde_json::from_str(&list).context("the list of hostile documents is not as expected")?;
    let mut ordeals = Vec::new();
    for listed in list {
        let check = [
            paths.program.as_os_str(),
            "check".as_ref(),
            listed.file.as_ref(),
        ];
        let respond = [
            paths.native.as_os_str(),
            "respond".as_ref(),
            listed.file.as_ref(),
        ];
        let mut suffer = |doing, command: [&OsStr; 3]| -> Result<()> {
            eprintln!("    {}, {doing}", listed.name);
            ordeals.push(Ordeal {
                document: listed.name.clone(),
                size_bytes: listed.size_bytes,
                doing,
                taken: run(paths, command)?,
            });
            Ok(())
        };
        suffer("checked", check)?;
        if listed.harms_when_answered {
            suffer("answered", respond)?;
        }
    }
    Ok(ordeals)
}

fn run(paths: &Paths, command: [&OsStr; 3]) -> Result<Taken> {
    let printed = process::output(limited(paths).arg("child").args(command))?;
    serde_json::from_str(&printed).context("what a program took is not as expected")
}

/// The native side under a limit that its children inherit.
#[cfg(unix)]
fn limited(paths: &Paths) -> Command {
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("ulimit -t {LIMIT_SECONDS}; exec \"$0\" \"$@\""))
        .arg(&paths.native);
    command
}

#[cfg(not(unix))]
fn limited(paths: &Paths) -> Command {
    Command::new(&paths.native)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_met_in_time_in_memory_and_without_a_crash() {
        let check =
            |processor_millis: f64, peak_bytes: u64, exit_code: Option<i32>, expected: bool| {
                let taken = Taken {
                    millis: 9_999.0,
                    processor_millis,
                    peak_bytes,
                    exit_code,
                };
                assert_eq!(taken.is_met(), expected);
            };
        check(1_000.0, 200_000_000, Some(1), true);
        check(1_000.5, 1, Some(1), false);
        check(1.0, 200_000_001, Some(0), false);
        check(1.0, 1, None, false);
    }
}
