use crate::manifest::{Entry, Manifest};
use crate::sizes::{self, Sizes};
use crate::widget::{Purpose, Widget};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// A file of `dist/` before it is written; `name` is its path there, with `/`.
pub struct DistFile {
    pub name: String,
    pub content: Vec<u8>,
}

/// Writes the files and their compressed forms, removes those of the last build that are no longer made, and
/// returns what `manifest.json` says. Files that did not change stay untouched.
pub fn write(
    dist: &Path,
    files: &[DistFile],
    widget: &Widget,
    purpose: Purpose,
) -> Result<Manifest> {
    let before = Manifest::read(dist);
    let mut manifest = Manifest::new(widget);
    for file in files {
        let sizes = write_file(dist, file, purpose)?;
        let entry = Entry::new(&file.content, sizes);
        manifest.files.insert(file.name.clone(), entry);
    }
    write_file(
        dist,
        &DistFile {
            name: Manifest::NAME.to_owned(),
            content: manifest.to_json()?,
        },
        purpose,
    )?;
    let old_names = before.files.into_keys().chain(widget_files(dist)?);
    for name in old_names.filter(|name| !manifest.files.contains_key(name)) {
        remove(dist, &name)?;
    }
    Ok(manifest)
}

fn write_file(dist: &Path, file: &DistFile, purpose: Purpose) -> Result<Sizes> {
    let path = dist.join(&file.name);
    let raw = file.content.len();
    let [gzip_path, brotli_path] =
        ["gz", "br"].map(|suffix| dist.join(format!("{}.{suffix}", file.name)));
    let size = |path: &Path| fs::metadata(path).map(|metadata| metadata.len() as usize);
    let compress = purpose == Purpose::Publish && is_compressible(&file.name);
    if fs::read(&path).is_ok_and(|content| content == file.content) {
        if !compress {
            return Ok(Sizes {
                raw,
                gzip: raw,
                brotli: raw,
            });
        }
        if let (Ok(gzip), Ok(brotli)) = (size(&gzip_path), size(&brotli_path)) {
            return Ok(Sizes { raw, gzip, brotli });
        }
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let mut sizes = Sizes {
        raw,
        gzip: raw,
        brotli: raw,
    };
    if compress {
        let gzip = sizes::gzip(&file.content)?;
        let brotli = sizes::brotli(&file.content)?;
        sizes.gzip = gzip.len();
        sizes.brotli = brotli.len();
        // An old file beside new compressed ones is written again next time; the other way round it is not.
        put(&gzip_path, &gzip)?;
        put(&brotli_path, &brotli)?;
    }
    if !compress {
        // Those of an earlier build would be served in its place.
        for stale in [&gzip_path, &brotli_path] {
            if stale.is_file() {
                fs::remove_file(stale)
                    .with_context(|| format!("cannot remove {}", stale.display()))?;
            }
        }
    }
    put(&path, &file.content)?;
    Ok(sizes)
}

/// The widget's files that lie in `dist/`, whichever build made them.
fn widget_files(dist: &Path) -> Result<Vec<String>> {
    let names = fs::read_dir(dist)?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    Ok(names
        .filter(|name| {
            name.starts_with("widget-") && (name.ends_with(".js") || name.ends_with(".wasm"))
        })
        .collect())
}

fn remove(dist: &Path, name: &str) -> Result<()> {
    for suffix in ["", ".gz", ".br"] {
        let path = dist.join(format!("{name}{suffix}"));
        if path.is_file() {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

fn is_compressible(name: &str) -> bool {
    const EXTENSIONS: [&str; 13] = [
        "css",
        "csv",
        "html",
        "ico",
        "js",
        "json",
        "md",
        "mjs",
        "svg",
        "ts",
        "txt",
        "wasm",
        "webmanifest",
    ];
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}

fn put(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::contents::files_below;
    use crate::contents::tests::{folder, widget};

    #[test]
    fn files_of_the_last_build_do_not_stay() {
        let dist = folder("stale");
        let file = |name: &str| DistFile {
            name: name.to_owned(),
            content: name.as_bytes().to_vec(),
        };
        let files = [file("widget-aa.js"), file("demo/old.html")];
        write(&dist, &files, &widget("aa"), Purpose::Publish).unwrap();
        fs::write(dist.join("widget-left.wasm"), "by an interrupted build").unwrap();
        fs::write(dist.join("mine.txt"), "somebody's own file").unwrap();

        let files = [file("widget-bb.js"), file("picture.png")];
        let manifest = write(&dist, &files, &widget("bb"), Purpose::Publish).unwrap();
        let mut names: Vec<_> = files_below(&dist, "")
            .unwrap()
            .into_iter()
            .map(|file| file.name)
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "/manifest.json",
                "/manifest.json.br",
                "/manifest.json.gz",
                "/mine.txt",
                "/picture.png",
                "/widget-bb.js",
                "/widget-bb.js.br",
                "/widget-bb.js.gz",
            ]
        );
        assert_eq!(Manifest::read(&dist), manifest);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn sizes_are_those_on_disk_whether_written_or_kept() {
        let dist = folder("sizes");
        let file = DistFile {
            name: "a.json".to_owned(),
            content: b"[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]".to_vec(),
        };
        let written = write_file(&dist, &file, Purpose::Publish).unwrap();
        let changed = fs::metadata(dist.join("a.json.br"))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(write_file(&dist, &file, Purpose::Publish).unwrap(), written);
        assert_eq!(
            fs::metadata(dist.join("a.json.br"))
                .unwrap()
                .modified()
                .unwrap(),
            changed
        );
        assert_eq!(
            fs::read(dist.join("a.json.br")).unwrap().len(),
            written.brotli
        );
        fs::remove_file(dist.join("a.json.gz")).unwrap();
        assert_eq!(write_file(&dist, &file, Purpose::Publish).unwrap(), written);
        assert!(dist.join("a.json.gz").is_file());
        fs::remove_dir_all(dist).unwrap();
    }
}
