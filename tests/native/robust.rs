//! Whatever the bytes: no panic, siblings of what is broken survive, and the clock finds its way through.

use std::path::PathBuf;
use std::sync::LazyLock;

use intermission::cli::check::Findings;
use intermission::cli::locate::locate;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::derived::derived;
use intermission::model::status::normalize::normalize;
use intermission::model::status::overall_status::situation;
use intermission::model::status::snapshot::Snapshot;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use serde_json::{Value, json};

use crate::expect::repository;

/// From bytes to everything that the page shows, at several instants around those that the text may name.
/// Nothing when the document is refused.
#[track_caller]
fn show(bytes: &[u8]) -> Option<Snapshot> {
    let (document, _) = Document::read(bytes).ok()?;
    let (snapshot, _) = normalize(&document, Language::default(), &["de".to_owned()]);
    for now in [
        -62_000_000_000,
        0,
        1_795_428_000,
        1_795_431_599,
        9_000_000_000,
    ] {
        let now: Instant = Instant::from_timestamp(now).unwrap() + TimeDelta::milliseconds(1);
        let derived = derived(&snapshot, now);
        assert_eq!(derived.overview.situation, situation(&snapshot, now));
        assert!(
            derived.until.is_none_or(|until| now < until),
            "at {now}: {derived:?}"
        );
    }
    Some(snapshot)
}

fn fixtures() -> Vec<PathBuf> {
    let folder = repository("tests/fixtures/documents");
    let mut files = vec![repository("tests/fixtures/every-member.json")];
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if !path.to_str().unwrap().ends_with(".expected.txt") {
            files.push(path);
        }
    }
    files
}

/// Cut off within its root, a document is never taken for one that says less.
#[test]
fn documents_may_be_cut_off_anywhere() {
    for path in fixtures() {
        let whole = std::fs::read(&path).unwrap();
        for length in 0..whole.trim_ascii_end().len() {
            let cut = &whole[..length];
            // `two-documents` is whole after its first half.
            let is_whole = serde_json::from_slice::<Value>(cut).is_ok();
            assert!(show(cut).is_none() || is_whole, "{path:?} cut at {length}");
        }
    }
}

#[test]
fn documents_may_lose_or_change_any_byte() {
    for path in fixtures() {
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            for byte in [b'"', b'{', b'0', 0xFF] {
                let mut broken = whole.clone();
                broken[at] = byte;
                show(&broken);
            }
            let mut broken = whole.clone();
            broken.remove(at);
            show(&broken);
        }
    }
}

fn pointers(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                pointers(value, format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, format!("{pointer}/{index}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    if !pointer.is_empty() {
        found.push(pointer);
    }
}

/// How many entries of each list the reference keeps when the value at `pointer` is broken: all of the other
/// lists, and all of its own but the entry it is in.
fn survivors(pointer: &str, list: &str, whole: usize) -> usize {
    match pointer.strip_prefix(list) {
        Some("") => 0,
        Some(inner) if inner.starts_with('/') => whole - 1,
        _ => whole,
    }
}

#[test]
fn any_value_may_be_of_another_kind() {
    let whole: Value =
        serde_json::from_slice(&std::fs::read(repository("public/status.json")).unwrap()).unwrap();
    let mut found = Vec::new();
    pointers(&whole, String::new(), &mut found);
    let others = json!([null, true, -1, 1.5, 7, "x", "", [], [1], {}, {"a": 1}]);
    for pointer in found {
        for other in others.as_array().unwrap() {
            let mut broken = whole.clone();
            *broken.pointer_mut(&pointer).unwrap() = other.clone();
            let case = format!("{pointer} as {other}");
            let shown = show(&serde_json::to_vec(&broken).unwrap());
            let is_refused = pointer == "/version" && *other == json!(7)
                || pointer == "/status" && other.is_u64();
            let Some(snapshot) = shown else {
                assert!(is_refused, "{case}: refused");
                continue;
            };
            assert!(!is_refused, "{case}: not refused");
            check_survivors(&case, &pointer, &snapshot);
        }
    }
}

#[track_caller]
fn check_survivors(case: &str, pointer: &str, snapshot: &Snapshot) {
    let components = snapshot.components.len();
    assert!(
        components >= survivors(pointer, "/components", 12),
        "{case}"
    );
    let maintenances = snapshot.maintenances.len();
    assert!(
        maintenances >= survivors(pointer, "/scheduled_maintenances", 1),
        "{case}"
    );
    let Some(maintenance) = snapshot.maintenances.first() else {
        return;
    };
    let base = "/scheduled_maintenances/0";
    if pointer == base || pointer == "/scheduled_maintenances" {
        return;
    }
    for (list, whole, kept) in [
        ("phases", 7, maintenance.phases.len()),
        ("incident_updates", 7, maintenance.updates.len()),
    ] {
        let least = survivors(pointer, &format!("{base}/{list}"), whole);
        assert!(kept >= least, "{case}: {kept} of {whole} {list}");
    }
}

/// A text without the closing brackets that its opening ones promise takes no longer than one with them.
#[test]
fn hostile_texts_are_read_at_once() {
    let many = |part: &str, count: usize| part.repeat(count);
    let update = |body: &str| {
        json!({"incidents": [{"name": "a", "incident_updates": [{"body": body}]}]}).to_string()
    };
    let entry = r#"{"name": "a", "status": "offline"}"#;
    let same_ids = r#"{"id": "a", "name": "b"}"#;
    let same_names = format!(r#"{{"components": [{}]}}"#, vec![entry; 5_000].join(","));
    for text in [
        update(&many("<a", 1_000_000)),
        update(&many("</p", 1_000_000)),
        update(&many("&", 1_000_000)),
        update(&many("<p>", 1_000_000)),
        many("[", 1_000_000),
        many("{\"a\":", 1_000_000),
        same_names,
        format!(
            r#"{{"incidents": [{}]}}"#,
            vec![same_ids; 100_000].join(",")
        ),
        update("@").replace(
            r#"{"body":"@"}"#,
            &vec![r#"{"body":1.5}"#; 100_000].join(","),
        ),
    ] {
        show(text.as_bytes());
        Findings::of(text.as_bytes());
    }
}

/// A window may be shorter than any unit that visitors read.
#[test]
fn the_shortest_window_is_shown() {
    for end in ["10:00:00.001Z", "10:00:00.0019Z", "10:00:00.9Z"] {
        let document = json!({"scheduled_maintenances": [{
            "name": "Blink", "status": "in_progress", "scheduled_for": "2026-11-23T10:00:00Z",
            "scheduled_until": format!("2026-11-23T{end}"),
            "phases": [{"name": "All", "status": "active"}],
        }]});
        let (document, _) = Document::read(document.to_string().as_bytes()).unwrap();
        let (snapshot, _) = normalize(&document, Language::default(), &[]);
        let start = snapshot.maintenances[0].window.unwrap().start();
        for millis in [-1, 0, 1, 500, 1_000] {
            derived(&snapshot, start + TimeDelta::milliseconds(millis));
        }
    }
}

#[test]
fn a_leap_second_is_no_moment_that_the_clock_never_passes() {
    let document = json!({"scheduled_maintenances": [{
        "name": "Leap", "status": "in_progress", "scheduled_for": "0506-11-30T23:59:60Z",
    }]});
    let (document, _) = Document::read(document.to_string().as_bytes()).unwrap();
    let (snapshot, _) = normalize(&document, Language::default(), &[]);
    let now = Instant::UNIX_EPOCH;
    assert!(now < derived(&snapshot, now).until.unwrap());
}

#[test]
fn instants_at_the_ends_of_time_are_instants() {
    for time in [
        "9999-12-31T23:59:59.999999999-23:59",
        "0000-01-01T00:00:00+23:59",
        "2026-12-31T23:59:60Z",
        "2026-11-23T10:00:00.999999999Z",
        "99999999999",
        "1970-01-01T00:00:00Z",
    ] {
        let document = json!({
            "published_at": time,
            "page": {"updated_at": time},
            "components": [
                {"name": "a", "status": "offline", "eta": time},
                {"name": "b", "status": "offline", "eta_minutes": 130_000_000_000_u64},
                {"name": "c", "status": "offline", "eta_minutes": 0},
            ],
            "scheduled_maintenances": [
                {"name": "x", "status": "in_progress", "scheduled_for": time, "scheduled_until": time},
                {"name": "y", "status": "in_progress", "scheduled_for": "0001-01-02T00:00:00Z",
                 "scheduled_until": time, "originally_until": "9999-01-01T00:00:00Z",
                 "phases": [{"name": "p", "status": "active", "started_at": time,
                             "expected_secs": u64::MAX},
                            {"name": "q", "status": "done", "expected_secs": i64::MAX / 1000}]},
                {"name": "z", "status": "scheduled", "scheduled_for": time},
            ],
        });
        assert!(show(document.to_string().as_bytes()).is_some(), "{time}");
    }
}

/// The members of the format, so that arbitrary documents are not only made of what is ignored.
static MEMBERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let path = repository("tests/fixtures/every-member.json");
    let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut found = Vec::new();
    pointers(&document, String::new(), &mut found);
    let mut names: Vec<String> = found
        .iter()
        .filter_map(|pointer| pointer.rsplit('/').next())
        .filter(|name| name.parse::<usize>().is_err())
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names
});

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "operational",
            "queued",
            "offline",
            "in_progress",
            "scheduled",
            "completed",
            "active",
            "pending",
            "done",
            "investigating",
            "critical",
            "none",
            "2026-11-23T10:00:00Z",
            "2026-11-23T11:00:00+01:00",
            "1795428000",
            "",
            "<b>a</b>",
            "/help",
            "javascript:1",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn leaves() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (0_u64..20).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words().prop_map(Value::from),
    ]
}

fn trees() -> impl Strategy<Value = Value> {
    leaves().prop_recursive(6, 128, 8, |inner| {
        let name = prop_oneof![
            9 => proptest::sample::select(MEMBERS.clone()),
            1 => any::<String>(),
        ];
        let members = proptest::collection::vec((name, inner.clone()), 0..8);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_tree_is_read(
        components in trees(), incidents in trees(), maintenances in trees(), mut page in trees(),
    ) {
        // A page with a state of its own is another format's.
        if let Some(members) = page.as_object_mut() {
            members.remove("state");
        }
        let document = json!({
            "page": page,
            "components": [components, {"name": "kept", "status": "operational"}],
            "incidents": [incidents],
            "scheduled_maintenances": [maintenances],
        });
        let text = document.to_string();
        let snapshot = show(text.as_bytes()).unwrap();
        assert!(snapshot.components.iter().any(|component| component.name == "kept"));
        let Findings::Usable { problems, .. } = Findings::of(text.as_bytes()) else {
            panic!("shown, and yet refused: {text}");
        };
        for (problem, place) in problems {
            assert!(place.is_some(), "{problem}");
            assert_eq!(place, locate(&text, &problem.path));
        }
    }

    #[test]
    fn any_tree_may_be_the_root(root in trees()) {
        show(root.to_string().as_bytes());
    }

    #[test]
    fn any_bytes_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        show(&bytes);
        Findings::of(&bytes).to_text("-");
    }
}
