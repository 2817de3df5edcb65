use crate::arrange::arrange;
use crate::parts::{self, References};
use crate::process;
use crate::script::{self, Kind};
use crate::short_names::ShortNames;
use crate::sizes::Sizes;
use crate::toolchain::{Toolchain, WASM_TARGET};
use crate::workspace::Workspace;
use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use wasm_bindgen_cli_support::Bindgen;

/// The widget as a browser takes it.
pub struct Widget {
    /// The glue, minified; it names the module by `module_name`.
    pub script: String,
    pub script_name: String,
    pub module: Vec<u8>,
    pub module_name: String,
    /// What only some surveys need, as a module of its own. Not when it is built to try it.
    pub second: Option<SecondPart>,
    /// What each layer weighs, as a table; empty when it is built to try it.
    pub layers: String,
}

pub struct SecondPart {
    pub module: Vec<u8>,
    pub name: String,
}

/// What a build is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// As few bytes as possible.
    Publish,
    /// Soon to be looked at: compiled in parts, neither made small nor compressed.
    Try,
}

/// What wasm-bindgen calls the module inside the glue.
const GENERATED_MODULE_NAME: &str = "widget_bg.wasm";

/// The tool as xtask holds it; `Cargo.lock` must give the widget the same version of the library.
const TOOL: &str = "wasm-bindgen-cli-support";
const LIBRARY: &str = "wasm-bindgen";

/// Compiles the widget crate and returns the wasm file. Cargo does nothing when nothing changed.
pub fn compile(workspace: &Workspace, toolchain: &Toolchain, purpose: Purpose) -> Result<PathBuf> {
    // It is divided by what the linker knows.
    let linker_flags: &[&str] = match purpose {
        Purpose::Publish => &["--", "-Clink-arg=--emit-relocs"],
        Purpose::Try => &[],
    };
    compile_with(
        workspace,
        toolchain,
        "journey-survey",
        purpose,
        linker_flags,
    )
}

/// Compiles a package of the workspace as the widget is compiled, with its feature `web`.
pub fn compile_package(
    workspace: &Workspace,
    toolchain: &Toolchain,
    package: &str,
    purpose: Purpose,
) -> Result<PathBuf> {
    compile_with(workspace, toolchain, package, purpose, &[])
}

fn compile_with(
    workspace: &Workspace,
    toolchain: &Toolchain,
    package: &str,
    purpose: Purpose,
    compiler_arguments: &[&str],
) -> Result<PathBuf> {
    let mut command = toolchain.cargo(workspace)?;
    let profile = match purpose {
        Purpose::Publish => "widget",
        Purpose::Try => "widget-to-try",
    };
    // `rustc --crate-type cdylib`, not `build`: link-time optimisation is left out for a library that is
    // built as an rlib as well.
    command.args([
        "rustc",
        "--package",
        package,
        "--lib",
        "--crate-type",
        "cdylib",
        "--target",
        WASM_TARGET,
        "--profile",
        profile,
        "--no-default-features",
        "--features",
        "web",
    ]);
    if purpose == Purpose::Publish || !toolchain.has_library() {
        command.args(toolchain.build_arguments());
    }
    if purpose == Purpose::Publish {
        command.env(
            "CARGO_ENCODED_RUSTFLAGS",
            compiler_flags(workspace, toolchain),
        );
    }
    command.args(compiler_arguments);
    process::run(&mut command).with_context(|| format!(
        "{package} does not compile to WebAssembly; the compiler's reason stands above. If it speaks of a missing \
         crate `std` or of the linker, delete the folder xtask in the build folder and run `cargo xtask setup`"
    ))?;
    let wasm = workspace
        .target
        .join(WASM_TARGET)
        .join(profile)
        .join(package.replace('-', "_"))
        .with_extension("wasm");
    if !wasm.is_file() {
        bail!("the compiler succeeded, but {} is missing", wasm.display());
    }
    Ok(wasm)
}

/// Compiler flags, separated as cargo wants them. They keep the folders of this machine out of the widget, for it is
/// public, and what only a debugger would read, for it is paid for in bytes.
fn compiler_flags(workspace: &Workspace, toolchain: &Toolchain) -> String {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec![
        "-Zlocation-detail=none".to_owned(),
        "-Zfmt-debug=none".to_owned(),
        // These make faster code, and more of it: loops with variables of their own making, values computed on each way
        // that leads to where they are needed, values kept from one use to the next, and memory that a loop writes kept
        // aside until it is over.
        "-Cllvm-args=-disable-lsr".to_owned(),
        "-Cllvm-args=-enable-pre=false".to_owned(),
        "-Cllvm-args=-disable-machine-cse".to_owned(),
        "-Cllvm-args=-disable-licm-promotion".to_owned(),
        format!("--remap-path-prefix={}=.", workspace.root.display()),
    ];
    if toolchain.builds_library() {
        // A panic is a trap in any case; this leaves out the words that nobody would see before it.
        flags.extend(["-Zunstable-options", "-Cpanic=immediate-abort"].map(str::to_owned));
    }
    if let Some(cargo_home) = cargo_home {
        flags.push(format!(
            "--remap-path-prefix={}=cargo",
            cargo_home.display()
        ));
    }
    flags.join("\x1f")
}

/// Makes the glue and the final module from the compiler's wasm, or takes those of the last run if the wasm
/// is the same.
pub fn bind(workspace: &Workspace, wasm: &Path, purpose: Purpose) -> Result<Widget> {
    check_versions(&workspace.root.join("Cargo.lock"))?;
    let input = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let folder = workspace.notes().join("widget");
    let stamp_file = folder.join("stamp.txt");
    let files =
        ["widget.js", "widget.wasm", "second.wasm", "layers.txt"].map(|name| folder.join(name));

    if purpose == Purpose::Try {
        return Made::from(input, purpose)?.named();
    }
    let stamp = format!("{}\n{}\n", hex(&Sha256::digest(&input)), this_program()?);
    let made_before = fs::read_to_string(&stamp_file).is_ok_and(|before| before == stamp);
    if made_before
        && let [Ok(script), Ok(module), Ok(second), Ok(layers)] = files.each_ref().map(fs::read)
        && let [Ok(script), Ok(layers)] = [script, layers].map(String::from_utf8)
    {
        eprintln!("    unchanged since the last build");
        let second = Some(second);
        return Made {
            script,
            module,
            second,
            layers,
        }
        .named();
    }
    let made = Made::from(input, purpose)?;
    let second = made.second.as_deref().unwrap_or_default();
    // The stamp last: without its files it would be believed.
    let contents = [
        made.script.as_bytes(),
        &made.module,
        second,
        made.layers.as_bytes(),
    ];
    fs::create_dir_all(&folder)
        .and_then(|()| {
            files
                .iter()
                .zip(contents)
                .try_for_each(|(file, content)| fs::write(file, content))
        })
        .and_then(|()| fs::write(&stamp_file, stamp))
        .with_context(|| format!("cannot write to {}", folder.display()))?;
    made.named()
}

/// Makes a CommonJS module for Node of a wasm file, and returns its path.
pub fn bind_for_node(workspace: &Workspace, wasm: &Path, name: &str) -> Result<PathBuf> {
    bind_plainly(workspace, wasm, name, |bindgen| bindgen.nodejs(true))
}

/// Makes a module for a browser of a wasm file, and returns its path; the wasm lies beside it.
pub fn bind_for_web(workspace: &Workspace, wasm: &Path, name: &str) -> Result<PathBuf> {
    bind_plainly(workspace, wasm, name, |bindgen| bindgen.web(true))
}

fn bind_plainly(
    workspace: &Workspace,
    wasm: &Path,
    name: &str,
    choose_target: impl FnOnce(&mut Bindgen) -> Result<&mut Bindgen>,
) -> Result<PathBuf> {
    check_versions(&workspace.root.join("Cargo.lock"))?;
    let folder = workspace.notes().join(name);
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(name).typescript(false);
    choose_target(&mut bindgen)?
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen cannot read {}", wasm.display()))?;
    Ok(folder.join(name).with_extension("js"))
}

/// The first 12 hex digits of the content's SHA-256.
pub fn content_hash(content: &[u8]) -> String {
    let mut digits = hex(&Sha256::digest(content));
    digits.truncate(12);
    digits
}

/// The widget before its files have names.
struct Made {
    script: String,
    module: Vec<u8>,
    second: Option<Vec<u8>>,
    layers: String,
}

impl Made {
    fn from(wasm: Vec<u8>, purpose: Purpose) -> Result<Made> {
        let references = match purpose {
            Purpose::Publish => Some(References::read(&wasm)?),
            Purpose::Try => None,
        };
        let mut bindgen = Bindgen::new();
        bindgen
            .input_bytes("widget", wasm)
            .web(true)?
            .typescript(false)
            .omit_default_module_path(false)
            // The loader resets what panicked.
            .reset_state_function(true)
            // The names tell what goes into which part, and are left out with it.
            .demangle(false)
            .remove_name_section(references.is_none())
            .remove_producers_section(true);
        let mut output = bindgen
            .generate_output()
            .context("wasm-bindgen cannot read the compiled widget")?;
        let own_scripts: Vec<&str> = output
            .snippets()
            .iter()
            .filter(|(_, scripts)| !scripts.is_empty())
            .map(|(package, _)| package.as_str())
            .chain(output.local_modules().keys().map(String::as_str))
            .collect();
        if !own_scripts.is_empty() {
            bail!(
                "the widget holds JavaScript of its own (`inline_js` or `module`), from {}; each is one more file to \
                 download, so it is not supported",
                own_scripts.join(", ")
            );
        }
        let script = without_complaints_of_ghosts(output.js())?;
        let script = script::minify(&script, Kind::Module, "the widget's glue")?;
        let module = output.wasm_mut();
        let mut short_names = ShortNames::default();
        for import in module.imports.iter_mut() {
            import.name = short_names.of(&import.name);
        }
        for export in module.exports.iter_mut() {
            export.name = short_names.of(&export.name);
        }
        let script = short_names.in_script(&script)?;
        let module = module.emit_wasm();
        let Some(references) = references else {
            return Ok(Made {
                script,
                module,
                second: None,
                layers: String::new(),
            });
        };
        let parts = parts::split(&module, &references, &entries())?;
        let (first, second) = (arrange(&parts.first)?, arrange(&parts.second)?);
        let [of_first, of_second] = [&first, &second].map(|module| Sizes::of(module));
        let modules = [(&*first, of_first?), (&*second, of_second?)];
        let layers = parts.layers.table(&script, modules)?;
        Ok(Made {
            script,
            module: first,
            second: Some(second),
            layers,
        })
    }

    fn named(self) -> Result<Widget> {
        let name = |module: &[u8]| format!("widget-{}.wasm", content_hash(module));
        let module_name = name(&self.module);
        if !self.script.contains(GENERATED_MODULE_NAME) {
            bail!("wasm-bindgen's glue does not name its module {GENERATED_MODULE_NAME} any more");
        }
        let script = self.script.replace(GENERATED_MODULE_NAME, &module_name);
        Ok(Widget {
            script_name: format!("widget-{}.js", content_hash(script.as_bytes())),
            script,
            module: self.module,
            module_name,
            second: self.second.map(|module| SecondPart {
                name: name(&module),
                module,
            }),
            layers: self.layers,
        })
    }
}

/// The glue in which a timer or a fetch of an instance that panicked comes to nothing: the draft has what it was about, and
/// the page's console is not the place to say so again and again.
fn without_complaints_of_ghosts(script: &str) -> Result<String> {
    const COMPLAINT: &str = "throw new Error('Cannot invoke closure from previous WASM instance')";
    if !script.contains(COMPLAINT) {
        bail!("wasm-bindgen's glue does not say `{COMPLAINT}` any more");
    }
    Ok(script.replace(COMPLAINT, "return"))
}

/// What leads into the second part, one a line.
fn entries() -> Vec<&'static str> {
    include_str!("../second-part.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// Tells one build of xtask from another: its options decide what comes out.
fn this_program() -> Result<String> {
    let program = env::current_exe()?;
    let file = fs::metadata(&program)?;
    let changed = file
        .modified()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Ok(format!("{} {}", file.len(), changed.as_nanos()))
}

fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

fn check_versions(lock_file: &Path) -> Result<()> {
    let lock = fs::read_to_string(lock_file)
        .with_context(|| format!("cannot read {}", lock_file.display()))?;
    compare_versions(&lock)
}

fn compare_versions(lock: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Lock {
        #[serde(default)]
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let lock: Lock = toml::from_str(lock).context("Cargo.lock is not readable")?;
    let version = |name: &str| {
        let mut versions = lock.package.iter().filter(|package| package.name == name);
        let first = versions
            .next()
            .ok_or_else(|| anyhow!("Cargo.lock has no package {name}"))?;
        if versions.next().is_some() {
            bail!(
                "Cargo.lock has more than one version of {name}; run `cargo tree -i {name}` to see why"
            );
        }
        Ok(&first.version)
    };
    let (library, tool) = (version(LIBRARY)?, version(TOOL)?);
    if library != tool {
        bail!(
            "Cargo.lock has {LIBRARY} {library} but {TOOL} {tool}, and they must be equal. Either \
             `cargo update --package {LIBRARY} --precise {tool}`, or set {TOOL} to \"={library}\" in xtask/Cargo.toml"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn lock(packages: &[(&str, &str)]) -> String {
        packages
            .iter()
            .map(|(name, version)| {
                format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n\n")
            })
            .collect()
    }

    #[test]
    fn versions_of_tool_and_library_must_be_equal() {
        let check = |packages: &[(&str, &str)], expected: Option<&str>| {
            let error = compare_versions(&lock(packages))
                .err()
                .map(|error| error.to_string());
            assert_eq!(error.is_some(), expected.is_some(), "{error:?}");
            let part = expected.unwrap_or_default();
            assert!(error.unwrap_or_default().contains(part), "{part}");
        };
        check(&[(LIBRARY, "0.2.130"), (TOOL, "0.2.130")], None);
        check(
            &[(LIBRARY, "0.2.131"), (TOOL, "0.2.130")],
            Some("cargo update --package wasm-bindgen --precise 0.2.130"),
        );
        check(
            &[(TOOL, "0.2.130")],
            Some("Cargo.lock has no package wasm-bindgen"),
        );
        check(
            &[
                (LIBRARY, "0.2.130"),
                (LIBRARY, "0.2.131"),
                (TOOL, "0.2.130"),
            ],
            Some("more than one version of wasm-bindgen"),
        );
    }

    #[test]
    fn a_content_hash_has_twelve_hex_digits() {
        assert_eq!(content_hash(b""), "e3b0c44298fc");
        assert_eq!(content_hash(b"abc"), "ba7816bf8f01");
    }

    #[test]
    fn the_glue_names_the_hashed_module() {
        let glue = format!("fetch(new URL(`{GENERATED_MODULE_NAME}`,import.meta.url))");
        let made = |script: String| Made {
            script,
            module: b"abc".to_vec(),
            second: None,
            layers: String::new(),
        };
        let widget = made(glue).named().unwrap();
        assert_eq!(widget.module_name, "widget-ba7816bf8f01.wasm");
        assert_eq!(
            widget.script,
            "fetch(new URL(`widget-ba7816bf8f01.wasm`,import.meta.url))"
        );
        assert_eq!(
            widget.script_name,
            format!("widget-{}.js", content_hash(widget.script.as_bytes()))
        );
        assert!(made("export{}".to_owned()).named().is_err());
    }
}
