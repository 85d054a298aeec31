//! The reference window, from ten minutes before it until it is over.

use std::fmt::Write as _;

use intermission::cli::rehearse::plan::{Extension, Minute, Plan};
use intermission::cli::rehearse::planned_document::{Schedule, document};
use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use intermission::model::status::snapshot::{Component, Snapshot};
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use toml::Spanned;

fn start() -> Instant {
    Instant::from_timestamp(1_795_428_000).unwrap()
}

fn minute(minutes: f64) -> Minute {
    Minute::new(minutes).unwrap()
}

/// What a page makes of the document of a minute, read back from its text. No fault is accepted.
#[track_caller]
fn snapshot(plan: &Plan, now: Minute) -> Snapshot {
    let written = document(plan, now, Schedule { start: start() });
    let text = written.to_text(false);
    let (document, problems) = Document::read(text.as_bytes()).unwrap();
    assert_eq!(problems, [], "reading minute {now}");
    let (snapshot, problems) = normalize(&document, Language::default(), &[]);
    assert_eq!(problems, [], "minute {now}");
    snapshot
}

fn reference() -> Plan {
    Plan::reference().unwrap()
}

fn row(component: &Component, now: Instant) -> String {
    let eta = component.eta.map_or("–".to_owned(), |eta| {
        format!("{} min", (eta - now).num_minutes())
    });
    let description = component.description.as_deref().unwrap_or_default();
    let status = component.status.as_str();
    let regions = component.regions.join(", ");
    format!(
        "{} | {description} | {status} | {eta} | {regions}",
        component.name
    )
}

#[test]
fn reference_begins_with_the_table_of_the_reference_window() {
    let plan = reference();
    let snapshot = snapshot(&plan, plan.start_at_min);
    let now = start() + TimeDelta::minutes(27);
    let rows: Vec<String> = snapshot.components.iter().map(|it| row(it, now)).collect();
    let expected = [
        "Web application | www.example.com | offline | 12 min | eu-west, us-east",
        "API gateway | api.example.com | offline | 18 min | eu-west, us-east",
        "Auth service | sso / oauth | restarting | 4 min | global",
        "Static delivery | cdn.example.com | operational | – | global",
        "Search index | search-v2 | operational | – | eu-west",
        "Email pipeline | mta · transactional | queued | 6 min | global",
        "Webhooks | outbound · v3 | offline | 22 min | eu-west",
        "Object storage | files.example.com | operational | – | global",
        "Analytics | events · v2 | queued | 10 min | eu-west",
        "Internal admin | admin.internal | operational | – | eu-west",
        "Background jobs | workers · v4 | queued | 14 min | global",
        "Notifications | push · email · sms | operational | – | global",
    ];
    assert_eq!(rows, expected);
    let tally = snapshot.tally();
    let counts = (tally.affected, tally.healthy, tally.unknown, tally.total());
    assert_eq!(counts, (4, 8, 0, 12));
}

#[test]
fn reference_begins_on_schedule_in_its_fourth_phase() {
    let plan = reference();
    let snapshot = snapshot(&plan, plan.start_at_min);
    let maintenance = &snapshot.maintenances[0];
    let states: Vec<&str> = maintenance
        .phases
        .iter()
        .map(|it| it.status.as_str())
        .collect();
    let expected = [
        "done", "done", "done", "active", "pending", "pending", "pending",
    ];
    assert_eq!(states, expected);
    let count = maintenance.phases[3].count.as_ref().unwrap();
    assert_eq!((count.done, count.total), (3, 7));
    assert_eq!(count.unit.as_deref(), Some("schema changes"));
    let progress = maintenance.progress().unwrap();
    assert!((430..=470).contains(&progress), "{progress}");
    assert_eq!(maintenance.extended_by(), None);
    assert_eq!(
        maintenance.window.unwrap().length(),
        Some(TimeDelta::minutes(60))
    );
    let access = maintenance.access.as_ref().unwrap();
    assert_eq!(access.mode.as_str(), "read_only");
    assert!(maintenance.updates.len() > 4);
}

/// Each line: minute, what the operator says, affected services, work done, end of the window, the promise of the next
/// update, and what Webhooks is expected at.
const STORY: &str = "\
-10 scheduled, 0 affected, 0‰, until 60, next 0
0 in_progress, 0 affected, 0‰, until 60, next 10
8 in_progress, 2 affected, 133‰, until 60, next 20, Webhooks 49
13 in_progress, 3 affected, 216‰, until 60, next 25, Webhooks 49
24 in_progress, 4 affected, 399‰, until 60, next 27, Webhooks 49
27 in_progress, 4 affected, 449‰, until 60, next 36, Webhooks 49
31 in_progress, 3 affected, 499‰, until 60, next 41, Webhooks 49
33 in_progress, 3 affected, 549‰, until 60, next 41, Webhooks 49
39 in_progress, 4 affected, 650‰, until 60, next 41, Webhooks 49
42 in_progress, 2 affected, 650‰, until 60, next 50, Webhooks 49
44 in_progress, 2 affected, 650‰, until 60, next 50, Webhooks 54
50 in_progress, 1 affected, 733‰, until 70, next 60, Webhooks 54
53 in_progress, 0 affected, 733‰, until 70, next 63
56 in_progress, 0 affected, 816‰, until 70, next 63
61 verifying, 0 affected, 900‰, until 70, next 70
68 completed, 0 affected, 1000‰, until 70
600 completed, 0 affected, 1000‰, until 70
";

#[test]
fn reference_plays_on_to_a_good_end() {
    let plan = reference();
    let mut told = String::new();
    for line in STORY.lines() {
        let now = line.split(' ').next().unwrap().parse().unwrap();
        tell(&mut told, &snapshot(&plan, now), now);
    }
    assert_eq!(told, STORY);
}

fn tell(told: &mut String, snapshot: &Snapshot, now: Minute) {
    let maintenance = &snapshot.maintenances[0];
    let status = maintenance.status.as_str();
    let affected = snapshot.tally().affected;
    let progress = maintenance.progress().unwrap();
    let end = maintenance.window.unwrap().end().unwrap();
    let until = (end - start()).num_minutes();
    write!(
        told,
        "{now} {status}, {affected} affected, {progress}‰, until {until}"
    )
    .unwrap();
    if let Some(next) = maintenance.next_update_at {
        write!(told, ", next {}", (next - start()).num_seconds() / 60).unwrap();
    }
    let webhooks = snapshot.components.iter().find(|it| it.name == "Webhooks");
    if let Some(eta) = webhooks.unwrap().eta {
        write!(told, ", Webhooks {}", (eta - start()).num_minutes()).unwrap();
    }
    told.push('\n');
}

#[test]
fn reference_has_no_fault_and_never_falls_back() {
    let plan = reference();
    let (mut progress, mut updates, mut end) = (0, 0, None);
    for quarter in -40..=300 {
        let now = minute(f64::from(quarter) / 4.0);
        let snapshot = snapshot(&plan, now);
        let maintenance = &snapshot.maintenances[0];
        let (before, after) = (progress, maintenance.progress().unwrap());
        assert!(
            before <= after,
            "{before}‰ before minute {now}, {after}‰ at it"
        );
        assert!(updates <= maintenance.updates.len(), "minute {now}");
        let window = maintenance.window.unwrap();
        assert!(end <= window.end(), "minute {now}");
        (progress, updates, end) = (after, maintenance.updates.len(), window.end());
        let quiet = now < Minute::ZERO || now >= plan.completed_at();
        let mut components = snapshot.components.iter();
        assert!(
            !quiet || components.all(|it| it.status == ComponentStatus::Operational),
            "minute {now}"
        );
    }
    assert_eq!(progress, 1000);
}

#[test]
fn queued_services_restart_before_they_are_back() {
    let plan = reference();
    for name in ["Email pipeline", "Analytics", "Background jobs"] {
        let service = plan.services.iter().find(|it| it.name.get_ref() == name);
        let words: Vec<&str> = service
            .unwrap()
            .timeline
            .iter()
            .map(|it| it.status.as_str())
            .collect();
        assert_eq!(words, ["queued", "restarting", "operational"], "{name}");
    }
}

/// Each line: the minute of a former end, the minute at which it moved, and the reason.
fn former_ends(plan: &Plan, now: f64) -> String {
    let minute_of = |at: Option<Instant>| (at.unwrap() - start()).num_minutes();
    let mut lines = String::new();
    for it in &snapshot(plan, minute(now)).maintenances[0].former_ends {
        let (until, moved_at) = (minute_of(it.until), minute_of(it.moved_at));
        let reason = it.reason.as_deref().unwrap_or_default();
        writeln!(lines, "{until} until {moved_at}: {reason}").unwrap();
    }
    lines
}

#[test]
fn end_that_moves_keeps_the_promise_it_broke() {
    let plan = reference();
    let moved = |at| snapshot(&plan, minute(at)).maintenances[0].extended_by();
    assert_eq!(moved(49.75), None);
    assert_eq!(moved(50.0), Some(TimeDelta::minutes(10)));
    assert_eq!(moved(90.0), Some(TimeDelta::minutes(10)));
    assert_eq!(former_ends(&plan, 49.75), "");
    assert_eq!(
        former_ends(&plan, 50.0),
        "60 until 50: the acceptance suite in us-east takes longer than planned\n"
    );
    let mut plan = plan;
    let second = Extension {
        at_min: Spanned::new(0..0, minute(69.0)),
        until_min: Spanned::new(0..0, minute(80.0)),
        reason: None,
        alert: None,
    };
    plan.extensions.push(second);
    assert!(former_ends(&plan, 70.0).ends_with("\n70 until 69: \n"));
}

#[test]
fn services_stand_under_their_headings() {
    let mut plan = reference();
    plan.services[0].group = Some("Front".to_owned());
    plan.services[1].group = Some("Back".to_owned());
    plan.services[2].group = Some("Front".to_owned());
    let snapshot = snapshot(&plan, Minute::ZERO);
    let headings: Vec<&str> = snapshot.groups.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(headings, ["Front", "Back"]);
    let under = |name| {
        snapshot
            .components
            .iter()
            .find(|it| it.name == name)
            .unwrap()
            .group
    };
    assert_eq!(under("Web application"), Some(0));
    assert_eq!(under("API gateway"), Some(1));
    assert_eq!(under("Auth service"), Some(0));
    assert_eq!(under("Static delivery"), None);
}
