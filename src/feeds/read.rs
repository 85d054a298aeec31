//! From the documents of a feed to one of ours.

use super::draft::{Context, Draft};
use super::format::{Format, Gap};
use super::node::{Faults, Node};
use super::part::Part;
use super::parts::{Need, Parts};
use super::recognise::{empty_list, of_cachet, recognise};
use super::{
    aws, betterstack, cachet2, cachet3, checkly, cstate, flashduty, gatus, google, health, heroku,
    incident_io, instatus, kuma, slack, statusio, statuspage, upptime, uptimeflare, vigil,
};
use crate::model::document::Document;
use crate::model::error::{DocumentError, Problem};
use crate::model::json::Json;
use crate::model::read::parse_bytes;
use crate::model::reader::FromEntry as _;
use crate::model::write::write;

/// What a feed says.
#[derive(Clone, Debug)]
pub struct Reading {
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
}

impl Reading {
    /// The document as text.
    pub fn to_text(&self, indented: bool) -> String {
        write(&self.to_json(), indented)
    }

    /// The document, with `source` saying where it comes from.
    pub fn to_json(&self) -> Json {
        self.document.to_json()
    }
}

/// Reads the documents of one feed, each with what it was asked for as, where that is known.
///
/// The first one decides on the format; without others, what can be said is said, and [`Reading::needs`]
/// has what is missing.
///
/// ```
/// use intermission::feeds::{draft::Context, format::Format, read::read};
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
) -> Result<Reading, DocumentError> {
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
    let faults = Faults::default();
    let mut parts = Vec::new();
    for (index, part, json) in &parsed {
        if part.format() == format {
            parts.push((*part, Node::of_document(json, *index, &faults)));
        } else {
            unread.push((*index, DocumentError::Unrecognised));
        }
    }
    let parts = Parts(parts);
    let (document, needs, cannot_tell) = if format == Format::Statuspage {
        (family(&parts, &faults)?, Vec::new(), Vec::new())
    } else {
        foreign(format, &parts, context)?
    };
    let problems = faults.into_problems();
    Ok(Reading {
        format,
        document,
        needs,
        cannot_tell,
        problems,
        unread,
    })
}

fn recognised(
    asked: Option<Part>,
    bytes: &[u8],
    url: Option<&str>,
    there: &[Part],
) -> Result<(Part, Json), DocumentError> {
    let json = parse(bytes)?;
    // A document of the feed that is hard to recognise is still what it was asked for as.
    let is_possible = |part: &Part| asked.is_none_or(|asked| asked.format() == part.format());
    let beside = || of_cachet(&json, there.first()?.format(), there);
    let part = recognise(&json).filter(is_possible);
    if let Some(part) = part.or(asked).or_else(beside) {
        return Ok((part, json));
    }
    if matches!(&json, Json::List(items) if items.is_empty())
        && let Some(part) = url.and_then(empty_list)
    {
        return Ok((part, json));
    }
    let Json::Object(members) = &json else {
        return Err(DocumentError::Unrecognised);
    };
    let status = members.get("status");
    Err(match status.and_then(Json::count) {
        Some(status) => DocumentError::ErrorBody { status },
        None => DocumentError::Unrecognised,
    })
}

/// AWS publishes UTF-16. Templates that escape nothing leave raw line ends and tabs in texts: they are spaces
/// there and space elsewhere, so that nothing is lost by reading them as such.
fn parse(bytes: &[u8]) -> Result<Json, DocumentError> {
    let decoded = utf16(bytes);
    let bytes = decoded.as_deref().map_or(bytes, str::as_bytes);
    parse_bytes(bytes).or_else(|error| {
        let is_control = |byte: &u8| *byte < b' ';
        if !matches!(error, DocumentError::Json { .. }) || !bytes.iter().any(is_control) {
            return Err(error);
        }
        let spaced = bytes
            .iter()
            .map(|byte| if is_control(byte) { b' ' } else { *byte });
        let spaced: Vec<u8> = spaced.collect();
        parse_bytes(&spaced).or(Err(error))
    })
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

/// Documents of the Statuspage family: what one leaves out, the next may bring.
fn family(parts: &Parts<'_>, faults: &Faults) -> Result<Document, DocumentError> {
    let mut whole = Document::default();
    for node in parts.all(Part::Statuspage) {
        let mut problems = Vec::new();
        let document = statuspage::read(node.json(), &mut problems)?;
        for problem in problems {
            faults.note(problem);
        }
        whole = merged(whole, document);
    }
    // Written out, a document that says nothing is a document too.
    whole.page.get_or_insert_default();
    // A converted document keeps the feed that it was made from.
    let source = whole.source.get_or_insert_default();
    if source.format.is_none() {
        source.format = Some(Format::Statuspage.word().to_owned());
    }
    Ok(whole)
}

fn merged(whole: Document, next: Document) -> Document {
    fn filled<T>(one: Vec<T>, other: Vec<T>) -> Vec<T> {
        if one.is_empty() { other } else { one }
    }
    Document {
        path: String::new(),
        version: whole.version.or(next.version),
        published_at: whole.published_at.or(next.published_at),
        refresh_secs: whole.refresh_secs.or(next.refresh_secs),
        page: whole.page.or(next.page),
        status: whole.status.or(next.status),
        summary: whole.summary.or(next.summary),
        notice: whole.notice.or(next.notice),
        links: filled(whole.links, next.links),
        resume: whole.resume.or(next.resume),
        components: filled(whole.components, next.components),
        incidents: filled(whole.incidents, next.incidents),
        scheduled_maintenances: filled(whole.scheduled_maintenances, next.scheduled_maintenances),
        source: whole.source.or(next.source),
    }
}

type Converted = (Document, Vec<Need>, Vec<Gap>);

fn foreign(
    format: Format,
    parts: &Parts<'_>,
    context: Context<'_>,
) -> Result<Converted, DocumentError> {
    let mut draft = Draft::new(context, format.cannot_tell());
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
fn dispatch(format: Format, parts: &Parts<'_>, draft: &mut Draft<'_>) -> Vec<Need> {
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
