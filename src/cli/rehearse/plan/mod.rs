//! The plan of a rehearsal: what happens at which minute of the window.
//!
//! A plan is TOML, written by hand. Every time in it is a minute counted from the start of the window, so
//! that it can be played at any hour. `reference.toml` beside this module is a complete example.

mod entry;
mod error;
mod minute;
mod order;

pub use error::{Fault, PlanError};
pub use minute::Minute;

use serde::Deserialize;
use toml::Spanned;

use crate::model::document::vocabulary::{AccessMode, ComponentStatus, LinkRel, MaintenanceStatus};

/// A whole plan. What [`Plan::parse`] returns has its times in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Whose page this is.
    pub page: Page,
    /// The window.
    pub maintenance: Maintenance,
    /// Where a rehearsal begins unless it is told otherwise.
    #[serde(default)]
    pub start_at_min: Minute,
    /// How often the page should ask, in seconds.
    #[serde(default, deserialize_with = "entry::refresh_secs")]
    pub refresh_secs: Option<u64>,
    /// Lead paragraph.
    pub summary: Option<String>,
    /// What visitors should do.
    pub notice: Option<String>,
    /// How visitors return.
    pub resume: Option<Resume>,
    /// The services, in the order they are shown.
    #[serde(rename = "service", deserialize_with = "entry::some")]
    pub services: Vec<Service>,
    /// The work, in order.
    #[serde(rename = "phase", deserialize_with = "entry::some")]
    pub phases: Vec<Phase>,
    /// Moves of the end.
    #[serde(default, rename = "extension")]
    pub extensions: Vec<Extension>,
    /// The operator's messages, oldest first.
    #[serde(default, rename = "update")]
    pub updates: Vec<Update>,
    /// Ways onward and back.
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
    /// Where the status page itself lives.
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
    /// Completes "because of …".
    pub reason: Option<String>,
    /// How long the window is as first promised.
    #[serde(deserialize_with = "minute::length")]
    pub length_min: Minute,
    /// When the work is done and its checks begin.
    pub verifying_at_min: Spanned<Minute>,
    /// When it is over.
    pub completed_at_min: Spanned<Minute>,
    /// What visitors can do with their data meanwhile.
    pub access: Option<Access>,
}

/// `[maintenance.access]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// How far.
    #[serde(deserialize_with = "entry::access_mode")]
    pub mode: AccessMode,
    /// What that means in practice.
    pub note: Option<String>,
}

/// `[resume]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// Where visitors go when nothing says where they came from.
    #[serde(default, deserialize_with = "entry::url")]
    pub url: Option<String>,
    /// What is asked first to see whether it answers.
    #[serde(default, deserialize_with = "entry::url")]
    pub probe: Option<String>,
    /// Over how many seconds the return is spread.
    pub spread_secs: Option<u64>,
}

/// `[[service]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Name; no two services share one.
    #[serde(deserialize_with = "spanned_text")]
    pub name: Spanned<String>,
    /// One line of detail.
    pub detail: Option<String>,
    /// Where it runs.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The heading it stands under.
    pub group: Option<String>,
    /// What happens to it; operational before, and all along when there is none.
    #[serde(default)]
    pub timeline: Vec<ServiceChange>,
}

/// An entry of a service's `timeline`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceChange {
    /// From when on.
    pub at_min: Spanned<Minute>,
    /// How it is.
    #[serde(deserialize_with = "entry::component_status")]
    pub status: ComponentStatus,
    /// At which minute of the plan it is expected back.
    pub eta_min: Option<Spanned<Minute>>,
    /// One line shown under the row.
    pub note: Option<String>,
}

/// `[[phase]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Title; no two phases share one.
    #[serde(deserialize_with = "spanned_text")]
    pub name: Spanned<String>,
    /// What happens in it.
    pub body: Option<String>,
    /// When it begins.
    pub starts_min: Spanned<Minute>,
    /// When it is done.
    pub ends_min: Spanned<Minute>,
    /// How long it is expected to take, as told beforehand.
    #[serde(deserialize_with = "minute::length")]
    pub expected_min: Minute,
    /// How many there are of what is counted; they are done at even distances.
    #[serde(default, deserialize_with = "entry::total")]
    pub total: Option<u64>,
    /// What is counted.
    pub unit: Option<String>,
}

/// `[[extension]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// When the operator says so.
    pub at_min: Spanned<Minute>,
    /// The end from then on.
    pub until_min: Spanned<Minute>,
}

/// `[[update]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// When it is published.
    pub at_min: Spanned<Minute>,
    /// Status of the maintenance that it is written under.
    #[serde(deserialize_with = "entry::maintenance_status")]
    pub status: MaintenanceStatus,
    /// What it says.
    #[serde(deserialize_with = "entry::text")]
    pub body: String,
}

/// `[[link]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What it is for.
    #[serde(deserialize_with = "entry::link_rel")]
    pub rel: LinkRel,
    /// What it says.
    #[serde(deserialize_with = "entry::text")]
    pub label: String,
    /// Where it goes.
    #[serde(default, deserialize_with = "entry::url")]
    pub url: Option<String>,
}

impl Plan {
    /// Reads a plan; `file` is what its faults are told under.
    ///
    /// # Errors
    /// When the text is not TOML, has words or members that a plan does not have, or contradicts itself.
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

    /// The plan of the reference window, which a rehearsal plays unless it is given another.
    ///
    /// # Errors
    /// None in a release: a test parses the plan.
    pub fn reference() -> Result<Self, PlanError> {
        Self::parse("reference.toml", include_str!("../reference.toml"))
    }

    /// When the window is over.
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
