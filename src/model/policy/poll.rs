//! When to ask for a newer document, and whom.
//!
//! Instants here are of the visitor's own clock, which timers run on. The policy is written for a crowd:
//! whatever happens to everybody at once, such as an outage of the document or an end that was announced,
//! must not make everybody ask at once.

use crate::model::number::whole_number;
use crate::model::policy::jitter::{after, share};
use crate::model::time::instant::{self, Instant};

/// How long a request may take before it is given up, in seconds.
pub const TIMEOUT_SECS: u64 = 10;
/// The shortest time between two requests, whoever asks for the second, in milliseconds.
pub const FLOOR_MILLIS: i64 = 5_000;
/// The longest pause that failures lead to, in milliseconds, unless the host asks for a longer one.
pub const CEILING_MILLIS: i64 = 300_000;
/// The longest pause at all, in milliseconds: an hour, whatever a host asks for.
pub const LONGEST_MILLIS: i64 = 3_600_000;
/// While all is well, so many times the publisher's interval lie between two requests.
const CALM_FACTOR: i64 = 4;
/// So long after an edge the document may tell of it, in milliseconds.
const AFTER_EDGE_MILLIS: i64 = 1_000;
/// So long, in milliseconds, a page waits for what another one asks for, and up to twice as long: longer
/// than any request may take.
const PATIENCE_MILLIS: i64 = 15_000;
/// The longest interval that a publisher can set, in milliseconds.
const LONGEST_REFRESH_MILLIS: i64 = 600_000;

/// What a host asks for in its `Retry-After` header (RFC 9110, 10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// To wait so many seconds.
    Seconds(u32),
    /// To wait until then, by the host's clock.
    At(Instant),
}

impl RetryAfter {
    /// Reads the header; anything that is neither whole seconds nor an HTTP date is nothing.
    ///
    /// ```
    /// use intermission::model::policy::poll::RetryAfter;
    /// assert_eq!(RetryAfter::parse(" 120"), Some(RetryAfter::Seconds(120)));
    /// assert!(matches!(RetryAfter::parse("Mon, 23 Nov 2026 12:00:00 GMT"), Some(RetryAfter::At(_))));
    /// assert_eq!(RetryAfter::parse("-1"), None);
    /// ```
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim_ascii();
        if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
            let seconds = whole_number::<u32>(header);
            return Some(Self::Seconds(seconds.unwrap_or(u32::MAX)));
        }
        instant::read_http_date(header).map(Self::At)
    }

    /// How long that is for a host whose clock shows `now`, in milliseconds: at least 0, at most an hour.
    pub fn millis(self, now: Instant) -> i64 {
        let millis = match self {
            Self::Seconds(seconds) => i64::from(seconds) * 1000,
            Self::At(at) => (at - now).num_milliseconds(),
        };
        millis.clamp(0, LONGEST_MILLIS)
    }
}

/// What the last document says about when to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollHints {
    /// The publisher's interval, in seconds.
    pub refresh_secs: u64,
    /// Whether nothing is wrong and nothing goes on, or nobody looks.
    pub calm: bool,
    /// The next instant at which something is expected to change: a start, an end, an ETA.
    pub next_transition: Option<Instant>,
}

impl PollHints {
    fn refresh_millis(self) -> i64 {
        let seconds = i64::try_from(self.refresh_secs).unwrap_or(i64::MAX / 1000);
        (seconds * 1000).clamp(FLOOR_MILLIS, LONGEST_REFRESH_MILLIS)
    }

    fn interval_millis(self) -> i64 {
        let refresh = self.refresh_millis();
        if self.calm {
            (refresh * CALM_FACTOR).min(LONGEST_REFRESH_MILLIS)
        } else {
            refresh
        }
    }
}

/// Whose turn it is to ask by itself; what the visitor asks for is always this page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leadership {
    /// This page's.
    Leader,
    /// That of another page of the same browser, as long as it does. The first request is each page's own:
    /// whoever opens a page wants to see something.
    Follower,
    /// Nobody's: the page is out of view or paused.
    Inactive,
}

/// Where asking stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poll {
    /// How many places have the document.
    sources: usize,
    /// Which of them is asked next.
    source: usize,
    /// How many requests in a row brought nothing.
    failures: u32,
    /// When the last request was sent.
    sent: Option<Instant>,
    /// When the next one is due; `None` while one is under way.
    due: Option<Instant>,
    /// Until when the host of each source asks to be left alone.
    not_before: Vec<Option<Instant>>,
    /// Whether the visitor asked for it, which holds in a pause too.
    asked: bool,
    /// Whether what another page has told needs an answer of this page's own.
    confirms: bool,
    /// Whether the request under way still waits for its turn among all pages of the browser.
    waits: bool,
    /// How much later than due this page asks while another one asks for it, in milliseconds.
    patience: i64,
    /// The interval that this page keeps, spread evenly among all who keep it; `None` while something that
    /// happens to many at once has put them in step: their arrival, a failure, an edge.
    base_interval: Option<i64>,
}

impl Poll {
    /// Begins, with the first request due at once.
    pub fn start(sources: usize, now: Instant) -> Self {
        Self {
            sources: sources.max(1),
            not_before: vec![None; sources.max(1)],
            due: Some(now),
            patience: PATIENCE_MILLIS,
            ..Self::default()
        }
    }

    /// The visitor asks. Only the floor holds: who presses a button is no crowd.
    pub fn ask(&mut self, now: Instant) {
        self.asked = true;
        if self.due.is_some() {
            self.choose(now);
            self.due = Some(self.earliest(now));
        }
    }

    /// The page is back in view, or the visitor's network is back: what is on screen may be old.
    pub fn hurry(&mut self, now: Instant) {
        if let Some(due) = self.due {
            self.choose(now);
            self.due = Some(due.min(self.earliest_allowed(now)));
        }
    }

    /// The request under way is given up, or one that is asked for no longer is.
    pub fn give_up(&mut self, now: Instant) {
        self.asked = false;
        self.waits = false;
        self.choose(now);
        self.due = Some(self.earliest_allowed(now));
    }

    /// Whether a request is due: the source to ask, which is then under way.
    pub fn take(&mut self, now: Instant, leadership: Leadership) -> Option<usize> {
        self.acts_at(leadership).filter(|at| *at <= now)?;
        self.due = None;
        self.sent = Some(now);
        self.waits = true;
        Some(self.source)
    }

    /// The request under way is sent now: no other page of the browser has sent one within the floor.
    pub fn passed(&mut self, now: Instant) {
        self.waits = false;
        self.sent = Some(now);
    }

    /// An answer of this page's own is wanted soon, whoever asks for all pages.
    pub fn confirm(&mut self, now: Instant, jitter: f64) {
        if let Some(due) = self.due.filter(|_| !self.confirms) {
            self.confirms = true;
            let soon = after(self.earliest_allowed(now), share(FLOOR_MILLIS, jitter));
            self.due = Some(due.min(soon));
        }
    }

    /// A request brought a document, or word that it has not changed. `jitter` is at least 0, less than 1.
    pub fn succeeded(&mut self, now: Instant, hints: PollHints, jitter: f64) {
        self.failures = 0;
        self.ended();
        if let Some(not_before) = self.not_before.get_mut(self.source) {
            *not_before = None;
        }
        let interval = hints.interval_millis();
        let regular = next_regular(now, self.base_interval, interval, jitter);
        let post_transition_check = post_transition_check(now, regular, hints, jitter);
        self.base_interval = Some(interval).filter(|_| post_transition_check.is_none());
        self.due = Some(post_transition_check.unwrap_or(regular));
    }

    /// A request brought nothing. The other sources are asked in turn, each a floor or two later; when all
    /// have failed, the pause is drawn from the floor to a limit that doubles each time (capped exponential
    /// back-off with full jitter). What the host asks for wins over both; whoever was told the same moment
    /// then comes within an interval of it, not all at once.
    pub fn failed(
        &mut self,
        now: Instant,
        hints: PollHints,
        retry_after_millis: Option<i64>,
        jitter: f64,
    ) {
        self.failures = self.failures.saturating_add(1);
        self.ended();
        if let Some(not_before) = self.not_before.get_mut(self.source) {
            *not_before = retry_after_millis.map(|millis| after(now, millis));
        }
        self.pass_on(now);
        let asked = u32::try_from(self.sources).unwrap_or(1).max(1);
        let rounds = self.failures / asked;
        let limit = if self.failures.is_multiple_of(asked) {
            back_off_limit(hints.refresh_millis(), rounds)
        } else {
            2 * FLOOR_MILLIS
        };
        self.base_interval = None;
        self.due = Some(match self.not_before_of(self.source) {
            Some(until) if now <= until => {
                let millis = (until - now).num_milliseconds();
                let spread = share((millis / 4).max(hints.refresh_millis()), jitter);
                after(now, millis.max(FLOOR_MILLIS) + spread)
            }
            Some(_) | None => after(now, FLOOR_MILLIS + share(limit - FLOOR_MILLIS, jitter)),
        });
    }

    /// The next request is another source's, because this one brings nothing, or nothing new: the next one that may
    /// be asked, else the one that may be asked first.
    pub fn pass_on(&mut self, now: Instant) {
        let others =
            (1..=self.sources.max(1)).map(|step| (self.source + step) % self.sources.max(1));
        let until = |it: &usize| self.not_before_of(*it).filter(|until| now < *until);
        let next = others.min_by_key(until);
        self.source = next.unwrap_or(0);
    }

    /// Another source is asked where this one's host asks to be left alone.
    fn choose(&mut self, now: Instant) {
        if self
            .not_before_of(self.source)
            .is_some_and(|until| now < until)
        {
            self.pass_on(now);
        }
    }

    fn not_before_of(&self, source: usize) -> Option<Instant> {
        self.not_before.get(source).copied().flatten()
    }

    /// A request of this page's own has ended.
    fn ended(&mut self) {
        self.asked = false;
        self.confirms = false;
        self.waits = false;
    }

    /// Another page of the same browser asks for all of them: it sent a request at `sent` and will send the
    /// next one at `due`. This page follows, and only asks itself when nothing comes of that, or when the turn
    /// becomes its own, but then no sooner than the floor allows.
    ///
    /// That answers a request that this page waits to send, or that its visitor has asked for. Returns whether a request
    /// that waits is to be given up.
    pub fn follow(&mut self, sent: Instant, due: Instant, jitter: f64) -> bool {
        self.sent = self.sent.max(Some(sent));
        let gives_up = self.waits && !self.confirms;
        if (self.due.is_some() || gives_up) && !self.confirms {
            self.asked = false;
            self.waits = false;
            self.due = Some(self.earliest(due));
            self.failures = 0;
            self.base_interval = None;
            self.patience = PATIENCE_MILLIS + share(PATIENCE_MILLIS, jitter);
        }
        gives_up
    }

    /// Another page of the same browser has sent a request, and may have planned one for `due`: this page keeps the
    /// floor to it. Nothing is put off by more than that.
    pub fn make_way(&mut self, sent: Instant, due: Option<Instant>) {
        // A page that has asked nothing yet is still to ask for itself.
        let last = self.sent.map_or(sent, |own| own.max(sent));
        self.sent = self.sent.map(|_| last);
        let soonest = |own: Instant| due.map_or(own, |due| own.min(due));
        let floor = after(last, FLOOR_MILLIS);
        self.due = self.due.map(|own| soonest(own).max(floor));
    }

    /// Moves the next request a little, so that it falls together with something else.
    pub fn align(&mut self, to: impl FnOnce(Instant) -> Instant) {
        self.due = self.due.map(to);
    }

    /// When this page asks next, if ever: later than due while another one asks for it.
    pub fn acts_at(&self, leadership: Leadership) -> Option<Instant> {
        let is_first = self.sent.is_none();
        match leadership {
            _ if self.asked => self.due,
            Leadership::Leader => self.due,
            Leadership::Follower if is_first || self.confirms => self.due,
            Leadership::Follower => self.due.map(|due| after(due, self.patience)),
            Leadership::Inactive => None,
        }
    }

    /// When the next request is due; `None` while one is under way.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// When the last request was sent.
    pub fn sent(&self) -> Option<Instant> {
        self.sent
    }

    /// Whether the next request is one that the visitor asked for.
    pub fn is_asked(&self) -> bool {
        self.asked
    }

    /// The earliest moment for another request. A request in the future was sent by a clock that is wrong.
    fn earliest(&self, now: Instant) -> Instant {
        let sent = self.sent.filter(|sent| *sent <= now);
        sent.map_or(now, |sent| after(sent, FLOOR_MILLIS).max(now))
    }

    /// The earliest moment for a request that the visitor has not asked for, which its host may not want yet.
    fn earliest_allowed(&self, now: Instant) -> Instant {
        let not_before = self.not_before_of(self.source).unwrap_or(now);
        self.earliest(now).max(not_before)
    }
}

/// The next regular check. In rhythm it is an interval away, spread by a tenth to either side so that pages
/// that have come into step drift apart. All others part over a whole interval at once; those that slow down
/// begin with it an old interval later, so that nobody asks again before everybody has asked.
fn next_regular(now: Instant, base_interval: Option<i64>, interval: i64, jitter: f64) -> Instant {
    let millis = match base_interval {
        Some(base_interval) if base_interval == interval => {
            interval * 9 / 10 + share(interval / 5, jitter)
        }
        Some(base_interval) if base_interval < interval => base_interval + share(interval, jitter),
        Some(_) | None => FLOOR_MILLIS + share(interval, jitter),
    };
    after(now, millis.max(FLOOR_MILLIS))
}

/// A look after the next edge, spread over an interval: the crowd then asks no more often than it does
/// anyway. Only for pages that would learn of it later than that: the regular check of any other is such a
/// look, and a second one would double the requests of everybody just then.
fn post_transition_check(
    now: Instant,
    regular: Instant,
    hints: PollHints,
    jitter: f64,
) -> Option<Instant> {
    let first = after(hints.next_transition?, AFTER_EDGE_MILLIS).max(after(now, FLOOR_MILLIS));
    let spread = hints.refresh_millis();
    (after(first, spread) < regular).then(|| after(first, share(spread, jitter)))
}

/// Twice the interval after the first failed round, and twice as long after each further one.
fn back_off_limit(refresh: i64, rounds: u32) -> i64 {
    let doublings = rounds.min(16);
    (refresh << doublings).min(CEILING_MILLIS)
}
