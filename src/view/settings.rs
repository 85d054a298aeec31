//! How the page looks, and what can be taken away from it.

use leptos::ev;
use leptos::html::{button, footer};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CustomAttribute as _, ElementChild as _, Get as _, IntoAny as _,
    Memo, OnAttribute as _, With as _,
};

use super::filter::choice;
use super::hole::part;
use super::screen::Screen;
use crate::model::locale::Zone;
use crate::model::message::Label;
use crate::model::state::{Event, Theme};

pub(super) fn settings(screen: Screen) -> AnyView {
    let has_document = Memo::new(move |_| screen.snapshot.with(Option::is_some));
    let copy = move || {
        button()
            .attr("type", "button")
            .on(ev::click, move |_| screen.send(Event::CopyRequested))
    };
    footer()
        .class("settings")
        .attr("aria-label", Label::LookAndTake.text())
        .child((
            zone(screen),
            theme(screen),
            part(move || {
                has_document
                    .get()
                    .then(|| copy().child(Label::Copy.text()).into_any())
            }),
            button()
                .attr("type", "button")
                .on(ev::click, move |_| screen.send(Event::PrintRequested))
                .child(Label::Print.text()),
        ))
        .into_any()
}

fn zone(screen: Screen) -> AnyView {
    let options = Memo::new(move |_| {
        let operator = screen
            .known(|snapshot| snapshot.page.time_zone.clone())
            .flatten();
        let operator = operator.filter(|zone| screen.locale(|locale| locale.knows(zone)));
        let mut options = vec![
            named(Zone::Visitor, Label::VisitorZone),
            named(Zone::Utc, Label::UtcZone),
        ];
        options.extend(operator.map(|zone| {
            let text = [Label::OperatorZone.text(), " (", &zone, ")"].concat();
            (Zone::Operator.word().to_owned(), text)
        }));
        options
    });
    let chosen = Memo::new(move |_| screen.zone_choice.get().word().to_owned());
    choice(Label::Zone, options, chosen, move |word| {
        screen.send(Event::ZoneChosen(Zone::parse(&word).unwrap_or_default()));
    })
}

fn named(zone: Zone, label: Label) -> (String, String) {
    (zone.word().to_owned(), label.text().to_owned())
}

fn theme(screen: Screen) -> AnyView {
    let options = Memo::new(move |_| {
        let themes = [
            (Theme::System, Label::SystemTheme),
            (Theme::Light, Label::Light),
            (Theme::Dark, Label::Dark),
        ];
        themes
            .map(|(theme, label)| (theme.word().to_owned(), label.text().to_owned()))
            .to_vec()
    });
    let chosen = Memo::new(move |_| screen.theme.get().word().to_owned());
    choice(Label::Theme, options, chosen, move |word| {
        screen.send(Event::ThemeChosen(Theme::parse(&word).unwrap_or_default()));
    })
}
