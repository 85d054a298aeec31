//! `run` carries scripts that succeed, that fail, and that are ended in each of their phases.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::{Desk, text};

/// A migration in three phases, which tells where it is and waits in each for a line.
const SCRIPT: &str = "\
    echo draining; read -r answer\n\
    echo '::intermission phase Migrate'; echo '::intermission progress 1/2'; read -r answer\n\
    echo '::intermission progress 2/2'\n\
    echo '::intermission phase Verify'; echo '::intermission say Nearly done.'; read -r answer\n\
    echo bye; exit \"$1\"\n";

const WINDOW: [&str; 12] = [
    "run",
    "--name",
    "Upgrade",
    "--until",
    "+1h",
    "--phase",
    "Drain",
    "--phase",
    "Migrate",
    "--phase",
    "Verify",
    "--service=db",
];

/// Returns the arguments that run the script with this exit status.
fn arguments(status: &str) -> Vec<&str> {
    [&WINDOW[..], &["--", "sh", "-c", SCRIPT, "migrate", status]].concat()
}

/// A command that runs, with what it prints.
struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Running {
    fn of(desk: &Desk, arguments: &[&str]) -> Self {
        let mut command = desk.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// Reads until this line comes.
    fn until(&mut self, wanted: &str) {
        let mut line = String::new();
        while line.trim() != wanted {
            line.clear();
            assert!(
                self.output.read_line(&mut line).unwrap() > 0,
                "{wanted} did not come"
            );
        }
    }

    /// Lets the script go on.
    fn answer(&mut self) {
        use std::io::Write as _;
        self.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    fn end(mut self) -> (Option<i32>, String) {
        // A script whose input ends would go on before the signal reaches it.
        let input = self.child.stdin.take();
        self.child.wait().unwrap();
        drop(input);
        let output = self.child.wait_with_output().unwrap();
        (output.status.code(), text(&output.stderr))
    }
}

#[test]
fn a_script_that_succeeds_ends_its_maintenance() {
    let desk = Desk::new();
    let mut command = desk.command(&arguments("0"));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), b"\n\n\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let printed = text(&output.stdout);
    assert!(
        printed.starts_with("draining\n::intermission phase Migrate\n"),
        "{printed}"
    );
    assert!(printed.ends_with("bye\n"), "{printed}");
    assert_eq!(desk.phases(), ["done", "done", "done"]);
    assert_eq!(desk.window()["status"], "completed");
    assert_eq!(desk.window()["phases"][1]["total"], 2);
    assert_eq!(desk.window()["incident_updates"][0]["body"], "Nearly done.");
    assert_eq!(desk.document()["components"][0]["status"], "operational");
    assert_eq!(desk.problems(), "");
}

#[test]
fn a_script_that_fails_leaves_the_maintenance_open() {
    let desk = Desk::new();
    let mut running = Running::of(
        &desk,
        &[
            &["run", "--on-failure", "The copy failed."],
            &arguments("7")[1..],
        ]
        .concat(),
    );
    for _ in 0..3 {
        running.answer();
    }
    running.until("bye");
    let (status, errors) = running.end();
    assert_eq!(status, Some(7), "{errors}");
    assert_eq!(desk.phases(), ["done", "done", "failed"]);
    assert_eq!(desk.window()["status"], "in_progress");
    assert_eq!(
        desk.window()["incident_updates"][0]["body"],
        "The copy failed."
    );
    assert_eq!(
        desk.document()["components"][0]["status"],
        "under_maintenance"
    );
}

/// The signal reaches the script, whose end is told; the phase in which it came has failed.
#[test]
fn a_script_that_is_ended_in_any_phase_has_failed_there() {
    for (answers, line, expected) in [
        (0, "draining", ["failed", "pending", "pending"]),
        (
            1,
            "::intermission progress 1/2",
            ["done", "failed", "pending"],
        ),
        (
            2,
            "::intermission say Nearly done.",
            ["done", "done", "failed"],
        ),
    ] {
        let desk = Desk::new();
        let mut running = Running::of(&desk, &arguments("0"));
        for _ in 0..answers {
            running.answer();
        }
        running.until(line);
        running.signal("TERM");
        let (status, errors) = running.end();
        assert_eq!(status, Some(128 + 15), "{errors}");
        assert_eq!(desk.phases(), expected, "{errors}");
        assert_eq!(desk.window()["status"], "in_progress");
        assert_eq!(desk.problems(), "");
    }
}

/// `run` itself is killed: nothing that it said becomes untrue, and the operator goes on by hand.
#[test]
fn a_killed_run_leaves_a_true_document() {
    let desk = Desk::new();
    let mut running = Running::of(&desk, &arguments("0"));
    running.until("draining");
    running.signal("KILL");
    assert_eq!(running.end().0, None);
    assert_eq!(desk.phases(), ["active", "pending", "pending"]);
    assert_eq!(desk.window()["status"], "in_progress");
    let now = desk.run(&["phase", "fail", "--say", "We lost the connection."]);
    assert_eq!(now.status.code(), Some(0), "{now:?}");
    assert_eq!(desk.phases(), ["failed", "pending", "pending"]);
}

/// A maintenance that is under way goes on after the command, which is one of its phases.
#[test]
fn a_phase_of_a_maintenance_under_way_is_run() {
    let desk = Desk::new();
    let begun = desk.run(&[
        "begin", "Upgrade", "--for", "1h", "--phase", "A", "--phase", "B", "--phase", "C",
    ]);
    assert!(begun.status.success());
    assert!(desk.run(&["phase", "done"]).status.success());
    let output = desk.run(&["run", "--phase", "B", "--", "true"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(desk.phases(), ["done", "done", "pending"]);
    assert_eq!(desk.window()["status"], "in_progress");
}

/// A maintenance that cannot be begun keeps the command from running; a command that does not exist has failed.
#[test]
fn what_cannot_be_run_is_told() {
    let desk = Desk::new();
    let before = desk.text();
    let mark = desk.0.join("ran");
    let refused = desk.run(&["run", "--name", "X", "--", "touch", mark.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        text(&refused.stderr),
        "expected `--until` or `--for`, the end of the window, found none\n"
    );
    assert!(!mark.exists());
    assert_eq!(desk.text(), before);
    let absent = desk.run(&["run", "--name", "X", "--for", "1h", "--", "no-such-command"]);
    assert_eq!(absent.status.code(), Some(127));
    assert_eq!(desk.window()["status"], "in_progress");
    assert_eq!(
        desk.window()["incident_updates"][0]["body"],
        "A step of the work has failed. The work goes on."
    );
}

/// A line that makes no sense is told, and the command goes on.
#[test]
fn a_line_without_a_meaning_stops_nothing() {
    let desk = Desk::new();
    let script = "echo '::intermission progress 9/7'; echo '::intermission phase Nowhere'; echo '::intermission what'";
    let output = desk.run(&[&WINDOW[..], &["--", "sh", "-c", script]].concat());
    assert_eq!(output.status.code(), Some(0));
    let errors = text(&output.stderr);
    assert!(
        errors.contains("expected finished and all units such as `3/7`, found `9/7`"),
        "{errors}"
    );
    assert!(
        errors.contains("expected a phase, found `Nowhere`"),
        "{errors}"
    );
    assert_eq!(desk.window()["status"], "completed");
}
