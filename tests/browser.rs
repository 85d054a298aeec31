//! The views and the browser's side of things, in a real browser but without a server.

#![cfg(target_arch = "wasm32")]
#![cfg(test)]

#[path = "browser/html.rs"]
mod html;
#[path = "browser/locale.rs"]
mod locale;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use intermission::browser::fetch::fetch;
use intermission::browser::languages::language;
use intermission::browser::timer::Timer;
use intermission::browser::{environment, store};
use intermission::model::document::error::FetchError;
use intermission::model::i18n::message::language::Language;
use intermission::model::policy::answer::Answer;
use intermission::model::state::{Event, FetchRequest, Inputs, Start, State};
use intermission::model::time::instant::Instant;
use intermission::view::context::ViewContext;
use intermission::view::html::IntoView as _;
use intermission::view::page;
use intermission::widget::Widget;
use leptos::prelude::{IsDisposed as _, RwSignal};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit};

wasm_bindgen_test_configure!(run_in_browser);

const WINDOW: &str = r#"{"published_at": "2026-11-23T12:00:00Z",
  "components": [{"id": "a", "name": "Search", "status": "offline", "eta": "2026-11-23T12:05:00Z"},
                 {"id": "b", "name": "Mail", "status": "operational"}],
  "scheduled_maintenances": [{"name": "Upgrade", "status": "in_progress",
    "scheduled_for": "2026-11-23T11:45:00Z", "scheduled_until": "2026-11-23T12:15:00Z"}]}"#;

fn noon(millis: i64) -> Inputs {
    let local = Instant::from_timestamp_millis(1_795_435_200_000 + millis).unwrap();
    Inputs { local, jitter: 0.5 }
}

/// Every text of the page, in English.
const TEXTS: &str = include_str!("../languages/en.json");

thread_local! {
    static ENGLISH: Language = read_english();
}

/// Returns English, which is read once because a language stays in memory.
fn english() -> Language {
    ENGLISH.with(|it| *it)
}

/// Reads English, as `web/boot.js` passes it to the page.
fn read_english() -> Language {
    let texts = js_sys::JSON::parse(TEXTS)
        .unwrap()
        .unchecked_into::<js_sys::Object>();
    let mut keys: Vec<String> = js_sys::Object::keys(&texts)
        .iter()
        .map(|key| key.as_string().unwrap())
        .collect();
    keys.sort();
    let text = |key: &String| {
        js_sys::Reflect::get(&texts, &key.into())
            .unwrap()
            .as_string()
            .unwrap()
    };
    let lines: Vec<String> = keys.iter().map(text).collect();
    language(["en", "en-GB", &lines.join("\n")].join("\n"))
}

/// A page in the document, and what its visitor did.
struct Mounted {
    place: HtmlElement,
    state: RefCell<State>,
    screen: ViewContext,
    sent: Rc<RefCell<Vec<Event>>>,
}

impl Mounted {
    fn new() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&place).unwrap();
        let sent = Rc::new(RefCell::new(Vec::new()));
        let heard = Rc::clone(&sent);
        let report = Box::new(move |event| heard.borrow_mut().push(event));
        let (language, state) = (english(), State::default());
        let screen = ViewContext::new(language, report);
        let view = move || page(screen, RwSignal::new(String::new()), "").into_view();
        leptos::mount::mount_to_renderer(&place, view).forget();
        let state = RefCell::new(state);
        let mounted = Self {
            place,
            state,
            screen,
            sent,
        };
        mounted.apply(
            Event::Started(Start {
                language,
                visible: true,
                ..Start::default()
            }),
            0,
        );
        mounted
    }

    fn apply(&self, event: Event, millis: i64) {
        drop(self.state.borrow_mut().apply(event, noon(millis)));
        self.screen.update(&self.state.borrow());
    }

    async fn answer(&self, body: &str, millis: i64) {
        let answer = Answer::new("/status.json", Ok(body.as_bytes().to_vec()));
        self.apply(Event::Fetched(answer), millis);
        leptos::task::tick().await;
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|index| found.get(index).unwrap().text_content().unwrap())
            .collect()
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.place.remove();
    }
}

#[wasm_bindgen_test]
async fn a_document_becomes_rows() {
    let mounted = Mounted::new();
    assert_eq!(
        mounted.texts(".sentence"),
        ["Looking up the current status"]
    );
    mounted.answer(WINDOW, 100).await;
    assert_eq!(mounted.texts("h1"), ["Upgrade"]);
    assert_eq!(mounted.texts(".sentence"), ["Maintenance is under way"]);
    assert_eq!(mounted.texts("tr.service .name"), ["Search", "Mail"]);
    assert_eq!(
        mounted.texts("tr.service .eta"),
        ["in about 5 min", "\u{2014}"]
    );
    assert_eq!(mounted.texts(".figure-elapsed .number"), ["0:15:00"]);
}

#[wasm_bindgen_test]
async fn a_tick_keeps_every_node() {
    let mounted = Mounted::new();
    mounted.answer(WINDOW, 100).await;
    let row = mounted.place.query_selector("tr.service").unwrap();
    mounted.apply(Event::Woke, 61_000);
    leptos::task::tick().await;
    assert_eq!(
        mounted.texts("tr.service .eta"),
        ["in about 4 min", "\u{2014}"]
    );
    assert_eq!(mounted.place.query_selector("tr.service").unwrap(), row);
}

#[wasm_bindgen_test]
async fn a_new_state_keeps_the_row_and_its_neighbours() {
    let mounted = Mounted::new();
    mounted.answer(WINDOW, 100).await;
    let row = mounted.place.query_selector("tr.service").unwrap();
    let neighbour = mounted
        .place
        .query_selector("tr.service + tr .status")
        .unwrap();
    mounted
        .answer(&WINDOW.replace("offline", "restarting"), 200)
        .await;
    assert_eq!(
        mounted.texts("tr.service .state"),
        ["Restarting", "Operational"]
    );
    assert_eq!(mounted.place.query_selector("tr.service").unwrap(), row);
    assert_eq!(
        mounted
            .place
            .query_selector("tr.service + tr .status")
            .unwrap(),
        neighbour
    );
}

/// How often anything below `place` changes while `act` goes on.
async fn changes(place: &HtmlElement, act: impl Future<Output = ()>) -> u32 {
    let seen = Rc::new(Cell::new(0));
    let count = seen.clone();
    let count = Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
        count.set(count.get() + records.length());
    });
    let observer = MutationObserver::new(count.as_ref().unchecked_ref()).unwrap();
    let all = MutationObserverInit::new();
    all.set_attributes(true);
    all.set_character_data(true);
    all.set_child_list(true);
    all.set_subtree(true);
    observer.observe_with_options(place, &all).unwrap();
    act.await;
    leptos::task::tick().await;
    let left = observer.take_records().length();
    observer.disconnect();
    seen.get() + left
}

/// The same document again, as a 304 brings it, and a tick at which no text changes.
#[wasm_bindgen_test]
async fn what_is_not_news_touches_nothing() {
    let mounted = Mounted::new();
    for millis in [0, 1_000, 2_000] {
        mounted.answer(WINDOW, millis).await;
    }
    let again = mounted.answer(WINDOW, 2_100);
    assert_eq!(changes(&mounted.place, again).await, 0);
    let tick = async { mounted.apply(Event::Woke, 2_200) };
    assert_eq!(changes(&mounted.place, tick).await, 0);
    // And the observer does see what changes.
    let tick = async { mounted.apply(Event::Woke, 3_000) };
    assert!(changes(&mounted.place, tick).await > 0);
}

#[wasm_bindgen_test]
async fn a_press_is_sent() {
    let mounted = Mounted::new();
    mounted.answer(WINDOW, 100).await;
    let button = mounted
        .place
        .query_selector(".controls button")
        .unwrap()
        .unwrap();
    button.unchecked_into::<HtmlElement>().click();
    assert_eq!(*mounted.sent.borrow(), [Event::CheckRequested]);
}

fn request(url: &str, max_bytes: usize) -> FetchRequest {
    FetchRequest {
        url: url.to_owned(),
        floor: "intermission test".to_owned(),
        stores: false,
        timeout_secs: 5,
        max_bytes,
    }
}

#[wasm_bindgen_test]
async fn a_fetch_is_bounded_and_its_failures_are_typed() {
    // The start of a web page, which the feed readers are not asked about.
    let (_abort, answer) = fetch(request("data:text/html,%3Cp%3E12345", 8), || {}).unwrap();
    assert_eq!(answer.await.body, Ok(b"<p>12345".to_vec()));
    let (_abort, answer) = fetch(request("data:text/html,%3Cp%3E123456", 8), || {}).unwrap();
    let error = answer.await.body.unwrap_err();
    assert!(matches!(*error, FetchError::Document(_)));
    let (_abort, answer) = fetch(request("http://127.0.0.1:9/", 8), || {}).unwrap();
    let error = answer.await.body.unwrap_err();
    assert!(matches!(*error, FetchError::Network { .. }));
}

#[wasm_bindgen_test]
async fn a_dropped_timer_does_not_fire() {
    let fired = Rc::new(RefCell::new(Vec::new()));
    let (first, second) = (fired.clone(), fired.clone());
    let kept = Timer::after_millis(5, move || first.borrow_mut().push("kept"));
    drop(Timer::after_millis(1, move || {
        second.borrow_mut().push("dropped");
    }));
    rest(40).await;
    drop(kept);
    assert_eq!(*fired.borrow(), ["kept"]);
}

async fn rest(millis: i32) {
    let wait = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
            .unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(wait).await.unwrap();
}

#[wasm_bindgen_test]
fn words_are_kept() {
    store::keep("test", "word");
    assert_eq!(store::read("test").as_deref(), Some("word"));
    assert!(environment::inputs(&Cell::default()).jitter < 1.0);
}

fn element(place: &HtmlElement, form: &str) -> Widget {
    let here = web_sys::window().unwrap().location().origin().unwrap();
    let source = format!("{here}/none.json");
    let emit = Box::new(|_: &str, _: &str| {});
    Widget::new(place.clone(), english(), &source, form, "always", emit)
}

fn place() -> HtmlElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document.create_element("div").unwrap().unchecked_into()
}

#[wasm_bindgen_test]
fn nothing_reactive_survives_the_last_element_of_a_source() {
    let (first, second) = (place(), place());
    let widget = element(&first, "full");
    let other = element(&second, "banner");
    let signal = widget.context().snapshot;
    assert!(other.context().snapshot == signal);
    assert_eq!(first.child_nodes().length(), 1);
    drop(widget);
    assert_eq!(first.child_nodes().length(), 0);
    assert!(!signal.is_disposed());
    drop(other);
    assert_eq!(second.child_nodes().length(), 0);
    assert!(signal.is_disposed());
}

/// A source that starts leaves some hundred bytes, the handle of its signals, for good; see `ViewContext::new`.
#[wasm_bindgen_test]
async fn elements_that_come_and_go_leave_next_to_nothing() {
    let mut before = come_and_go(100).await;
    let mut left = Vec::new();
    // A leak grows in every round. A busy browser ends requests late, which takes more memory in one round.
    for _ in 0..3 {
        let after = come_and_go(300).await;
        left.push(after - before);
        before = after;
    }
    let least = left.iter().min().unwrap();
    assert!(*least <= 300 * 1024, "{left:?} bytes of 300 elements each");
}

/// Lets a source begin and end so many times; returns the size of the memory then.
async fn come_and_go(times: u32) -> u32 {
    for _ in 0..times {
        drop(element(&place(), "full"));
        // Requests that are given up end when the browser has said so.
        rest(5).await;
    }
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    buffer.byte_length()
}
