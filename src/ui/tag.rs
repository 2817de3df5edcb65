//! Elements, built step by step.
//!
//! yew's `html!` writes out the making of each element where it stands; here all elements share a few small functions,
//! which took a third off the weight of the user interface and makes each new kind of question cheaper.

use std::rc::Rc;

use web_sys::{
    DragEvent, Event, FocusEvent, InputEvent, KeyboardEvent, MouseEvent, PointerEvent, SubmitEvent,
};
use yew::html::{
    onblur, onchange, onclick, ondragleave, ondragover, ondrop, oninput, onkeydown, onmousedown,
    onpaste, onpointercancel, onpointerdown, onpointermove, onpointerup, onscroll, onsubmit,
};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, VTag, VText};
use yew::{AttrValue, Callback, Html, NodeRef};

/// An element in the making.
pub struct Tag(Box<VTag>);

pub fn tag(name: &'static str) -> Tag {
    let mut element = Box::new(VTag::new(name));
    element.attributes = Attributes::IndexMap(Rc::default());
    Tag(element)
}

/// A button that does nothing but what it is told to.
pub fn button(class: &'static str, on_click: Callback<MouseEvent>) -> Tag {
    tag("button")
        .set("class", class)
        .set("type", "button")
        .on_click(on_click)
}

impl Tag {
    #[inline(never)]
    pub fn set(self, attribute: &'static str, value: &'static str) -> Self {
        self.attribute(attribute.into(), value.into())
    }

    #[inline(never)]
    pub fn put(self, attribute: &'static str, value: &str) -> Self {
        self.attribute(attribute.into(), Rc::<str>::from(value).into())
    }

    /// Straight into the map: yew's own way carries the code that turns its other kinds of lists into one.
    #[inline(never)]
    fn attribute(mut self, name: AttrValue, value: AttrValue) -> Self {
        if let Attributes::IndexMap(attributes) = &mut self.0.attributes
            && let Some(attributes) = Rc::get_mut(attributes)
        {
            attributes.insert(name, AttributeOrProperty::Attribute(value));
        }
        self
    }

    /// Leaves the attribute out if there is nothing to say.
    pub fn put_some(self, attribute: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.put(attribute, value),
            None => self,
        }
    }

    /// An attribute that means something by being there.
    pub fn flag(self, attribute: &'static str, is_there: bool) -> Self {
        if is_there {
            self.set(attribute, "")
        } else {
            self
        }
    }

    /// Tells the element from its siblings when some of them come or go.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    #[inline(never)]
    pub fn reference(mut self, node: &NodeRef) -> Self {
        self.0.node_ref = node.clone();
        self
    }

    /// What a field holds.
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.set_value(AttrValue::from(Rc::from(value)));
        self
    }

    #[inline(never)]
    pub fn checked(mut self, is_checked: bool) -> Self {
        self.0.set_checked(is_checked);
        self
    }

    /// Which option a list has chosen: of the attribute the browser only reads the first state.
    #[inline(never)]
    pub fn selected(mut self, is_selected: bool) -> Self {
        if let Attributes::IndexMap(attributes) = &mut self.0.attributes
            && let Some(attributes) = Rc::get_mut(attributes)
        {
            let property = AttributeOrProperty::Property(is_selected.into());
            attributes.insert("selected".into(), property);
        }
        self
    }

    pub fn on_change(self, callback: Callback<Event>) -> Self {
        self.listen(Rc::new(onchange::Wrapper::new(callback)))
    }

    pub fn on_input(self, callback: Callback<InputEvent>) -> Self {
        self.listen(Rc::new(oninput::Wrapper::new(callback)))
    }

    pub fn on_click(self, callback: Callback<MouseEvent>) -> Self {
        self.listen(Rc::new(onclick::Wrapper::new(callback)))
    }

    pub fn on_press(self, callback: Callback<MouseEvent>) -> Self {
        self.listen(Rc::new(onmousedown::Wrapper::new(callback)))
    }

    pub fn on_pointer_down(self, callback: Callback<PointerEvent>) -> Self {
        self.listen(Rc::new(onpointerdown::Wrapper::new(callback)))
    }

    pub fn on_pointer_move(self, callback: Callback<PointerEvent>) -> Self {
        self.listen(Rc::new(onpointermove::Wrapper::new(callback)))
    }

    pub fn on_pointer_up(self, callback: Callback<PointerEvent>) -> Self {
        self.listen(Rc::new(onpointerup::Wrapper::new(callback)))
    }

    pub fn on_pointer_cancel(self, callback: Callback<PointerEvent>) -> Self {
        self.listen(Rc::new(onpointercancel::Wrapper::new(callback)))
    }

    pub fn on_key(self, callback: Callback<KeyboardEvent>) -> Self {
        self.listen(Rc::new(onkeydown::Wrapper::new(callback)))
    }

    pub fn on_blur(self, callback: Callback<FocusEvent>) -> Self {
        self.listen(Rc::new(onblur::Wrapper::new(callback)))
    }

    pub fn on_scroll(self, callback: Callback<Event>) -> Self {
        self.listen(Rc::new(onscroll::Wrapper::new(callback)))
    }

    pub fn on_submit(self, callback: Callback<SubmitEvent>) -> Self {
        self.listen(Rc::new(onsubmit::Wrapper::new(callback)))
    }

    pub fn on_paste(self, callback: Callback<Event>) -> Self {
        self.listen(Rc::new(onpaste::Wrapper::new(callback)))
    }

    pub fn on_drag_over(self, callback: Callback<DragEvent>) -> Self {
        self.listen(Rc::new(ondragover::Wrapper::new(callback)))
    }

    pub fn on_drag_leave(self, callback: Callback<DragEvent>) -> Self {
        self.listen(Rc::new(ondragleave::Wrapper::new(callback)))
    }

    pub fn on_drop(self, callback: Callback<DragEvent>) -> Self {
        self.listen(Rc::new(ondrop::Wrapper::new(callback)))
    }

    #[inline(never)]
    fn listen(mut self, listener: Rc<dyn Listener>) -> Self {
        self.0.add_listener(listener);
        self
    }

    /// Text that nothing stands beside.
    #[inline(never)]
    pub fn text(mut self, text: &str) -> Self {
        self.0.add_child(VText::new(Rc::<str>::from(text)).into());
        self
    }

    /// Text in an element of its own.
    pub fn span(self, text: &str) -> Self {
        self.child(tag("span").text(text))
    }

    #[inline(never)]
    pub fn child<C: Child>(mut self, child: C) -> Self {
        child.join(&mut self.0);
        self
    }
}

impl From<Tag> for Html {
    #[inline(never)]
    fn from(tag: Tag) -> Self {
        (*tag.0).into()
    }
}

/// What can stand inside an element: one thing, nothing or several.
pub trait Child {
    fn join(self, parent: &mut VTag);
}

impl Child for Tag {
    fn join(self, parent: &mut VTag) {
        parent.add_child(self.into());
    }
}

impl Child for Html {
    fn join(self, parent: &mut VTag) {
        parent.add_child(self);
    }
}

impl<C: Child> Child for Option<C> {
    fn join(self, parent: &mut VTag) {
        if let Some(child) = self {
            child.join(parent);
        }
    }
}

impl<C: Child> Child for Vec<C> {
    fn join(self, parent: &mut VTag) {
        for child in self {
            child.join(parent);
        }
    }
}
