//! Which versions visitors could read, and since when: by the journal, else by observation.

use intermission::cli::operate::journal::{Journal, Line};
use intermission::cli::rehearse::drill::watched::Watched;

use super::{BEFORE, Written, at};

fn line(number: u64, second: i64, after: &str) -> Line {
    Line {
        number,
        at: at(second).to_string(),
        verb: format!("verb {number}"),
        after: Some(after.to_owned()),
        ..Line::default()
    }
}

fn journal(lines: Vec<Line>) -> Journal {
    let mut journal = Journal::default();
    journal.lines = lines;
    journal
}

/// Returns the seconds at which versions begin, and the state of the database in each.
fn versions(watched: &Watched, journal: &Journal) -> Vec<(i64, &'static str)> {
    let versions = watched.versions(journal).into_iter();
    let state = |it: intermission::cli::rehearse::drill::watched::Version| {
        let state = it
            .snapshot
            .map_or("-", |it| it.components[0].status.as_str());
        ((it.at - at(0)).num_seconds(), state)
    };
    versions.map(state).collect()
}

#[test]
fn a_verb_counts_from_the_time_in_the_journal() {
    let [before, broken, slow] = ["operational", "major_outage", "degraded_performance"]
        .map(|database| Written { database, ..BEFORE }.text());
    let mut watched = Watched::default();
    watched.observe_text(&before, at(-60));
    watched.observe_text(&slow, at(125));
    // The first verb was replaced by the second one before anybody looked.
    let journal = journal(vec![line(1, 110, &broken), line(2, 120, &slow)]);
    assert_eq!(
        versions(&watched, &journal),
        [
            (-60, "operational"),
            (110, "major_outage"),
            (120, "degraded_performance")
        ]
    );
    let verbs = watched.verbs(&journal);
    assert_eq!(
        verbs.iter().map(|it| it.verb.as_str()).collect::<Vec<_>>(),
        ["verb 1", "verb 2"]
    );
}

/// A process can end between its line of the journal and the document.
#[test]
fn a_verb_whose_document_never_came_does_not_count() {
    let [before, broken] =
        ["operational", "major_outage"].map(|database| Written { database, ..BEFORE }.text());
    let mut watched = Watched::default();
    watched.observe_text(&before, at(-60));
    let journal = journal(vec![line(1, 110, &broken)]);
    assert_eq!(versions(&watched, &journal), [(-60, "operational")]);
    assert_eq!(watched.verbs(&journal), []);
}

#[test]
fn an_edit_by_hand_counts_from_its_observation_and_returns_too() {
    let [before, broken] =
        ["operational", "major_outage"].map(|database| Written { database, ..BEFORE }.text());
    let mut watched = Watched::default();
    watched.observe_text(&before, at(-60));
    watched.observe_text(&broken, at(112));
    assert!(
        watched
            .observe_text("{", at(130))
            .is_some_and(|it| it.contains("expected JSON"))
    );
    assert_eq!(watched.observe_text("{", at(131)), None, "told once");
    // The text that the verb wrote is back, by hand.
    watched.observe_text(&broken, at(140));
    let journal = journal(vec![line(1, 110, &broken)]);
    assert_eq!(
        versions(&watched, &journal),
        [
            (-60, "operational"),
            (110, "major_outage"),
            (130, "-"),
            (140, "major_outage")
        ]
    );
}

#[test]
fn a_file_that_is_gone_cannot_be_used() {
    let mut watched = Watched::default();
    let gone = std::path::Path::new("no/such/status.json");
    assert!(watched.observe(gone, at(0)).is_some());
    assert_eq!(versions(&watched, &Journal::default()), [(0, "-")]);
}
