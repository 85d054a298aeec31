//! The plan of a rehearsal: the events of each minute of the window.
//!
//! A plan is TOML, written by hand. Every time in it is a minute counted from the start of the window, so
//! that it can be played at any hour. `reference.toml` beside this module is a complete example.

mod entry;
mod error;
mod minute;
mod of_document;
mod order;

pub use error::{Fault, PlanError};
pub use minute::{Minute, MinuteError};
pub use of_document::{OwnPlan, of_document};

use serde::Deserialize;
use toml::Spanned;

use crate::model::document::vocabulary::{AccessMode, ComponentStatus, LinkRel, MaintenanceStatus};

/// A whole plan. [`Plan::parse`] returns only plans whose times are in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The page and its organisation.
    pub page: Page,
    /// The window.
    pub maintenance: Maintenance,
    /// The minute at which a rehearsal begins by default.
    #[serde(default)]
    pub start_at_min: Minute,
    /// The interval between requests for the document, in seconds.
    #[serde(default, deserialize_with = "entry::refresh_secs")]
    pub refresh_secs: Option<u64>,
    /// Lead paragraph.
    pub summary: Option<String>,
    /// The instructions for visitors.
    pub notice: Option<String>,
    /// The return of visitors.
    pub resume: Option<Resume>,
    /// The services, in the order they are shown.
    #[serde(rename = "service", deserialize_with = "entry::some")]
    pub services: Vec<Service>,
    /// The phases of the work, in order.
    #[serde(rename = "phase", deserialize_with = "entry::some")]
    pub phases: Vec<Phase>,
    /// The extensions of the window.
    #[serde(default, rename = "extension")]
    pub extensions: Vec<Extension>,
    /// The operator's messages, oldest first.
    #[serde(default, rename = "update")]
    pub updates: Vec<Update>,
    /// The links of the page.
    #[serde(default, rename = "link")]
    pub links: Vec<Link>,
}

/// `[page]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Name of the organisation or product.
    #[serde(deserialize_with = "entry::text")]
    pub name: String,
    /// The URL of the status page.
    #[serde(default, deserialize_with = "entry::url")]
    pub url: Option<String>,
    /// IANA zone.
    pub time_zone: Option<String>,
    /// BCP 47 tag of the texts.
    pub lang: Option<String>,
}

/// `[maintenance]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maintenance {
    /// Title.
    #[serde(deserialize_with = "entry::text")]
    pub name: String,
    /// The reason; completes "because of …".
    pub reason: Option<String>,
    /// The length of the window as first announced.
    #[serde(deserialize_with = "minute::length")]
    pub length_min: Minute,
    /// The minute at which the work is done and its verification begins.
    pub verifying_at_min: Spanned<Minute>,
    /// The minute at which the maintenance is completed.
    pub completed_at_min: Spanned<Minute>,
    /// The access to data during the maintenance.
    pub access: Option<Access>,
}

/// `[maintenance.access]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// The kind of access.
    #[serde(deserialize_with = "entry::access_mode")]
    pub mode: AccessMode,
    /// An explanation of the access.
    pub note: Option<String>,
}

/// `[resume]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// The URL for visitors whose own address is not known.
    #[serde(default, deserialize_with = "entry::url")]
    pub url: Option<String>,
    /// The URL that is probed first.
    #[serde(default, deserialize_with = "entry::url")]
    pub probe: Option<String>,
    /// The number of seconds over which the return is spread.
    pub spread_secs: Option<u64>,
}

/// `[[service]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The name, which no other service has.
    #[serde(deserialize_with = "spanned_text")]
    pub name: Spanned<String>,
    /// A line under the name that says what the service is.
    pub detail: Option<String>,
    /// The regions of the service.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The group of the service.
    pub group: Option<String>,
    /// The changes of its status. It is operational before the first.
    #[serde(default)]
    pub timeline: Vec<ServiceChange>,
}

/// An entry of a service's `timeline`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceChange {
    /// The minute of the change.
    pub at_min: Spanned<Minute>,
    /// The status from then on.
    #[serde(deserialize_with = "entry::component_status")]
    pub status: ComponentStatus,
    /// The minute at which the service is expected to be operational.
    pub eta_min: Option<Spanned<Minute>>,
    /// A line under the row.
    pub note: Option<String>,
    /// Whether the change is no part of the maintenance, as when something breaks.
    #[serde(default)]
    pub unplanned: bool,
    /// The message of a monitor or colleague about it in a drill; without one, the drill names service and state.
    pub alert: Option<String>,
}

/// `[[phase]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// The title, which no other phase has.
    #[serde(deserialize_with = "spanned_text")]
    pub name: Spanned<String>,
    /// A description of the phase.
    pub body: Option<String>,
    /// The first minute.
    pub starts_min: Spanned<Minute>,
    /// The minute at which the phase is done.
    pub ends_min: Spanned<Minute>,
    /// The expected length, as announced.
    #[serde(deserialize_with = "minute::length")]
    pub expected_min: Minute,
    /// The total of a counter, which grows evenly over the phase.
    #[serde(default, deserialize_with = "entry::total")]
    pub total: Option<u64>,
    /// The unit of the counter.
    pub unit: Option<String>,
}

/// `[[extension]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The minute at which the extension is announced.
    pub at_min: Spanned<Minute>,
    /// The new end.
    pub until_min: Spanned<Minute>,
    /// Why the end moves.
    pub reason: Option<String>,
    /// The message of a colleague about it in a drill; without one, the drill names the new end.
    pub alert: Option<String>,
}

/// `[[update]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The minute of publication.
    pub at_min: Spanned<Minute>,
    /// The status of the maintenance in the message.
    #[serde(deserialize_with = "entry::maintenance_status")]
    pub status: MaintenanceStatus,
    /// The text of the message.
    #[serde(deserialize_with = "entry::text")]
    pub body: String,
    /// The minute by which the operator promises the next message.
    pub next_update_min: Option<Spanned<Minute>>,
}

/// `[[link]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The relation of the link.
    #[serde(deserialize_with = "entry::link_rel")]
    pub rel: LinkRel,
    /// The text of the link.
    #[serde(deserialize_with = "entry::text")]
    pub label: String,
    /// The URL of the link.
    #[serde(default, deserialize_with = "entry::url")]
    pub url: Option<String>,
}

impl Plan {
    /// Parses a plan; error messages name `file`.
    ///
    /// # Errors
    /// The text is not TOML, has words or members that a plan does not have, or contradicts itself.
    pub fn parse(file: &str, text: &str) -> Result<Self, PlanError> {
        let failed = |faults| PlanError {
            file: file.to_owned(),
            faults,
        };
        let plan: Self = toml::from_str(text).map_err(|error| {
            let message = error.message().to_owned();
            failed(vec![Fault::new(text, error.span(), message)])
        })?;
        let faults = order::check(&plan, text);
        if faults.is_empty() {
            Ok(plan)
        } else {
            Err(failed(faults))
        }
    }

    /// Returns the plan of the reference window, which a rehearsal plays unless it is given another.
    ///
    /// # Errors
    /// The plan has a fault, which a test rules out.
    pub fn reference() -> Result<Self, PlanError> {
        Self::parse("reference.toml", include_str!("../reference.toml"))
    }

    /// Returns the plan of the built-in drill.
    ///
    /// # Errors
    /// The plan has a fault, which a test rules out.
    pub fn drill() -> Result<Self, PlanError> {
        Self::parse("drill.toml", include_str!("../drill/drill.toml"))
    }

    /// Returns the minute at which the maintenance is completed.
    pub fn completed_at(&self) -> Minute {
        *self.maintenance.completed_at_min.get_ref()
    }
}

fn spanned_text<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Spanned<String>, D::Error> {
    let text = Spanned::<String>::deserialize(deserializer)?;
    entry::text(serde::de::value::StrDeserializer::new(text.get_ref())).map(|_| text)
}
