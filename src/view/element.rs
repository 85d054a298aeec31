//! Elements, their attributes and their holes, all of one concrete type.
//!
//! Leptos gives every distinct combination of tag, attributes and children a type of its own, and every
//! type brings its own copy of the rendering code into the download. Here all are erased at once, which
//! halves the size of the views. Markup that never changes is built the same way: Leptos' `view!` macro
//! would turn it into `innerHTML`, which a page under `require-trusted-types-for 'script'` may not use.

use std::borrow::Cow;
use std::rc::Rc;

use leptos::ev::{Custom, Event, on};
use leptos::html::custom;
use leptos::prelude::{AddAnyAttr as _, AnyView, ElementChild as _, IntoAny as _, Memo};
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute as _};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::property::prop;
use leptos::tachys::view::iterators::StaticVec;

/// A fixed text: most are known when the page is compiled.
type Words = Cow<'static, str>;

/// An element that is being put together; one pointer, because it is handed on at every step.
pub(super) struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
pub(super) fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
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

/// A value that follows signals, worked out anew only when one of them changes, and passed on only when it
/// differs.
pub(super) fn memo<T: PartialEq + Send + Sync + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let read: Box<dyn Read<T> + Sync> = Box::new(read);
    erased_memo(read)
}

#[inline(never)]
fn erased_memo<T: PartialEq + Send + Sync + 'static>(read: Box<dyn Read<T> + Sync>) -> Memo<T> {
    Memo::new(move |_| read.read())
}

/// Several views in a row, without an element around them.
#[inline(never)]
pub(super) fn row(children: Vec<AnyView>) -> AnyView {
    StaticVec::from(children).into_any()
}

/// A part of the page that is there or not. Whatever it reads must be a memo: it is built anew each time
/// one of them changes.
pub(super) fn part(build: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    erased_part(Box::new(build))
}

#[inline(never)]
fn erased_part(build: Box<dyn Read<Option<AnyView>>>) -> AnyView {
    (move || build.read()).into_any()
}

/// A text that follows signals. The renderer compares before it writes, so the same text again is no
/// change of the DOM.
pub(super) fn text(read: impl Fn() -> String + Send + 'static) -> AnyView {
    erased_text(Box::new(read))
}

#[inline(never)]
fn erased_text(read: Box<dyn Read<String>>) -> AnyView {
    (move || read.read()).into_any()
}

/// A text that stays as it is.
pub(super) fn fixed(text: impl Into<Words>) -> AnyView {
    erased_fixed(text.into())
}

#[inline(never)]
fn erased_fixed(text: Words) -> AnyView {
    text.into_owned().into_any()
}

impl Element {
    /// An attribute that stays as it is.
    pub(super) fn attr(self, name: &'static str, value: impl Into<Words>) -> Self {
        self.with(fixed_attribute(name, value.into()))
    }

    /// The element's class, for the style sheet.
    pub(super) fn class(self, names: impl Into<Words>) -> Self {
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

    /// A child: another element, or any view.
    pub(super) fn child(self, child: impl Into<AnyView>) -> Self {
        self.with_child(child.into())
    }

    /// A child that may be missing.
    pub(super) fn maybe(self, child: Option<impl Into<AnyView>>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Several children.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = AnyView>) -> Self {
        self.0.children.extend(children);
        self
    }

    /// A text that stays as it is.
    pub(super) fn say(self, text: impl Into<Words>) -> Self {
        self.child(fixed(text))
    }

    /// A text that follows signals; see [`text`].
    pub(super) fn text(self, read: impl Fn() -> String + Send + 'static) -> Self {
        self.child(text(read))
    }

    /// A part that is there or not; see [`part`].
    pub(super) fn part(self, build: impl Fn() -> Option<AnyView> + Send + 'static) -> Self {
        self.child(part(build))
    }

    /// The finished element.
    #[inline(never)]
    pub(super) fn done(self) -> AnyView {
        let Parts {
            tag,
            attributes,
            mut children,
        } = *self.0;
        // A lone child needs no list around it, and so no marker after it.
        let children = match (children.pop(), children.is_empty()) {
            (None, _) => ().into_any(),
            (Some(only), true) => only,
            (Some(last), false) => {
                children.push(last);
                row(children)
            }
        };
        custom(tag)
            .child(children)
            .add_any_attr(attributes)
            .into_any()
    }

    #[inline(never)]
    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    #[inline(never)]
    fn with_child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }
}

#[inline(never)]
fn fixed_attribute(name: &'static str, value: Words) -> AnyAttribute {
    custom_attribute(name, value.into_owned()).into_any_attr()
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

impl From<Element> for AnyView {
    fn from(element: Element) -> Self {
        element.done()
    }
}
