//! Finding services among many: by text, state and region, only the affected ones, in an order.

use leptos::prelude::{
    Get as _, RwSignal, Set as _, event_target_checked, event_target_value, untrack,
};

use super::apart;
use super::element::{Node, el, part};
use super::screen::Screen;
use super::slice::{Slice, slice};
use crate::model::browse::{Browse, Column, Sort};
use crate::model::message::{self, Phrase};
use crate::model::snapshot::Snapshot;
use crate::model::state::Event;
use crate::model::words::ComponentStatus;

/// A handful of services is read faster than it is filtered.
const WORTH_FILTERING: usize = 6;

/// The filter's classes. A signal of texts costs nothing: there is one already.
const FOLDED: &str = "filter";
const UNFOLDED: &str = "filter unfolded";

/// What a drop-down offers: words, and what they are called. The first stands for no choice.
pub(super) type Options = Slice<Vec<(String, String)>>;

pub(super) fn filter(screen: Screen) -> Node {
    let is_worth = slice(move || {
        let many = screen.known(|snapshot| snapshot.components.len() > WORTH_FILTERING);
        many == Some(true) || screen.browse.with(Browse::is_filtered)
    });
    part(move || is_worth.get().then(|| controls(screen)))
}

fn controls(screen: Screen) -> Node {
    let folding = untrack(|| {
        if screen.browse.with(Browse::is_filtered) {
            UNFOLDED
        } else {
            FOLDED
        }
    });
    let folding = RwSignal::new(folding.to_owned());
    el("div")
        .live("class", move || Some(folding.get()))
        .attr("role", "search")
        .attr("aria-label", Phrase::Filter.text())
        .child(fold(folding))
        .child(find(screen))
        .child(by_state(screen))
        .child(by_region(screen))
        .child(by_order(screen))
        .child(only(screen))
        .child(found(screen))
}

/// Shows and hides the fields on a narrow page, where they would stand before the first service.
fn fold(folding: RwSignal<String>) -> Node {
    el("button")
        .attr("type", "button")
        .class("fold")
        .live("aria-expanded", move || {
            Some((folding.get() == UNFOLDED).to_string())
        })
        .on("click", move |_| {
            let next = if folding.get() == FOLDED {
                UNFOLDED
            } else {
                FOLDED
            };
            folding.set(next.to_owned());
        })
        .say(Phrase::Filter.text())
}

/// Changes one member of the view and sends it.
fn browse(screen: Screen, change: impl FnOnce(&mut Browse)) {
    let mut browse = screen.browse.get();
    change(&mut browse);
    screen.send(Event::Browsed(browse));
}

fn find(screen: Screen) -> Node {
    let input = el("input")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .value(move || screen.browse.with(|browse| browse.find.clone()))
        .on("input", move |event| {
            let text = event_target_value(&event);
            browse(screen, |browse| browse.find = text);
        });
    el("label")
        .class("field find")
        .child(el("span").say(Phrase::Find.text()))
        .child(input)
}

/// A drop-down. It is built anew when what it offers changes, not when the choice does.
pub(super) fn choice(
    name: Phrase,
    options: Options,
    chosen: Slice<String>,
    choose: impl Fn(String) + 'static,
) -> Node {
    let offered = move || {
        let options = options.get().into_iter().map(|(word, text)| {
            let value = word.clone();
            let is_chosen = move || chosen.with(|chosen| *chosen == word);
            let option = apart(el("option"))
                .attr("value", &value)
                .flag("selected", is_chosen)
                .say(&text);
            // Languages go by their tags, and each is named in itself.
            if name == Phrase::Language {
                option.attr("lang", &value)
            } else {
                option
            }
        });
        Some(super::element::row(options.collect()))
    };
    let select = el("select").on("change", move |event| choose(event_target_value(&event)));
    el("label")
        .class("field")
        .child(el("span").say(name.text()))
        .child(select.part(offered))
}

fn option(word: &str, text: &str) -> (String, String) {
    (word.to_owned(), text.to_owned())
}

fn by_state(screen: Screen) -> Node {
    let options = slice(move || {
        let mut options = vec![option("", Phrase::AnyState.text())];
        let states = screen
            .known(Snapshot::statuses)
            .unwrap_or_default()
            .into_iter();
        options.extend(states.map(|it| option(it.word(), message::component_status(it))));
        options
    });
    let chosen = slice(move || {
        screen
            .browse
            .with(|browse| browse.status.map_or("", ComponentStatus::word).to_owned())
    });
    choice(Phrase::State, options, chosen, move |word| {
        browse(screen, |browse| {
            browse.status = ComponentStatus::parse(&word);
        });
    })
}

fn by_region(screen: Screen) -> Node {
    let options = slice(move || {
        let mut options = vec![option("", Phrase::AnyRegion.text())];
        let regions = screen
            .known(Snapshot::regions)
            .unwrap_or_default()
            .into_iter();
        options.extend(regions.map(|region| option(&region, &region)));
        options
    });
    let chosen = slice(move || {
        screen
            .browse
            .with(|browse| browse.region.clone().unwrap_or_default())
    });
    let is_there = slice(move || options.with(|options| options.len() > 1));
    part(move || {
        is_there.get().then(|| {
            let choose = move |word: String| {
                browse(screen, |browse| {
                    browse.region = Some(word).filter(|it| !it.is_empty());
                });
            };
            choice(Phrase::Region, options, chosen, choose)
        })
    })
}

/// The same orders as the column headings, which a narrow page does not show.
fn by_order(screen: Screen) -> Node {
    let options = slice(move || {
        let mut options = vec![option("", Phrase::DocumentOrder.text())];
        options.extend(Column::ALL.into_iter().map(|column| {
            let label = match column {
                Column::Name => Phrase::Service,
                Column::Status => Phrase::State,
                Column::Eta => Phrase::Eta,
            };
            option(column.word(), label.text())
        }));
        options
    });
    let chosen = slice(move || {
        let sort = screen.browse.with(|browse| browse.sort);
        sort.map_or("", |sort| sort.by.word()).to_owned()
    });
    choice(Phrase::Sort, options, chosen, move |word| {
        browse(screen, |browse| browse.sort = Sort::parse(&word));
    })
}

fn only(screen: Screen) -> Node {
    let input = el("input")
        .attr("type", "checkbox")
        .flag("checked", move || {
            screen.browse.with(|browse| browse.only_affected)
        })
        .on("change", move |event| {
            let checked = event_target_checked(&event);
            browse(screen, |browse| browse.only_affected = checked);
        });
    let label = el("span").say(Phrase::AffectedOnly.text());
    el("label").class("field check").child(input).child(label)
}

/// How many are shown, said aloud when it changes, and the way back to all of them.
fn found(screen: Screen) -> Node {
    let is_filtered = slice(move || screen.browse.with(Browse::is_filtered));
    let words = move || {
        let counts = screen.browse.with(|browse| {
            screen.known(|snapshot| (browse.rows(snapshot).len(), snapshot.components.len()))
        });
        let (shown, total) = counts.unwrap_or_default();
        message::shown_of(shown, total)
    };
    let clear = move |_| {
        let sort = screen.browse.with(|browse| browse.sort);
        screen.send(Event::Browsed(Browse {
            sort,
            ..Browse::default()
        }));
    };
    el("div")
        .class("found")
        .child(el("span").attr("role", "status").text(words))
        .part(move || {
            is_filtered.get().then(|| {
                let button = el("button")
                    .attr("type", "button")
                    .class("plain")
                    .on("click", clear);
                button.say(Phrase::ClearFilters.text())
            })
        })
}
