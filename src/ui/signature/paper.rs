use std::rc::Rc;

use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use crate::browser::window;
use crate::definition::{SignatureFormat, SignaturePad};
use crate::ui::picture::{context_of, data_of};
use crate::value::{number_to_text, read_number};

/// Pixels of the picture for each of the document's, so that it is sharp on screens of high density and in print.
const DENSITY: f64 = 2.0;

/// Dark, because a signature is looked at on white later, whatever the respondent's theme.
const INK: &str = "#1b2333";

/// What a signature is drawn on: how large it is, its colours, and what becomes of it.
#[derive(Clone)]
pub struct Paper {
    /// In the document's pixels, like all that is drawn.
    pub width: f64,
    pub height: f64,
    pub min_line: f64,
    pub max_line: f64,
    ink: Rc<str>,
    background: Rc<str>,
    format: SignatureFormat,
    fills_width: bool,
}

impl Paper {
    pub fn of(pad: &SignaturePad) -> Self {
        let has_background = !pad.background_color.is_empty();
        Self {
            width: pad.width,
            height: pad.height,
            min_line: pad.pen_min_width,
            max_line: pad.pen_max_width.max(pad.pen_min_width),
            ink: match pad.pen_color.is_empty() {
                true => INK.into(),
                false => pad.pen_color.clone(),
            },
            background: match pad.format {
                // It knows no transparency.
                SignatureFormat::Jpeg if !has_background => "#fff".into(),
                _ => pad.background_color.clone(),
            },
            format: pad.format,
            fills_width: pad.auto_scale,
        }
    }

    pub fn is_drawing(&self) -> bool {
        self.format == SignatureFormat::Svg
    }

    /// An empty canvas of the right size, ready to be drawn on.
    pub fn spread(&self, canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
        canvas.set_width((self.width * DENSITY) as u32);
        canvas.set_height((self.height * DENSITY) as u32);
        let width = match self.fills_width {
            true => "100%".into(),
            false => [&*number_to_text(self.width), "px"].concat(),
        };
        let _ = canvas.style().set_property("--pad-width", &width);
        let context = context_of(canvas)?;
        let _ = context.scale(DENSITY, DENSITY);
        if !self.background.is_empty() {
            context.set_fill_style_str(&self.background);
            context.fill_rect(0.0, 0.0, self.width, self.height);
        }
        context.set_stroke_style_str(&self.ink);
        context.set_fill_style_str(&self.ink);
        context.set_line_cap("round");
        context.set_text_align("center");
        context.set_text_baseline("middle");
        context.set_font(
            &[
                "italic ",
                &number_to_text(self.letter_height()),
                "px ",
                SCRIPT,
            ]
            .concat(),
        );
        Some(context)
    }

    fn letter_height(&self) -> f64 {
        libm::round(self.height / 4.0)
    }

    pub fn write(&self, context: &CanvasRenderingContext2d, name: &str) {
        let (x, y) = (self.width / 2.0, self.height / 2.0);
        let _ = context.fill_text_with_max_width(name, x, y, self.width * 0.9);
    }

    /// What is on the canvas, in the format of the document; `drawing` is the same in lines.
    pub fn picture(&self, canvas: &HtmlCanvasElement, drawing: &str) -> Option<String> {
        match self.format {
            SignatureFormat::Png => canvas.to_data_url().ok(),
            SignatureFormat::Jpeg => canvas.to_data_url_with_type("image/jpeg").ok(),
            SignatureFormat::Svg => {
                let (width, height) = (number_to_text(self.width), number_to_text(self.height));
                let size = ["width=\"", &width, "\" height=\"", &height, "\""].concat();
                let paper = match self.background.is_empty() {
                    true => String::new(),
                    false => {
                        let color = safe(&self.background);
                        ["<rect ", &size, " stroke=\"none\" fill=\"", &color, "\"/>"].concat()
                    }
                };
                let picture = [
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" ",
                    &size,
                    " viewBox=\"0 0 ",
                    &width,
                    " ",
                    &height,
                    "\" fill=\"none\" stroke-linecap=\"round\" stroke=\"",
                    &safe(&self.ink),
                    "\">",
                    &paper,
                    drawing,
                    "</svg>",
                ]
                .concat();
                // What is coded in base64 is bytes, each as a character.
                let bytes: String = picture.bytes().map(char::from).collect();
                let coded = window()?.btoa(&bytes).ok()?;
                Some([SVG, &coded].concat())
            }
        }
    }

    /// A name as part of a drawing.
    pub fn written(&self, name: &str) -> String {
        let (x, y) = (self.width / 2.0, self.height / 2.0);
        [
            "<text x=\"",
            &number_to_text(x),
            "\" y=\"",
            &number_to_text(y),
            "\" text-anchor=\"middle\" dominant-baseline=\"middle\" stroke=\"none\" font-style=\"italic\" font-family=\"cursive\" font-size=\"",
            &number_to_text(self.letter_height()),
            "\" fill=\"",
            &safe(&self.ink),
            "\">",
            &escaped(name),
            "</text>",
        ]
        .concat()
    }

    /// Draws what a picture says in lines. False if it is no drawing, but pixels.
    pub fn draw_paths(&self, context: &CanvasRenderingContext2d, content: &str) -> bool {
        if content.is_empty() {
            return true;
        }
        if !content.starts_with(SVG) {
            return false;
        }
        let drawing = drawing_in(content);
        for element in drawing.split('<') {
            if let Some(text) = element.strip_prefix("text ")
                && let Some((_, name)) = text.split_once('>')
            {
                self.write(context, &unescaped(name));
            } else if element.starts_with("path ")
                && let Some(path) = attribute(element, "d")
            {
                let width = attribute(element, "stroke-width").and_then(read_number);
                context.set_line_width(width.unwrap_or(self.max_line));
                if let Ok(path) = Path2d::new_with_path_string(path) {
                    context.stroke_with_path(&path);
                }
            }
        }
        true
    }
}

const SVG: &str = "data:image/svg+xml;base64,";
const SCRIPT: &str = "\"Segoe Script\", \"Bradley Hand\", \"Snell Roundhand\", cursive";

/// What was drawn on a picture in lines, to go on with.
pub fn drawing_in(content: &str) -> String {
    let bytes = match content.starts_with(SVG) {
        true => data_of(content).map(|(_, bytes)| bytes),
        false => None,
    };
    let picture = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let picture = picture.unwrap_or_default();
    let start = [picture.find("<path"), picture.find("<text")];
    let Some(start) = start.into_iter().flatten().min() else {
        return String::new();
    };
    picture[start..].trim_end_matches("</svg>").into()
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(&*[" ", name, "=\""].concat())?;
    Some(rest.split_once('"')?.0)
}

/// A colour, without what could end an attribute.
fn safe(color: &str) -> String {
    color.replace(['"', '<', '&'], "")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn unescaped(text: &str) -> String {
    text.replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
}
