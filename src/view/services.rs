//! The services: one table, which a narrow page shows as a list of the same rows.

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::{Get as _, GetUntracked as _, With as _};

use super::context::ViewContext;
use super::filter::filter;
use super::headed;
use super::html::{
    Element, IntoView as _, Key, View, button, caption, div, keyed, p, span,
    table as table_element, tbody, th, thead, tr,
};
use super::parts::ServicesPart;
use super::rows::Content;
use super::service::{heading_row, section_row, service};
use crate::model::i18n::message::Phrase;
use crate::model::state::Event;
use crate::model::status::browse::{Browse, Column};
use crate::model::status::snapshot::{Component, Snapshot};

pub(super) fn services(context: ViewContext) -> View {
    let services = move || {
        headed(context, "services", Phrase::Services)
            .child(filter(context))
            .child(table(context))
    };
    let is_there = move || context.parts.get().services != ServicesPart::Missing;
    (move || is_there().then(services)).into_view()
}

fn table(context: ViewContext) -> View {
    let view: Rc<dyn Fn(Key) -> View> = Rc::new(move |key| line(context, key));
    let table = move || {
        let head = tr()
            .child(heading(context, Column::Name, Phrase::Service))
            .child(heading(context, Column::Status, Phrase::State))
            .child(heading(context, Column::Eta, Phrase::Eta))
            .child(column_header().child(context.text(Phrase::Regions)));
        let caption = caption()
            .class("spoken")
            .child(context.text(Phrase::Services));
        let lines = context.lines();
        let is_empty = !lines.iter().any(|(_, is_shown)| *is_shown);
        let lines = keyed(lines, Rc::clone(&view));
        div()
            .class(table_class(context))
            .child(
                table_element()
                    .child(caption)
                    .child(thead().child(head))
                    .child(tbody().child(lines)),
            )
            .child(is_empty.then(|| p().class("no-match").child(context.text(Phrase::NoMatch))))
    };
    table.into_view()
}

/// Returns the classes of the table, which hide columns that are empty for all services, and the rows of folded ones. A
/// CSS selector that looks into all rows would be evaluated again whenever one of them changes.
fn table_class(context: ViewContext) -> String {
    let classes = |snapshot: &Snapshot| {
        let lacks = |has: fn(&Component) -> bool| !snapshot.components.iter().any(|it| has(it));
        let folds = context.browse.with(|browse| browse.folds(snapshot));
        [
            "table",
            if lacks(|it| it.eta.is_some()) {
                " no-etas"
            } else {
                ""
            },
            if lacks(|it| !it.regions.is_empty()) {
                " no-regions"
            } else {
                ""
            },
            if folds { " folded" } else { "" },
        ]
        .concat()
    };
    context.with_document(classes).unwrap_or_default()
}

/// Returns a row, which follows only its own signal.
fn line(context: ViewContext, key: Key) -> View {
    let Some(signal) = context.line(key) else {
        return "".into_view();
    };
    let line = move || match signal.get() {
        Content::Service(it) => service(context, &it),
        Content::Section(name, folded) => section_row(name, &folded),
        Content::Heading(group, folded) => heading_row(context, &group, &folded),
    };
    line.into_view()
}

fn column_header() -> Element {
    th().attr("scope", "col")
}

/// Returns the heading of a column, which sorts the table by that column.
fn heading(context: ViewContext, column: Column, label: Phrase) -> Element {
    if context.is_still() {
        let words = match column {
            Column::Eta => context.text(Phrase::Eta),
            Column::Name | Column::Status => context.text(label),
        };
        return column_header().child(span().class("sort").child(words));
    }
    let sort = context.browse.with(|browse| browse.sort);
    let order = sort.filter(|sort| sort.by == column).map(|sort| {
        if sort.descending {
            "descending"
        } else {
            "ascending"
        }
    });
    let press = move |_| {
        let browse = context.browse.get_untracked();
        let sort = browse.press(column);
        context.send(Event::Browsed(Browse { sort, ..browse }));
    };
    let button = button()
        .attr("type", "button")
        .class("sort")
        .on(ev::click, press);
    column_header()
        .attr("aria-sort", order)
        .child(button.child(context.text(label)))
}
