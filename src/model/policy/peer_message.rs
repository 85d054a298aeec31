//! Messages of a page that asks, to the other pages of the same browser, and how they are written.
//!
//! Pages of one browser may have different clocks: one that was opened before the visitor's clock was set keeps the
//! old one. So they tell each other how long ago something was and how far ahead something is, and never when. What is
//! heard may also be forged by any script of the same origin: nothing of it is believed beyond what may be true.

use std::sync::Arc;

use crate::model::document::error::{DocumentError, FetchError};
use crate::model::document::read::MAX_BYTES;
use crate::model::number::whole_number;
use crate::model::policy::answer::Answer;
use crate::model::policy::poll::{LONGEST_MILLIS, TIMEOUT_SECS};
use crate::model::time::instant::Instant;

/// Pages of another version of this program may write otherwise.
const VERSION: &str = "2";

/// In the place of an outcome, for a request that has none yet.
const SENT: &str = "sent";

/// The longest until a next request, in milliseconds: what a host may ask for, and the spread after it.
const LONGEST_PAUSE_MILLIS: i64 = LONGEST_MILLIS * 5 / 4;

/// The longest that a request may have been under way when its answer is told, in milliseconds.
const LONGEST_REQUEST_MILLIS: i64 = 60_000;

/// A request, its answer, and when the page that sent it asks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerMessage {
    /// The answer, without what concerns only whoever asked: `Retry-After`, and the worker's copy. `None` where the
    /// request has only been sent.
    pub answer: Option<Answer>,
    /// How long ago the request was sent, in milliseconds: from 0 to a minute.
    pub sent_ago: i64,
    /// How far ahead the next request is, in milliseconds: from 0 to an hour and a quarter.
    pub due_in: i64,
}

impl PeerMessage {
    /// Makes one of what may be true of it.
    pub fn new(answer: Option<Answer>, sent_ago: i64, due_in: i64) -> Self {
        Self {
            answer,
            sent_ago: sent_ago.clamp(0, LONGEST_REQUEST_MILLIS),
            due_in: due_in.clamp(0, LONGEST_PAUSE_MILLIS),
        }
    }

    /// One line that tells all but the bytes of the document.
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

    /// The bytes of the document, where there are any.
    pub fn bytes(&self) -> &[u8] {
        let body = self.answer.as_ref().map(|it| it.body.as_deref());
        body.and_then(Result::ok).unwrap_or_default()
    }

    /// Reads what [`Self::head`] wrote; nothing where it is of another version or no such line.
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

/// Documents are sent whole, broken ones too: whoever reads the same bytes finds the same faults.
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
