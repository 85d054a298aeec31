//! From bytes to a [`Document`].

use serde::Deserialize as _;

use super::document::{
    AccessEntry, AffectedEntry, ComponentEntry, Document, IncidentEntry, LinkEntry,
    MaintenanceEntry, PageEntry, PhaseEntry, ResumeEntry, StatusEntry, UpdateEntry,
};
use super::error::{DocumentError, Problem};
use super::json::{Json, Members};
use super::reader::Entry;

/// The version of the format that this reader knows.
pub const VERSION: u64 = 1;
/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The largest number of entries in `components`; the largest real page seen has 1,104.
pub const MAX_COMPONENTS: usize = 5_000;
/// How deep lists and objects may stand within one another.
pub const MAX_NESTING: usize = 64;

impl Document {
    /// Reads a document from its text, with every fault that was tolerated on the way.
    ///
    /// # Errors
    /// When nothing in `bytes` can be used; see [`DocumentError`] for the cases.
    pub fn read(bytes: &[u8]) -> Result<(Self, Vec<Problem>), DocumentError> {
        let root = parse(bytes)?;
        let Json::Object(members) = &root else {
            return Err(DocumentError::NotAnObject { found: root.kind() });
        };
        let mut problems = Vec::new();
        let mut entry = Entry::root(members, &mut problems);
        let version = recognise(&mut entry, members)?;
        let document = document(&mut entry, version);
        let found = document.components.len();
        if found > MAX_COMPONENTS {
            return Err(DocumentError::TooManyComponents {
                found,
                limit: MAX_COMPONENTS,
            });
        }
        Ok((document, problems))
    }
}

/// From bytes to JSON, with the limits that keep a broken or hostile file from hurting the visitor.
fn parse(bytes: &[u8]) -> Result<Json, DocumentError> {
    if bytes.len() > MAX_BYTES {
        return Err(DocumentError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let text = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii();
    match text.first() {
        None => return Err(DocumentError::Empty),
        Some(b'<') => return Err(DocumentError::Html),
        Some(_) => {}
    }
    if nesting(text) > MAX_NESTING {
        return Err(DocumentError::TooNested { limit: MAX_NESTING });
    }
    // The text before trimming, so that lines and columns are those of the file.
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let parsed = Json::deserialize(&mut deserializer);
    parsed
        .and_then(|root| deserializer.end().map(|()| root))
        .map_err(|error| DocumentError::Json {
            line: error.line(),
            column: error.column(),
            reason: error.to_string(),
        })
}

/// How deep brackets stand within one another at the most, strings left aside.
fn nesting(text: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Tells a status document from other JSON before any of its entries is read.
fn recognise(entry: &mut Entry<'_>, members: &Members) -> Result<Option<u64>, DocumentError> {
    const MEMBERS: [&str; 5] = [
        "page",
        "components",
        "incidents",
        "scheduled_maintenances",
        "status",
    ];
    if let Some(Json::Count(status)) = members.get("status") {
        return Err(DocumentError::ErrorBody { status: *status });
    }
    if !MEMBERS.iter().any(|name| members.get(name).is_some()) {
        return Err(DocumentError::Unrecognised);
    }
    match entry.count("version") {
        Some(found) if found > VERSION => Err(DocumentError::UnsupportedVersion {
            found,
            supported: VERSION,
        }),
        version => Ok(version),
    }
}

fn document(entry: &mut Entry<'_>, version: Option<u64>) -> Document {
    Document {
        path: String::new(),
        version,
        published_at: entry.string("published_at"),
        refresh_secs: entry.count("refresh_secs"),
        page: entry.object("page", page),
        status: entry.object("status", |entry| StatusEntry {
            path: entry.path().to_owned(),
            indicator: entry.string("indicator"),
            description: entry.text("description"),
        }),
        summary: entry.text("summary"),
        notice: entry.text("notice"),
        links: entry.list("links", |entry| LinkEntry {
            path: entry.path().to_owned(),
            rel: entry.string("rel"),
            label: entry.text("label"),
            url: entry.string("url"),
        }),
        resume: entry.object("resume", |entry| ResumeEntry {
            path: entry.path().to_owned(),
            url: entry.string("url"),
            probe: entry.string("probe"),
            spread_secs: entry.count("spread_secs"),
        }),
        components: entry.list("components", component),
        incidents: entry.list("incidents", incident),
        scheduled_maintenances: entry.list("scheduled_maintenances", maintenance),
    }
}

fn page(entry: &mut Entry<'_>) -> PageEntry {
    PageEntry {
        path: entry.path().to_owned(),
        id: entry.string("id"),
        name: entry.text("name"),
        url: entry.string("url"),
        time_zone: entry.string("time_zone"),
        lang: entry.string("lang"),
        logo: entry.string("logo"),
        updated_at: entry.string("updated_at"),
    }
}

fn component(entry: &mut Entry<'_>) -> ComponentEntry {
    ComponentEntry {
        path: entry.path().to_owned(),
        id: entry.string("id"),
        name: entry.text("name"),
        description: entry.text("description"),
        status: entry.string("status"),
        state: entry.string("state"),
        group: entry.flag("group"),
        group_id: entry.string("group_id"),
        regions: entry.strings("regions"),
        eta: entry.string("eta"),
        eta_minutes: entry.count("eta_minutes"),
        note: entry.text("note"),
        url: entry.string("url"),
        only_show_if_degraded: entry.flag("only_show_if_degraded"),
    }
}

fn affected(entry: &mut Entry<'_>) -> AffectedEntry {
    AffectedEntry {
        path: entry.path().to_owned(),
        id: entry.string("id"),
        name: entry.text("name"),
    }
}

fn update(entry: &mut Entry<'_>) -> UpdateEntry {
    UpdateEntry {
        path: entry.path().to_owned(),
        id: entry.string("id"),
        status: entry.string("status"),
        body: entry.text("body"),
        display_at: entry.string("display_at"),
        created_at: entry.string("created_at"),
    }
}

fn incident(entry: &mut Entry<'_>) -> IncidentEntry {
    IncidentEntry {
        path: entry.path().to_owned(),
        id: entry.string("id"),
        name: entry.text("name"),
        status: entry.string("status"),
        impact: entry.string("impact"),
        created_at: entry.string("created_at"),
        started_at: entry.string("started_at"),
        updated_at: entry.string("updated_at"),
        resolved_at: entry.string("resolved_at"),
        shortlink: entry.string("shortlink"),
        components: entry.list("components", affected),
        incident_updates: entry.list("incident_updates", update),
    }
}

fn maintenance(entry: &mut Entry<'_>) -> MaintenanceEntry {
    MaintenanceEntry {
        path: entry.path().to_owned(),
        id: entry.string("id"),
        name: entry.text("name"),
        status: entry.string("status"),
        scheduled_for: entry.string("scheduled_for"),
        scheduled_until: entry.string("scheduled_until"),
        originally_until: entry.string("originally_until"),
        created_at: entry.string("created_at"),
        updated_at: entry.string("updated_at"),
        resolved_at: entry.string("resolved_at"),
        reason: entry.text("reason"),
        access: entry.object("access", |entry| AccessEntry {
            path: entry.path().to_owned(),
            mode: entry.string("mode"),
            note: entry.text("note"),
        }),
        phases: entry.list("phases", phase),
        shortlink: entry.string("shortlink"),
        components: entry.list("components", affected),
        incident_updates: entry.list("incident_updates", update),
    }
}

fn phase(entry: &mut Entry<'_>) -> PhaseEntry {
    PhaseEntry {
        path: entry.path().to_owned(),
        name: entry.text("name"),
        body: entry.text("body"),
        status: entry.string("status"),
        started_at: entry.string("started_at"),
        ended_at: entry.string("ended_at"),
        expected_secs: entry.count("expected_secs"),
        done: entry.count("done"),
        total: entry.count("total"),
        unit: entry.text("unit"),
    }
}
