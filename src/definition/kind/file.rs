use std::rc::Rc;

use crate::definition::Localized;
use crate::definition::reader::Reader;

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

impl FileKind {
    pub(in crate::definition) fn read(reader: &Reader) -> Self {
        Self {
            several: reader.flag("allowMultiple", false),
            accepted_types: reader.text("acceptedTypes").unwrap_or_default(),
            accepted_categories: reader.texts("acceptedCategories", 20),
            max_size_bytes: reader.whole_number("maxSize", 0..=1 << 30).unwrap_or(0),
            max_files: reader.whole_number("maxFiles", 0..=1000).unwrap_or(1000),
            source: if reader.flag("allowCameraAccess", false) {
                FileSource::FileOrCamera
            } else {
                reader.one_of(
                    "sourceType",
                    &[
                        ("file", FileSource::File),
                        ("camera", FileSource::Camera),
                        ("file-camera", FileSource::FileOrCamera),
                    ],
                    FileSource::File,
                )
            },
            store_as_text: reader.flag("storeDataAsText", true),
            wait_for_upload: reader.flag("waitForUpload", false),
            show_preview: reader.flag("showPreview", true),
            allow_images_preview: reader.flag("allowImagesPreview", true),
            confirm_delete: reader.flag("confirmDelete|needConfirmRemoveFile", true),
            back_camera: reader.one_of(
                "cameraFacingMode",
                &[("user", false), ("environment", true)],
                false,
            ),
            file_placeholder: reader.localized("filePlaceholder"),
            photo_placeholder: reader.localized("photoPlaceholder"),
            file_or_photo_placeholder: reader.localized("fileOrPhotoPlaceholder"),
        }
    }
}
