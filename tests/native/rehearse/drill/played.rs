//! A drill that is played by the command itself, with the operator's own verbs.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use intermission::model::time::instant::Instant;
use serde_json::Value;

use super::super::site::built_page;

static MADE: AtomicU32 = AtomicU32::new(0);

/// A folder in which drills are begun, and a built page; both are gone when dropped.
pub(super) struct Desk(pub(super) PathBuf);

impl Desk {
    pub(super) fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("intermission-drill-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).unwrap();
        let page = built_page();
        fs::rename(page, folder.join("page")).unwrap();
        Self(folder)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command.current_dir(&self.0);
        command
    }

    pub(super) fn rehearse(&self, arguments: &[&str]) -> Command {
        let mut command = self.command();
        command.args(["rehearse", "--drill", "--port", "0", "--dist", "page"]);
        command.args(arguments);
        command
    }

    /// Begins a drill, whose folder is `practice`.
    pub(super) fn drill(&self, arguments: &[&str]) -> Playing {
        let mut command = self.rehearse(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Playing {
            process,
            lines,
            port: None,
        }
    }

    /// Carries a verb out in the folder of the drill.
    pub(super) fn verb(&self, arguments: &[&str]) -> Output {
        let mut command = self.command();
        let command = command.current_dir(self.path("practice")).args(arguments);
        command.output().unwrap()
    }

    #[track_caller]
    pub(super) fn say(&self, arguments: &[&str]) -> Output {
        let output = self.verb(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        output
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A drill that ends when it is dropped.
pub(super) struct Playing {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    port: Option<u16>,
}

impl Playing {
    /// Reads lines until one has this text, and returns it.
    #[track_caller]
    pub(super) fn until(&mut self, wanted: &str) -> String {
        for line in self.lines.by_ref().map(Result::unwrap) {
            if let Some((_, address)) = line.split_once("http://127.0.0.1:") {
                self.port = self
                    .port
                    .or_else(|| address.split_once('/')?.0.parse().ok());
            }
            if line.contains(wanted) {
                return line;
            }
        }
        panic!("`{wanted}` did not come")
    }

    /// Returns the port of the page.
    pub(super) fn port(&mut self) -> u16 {
        if self.port.is_none() {
            self.until("http://");
        }
        self.port.unwrap()
    }

    /// Interrupts the drill, and returns its exit status and the rest of its output.
    pub(super) fn interrupt(&mut self) -> (Option<i32>, String) {
        self.ask_to_end();
        self.end()
    }

    /// Sends the signal of Ctrl-C.
    pub(super) fn ask_to_end(&self) {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", "INT", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits for the end, and returns the exit status and the rest of the output.
    pub(super) fn end(&mut self) -> (Option<i32>, String) {
        let rest: Vec<String> = self.lines.by_ref().map(Result::unwrap).collect();
        let status = self.process.wait().unwrap();
        (status.code(), format!("{}\n", rest.join("\n")))
    }
}

impl Drop for Playing {
    fn drop(&mut self) {
        // It has ended already in some tests.
        drop(self.process.kill());
        self.process.wait().unwrap();
    }
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A window of four minutes, which takes six seconds. The operator has twenty seconds more.
const PLAN: &str = r#"
[page]
name = "Example"
time_zone = "Europe/Berlin"
[maintenance]
name = "Upgrade"
length_min = 10
verifying_at_min = 3.5
completed_at_min = 4
[[service]]
name = "Database"
timeline = [{ at_min = 1, status = "major_outage", unplanned = true, alert = "The replica is lost." }]
[[service]]
name = "API"
timeline = [{ at_min = 0, status = "read_only" }, { at_min = 3.5, status = "operational" }]
[[phase]]
name = "Move"
starts_min = 0
ends_min = 4
expected_min = 4
[[extension]]
at_min = 2
until_min = 12
alert = "It takes longer."
"#;

#[test]
fn a_drill_is_played_by_verbs_and_its_report_is_right_to_the_second() {
    let desk = Desk::new();
    fs::write(desk.path("plan.toml"), PLAN).unwrap();
    let arguments = [
        "--plan",
        "plan.toml",
        "--start-at",
        "-0.5",
        "--speed",
        "40",
        "--folder",
        "practice",
        "--format",
        "json",
    ];
    let mut playing = desk.drill(&arguments);
    let mut heard = BufReader::new(playing.process.stderr.take().unwrap()).lines();
    let mut until = |wanted: &str| {
        let mut lines = heard.by_ref().map(Result::unwrap);
        assert!(
            lines.any(|it| it.contains(wanted)),
            "`{wanted}` did not come"
        );
    };
    until("Ctrl-C ends it");
    // A drill publishes nothing, whatever the settings and options say, and has a time of its own.
    let practice = desk.path("practice");
    let settings = "[publish]\nto = \"public\"\ndocument = \"../real.json\"\n";
    fs::write(practice.join("intermission.toml"), settings).unwrap();
    fs::copy(practice.join("status.json"), desk.path("real.json")).unwrap();
    let real = fs::read(desk.path("real.json")).unwrap();
    for option in [["--at", "2026-12-04T21:00:00Z"], ["--to", "public"]] {
        let refused = desk.verb(&[&["begin", "Upgrade"], &option[..]].concat());
        assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    }
    until("the work begins");
    let said = desk.say(&["begin", "Upgrade", "--read-only"]);
    assert!(
        text(&said.stderr).contains(" Europe/Berlin) there; nothing is published"),
        "{}",
        text(&said.stderr)
    );
    // The operator hears of the outage at minute 1, and says it only after minute 2.
    until("The replica is lost.");
    until("It takes longer.");
    desk.say(&["service", "database", "outage", "--eta", "+1h"]);
    until("the work is over");
    desk.say(&["end"]);
    assert!(!practice.join("public").exists());
    assert_eq!(fs::read(desk.path("real.json")).unwrap(), real);
    let (status, output) = playing.end();
    assert_eq!(status, Some(0), "{output}");
    let report: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(report["complete"], true);
    assert_eq!(report["verbs"].as_array().unwrap().len(), 3, "{report:#}");
    check_end(&report, &practice);
    check_seconds(&report, &journal(&practice));
    let promises = report["promises"].as_array().unwrap();
    let of_database = promises
        .iter()
        .find(|it| it["about"] == "`Database` is back")
        .unwrap();
    assert_eq!(of_database["outcome"], "open");
}

/// The versions of the document in the journal, each with its time.
fn journal(folder: &Path) -> Vec<(i64, Value)> {
    let mut text = String::new();
    let mut file = fs::File::open(folder.join(".status.journal.jsonl")).unwrap();
    file.read_to_string(&mut text).unwrap();
    let lines = text
        .lines()
        .map(|it| serde_json::from_str::<Value>(it).unwrap());
    let version = |it: Value| {
        let document = it["after"].as_str().unwrap();
        (second(&it["at"]), serde_json::from_str(document).unwrap())
    };
    lines.map(version).collect()
}

fn second(at: &Value) -> i64 {
    at.as_str().unwrap().parse::<Instant>().unwrap().timestamp()
}

/// Checks that the clock of the verbs stands still at the end that the report has.
#[track_caller]
fn check_end(report: &Value, folder: &Path) {
    let clock = fs::read(folder.join(".status.drill.json")).unwrap();
    let clock: Value = serde_json::from_slice(&clock).unwrap();
    let ended = clock["ended_ms"].as_i64();
    assert_eq!(ended, Some(second(&report["ended_at"]) * 1000));
}

/// Counts the seconds anew, one after the other, from the journal and the events of the report.
fn check_seconds(report: &Value, versions: &[(i64, Value)]) {
    let (start, end) = (second(&report["started_at"]), second(&report["ended_at"]));
    let happened = |alert: &str| {
        let events = report["events"].as_array().unwrap();
        let event = events
            .iter()
            .find(|it| it["alert"].as_str().unwrap().contains(alert))
            .unwrap();
        (second(&event["at"]), event["after_secs"].as_i64())
    };
    let lost = happened("The replica is lost.");
    let outage = versions.iter().map(|(at, _)| *at).nth(1).unwrap();
    assert_eq!(lost, (start + 90, Some(outage - (start + 90))));
    // On a slow machine, the verb may come only after the end.
    let begun = Some(versions[0].0).filter(|it| *it < start + 270);
    assert_eq!(
        happened("the work begins"),
        (start + 30, begun.map(|it| it - (start + 30)))
    );
    let state = |at: i64, index: usize| {
        let come = versions.iter().take_while(|(since, _)| *since <= at);
        come.last().map_or("operational".to_owned(), |(_, it)| {
            let service = &it["components"][index];
            let state = service.get("state").unwrap_or(&service["status"]);
            state.as_str().unwrap().to_owned()
        })
    };
    let (mut database, mut better, mut worse) = (0, 0, 0);
    for at in start..end {
        let truth = if at < lost.0 {
            "operational"
        } else {
            "major_outage"
        };
        database += i64::from(state(at, 0) != truth);
        let is_read_only = (start + 30..start + 240).contains(&at);
        let is_said = state(at, 1) == "read_only";
        better += i64::from(is_read_only && !is_said);
        worse += i64::from(!is_read_only && is_said);
    }
    let untrue = |name: &str| {
        let subjects = report["subjects"].as_array().unwrap();
        let subject = subjects.iter().find(|it| it["name"] == name).unwrap();
        let secs = |kind: &str| subject["untrue"][kind].as_i64().unwrap();
        (
            secs("better_secs"),
            secs("worse_secs"),
            secs("unknown_secs"),
        )
    };
    assert_eq!(untrue("Database"), (database, 0, 0));
    assert_eq!(untrue("API"), (better, worse, 0));
    // The operator waited for a minute.
    assert!(60 <= database, "{report:#}");
}
