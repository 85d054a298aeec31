//! The pictures of many bars, which the page draws some at a time.

use intermission::model::document::parse::parse;
use intermission::model::history::files::read;
use intermission::model::history::month::Month;
use intermission::model::history::observe::History;
use intermission::model::history::reader::DAYS;
use intermission::model::i18n::message::language::Language;
use intermission::model::time::instant::Instant;
use intermission::view::history::{Contents, HistoryContext, Place, history_page};
use leptos::prelude::Owner;
use serde_json::json;

const NOW: &str = "2026-11-23T10:27:00Z";

/// A history with so many services.
fn history(services: usize) -> History {
    let components = (0..services).map(|number| {
        json!({"id": format!("service-{number}"), "name": format!("Service {number}"),
            "states": [{"at": "2026-11-01T00:00:00Z", "status": "operational"}]})
    });
    let month = json!({"version": 1, "month": "2026-11",
        "published": [{"from": "2026-11-01T00:00:00Z", "until": NOW}],
        "overall": [], "components": components.collect::<Vec<_>>(), "records": []});
    let (file, damage) = read(&parse(&month.to_string()).unwrap());
    assert_eq!(damage, None);
    let mut history = History::default();
    history.index.published_at = Some(NOW.to_owned());
    history.index.current = Some("2026-11".to_owned());
    history
        .months
        .insert(Month::parse("2026-11").unwrap(), file);
    history
}

/// The page as it is in a browser.
fn of_a_hundred_services() -> HistoryContext {
    let now: Instant = NOW.parse().unwrap();
    let contents = Contents {
        bars: history(100).recent_days(DAYS, now),
        ..Contents::default()
    };
    let place = Place {
        days: DAYS,
        ..Place::default()
    };
    HistoryContext::still(Language::default(), place, contents)
}

/// Counts the bars, pictures and tables of a page.
fn counted(context: HistoryContext) -> [usize; 3] {
    let html = history_page(context).to_html();
    [
        "class=\"uptime-service\"",
        "<svg class=\"uptime-days\"",
        "<table>",
    ]
    .map(|mark| html.matches(mark).count())
}

#[test]
fn all_bars_are_there_at_once_and_their_pictures_come_by_and_by() {
    Owner::new().with(|| {
        let context = of_a_hundred_services();
        assert_eq!(counted(context), [101, 12, 0]);
        assert!(context.has_more_to_draw());
        assert!(context.draw_more());
        assert_eq!(counted(context), [101, 76, 0]);
        assert!(!context.draw_more());
        assert_eq!(counted(context), [101, 101, 0]);
        assert!(!context.has_more_to_draw());
    });
}

#[test]
fn paper_has_all_pictures_and_tables() {
    Owner::new().with(|| {
        let context = of_a_hundred_services();
        context.print();
        assert_eq!(counted(context), [101, 101, 101]);
        assert!(
            !context.draw_more(),
            "a timer that comes later has nothing to do"
        );
        assert_eq!(counted(context), [101, 101, 101]);
    });
}
