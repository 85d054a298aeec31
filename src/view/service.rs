//! The rows of the table: a service, and the heading of a group.

use super::apart;
use super::context::ViewContext;
use super::html::{Element, IntoView as _, View, span, td, th, time, tr};
use super::incidents::linked;
use super::rows::{Folded, Service, Texts};
use super::symbol::symbol;
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::i18n::message;
use crate::model::status::situation::Symbol;
use crate::model::status::snapshot::ComponentGroup;
use crate::model::time::instant::write;

/// Returns the row of a service.
pub(super) fn service(context: ViewContext, service: &Service) -> Element {
    let component = &service.component;
    let regions = context.language().locale().list(&component.regions);
    let class = if component.eta.is_some() {
        "eta"
    } else {
        "eta unstated"
    };
    let class_of_row = match (component.just_works(), service.has_changed) {
        (true, true) => "service works changed",
        (true, false) => "service works",
        (false, true) => "service changed",
        (false, false) => "service",
    };
    tr().class(class_of_row)
        .child(named(service))
        .child(td().class("state").child(status_words(
            context,
            component.status,
            component.word.as_deref(),
        )))
        .child(td().class(class).child(eta(context, service)))
        .child(apart(td().class("regions")).child(regions))
}

fn named(service: &Service) -> Element {
    let component = &service.component;
    let name = linked(component.name.clone(), component.url.clone());
    let mut cell = th()
        .attr("scope", "row")
        .attr("lang", language(&service.texts))
        .child(apart(span().class("name")).child(name));
    for (class, line) in component.text_lines() {
        let line = line.clone();
        cell = cell.child(line.map(|line| apart(span().class(class)).child(line)));
    }
    cell
}

/// Returns the language of the document's texts, if it is not the page's.
pub(super) fn language(texts: &Texts) -> Option<String> {
    texts.foreign.as_deref().map(str::to_owned)
}

/// Returns the row of the heading over the services of one health.
pub(super) fn section_row(name: String, folded: &Folded) -> Element {
    let cell = th().attr("scope", "rowgroup").attr("colspan", "4");
    tr().class("health")
        .child(cell.child(name).child(names(folded)))
}

/// Returns the names of the services that are folded into their heading. The style sheet shows either these or the rows.
fn names(folded: &Folded) -> Option<Vec<View>> {
    let line = apart(span())
        .class("description names")
        .attr("lang", language(&folded.texts));
    (!folded.names.is_empty()).then(|| {
        let line = line.child(folded.names.clone());
        vec![" ".into_view(), line.into_view()]
    })
}

/// Returns the row of the heading of a group. The group's own state is shown only if it is not plainly well.
pub(super) fn heading_row(
    context: ViewContext,
    group: &ComponentGroup,
    folded: &Folded,
) -> Element {
    let state = group.is_notable().then(|| {
        let status = group.status.unwrap_or_default();
        vec![
            " ".into_view(),
            status_words(context, status, group.word.as_deref()).into_view(),
        ]
    });
    let cell = apart(th())
        .attr("scope", "rowgroup")
        .attr("colspan", "4")
        .attr("lang", language(&folded.texts))
        .child(group.name.clone())
        .child(state)
        .child(names(folded));
    tr().class("group").child(cell)
}

/// Returns the shape and the word of a state, in the publisher's own word where that is not in our vocabulary.
pub(super) fn status_words(
    context: ViewContext,
    status: ComponentStatus,
    word: Option<&str>,
) -> Element {
    let shape = Symbol::from(status);
    span()
        .class(["status is-", shape.name()].concat())
        .child(symbol(shape))
        .child(
            apart(span()).child(message::state_words(context.language(), status, word).to_owned()),
        )
}

/// Returns the time until the service is expected back. Without a stated time there is no `<time>`.
pub(super) fn eta(context: ViewContext, service: &Service) -> View {
    let words = message::eta(context.language(), service.eta);
    match service.component.eta {
        Some(at) => {
            let words = if context.is_still() {
                context.when(at)
            } else {
                words
            };
            time().attr("datetime", write(at)).child(words).into_view()
        }
        // A dash, which screen readers would read out in each row.
        None => span().attr("aria-hidden", "true").child(words).into_view(),
    }
}
