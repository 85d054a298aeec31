//! A shortened document for the plain page if it is too large: short texts, and the worst entries.

use std::sync::Arc;

use super::still::Still;
use crate::model::document::vocabulary::{ComponentStatus, Indicator};
use crate::model::status::maintenance::Maintenance;
use crate::model::status::snapshot::{Component, Incident};

/// The limits of entries in a list and of characters in a text, the largest first. The first pair with which the page
/// fits is used.
pub(super) const STEPS: [(usize, usize); 12] = [
    (64, 160),
    (48, 160),
    (32, 160),
    (24, 120),
    (16, 120),
    (12, 120),
    (8, 80),
    (6, 80),
    (4, 80),
    (2, 60),
    (1, 40),
    (1, 20),
];

/// The longest URL that a link of a brief page may have, in bytes.
const LONGEST_URL: usize = 200;

impl Still {
    /// Returns a copy with texts of at most `letters` characters. Headline, metrics and states stay those of the whole
    /// document.
    pub(super) fn brief(&self, letters: usize) -> Self {
        let mut brief = self.clone();
        let snapshot = &mut brief.snapshot;
        let page = &mut snapshot.page;
        let texts = [
            &mut page.name,
            &mut snapshot.description,
            &mut snapshot.summary,
            &mut snapshot.notice,
            &mut snapshot.limits,
        ];
        for text in texts {
            cut_if_any(text, letters);
        }
        let is_short = |url: &Option<String>| url.as_ref().is_none_or(|it| it.len() <= LONGEST_URL);
        snapshot.links.retain(|link| is_short(&link.url));
        for link in &mut snapshot.links {
            cut(&mut link.label, letters);
        }
        for group in &mut snapshot.groups {
            cut(&mut group.name, letters);
        }
        for component in &mut snapshot.components {
            cut_component(Arc::make_mut(component), letters);
        }
        for incident in &mut snapshot.incidents {
            cut_incident(incident, letters);
        }
        for maintenance in &mut snapshot.maintenances {
            cut_maintenance(maintenance, letters);
        }
        brief
    }
}

fn cut_component(component: &mut Component, letters: usize) {
    cut(&mut component.name, letters);
    cut_if_any(&mut component.word, letters);
    component.clear_lines();
    component.regions.clear();
}

fn cut_incident(incident: &mut Incident, letters: usize) {
    cut(&mut incident.name, letters);
    cut_if_any(&mut incident.word, letters);
    incident.affected.clear();
    incident.updates.clear();
}

fn cut_maintenance(maintenance: &mut Maintenance, letters: usize) {
    cut(&mut maintenance.name, letters);
    cut_if_any(&mut maintenance.word, letters);
    cut_if_any(&mut maintenance.reason, letters);
    maintenance.affected.clear();
    maintenance.updates.clear();
    for end in &mut maintenance.former_ends {
        end.reason = None;
    }
    if let Some(access) = &mut maintenance.access {
        cut_if_any(&mut access.note, letters);
    }
    for phase in &mut maintenance.phases {
        cut(&mut phase.name, letters);
        cut_if_any(&mut phase.word, letters);
        if let Some(count) = &mut phase.count {
            cut_if_any(&mut count.unit, letters);
        }
    }
}

fn cut_if_any(text: &mut Option<String>, letters: usize) {
    if let Some(text) = text {
        cut(text, letters);
    }
}

/// Cuts a text after `letters` characters and appends an ellipsis.
fn cut(text: &mut String, letters: usize) {
    if let Some((end, _)) = text.char_indices().nth(letters) {
        text.truncate(end);
        text.push('\u{2026}');
    }
}

/// Returns the first `most` of `items` by `rank`, in their original order, and the number of those left out.
pub(super) fn foremost<T: Copy, K: Ord>(
    items: &[T],
    most: usize,
    rank: impl Fn(usize, T) -> K,
) -> (Vec<T>, usize) {
    let key = |index: usize| items.get(index).map(|item| rank(index, *item));
    let mut kept: Vec<usize> = (0..items.len()).collect();
    kept.sort_by_key(|index| key(*index));
    kept.truncate(most);
    kept.sort_unstable();
    let left_out = items.len() - kept.len();
    let item = |index: usize| items.get(index).copied();
    (kept.into_iter().filter_map(item).collect(), left_out)
}

/// Returns the sort key of a service: the worst first, and unknown states after those that are known not to work. The
/// last ones are left out first.
pub(super) fn service_rank(component: &Component) -> std::cmp::Reverse<Option<ComponentStatus>> {
    let is_known = |status: &ComponentStatus| *status != ComponentStatus::Unknown;
    std::cmp::Reverse(Some(component.status).filter(is_known))
}

/// Returns the sort key of an incident, the worst first. The last ones are left out first.
pub(super) fn incident_rank(incident: &Incident) -> std::cmp::Reverse<Option<Indicator>> {
    let is_known = |impact: &Indicator| *impact != Indicator::Unknown;
    std::cmp::Reverse(Some(incident.impact).filter(is_known))
}
