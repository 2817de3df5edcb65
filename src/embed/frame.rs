use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CssStyleSheet, Document, Element, Event, HtmlDialogElement, HtmlElement, KeyboardEvent,
    ShadowRoot,
};

use super::events::tell;
use super::options::{Display, Options};
use crate::browser::window;
use crate::ui::{RARE_STYLE, STYLE};
use crate::value::Value;

/// What stands in an element's shadow root: the frame with the styles, in it the widget, and the way in for the live
/// region.
pub struct Frame {
    /// A dialog where the display keeps the respondent from the page.
    pub element: HtmlElement,
    /// Where the widget is drawn.
    pub content: Element,
    host: HtmlElement,
    /// What assistive technology reads out stands in the page itself, shown through a slot within the frame: screen
    /// readers miss changes in shadow roots, and an open dialog silences all that is outside of it.
    live: HtmlElement,
    display: Display,
    root: ShadowRoot,
    sheet: CssStyleSheet,
    has_rare_styles: Cell<bool>,
    is_open: Cell<bool>,
    _listeners: Vec<EventListener>,
}

const LIVE: &str = "journey-survey-live";

impl Frame {
    pub fn new(host: &HtmlElement, root: &ShadowRoot, options: &Options) -> Result<Self, JsValue> {
        let document = window()
            .and_then(|window| window.document())
            .ok_or(JsValue::NULL)?;
        let sheet = CssStyleSheet::new()?;
        let _ = sheet.replace_sync(STYLE);
        root.set_adopted_style_sheets(&Array::of1(&sheet));
        while let Some(child) = root.first_child() {
            root.remove_child(&child)?;
        }
        let display = options.display;
        let element = new_element(&document, if display.is_modal() { "dialog" } else { "div" })?;
        element.set_class_name("root");
        element.set_attribute("part", "root")?;
        element.set_attribute("data-display", display.name())?;
        if display == Display::Kiosk {
            element.set_attribute("closedby", "none")?;
        }
        if display == Display::Popup {
            element.set_attribute("role", "dialog")?;
        }
        let content = new_element(&document, "div")?;
        let unseen = new_element(&document, "div")?;
        unseen.set_class_name("unseen");
        let slot = new_element(&document, "slot")?;
        slot.set_attribute("name", LIVE)?;
        unseen.append_child(&slot)?;
        element.append_child(&content)?;
        element.append_child(&unseen)?;
        root.append_child(&element)?;
        let frame = Self {
            content: content.into(),
            live: live_region(&document, host)?,
            _listeners: listeners(host, &element, display),
            host: host.clone(),
            element,
            display,
            root: root.clone(),
            sheet,
            has_rare_styles: Cell::new(false),
            is_open: Cell::new(false),
        };
        frame.set_theme(options.theme.as_deref());
        Ok(frame)
    }

    /// Shows it in a ready theme, or as the device has it.
    pub fn set_theme(&self, theme: Option<&str>) {
        let _ = match theme {
            Some(theme) => self.element.set_attribute("data-theme", theme),
            None => self.element.remove_attribute("data-theme"),
        };
    }

    /// Adds the styles of what few surveys use.
    #[inline(never)]
    pub fn add_rare_styles(&self) {
        if let Ok(rare) = CssStyleSheet::new()
            && !self.has_rare_styles.replace(true)
        {
            let _ = rare.replace_sync(RARE_STYLE);
            let sheets = Array::of2(&self.sheet, &rare);
            self.root.set_adopted_style_sheets(&sheets);
        }
    }

    /// Names what stands over the page: what the survey is called.
    pub fn name(&self, title: &str) {
        if self.display != Display::Inline {
            let _ = self.element.set_attribute("aria-label", title);
        }
    }

    /// Shows what is to stand over the page.
    pub fn open(&self, title: &str) {
        self.name(title);
        self.is_open.set(true);
        self.come_back();
    }

    /// A dialog stands over the page only from where it was last put into it.
    pub fn come_back(&self) {
        if !self.is_open.get() || self.host.hidden() {
            return;
        }
        if let Some(dialog) = self.element.dyn_ref::<HtmlDialogElement>()
            && !dialog.matches(":modal").unwrap_or(false)
        {
            let _ = dialog.remove_attribute("open");
            // It fails outside of a document, where nothing is shown anyway.
            let _ = dialog.show_modal();
        }
    }

    /// Has a sentence read out.
    pub fn announce(&self, words: &str) {
        if !self.live.is_connected() {
            // The page's own rendering may have swept it away.
            let _ = self.host.append_child(&self.live);
        }
        self.live.set_text_content(Some(words));
    }
}

fn new_element(document: &Document, name: &str) -> Result<HtmlElement, JsValue> {
    Ok(document.create_element(name)?.dyn_into()?)
}

/// One for each element of the page, however often the widget is mounted into it.
fn live_region(document: &Document, host: &HtmlElement) -> Result<HtmlElement, JsValue> {
    let known = host.query_selector(&["[slot=", LIVE, "]"].concat())?;
    if let Some(known) = known.and_then(|known| known.dyn_into().ok()) {
        return Ok(known);
    }
    let live = new_element(document, "div")?;
    live.set_attribute("slot", LIVE)?;
    live.set_attribute("role", "status")?;
    host.append_child(&live)?;
    Ok(live)
}

fn listeners(host: &HtmlElement, element: &HtmlElement, display: Display) -> Vec<EventListener> {
    let mut listeners = Vec::new();
    for kind in ["keydown", "keypress", "keyup"] {
        let of_page = host.clone();
        listeners.push(listen(host, kind, move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                on_key(&of_page, event, display);
            }
        }));
    }
    if display == Display::Inline {
        return listeners;
    }
    let came_from = Rc::new(RefCell::new(None::<HtmlElement>));
    for (kind, enters) in [("focusin", true), ("focusout", false)] {
        let came_from = came_from.clone();
        listeners.push(listen(host, kind, move |event| {
            let beside = Reflect::get(event, &"relatedTarget".into()).unwrap_or_default();
            // What is hidden while it has the focus loses it to nothing at all.
            if let Ok(beside) = beside.dyn_into() {
                *came_from.borrow_mut() = enters.then_some(beside);
            }
        }));
    }
    let closing = element.clone();
    listeners.push(listen(host, "journey-survey:closed", move |_| {
        if let Some(dialog) = closing.dyn_ref::<HtmlDialogElement>() {
            // Gives the focus back by itself.
            dialog.close();
        } else if let Some(before) = came_from.take() {
            let _ = before.focus();
        }
    }));
    let of_page = host.clone();
    listeners.push(listen(element, "cancel", move |event| {
        event.prevent_default();
        if display.is_closable() {
            tell(&of_page, "closed", &Value::Undefined);
        }
    }));
    let reopening = element.clone();
    listeners.push(listen(element, "close", move |_| {
        // Browsers let a stubborn respondent out; a kiosk is for the next one.
        if display == Display::Kiosk
            && let Some(dialog) = reopening.dyn_ref::<HtmlDialogElement>()
            && dialog.is_connected()
        {
            let _ = dialog.show_modal();
        }
    }));
    listeners
}

fn listen(
    target: &HtmlElement,
    kind: &'static str,
    heard: impl FnMut(&Event) + 'static,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, kind, options, heard)
}

/// A key that means something within the widget is none of the page's shortcuts: to the page it seems to be pressed on
/// an element that nothing can be written into.
fn on_key(host: &HtmlElement, event: &KeyboardEvent, display: Display) {
    let key = event.key();
    let is_escape = key == "Escape";
    if is_escape
        && display == Display::Popup
        && event.type_() == "keydown"
        && !event.default_prevented()
    {
        tell(host, "closed", &Value::Undefined);
    }
    // With both of these keys together Windows writes characters.
    let is_shortcut = event.meta_key() || event.ctrl_key() != event.alt_key();
    let is_of_browser = key == "Tab" || (key.len() > 1 && key.starts_with('F'));
    let closes_host = is_escape && display == Display::Inline && !event.default_prevented();
    if !is_shortcut && !is_of_browser && !closes_host {
        event.stop_propagation();
    }
}
