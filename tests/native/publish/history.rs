//! The history that publishing leaves, and what becomes of it when somebody damages it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::thread;

use serde_json::{Value, json};

use super::served::{CLIENTS, sent, unpacked};
use super::{Scratch, eventful, messages_in, names, traces};

fn record(scratch: &Scratch, text: &str) -> (i32, String, String) {
    said(&scratch.recording(text).output().unwrap())
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// The months that have a file, sorted. The tests run in some month or other.
pub(super) fn months(folder: &Path) -> Vec<String> {
    let names = names(&folder.join("history")).into_iter();
    let is_month = |it: &String| {
        it.strip_suffix(".json")
            .is_some_and(|month| month.len() == 7)
    };
    names
        .filter(is_month)
        .map(|it| format!("history/{it}"))
        .collect()
}

/// A file of the history as each client gets it, which must be the same.
#[track_caller]
fn read(folder: &Path, name: &str) -> Value {
    let seen: BTreeSet<Vec<u8>> = CLIENTS
        .iter()
        .map(|client| {
            let (form, bytes) = sent(folder, name, client).unwrap_or_else(|| panic!("no {name}"));
            unpacked(form, &bytes)
        })
        .collect();
    assert_eq!(seen.len(), 1, "{name} differs between clients");
    let text = seen.first().unwrap();
    serde_json::from_slice(text).unwrap_or_else(|error| panic!("{name} is torn: {error}"))
}

/// The numbers of the messages that the history has of the incidents of [`eventful`].
#[track_caller]
pub(super) fn messages(folder: &Path) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for name in months(folder) {
        let month: Value = serde_json::from_slice(&fs::read(folder.join(&name)).unwrap()).unwrap();
        for record in month["records"].as_array().into_iter().flatten() {
            let updates = record["incident"]["incident_updates"].as_array().unwrap();
            let ids = updates
                .iter()
                .map(|it| it["id"].as_str().unwrap().parse::<u32>().unwrap());
            found.extend(ids);
        }
    }
    found
}

/// Reads the index and the last `count` months as every client; each file must be whole.
#[track_caller]
pub(super) fn check_last(folder: &Path, count: usize) {
    if folder.join("history/index.json").exists() {
        let index = read(folder, "history/index.json");
        for month in index["months"].as_array().unwrap().iter().rev().take(count) {
            let name = format!("history/{}.json", month["month"].as_str().unwrap());
            assert_eq!(read(folder, &name)["month"], month["month"]);
        }
    }
}

/// Reads every file of the history as every client; each must be whole.
#[track_caller]
pub(super) fn check(folder: &Path) {
    check_last(folder, usize::MAX);
}

#[test]
fn publishing_records_what_changed_and_nothing_else() {
    let scratch = Scratch::new();
    let folder = scratch.served();
    let (code, told, warned) = record(&scratch, &eventful(1));
    assert_eq!((code, warned.as_str()), (0, ""));
    let recorded = format!("\nrecorded in {}\n", months(&folder).join(", "));
    assert!(told.contains(&recorded), "{told}");
    check(&folder);
    let before = traces(&folder.join("history"));
    let (_, told, _) = record(&scratch, &eventful(1));
    assert!(
        told.contains("published nothing") && !told.contains("recorded"),
        "{told}"
    );
    assert_eq!(traces(&folder.join("history")), before);
    record(&scratch, &eventful(2));
    assert_eq!(messages(&folder), BTreeSet::from([0, 1, 2]));
    check(&folder);
}

#[test]
fn nothing_is_recorded_where_none_is_wanted() {
    let scratch = Scratch::new();
    scratch.publish(&eventful(1), &[]);
    assert!(!scratch.served().join("history").exists());
}

/// How a file is damaged: by its name, what becomes of the text, and the fault that is told.
type Damage = (&'static str, fn(&str) -> String, &'static str);

/// Each file in turn is cut off, filled with something else, too large, or has a member of a newer version: publishing
/// goes on, tells it, and keeps the broken file.
#[test]
fn a_damaged_file_is_told_and_kept() {
    let huge = format!("{{\"month\": \"{}\"}}", "x".repeat(50 * 1024 * 1024));
    let damages: [Damage; 4] = [
        (
            "cut",
            |text| text[..text.len() / 2].to_owned(),
            "expected JSON",
        ),
        (
            "other",
            |_| "[7]".to_owned(),
            "expected an object, found a list",
        ),
        (
            "newer",
            |text| text.replacen('{', "{\"votes\": 7,", 1),
            "found others",
        ),
        (
            "huge",
            |_| String::new(),
            "expected at most 33554432 bytes, found 52428813",
        ),
    ];
    for (kind, apply, fault) in damages {
        let scratch = Scratch::new();
        let folder = scratch.served();
        record(&scratch, &eventful(1));
        let files = months(&folder)
            .into_iter()
            .chain(["history/index.json".to_owned()]);
        for (name, second) in files.zip(2..) {
            let path = folder.join(&name);
            let text = fs::read_to_string(&path).unwrap();
            let broken = if kind == "huge" {
                huge.clone()
            } else {
                apply(&text)
            };
            fs::write(&path, &broken).unwrap();
            let (code, _, warned) = record(&scratch, &eventful(second));
            assert_eq!(code, 0, "{kind} {name}: {warned}");
            assert!(
                warned.starts_with(&format!("{name}: ")),
                "{kind} {name}: {warned}"
            );
            assert!(warned.contains(fault), "{kind} {name}: {warned}");
            let stem = name.strip_prefix("history/").unwrap();
            let copy = folder.join(format!("history/.{stem}.1"));
            assert!(
                fs::read_to_string(copy).unwrap() == broken,
                "{kind} {name} is not kept"
            );
            check(&folder);
            assert!(messages(&folder).contains(&second), "{kind} {name}");
        }
        // All is whole again.
        let (_, _, warned) = record(&scratch, &eventful(9));
        assert_eq!(warned, "", "{kind}");
    }
}

/// Without an index, or without a month, the other files are enough.
#[test]
fn a_missing_file_costs_itself_alone() {
    let scratch = Scratch::new();
    let folder = scratch.served();
    record(&scratch, &eventful(1));
    fs::remove_file(folder.join("history/index.json")).unwrap();
    record(&scratch, &eventful(2));
    assert_eq!(messages(&folder), BTreeSet::from([0, 1, 2]));
    check(&folder);
    for name in months(&folder) {
        fs::remove_file(folder.join(&name)).unwrap();
    }
    let (code, _, warned) = record(&scratch, &eventful(7));
    assert_eq!((code, warned.as_str()), (0, ""));
    assert_eq!(messages(&folder), BTreeSet::from([5, 6, 7]));
}

/// The present is published whatever is wrong with the past.
#[test]
fn the_document_is_published_although_nothing_can_be_recorded() {
    let scratch = Scratch::new();
    let folder = scratch.served();
    fs::write(folder.join("history"), "no folder").unwrap();
    let (code, told, warned) = record(&scratch, &eventful(1));
    assert_eq!(code, 0, "{warned}");
    assert!(told.starts_with("published status.json"), "{told}");
    assert!(warned.starts_with("history: not recorded: "), "{warned}");
    assert_eq!(
        fs::read_to_string(folder.join("history")).unwrap(),
        "no folder"
    );
}

/// A clock that was years ahead: the months to come lose their states, and are kept as they were.
#[test]
fn a_clock_that_has_gone_back_is_told_once() {
    let scratch = Scratch::new();
    let folder = scratch.served();
    record(&scratch, &eventful(1));
    let index = folder.join("history/index.json");
    let mut ahead: Value = serde_json::from_slice(&fs::read(&index).unwrap()).unwrap();
    ahead["published_at"] = json!("2099-03-01T10:00:00Z");
    ahead["current"] = json!("2099-03");
    ahead["months"]
        .as_array_mut()
        .unwrap()
        .push(json!({"month": "2099-03"}));
    fs::write(&index, ahead.to_string()).unwrap();
    let month = json!({"version": 1, "month": "2099-03", "components": [
        {"id": "shop", "name": "Shop", "states": [{"at": "2099-03-01T10:00:00Z", "status": "operational"}]}
    ], "published": [{"from": "2099-03-01T10:00:00Z", "until": "2099-03-01T10:00:00Z"}]});
    fs::write(folder.join("history/2099-03.json"), month.to_string()).unwrap();
    let (code, _, warned) = record(&scratch, &eventful(2));
    assert_eq!(code, 0, "{warned}");
    let told = "history/2099-03.json: recorded for times after now, when the clock was ahead; kept in history/.2099-03.json.1\n";
    assert!(warned.contains(told), "{warned}");
    assert_eq!(
        read(&folder, "history/2099-03.json"),
        json!({"version": 1, "month": "2099-03"})
    );
    let kept = fs::read_to_string(folder.join("history/.2099-03.json.1")).unwrap();
    assert_eq!(kept, month.to_string());
    let (_, _, warned) = record(&scratch, &eventful(3));
    assert_eq!(warned, "");
}

/// Several at once: each waits for the others, and each message is recorded.
#[test]
fn two_publishers_lose_nothing_of_each_other() {
    let scratch = Scratch::new();
    let folder = scratch.served();
    record(&scratch, &eventful(0));
    thread::scope(|scope| {
        for worker in 0..2_u32 {
            let (scratch, folder) = (&scratch, &folder);
            scope.spawn(move || {
                for round in 1..=10 {
                    let second = round * 10 + worker * 5;
                    let document = scratch.0.join(format!("{worker}.json"));
                    fs::write(&document, eventful(second)).unwrap();
                    let mut publishing =
                        std::process::Command::new(env!("CARGO_BIN_EXE_intermission"));
                    publishing
                        .arg("publish")
                        .arg(&document)
                        .arg("--to")
                        .arg(folder);
                    publishing.args(["--no-social", "--no-page", "--allow-older"]);
                    let (code, told, warned) = said(&publishing.output().unwrap());
                    assert_eq!(code, 0, "{warned}");
                    assert!(told.contains("recorded in "), "{told}{warned}");
                }
            });
        }
    });
    let published = (1..=10).flat_map(|round| [round * 10, round * 10 + 5]);
    let expected: BTreeSet<u32> = published.chain([0]).flat_map(messages_in).collect();
    assert_eq!(messages(&folder), expected);
    check(&folder);
}
