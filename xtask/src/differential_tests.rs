use crate::node;
use crate::process;
use crate::serve;
use crate::step::Steps;
use crate::test::Selection;
use crate::workspace::Workspace;
use anyhow::{Context, Result};

/// Scripted sessions, written and random, of `journey-survey run` and of npm survey-core side by side.
pub fn run(workspace: &Workspace, steps: &mut Steps, selection: &Selection<'_>) -> Result<()> {
    let program = steps.run("compile the command line", || {
        serve::compile_server(workspace, false)
    })?;
    let folder = workspace.differential_tests();
    steps.run("Node packages", || node::prepare(&folder))?;
    if selection.filter.is_none() {
        steps.run("types of the differential tests", || {
            process::run(node::program("npx", &folder).args([
                "--no-install",
                "tsc",
                "--project",
                ".",
            ]))
            .context("a differential test has type errors; they stand above")
        })?;
    }
    steps.run("differential tests", || {
        let mut command = node::program("node", &folder);
        command
            .args(["--test", "--test-reporter=spec"])
            .env("JOURNEY_SURVEY_BIN", &program);
        if let Some(filter) = selection.filter {
            command.arg("--test-name-pattern").arg(filter);
        }
        process::run(&mut command).context(
            "a session differs from survey-core's; `npm run compare -- FILE` in tests/differential shows both sides",
        )
    })
}
