//! From the documents of a feed to one of ours.

use super::builder::{Context, DocumentBuilder};
use super::format::{Format, Gap, Repair};
use super::node::{Faults, Node};
use super::part::Part;
use super::parts::{Need, Parts};
use super::recognise::{empty_list, of_cachet, recognise};
use super::{
    aws, betterstack, cachet2, cachet3, checkly, cstate, family, flashduty, gatus, google, health,
    heroku, incident_io, instatus, kuma, slack, statusio, upptime, uptimeflare, vigil,
};
use crate::model::document::error::{DocumentError, Problem};
use crate::model::document::json::Json;
use crate::model::document::read::parse_bytes;
use crate::model::document::reader::FromEntry as _;
use crate::model::document::recognise::{contents, says_something, whole_document, written};
use crate::model::document::wire::Document;
use crate::model::document::write::write;

/// What a feed says.
#[derive(Clone, Debug)]
pub struct ConvertedFeed {
    /// The format that it is in.
    pub format: Format,
    /// The same as a document of ours.
    pub document: Document,
    /// Documents that are wanted beside those that are there.
    pub needs: Vec<Need>,
    /// What the feed does not tell.
    pub cannot_tell: Vec<Gap>,
    /// What was tolerated; in a second document, paths begin with `2:`.
    pub problems: Vec<Problem>,
    /// Further documents that could not be used, by their index.
    pub unread: Vec<(usize, DocumentError)>,
    /// The documents that were used, by their index, as they were parsed.
    pub sources: Vec<(usize, Json)>,
}

impl ConvertedFeed {
    /// Refuses what says the state of nothing, as the page refuses the converted document.
    ///
    /// # Errors
    /// When a feed of another format says the state of nothing; [`read`] judges documents of ours by their text.
    pub fn checked(self) -> Result<Self, DocumentError> {
        if self.format == Format::Statuspage || says_something(&self.document) {
            return Ok(self);
        }
        let found = contents(&self.to_json());
        Err(DocumentError::NoState { found })
    }

    /// The document as text.
    pub fn to_text(&self, indented: bool) -> String {
        write(&self.to_json(), indented)
    }

    /// The document, with `source` saying where it comes from.
    pub fn to_json(&self) -> Json {
        if self.format == Format::Statuspage {
            return written(&self.document);
        }
        self.document.to_json()
    }
}

/// Reads the documents of one feed, each with what it was asked for as, where that is known.
///
/// The first one decides on the format; without others, what can be said is said, and [`ConvertedFeed::needs`]
/// has what is missing.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"health": "dead", "probes": [{"name": "Web", "nodes": [{"name": "A", "status": "dead"}]}]}"#;
/// let reading = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(reading.format, Format::Vigil);
/// assert_eq!(reading.document.components[1].status.as_deref(), Some("major_outage"));
/// ```
///
/// # Errors
/// When the first document cannot be used, or all together have more components than any page shows.
pub fn read(
    documents: &[(Option<Part>, &[u8])],
    context: Context<'_>,
) -> Result<ConvertedFeed, DocumentError> {
    let mut parsed: Vec<(usize, Part, Json)> = Vec::new();
    let mut unread = Vec::new();
    for (index, (asked, bytes)) in documents.iter().enumerate() {
        let url = context.url.filter(|_| index == 0);
        let there: Vec<Part> = parsed.iter().map(|(_, part, _)| *part).collect();
        match recognised(*asked, bytes, url, &there) {
            Ok((part, json)) => parsed.push((index, part, json)),
            Err(error) if index == 0 => return Err(error),
            Err(error) => unread.push((index, error)),
        }
    }
    let Some((_, first, _)) = parsed.first() else {
        return Err(DocumentError::Empty);
    };
    let format = first.format();
    parsed.retain(|(index, part, json)| {
        let is_same = part.format() == format;
        if !is_same {
            unread.push((*index, misplaced(*part, json, format)));
        }
        is_same
    });
    let mut problems = Vec::new();
    let (document, needs, cannot_tell) = if format == Format::Statuspage {
        let document = family::read(&parsed, &mut problems, &mut unread)?;
        (document, Vec::new(), Vec::new())
    } else {
        let faults = Faults::default();
        let parts = parsed
            .iter()
            .map(|(index, part, json)| (*part, Node::of_document(json, *index, &faults)));
        let converted = foreign(format, &Parts(parts.collect()), context)?;
        problems = faults.into_problems();
        converted
    };
    unread.sort_by_key(|(index, _)| *index);
    Ok(ConvertedFeed {
        format,
        document,
        needs,
        cannot_tell,
        problems,
        unread,
        sources: parsed
            .into_iter()
            .map(|(index, _, json)| (index, json))
            .collect(),
    })
}

/// Why a document is of no use beside the first one of another format.
fn misplaced(part: Part, json: &Json, format: Format) -> DocumentError {
    let is_ours = part == Part::Statuspage;
    let own = is_ours.then(|| Document::from_json(json, &mut Vec::new()).err());
    own.flatten().unwrap_or_else(|| {
        let found = [part.format().name(), " beside ", format.name()].concat();
        DocumentError::Unrecognised { found }
    })
}

/// What no format of others is recognised in is the page's own to read, or to refuse: so it is refused with the same
/// error here and there.
fn recognised(
    asked: Option<Part>,
    bytes: &[u8],
    url: Option<&str>,
    there: &[Part],
) -> Result<(Part, Json), DocumentError> {
    let (json, repair) = match parse_bytes(bytes) {
        Ok(json) => (json, None),
        Err(error) => {
            let Some((json, repair)) = repaired(bytes, &error) else {
                return Err(error);
            };
            (json, Some((repair, error)))
        }
    };
    let is_nothing = matches!(&json, Json::List(items) if items.is_empty());
    let by_url = || url.filter(|_| is_nothing).and_then(empty_list);
    let beside = || of_cachet(&json, there.first()?.format(), there);
    // A document of the feed that is hard to recognise is still what it was asked for as.
    let is_possible = |part: &Part| asked.is_none_or(|asked| asked.format() == part.format());
    let part = recognise(&json).filter(is_possible);
    let part = part.or(asked).or_else(by_url).or_else(beside);
    let part = part.unwrap_or(Part::Statuspage);
    match repair {
        Some((repair, error)) if part.format().repair() != Some(repair) => Err(error),
        _ if part == Part::Statuspage => Ok((part, whole_document(json))),
        _ => Ok((part, json)),
    }
}

/// Reads text that is no JSON as it would be after the one repair that it needs.
fn repaired(bytes: &[u8], error: &DocumentError) -> Option<(Json, Repair)> {
    if let Some(text) = utf16(bytes) {
        let json = parse_bytes(text.as_bytes()).ok()?;
        return Some((json, Repair::Utf16));
    }
    let is_control = |byte: &u8| *byte < b' ';
    if !matches!(error, DocumentError::Json { .. }) || !bytes.iter().any(is_control) {
        return None;
    }
    let spaced = bytes
        .iter()
        .map(|byte| if is_control(byte) { b' ' } else { *byte });
    let spaced: Vec<u8> = spaced.collect();
    let json = parse_bytes(&spaced).ok()?;
    Some((json, Repair::ControlCharacters))
}

/// The text of bytes that begin with the mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.first_chunk::<2>()? {
        [0xFE, 0xFF] => u16::from_be_bytes,
        [0xFF, 0xFE] => u16::from_le_bytes,
        _ => return None,
    };
    let units = bytes
        .get(2..)?
        .chunks_exact(2)
        .filter_map(|pair| pair.first_chunk::<2>().copied());
    let characters = char::decode_utf16(units.map(unit));
    Some(
        characters
            .map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

type Converted = (Document, Vec<Need>, Vec<Gap>);

fn foreign(
    format: Format,
    parts: &Parts<'_>,
    context: Context<'_>,
) -> Result<Converted, DocumentError> {
    let mut draft = DocumentBuilder::new(context, format.cannot_tell());
    let needs = dispatch(format, parts, &mut draft);
    let mut missing = Vec::new();
    for need in &needs {
        if !missing.contains(&need.part.brings()) {
            missing.push(need.part.brings());
        }
    }
    let gaps = draft.gaps().to_vec();
    Ok((draft.finish(format, &missing)?, needs, gaps))
}

/// Calls the reader of a format; those of one document need no more.
fn dispatch(format: Format, parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    match format {
        Format::Instatus => return instatus::read(parts, draft),
        Format::Checkly => return checkly::read(parts, draft),
        Format::Upptime => return upptime::read(parts, draft),
        Format::CState => return cstate::read(parts, draft),
        Format::Cachet2 => return cachet2::read(parts, draft),
        Format::Cachet3 => return cachet3::read(parts, draft),
        Format::UptimeKuma => return kuma::read(parts, draft),
        Format::Gatus => return gatus::read(parts, draft),
        Format::IncidentIo => incident_io::read(parts, draft),
        Format::Flashduty => flashduty::read(parts, draft),
        Format::UptimeFlare => uptimeflare::read(parts, draft),
        Format::BetterStack => betterstack::read(parts, draft),
        Format::StatusIo => statusio::read(parts, draft),
        Format::Vigil => vigil::read(parts, draft),
        Format::Google => google::read(parts, draft),
        Format::Slack => slack::read(parts, draft),
        Format::Heroku => heroku::read(parts, draft),
        Format::Aws => aws::read(parts, draft),
        Format::Health => health::read(parts, draft),
        Format::Statuspage => {}
    }
    Vec::new()
}
