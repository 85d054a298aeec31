//! The page as a surface of its own: mounts the view where `index.html` has its placeholder.

use std::rc::Rc;

use crate::app::{App, Surface, start as start_work};
use crate::browser::locale::IntlLocale;
use crate::browser::probe::probe;
use crate::browser::{bell, environment, files, service_worker, store, surface};
use crate::model::state::{Effect, Event};
use crate::view::screen::Screen;

/// Starts the page; it lives as long as its window.
pub fn start() {
    let Some(place) = surface::clear_placeholder() else {
        surface::report("expected an element with the id `intermission`, found none");
        return;
    };
    let mounted = leptos::mount::mount_to(place, || {
        let app = App::new(Box::new(Page));
        let screen = Screen::new(
            app.state(),
            Box::new(IntlLocale::default()),
            Box::new(sender(&app)),
        );
        let view = crate::view::page(screen, app.announcement());
        let (start, errors) = environment::start();
        for error in errors {
            surface::report(&error.text());
        }
        files::listen(sender(&app));
        app.start(start);
        view
    });
    mounted.forget();
}

fn sender(app: &Rc<App>) -> impl Fn(Event) + 'static {
    let app = Rc::clone(app);
    move |event| app.send(event)
}

/// The window is the page's own: its title, icon, colours and address, and the service worker's.
struct Page;

impl Surface for Page {
    fn carry_out(&self, app: &Rc<App>, effect: Effect) {
        match effect {
            Effect::ActivateVersion => service_worker::activate(),
            Effect::AskToNotify => {
                let send = sender(app);
                start_work(async move { send(Event::MayNotify(bell::may_notify().await)) });
            }
            Effect::Chime => bell::sound(),
            Effect::Download { name, kind, bytes } => surface::download(&name, kind, &bytes),
            Effect::Keep { name, word } => store::keep(name, &word),
            Effect::Leave(url) => surface::leave(&url),
            Effect::Notify(text) => start_work(bell::show(text)),
            Effect::Print => surface::print(),
            Effect::Probe { url, timeout_secs } => {
                let send = sender(app);
                start_work(async move { send(Event::Probed(probe(url, timeout_secs).await)) });
            }
            Effect::Reload => service_worker::reload(),
            Effect::RemoveWorker => service_worker::start_removing(),
            Effect::ReplaceQuery(query) => surface::replace_query(&query),
            Effect::Report(text) => surface::report(&text),
            Effect::Return(url) => start_work(async move {
                service_worker::remove().await;
                surface::leave(&url);
            }),
            Effect::SetIcon(symbol) => surface::set_icon(symbol),
            Effect::SetTheme(theme) => surface::set_theme(theme),
            Effect::SetTitle(title) => surface::set_title(&title),
            Effect::StartWorker => service_worker::start(),
            Effect::Abort
            | Effect::Announce(_)
            | Effect::Fetch(_)
            | Effect::Lead
            | Effect::Listen(_)
            | Effect::Share(_)
            | Effect::Sleep
            | Effect::WakeAt(_)
            | Effect::Yield => {}
        }
    }
}
