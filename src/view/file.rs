//! Notices about the opened file, and about a feed that the page does not show.

use leptos::prelude::With as _;

use super::button;
use super::context::ViewContext;
use super::html::{Element, IntoView as _, p, section};
use super::when::{around, dated};
use crate::model::i18n::message::Phrase;
use crate::model::state::{Event, FeedRefusal, FileNotice};

/// The class of the notice that a file is shown, above its content.
pub(super) const SHOWN: &str = "aside";
/// The classes of a notice at the lower edge of the window. The notice that a file cannot be shown is there, because the
/// field of files is at the end of the page, and a file may be dropped anywhere.
pub(super) const AT_EDGE: &str = "aside at-edge";

/// Returns the notice that the feed of the page's address is not shown. It does not repeat the address, so that the
/// author of a link cannot put text on the page.
pub(super) fn feed_refusal(context: ViewContext) -> Option<Element> {
    let words = match context.settings.with(|it| it.feed_refusal)? {
        FeedRefusal::NotAllowed => Phrase::FeedNotAllowed,
        FeedRefusal::NotLoaded => Phrase::FeedNotLoaded,
    };
    let words = p().child(context.text(words));
    Some(section().class("aside").child(words))
}

/// Returns the notice that a file is shown or, with the class for that place, why one cannot be.
pub(super) fn file(context: ViewContext, class: &'static str) -> Option<Element> {
    let notice = context.settings.with(|it| it.file.clone());
    let FileNotice { words, at, .. } = notice.filter(|it| it.is_refusal == (class == AT_EDGE))?;
    let words = around(p(), &words, dated(context, at).into_view());
    let button = button(context, Phrase::BackToLive, || Event::FileClosed);
    Some(section().class(class).child(words).child(button))
}
