//! The facts that change with every change of a document: when it was written, and the roll-up that says how it is.

use super::change::Change;
use super::draft::{self, text};
use super::names::name_of;
use crate::model::document::vocabulary::Indicator;
use crate::model::document::wire::Document;
use crate::model::i18n::message::native;
use crate::model::status::normalize::normalize;
use crate::model::time::time_delta::TimeDelta;

/// Completes a change.
pub(super) fn finish(change: &mut Change<'_>, document: &str) {
    fix_minutes(change);
    let root = change.root();
    if let Some(page) = root.object_if_any("page").filter(|it| it.has("updated_at")) {
        page.set("updated_at", draft::at(change.now()));
    }
    root.set("published_at", draft::at(change.now()));
    roll_up(change, document);
}

/// Replaces expected returns in minutes from the publication by instants: the publication is another one now.
fn fix_minutes(change: &mut Change<'_>) {
    let published = change.root().instant("published_at");
    for service in change.services() {
        let Some(minutes) = service.count("eta_minutes") else {
            continue;
        };
        let length = i64::try_from(minutes).ok().and_then(TimeDelta::try_minutes);
        let eta = published.zip(length);
        let eta = eta.and_then(|(published, length)| published.checked_add_signed(length));
        if service.has("eta") {
            continue;
        }
        service.remove("eta_minutes");
        if let Some(eta) = eta {
            service.set("eta", draft::at(eta));
            let written = change.written(eta);
            change.tell(format!(
                "{}: expected back {written}, as before",
                name_of(&service)
            ));
        }
    }
}

/// Sets the publisher's roll-up, if the document has one, to the worst of everything else that it says: a roll-up that
/// stays behind would contradict it.
fn roll_up(change: &mut Change<'_>, document: &str) {
    let Some(status) = change.root().object_if_any("status") else {
        return;
    };
    let (Some(before), Ok((mut read, _))) = (
        status.word("indicator"),
        Document::read(document.as_bytes()),
    ) else {
        return;
    };
    read.status = None;
    let snapshot = normalize(&read, native::english(), &[]).0;
    let word = match snapshot.worst() {
        // Readers of the roll-up alone would take it for proof that everything works.
        Indicator::None if snapshot.tally().unknown > 0 => "unknown",
        Indicator::Unknown => "unknown",
        worst @ (Indicator::None
        | Indicator::Maintenance
        | Indicator::Minor
        | Indicator::Major
        | Indicator::Critical) => worst.as_str(),
    };
    if before != word {
        status.set("indicator", text(word));
        status.remove("description");
        change.tell(format!("the page as a whole: {before} → {word}"));
    }
}
