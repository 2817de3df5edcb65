use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileReader, HtmlCanvasElement};

use crate::browser::window;
use crate::definition::{Kind, Question};
use crate::ui::picture::{decoded, spread};
use crate::value::Value;

/// A file as it becomes part of an answer.
#[derive(Clone)]
pub struct Content {
    pub name: String,
    pub media_type: String,
    /// As a data URL.
    pub data: String,
}

/// Why a file is not taken, with its name.
#[derive(Clone)]
pub enum Refusal {
    Type(String),
    /// With the most bytes that it may have.
    TooLarge(String, f64),
    NoRoom(String),
    TooMany(String, usize),
    Unreadable(String),
}

/// What nobody waits for to be read.
const MAX_FILE_BYTES: f64 = (64 << 20) as f64;
/// No file that is larger could be sent.
const MAX_SENT_BYTES: f64 = (9 << 18) as f64;
/// Pictures are scaled down to the first of these, in pixels of their longer edge, at which they are small enough.
const EDGES: [f64; 3] = [2048.0, 1600.0, 1200.0];
const MAX_PICTURE_BYTES: f64 = (600 << 10) as f64;
const QUALITY: f64 = 0.85;
/// What browsers show and cameras make. Others, such as animations, stay what they are.
const PICTURES: [&str; 7] = ["jpeg", "png", "webp", "bmp", "heic", "heif", "avif"];

/// At most so many at once.
const MAX_FILES: usize = 1000;

pub async fn read_all(question: &Question, files: Vec<File>) -> Vec<Result<Content, Refusal>> {
    let mut read = Vec::new();
    for file in files.into_iter().take(MAX_FILES) {
        read.push(read_one(question, &file).await);
    }
    read
}

async fn read_one(question: &Question, file: &File) -> Result<Content, Refusal> {
    let (name, media_type) = (file.name(), file.type_());
    let Kind::File(kind) = &question.kind else {
        return Err(Refusal::Unreadable(name));
    };
    if !kind.accepts(&name, &media_type) {
        return Err(Refusal::Type(name));
    }
    let most = match kind.max_size_bytes {
        0 => f64::MAX,
        most => most as f64,
    };
    let bytes = file.size();
    if bytes > MAX_FILE_BYTES {
        return Err(Refusal::TooLarge(name, most.min(MAX_FILE_BYTES)));
    }
    let group = media_type.strip_prefix("image/");
    if group.is_some_and(|group| PICTURES.contains(&group))
        && let Some(scaled) = scaled_down(file, &name).await
    {
        return match scaled.size_bytes() > most {
            true => Err(Refusal::TooLarge(name, most)),
            false => Ok(scaled),
        };
    }
    if bytes > most {
        return Err(Refusal::TooLarge(name, most));
    }
    if bytes > MAX_SENT_BYTES {
        return Err(Refusal::NoRoom(name));
    }
    match data_url_of(file).await {
        Some(data) => Ok(Content {
            name,
            media_type,
            data,
        }),
        None => Err(Refusal::Unreadable(name)),
    }
}

/// A smaller picture in the place of a large one; `None` if it can stay as it is.
async fn scaled_down(file: &File, name: &str) -> Option<Content> {
    let bitmap = decoded(file).await?;
    let edge = f64::from(bitmap.width().max(bitmap.height()));
    if edge <= EDGES[0] && file.size() <= MAX_PICTURE_BYTES {
        bitmap.close();
        return None;
    }
    let canvas = window()?.document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let mut content = None;
    for edge in EDGES {
        spread(&canvas, &bitmap, edge)?;
        let data = canvas.to_data_url_with_type_and_encoder_options("image/jpeg", &QUALITY.into());
        let scaled = Content {
            name: renamed(name),
            media_type: "image/jpeg".into(),
            data: data.ok()?,
        };
        let is_small = scaled.size_bytes() <= MAX_PICTURE_BYTES;
        content = Some(scaled);
        if is_small {
            break;
        }
    }
    bitmap.close();
    content
}

/// With the ending of what it has become.
fn renamed(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".jpg") || lower.ends_with(".jpeg") {
        return name.into();
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    [stem, ".jpg"].concat()
}

async fn data_url_of(blob: &Blob) -> Option<String> {
    let reader = FileReader::new().ok()?;
    reader.read_as_data_url(blob).ok()?;
    let promise = Promise::new(&mut |resolve, reject| {
        reader.set_onload(Some(&resolve));
        reader.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.ok()?;
    reader.result().ok()?.as_string()
}

impl Content {
    fn size_bytes(&self) -> f64 {
        size_bytes(&self.data)
    }

    pub fn into_value(self) -> Value {
        Value::object([
            ("name".into(), self.name.into()),
            ("type".into(), self.media_type.into()),
            ("content".into(), self.data.into()),
        ])
    }
}

/// What a data URL in base64 holds.
pub fn size_bytes(data_url: &str) -> f64 {
    let coded = data_url.split_once(',').map_or("", |(_, coded)| coded);
    let letters = coded.trim_end_matches('=').len();
    (letters * 3 / 4) as f64
}
