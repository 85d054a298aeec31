//! Nothing that makes a feed worse or less readable gives it a better verdict, whatever its format.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use intermission::feeds::format::Format;
use intermission::feeds::part::Part;
use intermission::feeds::read::read;
use intermission::feeds::recognise::recognise;
use intermission::model::document::parse::parse;
use intermission::model::status::overall_status::{OverallStatus, overall_status};
use intermission::model::status::situation::Situation;
use proptest::prelude::{ProptestConfig, any, proptest};
use serde_json::{Value, json};

use super::robust::everything;
use super::troubled::{STALE, TROUBLED};
use super::worse::worse;
use super::{context, now, understood};

/// The documents of a feed, each with what it is asked for as.
#[derive(Clone, Debug)]
struct Documents {
    name: String,
    format: Format,
    parts: Vec<Part>,
    values: Vec<Value>,
    /// Names of the members that were lists at first.
    lists: BTreeSet<String>,
}

impl Documents {
    fn of(name: String, documents: &[Vec<u8>]) -> Option<Self> {
        let texts = documents
            .iter()
            .map(|bytes| std::str::from_utf8(bytes).ok());
        let texts: Option<Vec<&str>> = texts.collect();
        let texts = texts?;
        let part = |text: &&str| recognise(&parse(text).ok()?);
        let parts: Option<Vec<Part>> = texts.iter().map(part).collect();
        let parts = parts?;
        let values: Option<Vec<Value>> = texts
            .iter()
            .map(|it| serde_json::from_str(it).ok())
            .collect();
        let format = parts.first()?.format();
        let values = values?;
        let mut lists = BTreeSet::new();
        for value in &values {
            let mut found = Vec::new();
            places(value, "", &mut found);
            found.retain(|it| value.pointer(it).unwrap().is_array());
            let names = found.iter().filter_map(|it| it.rsplit('/').next());
            lists.extend(names.map(str::to_owned));
        }
        let documents = Self {
            name,
            format,
            parts,
            values,
            lists,
        };
        documents.verdict().map(|_| documents)
    }

    /// What the feed comes to; nothing where it is refused, so that what is on screen stays.
    fn verdict(&self) -> Option<OverallStatus> {
        let texts: Vec<Vec<u8>> = self
            .values
            .iter()
            .map(|it| it.to_string().into_bytes())
            .collect();
        let documents: Vec<_> = self
            .parts
            .iter()
            .copied()
            .map(Some)
            .zip(texts.iter().map(Vec::as_slice))
            .collect();
        let reading = read(&documents, context()).ok()?;
        let (snapshot, _) = understood(&reading);
        Some(overall_status(&snapshot, now()))
    }
}

/// Places of all values but the root, as pointers.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
            members
                .iter()
                .map(|(name, value)| (escaped(name), value))
                .collect()
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (name, child) in children {
        let pointer = format!("{pointer}/{name}");
        places(child, &pointer, found);
        found.push(pointer);
    }
}

/// What can be done to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    /// Puts a word there that no format has.
    Unknown,
    Null,
    Blank,
    Delete,
    WrapInList,
    WrapInObject,
    WrongType,
    Reverse,
    Rotate,
    /// Puts a worse word of the same vocabulary there, the one with this number.
    Worse(usize),
}

const HARMS: [Harm; 13] = [
    Harm::Unknown,
    Harm::Null,
    Harm::Blank,
    Harm::Delete,
    Harm::WrapInList,
    Harm::WrapInObject,
    Harm::WrongType,
    Harm::Reverse,
    Harm::Rotate,
    Harm::Worse(0),
    Harm::Worse(1),
    Harm::Worse(2),
    Harm::Worse(3),
];

/// Whether a value holds evidence that may be missing without a trace: lists of entries, in whatever form.
fn is_evidence(pointer: &str, value: &Value, documents: &Documents) -> bool {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = parent.rsplit('/').next().unwrap();
    let holders = [
        (Format::StatusIo, name == "maintenance"),
        (Format::UptimeKuma, name == "incident"),
        (Format::UptimeFlare, parent == "monitors"),
        // The shape of old versions, an object of endpoints.
        (Format::Gatus, parent.is_empty()),
        (Format::Health, name == "checks" || parent == "checks"),
    ];
    value.is_array()
        || documents.lists.contains(name)
        || holders.contains(&(documents.format, true))
}

/// Whether a value may be missing, or be another word, without anything being less readable: a check of health need
/// not say when it was made, any word is a label of an issue, Better Stack may list entries of other kinds, and `null`
/// is Statuspal's word for what works.
fn is_free(pointer: &str, harm: Harm, format: Format) -> bool {
    let is_gone = matches!(harm, Harm::Null | Harm::Delete | Harm::Blank);
    let is_word = harm == Harm::Unknown;
    let free = [
        (Format::Health, is_gone && pointer.ends_with("/time")),
        (Format::Upptime, is_word && pointer.contains("/labels/")),
        (Format::BetterStack, is_word && pointer.ends_with("/type")),
        (
            Format::Statuspal,
            harm == Harm::Null && pointer.ends_with("/current_incident_type"),
        ),
    ];
    free.contains(&(format, true))
}

/// The documents after a harm to the one with this index; nothing where it cannot be done there.
fn harmed(documents: &Documents, at: usize, pointer: &str, harm: Harm) -> Option<Documents> {
    let mut changed = documents.clone();
    let document = &mut changed.values[at];
    let value = document.pointer_mut(pointer)?;
    if is_free(pointer, harm, documents.format) {
        return None;
    }
    let is_evidence = is_evidence(pointer, value, documents);
    let is_scalar = !value.is_array() && !value.is_object();
    match harm {
        Harm::Unknown if is_scalar && !value.is_null() => *value = json!("gibberish"),
        Harm::Null if !is_evidence => *value = Value::Null,
        Harm::Blank if is_scalar => *value = json!(" "),
        Harm::WrapInList if !value.is_null() => *value = json!([value.take()]),
        Harm::WrapInObject if !value.is_null() => *value = json!({"value": value.take()}),
        Harm::WrongType if !value.is_null() => *value = json!(-1.5),
        Harm::Reverse => value.as_array_mut()?.reverse(),
        Harm::Rotate => {
            let items = value.as_array_mut()?;
            let by = items.len().min(1);
            items.rotate_left(by);
        }
        Harm::Worse(nth) => *value = worse(pointer, value, documents.parts[at], nth)?,
        Harm::Delete if !is_evidence => {
            let (parent, name) = pointer.rsplit_once('/')?;
            let name = name.replace("~1", "/").replace("~0", "~");
            document
                .pointer_mut(parent)?
                .as_object_mut()?
                .remove(&name)?;
        }
        Harm::Unknown
        | Harm::Null
        | Harm::Blank
        | Harm::Delete
        | Harm::WrapInList
        | Harm::WrapInObject
        | Harm::WrongType => return None,
    }
    Some(changed)
}

/// Whether a harm made a verdict better.
///
/// A document of which nothing is understood is not better than any other: visitors read that no status is known. A
/// worse word in the place of one that meant nothing is trouble that is now certain.
fn is_better(before: &OverallStatus, after: &OverallStatus, harm: Harm) -> bool {
    let is_certain = matches!(harm, Harm::Worse(_))
        && after.evidence.worst >= before.evidence.worst
        && !after.situation.is_well();
    after.is_better_than(before) && after.situation != Situation::Silent && !is_certain
}

/// The troubled feeds, the fixtures, and the captures that are not large.
static FEEDS: LazyLock<Vec<Documents>> = LazyLock::new(|| {
    let everything = everything().into_iter();
    let size = |documents: &[Vec<u8>]| documents.iter().map(Vec::len).sum::<usize>();
    let small = everything.filter(|(_, documents)| size(documents) < 6_000);
    let feeds = small.filter_map(|(name, documents)| Documents::of(name, &documents));
    let others = feeds.filter(|it| it.format != Format::Statuspage);
    troubled().into_iter().chain(others).collect()
});

fn troubled() -> Vec<Documents> {
    let read = |texts: &&[&str]| {
        let documents: Vec<Vec<u8>> = texts.iter().map(|it| it.as_bytes().to_vec()).collect();
        Documents::of(texts.join("\n"), &documents).unwrap_or_else(|| panic!("{texts:?}"))
    };
    TROUBLED.iter().chain(STALE).map(read).collect()
}

/// Otherwise the properties below would say nothing of them.
#[test]
fn troubled_feeds_are_in_trouble_and_every_format_has_one() {
    let feeds = troubled();
    let is_stale = |feed: &Documents| STALE.iter().any(|it| it.join("\n") == feed.name);
    for feed in &feeds {
        let verdict = feed.verdict().unwrap();
        assert!(!verdict.situation.is_well(), "{}: {verdict:?}", feed.name);
        let is_known = !matches!(verdict.situation, Situation::Silent | Situation::Unsure);
        assert!(
            is_known || is_stale(feed),
            "{}: {verdict:?}: is a time in it much older than `now()`?",
            feed.name
        );
    }
    let is_there = |format: &Format| {
        let mut known = feeds.iter().filter(|it| !is_stale(it));
        known.any(|it| it.format == *format)
    };
    let missing: Vec<_> = Format::ALL.into_iter().filter(|it| !is_there(it)).collect();
    assert_eq!(
        missing,
        [Format::Statuspage, Format::Rss, Format::Atom],
        "a feed in trouble is missing in `tests/native/feeds/troubled.rs`"
    );
}

#[test]
fn no_single_harm_to_a_feed_makes_its_verdict_better() {
    let mut better = Vec::new();
    for documents in FEEDS.iter() {
        let before = documents.verdict().unwrap();
        for at in 0..documents.values.len() {
            let mut found = Vec::new();
            places(&documents.values[at], "", &mut found);
            for pointer in &found {
                for harm in HARMS {
                    let Some(changed) = harmed(documents, at, pointer, harm) else {
                        continue;
                    };
                    let Some(after) = changed.verdict() else {
                        continue;
                    };
                    if is_better(&before, &after, harm) {
                        let name = &documents.name;
                        better.push(format!(
                            "{name} {pointer} {harm:?}: {before:?} became {after:?}"
                        ));
                    }
                }
            }
        }
    }
    assert_eq!(better.len(), 0, "{}", better.join("\n"));
}

/// A report without a state is unknown, whether its window has passed or has no end.
#[test]
fn a_report_of_better_stack_without_a_state_leaves_something_unknown() {
    for end in ["2026-11-24T10:00:00Z", " "] {
        let feed = format!(
            r#"{{"data": {{"id": "1", "type": "status_page", "attributes": {{"company_name": "C",
            "aggregate_state": "maintenance"}}}}, "included": [{{"id": "a", "type": "status_page_resource",
            "attributes": {{"public_name": "A", "status": "operational"}}}}, {{"id": "r", "type": "status_report",
            "attributes": {{"title": "Work", "report_type": "maintenance", "starts_at": "2026-11-24T09:00:00Z",
            "ends_at": "{end}", "affected_resources": []}}}}]}}"#
        );
        let documents = Documents::of(end.to_owned(), &[feed.into_bytes()]).unwrap();
        assert!(documents.verdict().unwrap().evidence.has_unknown, "`{end}`");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn no_chain_of_harms_to_a_feed_makes_its_verdict_better(
        seed in any::<usize>(),
        harms in proptest::collection::vec(any::<(usize, usize, usize)>(), 1..6),
    ) {
        let mut documents = FEEDS[seed % FEEDS.len()].clone();
        let mut before = documents.verdict().unwrap();
        for (at, place, harm) in harms {
            let at = at % documents.values.len();
            let mut found = Vec::new();
            places(&documents.values[at], "", &mut found);
            let Some(pointer) = found.get(place % found.len().max(1)) else { continue };
            let harm = HARMS[harm % HARMS.len()];
            let Some(changed) = harmed(&documents, at, pointer, harm) else { continue };
            documents = changed;
            let Some(after) = documents.verdict() else { break };
            assert!(!is_better(&before, &after, harm), "{} {pointer} {harm:?}\n  {before:?}\n  {after:?}\n{:?}", documents.name, documents.values);
            before = after;
        }
    }
}
