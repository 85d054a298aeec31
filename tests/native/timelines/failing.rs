//! Requests that bring nothing, or nothing new.

use intermission::model::document::error::FetchError;
use intermission::model::policy::answer::Answer;
use intermission::model::policy::config::Config;
use intermission::model::policy::freshness::Freshness;
use intermission::model::policy::return_flow::ReturnNotice;
use intermission::model::state::{Arrival, Effect, Event, HostEffect, Inputs, Start};
use intermission::model::time::time_delta::TimeDelta;

use super::{Play, WINDOW, ended, noon};

#[test]
fn a_failure_leaves_what_is_on_screen() {
    let mut play = Play::start();
    play.answer(0, WINDOW).at(30_000, Event::Woke);
    let before = play.state.snapshot().cloned();
    play.answer(30_100, "<html>");
    assert_eq!(play.state.snapshot().cloned(), before);
    assert!(play.state.data_status().failure.is_some());
    play.at(60_100, Event::Woke).answer(60_200, WINDOW);
    assert!(play.state.data_status().failure.is_none());
    play.expect("a-failure-leaves-what-is-on-screen");
}

#[test]
fn a_first_failure_shows_nothing_and_tries_again() {
    let mut play = Play::start();
    let error = FetchError::TimedOut { after_secs: 10 };
    play.fail(10_000, error, "");
    assert!(play.state.snapshot().is_none());
    play.expect("a-first-failure-shows-nothing-and-tries-again");
}

/// Requests that bring nothing come ever more rarely; one that does makes an end of it.
#[test]
fn failures_back_off_and_a_success_resets() {
    let mut play = Play::start();
    play.answer(0, WINDOW);
    for _ in 0..7 {
        let at = play.until_asked();
        play.fail(at + 100, FetchError::HttpStatus { code: 500 }, "");
    }
    let at = play.until_asked();
    play.answer(at + 100, WINDOW);
    play.until_asked();
    play.expect("failures-back-off");
}

#[test]
fn a_host_that_asks_to_be_left_alone_is() {
    let mut play = Play::start();
    let busy = FetchError::HttpStatus { code: 503 };
    play.answer(0, WINDOW);
    for retry_after in [
        "120",
        "Mon, 23 Nov 2026 12:10:00 GMT",
        "Mon, 23 Nov 2026 12:00:00 GMT",
        "soon",
    ] {
        let at = play.until_asked();
        play.fail(at + 100, busy.clone(), retry_after);
    }
    // Coming back into view does not count as being asked; pressing the button does.
    let at = play.until_asked();
    play.fail(at + 100, busy, "600")
        .at(at + 30_000, Event::Hidden)
        .at(at + 60_000, Event::Shown);
    play.at(at + 61_000, Event::CheckRequested);
    play.expect("retry-after");
}

#[test]
fn mirrors_are_asked_in_turn_and_the_freshest_document_wins() {
    let config = Config {
        sources: ["/a.json", "/b.json", "/c.json"]
            .map(str::to_owned)
            .to_vec(),
        ..Config::default()
    };
    let mut play = Play::start_with(Start {
        config,
        visible: true,
        ..Start::default()
    });
    play.fail(100, FetchError::HttpStatus { code: 404 }, "");
    let at = play.until_asked();
    play.answer(at + 100, WINDOW);
    for error in [FetchError::TimedOut { after_secs: 10 }, FetchError::Offline] {
        let at = play.until_asked();
        play.fail(at + 100, error, "");
    }
    let at = play.until_asked();
    let older = WINDOW
        .replace("12:00:00Z", "11:58:00Z")
        .replace("Upgrade", "Older");
    play.answer(at + 100, &older);
    assert_eq!(
        play.state.snapshot().unwrap().maintenances[0].name,
        "Upgrade"
    );
    for _ in 0..3 {
        let at = play.until_asked();
        play.fail(
            at + 100,
            FetchError::Network {
                reason: "refused".to_owned(),
            },
            "",
        );
    }
    play.until_asked();
    play.expect("mirrors");
}

/// A planned window from 12:15 to 12:40: with eight minutes between checks while all is well, its start is
/// looked at within the publisher's two minutes, and so is its end, by checks that come so often anyway.
#[test]
fn each_edge_is_looked_at_within_an_interval() {
    let planned = WINDOW
        .replace("\"refresh_secs\": 30", "\"refresh_secs\": 120")
        .replace(
            "\"offline\", \"eta\": \"2026-11-23T12:05:00Z\"",
            "\"operational\"",
        )
        .replace("in_progress", "scheduled")
        .replace("T12:15:00Z", "T12:40:00Z")
        .replace("T11:45:00Z", "T12:15:00Z");
    let mut play = Play::start();
    play.answer(0, &planned);
    for _ in 0..4 {
        let at = play.until_asked();
        play.answer(at + 100, &planned);
    }
    play.expect("edges");
}

#[test]
fn the_network_coming_back_is_an_occasion_to_ask() {
    let mut play = Play::start();
    play.answer(0, WINDOW).at(30_000, Event::Woke);
    play.fail(30_100, FetchError::Offline, "")
        .at(33_000, Event::Online);
    play.until_asked();
    play.expect("online");
}

/// Nothing is well without word that it is, and after a while nothing is known at all.
#[test]
fn what_is_known_ages() {
    let well = WINDOW
        .replace("offline", "operational")
        .replace("in_progress", "completed");
    let mut play = Play::start();
    play.answer(0, &well);
    let at = play.until_asked();
    play.fail(at + 100, FetchError::Offline, "");
    assert_eq!(play.state.freshness(), Freshness::Cached);
    play.at(601_000, Event::Hidden).at(602_000, Event::Shown);
    assert_eq!(play.state.freshness(), Freshness::Stale);
    assert_eq!(play.state.snapshot().unwrap().tally().unknown, 1);
    play.answer(603_000, &well);
    assert_eq!(play.state.freshness(), Freshness::Live);
    assert_eq!(play.state.snapshot().unwrap().tally().healthy, 1);
    play.expect("ageing");
}

/// A cache that is behind proves nothing of now, and what an earlier visit kept takes nobody back.
#[test]
fn an_older_document_confirms_nothing() {
    let well = WINDOW
        .replace("offline", "operational")
        .replace("in_progress", "completed");
    let older = WINDOW.replace("12:00:00Z", "11:58:00Z");
    let mut play = Play::start();
    play.answer(0, &well).at(30_000, Event::CheckRequested);
    play.fail(30_100, FetchError::HttpStatus { code: 500 }, "");
    let failure = play.state.data_status().failure;
    play.at(36_000, Event::CheckRequested)
        .answer(36_100, &older);
    assert_eq!(play.state.freshness(), Freshness::Cached);
    assert_eq!(play.state.data_status().failure, failure);
    assert_eq!(play.state.snapshot().unwrap().tally().healthy, 1);
    let mut returning = Play::start_with(Start {
        arrival: Arrival {
            status: Some(503),
            ..Arrival::default()
        },
        document: Some(format!("2026-11-23T11:59:30Z\n{well}")),
        visible: true,
        ..Start::default()
    });
    returning.answer(100, &older);
    assert_eq!(returning.state.return_notice().shows, ReturnNotice::None);
    play.log += &returning.log;
    play.expect("older");
}

/// The document on screen, as whoever published it has called its maintenance.
fn on_screen(play: &Play) -> String {
    play.state.snapshot().unwrap().maintenances[0].name.clone()
}

/// A publisher wrote local time as UTC, and mended it; a page that was out of view for an hour must follow too.
#[test]
fn a_document_from_the_future_never_holds_a_later_one_back() {
    let future = WINDOW.replace("12:00:00Z", "13:00:00Z");
    let mended = WINDOW
        .replace("12:00:00Z", "12:20:00Z")
        .replace("Upgrade", "Mended");
    let after = 90 * 60_000;
    let mut play = Play::start();
    play.answer(0, &future).at(1_000, Event::Hidden);
    play.at(after, Event::Shown).answer(after + 100, &mended);
    assert_eq!(on_screen(&play), "Mended");

    // Nor does one that was kept, whenever its page was put out of view.
    let mut before = Play::start();
    before.answer(0, &future);
    before.at(30 * 60_000, Event::CheckRequested);
    before.answer(30 * 60_000 + 100, &future);
    let mut kept = String::new();
    let local = noon() + TimeDelta::minutes(70);
    let inputs = Inputs { local, jitter: 0.5 };
    for effect in before.state.apply(Event::Hidden, inputs).effects {
        if let Effect::Host(HostEffect::Keep { name, word }) = effect
            && name.starts_with("document ")
        {
            kept = word;
        }
    }
    let mut play = Play::start_with(Start {
        document: Some(kept),
        visible: true,
        ..Start::default()
    });
    assert_eq!(on_screen(&play), "Upgrade");
    play.answer(after, &mended);
    assert_eq!(on_screen(&play), "Mended");

    // Neither does choosing another language make it one that was in time.
    let mut play = Play::start();
    play.answer(0, &future)
        .at(70 * 60_000, Event::CheckRequested);
    play.answer(70 * 60_000 + 100, &future);
    play.at(
        80 * 60_000,
        Event::LanguageLoaded(intermission::model::i18n::message::native::language("de").unwrap()),
    );
    play.answer(after, &mended);
    assert_eq!(on_screen(&play), "Mended");
}

/// Clocks differ by some minutes, and an older document is older all the same.
#[test]
fn a_document_by_a_fast_clock_is_not_replaced_by_an_older_one() {
    let fast = WINDOW.replace("12:00:00Z", "12:04:00Z");
    let older = WINDOW.replace("Upgrade", "Older");
    let mut play = Play::start();
    play.answer(0, &fast).at(600_000, Event::CheckRequested);
    play.answer(600_100, &older);
    assert_eq!(on_screen(&play), "Upgrade");
}

/// However often hosts disagree on what time it is, what came from them came just as long ago.
#[test]
fn a_wrong_date_makes_nothing_younger_or_older() {
    for off in [-86_400, 86_400] {
        let mut play = Play::start();
        play.answer(0, WINDOW);
        let at = play.until_asked();
        let date = |seconds| Some(noon() + TimeDelta::seconds(seconds));
        let mut fail = |millis, date| {
            play.at(
                millis,
                Event::Fetched(Answer {
                    date,
                    ..ended(Err(FetchError::HttpStatus { code: 500 }))
                }),
            );
            play.state.freshness()
        };
        assert_eq!(fail(at + 100, date(at / 1000 + off)), Freshness::Cached);
        assert_eq!(fail(590_000, date(590 + off)), Freshness::Cached);
        assert_eq!(fail(595_000, date(595)), Freshness::Cached);
        assert_eq!(fail(605_000, date(605)), Freshness::Stale, "{off}");
    }
}

#[test]
fn an_earlier_visits_document_is_shown_until_there_is_a_newer_one() {
    let kept = |document: &str| Start {
        document: Some(document.to_owned()),
        visible: true,
        ..Start::default()
    };
    let mut play = Play::start_with(kept(&format!("2026-11-23T11:59:00Z\n{WINDOW}")));
    assert_eq!(play.state.freshness(), Freshness::Cached);
    play.answer(100, WINDOW);
    assert_eq!(play.state.freshness(), Freshness::Live);
    for damaged in ["", "yesterday\n{}", "2026-11-23T11:59:00Z\n{\"page\""] {
        let damaged = Play::start_with(kept(damaged));
        assert_eq!(damaged.state.freshness(), Freshness::Missing);
        play.log.push_str(&damaged.log);
    }
    play.expect("kept");
}

/// A source that stays behind without failing is asked in its turn, not always.
#[test]
fn a_mirror_that_lags_behind_takes_its_turn() {
    let config = Config {
        sources: ["/a.json", "/b.json"].map(str::to_owned).to_vec(),
        ..Config::default()
    };
    let mut play = Play::start_with(Start {
        config,
        visible: true,
        ..Start::default()
    });
    play.answer(0, WINDOW);
    let older = WINDOW.replace("12:00:00Z", "11:58:00Z");
    for asked in ["/a.json", "/b.json", "/a.json"] {
        let at = play.until_asked();
        let log = &play.log;
        assert!(log.contains(&format!("{at} Woke: fetch {asked}")), "{log}");
        play.answer(at + 100, &older);
    }
    // After a failure, too, the other one is next.
    let at = play.until_asked();
    play.fail(at + 100, FetchError::Offline, "");
    for asked in ["/a.json", "/b.json"] {
        let at = play.until_asked();
        let log = &play.log;
        assert!(log.contains(&format!("{at} Woke: fetch {asked}")), "{log}");
        play.answer(at + 100, &older);
    }
}

/// A page that comes with a document, rendered into it or kept, would else be unknown for the blink of its first
/// request. Once that has failed, what is too old is called so.
#[test]
fn old_news_is_not_called_stale_before_the_first_answer() {
    let start = || Start {
        document: Some(format!("2026-11-23T11:30:00Z\n{WINDOW}")),
        visible: true,
        ..Start::default()
    };
    let mut play = Play::start_with(start());
    assert_eq!(play.state.freshness(), Freshness::Cached);
    play.at(3_000, Event::Woke);
    assert_eq!(play.state.freshness(), Freshness::Cached);
    play.fail(10_000, FetchError::TimedOut { after_secs: 10 }, "");
    assert_eq!(play.state.freshness(), Freshness::Stale);
    // Whoever stops the first request gets no answer.
    let mut paused = Play::start_with(start());
    paused.at(1_000, Event::PauseToggled);
    assert_eq!(paused.state.freshness(), Freshness::Stale);
    let mut answered = Play::start_with(start());
    answered.answer(200, WINDOW);
    assert_eq!(answered.state.freshness(), Freshness::Live);
}
