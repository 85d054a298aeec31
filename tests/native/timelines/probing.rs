//! Requests on the way back, how they are made, and when a good answer is not enough to leave.

use intermission::model::document::error::FetchError;
use intermission::model::policy::return_flow::ReturnNotice;
use intermission::model::state::{Event, Start};

use super::returning::{over, site, standing_in, start_in_place, untold};
use super::{Play, WINDOW};

/// An address with a query may do something once only, as by a link in a mail.
#[test]
fn no_address_with_a_query_is_ever_probed() {
    for (probe, asked) in [
        ("/health", "probe /health"),
        ("/health?deep", "probe /cart"),
        ("/health#deep", "probe /cart"),
        ("https://www.example.com/?a", "probe /cart"),
    ] {
        for start in [standing_in, untold] {
            let mut play = start();
            let resume = format!(r#"{{"spread_secs": 10, "probe": "{probe}"}}"#);
            play.answer(0, &over(&resume));
            for _ in 0..4 {
                let at = play.until("probe");
                play.at(at + 50, site(200));
                if matches!(play.state.return_notice().shows, ReturnNotice::Leaving(_)) {
                    break;
                }
            }
            assert!(play.log.contains(asked), "{probe}: {}", play.log);
            for line in play.log.lines().filter(|line| line.contains("probe ")) {
                assert!(
                    !line.contains('?') && !line.contains('#'),
                    "{probe}: {line}"
                );
            }
            play.until("leave for /cart?item=7#pay");
        }
    }
}

/// An address that a document names is asked for as by a stranger; only the operator's own word sends cookies along.
#[test]
fn only_the_operators_probe_has_credentials() {
    for (operators, documents, asked) in [
        (None, None, "probe /cart,"),
        (None, Some("/logout"), "probe /logout,"),
        (Some("/me"), Some("/logout"), "probe /me with credentials,"),
        (Some("/me"), None, "probe /me with credentials,"),
        (
            Some("https://elsewhere.example.net/"),
            Some("/logout"),
            "probe /logout,",
        ),
    ] {
        let mut start = start_in_place();
        start.config.probe = operators.map(str::to_owned);
        let mut play = Play::start_with(start);
        let probe = documents.map(|it| format!(r#", "probe": "{it}""#));
        let resume = format!("{{\"spread_secs\": 10{}}}", probe.unwrap_or_default());
        play.answer(0, &over(&resume));
        play.until("probe");
        assert!(play.log.contains(asked), "{asked}: {}", play.log);
    }
}

/// A stranger without the query is refused by many a page that is there; a server that is not there says otherwise.
#[test]
fn a_page_that_refuses_strangers_is_there() {
    for (status, is_there) in [
        (400, true),
        (401, true),
        (403, true),
        (405, true),
        (422, true),
        (404, false),
        (429, false),
        (500, false),
        (503, false),
    ] {
        for (probe, expected) in [
            ("{\"spread_secs\": 10}", is_there),
            (r#"{"spread_secs": 10, "probe": "/health"}"#, false),
        ] {
            let mut play = standing_in();
            play.answer(0, &over(probe));
            let at = play.until("probe");
            play.at(at + 50, site(status));
            let found = matches!(play.state.return_notice().shows, ReturnNotice::Checking(_));
            assert_eq!(found, expected, "{status} of {probe}");
        }
    }
}

/// A visitor who sent a form may want to send it again, and a page that comes again in spite of good answers was wrong.
#[test]
fn a_page_that_must_ask_waits_to_be_told() {
    for (posted, came_back, seen_away, leaves) in [
        (true, false, true, false),
        (true, true, true, false),
        (false, true, false, false),
        (false, true, true, true),
        (false, false, false, true),
    ] {
        let mut start = start_in_place();
        start.arrival.posted = posted;
        start.arrival.came_back = came_back;
        let mut play = Play::start_with(start);
        let mut at = 0;
        if seen_away {
            play.answer(0, WINDOW);
            at = play.until_asked() + 100;
        }
        play.answer(at, &over(r#"{"spread_secs": 10}"#));
        for _ in 0..2 {
            at = play.until("probe");
            play.at(at + 50, site(200));
        }
        let found = matches!(play.state.return_notice().shows, ReturnNotice::Leaving(_));
        assert_eq!(found, leaves, "{posted} {came_back} {seen_away}");
        if leaves {
            play.until("leave");
        } else {
            assert_eq!(play.state.return_notice().shows, ReturnNotice::Staying);
            play.at(at + 60_000, Event::GoRequested);
        }
        assert!(
            play.log.contains("leave for /cart?item=7#pay"),
            "{}",
            play.log
        );
    }
}

/// The page out of the worker's store, at an address whose site has answered since.
fn answered_late(is_page: bool, mut start: Start, body: Option<&str>) -> Play {
    start.arrival.status = None;
    let mut play = Play::start_with(start);
    match body {
        Some(body) => play.answer(100, body),
        None => play.fail(100, FetchError::Offline, ""),
    };
    play.at(200, Event::AnsweredLate { is_page });
    play
}

#[test]
fn a_late_answer_of_the_site_ends_the_waiting() {
    let mut play = answered_late(true, start_in_place(), None);
    assert!(matches!(
        play.state.return_notice().shows,
        ReturnNotice::Leaving(_)
    ));
    let at = play.until("leave for /cart?item=7#pay");
    assert!((20_200..22_000).contains(&at), "{}", play.log);
}

/// A file, the way to another page, reported trouble, or a form that was sent: the visitor decides.
#[test]
fn a_late_answer_that_is_no_reason_to_leave_is_offered() {
    let mut posted = start_in_place();
    posted.arrival.posted = true;
    for (is_page, start, body) in [
        (false, start_in_place(), None),
        (true, start_in_place(), Some(WINDOW)),
        (true, posted, None),
    ] {
        let mut play = answered_late(is_page, start, body);
        assert_eq!(play.state.return_notice().shows, ReturnNotice::Staying);
        let at = play.until_asked();
        play.answer(at + 100, WINDOW);
        assert_eq!(play.state.return_notice().shows, ReturnNotice::Staying);
        play.at(at + 200, Event::GoRequested);
        assert!(
            play.log.contains("leave for /cart?item=7#pay"),
            "{}",
            play.log
        );
    }
}

/// Trouble keeps the visitor; once it is over he is taken back like everybody.
#[test]
fn an_offer_becomes_a_return_when_all_is_well() {
    let mut play = answered_late(true, start_in_place(), Some(WINDOW));
    let at = play.until_asked();
    play.answer(at + 100, &over(r#"{"spread_secs": 10}"#));
    for _ in 0..2 {
        let at = play.until("probe");
        play.at(at + 50, site(200));
    }
    play.until("leave for /cart?item=7#pay");
}

/// Where the document says nothing, visitors in view are back within a minute of the first one that says that it is over.
#[test]
fn the_default_return_takes_less_than_a_minute() {
    for dice in [0.01, 0.5, 0.999_999] {
        for resume in ["{}", r#"{"probe": "/health"}"#] {
            let mut play = standing_in();
            play.dice = dice;
            play.answer(0, WINDOW);
            let over_at = play.until_asked() + 100;
            play.answer(over_at, &over(resume));
            for _ in 0..2 {
                let at = play.until("probe");
                play.at(at + 900, site(200));
            }
            let left_at = play.until("leave");
            assert!(left_at - over_at < 60_000, "{dice}: {}", left_at - over_at);
        }
    }
}

/// Each slow or bad answer doubles what a visitor may wait next, up to five minutes; a fast one costs nothing.
#[test]
fn a_site_that_strains_makes_its_visitors_wait() {
    for (status, took, pauses) in [
        (200, 500, [2_000, 20_000]),
        (200, 1_500, [31_999, 81_999]),
        (503, 50, [29_999, 59_999]),
        (503, 30_000, [29_999, 59_999]),
    ] {
        let mut play = standing_in();
        play.dice = 0.999_999;
        play.answer(0, &over("{}"));
        let mut asked = play.until("probe");
        for (round, pause) in pauses.into_iter().enumerate() {
            play.at(asked + took, site(status));
            let leaves = round == 1 && status == 200;
            let next = play.until(if leaves { "leave" } else { "probe" });
            let waited = next - asked - took;
            assert!(
                (pause..=pause + 1_100).contains(&waited),
                "{status} {took}: {waited}"
            );
            asked = next;
        }
    }
}
