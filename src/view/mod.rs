//! What visitors see: values and signals in, DOM out. No rule is decided here and no text is made up here;
//! words come from [`crate::model::message`], dates from a [`crate::model::locale::Locale`].
//!
//! Elements are built by Leptos' functions rather than its `view!` macro: the macro turns markup without
//! holes into `innerHTML` at run time, which a page under `require-trusted-types-for 'script'` may not use.
//! The parts are listed in the order in which they stand on the page.

pub mod screen;
mod hole;
mod symbol;
mod when;
mod header;
mod headline;
mod figures;
mod services;
mod filter;
mod phases;
mod incidents;
mod updates;
mod onward;
mod truth;
mod settings;

use leptos::html::{a, div, main};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CustomAttribute as _, ElementChild as _, Get as _,
    GlobalAttributes as _, IntoAny as _, Memo, RwSignal, With as _,
};

use crate::model::message::Label;
use hole::text;
use screen::Screen;

/// The whole page.
pub fn page(screen: Screen, announcement: RwSignal<String>) -> AnyView {
    div()
        .class("page")
        .child((
            a().class("skip")
                .attr("href", "#content")
                .child(Label::SkipToContent.text()),
            header::header(screen),
            main().id("content").child((
                headline::headline(screen),
                truth::truth(screen),
                known(screen),
                onward::notice(screen),
            )),
            settings::settings(screen),
            div()
                .class("spoken")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .child(text(move || announcement.get())),
        ))
        .into_any()
}

/// The parts that need a document.
fn known(screen: Screen) -> impl Fn() -> Option<AnyView> + Clone + Send + 'static {
    let is_known = Memo::new(move |_| screen.snapshot.with(Option::is_some));
    move || {
        is_known.get().then(|| {
            (
                figures::figures(screen),
                services::services(screen),
                phases::phases(screen),
                incidents::incidents(screen),
                updates::updates(screen),
                incidents::other_maintenances(screen),
            )
                .into_any()
        })
    }
}
