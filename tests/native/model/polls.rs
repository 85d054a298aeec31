//! When to ask: no pause below the floor or above the ceiling, and no crowd that moves in step.

use chrono::TimeDelta;
use intermission::model::instant::Instant;
use intermission::model::poll::{
    CEILING_MILLIS, FLOOR_MILLIS, LONGEST_MILLIS, Pace, Poll, RetryAfter,
};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};

use super::at;

fn later(now: Instant, millis: i64) -> Instant {
    now + TimeDelta::milliseconds(millis)
}

/// A poll whose first request is under way at 10:00.
fn under_way(sources: usize) -> Poll {
    let mut poll = Poll::start(sources, at("10:00"));
    assert_eq!(poll.take(at("10:00"), true), Some(0));
    poll
}

fn pace(refresh_secs: u64) -> Pace {
    Pace {
        refresh_secs,
        calm: false,
        edge: None,
    }
}

/// Milliseconds from the end of a request to the next one.
fn pause(poll: &Poll, now: Instant) -> i64 {
    (poll.due().unwrap() - now).num_milliseconds()
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = at("12:00");
    for (header, millis) in [
        ("0", Some(0)),
        ("120", Some(120_000)),
        (" 5 ", Some(5000)),
        ("99999999999999999999", Some(LONGEST_MILLIS)),
        ("Mon, 23 Nov 2026 12:00:30 GMT", Some(30_000)),
        ("Mon, 23 Nov 2026 11:00:00 GMT", Some(0)),
        ("Tue, 24 Nov 2026 12:00:00 GMT", Some(LONGEST_MILLIS)),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("2026-11-23T12:00:00Z", None),
        ("soon", None),
    ] {
        let found = RetryAfter::parse(header).map(|it| it.millis(now));
        assert_eq!(found, millis, "`{header}`");
    }
}

#[test]
fn the_pause_after_a_success() {
    for (refresh, calm, jitter, seconds) in [
        (30, false, 0.0, 27),
        (30, false, 0.5, 30),
        (30, true, 0.5, 120),
        (600, true, 0.5, 600),
        (1, false, 0.5, 5),
        (u64::MAX, false, 0.5, 600),
    ] {
        let mut poll = under_way(1);
        let pace = Pace {
            calm,
            ..pace(refresh)
        };
        poll.succeeded(at("10:00"), pace, jitter);
        assert_eq!(
            pause(&poll, at("10:00")),
            seconds * 1000,
            "{refresh} {calm} {jitter}"
        );
    }
}

#[test]
fn an_edge_is_looked_at_soon_after_it() {
    for (edge, seconds) in [
        ("10:00:10", 26),
        ("10:00:01", 17),
        ("10:00:50", 60),
        ("10:02", 60),
    ] {
        let mut poll = under_way(1);
        let pace = Pace {
            edge: Some(at(edge)),
            ..pace(60)
        };
        poll.succeeded(at("10:00"), pace, 0.5);
        assert_eq!(pause(&poll, at("10:00")), seconds * 1000, "{edge}");
    }
}

/// Full jitter: from the floor to a limit that doubles.
#[test]
fn the_pause_after_failures() {
    for (failures, highest) in [(1, 60), (2, 120), (3, 240), (4, 300), (40, 300)] {
        for (jitter, millis) in [
            (0.0, FLOOR_MILLIS),
            (0.5, highest * 500),
            (0.999, highest * 999),
        ] {
            let mut poll = under_way(1);
            for _ in 1..failures {
                poll.failed(at("10:00"), pace(30), None, 0.3);
            }
            poll.failed(at("10:00"), pace(30), None, jitter);
            assert_eq!(pause(&poll, at("10:00")), millis, "{failures} {jitter}");
        }
    }
}

#[test]
fn only_a_visitor_may_ask_sooner_than_the_host_wants() {
    let mut poll = under_way(1);
    poll.failed(at("10:00"), pace(30), Some(600_000), 0.5);
    assert_eq!(pause(&poll, at("10:00")), 600_000 + 75_000);
    poll.hurry(at("10:01"));
    assert_eq!(poll.due(), Some(at("10:10")));
    poll.ask(at("10:01"));
    assert_eq!(poll.take(at("10:01"), false), Some(0));
}

fn outcomes() -> impl Strategy<Value = (bool, Option<i64>, f64)> {
    let retry_after = prop_oneof![3 => proptest::option::of(0..LONGEST_MILLIS), 1 => proptest::strategy::Just(None)];
    (any::<bool>(), retry_after, 0.0..1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_pause_leaves_its_bounds(
        outcomes in proptest::collection::vec(outcomes(), 1..40),
        sources in 0_usize..4,
        refresh in 0_u64..10_000,
    ) {
        let mut poll = under_way(sources);
        let mut now = at("10:00");
        for (succeeds, retry_after, jitter) in outcomes {
            if succeeds {
                poll.succeeded(now, pace(refresh), jitter);
                assert!((FLOOR_MILLIS..=660_000).contains(&pause(&poll, now)));
            } else {
                poll.failed(now, pace(refresh), retry_after, jitter);
                let least = retry_after.unwrap_or(0).max(FLOOR_MILLIS);
                let most = retry_after.map_or(CEILING_MILLIS, |it| (it + it / 4).max(2 * FLOOR_MILLIS) + FLOOR_MILLIS);
                assert!((least..=most).contains(&pause(&poll, now)), "{}", pause(&poll, now));
            }
            now = poll.due().unwrap();
            assert_eq!(poll.take(later(now, -1), true), None);
            assert!(poll.take(now, true).unwrap() < sources.max(1));
            poll.hurry(now);
            assert_eq!(poll.due(), None, "one request at a time");
        }
    }
}

/// Ten thousand visitors whose requests failed at the same moment come back evenly: in no tenth of the span
/// more than a sixth more than a tenth of them.
#[test]
fn a_crowd_comes_back_evenly() {
    for (failures, limit) in [(3, 240_000), (4, 300_000), (8, 300_000)] {
        let mut tenths = [0_u32; 10];
        for visitor in 0..10_000_u32 {
            let mut poll = under_way(1);
            for _ in 1..failures {
                poll.failed(at("10:00"), pace(30), None, 0.5);
            }
            poll.failed(at("10:00"), pace(30), None, f64::from(visitor) / 10_000.0);
            tenths[usize::try_from(pause(&poll, at("10:00")) * 10 / limit).unwrap()] += 1;
        }
        assert!(
            tenths.iter().all(|it| (800..=1170).contains(it)),
            "{tenths:?}"
        );
    }
}
