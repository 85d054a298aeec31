//! The host of the page: mounts the view in the placeholder of `index.html`, and runs the effects on the window.

use std::rc::Rc;

use leptos::prelude::{RwSignal, Set as _};

use crate::app::{App, Host, start as start_work};
use crate::browser::languages::Languages;
use crate::browser::probe::probe;
use crate::browser::timer::Timer;
use crate::browser::{environment, files, notifications, service_worker, store, window};
use crate::model::i18n::message::language::Language;
use crate::model::state::{Event, HostEffect};

/// Starts the page, which runs until its window is closed.
///
/// This task gathers all data, and a second task builds the views from it, because the browser handles no input while a
/// task runs. Until then the page shows what it was delivered with.
///
/// `offered` has the tag and the own name of each language that the visitor can choose, one a line.
pub fn start(language: Language, offered: String, languages: Languages) {
    let (start, errors) = environment::start(language);
    window::set_language(language.tag(), language.direction());
    let shown = RwSignal::new(language);
    let page = Page {
        language: shown,
        languages,
    };
    let app = App::new(language, Box::new(page));
    for error in errors {
        window::report(&error.text());
    }
    let opened = sender(&app);
    files::listen(move |file| {
        let send = opened.clone();
        start_work(async move { send(Event::FileOpened(files::recognised(file).await)) });
    });
    app.start(start);
    if environment::is_stored() {
        service_worker::ask();
    }
    // Never cancelled.
    std::mem::forget(Timer::after_millis(0, move || show(app, shown, offered)));
}

fn show(app: Rc<App>, language: RwSignal<Language>, offered: String) {
    let Some(place) = window::clear_placeholder() else {
        window::report("expected an element with the id `intermission`, found none");
        return;
    };
    let view =
        move || crate::view::page_in_language(app.context(), language, app.announcement(), offered);
    leptos::mount::mount_to_renderer(&place, view).forget();
}

fn sender(app: &Rc<App>) -> impl Fn(Event) + Clone + 'static {
    let app = Rc::clone(app);
    move |event| app.send(event)
}

/// The page as host of the driver, with a window of its own.
struct Page {
    /// The language of the views, which are all built again when it changes.
    language: RwSignal<Language>,
    languages: Languages,
}

impl Page {
    /// Changes to another language, or leaves everything as it is if its texts cannot be loaded.
    fn load_language(&self, app: &Rc<App>, tag: &str) {
        let (shown, send) = (self.language, sender(app));
        self.languages.load(tag, move |language| {
            send(Event::LanguageLoaded(language));
            window::set_language(language.tag(), language.direction());
            shown.set(language);
        });
    }
}

impl Host for Page {
    fn report(&self, text: String) {
        window::report(&text);
    }

    fn run(&self, app: &Rc<App>, effect: HostEffect) {
        match effect {
            HostEffect::ActivateVersion => service_worker::activate(),
            HostEffect::AskToNotify => {
                let send = sender(app);
                start_work(
                    async move { send(Event::MayNotify(notifications::may_notify().await)) },
                );
            }
            HostEffect::PlaySound => notifications::play_sound(),
            HostEffect::Download { name, kind, bytes } => window::download(&name, kind, &bytes),
            HostEffect::Keep { name, word } => store::keep(&name, &word),
            HostEffect::Leave(url) => window::leave(&url),
            HostEffect::Notify(text) => start_work(notifications::show(text)),
            HostEffect::Print => window::print(),
            HostEffect::Probe(request) => {
                let send = sender(app);
                start_work(async move { send(Event::Probed(probe(request).await)) });
            }
            HostEffect::Reload => start_work(async {
                service_worker::activated().await;
                window::reload();
            }),
            HostEffect::RemoveWorker => service_worker::start_removing(),
            HostEffect::ReplaceQuery(query) => window::replace_query(&query),
            HostEffect::Return(url) => start_work(async move {
                service_worker::remove().await;
                window::leave(&url);
            }),
            HostEffect::SetIcon(symbol) => window::set_icon(symbol),
            HostEffect::SetTheme(theme) => window::set_theme(theme),
            HostEffect::SetTitle(title) => window::set_title(&title),
            HostEffect::LoadLanguage(tag) => self.load_language(app, &tag),
            HostEffect::StartWorker => service_worker::start(),
        }
    }
}
