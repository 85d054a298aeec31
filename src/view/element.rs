//! Elements, their attributes and their holes: put together as small values of one type, and handed to
//! Leptos in one place.
//!
//! Leptos gives every distinct combination of tag, attributes and children a type of its own, and every
//! type brings its own copy of the rendering code into the download. Here one type serves all, one pointer
//! wide, and what is fixed is passed as it stands in the program. That halves the size of the views.
//! Markup that never changes is built the same way: Leptos' `view!` macro would turn it into `innerHTML`,
//! which a page under `require-trusted-types-for 'script'` may not use.

use std::rc::Rc;

use leptos::ev::{Custom, Event, on};
use leptos::html::custom;
use leptos::prelude::{AddAnyAttr as _, AnyView, ElementChild as _, IntoAny as _};
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute as _};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::property::prop;
use leptos::tachys::view::iterators::StaticVec;

/// An element, a text, or a hole for either.
pub(super) struct Node(Box<Kind>);

enum Kind {
    Element {
        tag: &'static str,
        attributes: Vec<AnyAttribute>,
        children: Vec<Node>,
    },
    /// Nodes in a row, without an element around them.
    Row(Vec<Node>),
    Text(String),
    LiveText(Box<dyn Read<String>>),
    LivePart(Box<dyn Read<Option<Node>>>),
    /// Anything that Leptos renders.
    View(AnyView),
}

/// A closure that is read again and again. A boxed `Fn` would do, but carries two more copies of its body,
/// for being called as `FnMut` and as `FnOnce`.
trait Read<T>: Send {
    fn read(&self) -> T;
}

impl<T, F: Fn() -> T + Send> Read<T> for F {
    fn read(&self) -> T {
        self()
    }
}

/// Begins an element.
#[inline(never)]
pub(super) fn el(tag: &'static str) -> Node {
    Node::new(Kind::Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    })
}

/// Several nodes in a row.
pub(super) fn row(nodes: Vec<Node>) -> Node {
    Node::new(Kind::Row(nodes))
}

/// A part of the page that is there or not. Whatever it reads must be a slice: it is built anew each time
/// one of them changes.
pub(super) fn part(build: impl Fn() -> Option<Node> + Send + 'static) -> Node {
    Node::new(Kind::LivePart(Box::new(build)))
}

/// A text that follows signals. The renderer compares before it writes, so the same text again is no
/// change of the DOM.
pub(super) fn text(read: impl Fn() -> String + Send + 'static) -> Node {
    Node::new(Kind::LiveText(Box::new(read)))
}

/// A text that stays as it is.
#[inline(never)]
pub(super) fn fixed(text: &str) -> Node {
    Node::new(Kind::Text(text.to_owned()))
}

/// What Leptos renders itself.
pub(super) fn view(view: AnyView) -> Node {
    Node::new(Kind::View(view))
}

impl Node {
    #[inline(never)]
    fn new(kind: Kind) -> Self {
        Self(Box::new(kind))
    }

    /// An attribute that stays as it is. On anything but an element this, like all that follows, does nothing.
    #[inline(never)]
    pub(super) fn attr(self, name: &'static str, value: &str) -> Self {
        self.with(custom_attribute(name, value.to_owned()).into_any_attr())
    }

    /// An attribute without a value, where there is one.
    pub(super) fn marked(self, name: Option<&'static str>) -> Self {
        match name {
            Some(name) => self.attr(name, ""),
            None => self,
        }
    }

    /// The element's class, for the style sheet.
    #[inline(never)]
    pub(super) fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// An attribute that follows signals; `None` leaves it out.
    pub(super) fn live(
        self,
        name: &'static str,
        read: impl Fn() -> Option<String> + Send + 'static,
    ) -> Self {
        self.with(live_attribute(name, Box::new(read)))
    }

    /// The value of a form field, which follows signals: what the visitor sees in it, unlike the attribute.
    pub(super) fn value(self, read: impl Fn() -> String + Send + 'static) -> Self {
        self.with(text_property("value", Box::new(read)))
    }

    /// A property that is true or not, such as `checked`.
    pub(super) fn flag(self, name: &'static str, read: impl Fn() -> bool + Send + 'static) -> Self {
        self.with(flag_property(name, Box::new(read)))
    }

    /// What happens at an event.
    pub(super) fn on(self, event: &'static str, act: impl Fn(Event) + 'static) -> Self {
        self.with(listener(event, Rc::new(act)))
    }

    /// A child.
    #[inline(never)]
    pub(super) fn child(mut self, child: Self) -> Self {
        if let Kind::Element { children, .. } = &mut *self.0 {
            children.push(child);
        }
        self
    }

    /// A child that may be missing.
    #[inline(never)]
    pub(super) fn maybe(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Several children.
    #[inline(never)]
    pub(super) fn children(self, nodes: Vec<Self>) -> Self {
        nodes.into_iter().fold(self, Self::child)
    }

    /// A text that stays as it is.
    #[inline(never)]
    pub(super) fn say(self, text: &str) -> Self {
        self.child(fixed(text))
    }

    /// A text that follows signals; see [`text`].
    pub(super) fn text(self, read: impl Fn() -> String + Send + 'static) -> Self {
        self.child(text(read))
    }

    /// A part that is there or not; see [`part`].
    pub(super) fn part(self, build: impl Fn() -> Option<Self> + Send + 'static) -> Self {
        self.child(part(build))
    }

    #[inline(never)]
    fn with(mut self, attribute: AnyAttribute) -> Self {
        if let Kind::Element { attributes, .. } = &mut *self.0 {
            attributes.push(attribute);
        }
        self
    }

    /// Hands the node to Leptos.
    pub(super) fn into_view(self) -> AnyView {
        match *self.0 {
            Kind::Element {
                tag,
                attributes,
                children,
            } => {
                let children = views(children);
                custom(tag)
                    .child(children)
                    .add_any_attr(attributes)
                    .into_any()
            }
            Kind::Row(nodes) => views(nodes),
            Kind::Text(text) => text.into_any(),
            Kind::LiveText(read) => (move || read.read()).into_any(),
            Kind::LivePart(build) => (move || build.read().map(Self::into_view)).into_any(),
            Kind::View(view) => view,
        }
    }
}

/// Nodes in a row; a lone one needs no list around it, and so no marker after it.
fn views(mut nodes: Vec<Node>) -> AnyView {
    match (nodes.pop(), nodes.is_empty()) {
        (None, _) => ().into_any(),
        (Some(only), true) => only.into_view(),
        (Some(last), false) => {
            nodes.push(last);
            let views: Vec<AnyView> = nodes.into_iter().map(Node::into_view).collect();
            StaticVec::from(views).into_any()
        }
    }
}

#[inline(never)]
fn live_attribute(name: &'static str, read: Box<dyn Read<Option<String>>>) -> AnyAttribute {
    custom_attribute(name, move || read.read()).into_any_attr()
}

#[inline(never)]
fn text_property(name: &'static str, read: Box<dyn Read<String>>) -> AnyAttribute {
    prop(name, move || read.read()).into_any_attr()
}

#[inline(never)]
fn flag_property(name: &'static str, read: Box<dyn Read<bool>>) -> AnyAttribute {
    prop(name, move || read.read()).into_any_attr()
}

#[inline(never)]
fn listener(event: &'static str, act: Rc<dyn Fn(Event)>) -> AnyAttribute {
    on(Custom::new(event), move |event| act(event)).into_any_attr()
}
