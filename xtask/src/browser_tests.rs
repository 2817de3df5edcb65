use crate::build;
use crate::chromium;
use crate::node;
use crate::process;
use crate::serve;
use crate::setup;
use crate::step::Steps;
use crate::test::Selection;
use crate::toolchain::Toolchain;
use crate::widget::{self, Purpose};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// Somebody's application with a survey in it.
const YEW_HOST: &str = "yew-host";

/// What a browser is to try, and the browser.
pub struct Prepared {
    pub folder: PathBuf,
    toolchain: Toolchain,
    server: PathBuf,
    chromium: PathBuf,
}

impl Prepared {
    /// Builds what is served and the server, and finds a browser.
    pub fn new(workspace: &Workspace, steps: &mut Steps) -> Result<Self> {
        let toolchain = setup::for_building(workspace, steps)?;
        build::build_with(workspace, &toolchain, steps)?;
        let server = steps.run("compile the server", || {
            serve::compile_server(workspace, false)
        })?;
        let folder = workspace.browser_tests();
        steps.run("Node packages", || node::prepare(&folder))?;
        let chromium = steps.run("Chromium", chromium::prepare)?;
        Ok(Self {
            folder,
            toolchain,
            server,
            chromium,
        })
    }

    /// Playwright, which still has to be told what to run.
    pub fn playwright(&self, workspace: &Workspace) -> Command {
        let mut command = node::program("npx", &self.folder);
        command
            .args(["--no-install", "playwright", "test"])
            .env("CHROMIUM_PATH", &self.chromium)
            .env("JOURNEY_SURVEY_BIN", &self.server)
            .env("JOURNEY_SURVEY_DIST", workspace.dist());
        command
    }
}

/// The build, the type check of the loader, and the tests in a real browser.
pub fn run(workspace: &Workspace, steps: &mut Steps, selection: &Selection<'_>) -> Result<()> {
    let prepared = Prepared::new(workspace, steps)?;
    let yew_host = steps.run("compile an application in Yew", || {
        widget::compile_package(workspace, &prepared.toolchain, YEW_HOST, Purpose::Try)
            .and_then(|wasm| widget::bind_for_web(workspace, &wasm, YEW_HOST))
    })?;
    if selection.filter.is_none() {
        steps.run("types of the loader and the browser tests", || {
            process::run(node::program("npx", &prepared.folder).args([
                "--no-install",
                "tsc",
                "--project",
                ".",
            ]))
            .context("the loader or a browser test has type errors; they stand above")
        })?;
    }
    steps.run("browser tests", || {
        let mut command = prepared.playwright(workspace);
        command
            .args(selection.filter)
            .env("JOURNEY_SURVEY_YEW_HOST", &yew_host);
        if selection.may_be_empty {
            command.arg("--pass-with-no-tests");
        }
        process::run(&mut command)
            .context("a browser test failed; its pictures are in target/browser-tests")
    })
}
