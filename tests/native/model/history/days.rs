//! Days and uptime, beside a count of every minute.

use std::collections::BTreeMap;

use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::history::days::{Counts, Day, Maintenance, Stretch, Uptime, days};
use intermission::model::history::observe::History;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, proptest};
use serde_json::json;

use super::plan::{SERVICES, Step, plan, planned, play};
use super::{Disk, from_text, instant};

/// Publications on whole minutes over about ninety days: every few minutes, with nights and holidays in between.
fn quarter() -> impl Strategy<Value = Vec<Step>> {
    let after = (any::<u8>(), 1_i64..10, 10_i64..14 * 1_440);
    let after = after.prop_map(|(dice, short, long)| if dice < 235 { short } else { long });
    let words = [0..4_usize, 0..4_usize, 0..4_usize];
    // Mostly as before: states last for a while.
    let step = (after, 0_i64..20, any::<u8>(), words);
    let steps = vec(step, 150..250);
    steps.prop_map(|steps| {
        let mut last = [0; 3];
        let step = |(after, age, dice, words): (i64, i64, u8, [usize; 3])| {
            if dice < 60 {
                last = words;
            }
            Step {
                after: after * 60,
                age: age * 60,
                words: last,
            }
        };
        steps.into_iter().map(step).collect()
    })
}

fn history(disk: &Disk) -> History {
    History {
        index: disk.index(),
        months: disk
            .months
            .iter()
            .map(|(month, text)| (*month, from_text(text)))
            .collect(),
        ..History::default()
    }
}

/// The beginnings of ninety days, and the end of the last one.
fn ninety_days() -> Vec<Instant> {
    let first = instant("2026-10-30T00:00:00Z");
    (0..=90).map(|day| first + TimeDelta::days(day)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ninety_days_are_those_of_a_count_of_every_minute(steps in quarter()) {
        let plan = plan(&steps);
        let history = history(&play(&plan));
        let bounds = ninety_days();
        for (place, service) in SERVICES.iter().enumerate() {
            let found = days(&history.stretches(service), &bounds);
            let (mut up, mut partly, mut counted) = (0, 0, 0);
            for (day, beginning) in found.iter().zip(&bounds) {
                let mut minutes: BTreeMap<ComponentStatus, i64> = BTreeMap::new();
                for minute in 0..1_440 {
                    let at = *beginning + TimeDelta::minutes(minute);
                    let Some(word) = planned(&plan, place, at) else { continue };
                    *minutes.entry(ComponentStatus::parse(word).unwrap()).or_default() += 1;
                    counted += 1;
                    up += i64::from(word != "major_outage");
                    partly += i64::from(word == "operational");
                }
                let lengths = minutes.iter().map(|(status, it)| (*status, TimeDelta::minutes(*it)));
                assert_eq!(day.lengths, lengths.collect(), "{service} on {beginning}");
                assert_eq!(day.worst(), minutes.keys().copied().max());
            }
            for (counts, up) in [(Counts::Full, up), (Counts::Partial, partly)] {
                let uptime = Uptime::of(&found, counts, Maintenance::Counted);
                let share = (up * 100_000).checked_div(counted).map(|it| u32::try_from(it).unwrap());
                assert_eq!(uptime.share(), share);
                assert_eq!(uptime.unknown, TimeDelta::minutes(90 * 1_440 - counted));
            }
        }
    }
}

fn day(lengths: &[(ComponentStatus, i64)]) -> Day {
    let from = instant("2026-11-01T00:00:00Z");
    let lengths = lengths
        .iter()
        .map(|(status, hours)| (*status, TimeDelta::hours(*hours)));
    Day {
        from,
        until: from + TimeDelta::hours(24),
        lengths: lengths.collect(),
    }
}

#[test]
fn figures_count_what_they_say() {
    let day = day(&[
        (ComponentStatus::Operational, 8),
        (ComponentStatus::Queued, 2),
        (ComponentStatus::PartialOutage, 5),
        (ComponentStatus::UnderMaintenance, 4),
        (ComponentStatus::Offline, 1),
    ]);
    let share =
        |counts, maintenance| Uptime::of(std::slice::from_ref(&day), counts, maintenance).share();
    assert_eq!(
        share(Counts::Full, Maintenance::LeftOut),
        Some(93_750),
        "15 of 16 hours"
    );
    assert_eq!(
        share(Counts::Full, Maintenance::Counted),
        Some(75_000),
        "15 of 20 hours"
    );
    assert_eq!(
        share(Counts::Partial, Maintenance::LeftOut),
        Some(62_500),
        "10 of 16 hours"
    );
    assert_eq!(
        share(Counts::Partial, Maintenance::Counted),
        Some(50_000),
        "10 of 20 hours"
    );
    let uptime = Uptime::of(
        std::slice::from_ref(&day),
        Counts::Full,
        Maintenance::LeftOut,
    );
    assert_eq!(uptime.unknown_share(), 16_667, "4 of 24 hours, rounded up");
}

/// A second of an outage in ninety days is no uptime of 100 %, and a second of silence is no 0 % of unknown time.
#[test]
fn shares_are_never_rounded_to_the_better() {
    let from = instant("2026-11-01T00:00:00Z");
    let until = from + TimeDelta::days(90);
    let middle = from + TimeDelta::days(45);
    let second = TimeDelta::seconds(1);
    let stretch = |from, until, status| Stretch {
        from,
        until,
        status,
    };
    let stretches = [
        stretch(from, middle, ComponentStatus::Operational),
        stretch(middle, middle + second, ComponentStatus::MajorOutage),
        stretch(
            middle + second,
            until - second,
            ComponentStatus::Operational,
        ),
    ];
    let uptime = Uptime::of(
        &days(&stretches, &[from, until]),
        Counts::Full,
        Maintenance::Counted,
    );
    assert_eq!((uptime.share(), uptime.unknown_share()), (Some(99_999), 1));
}

#[test]
fn nothing_known_has_no_share() {
    let from = instant("2026-11-01T00:00:00Z");
    let nothing = days(&[], &[from, from + TimeDelta::days(1)]);
    let uptime = Uptime::of(&nothing, Counts::Full, Maintenance::Counted);
    assert_eq!((uptime.share(), uptime.unknown_share()), (None, 100_000));
    assert_eq!(nothing[0].worst(), None);
    let none = Uptime::of(&[], Counts::Full, Maintenance::Counted);
    assert_eq!((none.share(), none.unknown_share()), (None, 0));
}

/// Everything together is as bad as its words say.
#[test]
fn everything_together_has_days_too() {
    let mut disk = Disk::default();
    let document = |status: &str| json!({"components": [{"id": "a", "name": "A", "status": status}, {"id": "b", "name": "B", "status": "operational"}]});
    disk.publish(&document("operational"), "2026-11-23T10:00:00Z");
    disk.publish(&document("major_outage"), "2026-11-23T10:05:00Z");
    disk.publish(&document("major_outage"), "2026-11-23T10:09:00Z");
    let history = history(&disk);
    let bounds = [
        instant("2026-11-23T00:00:00Z"),
        instant("2026-11-24T00:00:00Z"),
    ];
    let all = days(&history.stretches_of_all(), &bounds);
    let expected = [
        (ComponentStatus::Operational, 5),
        (ComponentStatus::MajorOutage, 4),
    ];
    let expected = expected.map(|(status, minutes)| (status, TimeDelta::minutes(minutes)));
    assert_eq!(all[0].lengths, BTreeMap::from(expected));
    assert_eq!(history.services(), [("a", "A"), ("b", "B")]);
}
