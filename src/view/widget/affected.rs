//! The list of affected services, one line for each.

use leptos::prelude::Get as _;

use crate::model::document::vocabulary::Health;
use crate::model::i18n::message::Phrase;
use crate::model::status::snapshot::Snapshot;
use crate::view::apart;
use crate::view::context::ViewContext;
use crate::view::html::{Element, IntoView as _, View, li, span, ul};
use crate::view::rows::Content;
use crate::view::service::{eta, language, status_words};

pub(super) fn affected(context: ViewContext) -> Option<Element> {
    let indices = context.with_document(affected_indices)?;
    if indices.is_empty() {
        return None;
    }
    let lines: Vec<_> = indices.into_iter().map(|it| line(context, it)).collect();
    Some(
        ul().class("affected")
            .attr("part", "services")
            .attr("aria-label", context.text(Phrase::Affected))
            .child(lines),
    )
}

/// Returns the indices of the affected components in the document.
fn affected_indices(snapshot: &Snapshot) -> Vec<usize> {
    let components = snapshot.components.iter().enumerate();
    let affected = components.filter(|(_, it)| it.status.health() == Health::Affected);
    affected.map(|(index, _)| index).collect()
}

/// Returns the line of one service, which is built again when the signal of its service changes.
fn line(context: ViewContext, index: usize) -> View {
    let signal = context.component(index);
    let line = move || {
        let Content::Service(service) = signal.as_ref()?.get() else {
            return None;
        };
        let component = &service.component;
        let status = status_words(context, component.status, component.word.as_deref());
        Some(
            li().class("affected-service")
                .child(
                    apart(span().class("name"))
                        .attr("lang", language(&service.texts))
                        .child(component.name.clone()),
                )
                .child(status)
                .child(eta(context, &service)),
        )
    };
    line.into_view()
}
