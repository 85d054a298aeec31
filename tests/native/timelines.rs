//! The state on a fake clock: events in, effects out, compared as text.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta};
use intermission::model::browse::Browse;
use intermission::model::error::FetchError;
use intermission::model::instant::Instant;
use intermission::model::locale::Zone;
use intermission::model::state::{Answer, Effect, Event, Moment, Start, State, Theme};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_oneof, proptest};

fn noon() -> Instant {
    DateTime::from_timestamp(1_795_435_200, 0).unwrap()
}

/// A window from a quarter of an hour before noon to a quarter after, refreshed each half minute.
const WINDOW: &str = r#"{"refresh_secs": 30, "page": {"name": "Example"},
  "published_at": "2026-11-23T12:00:00Z",
  "components": [{"name": "Search", "status": "offline", "eta": "2026-11-23T12:05:00Z"}],
  "scheduled_maintenances": [{"name": "Upgrade", "status": "in_progress",
    "scheduled_for": "2026-11-23T11:45:00Z", "scheduled_until": "2026-11-23T12:15:00Z"}]}"#;

struct Play {
    state: State,
    log: String,
    dice: f64,
}

impl Play {
    fn start() -> Self {
        let mut play = Self {
            state: State::default(),
            log: String::new(),
            dice: 0.5,
        };
        play.at(
            0,
            Event::Started(Start {
                visible: true,
                ..Start::default()
            }),
        );
        play
    }

    /// Sends an event so many milliseconds after noon, by the visitor's clock, and notes what follows.
    fn at(&mut self, millis: i64, event: Event) -> &mut Self {
        let local = noon() + TimeDelta::milliseconds(millis);
        let name = format!("{event:?}");
        let name = name.split(['(', ' ', '{']).next().unwrap().to_owned();
        let effects = self.state.apply(
            event,
            Moment {
                local,
                jitter: self.dice,
            },
        );
        let effects: Vec<String> = effects.iter().map(told).collect();
        writeln!(self.log, "{millis:>7} {name}: {}", effects.join(", ")).unwrap();
        self
    }

    fn answer(&mut self, millis: i64, body: &str) -> &mut Self {
        let answer = Answer {
            body: Ok(body.as_bytes().to_vec()),
            date: None,
        };
        self.at(millis, Event::Fetched(answer))
    }

    #[track_caller]
    fn expect(&self, log: &str) {
        assert_eq!(self.log, log.trim_start_matches('\n'));
    }
}

fn told(effect: &Effect) -> String {
    match effect {
        Effect::WakeAt(at) => format!("wake at {}", (*at - noon()).num_milliseconds()),
        Effect::Fetch(request) => format!("fetch {}", request.url),
        Effect::Keep { name, word } => format!("keep {name}={word}"),
        Effect::Download { name, bytes } => format!("download {name} of {} bytes", bytes.len()),
        Effect::SetTitle(title) => format!("title `{title}`"),
        Effect::SetIcon(symbol) => format!("icon {}", symbol.name()),
        Effect::Announce(text) => format!("say `{text}`"),
        Effect::Report(text) => format!("report `{text}`"),
        Effect::ReplaceQuery(query) => format!("query `{query}`"),
        Effect::Abort | Effect::Print | Effect::Sleep | Effect::SetTheme(_) => {
            format!("{effect:?}").to_lowercase()
        }
    }
}

#[test]
fn a_page_is_fetched_ticks_and_is_fetched_again() {
    let mut play = Play::start();
    play.answer(200, WINDOW)
        .at(1000, Event::Woke)
        .answer(1500, WINDOW);
    play.at(30_200, Event::Woke).answer(30_300, WINDOW);
    play.expect(
        "
      0 Started: fetch /status.json, sleep
    200 Fetched: title `Maintenance · Example`, icon maintenance, wake at 1000
   1000 Woke: wake at 2000
   1500 Fetched: wake at 2000
  30200 Woke: wake at 31000
  30300 Fetched: wake at 31000
",
    );
}

#[test]
fn the_interval_is_spread_by_a_tenth_to_either_side() {
    for (dice, millis) in [(0.0, 27_000), (0.5, 30_000), (0.999, 32_994)] {
        let mut play = Play::start();
        play.dice = dice;
        play.answer(
            0,
            r#"{"refresh_secs": 30, "status": {"indicator": "none"}}"#,
        );
        for second in 1..40 {
            let before = play.log.len();
            play.at(second * 1000, Event::Woke);
            let is_due = millis <= second * 1000;
            assert_eq!(
                play.log[before..].contains("fetch"),
                is_due,
                "{dice} at {second} s"
            );
            if is_due {
                break;
            }
        }
    }
}

#[test]
fn a_failure_leaves_what_is_on_screen() {
    let mut play = Play::start();
    play.answer(0, WINDOW).at(30_000, Event::Woke);
    let before = play.state.snapshot().cloned();
    play.answer(30_100, "<html>");
    assert_eq!(play.state.snapshot().cloned(), before);
    assert!(play.state.truth().failure.is_some());
    play.at(60_100, Event::Woke).answer(60_200, WINDOW);
    assert!(play.state.truth().failure.is_none());
    play.expect(
        "
      0 Started: fetch /status.json, sleep
      0 Fetched: title `Maintenance · Example`, icon maintenance, wake at 1000
  30000 Woke: fetch /status.json, wake at 31000
  30100 Fetched: report `expected JSON, found a web page (/status.json)`, wake at 31000
  60100 Woke: fetch /status.json, wake at 61000
  60200 Fetched: wake at 61000
",
    );
}

#[test]
fn a_first_failure_shows_nothing_and_tries_again() {
    let mut play = Play::start();
    let error = FetchError::TimedOut { after_secs: 10 };
    play.at(
        10_000,
        Event::Fetched(Answer {
            body: Err(error),
            date: None,
        }),
    );
    assert!(play.state.snapshot().is_none());
    play.expect(
        "
      0 Started: fetch /status.json, sleep
  10000 Fetched: report `expected a complete answer within 10 s, found none (/status.json)`, wake at 11000
",
    );
}

#[test]
fn a_page_out_of_view_does_nothing_until_it_is_back() {
    let mut play = Play::start();
    play.answer(0, WINDOW)
        .at(5000, Event::Hidden)
        .at(90_000, Event::Shown);
    play.expect(
        "
      0 Started: fetch /status.json, sleep
      0 Fetched: title `Maintenance · Example`, icon maintenance, wake at 1000
   5000 Hidden: keep last-look=2026-11-23T12:00:05Z, sleep
  90000 Shown: fetch /status.json, wake at 91000
",
    );
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
    play.expect(
        "
      0 Started: fetch /status.json, sleep
      0 Fetched: title `Maintenance · Example`, icon maintenance, wake at 1000
  30000 Woke: fetch /status.json, wake at 31000
  30500 PauseToggled: abort, sleep
  31000 CheckRequested: wake at 35000
  35000 Woke: fetch /status.json, sleep
  35100 Fetched: sleep
  60000 PauseToggled: fetch /status.json, wake at 61000
",
    );
}

#[test]
fn a_check_on_demand_keeps_the_floor_of_five_seconds() {
    let mut play = Play::start();
    play.answer(100, WINDOW)
        .at(2000, Event::CheckRequested)
        .at(5000, Event::Woke);
    play.expect(
        "
      0 Started: fetch /status.json, sleep
    100 Fetched: title `Maintenance · Example`, icon maintenance, wake at 1000
   2000 CheckRequested: wake at 3000
   5000 Woke: fetch /status.json, wake at 6000
",
    );
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
    let bytes = WINDOW.len();
    play.expect(&format!(
        "
      0 Started: fetch /status.json, sleep
      0 Fetched: title `Maintenance · Example`, icon maintenance, wake at 1000
      1 ThemeChosen: settheme(dark), keep theme=dark, wake at 1000
      2 ZoneChosen: keep zone=utc, wake at 1000
      3 CopyRequested: download status-2026-11-23T120000Z.json of {bytes} bytes, wake at 1000
      4 PrintRequested: print, wake at 1000
      5 Browsed: query `?im-affected`, wake at 1000
"
    ));
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
    play.expect(
        "
      0 Started: fetch /status.json, sleep
      0 Fetched: title `Maintenance · Example`, icon maintenance, wake at 1000
  30000 Woke: fetch /status.json, wake at 31000
  30000 Fetched: title `Operational, maintenance over · Example`, icon operational, \
say `Maintenance is over. 0 of 1 services affected.`, wake at 31000
  60000 Woke: fetch /status.json, wake at 120000
  60000 Fetched: wake at 61000
",
    );
}

/// The visitor's clock is a day slow; the first answer puts that right.
#[test]
fn counters_run_on_the_servers_time() {
    let mut play = Play::start();
    let date = Some(noon() + TimeDelta::days(1));
    let body = Ok(WINDOW.replace("11-23", "11-24").into_bytes());
    play.at(400, Event::Fetched(Answer { body, date }));
    let off = play.state.now() - (noon() + TimeDelta::days(1));
    assert!(off.abs() < TimeDelta::seconds(1), "{off}");
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

fn events() -> impl Strategy<Value = Event> {
    let answer = |body: &str| Answer {
        body: Ok(body.as_bytes().to_vec()),
        date: None,
    };
    let dated = Answer {
        date: Some(noon() + TimeDelta::hours(7)),
        ..answer(WINDOW)
    };
    prop_oneof![
        4 => Just(Event::Woke),
        2 => Just(Event::Fetched(answer(WINDOW))),
        1 => Just(Event::Fetched(dated)),
        1 => Just(Event::Fetched(answer("{}"))),
        1 => Just(Event::Fetched(Answer {
            body: Err(FetchError::HttpStatus { code: 503 }),
            date: None,
        })),
        1 => Just(Event::CheckRequested),
        1 => Just(Event::PauseToggled),
        1 => Just(Event::Hidden),
        1 => Just(Event::Shown),
        1 => Just(Event::CopyRequested),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever happens in whatever order: the timer is set last and never in the past, no request follows
    /// another within five seconds, none is sent out of view or unasked in a pause.
    #[test]
    fn any_sequence_of_events_keeps_the_rules(
        steps in proptest::collection::vec((events(), 0_i64..40_000, 0.0..1.0_f64), 1..60),
    ) {
        let mut state = State::default();
        let (mut millis, mut sent, mut visible) = (0, None, true);
        let start = Event::Started(Start { visible, ..Start::default() });
        let first = std::iter::once((start, 0, 0.5));
        for (event, later, jitter) in first.chain(steps) {
            millis += later;
            let local = noon() + TimeDelta::milliseconds(millis);
            visible = (visible || event == Event::Shown) && event != Event::Hidden;
            let is_asked = event == Event::CheckRequested;
            let effects = state.apply(event, Moment { local, jitter });
            let (last, others) = effects.split_last().unwrap();
            if let Effect::WakeAt(at) = last {
                assert!(local < *at, "{at} at {local}");
            } else {
                assert_eq!(*last, Effect::Sleep);
            }
            assert!(!others.iter().any(|it| matches!(it, Effect::WakeAt(_) | Effect::Sleep)));
            if others.iter().any(|it| matches!(it, Effect::Fetch(_))) {
                assert!(sent.is_none_or(|sent| 5000 <= millis - sent), "{sent:?} {millis}");
                assert!(visible || is_asked || millis > 0);
                sent = Some(millis);
            }
        }
    }
}
