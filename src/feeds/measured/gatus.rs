//! Gatus: the results of each endpoint and suite with their durations.

use super::super::checks::at;
use super::super::gatus::endpoints;
use super::super::node::Node;
use super::super::part::Part;
use super::super::parts::Parts;
use super::newest;
use crate::model::history::measured::{MeasuredCheck, MeasuredService};

const NANOS_PER_MILLI: u64 = 1_000_000;

/// Returns the measurements of all endpoints and suites.
pub(super) fn read(parts: &Parts<'_>) -> Vec<MeasuredService> {
    let kinds = [Part::GatusEndpoints, Part::GatusSuites];
    let roots = kinds.into_iter().flat_map(|part| parts.all(part));
    let endpoints = roots.flat_map(|root| endpoints(&root));
    endpoints
        .filter(Node::is_object)
        .map(|it| endpoint(&it))
        .collect()
}

fn endpoint(node: &Node<'_>) -> MeasuredService {
    let results = node.at("results").items();
    MeasuredService {
        id: node.text("key").or_else(|| node.text("name")),
        checks: newest(results.iter().filter_map(check).collect()),
        ..MeasuredService::default()
    }
}

/// Returns a result; `None` for one without a time or outcome.
fn check(node: &Node<'_>) -> Option<MeasuredCheck> {
    let is_success = node.flag("success")?;
    let time = node.time("timestamp")?;
    at(&time)?;
    let nanos = node.at("duration").json().count().filter(|it| *it > 0);
    Some(MeasuredCheck {
        at: Some(time),
        millis: nanos.map(|it| it.div_ceil(NANOS_PER_MILLI)),
        failed: (!is_success).then_some(true),
        ..MeasuredCheck::default()
    })
}
