//! Elements, their attributes and their holes, all of one concrete type.
//!
//! Leptos gives every distinct combination of tag, attributes and children a type of its own, and every
//! type brings its own copy of the rendering code into the download. Here all are erased at once, which
//! halves the size of the views. Markup that never changes is built the same way: Leptos' `view!` macro
//! would turn it into `innerHTML`, which a page under `require-trusted-types-for 'script'` may not use.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::{Custom, Event, on};
use leptos::html::custom;
use leptos::prelude::{AnyView, IntoAny as _, Memo};
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute as _};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::property::prop;
use leptos::tachys::view::add_attr::AddAnyAttr as _;
use leptos::tachys::view::iterators::StaticVec;

/// An element that is being put together.
pub(super) struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
pub(super) fn el(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// A value that follows signals, worked out anew only when one of them changes, and passed on only when it
/// differs.
pub(super) fn memo<T: PartialEq + Send + Sync + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let read: Box<dyn Fn() -> T + Send + Sync> = Box::new(read);
    Memo::new(move |_| read())
}

/// Several views in a row, without an element around them.
pub(super) fn row(children: Vec<AnyView>) -> AnyView {
    StaticVec::from(children).into_any()
}

/// A part of the page that is there or not. Whatever it reads must be a memo: it is built anew each time
/// one of them changes.
pub(super) fn part(build: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    let build: Box<dyn FnMut() -> Option<AnyView> + Send> = Box::new(build);
    build.into_any()
}

/// A text that follows signals. The renderer compares before it writes, so the same text again is no
/// change of the DOM.
pub(super) fn text(read: impl Fn() -> String + Send + 'static) -> AnyView {
    let read: Box<dyn FnMut() -> String + Send> = Box::new(read);
    read.into_any()
}

/// A text that stays as it is.
pub(super) fn fixed(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    text.into_any()
}

impl Element {
    /// An attribute that stays as it is.
    pub(super) fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value: String = value.into();
        self.attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// The element's class, for the style sheet.
    pub(super) fn class(self, names: impl Into<String>) -> Self {
        self.attr("class", names)
    }

    /// An attribute that follows signals; `None` leaves it out.
    pub(super) fn live(
        mut self,
        name: &'static str,
        read: impl Fn() -> Option<String> + Send + 'static,
    ) -> Self {
        let read: Box<dyn FnMut() -> Option<String> + Send> = Box::new(read);
        self.attributes
            .push(custom_attribute(name, read).into_any_attr());
        self
    }

    /// A property of a form field that follows signals: what the visitor sees in it, unlike the attribute.
    pub(super) fn value(mut self, read: impl Fn() -> String + Send + 'static) -> Self {
        let read: Box<dyn FnMut() -> String + Send> = Box::new(read);
        self.attributes.push(prop("value", read).into_any_attr());
        self
    }

    /// A property that is true or not, such as `checked`.
    pub(super) fn flag(
        mut self,
        name: &'static str,
        read: impl Fn() -> bool + Send + 'static,
    ) -> Self {
        let read: Box<dyn FnMut() -> bool + Send> = Box::new(read);
        self.attributes.push(prop(name, read).into_any_attr());
        self
    }

    /// What happens at an event.
    pub(super) fn on(mut self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        let act: Rc<RefCell<dyn FnMut(Event)>> = Rc::new(RefCell::new(act));
        let listener = on(Custom::new(event), move |event| (act.borrow_mut())(event));
        self.attributes.push(listener.into_any_attr());
        self
    }

    /// A child: another element, or any view.
    pub(super) fn child(mut self, child: impl Into<AnyView>) -> Self {
        self.children.push(child.into());
        self
    }

    /// A child that may be missing.
    pub(super) fn maybe(mut self, child: Option<impl Into<AnyView>>) -> Self {
        self.children.extend(child.map(Into::into));
        self
    }

    /// Several children.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = AnyView>) -> Self {
        self.children.extend(children);
        self
    }

    /// A text that stays as it is.
    pub(super) fn say(self, text: impl Into<String>) -> Self {
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
    pub(super) fn done(mut self) -> AnyView {
        // A lone child needs no list around it, and so no marker after it.
        let children = match (self.children.pop(), self.children.is_empty()) {
            (None, _) => ().into_any(),
            (Some(only), true) => only,
            (Some(last), false) => {
                self.children.push(last);
                row(self.children)
            }
        };
        let element = custom(self.tag);
        leptos::prelude::ElementChild::child(element, children)
            .add_any_attr(self.attributes)
            .into_any()
    }
}

impl From<Element> for AnyView {
    fn from(element: Element) -> Self {
        element.done()
    }
}
