//! `incident`: unplanned trouble from its discovery to its end.

use super::answers::Doubt;
use super::change::{Change, Message, affected, state_of};
use super::draft::{self, Entry, object, text};
use super::ending::is_named_elsewhere;
use super::names::name_of;
use super::refusal::Refusal;
use super::services::State;
use crate::model::document::vocabulary::ComponentStatus;

/// The list of incidents in a document.
const LIST: &str = "incidents";

/// An event in the life of an incident.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Incident {
    /// Say that something is wrong.
    Open(Open),
    /// Say more about an incident.
    Update(Update),
    /// Say that an incident is over.
    Resolve(Resolve),
}

/// How bad an incident is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Impact {
    /// Visitors notice nothing.
    None,
    /// Some visitors notice a problem that stops no work.
    #[default]
    Minor,
    /// An important service is unavailable.
    Major,
    /// Everything or nearly everything is unavailable.
    Critical,
}

/// How far the work on an incident is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Stage {
    /// The cause is not known.
    Investigating,
    /// The cause is known.
    Identified,
    /// The cause is repaired, and the services are being watched.
    Monitoring,
}

/// A new incident.
#[derive(Clone, Debug, clap::Args)]
pub struct Open {
    /// The trouble, for visitors, such as `Checkout fails`.
    name: String,
    /// How bad it is.
    #[arg(long, value_enum, default_value_t)]
    impact: Impact,
    /// The services that it affects, by id or name, separated by commas; may be repeated.
    #[arg(long = "service", value_name = "SERVICE", value_delimiter = ',')]
    services: Vec<String>,
    /// The state of these services; by default one that fits the impact, unless they are in a worse one.
    #[arg(long, value_name = "STATE")]
    state: Option<State>,
    /// When it began; now by default.
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    #[command(flatten)]
    message: Message,
}

/// News of an incident.
#[derive(Clone, Debug, clap::Args)]
pub struct Update {
    /// The incident, where several are open.
    name: Option<String>,
    /// How far the work is.
    #[arg(long, value_enum)]
    status: Option<Stage>,
    /// How bad it is.
    #[arg(long, value_enum)]
    impact: Option<Impact>,
    #[command(flatten)]
    message: Message,
}

/// The end of an incident.
#[derive(Clone, Debug, clap::Args)]
pub struct Resolve {
    /// The incident, where several are open.
    name: Option<String>,
    /// Leave the states of its services as they are.
    #[arg(long)]
    keep_services: bool,
    #[command(flatten)]
    message: Message,
}

impl Impact {
    fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// Returns the state of a service with such an incident; none where visitors notice nothing.
    fn state(self) -> Option<ComponentStatus> {
        match self {
            Self::None => None,
            Self::Minor => Some(ComponentStatus::DegradedPerformance),
            Self::Major => Some(ComponentStatus::PartialOutage),
            Self::Critical => Some(ComponentStatus::MajorOutage),
        }
    }
}

impl Stage {
    fn as_str(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
        }
    }
}

/// Returns whether an incident is open.
fn is_open(entry: &Entry) -> bool {
    let status = entry.word("status").unwrap_or_default();
    !["resolved", "postmortem", "completed"].contains(&status.as_str())
}

/// Returns the open incidents.
pub fn open_ones(change: &Change<'_>) -> Vec<Entry> {
    let entries = change.root().entries(LIST).into_iter();
    entries.filter(is_open).collect()
}

/// Carries out what happens to an incident.
///
/// # Errors
/// A name or time leads nowhere.
pub fn incident(change: &mut Change<'_>, incident: &Incident) -> Result<(), Refusal> {
    match incident {
        Incident::Open(it) => open(change, it),
        Incident::Update(it) => update(change, it),
        Incident::Resolve(it) => resolve(change, it),
    }
}

fn open(change: &mut Change<'_>, it: &Open) -> Result<(), Refusal> {
    let services = change.services_named(&it.services)?;
    let since = match &it.since {
        Some(since) => change.time(since, None)?,
        None => change.now(),
    };
    if since > change.now() {
        let written = change.written(since);
        change.unlikely(Doubt::NotBegun, || {
            format!("expected a beginning that is past, found {written}")
        })?;
    }
    let value = object([
        ("id", Some(text(change.id_for(&it.name, LIST)))),
        ("name", Some(text(it.name.as_str()))),
        ("status", Some(text("investigating"))),
        ("impact", Some(text(it.impact.as_str()))),
        ("created_at", Some(draft::at(change.now()))),
        ("started_at", Some(draft::at(since))),
        ("updated_at", Some(draft::at(change.now()))),
        (
            "components",
            (!services.is_empty()).then(|| affected(&services)),
        ),
    ]);
    change.root().add(LIST, value, true);
    change.tell(format!(
        "incident {}: investigating, {}",
        it.name,
        it.impact.as_str()
    ));
    for service in &services {
        let state = state_of(service);
        let before = state.as_deref().and_then(ComponentStatus::parse);
        let by_impact = it
            .impact
            .state()
            .filter(|it| before.is_none_or(|before| before < *it));
        if let Some(status) = it.state.map(State::status).or(by_impact) {
            change.set_state(service, status);
        }
    }
    let mut entries = open_ones(change).into_iter();
    match entries.next() {
        Some(entry) => change.say(&entry, &it.message, "investigating"),
        None => Ok(()),
    }
}

fn update(change: &mut Change<'_>, it: &Update) -> Result<(), Refusal> {
    let entry = change.one("an open incident", it.name.as_deref(), &open_ones(change))?;
    for (member, word) in [
        ("status", it.status.map(Stage::as_str)),
        ("impact", it.impact.map(Impact::as_str)),
    ] {
        let Some(word) = word else { continue };
        let before = entry.word(member).unwrap_or_default();
        entry.set(member, text(word));
        change.tell(format!("incident {}: {before} → {word}", name_of(&entry)));
    }
    if it.status.is_none()
        && it.impact.is_none()
        && it.message.text.is_none()
        && it.message.more.next.is_none()
    {
        return Err(Refusal::Misused(
            "expected `--say`, `--status`, `--impact` or `--next`, found none".to_owned(),
        ));
    }
    let status = entry.word("status").unwrap_or_default();
    change.say(&entry, &it.message, &status)
}

fn resolve(change: &mut Change<'_>, it: &Resolve) -> Result<(), Refusal> {
    let entry = change.one("an open incident", it.name.as_deref(), &open_ones(change))?;
    let before = entry.word("status").unwrap_or_default();
    entry.set("status", text("resolved"));
    entry.set("resolved_at", draft::at(change.now()));
    entry.remove("next_update_at");
    change.tell(format!("incident {}: {before} → resolved", name_of(&entry)));
    for service in change.services_of(&entry) {
        let state = state_of(&service);
        let is_well = state.as_deref() == Some("operational");
        if is_well {
            continue;
        }
        if it.keep_services || is_named_elsewhere(change, &service) {
            let state = state.unwrap_or_default();
            change.tell(format!("{}: stays {state}", name_of(&service)));
        } else {
            change.set_state(&service, ComponentStatus::Operational);
        }
    }
    change.say(&entry, &it.message, "resolved")
}
