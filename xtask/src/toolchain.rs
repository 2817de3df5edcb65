use crate::debian::Debian;
use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A download that takes longer than this is taken for a network that is closed.
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// The compiler that turns the widget into WebAssembly.
pub enum Toolchain {
    /// The one that runs this program; it has the standard library for the wasm target. With that library's source, it
    /// builds it anew along with the widget.
    Active { has_source: bool },
    /// Debian's, which builds that standard library along with the widget.
    Debian(Debian),
}

impl Toolchain {
    /// Finds one, in this order: the target is present; rustup adds it; Debian's packages; a message that
    /// says what to type. Quick once it has succeeded.
    pub fn prepare(workspace: &Workspace) -> Result<Toolchain> {
        if active_has_target(&workspace.root) {
            eprintln!("    {WASM_TARGET} is present in the active toolchain");
            return Ok(Toolchain::active(workspace));
        }
        // A closed network is closed the next time too: with Debian's compiler there, rustup is not asked again.
        let failure_note = workspace.notes().join("rustup-failed.txt");
        if failure_note.exists()
            && let Some(debian) = Debian::find()
        {
            eprintln!("    using Debian's compiler: rustup could not add {WASM_TARGET} before");
            return Ok(Toolchain::Debian(debian));
        }
        let Err(rustup_error) = rustup_add_target(workspace) else {
            return Ok(Toolchain::active(workspace));
        };
        eprintln!("    rustup cannot add {WASM_TARGET} ({rustup_error:#})");
        fs::create_dir_all(workspace.notes())
            .and_then(|()| fs::write(&failure_note, format!("{rustup_error:#}\n")))
            .with_context(|| format!("cannot write {}", failure_note.display()))?;
        match Debian::install() {
            Ok(debian) => {
                eprintln!("    using Debian's compiler");
                Ok(Toolchain::Debian(debian))
            }
            Err(debian_error) => bail!(explanation(&rustup_error, &debian_error)),
        }
    }

    /// The active toolchain, with the source of its standard library if rustup can have it.
    fn active(workspace: &Workspace) -> Toolchain {
        let note = workspace.notes().join("rustup-no-source.txt");
        let has_source = active_has_source(&workspace.root)
            || !note.exists()
                && rustup_add(workspace, &["component", "add", "rust-src"])
                    .inspect_err(|error| {
                        // A closed network is closed the next time too. Unwritten, it is only asked again.
                        let _ = fs::create_dir_all(workspace.notes());
                        let _ = fs::write(&note, format!("{error:#}\n"));
                    })
                    .is_ok()
                && active_has_source(&workspace.root);
        if !has_source {
            eprintln!(
                "    without the source of Rust's standard library the widget is larger than its budget; \
                 `rustup component add rust-src` adds it"
            );
        }
        Toolchain::Active { has_source }
    }

    /// Whether the standard library is built along, in its smallest form.
    pub fn builds_library(&self) -> bool {
        match self {
            Toolchain::Active { has_source } => *has_source,
            Toolchain::Debian(_) => true,
        }
    }

    /// Whether a compiled standard library is there as well.
    pub fn has_library(&self) -> bool {
        matches!(self, Toolchain::Active { .. })
    }

    /// Cargo for this compiler, in the top folder.
    pub fn cargo(&self, workspace: &Workspace) -> Result<Command> {
        match self {
            Toolchain::Active { .. } => {
                let mut command = workspace.cargo();
                // `-Zbuild-std` and some flags are not stable; this is how a stable compiler is told to allow them.
                command.env("RUSTC_BOOTSTRAP", "1");
                Ok(command)
            }
            Toolchain::Debian(debian) => debian.cargo(workspace),
        }
    }

    /// What `cargo build` must be told beside the target.
    pub fn build_arguments(&self) -> &'static [&'static str] {
        if self.builds_library() {
            &[
                "-Zbuild-std=std,panic_abort",
                "-Zbuild-std-features=optimize_for_size",
            ]
        } else {
            &[]
        }
    }
}

fn explanation(rustup_error: &anyhow::Error, debian_error: &anyhow::Error) -> String {
    format!(
        "the widget cannot be compiled: Rust's standard library for {WASM_TARGET} is missing.\n  \
         rustup: {rustup_error:#}\n  \
         Debian's packages: {debian_error:#}\n\
         Do one of these and try again:\n  \
         rustup target add {WASM_TARGET}\n  \
         {}",
        Debian::install_command()
    )
}

fn active_has_target(root: &Path) -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = process::output(Command::new(rustc).current_dir(root).args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]));
    let Ok(folder) = folder else { return false };
    let Ok(files) = fs::read_dir(folder.trim()) else {
        return false;
    };
    files.flatten().any(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

fn active_has_source(root: &Path) -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = process::output(
        Command::new(rustc)
            .current_dir(root)
            .args(["--print", "sysroot"]),
    );
    folder.is_ok_and(|folder| {
        Path::new(folder.trim())
            .join("lib/rustlib/src/rust/library/std")
            .is_dir()
    })
}

fn rustup_add_target(workspace: &Workspace) -> Result<()> {
    rustup_add(workspace, &["target", "add", WASM_TARGET])?;
    if !active_has_target(&workspace.root) {
        bail!("it reported success, but `rustc` has no {WASM_TARGET}");
    }
    Ok(())
}

fn rustup_add(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let Some(rustup) = process::find("rustup") else {
        bail!("rustup is not installed");
    };
    eprintln!("    rustup {}", arguments.join(" "));
    let mut command = Command::new(rustup);
    command.current_dir(&workspace.root).args(arguments);
    let log = workspace.notes().join("rustup.log");
    process::run_within(&mut command, RUSTUP_LIMIT, &log)
}
