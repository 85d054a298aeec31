//! `service` and `say`: the state of a service, and a message about what is going on.

use super::change::{Change, Message, More};
use super::draft::{self, Entry, text};
use super::incidents::open_ones;
use super::maintenance::{LIST, is_under_way};
use super::names::name_of;
use super::refusal::Refusal;
use crate::model::document::vocabulary::ComponentStatus;

/// The state of a service, in the words of documents and in shorter ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum State {
    /// The service works.
    Operational,
    /// The service works, and a maintenance will reach it later.
    Queued,
    /// The service is being worked on.
    #[value(alias = "maintenance")]
    UnderMaintenance,
    /// The service can be read but not changed.
    #[value(alias = "read-only")]
    ReadOnly,
    /// The service works slowly, or only in part.
    #[value(alias = "degraded")]
    DegradedPerformance,
    /// The service is away for a moment while it restarts.
    Restarting,
    /// The service is unavailable to some visitors.
    #[value(alias = "partial")]
    PartialOutage,
    /// The service is unavailable, unplanned.
    #[value(alias = "outage")]
    MajorOutage,
    /// The service is switched off.
    Offline,
    /// The state is not known.
    Unknown,
}

impl State {
    /// Returns the state as documents have it.
    pub fn status(self) -> ComponentStatus {
        match self {
            Self::Operational => ComponentStatus::Operational,
            Self::Queued => ComponentStatus::Queued,
            Self::UnderMaintenance => ComponentStatus::UnderMaintenance,
            Self::ReadOnly => ComponentStatus::ReadOnly,
            Self::DegradedPerformance => ComponentStatus::DegradedPerformance,
            Self::Restarting => ComponentStatus::Restarting,
            Self::PartialOutage => ComponentStatus::PartialOutage,
            Self::MajorOutage => ComponentStatus::MajorOutage,
            Self::Offline => ComponentStatus::Offline,
            Self::Unknown => ComponentStatus::Unknown,
        }
    }
}

/// The state of services.
#[derive(Clone, Debug, clap::Args)]
pub struct Service {
    /// The services, by id or name, separated by commas.
    #[arg(value_name = "SERVICE", value_delimiter = ',', required = true)]
    names: Vec<String>,
    /// Their state.
    #[arg(value_enum)]
    state: State,
    /// When they are expected back.
    #[arg(long, value_name = "TIME")]
    eta: Option<String>,
    /// A line under each of them.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// A message.
#[derive(Clone, Debug, clap::Args)]
pub struct Say {
    /// The text for visitors.
    text: String,
    /// The incident or maintenance that it is about, where several are going on.
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    #[command(flatten)]
    more: More,
}

impl Say {
    /// Returns a message about the only thing that is going on.
    pub fn of(text: String) -> Self {
        Self {
            text,
            of: None,
            more: More::default(),
        }
    }
}

/// Sets the state of services.
///
/// # Errors
/// A name or time leads nowhere.
pub fn service(change: &mut Change<'_>, it: &Service) -> Result<(), Refusal> {
    let services = change.services_named(&it.names)?;
    let eta = it.eta.as_deref().map(|eta| change.ahead(eta, None));
    let eta = eta.transpose()?;
    for service in services {
        change.set_state(&service, it.state.status());
        if let Some(eta) = eta {
            service.remove("eta_minutes");
            service.set("eta", draft::at(eta));
            change.tell(format!(
                "{}: expected back {}",
                name_of(&service),
                change.written(eta)
            ));
        }
        if let Some(note) = &it.note {
            service.set("note", text(note.as_str()));
            change.tell(format!("{}: {note}", name_of(&service)));
        }
    }
    Ok(())
}

/// Adds a message to what is going on: the open incident, or the maintenance under way.
///
/// # Errors
/// Nothing is going on, or several things are and none is named.
pub fn say(change: &mut Change<'_>, it: &Say) -> Result<(), Refusal> {
    let running = change.root().entries(LIST).into_iter();
    let running = running.filter(is_under_way);
    let open: Vec<Entry> = open_ones(change).into_iter().chain(running).collect();
    let entry = change.one(
        "an open incident or a maintenance that is under way",
        it.of.as_deref(),
        &open,
    )?;
    let status = entry.word("status").unwrap_or_default();
    let message = Message {
        text: Some(it.text.clone()),
        more: it.more.clone(),
    };
    change.say(&entry, &message, &status)
}
