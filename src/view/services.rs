//! The services: one table, which a narrow page shows as a list of the same rows.

use leptos::ev;
use leptos::html::{
    a, button, caption, div, h2, p, section, span, table, tbody, td, th, thead, tr,
};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CustomAttribute as _, ElementChild as _, For, ForProps, Get as _,
    GlobalAttributes as _, IntoAny as _, Memo, OnAttribute as _, With as _,
};

use super::filter::filter;
use super::hole::{attribute, part, text};
use super::screen::{Screen, find};
use super::symbol::symbol;
use crate::model::browse::{Browse, Column};
use crate::model::message::{self, Label};
use crate::model::situation::Symbol;
use crate::model::snapshot::Component;
use crate::model::state::Event;
use crate::model::words::ComponentStatus;

pub(super) fn services(screen: Screen) -> AnyView {
    let is_there = Memo::new(move |_| screen.known(|it| !it.components.is_empty()) == Some(true));
    part(move || {
        is_there.get().then(|| {
            section()
                .class("services")
                .attr("aria-labelledby", "services")
                .child((
                    h2().id("services").child(Label::Services.text()),
                    filter(screen),
                    rows_table(screen),
                ))
                .into_any()
        })
    })
    .into_any()
}

/// The roles repeat what the elements mean: a table that is laid out as a list loses it in some browsers.
fn rows_table(screen: Screen) -> AnyView {
    let lines = Memo::new(move |_| lines(screen));
    let is_empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let body = For(ForProps::builder()
        .each(move || lines.get())
        .key(Line::clone)
        .children(move |line| line.view(screen))
        .build());
    div()
        .class("table")
        .child((
            table().attr("role", "table").child((
                caption().class("spoken").child(Label::Services.text()),
                thead().attr("role", "rowgroup").child(
                    tr().attr("role", "row").child((
                        heading(screen, Column::Name, Label::Service),
                        heading(screen, Column::Status, Label::State),
                        heading(screen, Column::Eta, Label::Eta),
                        th().attr("role", "columnheader")
                            .attr("scope", "col")
                            .child(Label::Regions.text()),
                    )),
                ),
                tbody().attr("role", "rowgroup").child(body),
            )),
            part(move || {
                let words = Label::NoMatch.text();
                is_empty
                    .get()
                    .then(|| p().class("no-match").child(words).into_any())
            }),
        ))
        .into_any()
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

/// The lines of the present view. Headings stand only in the document's own order.
fn lines(screen: Screen) -> Vec<Line> {
    let lines = screen.browse.with(|browse| {
        screen.known(|snapshot| {
            let mut lines = Vec::new();
            let mut group = None;
            for index in browse.rows(snapshot) {
                let Some(component) = snapshot.components.get(index) else {
                    continue;
                };
                if browse.sort.is_none() && component.group != group {
                    group = component.group;
                    if let Some((index, named)) =
                        group.and_then(|it| Some((it, snapshot.groups.get(it)?)))
                    {
                        lines.push(Line::Group {
                            index,
                            name: named.name.clone(),
                        });
                    }
                }
                lines.push(Line::Component {
                    index,
                    key: component.key.clone(),
                });
            }
            lines
        })
    });
    lines.unwrap_or_default()
}

impl Line {
    fn view(self, screen: Screen) -> AnyView {
        match self {
            Self::Group { name, .. } => {
                let cell = th()
                    .attr("role", "rowheader")
                    .attr("scope", "rowgroup")
                    .attr("colspan", "4");
                tr().attr("role", "row")
                    .class("group")
                    .child(cell.child(name))
                    .into_any()
            }
            Self::Component { index, key } => row(screen, index, key),
        }
    }
}

/// A column's heading, which sorts by it.
fn heading(screen: Screen, column: Column, label: Label) -> AnyView {
    let order = Memo::new(move |_| {
        let sort = screen
            .browse
            .with(|browse| browse.sort)
            .filter(|sort| sort.by == column)?;
        Some(if sort.descending {
            "descending"
        } else {
            "ascending"
        })
    });
    let press = move |_| {
        let browse = screen.browse.get();
        let sort = browse.press(column);
        screen.send(Event::Browsed(Browse { sort, ..browse }));
    };
    th().attr("role", "columnheader")
        .attr("scope", "col")
        .attr(
            "aria-sort",
            attribute(move || order.get().map(str::to_owned)),
        )
        .child(
            button()
                .attr("type", "button")
                .class("sort")
                .on(ev::click, press)
                .child(label.text()),
        )
        .into_any()
}

/// One service. Each cell follows its own slice of the component, so that a new state touches one cell.
fn row(screen: Screen, index: usize, key: String) -> AnyView {
    let component = Memo::new(move |_| {
        let found = screen.known(|it| find(it, index, &key).map(|(at, it)| (at, it.clone())));
        found.flatten().unwrap_or_default()
    });
    let slice = move |read: fn(&Component) -> Option<String>| {
        Memo::new(move |_| component.with(|(_, component)| read(component)))
    };
    let name = slice(|it| Some(it.name.clone()));
    let detail = slice(|it| it.detail.clone());
    let note = slice(|it| it.note.clone());
    let url = slice(|it| it.url.clone());
    let regions = slice(|it| Some(it.regions.join(", ")));
    tr().attr("role", "row")
        .class("service")
        .child((
            th().attr("role", "rowheader").attr("scope", "row").child((
                span()
                    .class("name")
                    .child(part(move || Some(titled(name.get(), url.get())))),
                part(move || {
                    detail
                        .get()
                        .map(|it| span().class("detail").child(it).into_any())
                }),
                part(move || {
                    note.get()
                        .map(|it| span().class("note").child(it).into_any())
                }),
            )),
            td().attr("role", "cell")
                .class("state")
                .child(state(component)),
            eta_cell(screen, component),
            td().attr("role", "cell")
                .class("regions")
                .child(text(move || regions.get().unwrap_or_default())),
        ))
        .into_any()
}

fn titled(name: Option<String>, url: Option<String>) -> AnyView {
    match url {
        Some(url) => a().attr("href", url).child(name).into_any(),
        None => name.into_any(),
    }
}

/// Shape and word; the publisher's own word where it is not one that we know.
fn state(component: Memo<(usize, Component)>) -> AnyView {
    let state = Memo::new(move |_| component.with(|(_, it)| (it.status, it.word.clone())));
    part(move || {
        let (status, word) = state.get();
        let words = word.unwrap_or_else(|| message::component_status(status).to_owned());
        let shape = Symbol::from(status);
        let class = ["status is-", shape.name()].concat();
        Some(
            span()
                .class(class)
                .child((symbol(shape), span().child(words)))
                .into_any(),
        )
    })
    .into_any()
}

/// Counts down where there is something to count; a row without an ETA never looks at the clock.
fn eta_cell(screen: Screen, component: Memo<(usize, Component)>) -> AnyView {
    let has_eta = Memo::new(move |_| component.with(|(_, it)| it.eta.is_some()));
    let shows = move || {
        let unstated = crate::model::countdown::Eta::Unstated;
        if !has_eta.get() {
            return message::eta(unstated);
        }
        let at = component.with(|(at, _)| *at);
        let eta = screen
            .timed(|_, readout| readout.etas.get(at).copied())
            .flatten();
        message::eta(eta.unwrap_or(unstated))
    };
    let instant =
        move || component.with(|(_, component)| component.eta.map(crate::model::instant::write));
    td().attr("role", "cell")
        .class("eta")
        .child(
            leptos::html::time()
                .attr("datetime", attribute(instant))
                .child(text(shows)),
        )
        .into_any()
}

/// The states that are there, worst first, for the filter.
pub(super) fn states(screen: Screen) -> Vec<ComponentStatus> {
    let states = screen.known(|snapshot| {
        let mut states: Vec<_> = snapshot.components.iter().map(|it| it.status).collect();
        states.sort_unstable();
        states.dedup();
        states.reverse();
        states
    });
    states.unwrap_or_default()
}

/// The regions that are there, in the order in which they first occur.
pub(super) fn regions(screen: Screen) -> Vec<String> {
    let regions = screen.known(|snapshot| {
        let mut regions: Vec<String> = Vec::new();
        for region in snapshot.components.iter().flat_map(|it| &it.regions) {
            if !regions.contains(region) {
                regions.push(region.clone());
            }
        }
        regions
    });
    regions.unwrap_or_default()
}
