//! Makes what the widget carries inside: the built-in texts, so that translators and the widget share one source, and
//! the styles of all folders of the user interface, without comments and white space.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const ENGLISH: &str = "www/locales/en.json";
const LOCALES: &str = "www/locales";
const UI: &str = "src/ui";

/// The folders of what few surveys use.
const RARE: [&str; 8] = [
    "dropdown",
    "dynamic",
    "file",
    "image",
    "matrix",
    "multiple",
    "ranking",
    "signature",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LOCALES}");
    println!("cargo::rerun-if-changed={UI}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("english.rs"), english()?)?;
    fs::write(out.join("locales.rs"), locales()?)?;
    fs::write(
        out.join("style.css"),
        style(|folder| !RARE.contains(&folder))?,
    )?;
    fs::write(
        out.join("rare.css"),
        style(|folder| RARE.contains(&folder))?,
    )?;
    Ok(())
}

fn english() -> Result<String, Box<dyn Error>> {
    let texts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(ENGLISH)?)?;
    let mut table = format!("const ENGLISH: [(&str, &str); {}] = [\n", texts.len());
    for (key, text) in &texts {
        let text = text
            .as_str()
            .ok_or_else(|| format!("{ENGLISH}: `{key}` is not a text"))?;
        writeln!(table, "    ({key:?}, {text:?}),")?;
    }
    table.push_str("];\n");
    Ok(table)
}

/// The languages other than English that there are files for, so that no file is asked for in vain.
fn locales() -> Result<String, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(LOCALES)? {
        let path = entry?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            // `surveyjs` is no language: it holds the texts for surveys that others show.
            if !matches!(name, "en" | "surveyjs") {
                names.push(name.to_owned());
            }
        }
    }
    names.sort();
    Ok(format!("const LOCALES: &[&str] = &{names:?};\n"))
}

/// `base` first, the other folders in the order of their names: what is particular comes after what is general.
fn style(takes: impl Fn(&str) -> bool) -> Result<String, Box<dyn Error>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(UI)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    folders.sort_by_key(|folder| (!folder.ends_with("base"), folder.clone()));
    let mut style = String::new();
    let name = |folder: &Path| folder.file_name()?.to_str().map(str::to_owned);
    folders.retain(|folder| name(folder).is_some_and(|name| takes(&name)));
    for file in folders.iter().map(|folder| folder.join("style.css")) {
        if file.exists() {
            style.push_str(&smaller(&fs::read_to_string(Path::new(&file))?));
        }
    }
    Ok(style)
}

/// Leaves out comments and the white space that means nothing. Our own style sheets keep to what this can read: no
/// braces, semicolons or runs of spaces inside quoted text.
fn smaller(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        text.push_str(&rest[..start]);
        rest = rest[start..]
            .find("*/")
            .map_or("", |end| &rest[start + end + 2..]);
    }
    text.push_str(rest);
    let mut small = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (long, short) in [
        (" {", "{"),
        ("{ ", "{"),
        ("; ", ";"),
        (";}", "}"),
        (" }", "}"),
        ("} ", "}"),
        (": ", ":"),
        (", ", ","),
    ] {
        small = small.replace(long, short);
    }
    small.replace(";}", "}")
}
