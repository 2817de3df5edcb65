use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use journey_survey::definition::MAX_DOCUMENT_BYTES;

/// A document as it lies on the disk.
pub struct Source {
    /// As it was typed: a path, or `-`.
    pub file: String,
    /// At most [`MAX_DOCUMENT_BYTES`]; `None` for a document that is larger.
    pub bytes: Option<Vec<u8>>,
}

impl Source {
    /// Errors: one sentence that names the file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let file = path.display().to_string();
        let contents = if file == "-" {
            read_limited(io::stdin().lock())
        } else {
            open(path).and_then(read_limited)
        };
        match contents {
            Ok(bytes) => Ok(Self { file, bytes }),
            Err(error) => Err(format!("cannot read {file}: {}", reason(&error))),
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(file)
}

fn read_limited(reader: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader
        .take(MAX_DOCUMENT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() <= MAX_DOCUMENT_BYTES).then_some(bytes))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder; name the documents in it".to_owned(),
        io::ErrorKind::PermissionDenied => "you are not allowed to read it".to_owned(),
        _ => error.to_string(),
    }
}
