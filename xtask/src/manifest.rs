use crate::sizes::Sizes;
use crate::widget::Widget;
use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha384};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// `manifest.json`: what is in `dist/`, what it weighs, and how a page can check it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The product's version.
    pub version: String,
    pub widget: WidgetNames,
    /// By path in `dist/`.
    pub files: BTreeMap<String, Entry>,
}

/// Which of the files make up the widget.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WidgetNames {
    pub script: String,
    pub module: String,
    /// What a page downloads only for some surveys; empty where the widget is in one part.
    #[serde(default)]
    pub second: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(flatten)]
    pub sizes: Sizes,
    /// For the `integrity` attribute: `sha384-` and the hash of the uncompressed file in base64.
    pub integrity: String,
}

impl Manifest {
    pub const NAME: &str = "manifest.json";

    pub fn new(widget: &Widget) -> Manifest {
        Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            widget: WidgetNames {
                script: widget.script_name.clone(),
                module: widget.module_name.clone(),
                second: widget
                    .second
                    .as_ref()
                    .map(|second| second.name.clone())
                    .unwrap_or_default(),
            },
            files: BTreeMap::new(),
        }
    }

    /// The manifest in that folder; an empty one if there is none that can be read.
    pub fn read(dist: &Path) -> Manifest {
        fs::read(dist.join(Manifest::NAME))
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok())
            .unwrap_or_default()
    }

    pub fn to_json(&self) -> Result<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        Ok(json)
    }

    /// The sizes of a file, zero if there is no such file.
    pub fn sizes(&self, name: &str) -> Sizes {
        self.files
            .get(name)
            .map(|entry| entry.sizes)
            .unwrap_or_default()
    }

    /// What a page downloads for the widget: module and glue; the styles are inside the module.
    pub fn widget_sizes(&self) -> Sizes {
        self.sizes(&self.widget.script) + self.sizes(&self.widget.module)
    }

    /// What it downloads beside that for a survey that needs it.
    pub fn second_sizes(&self) -> Sizes {
        self.sizes(&self.widget.second)
    }
}

impl Entry {
    pub fn new(content: &[u8], sizes: Sizes) -> Entry {
        Entry {
            sizes,
            integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_what_browsers_expect() {
        // The example of the Subresource Integrity specification.
        let entry = Entry::new(b"alert('Hello, world.');", Sizes::default());
        assert_eq!(
            entry.integrity,
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
