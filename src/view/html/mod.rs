//! Elements in the builder syntax of Leptos, over one type.
//!
//! Views read as in the chapter "No Macros" of the [Leptos book]: `div().class("page").child(…)`, with `.attr`,
//! `.prop`, `.on(ev::click, …)`, and children that are texts, elements, options, vectors, or closures that follow
//! signals. Three things differ from `leptos::html`:
//!
//! - **One type.** Leptos gives every combination of tag, attributes and children a type of its own, and each type has
//!   its own copy of the rendering code in the download: 31 KB after brotli for these views, of 125. Here every
//!   element is an [`Element`], and everything that can be a child is a [`View`].
//! - **A closure that runs again updates its view.** Its new view is compared with the last one, and only
//!   differences are written to the DOM: an element stays as long as the element in its position has the same tag.
//!   Leptos would replace elements whose type is not known at compile time. So a closure may return a whole section,
//!   and needs no smaller closures within it.
//! - **No markup as text.** Leptos' macro turns fixed markup into `innerHTML`, which the policy
//!   `require-trusted-types-for 'script'` forbids.
//!
//! [Leptos book]: https://book.leptos.dev/view/builder.html

mod moves;
mod tags;
#[cfg(not(target_arch = "wasm32"))]
mod markup;
#[cfg(target_arch = "wasm32")]
mod keyed;
#[cfg(target_arch = "wasm32")]
mod mount;
#[cfg(target_arch = "wasm32")]
mod render;
#[cfg(target_arch = "wasm32")]
mod samples;

use std::borrow::Cow;
use std::rc::Rc;

use leptos::tachys::html::event::EventDescriptor;
use leptos::tachys::renderer::types::Event;

pub use moves::staying;
pub use tags::*;

/// Anything that can be part of the page.
pub enum View {
    /// A text. An empty one also marks the position of a missing view.
    Text(Cow<'static, str>),
    /// An element.
    Element(Element),
    /// Several views in a row.
    List(Vec<View>),
    /// A view that follows the signals that it reads.
    Reactive(Box<dyn Read<View>>),
    /// Views with keys; see [`keyed`].
    Keyed(Keyed),
}

/// An element under construction. It is one pointer, so that the steps of a builder do not move its parts.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<Attribute>,
    listeners: Vec<(Cow<'static, str>, Listener)>,
    children: Vec<View>,
}

type Listener = Box<dyn Fn(Event)>;

/// An attribute, or a property of the DOM object.
struct Attribute {
    name: &'static str,
    is_property: bool,
    value: Source,
}

/// A fixed value, or one that follows signals.
pub enum Source {
    /// A fixed value.
    Fixed(Value),
    /// A closure that returns the value, and runs again whenever a signal that it read has changed.
    Reactive(Box<dyn Read<Value>>),
}

/// The value of an attribute or a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Whether a property is set, or whether an attribute without a value is present.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

/// A reactive getter. Unlike `Box<dyn Fn() -> T>`, this trait does not add copies of the closure's body for calls as
/// `FnMut` and as `FnOnce`.
pub trait Read<T> {
    /// Runs the closure.
    fn read(&self) -> T;
}

impl<T, F: Fn() -> T> Read<T> for F {
    fn read(&self) -> T {
        self()
    }
}

/// The key of a view among its siblings. A slot can be used again; the generation tells its uses apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The slot, a small number, because slots are indices of a table.
    pub slot: usize,
    /// The number of the slot's use, different each time that the slot is assigned.
    pub generation: u32,
}

/// Views with keys, and whether each is shown at present.
pub struct Keyed {
    items: Vec<(Key, bool)>,
    view: Rc<dyn Fn(Key) -> View>,
}

/// Returns views with keys, in this order. A view with a previous key is moved, one that is not shown is kept outside
/// the document, and one that is no longer among `items` is dropped. Each has one element around it, and is built once:
/// as long as it is kept, it changes only by the signals that it follows, and `view` is not called for it again.
pub fn keyed(items: Vec<(Key, bool)>, view: Rc<dyn Fn(Key) -> View>) -> View {
    View::Keyed(Keyed { items, view })
}

impl Element {
    #[inline(never)]
    fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            attributes: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
        }))
    }

    /// Adds an attribute. `None` and `false` leave it out; a closure follows signals.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with(name, false, value.into_source())
    }

    /// Sets the classes, for the style sheet.
    #[must_use]
    pub fn class(self, names: impl IntoValue) -> Self {
        self.attr("class", names)
    }

    /// Sets a property of the DOM object, such as `value` or `checked`.
    #[must_use]
    pub fn prop(self, name: &'static str, value: impl IntoValue) -> Self {
        self.with(name, true, value.into_source())
    }

    /// Listens to an event.
    #[must_use]
    pub fn on<E: EventDescriptor<EventType: From<Event>>>(
        self,
        event: E,
        act: impl Fn(E::EventType) + 'static,
    ) -> Self {
        let act = move |event: Event| act(event.into());
        self.listen(event.name(), Box::new(act))
    }

    /// Adds a child: a text, an element, an option, a vector, or a closure that follows signals.
    #[must_use]
    pub fn child(self, child: impl IntoView) -> Self {
        self.append(child.into_view())
    }

    #[inline(never)]
    fn with(mut self, name: &'static str, is_property: bool, value: Source) -> Self {
        self.0.attributes.push(Attribute {
            name,
            is_property,
            value,
        });
        self
    }

    #[inline(never)]
    fn listen(mut self, event: Cow<'static, str>, listener: Listener) -> Self {
        self.0.listeners.push((event, listener));
        self
    }

    #[inline(never)]
    fn append(mut self, child: View) -> Self {
        self.0.children.push(child);
        self
    }
}

/// Types that can be children of an element.
pub trait IntoView {
    /// Converts it to a view.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for Element {
    fn into_view(self) -> View {
        View::Element(self)
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        match self {
            Some(it) => it.into_view(),
            None => View::Text(Cow::Borrowed("")),
        }
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        View::List(self.into_iter().map(T::into_view).collect())
    }
}

impl<T: IntoView, F: Fn() -> T + 'static> IntoView for F {
    fn into_view(self) -> View {
        View::Reactive(Box::new(move || self().into_view()))
    }
}

/// Types that can be values of an attribute or a property.
pub trait IntoValue {
    /// Converts it to a value, or to a closure that returns one.
    fn into_source(self) -> Source;
}

impl<T: Into<Value>, F: Fn() -> T + 'static> IntoValue for F {
    fn into_source(self) -> Source {
        Source::Reactive(Box::new(move || self().into()))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Flag(false), Into::into)
    }
}

macro_rules! fixed_values {
    ($($type:ty),*) => {$(
        impl IntoValue for $type {
            fn into_source(self) -> Source {
                Source::Fixed(self.into())
            }
        }
    )*};
}

fixed_values!(
    bool,
    &'static str,
    String,
    Option<&'static str>,
    Option<String>
);
