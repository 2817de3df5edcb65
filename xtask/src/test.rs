use crate::browser_tests;
use crate::differential_tests;
use crate::native_tests;
use crate::step::Steps;
use crate::workspace::Workspace;
use anyhow::Result;

#[derive(clap::Args)]
pub struct Options {
    /// Only what runs without Node and a browser
    #[arg(long, group = "part")]
    native: bool,
    /// Only sessions side by side with npm survey-core
    #[arg(long, group = "part")]
    differential: bool,
    /// Only the build, the type check and the browser tests
    #[arg(long, group = "part")]
    browser: bool,
    /// Only the tests whose name (native, differential) or path or title (browser) contains this; no format and lint checks
    filter: Option<String>,
}

impl Options {
    fn all_parts(&self) -> bool {
        !(self.native || self.differential || self.browser)
    }
}

/// Which tests to run.
pub struct Selection<'a> {
    pub filter: Option<&'a str>,
    /// Whether it is no failure when no test fits: the filter may mean a test of another part.
    pub may_be_empty: bool,
}

/// Runs every check and test, stopping at the first that fails, and sums up.
pub fn test(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<()> {
    let selection = Selection {
        filter: options.filter.as_deref(),
        may_be_empty: options.filter.is_some() && options.all_parts(),
    };
    let result = run(workspace, steps, options, &selection);
    println!("\n{}", steps.summary());
    if result.is_ok() {
        println!("All tests passed.");
    }
    result
}

fn run(
    workspace: &Workspace,
    steps: &mut Steps,
    options: &Options,
    selection: &Selection<'_>,
) -> Result<()> {
    if options.native || options.all_parts() {
        native_tests::run(workspace, steps, selection)?;
    }
    if options.differential || options.all_parts() {
        differential_tests::run(workspace, steps, selection)?;
    }
    if options.browser || options.all_parts() {
        browser_tests::run(workspace, steps, selection)?;
    }
    Ok(())
}
