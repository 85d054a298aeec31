//! What a page that has asked tells the other pages of the same browser, and how that is written.

use std::sync::Arc;

use super::error::{DocumentError, FetchError};
use super::instant::Instant;
use super::poll::TIMEOUT_SECS;
use super::read::MAX_BYTES;
use super::scan::number;
use super::state::Answer;

/// Pages of another version of this program may write otherwise.
const VERSION: &str = "1";

/// An answer, and when the page that got it asks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The answer, without what concerns only whoever asked: `Retry-After`, and the worker's copy.
    pub answer: Answer,
    /// When it was asked for, by the visitor's clock.
    pub sent: Instant,
    /// When the next request is due, by the visitor's clock.
    pub due: Instant,
}

impl Shared {
    /// One line that tells all but the bytes of the document.
    ///
    /// ```
    /// use intermission::model::{instant::Instant, shared::Shared, state::Answer};
    /// let answer = Answer::new("/status.json", Ok(b"{}".to_vec()));
    /// let shared = Shared { answer, sent: Instant::default(), due: Instant::default() };
    /// assert_eq!(shared.head(), "1 0 0 - - ok /status.json");
    /// assert_eq!(Shared::parse(&shared.head(), b"{}".to_vec()), Some(shared));
    /// ```
    pub fn head(&self) -> String {
        let millis = |at: Instant| at.timestamp_millis().to_string();
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let mut head = VERSION.to_owned();
        for field in [
            &millis(self.sent),
            &millis(self.due),
            &or_dash(self.answer.date.map(millis)),
            &or_dash(self.answer.age_secs.map(|age| age.to_string())),
            &word(&self.answer.body),
            &self.answer.url,
        ] {
            head.push(' ');
            head.push_str(field);
        }
        head
    }

    /// The bytes of the document, where there are any.
    pub fn bytes(&self) -> &[u8] {
        self.answer.body.as_deref().unwrap_or_default()
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
        let at = |text: &str| Instant::from_timestamp_millis(i64::try_from(number(text)?).ok()?);
        let (sent, due) = (at(field()?)?, at(field()?)?);
        let (date, age) = (at(field()?), number(field()?));
        let body = outcome(field()?, bytes)?;
        let answer = Answer {
            age_secs: age.and_then(|age| u32::try_from(age).ok()),
            date,
            ..Answer::new(rest, body)
        };
        Some(Self { answer, sent, due })
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
            code: u16::try_from(number(code)?).ok()?,
        },
    };
    Some(Err(error))
}
