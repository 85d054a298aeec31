//! Uptime Kuma: `heartbeatList` with response times, and `uptimeList`.

use std::collections::BTreeMap;

use super::super::checks::at;
use super::super::node::Node;
use super::super::part::Part;
use super::super::parts::Parts;
use super::newest;
use super::number::{millis, ratio};
use crate::model::history::measured::{MeasuredCheck, MeasuredService, MeasuredShare};
use crate::model::number::whole_number;

/// Returns the measurements of all monitors.
pub(super) fn read(parts: &Parts<'_>) -> Vec<MeasuredService> {
    let Some(root) = parts.get(Part::KumaHeartbeat) else {
        return Vec::new();
    };
    let mut shares = shares(&root.at("uptimeList"));
    let beats = root.at("heartbeatList").members().into_iter();
    let monitors = beats.map(|(id, beats)| MeasuredService {
        id: Some(id.to_owned()),
        shares: shares.remove(id).unwrap_or_default(),
        checks: newest(beats.items().iter().filter_map(check).collect()),
        ..MeasuredService::default()
    });
    monitors.collect()
}

/// Returns the shares by the ids of their monitors. They are named `7_24` by monitor and hours.
fn shares<'a>(list: &Node<'a>) -> BTreeMap<&'a str, Vec<MeasuredShare>> {
    let mut shares: BTreeMap<&str, Vec<MeasuredShare>> = BTreeMap::new();
    for (name, node) in list.members() {
        let Some((id, hours)) = name.rsplit_once('_') else {
            continue;
        };
        // Uptime Kuma has shares of a day and of thirty; a part of a day would have no words on the page.
        let hours = whole_number::<u64>(hours).filter(|it| *it > 0 && it.is_multiple_of(24));
        if let (Some(hours), Some(percent)) = (hours, ratio(&node)) {
            shares.entry(id).or_default().push(MeasuredShare {
                hours: Some(hours),
                percent: Some(percent),
                ..MeasuredShare::default()
            });
        }
    }
    shares
}

/// Returns a heartbeat; `None` for one during a maintenance, or without a time or state.
fn check(node: &Node<'_>) -> Option<MeasuredCheck> {
    let is_failed = match node.text("status")?.as_str() {
        "1" => false,
        // A pending check has failed and is being repeated.
        "0" | "2" => true,
        _ => return None,
    };
    let time = node.time_in("time", Some("Z"))?;
    at(&time)?;
    Some(MeasuredCheck {
        at: Some(time),
        millis: millis(&node.at("ping")),
        failed: is_failed.then_some(true),
        ..MeasuredCheck::default()
    })
}
