//! Every row of the table of failures, run through the state of a page on which all is well.

mod guide;
pub(crate) mod table;

use std::collections::BTreeSet;

use intermission::cli::rehearse::fault::{FAULT_SYNTAX, FaultSyntax, Faults, Scope, Target};
use intermission::model::document::error::{DocumentError, FetchError};
use intermission::model::document::wire::Document;
use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::policy::freshness::Freshness;
use intermission::model::policy::poll::{CEILING_MILLIS, FLOOR_MILLIS};
use intermission::model::state::Event;
use intermission::model::status::situation::{Situation, Symbol};
use intermission::model::time::instant::{Reading, read};
use table::{ANSWERED_AT, FailureCase, GROUPS, HowToRehearse, Reaction, SHOWN, SHOWN_AT, ways};

use super::{Play, noon};
use crate::expect::{expect_file, repository};

/// What the row's page asks again by while all is well, and while it is not, in milliseconds.
const CALM_MILLIS: i64 = 120_000;
const REFRESH_MILLIS: i64 = 30_000;
const ANSWERED: i64 = 60_000;
/// When what is shown is too old to say anything.
const STALE: i64 = 600_000;

/// A page that shows the document, and is asked for another look.
fn looking(dice: f64) -> Play {
    let mut play = Play::start();
    play.dice = dice;
    play.answer(0, SHOWN)
        .at(ANSWERED - 1000, Event::CheckRequested);
    assert_eq!(situation(&play), Situation::Operational);
    assert_eq!(play.state.freshness(), Freshness::Live);
    play
}

fn answered(way: &FailureCase, dice: f64) -> Play {
    let mut play = looking(dice);
    play.at(ANSWERED, Event::Fetched((way.answer)()));
    play
}

fn situation(play: &Play) -> Situation {
    play.state.derived().unwrap().overview.situation
}

fn symbol(play: &Play) -> Symbol {
    let worst = play.state.snapshot().unwrap().worst();
    situation(play).symbol(worst)
}

/// So long after the answer the next request is due by the visitor's clock, in milliseconds: what the timer
/// leads to, whatever clock is on screen.
fn pause(play: &mut Play) -> i64 {
    play.until_asked() - ANSWERED
}

#[track_caller]
fn within(millis: i64, least: i64, most: i64, name: &str) {
    // Checks fall on whole seconds of a known clock.
    let range = least..=most + 1000;
    assert!(
        range.contains(&millis),
        "{name}: expected {range:?}, found {millis}"
    );
}

/// What every failure has in common, on a page that shows something and on one that does not.
fn is_told(way: &FailureCase, play: &Play) {
    let answer = (way.answer)();
    let error = match &answer.body {
        Ok(bytes) => FetchError::Document(Document::read(bytes).unwrap_err()),
        Err(error) => FetchError::clone(error),
    };
    let failure = play.state.data_status().failure.unwrap();
    assert_eq!(*failure.error, error, "{}", way.name);
    let words = message::failed(Language::default(), &error, "12:00");
    assert!(
        words.starts_with(message::failure(Language::default(), &error))
            && words.contains("Showing the last known status")
    );
    let shown = looking(0.5).state.snapshot().cloned();
    assert_eq!(play.state.snapshot().cloned(), shown, "{}", way.name);
    assert_eq!(play.state.freshness(), Freshness::Cached, "{}", way.name);
    assert_eq!(situation(play), Situation::Unconfirmed, "{}", way.name);
    assert_ne!(symbol(play), Symbol::Operational, "{}", way.name);
    let mut empty = Play::start();
    empty.at(100, Event::Fetched(answer.clone()));
    let freshness = if answer.stored.is_some() {
        Freshness::Cached
    } else {
        Freshness::Missing
    };
    assert_eq!(empty.state.freshness(), freshness, "{}", way.name);
    assert_eq!(*empty.state.data_status().failure.unwrap().error, error);
}

/// However long it fails, the page asks, never sooner than the floor and never later than the ceiling; and
/// what it shows becomes unknown.
fn backs_off(way: &FailureCase, dice: f64) {
    let mut play = answered(way, dice);
    is_told(way, &play);
    let mut asked = ANSWERED;
    let mut longest = 0;
    for round in 1..12_u32 {
        let next = play.until_asked();
        let limit = (REFRESH_MILLIS << round).min(CEILING_MILLIS);
        within(next - asked, FLOOR_MILLIS, limit, way.name);
        longest = longest.max(next - asked);
        play.at(next, Event::Fetched((way.answer)()));
        assert_ne!(symbol(&play), Symbol::Operational, "{}", way.name);
        asked = next;
    }
    if 0.9 < dice {
        within(longest, CEILING_MILLIS - 1000, CEILING_MILLIS, way.name);
    }
    if STALE < asked && (way.answer)().stored.is_none() {
        assert_eq!(play.state.freshness(), Freshness::Stale, "{}", way.name);
        assert_eq!(play.state.snapshot().unwrap().tally().unknown, 2);
    }
}

/// A network that comes back is no reason to come sooner than the host asks.
fn waits(way: &FailureCase, secs: u32, dice: f64) {
    let mut play = answered(way, dice);
    is_told(way, &play);
    play.at(ANSWERED + 1000, Event::Online);
    let millis = i64::from(secs) * 1000;
    let spread = REFRESH_MILLIS.max(millis / 4);
    within(pause(&mut play), millis, millis + spread, way.name);
}

/// As good as the answer before; or, `age` milliseconds old, no better.
fn confirms(way: &FailureCase, age: i64, dice: f64) {
    let mut play = answered(way, dice);
    assert!(play.state.data_status().failure.is_none(), "{}", way.name);
    assert_eq!(play.state.freshness(), Freshness::Live, "{}", way.name);
    assert_eq!(situation(&play), Situation::Operational, "{}", way.name);
    let limit = STALE + (ANSWERED - age).max(0);
    within(pause(&mut play), FLOOR_MILLIS, 2 * CALM_MILLIS, way.name);
    for (at, freshness) in [(limit - 1, Freshness::Live), (limit, Freshness::Stale)] {
        let mut play = answered(way, dice);
        play.at(at, Event::Shown);
        assert_eq!(play.state.freshness(), freshness, "{} at {at}", way.name);
    }
}

/// Neither a failure nor an end of one.
fn ignores(way: &FailureCase, dice: f64) {
    let shown = looking(dice).state.snapshot().cloned();
    let mut play = answered(way, dice);
    assert_eq!(play.state.snapshot().cloned(), shown);
    assert!(play.state.data_status().failure.is_none());
    within(pause(&mut play), FLOOR_MILLIS, 2 * CALM_MILLIS, way.name);
    let mut failing = looking(dice);
    failing.fail(ANSWERED, FetchError::Offline, "");
    let failure = failing.state.data_status().failure;
    let asked = failing.until_asked();
    failing.at(asked + 100, Event::Fetched((way.answer)()));
    assert_eq!(failing.state.data_status().failure, failure);
    assert_eq!(failing.state.snapshot().cloned(), shown);
    assert_ne!(symbol(&failing), Symbol::Operational);
    let next = failing.until_asked();
    within(
        next - asked - 100,
        FLOOR_MILLIS,
        4 * REFRESH_MILLIS,
        way.name,
    );
}

/// The entry that cannot be read is a service of unknown state, and the page is not well.
fn doubts_entry(way: &FailureCase, dice: f64) {
    let play = answered(way, dice);
    let tally = play.state.snapshot().unwrap().tally();
    assert_eq!((tally.total(), tally.healthy, tally.unknown), (2, 1, 1));
    assert_eq!(situation(&play), Situation::Unsure, "{}", way.name);
    assert!(play.state.data_status().failure.is_none());
    assert_eq!(play.state.freshness(), Freshness::Live);
}

/// What the clock says is believed, and how long ago things were does not depend on it.
fn follows_clock(way: &FailureCase, secs: i64, dice: f64) {
    let mut play = answered(way, dice);
    let ahead = play.state.now() - noon();
    within(
        ahead.num_milliseconds(),
        ANSWERED + (secs - 1) * 1000,
        ANSWERED + secs * 1000,
        way.name,
    );
    assert_eq!(play.state.freshness(), Freshness::Live);
    assert_eq!(situation(&play), Situation::Operational);
    for (at, freshness) in [(-2000, Freshness::Live), (0, Freshness::Stale)] {
        play.at(ANSWERED + STALE + at, Event::Shown);
        assert_eq!(play.state.freshness(), freshness);
    }
}

#[test]
fn every_failure_has_its_reaction() {
    for way in ways() {
        for dice in [0.0, 0.5, 0.999_999] {
            match way.reaction {
                Reaction::BacksOff => backs_off(way, dice),
                Reaction::Waits { secs } => waits(way, secs, dice),
                Reaction::Confirms => confirms(way, 0, dice),
                Reaction::ConfirmsOld { secs } => confirms(way, i64::from(secs) * 1000, dice),
                Reaction::Ignores => ignores(way, dice),
                Reaction::DoubtsEntry => doubts_entry(way, dice),
                Reaction::FollowsClock { secs } => follows_clock(way, secs, dice),
            }
        }
    }
}

/// One file for all of them, so that one look tells how they differ.
#[test]
fn every_failure_has_its_sentence_and_its_effects() {
    let mut text = String::new();
    for way in ways() {
        let mut play = looking(0.5);
        let mark = play.log.len();
        play.at(ANSWERED, Event::Fetched((way.answer)()));
        let asked = play.until_asked();
        let failure = play.state.data_status().failure;
        assert_eq!(failure.is_some(), way.reaction.is_failure(), "{}", way.name);
        let words = failure.map_or_else(String::new, |it| {
            message::failed(Language::default(), &it.error, "12:00")
        });
        let lines = [
            way.name,
            &way.reaction.text(),
            &words,
            play.log[mark..].trim_end(),
        ];
        text += &lines.join("\n");
        text += "\n\n";
        assert!(ANSWERED < asked);
    }
    expect_file(&repository("tests/fixtures/timelines/failures.txt"), &text);
}

#[test]
fn names_differ_and_instants_are_those_of_the_clock() {
    let names: BTreeSet<_> = ways().map(|way| way.name).collect();
    assert_eq!(names.len(), ways().count());
    let titles: BTreeSet<_> = GROUPS.iter().map(|group| group.title).collect();
    assert_eq!(titles.len(), GROUPS.len());
    assert_eq!(read(SHOWN_AT), Reading::At(noon()));
    let answered =
        noon() + intermission::model::time::time_delta::TimeDelta::milliseconds(ANSWERED);
    assert_eq!(read(ANSWERED_AT), Reading::At(answered));
}

/// Every fault that a rehearsal can play is in the table, and every one in the table can be played.
#[test]
fn rehearsals_play_what_the_table_says() {
    let mut played = BTreeSet::new();
    for way in ways() {
        match way.rehearsal {
            HowToRehearse::Fault(text) => {
                let faults: Faults = text.parse().unwrap();
                let list = Faults::of(Target::Document, &[faults]).unwrap();
                played.extend(list.iter().map(|fault| fault.name()));
                let error = (way.answer)().body.err();
                if let Some(FetchError::HttpStatus { code }) = error.as_deref() {
                    assert!(text.starts_with(&format!("status={code}")), "{text}");
                }
            }
            HowToRehearse::Document(text) => {
                assert_eq!((way.answer)().body, Ok(text.as_bytes().to_vec()));
            }
            HowToRehearse::Hand(text) => assert!(!text.ends_with('.')),
        }
    }
    let faults = FAULT_SYNTAX
        .iter()
        .filter(|syntax| syntax.scope != Scope::Only(Target::Site));
    let faults: BTreeSet<_> = faults.map(FaultSyntax::name).collect();
    assert_eq!(played, faults);
}

/// A new kind of error needs a row; the compiler asks for its number here.
#[test]
fn every_kind_of_error_is_in_the_table() {
    let number = |error: &FetchError| match error {
        FetchError::HttpStatus { .. } => 0,
        FetchError::Interrupted => 1,
        FetchError::Network { .. } => 2,
        FetchError::Offline => 3,
        FetchError::TimedOut { .. } => 4,
        FetchError::Document(error) => match error {
            DocumentError::Empty => 5,
            DocumentError::ErrorBody { .. } => 6,
            DocumentError::Html => 7,
            DocumentError::Json { .. } => 8,
            DocumentError::NewsFeed { .. } => 9,
            DocumentError::TooLarge { .. } => 10,
            DocumentError::TooManyComponents { .. } => 11,
            DocumentError::TooNested { .. } => 12,
            DocumentError::Unrecognised { .. } => 13,
            DocumentError::UnsupportedVersion { .. } => 14,
            DocumentError::NoState { .. } => 15,
        },
    };
    let failures = ways().filter_map(|way| answered(way, 0.5).state.data_status().failure);
    let numbers: BTreeSet<_> = failures.map(|failure| number(&failure.error)).collect();
    assert_eq!(numbers, (0..16).collect());
}
