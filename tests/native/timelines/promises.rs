//! The promise of the next update on a fake clock: it is looked at when it is due, and called missed only on word.

use intermission::model::document::error::FetchError;
use intermission::model::state::Event;
use intermission::model::status::next_update::Promise;
use intermission::model::time::countdown::Amount;

use super::{Play, WINDOW};

/// The window, with a promise for ten past noon.
fn promising() -> String {
    WINDOW.replace(
        "\"in_progress\"",
        "\"in_progress\", \"next_update_at\": \"2026-11-23T12:10:00Z\"",
    )
}

impl Play {
    fn promise(&self) -> Option<Promise> {
        Some(self.state.derived()?.next_update?.promise)
    }
}

const DUE: i64 = 600_000;
const OVERDUE: i64 = 900_000;

#[test]
fn a_missed_promise_is_overdue_once_a_host_says_so() {
    let document = promising();
    let mut play = Play::start();
    play.answer(0, &document);
    assert_eq!(play.promise(), Some(Promise::In(Amount::Minutes(10))));
    let mut at = 0;
    while at < OVERDUE {
        let expected = if at < DUE {
            let minutes = (DUE - at).unsigned_abs().div_ceil(60_000);
            Promise::In(Amount::Minutes(i64::try_from(minutes).unwrap()))
        } else {
            Promise::Due
        };
        assert_eq!(play.promise(), Some(expected), "{at}");
        at = play.until_asked();
        play.answer(at, &document);
    }
    assert_eq!(play.promise(), Some(Promise::Overdue), "{at}");
    assert!(
        !play.log.contains("say"),
        "neither is announced: {}",
        play.log
    );
    play.fail(at + 60_000, FetchError::Offline, "");
    assert_eq!(play.promise(), Some(Promise::Due), "it may be there since");
}

/// A copy from before the promise does not know whether it is kept; a stale one says nothing of it.
#[test]
fn an_old_copy_knows_only_the_promised_time() {
    let mut play = Play::start();
    play.answer(500_000, &promising());
    play.at(OVERDUE, Event::Hidden)
        .at(OVERDUE + 1, Event::Shown);
    assert_eq!(play.promise(), Some(Promise::Due));
    play.fail(OVERDUE + 100, FetchError::Offline, "");
    assert_eq!(play.promise(), Some(Promise::Due));
    play.at(500_000 + 600_000, Event::Woke);
    assert_eq!(play.promise(), None);
}

/// While everything works, eight minutes pass between two checks, but a promised update is looked for within an
/// interval.
#[test]
fn a_promise_is_an_occasion_to_ask() {
    let planned = promising()
        .replace("\"refresh_secs\": 30", "\"refresh_secs\": 120")
        .replace(
            "\"offline\", \"eta\": \"2026-11-23T12:05:00Z\"",
            "\"operational\"",
        )
        .replace("in_progress", "scheduled")
        .replace("T11:45:00Z", "T13:45:00Z")
        .replace("T12:15:00Z", "T14:00:00Z");
    let mut play = Play::start();
    play.answer(0, &planned);
    let mut at = 0;
    while at < DUE {
        at = play.until_asked();
        play.answer(at + 100, &planned);
    }
    assert!(at < DUE + 130_000, "{at}\n{}", play.log);
}

#[test]
fn a_new_promise_takes_the_place_of_the_old_one() {
    let mut play = Play::start();
    play.answer(0, &promising());
    let at = play.until_asked();
    play.answer(at, &promising().replace("12:10:00", "12:20:00"));
    assert_eq!(play.promise(), Some(Promise::In(Amount::Minutes(20))));
    assert!(!play.log.contains("say"), "{}", play.log);
}
