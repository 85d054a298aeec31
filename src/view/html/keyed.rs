//! Keyed rows: builds them, and moves, hides and drops them when the list changes.

use std::rc::Rc;

use leptos::prelude::Mountable as _;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Node as DomNode, Text};

use super::moves::staying;
use super::render::{ViewState, follow};
use super::samples::Samples;
use super::{Key, Keyed, View};

/// A view with its key.
pub struct Item {
    pub(super) key: Key,
    pub(super) is_shown: bool,
    pub(super) view: ViewState,
}

impl View {
    /// Builds a row of a keyed list.
    fn build_from(self, samples: &Rc<Samples>) -> ViewState {
        match self {
            Self::Reactive(read) => {
                ViewState::Reactive(follow(read, None, Some(Rc::clone(samples))))
            }
            Self::Text(_) | Self::Element(_) | Self::List(_) | Self::Keyed(_) => {
                samples.build(self)
            }
        }
    }
}

impl Keyed {
    pub(super) fn build(self) -> ViewState {
        let samples = Rc::default();
        let items = self.items.into_iter().map(|(key, is_shown)| Item {
            key,
            is_shown,
            view: (self.view)(key).build_from(&samples),
        });
        ViewState::Keyed {
            items: items.collect(),
            end: Rndr::create_text_node(""),
            samples,
        }
    }

    pub(super) fn rebuild(self, items: &mut Vec<Item>, end: &Text, samples: &Rc<Samples>) {
        let is_same = self
            .items
            .iter()
            .copied()
            .eq(items.iter().map(|it| (it.key, it.is_shown)));
        if is_same {
            return;
        }
        // The previous items by slot, each with its position among those that were shown.
        let mut before: Vec<Option<(Item, usize)>> = Vec::new();
        for (place, item) in items.drain(..).enumerate() {
            let slot = item.key.slot;
            if before.len() <= slot {
                before.resize_with(slot + 1, || None);
            }
            if let Some(it) = before.get_mut(slot) {
                *it = Some((item, place));
            }
        }
        let mut places = Vec::new();
        for (key, is_shown) in self.items {
            let slot = before.get_mut(key.slot);
            let known = slot.and_then(|it| it.take_if(|(it, _)| it.key == key));
            let known = known.map(|(item, place)| {
                let place = Some(place).filter(|_| item.is_shown);
                (item, place)
            });
            let (mut item, place) = known.unwrap_or_else(|| {
                let view = (self.view)(key).build_from(samples);
                let item = Item {
                    key,
                    is_shown,
                    view,
                };
                (item, None)
            });
            if !is_shown && place.is_some() {
                item.view.unmount();
            }
            item.is_shown = is_shown;
            items.push(item);
            places.push(place.filter(|_| is_shown));
        }
        for (mut item, _) in before.into_iter().flatten() {
            item.view.unmount();
        }
        let mut next: DomNode = end.clone().into();
        let stays = staying(&places);
        for (item, stays) in items.iter_mut().zip(stays).rev() {
            if item.is_shown {
                if !stays {
                    item.view.insert_before(&next);
                }
                next = item.view.first_node();
            }
        }
    }
}
