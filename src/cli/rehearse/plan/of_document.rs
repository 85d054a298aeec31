//! A plan from the operator's own document: the window as it is announced, played as if all went to plan.

use toml::{Table, Value};

use crate::model::document::vocabulary::{AccessMode, MaintenanceStatus, PhaseStatus};
use crate::model::status::maintenance::{Maintenance, Phase, Window};
use crate::model::status::snapshot::{Component, Snapshot};
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The length of the last checks where the phases fill the whole window, in minutes.
const LAST_CHECKS: f64 = 1.0;

/// A plan from the operator's own document.
#[derive(Clone, Debug)]
pub struct OwnPlan<'a> {
    /// The text of the plan.
    pub text: String,
    /// The maintenance that it plays.
    pub maintenance: &'a Maintenance,
    /// The start of its window.
    pub start: Instant,
}

/// Returns the plan for the maintenance that is under way, else for the next one. `None` if there is none with a window
/// that ends.
pub fn of_document(snapshot: &Snapshot) -> Option<OwnPlan<'_>> {
    let ahead = |status: MaintenanceStatus| match status {
        MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => Some(0),
        MaintenanceStatus::Scheduled => Some(1),
        MaintenanceStatus::Completed
        | MaintenanceStatus::Cancelled
        | MaintenanceStatus::Unknown => None,
    };
    let maintenances = snapshot.maintenances.iter().filter_map(|it| {
        let (rank, window) = (ahead(it.status)?, it.window?);
        let (start, end) = (Window::start(window), Window::end(window)?);
        Some((rank, start, end - start, it))
    });
    let (_, start, length, maintenance) = maintenances.min_by_key(|it| (it.0, it.1))?;
    let plan = plan(snapshot, maintenance, minutes(length));
    Some(OwnPlan {
        text: toml::to_string(&plan).ok()?,
        maintenance,
        start,
    })
}

fn minutes(length: TimeDelta) -> f64 {
    length.as_seconds_f64() / 60.0
}

fn plan(snapshot: &Snapshot, maintenance: &Maintenance, length: f64) -> Table {
    let (phases, done) = phases(maintenance, length);
    let over = length.max(done + LAST_CHECKS);
    let window = table([
        ("name", text(&maintenance.name)),
        ("reason", maintenance.reason.as_deref().and_then(text)),
        ("length_min", Some(Value::Float(length))),
        ("verifying_at_min", Some(Value::Float(done))),
        ("completed_at_min", Some(Value::Float(over))),
        ("access", access(maintenance)),
    ]);
    let page = &snapshot.page;
    let name = page.name.as_deref().unwrap_or("Status");
    let page = table([
        ("name", text(name)),
        ("url", page.url.as_deref().and_then(text)),
        ("time_zone", page.time_zone.as_deref().and_then(text)),
        ("lang", page.language.as_deref().and_then(text)),
    ]);
    let services = snapshot.components.iter();
    let services = services.map(|it| service(it, snapshot, maintenance, length, done));
    let Value::Table(plan) = table([
        ("notice", snapshot.notice.as_deref().and_then(text)),
        ("page", Some(page)),
        ("maintenance", Some(window)),
        ("service", Some(Value::Array(services.collect()))),
        ("phase", Some(Value::Array(phases))),
    ]) else {
        return Table::new();
    };
    plan
}

/// Returns the phases one after the other, and the minute at which the last one is done. A phase of unknown length gets an
/// equal share of the time that the others leave.
fn phases(maintenance: &Maintenance, length: f64) -> (Vec<Value>, f64) {
    let whole = [Phase {
        name: maintenance.name.clone(),
        body: None,
        status: PhaseStatus::Pending,
        word: None,
        started_at: None,
        ended_at: None,
        expected: None,
        count: None,
    }];
    let phases = if maintenance.phases.is_empty() {
        &whole[..]
    } else {
        &maintenance.phases
    };
    let known = |phase: &Phase| phase.expected.map(minutes).filter(|it| *it > 0.0);
    let told: f64 = phases.iter().filter_map(known).sum();
    let unknown = phases.iter().filter(|it| known(it).is_none()).count();
    let share = u32::try_from(unknown).map_or(1.0, |unknown| {
        ((length - LAST_CHECKS - told) / f64::from(unknown.max(1))).max(1.0)
    });
    let mut start = 0.0;
    let mut entries = Vec::new();
    for phase in phases {
        let expected = known(phase).unwrap_or(share);
        let count = phase.count.as_ref();
        let total = count.and_then(|it| i64::try_from(it.total).ok());
        entries.push(table([
            ("name", text(&phase.name)),
            ("body", phase.body.as_deref().and_then(text)),
            ("starts_min", Some(Value::Float(start))),
            ("ends_min", Some(Value::Float(start + expected))),
            ("expected_min", Some(Value::Float(expected))),
            ("total", total.map(Value::Integer)),
            ("unit", count.and_then(|it| text(it.unit.as_deref()?))),
        ]));
        start += expected;
    }
    (entries, start)
}

fn access(maintenance: &Maintenance) -> Option<Value> {
    let access = maintenance.access.as_ref()?;
    let mode = text(access.mode.as_str())?;
    Some(table([
        ("mode", Some(mode)),
        ("note", access.note.as_deref().and_then(text)),
    ]))
}

/// Returns a service, which is away during the work if the maintenance names it.
fn service(
    component: &Component,
    snapshot: &Snapshot,
    maintenance: &Maintenance,
    length: f64,
    done: f64,
) -> Value {
    let is_named = component
        .id
        .as_ref()
        .is_some_and(|id| maintenance.named_ids.contains(id))
        || maintenance.named_names.contains(&component.name);
    let access = maintenance.access.as_ref().map(|it| it.mode);
    let word = if access == Some(AccessMode::ReadOnly) {
        "read_only"
    } else {
        "under_maintenance"
    };
    let change = |at: f64, word: &str| {
        let is_away = word != "operational";
        table([
            ("at_min", Some(Value::Float(at))),
            ("status", text(word)),
            ("eta_min", is_away.then_some(Value::Float(length))),
        ])
    };
    let timeline =
        is_named.then(|| Value::Array(vec![change(0.0, word), change(done, "operational")]));
    let group = component.group.and_then(|index| snapshot.groups.get(index));
    let regions: Vec<Value> = component
        .regions
        .iter()
        .map(|it| it.as_str().into())
        .collect();
    table([
        ("name", text(&component.name)),
        ("detail", component.description.as_deref().and_then(text)),
        ("regions", Some(Value::Array(regions))),
        ("group", group.and_then(|it| text(&it.name))),
        ("timeline", timeline),
    ])
}

fn text(text: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| Value::String(text.to_owned()))
}

fn table<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let there = members.into_iter();
    let there = there.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Table(there.collect())
}
