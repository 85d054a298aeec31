//! What visitors do, and what the clock does meanwhile.

use intermission::model::i18n::locale::Zone;
use intermission::model::policy::answer::Answer;
use intermission::model::state::{Event, FilterFields, Inputs, Start, State, Theme};
use intermission::model::status::browse::Browse;
use intermission::model::time::time_delta::TimeDelta;

use super::{Play, WINDOW, brought, ended, noon};

#[test]
fn a_page_is_fetched_ticks_and_is_fetched_again() {
    let mut play = Play::start();
    play.answer(200, WINDOW)
        .at(1000, Event::Woke)
        .answer(1500, WINDOW);
    play.at(30_200, Event::Woke).answer(30_300, WINDOW);
    play.expect("a-page-is-fetched-ticks-and-is-fetched-again");
}

/// Pages that were opened together part over a whole interval; later a tenth to either side keeps them so.
#[test]
fn the_first_interval_is_any_and_the_next_is_spread_by_a_tenth_to_either_side() {
    let minor = r#"{"refresh_secs": 30, "status": {"indicator": "minor"}}"#;
    for (dice, first, next) in [
        (0.0, 5_000, 27_000),
        (0.5, 20_000, 30_000),
        (0.999, 34_970, 32_994),
    ] {
        let mut play = Play::start();
        play.dice = dice;
        play.answer(0, minor);
        let at = play.until_asked();
        play.answer(at, minor);
        assert_eq!((at, play.until_asked() - at), (first, next), "{dice}");
    }
}

#[test]
fn a_page_out_of_view_does_nothing_until_it_is_back() {
    let mut play = Play::start();
    play.answer(0, WINDOW)
        .at(5000, Event::Hidden)
        .at(90_000, Event::Shown);
    play.expect("a-page-out-of-view-does-nothing-until-it-is-back");
}

#[test]
fn a_pause_stops_everything_but_what_is_asked_for() {
    let mut play = Play::start();
    play.answer(0, WINDOW)
        .at(30_000, Event::Woke)
        .at(30_500, Event::PauseToggled);
    play.at(31_000, Event::CheckRequested)
        .at(35_000, Event::Woke)
        .answer(35_100, WINDOW);
    play.at(60_000, Event::PauseToggled);
    play.expect("a-pause-stops-everything-but-what-is-asked-for");
}

#[test]
fn a_check_on_demand_keeps_the_floor_of_five_seconds() {
    let mut play = Play::start();
    play.answer(100, WINDOW)
        .at(2000, Event::CheckRequested)
        .at(5000, Event::Woke);
    play.expect("a-check-on-demand-keeps-the-floor-of-five-seconds");
}

#[test]
fn what_the_visitor_chooses_is_kept() {
    let mut play = Play::start();
    play.answer(0, WINDOW)
        .at(1, Event::ThemeChosen(Theme::Dark));
    play.at(2, Event::ZoneChosen(Zone::Utc))
        .at(3, Event::CopyRequested)
        .at(4, Event::PrintRequested);
    play.at(
        5,
        Event::Browsed(Browse {
            only_affected: true,
            ..Browse::default()
        }),
    );
    play.expect("what-the-visitor-chooses-is-kept");
}

#[test]
fn a_change_is_said_once() {
    let mut play = Play::start();
    let over = WINDOW
        .replace("offline", "operational")
        .replace("in_progress", "completed");
    play.answer(0, WINDOW)
        .at(30_000, Event::Woke)
        .answer(30_000, &over);
    play.at(60_000, Event::Woke).answer(60_000, &over);
    play.expect("a-change-is-said-once");
}

/// The visitor's clock is a day slow; the first answer puts that right.
#[test]
fn counters_run_on_the_servers_time() {
    let mut play = Play::start();
    let date = Some(noon() + TimeDelta::days(1));
    let body = Ok(WINDOW.replace("11-23", "11-24").into_bytes());
    play.at(
        400,
        Event::Fetched(Answer {
            date,
            ..ended(body)
        }),
    );
    let off = play.state.now() - (noon() + TimeDelta::days(1));
    assert!(off.abs() < TimeDelta::seconds(1), "{off:?}");
    let timer = play
        .log
        .rsplit("wake at ")
        .next()
        .unwrap()
        .trim()
        .parse::<i64>()
        .unwrap();
    assert!(
        (400..=1400).contains(&timer),
        "by the visitor's clock: {timer}"
    );
}

/// By a server's clock checks fall on whole seconds, as counters do, so that the page wakes once for both.
#[test]
fn checks_fall_on_whole_seconds_of_a_known_clock() {
    let mut play = Play::start();
    play.dice = 0.123;
    let date = Some(noon());
    play.at(
        400,
        Event::Fetched(Answer {
            date,
            ..brought(WINDOW)
        }),
    );
    // The next check is noted where the others are told of it.
    let due = play.log.split("due ").nth(1).unwrap();
    let due: i64 = due.split(',').next().unwrap().parse().unwrap();
    assert_eq!(due % 1000, 0, "{due}");
}

#[test]
fn the_fields_of_the_filter_are_shown_on_a_press_or_for_a_filter() {
    let mut play = Play::start();
    assert_eq!(play.state.filter_fields(), FilterFields::Hidden);
    play.at(1_000, Event::FilterToggled);
    assert_eq!(play.state.filter_fields(), FilterFields::Shown);
    play.at(2_000, Event::FilterToggled);
    assert_eq!(play.state.filter_fields(), FilterFields::Hidden);
    let mut start = Start::default();
    start.place.query = "?im-affected".to_owned();
    let mut state = State::default();
    let inputs = Inputs {
        local: noon(),
        jitter: 0.5,
    };
    state.apply(Event::Started(start), inputs);
    assert_eq!(state.filter_fields(), FilterFields::Shown);
}
