//! Debian and Ubuntu packages.

use crate::process;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Installs the packages, as root or through a sudo that asks nothing.
pub fn install(packages: &[&str]) -> Result<()> {
    if process::find("apt-get").is_none() {
        bail!("this system has no apt-get");
    }
    let Some(prefix) = rights() else {
        bail!(
            "installing needs root rights; type: {}",
            command_to_type(packages)
        );
    };
    eprintln!("    {}", command_to_type(packages));
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    if process::succeeds(&mut apt_get(prefix, &arguments)) {
        return Ok(());
    }
    // The usual reason: the package lists are missing or old.
    process::output(&mut apt_get(prefix, &["update"]))
        .context("the package lists could not be fetched")?;
    process::output(&mut apt_get(prefix, &arguments)).with_context(|| {
        format!(
            "the packages could not be installed; try: {}",
            command_to_type(packages)
        )
    })?;
    Ok(())
}

/// What a person types who does it by hand.
pub fn command_to_type(packages: &[&str]) -> String {
    format!(
        "sudo apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    )
}

/// The words to put before a command so that it runs as root; nothing if that is impossible.
fn rights() -> Option<&'static [&'static str]> {
    let user = process::output(Command::new("id").arg("-u")).ok()?;
    if user.trim() == "0" {
        return Some(&[]);
    }
    process::succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

fn apt_get(prefix: &[&str], arguments: &[&str]) -> Command {
    let mut words =
        prefix
            .iter()
            .copied()
            .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = Command::new(words.next().unwrap_or("apt-get"));
    command.args(words).args(arguments);
    command
}
