//! The verbs by which an operator says what happens, as their users run them.

mod asking;
mod crowd;
mod evening;
mod journal;
mod kills;
mod new;
mod refused;
mod run;
mod times;
mod undo;
mod waiting;
mod watch;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

static MADE: AtomicU32 = AtomicU32::new(0);

/// A document as a person writes it: members that nobody knows, an order and a spacing of their own.
const WRITTEN: &str = r#"{
  "x_team": {"pager": 7.50, "who": ["b","a"]},
  "page": { "name": "Example",   "time_zone": "Europe/Berlin" },
  "components": [
    { "id": "db",  "name": "Database", "status": "operational" },
    { "id": "api", "name": "API",      "status": "operational" },
    { "id": "api-eu", "name": "API Europe", "status": "operational" },
    { "id": "shop", "name": {"en": "Checkout", "ja": "会計"}, "status": "operational" }
  ]
}
"#;

/// A folder with a document, gone when dropped.
struct Desk(PathBuf);

impl Desk {
    fn new() -> Self {
        Self::with(WRITTEN)
    }

    fn with(document: &str) -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("intermission-operate-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        let desk = Self(path);
        desk.write(document);
        desk
    }

    fn write(&self, document: &str) {
        fs::write(self.0.join("status.json"), document).unwrap();
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.join("status.json")).unwrap()
    }

    fn document(&self) -> Value {
        serde_json::from_str(&self.text()).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command.current_dir(&self.0).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Says something at a time of the evening, such as `22:05` in Berlin, and returns what is printed.
    #[track_caller]
    fn say(&self, clock: &str, arguments: &[&str]) -> String {
        let at = at(clock);
        let output = self.run(&[arguments, &["--at", &at]].concat());
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
        text(&output.stdout)
    }

    /// Says something that is refused with this exit status, and returns why; nothing has changed then.
    #[track_caller]
    fn refused(&self, status: i32, clock: &str, arguments: &[&str]) -> String {
        let before = self.text();
        let output = self.run(&[arguments, &["--at", &at(clock)]].concat());
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {output:?}"
        );
        assert_eq!(self.text(), before, "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        text(&output.stderr)
    }

    /// Returns the first maintenance.
    fn window(&self) -> Value {
        self.document()["scheduled_maintenances"][0].clone()
    }

    /// Returns the states of the phases of the first maintenance.
    fn phases(&self) -> Vec<String> {
        let phases = self.window()["phases"].as_array().unwrap().clone();
        let state = |it: &Value| it["status"].as_str().unwrap().to_owned();
        phases.iter().map(state).collect()
    }

    /// Returns the problems that `check` finds.
    fn problems(&self) -> String {
        let output = self.run(&["check", "status.json"]);
        if output.status.code() == Some(0) {
            String::new()
        } else {
            text(&output.stdout)
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Returns the instant of a time in Berlin on the evening of the tests; after midnight it is the next day.
fn at(clock: &str) -> String {
    let (hour, minute) = clock.split_once(':').unwrap();
    let hour: u32 = hour.parse().unwrap();
    // Berlin is an hour ahead of UTC in winter.
    let (day, hour) = match hour {
        0 => (4, 23),
        1..12 => (5, hour - 1),
        _ => (4, hour - 1),
    };
    format!("2026-12-{day:02}T{hour:02}:{minute}:00Z")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
