//! The host of widgets on other sites' pages: any number of them, with one driver for each source and service.
//!
//! A widget requests documents, shows them and emits events to its host's page. It has no code that could change the
//! title, the icon or the address of the window, or leave the page.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::{Owner, Render, RwSignal, Set as _};

use crate::app::{App, Host};
use crate::browser::{Place, environment, focus, store, window};
use crate::model::i18n::message::language::Language;
use crate::model::state::{Event, State};
use crate::model::widget::{EventTracker, Form, When, detail, subject};
use crate::view::context::ViewContext;
use crate::view::html::{Element, IntoView as _, View};
use crate::view::widget::widget;

/// The name under which the notices that the visitor has hidden are stored, one a line.
const HIDDEN: &str = "hidden";
/// The largest number of hidden notices that are stored; the oldest are dropped.
const MOST_HIDDEN: usize = 20;

/// A function that emits an event to the host's page: its name, and its detail in JSON or an empty text.
pub type Emit = Box<dyn Fn(&str, &str)>;

thread_local! {
    /// The sources that widgets show at present.
    static SOURCES: RefCell<Vec<Weak<Source>>> = const { RefCell::new(Vec::new()) };
}

/// A widget, which is removed from the page when it is dropped.
pub struct Widget {
    // Declared first, so that the view is dropped before the source that it reads.
    _mounted: UnmountHandle<<View as Render>::State>,
    guest: Rc<Guest>,
    source: Rc<Source>,
}

impl Widget {
    /// Mounts a widget in `place`. Widgets with the same `sources` have one driver, in the language of the first.
    /// Drivers of several services share their requests as pages do. `sources` are the absolute URLs of the
    /// document, separated by spaces, and after a tab the id of the only service to show, if there is one.
    pub fn new(
        place: Place,
        language: Language,
        sources: &str,
        form: &str,
        when: &str,
        emit: Emit,
    ) -> Self {
        let source = Source::of(language, sources);
        let guest = Rc::new(Guest {
            form: Form::parse(form),
            when: When::parse(when),
            tracker: RefCell::default(),
            shown: Cell::default(),
            emit,
        });
        let shown = (Rc::clone(&source), Rc::clone(&guest), place.clone());
        let view = move || view(&shown.0, shown.1, shown.2).into_view();
        let mounted = source.owner.with(|| mount_to_renderer(&place, view));
        source
            .app
            .with_state(|state| guest.settle(&source.guests, state));
        Self {
            _mounted: mounted,
            guest,
            source,
        }
    }

    /// Returns the signals of the widget's source, which exist until the last widget with this source is dropped.
    pub fn context(&self) -> ViewContext {
        self.source.app.context()
    }

    /// Requests the document as soon as the source allows it.
    pub fn refresh(&self) {
        self.source.app.send(Event::CheckRequested);
    }

    /// Returns whether all automatic updating of the source is stopped.
    pub fn is_paused(&self) -> bool {
        self.source.app.with_state(State::is_paused)
    }

    /// Stops or restarts all automatic updating of the source.
    pub fn pause(&self, paused: bool) {
        if self.is_paused() != paused {
            self.source.app.send(Event::PauseToggled);
        }
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.source.guests.remove(&self.guest);
    }
}

fn view(source: &Rc<Source>, guest: Rc<Guest>, place: Place) -> Element {
    let speaks = RwSignal::new(false);
    let hide = guest.may_be_hidden().then(|| hider(source, place));
    let form = guest.form;
    source.guests.add(guest, speaks);
    let announcement = source.app.announcement();
    let is_single = source.app.with_state(State::is_single);
    let context = source.app.context();
    widget(context, form, is_single, announcement, speaks, hide)
}

/// Returns the action of the button in `place` that hides notices; it does nothing once the source is gone.
fn hider(source: &Rc<Source>, place: Place) -> Box<dyn Fn()> {
    let source = Rc::downgrade(source);
    Box::new(move || {
        if let Some(source) = source.upgrade() {
            focus::focus_host(&place);
            source.hide();
        }
    })
}

/// A driver with its source, for all widgets with the same `src` and `service`.
struct Source {
    name: String,
    app: Rc<App>,
    guests: Rc<Guests>,
    owner: Owner,
}

impl Source {
    /// Returns the source of this name; the first widget starts it, and the last one stops it.
    fn of(language: Language, name: &str) -> Rc<Self> {
        let find = |sources: &RefCell<Vec<Weak<Self>>>| {
            let mut sources = sources.borrow_mut();
            sources.retain(|it| it.strong_count() > 0);
            let mut running = sources.iter().filter_map(Weak::upgrade);
            running.find(|source| source.name == name)
        };
        if let Some(source) = SOURCES.with(find) {
            return source;
        }
        let source = Rc::new(Self::begin(language, name));
        SOURCES.with(|sources| sources.borrow_mut().push(Rc::downgrade(&source)));
        source
    }

    fn begin(language: Language, name: &str) -> Self {
        let guests = Rc::new(Guests::new(name));
        let owner = Owner::new();
        let app = owner.with(|| App::new(language, Box::new(Rc::clone(&guests))));
        let (sources, service) = name.split_once('\t').unwrap_or((name, ""));
        let sources = sources.split(' ').map(str::to_owned).collect();
        app.start(environment::guest(language, sources, service));
        Self {
            name: name.to_owned(),
            app,
            guests,
            owner,
        }
    }

    /// Hides the notice that the widgets show at present.
    fn hide(&self) {
        let subject = self.app.with_state(|state| self.guests.subject(state));
        if let Some(subject) = subject {
            self.guests.hide(subject);
        }
        self.app.with_state(|state| self.guests.settled(state));
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.app.stop();
        self.owner.cleanup();
    }
}

/// A widget with the state of its events.
struct Guest {
    form: Form,
    when: When,
    tracker: RefCell<EventTracker>,
    shown: Cell<Option<bool>>,
    emit: Emit,
}

impl Guest {
    fn settle(&self, guests: &Guests, state: &State) {
        let shown = self.is_shown(guests, state);
        if self.shown.replace(Some(shown)) != Some(shown) {
            (self.emit)(if shown { "shown" } else { "hidden" }, "");
        }
        for event in self.tracker.borrow_mut().events(state) {
            (self.emit)(event.as_str(), &detail(state));
        }
    }

    fn is_shown(&self, guests: &Guests, state: &State) -> bool {
        let Some(derived) = state.derived() else {
            return self.when == When::Always;
        };
        let is_hidden = || self.may_be_hidden() && guests.is_hidden(state);
        self.when.shows(derived.overview.situation) && !is_hidden()
    }

    /// Returns whether the visitor may hide the widget: a banner, or one that appears only at times.
    fn may_be_hidden(&self) -> bool {
        self.form == Form::Banner || self.when != When::Always
    }
}

/// The widgets that show one source.
struct Guests {
    /// The name of the source and the service.
    name: String,
    /// Each widget, with the signal by which its view knows whether it makes the announcements.
    elements: RefCell<Vec<(Rc<Guest>, RwSignal<bool>)>>,
    /// The notices that the visitor has hidden, latest last.
    hidden: RefCell<Vec<String>>,
    /// The last message in the console. A repeated message, as from an unreachable source, is written once.
    reported: RefCell<String>,
}

impl Guests {
    fn new(name: &str) -> Self {
        let hidden = store::read(HIDDEN).unwrap_or_default();
        Self {
            name: name.to_owned(),
            elements: RefCell::default(),
            hidden: RefCell::new(hidden.lines().map(str::to_owned).collect()),
            reported: RefCell::default(),
        }
    }

    fn add(&self, guest: Rc<Guest>, speaks: RwSignal<bool>) {
        self.elements.borrow_mut().push((guest, speaks));
        self.let_one_speak();
    }

    fn remove(&self, guest: &Rc<Guest>) {
        let mut elements = self.elements.borrow_mut();
        elements.retain(|(it, _)| !Rc::ptr_eq(it, guest));
        drop(elements);
        self.let_one_speak();
    }

    /// Lets the first widget make the announcements; otherwise screen readers would read them once for each widget.
    fn let_one_speak(&self) {
        if let Some((_, speaks)) = self.elements.borrow().first() {
            speaks.set(true);
        }
    }

    fn subject(&self, state: &State) -> Option<String> {
        let subject = subject(state.snapshot()?, state.derived()?);
        Some([&self.name, " ", &subject].concat())
    }

    fn is_hidden(&self, state: &State) -> bool {
        let subject = self.subject(state);
        subject.is_some_and(|subject| self.hidden.borrow().contains(&subject))
    }

    fn hide(&self, subject: String) {
        let mut hidden = self.hidden.borrow_mut();
        hidden.push(subject);
        let excess = hidden.len().saturating_sub(MOST_HIDDEN);
        hidden.drain(..excess);
        store::keep(HIDDEN, &hidden.join("\n"));
    }
}

impl Host for Rc<Guests> {
    fn report(&self, text: String) {
        if *self.reported.borrow() != text {
            window::report(&text);
            self.reported.replace(text);
        }
    }

    fn settled(&self, state: &State) {
        // A handler of these events may add or remove widgets, so the list must not be borrowed meanwhile.
        let elements = self.elements.borrow().clone();
        for (guest, _) in elements {
            guest.settle(self, state);
        }
    }
}
