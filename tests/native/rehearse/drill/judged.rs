//! The comparison of what visitors read with the truth, to the second.

use intermission::cli::operate::journal::Journal;
use intermission::cli::rehearse::drill::compare::{Comparison, compare};
use intermission::cli::rehearse::drill::outcome::{Outcome, Played, Told, Untrue};
use intermission::cli::rehearse::drill::truth::{Fact, Subject, Truth};
use intermission::cli::rehearse::drill::watched::Watched;
use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::planned_document::Schedule;
use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::native;
use intermission::model::status::normalize::normalize;
use intermission::model::time::time_delta::TimeDelta;

use super::{BEFORE, BEGUN, Written, at, truth};

/// Judges documents, each from a second of the window on, from a minute before the window to `end`.
fn judge(documents: &[(i64, &str)], end: i64) -> Outcome {
    let mut watched = Watched::default();
    for (second, text) in documents {
        watched.observe_text(text, at(*second));
    }
    let versions = watched.versions(&Journal::default());
    let played = Played {
        start: at(-60),
        end: at(end),
    };
    Outcome::of(&truth(), &versions, Vec::new(), played)
}

fn untrue(better: i64, worse: i64, unknown: i64) -> Untrue {
    Untrue {
        better: TimeDelta::seconds(better),
        worse: TimeDelta::seconds(worse),
        unknown: TimeDelta::seconds(unknown),
    }
}

fn of(outcome: &Outcome, subject: &Subject) -> Untrue {
    outcome
        .subjects
        .iter()
        .find(|(it, _)| it == subject)
        .unwrap()
        .1
}

fn database() -> Subject {
    Subject::Service("Database".to_owned())
}

/// Returns when the event at this second of the window was said.
fn told(outcome: &Outcome, second: i64, subject: &Subject) -> Told {
    let index = truth().index(subject).unwrap();
    let mut events = outcome.events.iter();
    let found = events.find(|(it, _)| it.at == at(second) && it.subject == index);
    found.unwrap().1
}

const BROKEN: Written = Written {
    database: "major_outage",
    ..BEFORE
};

#[test]
fn an_outage_that_is_said_late_was_better_and_its_late_end_worse() {
    let (before, broken) = (BEFORE.text(), BROKEN.text());
    let outcome = judge(&[(-60, &before), (150, &broken), (425, &before)], 600);
    assert_eq!(of(&outcome, &database()), untrue(30, 5, 0));
    assert_eq!(
        told(&outcome, 120, &database()),
        Told::After(TimeDelta::seconds(30))
    );
    assert_eq!(
        told(&outcome, 420, &database()),
        Told::After(TimeDelta::seconds(5))
    );
    assert_eq!(
        of(&outcome, &Subject::Service("API".to_owned())),
        Untrue::default()
    );
}

#[test]
fn an_outage_that_is_never_said_counts_to_its_end() {
    let before = BEFORE.text();
    let outcome = judge(&[(-60, &before)], 600);
    assert_eq!(of(&outcome, &database()), untrue(300, 0, 0));
    assert_eq!(told(&outcome, 120, &database()), Told::Never);
    // Its end needs no word, because nobody has read of its beginning.
    assert_eq!(told(&outcome, 420, &database()), Told::Before);
    // The window began unsaid, at second 0.
    assert_eq!(of(&outcome, &Subject::Maintenance), untrue(600, 0, 0));
    assert_eq!(told(&outcome, 0, &Subject::Maintenance), Told::Never);
    assert_eq!(
        outcome.any,
        Untrue {
            better: TimeDelta::seconds(600),
            worse: TimeDelta::seconds(600),
            ..Untrue::default()
        }
    );
}

#[test]
fn an_outage_that_is_said_too_early_was_worse() {
    let (before, broken) = (BEFORE.text(), BROKEN.text());
    let outcome = judge(&[(-60, &before), (110, &broken)], 300);
    assert_eq!(of(&outcome, &database()), untrue(0, 10, 0));
    assert_eq!(told(&outcome, 120, &database()), Told::Before);
}

#[test]
fn stage_phases_and_end_are_compared() {
    let copying = Written {
        phases: ["done", "active"],
        ..BEGUN
    };
    let longer = Written {
        until: 800,
        ..copying
    };
    let over = Written {
        status: "completed",
        phases: ["done", "done"],
        ..longer
    };
    let texts = [BEFORE, BEGUN, copying, longer, over].map(Written::text);
    let [before, begun, copying, longer, over] = texts.each_ref().map(String::as_str);
    let documents = [
        (-60, before),
        (20, begun),
        (230, copying),
        (400, longer),
        (700, over),
    ];
    let outcome = judge(&documents, 740);
    // Begun 20 s late, and over 20 s too early.
    assert_eq!(of(&outcome, &Subject::Maintenance), untrue(40, 0, 0));
    // Behind for 20 s at the beginning; ahead for 10 s before second 240 and for 20 s before the end.
    assert_eq!(of(&outcome, &Subject::Phases), untrue(30, 20, 0));
    // The new end was known at second 360 and said at 400; the end of the work was said 20 s too early.
    assert_eq!(of(&outcome, &Subject::End), untrue(60, 0, 0));
    assert_eq!(
        told(&outcome, 360, &Subject::End),
        Told::After(TimeDelta::seconds(40))
    );
    assert_eq!(told(&outcome, 240, &Subject::Phases), Told::Before);
    assert_eq!(told(&outcome, 720, &Subject::Maintenance), Told::Before);
}

/// A drill that ends in the second in which the work does has all events.
#[test]
fn events_at_the_very_end_belong_to_the_drill() {
    let over = Written {
        status: "completed",
        phases: ["done", "done"],
        ..BEFORE
    };
    let outcome = judge(&[(-60, &BEFORE.text()), (715, &over.text())], 720);
    assert_eq!(told(&outcome, 720, &Subject::Maintenance), Told::Before);
    assert_eq!(outcome.events.last().unwrap().0.at, at(720));
}

/// Visitors go on reading the last good version; a service that is not in the document is unknown.
#[test]
fn a_document_that_cannot_be_used_changes_nothing_for_visitors() {
    let (before, broken) = (BEFORE.text(), BROKEN.text());
    let outcome = judge(&[(-60, &before), (100, "{"), (160, &broken)], 300);
    assert_eq!(of(&outcome, &database()), untrue(40, 0, 0));
    assert_eq!(outcome.unusable, TimeDelta::seconds(60));
    let nameless = before.replace("Database", "Datenbank");
    let outcome = judge(&[(-60, &nameless)], 300);
    assert_eq!(of(&outcome, &database()), untrue(0, 0, 360));
    let outcome = judge(&[(-60, "{")], 300);
    assert_eq!(outcome.any, untrue(0, 0, 360));
    assert_eq!(outcome.unusable, TimeDelta::seconds(360));
}

#[test]
fn a_drill_that_ends_at_once_has_an_empty_report() {
    let outcome = judge(&[(-60, &BEFORE.text())], -60);
    assert_eq!(outcome.any, Untrue::default());
    assert!(outcome.events.is_empty());
    assert_eq!(outcome.subjects.len(), 5);
}

/// Each state against each other one: the order is that of the vocabulary, and three pairs mean equally much.
#[test]
fn states_compare_by_severity() {
    let groups: [&[ComponentStatus]; 6] = [
        &[ComponentStatus::Operational, ComponentStatus::Queued],
        &[ComponentStatus::UnderMaintenance, ComponentStatus::ReadOnly],
        &[ComponentStatus::DegradedPerformance],
        &[ComponentStatus::Restarting],
        &[ComponentStatus::PartialOutage],
        &[ComponentStatus::MajorOutage, ComponentStatus::Offline],
    ];
    let severity = |it: &ComponentStatus| groups.iter().position(|group| group.contains(it));
    for said in ComponentStatus::ALL {
        let text = Written {
            database: said.as_str(),
            ..BEFORE
        }
        .text();
        let (document, _) = Document::read(text.as_bytes()).unwrap();
        let (snapshot, _) = normalize(&document, native::english(), &[]);
        for fact in ComponentStatus::ALL {
            let truth = Truth {
                subjects: vec![(database(), Fact::State(*fact))],
                events: Vec::new(),
                ..truth()
            };
            let expected = match severity(said).cmp(&severity(fact)) {
                std::cmp::Ordering::Less => Comparison::Better,
                std::cmp::Ordering::Equal => Comparison::True,
                std::cmp::Ordering::Greater => Comparison::Worse,
            };
            assert_eq!(
                compare(&snapshot, &truth, 0, at(0)),
                expected,
                "{said:?}, {fact:?}"
            );
        }
    }
}

/// A plan may also move its end forward, or confirm it.
#[test]
fn the_end_moves_in_both_directions() {
    let alert = |length: i64, until: i64| {
        let plan = super::PLAN
            .replace("length_min = 10", &format!("length_min = {length}"))
            .replace("until_min = 13", &format!("until_min = {until}"));
        let plan = Plan::parse("plan.toml", &plan).unwrap();
        let truth = Truth::of(&plan, Schedule { start: at(0) }, None);
        let mut alerts = truth.events.into_iter().filter_map(|it| it.alert);
        alerts.find(|it| it.contains("the copy is slow"))
    };
    for (length, until, expected) in [
        (
            10,
            13,
            "The work ends 3 min later than announced: the copy is slow.",
        ),
        (
            15,
            13,
            "The work ends 2 min earlier than announced: the copy is slow.",
        ),
        (
            13,
            13,
            "The work still ends as announced: the copy is slow.",
        ),
    ] {
        assert_eq!(alert(length, until).as_deref(), Some(expected));
    }
}

/// A fact holds from the second of its event on.
#[test]
fn the_truth_changes_in_the_second_of_its_event() {
    let truth = Truth::of(
        &Plan::parse("plan.toml", super::PLAN).unwrap(),
        Schedule { start: at(0) },
        None,
    );
    let index = truth.index(&database()).unwrap();
    let state = |second| truth.at(index, at(second));
    assert_eq!(state(119), Some(Fact::State(ComponentStatus::Operational)));
    assert_eq!(state(120), Some(Fact::State(ComponentStatus::MajorOutage)));
    let alerts: Vec<_> = truth
        .events
        .iter()
        .filter_map(|it| it.alert.as_deref())
        .collect();
    assert_eq!(
        alerts,
        [
            "`Upgrade`: the work begins.",
            "The work: `Drain` begins.",
            "The replica is lost.",
            "The work: `Drain` is done, `Copy` begins.",
            "The work ends 3 min later than announced: the copy is slow.",
            "`Database` is now: Operational.",
            "`Upgrade`: the work is over.",
            "The work: `Copy` is done.",
        ]
    );
}
