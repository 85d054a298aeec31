//! Documents that are older than the one on screen, and copies by clocks that were wrong.

use intermission::model::document::error::FetchError;
use intermission::model::policy::answer::Answer;
use intermission::model::policy::config::Config;
use intermission::model::policy::freshness::Freshness;
use intermission::model::state::{Event, Start};

use super::{Play, WINDOW};

/// The document before the one that is kept: its publisher took the newer one back, or had a clock that was ahead.
fn older() -> String {
    WINDOW
        .replace("2026-11-23T12:00:00Z", "2026-11-19T12:00:00Z")
        .replace("Upgrade", "Restored")
}

fn newer() -> String {
    WINDOW.replace("2026-11-23T12:00:00Z", "2026-11-20T12:00:00Z")
}

/// A visit at noon whose earlier one has seen the newer document at this time.
fn kept(seen_at: &str) -> Play {
    Play::start_with(Start {
        document: Some(format!("{seen_at}\n{}", newer())),
        visible: true,
        ..Start::default()
    })
}

fn name(play: &Play) -> String {
    play.state.snapshot().unwrap().maintenances[0].name.clone()
}

#[test]
fn a_copy_outranks_a_host_only_as_long_as_a_mirror_may_lag() {
    for (seen_at, shown) in [
        ("2026-11-22T12:00:00Z", "Restored"),
        ("2026-11-23T11:55:00Z", "Restored"),
        ("2026-11-23T11:56:00Z", "Upgrade"),
    ] {
        let mut play = kept(seen_at);
        assert_eq!(name(&play), "Upgrade");
        play.answer(100, &older());
        assert_eq!(name(&play), shown, "{seen_at}");
        let live = play.state.freshness() == Freshness::Live;
        assert_eq!(live, shown == "Restored", "{seen_at}");
        let at = play.until_asked();
        play.answer(300_000.max(at), &older());
        assert_eq!(name(&play), "Restored", "{seen_at}");
        assert_eq!(play.state.freshness(), Freshness::Live);
        assert!(
            play.log.contains("every source has an older document"),
            "{}",
            play.log
        );
    }
}

/// Then nothing is left of the newer one, on the next visit either.
#[test]
fn what_was_taken_back_is_not_kept() {
    let mut play = kept("2026-11-22T12:00:00Z");
    play.answer(100, &older());
    assert!(
        play.log
            .contains("keep document /status.json=2026-11-23T12:00:00Z"),
        "{}",
        play.log
    );
}

#[test]
fn an_older_document_of_every_source_is_what_the_publisher_says() {
    let mut play = Play::start();
    play.answer(100, &newer());
    for _ in 0..2 {
        let at = play.until_asked();
        play.answer(at + 100, &older());
        assert_eq!(name(&play), "Upgrade");
    }
    let at = play.until_asked();
    play.answer(at + 100, &older());
    assert_eq!(name(&play), "Restored");
    assert_eq!(play.state.freshness(), Freshness::Live);
}

/// A mirror that lags is outvoted by one that does not, and by one that says nothing.
#[test]
fn a_mirror_that_lags_changes_nothing() {
    for other_fails in [false, true] {
        let mut play = Play::start_with(Start {
            config: Config {
                sources: vec!["/a.json".to_owned(), "/b.json".to_owned()],
                ..Config::default()
            },
            visible: true,
            ..Start::default()
        });
        play.at(
            100,
            Event::Fetched(Answer::new("/a.json", Ok(newer().into_bytes()))),
        );
        for _ in 0..12 {
            let before = play.log.len();
            let at = play.until_asked();
            let (url, body) = match play.log[before..].contains("/a.json") {
                false => ("/b.json", Ok(older().into_bytes())),
                true if other_fails => ("/a.json", Err(FetchError::Interrupted)),
                true => ("/a.json", Ok(newer().into_bytes())),
            };
            play.at(at + 100, Event::Fetched(Answer::new(url, body)));
            if play.state.freshness() != Freshness::Stale {
                assert_eq!(name(&play), "Upgrade", "{other_fails}");
            }
        }
    }
}

/// A copy that a clock in the future has dated ages like any other, from the first visit on.
#[test]
fn a_copy_from_the_future_is_not_trusted_for_ever() {
    let mut play = kept("2036-01-01T00:00:00Z");
    assert!(
        play.log
            .contains("keep document /status.json=2026-11-23T12:00:00Z"),
        "{}",
        play.log
    );
    play.fail(100, FetchError::Offline, "");
    assert_eq!(play.state.freshness(), Freshness::Cached);
    let mut at = 0;
    while at < 600_000 {
        at = play.until_asked();
        play.fail(at + 100, FetchError::Offline, "");
    }
    assert_eq!(play.state.freshness(), Freshness::Stale);
}
