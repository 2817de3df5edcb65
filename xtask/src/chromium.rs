use crate::apt;
use crate::process;
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;

const PACKAGE: &str = "chromium";
const PATH_VARIABLE: &str = "CHROMIUM_PATH";

/// The browser that runs the tests; installs Debian's if there is none.
pub fn prepare() -> Result<PathBuf> {
    if let Some(path) = env::var_os(PATH_VARIABLE).map(PathBuf::from) {
        if !path.is_file() {
            bail!(
                "{PATH_VARIABLE} names {}, and there is no such file",
                path.display()
            );
        }
        return Ok(path);
    }
    if let Some(path) = find() {
        eprintln!("    {}", path.display());
        return Ok(path);
    }
    let advice = format!(
        "the browser tests need Chromium. Type: {}\nor install Chromium or Chrome another way and set {PATH_VARIABLE} \
         to its program, or run `cargo xtask test --native`",
        apt::command_to_type(&[PACKAGE])
    );
    apt::install(&[PACKAGE]).with_context(|| advice.clone())?;
    match find() {
        Some(path) => Ok(path),
        None => bail!(advice),
    }
}

fn find() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "chrome"]
        .into_iter()
        .find_map(process::find)
}
