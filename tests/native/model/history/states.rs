//! States over time, and the time in which nothing was published.

use std::collections::BTreeMap;

use intermission::model::history::files::{IndexFile, MonthFile};
use intermission::model::history::month::Month;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::{ProptestConfig, proptest};
use serde_json::{Value, json};

use super::plan::{SERVICES, plan, planned, play, steps};
use super::{Disk, from_text, instant, spans, states};

fn shop(status: &str) -> Value {
    json!({"components": [{"id": "shop", "name": "Shop", "status": status}]})
}

#[test]
fn an_unchanged_document_is_confirmed_after_an_interval() {
    let mut disk = Disk::default();
    let first = disk.publish(&shop("operational"), "2026-11-23T10:00:00Z");
    assert_eq!((first.months.len(), first.is_index_due), (1, true));
    let soon = disk.publish(&shop("operational"), "2026-11-23T10:00:59Z");
    assert_eq!((soon.months.len(), soon.is_index_due), (0, false));
    let later = disk.publish(&shop("operational"), "2026-11-23T10:01:00Z");
    assert_eq!((later.months.len(), later.is_index_due), (0, true));
    assert_eq!(
        disk.index().published(),
        Some(instant("2026-11-23T10:01:00Z"))
    );
}

#[test]
fn silence_is_a_gap_and_ends_with_the_next_publication() {
    let mut disk = Disk::default();
    disk.publish(&shop("operational"), "2026-11-23T10:00:00Z");
    disk.publish(&shop("operational"), "2026-11-23T10:09:59Z");
    disk.publish(&shop("operational"), "2026-11-23T11:00:00Z");
    disk.publish(&shop("major_outage"), "2026-11-23T11:05:00Z");
    let month = disk.month("2026-11");
    assert_eq!(
        spans(&month),
        [
            "2026-11-23T10:00:00Z..2026-11-23T10:19:59Z",
            "2026-11-23T11:00:00Z..2026-11-23T11:05:00Z"
        ]
    );
    assert_eq!(
        states(&month, "shop"),
        [
            "2026-11-23T10:00:00Z operational",
            "2026-11-23T11:05:00Z major_outage"
        ]
    );
}

fn written(status: &str, at: &str) -> Value {
    let mut document = shop(status);
    document["published_at"] = json!(at);
    document
}

/// The document is older than its publication: what it says was so when it was written.
#[test]
fn states_count_from_when_they_were_written() {
    let mut disk = Disk::default();
    let mut publish = |status: &str, at: &str, now: &str| {
        let (at, now) = (format!("2026-11-23T{at}Z"), format!("2026-11-23T{now}Z"));
        disk.publish(&written(status, &at), &now);
    };
    publish("operational", "09:50:00", "10:00:00");
    publish("partial_outage", "10:02:00", "10:05:00");
    // Older than the change before, or from the future: neither moves a change beyond its neighbours.
    publish("major_outage", "10:01:00", "10:06:00");
    publish("operational", "10:30:00", "10:07:00");
    assert_eq!(
        states(&disk.month("2026-11"), "shop"),
        [
            "2026-11-23T09:50:00Z operational",
            "2026-11-23T10:02:00Z partial_outage",
            "2026-11-23T10:02:00Z major_outage",
            "2026-11-23T10:07:00Z operational"
        ]
    );
}

/// Whoever edits a state and leaves the time of the document as it was does not undo what was published.
#[test]
fn nothing_becomes_better_before_the_last_publication_that_said_otherwise() {
    let mut disk = Disk::default();
    let mut publish = |status: &str, now: &str| {
        let now = format!("2026-11-23T{now}Z");
        disk.publish(&written(status, "2026-11-23T09:00:00Z"), &now);
    };
    publish("operational", "10:00:00");
    publish("major_outage", "10:05:00");
    publish("major_outage", "10:09:00");
    publish("operational", "10:12:00");
    publish("odd", "10:15:00");
    publish("operational", "10:16:00");
    let month = disk.month("2026-11");
    assert_eq!(
        states(&month, "shop"),
        [
            "2026-11-23T09:00:00Z operational",
            // As bad as the document says, and as long as it was published.
            "2026-11-23T09:00:00Z major_outage",
            "2026-11-23T10:12:00Z operational",
            "2026-11-23T10:12:00Z unknown",
            "2026-11-23T10:16:00Z operational"
        ]
    );
}

#[test]
fn a_month_begins_with_the_states_of_the_last_one() {
    let mut disk = Disk::default();
    let both = |shop: &str, api: &str| {
        json!({"components": [
            {"id": "shop", "name": "Shop", "status": shop}, {"id": "api", "name": "API", "status": api}
        ]})
    };
    disk.publish(&both("operational", "read_only"), "2026-11-30T23:55:00Z");
    let mut late = both("major_outage", "read_only");
    late["published_at"] = json!("2026-11-30T23:59:30Z");
    disk.publish(&late, "2026-12-01T00:00:30Z");
    let (november, december) = (disk.month("2026-11"), disk.month("2026-12"));
    assert_eq!(
        spans(&november),
        ["2026-11-30T23:55:00Z..2026-12-01T00:00:00Z"]
    );
    assert_eq!(
        states(&november, "shop"),
        [
            "2026-11-30T23:55:00Z operational",
            "2026-11-30T23:59:30Z major_outage"
        ]
    );
    assert_eq!(
        states(&december, "shop"),
        ["2026-12-01T00:00:00Z major_outage"]
    );
    assert_eq!(states(&december, "api"), ["2026-12-01T00:00:00Z read_only"]);
    assert_eq!(
        spans(&december),
        ["2026-12-01T00:00:00Z..2026-12-01T00:00:00Z"]
    );
    assert_eq!(disk.index().current(), Month::parse("2026-12"));
}

#[test]
fn a_silent_turn_of_the_month_carries_nothing_over() {
    let mut disk = Disk::default();
    disk.publish(&shop("operational"), "2026-11-30T23:55:00Z");
    disk.publish(
        &json!({"components": [], "status": {"indicator": "none"}}),
        "2027-01-02T00:00:00Z",
    );
    assert_eq!(disk.names(), ["2026-11", "2027-01"]);
    assert_eq!(
        spans(&disk.month("2026-11")),
        ["2026-11-30T23:55:00Z..2026-12-01T00:00:00Z"]
    );
    let january = disk.month("2027-01");
    assert_eq!(
        spans(&january),
        ["2027-01-02T00:00:00Z..2027-01-02T00:00:00Z"]
    );
    assert!(january.components.is_empty());
}

#[test]
fn what_cannot_be_read_or_is_not_there_is_unknown() {
    let mut disk = Disk::default();
    disk.publish(&shop("operational"), "2026-11-23T10:00:00Z");
    disk.publish(&shop("on fire"), "2026-11-23T10:01:00Z");
    disk.publish(&shop("operational"), "2026-11-23T10:02:00Z");
    let others = json!({"components": [{"id": "api", "name": "API", "status": "operational"}]});
    disk.publish(&others, "2026-11-23T10:03:00Z");
    let month = disk.month("2026-11");
    assert_eq!(
        states(&month, "shop"),
        [
            "2026-11-23T10:00:00Z operational",
            "2026-11-23T10:01:00Z unknown",
            "2026-11-23T10:02:00Z operational",
            "2026-11-23T10:03:00Z unknown"
        ]
    );
    let overall: Vec<&str> = month
        .overall
        .iter()
        .map(|it| it.status.as_deref().unwrap())
        .collect();
    assert_eq!(overall, ["none", "unknown", "none"]);
}

/// A service that is hidden while it works is known to work; without that, its outage would be all that is known of it.
#[test]
fn hidden_services_are_recorded() {
    let mut disk = Disk::default();
    let hidden = json!({"components": [
        {"id": "shop", "name": "Shop", "status": "operational", "only_show_if_degraded": true}
    ]});
    disk.publish(&hidden, "2026-11-23T10:00:00Z");
    assert_eq!(
        states(&disk.month("2026-11"), "shop"),
        ["2026-11-23T10:00:00Z operational"]
    );
}

/// Checks of a feed that are too old say nothing about the present.
#[test]
fn stale_checks_are_unknown() {
    let mut disk = Disk::default();
    let mut document = shop("operational");
    document["source"] = json!({"format": "vigil", "stale_at": "2026-11-23T10:05:00Z"});
    disk.publish(&document, "2026-11-23T10:04:59Z");
    disk.publish(&document, "2026-11-23T10:05:00Z");
    assert_eq!(
        states(&disk.month("2026-11"), "shop"),
        [
            "2026-11-23T10:04:59Z operational",
            "2026-11-23T10:05:00Z unknown"
        ]
    );
}

#[test]
fn a_new_name_is_taken_over_and_the_id_stays() {
    let mut disk = Disk::default();
    disk.publish(&shop("operational"), "2026-11-23T10:00:00Z");
    let renamed = json!({"components": [{"id": "shop", "name": "Store", "status": "operational"}]});
    disk.publish(&renamed, "2026-11-23T10:01:00Z");
    let month = disk.month("2026-11");
    assert_eq!(month.components.len(), 1);
    assert_eq!(month.components[0].name.as_deref(), Some("Store"));
    assert_eq!(states(&month, "shop").len(), 1);
}

/// What is known of a service at an instant, by the files alone.
fn recorded(
    index: &IndexFile,
    months: &BTreeMap<Month, MonthFile>,
    service: &str,
    at: Instant,
) -> Option<String> {
    let month = Month::of(at);
    let file = months.get(&month)?;
    let read = |text: &Option<String>| text.as_deref().map(instant);
    let is_current = index.current() == Some(month);
    let is_published = file.published.iter().enumerate().any(|(place, span)| {
        let is_last = is_current && place + 1 == file.published.len();
        let until = read(&span.until).max(index.published().filter(|_| is_last));
        read(&span.from) <= Some(at) && Some(at) < until
    });
    let component = file
        .components
        .iter()
        .find(|it| it.id.as_deref() == Some(service))?;
    let state = component
        .states
        .iter()
        .rev()
        .find(|it| read(&it.at) <= Some(at))?;
    let word = state.status.clone().filter(|it| it != "unknown");
    word.filter(|_| is_published)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The files say at each instant what followed from the publications until then, and nothing more.
    #[test]
    fn files_say_what_was_published(steps in steps()) {
        let plan = plan(&steps);
        let disk = play(&plan);
        let index = disk.index();
        let months = disk.months.iter().map(|(month, text)| (*month, from_text(text))).collect();
        let last = index.published().unwrap();
        for published in &plan {
            for offset in [-1, 0, 1, 299, 599, 600, 601] {
                let at = published.now + TimeDelta::seconds(offset);
                if at >= last {
                    continue;
                }
                for (place, service) in SERVICES.iter().enumerate() {
                    let found = recorded(&index, &months, service, at);
                    let expected = planned(&plan, place, at);
                    assert_eq!(found.as_deref(), expected, "{service} at {at}");
                }
            }
        }
    }
}
