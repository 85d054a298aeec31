//! Several pages of one browser: one asks, all know.

use intermission::model::document::error::{DocumentError, FetchError};
use intermission::model::document::read::MAX_BYTES;
use intermission::model::policy::answer::Answer;
use intermission::model::policy::peer_message::PeerMessage;
use intermission::model::policy::poll::TIMEOUT_SECS;
use intermission::model::state::{Event, Start};
use proptest::prelude::{any, proptest};

use super::{Play, WINDOW, brought, ended, noon};

/// A page beside others, of which another one has the turn; it has got its first document.
fn follower() -> Play {
    let visible = Start {
        visible: true,
        ..Start::default()
    };
    let mut play = Play::start_among(visible, false);
    play.answer(100, WINDOW);
    play
}

/// Another page that asked at `sent` and asks again at `due` says so.
fn hear(play: &mut Play, now: i64, (sent, due): (i64, i64), answer: Answer) {
    play.at(now, word(now, (sent, due), answer));
}

fn word(now: i64, (sent, due): (i64, i64), answer: Answer) -> Event {
    Event::PeerMessage(PeerMessage::new(Some(answer), now - sent, due - now))
}

#[test]
fn a_page_that_follows_asks_nothing_and_knows_all() {
    let mut play = follower();
    for round in 1..=20 {
        let sent = round * 30_000;
        hear(&mut play, sent + 50, (sent, sent + 30_000), brought(WINDOW));
        play.at(sent + 15_000, Event::Woke);
    }
    let changed = WINDOW.replace("Upgrade", "Changed");
    hear(&mut play, 640_050, (640_000, 670_000), brought(&changed));
    assert_eq!(
        play.state.snapshot().unwrap().maintenances[0].name,
        "Changed"
    );
    let error = FetchError::HttpStatus { code: 503 };
    hear(
        &mut play,
        670_050,
        (670_000, 690_000),
        ended(Err(error.clone())),
    );
    assert_eq!(
        play.state.data_status().failure.unwrap().error,
        error.into()
    );
    assert_eq!(play.log.matches("fetch").count(), 1);
}

/// The other page is closed: the browser hands its turn on, and this page goes on where it stopped.
#[test]
fn a_page_takes_over_within_seconds() {
    let mut play = follower();
    play.at(30_050, word(30_050, (30_000, 60_000), brought(WINDOW)))
        .at(45_000, Event::LeadershipAcquired);
    assert_eq!(play.until_asked(), 60_000);
    let mut late = follower();
    late.at(30_050, word(30_050, (30_000, 40_000), brought(WINDOW)))
        .at(45_000, Event::LeadershipAcquired);
    assert!(
        late.log.ends_with("fetch /status.json, wake at 46000\n"),
        "{}",
        late.log
    );
}

/// What another page plans is no reason to ask twice within the floor.
#[test]
fn a_page_that_takes_over_keeps_the_floor() {
    let mut play = follower();
    play.at(40_000, Event::LeadershipAcquired);
    play.answer(40_100, WINDOW)
        .at(41_000, word(41_000, (39_000, 41_000), brought(WINDOW)));
    assert_eq!(play.until_asked(), 45_000);
}

/// The other page has the turn, and does not use it.
#[test]
fn a_page_that_hears_nothing_asks_after_a_while() {
    for (dice, asked_at) in [(0.0, 75_000), (0.5, 82_500), (0.999, 89_985)] {
        let mut play = follower();
        play.dice = dice;
        play.at(30_050, word(30_050, (30_000, 60_000), brought(WINDOW)));
        assert_eq!(play.until_asked(), asked_at, "{dice}");
    }
}

#[test]
fn a_page_in_a_pause_or_out_of_view_hands_the_turn_on() {
    let mut play = Play::start();
    play.answer(100, WINDOW).at(10_000, Event::PauseToggled);
    let changed = || brought(&WINDOW.replace("Upgrade", "Changed"));
    hear(&mut play, 11_000, (11_000, 41_000), changed());
    assert_eq!(
        play.state.snapshot().unwrap().maintenances[0].name,
        "Upgrade"
    );
    play.at(12_000, Event::PauseToggled)
        .at(13_000, Event::Hidden);
    // Out of view it hears, for its title and its icon, and does nothing.
    hear(&mut play, 14_000, (14_000, 44_000), changed());
    assert_eq!(
        play.state.snapshot().unwrap().maintenances[0].name,
        "Changed"
    );
    // Its turn comes when it is no longer wanted.
    play.at(15_000, Event::LeadershipAcquired)
        .at(100_000, Event::Woke);
    play.at(110_000, Event::Shown);
    play.expect("turns");
}

#[test]
fn whatever_becomes_of_a_request_is_told() {
    let large = DocumentError::TooLarge {
        bytes: MAX_BYTES + 1,
        limit: MAX_BYTES,
    };
    let network = FetchError::Network {
        reason: "as another page of this browser found".to_owned(),
    };
    let late = FetchError::TimedOut {
        after_secs: TIMEOUT_SECS,
    };
    for body in [
        Ok(b"{}".to_vec()),
        Ok(b"\xFF\xFE".to_vec()),
        Err(FetchError::HttpStatus { code: 503 }),
        Err(FetchError::Interrupted),
        Err(network),
        Err(FetchError::Offline),
        Err(late),
        Err(FetchError::Document(large)),
    ] {
        for (date, age_secs) in [(None, None), (Some(noon()), Some(7))] {
            let answer = Answer {
                date,
                age_secs,
                ..Answer::new("/a b.json", body.clone())
            };
            let shared = PeerMessage::new(Some(answer), 120, 30_001);
            let read = PeerMessage::parse(&shared.head(), shared.bytes().to_vec());
            assert_eq!(read, Some(shared));
        }
    }
}

#[test]
fn what_nobody_wrote_is_not_understood() {
    for head in [
        "",
        "2",
        "1 0 0 - - ok /status.json",
        "2 0 0 - - ok",
        "2 x 0 - - ok /status.json",
        "2 -1 0 - - ok /status.json",
        "2 0 99999999999999999999 - - ok /status.json",
        "2 0 0 - - good /status.json",
    ] {
        assert_eq!(PeerMessage::parse(head, Vec::new()), None, "{head}");
    }
}

proptest! {
    #[test]
    fn nothing_that_is_said_does_harm(head in any::<String>(), bytes in any::<Vec<u8>>()) {
        let _ = PeerMessage::parse(&head, bytes.clone());
        let _ = PeerMessage::parse(&format!("2 0 0 - - {head}"), bytes);
    }
}
