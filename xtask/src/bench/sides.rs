use super::{Options, Paths};
use crate::node;
use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The programs that do the same work, each in a process of its own that waits while another is measured.
pub struct Sides {
    pub native: Side,
    pub wasm: Side,
    pub original: Side,
}

impl Sides {
    pub fn start(paths: &Paths) -> Result<Sides> {
        let node = |arguments: &[&str]| {
            let mut command = node::program("node", &paths.folder);
            command.arg("beside.cjs").args(arguments);
            command
        };
        let module = paths.module.to_string_lossy();
        let mut native = Command::new(&paths.native);
        native.arg("measure");
        Ok(Sides {
            native: Side::start("native", native)?,
            wasm: Side::start("WebAssembly", node(&["wasm", &module]))?,
            original: Side::start("survey-core", node(&["original"]))?,
        })
    }
}

/// One of them.
pub struct Side {
    name: &'static str,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// What took how long.
#[derive(Deserialize)]
pub struct Measured {
    /// For one time.
    pub millis: f64,
    /// Equal on all sides if they did the same work.
    pub witness: Vec<usize>,
}

/// The kinds of work; see `bench/src/measure.rs`.
#[derive(Clone, Copy)]
pub enum Work<'a> {
    Load(&'a Path),
    Set(&'a Path),
    Evaluate(&'a Path),
}

impl Side {
    fn start(name: &'static str, mut command: Command) -> Result<Side> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start the {name} side"))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or_else(|| anyhow!("the {name} side has no pipes"))?;
        Ok(Side {
            name,
            child,
            input,
            output: BufReader::new(output),
        })
    }

    pub fn measure(&mut self, work: Work<'_>, options: &Options) -> Result<Measured> {
        let millis = options.millis;
        self.ask(&match work {
            Work::Load(path) => {
                json!({"measure": "load", "document": path, "atLeastMillis": millis})
            }
            Work::Set(path) => json!({"measure": "set", "document": path, "atLeastMillis": millis}),
            Work::Evaluate(path) => {
                json!({"measure": "evaluate", "expressions": path, "atLeastMillis": millis})
            }
        })
    }

    /// What the expressions in those files evaluate to, one a line.
    pub fn results(&mut self, cases: &Path, matrix: &Path) -> Result<String> {
        self.ask(&json!({"measure": "results", "cases": cases, "matrix": matrix}))
    }

    fn ask<R: for<'r> Deserialize<'r>>(&mut self, request: &Value) -> Result<R> {
        let mut reply = String::new();
        writeln!(self.input, "{request}")
            .and_then(|()| self.input.flush())
            .and_then(|()| self.output.read_line(&mut reply))
            .with_context(|| format!("the {} side does not answer", self.name))?;
        if reply.is_empty() {
            bail!(
                "the {} side gave up on {request}; its reason stands above",
                self.name
            );
        }
        serde_json::from_str(&reply)
            .with_context(|| format!("the {} side gave an unknown answer to {request}", self.name))
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
