//! The service worker: when there is one, what its copies are worth, and when a newer version takes over.

use intermission::model::document::error::FetchError;
use intermission::model::policy::answer::{Answer, Stored};
use intermission::model::policy::config::Config;
use intermission::model::policy::freshness::Freshness;
use intermission::model::policy::return_flow::ReturnNotice;
use intermission::model::policy::return_target::Place;
use intermission::model::state::{Arrival, Event, ProbeAnswer, Start, Waiting};
use intermission::model::status::data_status::Basis;
use intermission::model::status::situation::Situation;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;

use super::{Play, WINDOW, ended, noon};

/// A page of a build that has a worker.
fn released(start: Start) -> Play {
    Play::start_with(Start {
        visible: true,
        worker: true,
        ..start
    })
}

/// The same, delivered in place of `/cart`.
fn standing_in() -> Start {
    Start {
        arrival: Arrival {
            status: Some(503),
            ..Arrival::default()
        },
        place: Place {
            origin: "https://www.example.com".to_owned(),
            path: "/cart".to_owned(),
            ..Place::default()
        },
        ..Start::default()
    }
}

fn well() -> String {
    WINDOW
        .replace("offline", "operational")
        .replace("in_progress", "completed")
}

fn at(seconds: i64) -> Instant {
    noon() + TimeDelta::seconds(seconds)
}

/// No answer but what the worker had, which came so many seconds after noon.
fn out_of_store(document: &str, seconds: i64) -> Event {
    Event::Fetched(Answer {
        stored: Some(Stored {
            at: at(seconds),
            bytes: document.as_bytes().to_vec(),
        }),
        ..ended(Err(FetchError::Offline))
    })
}

fn name(play: &Play) -> &str {
    &play.state.snapshot().unwrap().maintenances[0].name
}

#[test]
fn a_worker_is_started_once_the_page_is_up() {
    let mut play = released(Start::default());
    play.answer(200, WINDOW);
    play.until_asked();
    play.answer(30_300, WINDOW);
    let mut failing = released(Start::default());
    failing.fail(10_000, FetchError::TimedOut { after_secs: 10 }, "");
    let config = Config {
        offline: false,
        ..Config::default()
    };
    let mut unwanted = released(Start {
        config,
        ..Start::default()
    });
    unwanted.answer(200, WINDOW);
    play.log += &failing.log;
    play.log += &unwanted.log;
    play.expect("worker");
}

/// Somebody who reads the page for its own sake will read it again; the site has no use for it any more.
#[test]
fn a_site_that_is_back_is_left_without_a_worker() {
    let site = || {
        Event::Probed(Some(ProbeAnswer {
            status: 200,
            url: "https://www.example.com/cart".to_owned(),
            is_this_page: false,
        }))
    };
    let mut play = released(standing_in());
    play.answer(0, &well());
    for _ in 0..2 {
        let at = play.until("probe");
        play.at(at + 50, site());
    }
    play.until("return to");
    let mut hasty = released(standing_in());
    hasty.answer(0, &well()).at(500, Event::GoRequested);
    let mut unbuilt = Play::start_with(standing_in());
    unbuilt.answer(0, &well()).at(500, Event::GoRequested);
    play.log += &hasty.log;
    play.log += &unbuilt.log;
    play.expect("returning-without-a-worker");
}

#[test]
fn a_copy_is_old_news_until_the_network_confirms_it() {
    let mut play = released(Start::default());
    play.at(100, out_of_store(&well(), -120));
    assert_eq!(play.state.freshness(), Freshness::Cached);
    let situation = |play: &Play| play.state.derived().unwrap().overview.situation;
    assert_eq!(situation(&play), Situation::Unconfirmed);
    assert!(play.state.data_status().failure.is_some());
    let asked = play.until_asked();
    play.at(asked + 100, out_of_store(&well(), -120));
    assert_eq!(play.state.freshness(), Freshness::Cached);
    let asked = play.until_asked();
    play.answer(asked + 100, &well());
    assert_eq!(play.state.freshness(), Freshness::Live);
    assert_eq!(situation(&play), Situation::Over);
    play.expect("copies");
}

/// The age is that of the copy, whatever the visitor's clock has turned out to be meanwhile.
#[test]
fn a_copy_is_as_old_as_it_is() {
    let undated = WINDOW.replace("published_at", "unpublished_at");
    for (stored, freshness) in [
        (-1, Freshness::Cached),
        (-599, Freshness::Cached),
        (-600, Freshness::Stale),
        (-90_000, Freshness::Stale),
        // A clock that was put back since does not make it new.
        (90_000, Freshness::Cached),
    ] {
        let mut play = released(Start::default());
        play.at(0, out_of_store(&undated, stored));
        assert_eq!(play.state.freshness(), freshness, "{stored}");
        let age = play.state.data_status().age.unwrap();
        assert_eq!(age.basis, Basis::Fetched);
        assert_eq!(age.at, at(stored.min(0)), "{stored}");
    }
}

#[test]
fn a_copy_takes_the_place_of_older_copies_only() {
    let other = WINDOW.replace("Upgrade", "Other");
    let published = |time: &str| other.replace("12:00:00Z", time);
    let kept = |at: &str| format!("2026-11-23T{at}Z\n{WINDOW}");
    for (kept_at, document, stored, shown) in [
        ("11:56:00", &other, -60, "Other"),
        ("11:56:00", &other, -600, "Upgrade"),
        ("11:59:30", &other, -60, "Upgrade"),
        // By a clock that was ahead: nobody knows how old this copy is.
        ("11:56:00", &other, 90_000, "Upgrade"),
        ("11:56:00", &published("11:58:00Z"), -60, "Upgrade"),
        ("11:56:00", &"{\"page\"".to_owned(), -60, "Upgrade"),
    ] {
        let mut play = released(Start {
            document: Some(kept(kept_at)),
            ..Start::default()
        });
        play.at(100, out_of_store(document, stored));
        assert_eq!(name(&play), shown, "{kept_at} {stored}");
        assert_eq!(play.state.freshness(), Freshness::Cached);
    }
    let mut play = released(Start::default());
    play.answer(0, WINDOW);
    let asked = play.until_asked();
    play.at(asked + 100, out_of_store(&other, 20));
    assert_eq!(name(&play), "Upgrade");
    assert!(play.state.data_status().failure.is_some());
}

/// The copy of a mirror that was still behind takes nobody back, and one of the window keeps nobody here.
#[test]
fn a_copy_decides_nothing_about_the_way_back() {
    let mut play = released(standing_in());
    play.at(0, out_of_store(&well(), -5));
    assert_eq!(play.state.return_notice().shows, ReturnNotice::None);
    let asked = play.until_asked();
    play.answer(asked + 100, &well());
    assert!(matches!(
        play.state.return_notice().shows,
        ReturnNotice::Checking(_)
    ));
    play.at(asked + 6_000, Event::CheckRequested)
        .at(asked + 6_100, out_of_store(WINDOW, 1));
    assert!(matches!(
        play.state.return_notice().shows,
        ReturnNotice::Checking(_)
    ));
}

#[test]
fn a_newer_version_waits_for_the_visitors_word() {
    let mut play = released(Start::default());
    play.answer(0, WINDOW);
    for waiting in [Waiting::AmongOthers, Waiting::Alone] {
        play.at(100, Event::VersionWaits(waiting));
        assert!(!play.state.has_newer_version());
    }
    play.at(200, Event::VersionWaits(Waiting::Newer))
        .at(300, Event::VersionWaits(Waiting::Newer));
    assert!(play.state.has_newer_version());
    play.at(400, Event::ReloadRequested);
    play.expect("versions");
}
