//! Builds views in the DOM, and updates mounted views to the next ones.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Mountable, Render, RenderEffect};
use leptos::tachys::html::property::IntoProperty;
use leptos::tachys::renderer::types::{Element as DomElement, Event, Text};
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};

use super::keyed::Item;
use super::samples::Samples;
use super::{Attribute, Element, Listener, Read, Source, Value, View};

/// A mounted view.
pub enum ViewState {
    /// A text, or an empty one that marks the position of a missing view.
    Text { node: Text, text: Cow<'static, str> },
    /// An element.
    Element(Box<ElementState>),
    /// Several views in a row, and the node before which the next one is inserted.
    List { items: Vec<Self>, end: Text },
    /// A closure that runs again when a signal that it has read changes.
    Reactive(RenderEffect<Self>),
    /// Views with keys in order; those that are not shown are kept outside the document.
    Keyed {
        items: Vec<Item>,
        end: Text,
        samples: Rc<Samples>,
    },
}

/// A mounted element.
pub struct ElementState {
    pub(super) tag: &'static str,
    pub(super) dom: DomElement,
    pub(super) attributes: Vec<AttributeState>,
    pub(super) listeners: Vec<ListenerState>,
    pub(super) children: Vec<ViewState>,
}

pub(super) struct AttributeState {
    pub(super) name: &'static str,
    pub(super) is_property: bool,
    pub(super) value: Current,
}

/// The value that was last written, or the effect that writes it.
pub(super) enum Current {
    Fixed(Value),
    Reactive(RenderEffect<Value>),
}

pub(super) struct ListenerState {
    event: Cow<'static, str>,
    /// The listener of the latest view, which is the one that is called.
    act: Rc<RefCell<Rc<Listener>>>,
    /// Removes the listener when the element is dropped.
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
            Self::Reactive(read) => ViewState::Reactive(follow(read, None, None)),
            Self::Keyed(keyed) => keyed.build(),
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
            (Self::Element(new), ViewState::Element(element)) if new.0.tag == element.tag => {
                new.rebuild(element);
            }
            (Self::List(views), ViewState::List { items, end }) => {
                rebuild_list(views, items, |item| {
                    item.insert_before(end);
                });
            }
            (Self::Reactive(read), ViewState::Reactive(effect)) => {
                let before = effect.take_value();
                *effect = follow(read, before, None);
            }
            (
                Self::Keyed(new),
                ViewState::Keyed {
                    items,
                    end,
                    samples,
                },
            ) => new.rebuild(items, end, samples),
            (new, state) => {
                let mut new = new.build();
                state.insert_before_this(&mut new);
                state.unmount();
                *state = new;
            }
        }
    }
}

/// Runs a closure, and again whenever a signal that it has read changes.
#[inline(never)]
pub(super) fn follow(
    read: Box<dyn Read<View>>,
    before: Option<ViewState>,
    samples: Option<Rc<Samples>>,
) -> RenderEffect<ViewState> {
    let run = move |state: Option<ViewState>| {
        let view = read.read();
        match state {
            Some(mut state) => {
                view.rebuild(&mut state);
                state
            }
            None => match &samples {
                Some(samples) => samples.build(view),
                None => view.build(),
            },
        }
    };
    RenderEffect::new_with_value(run, before)
}

/// Updates views in a row, each in its position; `insert` inserts a new last one.
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

impl Element {
    fn build(self) -> ElementState {
        let parts = *self.0;
        let dom = create(parts.tag);
        let attributes = parts
            .attributes
            .into_iter()
            .map(|it| it.build(&dom, None))
            .collect();
        let listeners = parts
            .listeners
            .into_iter()
            .map(|(event, act)| listen(&dom, event, act))
            .collect();
        let mut children: Vec<ViewState> = parts.children.into_iter().map(View::build).collect();
        for child in &mut children {
            child.mount(&dom, None);
        }
        ElementState {
            tag: parts.tag,
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
        let parts = *self.0;
        let mut before = std::mem::take(attributes);
        for attribute in parts.attributes {
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
        listeners.truncate(parts.listeners.len());
        for (index, (event, act)) in parts.listeners.into_iter().enumerate() {
            if let Some(known) = listeners.get(index).filter(|it| it.event == event) {
                known.act.replace(Rc::new(act));
            } else {
                listeners.truncate(index);
                listeners.push(listen(dom, event, act));
            }
        }
        rebuild_list(parts.children, children, |item| item.mount(dom, None));
    }
}

impl Attribute {
    /// Writes the value, unless it equals the last one.
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

/// Writes an attribute or a property. All that the page uses accept any value.
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

/// Creates an element; only symbols are SVG.
#[inline(never)]
fn create(tag: &'static str) -> DomElement {
    let is_drawing = matches!(tag, "svg" | "path");
    Rndr::create_element(tag, is_drawing.then_some("http://www.w3.org/2000/svg"))
}
