//! Pages of one browser, and how much they believe of each other.

use intermission::model::policy::answer::Answer;
use intermission::model::policy::freshness::Freshness;
use intermission::model::policy::peer_message::PeerMessage;
use intermission::model::policy::return_flow::ReturnNotice;
use intermission::model::state::{Effect, Event, Inputs, Start, State};
use intermission::model::status::data_status::Next;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;

use super::returning::{over, start_in_place};
use super::{Play, WINDOW, brought, noon};

/// The message of a page whose clock shows another time, on a request that it has just made.
fn told_at(clock: Instant) -> PeerMessage {
    let mut state = State::default();
    let start = Start {
        visible: true,
        ..Start::default()
    };
    let mut effects = Vec::new();
    for (event, later) in [
        (Event::Started(start), 0),
        (Event::LeadershipAcquired, 0),
        (Event::Sent, 10),
        (Event::Fetched(brought(WINDOW)), 200),
    ] {
        let local = clock + TimeDelta::milliseconds(later);
        effects.extend(state.apply(event, Inputs { local, jitter: 0.5 }).effects);
    }
    let shared = effects.into_iter().rev().find_map(|effect| {
        let Effect::Share(shared) = effect else {
            return None;
        };
        Some(shared)
    });
    let shared = shared.unwrap();
    PeerMessage::parse(&shared.head(), shared.bytes().to_vec()).unwrap()
}

fn follower() -> Play {
    let mut play = Play::start_among(
        Start {
            visible: true,
            ..Start::default()
        },
        false,
    );
    play.answer(100, WINDOW);
    play
}

/// A page that was opened before the visitor's clock was set right keeps the wrong one.
#[test]
fn a_clock_that_was_wrong_misleads_no_other_page() {
    for days in [-400, -1, 0, 1, 400] {
        let mut play = follower();
        let shared = told_at(noon() + TimeDelta::days(days));
        play.at(20_000, Event::PeerMessage(shared));
        let Next::In(next) = play.state.data_status().next else {
            panic!("{days}: nothing is planned");
        };
        assert!(
            format!("{next:?}").starts_with("Seconds"),
            "{days}: {next:?}"
        );
        assert_eq!(play.state.freshness(), Freshness::Live, "{days}");
        play.at(21_000, Event::CheckRequested);
        assert!(play.until_asked() <= 25_000, "{days}: {}", play.log);
    }
}

/// A message may wait for hours while the browser has put its hearer to sleep.
#[test]
fn what_was_told_long_ago_is_not_news() {
    let mut play = follower();
    let dated = |seconds: i64| Answer {
        date: Some(noon() + TimeDelta::seconds(seconds)),
        ..brought(WINDOW)
    };
    let mut own = Play::start_among(
        Start {
            visible: true,
            ..Start::default()
        },
        false,
    );
    own.at(100, Event::Fetched(dated(0)));
    std::mem::swap(&mut play, &mut own);
    play.at(
        7_200_000,
        Event::PeerMessage(PeerMessage::new(Some(dated(10)), 100, 30_000)),
    );
    assert_eq!(play.state.freshness(), Freshness::Stale);
    assert_eq!(play.state.now(), noon() + TimeDelta::hours(2));
}

/// Any script of the origin may say that all is well. The page shows it, and asks for itself before it leaves.
#[test]
fn only_a_host_begins_a_return() {
    let mut play = Play::start_among(start_in_place(), false);
    play.answer(100, WINDOW);
    let well = over(r#"{"spread_secs": 10}"#);
    for second in 1..=5 {
        let told = PeerMessage::new(Some(brought(&well)), 100, 3_600_000);
        play.at(10_000 + second * 1_000, Event::PeerMessage(told));
        assert_eq!(play.state.return_notice().shows, ReturnNotice::None);
    }
    assert!(!play.log.contains("probe"), "{}", play.log);
    let at = play.until_asked();
    assert!(at <= 20_000, "{at}");
    play.answer(at + 100, &well);
    assert!(matches!(
        play.state.return_notice().shows,
        ReturnNotice::Checking(_)
    ));
    // Later messages make the page ask for no more answers of its own.
    let before = play.log.len();
    play.at(
        at + 6_000,
        Event::PeerMessage(PeerMessage::new(Some(brought(&well)), 100, 600_000)),
    );
    play.at(at + 100_000, Event::Woke);
    assert!(!play.log[before..].contains("fetch"), "{}", play.log);
}

/// Another page has the turn for ever and says nothing: what this page fetches itself is live.
#[test]
fn a_page_that_has_to_ask_for_itself_is_live() {
    let mut play = follower();
    for _ in 0..40 {
        assert_eq!(play.state.freshness(), Freshness::Live, "{}", play.log);
        let at = play.until_asked();
        assert_eq!(play.state.freshness(), Freshness::Live, "{}", play.log);
        play.answer(at + 100, WINDOW);
    }
}

/// A request that waits for its turn is answered by what another page brings meanwhile, unless it must be its own.
#[test]
fn what_another_page_brings_answers_what_waits() {
    let mut play = follower();
    play.at(20_000, Event::CheckRequested).at(
        20_300,
        Event::PeerMessage(PeerMessage::new(Some(brought(WINDOW)), 100, 30_000)),
    );
    assert!(play.log.contains("abort"), "{}", play.log);
    assert_eq!(
        play.state.data_status().next,
        Next::In(intermission::model::time::countdown::Amount::Seconds(30))
    );
    // Only pressed, and not sent yet.
    let mut play = follower();
    play.at(1_000, Event::CheckRequested).at(
        1_500,
        Event::PeerMessage(PeerMessage::new(Some(brought(WINDOW)), 100, 30_000)),
    );
    assert!(!play.log.contains("abort"), "{}", play.log);
    assert!(play.until_asked() >= 31_500, "{}", play.log);
}

/// Another page has just sent a request: this one keeps the floor to it.
#[test]
fn a_request_of_another_page_holds_this_one_back() {
    let mut play = follower();
    play.at(1_000, Event::CheckRequested)
        .at(4_000, Event::PeerMessage(PeerMessage::new(None, 0, 0)));
    assert_eq!(play.until_asked(), 9_000, "{}", play.log);
}

/// The page that has the turn asks for all: no message, true or forged, puts its requests off by more than a floor.
#[test]
fn whoever_has_the_turn_keeps_his_own_time() {
    let mut play = Play::start();
    play.answer(100, WINDOW);
    play.at(
        18_000,
        Event::PeerMessage(PeerMessage::new(Some(brought(WINDOW)), 0, i64::MAX)),
    );
    assert_eq!(play.until_asked(), 23_000, "{}", play.log);
}
