//! The driver: it owns the state, runs the state's effects, and sends events back.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::{Rc, Weak};

use leptos::prelude::{RwSignal, Set as _, WithUntracked as _};

use crate::browser::cross_tab::CrossTab;
use crate::browser::environment;
use crate::browser::fetch::{self, Abort};
use crate::browser::lifecycle::Lifecycle;
use crate::browser::timer::Timer;
use crate::model::i18n::message::language::Language;
use crate::model::state::{Effect, Event, FetchRequest, HostEffect, Start, State};
use crate::model::time::instant::Instant;
use crate::model::time::local_clock::LocalClock;
use crate::view::context::ViewContext;

/// The host of the driver: the page, or a widget on another site's page.
pub trait Host {
    /// Writes a message for the operator to the console.
    fn report(&self, text: String);

    /// Runs an effect on the window. Only the page has a window of its own.
    fn run(&self, _app: &Rc<App>, _effect: HostEffect) {}

    /// Called after each event, once all its effects have been started.
    fn settled(&self, _state: &State) {}
}

/// A driver with its state.
pub struct App {
    host: Box<dyn Host>,
    state: RefCell<State>,
    /// The signals that views read, updated after each event.
    context: ViewContext,
    /// The last announcement to screen readers.
    announcement: RwSignal<String>,
    clock: Cell<LocalClock>,
    is_stopped: Cell<bool>,
    /// The only timer, set again after each event.
    timer: RefCell<Option<Timer>>,
    /// The request under way, and its number.
    request: RefCell<Option<(u32, Abort)>>,
    requests: Cell<u32>,
    lifecycle: RefCell<Option<Lifecycle>>,
    cross_tab: RefCell<Option<CrossTab>>,
}

impl App {
    /// Makes a driver with signals for views in a language. It does nothing before [`App::start`].
    pub fn new(language: Language, host: Box<dyn Host>) -> Rc<Self> {
        Rc::new_cyclic(|app: &Weak<Self>| Self {
            host,
            state: RefCell::default(),
            context: ViewContext::new(language, sender(app.clone())),
            announcement: RwSignal::new(String::new()),
            clock: Cell::default(),
            is_stopped: Cell::default(),
            timer: RefCell::default(),
            request: RefCell::default(),
            requests: Cell::default(),
            lifecycle: RefCell::default(),
            cross_tab: RefCell::default(),
        })
    }

    /// Reads the state.
    pub fn with_state<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.state.borrow())
    }

    /// Returns the signals that views read.
    pub fn context(&self) -> ViewContext {
        self.context
    }

    /// Returns the signal with the last announcement to screen readers.
    pub fn announcement(&self) -> RwSignal<String> {
        self.announcement
    }

    /// Starts the driver: listens to the life cycle of the window and sends the first event.
    pub fn start(self: &Rc<Self>, start: Start) {
        let app = Rc::clone(self);
        let lifecycle = Lifecycle::listen(move |event| app.send(event));
        self.lifecycle.replace(Some(lifecycle));
        self.send(Event::Started(start));
    }

    /// Stops the driver: cancels its timer, request and listeners, and ignores further events.
    pub fn stop(&self) {
        self.is_stopped.set(true);
        drop(self.lifecycle.take());
        drop(self.cross_tab.take());
        drop(self.request.take());
        drop(self.timer.take());
    }

    /// Handles an event: applies it to the state, updates the views and runs the effects.
    pub fn send(self: &Rc<Self>, event: Event) {
        if self.is_stopped.get() {
            return;
        }
        let inputs = environment::inputs(&self.clock);
        let outcome = self.state.borrow_mut().apply(event, inputs);
        self.context.update(&self.state.borrow());
        self.set_timer(outcome.wake_at);
        for effect in outcome.effects {
            self.run(effect);
        }
        self.host.settled(&self.state.borrow());
    }

    fn run(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Abort => drop(self.request.take()),
            Effect::AcquireLeadership => self.cross_tab(CrossTab::lead),
            Effect::Announce(text) => self.announce(text),
            Effect::Fetch(request) => self.fetch(request),
            Effect::Host(effect) => self.host.run(self, effect),
            Effect::Listen(name) => {
                let app = Rc::clone(self);
                let cross_tab = CrossTab::connect(&name, move |event| app.send(event));
                self.cross_tab.replace(Some(cross_tab));
            }
            Effect::ReleaseLeadership => self.cross_tab(CrossTab::hand_on),
            Effect::Report(text) => self.host.report(text),
            Effect::Share(message) => self.cross_tab(|cross_tab| cross_tab.post(&message)),
        }
    }

    /// Lets screen readers announce a text. One that equals the last gets a space at its end, because screen readers
    /// announce only changes.
    fn announce(&self, mut text: String) {
        if self.announcement.with_untracked(|last| *last == text) {
            text.push('\u{a0}');
        }
        self.announcement.set(text);
    }

    fn cross_tab(&self, act: impl FnOnce(&CrossTab)) {
        if let Some(cross_tab) = &*self.cross_tab.borrow() {
            act(cross_tab);
        }
    }

    /// Replaces the timer by one that ends at `wake_at`, or by none.
    fn set_timer(self: &Rc<Self>, wake_at: Option<Instant>) {
        let timer = wake_at.map(|at| {
            let delay = at - environment::inputs(&self.clock).local;
            // Rounded up: a timer that ends a millisecond early would find nothing to do and be set again.
            let millis = delay.num_milliseconds().max(0).unsigned_abs() + 1;
            let app = Rc::clone(self);
            Timer::after_millis(millis, move || app.send(Event::Woke))
        });
        self.timer.replace(timer);
    }

    fn fetch(self: &Rc<Self>, request: FetchRequest) {
        let app = Rc::clone(self);
        let Some((abort, answer)) = fetch::fetch(request, move || app.send(Event::Sent)) else {
            return;
        };
        let number = self.requests.get().wrapping_add(1);
        self.requests.set(number);
        self.request.replace(Some((number, abort)));
        let app = Rc::clone(self);
        start(async move {
            let answer = answer.await;
            // A response to a cancelled or replaced request is ignored.
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

/// Returns a function that sends events to a driver, and does nothing once the driver is gone.
fn sender(app: Weak<App>) -> Box<dyn Fn(Event)> {
    Box::new(move |event| {
        if let Some(app) = app.upgrade() {
            app.send(event);
        }
    })
}

/// Starts a task in the background.
pub fn start(work: impl Future<Output = ()> + 'static) {
    start_boxed(Box::pin(work));
}

/// Not generic, so that it is compiled once for all tasks.
#[inline(never)]
fn start_boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that starts work of its own"
    )]
    wasm_bindgen_futures::spawn_local(work);
}
