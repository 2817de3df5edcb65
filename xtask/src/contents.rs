use crate::dist::DistFile;
use crate::script::{self, Kind};
use crate::widget::Widget;
use anyhow::{Context, Result, bail};
use journey_survey::value::to_json;
use std::fs;
use std::path::Path;

/// Everything that ships, from the widget and the sources in `root`. A source folder that is not there gives
/// no files.
pub fn collect(root: &Path, widget: &Widget) -> Result<Vec<DistFile>> {
    let www = root.join("www");
    let mut files = vec![
        DistFile {
            name: widget.script_name.clone(),
            content: widget.script.clone().into_bytes(),
        },
        DistFile {
            name: widget.module_name.clone(),
            content: widget.module.clone(),
        },
    ];
    if let Some(second) = &widget.second {
        files.push(DistFile {
            name: second.name.clone(),
            content: second.module.clone(),
        });
    }
    for (name, kind) in [
        (LOADER, Kind::Classic),
        ("journey-survey.mjs", Kind::Module),
        ("sw.js", Kind::Classic),
    ] {
        let path = www.join("loader").join(name);
        if path.is_file() {
            let source = read_text(&path)?;
            let content = loader_script(&source, kind, name, widget)?.into_bytes();
            files.push(DistFile {
                name: name.to_owned(),
                content,
            });
        }
    }
    for (source, name) in [
        (
            www.join("loader/journey-survey.d.ts"),
            "journey-survey.d.ts",
        ),
        (root.join("index.html"), "index.html"),
    ] {
        if source.is_file() {
            files.push(DistFile {
                name: name.to_owned(),
                content: read(&source)?,
            });
        }
    }
    for folder in ["locales", "surveys"] {
        for mut file in files_below(&www.join(folder), folder)? {
            if file.name.ends_with(".json") {
                file.content = minify_json(&file.content)
                    .with_context(|| format!("www/{} is not valid JSON", file.name))?;
                files.push(file);
            }
        }
    }
    files.push(DistFile {
        name: "survey.schema.json".to_owned(),
        content: to_json(&journey_survey::definition::schema()).into_bytes(),
    });
    for folder in ["demo", "gallery", "themes"] {
        files.extend(files_below(&www.join(folder), folder)?);
    }
    Ok(files)
}

pub const LOADER: &str = "journey-survey.js";

/// What the loader's source calls the widget's files, whose names are known only after they are built.
const SCRIPT_PLACEHOLDER: &str = "widget-HASH.js";
const MODULE_PLACEHOLDER: &str = "widget-HASH.wasm";
const SECOND_PLACEHOLDER: &str = "SECOND-HASH.wasm";

fn loader_script(source: &str, kind: Kind, name: &str, widget: &Widget) -> Result<String> {
    if name == LOADER && !source.contains(SCRIPT_PLACEHOLDER) {
        bail!("www/loader/{LOADER} must name the widget's script as {SCRIPT_PLACEHOLDER}");
    }
    let second = widget.second.as_ref().map(|second| &*second.name);
    let filled = source
        .replace(SCRIPT_PLACEHOLDER, &widget.script_name)
        .replace(MODULE_PLACEHOLDER, &widget.module_name)
        .replace(SECOND_PLACEHOLDER, second.unwrap_or_default());
    script::minify(&filled, kind, &format!("www/loader/{name}"))
}

/// The same JSON without spaces between its parts. Numbers and strings keep their spelling.
fn minify_json(json: &[u8]) -> Result<Vec<u8>> {
    serde_json::from_slice::<serde::de::IgnoredAny>(json)?;
    let mut minified = Vec::with_capacity(json.len());
    let mut in_string = false;
    let mut escaped = false;
    for &byte in json {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
        } else if byte.is_ascii_whitespace() {
            continue;
        } else {
            in_string = byte == b'"';
        }
        minified.push(byte);
    }
    Ok(minified)
}

/// All files below the folder except hidden ones, in the order of their names.
pub fn files_below(folder: &Path, name: &str) -> Result<Vec<DistFile>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file_name = entry.file_name();
        let Some(file_name) = file_name.to_str() else {
            bail!("{} has a name that is not Unicode", entry.path().display());
        };
        if file_name.starts_with('.') {
            continue;
        }
        let name = format!("{name}/{file_name}");
        if entry.path().is_dir() {
            files.extend(files_below(&entry.path(), &name)?);
        } else {
            let content = read(&entry.path())?;
            files.push(DistFile { name, content });
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::path::PathBuf;

    pub fn widget(hash: &str) -> Widget {
        Widget {
            script: format!("export default `widget-{hash}.wasm`;"),
            script_name: format!("widget-{hash}.js"),
            module: b"\0asm".to_vec(),
            module_name: format!("widget-{hash}.wasm"),
            second: None,
            layers: String::new(),
        }
    }

    /// A folder of its own for each test, empty at the start.
    pub fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn the_loader_names_the_hashed_widget() {
        let source = "/* licence */ import(base + 'widget-HASH.js'); fetch('widget-HASH.wasm');";
        let filled = loader_script(source, Kind::Classic, LOADER, &widget("0123456789ab")).unwrap();
        assert_eq!(
            filled,
            "import(base+`widget-0123456789ab.js`),fetch(`widget-0123456789ab.wasm`);"
        );
        let error = loader_script("start()", Kind::Classic, LOADER, &widget("0")).unwrap_err();
        assert!(error.to_string().contains(SCRIPT_PLACEHOLDER), "{error}");
    }

    #[test]
    fn json_loses_spaces_and_nothing_else() {
        let check = |json: &str, expected: Option<&str>| {
            let minified = minify_json(json.as_bytes()).ok();
            let minified = minified.as_deref().map(std::str::from_utf8);
            assert_eq!(minified.transpose().unwrap(), expected, "from {json}");
        };
        check(" { \"a\" : [ 1 , 2 ] } \n", Some("{\"a\":[1,2]}"));
        check(
            "{\"a b\": \"c  \\\" d \\\\\", \"e\": 1}",
            Some("{\"a b\":\"c  \\\" d \\\\\",\"e\":1}"),
        );
        check(
            "[0.10, 1e3, 12345678901234567890123]",
            Some("[0.10,1e3,12345678901234567890123]"),
        );
        check("[\"é  ü\"]", Some("[\"é  ü\"]"));
        check("{\"a\": }", None);
        check("{} {}", None);
    }

    #[test]
    fn dist_holds_what_the_sources_give() {
        let root = folder("collect");
        for (name, content) in [
            ("index.html", "<p>"),
            ("www/loader/journey-survey.js", "load('widget-HASH.js')"),
            ("www/locales/fr.json", "{ \"a\": 1 }"),
            ("www/locales/notes.txt", "not shipped"),
            ("www/demo/deep/page.html", "<b>"),
            ("www/demo/.hidden", "not shipped"),
            ("www/gallery/index.html", "<i>"),
            ("www/themes/soft.css", "a {}"),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let files = collect(&root, &widget("aa")).unwrap();
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "widget-aa.js",
                "widget-aa.wasm",
                "journey-survey.js",
                "index.html",
                "locales/fr.json",
                "survey.schema.json",
                "demo/deep/page.html",
                "gallery/index.html",
                "themes/soft.css",
            ]
        );
        fs::write(root.join("www/locales/de.json"), "{").unwrap();
        let error = collect(&root, &widget("aa")).err().unwrap();
        assert_eq!(error.to_string(), "www/locales/de.json is not valid JSON");
        fs::remove_dir_all(root).unwrap();
    }
}
