//! The services that do not work as usual, one line each.

use crate::model::message::Phrase;
use crate::model::snapshot::Snapshot;
use crate::model::words::Health;
use crate::view::apart;
use crate::view::element::{Node, el, part};
use crate::view::screen::Screen;
use crate::view::service::{Placed, eta, state};
use crate::view::slice::slice;

pub(super) fn affected(screen: Screen) -> Node {
    let places = slice(move || screen.known(affected_places).unwrap_or_default());
    part(move || {
        let places = places.get();
        (!places.is_empty()).then(|| {
            el("ul")
                .class("affected")
                .attr("part", "services")
                .attr("aria-label", Phrase::Affected.text())
                .children(places.into_iter().map(|it| line(screen, it)).collect())
        })
    })
}

/// Where in the document the affected components stand.
fn affected_places(snapshot: &Snapshot) -> Vec<usize> {
    let components = snapshot.components.iter().enumerate();
    let affected = components.filter(|(_, it)| it.status.health() == Health::Affected);
    affected.map(|(index, _)| index).collect()
}

fn line(screen: Screen, index: usize) -> Node {
    let component = Placed {
        screen,
        index: slice(move || Some(index)),
    };
    let name = move || component.with(|it| it.name.clone());
    el("li")
        .class("affected-service")
        .child(apart(el("span").class("name")).text(name))
        .child(state(component))
        .child(eta(component))
}
