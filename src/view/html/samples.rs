//! Builds rows of a keyed list from copies of a row that was built before.
//!
//! The browser copies a row with all its nodes in one call. Built node by node, a row of ten elements takes some forty
//! calls, most of which pass a text out of WebAssembly.

use std::cell::RefCell;

use leptos::prelude::Render as _;
use leptos::tachys::renderer::types::{Element as DomElement, Node, Text};
use leptos::tachys::renderer::{CastFrom as _, Rndr};

use super::View;
use super::render::{AttributeState, Current, ElementState, ViewState};

/// Sample rows to copy, one of each kind, outside the document.
#[derive(Default)]
pub struct Samples(RefCell<Vec<ElementState>>);

/// The largest number of samples, which is more than any list has kinds of rows.
const MOST: usize = 4;

impl Samples {
    /// Builds a view from a copy of a sample with the same tag and number of children, or else node by node.
    pub(super) fn build(&self, view: View) -> ViewState {
        if let Some(copy) = self.copy_for(&view) {
            let mut state = ViewState::Element(Box::new(copy));
            view.rebuild(&mut state);
            return state;
        }
        let state = view.build();
        if let ViewState::Element(element) = &state {
            let mut samples = self.0.borrow_mut();
            if samples.len() < MOST {
                samples.extend(element.copy());
            }
        }
        state
    }

    fn copy_for(&self, view: &View) -> Option<ElementState> {
        let View::Element(new) = view else {
            return None;
        };
        let samples = self.0.borrow();
        let mut samples = samples.iter();
        let is_like =
            |it: &&ElementState| it.tag == new.0.tag && it.children.len() == new.0.children.len();
        samples.find(is_like)?.copy()
    }
}

impl ElementState {
    /// Returns a copy with nodes of its own; `None` for an element with listeners, signals or lists in it.
    fn copy(&self) -> Option<Self> {
        self.copy_onto(self.dom.clone_node_with_deep(true).ok()?)
    }

    /// Finds each part of this element in `node`, which is a clone of its DOM element.
    fn copy_onto(&self, node: Node) -> Option<Self> {
        if !self.listeners.is_empty() {
            return None;
        }
        let mut attributes = Vec::with_capacity(self.attributes.len());
        for attribute in &self.attributes {
            let Current::Fixed(value) = &attribute.value else {
                return None;
            };
            attributes.push(AttributeState {
                value: Current::Fixed(value.clone()),
                ..*attribute
            });
        }
        let mut children = Vec::with_capacity(self.children.len());
        let mut next = Rndr::first_child(&node);
        for child in &self.children {
            let node = next?;
            next = Rndr::next_sibling(&node);
            children.push(match child {
                ViewState::Text { text, .. } => ViewState::Text {
                    node: Text::cast_from(node)?,
                    text: text.clone(),
                },
                ViewState::Element(element) => {
                    ViewState::Element(Box::new(element.copy_onto(node)?))
                }
                ViewState::List { .. } | ViewState::Reactive(_) | ViewState::Keyed { .. } => {
                    return None;
                }
            });
        }
        Some(Self {
            tag: self.tag,
            dom: DomElement::cast_from(node)?,
            attributes,
            listeners: Vec::new(),
            children,
        })
    }
}
