//! The status bar: the age of the data, the next check, and the controls of both.

use leptos::prelude::{Get as _, With as _};

use super::context::ViewContext;
use super::html::{Element, IntoView as _, View, noscript, p, section, span};
use super::notifications::notifications;
use super::symbol::symbol;
use super::when::{around, stated, when};
use super::{button, plain_button};
use crate::model::i18n::message::{self, Phrase};
use crate::model::state::Event;
use crate::model::status::situation::Symbol;

/// Returns the status bar. Nothing is rendered before the first data or failure, to avoid a layout shift.
pub(super) fn status_bar(context: ViewContext) -> View {
    (move || context.parts.get().has_status.then(|| line(context))).into_view()
}

fn line(context: ViewContext) -> Element {
    section()
        .class("status-bar")
        .attr("aria-label", context.text(Phrase::Truth))
        .child(move || failure(context))
        .child(
            p().class("status-line")
                .child(move || age(context))
                .child(next(context)),
        )
        .child(context.is_still().then(|| without_script(context)))
        .child(controls(context))
        .child(move || notifications(context))
}

/// Returns why the last request failed, and that the shown data stays. Without data the headline itself gives the
/// reason.
pub(super) fn failure(context: ViewContext) -> Option<Element> {
    let failure = context.with_data_status(|it| it.age.and(it.failure.clone()))?;
    let words = message::failed(context.language(), &failure.error, message::SLOT);
    let line = around(span(), &words, when(context, Some(failure.at)).into_view());
    Some(
        p().class("failure")
            .child(symbol(Symbol::Unknown))
            .child(line),
    )
}

/// Returns the age of the data: `Published 14:02 (GMT), 12 s ago`.
pub(super) fn age(context: ViewContext) -> Option<Element> {
    let age = context.with_data_status(|it| it.age)?;
    let ago = (!context.is_still()).then(|| {
        let ago = message::ago(context.language(), age.amount);
        vec![
            context.text(Phrase::JoinAge).into_view(),
            span()
                .class("counter")
                .attr("role", "timer")
                .child(ago)
                .into_view(),
        ]
    });
    let words = message::age(context.language(), age.basis, message::SLOT);
    let at = stated(context, Some(age.at)).into_view();
    Some(around(span().class("age"), &words, at).child(ago))
}

/// Returns how to get newer data where no script runs, and where scripts cannot start.
fn without_script(context: ViewContext) -> Vec<Element> {
    vec![
        noscript().child(p().child(context.text(Phrase::StillNoScript))),
        p().attr("data-boot", context.text(Phrase::StillCannotStart)),
    ]
}

/// Returns the time of the next check, or of the rendering on a page that is rendered once.
fn next(context: ViewContext) -> Element {
    if let Some(at) = context.as_of() {
        let words = Phrase::StillAsOf.fill(context.language(), &[message::SLOT]);
        let at = move || stated(context, Some(at));
        return around(span().class("next"), &words, at.into_view());
    }
    let words = move || {
        context.with_data_status(|status| message::next_check(context.language(), status.next))
    };
    span()
        .class("next counter")
        .attr("role", "timer")
        .child(words)
}

/// Returns the button that stops and restarts all automatic updating.
pub(super) fn pause(context: ViewContext) -> Element {
    let label = move || {
        let is_paused = context.settings.with(|it| it.paused);
        let label = if is_paused {
            Phrase::Resume
        } else {
            Phrase::Pause
        };
        context.text(label)
    };
    plain_button(context, || Event::PauseToggled).child(label)
}

fn controls(context: ViewContext) -> Element {
    p().class("controls")
        .child(button(context, Phrase::CheckNow, || Event::CheckRequested))
        .child(pause(context))
}
