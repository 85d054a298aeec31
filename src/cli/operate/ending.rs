//! `end` and `cancel`: the end of a maintenance, and of the states that it accounts for.

use super::change::{Change, Message, state_of};
use super::draft::{self, Entry, text};
use super::incidents;
use super::maintenance::{LIST, is_under_way, open, under_way};
use super::names::name_of;
use super::phases;
use super::refusal::Refusal;
use crate::model::document::vocabulary::ComponentStatus;

/// The maintenance that ends or is cancelled.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Over {
    /// The maintenance, where there are several.
    name: Option<String>,
    /// Leave the states of its services as they are.
    #[arg(long)]
    keep_services: bool,
    /// Wait first until this address answers well, as often as the page asks for before it takes visitors back.
    #[arg(long, value_name = "URL")]
    pub(super) when: Option<String>,
    #[command(flatten)]
    message: Message,
}

/// Ends a maintenance: its phases, and the states of its services that the maintenance accounts for.
///
/// # Errors
/// No maintenance is meant, or phases are left and the operator has not confirmed it.
pub fn end(change: &mut Change<'_>, over: &Over) -> Result<(), Refusal> {
    let entry = under_way(change, over.name.as_deref())?;
    phases::end_all(change, &entry)?;
    close(change, over, &entry, "completed")
}

/// Cancels a maintenance that is planned or under way.
///
/// # Errors
/// No maintenance is meant.
pub fn cancel(change: &mut Change<'_>, over: &Over) -> Result<(), Refusal> {
    let entry = open(change, over.name.as_deref())?;
    close(change, over, &entry, "cancelled")
}

fn close(change: &mut Change<'_>, over: &Over, entry: &Entry, status: &str) -> Result<(), Refusal> {
    let was_under_way = is_under_way(entry);
    let before = entry.word("status").unwrap_or_default();
    entry.set("status", text(status));
    entry.set("resolved_at", draft::at(change.now()));
    entry.remove("next_update_at");
    change.tell(format!("{}: {before} → {status}", name_of(entry)));
    if !over.keep_services && was_under_way {
        return_services(change, entry);
    }
    change.say(entry, &over.message, status)
}

/// Lets the services of a maintenance work again, but for those in a state that no maintenance causes, and those that
/// another maintenance or an incident names.
fn return_services(change: &mut Change<'_>, entry: &Entry) {
    for service in change.services_of(entry) {
        let state = state_of(&service);
        let status = state.as_deref().and_then(ComponentStatus::parse);
        let is_planned = match status.unwrap_or_default() {
            ComponentStatus::Queued
            | ComponentStatus::UnderMaintenance
            | ComponentStatus::ReadOnly
            | ComponentStatus::Restarting
            | ComponentStatus::Offline => true,
            ComponentStatus::Operational
            | ComponentStatus::DegradedPerformance
            | ComponentStatus::PartialOutage
            | ComponentStatus::MajorOutage
            | ComponentStatus::Unknown => false,
        };
        if is_planned && !is_named_elsewhere(change, &service) {
            change.set_state(&service, ComponentStatus::Operational);
        } else if status != Some(ComponentStatus::Operational) {
            let state = state.unwrap_or_default();
            change.tell(format!("{}: stays {state}", name_of(&service)));
        }
    }
}

/// Returns whether a maintenance that is under way or an open incident names a service.
pub fn is_named_elsewhere(change: &Change<'_>, service: &Entry) -> bool {
    let running = change.root().entries(LIST).into_iter().filter(is_under_way);
    let open = incidents::open_ones(change);
    let names = |entry: Entry| {
        let mut named = change.services_of(&entry).into_iter();
        named.any(|it| it.word("id") == service.word("id") && name_of(&it) == name_of(service))
    };
    running.chain(open).any(names)
}
