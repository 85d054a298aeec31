//! What makes a document worse or less readable never makes its status better, and no order of entries changes it.

use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::overall_status::{OverallStatus, overall_status};
use intermission::model::status::snapshot::Snapshot;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::{now, snapshot, status};

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

pub(super) fn document() -> impl Strategy<Value = Value> {
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
    let raise = |member: &mut Value, words: &[&str]| {
        *member = worse(member, words)?;
        Some(())
    };
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
        let headline = |it: &Snapshot, status: OverallStatus| message::headline(Language::default(), status.situation, it);
        prop_assert_eq!(headline(&one, was), headline(&other, is));
    }

    /// Time alone never makes anything well.
    #[test]
    fn no_time_makes_a_verdict_better(document in document(), hours in 0_i64..2_000) {
        let snapshot = snapshot(&document);
        let was = overall_status(&snapshot, now());
        let is = overall_status(&snapshot, now() + intermission::model::time::time_delta::TimeDelta::hours(hours));
        prop_assert!(!is.is_better_than(&was), "{was:?}\n{is:?}\n{document}");
    }
}
