//! How the page looks, and what can be taken away from it.

use super::button;
use super::element::{Node, el};
use super::filter::choice;
use super::screen::Screen;
use super::slice::slice;
use crate::model::calendar;
use crate::model::locale::Zone;
use crate::model::message::language::{offered, spoken};
use crate::model::message::{self, Phrase};
use crate::model::state::{Event, Theme};

pub(super) fn settings(screen: Screen) -> Node {
    let has_document = slice(move || screen.snapshot.with(Option::is_some));
    let has_calendar = slice(move || {
        let has = screen.known(calendar::has_calendar);
        has.unwrap_or_default()
    });
    el("footer")
        .class("settings")
        .child(zone(screen))
        .child(theme(screen))
        .maybe(language(screen))
        .part(move || {
            has_document
                .get()
                .then(|| button(screen, Phrase::Copy, || Event::CopyRequested))
        })
        .child(button(screen, Phrase::Print, || Event::PrintRequested))
        .part(move || {
            has_calendar
                .get()
                .then(|| button(screen, Phrase::AddToCalendar, || Event::CalendarRequested))
        })
        .child(open_file())
}

/// A label dressed as a button: browsers draw a field for files as they like. The field itself has the
/// keyboard's focus, and `browser/files.rs` hears of what is picked.
fn open_file() -> Node {
    let field = el("input")
        .attr("type", "file")
        .attr("accept", ".json,application/json");
    el("label")
        .class("button")
        .child(field)
        .child(el("span").say(Phrase::OpenFile.text()))
}

/// Each by the name that it calls itself; nothing where there is only one.
fn language(screen: Screen) -> Option<Node> {
    let names = slice(offered);
    let chosen = slice(|| spoken().tag().to_owned());
    names.with(|names| names.len() > 1).then(|| {
        choice(Phrase::Language, names, chosen, move |tag| {
            screen.send(Event::LanguageChosen(tag));
        })
    })
}

fn zone(screen: Screen) -> Node {
    let options = slice(move || {
        let operator = screen
            .known(|snapshot| snapshot.page.time_zone.clone())
            .flatten();
        let operator = operator.filter(|zone| spoken().locale().knows(zone));
        let mut options = vec![
            named(Zone::Visitor, Phrase::VisitorZone),
            named(Zone::Utc, Phrase::UtcZone),
        ];
        options.extend(operator.map(|zone| {
            (
                Zone::Operator.word().to_owned(),
                message::operator_zone(&zone),
            )
        }));
        options
    });
    let chosen = slice(move || screen.zone_choice.get().word().to_owned());
    choice(Phrase::Zone, options, chosen, move |word| {
        screen.send(Event::ZoneChosen(Zone::parse(&word).unwrap_or_default()));
    })
}

fn named(zone: Zone, label: Phrase) -> (String, String) {
    (zone.word().to_owned(), label.text().to_owned())
}

fn theme(screen: Screen) -> Node {
    let options = slice(move || {
        let themes = [
            (Theme::System, Phrase::SystemTheme),
            (Theme::Light, Phrase::Light),
            (Theme::Dark, Phrase::Dark),
        ];
        themes
            .map(|(theme, label)| (theme.word().to_owned(), label.text().to_owned()))
            .to_vec()
    });
    let chosen = slice(move || screen.theme.get().word().to_owned());
    choice(Phrase::Theme, options, chosen, move |word| {
        screen.send(Event::ThemeChosen(Theme::parse(&word).unwrap_or_default()));
    })
}
