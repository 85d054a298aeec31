//! Instants: every notation that feeds write, and those that are refused.

use chrono::SecondsFormat;
use intermission::model::time::instant::{Instant, Reading, read, read_http_date, write};

#[track_caller]
fn check(text: &str, expected: &str) {
    let found = match read(text) {
        Reading::At(at) => at.utc().to_rfc3339_opts(SecondsFormat::AutoSi, true),
        Reading::Absent => "absent".to_owned(),
        Reading::Unreadable => "unreadable".to_owned(),
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn rfc_3339() {
    check("2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z");
    check("2026-11-23t10:00:00z", "2026-11-23T10:00:00Z");
    check("2026-11-23 10:00:00Z", "2026-11-23T10:00:00Z");
    check("  2026-11-23T10:00:00Z\n", "2026-11-23T10:00:00Z");
    check("2026-11-23T10:00:00.5Z", "2026-11-23T10:00:00.500Z");
    check("2026-11-23T10:00:00.123999999Z", "2026-11-23T10:00:00.123Z");
    check("2026-11-23T10:00:00+05:30", "2026-11-23T04:30:00Z");
    check("2026-11-23T20:00:00.000-08:00", "2026-11-24T04:00:00Z");
    check("2026-11-23T10:00:00-00:00", "2026-11-23T10:00:00Z");
    check("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z");
    check("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z");
    check("2017-01-01T00:59:60.5+01:00", "2016-12-31T23:59:59.500Z");
}

/// ITU-R TF.460: a leap second follows 23:59:59 UTC on the last day of a month.
#[test]
fn leap_seconds_are_read_only_where_one_can_be() {
    check("2015-06-30T23:59:60Z", "2015-06-30T23:59:59Z");
    check("2026-02-28T23:59:60.25Z", "2026-02-28T23:59:59.250Z");
    check("2017-01-01 05:29:60 +0530 IST", "2016-12-31T23:59:59Z");
    for text in [
        "2026-11-28T12:30:60Z",
        "2026-11-28T23:59:60Z",
        "2024-02-28T23:59:60Z",
        "2016-12-31T23:59:60+01:00",
        "2016-12-31T22:59:60Z",
        "2016-12-31T23:59:61Z",
        "2017-01-01T00:00:60Z",
    ] {
        check(text, "unreadable");
    }
}

/// Calendars (RFC 5545) and RFC 3339 have four digits for a year.
#[test]
fn offsets_lead_into_no_year_of_another_length() {
    check("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
    check("9999-12-31T23:59:59+23:59", "9999-12-31T00:00:59Z");
    check("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z");
    check("9999-12-31T23:59:59-00:01", "unreadable");
    check("9999-12-31T23:59:59-23:59", "unreadable");
    check("9999-12-31 23:59:59 -0100", "unreadable");
    check("0000-01-01T00:00:00+00:01", "unreadable");
}

#[test]
fn notations_of_programs() {
    check(
        "2026-11-23 10:00:00.999 -0700 MST",
        "2026-11-23T17:00:00.999Z",
    );
    check("2026-11-23 10:00:00 +0000 UTC", "2026-11-23T10:00:00Z");
    check(
        "2026-11-23 10:00:00 +0000 UTC m=+0.1",
        "2026-11-23T10:00:00Z",
    );
    check("2026-11-23 10:00:00 +0530", "2026-11-23T04:30:00Z");
    check(
        "Mon Nov 23 2026 10:00:00 GMT+0100 (Central European Standard Time)",
        "2026-11-23T09:00:00Z",
    );
    check("Sat Jun 11 2022 18:55:50 GMT+0000", "2022-06-11T18:55:50Z");
    check("Thu Jan 01 2026 00:00:00 GMT-0330", "2026-01-01T03:30:00Z");
}

#[test]
fn seconds_since_1970() {
    check("1795428000", "2026-11-23T10:00:00Z");
    check("123456789", "1973-11-29T21:33:09Z");
    check("12345678901", "2361-03-21T19:15:01Z");
    // Eight digits may be a date, thirteen are milliseconds.
    check("20261123", "unreadable");
    check("1795428000000", "unreadable");
    check("1795428000.5", "unreadable");
    check("-1795428000", "unreadable");
}

#[test]
fn stand_ins_for_no_time() {
    for text in [
        "",
        "  ",
        "<no value>",
        "null",
        "0001-01-01T00:00:00Z",
        "0001-01-01 00:00:00 +0000 UTC",
    ] {
        check(text, "absent");
    }
}

#[test]
fn what_leaves_a_doubt_is_refused() {
    for text in [
        "2026-11-23 10:00:00",
        "2026-11-23T10:00:00",
        "2026-11-23",
        "10:00",
        "tomorrow",
        "2026-13-01T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T10:00Z",
        "2026-11-23 10:00:00 MST",
        "2026-11-23 10:00:00 -07 MST",
        "2026-11-23 10:00:00 é0700",
        "2026-11-23T10:00:00+9999999:00",
        "2026-11-23T10:00:00+00:4294967295",
        "Mon Smarch 23 2026 10:00:00 GMT+0100",
        "Mon Nov 23 2026 10:00:00",
        "Nov 23, 2026 10:00 AM",
        "\u{1d7d9}795428000",
    ] {
        check(text, "unreadable");
    }
}

#[test]
fn instants_are_written_in_whole_seconds() {
    for (text, written) in [
        ("2026-11-23T10:00:00.999+01:00", "2026-11-23T09:00:00Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
    ] {
        let at: Instant = text.parse().unwrap();
        assert_eq!(write(at), written);
        check(&write(at), written);
    }
}

#[test]
fn dates_of_http_answers() {
    for (text, expected) in [
        (
            "Mon, 23 Nov 2026 10:00:00 GMT",
            Some("2026-11-23T10:00:00Z"),
        ),
        (
            " Sun, 06 Nov 1994 08:49:37 GMT ",
            Some("1994-11-06T08:49:37Z"),
        ),
        ("Mon, 23 Nov 2026 10:00:00 +0100", None),
        ("Monday, 23-Nov-26 10:00:00 GMT", None),
        ("Mon Nov 23 10:00:00 2026", None),
        ("GMT", None),
        ("", None),
    ] {
        assert_eq!(
            read_http_date(text).map(write).as_deref(),
            expected,
            "{text}"
        );
    }
}
