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
    pub store_as_text: bool,
    pub wait_for_upload: bool,
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
        Property("waitForUpload", Shape::Flag),
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
            store_as_text: reader.flag("storeDataAsText", true),
            wait_for_upload: reader.flag("waitForUpload", false),
            show_preview: reader.flag("showPreview", true),
            allow_images_preview: reader.flag("allowImagesPreview", true),
            confirm_delete: reader.flag("confirmDelete", true),
            back_camera: reader.word("cameraFacingMode") == 1,
            file_placeholder: reader.localized("filePlaceholder"),
            photo_placeholder: reader.localized("photoPlaceholder"),
            file_or_photo_placeholder: reader.localized("fileOrPhotoPlaceholder"),
        }
    }
}
