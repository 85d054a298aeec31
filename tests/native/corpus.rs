//! Real Statuspage feeds, captured: each gives a sensible snapshot, and none a panic.
//!
//! The captures are not part of this repository. `INTERMISSION_FEEDS` names their folder; in CI a missing
//! one is a failure, elsewhere the tests say that they were skipped.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta};
use intermission::model::document::Document;
use intermission::model::error::DocumentError;
use intermission::model::maintenance::{Timing, Window};
use intermission::model::normalize::normalize;
use intermission::model::readout::readout;
use intermission::model::snapshot::{Published, Snapshot};
use intermission::model::words::{ComponentStatus, Indicator, MaintenanceStatus};
use serde_json::Value;

use crate::expect::repository;

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("INTERMISSION_FEEDS")
        .map_or_else(|| repository("../shared/feeds"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "expected captured feeds in {}",
        folder.display()
    );
    eprintln!("skipped: no captured feeds in {}", folder.display());
    None
}

fn read(name: &str) -> Option<(Snapshot, Value)> {
    let bytes = std::fs::read(corpus()?.join(name)).unwrap();
    let (document, _) = Document::read(&bytes).unwrap();
    Some((
        normalize(&document, &[]).0,
        serde_json::from_slice(&bytes).unwrap(),
    ))
}

fn count(document: &Value, list: &str, wanted: fn(&Value) -> bool) -> usize {
    document[list]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|entry| wanted(entry))
        .count()
}

fn is_listed(component: &Value) -> bool {
    let is_hidden = component["only_show_if_degraded"] == Value::Bool(true)
        && component["status"] == "operational";
    component["group"] != Value::Bool(true) && !is_hidden
}

/// Nothing is lost, no word is unknown, and the clock finds its way through it.
#[track_caller]
fn check(name: &str, snapshot: &Snapshot, document: &Value) {
    assert_eq!(
        snapshot.components.len(),
        count(document, "components", is_listed),
        "{name}"
    );
    assert_eq!(
        snapshot.incidents.len(),
        count(document, "incidents", |_| true),
        "{name}"
    );
    let maintenances = count(document, "scheduled_maintenances", |_| true);
    assert_eq!(snapshot.maintenances.len(), maintenances, "{name}");
    let unknown = snapshot
        .components
        .iter()
        .filter(|it| it.status == ComponentStatus::Unknown);
    assert_eq!(unknown.count(), 0, "{name}");
    let now = match snapshot.published {
        Published::At(at) | Published::NotBefore(at) => at,
        Published::Unstated => DateTime::UNIX_EPOCH,
    };
    for days in [-400, 0, 1, 4000] {
        let now = now + TimeDelta::days(days);
        let until = readout(snapshot, now).until;
        assert!(
            until.is_none_or(|until| now < until),
            "{name} at {now}: {until:?}"
        );
    }
}

#[test]
fn every_capture_gives_a_sensible_snapshot() {
    let Some(corpus) = corpus() else { return };
    let mut seen = 0;
    for folder in ["statuspage", "incident-io"] {
        for file in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let Ok((document, _)) = Document::read(&bytes) else {
                continue;
            };
            let (snapshot, _) = normalize(&document, &[]);
            let name = path.display().to_string();
            check(&name, &snapshot, &serde_json::from_slice(&bytes).unwrap());
            seen += 1;
        }
    }
    assert!(
        38 <= seen,
        "expected the captures of Statuspage and incident.io, found {seen}"
    );
}

#[test]
fn headlines_are_the_worst_of_what_is_said() {
    for (name, worst) in [
        (
            "github-2026-08-indicator-none-but-critical-incident",
            Indicator::Critical,
        ),
        (
            "github-2022-11-indicator-none-maintenance-in-progress",
            Indicator::Maintenance,
        ),
        (
            "jira-2026-05-critical-all-major-outage",
            Indicator::Critical,
        ),
        (
            "cloudflare-2025-10-six-incidents-major",
            Indicator::Critical,
        ),
        ("summary-github-raw", Indicator::None),
    ] {
        let Some((snapshot, _)) = read(&format!("statuspage/{name}.json")) else {
            return;
        };
        assert_eq!(snapshot.worst(), worst, "{name}");
    }
}

#[test]
fn what_the_publisher_says_is_not_rewritten_from_the_clock() {
    let name = "statuspage/digitalocean-2026-04-scheduled-past-end.json";
    let Some((snapshot, _)) = read(name) else {
        return;
    };
    let Published::NotBefore(edited) = snapshot.published else {
        panic!("{:?}", snapshot.published)
    };
    let stale = snapshot.maintenances.iter().find(|maintenance| {
        let end = maintenance.window.and_then(Window::end);
        end.is_some_and(|end| end < edited)
    });
    let stale = stale.unwrap();
    assert_eq!(stale.status, MaintenanceStatus::Scheduled);
    assert_eq!(stale.timing(edited), Timing::Due);
}

#[test]
fn an_empty_capture_is_an_empty_document() {
    let Some(corpus) = corpus() else { return };
    let bytes = std::fs::read(corpus.join("statuspage/error-empty-body.json")).unwrap();
    assert_eq!(Document::read(&bytes), Err(DocumentError::Empty));
}
