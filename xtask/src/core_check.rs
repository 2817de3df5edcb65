//! The invariant that the core (everything from `value` to `delivery`) stands without the web.

use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};

const WEB_PACKAGES: [&str; 5] = [
    "js-sys",
    "serde-wasm-bindgen",
    "wasm-bindgen",
    "web-sys",
    "yew",
];
const WEB_FAMILY: &str = "gloo";

/// Compiles the core alone, and looks for web packages among what it depends on.
pub fn run(workspace: &Workspace) -> Result<()> {
    let core = ["--package", "journey-survey", "--no-default-features"];
    process::run(workspace.cargo().arg("check").args(core))
        .context("the core does not compile without the features `native` and `web`")?;
    let tree = process::output(workspace.cargo().arg("tree").args(core).args([
        "--features",
        "native",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let found = web_packages(&tree);
    if let Some(first) = found.first() {
        bail!(
            "the core depends on the web: {} among the dependencies of journey-survey without its feature `web`. \
             Make it optional and name it under `web` in Cargo.toml; `cargo tree --package journey-survey \
             --no-default-features --features native --invert {first}` shows what brings it in",
            found.join(", ")
        );
    }
    Ok(())
}

/// The web packages in a list of lines such as `web-sys v0.3.70 (*)`, each once.
fn web_packages(tree: &str) -> Vec<&str> {
    let mut found: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| {
            WEB_PACKAGES.contains(name)
                || *name == WEB_FAMILY
                || name
                    .strip_prefix(WEB_FAMILY)
                    .is_some_and(|rest| rest.starts_with('-'))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_packages_are_found_by_their_whole_name() {
        let check = |tree: &str, expected: &[&str]| assert_eq!(web_packages(tree), expected);
        check("", &[]);
        check(
            "journey-survey v0.1.0 (/code)\nserde v1.0.200\nlibm v0.2.8",
            &[],
        );
        check(
            "a v1.0.0\nweb-sys v0.3.70\ngloo-timers v0.3.0\nweb-sys v0.3.70 (*)\ngloo v0.11.0",
            &["gloo", "gloo-timers", "web-sys"],
        );
        check(
            "yewish v1.0.0\ngloomy v1.0.0\nwasm-bindgen-shared-like v1.0.0",
            &[],
        );
    }
}
