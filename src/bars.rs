//! The host of the bars in widgets: requests the files that [`Reader`] asks for, one at a time, and shows the last days of
//! one service or of everything together.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::{Owner, Render};

use crate::app::start as start_work;
use crate::browser::history::Requests;
use crate::browser::{self, environment};
use crate::model::history::reader::{HistoryFile, IndexState, Lack, Reader, ReaderEvent, Scope};
use crate::model::i18n::message::language::Language;
use crate::model::time::local_clock::LocalClock;
use crate::view::history::{HistoryContext, Place, history_bar};
use crate::view::html::{IntoView as _, View};

/// Where bars find the history, and what they are about.
pub struct Source {
    /// The addresses of the folders that the status documents are in, with `/` at their ends.
    pub folders: Vec<String>,
    /// The id of the only service; empty for everything together.
    pub service: String,
}

/// The bar of a widget, which is removed from the page when it is dropped.
pub struct Bars {
    // Declared first, so that the view is dropped before the signals that it reads.
    _mounted: UnmountHandle<<View as Render>::State>,
    _history: Rc<History>,
}

struct History {
    reader: RefCell<Reader>,
    context: HistoryContext,
    clock: Cell<LocalClock>,
    folders: Rc<[String]>,
    requests: Requests,
    /// Called once everything was read or could not be had.
    shown: RefCell<Option<Box<dyn FnOnce()>>>,
    owner: Owner,
}

impl Bars {
    /// Mounts a bar in `place`, and calls `shown` once it shows the history, or that there is none.
    pub fn new(
        place: &browser::Place,
        language: Language,
        source: Source,
        shown: Box<dyn FnOnce()>,
    ) -> Self {
        let owner = Owner::new();
        let folders: Rc<[String]> = source.folders.into();
        let scope = match source.service {
            service if service.is_empty() => Scope::Together,
            service => Scope::Only(service),
        };
        let page = folders.first().cloned().unwrap_or_default();
        let address = Place {
            history: [&page, "history.html"].concat(),
            days: scope.days(),
            ..Place::default()
        };
        let context = owner.with(|| HistoryContext::new(language, address, Box::new(|_| {})));
        let languages = environment::languages(language);
        let history = Rc::new(History {
            reader: RefCell::new(Reader::of(scope, language, languages)),
            context,
            clock: Cell::default(),
            folders,
            requests: Requests::default(),
            shown: RefCell::new(Some(shown)),
            owner,
        });
        let view = move || history_bar(context).into_view();
        let mounted = history.owner.with(|| mount_to_renderer(place, view));
        history.request();
        Self {
            _mounted: mounted,
            _history: history,
        }
    }
}

impl Drop for History {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

impl History {
    /// Requests the file that is wanted; its arrival asks for the next one.
    fn request(self: &Rc<Self>) {
        let Some(file) = self.reader.borrow().pending() else {
            return;
        };
        let answer = self.requests.fetch(file, Rc::clone(&self.folders));
        let history = Rc::downgrade(self);
        start_work(async move {
            let found = answer.await;
            if let Some(history) = Weak::upgrade(&history) {
                history.take(file, found);
            }
        });
    }

    fn take(self: &Rc<Self>, file: HistoryFile, found: Result<Vec<u8>, Lack>) {
        let now = environment::inputs(&self.clock).local;
        let event = ReaderEvent::Arrived(file, found);
        self.reader.borrow_mut().apply(event, now);
        self.context.update(&self.reader.borrow(), None, now);
        self.request();
        let is_settled = {
            let reader = self.reader.borrow();
            match reader.index() {
                IndexState::Pending => false,
                IndexState::Missing | IndexState::Failed => true,
                IndexState::Read => reader.has_days(now),
            }
        };
        if is_settled && let Some(shown) = self.shown.take() {
            shown();
        }
    }
}
