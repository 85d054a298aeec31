//! Better Stack: `status_history` and `availability` of each resource.

use super::super::betterstack::RESOURCE;
use super::super::node::Node;
use super::super::part::Part;
use super::super::parts::Parts;
use super::number::{part_of_day, ratio};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::history::measured::{MeasuredDay, MeasuredService, MeasuredShare};
use crate::model::history::observe::UNKNOWN;

/// Returns the measurements of all resources.
pub(super) fn read(parts: &Parts<'_>) -> Vec<MeasuredService> {
    let Some(root) = parts.get(Part::BetterStack) else {
        return Vec::new();
    };
    let resources = root.at("included").items().into_iter();
    let resources = resources
        .filter(|it| it.is_object() && it.text("type").as_deref() == Some("status_page_resource"));
    resources.map(|it| resource(&it)).collect()
}

fn resource(node: &Node<'_>) -> MeasuredService {
    let it = node.at("attributes");
    // The time that it is of is that of the page's own history, which the feed does not state.
    let share = ratio(&it.at("availability")).map(|percent| MeasuredShare {
        percent: Some(percent),
        ..MeasuredShare::default()
    });
    let history = it.at("status_history").items();
    MeasuredService {
        id: node.text("id").or_else(|| it.text("public_name")),
        days: history.iter().filter_map(day).collect(),
        shares: share.into_iter().collect(),
        ..MeasuredService::default()
    }
}

fn day(node: &Node<'_>) -> Option<MeasuredDay> {
    let length = |name| part_of_day(&node.at(name), 1);
    let down_secs = length("downtime_duration");
    let maintenance_secs = length("maintenance_duration");
    let is_lost = |name, read: Option<u64>| node.has(name) && read.is_none();
    // A state that looks well does not count beside a length that cannot be read.
    let is_doubtful = is_lost("downtime_duration", down_secs)
        || is_lost("maintenance_duration", maintenance_secs);
    let word = node.word("status", &RESOURCE);
    let status = word.map(|word| match ComponentStatus::parse(&word) {
        Some(ComponentStatus::Operational) if is_doubtful => UNKNOWN.to_owned(),
        Some(_) => word,
        None => UNKNOWN.to_owned(),
    });
    let day = MeasuredDay {
        date: node.text("day"),
        status,
        down_secs,
        maintenance_secs,
        ..MeasuredDay::default()
    };
    if day.start().is_none() {
        node.note_missing("day", "a date such as `2026-11-30`");
        return None;
    }
    Some(day)
}
