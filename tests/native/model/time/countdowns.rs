//! Counters: their texts at exact edges, and that each wakes at the first instant its text changes.

use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::time::countdown::{
    Counter, Finest, eta, seconds_until, since, stopwatch, until,
};
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::{ProptestConfig, proptest};

fn then() -> Instant {
    Instant::from_timestamp(1_795_435_200).unwrap()
}

fn at(millis: i64) -> Instant {
    then() + TimeDelta::milliseconds(millis)
}

const S: i64 = 1000;
const MIN: i64 = 60 * S;
const H: i64 = 60 * MIN;

/// Texts at so many milliseconds from the instant that is counted to or from.
#[track_caller]
fn check(text: impl Fn(Instant) -> String, cases: &[(i64, &str)]) {
    for (millis, expected) in cases {
        assert_eq!(text(at(*millis)), *expected, "at {millis} ms");
    }
}

#[test]
fn an_eta_counts_down_and_past() {
    check(
        |now| message::eta(Language::default(), eta(Some(then()), now).shows),
        &[
            (-49 * H, "in about 2 d 1 h"),
            (-24 * H - 1, "in about 1 d 1 h"),
            (-24 * H, "in about 1 d"),
            (-24 * H + MIN, "in about 23 h 59 min"),
            (-H, "in about 1 h"),
            (-H + 1, "in about 1 h"),
            (-12 * MIN, "in about 12 min"),
            (-11 * MIN - 1, "in about 12 min"),
            (-11 * MIN, "in about 11 min"),
            (-1, "in about 1 min"),
            (0, "any moment"),
            (MIN - 1, "any moment"),
            (MIN, "overdue by 1 min"),
            (3 * MIN, "overdue by 3 min"),
            (61 * MIN, "overdue by 1 h 1 min"),
        ],
    );
    assert_eq!(
        message::eta(Language::default(), eta(None, then()).shows),
        "\u{2014}"
    );
}

#[test]
fn an_age_counts_up() {
    check(
        |now| {
            message::amount(
                Language::default(),
                since(then(), now, Finest::Seconds).shows,
            )
        },
        &[
            (-5 * S, "0 s"),
            (0, "0 s"),
            (999, "0 s"),
            (S, "1 s"),
            (MIN - 1, "59 s"),
            (MIN, "1 min"),
            (H - 1, "59 min"),
            (H, "1 h"),
            (24 * H, "1 d"),
            (25 * H + 59 * MIN, "1 d 1 h"),
        ],
    );
}

#[test]
fn the_next_check_counts_seconds_below_a_minute() {
    check(
        |now| message::amount(Language::default(), seconds_until(then(), now).shows),
        &[
            (-61 * S, "2 min"),
            (-60 * S, "60 s"),
            (-59_001, "60 s"),
            (-1, "1 s"),
            (0, "0 s"),
            (S, "0 s"),
        ],
    );
}

#[test]
fn elapsed_time_is_told_to_the_second() {
    check(
        |now| message::stopwatch(Language::default(), stopwatch(then(), now).shows),
        &[
            (-S, "0:00:00"),
            (999, "0:00:00"),
            (S, "0:00:01"),
            (H + 2 * MIN + 3 * S, "1:02:03"),
        ],
    );
}

/// `until` is the first instant, to the millisecond, at which something else is shown.
#[track_caller]
fn first_change<T: PartialEq + std::fmt::Debug>(
    counter: impl Fn(Instant) -> Counter<T>,
    now: Instant,
) {
    let shown = counter(now);
    let Some(until) = shown.until else {
        for later in [1, S, MIN, H, 24 * H, 4000 * H] {
            assert_eq!(
                counter(now + TimeDelta::milliseconds(later)).shows,
                shown.shows
            );
        }
        return;
    };
    assert!(now < until);
    assert_ne!(counter(until).shows, shown.shows, "at {until}");
    assert_eq!(
        counter(until - TimeDelta::milliseconds(1)).shows,
        shown.shows,
        "just before {until}"
    );
    let mut between = now;
    while between < until {
        assert_eq!(counter(between).shows, shown.shows, "at {between}");
        between += (until - now) / 37 + TimeDelta::milliseconds(1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_counter_wakes_at_the_first_change(millis in -60 * H..60 * H) {
        let now = at(millis);
        first_change(|now| eta(Some(then()), now), now);
        first_change(|now| until(then(), now), now);
        first_change(|now| seconds_until(then(), now), now);
        first_change(|now| since(then(), now, Finest::Seconds), now);
        first_change(|now| since(then(), now, Finest::Minutes), now);
        first_change(|now| stopwatch(then(), now), now);
    }
}
