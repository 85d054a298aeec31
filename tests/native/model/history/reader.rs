//! The files that the history page reads, one after the other.

use intermission::model::history::month::Month;
use intermission::model::history::past_event::Outcome;
use intermission::model::history::reader::{
    HistoryFile, IndexState, Lack, MonthState, Reader, ReaderEvent,
};
use intermission::model::i18n::message::language::Language;
use serde_json::{Value, json};

use super::instant;

const NOW: &str = "2026-11-23T12:00:00Z";

fn month(name: &str) -> Month {
    Month::parse(name).unwrap()
}

fn index() -> Value {
    let months = [
        "2026-03", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12",
    ];
    let months = months.map(|it| json!({"month": it, "incidents": 2, "maintenances": 1}));
    json!({"version": 1, "published_at": NOW, "refresh_secs": 60, "current": "2026-11", "months": months})
}

fn file(name: &str) -> Value {
    json!({"version": 1, "month": name, "records": [{"id": format!("{name}-a"),
        "incident": {"id": "a", "name": "Slow log-ins", "status": "resolved", "started_at": format!("{name}-03T10:00:00Z"),
            "components": [{"id": "api", "name": "API"}],
            "incident_updates": [
                {"status": "resolved", "body": "Well again.", "display_at": format!("{name}-03T11:12:00Z")},
                {"status": "investigating", "body": "Disk full?", "display_at": format!("{name}-03T10:05:00Z")}]}}]})
}

fn measured(name: &str) -> Value {
    json!({"version": 1, "month": name, "sources": [{"name": "Better Stack", "page": "Example", "read_at": format!("{name}-20T10:00:00Z"),
        "components": [{"id": "api", "name": format!("API in {name}"),
            "days": [{"date": format!("{name}-02"), "status": "degraded_performance", "down_secs": 60}],
            "shares": [{"percent": format!("9{}.9999", &name[6..])}]}]}]})
}

/// A page, and the files that it has asked for.
struct Visit {
    reader: Reader,
    asked: Vec<String>,
}

impl Visit {
    fn new(fragment: &str) -> Self {
        Self {
            reader: Reader::new(Language::default(), Vec::new(), fragment),
            asked: Vec::new(),
        }
    }

    fn send(&mut self, event: ReaderEvent) {
        self.reader.apply(event, instant(NOW));
    }

    /// Answers requests until there are none.
    fn answer(&mut self, answer: impl Fn(HistoryFile) -> Result<Vec<u8>, Lack>) {
        while let Some(file) = self.reader.pending() {
            self.asked.push(file.path());
            self.send(ReaderEvent::Arrived(file, answer(file)));
        }
    }

    /// Answers all requests with whole files.
    fn answer_all(&mut self) {
        self.answer(|file| Ok(whole(file)));
    }

    fn asked(&mut self) -> Vec<String> {
        std::mem::take(&mut self.asked)
    }
}

fn whole(wanted: HistoryFile) -> Vec<u8> {
    let json = match wanted {
        HistoryFile::Index => index(),
        HistoryFile::Month(month) => file(&month.to_string()),
        HistoryFile::Measured(month) => measured(&month.to_string()),
    };
    json.to_string().into_bytes()
}

#[test]
fn the_index_comes_first_and_then_the_months_of_ninety_days() {
    let mut visit = Visit::new("");
    visit.answer_all();
    // Ninety days begin on 26 August.
    let expected = [
        "index", "2026-12", "2026-11", "2026-10", "2026-09", "2026-08",
    ];
    assert_eq!(
        visit.asked(),
        expected.map(|it| format!("history/{it}.json"))
    );
    assert_eq!(
        visit.reader.month(month("2026-03")),
        Some(&MonthState::Listed(3))
    );
    assert!(visit.reader.has_days(instant(NOW)));
    assert_eq!(visit.reader.lacking_months(instant(NOW)), []);
}

#[test]
fn a_link_to_an_old_record_asks_for_its_month_too() {
    let mut visit = Visit::new("2026-03-a");
    visit.answer_all();
    assert_eq!(visit.asked().last().unwrap(), "history/2026-03.json");
    // A month that the index does not have is not asked for.
    let mut visit = Visit::new("2020-01-a");
    visit.answer_all();
    assert!(!visit.asked().contains(&"history/2020-01.json".to_owned()));
}

#[test]
fn a_search_asks_for_what_was_not_read_and_once_only() {
    let mut visit = Visit::new("");
    visit.answer_all();
    visit.asked();
    for _ in 0..3 {
        visit.send(ReaderEvent::AllWanted);
        visit.answer_all();
    }
    assert_eq!(visit.asked(), ["history/2026-03.json"]);
}

#[test]
fn a_month_that_fails_costs_nothing_else_and_may_be_asked_for_again() {
    let mut visit = Visit::new("");
    let october = HistoryFile::Month(month("2026-10"));
    for broken in [
        Err(Lack::Missing),
        Err(Lack::Failed),
        Ok(b"{\"records\": [".to_vec()),
        Ok(b"[]".to_vec()),
    ] {
        visit = Visit::new("");
        visit.answer(|file| {
            if file == october {
                broken.clone()
            } else {
                Ok(whole(file))
            }
        });
        assert_eq!(
            visit.reader.month(month("2026-10")),
            Some(&MonthState::Missing)
        );
        assert_eq!(
            visit.reader.month(month("2026-09")).unwrap().events().len(),
            1
        );
        assert!(visit.reader.has_days(instant(NOW)));
        assert_eq!(
            visit.reader.lacking_months(instant(NOW)),
            [month("2026-10")]
        );
    }
    visit.asked();
    visit.send(ReaderEvent::Wanted(month("2026-10")));
    visit.answer_all();
    assert_eq!(visit.asked(), ["history/2026-10.json"]);
    assert_eq!(
        visit.reader.month(month("2026-10")).unwrap().events().len(),
        1
    );
}

#[test]
fn what_can_be_read_of_a_damaged_month_is_shown() {
    let mut visit = Visit::new("");
    visit.answer(|file| {
        let bytes = whole(file);
        let text = String::from_utf8(bytes).unwrap();
        Ok(text
            .replace("\"records\":[", "\"records\":[7,")
            .into_bytes())
    });
    let state = visit.reader.month(month("2026-11")).unwrap();
    assert!(
        matches!(
            state,
            MonthState::Read {
                is_damaged: true,
                ..
            }
        ),
        "{state:?}"
    );
    assert_eq!(state.events().len(), 1);
}

#[test]
fn without_an_index_there_is_nothing_or_it_is_not_known() {
    for (answer, expected) in [
        (Err(Lack::Missing), IndexState::Missing),
        (Err(Lack::Failed), IndexState::Failed),
        (Ok(b"<html>".to_vec()), IndexState::Failed),
    ] {
        let mut visit = Visit::new("");
        visit.answer(|_| answer.clone());
        assert_eq!(visit.reader.index(), expected);
        visit.send(ReaderEvent::Retried);
        visit.answer_all();
        assert_eq!(visit.reader.index(), IndexState::Read);
        assert!(visit.reader.has_days(instant(NOW)));
    }
}

#[test]
fn an_event_has_its_end_length_and_services_and_is_found_by_its_words() {
    let mut visit = Visit::new("");
    visit.answer_all();
    let event = &visit.reader.month(month("2026-11")).unwrap().events()[0];
    assert_eq!(event.id, "2026-11-a");
    assert_eq!(event.ended_at, Some(instant("2026-11-03T11:12:00Z")));
    assert_eq!(event.length().unwrap().num_minutes(), 72);
    assert_eq!(event.outcome(), Outcome::Over);
    assert!(event.affects("api") && !event.affects("web"));
    for (query, is_found) in [
        ("", true),
        ("SLOW disk", true),
        ("api", true),
        ("log-ins well", true),
        ("slow printer", false),
    ] {
        assert_eq!(event.matches(query), is_found, "{query}");
    }
    let within = |from: &str, until: &str| event.was_within(instant(from), instant(until));
    assert!(within("2026-11-03T11:00:00Z", "2026-11-03T12:00:00Z"));
    assert!(!within("2026-11-03T12:00:00Z", "2026-11-04T00:00:00Z"));
    assert!(
        !within("2026-11-02T00:00:00Z", "2026-11-03T10:00:00Z"),
        "it begins with the end"
    );
}

/// Ceasing to name an incident is not resolving it.
#[test]
fn an_event_that_nobody_closed_has_no_end() {
    let open = json!({"version": 1, "month": "2026-11", "records": [
        {"id": "2026-11-a", "last_named_at": "2026-11-09T00:00:00Z",
            "incident": {"name": "Gone", "status": "monitoring", "started_at": "2026-11-03T10:00:00Z", "resolved_at": "2026-11-03T12:00:00Z"}},
        {"id": "2026-11-b", "incident": {"name": "Here", "status": "monitoring", "started_at": "2026-11-02T10:00:00Z"}},
    ]});
    let mut visit = Visit::new("");
    visit.answer(|file| match file {
        HistoryFile::Month(_) => Ok(open.to_string().into_bytes()),
        HistoryFile::Index | HistoryFile::Measured(_) => Ok(whole(file)),
    });
    let events = visit.reader.month(month("2026-11")).unwrap().events();
    let told: Vec<_> = events
        .iter()
        .map(|it| (it.outcome(), it.ended_at, it.length()))
        .collect();
    assert_eq!(
        told,
        [(Outcome::Untold, None, None), (Outcome::Open, None, None)]
    );
}

/// An index that also lists what others have measured, in months with and without incidents.
fn index_with_measured(months: &[&str]) -> Vec<u8> {
    let mut index = index();
    index["measured"] = json!(months);
    index.to_string().into_bytes()
}

#[test]
fn what_others_have_measured_comes_after_the_months() {
    let months = ["2026-03", "2026-07", "2026-10", "2026-11", "2026-12"];
    let mut visit = Visit::new("");
    assert_eq!(visit.reader.stated(instant(NOW)), None);
    visit.answer(|file| match file {
        HistoryFile::Index => Ok(index_with_measured(&months)),
        HistoryFile::Month(_) | HistoryFile::Measured(_) => Ok(whole(file)),
    });
    let asked = visit.asked();
    // Not of March and July, which are too long ago, and not of December, which has not begun.
    let expected = ["2026-11", "2026-10"].map(|it| format!("history/{it}-measured.json"));
    assert_eq!(asked[asked.len() - 2..], expected);
    let stated = visit.reader.stated(instant(NOW)).unwrap();
    let [source] = stated.as_slice() else {
        panic!("{stated:?}");
    };
    assert_eq!(
        (source.name.as_str(), source.page.as_str()),
        ("Better Stack", "Example")
    );
    assert_eq!(source.read_at, Some(instant("2026-11-20T10:00:00Z")));
    let [service] = source.services.as_slice() else {
        panic!("{source:?}");
    };
    assert_eq!(service.name, "API in 2026-11", "the newest name");
    let shares: Vec<u32> = service.shares.iter().map(|it| it.share).collect();
    assert_eq!(shares, [91_999], "only the newest share, rounded down");
    let days = service.days.iter().filter(|day| day.is_stated());
    let days: Vec<String> = days.map(|day| day.from.to_string()).collect();
    assert_eq!(days, ["2026-10-02T00:00:00Z", "2026-11-02T00:00:00Z"]);
    assert_eq!(service.days.len(), 90);
    assert!(!visit.reader.lacks_measured());
}

/// Where the last reading is long ago, its figures are shown with its date.
#[test]
fn the_newest_reading_is_shown_however_old_it_is() {
    let mut visit = Visit::new("");
    visit.answer(|file| match file {
        HistoryFile::Index => Ok(index_with_measured(&["2026-02", "2026-03"])),
        HistoryFile::Month(_) | HistoryFile::Measured(_) => Ok(whole(file)),
    });
    assert_eq!(
        visit.asked().last().unwrap(),
        "history/2026-03-measured.json"
    );
    let stated = visit.reader.stated(instant(NOW)).unwrap();
    assert_eq!(stated[0].read_at, Some(instant("2026-03-20T10:00:00Z")));
    assert!(stated[0].services[0].days.is_empty());
}

#[test]
fn measurements_that_cannot_be_had_are_told_and_cost_nothing_else() {
    for broken in [
        Err(Lack::Missing),
        Ok(b"{\"month\": ".to_vec()),
        Ok(b"{\"votes\": 7}".to_vec()),
    ] {
        let mut visit = Visit::new("");
        visit.answer(|file| match file {
            HistoryFile::Index => Ok(index_with_measured(&["2026-10", "2026-11"])),
            HistoryFile::Measured(it) if it == month("2026-11") => broken.clone(),
            HistoryFile::Month(_) | HistoryFile::Measured(_) => Ok(whole(file)),
        });
        assert!(visit.reader.lacks_measured(), "{broken:?}");
        assert_eq!(visit.reader.lacking_months(instant(NOW)), [], "{broken:?}");
        let stated = visit.reader.stated(instant(NOW)).unwrap();
        assert_eq!(stated[0].services[0].name, "API in 2026-10", "{broken:?}");
    }
}
