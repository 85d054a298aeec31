//! Turns a [`Document`] into a [`Snapshot`]: reads words, times and URLs, resolves ids, and puts lists in order.
//!
//! This never fails. A fault costs the member or entry that it is in, and is returned as a [`Problem`]. An unknown word
//! becomes *unknown* and is shown as it was written.

mod components;
mod faults;
mod incidents;
mod keys;
mod limit;
mod maintenances;

use std::sync::Arc;

use crate::model::document::error::{Problem, ProblemKind};
use crate::model::document::text::printable_line;
use crate::model::document::url::has_query;
use crate::model::document::vocabulary::{Indicator, LinkRel};
use crate::model::document::wire::{Document, LinkEntry, ResumeEntry};
use crate::model::i18n::message::language::Language;
use crate::model::policy::resume::{LONGEST_SPREAD_SECS, Resume};
use crate::model::status::snapshot::{Link, Page, Published, Snapshot};
use crate::model::time::instant::Instant;
use faults::Faults;
pub(crate) use keys::ComponentsById;
pub use limit::MAX_ENTRIES;

/// The interval between requests when the publisher states none, in seconds.
pub const DEFAULT_REFRESH_SECS: u64 = 60;
/// The bounds of `refresh_secs`.
pub const REFRESH_SECS: std::ops::RangeInclusive<u64> = 10..=600;

/// Gives a document its meaning, with texts in the first of `languages` that each of them has. Entries without a name
/// are named in `language`.
///
/// ```
/// use intermission::model::i18n::message::language::Language;
/// use intermission::model::{document::wire::Document, status::normalize::normalize};
/// let (document, _) = Document::read(br#"{"components": [{"name": "API", "status": "on fire"}]}"#).unwrap();
/// let (snapshot, problems) = normalize(&document, Language::default(), &[]);
/// assert_eq!(snapshot.tally().unknown, 1);
/// assert_eq!(problems[0].path, "components[0].status");
/// ```
pub fn normalize(
    document: &Document,
    language: Language,
    languages: &[String],
) -> (Snapshot, Vec<Problem>) {
    let mut faults = Faults::new(language, languages);
    let published = published(document, &mut faults);
    let base = match published {
        Published::At(at) => Some(at),
        Published::Checked(_) | Published::NotBefore(_) | Published::Unstated => None,
    };
    let services = components::read(&document.components, base, &mut faults);
    let by_id = ComponentsById::new(&document.components);
    let promised = document.next_update_at.as_deref();
    let page = document.page.as_ref();
    let status = document.status.as_ref();
    let source = document.source.as_ref();
    let (indicator, indicator_word) = status.map_or((Indicator::Unknown, None), |status| {
        let word = status.indicator.as_deref();
        let words = Indicator::WORDS;
        faults.word(&status.path, "indicator", word, Indicator::parse, words)
    });
    let mut snapshot = Snapshot {
        page: Page {
            name: page.and_then(|page| faults.line(&page.path, "name", page.name.as_ref())),
            url: page.and_then(|page| faults.url(&page.path, "url", page.url.as_deref())),
            time_zone: page.and_then(|page| page.time_zone.as_deref().map(printable_line)),
            language: None,
        },
        published,
        next_update_at: promised_update("", promised, published.instant(), &mut faults),
        refresh_secs: refresh_secs(document, &mut faults),
        indicator,
        indicator_word,
        is_rollup_unreadable: status.is_some() && indicator == Indicator::Unknown,
        description: status.and_then(|status| {
            faults.line(&status.path, "description", status.description.as_ref())
        }),
        summary: faults.lines("", "summary", document.summary.as_ref()),
        notice: faults.lines("", "notice", document.notice.as_ref()),
        links: document
            .links
            .iter()
            .filter_map(|entry| link(entry, &mut faults))
            .collect(),
        incidents: incidents::read(&document.incidents, &by_id, &mut faults),
        maintenances: maintenances::read(&document.scheduled_maintenances, &by_id, &mut faults),
        resume: resume(document, &mut faults),
        limits: source
            .and_then(|source| faults.line(&source.path, "limits", source.limits.as_ref())),
        stale_at: source
            .and_then(|it| faults.instant(&it.path, "stale_at", it.stale_at.as_deref())),
        groups: services.groups,
        components: services.components.into_iter().map(Arc::new).collect(),
        hidden: services.hidden,
        is_cut: false,
    };
    snapshot.is_cut = faults.is_cut;
    let stated = page.and_then(|page| page.lang.clone());
    let language = faults.language().or(stated);
    snapshot.page.language = language.as_deref().map(printable_line);
    (snapshot, faults.into_problems())
}

fn published(document: &Document, faults: &mut Faults<'_>) -> Published {
    let stated = faults.instant("", "published_at", document.published_at.as_deref());
    let edited = document
        .page
        .as_ref()
        .and_then(|page| faults.instant(&page.path, "updated_at", page.updated_at.as_deref()));
    let checked = document
        .source
        .as_ref()
        .and_then(|it| faults.instant(&it.path, "checked_at", it.checked_at.as_deref()));
    let stated = stated.map(Published::At);
    let checked = checked.map(Published::Checked);
    let edited = edited.map(Published::NotBefore);
    stated.or(checked).or(edited).unwrap_or_default()
}

fn refresh_secs(document: &Document, faults: &mut Faults<'_>) -> u64 {
    let Some(secs) = document.refresh_secs else {
        return DEFAULT_REFRESH_SECS;
    };
    if !REFRESH_SECS.contains(&secs) {
        faults.out_of_range("", "refresh_secs", "10 to 600 seconds", secs);
    }
    secs.clamp(*REFRESH_SECS.start(), *REFRESH_SECS.end())
}

fn link(entry: &LinkEntry, faults: &mut Faults<'_>) -> Option<Link> {
    let rel = entry.rel.as_deref();
    let (rel, _) = faults.word(&entry.path, "rel", rel, LinkRel::parse, LinkRel::WORDS);
    let url = faults.url(&entry.path, "url", entry.url.as_deref());
    let label = faults
        .line(&entry.path, "label", entry.label.as_ref())
        .or_else(|| url.clone());
    if label.is_none() {
        faults.missing(&entry.path, "label", "what the link says");
    }
    Some(Link {
        rel,
        label: label?,
        url,
    })
}

fn resume(document: &Document, faults: &mut Faults<'_>) -> Resume {
    let Some(resume) = &document.resume else {
        return Resume::default();
    };
    let spread_secs = resume.spread_secs;
    if let Some(spread_secs) = spread_secs.filter(|it| LONGEST_SPREAD_SECS < *it) {
        faults.out_of_range(
            &resume.path,
            "spread_secs",
            "0 to 3600 seconds",
            spread_secs,
        );
    }
    Resume {
        url: faults.url(&resume.path, "url", resume.url.as_deref()),
        probe: probe(resume, faults),
        spread_secs: spread_secs.map(|it| it.min(LONGEST_SPREAD_SECS)),
    }
}

/// Returns the address of the probe; `None`, and a fault, if it has a query. A request to such an address may have an
/// effect, so it is never sent only to see whether the site answers.
fn probe(resume: &ResumeEntry, faults: &mut Faults<'_>) -> Option<String> {
    let url = faults.url(&resume.path, "probe", resume.probe.as_deref())?;
    if has_query(&url) {
        let expected = "a URL without query and fragment";
        let kind = ProblemKind::OutOfRange {
            expected,
            found: url,
        };
        faults.note(&resume.path, "probe", kind);
        return None;
    }
    Some(url)
}

/// Returns by when an update is promised, unless the publisher has said something at or after that: then the promise is
/// kept, and tells visitors nothing.
fn promised_update(
    path: &str,
    text: Option<&str>,
    last_said: Option<Instant>,
    faults: &mut Faults<'_>,
) -> Option<Instant> {
    let promised = faults.instant(path, "next_update_at", text);
    promised.filter(|promised| last_said < Some(*promised))
}

/// Returns `end`, unless it is before `start`; then notes the fault and returns `None`.
fn after(
    faults: &mut Faults<'_>,
    (path, field): (&str, &str),
    start: Option<Instant>,
    end: Option<Instant>,
) -> Option<Instant> {
    match (start, end) {
        (Some(start), Some(end)) if end < start => {
            let (start, end) = (
                crate::model::time::instant::write(start),
                crate::model::time::instant::write(end),
            );
            faults.note(path, field, ProblemKind::EndsBeforeStart { start, end });
            None
        }
        _ => end,
    }
}
