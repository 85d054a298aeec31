//! Messages from the page that sends requests to the other pages of the same browser, and their text form.
//!
//! Pages of one browser may have different clocks: a page that was opened before the visitor's clock was set keeps the
//! old one. So messages contain durations, never instants. Any script of the same origin can forge a message, so each
//! value is limited to its possible range.

use std::sync::Arc;

use crate::model::document::error::{DocumentError, FetchError};
use crate::model::document::read::MAX_BYTES;
use crate::model::number::whole_number;
use crate::model::policy::answer::Answer;
use crate::model::policy::poll::TIMEOUT_SECS;
use crate::model::policy::retry_after::LONGEST_MILLIS;
use crate::model::time::instant::Instant;

/// The version of the text form. Messages of another version are ignored.
const VERSION: &str = "2";

/// The word for the outcome of a request that is still under way.
const SENT: &str = "sent";

/// The longest time until a next request, in milliseconds: the longest `Retry-After`, and the spread after it.
const LONGEST_PAUSE_MILLIS: i64 = LONGEST_MILLIS * 5 / 4;

/// The longest time from a request to the message with its response, in milliseconds.
const LONGEST_REQUEST_MILLIS: i64 = 60_000;

/// A request, its response, and when the page that sent it sends the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerMessage {
    /// The response, without `Retry-After` and the service worker's copy, which concern only the sender. `None` while
    /// the request is under way.
    pub answer: Option<Answer>,
    /// The time since the request was sent, in milliseconds: from 0 to a minute.
    pub sent_ago: i64,
    /// The time until the next request, in milliseconds: from 0 to an hour and a quarter.
    pub due_in: i64,
}

impl PeerMessage {
    /// Makes a message; durations out of range become the nearest possible ones.
    pub fn new(answer: Option<Answer>, sent_ago: i64, due_in: i64) -> Self {
        Self {
            answer,
            sent_ago: sent_ago.clamp(0, LONGEST_REQUEST_MILLIS),
            due_in: due_in.clamp(0, LONGEST_PAUSE_MILLIS),
        }
    }

    /// Returns the message as one line, without the bytes of the document.
    ///
    /// ```
    /// use intermission::model::policy::{answer::Answer, peer_message::PeerMessage};
    /// let answer = Answer::new("/status.json", Ok(b"{}".to_vec()));
    /// let message = PeerMessage::new(Some(answer), 120, 30_000);
    /// assert_eq!(message.head(), "2 120 30000 - - ok /status.json");
    /// assert_eq!(PeerMessage::parse(&message.head(), b"{}".to_vec()), Some(message));
    /// ```
    pub fn head(&self) -> String {
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let answer = self.answer.as_ref();
        let date = answer.and_then(|it| it.date);
        let age = answer.and_then(|it| it.age_secs);
        let mut head = VERSION.to_owned();
        for field in [
            self.sent_ago.to_string(),
            self.due_in.to_string(),
            or_dash(date.map(|date| date.timestamp_millis().to_string())),
            or_dash(age.map(|age| age.to_string())),
            answer.map_or_else(|| SENT.to_owned(), |it| word(&it.body)),
            answer.map_or_else(String::new, |it| it.url.clone()),
        ] {
            head.push(' ');
            head.push_str(&field);
        }
        head
    }

    /// Returns the bytes of the document; none where there is no document.
    pub fn bytes(&self) -> &[u8] {
        let body = self.answer.as_ref().map(|it| it.body.as_deref());
        body.and_then(Result::ok).unwrap_or_default()
    }

    /// Reads a line that [`Self::head`] wrote. Returns `None` for another version, and for any other line.
    ///
    /// ```
    /// use intermission::model::policy::peer_message::PeerMessage;
    /// let message = PeerMessage::parse("2 9999999 30000 - - sent ", Vec::new()).unwrap();
    /// assert_eq!(message.sent_ago, 60_000, "a forged duration becomes the longest possible one");
    /// assert_eq!(message.answer, None, "the request is under way");
    /// assert_eq!(PeerMessage::parse("1 120 30000 - - sent ", Vec::new()), None, "another version");
    /// assert_eq!(PeerMessage::parse("2 -1 30000 - - sent ", Vec::new()), None);
    /// ```
    pub fn parse(head: &str, bytes: Vec<u8>) -> Option<Self> {
        let mut rest = head;
        let mut field = || {
            let (field, after) = rest.split_once(' ')?;
            rest = after;
            Some(field)
        };
        if field()? != VERSION {
            return None;
        }
        let millis = whole_number::<i64>;
        let (sent_ago, due_in) = (millis(field()?)?, millis(field()?)?);
        let date = millis(field()?).and_then(Instant::from_timestamp_millis);
        let age = whole_number(field()?);
        let answer = match field()? {
            SENT => None,
            word => Some(Answer {
                age_secs: age,
                date,
                ..Answer::new(rest, outcome(word, bytes)?)
            }),
        };
        Some(Self::new(answer, sent_ago, due_in))
    }
}

/// Names the outcome of a request. Documents are sent whole, also unreadable ones, so that each page finds the same
/// faults.
fn word(body: &Result<Vec<u8>, Arc<FetchError>>) -> String {
    let word = match body.as_ref().map_err(Arc::as_ref) {
        Ok(_) => "ok",
        Err(FetchError::HttpStatus { code }) => return code.to_string(),
        Err(FetchError::Interrupted) => "broken",
        Err(FetchError::Network { .. }) => "network",
        Err(FetchError::Offline) => "offline",
        Err(FetchError::TimedOut { .. }) => "late",
        Err(FetchError::Document(_)) => "large",
    };
    word.to_owned()
}

fn outcome(word: &str, bytes: Vec<u8>) -> Option<Result<Vec<u8>, FetchError>> {
    let error = match word {
        "ok" => return Some(Ok(bytes)),
        "broken" => FetchError::Interrupted,
        "network" => FetchError::Network {
            reason: "as another page of this browser found".to_owned(),
        },
        "offline" => FetchError::Offline,
        "late" => FetchError::TimedOut {
            after_secs: TIMEOUT_SECS,
        },
        "large" => FetchError::Document(DocumentError::TooLarge {
            bytes: MAX_BYTES + 1,
            limit: MAX_BYTES,
        }),
        code => FetchError::HttpStatus {
            code: whole_number(code)?,
        },
    };
    Some(Err(error))
}
