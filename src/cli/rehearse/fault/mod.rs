//! Faults on demand: what can be wrong with an answer, and the words that ask for it.
//!
//! The same text goes to `--fault` and to `POST /__rehearsal/fault`: see [`FAULT_SYNTAX`] for the words and
//! [`Faults`] for how they are put together. How each fault changes an answer is told in `active_faults.rs`.

mod error;
mod syntax;
mod parse;

pub use error::FaultError;
pub use parse::Faults;
pub use syntax::{FAULT_SYNTAX, FaultSyntax, Scope, list};

use std::fmt;
use std::time::Duration;

use crate::model::time::time_delta::TimeDelta;
use axum::http::StatusCode;

/// What can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `/status.json`.
    Document,
    /// What visitors return to, and what the page asks on the way back: every address at which there is no
    /// file, once the window is over. While it runs the page stands in for the site, and nobody gets so far.
    Site,
}

/// One thing that is wrong with an answer; [`FAULT_SYNTAX`] says how each is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This status, and a line of text for a body.
    Status(StatusCode),
    /// A `Retry-After` header.
    RetryAfter(RetryAfter),
    /// So late, by the real clock: clients' timeouts run on no other.
    Delay(Duration),
    /// Not even headers come.
    Hang,
    /// The connection is reset after half of the body.
    Reset,
    /// The answer is in order, but its body is half of what it should be.
    Truncate,
    /// A web page in place of the document.
    Html,
    /// Bytes that are no text.
    Garbage,
    /// A body of no bytes.
    Empty,
    /// More than anybody should read.
    Huge,
    /// The document of the moment at which the fault began, with its `Age`.
    Stale(Dated),
    /// A document that says to be of this version.
    Version(u32),
    /// A `Date` header that is off by so many seconds.
    Date(i64),
    /// Pages of other origins may not read the answer.
    Cors,
    /// The page goes on standing in for the site.
    Away,
    /// The other faults come and go.
    Flap(Flap),
}

/// The two ways to write `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// In so many seconds.
    Seconds(u32),
    /// At the date that is so many seconds from the virtual present, or before it.
    Date(i64),
}

/// Which `Date` a stale answer has; real caches do either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// That of the present: the cache writes its own.
    Now,
    /// That of the moment at which the fault began: the cache keeps the origin's, as RFC 9110 (6.6.1) wants.
    Then,
}

/// For how long the faults are there, and then not there. They are there first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flap {
    /// For so many requests each.
    Requests(u32),
    /// For so many virtual seconds each.
    Seconds(u32),
}

impl Flap {
    /// Whether the faults are not there for the request after `asked` others, `passed` after they began.
    pub fn rests(self, asked: u64, passed: TimeDelta) -> bool {
        let turn = match self {
            Self::Requests(length) => asked.checked_div(length.into()).unwrap_or(0) % 2,
            Self::Seconds(length) => {
                let passed = u64::try_from(passed.num_seconds()).unwrap_or(0);
                passed.checked_div(length.into()).unwrap_or(0) % 2
            }
        };
        turn == 1
    }
}

impl Fault {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status(_) => "status",
            Self::RetryAfter(_) => "retry-after",
            Self::Delay(_) => "delay",
            Self::Hang => "hang",
            Self::Reset => "reset",
            Self::Truncate => "truncate",
            Self::Html => "html",
            Self::Garbage => "garbage",
            Self::Empty => "empty",
            Self::Huge => "huge",
            Self::Stale(_) => "stale",
            Self::Version(_) => "version",
            Self::Date(_) => "date",
            Self::Cors => "cors",
            Self::Away => "away",
            Self::Flap(_) => "flap",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Status(code) => write!(f, "={}", code.as_u16()),
            Self::RetryAfter(RetryAfter::Seconds(seconds)) => write!(f, "={seconds}"),
            Self::RetryAfter(RetryAfter::Date(seconds)) => write!(f, "=date{seconds:+}"),
            Self::Delay(late) => write!(f, "={}", late.as_millis()),
            Self::Stale(Dated::Then) => f.write_str("=date"),
            Self::Version(version) => write!(f, "={version}"),
            Self::Date(seconds) => write!(f, "={seconds:+}"),
            Self::Flap(Flap::Requests(length)) => write!(f, "={length}"),
            Self::Flap(Flap::Seconds(length)) => write!(f, "={length}s"),
            Self::Stale(Dated::Now) | Self::Hang | Self::Reset | Self::Truncate | Self::Html => {
                Ok(())
            }
            Self::Garbage | Self::Empty | Self::Huge | Self::Cors | Self::Away => Ok(()),
        }
    }
}
