//! The command itself: what it prints, and how it ends.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use intermission::cli::rehearse::Speed;
use intermission::cli::rehearse::fault::FAULT_SYNTAX;

use super::site::{PAGE, built_page, get};

fn rehearse() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.args(["rehearse", "--port", "0"]);
    command
}

#[track_caller]
fn check_failure(output: &Output, code: i32, expected: &str) {
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(
        (output.status.code(), message.as_str()),
        (Some(code), expected)
    );
    assert!(output.stdout.is_empty());
}

fn fails(dist: &Path, plan: &Path) -> Output {
    let mut command = rehearse();
    command.arg("--dist").arg(dist).arg("--plan").arg(plan);
    command.output().unwrap()
}

#[test]
fn page_that_is_not_built_is_named() {
    let output = rehearse().args(["--dist", "no/such"]).output().unwrap();
    let expected = "expected the built page, found none in `no/such`: run `make build`, or name the folder of a built page with `--dist`\n";
    check_failure(&output, 1, expected);
}

#[test]
fn plan_that_cannot_be_played_ends_with_2() {
    let dist = built_page();
    let plan = dist.join("plan.toml");
    fs::write(&plan, "start_at_min = nan\n").unwrap();
    let expected = format!(
        "{}:1: expected a number of minutes between -100000 and 100000, found `NaN`\n",
        plan.display()
    );
    check_failure(&fails(&dist, &plan), 2, &expected);
    fs::remove_file(&plan).unwrap();
    let output = fails(&dist, &plan);
    assert_eq!(output.status.code(), Some(2));
    fs::remove_dir_all(dist).unwrap();
}

#[test]
fn legend_has_the_address_once_it_is_served() {
    let dist = built_page();
    let mut command = rehearse();
    command
        .args([
            "--start-at",
            "-2.5",
            "--speed",
            "60",
            "--fault",
            "site:hang",
            "--dist",
        ])
        .arg(&dist);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = lines.find_map(|line| {
        let line = line.unwrap();
        let (_, address) = line.split_once("http://127.0.0.1:")?;
        Some(address.to_owned())
    });
    let port = address.unwrap().strip_suffix('/').unwrap().parse().unwrap();
    let answer = get(port, "/index.html");
    child.kill().unwrap();
    child.wait().unwrap();
    let expected =
        "Rehearsing `Planned platform upgrade` from minute -2.5, 60 times as fast as real time.";
    assert_eq!(first, expected);
    assert_eq!((answer.status, answer.text()), (200, PAGE));
    let rest: Vec<_> = lines.map(Result::unwrap).collect();
    assert!(!rest.iter().any(|line| line.contains("http://")));
    assert!(rest.contains(&"  With `site:hang`.".to_owned()));
    for syntax in FAULT_SYNTAX {
        assert!(rest.contains(&format!("    {syntax}")), "{syntax}");
    }
    fs::remove_dir_all(dist).unwrap();
}

#[test]
fn speeds_have_bounds() {
    for text in ["0", "-1", "3600.1", "nan", "inf", "fast"] {
        let expected = format!("expected a number of more than 0 and at most 3600, found `{text}`");
        let error = text.parse::<Speed>().unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!("3600".parse(), Ok(Speed::new(3600.0).unwrap()));
}

#[test]
fn fault_that_there_is_not_ends_with_2() {
    let dist = built_page();
    let fails = |faults: &[&str]| {
        let mut command = rehearse();
        command.arg("--dist").arg(&dist);
        for fault in faults {
            command.args(["--fault", fault]);
        }
        command.output().unwrap()
    };
    let expected = "error: invalid value 'delay=5,status=99' for '--fault <FAULTS>': expected `status=N` with N from 300 to 599, found `status=99`\n\nFor more information, try '--help'.\n";
    check_failure(&fails(&["delay=5,status=99"]), 2, expected);
    let expected = "--fault: expected `html` once, found `html` and `html`\n";
    check_failure(&fails(&["html,delay=5", "html"]), 2, expected);
    fs::remove_dir_all(dist).unwrap();
}
