//! Real Statuspage feeds, captured: each gives a sensible snapshot, and none a panic.
//!
//! The captures are not part of this repository. `INTERMISSION_FEEDS` names their folder; in CI a missing
//! one is a failure, elsewhere the tests say that they were skipped.

use std::path::PathBuf;

use intermission::model::document::error::DocumentError;
use intermission::model::document::vocabulary::{Indicator, MaintenanceStatus};
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::derived::derived;
use intermission::model::status::maintenance::{Timing, Window};
use intermission::model::status::normalize::normalize;
use intermission::model::status::overall_status::situation;
use intermission::model::status::situation::Situation;
use intermission::model::status::snapshot::{Published, Snapshot};
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use serde_json::Value;

use crate::expect::repository;

pub(crate) fn corpus() -> Option<PathBuf> {
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
        normalize(&document, Language::default(), &[]).0,
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
    let all = |_: &Value| true;
    for (list, found, wanted) in [
        (
            "components",
            snapshot.components.len(),
            is_listed as fn(&Value) -> bool,
        ),
        ("incidents", snapshot.incidents.len(), all),
        ("scheduled_maintenances", snapshot.maintenances.len(), all),
    ] {
        assert_eq!(found, count(document, list, wanted), "{name}: {list}");
    }
    let components = snapshot.components.iter().map(|it| &it.word);
    let incidents = snapshot.incidents.iter().map(|it| &it.word);
    let maintenances = snapshot.maintenances.iter().map(|it| &it.word);
    let words = components.chain(incidents).chain(maintenances);
    let unknown: Vec<&String> = words.flatten().collect();
    assert_eq!(unknown, [""; 0], "{name}");
    let mut keys: Vec<&str> = snapshot
        .components
        .iter()
        .map(|it| it.key.as_str())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), snapshot.components.len(), "{name}: keys");
    let published = match snapshot.published {
        Published::At(at) | Published::Checked(at) | Published::NotBefore(at) => at,
        Published::Unstated => Instant::UNIX_EPOCH,
    };
    for days in [-400, -1, 0, 1, 4000] {
        let now = published + TimeDelta::days(days);
        let derived = derived(snapshot, now);
        assert_eq!(
            derived.overview.situation,
            situation(snapshot, now),
            "{name} at {now}"
        );
        let until = derived.until;
        assert!(
            until.is_none_or(|until| now < until),
            "{name} at {now}: {until:?}"
        );
    }
}

#[test]
fn every_capture_gives_a_sensible_snapshot() {
    let Some(corpus) = corpus() else { return };
    let (mut seen, mut refused) = (0, Vec::new());
    for folder in ["incident-io", "statuspage"] {
        for file in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let Ok((document, _)) = Document::read(&bytes) else {
                refused.push(name);
                continue;
            };
            let (snapshot, _) = normalize(&document, Language::default(), &[]);
            let body: Value = serde_json::from_slice(&bytes).unwrap();
            // A single incident, whose `components` are those that it affects.
            if body.get("incident_updates").is_none() {
                check(&name, &snapshot, &body);
            }
            seen += 1;
        }
    }
    refused.sort_unstable();
    assert_eq!(refused, ["error-empty-body"]);
    assert!(
        38 <= seen,
        "expected the captures of Statuspage and incident.io, found {seen}"
    );
}

/// Publishers' own roll-ups are milder than what they say of services and incidents, on one page in five.
#[test]
fn headlines_are_the_worst_of_what_is_said() {
    use Indicator::{Critical, Maintenance, Major, Minor, None, Unknown};
    for (name, worst) in [
        (
            "atlassian-developer-2022-09-cjk-names-maintenance",
            Maintenance,
        ),
        ("bitbucket-2024-02-34-updates-maintenance", None),
        ("cloudflare-2023-07-618-components", Minor),
        ("cloudflare-2024-06-verifying", Major),
        ("cloudflare-2024-08-incident-impact-maintenance", Minor),
        ("cloudflare-2025-10-six-incidents-major", Critical),
        ("digitalocean-2023-08-verifying", Maintenance),
        ("digitalocean-2026-02-incident-no-components", None),
        ("digitalocean-2026-04-scheduled-past-end", None),
        ("discord-2022-components", None),
        ("discord-2022-incidents", Unknown),
        ("discord-2022-status", None),
        ("github-2022-03-six-maintenances", Maintenance),
        (
            "github-2022-11-indicator-none-maintenance-in-progress",
            Maintenance,
        ),
        (
            "github-2026-08-indicator-none-but-critical-incident",
            Critical,
        ),
        ("github-2026-09-open-incident-indicator-none-trimmed", Minor),
        ("jira-2022-04-53-updates", Minor),
        ("jira-2026-05-critical-all-major-outage", Critical),
        (
            "jira-align-2022-06-indicator-maintenance-from-incident",
            Maintenance,
        ),
        ("metastatuspage-2025-01-verifying-offset-tz", Maintenance),
        ("oci-2021-05-three-incidents", Critical),
        ("opsgenie-2021-02-verifying-past-end", Maintenance),
        ("summary-github-raw", None),
        ("trello-2024-02-offset-tz-maintenance", Maintenance),
        ("upcheck-components", Major),
        ("upcheck-status-critical", Critical),
    ] {
        let Some((snapshot, _)) = read(&format!("statuspage/{name}.json")) else {
            return;
        };
        assert_eq!(snapshot.worst(), worst, "{name}");
    }
}

/// What the page is about, at the time of the last edit.
#[test]
fn situations_follow_the_publishers_word() {
    for (name, expected) in [
        ("digitalocean-2023-08-verifying", Situation::Verifying),
        (
            "github-2022-11-indicator-none-maintenance-in-progress",
            Situation::Running,
        ),
        (
            "github-2026-08-indicator-none-but-critical-incident",
            Situation::Incident,
        ),
        (
            "jira-align-2022-06-indicator-maintenance-from-incident",
            Situation::Incident,
        ),
        (
            "opsgenie-2021-02-verifying-past-end",
            Situation::VerifyingLate,
        ),
        ("summary-github-raw", Situation::Operational),
        ("upcheck-incidents-none", Situation::Silent),
    ] {
        let Some((snapshot, _)) = read(&format!("statuspage/{name}.json")) else {
            return;
        };
        let Published::NotBefore(edited) = snapshot.published else {
            panic!("{name}: {:?}", snapshot.published)
        };
        assert_eq!(situation(&snapshot, edited), expected, "{name}");
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

/// The format is a superset of Statuspage's: what Statuspage publishes is a valid document.
#[test]
fn statuspage_captures_fit_the_schema() {
    let Some(corpus) = corpus() else { return };
    let schema = std::fs::read(repository("public/status.schema.json")).unwrap();
    let schema = serde_json::from_slice(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for file in std::fs::read_dir(corpus.join("statuspage")).unwrap() {
        let path = file.unwrap().path();
        let Ok(document) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else {
            continue;
        };
        // One incident by itself is another kind of document.
        if document["incident_updates"].is_array() {
            continue;
        }
        let faults = validator.iter_errors(&document);
        let faults: Vec<_> = faults
            .map(|it| format!("{} at {}", it, it.instance_path()))
            .collect();
        assert_eq!(faults, [""; 0], "{}", path.display());
    }
}
