//! The history page: bars of the last days, what others state, incidents and maintenances by month, and the feeds to subscribe to.
//!
//! The functions build the page in a browser, where it follows the signals of [`HistoryContext`], and write the page that
//! runs no script (`intermission history render`). [`history_bar`] is the bar of a widget.

mod bar;
mod context;
mod event;
mod months;
mod stated;
mod subscribe;
mod uptime;
mod widget;

pub use context::{Contents, HistoryContext, MonthSignal, Place};
pub use widget::history_bar;

use leptos::ev;

use super::apart;
use super::html::{
    Element, IntoView as _, View, a, button, div, h1, h2, header, main, nav, p, section, time,
};
use super::when::around;
use crate::model::history::month::Month;
use crate::model::history::reader::{IndexState, ReaderEvent};
use crate::model::i18n::message::{Phrase, SLOT};
use crate::model::time::instant::{Instant, write};

/// Returns the whole page.
pub fn history_page(context: HistoryContext) -> Element {
    let body = main()
        .attr("id", "content")
        .attr("tabindex", "-1")
        .child(h1().child(context.text(Phrase::HistoryTitle)))
        .child(p().class("lead").child(context.text(Phrase::HistoryLead)))
        .child(move || recorded(context))
        .child(move || uptime::uptime(context))
        .child(move || stated::stated(context))
        .child(move || (context.index() == IndexState::Read).then(|| months::records(context)))
        .child(subscribe::subscribe(context));
    let skip = a().class("skip").attr("href", "#content");
    div()
        .class("page history")
        .attr("data-standing", "live")
        .child(skip.child(context.text(Phrase::SkipToContent)))
        .child(header().class("masthead").child(back(context)))
        .child(body)
}

/// Returns the page of one month that runs no script.
pub fn history_month(context: HistoryContext, month: Month) -> Element {
    let name = crate::model::i18n::message::history::month(context.language(), month);
    let history = a().attr("href", "../history.html");
    let body = main()
        .attr("id", "content")
        .child(h1().child(name))
        .child(months::events_of(context, month));
    let links = nav().child(history.child(context.text(Phrase::HistoryTitle)));
    div()
        .class("page history")
        .child(header().class("masthead").child(links))
        .child(body)
}

/// Returns the link to the page with the present status.
fn back(context: HistoryContext) -> Element {
    let link = a().attr("href", context.place().status.clone());
    nav().child(link.child(context.text(Phrase::HistoryBack)))
}

/// Returns the sentence that tells until when the history is recorded, or why there is none to be seen.
fn recorded(context: HistoryContext) -> View {
    match context.index() {
        IndexState::Pending => p().child(context.text(Phrase::HistoryLoading)).into_view(),
        IndexState::Missing => p().child(context.text(Phrase::HistoryEmpty)).into_view(),
        IndexState::Failed => {
            let again = button()
                .attr("type", "button")
                .on(ev::click, move |_| context.send(ReaderEvent::Retried))
                .child(context.text(Phrase::HistoryTryAgain));
            let fault = p()
                .class("fault")
                .child(context.text(Phrase::HistoryFailed));
            vec![fault, again].into_view()
        }
        IndexState::Read => {
            let text = Phrase::HistoryRecordedUntil.fill(context.language(), &[SLOT]);
            let until = context.recorded_until();
            until
                .map(|at| around(p().class("recorded"), &text, dated(context, at).into_view()))
                .into_view()
        }
    }
}

/// Returns an instant with its date and zone.
fn dated(context: HistoryContext, instant: Instant) -> Element {
    at(instant, context.written(instant))
}

/// Returns an instant in these words.
fn at(instant: Instant, words: String) -> Element {
    time().attr("datetime", write(instant)).child(words)
}

/// Returns a section with a heading and an id, to which links lead.
fn titled(context: HistoryContext, id: &'static str, heading: Phrase) -> Element {
    section()
        .attr("id", id)
        .child(h2().child(context.text(heading)))
}

/// Returns an element with one text of the publisher's.
fn theirs(element: Element, text: &str) -> Element {
    apart(element).child(text.to_owned())
}
