//! Starting other programs, with errors that say which one failed and how.

use anyhow::{Context, Result, anyhow, bail};
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// Runs to the end; what it prints goes to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    check(command, status)
}

/// Runs to the end and returns what it printed; its error output becomes part of the error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed: {}", shown(command), reason.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the program is there and succeeds; it prints nothing.
pub fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Runs to the end or to the time limit; its reason for failing, as far as it printed one, becomes part of the
/// error.
pub fn run_within(command: &mut Command, limit: Duration, log: &Path) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdout(file.try_clone()?).stderr(file);
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return check(command, status).map_err(|error| match reason(log) {
                Some(line) => anyhow!("{error}: {line}"),
                None => error,
            });
        }
        if started.elapsed() > limit {
            // It may have ended in this very moment; there is nothing more to stop then.
            let _ = child.kill();
            child.wait()?;
            bail!(
                "`{}` was stopped after {} s",
                shown(command),
                limit.as_secs()
            );
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// The first file of that name in the folders of `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|candidate| candidate.is_file())
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![
        program
            .file_stem()
            .unwrap_or(program.as_os_str())
            .to_string_lossy(),
    ];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    words.join(" ")
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    match status.code() {
        Some(code) => bail!("`{}` failed with exit code {code}", shown(command)),
        None => bail!("`{}` was stopped by a signal", shown(command)),
    }
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", shown(command))
}

/// The first line that speaks of an error; without one, the last line.
fn reason(log: &Path) -> Option<String> {
    let text = fs::read_to_string(log).ok()?;
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines()
        .find(|line| line.starts_with("error"))
        .or_else(|| lines().next_back())?;
    Some(line.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn log(name: &str) -> PathBuf {
        env::temp_dir().join(format!("xtask-process-{}-{name}", std::process::id()))
    }

    #[test]
    fn a_program_beyond_its_time_is_stopped() {
        let started = Instant::now();
        let limit = Duration::from_millis(200);
        let error = run_within(&mut shell("exec sleep 20"), limit, &log("limit")).unwrap_err();
        assert!(error.to_string().contains("was stopped after"), "{error}");
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_failure_tells_its_reason() {
        let check = |script: &str, expected: &str| {
            let mut command = shell(script);
            let log = log(expected);
            let error = run_within(&mut command, Duration::from_secs(10), &log).unwrap_err();
            assert!(error.to_string().ends_with(expected), "{error}");
        };
        check(
            "echo first; echo no network >&2; exit 3",
            "code 3: no network",
        );
        check(
            "echo 'error: no network'; echo '16: <unknown>'; exit 1",
            "code 1: error: no network",
        );
        check("exit 4", "code 4");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert_eq!(error.to_string(), "cannot start `no-such-program-here`");
    }
}
