//! Open incidents, and the maintenances that the page is not about.

use leptos::html::{a, article, div, h2, h3, li, p, section, span, ul};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CollectView as _, CustomAttribute as _, ElementChild as _,
    Get as _, GlobalAttributes as _, IntoAny as _, Memo, With as _,
};

use super::hole::part;
use super::screen::Screen;
use super::symbol::symbol;
use super::when::when;
use crate::model::maintenance::{Maintenance, Window};
use crate::model::message::{self, Label};
use crate::model::situation::Symbol;
use crate::model::snapshot::Incident;
use crate::model::words::{Indicator, MaintenanceStatus};

pub(super) fn incidents(screen: Screen) -> AnyView {
    let open = Memo::new(move |_| {
        let open = |incident: &&Incident| incident.is_open();
        screen
            .known(|it| {
                it.incidents
                    .iter()
                    .filter(open)
                    .cloned()
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let is_there = Memo::new(move |_| open.with(|open| !open.is_empty()));
    part(move || {
        is_there.get().then(|| {
            let cards = move || {
                let cards = open
                    .get()
                    .into_iter()
                    .map(|incident| card(screen, incident));
                Some(cards.collect_view().into_any())
            };
            section()
                .class("incidents")
                .attr("aria-labelledby", "incidents")
                .child((
                    h2().id("incidents").child(Label::Incidents.text()),
                    part(cards),
                ))
                .into_any()
        })
    })
    .into_any()
}

fn card(screen: Screen, incident: Incident) -> AnyView {
    let status = incident
        .word
        .unwrap_or_else(|| message::incident_status(incident.status).into());
    let shape = match incident.impact {
        Indicator::Major | Indicator::Critical => Symbol::Outage,
        Indicator::Minor => Symbol::Degraded,
        Indicator::Maintenance => Symbol::Maintenance,
        Indicator::None | Indicator::Unknown => Symbol::Unknown,
    };
    let started_at = incident.started_at;
    article()
        .class("incident")
        .child((
            div().class("incident-head").child((
                symbol(shape),
                h3().child(linked(incident.name, incident.url)),
                span().class("incident-status").child(status),
            )),
            p().class("incident-times")
                .child(when(screen, move || started_at)),
            (!incident.affected.is_empty()).then(|| {
                p().class("incident-affected")
                    .child(incident.affected.join(", "))
            }),
        ))
        .into_any()
}

fn linked(name: String, url: Option<String>) -> AnyView {
    match url {
        Some(url) => a().attr("href", url).child(name).into_any(),
        None => name.into_any(),
    }
}

/// All but the one in the headline; those that are settled are history and left out.
pub(super) fn other_maintenances(screen: Screen) -> AnyView {
    let others = Memo::new(move |_| {
        let others = screen.timed(|snapshot, readout| {
            let others = snapshot.maintenances.iter().enumerate();
            let others = others.filter(|(index, _)| Some(*index) != readout.featured);
            others
                .map(|(_, it)| it)
                .filter(|it| !is_settled(it))
                .cloned()
                .collect::<Vec<_>>()
        });
        others.unwrap_or_default()
    });
    let is_there = Memo::new(move |_| others.with(|others| !others.is_empty()));
    part(move || {
        is_there.get().then(|| {
            let items = move || {
                let items = others.get().into_iter().map(|it| other(screen, it));
                Some(items.collect_view().into_any())
            };
            section()
                .class("others")
                .attr("aria-labelledby", "others")
                .child((
                    h2().id("others").child(Label::AlsoPlanned.text()),
                    ul().child(part(items)),
                ))
                .into_any()
        })
    })
    .into_any()
}

fn is_settled(maintenance: &Maintenance) -> bool {
    matches!(
        maintenance.status,
        MaintenanceStatus::Completed | MaintenanceStatus::Cancelled
    )
}

fn other(screen: Screen, maintenance: Maintenance) -> AnyView {
    let window = maintenance.window;
    let status = match &maintenance.word {
        Some(word) => word.clone(),
        None => message::maintenance_status(maintenance.status).to_owned(),
    };
    let end = window.and_then(Window::end);
    li().child((
        span()
            .class("other-name")
            .child(linked(maintenance.name, maintenance.url)),
        span().class("other-status").child(status),
        span().class("other-times").child((
            when(screen, move || window.map(Window::start)),
            end.map(|end| (" \u{2013} ", when(screen, move || Some(end)))),
        )),
    ))
    .into_any()
}
