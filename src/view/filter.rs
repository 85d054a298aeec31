//! The filter of the services: by text, state and region, or only the affected ones; and their order.

use leptos::ev;
use leptos::prelude::{
    Get as _, GetUntracked as _, With as _, WithUntracked as _, event_target_checked,
    event_target_value,
};

use super::context::ViewContext;
use super::html::{
    Element, IntoView as _, View, button, div, input, label, option as option_element, select, span,
};
use super::parts::ServicesPart;
use super::{apart, button as labelled_button};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::i18n::message::{self, Phrase};
use crate::model::state::{Event, FilterFields};
use crate::model::status::browse::{Browse, Column, MANY, Sort};
use crate::model::status::snapshot::Snapshot;

/// The options of a drop-down, each with its value and its text. The first one stands for no choice.
pub(super) type Options = Vec<(String, String)>;

pub(super) fn filter(context: ViewContext) -> View {
    let is_there = move || context.parts.get().services == ServicesPart::Filtered;
    (move || is_there().then(|| controls(context))).into_view()
}

fn controls(context: ViewContext) -> Element {
    let class = move || {
        let is_few = context.with_document(|it| it.components.len() < MANY);
        match (is_unfolded(context), is_few == Some(true)) {
            (true, true) => "filter few unfolded",
            (true, false) => "filter unfolded",
            (false, true) => "filter few",
            (false, false) => "filter",
        }
    };
    div()
        .class(class)
        .attr("role", "search")
        .attr("aria-label", context.text(Phrase::Filter))
        .child(fold(context))
        .child(find(context))
        .child(move || by_state(context))
        .child(move || by_region(context))
        .child(move || by_order(context))
        .child(only(context))
        .child(move || found(context))
}

/// Returns the button that shows and hides the fields on a narrow page and beside few services, where they would push the
/// first service down.
fn fold(context: ViewContext) -> Element {
    labelled_button(context, Phrase::Filter, || Event::FilterToggled)
        .class("fold")
        .attr("aria-expanded", move || is_unfolded(context).to_string())
}

fn is_unfolded(context: ViewContext) -> bool {
    context
        .settings
        .with(|it| it.filter_fields == FilterFields::Shown)
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
    let chosen = context.browse.with(|browse| browse.status);
    let mut states = context
        .with_document(Snapshot::statuses)
        .unwrap_or_default();
    // A choice that no service has any more still hides services.
    states.extend(chosen.filter(|it| !states.contains(it)));
    options.extend(states.into_iter().map(|it| {
        option(
            it.as_str(),
            message::component_status(context.language(), it),
        )
    }));
    let chosen = chosen.map_or("", ComponentStatus::as_str);
    choice(context, Phrase::State, options, chosen, move |word| {
        browse(context, |browse| {
            browse.status = ComponentStatus::parse(&word);
        });
    })
}

fn by_region(context: ViewContext) -> Option<Element> {
    let chosen = context.browse.with(|browse| browse.region.clone());
    let mut regions = context.with_document(Snapshot::regions).unwrap_or_default();
    let chosen_region = chosen.clone().filter(|it| !regions.contains(it));
    regions.extend(chosen_region);
    if regions.is_empty() {
        return None;
    }
    let mut options = vec![option("", context.text(Phrase::AnyRegion))];
    options.extend(regions.iter().map(|region| option(region, region)));
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

/// Returns the number of shown services, and the button that shows all. The state announces the number when the visitor
/// changes the filter.
fn found(context: ViewContext) -> Element {
    let facts = context.browse.with(|browse| {
        context.with_document(|snapshot| (browse.count(snapshot), browse.folds(snapshot)))
    });
    let ((shown, total), folds) = facts.unwrap_or_default();
    let clear = move |_| {
        let sort = context.browse.with_untracked(|browse| browse.sort);
        context.send(Event::Browsed(Browse {
            sort,
            unfolded: true,
            ..Browse::default()
        }));
    };
    // The style sheet removes a disabled button once it has lost the focus.
    let is_disabled = shown == total && !folds;
    let button = button()
        .attr("type", "button")
        .attr("aria-disabled", is_disabled.then_some("true"))
        .on(ev::click, clear)
        .child(context.text(Phrase::ClearFilters));
    div()
        .class("found")
        .child((!folds).then(|| span().child(message::shown_of(context.language(), shown, total))))
        .child(button)
}
