//! Plans of publications, and what is known by them alone: worked out without the code that is tested.

use intermission::model::document::wire::Document;
use intermission::model::history::month::Month;
use intermission::model::policy::freshness::stale_at;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};

use super::{Disk, instant};

pub(super) const WORDS: [&str; 4] = ["operational", "partial_outage", "major_outage", "odd"];
pub(super) const SERVICES: [&str; 3] = ["a", "b", "c"];

/// One publication: the seconds since the one before, the age of the document, and a state for each service.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) after: i64,
    pub(super) age: i64,
    pub(super) words: [usize; 3],
}

pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Mostly while the document before still holds, sometimes hours or weeks later.
    let after = (any::<u8>(), 1_i64..900, 600_i64..40 * 86_400)
        .prop_map(|(dice, short, long)| if dice < 220 { short } else { long });
    let step = (after, 0_i64..1_200, [0..4_usize, 0..4_usize, 0..4_usize]);
    let step = step.prop_map(|(after, age, words)| Step { after, age, words });
    vec(step, 1..60)
}

/// One publication of the plan, with the instants at which states change by it, worked out from the plan alone.
pub(super) struct Published {
    pub(super) now: Instant,
    written: Instant,
    words: [&'static str; 3],
    /// For each service and for everything together; `None` for what has not changed.
    changed: [Option<Instant>; 4],
}

/// How bad each service and everything together are: by [`WORDS`], of which the last is unknown.
fn ranks(words: [usize; 3]) -> [usize; 4] {
    const UNKNOWN: usize = 3;
    let known = words.into_iter().filter(|rank| *rank != UNKNOWN);
    let has_unknown = words.contains(&UNKNOWN);
    let together = match known.max() {
        None => UNKNOWN + 2,
        Some(0) if has_unknown => UNKNOWN + 2,
        // All of them at once are worse than one.
        Some(2) if words == [2; 3] => UNKNOWN,
        Some(worst) => worst,
    };
    [words[0], words[1], words[2], together]
}

const UNKNOWN: [usize; 4] = [3, 3, 3, 5];

pub(super) fn plan(steps: &[Step]) -> Vec<Published> {
    let mut now = instant("2026-10-30T12:00:00Z");
    let mut all: Vec<Published> = Vec::new();
    let mut last_change = None;
    let mut before = UNKNOWN;
    for step in steps {
        let last = all.last().map(|it| it.now);
        now += TimeDelta::seconds(step.after);
        let start = Month::of(now).start();
        let written = now - TimeDelta::seconds(step.age);
        let has_lapsed = last.is_some_and(|it| stale_at(it, 60) <= now);
        let has_turned = last.is_some_and(|it| it < start);
        let worse = if has_lapsed {
            now
        } else {
            last_change.map_or(written, |it| written.max(it))
        };
        let better = if last.is_none_or(|last| last < worse) {
            worse
        } else {
            now
        };
        if has_turned && has_lapsed {
            // A new file, which knows nothing of the states before.
            last_change = None;
        }
        let next = ranks(step.words);
        let mut changed = [None; 4];
        for place in 0..4 {
            let is_new = has_turned && has_lapsed && next[place] != UNKNOWN[place];
            if next[place] != before[place] || is_new {
                let at = if next[place] < before[place] || is_new {
                    better
                } else {
                    worse
                };
                changed[place] = Some(at);
                if !(has_turned && has_lapsed) || is_new {
                    last_change = last_change.max(Some(at));
                }
            }
        }
        if has_turned && !has_lapsed {
            last_change = last_in_new_month(changed, before, next, start);
        }
        before = next;
        all.push(Published {
            now,
            written,
            words: step.words.map(|it| WORDS[it]),
            changed,
        });
    }
    all
}

/// The last change in the file of a month that begins with what is known at the turn.
fn last_in_new_month(
    changed: [Option<Instant>; 4],
    before: [usize; 4],
    next: [usize; 4],
    start: Instant,
) -> Option<Instant> {
    let in_new = changed.into_iter().flatten().filter(|at| *at >= start);
    let is_carried = |place: usize| {
        let is_before = changed[place].is_some_and(|at| at < start);
        let rank = if is_before {
            next[place]
        } else {
            before[place]
        };
        rank != UNKNOWN[place]
    };
    let carried = (0..4).any(is_carried).then_some(start);
    in_new.max().max(carried)
}

/// What is known of a service at an instant, by the plan alone.
pub(super) fn planned(plan: &[Published], service: usize, at: Instant) -> Option<&'static str> {
    let before = plan.iter().rev().find(|it| it.now <= at)?;
    let last = plan.last()?.now;
    let holds = stale_at(before.now, 60).min(Month::of(before.now).next().start());
    let next = plan.iter().find(|it| it.now > at);
    let is_followed = next.is_some_and(|next| next.now < stale_at(before.now, 60));
    let is_known = at < last && (is_followed || at < holds);
    let has_changed = |it: &&Published| it.changed[service].is_some_and(|changed| changed <= at);
    let word = plan.iter().rev().find(has_changed)?.words[service];
    (is_known && word != "odd").then_some(word)
}

/// Publishes each document of a plan.
pub(super) fn play(plan: &[Published]) -> Disk {
    let mut disk = Disk {
        is_eager: true,
        ..Disk::default()
    };
    for published in plan {
        let components = SERVICES.iter().zip(published.words);
        let components: Vec<Value> = components
            .map(|(id, status)| json!({"id": id, "name": id, "status": status}))
            .collect();
        let document =
            json!({"published_at": published.written.to_string(), "components": components});
        let (document, _) = Document::read(document.to_string().as_bytes()).unwrap();
        disk.publish_at(&document, published.now);
    }
    disk
}
