//! The filter of the services: by text, state and region, or only the affected ones; and their order.

use leptos::ev;
use leptos::prelude::{
    Get as _, GetUntracked as _, RwSignal, Set as _, With as _, WithUntracked as _,
    event_target_checked, event_target_value,
};

use super::apart;
use super::context::ViewContext;
use super::html::{
    Element, View, button, div, input, label, option as option_element, select, show, span,
};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::i18n::message::{self, Phrase};
use crate::model::state::Event;
use crate::model::status::browse::{Browse, Column, Sort};
use crate::model::status::snapshot::Snapshot;

/// The filter is shown for more services than this; fewer are read faster than they are filtered.
const WORTH_FILTERING: usize = 6;

/// The options of a drop-down, each with its value and its text. The first one stands for no choice.
pub(super) type Options = Vec<(String, String)>;

pub(super) fn filter(context: ViewContext) -> View {
    show(
        move || {
            let many = context.with_document(|it| it.components.len() > WORTH_FILTERING);
            many == Some(true) || context.browse.with(Browse::is_filtered)
        },
        move || controls(context),
    )
}

fn controls(context: ViewContext) -> Element {
    let is_unfolded = RwSignal::new(context.browse.with_untracked(Browse::is_filtered));
    let class = move || {
        if is_unfolded.get() {
            "filter unfolded"
        } else {
            "filter"
        }
    };
    div()
        .class(class)
        .attr("role", "search")
        .attr("aria-label", context.text(Phrase::Filter))
        .child(fold(context, is_unfolded))
        .child(find(context))
        .child(move || by_state(context))
        .child(move || by_region(context))
        .child(move || by_order(context))
        .child(only(context))
        .child(move || found(context))
}

/// Returns the button that shows and hides the fields on a narrow page, where they would push the first service down.
fn fold(context: ViewContext, is_unfolded: RwSignal<bool>) -> Element {
    button()
        .attr("type", "button")
        .class("fold")
        .attr("aria-expanded", move || is_unfolded.get().to_string())
        .on(ev::click, move |_| {
            is_unfolded.set(!is_unfolded.get_untracked());
        })
        .child(context.text(Phrase::Filter))
}

/// Changes one setting of the filter, and sends it.
fn browse(context: ViewContext, change: impl FnOnce(&mut Browse)) {
    let mut browse = context.browse.get_untracked();
    change(&mut browse);
    context.send(Event::Browsed(browse));
}

fn find(context: ViewContext) -> Element {
    let input = input()
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .prop("value", move || {
            context.browse.with(|browse| browse.find.clone())
        })
        .on(ev::input, move |event| {
            let text = event_target_value(&event);
            browse(context, |browse| browse.find = text);
        });
    label()
        .class("field find")
        .child(span().child(context.text(Phrase::Find)))
        .child(input)
}

/// The `id` of the language field, to which `web/boot.js` returns the focus.
const LANGUAGE_ID: &str = "language";

/// Returns a drop-down.
pub(super) fn choice(
    context: ViewContext,
    name: Phrase,
    options: Options,
    chosen: &str,
    choose: impl Fn(String) + 'static,
) -> Element {
    let is_language = name == Phrase::Language;
    let offered = options.into_iter().map(|(word, text)| {
        // The values are tags, and each text is in the language of its tag.
        let language = is_language.then(|| word.clone());
        let is_chosen = word == chosen;
        apart(option_element())
            .attr("value", word)
            .prop("selected", is_chosen)
            .attr("lang", language)
            .child(text)
    });
    let select = select()
        .attr("id", is_language.then_some(LANGUAGE_ID))
        .on(ev::change, move |event| choose(event_target_value(&event)));
    label()
        .class("field")
        .child(span().child(context.text(name)))
        .child(select.child(offered.collect::<Vec<_>>()))
}

fn option(word: &str, text: &str) -> (String, String) {
    (word.to_owned(), text.to_owned())
}

fn by_state(context: ViewContext) -> Element {
    let mut options = vec![option("", context.text(Phrase::AnyState))];
    let states = context
        .with_document(Snapshot::statuses)
        .unwrap_or_default();
    let states = states.into_iter();
    options.extend(states.map(|it| {
        option(
            it.as_str(),
            message::component_status(context.language(), it),
        )
    }));
    let chosen = context.browse.with(|browse| browse.status);
    let chosen = chosen.map_or("", ComponentStatus::as_str);
    choice(context, Phrase::State, options, chosen, move |word| {
        browse(context, |browse| {
            browse.status = ComponentStatus::parse(&word);
        });
    })
}

fn by_region(context: ViewContext) -> Option<Element> {
    let regions = context.with_document(Snapshot::regions).unwrap_or_default();
    if regions.is_empty() {
        return None;
    }
    let mut options = vec![option("", context.text(Phrase::AnyRegion))];
    options.extend(regions.iter().map(|region| option(region, region)));
    let chosen = context.browse.with(|browse| browse.region.clone());
    let choose = move |word: String| {
        browse(context, |browse| {
            browse.region = Some(word).filter(|it| !it.is_empty());
        });
    };
    Some(choice(
        context,
        Phrase::Region,
        options,
        &chosen.unwrap_or_default(),
        choose,
    ))
}

/// Returns the drop-down of the orders, for narrow pages, which have no column headings.
fn by_order(context: ViewContext) -> Element {
    let mut options = vec![option("", context.text(Phrase::DocumentOrder))];
    options.extend(Column::ALL.into_iter().map(|column| {
        let label = match column {
            Column::Name => Phrase::Service,
            Column::Status => Phrase::State,
            Column::Eta => Phrase::Eta,
        };
        option(column.as_str(), context.text(label))
    }));
    let sort = context.browse.with(|browse| browse.sort);
    let chosen = sort.map_or("", |sort| sort.by.as_str());
    choice(context, Phrase::Sort, options, chosen, move |word| {
        browse(context, |browse| browse.sort = Sort::parse(&word));
    })
}

fn only(context: ViewContext) -> Element {
    let input = input()
        .attr("type", "checkbox")
        .prop("checked", move || {
            context.browse.with(|browse| browse.only_affected)
        })
        .on(ev::change, move |event| {
            let checked = event_target_checked(&event);
            browse(context, |browse| browse.only_affected = checked);
        });
    let words = span().child(context.text(Phrase::AffectedOnly));
    label().class("field check").child(input).child(words)
}

/// Returns the number of shown services, announced to screen readers on each change, and the button that shows all.
fn found(context: ViewContext) -> Element {
    let counts = context.browse.with(|browse| {
        context.with_document(|snapshot| {
            let components = &snapshot.components;
            let shown = components.iter().filter(|it| browse.shows(it));
            (shown.count(), components.len())
        })
    });
    let (shown, total) = counts.unwrap_or_default();
    let clear = move |_| {
        let sort = context.browse.with_untracked(|browse| browse.sort);
        context.send(Event::Browsed(Browse {
            sort,
            ..Browse::default()
        }));
    };
    let button = context.browse.with(Browse::is_filtered).then(|| {
        let button = button().attr("type", "button").class("plain");
        button
            .on(ev::click, clear)
            .child(context.text(Phrase::ClearFilters))
    });
    div()
        .class("found")
        .child(span().attr("role", "status").child(message::shown_of(
            context.language(),
            shown,
            total,
        )))
        .child(button)
}
