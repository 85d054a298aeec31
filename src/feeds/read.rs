//! Converts the documents of a feed to one status document.

use super::builder::{Context, DocumentBuilder};
use super::format::{Format, Gap, Repair};
use super::node::{Faults, Node};
use super::part::Part;
use super::parts::{Need, Parts};
use super::recognise::{empty_list, of_cachet, recognise};
use super::{
    atom, aws, betterstack, cachet2, cachet3, checkly, cstate, family, flashduty, gatus, google,
    health, heroku, incident_io, instatus, kuma, rss, salesforce, slack, sorry, statusio,
    statuspal, upptime, uptimeflare, uptimerobot, vigil, xml, zendesk,
};
use crate::model::document::error::{DocumentError, Problem};
use crate::model::document::json::Json;
use crate::model::document::read::parse_bytes;
use crate::model::document::reader::FromEntry as _;
use crate::model::document::recognise::{contents, says_something, whole_document, written};
use crate::model::document::wire::Document;
use crate::model::document::write::write;

/// A feed after conversion.
#[derive(Clone, Debug)]
pub struct ConvertedFeed {
    /// The format of the feed.
    pub format: Format,
    /// The feed as a status document.
    pub document: Document,
    /// Further documents of the feed that are missing.
    pub needs: Vec<Need>,
    /// The gaps of the feed.
    pub cannot_tell: Vec<Gap>,
    /// The faults that were tolerated; in a second document, paths begin with `2:`.
    pub problems: Vec<Problem>,
    /// Further documents that could not be used, with their indices.
    pub unread: Vec<(usize, DocumentError)>,
    /// The documents that were used, with their indices and kinds, as parsed.
    pub sources: Vec<(usize, Part, Json)>,
}

impl ConvertedFeed {
    /// Refuses a feed that states no status at all, as the page refuses the converted document.
    ///
    /// # Errors
    /// A feed of another format states no status; [`read`] checks status documents itself.
    pub fn checked(self) -> Result<Self, DocumentError> {
        if self.format == Format::Statuspage || says_something(&self.document) {
            return Ok(self);
        }
        let found = contents(&self.to_json());
        Err(DocumentError::NoState { found })
    }

    /// Returns the document as JSON text.
    pub fn to_text(&self, indented: bool) -> String {
        write(&self.to_json(), indented)
    }

    /// Returns the document as JSON, with `source` for a converted one.
    pub fn to_json(&self) -> Json {
        if self.format == Format::Statuspage {
            return written(&self.document);
        }
        self.document.to_json()
    }
}

/// Reads the documents of one feed, each with the part that it was requested as, if known.
///
/// The first document determines the format. Without the others the result is incomplete, and [`ConvertedFeed::needs`]
/// lists the missing ones.
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
/// The first document cannot be used, or all together have more components than a page shows.
pub fn read(
    documents: &[(Option<Part>, &[u8])],
    context: Context<'_>,
) -> Result<ConvertedFeed, DocumentError> {
    let mut parsed: Vec<(usize, Part, Json)> = Vec::new();
    let mut unread = Vec::new();
    for (index, (asked, bytes)) in documents.iter().enumerate() {
        let url = context.url.filter(|_| index == 0);
        let there: Vec<Part> = parsed.iter().map(|(_, part, _)| *part).collect();
        match recognised(*asked, bytes, url, &there, context.reads_past()) {
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
        sources: parsed,
    })
}

/// Returns the reason why a document cannot be used with a first one of another format.
fn misplaced(part: Part, json: &Json, format: Format) -> DocumentError {
    let is_ours = part == Part::Statuspage;
    let own = is_ours.then(|| Document::from_json(json, &mut Vec::new()).err());
    own.flatten().unwrap_or_else(|| {
        let found = [part.format().name(), " beside ", format.name()].concat();
        DocumentError::Unrecognised { found }
    })
}

/// Parses a document and recognises its part. A document in no other format counts as a status document, so that it is
/// refused with the same error as by the page.
fn recognised(
    asked: Option<Part>,
    bytes: &[u8],
    url: Option<&str>,
    there: &[Part],
    with_past: bool,
) -> Result<(Part, Json), DocumentError> {
    let (json, repair) = match parse_bytes(bytes) {
        Ok(json) => (json, None),
        Err(error @ DocumentError::NewsFeed { .. }) => return news(bytes).ok_or(error),
        Err(error) => {
            let Some((json, repair)) = repaired(bytes, &error) else {
                return Err(error);
            };
            (json, Some((repair, error)))
        }
    };
    let is_nothing = matches!(&json, Json::List(items) if items.is_empty());
    let by_url = || {
        let url = url?;
        let is_zendesk = zendesk::is_empty(&json, url).then_some(Part::Zendesk);
        is_zendesk.or_else(|| empty_list(url).filter(|_| is_nothing))
    };
    let beside = || of_cachet(&json, there.first()?.format(), there);
    // A document that is hard to recognise counts as the part that it was requested as.
    let is_possible = |part: &Part| asked.is_none_or(|asked| asked.format() == part.format());
    let of_past = || (with_past && kuma::is_history(&json)).then_some(Part::KumaHistory);
    let part = recognise(&json).or_else(of_past).filter(is_possible);
    let part = part.or(asked).or_else(by_url).or_else(beside);
    let part = part.unwrap_or(Part::Statuspage);
    match repair {
        Some((repair, error)) if part.format().repair() != Some(repair) => Err(error),
        _ if part == Part::Statuspage => Ok((part, whole_document(json))),
        _ => Ok((part, json)),
    }
}

/// Parses a news feed.
fn news(bytes: &[u8]) -> Option<(Part, Json)> {
    let (name, json) = xml::parse(xml::text(bytes).ok()?).ok()?;
    let part = if name == "feed" {
        Part::Atom
    } else {
        Part::Rss
    };
    let is_feed = match &json {
        Json::Object(members) => part == Part::Atom || members.get("channel").is_some(),
        Json::Null
        | Json::Flag(_)
        | Json::Count(_)
        | Json::Number
        | Json::Text(_)
        | Json::List(_) => false,
    };
    is_feed.then_some((part, json))
}

/// Parses text that is not valid JSON after the one repair that it needs.
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

/// Returns the text of bytes that begin with a UTF-16 byte order mark.
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

/// Calls the reader of a format. Formats with a single document need no further ones.
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
        Format::UptimeRobot => return uptimerobot::read(parts, draft),
        Format::Sorry => return sorry::read(parts, draft),
        Format::IncidentIo => incident_io::read(parts, draft),
        Format::Flashduty => flashduty::read(parts, draft),
        Format::UptimeFlare => uptimeflare::read(parts, draft),
        Format::BetterStack => betterstack::read(parts, draft),
        Format::StatusIo => statusio::read(parts, draft),
        Format::Vigil => vigil::read(parts, draft),
        Format::Google => google::read(parts, draft),
        Format::Slack => slack::read(parts, draft),
        Format::Heroku => heroku::read(parts, draft),
        Format::Salesforce => salesforce::read(parts, draft),
        Format::Aws => aws::read(parts, draft),
        Format::Statuspal => statuspal::read(parts, draft),
        Format::Zendesk => zendesk::read(parts, draft),
        Format::Health => health::read(parts, draft),
        Format::Rss => rss::read(parts, draft),
        Format::Atom => atom::read(parts, draft),
        Format::Statuspage => {}
    }
    Vec::new()
}
