use crate::build;
use crate::process;
use crate::setup;
use crate::step::Steps;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// Where the page and the endpoint are to be found on this machine
    #[arg(long, default_value_t = 8787, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// The SQLite file that keeps the responses [default: responses.sqlite in the build folder]
    #[arg(long)]
    store: Option<PathBuf>,
    /// Compile the server with optimisations: slower to build, faster to run
    #[arg(long)]
    release: bool,
}

/// Sets up, builds, and becomes the server.
pub fn serve(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<()> {
    // Before the long part: nobody wants to hear it after ten minutes.
    check_port(options.port)?;
    let toolchain = setup::for_building(workspace, steps)?;
    build::build_with(workspace, &toolchain, steps)?;
    let program = steps.run("compile the server", || {
        compile_server(workspace, options.release)
    })?;
    check_port(options.port)?;

    let store = match &options.store {
        Some(path) => env::current_dir()?.join(path),
        None => workspace.target.join("responses.sqlite"),
    };
    if let Some(folder) = store.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let mut server = Command::new(program);
    server
        .current_dir(&workspace.root)
        .args(["collect", "--listen"])
        .arg(format!("127.0.0.1:{}", options.port))
        .arg("--web")
        .arg(workspace.dist())
        .arg("--store")
        .arg(&store);
    println!("\nReady in {}. Ctrl-C stops it.", steps.elapsed());
    println!("  responses   {}", store.display());
    println!("  the gallery http://127.0.0.1:{}/gallery/", options.port);
    println!("  the page    http://127.0.0.1:{}/", options.port);
    become_program(server)
}

/// Compiles the `journey-survey` binary and returns its path.
pub fn compile_server(workspace: &Workspace, release: bool) -> Result<PathBuf> {
    let mut command = workspace.cargo();
    command.args(["build", "--package", "journey-survey-cli"]);
    if release {
        command.arg("--release");
    }
    process::run(&mut command)
        .context("the server does not compile; the compiler's reason stands above")?;
    let profile = if release { "release" } else { "debug" };
    let name = format!("journey-survey{}", env::consts::EXE_SUFFIX);
    let program = workspace.target.join(profile).join(name);
    if !program.is_file() {
        bail!(
            "the compiler succeeded, but {} is missing",
            program.display()
        );
    }
    Ok(program)
}

fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is taken by another program, perhaps an earlier `cargo xtask serve`: stop that, or choose \
             another port with --port"
        ),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => bail!(
            "this system does not let you listen on port {port}: choose one above 1023 with --port"
        ),
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}")),
    }
}

/// The server takes this process's place, so that Ctrl-C and every other signal reach it.
#[cfg(unix)]
fn become_program(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    let error = command.exec();
    Err(error).with_context(|| format!("cannot start `{}`", process::shown(&command)))
}

/// The console sends Ctrl-C to both programs.
#[cfg(not(unix))]
fn become_program(mut command: Command) -> Result<()> {
    process::run(&mut command)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_taken_port_is_said_in_a_sentence() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = check_port(port).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("port {port} is taken by another program")),
            "{error}"
        );
        drop(listener);
        check_port(port).unwrap();
    }
}
