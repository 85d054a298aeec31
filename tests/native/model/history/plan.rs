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

/// One publication of the plan, with the instants at which it counts, worked out from the plan alone.
pub(super) struct Published {
    pub(super) now: Instant,
    written: Instant,
    counts_from: Instant,
    words: [&'static str; 3],
}

pub(super) fn plan(steps: &[Step]) -> Vec<Published> {
    let mut now = instant("2026-10-30T12:00:00Z");
    let mut all: Vec<Published> = Vec::new();
    let mut last_change = None;
    for step in steps {
        let before = all.last().map(|it| it.now);
        now += TimeDelta::seconds(step.after);
        let words = step.words.map(|it| WORDS[it]);
        let written = now - TimeDelta::seconds(step.age);
        let has_lapsed = before.is_some_and(|it| stale_at(it, 60) <= now);
        // What a month carries over counts as a change at its beginning.
        let turned = before.is_some_and(|it| !has_lapsed && Month::of(it) < Month::of(now));
        let counts_from = if has_lapsed {
            now
        } else {
            last_change.map_or(written, |it| written.max(it))
        };
        let is_change = all.last().is_none_or(|it| it.words != words);
        if is_change || turned {
            last_change = Some(if turned {
                counts_from.max(Month::of(now).start())
            } else {
                counts_from
            });
        }
        all.push(Published {
            now,
            written,
            counts_from,
            words,
        });
    }
    all
}

/// What is known of a service at an instant, by the plan alone.
pub(super) fn planned(plan: &[Published], service: usize, at: Instant) -> Option<&'static str> {
    let before = plan.iter().rev().find(|it| it.now <= at)?;
    let last = plan.last()?.now;
    let holds = stale_at(before.now, 60).min(Month::of(before.now).next().start());
    let next = plan.iter().find(|it| it.now > at);
    let is_followed = next.is_some_and(|next| next.now < stale_at(before.now, 60));
    let is_known = at < last && (is_followed || at < holds);
    let state = plan.iter().rev().find(|it| it.counts_from <= at)?;
    let word = state.words[service];
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
