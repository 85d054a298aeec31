//! When to ask for a newer document, and whom.
//!
//! Instants here are of the visitor's own clock, which timers run on. The policy is written for a crowd:
//! whatever happens to everybody at once, such as an outage of the document or an end that was announced,
//! must not make everybody ask at once.

use super::instant::{self, Instant};
use super::scan::number;
use super::spread::{after, share};

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
    /// use intermission::model::poll::RetryAfter;
    /// assert_eq!(RetryAfter::parse(" 120"), Some(RetryAfter::Seconds(120)));
    /// assert!(matches!(RetryAfter::parse("Mon, 23 Nov 2026 12:00:00 GMT"), Some(RetryAfter::At(_))));
    /// assert_eq!(RetryAfter::parse("-1"), None);
    /// ```
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim_ascii();
        if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
            let seconds = number(header).and_then(|it| u32::try_from(it).ok());
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
pub struct Pace {
    /// The publisher's interval, in seconds.
    pub refresh_secs: u64,
    /// Whether nothing is wrong and nothing goes on, or nobody looks.
    pub calm: bool,
    /// The next instant at which something is expected to change: a start, an end, an ETA.
    pub edge: Option<Instant>,
}

impl Pace {
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
pub enum Turn {
    /// This page's.
    Own,
    /// That of another page of the same browser, as long as it does. The first request is each page's own:
    /// whoever opens a page wants to see something.
    Another,
    /// Nobody's: the page is out of view or paused.
    Nobody,
}

/// Where asking stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Until when the host asks to be left alone.
    barred: Option<Instant>,
    /// Whether the visitor asked for it, which holds in a pause too.
    asked: bool,
    /// How much later than due this page asks while another one asks for it, in milliseconds.
    patience: i64,
    /// The interval that this page keeps, spread evenly among all who keep it; `None` while something that
    /// happens to many at once has put them in step: their arrival, a failure, an edge.
    rhythm: Option<i64>,
}

impl Poll {
    /// Begins, with the first request due at once.
    pub fn start(sources: usize, now: Instant) -> Self {
        Self {
            sources: sources.max(1),
            due: Some(now),
            patience: PATIENCE_MILLIS,
            ..Self::default()
        }
    }

    /// The visitor asks. Only the floor holds: who presses a button is no crowd.
    pub fn ask(&mut self, now: Instant) {
        self.asked = true;
        if self.due.is_some() {
            self.due = Some(self.earliest(now));
        }
    }

    /// The page is back in view, or the visitor's network is back: what is on screen may be old.
    pub fn hurry(&mut self, now: Instant) {
        let earliest = self.earliest(now).max(self.barred.unwrap_or(now));
        self.due = self.due.map(|due| due.min(earliest));
    }

    /// The request under way is given up, or one that is asked for no longer is.
    pub fn give_up(&mut self, now: Instant) {
        self.asked = false;
        self.due = Some(self.earliest(now).max(self.barred.unwrap_or(now)));
    }

    /// Whether a request is due: the source to ask, which is then under way.
    pub fn take(&mut self, now: Instant, turn: Turn) -> Option<usize> {
        self.acts_at(turn).filter(|at| *at <= now)?;
        self.due = None;
        self.sent = Some(now);
        Some(self.source)
    }

    /// A request brought a document, or word that it has not changed. `jitter` is at least 0, less than 1.
    pub fn succeeded(&mut self, now: Instant, pace: Pace, jitter: f64) {
        self.failures = 0;
        self.barred = None;
        self.asked = false;
        let interval = pace.interval_millis();
        let regular = next_regular(now, self.rhythm, interval, jitter);
        let look = look(now, regular, pace, jitter);
        self.rhythm = Some(interval).filter(|_| look.is_none());
        self.due = Some(look.unwrap_or(regular));
    }

    /// A request brought nothing. The other sources are asked in turn, each a floor or two later; when all
    /// have failed, the pause is drawn from the floor to a limit that doubles each time (capped exponential
    /// back-off with full jitter). What the host asks for wins over both; whoever was told the same moment
    /// then comes within an interval of it, not all at once.
    pub fn failed(
        &mut self,
        now: Instant,
        pace: Pace,
        retry_after_millis: Option<i64>,
        jitter: f64,
    ) {
        self.failures = self.failures.saturating_add(1);
        self.asked = false;
        self.pass_on();
        let asked = u32::try_from(self.sources).unwrap_or(1).max(1);
        let rounds = self.failures / asked;
        let limit = if self.failures.is_multiple_of(asked) {
            back_off_limit(pace.refresh_millis(), rounds)
        } else {
            2 * FLOOR_MILLIS
        };
        self.rhythm = None;
        self.barred = retry_after_millis.map(|millis| after(now, millis));
        self.due = Some(match retry_after_millis {
            Some(millis) => {
                let spread = share((millis / 4).max(pace.refresh_millis()), jitter);
                after(now, millis.max(FLOOR_MILLIS) + spread)
            }
            None => after(now, FLOOR_MILLIS + share(limit - FLOOR_MILLIS, jitter)),
        });
    }

    /// The next request is another source's: this one brings nothing, or nothing new.
    pub fn pass_on(&mut self) {
        self.source = (self.source + 1) % self.sources.max(1);
    }

    /// Another page of the same browser asks for all of them: it sent a request at `sent` and will send the
    /// next one at `due`. This page follows, and only asks itself when nothing comes of that, or when the turn
    /// becomes its own, but then no sooner than the floor allows.
    pub fn follow(&mut self, sent: Instant, due: Instant, jitter: f64) {
        self.sent = self.sent.max(Some(sent));
        if self.due.is_some() && !self.asked {
            self.due = Some(self.earliest(due));
            self.failures = 0;
            self.rhythm = None;
            self.patience = PATIENCE_MILLIS + share(PATIENCE_MILLIS, jitter);
        }
    }

    /// Moves the next request a little, so that it falls together with something else.
    pub fn align(&mut self, to: impl FnOnce(Instant) -> Instant) {
        self.due = self.due.map(to);
    }

    /// When this page asks next, if ever: later than due while another one asks for it.
    pub fn acts_at(&self, turn: Turn) -> Option<Instant> {
        let is_first = self.sent.is_none();
        match turn {
            _ if self.asked => self.due,
            Turn::Own => self.due,
            Turn::Another if is_first => self.due,
            Turn::Another => self.due.map(|due| after(due, self.patience)),
            Turn::Nobody => None,
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

    /// The earliest moment for another request.
    fn earliest(&self, now: Instant) -> Instant {
        self.sent
            .map_or(now, |sent| after(sent, FLOOR_MILLIS).max(now))
    }
}

/// The next regular check. In rhythm it is an interval away, spread by a tenth to either side so that pages
/// that have come into step drift apart. All others part over a whole interval at once; those that slow down
/// begin with it an old interval later, so that nobody asks again before everybody has asked.
fn next_regular(now: Instant, rhythm: Option<i64>, interval: i64, jitter: f64) -> Instant {
    let millis = match rhythm {
        Some(rhythm) if rhythm == interval => interval * 9 / 10 + share(interval / 5, jitter),
        Some(rhythm) if rhythm < interval => rhythm + share(interval, jitter),
        Some(_) | None => FLOOR_MILLIS + share(interval, jitter),
    };
    after(now, millis.max(FLOOR_MILLIS))
}

/// A look after the next edge, spread over an interval: the crowd then asks no more often than it does
/// anyway. Only for pages that would learn of it later than that: the regular check of any other is such a
/// look, and a second one would double the requests of everybody just then.
fn look(now: Instant, regular: Instant, pace: Pace, jitter: f64) -> Option<Instant> {
    let first = after(pace.edge?, AFTER_EDGE_MILLIS).max(after(now, FLOOR_MILLIS));
    let spread = pace.refresh_millis();
    (after(first, spread) < regular).then(|| after(first, share(spread, jitter)))
}

/// Twice the interval after the first failed round, and twice as long after each further one.
fn back_off_limit(refresh: i64, rounds: u32) -> i64 {
    let doublings = rounds.min(16);
    (refresh << doublings).min(CEILING_MILLIS)
}
