use crate::build;
use crate::chromium;
use crate::node;
use crate::process;
use crate::serve;
use crate::setup;
use crate::step::Steps;
use crate::test::Selection;
use crate::workspace::Workspace;
use anyhow::{Context, Result};

/// The build, the type check of the loader, and the tests in a real browser.
pub fn run(workspace: &Workspace, steps: &mut Steps, selection: &Selection<'_>) -> Result<()> {
    let toolchain = setup::for_building(workspace, steps)?;
    build::build_with(workspace, &toolchain, steps)?;
    let server = steps.run("compile the server", || {
        serve::compile_server(workspace, false)
    })?;
    let folder = workspace.browser_tests();
    steps.run("Node packages", || node::prepare(&folder))?;
    if selection.filter.is_none() {
        steps.run("types of the loader and the browser tests", || {
            process::run(node::program("npx", &folder).args([
                "--no-install",
                "tsc",
                "--project",
                ".",
            ]))
            .context("the loader or a browser test has type errors; they stand above")
        })?;
    }
    let chromium = steps.run("Chromium", chromium::prepare)?;
    steps.run("browser tests", || {
        let mut command = node::program("npx", &folder);
        command
            .args(["--no-install", "playwright", "test"])
            .args(selection.filter)
            .env("CHROMIUM_PATH", &chromium)
            .env("JOURNEY_SURVEY_BIN", &server)
            .env("JOURNEY_SURVEY_DIST", workspace.dist());
        if selection.may_be_empty {
            command.arg("--pass-with-no-tests");
        }
        process::run(&mut command)
            .context("a browser test failed; its pictures are in target/browser-tests")
    })
}
