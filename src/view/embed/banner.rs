//! One line: the state, until when, and a way to be rid of it.

use super::status_page;
use crate::model::message::Label;
use crate::view::element::{Node, el, fixed, part};
use crate::view::header::shape;
use crate::view::headline::{ending, words};
use crate::view::screen::Screen;
use crate::view::symbol::symbol;

pub(super) fn banner(screen: Screen, hide: impl Fn() + 'static) -> Node {
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
    let button = el("button")
        .attr("type", "button")
        .attr("part", "button")
        .on("click", move |_| hide())
        .say(Label::Hide.text());
    el("div")
        .child(line)
        .child(status_page(screen))
        .child(button)
}
