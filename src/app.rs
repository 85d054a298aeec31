//! The driver: it owns the state, carries out what the state asks for, and feeds back what happens.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::{Notify as _, RwSignal, Set as _, UpdateUntracked as _};

use crate::browser::fetch::{self, Abort};
use crate::browser::lifecycle::Lifecycle;
use crate::browser::probe::probe;
use crate::browser::tabs::Tabs;
use crate::browser::timer::Timer;
use crate::browser::{bell, environment, files, service_worker, store, surface};
use crate::model::local_clock::LocalClock;
use crate::model::state::{Effect, Event, FetchRequest, State};

/// One running page.
pub struct App {
    /// What the page knows; views derive everything from it.
    state: RwSignal<State>,
    /// What was last said aloud.
    announcement: RwSignal<String>,
    clock: Cell<LocalClock>,
    /// The one timer, set anew after each event.
    timer: RefCell<Option<Timer>>,
    /// The request under way, and its number.
    request: RefCell<Option<(u32, Abort)>>,
    requests: Cell<u32>,
    lifecycle: RefCell<Option<Lifecycle>>,
    tabs: RefCell<Option<Tabs>>,
}

impl App {
    /// Makes a page that has not begun yet.
    pub fn new() -> Rc<Self> {
        Rc::new(Self {
            state: RwSignal::new(State::default()),
            announcement: RwSignal::new(String::new()),
            clock: Cell::default(),
            timer: RefCell::default(),
            request: RefCell::default(),
            requests: Cell::default(),
            lifecycle: RefCell::default(),
            tabs: RefCell::default(),
        })
    }

    /// What the page knows.
    pub fn state(&self) -> RwSignal<State> {
        self.state
    }

    /// What was last said aloud to people who cannot see the page.
    pub fn announcement(&self) -> RwSignal<String> {
        self.announcement
    }

    /// Begins: listens to the page's life cycle and sends the first event.
    pub fn start(self: &Rc<Self>) {
        let (start, errors) = environment::start();
        for error in errors {
            surface::report(&error.text());
        }
        let app = Rc::clone(self);
        let lifecycle = Lifecycle::listen(move |event| app.send(event));
        self.lifecycle.replace(Some(lifecycle));
        let app = Rc::clone(self);
        files::listen(move |event| app.send(event));
        self.send(Event::Started(start));
    }

    /// Takes in an event.
    pub fn send(self: &Rc<Self>, event: Event) {
        let moment = environment::moment(&self.clock);
        let mut effects = Vec::new();
        self.state
            .update_untracked(|state| effects = state.apply(event, moment));
        self.state.notify();
        for effect in effects {
            self.run(effect);
        }
    }

    fn run(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::ActivateVersion => service_worker::activate(),
            Effect::AskToNotify => {
                let app = Rc::clone(self);
                start(async move { app.send(Event::MayNotify(bell::may_notify().await)) });
            }
            Effect::Abort => drop(self.request.take()),
            Effect::Announce(text) => self.announcement.set(text),
            Effect::Chime => bell::sound(),
            Effect::Download { name, kind, bytes } => surface::download(&name, kind, &bytes),
            Effect::Fetch(request) => self.fetch(request),
            Effect::Keep { name, word } => store::keep(name, &word),
            Effect::Lead => self.tabs(Tabs::lead),
            Effect::Leave(url) => surface::leave(&url),
            Effect::Listen(name) => {
                let app = Rc::clone(self);
                let tabs = Tabs::connect(&name, move |event| app.send(event));
                self.tabs.replace(Some(tabs));
            }
            Effect::Notify(text) => start(bell::show(text)),
            Effect::Print => surface::print(),
            Effect::Probe { url, timeout_secs } => self.probe(url, timeout_secs),
            Effect::Reload => service_worker::reload(),
            Effect::RemoveWorker => service_worker::start_removing(),
            Effect::ReplaceQuery(query) => surface::replace_query(&query),
            Effect::Report(text) => surface::report(&text),
            Effect::Return(url) => start(async move {
                service_worker::remove().await;
                surface::leave(&url);
            }),
            Effect::Share(shared) => self.tabs(|tabs| tabs.post(&shared)),
            Effect::SetIcon(symbol) => surface::set_icon(symbol),
            Effect::SetTheme(theme) => surface::set_theme(theme),
            Effect::SetTitle(title) => surface::set_title(&title),
            Effect::Sleep => drop(self.timer.take()),
            Effect::StartWorker => service_worker::start(),
            Effect::WakeAt(at) => self.wake_at(at),
            Effect::Yield => self.tabs(Tabs::hand_on),
        }
    }

    fn tabs(&self, act: impl FnOnce(&Tabs)) {
        if let Some(tabs) = &*self.tabs.borrow() {
            act(tabs);
        }
    }

    fn probe(self: &Rc<Self>, url: String, timeout_secs: u64) {
        let app = Rc::clone(self);
        start(async move {
            let answer = probe(url, timeout_secs).await;
            app.send(Event::Probed(answer));
        });
    }

    fn wake_at(self: &Rc<Self>, at: crate::model::instant::Instant) {
        let delay = at - environment::moment(&self.clock).local;
        // Rounded up: a timer that fires a moment early would find nothing to do and be set again.
        let millis = delay.num_milliseconds().max(0).unsigned_abs() + 1;
        let app = Rc::clone(self);
        self.timer
            .replace(Timer::after_millis(millis, move || app.send(Event::Woke)));
    }

    fn fetch(self: &Rc<Self>, request: FetchRequest) {
        let Some((abort, answer)) = fetch::fetch(request) else {
            return;
        };
        let number = self.requests.get().wrapping_add(1);
        self.requests.set(number);
        self.request.replace(Some((number, abort)));
        let app = Rc::clone(self);
        start(async move {
            let answer = answer.await;
            // Nobody waits for the answer to a request that was given up.
            let is_awaited = app
                .request
                .borrow()
                .as_ref()
                .is_some_and(|(it, _)| *it == number);
            if is_awaited {
                drop(app.request.take());
                app.send(Event::Fetched(answer));
            }
        });
    }
}

/// Starts work that goes on by itself.
fn start(work: impl Future<Output = ()> + 'static) {
    start_boxed(Box::pin(work));
}

/// Compiled once for all kinds of work.
#[inline(never)]
fn start_boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that starts work of its own"
    )]
    wasm_bindgen_futures::spawn_local(work);
}
