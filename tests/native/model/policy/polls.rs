//! When to ask: no pause below the floor or above the ceiling, and no crowd that moves in step.

use intermission::model::policy::poll::{
    CEILING_MILLIS, FLOOR_MILLIS, Leadership, Poll, PollHints,
};
use intermission::model::policy::retry_after::{LONGEST_MILLIS, RetryAfter};
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};

use crate::model::at;

fn later(now: Instant, millis: i64) -> Instant {
    now + TimeDelta::milliseconds(millis)
}

/// A poll whose first request is under way at 10:00.
fn under_way(sources: usize) -> Poll {
    let mut poll = Poll::start(sources, at("10:00"));
    assert_eq!(poll.take(at("10:00"), Leadership::Leader), Some(0));
    poll
}

fn hints(refresh_secs: u64) -> PollHints {
    PollHints {
        refresh_secs,
        calm: false,
        next_transition: None,
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

/// A poll that has been in rhythm at this pace since before 10:00, with a request under way.
fn in_rhythm(hints: PollHints) -> Poll {
    let mut poll = under_way(1);
    poll.succeeded(
        at("09:00"),
        PollHints {
            next_transition: None,
            ..hints
        },
        0.5,
    );
    poll.take(at("10:00"), Leadership::Leader);
    poll
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
        let hints = PollHints {
            calm,
            ..hints(refresh)
        };
        let mut poll = in_rhythm(hints);
        poll.succeeded(at("10:00"), hints, jitter);
        assert_eq!(
            pause(&poll, at("10:00")),
            seconds * 1000,
            "{refresh} {calm} {jitter}"
        );
    }
}

/// Those who arrived, failed or looked together part over a whole interval; those who slow down together,
/// an old interval later.
#[test]
fn the_first_pause_of_a_crowd_in_step() {
    let calm = PollHints {
        calm: true,
        ..hints(30)
    };
    let arrived = under_way(1);
    let mut failed = in_rhythm(hints(30));
    failed.failed(at("10:00"), hints(30), None, 0.5);
    let mut looked = in_rhythm(calm);
    let next_transition = Some(at("10:00:10"));
    looked.succeeded(
        at("10:00"),
        PollHints {
            next_transition,
            ..calm
        },
        0.5,
    );
    let (slower, faster) = (in_rhythm(hints(30)), in_rhythm(calm));
    for (name, before, hints, jitter, millis) in [
        ("arrived", arrived.clone(), hints(30), 0.0, 5_000),
        ("arrived", arrived.clone(), hints(30), 0.5, 20_000),
        ("arrived", arrived, calm, 0.5, 65_000),
        ("failed", failed, hints(30), 0.9, 32_000),
        ("looked", looked, calm, 0.0, 5_000),
        ("slower", slower.clone(), calm, 0.0, 30_000),
        ("slower", slower, calm, 0.5, 90_000),
        ("faster", faster, hints(30), 0.5, 20_000),
    ] {
        let mut poll = before;
        poll.take(at("10:30"), Leadership::Leader);
        poll.succeeded(at("11:00"), hints, jitter);
        assert_eq!(pause(&poll, at("11:00")), millis, "{name} {jitter}");
        poll.take(at("11:30"), Leadership::Leader);
        poll.succeeded(at("12:00"), hints, 0.5);
        let regular = if hints.calm { 120_000 } else { 30_000 };
        assert_eq!(pause(&poll, at("12:00")), regular, "{name}");
    }
}

/// A minute between two checks of a busy page, four of a calm one: only the calm one would learn too late.
#[test]
fn an_edge_is_looked_at_within_an_interval_of_it() {
    for (calm, next_transition, jitter, seconds) in [
        (true, "10:00:10", 0.5, 41),
        (true, "10:00:10", 0.0, 11),
        (true, "10:00:01", 0.0, 5),
        (true, "10:00:01", 0.5, 35),
        (true, "10:02", 0.0, 121),
        (true, "10:02:59", 0.0, 216),
        (true, "10:03", 0.5, 240),
        (true, "10:10", 0.5, 240),
        (false, "10:00:10", 0.5, 60),
        (false, "10:00:01", 0.5, 60),
        (false, "10:02", 0.5, 60),
    ] {
        let hints = PollHints {
            calm,
            next_transition: Some(at(next_transition)),
            ..hints(60)
        };
        let mut poll = in_rhythm(hints);
        poll.succeeded(at("10:00"), hints, jitter);
        assert_eq!(
            pause(&poll, at("10:00")),
            seconds * 1000,
            "{next_transition} {jitter}"
        );
    }
}

/// Full jitter: from the floor to a limit that doubles.
#[test]
fn the_pause_after_failures() {
    for (failures, highest) in [(1, 60), (2, 120), (3, 240), (4, 300), (40, 300)] {
        for (jitter, millis) in [
            (0.0, FLOOR_MILLIS),
            (0.5, FLOOR_MILLIS + (highest * 1000 - FLOOR_MILLIS) / 2),
            (0.999_999, highest * 1000 - 1),
        ] {
            let mut poll = under_way(1);
            for _ in 1..failures {
                poll.failed(at("10:00"), hints(30), None, 0.3);
            }
            poll.failed(at("10:00"), hints(30), None, jitter);
            assert_eq!(pause(&poll, at("10:00")), millis, "{failures} {jitter}");
        }
    }
}

#[test]
fn only_a_visitor_may_ask_sooner_than_the_host_wants() {
    let mut poll = under_way(1);
    poll.failed(at("10:00"), hints(30), Some(600_000), 0.5);
    assert_eq!(pause(&poll, at("10:00")), 600_000 + 75_000);
    poll.hurry(at("10:01"));
    assert_eq!(poll.due(), Some(at("10:10")));
    poll.ask(at("10:01"));
    assert_eq!(poll.take(at("10:01"), Leadership::Inactive), Some(0));
}

/// One host asks for ten minutes; the other source goes on being asked, and then answers for both.
#[test]
fn what_one_host_asks_for_holds_for_its_own_source() {
    let mut poll = under_way(2);
    poll.failed(at("10:00"), hints(30), Some(600_000), 0.0);
    assert_eq!(pause(&poll, at("10:00")), FLOOR_MILLIS);
    for minute in ["10:01", "10:02", "10:03"] {
        assert_eq!(
            poll.take(at(minute), Leadership::Leader),
            Some(1),
            "{minute}"
        );
        poll.failed(at(minute), hints(30), None, 0.0);
        assert_eq!(pause(&poll, at(minute)), FLOOR_MILLIS);
    }
    assert_eq!(poll.take(at("10:09"), Leadership::Leader), Some(1));
    poll.failed(at("10:09"), hints(30), Some(300_000), 0.0);
    // Both want to be left alone: the one that may be asked first is, once it may be.
    assert_eq!(poll.due(), Some(at("10:10")));
    poll.hurry(at("10:09:30"));
    assert_eq!(poll.due(), Some(at("10:10")));
    assert_eq!(poll.take(at("10:10"), Leadership::Leader), Some(0));
    poll.succeeded(at("10:10"), hints(30), 0.5);
    assert_eq!(poll.take(at("10:20"), Leadership::Leader), Some(0));
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
                poll.succeeded(now, hints(refresh), jitter);
                assert!((FLOOR_MILLIS..=660_000).contains(&pause(&poll, now)));
            } else {
                poll.failed(now, hints(refresh), retry_after, jitter);
                let least = retry_after.unwrap_or(0).max(FLOOR_MILLIS);
                let refresh_millis = i64::try_from(refresh).unwrap().clamp(5, 600) * 1000;
                let most = retry_after.map_or(CEILING_MILLIS, |it| least + refresh_millis.max(it / 4));
                // The wish of one host holds for its own source; all of several may have asked for something.
                let (least, most) = if sources < 2 {
                    (least, most)
                } else {
                    (FLOOR_MILLIS, LONGEST_MILLIS * 5 / 4 + refresh_millis)
                };
                assert!((least..=most).contains(&pause(&poll, now)), "{}", pause(&poll, now));
            }
            now = poll.due().unwrap();
            assert_eq!(poll.take(later(now, -1), Leadership::Leader), None);
            assert!(poll.take(now, Leadership::Leader).unwrap() < sources.max(1));
            poll.hurry(now);
            assert_eq!(poll.due(), None, "one request at a time");
        }
    }
}

/// Whoever is told the same moment to come back at comes within an interval of it, with none at the floor.
#[test]
fn a_crowd_that_is_told_when_to_come_parts() {
    for (retry_after, jitter, millis) in [
        (0, 0.0, 5_000),
        (0, 0.5, 20_000),
        (1_000, 0.5, 20_000),
        (60_000, 0.5, 75_000),
        (600_000, 0.5, 675_000),
    ] {
        let mut poll = under_way(1);
        poll.failed(at("10:00"), hints(30), Some(retry_after), jitter);
        assert_eq!(pause(&poll, at("10:00")), millis, "{retry_after} {jitter}");
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
                poll.failed(at("10:00"), hints(30), None, 0.5);
            }
            poll.failed(at("10:00"), hints(30), None, f64::from(visitor) / 10_000.0);
            tenths[usize::try_from(pause(&poll, at("10:00")) * 10 / limit).unwrap()] += 1;
        }
        assert!(
            tenths.iter().all(|it| (800..=1170).contains(it)),
            "{tenths:?}"
        );
    }
}
