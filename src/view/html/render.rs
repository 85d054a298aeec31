//! From views to the DOM: what is built, and how it becomes what the next view says.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Mountable, Render, document};
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue, UnwrapThrowExt as _};
use web_sys::{Event, Text};

use super::{Attribute, Element, Key, Keyed, Listener, Read, Source, Value, View};

/// A view on the page.
pub enum ViewState {
    /// A text, and the place of what is not there.
    Text { node: Text, text: Cow<'static, str> },
    /// An element.
    Element(Box<ElementState>),
    /// Several in a row, and where the next would stand.
    List { items: Vec<Self>, end: Text },
    /// A closure that is run again when a signal that it has read changes.
    Reactive(RenderEffect<Self>),
    /// By key, in order; those that are not shown are kept beside the document.
    Keyed { items: Vec<Item>, end: Text },
}

/// A view with its key.
pub struct Item {
    key: Key,
    is_shown: bool,
    view: ViewState,
}

/// An element on the page.
pub struct ElementState {
    tag: &'static str,
    dom: DomElement,
    attributes: Vec<AttributeState>,
    listeners: Vec<ListenerState>,
    children: Vec<ViewState>,
}

struct AttributeState {
    name: &'static str,
    is_property: bool,
    value: Current,
}

/// The value that was last written.
enum Current {
    Fixed(Value),
    Reactive(RenderEffect<Value>),
}

struct ListenerState {
    /// What is called: that of the last view.
    act: Rc<RefCell<Rc<Listener>>>,
    /// Kept for as long as the element is.
    _closure: Closure<dyn FnMut(Event)>,
}

impl Render for View {
    type State = ViewState;

    fn build(self) -> ViewState {
        match self {
            Self::Text(text) => ViewState::Text {
                node: text_node(&text),
                text,
            },
            Self::Element(element) => ViewState::Element(Box::new(element.build())),
            Self::List(views) => ViewState::List {
                items: views.into_iter().map(Self::build).collect(),
                end: text_node(""),
            },
            Self::Reactive(read) => ViewState::Reactive(follow(read, None)),
            Self::Keyed(Keyed { items, view }) => ViewState::Keyed {
                items: items
                    .into_iter()
                    .map(|(key, is_shown)| Item {
                        key,
                        is_shown,
                        view: view(key).build(),
                    })
                    .collect(),
                end: text_node(""),
            },
        }
    }

    fn rebuild(self, state: &mut ViewState) {
        match (self, state) {
            (Self::Text(new), ViewState::Text { node, text }) => {
                if new != *text {
                    node.set_data(&new);
                    *text = new;
                }
            }
            (Self::Element(new), ViewState::Element(element)) if new.tag == element.tag => {
                new.rebuild(element);
            }
            (Self::List(views), ViewState::List { items, end }) => {
                rebuild_list(views, items, |item| {
                    item.insert_before(end);
                });
            }
            (Self::Reactive(read), ViewState::Reactive(effect)) => {
                let before = effect.take_value();
                *effect = follow(read, before);
            }
            (Self::Keyed(new), ViewState::Keyed { items, end }) => new.rebuild(items, end),
            (new, state) => {
                let mut new = new.build();
                state.insert_before_this(&mut new);
                state.unmount();
                *state = new;
            }
        }
    }
}

/// Makes a closure run whenever a signal that it reads changes.
#[inline(never)]
fn follow(read: Box<dyn Read<View>>, before: Option<ViewState>) -> RenderEffect<ViewState> {
    let run = move |state: Option<ViewState>| {
        let view = read.read();
        match state {
            Some(mut state) => {
                view.rebuild(&mut state);
                state
            }
            None => view.build(),
        }
    };
    RenderEffect::new_with_value(run, before)
}

/// Brings views in a row up to date, each in its place; `insert` puts a new last one where it belongs.
fn rebuild_list(views: Vec<View>, items: &mut Vec<ViewState>, insert: impl Fn(&mut ViewState)) {
    for item in items.drain(views.len().min(items.len())..) {
        drop_view(item);
    }
    for (index, view) in views.into_iter().enumerate() {
        if let Some(item) = items.get_mut(index) {
            view.rebuild(item);
        } else {
            let mut item = view.build();
            insert(&mut item);
            items.push(item);
        }
    }
}

fn drop_view(mut view: ViewState) {
    view.unmount();
}

impl Keyed {
    fn rebuild(self, items: &mut Vec<Item>, end: &Text) {
        let is_same = self
            .items
            .iter()
            .copied()
            .eq(items.iter().map(|it| (it.key, it.is_shown)));
        if is_same {
            return;
        }
        let mut before: Vec<Option<Item>> = Vec::new();
        for item in items.drain(..) {
            let place = item.key.slot;
            if before.len() <= place {
                before.resize_with(place + 1, || None);
            }
            if let Some(slot) = before.get_mut(place) {
                *slot = Some(item);
            }
        }
        for (key, is_shown) in self.items {
            let slot = before.get_mut(key.slot);
            let known = slot.and_then(|it| it.take_if(|it| it.key == key));
            let mut item = known.unwrap_or_else(|| Item {
                key,
                is_shown: false,
                view: (self.view)(key).build(),
            });
            if item.is_shown && !is_shown {
                item.view.unmount();
            }
            // A view that is to be shown now has no place yet, so that it is put into one below.
            item.is_shown = is_shown;
            items.push(item);
        }
        for item in before.into_iter().flatten() {
            drop_view(item.view);
        }
        let mut next: DomNode = end.clone().into();
        for item in items.iter_mut().rev().filter(|it| it.is_shown) {
            let node = item.view.first_node();
            if node.next_sibling().as_ref() != Some(&next) {
                item.view.insert_before(&next);
            }
            next = node;
        }
    }
}

impl Element {
    fn build(self) -> ElementState {
        let dom = create(self.tag);
        let attributes = self
            .attributes
            .into_iter()
            .map(|it| it.build(&dom, None))
            .collect();
        let listeners = self
            .listeners
            .into_iter()
            .map(|(event, act)| listen(&dom, &event, act))
            .collect();
        let mut children: Vec<ViewState> = self.children.into_iter().map(View::build).collect();
        for child in &mut children {
            child.mount(&dom, None);
        }
        ElementState {
            tag: self.tag,
            dom,
            attributes,
            listeners,
            children,
        }
    }

    fn rebuild(self, state: &mut ElementState) {
        let ElementState {
            dom,
            attributes,
            listeners,
            children,
            ..
        } = state;
        let mut before = std::mem::take(attributes);
        for attribute in self.attributes {
            let place = before.iter().position(|it| {
                it.name == attribute.name && it.is_property == attribute.is_property
            });
            let known = place.map(|place| before.swap_remove(place).value);
            attributes.push(attribute.build(dom, known));
        }
        for attribute in before {
            write(
                dom,
                attribute.name,
                attribute.is_property,
                &Value::Flag(false),
            );
        }
        for (listener, (_, act)) in listeners.iter().zip(self.listeners) {
            listener.act.replace(Rc::new(act));
        }
        rebuild_list(self.children, children, |item| item.mount(dom, None));
    }
}

impl Attribute {
    /// Writes the value, unless it is the one that was last written.
    fn build(self, dom: &DomElement, known: Option<Current>) -> AttributeState {
        let (name, is_property) = (self.name, self.is_property);
        let known = known.and_then(|it| match it {
            Current::Fixed(value) => Some(value),
            Current::Reactive(effect) => effect.take_value(),
        });
        let value = match self.value {
            Source::Fixed(value) => {
                if known
                    .as_ref()
                    .map_or(value != Value::Flag(false), |it| *it != value)
                {
                    write(dom, name, is_property, &value);
                }
                Current::Fixed(value)
            }
            Source::Reactive(read) => {
                let dom = dom.clone();
                let run = move |known: Option<Value>| {
                    let value = read.read();
                    if known.as_ref() != Some(&value) {
                        write(&dom, name, is_property, &value);
                    }
                    value
                };
                Current::Reactive(RenderEffect::new_with_value(run, known))
            }
        };
        AttributeState {
            name,
            is_property,
            value,
        }
    }
}

/// Writes an attribute or a property. None of those that the page has can refuse a value.
fn write(dom: &DomElement, name: &'static str, is_property: bool, value: &Value) {
    if is_property {
        let value = match value {
            Value::Flag(flag) => JsValue::from_bool(*flag),
            Value::Text(text) => JsValue::from_str(text),
        };
        drop(js_sys::Reflect::set(dom, &JsValue::from_str(name), &value));
        return;
    }
    drop(match value {
        Value::Flag(false) => dom.remove_attribute(name),
        Value::Flag(true) => dom.set_attribute(name, ""),
        Value::Text(text) => dom.set_attribute(name, text),
    });
}

fn listen(dom: &DomElement, event: &str, act: Listener) -> ListenerState {
    let act = Rc::new(RefCell::new(Rc::new(act)));
    let called = Rc::clone(&act);
    let closure = Closure::<dyn FnMut(Event)>::new(move |event| {
        let act = Rc::clone(&*called.borrow());
        act(event);
    });
    drop(dom.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    ListenerState {
        act,
        _closure: closure,
    }
}

/// Creates an element. Only symbols are drawn in SVG.
#[inline(never)]
fn create(tag: &'static str) -> DomElement {
    let is_drawing = matches!(tag, "svg" | "path");
    let created = if is_drawing {
        document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag)
    } else {
        document().create_element(tag)
    };
    // Only names that are none are refused.
    created.unwrap_throw()
}

#[inline(never)]
fn text_node(text: &str) -> Text {
    document().create_text_node(text)
}

impl ViewState {
    /// The first node, before which another view can be put.
    fn first_node(&self) -> DomNode {
        match self {
            Self::Text { node, .. } => node.clone().into(),
            Self::Element(element) => element.dom.clone().into(),
            Self::List { items, end } => {
                let first = items.first().map(Self::first_node);
                first.unwrap_or_else(|| end.clone().into())
            }
            Self::Reactive(effect) => {
                let first = effect.with_value_mut(|it| it.first_node());
                first.unwrap_or_else(|| text_node("").into())
            }
            Self::Keyed { items, end } => {
                let first = items.iter().find(|it| it.is_shown);
                first.map_or_else(|| end.clone().into(), |it| it.view.first_node())
            }
        }
    }

    /// Puts this view before `next`, which is on the page.
    fn insert_before(&mut self, next: &DomNode) {
        if let Some(parent) = next.parent_element() {
            self.mount(&parent, Some(next));
        }
    }

    /// Does the same to each view that this one consists of, and to its last node.
    fn each(&mut self, act: &mut dyn FnMut(&DomNode)) {
        match self {
            Self::Text { node, .. } => act(node),
            Self::Element(element) => act(&element.dom),
            Self::List { items, end } => {
                for item in items {
                    item.each(act);
                }
                act(end);
            }
            Self::Reactive(effect) => {
                effect.with_value_mut(|it| it.each(act));
            }
            Self::Keyed { items, end } => {
                for item in items.iter_mut().filter(|it| it.is_shown) {
                    item.view.each(act);
                }
                act(end);
            }
        }
    }
}

impl Mountable for ViewState {
    fn unmount(&mut self) {
        self.each(&mut |node| {
            if let Some(parent) = node.parent_node() {
                drop(parent.remove_child(node));
            }
        });
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&DomNode>) {
        self.each(&mut |node| drop(parent.insert_before(node, marker)));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let node = self.first_node();
        let parent = node.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&node));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<DomElement> {
        Vec::new()
    }
}
