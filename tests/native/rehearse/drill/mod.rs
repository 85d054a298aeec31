//! `intermission rehearse --drill`: the truth of its plan, what visitors could read, and the report.

mod judged;
mod observed;
mod own;
mod planned;
mod played;
mod promised;
mod reported;
mod started;

use intermission::cli::rehearse::drill::truth::Truth;
use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::planned_document::Schedule;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;

/// A window of ten minutes that takes twelve, in which the database fails for five.
const PLAN: &str = r#"
start_at_min = -1
[page]
name = "Example"
time_zone = "Europe/Berlin"
[maintenance]
name = "Upgrade"
length_min = 10
verifying_at_min = 11
completed_at_min = 12
[[service]]
name = "Database"
timeline = [
    { at_min = 2, status = "major_outage", unplanned = true, alert = "The replica is lost." },
    { at_min = 7, status = "operational", unplanned = true },
]
[[service]]
name = "API"
[[phase]]
name = "Drain"
starts_min = 0
ends_min = 4
expected_min = 4
[[phase]]
name = "Copy"
starts_min = 4
ends_min = 12
expected_min = 6
[[extension]]
at_min = 6
until_min = 13
reason = "the copy is slow"
"#;

/// Returns the truth of the plan.
fn truth() -> Truth {
    let start = at(0);
    let plan = Plan::parse("plan.toml", PLAN).unwrap();
    Truth::of(&plan, Schedule { start }, None)
}

/// Returns the instant of a second of the window.
fn at(second: i64) -> Instant {
    "2026-12-04T21:00:00Z".parse::<Instant>().unwrap() + TimeDelta::seconds(second)
}

/// A document of the plan.
#[derive(Clone, Copy)]
struct Written {
    database: &'static str,
    status: &'static str,
    phases: [&'static str; 2],
    /// The second of the window at which it is to end.
    until: i64,
}

/// The document before the window.
const BEFORE: Written = Written {
    database: "operational",
    status: "scheduled",
    phases: ["pending", "pending"],
    until: 600,
};

/// The document at the beginning of the window.
const BEGUN: Written = Written {
    status: "in_progress",
    phases: ["active", "pending"],
    ..BEFORE
};

impl Written {
    fn text(self) -> String {
        let Self {
            database,
            status,
            phases: [drain, copy],
            until,
        } = self;
        format!(
            r#"{{ "components": [{{ "name": "Database", "status": "{database}" }}, {{ "name": "API", "status": "operational" }}],
            "scheduled_maintenances": [{{ "name": "Upgrade", "status": "{status}",
                "scheduled_for": "{}", "scheduled_until": "{}",
                "phases": [{{ "name": "Drain", "status": "{drain}" }}, {{ "name": "Copy", "status": "{copy}" }}] }}] }}"#,
            at(0),
            at(until)
        )
    }
}
