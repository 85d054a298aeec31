//! Builds the status document that a feed is converted to.

use std::collections::BTreeSet;

use super::address;
use super::checks::Checks;
use super::format::{Format, Gap, limits};
use super::ids::Ids;
use super::markup;
use super::node::Node;
use super::vocabulary::UNKNOWN;
use crate::model::document::error::DocumentError;
use crate::model::document::read::MAX_COMPONENTS;
use crate::model::document::text::Text;
use crate::model::document::wire::{
    AffectedEntry, ComponentEntry, Document, IncidentEntry, LinkEntry, MaintenanceEntry, PageEntry,
    SourceEntry, StatusEntry, UpdateEntry,
};
use crate::model::time::instant::{self, Instant, Reading};

/// The clock and the address with which documents are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The time, for formats that list windows without saying which of them run.
    pub now: Option<Instant>,
    /// The URL of the first document.
    pub url: Option<&'a str>,
    /// Whether incidents and maintenances that are over are read, too, for the history. Use [`Self::reads_past`].
    pub with_past: bool,
}

impl Context<'_> {
    /// Returns whether incidents and maintenances that are over are read, too. Pages never do that, so that the program
    /// that they load has no code for it.
    pub fn reads_past(self) -> bool {
        cfg!(not(target_arch = "wasm32")) && self.with_past
    }
}

/// A status document under construction.
#[derive(Debug)]
pub struct DocumentBuilder<'a> {
    document: Document,
    /// The clock and the address with which the documents are read.
    pub context: Context<'a>,
    notices: Vec<String>,
    gaps: Vec<Gap>,
    newest: Option<Instant>,
    checked_at: Option<Instant>,
    stale_at: Option<Instant>,
    /// The number of components that are not headings.
    services: usize,
    groups: Ids,
    components: Ids,
    incidents: Ids,
    maintenances: Ids,
}

impl<'a> DocumentBuilder<'a> {
    /// Creates an empty builder with the `gaps` of the format.
    pub fn new(context: Context<'a>, gaps: &[Gap]) -> Self {
        Self {
            document: Document::default(),
            context,
            notices: Vec::new(),
            gaps: gaps.to_vec(),
            newest: None,
            checked_at: None,
            stale_at: None,
            services: 0,
            groups: Ids::default(),
            components: Ids::default(),
            incidents: Ids::default(),
            maintenances: Ids::default(),
        }
    }

    /// Returns the document's `page`, which is created if necessary.
    pub fn page(&mut self) -> &mut PageEntry {
        self.document.page.get_or_insert_with(PageEntry::default)
    }

    /// Sets the publisher's roll-up: `indicator` in our vocabulary, and `description` in the publisher's words if they
    /// are worth showing. A roll-up that is missing or cannot be read is unknown.
    pub fn status(
        &mut self,
        node: &Node<'_>,
        indicator: Option<String>,
        description: Option<String>,
    ) {
        self.document.status = Some(StatusEntry {
            path: node.path().to_owned(),
            indicator: indicator.or_else(|| Some(UNKNOWN.to_owned())),
            description: description.map(Text::Plain),
        });
    }

    /// Sets the roll-up to `none`, for formats that report that all is well by listing no trouble. Unreadable entries
    /// are listed as trouble of unknown state, so none is overlooked.
    pub fn quiet(&mut self, node: &Node<'_>) {
        self.status(node, Some("none".to_owned()), None);
    }

    /// Sets the polling interval that the publisher asks for, if it is from 10 s to 600 s, as in a status document.
    pub fn refresh(&mut self, secs: Option<u64>) {
        self.document.refresh_secs = secs.filter(|secs| (10..=600).contains(secs));
    }

    /// Records that something happened at `time`, so that the data is no older than that.
    pub fn not_before(&mut self, time: Option<&str>) {
        if let Some(Reading::At(at)) = time.map(instant::read) {
            self.newest = self.newest.max(Some(at));
        }
    }

    /// Records when a service was last checked, and when that result becomes stale.
    pub fn checked(&mut self, checks: &Checks<'_>) {
        self.checked_at = self.checked_at.max(checks.at);
        self.stale_at = self.stale_at.max(checks.stale_at());
    }

    /// Returns the time of the newest check of any service.
    pub fn checked_at(&self) -> Option<Instant> {
        self.checked_at
    }

    /// Adds a link, if it has a URL.
    pub fn link(&mut self, rel: &str, label: &str, url: Option<String>) {
        if url.is_some() {
            self.document.links.push(LinkEntry {
                path: String::new(),
                rel: Some(rel.to_owned()),
                label: Some(label.into()),
                url,
            });
        }
    }

    /// Adds a gap that this feed has in addition to those of its format.
    pub fn cannot_tell(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// Returns the gaps of the feed.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Adds a text for the end of the page.
    pub fn notice(&mut self, text: String) {
        if !text.is_empty() && !self.notices.contains(&text) {
            self.notices.push(text);
        }
    }

    /// Returns the id of the heading with `key`, if there is one.
    pub fn known_group(&self, key: &str) -> Option<String> {
        Some(["group/", key].concat()).filter(|id| self.groups.has(id))
    }

    /// Returns the id of a heading over components, which is created on first use; `None` if the name is blank.
    pub fn group(&mut self, key: &str, name: &str) -> Option<String> {
        if name.trim().is_empty() {
            return None;
        }
        self.heading(key, Some(name), None)
    }

    /// Returns the id of a heading with a state of its own, which is created on first use. A heading without a name is
    /// kept, because its state counts.
    pub fn stated_group(
        &mut self,
        key: &str,
        name: Option<&str>,
        status: Option<String>,
    ) -> Option<String> {
        self.heading(key, name, status.or_else(|| Some(UNKNOWN.to_owned())))
    }

    fn heading(&mut self, key: &str, name: Option<&str>, status: Option<String>) -> Option<String> {
        let id = ["group/", key].concat();
        if !self.groups.has(&id) {
            if self.groups.count() > MAX_COMPONENTS {
                return None;
            }
            self.groups.unique(id.clone());
            self.document.components.push(ComponentEntry {
                id: Some(id.clone()),
                name: name.map(Into::into),
                group: Some(true),
                status,
                ..ComponentEntry::default()
            });
        }
        Some(id)
    }

    /// Adds a component. Without a name, its id becomes its name; without either, normalisation names it. It is not
    /// left out, because it may be the one that is down.
    pub fn component(&mut self, node: &Node<'_>, mut entry: ComponentEntry) {
        if self.is_full() {
            return;
        }
        node.path().clone_into(&mut entry.path);
        if entry.name.is_none() {
            node.note_missing("name", "a name");
            entry.name = entry.id.clone().map(Text::Plain);
            // The path distinguishes it from other components without a name.
            entry.id = entry.id.or_else(|| Some(node.path().to_owned()));
        }
        if entry.status.is_none() {
            node.note_missing("status", "a status");
            entry.status = Some(UNKNOWN.to_owned());
        }
        entry.id = entry.id.map(|id| self.components.unique(id));
        self.services += 1;
        self.document.components.push(entry);
    }

    /// Returns whether there are more components or headings than a page shows; [`Self::finish`] then refuses the feed.
    pub fn is_full(&self) -> bool {
        self.services > MAX_COMPONENTS || self.groups.count() > MAX_COMPONENTS
    }

    /// Returns the components and headings so far.
    pub fn components(&self) -> &[ComponentEntry] {
        &self.document.components
    }

    /// Adds an incident. One without a title gets one in [`crate::model::status::normalize`].
    pub fn incident(&mut self, node: &Node<'_>, mut entry: IncidentEntry) {
        node.path().clone_into(&mut entry.path);
        if entry.name.is_none() {
            node.note_missing("name", "a title");
        }
        entry.id = entry.id.map(|id| self.incidents.unique(id));
        self.document.incidents.push(entry);
    }

    /// Adds a maintenance.
    pub fn maintenance(&mut self, node: &Node<'_>, mut entry: MaintenanceEntry) {
        node.path().clone_into(&mut entry.path);
        if entry.name.is_none() {
            node.note_missing("name", "a title");
        }
        let status = entry.status.get_or_insert_with(|| UNKNOWN.to_owned());
        // A maintenance that runs may have begun unplanned; its end without a start is then no window.
        if status != "scheduled" && entry.scheduled_for.is_none() {
            entry.scheduled_until = None;
        }
        entry.id = entry.id.map(|id| self.maintenances.unique(id));
        self.document.scheduled_maintenances.push(entry);
    }

    /// Removes headings without components and without a state; in a document they would count as services of unknown
    /// state.
    fn drop_empty_headings(&mut self) {
        let members = self.document.components.iter();
        let used: BTreeSet<String> = members.filter_map(|it| it.group_id.clone()).collect();
        let is_used = |id: &String| used.contains(id);
        let components = &mut self.document.components;
        components.retain(|it| {
            it.group != Some(true) || it.status.is_some() || it.id.as_ref().is_some_and(is_used)
        });
    }

    /// Returns the finished document, with references to components resolved.
    ///
    /// # Errors
    /// There are more components or headings than a page shows.
    pub fn finish(mut self, format: Format, missing: &[&str]) -> Result<Document, DocumentError> {
        let found = self.services.max(self.groups.count());
        if found > MAX_COMPONENTS {
            let limit = MAX_COMPONENTS;
            return Err(DocumentError::TooManyComponents { found, limit });
        }
        self.drop_empty_headings();
        self.resolve();
        self.date();
        let host = self.context.url.and_then(address::host).map(str::to_owned);
        let page = self.page();
        page.name = page.name.take().or_else(|| host.map(Text::Plain));
        self.document.source = Some(self.source(format, missing));
        if !self.notices.is_empty() {
            self.document.notice = Some(Text::Plain(self.notices.join("\n")));
        }
        Ok(self.document)
    }

    /// Removes references to the ids of components that the feed does not list; names are kept.
    fn resolve(&mut self) {
        let known = &self.components;
        let tidy = |affected: &mut Vec<AffectedEntry>| {
            for entry in affected.iter_mut() {
                entry.id = entry.id.take().filter(|id| known.has(id));
            }
            affected.retain(|entry| entry.id.is_some() || entry.name.is_some());
        };
        if known.is_empty() {
            return;
        }
        for incident in &mut self.document.incidents {
            tidy(&mut incident.components);
        }
        for maintenance in &mut self.document.scheduled_maintenances {
            tidy(&mut maintenance.components);
        }
    }

    fn source(&self, format: Format, missing: &[&str]) -> SourceEntry {
        let owned = |text: &&str| (*text).to_owned();
        SourceEntry {
            path: String::new(),
            format: Some(format.as_str().to_owned()),
            cannot_tell: self
                .gaps
                .iter()
                .map(|gap| gap.as_str().to_owned())
                .collect(),
            missing: missing.iter().map(owned).collect(),
            limits: limits(&self.gaps, missing).map(Text::Plain),
            checked_at: self.checked_at.map(instant::write),
            stale_at: self.stale_at.map(instant::write),
        }
    }

    fn date(&mut self) {
        if let Some(newest) = self.newest {
            let page = self.page();
            page.updated_at
                .get_or_insert_with(|| instant::write(newest));
        }
    }
}

/// Returns an update; `None` if its body is blank.
pub fn update(
    node: &Node<'_>,
    body: Option<String>,
    at: Option<String>,
    status: Option<String>,
) -> Option<UpdateEntry> {
    Some(UpdateEntry {
        path: node.path().to_owned(),
        body: Some(Text::Plain(body.filter(|body| !body.trim().is_empty())?)),
        display_at: at,
        status,
        ..UpdateEntry::default()
    })
}

/// Returns a Markdown or HTML body as plain text; `None` if the result is empty.
pub fn body(text: Option<String>) -> Option<String> {
    let text = markup::markdown(&markup::html(&text?));
    (!text.is_empty()).then_some(text)
}

/// Returns the components that an incident or maintenance affects, by name.
pub fn named(names: impl IntoIterator<Item = String>) -> Vec<AffectedEntry> {
    let entry = |name| AffectedEntry {
        name: Some(Text::Plain(name)),
        ..AffectedEntry::default()
    };
    names.into_iter().map(entry).collect()
}

/// Returns the components that the entries of the list `name` refer to, with their names and their ids in member `id`.
pub fn affected(node: &Node<'_>, name: &str, id: &str) -> Vec<AffectedEntry> {
    let entry = |it: &Node<'_>| AffectedEntry {
        path: it.path().to_owned(),
        id: it.text(id),
        name: it.text("name").map(Text::Plain),
    };
    node.entries(name).iter().map(entry).collect()
}

/// Returns the status of a maintenance by its window and the clock, for formats that do not state it. The start belongs
/// to the window, the end does not.
///
/// Without a clock it is `scheduled`, so that the page says *due* rather than something wrong.
pub fn by_window(start: Option<&str>, end: Option<&str>, now: Option<Instant>) -> &'static str {
    let read = |text: Option<&str>| match text.map(instant::read) {
        Some(Reading::At(at)) => Some(at),
        Some(Reading::Absent | Reading::Unreadable) | None => None,
    };
    match (read(start), read(end), now) {
        (_, Some(end), Some(now)) if end <= now => "completed",
        (Some(start), _, Some(now)) if start <= now => "in_progress",
        (Some(_), _, _) => "scheduled",
        (None, _, _) => UNKNOWN,
    }
}
