//! Narrows a snapshot to one service, for a widget that shows only that.
//!
//! The state of the service comes from its own evidence. Incidents and maintenances stay unless all that they name is known
//! to be something else, and a roll-up stays if no other service explains it: the status is never better than the evidence.

use std::sync::Arc;

use crate::model::document::error::{Problem, ProblemKind};
use crate::model::document::vocabulary::{ComponentStatus, Indicator};
use crate::model::document::wire::{AffectedEntry, Document};
use crate::model::status::normalize::ComponentsById;
use crate::model::status::snapshot::{Component, Snapshot};

/// Leaves in `snapshot`, made of `document`, only what may concern the service with the id `service`. A service that the
/// document does not have is of unknown state; the problem about that is returned.
///
/// ```
/// use intermission::model::i18n::message::language::Language;
/// use intermission::model::{document::wire::Document, status::narrow::narrow, status::normalize::normalize};
/// let json = br#"{"components": [{"id": "api", "status": "operational"}, {"id": "web", "status": "major_outage"}]}"#;
/// let (document, _) = Document::read(json).unwrap();
/// let mut snapshot = normalize(&document, Language::default(), &[]).0;
/// assert_eq!(narrow(&mut snapshot, &document, "api"), None);
/// assert_eq!(snapshot.components.len(), 1);
/// ```
pub fn narrow(snapshot: &mut Snapshot, document: &Document, service: &str) -> Option<Problem> {
    let by_id = ComponentsById::new(&document.components);
    let entry = by_id.get(service);
    let group = entry.and_then(|it| it.group_id.as_deref());
    // One copy of the code for both lists.
    let concerns: &dyn Fn(&[AffectedEntry]) -> bool = &|named| {
        let may_be_it = |it: &AffectedEntry| {
            let id = it.id.as_deref().filter(|id| by_id.get(id).is_some());
            id.is_none_or(|id| id == service || Some(id) == group)
        };
        named.is_empty() || named.iter().any(may_be_it)
    };
    let is_explained = is_roll_up_explained(snapshot);
    // Of a document with too many entries some are left out, so that they are in other places than those of the document.
    if !snapshot.is_cut {
        let mut entries = document.incidents.iter();
        snapshot
            .incidents
            .retain(|_| entries.next().is_none_or(|it| concerns(&it.components)));
        let mut entries = document.scheduled_maintenances.iter();
        snapshot
            .maintenances
            .retain(|_| entries.next().is_none_or(|it| concerns(&it.components)));
    }
    if is_explained {
        snapshot.indicator = Indicator::Unknown;
        snapshot.description = None;
    }
    // It sums up all services.
    snapshot.summary = None;
    leave_out_groups(snapshot, group, service);
    snapshot
        .components
        .retain(|it| it.id.as_deref() == Some(service));
    snapshot.hidden = 0;
    if !snapshot.components.is_empty() {
        return None;
    }
    // A service that is left out because it works.
    let hidden = entry.filter(|it| it.only_show_if_degraded == Some(true));
    let hidden = hidden.filter(|it| it.group != Some(true));
    let name = hidden.and_then(|it| Some(it.name.as_ref()?.choose(&[]).1));
    snapshot.components.push(Arc::new(Component {
        key: service.to_owned(),
        name: name.unwrap_or(service).to_owned(),
        status: hidden.map_or(ComponentStatus::Unknown, |_| ComponentStatus::Operational),
        ..Component::default()
    }));
    hidden.is_none().then(|| missing(service))
}

/// Returns whether the roll-up says nothing of a service that names none: it is good, or something else in the snapshot is
/// what it can be about.
fn is_roll_up_explained(snapshot: &Snapshot) -> bool {
    match snapshot.indicator {
        Indicator::None | Indicator::Unknown => true,
        Indicator::Maintenance => {
            snapshot.tally().affected > 0 || !snapshot.maintenances.is_empty()
        }
        Indicator::Minor | Indicator::Major | Indicator::Critical => {
            !snapshot.is_rollup_contradicted()
        }
    }
}

/// Removes the states of groups, except that of the service's own group if it is worse than those of its other services.
fn leave_out_groups(snapshot: &mut Snapshot, own: Option<&str>, service: &str) {
    let level = |status: ComponentStatus| status.indicator().level();
    for (place, group) in snapshot.groups.iter_mut().enumerate() {
        let others = snapshot
            .components
            .iter()
            .filter(|it| it.group == Some(place) && it.id.as_deref() != Some(service));
        let worst = others.map(|it| level(it.status)).max().unwrap_or(0);
        let is_own = Some(group.id.as_str()) == own;
        group.status = group
            .status
            .filter(|it| is_own && (*it == ComponentStatus::Unknown || level(*it) > worst));
    }
}

/// Returns the problem of a widget that names a service that the document does not have. Messages put its path between
/// backticks, as those about other attributes of a widget do with their values.
fn missing(service: &str) -> Problem {
    Problem {
        path: ["service`: expected the id of a service, found `", service].concat(),
        kind: ProblemKind::Missing {
            expected: "a service",
        },
    }
}
