//! The services: one table, which a narrow page shows as a list of the same rows.

use leptos::prelude::{For, ForProps, IntoAny as _};

use super::element::{Node, el, part, view};
use super::filter::filter;
use super::screen::Screen;
use super::service::service;
use super::slice::slice;
use crate::model::browse::{Browse, Column};
use crate::model::message::Label;
use crate::model::snapshot::Snapshot;
use crate::model::state::Event;

pub(super) fn services(screen: Screen) -> Node {
    let is_there = slice(move || screen.known(|it| !it.components.is_empty()) == Some(true));
    part(move || {
        is_there.get().then(|| {
            el("section")
                .class("services")
                .attr("aria-labelledby", "services")
                .child(el("h2").attr("id", "services").say(Label::Services.text()))
                .child(filter(screen))
                .child(table(screen))
        })
    })
}

/// The roles repeat what the elements mean: a table that is laid out as a list loses it in some browsers.
fn table(screen: Screen) -> Node {
    let lines = slice(move || {
        let lines = |browse: &Browse| screen.known(|snapshot| lines(browse, snapshot));
        screen.browse.with(lines).unwrap_or_default()
    });
    let is_empty = slice(move || lines.with(Vec::is_empty));
    let body = For(ForProps::builder()
        .each(move || lines.get())
        .key(Line::clone)
        .children(move |line| line.view(screen).into_view())
        .build());
    let head = el("tr")
        .attr("role", "row")
        .child(heading(screen, Column::Name, Label::Service))
        .child(heading(screen, Column::Status, Label::State))
        .child(heading(screen, Column::Eta, Label::Eta))
        .child(column_header().say(Label::Regions.text()));
    let none = move || {
        is_empty
            .get()
            .then(|| el("p").class("no-match").say(Label::NoMatch.text()))
    };
    el("div")
        .class("table")
        .child(
            el("table")
                .attr("role", "table")
                .child(el("caption").class("spoken").say(Label::Services.text()))
                .child(el("thead").attr("role", "rowgroup").child(head))
                .child(
                    el("tbody")
                        .attr("role", "rowgroup")
                        .child(view(body.into_any())),
                ),
        )
        .part(none)
}

/// A line of the table: what tells it from all others, and no more, so that a line stays while its content
/// changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Line {
    /// The heading of a group.
    Group { index: usize, name: String },
    /// A component, and where it stood in the document when the line was made.
    Component { index: usize, key: String },
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
            let named = group.and_then(|index| Some((index, snapshot.groups.get(index)?)));
            lines.extend(named.map(|(index, it)| Line::Group {
                index,
                name: it.name.clone(),
            }));
        }
        lines.push(Line::Component {
            index,
            key: component.key.clone(),
        });
    }
    lines
}

impl Line {
    fn view(self, screen: Screen) -> Node {
        match self {
            Self::Group { name, .. } => {
                let cell = el("th")
                    .attr("role", "rowheader")
                    .attr("scope", "rowgroup")
                    .attr("colspan", "4")
                    .say(&name);
                el("tr").attr("role", "row").class("group").child(cell)
            }
            Self::Component { index, key } => service(screen, index, key),
        }
    }
}

fn column_header() -> Node {
    el("th").attr("role", "columnheader").attr("scope", "col")
}

/// A column's heading, which sorts by it.
fn heading(screen: Screen, column: Column, label: Label) -> Node {
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
    let button = el("button")
        .attr("type", "button")
        .class("sort")
        .on("click", press);
    column_header()
        .live("aria-sort", order)
        .child(button.say(label.text()))
}
