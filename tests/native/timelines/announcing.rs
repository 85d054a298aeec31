//! The sentences that screen readers announce by themselves.

use intermission::model::document::error::FetchError;
use intermission::model::state::Event;
use intermission::model::status::browse::{Browse, Column, Sort};

use super::{Play, WINDOW};

/// A check that the visitor asks for, at least five seconds after the last request.
const PRESSED: i64 = 10_000;

impl Play {
    /// Returns the announcements since the last call.
    fn news(&mut self) -> Vec<String> {
        let said = |line: &str| Some(line.split_once("say `")?.1.split_once('`')?.0.to_owned());
        let news = self.log.lines().filter_map(said).collect();
        self.log.clear();
        news
    }

    /// Asks for a check, which another `answer` ends.
    fn check(&mut self, millis: i64) -> &mut Self {
        self.at(millis, Event::CheckRequested)
    }
}

fn visit() -> Play {
    let mut visit = Play::start();
    visit.answer(0, WINDOW);
    assert_eq!(visit.news(), [""; 0]);
    visit
}

#[test]
fn a_moved_end_is_announced() {
    let mut visit = visit();
    let later = WINDOW.replace(
        r#""scheduled_until": "2026-11-23T12:15:00Z""#,
        r#""scheduled_until": "2026-11-23T12:25:00Z", "originally_until": "2026-11-23T12:15:00Z""#,
    );
    visit.answer(30_000, &later);
    assert_eq!(
        visit.news(),
        ["Expected to end at 12:25, extended by 10 min."]
    );
    visit.answer(60_000, &later.replace("12:25", "11:59"));
    let news = visit.news();
    assert!(
        !news.concat().contains("11:59"),
        "no end in the past: {news:?}"
    );
}

#[test]
fn the_first_failure_and_the_recovery_are_announced() {
    let mut visit = visit();
    for millis in [30_000, 60_000, 90_000] {
        visit.fail(millis, FetchError::Offline, "");
    }
    assert_eq!(
        visit.news(),
        ["This device is offline. Showing the last known status."]
    );
    visit.answer(120_000, WINDOW);
    assert_eq!(visit.news(), ["Checked. Maintenance is under way."]);
    visit.answer(150_000, WINDOW);
    assert_eq!(visit.news(), [""; 0]);
}

#[test]
fn the_first_status_is_announced_after_a_failure() {
    let mut visit = Play::start();
    visit.fail(0, FetchError::Offline, "");
    assert_eq!(
        visit.news(),
        ["This device is offline. No status yet. Trying again automatically."]
    );
    visit.answer(30_000, WINDOW);
    assert_eq!(
        visit.news(),
        ["Maintenance is under way. 1 of 1 service affected."]
    );
}

#[test]
fn the_result_of_a_check_is_announced_each_time() {
    let mut visit = visit();
    visit.check(PRESSED).answer(PRESSED, WINDOW);
    assert_eq!(visit.news(), ["Checked. Maintenance is under way."]);
    visit.check(2 * PRESSED).answer(2 * PRESSED, WINDOW);
    assert_eq!(visit.news(), ["Checked. Maintenance is under way."]);
    for nth in [3, 4] {
        visit.check(nth * PRESSED);
        visit.fail(nth * PRESSED, FetchError::Offline, "");
        assert_eq!(
            visit.news(),
            ["This device is offline. Showing the last known status."]
        );
    }
    let back = WINDOW.replace("offline", "operational");
    visit.check(5 * PRESSED).answer(5 * PRESSED, &back);
    let news = visit.news();
    assert!(!news.concat().contains("Checked."), "{news:?}");
}

/// Four services, each offline where `away` says so.
fn services(away: [bool; 4]) -> String {
    let services = ["Search", "Orders", "Mail", "Login"].iter().zip(away);
    let services = services.map(|(name, is_away)| {
        let status = if is_away { "offline" } else { "operational" };
        format!(r#"{{"name": "{name}", "status": "{status}"}}"#)
    });
    let services: Vec<_> = services.collect();
    format!(r#"{{"components": [{}]}}"#, services.join(", "))
}

#[test]
fn few_services_are_announced_by_name() {
    let mut visit = Play::start();
    visit.answer(0, &services([true; 4]));
    visit.news();
    visit.answer(30_000, &services([false, true, true, true]));
    assert_eq!(
        visit.news(),
        ["Search: Operational (was Offline). 3 of 4 services affected."]
    );
    visit.answer(60_000, &services([true, false, true, true]));
    assert_eq!(
        visit.news(),
        ["Search: Offline (was Operational). Orders: Operational (was Offline)."],
        "the number is the same"
    );
    visit.answer(90_000, &services([false, true, false, false]));
    assert_eq!(
        visit.news(),
        ["Some services are limited or unavailable. 1 of 4 services affected."],
        "more than three are not read out"
    );
}

#[test]
fn a_filter_announces_what_it_leaves_and_an_order_does_not() {
    let mut visit = visit();
    let all = Browse::default();
    let sorted = Browse {
        sort: Some(Sort {
            by: Column::Name,
            descending: false,
        }),
        ..all.clone()
    };
    visit.at(1_000, Event::Browsed(sorted.clone()));
    assert_eq!(visit.news(), [""; 0]);
    let found = Browse {
        find: "mail".to_owned(),
        ..sorted
    };
    visit.at(2_000, Event::Browsed(found));
    assert_eq!(visit.news(), ["0 of 1 service"]);
    visit.answer(30_000, &WINDOW.replace("Search", "Mail"));
    let news = visit.news().concat();
    assert!(!news.contains("of 1 service"), "a new document: {news}");
}
