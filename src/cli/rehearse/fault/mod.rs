//! Faults on demand: the faults of a response, and the text that requests them.
//!
//! `--fault` and `POST /__rehearsal/fault` take the same text: [`FAULT_SYNTAX`] lists the faults, and [`Faults`] parses a
//! list of them. `active_faults.rs` applies them to a response.

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

/// The part of a rehearsal that has faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `/status.json`.
    Document,
    /// The site to which visitors return, and which the page probes before: every address without a file, after the end of
    /// the window. Until then the page stands in for the site.
    Site,
}

/// One fault of a response; [`FAULT_SYNTAX`] has the syntax of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This HTTP status, with a line of text as the body.
    Status(StatusCode),
    /// A `Retry-After` header.
    RetryAfter(RetryAfter),
    /// A delay by the real clock, on which the timeouts of clients run.
    Delay(Duration),
    /// No response at all, not even headers.
    Hang,
    /// The connection is reset after half of the body.
    Reset,
    /// A complete response with only half of the body.
    Truncate,
    /// A web page in place of the document.
    Html,
    /// Bytes that are not text.
    Garbage,
    /// An empty body.
    Empty,
    /// A body above the size limit of the page.
    Huge,
    /// The document from when the fault began, with its `Age`.
    Stale(Dated),
    /// A document with this `version`.
    Version(u32),
    /// A `Date` header that is off by this number of seconds.
    Date(i64),
    /// No CORS headers, so that pages of other origins cannot read the response.
    Cors,
    /// The page still stands in for the site after the end of the window.
    Away,
    /// The other faults apply and are suspended in turn.
    Flap(Flap),
}

/// The two ways to write `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// The number of seconds.
    Seconds(u32),
    /// The date at this number of seconds after the virtual present, or before it if negative.
    Date(i64),
}

/// The `Date` of a stale response. Real caches do either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// The present: the cache writes its own date.
    Now,
    /// The beginning of the fault: the cache keeps the date of the origin, as RFC 9110 (6.6.1) requires.
    Then,
}

/// The length of the periods in which faults apply and are suspended in turn. They apply first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flap {
    /// A number of requests.
    Requests(u32),
    /// A number of virtual seconds.
    Seconds(u32),
}

impl Flap {
    /// Returns whether the faults are suspended for the request after `asked` others, `passed` after they began.
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
    /// Returns the name of the fault.
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
