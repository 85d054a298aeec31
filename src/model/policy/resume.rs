//! The operator's wishes for the return of visitors, and how long a return takes.

/// The number of good responses in a row that the site must send before a visitor returns.
pub const GOOD_ANSWERS: u32 = 2;
/// How long the departure is announced, in milliseconds: WCAG 2.2.1 wants twenty seconds at least.
pub const NOTICE_MILLIS: i64 = 20_000;
/// The pause between good answers, in milliseconds.
pub const BETWEEN_MILLIS: i64 = 2_000;

/// The operator's settings for the return of visitors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    /// Where visitors go when the page does not stand in for the site.
    pub url: Option<String>,
    /// The address that probes request to find out whether the site is up; without it, the address that visitors go to.
    pub probe: Option<String>,
    /// Over how many seconds the return of all visitors is spread, at most 3600.
    pub spread_secs: Option<u64>,
}

/// How long visitors wait at most before the site is asked, where the operator does not say, in seconds. With two good
/// answers and the notice they are back within a minute of the document that says that it is over.
pub const DEFAULT_WAIT_SECS: u64 = 30;

/// The longest spread that an operator can set, in seconds.
pub const LONGEST_SPREAD_SECS: u64 = 3600;

impl Resume {
    /// How many requests the return of a visitor costs the site: two that ask whether it answers, and the way there.
    pub const REQUESTS: u64 = GOOD_ANSWERS as u64 + 1;

    /// How long a visitor waits at most before the site is asked, in seconds. What the operator says is for one
    /// request a visitor: without a probe of its own each costs the site some more, and the wait grows to match.
    pub fn wait_secs(&self) -> u64 {
        let requests = if self.probe.is_some() {
            1
        } else {
            Self::REQUESTS
        };
        self.spread_secs.map_or(DEFAULT_WAIT_SECS, |secs| {
            secs.min(LONGEST_SPREAD_SECS) * requests
        })
    }

    /// How long the return of all visitors in view takes, in seconds, where the site answers at once.
    pub fn return_secs(&self) -> u64 {
        self.wait_secs() + (BETWEEN_MILLIS + NOTICE_MILLIS).unsigned_abs() / 1000
    }
}
