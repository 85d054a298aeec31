//! One service: a row whose cells each follow their own slice of it, so that a new state touches one cell.

use super::element::{Node, el, fixed};
use super::screen::Screen;
use super::services::Line;
use super::slice::{Slice, slice};
use super::symbol::symbol;
use super::{apart, in_their_language};
use crate::model::countdown::Eta;
use crate::model::instant::write;
use crate::model::message;
use crate::model::message::language::spoken;
use crate::model::situation::Symbol;
use crate::model::snapshot::Component;
use crate::model::words::ComponentStatus;

/// A component, by where it stands in the document. Whatever is read of it is to be compared as small as it is, so
/// that nobody has to keep a copy of the whole.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) screen: Screen,
    /// Nothing in a place that is about to go.
    pub(super) index: Slice<Option<usize>>,
}

impl Placed {
    pub(super) fn with<T: Default>(self, read: impl Fn(&Component) -> T) -> T {
        let mut value = T::default();
        self.visit(&mut |component| value = read(component));
        value
    }

    /// Compiled once for all that is read.
    #[inline(never)]
    fn visit(self, visit: &mut dyn FnMut(&Component)) {
        let index = self.index.get();
        self.screen.known(|snapshot| {
            let component = index.and_then(|index| snapshot.components.get(index));
            component.map(visit)
        });
    }
}

/// The row in one place of the table.
pub(super) fn service(screen: Screen, lines: Slice<Vec<Line>>, place: usize) -> Node {
    let index = slice(move || {
        lines.with(|lines| match lines.get(place) {
            Some(Line::Component(index)) => Some(*index),
            Some(Line::Group(_)) | None => None,
        })
    });
    let component = Placed { screen, index };
    let regions = move || component.with(|it| spoken().locale().list(&it.regions));
    el("tr")
        .class("service")
        .child(in_their_language(screen, named(component)))
        .child(cell("state").child(state(component)))
        .child(cell("eta").child(eta(component)))
        .child(apart(cell("regions")).text(regions))
}

fn cell(class: &'static str) -> Node {
    el("td").class(class)
}

fn named(component: Placed) -> Node {
    let slice = move |read: fn(&Component) -> Option<String>| slice(move || component.with(read));
    let name = slice(|it| Some(it.name.clone()));
    let url = slice(|it| it.url.clone());
    let detail = slice(|it| it.detail.clone());
    let note = slice(|it| it.note.clone());
    let line = |class: &'static str, text: Slice<Option<String>>| {
        move || {
            text.get()
                .map(|text| apart(el("span").class(class)).say(&text))
        }
    };
    el("th")
        .attr("scope", "row")
        .child(apart(el("span").class("name")).part(move || {
            let name = name.get().unwrap_or_default();
            Some(match url.get() {
                Some(url) => el("a").attr("href", &url).say(&name),
                None => fixed(&name),
            })
        }))
        .part(line("detail", detail))
        .part(line("note", note))
}

/// Shape and word; the publisher's own word where it is not one that we know.
pub(super) fn state(component: Placed) -> Node {
    let state = slice(move || component.with(|it| (it.status, it.word.clone())));
    super::element::part(move || {
        let (status, word) = state.get();
        Some(status_words(status, word.as_deref()))
    })
}

/// A state that stays as it is: shape and word.
pub(super) fn status_words(status: ComponentStatus, word: Option<&str>) -> Node {
    let shape = Symbol::from(status);
    let class = ["status is-", shape.name()].concat();
    el("span")
        .class(&class)
        .child(symbol(shape))
        .child(apart(el("span")).say(message::state_words(status, word)))
}

/// Counts down where there is something to count; a row without an ETA never looks at the clock.
pub(super) fn eta(component: Placed) -> Node {
    let screen = component.screen;
    let at = slice(move || component.with(|it| it.eta));
    let shows = move || {
        if screen.is_still() {
            return match at.get() {
                Some(at) => screen.when(at),
                None => message::eta(Eta::Unstated),
            };
        }
        let shown = at.get().and_then(|_| {
            let index = component.index.get()?;
            screen
                .timed(|_, readout| readout.etas.get(index).copied())
                .flatten()
        });
        message::eta(shown.unwrap_or(Eta::Unstated))
    };
    // A time that nobody has said is no `<time>`.
    let is_stated = slice(move || at.with(Option::is_some));
    super::element::part(move || {
        let name = if is_stated.get() { "time" } else { "span" };
        Some(
            el(name)
                .live("datetime", move || at.get().map(write))
                .text(shows),
        )
    })
}
