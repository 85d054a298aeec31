//! Notices about what the page shows in place of its document, or of what the visitor asked for: a file that he
//! has opened, and a feed that he does not get.

use super::button;
use super::element::{Node, el, part};
use super::screen::Screen;
use super::when::dated;
use crate::model::message::Phrase;
use crate::model::state::{Event, FeedRefusal, FileNotice};

/// Says that the feed of the page's address is not shown. The address itself is not repeated: whoever makes a link
/// must not put words on the page.
pub(super) fn feed_refusal(screen: Screen) -> Node {
    part(move || {
        let words = match screen.feed_refusal.get()? {
            FeedRefusal::NotAllowed => Phrase::FeedNotAllowed,
            FeedRefusal::NotLoaded => Phrase::FeedNotLoaded,
        };
        let words = el("p").say(words.text());
        Some(el("section").class("aside").child(words))
    })
}

/// Says that a file is shown, or why it cannot be.
pub(super) fn file(screen: Screen) -> Node {
    part(move || {
        let FileNotice { words, at } = screen.file.get()?;
        let words = el("p").say(&words);
        let words = words.child(dated(screen, at));
        let button = button(screen, Phrase::BackToLive, || Event::FileClosed);
        Some(el("section").class("aside").child(words).child(button))
    })
}
