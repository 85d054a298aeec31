//! Builds views in the DOM, and changes a view that is there into the next one.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Mountable, Render, RenderEffect};
use leptos::tachys::html::property::IntoProperty;
use leptos::tachys::renderer::types::{Element as DomElement, Event, Node as DomNode, Text};
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};

use super::moves::staying;
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
    pub(super) is_shown: bool,
    pub(super) view: ViewState,
}

/// An element on the page.
pub struct ElementState {
    tag: &'static str,
    pub(super) dom: DomElement,
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
    event: Cow<'static, str>,
    /// The listener of the last view, which is the one that is called.
    act: Rc<RefCell<Rc<Listener>>>,
    /// Ends the listening with the element.
    _remove: RemoveEventHandler<DomElement>,
}

impl Render for View {
    type State = ViewState;

    fn build(self) -> ViewState {
        match self {
            Self::Text(text) => ViewState::Text {
                node: Rndr::create_text_node(&text),
                text,
            },
            Self::Element(element) => ViewState::Element(Box::new(element.build())),
            Self::List(views) => ViewState::List {
                items: views.into_iter().map(Self::build).collect(),
                end: Rndr::create_text_node(""),
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
                end: Rndr::create_text_node(""),
            },
        }
    }

    fn rebuild(self, state: &mut ViewState) {
        match (self, state) {
            (Self::Text(new), ViewState::Text { node, text }) => {
                if new != *text {
                    Rndr::set_text(node, &new);
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
    for mut item in items.drain(views.len().min(items.len())..) {
        item.unmount();
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
        // By slot, each with its place among those that were shown.
        let mut before: Vec<Option<(Item, usize)>> = Vec::new();
        for (place, item) in items.drain(..).enumerate() {
            let slot = item.key.slot;
            if before.len() <= slot {
                before.resize_with(slot + 1, || None);
            }
            if let Some(it) = before.get_mut(slot) {
                *it = Some((item, place));
            }
        }
        let mut places = Vec::new();
        for (key, is_shown) in self.items {
            let slot = before.get_mut(key.slot);
            let known = slot.and_then(|it| it.take_if(|(it, _)| it.key == key));
            let known = known.map(|(item, place)| {
                let place = Some(place).filter(|_| item.is_shown);
                (item, place)
            });
            let (mut item, place) = known.unwrap_or_else(|| {
                let view = (self.view)(key).build();
                let item = Item {
                    key,
                    is_shown,
                    view,
                };
                (item, None)
            });
            if !is_shown && place.is_some() {
                item.view.unmount();
            }
            item.is_shown = is_shown;
            items.push(item);
            places.push(place.filter(|_| is_shown));
        }
        for (mut item, _) in before.into_iter().flatten() {
            item.view.unmount();
        }
        let mut next: DomNode = end.clone().into();
        let stays = staying(&places);
        for (item, stays) in items.iter_mut().zip(stays).rev() {
            if item.is_shown {
                if !stays {
                    item.view.insert_before(&next);
                }
                next = item.view.first_node();
            }
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
            .map(|(event, act)| listen(&dom, event, act))
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
        listeners.truncate(self.listeners.len());
        for (index, (event, act)) in self.listeners.into_iter().enumerate() {
            if let Some(known) = listeners.get(index).filter(|it| it.event == event) {
                known.act.replace(Rc::new(act));
            } else {
                listeners.truncate(index);
                listeners.push(listen(dom, event, act));
            }
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
    match (is_property, value) {
        (true, Value::Flag(flag)) => drop(IntoProperty::build(*flag, dom, name)),
        (true, Value::Text(text)) => drop(IntoProperty::build(text.to_string(), dom, name)),
        (false, Value::Flag(false)) => Rndr::remove_attribute(dom, name),
        (false, Value::Flag(true)) => Rndr::set_attribute(dom, name, ""),
        (false, Value::Text(text)) => Rndr::set_attribute(dom, name, text),
    }
}

fn listen(dom: &DomElement, event: Cow<'static, str>, act: Listener) -> ListenerState {
    let act = Rc::new(RefCell::new(Rc::new(act)));
    let called = Rc::clone(&act);
    let call = Box::new(move |event: Event| {
        let act = Rc::clone(&*called.borrow());
        act(event);
    });
    ListenerState {
        act,
        _remove: Rndr::add_event_listener(dom, &event, call),
        event,
    }
}

/// Creates an element. Only symbols are drawn in SVG.
#[inline(never)]
fn create(tag: &'static str) -> DomElement {
    let is_drawing = matches!(tag, "svg" | "path");
    Rndr::create_element(tag, is_drawing.then_some("http://www.w3.org/2000/svg"))
}
