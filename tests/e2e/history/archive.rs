//! Ninety days that were published at speed, and what is known of them by the plan alone.

use std::path::Path;
use std::process::Command;

use intermission::cli::rehearse::clock::real_now;
use intermission::model::document::wire::Document;
use intermission::model::history::files::to_text;
use intermission::model::history::observe::{History, Observation};
use intermission::model::time::instant::{Instant, write};
use intermission::model::time::time_delta::TimeDelta;
use serde_json::{Value, json};

use crate::deployment::Deployment;

pub(crate) const DAYS: i64 = 90;
pub(crate) const SERVICES: [&str; 3] = ["shop", "api", "mail"];
/// For how many minutes a publication holds: ten times the ten minutes that the document asks for.
const HOLDS: i64 = 100;
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// Days without a publication.
const SILENT: [i64; 4] = [40, 41, 75, 76];

/// The plan, in minutes since the first of the ninety days.
pub(crate) struct Archive {
    start: Instant,
    /// The last publication.
    end: i64,
}

impl Archive {
    pub(crate) fn new() -> Self {
        let minutes = real_now().timestamp() / 60 / HOUR * HOUR;
        // At midnight, the day that ends is the last one.
        let last_day = (minutes - 1) / DAY * DAY;
        let start = last_day - (DAYS - 1) * DAY;
        Self {
            start: Instant::from_timestamp(start * 60).unwrap(),
            end: minutes - start,
        }
    }

    /// Returns the beginning of one of the ninety days, from 0.
    pub(super) fn day(&self, day: i64) -> Instant {
        self.at(day * DAY)
    }

    fn at(&self, minute: i64) -> Instant {
        self.start + TimeDelta::minutes(minute)
    }

    /// The hours at which something is published.
    fn publications(&self) -> Vec<i64> {
        let hours = (0..=self.end / HOUR).map(|hour| hour * HOUR);
        hours.filter(|it| !SILENT.contains(&(it / DAY))).collect()
    }

    /// The state of a service that is published in a minute.
    fn word(service: &str, minute: i64) -> &'static str {
        let (day, hour) = (minute / DAY, minute % DAY / HOUR);
        match (service, day, hour) {
            ("shop", 10, 6..12) | ("api", 88, 1..3) => "major_outage",
            ("mail", 70, _) => "partial_outage",
            ("api", 80, 2..4) => "under_maintenance",
            _ => "operational",
        }
    }

    /// The state of a service that is known in a minute.
    fn known(&self, service: &str, minute: i64) -> Option<&'static str> {
        let last = (0..=minute / HOUR).rev().map(|hour| hour * HOUR);
        let mut last = last.filter(|it| !SILENT.contains(&(it / DAY)));
        let last = last.next()?;
        (minute < last + HOLDS && minute < self.end).then(|| Self::word(service, last))
    }

    /// The figures of a service, as the page writes them, from a count of every minute.
    pub(crate) fn figures(&self, service: &str) -> String {
        self.figures_since(0, service)
    }

    /// The figures of a service from one of the days on.
    pub(crate) fn figures_since(&self, day: i64, service: &str) -> String {
        let (mut up, mut unbroken, mut counted, mut unknown) = (0, 0, 0, 0);
        let minutes = day * DAY..self.end;
        let all = minutes.end - minutes.start;
        for minute in minutes {
            match self.known(service, minute) {
                None => unknown += 1,
                Some("under_maintenance") => {}
                Some(word) => {
                    counted += 1;
                    up += i64::from(word != "major_outage");
                    unbroken += i64::from(word == "operational");
                }
            }
        }
        let (full, partial) = (up * 100_000 / counted, unbroken * 100_000 / counted);
        let unknown = (unknown * 100_000 + all - 1) / all;
        format!(
            "{} without full outages · {} without any disruption · no data for {} of the time",
            percent(full),
            percent(partial),
            percent(unknown)
        )
    }

    /// The worst state of each day, in the words of the page's classes; empty without data.
    pub(crate) fn marks(&self, service: &str) -> Vec<&'static str> {
        let worst = |day: i64| {
            let minutes = day * DAY..(day + 1) * DAY;
            let words = minutes.filter_map(|it| self.known(service, it));
            let words: Vec<&str> = words.collect();
            let has = |word: &str| words.contains(&word);
            if has("major_outage") {
                "is-outage"
            } else if has("partial_outage") {
                "is-degraded"
            } else if has("under_maintenance") {
                "is-maintenance"
            } else if has("operational") {
                "is-operational"
            } else {
                ""
            }
        };
        (0..DAYS).map(worst).collect()
    }

    /// The document of a minute.
    fn document(&self, minute: i64) -> Value {
        let component = |id: &&str| json!({"id": id, "name": id, "status": Self::word(id, minute)});
        let mut document = json!({
            "published_at": write(self.at(minute)),
            "refresh_secs": 600,
            "page": {"name": "Example"},
            "components": SERVICES.iter().map(component).collect::<Vec<_>>(),
            "incidents": [],
        });
        let incident = |id: &str, service: &str, from: i64, until: i64| {
            let over = minute >= until;
            let body = "<p>We <b>look</b>.</p><script>document.title = 'owned'</script>";
            let mut updates = vec![
                json!({"id": "a", "status": "investigating", "body": body, "display_at": write(self.at(from))}),
            ];
            if over {
                let at = write(self.at(until));
                updates.push(
                    json!({"id": "b", "status": "resolved", "body": "It works.", "display_at": at}),
                );
            }
            json!({
                "id": id, "name": format!("{service} fails"), "impact": "major",
                "status": if over { "resolved" } else { "investigating" },
                "started_at": write(self.at(from)),
                "components": [{"id": service, "name": service}],
                "shortlink": format!("https://status.example.com/{id}"),
                "incident_updates": updates,
            })
        };
        for (id, service, day, hours) in [("one", "shop", 10, 6..12), ("two", "api", 88, 1..3)] {
            let (from, until) = (day * DAY + hours.start * HOUR, day * DAY + hours.end * HOUR);
            if (from..until + DAY).contains(&minute) {
                let incidents = document["incidents"].as_array_mut().unwrap();
                incidents.push(incident(id, service, from, until));
            }
        }
        document
    }

    /// The document that was published last.
    pub(crate) fn latest(&self) -> String {
        self.document(self.end / HOUR * HOUR).to_string()
    }

    /// Plays everything at speed, with an incident long before.
    fn play(&self) -> History {
        let mut history = History::default();
        let mut add = |document: Value, minute: i64| {
            let document = Document::read(document.to_string().as_bytes()).unwrap().0;
            let observation = Observation::of(&document, None, self.at(minute));
            history.add(observation);
        };
        add(self.old(), OLD);
        for minute in self.publications() {
            add(self.document(minute), minute);
        }
        history
    }

    fn old(&self) -> Value {
        json!({
            "published_at": write(self.at(OLD)), "components": [],
            "incidents": [{
                "id": "old", "name": "Long ago", "status": "resolved", "impact": "minor", "started_at": write(self.at(OLD)),
                "incident_updates": [{"status": "resolved", "body": "Forgotten.", "display_at": write(self.at(OLD))}],
            }],
        })
    }

    /// The id of the record of the incident long before.
    pub(crate) fn old_id(&self) -> String {
        format!("{}-old", &write(self.at(OLD))[..7])
    }

    /// Writes the history into a site, and what is made of it.
    pub(crate) fn keep_in(&self, site: &Deployment) {
        let history = self.play();
        site.write("history/index.json", &to_text(&history.index));
        for (month, file) in &history.months {
            site.write(&format!("history/{month}.json"), &to_text(file));
        }
        render(site.path());
    }
}

/// Two hundred days before the ninety.
const OLD: i64 = -200 * DAY;

fn render(folder: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    let output = command.args(["history", "render"]).arg(folder).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// Thousandths of a percent, without zeros at the end.
fn percent(share: i64) -> String {
    let number = format!("{}.{:03}", share / 1000, share % 1000);
    format!("{}%", number.trim_end_matches('0').trim_end_matches('.'))
}
