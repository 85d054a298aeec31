//! Parsing and writing of faults.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use axum::http::StatusCode;

use super::{Dated, FAULT_SYNTAX, Fault, FaultError, Flap, RetryAfter, Target};

/// The prefix of the site's faults.
const SITE: &str = "site:";
/// The longest delay, longer than any client waits.
const MAX_DELAY_MILLIS: u64 = 600_000;
/// The largest shifts of a date, some three years: beyond every error of a clock, within every calendar.
const SHIFTS: RangeInclusive<i64> = -100_000_000..=100_000_000;
const MAX_FLAP: u32 = 1_000_000;

/// The faults of one target, separated by commas, after `site:` for the site.
///
/// They are applied to a response from left to right.
///
/// ```
/// use intermission::cli::rehearse::fault::Faults;
/// let faults: Faults = "status=503,retry-after=120".parse()?;
/// assert_eq!(faults.to_string(), "status=503,retry-after=120");
/// # Ok::<(), intermission::cli::rehearse::fault::FaultError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    /// The answers that have the faults.
    pub target: Target,
    /// The faults, in the order of the text.
    pub list: Vec<Fault>,
}

impl Faults {
    /// Returns all faults of `target` in `texts`.
    ///
    /// # Errors
    /// A fault is requested twice, or `flap` is the only one. Both are known only for all texts together, because
    /// `--fault` may be repeated.
    pub fn of(target: Target, texts: &[Self]) -> Result<Vec<Fault>, FaultError> {
        let mut all: Vec<Fault> = Vec::new();
        for second in texts
            .iter()
            .filter(|it| it.target == target)
            .flat_map(|it| &it.list)
        {
            if let Some(first) = all.iter().find(|first| first.name() == second.name()) {
                return Err(FaultError::Twice {
                    first: *first,
                    second: *second,
                });
            }
            all.push(*second);
        }
        match all.as_slice() {
            [flap @ Fault::Flap(_)] => Err(FaultError::Alone { flap: *flap }),
            _ => Ok(all),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.target {
            Target::Document => "",
            Target::Site => SITE,
        })?;
        for (index, fault) in self.list.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{fault}")?;
        }
        Ok(())
    }
}

impl FromStr for Faults {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let site = text.strip_prefix(SITE).map(|list| (Target::Site, list));
        let (target, list) = site.unwrap_or((Target::Document, text));
        let list = list.split(',').map(|term| fault(term, target));
        Ok(Self {
            target,
            list: list.collect::<Result<_, _>>()?,
        })
    }
}

fn fault(term: &str, target: Target) -> Result<Fault, FaultError> {
    let (name, value) = match term.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (term, None),
    };
    let found = || term.to_owned();
    let syntax = FAULT_SYNTAX.iter().find(|syntax| syntax.name() == name);
    let syntax = syntax.ok_or_else(|| FaultError::Unknown { found: found() })?;
    let fault = read(name, value).ok_or_else(|| FaultError::Value {
        syntax,
        found: found(),
    })?;
    if syntax.scope.includes(target) {
        Ok(fault)
    } else {
        Err(FaultError::Misplaced { fault, target })
    }
}

fn read(name: &str, value: Option<&str>) -> Option<Fault> {
    let fault = match (name, value) {
        ("status", Some(code)) => Fault::Status(status(code)?),
        ("retry-after", Some(wait)) => Fault::RetryAfter(retry_after(wait)?),
        ("delay", Some(millis)) => {
            let millis = millis
                .parse()
                .ok()
                .filter(|millis| *millis <= MAX_DELAY_MILLIS);
            Fault::Delay(Duration::from_millis(millis?))
        }
        ("hang", None) => Fault::Hang,
        ("reset", None) => Fault::Reset,
        ("truncate", None) => Fault::Truncate,
        ("html", None) => Fault::Html,
        ("garbage", None) => Fault::Garbage,
        ("empty", None) => Fault::Empty,
        ("huge", None) => Fault::Huge,
        ("stale", None) => Fault::Stale(Dated::Now),
        ("stale", Some("date")) => Fault::Stale(Dated::Then),
        ("version", Some(version)) => Fault::Version(version.parse().ok()?),
        ("date", Some(seconds)) => Fault::Date(shift(seconds)?),
        ("cors", None) => Fault::Cors,
        ("away", None) => Fault::Away,
        ("flap", Some(turn)) => Fault::Flap(flap(turn)?),
        _ => return None,
    };
    Some(fault)
}

fn status(code: &str) -> Option<StatusCode> {
    let code = code
        .parse()
        .ok()
        .filter(|code| (300..=599).contains(code))?;
    StatusCode::from_u16(code).ok()
}

fn retry_after(wait: &str) -> Option<RetryAfter> {
    match wait.strip_prefix("date") {
        Some(seconds) => shift(seconds).map(RetryAfter::Date),
        None => wait.parse().ok().map(RetryAfter::Seconds),
    }
}

fn shift(seconds: &str) -> Option<i64> {
    seconds
        .parse()
        .ok()
        .filter(|seconds| SHIFTS.contains(seconds))
}

fn flap(turn: &str) -> Option<Flap> {
    let length = |text: &str| text.parse().ok().filter(|it| (1..=MAX_FLAP).contains(it));
    match turn.strip_suffix('s') {
        Some(seconds) => length(seconds).map(Flap::Seconds),
        None => length(turn).map(Flap::Requests),
    }
}
