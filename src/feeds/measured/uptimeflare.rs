//! `UptimeFlare`: the newest check of each monitor with its latency.

use super::super::checks::at;
use super::super::part::Part;
use super::super::parts::Parts;
use super::number::millis;
use crate::model::history::measured::{MeasuredCheck, MeasuredService};

/// Returns the measurements of all monitors.
pub(super) fn read(parts: &Parts<'_>) -> Vec<MeasuredService> {
    let Some(root) = parts.get(Part::UptimeFlare) else {
        return Vec::new();
    };
    let time = root.time("updatedAt");
    let Some(time) = time.filter(|it| at(it).is_some()) else {
        return Vec::new();
    };
    let monitors = root.at("monitors").members().into_iter();
    let measured = monitors.filter_map(|(id, node)| {
        let is_up = node.is_object().then(|| node.flag("up"))??;
        let check = MeasuredCheck {
            at: Some(time.clone()),
            millis: millis(&node.at("latency")).filter(|it| *it > 0),
            failed: (!is_up).then_some(true),
            ..MeasuredCheck::default()
        };
        Some(MeasuredService {
            id: Some(id.to_owned()),
            checks: vec![check],
            ..MeasuredService::default()
        })
    });
    measured.collect()
}
