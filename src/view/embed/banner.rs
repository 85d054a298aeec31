//! One line: the state, until when, and a way to be rid of it.

use crate::view::header::shape;
use crate::view::headline::{ending, words};
use crate::view::html::{Element, IntoView, div, p, span, strong};
use crate::view::screen::Screen;
use crate::view::symbol::symbol;

pub(super) fn banner(screen: Screen, onward: impl IntoView) -> Element {
    let headline = strong().attr("part", "headline");
    let line = p()
        .class("line")
        .child(move || symbol(shape(screen)))
        .child(headline.child(move || words(screen)))
        .child(" ")
        .child(move || ending(screen, span));
    div().child(line).child(onward)
}
