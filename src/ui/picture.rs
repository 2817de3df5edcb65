//! Pictures on canvases: a strict Content-Security-Policy forbids images from data, but not drawing them.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageBitmap,
};

use super::signature::paper::Paper;
use crate::browser::window;

/// Twice what a preview measures, for screens of high density.
const PREVIEW_EDGE: f64 = 128.0;

/// What canvases show. They are filled after the elements are there, and only when it changed.
#[derive(Default)]
pub struct Pictures {
    wanted: Vec<Wanted>,
    drawn: Drawn,
}

type Drawn = Rc<RefCell<Vec<(HtmlCanvasElement, Rc<str>)>>>;

struct Wanted {
    id: String,
    content: Rc<str>,
    paper: Option<Paper>,
}

impl Pictures {
    /// A data URL on the canvas with this id; where it has paper, as it lies there.
    pub fn want(&mut self, id: String, content: Rc<str>, paper: Option<Paper>) {
        self.wanted.push(Wanted { id, content, paper });
    }

    pub fn draw(&mut self, form: &Element) {
        let mut before = std::mem::take(&mut *self.drawn.borrow_mut());
        for wanted in std::mem::take(&mut self.wanted) {
            let found = form.query_selector(&["#", &wanted.id].concat());
            let Some(canvas) = found.ok().flatten().and_then(|found| found.dyn_into().ok()) else {
                continue;
            };
            let canvas: HtmlCanvasElement = canvas;
            let known = before.iter().position(|(other, _)| *other == canvas);
            let known = known.map(|place| before.swap_remove(place).1);
            let is_drawn = known.as_ref() == Some(&wanted.content);
            self.note(canvas.clone(), &wanted.content);
            if !is_drawn {
                self.fill(canvas, wanted);
            }
        }
    }

    /// What is on a canvas already.
    pub fn note(&mut self, canvas: HtmlCanvasElement, content: &Rc<str>) {
        let mut drawn = self.drawn.borrow_mut();
        drawn.retain(|(other, _)| *other != canvas);
        drawn.push((canvas, content.clone()));
    }

    #[inline(never)]
    fn fill(&self, canvas: HtmlCanvasElement, wanted: Wanted) {
        if let Some(paper) = &wanted.paper
            && let Some(context) = paper.spread(&canvas)
            && paper.draw_paths(&context, &wanted.content)
        {
            return;
        }
        let drawn = self.drawn.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let Some(bitmap) = bitmap_of(&wanted.content).await else {
                return;
            };
            let is_wanted = |(other, content): &(HtmlCanvasElement, Rc<str>)| {
                *other == canvas && *content == wanted.content
            };
            if drawn.borrow().iter().any(is_wanted) {
                match &wanted.paper {
                    Some(paper) => {
                        if let Some(context) = context_of(&canvas) {
                            place(&context, &bitmap, paper.width, paper.height);
                        }
                    }
                    None => {
                        spread(&canvas, &bitmap, PREVIEW_EDGE);
                    }
                }
            }
            bitmap.close();
        });
    }
}

/// Draws a picture, scaled down so that its longer edge has at most so many pixels, and makes the canvas as large.
pub fn spread(
    canvas: &HtmlCanvasElement,
    bitmap: &ImageBitmap,
    edge: f64,
) -> Option<CanvasRenderingContext2d> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (edge / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).max(1.0), (height * scale).max(1.0));
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = context_of(canvas)?;
    // Photographs know no transparency: what shines through would become black.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    place(
        &context,
        bitmap,
        canvas.width().into(),
        canvas.height().into(),
    );
    Some(context)
}

fn place(context: &CanvasRenderingContext2d, bitmap: &ImageBitmap, width: f64, height: f64) {
    // It fails only for pictures that were closed.
    let _ = context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height);
}

pub fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// The picture the right way up, whichever way the camera was held.
pub async fn decoded(blob: &Blob) -> Option<ImageBitmap> {
    let promise = window()?.create_image_bitmap_with_blob(blob).ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

async fn bitmap_of(data_url: &str) -> Option<ImageBitmap> {
    let (media_type, bytes) = data_of(data_url)?;
    let parts = Array::of1(&Uint8Array::from(&*bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    decoded(&Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?).await
}

/// Media type and bytes of a data URL in base64.
pub fn data_of(data_url: &str) -> Option<(&str, Vec<u8>)> {
    let (head, coded) = data_url.strip_prefix("data:")?.split_once(',')?;
    let media_type = head.strip_suffix(";base64")?;
    let bytes = window()?.atob(coded).ok()?;
    // Each character stands for a byte.
    Some((media_type, bytes.chars().map(|char| char as u8).collect()))
}
