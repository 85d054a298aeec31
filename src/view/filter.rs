//! Finding services among many: by text, state and region, only the affected ones, in an order.

use leptos::ev;
use leptos::html::{button, div, input, label, option, select, span};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CollectView as _, CustomAttribute as _, ElementChild as _,
    Get as _, IntoAny as _, Memo, OnAttribute as _, PropAttribute as _, With as _,
    event_target_checked, event_target_value,
};

use super::hole::{part, text};
use super::screen::Screen;
use super::services::{regions, states};
use crate::model::browse::{Browse, Column, Sort};
use crate::model::message::{self, Label};
use crate::model::state::Event;
use crate::model::words::ComponentStatus;

/// A handful of services is read faster than it is filtered.
const WORTH_FILTERING: usize = 6;

pub(super) fn filter(screen: Screen) -> AnyView {
    let is_worth = Memo::new(move |_| {
        let many = screen.known(|snapshot| snapshot.components.len() > WORTH_FILTERING);
        many == Some(true) || screen.browse.with(Browse::is_filtered)
    });
    part(move || is_worth.get().then(|| controls(screen))).into_any()
}

fn controls(screen: Screen) -> AnyView {
    div()
        .class("filter")
        .attr("role", "search")
        .attr("aria-label", Label::Filter.text())
        .child((
            find(screen),
            by_state(screen),
            by_region(screen),
            by_order(screen),
            only(screen),
        ))
        .child(found(screen))
        .into_any()
}

/// Changes one member of the view and sends it.
fn browse(screen: Screen, change: impl FnOnce(&mut Browse)) {
    let mut browse = screen.browse.get();
    change(&mut browse);
    screen.send(Event::Browsed(browse));
}

fn find(screen: Screen) -> AnyView {
    let value = Memo::new(move |_| screen.browse.with(|browse| browse.find.clone()));
    label()
        .class("field find")
        .child((
            span().child(Label::Find.text()),
            input()
                .attr("type", "search")
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .prop("value", move || value.get())
                .on(ev::input, move |event| {
                    let text = event_target_value(&event);
                    browse(screen, |browse| browse.find = text);
                }),
        ))
        .into_any()
}

/// A drop-down of words and what they are called; the first stands for no choice.
pub(super) fn choice(
    name: Label,
    options: Memo<Vec<(String, String)>>,
    chosen: Memo<String>,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    label()
        .class("field")
        .child((
            span().child(name.text()),
            select()
                .on(ev::change, move |event| choose(event_target_value(&event)))
                .child(part(move || {
                    let items = options.get().into_iter().map(|(word, text)| {
                        let is_chosen = word == chosen.get();
                        option()
                            .attr("value", word)
                            .prop("selected", is_chosen)
                            .child(text)
                    });
                    Some(items.collect_view().into_any())
                })),
        ))
        .into_any()
}

fn by_state(screen: Screen) -> AnyView {
    let options = Memo::new(move |_| {
        let mut options = vec![(String::new(), Label::AnyState.text().to_owned())];
        let known = states(screen)
            .into_iter()
            .filter(|status| *status != ComponentStatus::Unknown);
        options.extend(known.map(|status| {
            (
                status.word().to_owned(),
                message::component_status(status).to_owned(),
            )
        }));
        options
    });
    let chosen = Memo::new(move |_| {
        screen
            .browse
            .with(|browse| browse.status.map_or("", ComponentStatus::word).to_owned())
    });
    choice(Label::State, options, chosen, move |word| {
        browse(screen, |browse| {
            browse.status = ComponentStatus::parse(&word)
        });
    })
}

fn by_region(screen: Screen) -> AnyView {
    let options = Memo::new(move |_| {
        let mut options = vec![(String::new(), Label::AnyRegion.text().to_owned())];
        options.extend(
            regions(screen)
                .into_iter()
                .map(|region| (region.clone(), region)),
        );
        options
    });
    let chosen = Memo::new(move |_| {
        screen
            .browse
            .with(|browse| browse.region.clone().unwrap_or_default())
    });
    let is_there = Memo::new(move |_| options.with(|options| options.len() > 1));
    part(move || {
        is_there.get().then(|| {
            choice(Label::Region, options, chosen, move |word| {
                browse(screen, |browse| {
                    browse.region = (!word.is_empty()).then_some(word)
                });
            })
        })
    })
    .into_any()
}

/// The same orders as the column headings, which a narrow page does not show.
fn by_order(screen: Screen) -> AnyView {
    let options = Memo::new(move |_| {
        let mut options = vec![(String::new(), Label::DocumentOrder.text().to_owned())];
        options.extend(Column::ALL.into_iter().map(|column| {
            let label = match column {
                Column::Name => Label::Service,
                Column::Status => Label::State,
                Column::Eta => Label::Eta,
            };
            (column.word().to_owned(), label.text().to_owned())
        }));
        options
    });
    let chosen = Memo::new(move |_| {
        let sort = screen.browse.with(|browse| browse.sort);
        sort.map_or("", |sort| sort.by.word()).to_owned()
    });
    choice(Label::Sort, options, chosen, move |word| {
        browse(screen, |browse| browse.sort = Sort::parse(&word));
    })
}

fn only(screen: Screen) -> AnyView {
    let checked = Memo::new(move |_| screen.browse.with(|browse| browse.only_affected));
    label()
        .class("field check")
        .child((
            input()
                .attr("type", "checkbox")
                .prop("checked", move || checked.get())
                .on(ev::change, move |event| {
                    let checked = event_target_checked(&event);
                    browse(screen, |browse| browse.only_affected = checked);
                }),
            span().child(Label::AffectedOnly.text()),
        ))
        .into_any()
}

/// How many are shown, said aloud when it changes, and the way back to all of them.
fn found(screen: Screen) -> AnyView {
    let count = Memo::new(move |_| {
        screen.browse.with(|browse| {
            screen.known(|snapshot| (browse.rows(snapshot).len(), snapshot.components.len()))
        })
    });
    let is_filtered = Memo::new(move |_| screen.browse.with(Browse::is_filtered));
    let words = move || {
        let (shown, total) = count.get().unwrap_or_default();
        screen.shown_of(shown, total)
    };
    let clear = move |_| {
        let sort = screen.browse.with(|browse| browse.sort);
        screen.send(Event::Browsed(Browse {
            sort,
            ..Browse::default()
        }));
    };
    div()
        .class("found")
        .child((
            span().attr("role", "status").child(text(words)),
            part(move || {
                let clear = button()
                    .attr("type", "button")
                    .class("plain")
                    .on(ev::click, clear);
                is_filtered
                    .get()
                    .then(|| clear.child(Label::ClearFilters.text()).into_any())
            }),
        ))
        .into_any()
}
