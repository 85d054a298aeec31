//! The page as a surface of its own: mounts the view where `index.html` has its placeholder.

use crate::app::App;
use crate::browser::locale::IntlLocale;
use crate::browser::surface;
use crate::view::screen::Screen;

/// Starts the page; it lives as long as its window.
pub fn start() {
    let Some(place) = surface::clear_placeholder() else {
        surface::report("expected an element with the id `intermission`, found none");
        return;
    };
    let mounted = leptos::mount::mount_to(place, || {
        let app = App::new();
        let sender = std::rc::Rc::clone(&app);
        let send = Box::new(move |event| sender.send(event));
        let screen = Screen::new(app.state(), Box::new(IntlLocale::default()), send);
        let view = crate::view::page(screen, app.announcement());
        app.start();
        view
    });
    mounted.forget();
}
