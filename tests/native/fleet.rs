//! A simulated crowd: what it asks of the servers, by the page's own code.

use std::ops::Range;
use std::process::{Command, Output};

use intermission::cli::fleet::crowd::{self, Tally};
use intermission::cli::fleet::grouped;
use intermission::cli::fleet::pattern::{fixed, meta_refresh};
use intermission::cli::fleet::plot::plot;
use intermission::cli::fleet::progress::Progress;
use intermission::cli::fleet::report::{Figures, GOAL, report};
use intermission::cli::fleet::rng::Rng;
use intermission::cli::fleet::saturation;
use intermission::cli::fleet::scenario::{
    ORIGIN, OUTAGE, OVER, Parameters, RECOVERY, REST, Scenario, instant, millis,
};
use intermission::cli::fleet::tally::{Bins, Count};
use intermission::cli::fleet::visitor::Visitor;
use intermission::model::policy::return_target::Place;
use intermission::model::state::{Arrival, Effect, Event, HostEffect, Inputs, Start, State};

use crate::expect::{expect_file, repository};
use crate::pseudo_terminal::Terminal;

/// A second of twenty thousand visitors holds so few requests that chance alone changes it by a third; ten
/// seconds hold as many as one second of two hundred thousand.
const BIN: usize = 10;

fn scenario(visitors: u32, seed: u64) -> Scenario {
    Scenario::new(Parameters {
        visitors,
        spread_secs: 300,
        refresh_secs: 30,
        seed,
    })
}

fn play(scenario: &Scenario, threads: usize) -> Tally {
    crowd::play(scenario, threads, &Progress::silent())
}

/// Requests a second in the fullest [`BIN`] of a stretch, wherever it begins.
fn peak(bins: &Bins, count: Count, stretch: Range<usize>) -> f64 {
    let windows = bins.of(count)[stretch].windows(BIN);
    f64::from(windows.map(|it| it.iter().sum::<u32>()).max().unwrap()) / 10.0
}

#[test]
fn a_crowd_never_comes_all_at_once() {
    let scenario = scenario(20_000, 1);
    let tally = play(&scenario, 2);
    let [own, ..] = &tally;
    let fair = 20_000.0 / 300.0;
    let origin = peak(own, Count::Origin, scenario.return_secs()) / fair;
    assert!(origin <= GOAL, "origin around the return: {origin}");
    let recovery = peak(own, Count::Json, RECOVERY) / own.load(Count::Json, RECOVERY).mean();
    assert!(recovery <= GOAL, "document in the recovery: {recovery}");
    let rest = own.load(Count::Json, REST).mean();
    let edge = peak(own, Count::Json, scenario.return_secs()) / rest;
    assert!(edge <= GOAL, "document at the end of the window: {edge}");
    let outage = own.load(Count::Json, OUTAGE).mean() / rest;
    assert!(outage <= 0.4, "document in the outage: {outage}");
    assert_eq!(own.load(Count::Origin, 0..OVER).sum, 0);
    // The others show that this is not a matter of course.
    for other in &tally[1..] {
        let origin = peak(other, Count::Origin, scenario.return_secs()) / fair;
        assert!(origin > 5.0, "{origin}");
    }
}

#[test]
fn the_same_seed_gives_the_same_figures_on_any_number_of_threads() {
    let told = |seed, threads| {
        let scenario = scenario(1_200, seed);
        let tally = play(&scenario, threads);
        (report(&scenario, &tally), plot(&scenario, &tally))
    };
    let one = told(7, 1);
    assert_eq!(told(7, 3), one);
    assert_ne!(told(8, 1).0.replace("seed 8", "seed 7"), one.0);
}

#[test]
fn the_report_has_a_table_and_says_what_its_figures_mean() {
    let scenario = scenario(100, 1);
    let tally = play(&scenario, 1);
    expect_file(
        &repository("tests/fixtures/fleet/report.txt"),
        &report(&scenario, &tally),
    );
    expect_file(
        &repository("tests/fixtures/fleet/plot.svg"),
        &plot(&scenario, &tally),
    );
}

#[test]
fn figures_compare_the_fullest_second() {
    let scenario = scenario(30_000, 1);
    let mut bins = Bins::new(scenario.secs());
    for second in RECOVERY {
        let requests = if second == 1500 { 1_199 } else { 1 };
        (0..requests).for_each(|_| bins.add(Count::Json, millis(second)));
    }
    (0..150).for_each(|_| bins.leave(millis(OVER) + 999));
    (0..300).for_each(|_| bins.leave(millis(OVER) - 1));
    bins.leave(millis(scenario.secs()));
    let expected = Figures {
        origin_at_return: 1.5,
        document_in_recovery: 1_199.0 * 600.0 / 1_798.0,
    };
    assert_eq!(Figures::of(&scenario, &bins), expected);
}

/// A site that answers a twentieth of what everybody would ask for in the half minute of the default return, and a site
/// that answers all of it.
#[test]
fn a_site_that_saturates_gets_its_visitors_one_after_the_other() {
    let (visitors, seed) = (4_000, 1);
    let enough = saturation::play(visitors, 2_000, seed);
    assert_eq!(enough.back, visitors);
    // Half a minute until everybody knows, and a minute more.
    assert!(enough.secs <= 90, "{enough:?}");
    assert!(enough.requests < 3.01, "{enough:?}");
    let least = visitors * 3 / 20;
    let strained = saturation::play(visitors, 20, seed);
    assert_eq!((strained.back, strained.least_secs), (visitors, least));
    assert!(strained.load < 1.5, "{strained:?}");
    assert!(strained.requests < 10.0, "{strained:?}");
    assert!(
        strained.secs < 2 * usize::try_from(least).unwrap(),
        "{strained:?}"
    );
    assert!(strained.refused < 0.15, "{strained:?}");
}

/// A visitor who arrives at second 100 and looks elsewhere from 200 to 1000.
fn visitor() -> Visitor {
    Visitor {
        arrives: 100_000,
        turns: vec![200_000, 1_000_000],
        ..Visitor::default()
    }
}

fn seconds(bins: &Bins, count: Count) -> Vec<usize> {
    let counted = bins.of(count).iter().enumerate();
    counted
        .flat_map(|(at, it)| vec![at; usize::try_from(*it).unwrap()])
        .collect()
}

#[test]
fn other_pages_ask_at_fixed_intervals_and_once_a_minute_out_of_view() {
    let mut expected: Vec<usize> = (100..=200).step_by(20).collect();
    expected.extend((260..=980).step_by(60));
    expected.extend((1040..=OVER).step_by(20));
    let mut bins = Bins::new(3000);
    fixed(&visitor(), 20_000, &mut bins);
    assert_eq!(seconds(&bins, Count::Json), expected);
    assert_eq!(seconds(&bins, Count::Origin), [OVER]);
    let mut bins = Bins::new(3000);
    meta_refresh(&visitor(), 20_000, &mut bins);
    assert_eq!(bins.load(Count::Json, 0..3000).sum, 0);
    assert_eq!(seconds(&bins, Count::Origin), expected[1..]);
    assert_eq!(seconds(&bins, Count::Back), [OVER]);
}

fn stood_in() -> Event {
    Event::Started(Start {
        arrival: Arrival {
            status: Some(503),
            ..Arrival::default()
        },
        place: Place {
            origin: ORIGIN.to_owned(),
            path: "/cart".to_owned(),
            ..Place::default()
        },
        visible: true,
        ..Start::default()
    })
}

/// What comes of an effect, and when.
fn answer(scenario: &Scenario, effect: &Effect, now: i64) -> Option<(i64, Event)> {
    if let Effect::Fetch(_) = effect {
        return Some((now + 120, Event::Fetched(scenario.answer(now + 120))));
    }
    let probed = (
        now + 300,
        Event::Probed(Some(Scenario::site(now + 300, true))),
    );
    matches!(effect, Effect::Host(HostEffect::Probe(_))).then_some(probed)
}

/// The requests of a visit by the timer that the page sets, counters and all, or without them.
fn requests(with_counters: bool, ahead: i64) -> Vec<(i64, String)> {
    let scenario = scenario(1, 1);
    let (mut state, mut log, mut answers) = (State::default(), Vec::new(), Vec::new());
    let (mut now, mut event) = (0, stood_in());
    while now < millis(scenario.secs()) {
        let local = instant(now + ahead);
        let outcome = state.apply(
            event,
            Inputs {
                local,
                jitter: 0.37,
            },
        );
        for effect in &outcome.effects {
            let answer = answer(&scenario, effect, now);
            let is_leave = matches!(effect, Effect::Host(HostEffect::Leave(_)));
            if is_leave || answer.is_some() {
                log.push((now, format!("{effect:?}")));
            }
            answers.extend(answer);
            if is_leave {
                return log;
            }
        }
        let timer = if with_counters {
            outcome.wake_at
        } else {
            state.acts_at()
        };
        let timer = timer.map(|at| (at - instant(ahead)).num_milliseconds() + 1);
        let first = answers.iter().map(|(at, _)| *at).min();
        now = timer.into_iter().chain(first).min().unwrap().max(now);
        event = match answers.iter().position(|(at, _)| *at == now) {
            Some(place) => answers.remove(place).1,
            None => Event::Woke,
        };
    }
    log
}

/// A simulated page sleeps through its counters; a real one asks for the very same things.
#[test]
fn counters_change_no_request() {
    for ahead in [0, 4_321, -7_200_000] {
        let log = requests(false, ahead);
        assert!(
            log.len() > 30 && log.last().unwrap().1.starts_with("Host(Leave"),
            "{log:?}"
        );
        assert_eq!(log, requests(true, ahead));
    }
}

#[test]
fn dice_are_even_and_visitors_differ() {
    let mut tenths = [0; 10];
    for visitor in 0..1_000 {
        let mut rng = Rng::of(1, visitor);
        for _ in 0..10 {
            tenths[usize::try_from(rng.between(0, 10)).unwrap()] += 1;
        }
    }
    assert!(
        tenths.iter().all(|it| (900..1100).contains(it)),
        "{tenths:?}"
    );
    let first = |seed, visitor| Rng::of(seed, visitor).next_f64().to_bits();
    assert!(first(1, 0) != first(1, 1) && first(1, 0) != first(2, 0));
    assert_eq!(Rng::of(1, 1).between(5, 5), 5);
}

#[test]
fn numbers_as_people_read_them() {
    for (count, text) in [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (1_234_567, "1,234,567"),
    ] {
        assert_eq!(grouped(count), text);
    }
}

/// A bar on a terminal, which is gone at the end; lines elsewhere.
#[test]
fn a_terminal_shows_a_bar() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.args(["fleet", "--visitors", "3000"]);
    let mut terminal = Terminal::run(command);
    terminal.wait_for("] ");
    terminal.wait_for(" of 3,000 visitors, ");
    let (status, shown) = terminal.end();
    assert_eq!(status, 0, "{shown}");
    let (_, table) = shown.rsplit_once("\r\u{1b}[2K").unwrap();
    assert!(!table.contains("left"), "{shown}");
    let output = fleet(&["--visitors", "1000"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told, "500 of 1000 visitors\n1000 of 1000 visitors\n");
}

fn fleet(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.arg("fleet").args(arguments).output().unwrap()
}

#[test]
fn the_command_prints_the_report_and_tells_how_far_it_is() {
    let output = fleet(&["--visitors", "20", "--seed", "3"]);
    let scenario = scenario(20, 3);
    let expected = report(&scenario, &play(&scenario, 1));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    assert_eq!(output.stderr, b"20 of 20 visitors\n");
    assert!(output.status.success());
}

#[test]
fn what_cannot_be_simulated_or_written_is_said() {
    for arguments in [
        ["--visitors", "0"],
        ["--spread-secs", "0"],
        ["--spread-secs", "3601"],
        ["--refresh-secs", "9"],
    ] {
        assert_eq!(fleet(&arguments).status.code(), Some(2), "{arguments:?}");
    }
    let output = fleet(&["--visitors", "1", "--svg", "no/such/plot.svg"]);
    let told = String::from_utf8(output.stderr).unwrap();
    let expected = "--svg: expected a file that can be written, found for `no/such/plot.svg`: ";
    assert!(told.contains(expected), "{told}");
    assert_eq!(output.status.code(), Some(1));
}
