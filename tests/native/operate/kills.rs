//! Verbs are killed at a thousand random moments: the document is always one that was said, and the journal knows which.

use std::fs;
use std::process::Stdio;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Desk;

const KILLS: u32 = 1_000;
const AT_ONCE: u32 = 4;
/// The least number of kills that must have come after writing had begun, else the moments were badly chosen.
const LEAST_MIDWAY: u32 = 20;

/// Returns a number from 0 to `below`, another one for each seed.
fn random(seed: u32, below: u32) -> u32 {
    let mut state = u64::from(seed)
        .wrapping_add(1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state ^= state >> 31;
    state = state.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    u32::try_from(state >> 33).unwrap() % below
}

/// Returns the numbers of the lines that were said, by the journal.
fn said(desk: &Desk) -> Vec<u64> {
    let output = desk.run(&["log", "--format", "json"]);
    let lines: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines = lines.as_array().unwrap().iter();
    lines.map(|it| it["number"].as_u64().unwrap()).collect()
}

/// Returns how long a verb takes, in microseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the moments of the kills are chosen by it"
)]
fn usual(desk: &Desk) -> u32 {
    let began = Instant::now();
    let said = desk.run(&["service", "db", "degraded", "--note", "first"]);
    assert!(said.status.success());
    u32::try_from(began.elapsed().as_micros()).unwrap()
}

/// Kills verbs, and returns how many of them had begun to write.
fn kill(worker: u32) -> u32 {
    let desk = Desk::new();
    let mut midway = 0;
    let usual = usual(&desk);
    let mut last = "first".to_owned();
    for turn in 0..KILLS / AT_ONCE {
        let note = format!("turn {turn}");
        let mut command = desk.command(&["service", "db", "degraded", "--note", &note]);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let seed = worker * KILLS + turn;
        sleep(Duration::from_micros(u64::from(random(
            seed,
            usual + usual / 4,
        ))));
        drop(child.kill());
        child.wait().unwrap();
        midway += u32::from(desk.0.join(".status.json.part").exists());
        let document = desk.document();
        let found = document["components"][0]["note"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(
            found == last || found == note,
            "{found} after {last} and {note}"
        );
        last = found;
        // A journal of a thousand documents would only make the test slow.
        if turn % 50 == 49 {
            assert!(
                desk.run(&["service", "db", "degraded", "--note", "whole"])
                    .status
                    .success()
            );
            let document = desk.document();
            assert_eq!(document["components"][0]["note"], "whole");
            assert!(said(&desk).windows(2).all(|pair| pair[0] < pair[1]));
            assert!(desk.run(&["undo"]).status.success());
            assert_eq!(desk.document()["components"][0]["note"], last);
            fs::remove_file(desk.0.join(".status.journal.jsonl")).unwrap();
        }
    }
    assert_eq!(desk.problems(), "");
    midway
}

#[test]
fn a_killed_verb_is_said_or_not() {
    let midway: u32 = thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE)
            .map(|worker| scope.spawn(move || kill(worker)))
            .collect();
        workers.into_iter().map(|it| it.join().unwrap()).sum()
    });
    assert!(
        LEAST_MIDWAY <= midway,
        "{midway} of {KILLS} were killed while they wrote"
    );
}
