//! The notice about a file that the visitor has opened.

use super::button;
use super::element::{Node, el, part};
use super::screen::Screen;
use super::when::dated;
use crate::model::message::Phrase;
use crate::model::state::{Event, FileNotice};

pub(super) fn file(screen: Screen) -> Node {
    part(move || {
        let FileNotice { words, at } = screen.file.get()?;
        let words = el("p").say(&words);
        let words = words.child(dated(screen, at));
        let button = button(screen, Phrase::BackToLive, || Event::FileClosed);
        Some(el("section").class("aside").child(words).child(button))
    })
}
