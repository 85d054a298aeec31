//! One service: a row whose cells each follow their own slice of it, so that a new state touches one cell.

use super::element::{Node, el, fixed};
use super::screen::Screen;
use super::services::Line;
use super::slice::{Slice, slice};
use super::symbol::symbol;
use crate::model::countdown::Eta;
use crate::model::instant::write;
use crate::model::message;
use crate::model::situation::Symbol;
use crate::model::snapshot::Component;

/// A component and where it stands in the document.
pub(super) type Placed = Slice<(usize, Component)>;

/// The row in one place of the table.
pub(super) fn service(screen: Screen, lines: Slice<Vec<Line>>, place: usize) -> Node {
    let component: Placed = slice(move || {
        let line = lines.with(|lines| lines.get(place).cloned());
        let Some(Line::Component(index)) = line else {
            return (0, Component::default());
        };
        let found = screen.known(|snapshot| snapshot.components.get(index).cloned());
        (index, found.flatten().unwrap_or_default())
    });
    let regions = move || component.with(|(_, it)| it.regions.join(", "));
    el("tr")
        .attr("role", "row")
        .class("service")
        .child(named(component))
        .child(cell("state").child(state(component)))
        .child(cell("eta").child(eta(screen, component)))
        .child(cell("regions").text(regions))
}

fn cell(class: &'static str) -> Node {
    el("td").attr("role", "cell").class(class)
}

fn named(component: Placed) -> Node {
    let slice = move |read: fn(&Component) -> Option<String>| {
        slice(move || component.with(|(_, component)| read(component)))
    };
    let name = slice(|it| Some(it.name.clone()));
    let url = slice(|it| it.url.clone());
    let detail = slice(|it| it.detail.clone());
    let note = slice(|it| it.note.clone());
    let line = |class: &'static str, text: Slice<Option<String>>| {
        move || text.get().map(|text| el("span").class(class).say(&text))
    };
    el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .child(el("span").class("name").part(move || {
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
    let state = slice(move || component.with(|(_, it)| (it.status, it.word.clone())));
    super::element::part(move || {
        let (status, word) = state.get();
        let words = word.unwrap_or_else(|| message::component_status(status).to_owned());
        let shape = Symbol::from(status);
        let class = ["status is-", shape.name()].concat();
        Some(
            el("span")
                .class(&class)
                .child(symbol(shape))
                .child(el("span").say(&words)),
        )
    })
}

/// Counts down where there is something to count; a row without an ETA never looks at the clock.
pub(super) fn eta(screen: Screen, component: Placed) -> Node {
    let at = slice(move || component.with(|(_, component)| component.eta));
    let shows = move || {
        if screen.is_still() {
            return match at.get() {
                Some(at) => screen.when(at),
                None => message::eta(Eta::Unstated),
            };
        }
        let shown = at.get().and_then(|_| {
            let index = component.with(|(index, _)| *index);
            screen
                .timed(|_, readout| readout.etas.get(index).copied())
                .flatten()
        });
        message::eta(shown.unwrap_or(Eta::Unstated))
    };
    el("time")
        .live("datetime", move || at.get().map(write))
        .text(shows)
}
