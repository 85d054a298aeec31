//! Mounted views: inserting them into the DOM, removing and finding them.

use leptos::prelude::Mountable;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::renderer::{CastFrom as _, Rndr};

use super::render::ViewState;

impl ViewState {
    /// Returns the first node, before which another view can be inserted.
    pub(super) fn first_node(&self) -> Node {
        match self {
            Self::Text { node, .. } => node.clone().into(),
            Self::Element(element) => element.dom.clone().into(),
            Self::List { items, end } => {
                let first = items.first().map(Self::first_node);
                first.unwrap_or_else(|| end.clone().into())
            }
            Self::Reactive(effect) => {
                let first = effect.with_value_mut(|it| it.first_node());
                first.unwrap_or_else(|| Rndr::create_text_node("").into())
            }
            Self::Keyed { items, end, .. } => {
                let first = items.iter().find(|it| it.is_shown);
                first.map_or_else(|| end.clone().into(), |it| it.view.first_node())
            }
        }
    }

    /// Inserts this view before `next`, which is on the page.
    pub(super) fn insert_before(&mut self, next: &Node) {
        Rndr::try_mount_before(self, next);
    }

    /// Calls `act` with the nodes of this view, in order.
    fn each(&mut self, act: &mut dyn FnMut(&Node)) {
        match self {
            Self::Text { node, .. } => act(node),
            Self::Element(element) => act(&element.dom),
            Self::List { items, end } => {
                for item in items {
                    item.each(act);
                }
                act(end);
            }
            Self::Reactive(effect) => {
                effect.with_value_mut(|it| it.each(act));
            }
            Self::Keyed { items, end, .. } => {
                for item in items.iter_mut().filter(|it| it.is_shown) {
                    item.view.each(act);
                }
                act(end);
            }
        }
    }
}

impl Mountable for ViewState {
    fn unmount(&mut self) {
        self.each(&mut Rndr::remove);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.each(&mut |node| Rndr::insert_node(parent, node, marker));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let node = self.first_node();
        let parent = Rndr::get_parent(&node).and_then(Element::cast_from);
        parent.is_some_and(|parent| child.try_mount(&parent, Some(&node)))
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}
