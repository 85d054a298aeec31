//! Publishing is killed at a thousand random moments, while somebody reads what is served all the time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use super::editions::{self, Kind, TELLING};
use super::served::{CLIENTS, sent, unpacked};
use super::{Scratch, eventful, history, made_of_history, names, traces};

const KILLS: u32 = 1_000;
/// So many must have met a folder that was begun to be changed and not finished, else the moments were badly chosen.
const LEAST_MIDWAY: u32 = 50;
/// What is written first of an edition, and of the history.
const UNFINISHED: [&str; 2] = [".status.json.part", "history/.index.json.part"];
/// Several publish, and are read, at once: each mostly waits for its process.
const AT_ONCE: u32 = 4;
/// What is published stands there for far longer, so nothing is missed; the rest is left to who publishes.
const BETWEEN_LOOKS: Duration = Duration::from_millis(4);
/// Whether a process has begun to change the folder is asked this often.
const BETWEEN_GLANCES: Duration = Duration::from_micros(100);
/// After each kill, so many pages of months are read, from the last one; all of them at the end.
const MONTHS_OF_EACH: usize = 2;
/// So many times it is measured how long publishing takes.
const RUNS: u32 = 5;
/// How much of its life a process changes the folder.
const MIDWAY: f64 = 0.005;

/// What somebody has seen who reads as every kind of client.
#[derive(Default)]
struct Reader {
    /// What came last of each file in each form, and which edition that is: to find out takes longer than to read.
    known: BTreeMap<(&'static str, &'static str), (Vec<u8>, u32)>,
    /// The newest edition of each of [`TELLING`].
    newest: [u32; TELLING.len()],
}

impl Reader {
    /// What all clients see of all files, one after the other: each is whole, none is older than what any of them has
    /// seen of it before, and the document, read last, is at least as new as what is made of it.
    #[track_caller]
    fn look(&mut self, folder: &Path) {
        for client in CLIENTS {
            for (index, name) in TELLING.into_iter().enumerate().rev() {
                let found = self.edition(folder, name, client);
                let newest = &mut self.newest[index];
                assert!(
                    *newest <= found,
                    "{client:?} sees {found} of {name} after {newest}"
                );
                *newest = found;
            }
        }
        let [document, made @ ..] = self.newest;
        assert!(made.iter().all(|&it| it <= document), "{:?}", self.newest);
    }

    #[track_caller]
    fn edition(&mut self, folder: &Path, name: &'static str, client: &[&'static str]) -> u32 {
        let sent = sent(folder, name, client);
        let (form, bytes) = sent.unwrap_or_else(|| panic!("{client:?} sees no {name}"));
        match self.known.get(&(name, form)) {
            Some((known, edition)) if *known == bytes => *edition,
            _ => {
                let edition = editions::edition_of(Kind::Eventful, name, &unpacked(form, &bytes));
                self.known.insert((name, form), (bytes, edition));
                edition
            }
        }
    }

    /// Looks until told to stop; returns how often that was.
    fn read_on(mut self, folder: &Path, stop: &AtomicBool) -> u64 {
        let mut looks = 0;
        while !stop.load(Ordering::Relaxed) {
            self.look(folder);
            looks += 1;
            sleep(BETWEEN_LOOKS);
        }
        looks
    }
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

/// Kills a process that publishes: at any moment of its life, or after `unfinished` began to be written, which is when
/// it matters and short.
fn kill(process: &mut Child, unfinished: Option<&Path>, dice: &mut Dice, lasts: Duration) {
    let mut pause = lasts.mul_f64(dice.roll());
    if let Some(unfinished) = unfinished {
        sleep(lasts / 2);
        while !unfinished.exists() && process.try_wait().unwrap().is_none() {
            sleep(BETWEEN_GLANCES);
        }
        pause = pause.mul_f64(MIDWAY);
    }
    sleep(pause);
    process.kill().unwrap();
}

fn record(scratch: &Scratch, second: u32) {
    let status = scratch
        .recording(&eventful(second))
        .output()
        .unwrap()
        .status;
    assert!(status.success());
}

/// How long publishing takes when nothing gets in its way: the least of a few times.
#[expect(clippy::disallowed_methods, reason = "measures")]
fn lasts(scratch: &Scratch) -> Duration {
    let times = (1..=RUNS).map(|second| {
        let begun = Instant::now();
        record(scratch, second);
        begun.elapsed()
    });
    times.min().unwrap()
}

/// Publishes document after document until so many processes were killed; returns how many of them had begun to
/// change the folder.
fn kill_many(scratch: &Scratch, kills: u32, seed: u64) -> u32 {
    let folder = scratch.served();
    let lasts = lasts(scratch);
    let finished = names(&folder);
    let mut dice = Dice(seed);
    let (mut second, mut killed, mut midway) = (RUNS, 0, 0);
    let mut reader = Reader::default();
    let mut remembered = history::messages(&folder);
    while killed < kills {
        second += 1;
        assert!(
            second < 10 * kills,
            "expected {kills} kills, found {killed}"
        );
        let mut publishing = scratch.recording(&eventful(second));
        publishing.stdout(Stdio::null()).stderr(Stdio::inherit());
        let unfinished = UNFINISHED.map(|it| folder.join(it));
        for it in &unfinished {
            // What an earlier kill has left would look like a beginning.
            drop(std::fs::remove_file(it));
        }
        let before = (traces(&folder), traces(&folder.join("history")));
        let mut process = publishing.spawn().unwrap();
        // Two of three begin to change something.
        let unfinished = unfinished.get(second as usize % 3);
        kill(
            &mut process,
            unfinished.map(PathBuf::as_path),
            &mut dice,
            lasts,
        );
        let was_killed = !process.wait().unwrap().success();
        reader.look(&folder);
        let messages = history::messages(&folder);
        assert!(
            messages.is_superset(&remembered),
            "{remembered:?} became {messages:?}"
        );
        remembered = messages;
        if !was_killed {
            assert!(
                remembered.contains(&second),
                "{second} is not in {remembered:?}"
            );
        }
        killed += u32::from(was_killed);
        let after = (traces(&folder), traces(&folder.join("history")));
        if after != before {
            made_of_history::check(&folder, MONTHS_OF_EACH);
        }
        midway += u32::from(was_killed && after != before);
    }
    record(scratch, second + 1);
    reader.look(&folder);
    editions::check(&folder, Kind::Eventful, second + 1);
    history::check(&folder);
    made_of_history::check_last(&folder, second + 1);
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
        made_of_history::lay_out(&scratch.served());
        record(scratch, 0);
    }
    let (midway, looks) = thread::scope(|scope| {
        let readers: Vec<_> = folders
            .iter()
            .map(|scratch| scope.spawn(|| Reader::default().read_on(&scratch.served(), &stop)))
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
