//! One line: the state, until when, and a way to be rid of it.

use crate::view::element::{Node, el, fixed, part};
use crate::view::header::shape;
use crate::view::headline::{ending, words};
use crate::view::screen::Screen;
use crate::view::symbol::symbol;

pub(super) fn banner(screen: Screen, onward: Node) -> Node {
    let shape = shape(screen);
    let line = el("p")
        .class("line")
        .child(part(move || Some(symbol(shape.get()))))
        .child(
            el("strong")
                .attr("part", "headline")
                .text(move || words(screen).to_owned()),
        )
        .child(fixed(" "))
        .child(ending(screen, "span"));
    el("div").child(line).child(onward)
}
