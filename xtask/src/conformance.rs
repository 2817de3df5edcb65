//! How many of the recorded results of survey-core our expressions give.

use crate::process;
use crate::workspace::Workspace;
use anyhow::Result;

/// What the tests print for us begins with this.
const PREFIX: &str = "conformance: ";

/// Errors: an expression differs, and no reason for it is listed.
pub fn conformance(workspace: &Workspace) -> Result<()> {
    for arguments in [
        "test --quiet -p journey-survey --test expression -- --nocapture --test-threads 1",
        "test --quiet -p journey-survey-cli --test eval -- --nocapture --test-threads 1 collected",
    ] {
        let mut command = workspace.cargo();
        let output = process::output(command.args(arguments.split(' ')))?;
        for line in output.lines() {
            // The name of the test may stand before it.
            if let Some((_, figure)) = line.split_once(PREFIX) {
                println!("{figure}");
            }
        }
    }
    Ok(())
}
