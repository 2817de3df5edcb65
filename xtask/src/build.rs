use crate::contents;
use crate::dist;
use crate::manifest::Manifest;
use crate::sizes::{self, bytes};
use crate::step::Steps;
use crate::toolchain::Toolchain;
use crate::widget::{self, Purpose};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Clone, clap::Args)]
pub struct Options {
    /// Soon ready and large: not made small, not compressed, checked against no budget; to try what was changed
    #[arg(long)]
    quick: bool,
}

/// Compiles the widget, assembles `dist/`, prints what each file weighs, and fails when that is too much.
pub fn build(workspace: &Workspace, steps: &mut Steps, options: &Options) -> Result<()> {
    let toolchain = steps.run("WebAssembly compiler", || Toolchain::prepare(workspace))?;
    if options.quick {
        assemble(workspace, &toolchain, steps, Purpose::Try)?;
        return Ok(());
    }
    build_with(workspace, &toolchain, steps)
}

/// As `build`, with a compiler that is known already.
pub fn build_with(workspace: &Workspace, toolchain: &Toolchain, steps: &mut Steps) -> Result<()> {
    let (manifest, layers) = assemble(workspace, toolchain, steps, Purpose::Publish)?;
    let files = manifest
        .files
        .iter()
        .map(|(name, entry)| (name.as_str(), entry.sizes));
    let sums = [
        ("widget: wasm + glue + styles", manifest.widget_sizes()),
        ("its second part", manifest.second_sizes()),
    ];
    println!("\n{}\n{layers}", sizes::table(files.chain(sums)));
    let budgets = Budgets::read(&workspace.root.join("xtask").join("budgets.toml"))?;
    match budgets.check(&manifest) {
        // The budget is for what is published; here something is missing that cannot always be had.
        Err(error) if !toolchain.builds_library() => {
            eprintln!("    not checked, for want of the standard library's source: {error:#}");
            Ok(())
        }
        checked => checked,
    }
}

fn assemble(
    workspace: &Workspace,
    toolchain: &Toolchain,
    steps: &mut Steps,
    purpose: Purpose,
) -> Result<(Manifest, String)> {
    let wasm = steps.run("compile the widget to WebAssembly", || {
        widget::compile(workspace, toolchain, purpose)
    })?;
    let widget = steps.run("make the widget's JavaScript glue", || {
        widget::bind(workspace, &wasm, purpose)
    })?;
    steps.run("assemble dist/", || {
        let files = contents::collect(&workspace.root, &widget)?;
        let manifest = dist::write(&workspace.dist(), &files, &widget, purpose)?;
        Ok((manifest, widget.layers))
    })
}

/// `budgets.toml`: the most that a page may have to download, in bytes after brotli.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    loader_brotli: usize,
    widget_brotli: usize,
    second_brotli: usize,
}

impl Budgets {
    fn read(path: &Path) -> Result<Budgets> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Budgets::parse(&text)
    }

    fn parse(text: &str) -> Result<Budgets> {
        toml::from_str(text).context("xtask/budgets.toml is not as expected")
    }

    fn check(&self, manifest: &Manifest) -> Result<()> {
        let measured = [
            (
                "the loader",
                manifest.sizes(contents::LOADER),
                self.loader_brotli,
            ),
            ("the widget", manifest.widget_sizes(), self.widget_brotli),
            (
                "the widget's second part",
                manifest.second_sizes(),
                self.second_brotli,
            ),
        ];
        for (what, sizes, most) in measured {
            if sizes.brotli > most {
                bail!(
                    "{what} weighs {} bytes after brotli, {} more than the {} that xtask/budgets.toml allows: \
                     make it smaller, or raise the budget and say why in CHANGELOG.md",
                    bytes(sizes.brotli),
                    bytes(sizes.brotli - most),
                    bytes(most)
                );
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::manifest::{Entry, WidgetNames};
    use crate::sizes::Sizes;

    #[test]
    fn the_file_in_the_repository_is_readable() {
        Budgets::parse(include_str!("../budgets.toml")).unwrap();
    }

    #[test]
    fn a_misspelt_budget_is_an_error() {
        let check = |text: &str, part: &str| {
            let error = format!("{:#}", Budgets::parse(text).err().unwrap());
            assert!(error.contains(part), "{error}");
        };
        check("loader_brotli = 1", "widget_brotli");
        check(
            "loader_brotli = 1\nwidget_brotli = 2\nsecond_brotli = 3\nwidget_gzip = 4",
            "widget_gzip",
        );
        check("loader_brotli = 1\nwidget_brotli = 2", "second_brotli");
        check("loader_brotli = -1\nwidget_brotli = 2", "loader_brotli");
    }

    #[test]
    fn a_file_beyond_its_budget_fails_the_build() {
        let manifest = |loader: usize, glue: usize, module: usize, second: usize| {
            let entry = |brotli| {
                Entry::new(
                    b"",
                    Sizes {
                        raw: 0,
                        gzip: 0,
                        brotli,
                    },
                )
            };
            Manifest {
                widget: WidgetNames {
                    script: "widget.js".to_owned(),
                    module: "widget.wasm".to_owned(),
                    second: "second.wasm".to_owned(),
                },
                files: [
                    (contents::LOADER.to_owned(), entry(loader)),
                    ("widget.js".to_owned(), entry(glue)),
                    ("widget.wasm".to_owned(), entry(module)),
                    ("second.wasm".to_owned(), entry(second)),
                ]
                .into(),
                ..Manifest::default()
            }
        };
        let budgets = Budgets {
            loader_brotli: 3_072,
            widget_brotli: 107_520,
            second_brotli: 50_000,
        };
        let check = |manifest: Manifest, expected: Option<&str>| {
            let error = budgets
                .check(&manifest)
                .err()
                .map(|error| error.to_string());
            assert_eq!(error.is_some(), expected.is_some(), "{error:?}");
            let part = expected.unwrap_or_default();
            assert!(
                error.as_deref().unwrap_or_default().contains(part),
                "{error:?}"
            );
        };
        check(manifest(3_072, 7_520, 100_000, 50_000), None);
        check(
            manifest(3_073, 0, 0, 0),
            Some("the loader weighs 3 073 bytes after brotli, 1 more than the 3 072"),
        );
        check(
            manifest(0, 7_521, 100_000, 0),
            Some("the widget weighs 107 521 bytes"),
        );
        check(
            manifest(0, 0, 0, 50_001),
            Some("the widget's second part weighs 50 001 bytes"),
        );
    }
}
