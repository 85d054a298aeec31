//! The status document that a feed becomes, while it is put together.

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

/// What is known beside the documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The time, for formats that list windows without saying which of them run.
    pub now: Option<Instant>,
    /// Where the first document came from.
    pub url: Option<&'a str>,
}

/// A document of ours in the making.
#[derive(Debug)]
pub struct DocumentBuilder<'a> {
    document: Document,
    /// What is beside the documents.
    pub context: Context<'a>,
    notices: Vec<String>,
    gaps: Vec<Gap>,
    newest: Option<Instant>,
    checked_at: Option<Instant>,
    stale_at: Option<Instant>,
    /// How many components are no headings.
    services: usize,
    groups: Ids,
    components: Ids,
    incidents: Ids,
    maintenances: Ids,
}

impl<'a> DocumentBuilder<'a> {
    /// Begins with nothing but what the format cannot tell.
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

    /// The page's own facts.
    pub fn page(&mut self) -> &mut PageEntry {
        self.document.page.get_or_insert_with(PageEntry::default)
    }

    /// The publisher's roll-up, in our words, and in the publisher's where those are worth showing. A roll-up that
    /// should be there and is not, or cannot be read, is unknown.
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

    /// Says that all is well, where a format says so by listing no trouble. What cannot be read is listed, as trouble of
    /// unknown state, so that nothing has been overlooked.
    pub fn quiet(&mut self, node: &Node<'_>) {
        self.status(node, Some("none".to_owned()), None);
    }

    /// How often the publisher would like to be asked, where that is within what a document may say.
    pub fn refresh(&mut self, secs: Option<u64>) {
        self.document.refresh_secs = secs.filter(|secs| (10..=600).contains(secs));
    }

    /// Notes that something happened at `time`, so that the data is no older than that.
    pub fn not_before(&mut self, time: Option<&str>) {
        if let Some(Reading::At(at)) = time.map(instant::read) {
            self.newest = self.newest.max(Some(at));
        }
    }

    /// Notes when a service was last checked, and until when that says something.
    pub fn checked(&mut self, checks: &Checks<'_>) {
        self.checked_at = self.checked_at.max(checks.at);
        self.stale_at = self.stale_at.max(checks.stale_at());
    }

    /// When the newest check was.
    pub fn checked_at(&self) -> Option<Instant> {
        self.checked_at
    }

    /// A link onward.
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

    /// Something that the feed does not tell this time.
    pub fn cannot_tell(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// What the feed does not tell.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// A text for the end of the page.
    pub fn notice(&mut self, text: String) {
        if !text.is_empty() && !self.notices.contains(&text) {
            self.notices.push(text);
        }
    }

    /// The id of the heading that was made with `key`.
    pub fn known_group(&self, key: &str) -> Option<String> {
        Some(["group/", key].concat()).filter(|id| self.groups.has(id))
    }

    /// A heading over components, made when it is first asked for; its id.
    pub fn group(&mut self, key: &str, name: &str) -> Option<String> {
        if name.trim().is_empty() {
            return None;
        }
        self.heading(key, Some(name), None)
    }

    /// A heading that its publisher gives a state of its own, made when it is first asked for; its id. A heading
    /// without a name is kept: its state counts.
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

    /// A component. One without a name is called by its id, and one without either gets a name where the document gets
    /// its meaning: it may be the one that is down.
    pub fn component(&mut self, node: &Node<'_>, mut entry: ComponentEntry) {
        if self.is_full() {
            return;
        }
        node.path().clone_into(&mut entry.path);
        if entry.name.is_none() {
            node.note_missing("name", "a name");
            entry.name = entry.id.clone().map(Text::Plain);
            // By its place it is told from others without a name.
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

    /// Whether there are more components than any page shows, so that all of it is refused in the end.
    pub fn is_full(&self) -> bool {
        self.services > MAX_COMPONENTS || self.groups.count() > MAX_COMPONENTS
    }

    /// The components so far.
    pub fn components(&self) -> &[ComponentEntry] {
        &self.document.components
    }

    /// An incident. One without a title gets one where the document gets its meaning, in [`crate::model::status::normalize`].
    pub fn incident(&mut self, node: &Node<'_>, mut entry: IncidentEntry) {
        node.path().clone_into(&mut entry.path);
        if entry.name.is_none() {
            node.note_missing("name", "a title");
        }
        entry.id = entry.id.map(|id| self.incidents.unique(id));
        self.document.incidents.push(entry);
    }

    /// A maintenance.
    pub fn maintenance(&mut self, node: &Node<'_>, mut entry: MaintenanceEntry) {
        node.path().clone_into(&mut entry.path);
        if entry.name.is_none() {
            node.note_missing("name", "a title");
        }
        let status = entry.status.get_or_insert_with(|| UNKNOWN.to_owned());
        // What runs may have begun without ever being planned; then its window is nothing to miss.
        if status != "scheduled" && entry.scheduled_for.is_none() {
            entry.scheduled_until = None;
        }
        entry.id = entry.id.map(|id| self.maintenances.unique(id));
        self.document.scheduled_maintenances.push(entry);
    }

    /// A heading with nothing under it and without a state says nothing; in a document it would count as a service of
    /// unknown state.
    fn drop_empty_headings(&mut self) {
        let members = self.document.components.iter();
        let used: BTreeSet<String> = members.filter_map(|it| it.group_id.clone()).collect();
        let is_used = |id: &String| used.contains(id);
        let components = &mut self.document.components;
        components.retain(|it| {
            it.group != Some(true) || it.status.is_some() || it.id.as_ref().is_some_and(is_used)
        });
    }

    /// The document, with what it refers to resolved.
    ///
    /// # Errors
    /// When there are more components than any page shows.
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

    /// Takes out the ids of components that the feed does not list; names are kept.
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

/// A message, unless it says nothing.
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

/// A Markdown body as text; nothing where nothing is left of it.
pub fn body(text: Option<String>) -> Option<String> {
    let text = markup::markdown(&markup::html(&text?));
    (!text.is_empty()).then_some(text)
}

/// What an incident or maintenance touches, by name.
pub fn named(names: impl IntoIterator<Item = String>) -> Vec<AffectedEntry> {
    let entry = |name| AffectedEntry {
        name: Some(Text::Plain(name)),
        ..AffectedEntry::default()
    };
    names.into_iter().map(entry).collect()
}

/// The same by the ids and names that entries of the list `name` have.
pub fn affected(node: &Node<'_>, name: &str, id: &str) -> Vec<AffectedEntry> {
    let entry = |it: &Node<'_>| AffectedEntry {
        path: it.path().to_owned(),
        id: it.text(id),
        name: it.text("name").map(Text::Plain),
    };
    node.entries(name).iter().map(entry).collect()
}

/// Whether a window runs, is ahead or over, by the clock: for formats that have no word for it.
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
