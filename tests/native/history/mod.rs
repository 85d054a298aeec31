//! The command `intermission history`, and what `check` finds in a history.

mod checking;
mod drawing;
mod importing;
mod measuring;
mod past;
mod pruning;
mod rendering;
mod replaying;
mod schema;
mod showing;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

static MADE: AtomicU32 = AtomicU32::new(0);

/// A folder that is served, gone when dropped.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("intermission-history-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(path.join("served")).unwrap();
        Self(path)
    }

    fn served(&self) -> PathBuf {
        self.0.join("served")
    }

    /// Runs the command in the folder, and returns its exit status, output and errors.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        let output = command
            .current_dir(&self.0)
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    #[track_caller]
    fn publish(&self, document: &Value) {
        self.publish_with(document, &[]);
    }

    /// Publishes a document with more arguments.
    #[track_caller]
    fn publish_with(&self, document: &Value, more: &[&str]) {
        fs::write(self.0.join("document.json"), document.to_string()).unwrap();
        let arguments = [
            "publish",
            "document.json",
            "--to",
            "served",
            "--no-page",
            "--no-social",
        ];
        let (code, _, told) = self.run(&[&arguments, more].concat());
        assert_eq!((code, told.as_str()), (0, ""));
    }

    /// Imports a document.
    #[track_caller]
    fn import(&self, document: &Value) -> (i32, String, String) {
        fs::write(self.0.join("others.json"), document.to_string()).unwrap();
        self.run(&["history", "import", "others.json", "--to", "served"])
    }

    #[track_caller]
    fn read(&self, name: &str) -> Value {
        let path = self.served().join("history").join(name);
        serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()
    }

    /// Writes a file by hand, without the compressed copies that it had.
    fn write(&self, name: &str, text: &str) {
        let path = self.served().join("history").join(name);
        fs::write(&path, text).unwrap();
        for ending in ["br", "gz"] {
            drop(fs::remove_file(
                path.with_extension(format!("json.{ending}")),
            ));
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A document whose only incident is open.
fn document() -> Value {
    json!({
        "page": {"name": "Example"},
        "components": [{"id": "shop", "name": "Shop", "status": "partial_outage"}],
        "incidents": [{
            "id": "now", "name": "Slow shop", "status": "identified", "impact": "minor",
            "started_at": "2026-11-23T09:40:00Z",
            "incident_updates": [{"id": "1", "status": "identified", "body": "It is a disk.", "display_at": "2026-11-23T09:45:00Z"}],
        }],
    })
}

/// What Statuspage has at `/api/v2/incidents.json`, in short.
fn statuspage() -> Value {
    let update = |id: &str, status: &str, body: &str, at: &str| {
        json!({"id": id, "status": status, "body": body, "incident_id": "old",
            "created_at": at, "updated_at": at, "display_at": at, "affected_components": null})
    };
    json!({
        "page": {"id": "p1", "name": "Example", "url": "https://status.example.com", "time_zone": "Etc/UTC",
            "updated_at": "2026-10-01T00:00:00.000Z"},
        "incidents": [
            {"id": "old", "name": "Log-in fails", "status": "postmortem", "impact": "major",
                "created_at": "2026-09-03T10:00:00.000Z", "updated_at": "2026-09-04T10:00:00.000Z",
                "started_at": "2026-09-03T09:58:00.000Z", "resolved_at": "2026-09-03T11:00:00.000Z",
                "shortlink": "https://stspg.io/old", "page_id": "p1",
                "incident_updates": [
                    update("b", "resolved", "It works <b>again</b>.", "2026-09-03T11:00:00.000Z"),
                    update("a", "investigating", "We look.", "2026-09-03T10:00:00.000Z"),
                ], "components": []},
            {"id": "older", "name": "Slow mail", "status": "resolved", "impact": "minor",
                "created_at": "2026-08-03T10:00:00.000Z", "resolved_at": "2026-08-03T11:00:00.000Z",
                "incident_updates": [], "components": []},
        ],
    })
}
