//! What people who cannot see the page are told over the whole reference window, in order.

use std::fmt::Write as _;

use intermission::cli::rehearse::plan::{Minute, Plan};
use intermission::cli::rehearse::planned_document::{Schedule, document};
use intermission::model::time::time_delta::TimeDelta;

use super::{Play, noon};
use crate::expect::{expect_file, repository};

/// The window begins so many minutes after noon, and the visitor is there before it does.
const BEFORE: i64 = 10;
/// The visitor is there until this minute of the window.
const UNTIL: i64 = 80;

fn published(plan: &Plan, millis: i64) -> String {
    let start = noon() + TimeDelta::minutes(BEFORE);
    let since_start = TimeDelta::milliseconds(millis) - TimeDelta::minutes(BEFORE);
    let now = Minute::on_grid(since_start, 1);
    document(plan, now, Schedule { start }).to_text(false)
}

/// Sentences of a log, each with the minute of the window in which it was said.
fn sentences(log: &str) -> String {
    let mut said = String::new();
    for line in log.lines() {
        let Some((_, rest)) = line.split_once("say `") else {
            continue;
        };
        let (sentence, _) = rest.split_once('`').unwrap();
        let millis: i64 = line.split_whitespace().next().unwrap().parse().unwrap();
        let minute = (millis / 60_000) - BEFORE;
        writeln!(said, "{minute:>3} {sentence}").unwrap();
    }
    said
}

/// Hours of ticks and hundreds of requests, and a sentence only where something has changed.
#[test]
fn the_whole_window_is_told_in_few_sentences() {
    let plan = Plan::reference().unwrap();
    let mut visit = Play::start();
    visit.answer(0, &published(&plan, 0));
    loop {
        let millis = visit.until_asked();
        if (BEFORE + UNTIL) * 60_000 < millis {
            break;
        }
        visit.answer(millis, &published(&plan, millis));
    }
    let path = repository("tests/fixtures/timelines/transcript.en.txt");
    expect_file(&path, &sentences(&visit.log));
    let requests = visit.log.matches("Fetched").count();
    let sentences = visit.log.matches("say `").count();
    assert!(requests > 250, "{requests}");
    assert!(sentences * 12 < requests, "{sentences} of {requests}");
    assert!(visit.log.contains("say `Maintenance is over."));
}
