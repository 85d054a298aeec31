//! Publishing is killed at a thousand random moments, while somebody reads what is served all the time.

use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use super::served::{CLIENTS, seen};
use super::{Scratch, document, names, second_of, traces};

const KILLS: u32 = 1_000;
/// So many must have met a folder that was begun to be changed and not finished, else the moments were badly chosen.
const LEAST_MIDWAY: u32 = 200;
/// Several publish, and are read, at once: each mostly waits for its process.
const AT_ONCE: u32 = 4;
/// What is published stands there for far longer, so nothing is missed; the rest is left to who publishes.
const BETWEEN_LOOKS: Duration = Duration::from_micros(500);

/// Reads as every kind of client in turn until told to stop: what is seen is whole, and never older than what any
/// of them has seen before. Returns how often it looked.
fn read_on(folder: &Path, stop: &AtomicBool) -> u64 {
    let (mut newest, mut looks) = (0, 0);
    while !stop.load(Ordering::Relaxed) {
        newest = look(folder, newest);
        looks += 1;
        sleep(BETWEEN_LOOKS);
    }
    looks
}

/// What all clients see, one after the other; it was `newest` before.
#[track_caller]
fn look(folder: &Path, mut newest: u32) -> u32 {
    for client in CLIENTS {
        let bytes = seen(folder, "status.json", client).unwrap();
        let found = second_of(&bytes, "status.json");
        assert!(newest <= found, "{client:?} sees {found} after {newest}");
        newest = found;
    }
    newest
}

/// Random numbers below 1, the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }
}

/// Kills a process that publishes. Every other time at any moment of its life, and else after the first file began
/// to be written, which is when it matters and short.
#[expect(
    clippy::disallowed_methods,
    reason = "waits for less than a sleep can be trusted with"
)]
fn kill(process: &mut Child, folder: &Path, dice: &mut Dice, lasts: Duration, midway: bool) {
    if midway {
        let unfinished = folder.join(".status.json.part");
        while !unfinished.exists() && process.try_wait().unwrap().is_none() {}
        let begun = Instant::now();
        let pause = lasts.mul_f64(0.05 * dice.roll());
        while begun.elapsed() < pause {}
    } else {
        sleep(lasts.mul_f64(dice.roll()));
    }
    process.kill().unwrap();
}

/// Publishes document after document until so many processes were killed; returns how many of them had begun to
/// change the folder.
#[expect(
    clippy::disallowed_methods,
    reason = "measures how long publishing takes"
)]
fn kill_many(scratch: &Scratch, kills: u32, seed: u64) -> u32 {
    let folder = scratch.served();
    let begun = Instant::now();
    scratch.publish(&document(1), &[]);
    let lasts = begun.elapsed();
    let finished = names(&folder);
    let mut dice = Dice(seed);
    let (mut second, mut killed, mut midway, mut newest) = (1, 0, 0, 1);
    while killed < kills {
        second += 1;
        assert!(
            second < 10 * kills,
            "expected {kills} kills, found {killed}"
        );
        let mut publishing = scratch.publishing(&document(second), &[]);
        publishing.stdout(Stdio::null()).stderr(Stdio::inherit());
        let before = traces(&folder);
        let mut process = publishing.spawn().unwrap();
        kill(&mut process, &folder, &mut dice, lasts, second % 2 == 0);
        let was_killed = !process.wait().unwrap().success();
        newest = look(&folder, newest);
        killed += u32::from(was_killed);
        midway += u32::from(was_killed && traces(&folder) != before);
    }
    scratch.publish(&document(second + 1), &[]);
    assert_eq!(look(&folder, newest), second + 1);
    assert_eq!(
        names(&folder),
        finished,
        "what kills have left is cleared away"
    );
    midway
}

#[test]
fn a_thousand_kills_leave_nothing_torn_and_nothing_older() {
    let stop = AtomicBool::new(false);
    let runs: Vec<u32> = (1..=AT_ONCE).collect();
    let folders: Vec<Scratch> = runs.iter().map(|_| Scratch::new()).collect();
    for scratch in &folders {
        scratch.publish(&document(0), &[]);
    }
    let (midway, looks) = thread::scope(|scope| {
        let readers: Vec<_> = folders
            .iter()
            .map(|scratch| scope.spawn(|| read_on(&scratch.served(), &stop)))
            .collect();
        let killers: Vec<_> = folders
            .iter()
            .zip(&runs)
            .map(|(scratch, &run)| {
                scope.spawn(move || kill_many(scratch, KILLS / AT_ONCE, u64::from(run)))
            })
            .collect();
        let midway: u32 = killers.into_iter().map(|it| it.join().unwrap()).sum();
        stop.store(true, Ordering::Relaxed);
        let looks: u64 = readers.into_iter().map(|it| it.join().unwrap()).sum();
        (midway, looks)
    });
    println!("{KILLS} killed, {midway} of them midway, while {looks} looks were had");
    assert!(midway >= LEAST_MIDWAY, "{midway} of {KILLS} were midway");
    assert!(looks > u64::from(KILLS), "{looks} looks");
}
