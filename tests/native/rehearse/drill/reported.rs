//! The report in text, word for word.

use intermission::cli::operate::journal::{Journal, Line};
use intermission::cli::rehearse::drill::outcome::{Outcome, Played};
use intermission::cli::rehearse::drill::report::{Heading, text};
use intermission::cli::rehearse::drill::watched::Watched;
use intermission::cli::zone;

use super::{BEFORE, BEGUN, Written, at, truth};

const EXPECTED: &str = "\
The drill `Upgrade` was ended before its end: 11 min from 21:59:00 to 22:10:00, in the time of the drill.

How long visitors read  better          worse           unknown
Upgrade: its state      20 s            0 s             0 s
Upgrade: its phases     0 s             6 min 20 s      0 s
Upgrade: its end        4 min           0 s             0 s
Database                30 s            3 min           0 s
API                     0 s             0 s             0 s
any of these            4 min 50 s      6 min 20 s      0 s
For 1 min the document could not be used: visitors went on reading the last good one.

What happened, and when visitors read it
  22:00:00  after 20 s              `Upgrade`: the work begins.
  22:00:00  after 20 s              The work: `Drain` begins.
  22:02:00  after 30 s              The replica is lost.
  22:04:00  never                   The work: `Drain` is done, `Copy` begins.
  22:06:00  never                   The work ends 3 min later than announced: the copy is slow.
  22:07:00  never                   `Database` is now: Operational.

Promises
  missed     `Upgrade` is over by 22:10:00: by 0 s at the end of the drill

Verbs
  22:00:20  begin Upgrade
  22:02:30  service database outage --note '\\u{1b}\\n'
";

#[test]
fn the_report_has_each_figure_in_its_place() {
    let broken = Written {
        database: "major_outage",
        ..BEGUN
    };
    let texts = [BEFORE, BEGUN, broken].map(Written::text);
    let seen = [
        (-60, texts[0].as_str()),
        (21, &texts[1]),
        (151, &texts[2]),
        (300, "{"),
        (360, &texts[2]),
    ];
    let mut watched = Watched::default();
    for (second, text) in seen {
        watched.observe_text(text, at(second));
    }
    let line = |number, second, verb: &str, after: &String| Line {
        number,
        at: at(second).to_string(),
        verb: verb.to_owned(),
        after: Some(after.clone()),
        ..Line::default()
    };
    let mut journal = Journal::default();
    journal.lines = vec![
        line(1, 20, "begin Upgrade", &texts[1]),
        line(
            2,
            150,
            "service database outage --note '\u{1b}\n'",
            &texts[2],
        ),
    ];
    let played = Played {
        start: at(-60),
        end: at(600),
    };
    let truth = truth();
    let outcome = Outcome::of(
        &truth,
        &watched.versions(&journal),
        watched.verbs(&journal),
        played,
    );
    let heading = Heading {
        name: &truth.maintenance,
        is_complete: false,
        played,
        zone: zone::find("Europe/Berlin"),
    };
    assert_eq!(text(&outcome, heading), EXPECTED);
}
