//! The verdict is never better than the evidence: what makes a document worse or less readable never makes its
//! status better, and no order of entries changes it.

use intermission::model::document::Document;
use intermission::model::instant::Instant;
use intermission::model::message;
use intermission::model::normalize::normalize;
use intermission::model::overall_status::{OverallStatus, overall_status};
use intermission::model::situation::Situation;
use intermission::model::snapshot::Snapshot;
use intermission::model::words::Indicator;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

fn now() -> Instant {
    "2026-11-28T12:00:00Z".parse().unwrap()
}

fn snapshot(document: &Value) -> Snapshot {
    let (document, _) = Document::read(document.to_string().as_bytes()).unwrap();
    normalize(&document, &[]).0
}

fn status(document: &Value) -> OverallStatus {
    overall_status(&snapshot(document), now())
}

#[track_caller]
fn check(document: &Value, situation: Situation, headline: &str) {
    let snapshot = snapshot(document);
    let found = overall_status(&snapshot, now());
    assert_eq!(found.situation, situation, "{document}");
    assert_eq!(
        message::headline(found.situation, &snapshot),
        headline,
        "{document}"
    );
}

const AFFECTED: &str = "Some services are not available as usual";
const INVESTIGATED: &str = "A problem is being looked into";
const UNDER_WAY: &str = "Maintenance is under way";
const WORKING: &str = "Everything is working";

#[test]
fn a_roll_up_of_maintenance_is_maintenance() {
    let status = json!({"indicator": "maintenance", "description": "Service Under Maintenance"});
    let mut document = json!({"page": {"name": "X"}, "status": status});
    check(&document, Situation::Running, UNDER_WAY);
    document["components"] = json!([{"name": "ok", "status": "operational"}]);
    check(&document, Situation::Running, UNDER_WAY);
}

#[test]
fn an_incident_without_a_title_is_called_by_its_message() {
    let document = json!({"components": [{"name": "ok", "status": "operational"}],
        "incidents": [{"status": "investigating", "impact": "critical",
            "incident_updates": [{"body": "All is down\nWe are on it."}]}]});
    check(&document, Situation::Incident, INVESTIGATED);
    assert_eq!(snapshot(&document).incidents[0].name, "All is down");
    let untitled = json!({"incidents": [{"name": " ", "status": "identified"}]});
    assert_eq!(
        snapshot(&untitled).incidents[0].name,
        "Incident without a title"
    );
}

#[test]
fn a_service_without_a_name_counts() {
    for nameless in [
        json!({"name": "", "status": "major_outage"}),
        json!({"id": "b", "status": "major_outage"}),
        json!({"name": null, "status": "major_outage"}),
    ] {
        let working = json!({"name": "ok", "status": "operational"});
        let document = json!({"components": [working, nameless]});
        check(&document, Situation::Affected, AFFECTED);
        assert_eq!(
            snapshot(&document).components[1].name,
            "Service without a name"
        );
    }
}

#[test]
fn a_group_in_outage_counts_with_and_without_members() {
    let group = json!({"id": "g", "name": "EU", "status": "major_outage", "group": true});
    let alone = json!({"status": {"indicator": "none"},
        "components": [group, {"id": "z", "name": "US", "status": "operational"}]});
    check(&alone, Situation::Affected, AFFECTED);
    let over = json!({"status": {"indicator": "none"}, "components": [group,
        {"id": "z", "name": "US", "status": "operational", "group_id": "g"}]});
    check(&over, Situation::Reported, "Problems are reported");
    let told = message::publisher_summary(Situation::Reported, &snapshot(&over));
    assert_eq!(
        told.as_deref(),
        Some("The publisher’s own summary: Operational")
    );
}

#[test]
fn sentences_of_one_screen_agree() {
    let document = json!({"page": {"name": "G"}, "status": {"indicator": "critical"},
        "components": [{"name": "ok", "status": "operational"},
            {"id": "g", "name": "EU", "status": "major_outage", "group": true}],
        "incidents": [{"status": "investigating", "impact": "critical",
            "incident_updates": [{"body": "All is down"}]}]});
    check(&document, Situation::Incident, INVESTIGATED);
    let tally = snapshot(&document).tally();
    assert_eq!((tally.affected, tally.total()), (1, 2));
    // "Most" is said only where most are.
    let rolled_up = json!({"status": {"indicator": "critical"},
        "components": [{"name": "a", "status": "major_outage"}, {"name": "b", "status": "operational"}]});
    check(&rolled_up, Situation::Affected, AFFECTED);
    let contradicted = json!({"status": {"indicator": "critical"},
        "components": [{"name": "ok", "status": "operational"}]});
    check(&contradicted, Situation::Reported, "Problems are reported");
    let told = message::publisher_summary(Situation::Reported, &snapshot(&contradicted));
    assert_eq!(told.as_deref(), Some("The publisher’s own summary: Outage"));
}

#[test]
fn history_alone_says_nothing_of_now() {
    let resolved = json!({"incidents": [{"name": "a", "status": "resolved"}]});
    check(&resolved, Situation::Silent, "No status is known");
    check(
        &json!({"incidents": []}),
        Situation::Silent,
        "No status is known",
    );
}

#[test]
fn everything_works_only_with_evidence_and_none_against_it() {
    let working = json!([{"name": "ok", "status": "operational"}]);
    check(
        &json!({"components": working}),
        Situation::Operational,
        WORKING,
    );
    check(
        &json!({"status": {"indicator": "none"}}),
        Situation::Operational,
        WORKING,
    );
    let hidden = json!({"components": [{"name": "ok", "status": "operational",
        "only_show_if_degraded": true}]});
    check(&hidden, Situation::Operational, WORKING);
    let unsure = "No problem is known, but not every service is reported";
    for against in [
        json!({"components": working, "status": {"indicator": "on fire"}}),
        json!({"components": working, "status": {"description": "All down"}}),
        json!({"components": working, "status": []}),
        json!({"components": [working[0], 7]}),
        json!({"components": [working[0], {"name": "b"}]}),
        json!({"components": working, "scheduled_maintenances": "none"}),
        json!({"components": working, "scheduled_maintenances": [{"name": "m", "status": "paused"}]}),
    ] {
        check(&against, Situation::Unsure, unsure);
    }
    check(
        &json!({"components": working, "incidents": "none"}),
        Situation::Incident,
        INVESTIGATED,
    );
}

/// A maintenance from `start` to `end` on the day, in progress, that names components by id.
fn running(start: &str, end: &str, names: &[&str]) -> Value {
    let named: Vec<Value> = names.iter().map(|id| json!({"id": id})).collect();
    json!({"id": start, "name": "Upgrade", "status": "in_progress", "components": named,
        "scheduled_for": format!("2026-11-{start}:00Z"), "scheduled_until": format!("2026-11-{end}:00Z")})
}

#[test]
fn an_outage_that_no_maintenance_explains_leads() {
    let outage = |id: &str| json!([{"id": id, "name": "DB", "status": "major_outage"}]);
    let document = |named: &[&str], more: Value| {
        let mut document = json!({"components": outage("db"),
            "scheduled_maintenances": [running("28T11:00", "28T13:00", named)]});
        for (name, value) in more.as_object().unwrap() {
            document[name] = value.clone();
        }
        document
    };
    let most = "Most services are not available";
    check(&document(&["db"], json!({})), Situation::Running, UNDER_WAY);
    check(&document(&[], json!({})), Situation::Running, UNDER_WAY);
    check(&document(&["other"], json!({})), Situation::Affected, most);
    for indicator in ["major", "critical"] {
        let more = json!({"status": {"indicator": indicator}});
        check(&document(&["db"], more), Situation::Affected, most);
    }
    let minor = json!({"status": {"indicator": "minor"}});
    check(&document(&["db"], minor), Situation::Running, UNDER_WAY);
    let note = |impact: &str| json!({"incidents": [{"name": "x", "status": "identified", "impact": impact}]});
    check(
        &document(&["db"], note("none")),
        Situation::Running,
        UNDER_WAY,
    );
    let identified = "The cause of a problem is known and being dealt with";
    check(
        &document(&[], note("none")),
        Situation::Incident,
        identified,
    );
    check(
        &document(&["db"], note("minor")),
        Situation::Incident,
        identified,
    );
    check(
        &document(&["db"], note("dreadful")),
        Situation::Incident,
        identified,
    );
}

#[test]
fn the_worst_then_the_least_advanced_then_the_newest_incident_leads() {
    let incident = |name: &str, status: &str, impact: &str, day: u32| {
        json!({"name": name, "status": status, "impact": impact,
            "started_at": format!("2026-11-{day}T00:00:00Z")})
    };
    for (incidents, leads, headline) in [
        (
            [
                incident("a", "monitoring", "critical", 1),
                incident("b", "investigating", "minor", 2),
            ],
            "a",
            INVESTIGATED,
        ),
        (
            [
                incident("a", "monitoring", "major", 2),
                incident("b", "identified", "major", 1),
            ],
            "b",
            "The cause of a problem is known and being dealt with",
        ),
        (
            [
                incident("a", "monitoring", "major", 20),
                incident("b", "monitoring", "major", 21),
            ],
            "b",
            "A problem is fixed and being watched",
        ),
    ] {
        let mut reversed = incidents.clone();
        reversed.reverse();
        for incidents in [incidents, reversed] {
            let document = json!({"incidents": incidents});
            check(&document, Situation::Incident, headline);
            assert_eq!(snapshot(&document).worst_open().unwrap().name, leads);
        }
    }
}

#[test]
fn a_window_that_contains_now_leads_over_one_that_should_have_ended() {
    let late = running("28T08:00", "28T09:00", &[]);
    let current = running("28T11:00", "28T13:00", &[]);
    for order in [json!([late, current]), json!([current, late])] {
        let document = json!({"scheduled_maintenances": order});
        let snapshot = snapshot(&document);
        let found = overall_status(&snapshot, now());
        assert_eq!(found.situation, Situation::Running);
        let leads = &snapshot.maintenances[found.maintenance.unwrap()];
        assert_eq!(leads.key, "28T11:00");
    }
}

#[test]
fn a_maintenance_that_nobody_closed_leads_nothing_and_explains_nothing() {
    let forgotten = running("20T08:00", "20T09:00", &[]);
    let document = |state: &str| {
        json!({"components": [{"name": "a", "status": state}, {"name": "b", "status": "operational"}],
            "scheduled_maintenances": [forgotten]})
    };
    let open = "No problem is known, but an old maintenance is still open";
    check(&document("operational"), Situation::Unclosed, open);
    check(&document("major_outage"), Situation::Affected, AFFECTED);
    // A day late, to the second, it is still merely late.
    let mut late = document("operational");
    late["scheduled_maintenances"] = json!([running("27T11:00", "27T12:00", &[])]);
    check(
        &late,
        Situation::Overrunning,
        "Maintenance is taking longer than planned",
    );
}

/// Words that a document may have for a state, the unknown and the unreadable among them.
fn word(known: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => select(known).prop_map(|word| json!(word)),
        1 => select(vec![json!(null), json!(""), json!("ablaze"), json!(7), json!(["offline"])]),
    ]
}

const STATES: &[&str] = &[
    "operational",
    "queued",
    "under_maintenance",
    "read_only",
    "degraded_performance",
    "restarting",
    "partial_outage",
    "major_outage",
    "offline",
];
const IMPACTS: &[&str] = &["none", "maintenance", "minor", "major", "critical"];
const STAGES: &[&str] = &[
    "investigating",
    "identified",
    "monitoring",
    "resolved",
    "postmortem",
];
const PLANS: &[&str] = &[
    "scheduled",
    "in_progress",
    "verifying",
    "completed",
    "cancelled",
];
const IDS: &[&str] = &["a", "b", "c", "d"];

fn component() -> impl Strategy<Value = Value> {
    let links = (
        select(IDS),
        proptest::option::of(select(IDS)),
        proptest::bool::weighted(0.2),
    );
    (links, word(STATES), any::<bool>()).prop_map(|((id, group_id, group), status, hidden)| {
        json!({"id": id, "name": id, "status": status, "group": group,
            "group_id": group_id, "only_show_if_degraded": hidden})
    })
}

fn incident() -> impl Strategy<Value = Value> {
    (word(STAGES), word(IMPACTS))
        .prop_map(|(status, impact)| json!({"name": "Trouble", "status": status, "impact": impact}))
}

fn maintenance() -> impl Strategy<Value = Value> {
    let window = select(vec![
        ("20T10", "20T11"),
        ("28T08", "28T09"),
        ("28T11", "28T13"),
        ("30T10", "30T12"),
    ]);
    let named = proptest::collection::vec(select(IDS).prop_map(|id| json!({"id": id})), 0..3);
    (word(PLANS), window, named).prop_map(|(status, (start, end), named)| {
        json!({"name": "Upgrade", "status": status, "components": named,
            "scheduled_for": format!("2026-11-{start}:00:00Z"),
            "scheduled_until": format!("2026-11-{end}:00:00Z")})
    })
}

fn document() -> impl Strategy<Value = Value> {
    use proptest::collection::vec;
    let lists = (
        vec(component(), 0..5),
        vec(incident(), 0..3),
        vec(maintenance(), 0..3),
    );
    (lists, proptest::option::of(word(IMPACTS))).prop_map(
        |((components, incidents, plans), indicator)| {
            let mut document = json!({"page": {"name": "Example"}, "components": components,
            "incidents": incidents, "scheduled_maintenances": plans});
            if let Some(indicator) = indicator {
                document["status"] = json!({"indicator": indicator});
            }
            document
        },
    )
}

const LISTS: [&str; 3] = ["components", "incidents", "scheduled_maintenances"];

/// Something done to a document that makes matters worse or less readable.
#[derive(Clone, Debug)]
enum Harm {
    AddOutage,
    AddIncident(&'static str),
    RaiseComponent(Index),
    RaiseImpact(Index),
    RaiseIndicator,
    Replace(Index, &'static str, Value),
    ReplaceEntry(Index, Value),
    ReplaceList(&'static str, Value),
    ReplaceIndicator(Value),
    MarkAsGroup(Index),
    Reorder,
}

fn unreadable() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(""),
        json!(" "),
        json!("ablaze"),
        json!(true),
        json!(7.5),
        json!([]),
        json!({"x": 1}),
    ])
}

fn wrong_list() -> impl Strategy<Value = Value> {
    select(vec![
        json!("none"),
        json!(true),
        json!(0),
        json!({}),
        json!({"a": []}),
    ])
}

fn harm() -> impl Strategy<Value = Harm> {
    let members = vec!["name", "status", "impact"];
    prop_oneof![
        Just(Harm::AddOutage),
        select(IMPACTS).prop_map(Harm::AddIncident),
        any::<Index>().prop_map(Harm::RaiseComponent),
        any::<Index>().prop_map(Harm::RaiseImpact),
        Just(Harm::RaiseIndicator),
        (any::<Index>(), select(members), unreadable())
            .prop_map(|(at, name, value)| Harm::Replace(at, name, value)),
        (any::<Index>(), unreadable()).prop_map(|(at, value)| Harm::ReplaceEntry(at, value)),
        (select(LISTS.to_vec()), wrong_list())
            .prop_map(|(list, value)| Harm::ReplaceList(list, value)),
        unreadable().prop_map(Harm::ReplaceIndicator),
        any::<Index>().prop_map(Harm::MarkAsGroup),
        Just(Harm::Reorder),
    ]
}

/// The word after `value`, in a list that goes from best to worst.
fn worse(value: &Value, words: &[&str]) -> Option<Value> {
    let at = words.iter().position(|word| value == word)?;
    words.get(at + 1).map(|word| json!(word))
}

fn pick<'a>(document: &'a mut Value, list: &str, at: Index) -> Option<&'a mut Value> {
    let list = document.get_mut(list)?.as_array_mut()?;
    let index = (!list.is_empty()).then(|| at.index(list.len()))?;
    list.get_mut(index)
}

/// An entry of any list.
fn any_entry(document: &mut Value, at: Index) -> Option<&mut Value> {
    let list = LISTS[at.index(LISTS.len())];
    pick(document, list, at)
}

/// Does the harm; `None` where there is nothing to do it to.
fn harmed(document: &Value, harm: &Harm) -> Option<Value> {
    let mut harmed = document.clone();
    let raise = |member: &mut Value, words: &[&str]| Some(*member = worse(member, words)?);
    match harm {
        Harm::AddOutage => harmed["components"]
            .as_array_mut()?
            .push(json!({"name": "x", "status": "major_outage"})),
        Harm::AddIncident(impact) => {
            let incident = json!({"status": "investigating", "impact": impact});
            harmed["incidents"].as_array_mut()?.push(incident);
        }
        Harm::RaiseComponent(at) => raise(
            pick(&mut harmed, "components", *at)?.get_mut("status")?,
            STATES,
        )?,
        Harm::RaiseImpact(at) => raise(
            pick(&mut harmed, "incidents", *at)?.get_mut("impact")?,
            IMPACTS,
        )?,
        Harm::RaiseIndicator => raise(harmed.pointer_mut("/status/indicator")?, IMPACTS)?,
        Harm::Replace(at, name, value) => {
            let entry = any_entry(&mut harmed, *at)?;
            // A heading need not have a state: without one it says nothing.
            if entry.get("group") == Some(&json!(true)) && *name == "status" && value.is_null() {
                return None;
            }
            *entry.get_mut(*name)? = value.clone();
        }
        Harm::ReplaceEntry(at, value) => *any_entry(&mut harmed, *at)? = value.clone(),
        Harm::ReplaceList(list, value) => *harmed.get_mut(*list)? = value.clone(),
        Harm::ReplaceIndicator(value) => *harmed.pointer_mut("/status/indicator")? = value.clone(),
        Harm::MarkAsGroup(at) => {
            let entry = pick(&mut harmed, "components", *at)?;
            if entry.get("status").is_none_or(Value::is_null) {
                return None;
            }
            *entry.get_mut("group")? = json!(true);
        }
        Harm::Reorder => {
            for list in LISTS {
                harmed[list].as_array_mut()?.reverse();
            }
        }
    }
    Some(harmed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// Every step of several, so that what was harmed already is harmed again.
    #[test]
    fn no_harm_makes_a_verdict_better(start in document(), harms in proptest::collection::vec(harm(), 1..4)) {
        let mut before = start;
        for harm in harms {
            let Some(after) = harmed(&before, &harm) else { continue };
            let (was, is) = (status(&before), status(&after));
            prop_assert!(
                !is.is_better_than(&was),
                "{harm:?}\nbefore {was:?} {before}\nafter  {is:?} {after}"
            );
            before = after;
        }
    }

    #[test]
    fn no_order_of_entries_changes_the_verdict(document in document(), seed in any::<[u8; 8]>()) {
        let mut shuffled = document.clone();
        for list in LISTS {
            let entries = shuffled[list].as_array_mut().unwrap();
            for at in 1..entries.len() {
                entries.swap(at, usize::from(seed[at % 8]) % (at + 1));
            }
        }
        let (one, other) = (snapshot(&document), snapshot(&shuffled));
        let (was, is) = (status(&document), status(&shuffled));
        prop_assert_eq!((was.situation, was.evidence), (is.situation, is.evidence));
        let headline = |it: &Snapshot, status: OverallStatus| message::headline(status.situation, it);
        prop_assert_eq!(headline(&one, was), headline(&other, is));
    }

    /// Time alone never makes anything well.
    #[test]
    fn no_time_makes_a_verdict_better(document in document(), hours in 0_i64..2_000) {
        let snapshot = snapshot(&document);
        let was = overall_status(&snapshot, now());
        let is = overall_status(&snapshot, now() + chrono::TimeDelta::hours(hours));
        prop_assert!(!is.is_better_than(&was), "{was:?}\n{is:?}\n{document}");
    }
}

#[test]
fn known_is_better_than_unknown_only_where_it_is_not_worse() {
    let of = |state: &str| status(&json!({"components": [{"name": "a", "status": state}]}));
    let (working, away, unknown) = (of("operational"), of("major_outage"), of("ablaze"));
    assert_eq!(away.evidence.worst, Indicator::Critical);
    assert!(working.is_better_than(&away) && working.is_better_than(&unknown));
    assert!(!unknown.is_better_than(&away) && !away.is_better_than(&unknown));
    assert!(!working.is_better_than(&working));
}
