//! The lines of the table: which of them a new document, a tick, an order or a filter reaches.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use intermission::model::policy::answer::Answer;
use intermission::model::state::{Event, Inputs, Start, State};
use intermission::model::status::browse::Browse;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use intermission::view::context::ViewContext;
use intermission::view::html::Key;
use intermission::view::rows::Content;
use leptos::prelude::{ArcMemo, Get as _, GetUntracked as _, Owner};
use serde_json::{Value, json};

/// A page that is asked what its lines show, and how often each was worked out anew.
struct Table {
    state: State,
    screen: ViewContext,
    millis: i64,
    /// Signals of an arena live as long as their owner.
    _owner: Owner,
}

impl Table {
    fn new(document: &Value) -> Self {
        let owner = Owner::new();
        let mut state = State::default();
        let start = Start {
            visible: true,
            ..Start::default()
        };
        state.apply(Event::Started(start), inputs(0));
        let screen = owner.with(|| ViewContext::new(state.language(), Box::new(|_| {})));
        screen.update(&state);
        let mut table = Self {
            state,
            screen,
            millis: 0,
            _owner: owner,
        };
        table.answer(document);
        table
    }

    fn apply(&mut self, event: Event) {
        self.state.apply(event, inputs(self.millis));
        self.screen.update(&self.state);
    }

    fn answer(&mut self, document: &Value) {
        self.millis += 10_000;
        let body = Ok(document.to_string().into_bytes());
        self.apply(Event::Fetched(Answer::new("/status.json", body)));
    }

    fn keys(&self) -> Vec<Key> {
        let lines = self.screen.lines();
        let shown = lines.into_iter().filter(|(_, is_shown)| *is_shown);
        shown.map(|(key, _)| key).collect()
    }

    /// The names in the lines that are shown, in their order.
    fn names(&self) -> Vec<String> {
        let name = |key| match self.screen.line(key).unwrap().get_untracked() {
            Content::Service(it) => it.component.name.clone(),
            Content::Section(name, folded) => format!("({name}{})", after_colon(&folded.names)),
            Content::Heading(group, folded) => {
                format!("[{}{}]", group.name, after_colon(&folded.names))
            }
        };
        self.keys().into_iter().map(name).collect()
    }

    /// How many values that follow one line each, and nothing else, are worked out anew after `act`.
    fn reached(&mut self, act: impl FnOnce(&mut Self)) -> usize {
        let count = Arc::new(AtomicUsize::new(0));
        let followers: Vec<ArcMemo<bool>> = self
            .keys()
            .into_iter()
            .map(|key| {
                let (line, count) = (self.screen.line(key).unwrap(), Arc::clone(&count));
                ArcMemo::new(move |_| {
                    count.fetch_add(1, Ordering::Relaxed);
                    matches!(
                        line.get(),
                        Content::Service(_) | Content::Section(..) | Content::Heading(..)
                    )
                })
            })
            .collect();
        let read = || followers.iter().filter(|it| it.get_untracked()).count();
        assert_eq!(read(), followers.len());
        assert_eq!(count.swap(0, Ordering::Relaxed), followers.len());
        act(self);
        read();
        count.load(Ordering::Relaxed)
    }
}

fn after_colon(names: &str) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!(": {names}")
}

fn inputs(millis: i64) -> Inputs {
    Inputs {
        local: "2026-11-23T12:00:00Z".parse::<Instant>().unwrap() + TimeDelta::milliseconds(millis),
        jitter: 0.5,
    }
}

fn service(index: usize) -> Value {
    json!({"id": index.to_string(), "name": format!("Service {index}"), "status": "operational"})
}

fn document(count: usize) -> Value {
    let components: Vec<Value> = (0..count).map(service).collect();
    json!({"published_at": "2026-11-23T12:00:00Z", "components": components})
}

/// Each service has a row, but from twenty services on those that just work are named in their headings as well, of which
/// the style sheet shows one or the other.
#[test]
fn many_services_that_work_are_named_in_their_headings() {
    let named = |count: usize| {
        let mut document = document(count);
        document["components"][0]["status"] = json!("major_outage");
        document["components"][1]["status"] = json!("queued");
        document["components"][2]["note"] = json!("Slow today.");
        document["components"][3]["group_id"] = json!("g");
        document["components"][4]["group_id"] = json!("g");
        let components = document["components"].as_array_mut().unwrap();
        components.push(json!({"id": "g", "name": "Group", "group": true}));
        Table::new(&document).names()
    };
    let of_few = named(19);
    assert!(of_few.iter().all(|it| !it.contains(": ")), "{of_few:?}");
    let of_many = named(20);
    let headings: Vec<&String> = of_many.iter().filter(|it| it.contains(": ")).collect();
    assert_eq!(headings.len(), 2, "{of_many:?}");
    let others: Vec<String> = (5..20).map(|index| format!("Service {index}")).collect();
    let works = format!("(19 services work: {})", others.join(", "));
    assert_eq!(headings[0], &works);
    assert_eq!(headings[1], "[Group: Service 3, Service 4]");
}

/// A row is marked as changed by a new document, neither by the first one nor by its counter.
#[test]
fn a_row_is_marked_where_a_document_changes_its_service() {
    let mut document = document(3);
    document["components"][1]["status"] = json!("major_outage");
    document["components"][1]["eta"] = json!("2026-11-23T12:10:30Z");
    let mut table = Table::new(&document);
    let marked = |table: &Table| -> Vec<String> {
        let contents = table
            .keys()
            .into_iter()
            .map(|key| table.screen.line(key).unwrap().get_untracked());
        let changed = contents.filter_map(|it| match it {
            Content::Service(it) if it.has_changed => Some(it.component.name.clone()),
            Content::Service(_) | Content::Section(..) | Content::Heading(..) => None,
        });
        changed.collect()
    };
    assert_eq!(marked(&table), [""; 0]);
    document["components"][2]["status"] = json!("degraded_performance");
    document["components"][0]["name"] = json!("Service 0, renamed");
    document["components"][1]["status"] = json!("who knows");
    table.answer(&document);
    assert_eq!(marked(&table), ["Service 2", "Service 0, renamed"]);
    table.millis = 600_000;
    table.apply(Event::Woke);
    assert_eq!(marked(&table), ["Service 2", "Service 0, renamed"]);
}

/// The work in the reactive graph does not grow with the number of services: one service, and the heading that counts it.
#[test]
fn one_changed_service_reaches_two_lines_of_any_number() {
    for count in [100, 10_000] {
        let mut table = Table::new(&document(count));
        let mut changed = document(count);
        changed["components"][count / 2]["status"] = json!("major_outage");
        let reached = table.reached(|table| table.answer(&changed));
        assert_eq!(reached, 2, "of {count}");
        let again = table.reached(|table| table.answer(&changed));
        assert_eq!(again, 0, "of {count}");
    }
}

#[test]
fn a_tick_reaches_the_lines_whose_text_changes() {
    let mut document = document(1_000);
    document["components"][3]["status"] = json!("major_outage");
    document["components"][3]["eta"] = json!("2026-11-23T12:10:30Z");
    document["components"][7]["status"] = json!("major_outage");
    document["components"][7]["eta"] = json!("2026-11-23T12:10:50Z");
    let mut table = Table::new(&document);
    let reached = |table: &mut Table, at: i64| {
        table.reached(|table| {
            table.millis = at * 1_000;
            table.apply(Event::Woke);
        })
    };
    assert_eq!(reached(&mut table, 20), 0);
    assert_eq!(reached(&mut table, 30), 1);
    assert_eq!(reached(&mut table, 50), 1);
    assert_eq!(reached(&mut table, 90), 1);
    assert_eq!(reached(&mut table, 180), 2);
}

#[test]
fn a_line_follows_its_service_wherever_that_stands() {
    let mut table = Table::new(&document(4));
    let [first, second, third, fourth] = table.keys()[..] else {
        panic!("{:?}", table.keys())
    };
    let mut changed = document(0);
    changed["components"] = json!([service(3), service(9), service(1), service(0)]);
    let reached = table.reached(|table| table.answer(&changed));
    // That of the service that has gone is set no more, and nobody followed that of the new one.
    assert_eq!(reached, 0);
    assert_eq!(
        table.names(),
        ["Service 3", "Service 9", "Service 1", "Service 0"]
    );
    let keys = table.keys();
    assert_eq!((keys[0], keys[2], keys[3]), (fourth, second, first));
    assert!(table.screen.line(third).is_none());
    // A slot that is given away again is another line.
    changed["components"][0] = service(11);
    table.answer(&changed);
    let key = table.keys()[0];
    assert_eq!(key.slot, third.slot);
    assert_ne!(key, third);
    assert!(table.screen.line(third).is_none());
}

#[test]
fn an_order_and_a_filter_move_lines_and_set_none() {
    let mut table = Table::new(&document(30));
    let before = table.keys();
    let reached = table.reached(|table| {
        let browse = Browse::from_query("?im-sort=-name&im-find=1");
        table.apply(Event::Browsed(browse));
    });
    assert_eq!(reached, 0);
    assert_eq!(table.names()[..2], ["Service 21", "Service 19"]);
    let headings = 3;
    assert_eq!(table.screen.lines().len(), 30 + headings);
    table.apply(Event::Browsed(Browse::default()));
    assert_eq!(table.keys(), before);
}

/// Services that do not work come first, so that a group may come twice.
#[test]
fn a_group_that_comes_twice_has_two_lines() {
    let mut long = document(30);
    let components = long["components"].as_array_mut().unwrap();
    for component in components.iter_mut() {
        component["group_id"] = json!("g");
    }
    components[29]["status"] = json!("major_outage");
    components.push(json!({"id": "g", "name": "Group", "group": true}));
    let mut table = Table::new(&long);
    let names = table.names();
    let names_of = |others: std::ops::Range<usize>| {
        let names: Vec<String> = others.map(|it| format!("Service {it}")).collect();
        format!("[Group: {}]", names.join(", "))
    };
    let affected = ["(Affected services)", "[Group]", "Service 29"];
    let others = ["(29 services work)", &names_of(0..29), "Service 0"];
    assert_eq!(names[..6], [affected, others].concat());
    let mut two = long.clone();
    two["components"][0]["group_id"] = Value::Null;
    two["components"][1]["status"] = json!("partial_outage");
    table.answer(&two);
    let names = table.names();
    let headings = names.iter().filter(|name| name.starts_with('[')).count();
    assert_eq!(headings, 2, "{names:?}");
    let mut keys = table.keys();
    keys.sort_by_key(|key| key.slot);
    keys.dedup();
    assert_eq!(keys.len(), names.len());
}
