//! The visitor's clock and the server's: neither goes back and forth.

use intermission::model::time::local_clock::LocalClock;
use intermission::model::time::server_clock::ServerClock;
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::{ProptestConfig, prop_assert, proptest};

use crate::model::at;

/// What the page's clock shows when the wall clock and the ticks do, one reading after another.
#[test]
fn the_page_s_clock_runs_forward_only() {
    let mut clock = LocalClock::default();
    for (wall, ticks, told) in [
        ("10:00:00", 5, "10:00:00"),
        ("10:00:01", 1_005, "10:00:01"),
        // Half a second of drift is no reason for a jump.
        ("10:00:02.5", 2_005, "10:00:02"),
        // Set back by an hour.
        ("09:00:03", 3_005, "10:00:03"),
        ("09:00:04", 4_005, "10:00:04"),
        // Asleep for half an hour, on a system that stops the ticks meanwhile, and on one that does not.
        ("09:30:04", 4_005, "10:30:04"),
        ("10:00:04", 1_804_005, "11:00:04"),
    ] {
        let wall = at(wall);
        assert_eq!(clock.read(wall, ticks), at(told), "{wall}");
    }
}

/// A notion, an answer, and what the notion is then, in milliseconds ahead of the visitor's clock.
#[track_caller]
fn check(ahead: i64, date: &str, age_secs: u32, expected: i64) {
    let (sent, received) = (at("10:00:00"), at("10:00:01"));
    // From nothing known, one exact answer gives any notion.
    let notion = TimeDelta::milliseconds(ahead);
    let known = ServerClock::default().learn(sent + notion, 0, sent, sent);
    let start = (known.at(sent) - sent).num_milliseconds();
    assert!((start - ahead).abs() <= 500, "{start}");
    let learnt = known.learn(at(date), age_secs, sent, received);
    let found = (learnt.at(sent) - sent).num_milliseconds();
    assert_eq!(found, expected, "{date}, age {age_secs}");
}

#[test]
fn the_server_s_clock_is_learnt_once() {
    // Consistent with what is known: nothing moves.
    check(0, "10:00:00", 0, 0);
    check(0, "10:00:01", 0, 0);
    check(0, "09:59:59", 0, 0);
    // A day off, either way.
    check(0, "10:00:00", 86_400, 0);
    check(0, "11:00:00", 0, 3_600_000);
    check(3_600_000, "10:00:00", 0, 0);
    // A copy that is ten minutes old, with the origin's date in it, and with the cache's own.
    check(0, "09:50:00", 600, 0);
    check(0, "10:00:00", 600, 0);
    // The same, an hour from what was known.
    check(0, "11:00:00", 600, 3_600_000);
    check(7_200_000, "11:00:00", 600, 4_200_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_reading_is_before_another(steps in proptest::collection::vec((-100_000_i64..100_000, 0_i64..100_000), 1..50)) {
        let mut clock = LocalClock::default();
        let (mut wall, mut ticks) = (at("10:00"), 0);
        let mut last = clock.read(wall, ticks);
        for (by_wall, by_ticks) in steps {
            wall += TimeDelta::milliseconds(by_wall);
            ticks += by_ticks;
            let now = clock.read(wall, ticks);
            prop_assert!(last <= now);
            prop_assert!((now - last).num_milliseconds() >= by_ticks.saturating_sub(1_000));
            last = now;
        }
    }

    /// Whatever the visitor's clock shows, the server's is right to a second and the way there and back.
    #[test]
    fn a_wrong_clock_is_put_right(off in -200_000_i64..200_000, way in 0_i64..5_000, asked in 0_i64..5_000, millis in 0_i64..1_000) {
        let data_status = at("10:00") + TimeDelta::milliseconds(millis);
        let date = at("10:00");
        let local = data_status - TimeDelta::seconds(off);
        let (sent, received) = (local - TimeDelta::milliseconds(asked), local + TimeDelta::milliseconds(way));
        let clock = ServerClock::default().learn(date, 0, sent, received);
        let error = (clock.at(local) - data_status).num_milliseconds().abs();
        prop_assert!(error <= 1_000 + way + asked, "{}", error);
    }
}
