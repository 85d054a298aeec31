//! Times as people type them, in zones whose clocks change.

use intermission::cli::operate::times::{Scene, TimeError, length, time};
use intermission::cli::zone;
use intermission::model::time::instant::{self, Instant};
use intermission::model::time::time_delta::TimeDelta;

fn instant(text: &str) -> Instant {
    let instant::Reading::At(at) = instant::read(text) else {
        panic!("{text}")
    };
    at
}

fn read(text: &str, now: &str, zone: Option<&str>) -> Result<String, TimeError> {
    let scene = Scene {
        now: instant(now),
        zone: zone.map(|zone| zone::find(zone).unwrap()),
    };
    let end = Some(instant("2026-12-04T23:00:00Z"));
    time(text, scene, end).map(instant::write)
}

#[test]
fn every_form_is_read() {
    let (now, berlin) = ("2026-12-04T21:00:00Z", Some("Europe/Berlin"));
    for (text, expected) in [
        ("now", "2026-12-04T21:00:00Z"),
        ("+30m", "2026-12-04T21:30:00Z"),
        ("+1h30m", "2026-12-04T22:30:00Z"),
        ("+2d", "2026-12-06T21:00:00Z"),
        ("end+30m", "2026-12-04T23:30:00Z"),
        ("22:30", "2026-12-04T21:30:00Z"),
        ("22:30:15", "2026-12-04T21:30:15Z"),
        ("today 23:00", "2026-12-04T22:00:00Z"),
        ("tomorrow 06:00", "2026-12-05T05:00:00Z"),
        ("2026-12-05 22:00", "2026-12-05T21:00:00Z"),
        ("2026-12-05T22:00", "2026-12-05T21:00:00Z"),
        ("2026-12-05 22:00 America/New_York", "2026-12-06T03:00:00Z"),
        ("22:30 asia/kolkata", "2026-12-05T17:00:00Z"),
        ("2026-12-05T22:00:00+09:00", "2026-12-05T13:00:00Z"),
        (" 22:30 UTC ", "2026-12-04T22:30:00Z"),
    ] {
        assert_eq!(read(text, now, berlin).as_deref(), Ok(expected), "{text}");
    }
    assert_eq!(
        read("tomorrow 06:00 Asia/Kolkata", now, None).as_deref(),
        Ok("2026-12-06T00:30:00Z")
    );
}

#[test]
fn a_wall_clock_needs_a_zone() {
    let now = "2026-12-04T21:00:00Z";
    let found = "22:30".to_owned();
    assert_eq!(read("22:30", now, None), Err(TimeError::NoZone { found }));
    let found = "Europe/Berln".to_owned();
    let nearest = Some("Europe/Berlin");
    assert_eq!(
        read("22:30 Europe/Berln", now, None),
        Err(TimeError::Zone { found, nearest })
    );
    assert!(matches!(
        read("22:30 CEST", now, None),
        Err(TimeError::Zone { nearest: None, .. })
    ));
}

#[test]
fn other_texts_are_refused() {
    for text in [
        "",
        "soon",
        "25:00",
        "22",
        "2026-13-01 10:00",
        "2026-02-30 10:00",
        "+",
        "+5",
        "+m",
        "+-5m",
        "-5m",
        "end-5m",
        "yesterday 10:00",
        "22:00 22:00",
        "+99999999999999999999d",
        "+400d",
        "12:00 PM",
    ] {
        assert!(
            read(text, "2026-12-04T21:00:00Z", Some("UTC")).is_err(),
            "{text}"
        );
    }
    for text in ["0m", "1.5h", "1h 30m", "h", "5x"] {
        assert!(length(text).is_err(), "{text}");
    }
    assert_eq!(length("1d2h3m4s"), Ok(TimeDelta::seconds(93_784)));
}

/// The clocks of a zone leave a time out, or have it twice: both readings are named, and each is read.
#[test]
fn changes_of_the_clock_are_refused_with_both_readings() {
    for (text, zone, readings) in [
        (
            "2026-03-29 02:30",
            "Europe/Berlin",
            ["2026-03-29T02:30:00+02:00", "2026-03-29T02:30:00+01:00"],
        ),
        (
            "2026-10-25 02:30",
            "Europe/Berlin",
            ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
        ),
        (
            "2026-03-08 02:15",
            "America/New_York",
            ["2026-03-08T02:15:00-04:00", "2026-03-08T02:15:00-05:00"],
        ),
        (
            "2026-11-01 01:59",
            "America/New_York",
            ["2026-11-01T01:59:00-04:00", "2026-11-01T01:59:00-05:00"],
        ),
        // The clocks of this island change by half an hour.
        (
            "2026-10-04 02:15",
            "Australia/Lord_Howe",
            ["2026-10-04T02:15:00+11:00", "2026-10-04T02:15:00+10:30"],
        ),
        // This day was left out as a whole.
        (
            "2011-12-30 12:00",
            "Pacific/Apia",
            ["2011-12-30T12:00:00+14:00", "2011-12-30T12:00:00-10:00"],
        ),
    ] {
        let error = read(text, "2026-01-01T00:00:00Z", Some(zone))
            .unwrap_err()
            .to_string();
        for reading in readings {
            assert!(error.contains(&format!("`{reading}`")), "{text}: {error}");
            assert!(
                read(reading, "2026-01-01T00:00:00Z", None).is_ok(),
                "{reading}"
            );
        }
        assert!(error.contains(zone), "{error}");
    }
    // The minutes around a change are told without a question.
    for (text, expected) in [
        ("2026-03-29 01:59 Europe/Berlin", "2026-03-29T00:59:00Z"),
        ("2026-03-29 03:00 Europe/Berlin", "2026-03-29T01:00:00Z"),
        ("2026-10-25 01:59 Europe/Berlin", "2026-10-24T23:59:00Z"),
        ("2026-10-25 03:00 Europe/Berlin", "2026-10-25T02:00:00Z"),
    ] {
        assert_eq!(
            read(text, "2026-01-01T00:00:00Z", None).as_deref(),
            Ok(expected)
        );
    }
}

/// `22:00` is today's in the operator's zone, which may be another day than in UTC.
#[test]
fn today_is_the_operators() {
    let now = "2026-12-04T23:30:00Z";
    assert_eq!(
        read("06:00", now, Some("Asia/Tokyo")).as_deref(),
        Ok("2026-12-04T21:00:00Z")
    );
    assert_eq!(
        read("tomorrow 06:00", now, Some("Asia/Tokyo")).as_deref(),
        Ok("2026-12-05T21:00:00Z")
    );
    assert_eq!(
        read("20:00", now, Some("America/Los_Angeles")).as_deref(),
        Ok("2026-12-05T04:00:00Z")
    );
}
