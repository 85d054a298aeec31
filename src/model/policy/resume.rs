//! The operator's settings for the return of visitors, and the duration of a return.

/// The number of good responses in a row that the site must send before a visitor returns.
pub const GOOD_ANSWERS: u32 = 2;
/// The time between the announcement of the departure and the departure, in milliseconds. WCAG 2.2.1 requires at least
/// twenty seconds.
pub const NOTICE_MILLIS: i64 = 20_000;
/// The pause between good answers, in milliseconds.
pub const BETWEEN_MILLIS: i64 = 2_000;

/// The operator's settings for the return of visitors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    /// The address that visitors return to when the page does not stand in for the site.
    pub url: Option<String>,
    /// The address that probes request to find out whether the site is up; without it, the address that visitors go to.
    pub probe: Option<String>,
    /// The time over which the return of all visitors is spread, in seconds, at most 3600.
    pub spread_secs: Option<u64>,
}

/// The longest wait before the first probe if the operator sets no spread, in seconds. With two good answers and the
/// notice, visitors are back within a minute of the document that says that the outage is over.
pub const DEFAULT_WAIT_SECS: u64 = 30;

/// The longest spread that an operator can set, in seconds.
pub const LONGEST_SPREAD_SECS: u64 = 3600;

impl Resume {
    /// The number of requests that the return of a visitor costs the site: two probes, and the visit itself.
    pub const REQUESTS: u64 = GOOD_ANSWERS as u64 + 1;

    /// Returns the longest wait of a visitor before the first probe, in seconds. The operator's spread assumes one
    /// request per visitor. Without an address for probes, each visitor sends [`Self::REQUESTS`] requests to the site
    /// itself, so the wait is that many times as long.
    ///
    /// ```
    /// use intermission::model::policy::resume::Resume;
    /// let spread = |spread_secs, probe: Option<&str>| {
    ///     let probe = probe.map(str::to_owned);
    ///     Resume { spread_secs, probe, url: None }.wait_secs()
    /// };
    /// assert_eq!(spread(None, None), 30);
    /// assert_eq!(spread(Some(60), None), 180);
    /// assert_eq!(spread(Some(60), Some("/health")), 60);
    /// assert_eq!(spread(Some(9_999), Some("/health")), 3_600);
    /// ```
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

    /// Returns the time that the return of all visitors in view takes if the site answers at once, in seconds.
    ///
    /// ```
    /// use intermission::model::policy::resume::Resume;
    /// assert_eq!(Resume::default().return_secs(), 30 + 2 + 20, "the wait, the pause between answers, the notice");
    /// ```
    pub fn return_secs(&self) -> u64 {
        self.wait_secs() + (BETWEEN_MILLIS + NOTICE_MILLIS).unsigned_abs() / 1000
    }
}
