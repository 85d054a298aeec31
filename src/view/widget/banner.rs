//! The form `banner`: one line with the headline, the expected end and the controls.

use super::words;
use crate::view::context::ViewContext;
use crate::view::header::shape;
use crate::view::headline::{ending, next_update};
use crate::view::html::{Element, IntoView, div, p, span, strong};
use crate::view::symbol::symbol;

pub(super) fn banner(context: ViewContext, is_single: bool, links: impl IntoView) -> Element {
    let headline = strong().attr("part", "headline");
    let line = p()
        .class("line")
        .child(move || symbol(shape(context)))
        .child(headline.child(move || words(context, is_single)))
        .child(" ")
        .child(move || ending(context, span))
        .child(" ")
        .child(move || next_update(context, span));
    div().child(line).child(links)
}
