//! The way back: only on fresh word that it is over, probed, announced, refusable.

use intermission::model::document::error::FetchError;
use intermission::model::policy::return_flow::ReturnNotice;
use intermission::model::policy::return_target::Place;
use intermission::model::state::{Arrival, Event, ProbeAnswer, Start};

use super::{Play, WINDOW};

pub(super) fn over(resume: &str) -> String {
    let over = WINDOW
        .replace("offline", "operational")
        .replace("in_progress", "completed");
    over.replacen('{', &format!("{{\"resume\": {resume},"), 1)
}

fn place() -> Place {
    Place {
        origin: "https://www.example.com".to_owned(),
        path: "/cart".to_owned(),
        query: "?item=7&im-affected".to_owned(),
        fragment: "#pay".to_owned(),
    }
}

pub(super) fn start_in_place() -> Start {
    Start {
        arrival: Arrival {
            status: Some(503),
            ..Arrival::default()
        },
        place: place(),
        visible: true,
        ..Start::default()
    }
}

/// A page that was delivered in place of `/cart`.
pub(super) fn standing_in() -> Play {
    Play::start_with(start_in_place())
}

/// A status page that was opened for its own sake.
fn status_page() -> Play {
    Play::start_with(Start {
        arrival: Arrival {
            status: Some(200),
            ..Arrival::default()
        },
        place: place(),
        visible: true,
        ..Start::default()
    })
}

/// A page in a browser that does not tell how it was delivered.
pub(super) fn untold() -> Play {
    Play::start_with(Start {
        arrival: Arrival {
            status: None,
            ..Arrival::default()
        },
        place: place(),
        visible: true,
        ..Start::default()
    })
}

/// The answer of the page itself.
fn itself(status: u16) -> Event {
    Event::Probed(Some(ProbeAnswer {
        status,
        url: "https://www.example.com/cart?item=7".to_owned(),
        is_this_page: true,
    }))
}

pub(super) fn site(status: u16) -> Event {
    Event::Probed(Some(ProbeAnswer {
        status,
        url: "https://www.example.com/cart?item=7".to_owned(),
        is_this_page: false,
    }))
}

#[test]
fn a_visitor_returns_to_where_he_wanted_to_go() {
    let mut play = standing_in();
    play.answer(0, WINDOW);
    let at = play.until_asked();
    play.answer(at + 100, &over(r#"{"spread_secs": 100}"#));
    let at = play.until("probe");
    play.at(at + 50, site(200));
    let at = play.until("probe");
    play.at(at + 50, site(200));
    play.until("leave");
    play.expect("return");
}

#[test]
fn the_site_must_answer_twice_in_a_row_as_itself() {
    let mut play = standing_in();
    play.answer(0, &over(r#"{"spread_secs": 10}"#));
    let answer = |status, url: &str, is_this_page| {
        Event::Probed(Some(ProbeAnswer {
            status,
            url: url.to_owned(),
            is_this_page,
        }))
    };
    let own = "https://www.example.com/cart";
    for (event, return_notice) in [
        (site(200), "Checking"),
        (site(503), "NotYet"),
        (Event::Probed(None), "NotYet"),
        (answer(200, own, true), "NotYet"),
        (
            answer(200, "https://www.example.com.evil.net/cart", false),
            "NotYet",
        ),
        (answer(404, own, false), "NotYet"),
        (site(200), "Checking"),
        (site(200), "Leaving"),
    ] {
        let at = play.until("probe");
        play.at(at + 50, event.clone());
        let found = format!("{:?}", play.state.return_notice().shows);
        assert!(found.starts_with(return_notice), "{event:?}: {found}");
    }
    play.expect("probing");
}

#[test]
fn whoever_wants_to_stay_stays() {
    let mut play = standing_in();
    play.answer(0, &over(r#"{"spread_secs": 10}"#));
    for _ in 0..2 {
        let at = play.until("probe");
        play.at(at + 50, site(200));
    }
    play.at(25_000, Event::StayRequested);
    assert_eq!(play.state.return_notice().shows, ReturnNotice::Staying);
    for _ in 0..3 {
        let at = play.until_asked();
        play.answer(at + 100, &over(r#"{"spread_secs": 10}"#));
    }
    play.at(500_000, Event::GoRequested);
    play.expect("staying");
}

#[test]
fn whoever_cannot_wait_goes() {
    let mut play = standing_in();
    play.answer(0, &over(r#"{"spread_secs": 100}"#))
        .at(500, Event::GoRequested);
    play.expect("going");
}

/// Neither a kept document, nor a failure, nor the clock makes anything over; and what was over may not be.
#[test]
fn only_fresh_word_begins_it_and_fresh_word_ends_it() {
    let kept = format!("2026-11-23T11:59:00Z\n{}", over("{}"));
    let mut play = Play::start_with(Start {
        arrival: Arrival {
            status: Some(503),
            ..Arrival::default()
        },
        document: Some(kept),
        place: place(),
        visible: true,
        ..Start::default()
    });
    assert_eq!(play.state.return_notice().shows, ReturnNotice::None);
    play.fail(100, FetchError::HttpStatus { code: 500 }, "");
    assert_eq!(play.state.return_notice().shows, ReturnNotice::None);
    let at = play.until_asked();
    play.answer(at + 100, &over("{}"));
    assert!(matches!(
        play.state.return_notice().shows,
        ReturnNotice::Checking(_)
    ));
    play.at(at + 6_000, Event::CheckRequested)
        .answer(at + 6_100, WINDOW);
    assert_eq!(play.state.return_notice().shows, ReturnNotice::None);
}

#[test]
fn a_status_page_takes_nobody_anywhere_unless_its_document_says_where() {
    for (resume, seen_away, expected) in [
        ("{}", true, false),
        (r#"{"url": "/home"}"#, false, false),
        (r#"{"url": "/home"}"#, true, true),
        (r#"{"url": "https://www.example.com/"}"#, true, true),
        (r#"{"url": "https://elsewhere.example.net/"}"#, true, false),
    ] {
        let mut play = status_page();
        if seen_away {
            play.answer(0, WINDOW);
            let at = play.until_asked();
            play.answer(at + 100, &over(resume));
        } else {
            play.answer(0, &over(resume));
        }
        let returns = play.state.return_notice().shows != ReturnNotice::None;
        assert_eq!(returns, expected, "{resume}, away before: {seen_away}");
    }
}

/// Nobody leaves a page unseen: out of view and in a pause it waits, and then gives notice anew.
#[test]
fn nobody_leaves_unannounced() {
    let mut play = standing_in();
    play.answer(0, &over(r#"{"spread_secs": 10}"#));
    for _ in 0..2 {
        let at = play.until("probe");
        play.at(at + 50, site(200));
    }
    play.at(22_000, Event::Hidden).at(100_000, Event::Shown);
    play.at(101_000, Event::PauseToggled)
        .at(200_000, Event::Woke)
        .at(201_000, Event::PauseToggled);
    play.until("leave");
    play.expect("notice");
}

/// Its own address is asked, and not the document's probe; until that has answered nothing is said.
#[test]
fn an_untold_page_returns_once_its_address_says_that_it_stands_in() {
    for (first, return_notice, more) in [(itself(503), "NotYet", 2), (site(200), "Checking", 1)] {
        let mut play = untold();
        play.answer(0, WINDOW);
        let at = play.until_asked();
        play.answer(
            at + 100,
            &over(r#"{"spread_secs": 10, "probe": "/health"}"#),
        );
        for unclear in [Event::Probed(None), site(502), first.clone()] {
            assert_eq!(play.state.return_notice().shows, ReturnNotice::None);
            let at = play.until("probe");
            assert!(play.log.contains("probe /cart,"), "{}", play.log);
            play.at(at + 50, unclear);
        }
        let found = format!("{:?}", play.state.return_notice().shows);
        assert!(found.starts_with(return_notice), "{first:?}: {found}");
        for _ in 0..more {
            let at = play.until("probe /health");
            play.at(at + 50, site(200));
        }
        play.until("leave for /cart?item=7#pay");
    }
}

#[test]
fn an_untold_page_that_is_read_for_its_own_sake_stays_there() {
    let mut play = untold();
    play.answer(0, WINDOW);
    let at = play.until_asked();
    let over = over(r#"{"spread_secs": 10}"#);
    play.answer(at + 100, &over);
    let at = play.until("probe");
    play.at(at + 50, itself(200));
    let before = play.log.len();
    for _ in 0..5 {
        let at = play.until_asked();
        play.answer(at + 100, &over);
        assert_eq!(play.state.return_notice().shows, ReturnNotice::None);
    }
    assert!(!play.log[before..].contains("probe"), "{}", play.log);
}

/// Then it is a status page like any other, and its document may say where to go.
#[test]
fn an_untold_page_for_its_own_sake_follows_its_document() {
    let mut play = untold();
    play.answer(0, WINDOW);
    let over = over(r#"{"spread_secs": 10, "url": "/home"}"#);
    let at = play.until_asked();
    play.answer(at + 100, &over);
    let at = play.until("probe /cart,");
    play.at(at + 50, itself(200));
    let at = play.until_asked();
    play.answer(at + 100, &over);
    assert!(matches!(
        play.state.return_notice().shows,
        ReturnNotice::Checking(_)
    ));
    play.until("probe /home");
}

#[test]
fn a_file_asks_nobody() {
    let mut play = Play::start_with(Start {
        place: Place {
            origin: "null".to_owned(),
            path: "/home/me/status.html".to_owned(),
            ..Place::default()
        },
        visible: true,
        ..Start::default()
    });
    play.answer(0, &over("{}"));
    for _ in 0..5 {
        let at = play.until_asked();
        play.answer(at + 100, &over("{}"));
    }
    assert!(!play.log.contains("probe"), "{}", play.log);
}
