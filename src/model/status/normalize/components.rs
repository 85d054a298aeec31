//! Components and the headings over them.

use crate::model::time::time_delta::TimeDelta;

use super::faults::{Faults, is_blank, short_line};
use super::keys::Keys;
use crate::model::document::vocabulary::{ComponentStatus, Health};
use crate::model::document::wire::ComponentEntry;
use crate::model::i18n::message::Phrase;
use crate::model::index::Index;
use crate::model::status::snapshot::{Component, ComponentGroup};
use crate::model::time::instant::{self, Instant};

/// The result of reading `components`.
pub(super) struct Services {
    pub(super) groups: Vec<ComponentGroup>,
    pub(super) components: Vec<Component>,
    /// The number of operational components that are left out because of `only_show_if_degraded`.
    pub(super) hidden: usize,
}

/// Reads `components`; `published_at` is what `eta_minutes` counts from.
pub(super) fn read(
    entries: &[ComponentEntry],
    published_at: Option<Instant>,
    faults: &mut Faults<'_>,
) -> Services {
    let named = named_headings(entries);
    let groups = groups(entries, &named, faults);
    let group_of = groups
        .iter()
        .zip(0..)
        .map(|(it, place)| (it.id.as_str(), place))
        .collect();
    let mut keys = Keys::default();
    let mut components = Vec::new();
    let mut hidden = 0;
    for entry in entries.iter().filter(|entry| !is_heading(entry, &named)) {
        let component = component(entry, published_at, &group_of, &mut keys, faults);
        if entry.only_show_if_degraded == Some(true)
            && component.status == ComponentStatus::Operational
        {
            hidden += 1;
        } else {
            components.push(component);
        }
    }
    // Publishers list children after their heading or anywhere; rows of one heading belong together.
    components.sort_by_key(|component| component.group);
    Services {
        groups,
        components,
        hidden,
    }
}

/// Returns the ids that entries, including groups, name as their heading's.
fn named_headings(entries: &[ComponentEntry]) -> Index<'_> {
    let others = entries.iter().filter(|entry| entry.id != entry.group_id);
    let ids = others.filter_map(|entry| entry.group_id.as_deref());
    ids.zip(0..).collect()
}

/// Returns whether an entry is a group with members. A group without members is a service: its state counts.
fn is_heading(entry: &ComponentEntry, named: &Index<'_>) -> bool {
    let has_members = |id: &String| named.contains(id);
    entry.group == Some(true) && entry.id.as_ref().is_some_and(has_members)
}

fn groups(
    entries: &[ComponentEntry],
    named: &Index<'_>,
    faults: &mut Faults<'_>,
) -> Vec<ComponentGroup> {
    let mut groups: Vec<ComponentGroup> = Vec::new();
    for entry in entries {
        if !is_heading(entry, named) {
            continue;
        }
        let Some(id) = entry.id.clone() else { continue };
        let name = faults.name(&entry.path, entry.name.as_ref(), "a name");
        let (status, word) = if entry.status.is_some() || entry.state.is_some() {
            let (status, word) = status(entry, faults);
            (Some(status), word)
        } else {
            (None, None)
        };
        groups.push(ComponentGroup {
            id,
            name: name.unwrap_or_else(|| Phrase::UnnamedGroup.text(faults.language).to_owned()),
            status,
            word,
        });
    }
    groups
}

fn component(
    entry: &ComponentEntry,
    published_at: Option<Instant>,
    group_of: &Index<'_>,
    keys: &mut Keys,
    faults: &mut Faults<'_>,
) -> Component {
    let name = faults.name(&entry.path, entry.name.as_ref(), "a name");
    let stem = name.as_deref().unwrap_or_default();
    let key = keys.unique(entry.id.as_deref(), stem, &entry.path, faults);
    let (status, word) = status(entry, faults);
    Component {
        key,
        id: entry.id.clone(),
        description: faults.line(&entry.path, "description", entry.description.as_ref()),
        eta: eta(entry, status, published_at, faults),
        regions: entry.regions.iter().map(|it| short_line(it)).collect(),
        note: faults.line(&entry.path, "note", entry.note.as_ref()),
        url: faults.url(&entry.path, "url", entry.url.as_deref()),
        // A heading may be missing from a trimmed document; the row is worth showing without it. Where two groups have
        // one id, the first is meant.
        group: entry.group_id.as_deref().and_then(|id| group_of.get(id)),
        name: name.unwrap_or_else(|| Phrase::UnnamedService.text(faults.language).to_owned()),
        status,
        word,
    }
}

/// `state` wins over `status` when both are there.
fn status(entry: &ComponentEntry, faults: &mut Faults<'_>) -> (ComponentStatus, Option<String>) {
    let state = entry.state.as_ref().filter(|state| !is_blank(state));
    let (field, word) = match state {
        Some(state) => ("state", Some(state)),
        None => ("status", entry.status.as_ref()),
    };
    // A group may have no state of its own; without members it then counts as a service of unknown state.
    if entry.group != Some(true) && word.is_none_or(|word| is_blank(word)) {
        faults.missing(&entry.path, "status", "a status");
    }
    let mut read = |field, word: Option<&String>| {
        let (parse, words) = (ComponentStatus::parse, ComponentStatus::WORDS);
        faults.word(&entry.path, field, word.map(String::as_str), parse, words)
    };
    if state.is_some() {
        // Read for its faults only: clients that know no `state` go by it.
        read("status", entry.status.as_ref());
    }
    read(field, word)
}

/// An ETA is when something comes back; what is operational has nothing to come back from.
fn eta(
    entry: &ComponentEntry,
    status: ComponentStatus,
    published_at: Option<Instant>,
    faults: &mut Faults<'_>,
) -> Option<Instant> {
    let instant = faults.instant(&entry.path, "eta", entry.eta.as_deref());
    let minutes = entry.eta_minutes.and_then(|minutes| {
        let Some(published_at) = published_at else {
            let expected = "`published_at`, from which the minutes are counted";
            faults.missing(&entry.path, "eta_minutes", expected);
            return None;
        };
        let length = i64::try_from(minutes).ok().and_then(TimeDelta::try_minutes);
        let eta = length.and_then(|length| published_at.checked_add_signed(length));
        let eta = eta.filter(|eta| instant::is_writable(*eta));
        if eta.is_none() {
            faults.out_of_range(&entry.path, "eta_minutes", "a number of minutes", minutes);
        }
        eta
    });
    let settled = status.health() == Health::Healthy && status != ComponentStatus::Queued;
    instant.or(minutes).filter(|_| !settled)
}
