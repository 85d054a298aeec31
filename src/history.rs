//! The host of the history page: requests the files that [`Reader`] asks for, one at a time, and shows them.
//!
//! The page comes with the history that was rendered when it was published. That stays until the index and a month have
//! arrived, and for good if they do not come.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::Owner;

use crate::app::start as start_work;
use crate::browser::timer::Timer;
use crate::browser::{environment, history, store, window};
use crate::model::history::reader::{
    DAYS, FEW_DAYS, HistoryFile, IndexState, MonthState, Reader, ReaderEvent, month_of,
};
use crate::model::i18n::locale::Zone;
use crate::model::i18n::message::Phrase;
use crate::model::i18n::message::language::Language;
use crate::model::state::{Theme, kept};
use crate::model::time::instant::Instant;
use crate::model::time::local_clock::LocalClock;
use crate::view::history::{HistoryContext, Place, history_page};
use crate::view::html::IntoView as _;

/// The time between drawings, in milliseconds: a frame, so that the browser shows the names and figures first.
const BETWEEN_DRAWINGS_MILLIS: u64 = 16;

/// The page while it is open.
struct HistoryPage {
    reader: RefCell<Reader>,
    context: HistoryContext,
    clock: Cell<LocalClock>,
    /// The file that is being requested.
    requested: Cell<Option<HistoryFile>>,
    is_mounted: Cell<bool>,
    /// Whether drawing the remaining pictures has begun.
    has_begun_drawing: Cell<bool>,
    /// The id of the entry that the address names, until it was shown.
    target: RefCell<Option<String>>,
    _owner: Owner,
}

/// Starts the page, which runs until its window is closed.
pub fn start(language: Language) {
    window::set_language(language.tag(), language.direction());
    let theme = store::read(kept::THEME).and_then(|word| Theme::parse(&word));
    window::set_theme(theme.unwrap_or_default());
    let fragment = history::fragment();
    let place = Place {
        status: history::status_page(),
        base: history::base(),
        history: String::new(),
        fragment: fragment.clone(),
        zone: zone(),
        days: if history::is_narrow() { FEW_DAYS } else { DAYS },
        is_still: false,
    };
    let languages = environment::languages(language);
    let page = Rc::new_cyclic(|page: &std::rc::Weak<HistoryPage>| {
        let owner = Owner::new();
        let page = page.clone();
        let send = move |event| {
            if let Some(page) = page.upgrade() {
                page.send(event);
            }
        };
        HistoryPage {
            reader: RefCell::new(Reader::new(language, languages, &fragment)),
            context: owner.with(|| HistoryContext::new(language, place, Box::new(send))),
            clock: Cell::default(),
            requested: Cell::default(),
            is_mounted: Cell::default(),
            has_begun_drawing: Cell::default(),
            target: RefCell::new(Some(fragment)),
            _owner: owner,
        }
    });
    window::set_title(Phrase::HistoryTitle.text(language));
    let followed = Rc::clone(&page);
    history::on_fragment(move || followed.follow());
    let context = page.context;
    history::on_print(move || context.print());
    page.request();
}

/// Returns the zone that the visitor has chosen on the page; the operator's is not known here.
fn zone() -> Option<String> {
    let zone = store::read(kept::ZONE).and_then(|word| Zone::parse(&word));
    match zone.unwrap_or_default() {
        Zone::Utc => Some("UTC".to_owned()),
        Zone::Visitor | Zone::Operator => None,
    }
}

impl HistoryPage {
    fn now(&self) -> Instant {
        environment::inputs(&self.clock).local
    }

    fn send(self: &Rc<Self>, event: ReaderEvent) {
        let now = self.now();
        let month = match &event {
            ReaderEvent::Arrived(HistoryFile::Month(month), _) => Some(*month),
            ReaderEvent::Arrived(HistoryFile::Index | HistoryFile::Measured(_), _)
            | ReaderEvent::Wanted(_)
            | ReaderEvent::AllWanted
            | ReaderEvent::Retried => None,
        };
        self.reader.borrow_mut().apply(event, now);
        self.context.update(&self.reader.borrow(), month, now);
        self.mount();
        if self.context.has_more_to_draw() && !self.has_begun_drawing.replace(true) {
            draw(self.context);
        }
        self.request();
        self.show_target();
    }

    /// Requests the file that is wanted, unless it is on its way.
    fn request(self: &Rc<Self>) {
        let wanted = self.reader.borrow().pending();
        if wanted.is_none() || wanted == self.requested.get() {
            return;
        }
        self.requested.set(wanted);
        let page = Rc::clone(self);
        start_work(async move {
            if let Some(file) = wanted {
                let found = history::fetch(file).await;
                page.requested.set(None);
                page.send(ReaderEvent::Arrived(file, found));
            }
        });
    }

    /// Replaces what was rendered once there is as much to show.
    fn mount(self: &Rc<Self>) {
        let is_ready = {
            let reader = self.reader.borrow();
            let mut months = reader.months();
            let is_settled = |state: &MonthState| *state != MonthState::Wanted;
            match reader.index() {
                IndexState::Pending => false,
                IndexState::Read => months.next().is_none_or(|(_, state)| is_settled(state)),
                IndexState::Missing | IndexState::Failed => !history::is_rendered(),
            }
        };
        if !is_ready || self.is_mounted.replace(true) {
            return;
        }
        let Some(place) = window::clear_placeholder() else {
            window::report("expected an element with the id `intermission`, found none");
            return;
        };
        let context = self.context;
        leptos::mount::mount_to_renderer(&place, move || history_page(context).into_view())
            .forget();
    }

    /// Looks for the entry that the changed address names.
    fn follow(self: &Rc<Self>) {
        let fragment = history::fragment();
        let month = month_of(&fragment);
        self.target.replace(Some(fragment));
        if let Some(month) = month {
            self.send(ReaderEvent::Wanted(month));
        }
        self.show_target();
    }

    /// Moves the focus to the entry that the address names, once it is there.
    fn show_target(self: &Rc<Self>) {
        if !self.is_mounted.get() || self.target.borrow().is_none() {
            return;
        }
        let page = Rc::clone(self);
        // Signals have effects in a later task.
        let shown = Timer::after_millis(0, move || {
            let target = page.target.borrow().clone();
            if target.is_some_and(|id| !id.is_empty() && history::show(&id)) {
                page.target.replace(None);
            }
        });
        std::mem::forget(shown);
    }
}

/// Draws the pictures that are left, some in each task, so that the browser can paint and answer in between.
fn draw(context: HistoryContext) {
    let next = Timer::after_millis(BETWEEN_DRAWINGS_MILLIS, move || {
        if context.draw_more() {
            draw(context);
        }
    });
    std::mem::forget(next);
}
