use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Event, HtmlCanvasElement, PointerEvent};

use super::paper::{Paper, drawing_in};
use crate::browser::window;
use crate::definition::SignaturePad;
use crate::ui::picture::context_of;
use crate::value::{Value, number_to_text};

/// A pen on the paper, until it is lifted.
pub struct Pen {
    stroke: Rc<RefCell<Stroke>>,
    _listeners: [EventListener; 3],
}

struct Stroke {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    paper: Paper,
    /// Where the canvas is on the screen, and how many of the paper's pixels one of the screen's is.
    left: f64,
    top: f64,
    scale: f64,
    last: Point,
    /// Where what is drawn ends: halfway to the last point, because curves bend at points and meet between them.
    end: Point,
    line: f64,
    at_millis: f64,
    /// In lines, for a picture that is made of them.
    drawing: String,
}

#[derive(Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

/// Nearer than this to the last one, in the paper's pixels, a point says nothing new.
const MIN_STEP: f64 = 0.7;

impl Pen {
    /// `lifted` is called once, in the end.
    pub fn touch(
        pad: &SignaturePad,
        value: &Value,
        event: &PointerEvent,
        lifted: impl Fn() + Clone + 'static,
    ) -> Option<Self> {
        if event.button() != 0 || !event.is_primary() {
            return None;
        }
        let canvas: HtmlCanvasElement = event.target()?.dyn_into().ok()?;
        let paper = Paper::of(pad);
        let rect = canvas.get_bounding_client_rect();
        if rect.width() <= 0.0 {
            return None;
        }
        // Without it the pen is lost at the edge: no harm.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        let mut stroke = Stroke {
            context: context_of(&canvas)?,
            left: rect.left(),
            top: rect.top(),
            scale: paper.width / rect.width(),
            last: Point { x: 0.0, y: 0.0 },
            end: Point { x: 0.0, y: 0.0 },
            line: (paper.min_line + paper.max_line) / 2.0,
            at_millis: event.time_stamp(),
            drawing: match paper.is_drawing() {
                true => drawing_in(value.as_text().unwrap_or_default()),
                false => String::new(),
            },
            canvas: canvas.clone(),
            paper,
        };
        stroke.last = stroke.point_of(event);
        stroke.end = stroke.last;
        let speck = Point {
            x: stroke.last.x + 0.1,
            ..stroke.last
        };
        stroke.draw_to(speck);
        let stroke = Rc::new(RefCell::new(stroke));
        let moving = stroke.clone();
        let moves = EventListener::new(&canvas, "pointermove", move |event| {
            moving.borrow_mut().follow(event);
        });
        let up = lifted.clone();
        let ups = EventListener::new(&canvas, "pointerup", move |_| up());
        let cancels = EventListener::new(&canvas, "pointercancel", move |_| lifted());
        Some(Self {
            stroke,
            _listeners: [moves, ups, cancels],
        })
    }

    /// The canvas and the picture that is on it now.
    pub fn lift(self) -> Option<(HtmlCanvasElement, Rc<str>)> {
        let mut stroke = self.stroke.borrow_mut();
        let last = stroke.last;
        stroke.draw_to(last);
        let picture = stroke.paper.picture(&stroke.canvas, &stroke.drawing)?;
        Some((stroke.canvas.clone(), picture.into()))
    }
}

impl Stroke {
    fn point_of(&self, event: &PointerEvent) -> Point {
        Point {
            x: (f64::from(event.client_x()) - self.left) * self.scale,
            y: (f64::from(event.client_y()) - self.top) * self.scale,
        }
    }

    /// Also to where the pen was between two frames, where the browser tells.
    fn follow(&mut self, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let tells = Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false);
        let between = match tells {
            true => event.get_coalesced_events().iter().collect(),
            false => Vec::new(),
        };
        if between.is_empty() {
            self.go_to(event);
        }
        for event in between {
            self.go_to(event.unchecked_ref());
        }
    }

    /// Thicker with pressure, and thinner with speed where a finger or a mouse knows none.
    fn go_to(&mut self, event: &PointerEvent) {
        let to = self.point_of(event);
        let (x, y) = (to.x - self.last.x, to.y - self.last.y);
        let way = libm::sqrt(x * x + y * y);
        if way < MIN_STEP {
            return;
        }
        let millis = (event.time_stamp() - self.at_millis).max(1.0);
        let (min, max) = (self.paper.min_line, self.paper.max_line);
        let line = match event.pointer_type() == "pen" {
            true => min + (max - min) * f64::from(event.pressure()),
            false => (max / (1.0 + way / millis)).max(min),
        };
        // Widths that jump would look like beads.
        self.line = 0.7 * self.line + 0.3 * line;
        self.at_millis = event.time_stamp();
        let middle = Point {
            x: (self.last.x + to.x) / 2.0,
            y: (self.last.y + to.y) / 2.0,
        };
        self.draw_to(middle);
        self.last = to;
    }

    /// A curve from where the last one ended, bent at the last point.
    fn draw_to(&mut self, to: Point) {
        let (from, bend) = (self.end, self.last);
        self.context.begin_path();
        self.context.set_line_width(self.line);
        self.context.move_to(from.x, from.y);
        self.context.quadratic_curve_to(bend.x, bend.y, to.x, to.y);
        self.context.stroke();
        self.end = to;
        if self.paper.is_drawing() {
            let numbers = [from.x, from.y, bend.x, bend.y, to.x, to.y, self.line];
            let numbers = numbers.map(|number| number_to_text(libm::round(number * 10.0) / 10.0));
            let [from_x, from_y, bend_x, bend_y, to_x, to_y, line] = &numbers;
            for part in [
                "<path d=\"M",
                from_x,
                " ",
                from_y,
                "Q",
                bend_x,
                " ",
                bend_y,
                " ",
                to_x,
                " ",
                to_y,
                "\" stroke-width=\"",
                line,
                "\"/>",
            ] {
                self.drawing.push_str(part);
            }
        }
    }
}

/// A name, written as a signature; undefined if it is blank.
pub fn written(pad: &SignaturePad, name: &str) -> Value {
    let name = name.trim();
    if name.is_empty() {
        return Value::Undefined;
    }
    let picture = || {
        let canvas = window()?.document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let paper = Paper::of(pad);
        paper.write(&paper.spread(&canvas)?, name);
        paper.picture(&canvas, &paper.written(name))
    };
    picture().map_or(Value::Undefined, Value::from)
}
