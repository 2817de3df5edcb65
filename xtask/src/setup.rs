use crate::chromium;
use crate::native_tests;
use crate::node;
use crate::postgresql;
use crate::step::Steps;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;
use anyhow::Result;

/// Makes sure that the widget can be compiled.
pub fn for_building(workspace: &Workspace, steps: &mut Steps) -> Result<Toolchain> {
    steps.run("WebAssembly compiler", || Toolchain::prepare(workspace))
}

/// Makes sure that every test can run, in the way the test command does it.
pub fn for_testing(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.run("format and lint tools", || {
        native_tests::prepare_tools(workspace)
    })?;
    steps.run("PostgreSQL", postgresql::prepare)?;
    steps.run("Node packages", || {
        node::prepare(&workspace.differential_tests())?;
        node::prepare(&workspace.browser_tests())
    })?;
    steps.run("Chromium", || chromium::prepare().map(drop))
}
