//! The settings of the page, and the buttons to save, open and print its content.

use leptos::prelude::With as _;

use super::button;
use super::context::ViewContext;
use super::filter::choice;
use super::html::{Element, footer, input, label, span};
use crate::model::i18n::locale::Zone;
use crate::model::i18n::message::{self, Phrase};
use crate::model::state::{Event, Theme};
use crate::model::status::calendar;

pub(super) fn settings(context: ViewContext, offered: &str) -> Element {
    let copy = move || {
        let has_document = context.snapshot.with(Option::is_some);
        has_document.then(|| button(context, Phrase::Copy, || Event::CopyRequested))
    };
    let to_calendar = move || {
        let has_calendar = context.with_document(calendar::has_calendar);
        let has_calendar = has_calendar.unwrap_or_default();
        has_calendar.then(|| button(context, Phrase::AddToCalendar, || Event::CalendarRequested))
    };
    footer()
        .class("settings")
        .child(move || zone(context))
        .child(move || theme(context))
        .child(language(context, offered))
        .child(copy)
        .child(button(context, Phrase::Print, || Event::PrintRequested))
        .child(to_calendar)
        .child(open_file(context))
}

/// Returns a label that looks like a button, because the look of a file field differs between browsers. The field
/// itself has the focus, and `browser/files.rs` handles the picked file.
fn open_file(context: ViewContext) -> Element {
    let field = input()
        .attr("type", "file")
        .attr("accept", ".json,application/json");
    label()
        .class("button")
        .child(field)
        .child(span().child(context.text(Phrase::OpenFile)))
}

/// Returns the drop-down of languages, each named in itself; `None` if there is only one.
fn language(context: ViewContext, offered: &str) -> Option<Element> {
    let names = offered.lines().filter_map(|line| line.split_once(' '));
    let names: Vec<_> = names
        .map(|(tag, name)| (tag.to_owned(), name.to_owned()))
        .collect();
    (names.len() > 1).then(|| {
        choice(
            context,
            Phrase::Language,
            names,
            context.language().tag(),
            move |tag| {
                context.send(Event::LanguageChosen(tag));
            },
        )
    })
}

fn zone(context: ViewContext) -> Element {
    let operator = context.with_document(|it| it.page.time_zone.clone());
    let operator = operator
        .flatten()
        .filter(|zone| context.language().locale().knows(zone));
    let mut options = vec![
        named(context, Zone::Visitor, Phrase::VisitorZone),
        named(context, Zone::Utc, Phrase::UtcZone),
    ];
    options.extend(operator.map(|zone| {
        let words = message::operator_zone(context.language(), &zone);
        (Zone::Operator.as_str().to_owned(), words)
    }));
    let chosen = context.settings.with(|it| it.zone);
    choice(
        context,
        Phrase::Zone,
        options,
        chosen.as_str(),
        move |word| {
            context.send(Event::ZoneChosen(Zone::parse(&word).unwrap_or_default()));
        },
    )
}

fn named(context: ViewContext, zone: Zone, label: Phrase) -> (String, String) {
    (zone.as_str().to_owned(), context.text(label).to_owned())
}

fn theme(context: ViewContext) -> Element {
    let themes = [
        (Theme::System, Phrase::SystemTheme),
        (Theme::Light, Phrase::Light),
        (Theme::Dark, Phrase::Dark),
    ];
    let options =
        themes.map(|(theme, label)| (theme.as_str().to_owned(), context.text(label).to_owned()));
    let chosen = context.settings.with(|it| it.theme);
    choice(
        context,
        Phrase::Theme,
        options.to_vec(),
        chosen.as_str(),
        move |word| {
            context.send(Event::ThemeChosen(Theme::parse(&word).unwrap_or_default()));
        },
    )
}
