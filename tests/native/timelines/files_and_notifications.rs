//! Timelines of opened files, calendar files and notifications.

use intermission::model::document::error::FetchError;
use intermission::model::policy::freshness::Freshness;
use intermission::model::state::{Event, OpenedFile};
use intermission::model::status::situation::Situation;
use intermission::model::time::time_delta::TimeDelta;

use super::{Play, WINDOW, noon};

fn over() -> String {
    WINDOW
        .replace("offline", "operational")
        .replace("in_progress", "completed")
}

/// A file that was saved at half past eleven.
fn saved(document: &str) -> Event {
    Event::FileOpened(OpenedFile {
        json: None,
        name: "status.json".to_owned(),
        modified: noon() - TimeDelta::minutes(30),
        bytes: document.as_bytes().to_vec(),
    })
}

/// A file is shown as of its own time, and nothing moves or is asked for beside it.
#[test]
fn a_file_is_shown_until_the_visitor_has_done_with_it() {
    let mut play = Play::start();
    play.answer(0, WINDOW);
    let yesterday = over().replace("12:00:00Z", "11:40:00Z");
    play.at(5_000, saved(&yesterday));
    let notice = play.state.file_notice().unwrap();
    assert_eq!(
        notice.words,
        "This is the saved file status.json, as of \u{fffc}."
    );
    assert_eq!(notice.at, Some(noon() - TimeDelta::minutes(20)));
    assert!(!notice.is_refusal);
    assert_eq!(play.state.now(), noon() - TimeDelta::minutes(20));
    assert_eq!(play.state.freshness(), Freshness::Cached);
    let situation = play.state.derived().unwrap().overview.situation;
    assert_eq!(
        situation,
        Situation::Unconfirmed,
        "a file makes nothing green"
    );
    assert!(play.state.data_status().age.is_none());
    play.at(100_000, Event::Woke).at(101_000, Event::Hidden);
    play.at(102_000, Event::Shown)
        .at(103_000, Event::CopyRequested);
    assert_eq!(play.state.now(), noon() - TimeDelta::minutes(20));
    play.at(110_000, Event::FileClosed);
    assert!(play.state.file_notice().is_none());
    assert_eq!(
        play.state.snapshot().unwrap().maintenances[0].name,
        "Upgrade"
    );
    play.expect("file");
}

#[test]
fn a_file_from_the_future_is_shown_as_of_now() {
    let mut play = Play::start();
    play.answer(0, WINDOW);
    play.at(5_000, saved(&over().replace("12:00:00Z", "18:00:00Z")));
    let at = play.state.file_notice().unwrap().at;
    assert_eq!(at, Some(noon() + TimeDelta::seconds(5)));
}

/// Without word of its own about when it was written, a file is as old as its last change.
#[test]
fn a_file_without_a_time_is_as_old_as_its_last_change() {
    let mut play = Play::start();
    play.at(
        0,
        saved(r#"{"page": {"name": "Old"}, "status": {"indicator": "none"}}"#),
    );
    let notice = play.state.file_notice().unwrap();
    assert_eq!(notice.at, Some(noon() - TimeDelta::minutes(30)));
}

#[test]
fn a_file_that_cannot_be_shown_changes_nothing() {
    let mut play = Play::start();
    play.answer(0, WINDOW);
    let before = play.state.snapshot().cloned();
    for (document, sentence) in [
        ("", "The status file is empty."),
        ("<p>", "Received a web page instead of the status file."),
        ("{\"page\":", "The status file is damaged or cut off."),
        (
            "{\"version\": 2, \"page\": {}}",
            "The status file needs a newer version of this page.",
        ),
    ] {
        play.at(1_000, saved(document));
        let notice = play.state.file_notice().unwrap();
        let expected =
            format!("The file status.json cannot be shown. {sentence} The page has not changed.");
        assert_eq!((notice.words, notice.at), (expected, None));
        assert!(notice.is_refusal);
        assert_eq!(play.state.snapshot().cloned(), before);
        assert_eq!(play.state.freshness(), Freshness::Live);
    }
    // Dropped on a file that is shown, it leaves that one labelled as what it is.
    play.at(2_000, saved(&over())).at(3_000, saved("<p>"));
    let words = play.state.file_notice().unwrap().words;
    assert!(
        words.contains("cannot be shown") && words.ends_with("as of \u{fffc}."),
        "{words}"
    );
    play.at(4_000, Event::FileClosed);
    assert!(play.state.file_notice().is_none());
}

#[test]
fn a_visitor_who_looks_elsewhere_is_told_once() {
    let mut play = Play::start();
    play.answer(0, WINDOW);
    assert!(play.state.can_notify());
    play.at(1_000, Event::NotificationsToggled)
        .at(2_000, Event::MayNotify(true))
        .at(3_000, Event::SoundToggled)
        .at(4_000, Event::Hidden);
    // Out of view it goes on asking, an interval later and four times as rarely.
    let first = play.until_asked();
    play.answer(first, WINDOW);
    let second = play.until_asked();
    assert!(
        (35_000..=155_000).contains(&(second - first)),
        "{first} {second}"
    );
    play.answer(second, &over());
    assert!(!play.state.notification_prefs().wanted);
    assert!(play.state.notification_prefs().is_done);
    assert!(!play.state.can_notify());
    play.at(second, Event::NotificationsToggled);
    let wants_again = play.state.notification_prefs().wanted;
    assert!(!wants_again, "there is no end to wait for");
    play.at(second + 600_000, Event::Woke);
    play.expect("telling");
}

/// Refused, or with a failure in place of good news, nothing is shown or heard.
#[test]
fn nobody_is_told_what_is_not_so() {
    let mut play = Play::start();
    play.answer(0, WINDOW)
        .at(1_000, Event::NotificationsToggled)
        .at(2_000, Event::MayNotify(false));
    let at = play.until_asked();
    play.fail(at, FetchError::Offline, "");
    let at = play.until_asked();
    play.answer(at, &over());
    assert!(
        !play.log.contains("notify `") && !play.log.contains("play sound"),
        "{}",
        play.log
    );
    // And whoever changes his mind is left alone.
    let mut play = Play::start();
    play.answer(0, WINDOW)
        .at(1_000, Event::NotificationsToggled)
        .at(2_000, Event::MayNotify(true))
        .at(3_000, Event::NotificationsToggled)
        .at(4_000, Event::Hidden);
    assert!(
        play.log.ends_with("release leadership, sleep\n"),
        "{}",
        play.log
    );
}

/// Out of view and in a pause nothing is asked for, whatever the visitor wants to be told.
#[test]
fn a_pause_holds_out_of_view_too() {
    let mut play = Play::start();
    play.answer(0, WINDOW)
        .at(1_000, Event::NotificationsToggled)
        .at(2_000, Event::PauseToggled)
        .at(3_000, Event::Hidden)
        .at(900_000, Event::Woke)
        .at(901_000, Event::Online);
    assert_eq!(play.log.matches("fetch").count(), 1, "{}", play.log);
}

#[test]
fn a_calendar_is_a_file() {
    let mut play = Play::start();
    play.answer(0, WINDOW).at(1_000, Event::CalendarRequested);
    assert!(
        play.log
            .contains("download maintenance.ics (text/calendar) of "),
        "{}",
        play.log
    );
    let mut play = Play::start();
    play.answer(0, &over()).at(1_000, Event::CalendarRequested);
    assert!(!play.log.contains("download"), "{}", play.log);
}
