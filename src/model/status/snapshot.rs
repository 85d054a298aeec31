//! A status document after normalisation: everything that the page shows, with ids resolved and typed states.

use std::sync::Arc;

use crate::model::document::url::absolute;
use crate::model::document::vocabulary::{
    ComponentStatus, Health, IncidentStatus, Indicator, LinkRel,
};
use crate::model::policy::freshness::CLOCK_TOLERANCE;
use crate::model::policy::resume::Resume;
use crate::model::status::maintenance::Maintenance;
use crate::model::status::update::Update;
use crate::model::time::instant::Instant;

/// The content of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Whose page this is.
    pub page: Page,
    /// The time from which the age of the data is counted.
    pub published: Published,
    /// When the publisher promises to say more about the whole page; `None` if this is not promised, or if the
    /// document is newer.
    pub next_update_at: Option<Instant>,
    /// The publisher's preferred interval between requests, in seconds, from 10 to 600.
    pub refresh_secs: u64,
    /// The publisher's own roll-up.
    pub indicator: Indicator,
    /// The publisher's word for the roll-up when it is not in the vocabulary.
    pub indicator_word: Option<String>,
    /// Whether there is a roll-up whose indicator is missing, not in the vocabulary, or not readable.
    pub is_rollup_unreadable: bool,
    /// The publisher's wording of the roll-up.
    pub description: Option<String>,
    /// Lead paragraph.
    pub summary: Option<String>,
    /// Advice to visitors.
    pub notice: Option<String>,
    /// The links of the page: breadcrumbs, support, alternatives, history.
    pub links: Vec<Link>,
    /// Headings over components, in the document's order.
    pub groups: Vec<ComponentGroup>,
    /// The components, in the document's order.
    pub components: Vec<Arc<Component>>,
    /// Whether incidents or maintenances are left out, because there are more than
    /// [`MAX_ENTRIES`](crate::model::status::normalize::MAX_ENTRIES).
    pub is_cut: bool,
    /// The number of operational components that are left out because of `only_show_if_degraded`.
    pub hidden: usize,
    /// Open incidents, in the document's order.
    pub incidents: Vec<Incident>,
    /// Maintenances, in the document's order.
    pub maintenances: Vec<Maintenance>,
    /// Where and how visitors return.
    pub resume: Resume,
    /// The limits of the feed that the document was made from, in English sentences.
    pub limits: Option<String>,
    /// The first instant at which the newest check of the feed's services is too old to say anything about the present.
    /// `None` for documents that are not made from such a feed.
    pub stale_at: Option<Instant>,
}

/// Whose page this is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Name of the organisation or product.
    pub name: Option<String>,
    /// Where the status page itself lives.
    pub url: Option<String>,
    /// IANA zone of the operator.
    pub time_zone: Option<String>,
    /// BCP 47 tag of the language that its texts are in, where it is known. Texts that are there in several are as a
    /// rule all there in the same ones, so that one of them tells for all.
    pub language: Option<String>,
}

/// The publishing time of the data, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Published {
    /// The publisher says so.
    At(Instant),
    /// Services were last checked then.
    Checked(Instant),
    /// The page was last edited then; the file may be newer.
    NotBefore(Instant),
    /// Nothing is said: only the fetch has a time.
    #[default]
    Unstated,
}

impl Published {
    #[inline(never)]
    /// Returns the stated time, if any.
    ///
    /// The page's last edit stands in where a document has no time of its own, as in a Statuspage's: it grows just
    /// the same.
    pub fn instant(self) -> Option<Instant> {
        match self {
            Self::At(at) | Self::Checked(at) | Self::NotBefore(at) => Some(at),
            Self::Unstated => None,
        }
    }

    /// Returns whether the publishing time is at most [`CLOCK_TOLERANCE`] after `at`, or not stated.
    ///
    /// ```
    /// use intermission::model::policy::freshness::CLOCK_TOLERANCE;
    /// use intermission::model::status::snapshot::Published;
    /// use intermission::model::time::instant::{Instant, SHORTEST};
    /// let now = Instant::UNIX_EPOCH;
    /// assert!(Published::Unstated.has_come(now));
    /// assert!(Published::At(now + CLOCK_TOLERANCE).has_come(now));
    /// assert!(!Published::At(now + CLOCK_TOLERANCE + SHORTEST).has_come(now));
    /// ```
    pub fn has_come(self, at: Instant) -> bool {
        let told = self.instant();
        told.is_none_or(|told| told - at <= CLOCK_TOLERANCE)
    }
}

/// A link of the document; its URL is relative, `http:` or `https:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The purpose of the link.
    pub rel: LinkRel,
    /// The text of the link.
    pub label: String,
    /// The address of the link; `None` for a breadcrumb without one.
    pub url: Option<String>,
}

/// A heading over components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentGroup {
    /// The id that components refer to.
    pub id: String,
    /// The text of the heading.
    pub name: String,
    /// The state that the publisher gives to the group itself, where there is one.
    pub status: Option<ComponentStatus>,
    /// The publisher's word for it when it is not in the vocabulary.
    pub word: Option<String>,
}

/// A part of the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Unique within the snapshot: the id, else the name and its ordinal.
    pub key: String,
    /// The id as published, by which incidents and maintenances name it.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// A line under the name that says what it is.
    pub description: Option<String>,
    /// The state of the component.
    pub status: ComponentStatus,
    /// The publisher's word when it is not in the vocabulary.
    pub word: Option<String>,
    /// When it is expected back; `None` if that is not stated, or if it is healthy and not queued.
    pub eta: Option<Instant>,
    /// Where it runs.
    pub regions: Vec<String>,
    /// A line under the description that says how it fares.
    pub note: Option<String>,
    /// Link to more.
    pub url: Option<String>,
    /// Index of its heading in `groups`.
    pub group: Option<usize>,
}

impl Component {
    /// Returns the lines of text under the name, in the order of display, each with its CSS class. Every form of the
    /// status shows exactly these, and the filter searches them.
    pub fn text_lines(&self) -> [(&'static str, &Option<String>); 2] {
        [("description", &self.description), ("note", &self.note)]
    }

    /// Returns whether there is nothing to say of it but that it works: it is operational and has no note. A queued
    /// component works as well, but will be interrupted.
    pub fn just_works(&self) -> bool {
        self.status == ComponentStatus::Operational && self.note.is_none()
    }

    /// Removes the lines of text under the name. A plain page that is too large leaves them out.
    pub fn clear_lines(&mut self) {
        self.description = None;
        self.note = None;
    }
}

/// Unplanned trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Unique within the snapshot.
    pub key: String,
    /// Title.
    pub name: String,
    /// The publisher's status of the incident; unknown if its word is not in the vocabulary.
    pub status: IncidentStatus,
    /// The publisher's word when it is not in the vocabulary.
    pub word: Option<String>,
    /// The severity of the incident.
    pub impact: Indicator,
    /// When it began.
    pub started_at: Option<Instant>,
    /// When the publisher promises to say more about it; `None` if this is not promised, if the publisher has said
    /// something since, or if the incident is over.
    pub next_update_at: Option<Instant>,
    /// Link to its own page.
    pub url: Option<String>,
    /// The operator's messages, newest first.
    pub updates: Vec<Update>,
    /// The names of the affected components.
    pub affected: Vec<String>,
}

impl Incident {
    /// Returns whether the incident is neither resolved nor in postmortem.
    pub fn is_open(&self) -> bool {
        !self.status.is_over()
    }
}

/// The numbers of components by health, as in `4 of 12 total · 8 healthy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of components that are neither healthy nor of unknown state.
    pub affected: usize,
    /// The number of operational and queued components.
    pub healthy: usize,
    /// The number of components of unknown state.
    pub unknown: usize,
}

impl Tally {
    /// Returns the number of all components.
    pub fn total(self) -> usize {
        self.affected + self.healthy + self.unknown
    }
}

impl Snapshot {
    /// Counts the components by health.
    ///
    /// ```
    /// # use intermission::model::document::wire::Document;
    /// # use intermission::model::i18n::message::language::Language;
    /// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
    /// # fn read(json: &str) -> Snapshot {
    /// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
    /// # }
    /// let json = r#"{"components": [{"status": "queued"}, {"status": "read_only"}, {"status": "on fire"}]}"#;
    /// let snapshot = read(json);
    /// let tally = snapshot.tally();
    /// assert_eq!((tally.healthy, tally.affected, tally.unknown), (1, 1, 1));
    /// ```
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for component in &self.components {
            match component.status.health() {
                Health::Affected => tally.affected += 1,
                Health::Healthy => tally.healthy += 1,
                Health::Unknown => tally.unknown += 1,
            }
        }
        tally
    }

    /// Returns the states that components are in, worst first, each once and without the unknown state.
    pub fn statuses(&self) -> Vec<ComponentStatus> {
        let mut worst_first = ComponentStatus::ALL.to_vec();
        worst_first.reverse();
        worst_first.retain(|status| self.components.iter().any(|it| it.status == *status));
        worst_first
    }

    /// Returns the regions of all components, each once, in the document's order.
    pub fn regions(&self) -> Vec<String> {
        let mut regions: Vec<String> = Vec::new();
        for region in self
            .components
            .iter()
            .flat_map(|component| &component.regions)
        {
            if !regions.contains(region) {
                regions.push(region.clone());
            }
        }
        regions
    }

    /// Returns the snapshot with unknown states of roll-up, groups and components, and without promises of updates, for
    /// data that is too old to rely on.
    #[must_use]
    pub fn doubted(&self) -> Self {
        let mut doubted = self.clone();
        doubted.indicator = Indicator::Unknown;
        doubted.indicator_word = None;
        for group in &mut doubted.groups {
            group.status = group.status.map(|_| ComponentStatus::Unknown);
            group.word = None;
        }
        doubted.next_update_at = None;
        for incident in &mut doubted.incidents {
            incident.next_update_at = None;
        }
        for maintenance in &mut doubted.maintenances {
            maintenance.next_update_at = None;
        }
        for component in &mut doubted.components {
            let component = Arc::make_mut(component);
            component.status = ComponentStatus::Unknown;
            component.word = None;
        }
        doubted
    }

    /// Returns the snapshot as it counts at `now`: from [`Snapshot::stale_at`] on it is [`doubted`](Self::doubted).
    ///
    /// ```
    /// use intermission::model::document::vocabulary::Indicator;
    /// use intermission::model::status::snapshot::Snapshot;
    /// use intermission::model::time::instant::{Instant, SHORTEST};
    /// let stale_at = Instant::UNIX_EPOCH;
    /// let snapshot = Snapshot { indicator: Indicator::None, stale_at: Some(stale_at), ..Snapshot::default() };
    /// assert_eq!(snapshot.clone().as_of(stale_at - SHORTEST).indicator, Indicator::None);
    /// assert_eq!(snapshot.as_of(stale_at).indicator, Indicator::Unknown);
    /// ```
    #[must_use]
    pub fn as_of(self, now: Instant) -> Self {
        match self.stale_at {
            Some(stale_at) if stale_at <= now => self.doubted(),
            Some(_) | None => self,
        }
    }

    /// Resolves every link against `base`, the address of the document.
    pub fn resolve_links(&mut self, base: &str) {
        let links = self.links.iter_mut().map(|link| &mut link.url);
        let components = self
            .components
            .iter_mut()
            .map(|component| &mut Arc::make_mut(component).url);
        let incidents = self.incidents.iter_mut().map(|incident| &mut incident.url);
        let maintenances = self
            .maintenances
            .iter_mut()
            .map(|maintenance| &mut maintenance.url);
        let urls = links.chain(components).chain(incidents).chain(maintenances);
        for url in urls.chain([&mut self.page.url]).flatten() {
            *url = absolute(url, base);
        }
    }
}
