use std::rc::Rc;

use crate::definition::Localized;
use crate::definition::class::{Class, Property, Shape};
use crate::definition::question::QUESTION;
use crate::definition::reader::{Reader, meaning};

/// One or several files.
#[derive(Clone, Debug)]
pub struct FileKind {
    pub several: bool,
    /// As in HTML's `accept`; empty for any.
    pub accepted_types: Rc<str>,
    /// `image`, `video`, `audio`, `document`, `archive`, `custom`.
    pub accepted_categories: Vec<Rc<str>>,
    /// In bytes; 0 for no limit.
    pub max_size_bytes: usize,
    pub max_files: usize,
    pub source: FileSource,
    pub show_preview: bool,
    pub allow_images_preview: bool,
    pub confirm_delete: bool,
    /// The camera that faces the surroundings, not the respondent.
    pub back_camera: bool,
    pub file_placeholder: Localized,
    pub photo_placeholder: Localized,
    pub file_or_photo_placeholder: Localized,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileSource {
    #[default]
    File,
    Camera,
    FileOrCamera,
}

pub(in crate::definition) static FILE: Class = Class {
    name: "file",
    parent: Some(&QUESTION),
    properties: &[
        Property("allowMultiple", Shape::Flag),
        Property("acceptedTypes", Shape::Text),
        Property("acceptedCategories", Shape::Texts(20)),
        Property("maxSize", Shape::Count(0, 1 << 30)),
        Property("maxFiles", Shape::Count(0, 1000)),
        Property(
            "sourceType",
            Shape::OneOf(&["file", "camera", "file-camera"]),
        ),
        Property("allowCameraAccess", Shape::Flag),
        Property("cameraFacingMode", Shape::OneOf(&["user", "environment"])),
        Property("storeDataAsText", Shape::Flag),
        Property("waitForUpload", Shape::Layout),
        Property("showPreview", Shape::Flag),
        Property("allowImagesPreview", Shape::Flag),
        Property("confirmDelete|needConfirmRemoveFile", Shape::Flag),
        Property("fileOrPhotoPlaceholder", Shape::Localized),
        Property("photoPlaceholder", Shape::Localized),
        Property("filePlaceholder", Shape::Localized),
        Property("imageHeight", Shape::Layout),
        Property("imageWidth", Shape::Layout),
    ],
};

impl FileKind {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        Self {
            several: reader.flag("allowMultiple", false),
            accepted_types: reader.text_or("acceptedTypes", ""),
            accepted_categories: reader.texts("acceptedCategories"),
            max_size_bytes: reader.count("maxSize", 0),
            max_files: reader.count("maxFiles", 1000),
            source: if reader.flag("allowCameraAccess", false) {
                FileSource::FileOrCamera
            } else {
                meaning(
                    &[
                        FileSource::File,
                        FileSource::Camera,
                        FileSource::FileOrCamera,
                    ],
                    reader.word("sourceType"),
                )
            },
            show_preview: reader.flag("showPreview", true),
            allow_images_preview: reader.flag("allowImagesPreview", true),
            confirm_delete: reader.flag("confirmDelete", true),
            back_camera: reader.word("cameraFacingMode") == 1,
            file_placeholder: reader.localized("filePlaceholder"),
            photo_placeholder: reader.localized("photoPlaceholder"),
            file_or_photo_placeholder: reader.localized("fileOrPhotoPlaceholder"),
        }
    }

    /// What is taken, as in HTML's `accept`; empty for anything. Groups that browsers know stand for the categories of
    /// pictures, films and sound: the endings that a list could name leave out what telephones make.
    pub fn accept(&self) -> String {
        let categories = self.accepted_categories.iter();
        let mut wanted: Vec<&str> = categories
            .filter_map(|category| {
                let endings = CATEGORIES.iter().find(|(name, _)| *name == &**category);
                endings.map(|(_, endings)| *endings)
            })
            .chain(self.accepted_types.split(',').map(str::trim))
            .filter(|wanted| !wanted.is_empty())
            .collect();
        if wanted.is_empty() && self.source == FileSource::Camera {
            wanted.push("image/*");
        }
        wanted.join(",")
    }

    /// Whether a file of this name and media type is taken. What is dropped or pasted passes no dialogue.
    pub fn accepts(&self, name: &str, media_type: &str) -> bool {
        let accept = self.accept();
        let name = name.to_ascii_lowercase();
        accept.is_empty()
            || accept.to_ascii_lowercase().split(',').any(|wanted| {
                let wanted = wanted.trim();
                match wanted.strip_suffix('*') {
                    Some(group) => media_type.starts_with(group) || wanted == "*/*",
                    None if wanted.starts_with('.') => name.ends_with(wanted),
                    None => media_type == wanted,
                }
            })
    }
}

const CATEGORIES: [(&str, &str); 5] = [
    ("image", "image/*"),
    ("video", "video/*"),
    ("audio", "audio/*"),
    (
        "document",
        ".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.rtf,.odt",
    ),
    ("archive", ".zip,.rar,.7z,.tar,.gz"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::definition::{Element, Kind, PageContent, read};
    use crate::native::SerdeJson;
    use crate::value::Json;

    fn check(properties: &str, name: &str, media_type: &str, expected: bool) {
        let document = [
            r#"{"elements": [{"type": "file", "name": "f""#,
            properties,
            "}]}",
        ];
        let document = SerdeJson.parse(&document.concat()).unwrap();
        let survey = read(&document).survey.unwrap();
        let file = survey.pages.iter().find_map(|page| match &page.content {
            PageContent::Elements(elements) => elements.iter().find_map(|element| {
                let Element::Question(question) = element else {
                    return None;
                };
                match &question.kind {
                    Kind::File(file) => Some(file.clone()),
                    _ => None,
                }
            }),
            _ => None,
        });
        let accepts = file.unwrap().accepts(name, media_type);
        assert_eq!(accepts, expected, "{properties} {name} {media_type}");
    }

    #[test]
    fn files_are_taken_by_ending_type_and_group() {
        let pictures = r#", "acceptedTypes": "image/*, .PDF""#;
        check("", "a", "", true);
        check(pictures, "a.heic", "image/heic", true);
        check(pictures, "a.Pdf", "", true);
        check(pictures, "a.pdf.exe", "", false);
        check(pictures, "image", "text/plain", false);
        check(
            r#", "acceptedTypes": "image/png""#,
            "a.png",
            "image/jpeg",
            false,
        );
        check(r#", "acceptedTypes": "*/*""#, "a", "", true);
        check(
            r#", "acceptedCategories": ["document"]"#,
            "a.docx",
            "",
            true,
        );
        check(
            r#", "acceptedCategories": ["archive", "video"]"#,
            "a.docx",
            "",
            false,
        );
        check(r#", "sourceType": "camera""#, "a.jpg", "image/jpeg", true);
        check(r#", "sourceType": "camera""#, "a.txt", "text/plain", false);
    }
}
