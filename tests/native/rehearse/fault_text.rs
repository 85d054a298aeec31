//! The text that asks for faults: what it means, what is wrong with it, and where people read of it.

use std::process::Command;
use std::time::Duration;

use axum::http::StatusCode;
use intermission::cli::rehearse::fault::{
    Dated, FAULT_SYNTAX, Fault, FaultSyntax, Faults, Flap, RetryAfter, Scope, Target,
};
use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::expect::repository;

const NAMES: &str = "`status`, `retry-after`, `delay`, `hang`, `reset`, `truncate`, `html`, `garbage`, `empty`, `huge`, `stale`, `version`, `date`, `cors`, `away`, `flap`";

#[track_caller]
fn check(text: &str, expected: Result<(Target, &[Fault]), &str>) {
    let found = text.parse().and_then(|faults: Faults| {
        let list = Faults::of(faults.target, std::slice::from_ref(&faults))?;
        Ok((faults.target, list))
    });
    let expected = expected.map(|(target, list)| (target, list.to_vec()));
    assert_eq!(
        found.map_err(|error| error.to_string()),
        expected.map_err(str::to_owned),
        "{text}"
    );
}

#[test]
fn every_fault_can_be_asked_for() {
    let status = |code| Fault::Status(StatusCode::from_u16(code).unwrap());
    let cases = [
        ("status=300", status(300)),
        ("status=599", status(599)),
        ("retry-after=0", Fault::RetryAfter(RetryAfter::Seconds(0))),
        ("retry-after=date+5", Fault::RetryAfter(RetryAfter::Date(5))),
        (
            "retry-after=date-5",
            Fault::RetryAfter(RetryAfter::Date(-5)),
        ),
        ("delay=600000", Fault::Delay(Duration::from_secs(600))),
        ("hang", Fault::Hang),
        ("reset", Fault::Reset),
        ("truncate", Fault::Truncate),
        ("html", Fault::Html),
        ("garbage", Fault::Garbage),
        ("empty", Fault::Empty),
        ("huge", Fault::Huge),
        ("stale", Fault::Stale(Dated::Now)),
        ("stale=date", Fault::Stale(Dated::Then)),
        ("version=2", Fault::Version(2)),
        ("date=+86400", Fault::Date(86_400)),
        ("date=86400", Fault::Date(86_400)),
        ("date=-86400", Fault::Date(-86_400)),
        ("cors", Fault::Cors),
    ];
    for (text, fault) in cases {
        check(text, Ok((Target::Document, &[fault])));
    }
    check("site:away", Ok((Target::Site, &[Fault::Away])));
    let flapping = [Fault::Hang, Fault::Flap(Flap::Requests(1))];
    check("hang,flap=1", Ok((Target::Document, &flapping)));
    let flapping = [Fault::Flap(Flap::Seconds(1_000_000)), Fault::Away];
    check("site:flap=1000000s,away", Ok((Target::Site, &flapping)));
}

#[test]
fn what_cannot_be_asked_for_is_told() {
    let nothing = format!("expected one of {NAMES}, found nothing");
    let slow = format!("expected one of {NAMES}, found `slow`");
    let status = |found| format!("expected `status=N` with N from 300 to 599, found `{found}`");
    let flap = |found| format!("expected `flap=N[s]` with N from 1 to 1000000, found `{found}`");
    let wait = |found| {
        let rule = "W in seconds, or `date+N` or `date-N` for a date";
        format!("expected `retry-after=W` with {rule}, found `{found}`")
    };
    let date = "expected `date=S` with S from -100000000 to +100000000, found `date=100000001`";
    let cases = [
        ("", nothing.as_str()),
        ("site:", &nothing),
        ("html,", &nothing),
        ("html,,hang", &nothing),
        ("slow", &slow),
        ("hang,slow=3", &slow.replace("slow`", "slow=3`")),
        ("hang, empty", &slow.replace("`slow", "` empty")),
        ("status", &status("status")),
        ("status=", &status("status=")),
        ("status=299", &status("status=299")),
        ("status=600", &status("status=600")),
        ("status=5O3", &status("status=5O3")),
        ("status=503&delay=1", &status("status=503&delay=1")),
        ("retry-after=-1", &wait("retry-after=-1")),
        ("retry-after=date", &wait("retry-after=date")),
        ("flap=0,hang", &flap("flap=0")),
        ("hang,flap=1m", &flap("flap=1m")),
        ("hang=3", "expected `hang`, found `hang=3`"),
        ("stale=3", "expected `stale[=date]`, found `stale=3`"),
        (
            "version=-1",
            "expected `version=N` with N below 4294967296, found `version=-1`",
        ),
        ("date=100000001", date),
        (
            "away",
            "expected `site:away`, found `away`, which a document cannot be",
        ),
        (
            "site:stale",
            "expected a fault that a site can have, found `stale`",
        ),
        (
            "html,status=503,html",
            "expected `html` once, found `html` and `html`",
        ),
        (
            "delay=1,delay=2",
            "expected `delay` once, found `delay=1` and `delay=2`",
        ),
        (
            "flap=3s",
            "expected another fault beside it, found `flap=3s` alone",
        ),
    ];
    for (text, expected) in cases {
        check(text, Err(expected));
    }
}

fn any_fault() -> impl Strategy<Value = Fault> {
    let plain = [
        Fault::Hang,
        Fault::Reset,
        Fault::Truncate,
        Fault::Html,
        Fault::Garbage,
        Fault::Empty,
        Fault::Huge,
        Fault::Stale(Dated::Now),
        Fault::Stale(Dated::Then),
        Fault::Cors,
        Fault::Away,
    ];
    let shift = -100_000_000_i64..=100_000_000;
    prop_oneof![
        select(plain.to_vec()),
        (300..=599_u16).prop_map(|code| Fault::Status(StatusCode::from_u16(code).unwrap())),
        any::<u32>().prop_map(|seconds| Fault::RetryAfter(RetryAfter::Seconds(seconds))),
        shift
            .clone()
            .prop_map(|seconds| Fault::RetryAfter(RetryAfter::Date(seconds))),
        (0..=600_000_u64).prop_map(|millis| Fault::Delay(Duration::from_millis(millis))),
        any::<u32>().prop_map(Fault::Version),
        shift.prop_map(Fault::Date),
        (1..=1_000_000_u32).prop_map(|length| Fault::Flap(Flap::Requests(length))),
        (1..=1_000_000_u32).prop_map(|length| Fault::Flap(Flap::Seconds(length))),
    ]
}

fn syntax(fault: Fault) -> &'static FaultSyntax {
    FAULT_SYNTAX
        .iter()
        .find(|syntax| syntax.name() == fault.name())
        .unwrap()
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        target in select(vec![Target::Document, Target::Site]),
        list in proptest::collection::vec(any_fault(), 1..6),
    ) {
        let is_placed = |fault: &Fault| syntax(*fault).scope.includes(target);
        let list: Vec<_> = list.into_iter().filter(is_placed).collect();
        if !list.is_empty() {
            let faults = Faults { target, list };
            prop_assert_eq!(faults.to_string().parse(), Ok(faults));
        }
    }
}

#[test]
fn the_guide_lists_every_fault() {
    let rows = FAULT_SYNTAX.iter().map(|syntax| {
        let rule = if syntax.rule.is_empty() {
            String::new()
        } else {
            format!("; {}", syntax.rule)
        };
        let place = match syntax.scope {
            Scope::Anywhere => "both",
            Scope::Only(Target::Document) => "document",
            Scope::Only(Target::Site) => "site",
        };
        format!(
            "| `{}` | {}{rule} | {place} |\n",
            syntax.text, syntax.effect
        )
    });
    let table = rows.collect::<String>();
    let guide = std::fs::read_to_string(repository("docs/commands.md")).unwrap();
    assert!(
        guide.contains(&table),
        "expected in docs/commands.md:\n{table}"
    );
}

#[test]
fn help_lists_every_fault() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    let output = command.args(["rehearse", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for syntax in FAULT_SYNTAX {
        let line = syntax.to_string();
        assert!(
            help.lines().any(|it| it.trim() == line),
            "expected `{line}` in {help}"
        );
    }
}
