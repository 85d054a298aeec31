//! The services: one table, which a narrow page shows as a list of the same rows.

use super::element::{Node, el, fixed, part, row};
use super::filter::filter;
use super::screen::Screen;
use super::service::{service, status_words};
use super::slice::{Slice, slice};
use super::theirs;
use crate::model::browse::{Browse, Column};
use crate::model::message::Phrase;
use crate::model::snapshot::{ComponentGroup, Snapshot};
use crate::model::state::Event;

pub(super) fn services(screen: Screen) -> Node {
    let is_there = slice(move || screen.known(|it| !it.components.is_empty()) == Some(true));
    part(move || {
        is_there.get().then(|| {
            el("section")
                .class("services")
                .attr("aria-labelledby", "services")
                .child(el("h2").attr("id", "services").say(Phrase::Services.text()))
                .child(filter(screen))
                .child(table(screen))
        })
    })
}

fn table(screen: Screen) -> Node {
    let lines = slice(move || {
        let lines = |browse: &Browse| screen.known(|snapshot| lines(browse, snapshot));
        screen.browse.with(lines).unwrap_or_default()
    });
    let is_empty = slice(move || lines.with(Vec::is_empty));
    // A row is a place, not a service: its cells follow whichever service the view puts there. So a new
    // order changes texts and no rows; rows are built only when a filter or the document changes their number.
    let places =
        slice(move || lines.with(|lines| lines.iter().map(Line::is_group).collect::<Vec<_>>()));
    let rows = part(move || {
        let places = places.get().into_iter().enumerate();
        let rows = places.map(|(place, is_group)| {
            if is_group {
                heading_row(screen, lines, place)
            } else {
                service(screen, lines, place)
            }
        });
        Some(row(rows.collect()))
    });
    let head = el("tr")
        .child(heading(screen, Column::Name, Phrase::Service))
        .child(heading(screen, Column::Status, Phrase::State))
        .child(heading(screen, Column::Eta, Phrase::Eta))
        .child(column_header().say(Phrase::Regions.text()));
    let none = move || {
        is_empty
            .get()
            .then(|| el("p").class("no-match").say(Phrase::NoMatch.text()))
    };
    el("div")
        .class("table")
        .child(
            el("table")
                .child(el("caption").class("spoken").say(Phrase::Services.text()))
                .child(el("thead").child(head))
                .child(el("tbody").child(rows)),
        )
        .part(none)
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading of a group, by where it stands in the document.
    Group(usize),
    /// A component, by where it stands in the document.
    Component(usize),
}

impl Line {
    fn is_group(&self) -> bool {
        matches!(self, Self::Group(_))
    }
}

/// The lines of a view. Headings stand only in the document's own order.
fn lines(browse: &Browse, snapshot: &Snapshot) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut group = None;
    for index in browse.rows(snapshot) {
        let Some(component) = snapshot.components.get(index) else {
            continue;
        };
        if browse.sort.is_none() && component.group != group {
            group = component.group;
            lines.extend(group.map(Line::Group));
        }
        lines.push(Line::Component(index));
    }
    lines
}

fn heading_row(screen: Screen, lines: Slice<Vec<Line>>, place: usize) -> Node {
    let group = slice(move || {
        let index = lines.with(|lines| match lines.get(place) {
            Some(Line::Group(index)) => Some(*index),
            Some(Line::Component(_)) | None => None,
        })?;
        screen
            .known(|snapshot| snapshot.groups.get(index).cloned())
            .flatten()
    });
    let name = move || group.get().map(|it| it.name).unwrap_or_default();
    // The group's own state stands beside its name only where it is not plainly well.
    let state = move || {
        let group = group.get().filter(ComponentGroup::is_notable)?;
        let status = group.status.unwrap_or_default();
        Some(row(vec![
            fixed(" "),
            status_words(status, group.word.as_deref()),
        ]))
    };
    let cell = el("th")
        .attr("scope", "rowgroup")
        .attr("colspan", "4")
        .text(name)
        .part(state);
    let cell = theirs(screen, cell);
    el("tr").class("group").child(cell)
}

fn column_header() -> Node {
    el("th").attr("scope", "col")
}

/// A column's heading, which sorts by it.
fn heading(screen: Screen, column: Column, label: Phrase) -> Node {
    let order = move || {
        let sort = screen
            .browse
            .with(|browse| browse.sort)
            .filter(|sort| sort.by == column)?;
        Some(
            if sort.descending {
                "descending"
            } else {
                "ascending"
            }
            .to_owned(),
        )
    };
    let press = move |_| {
        let browse = screen.browse.get();
        let sort = browse.press(column);
        screen.send(Event::Browsed(Browse { sort, ..browse }));
    };
    if screen.is_still() {
        let words = match column {
            Column::Eta => Phrase::StillBackAt.text(),
            Column::Name | Column::Status => label.text(),
        };
        return column_header().child(el("span").class("sort").say(words));
    }
    let button = el("button")
        .attr("type", "button")
        .class("sort")
        .on("click", press);
    column_header()
        .live("aria-sort", order)
        .child(button.say(label.text()))
}
