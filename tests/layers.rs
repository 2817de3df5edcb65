//! Each layer uses only those above it, and the core knows no web, no wall clock and no global state.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// In the order of dependence: each may use those before it. `native` and `browser` serve the same traits.
const LAYERS: [&str; 11] = [
    "value",
    "expression",
    "definition",
    "journey",
    "session",
    "response",
    "delivery",
    "native",
    "browser",
    "ui",
    "embed",
];
const CORE: &[&str] = LAYERS.split_at(7).0;

/// Words that would bring the world into the core.
const WORLDLY: [&str; 9] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "yew",
    "gloo",
    "SystemTime",
    "Instant::now",
    "thread_local!",
    "static mut",
];

#[test]
fn each_layer_uses_only_those_above_it() {
    for (rank, layer) in LAYERS.iter().enumerate() {
        for file in sources(layer) {
            for (number, line) in product_lines(&file) {
                for lower in &LAYERS[rank + 1..] {
                    assert!(
                        !line.contains(&format!("crate::{lower}")),
                        "{}:{number} uses `{lower}`, which lies below `{layer}`",
                        file.display()
                    );
                }
            }
        }
    }
}

#[test]
fn the_core_knows_nothing_of_the_world() {
    for layer in CORE {
        for file in sources(layer) {
            for (number, line) in product_lines(&file) {
                for word in WORLDLY {
                    assert!(
                        !line.contains(word),
                        "{}:{number} has `{word}`, which the core must not know",
                        file.display()
                    );
                }
            }
        }
    }
}

#[test]
fn every_folder_of_the_source_is_a_known_layer() {
    let mut folders: Vec<String> = fs::read_dir(source_root())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut known = LAYERS.map(String::from);
    known.sort();
    assert_eq!(folders, known);
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(layer: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![source_root().join(layer)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path.file_stem().is_some_and(|stem| stem != "tests")
            {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty(), "`{layer}` has no source files");
    files
}

/// The lines before the file's tests, without comments. Tests may use what stands behind the traits.
fn product_lines(file: &Path) -> Vec<(usize, String)> {
    fs::read_to_string(file)
        .unwrap()
        .lines()
        .enumerate()
        .take_while(|(_, line)| !line.contains("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line.to_owned()))
        .collect()
}
