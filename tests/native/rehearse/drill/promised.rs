//! Promises: kept, missed, moved, withdrawn, and open at the end.

use intermission::cli::operate::journal::Journal;
use intermission::cli::rehearse::drill::outcome::{Outcome as Judged, Played};
use intermission::cli::rehearse::drill::promises::{Outcome, Promise, Sample, promises};
use intermission::cli::rehearse::drill::watched::Watched;
use intermission::model::time::time_delta::TimeDelta;

use super::{BEFORE, BEGUN, Written, at, truth};

/// A promise by the second `due` that is made at second 0.
fn made(due: i64) -> Sample {
    Sample {
        at: at(0),
        due: Some(at(due)),
        ..Sample::default()
    }
}

fn later(second: i64, due: Option<i64>) -> Sample {
    Sample {
        at: at(second),
        due: due.map(at),
        ..Sample::default()
    }
}

fn kept(second: i64) -> Sample {
    Sample {
        is_kept: true,
        is_claimed: true,
        ..later(second, None)
    }
}

fn claimed(second: i64) -> Sample {
    Sample {
        is_claimed: true,
        ..later(second, None)
    }
}

#[test]
fn each_promise_has_one_outcome() {
    let late = |seconds| Outcome::Late(TimeDelta::seconds(seconds));
    let missed = |seconds| Outcome::Missed(TimeDelta::seconds(seconds));
    let cases: [(&[Sample], Outcome); 11] = [
        (&[made(100)], missed(100)),
        (&[made(201)], Outcome::Open),
        (&[made(100), kept(100)], Outcome::Kept(at(100))),
        (&[made(100), kept(101)], late(1)),
        (&[made(100), later(99, Some(150))], Outcome::Moved(at(150))),
        (&[made(100), later(99, None)], Outcome::Withdrawn),
        // Moving or taking back a promise after its time does not keep it.
        (&[made(100), later(101, Some(150)), kept(140)], late(40)),
        (&[made(100), later(101, None)], missed(100)),
        // Nor does it keep a promise to say that it is kept while it is not.
        (&[made(100), claimed(90)], missed(100)),
        (&[made(100), claimed(90), kept(130)], late(30)),
        (&[made(300), claimed(90)], Outcome::Open),
    ];
    for (samples, expected) in cases {
        let found = promises(samples, at(200));
        assert_eq!(found[0].outcome, expected, "{samples:?}");
        assert_eq!(found[0].made_at, at(0));
    }
    // A promise that was due before the drill began is not judged.
    let old = Sample {
        at: at(100),
        ..made(50)
    };
    assert_eq!(promises(&[old], at(200)), []);
}

/// Judges documents, and returns the promises in short: what it is about, the second that is promised, and the outcome.
fn judge(documents: &[(i64, String)], end: i64) -> Vec<(String, i64, Outcome)> {
    let mut watched = Watched::default();
    for (second, text) in documents {
        watched.observe_text(text, at(*second));
    }
    let versions = watched.versions(&Journal::default());
    let played = Played {
        start: at(-60),
        end: at(end),
    };
    let outcome = Judged::of(&truth(), &versions, Vec::new(), played);
    let short =
        |(about, it): (String, Promise)| (about, (it.due - at(0)).num_seconds(), it.outcome);
    outcome.promises.into_iter().map(short).collect()
}

#[test]
fn a_service_that_is_back_and_said_to_be_keeps_its_promise() {
    let eta = format!("\"status\": \"major_outage\", \"eta\": \"{}\"", at(450));
    let broken = BEFORE
        .text()
        .replacen("\"status\": \"operational\"", &eta, 1);
    let said = |second| {
        vec![
            (-60, BEFORE.text()),
            (130, broken.clone()),
            (second, BEFORE.text()),
        ]
    };
    let outcome = |second| {
        let promises = judge(&said(second), 590);
        promises
            .into_iter()
            .find(|(about, ..)| about == "`Database` is back")
            .unwrap()
    };
    assert_eq!(
        outcome(430),
        ("`Database` is back".to_owned(), 450, Outcome::Kept(at(430)))
    );
    // It is back at second 420: who says it before keeps the promise only then.
    assert_eq!(outcome(400).2, Outcome::Kept(at(420)));
    assert_eq!(outcome(460).2, Outcome::Late(TimeDelta::seconds(10)));
}

#[test]
fn the_end_of_the_work_is_a_promise() {
    let longer = Written {
        until: 780,
        ..BEGUN
    };
    let over = Written {
        status: "completed",
        phases: ["done", "done"],
        ..longer
    };
    let documents = [
        (-60, BEFORE.text()),
        (0, BEGUN.text()),
        (400, longer.text()),
        (730, over.text()),
    ];
    let about = "`Upgrade` is over".to_owned();
    assert_eq!(
        judge(&documents, 740),
        [
            (about.clone(), 600, Outcome::Moved(at(780))),
            (about.clone(), 780, Outcome::Kept(at(730)))
        ]
    );
    let documents = [(-60, BEFORE.text()), (0, BEGUN.text())];
    assert_eq!(
        judge(&documents, 740),
        [(about, 600, Outcome::Missed(TimeDelta::seconds(140)))]
    );
}

/// Returns the document under way with messages of these seconds and a promise of the next one.
fn spoken(messages: &[i64], next: Option<i64>) -> String {
    let begun = Written {
        until: 3000,
        ..BEGUN
    };
    let messages: Vec<String> = messages
        .iter()
        .map(|it| {
            format!(
                r#"{{ "body": "News", "display_at": "{0}", "created_at": "{0}" }}"#,
                at(*it)
            )
        })
        .collect();
    let next = next.map_or_else(String::new, |it| {
        format!(r#""next_update_at": "{}","#, at(it))
    });
    let members = format!(
        "{next} \"incident_updates\": [{}], \"phases\"",
        messages.join(",")
    );
    begun.text().replace("\"phases\"", &members)
}

#[test]
fn messages_keep_the_promise_of_a_message() {
    let outcomes = |documents: &[(i64, String)]| {
        let promises = judge(documents, 590).into_iter();
        let messages = promises.filter(|(about, ..)| about == "a message about `Upgrade`");
        messages
            .map(|(_, due, outcome)| (due, outcome))
            .collect::<Vec<_>>()
    };
    let first = (-60, spoken(&[], Some(100)));
    let answered = [
        first.clone(),
        (90, spoken(&[90], Some(200))),
        (220, spoken(&[220, 90], None)),
    ];
    assert_eq!(
        outcomes(&answered),
        [
            (100, Outcome::Kept(at(90))),
            (200, Outcome::Late(TimeDelta::seconds(20)))
        ]
    );
    assert_eq!(
        outcomes(std::slice::from_ref(&first)),
        [(100, Outcome::Missed(TimeDelta::seconds(490)))]
    );
    let moved = [first.clone(), (90, spoken(&[], Some(600)))];
    assert_eq!(
        outcomes(&moved),
        [(100, Outcome::Moved(at(600))), (600, Outcome::Open)]
    );
    // Deleting the promise after its time does not keep it, nor does removing the entry; an edit with a time does.
    let deleted = [first.clone(), (130, spoken(&[], None))];
    let missed = (100, Outcome::Missed(TimeDelta::seconds(490)));
    assert_eq!(outcomes(&deleted), [missed]);
    let removed = [first.clone(), (130, r#"{ "components": [] }"#.to_owned())];
    assert_eq!(outcomes(&removed), [missed]);
    let edited = format!("\"updated_at\": \"{}\", \"phases\"", at(130));
    let edited = spoken(&[], None).replace("\"phases\"", &edited);
    assert_eq!(
        outcomes(&[first.clone(), (130, edited)]),
        [(100, Outcome::Late(TimeDelta::seconds(30)))]
    );
    // As on the page, an early message that leaves the promise standing does not keep it.
    let standing = [
        first,
        (50, spoken(&[50], Some(100))),
        (130, spoken(&[130, 50], Some(100))),
    ];
    assert_eq!(
        outcomes(&standing),
        [(100, Outcome::Late(TimeDelta::seconds(30)))]
    );
}
