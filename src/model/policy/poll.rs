//! The polling policy: when the page requests the document again, and from which source.
//!
//! Instants here are of the visitor's own clock, by which timers run. The policy is made for a crowd: an event that all
//! visitors meet at once, such as an outage of the document or an announced end, must not make all of them send a
//! request at once.

use crate::model::policy::jitter::{after, share};
use crate::model::time::instant::Instant;

/// The timeout of a request, in seconds.
pub const TIMEOUT_SECS: u64 = 10;
/// The shortest time between two requests, in milliseconds, also when the visitor asks for the second.
pub const FLOOR_MILLIS: i64 = 5_000;
/// The longest pause after failures, in milliseconds, unless the host asks for a longer one.
pub const CEILING_MILLIS: i64 = 300_000;
/// While nothing is wrong, requests are this many times the publisher's interval apart.
const CALM_FACTOR: i64 = 4;
/// The time that a publisher has to update the document after a transition, in milliseconds.
const PUBLISHING_MILLIS: i64 = 1_000;
/// The shortest time that a page waits for a response to another page's request, in milliseconds. The actual time is
/// drawn between this and twice as much. It is longer than any request may take.
const PATIENCE_MILLIS: i64 = 15_000;
/// The longest interval that a publisher can set, in milliseconds.
const LONGEST_REFRESH_MILLIS: i64 = 600_000;

/// The facts of the last document that decide when to request it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollHints {
    /// The publisher's interval, in seconds.
    pub refresh_secs: u64,
    /// Whether nothing is wrong and no maintenance runs, or the page is out of view.
    pub calm: bool,
    /// The next instant at which something is expected to change: a start, an end, an ETA, an update.
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

/// The part of this page in the regular requests of its browser. A request that the visitor asks for is always sent by
/// this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leadership {
    /// This page sends them.
    Leader,
    /// Another page of the same browser sends them, as long as it does. Each page sends its first request itself,
    /// because its visitor waits for it.
    Follower,
    /// The page is out of view or paused, and sends none.
    Inactive,
}

/// The state of polling.
///
/// ```
/// use intermission::model::policy::poll::{Leadership, Poll, PollHints};
/// use intermission::model::time::{instant::{Instant, SHORTEST}, time_delta::TimeDelta};
/// let now = Instant::UNIX_EPOCH;
/// let mut poll = Poll::start(1, now);
/// assert_eq!(poll.take(now, Leadership::Leader), Some(0), "the first request is due at once");
/// assert_eq!(poll.take(now, Leadership::Leader), None, "one request at a time");
///
/// let hints = PollHints { refresh_secs: 60, calm: false, next_transition: None };
/// poll.succeeded(now, hints, 0.5);
/// let due = poll.due().unwrap();
/// assert_eq!(due - now, TimeDelta::seconds(5 + 30), "the floor, and half of the interval");
/// assert_eq!(poll.take(due - SHORTEST, Leadership::Leader), None);
/// assert_eq!(poll.take(due, Leadership::Inactive), None, "a page out of view sends no request");
/// assert_eq!(poll.take(due, Leadership::Leader), Some(0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poll {
    /// The number of sources.
    sources: usize,
    /// The index of the source that is requested next.
    source: usize,
    /// The number of failed requests in a row.
    failures: u32,
    /// When the last request was sent.
    sent: Option<Instant>,
    /// When the next one is due; `None` while one is under way.
    due: Option<Instant>,
    /// For each source, the instant until which its host wants no request.
    not_before: Vec<Option<Instant>>,
    /// Whether the visitor asked for the next request. It is then sent in a pause, too.
    asked: bool,
    /// Whether a message of another page is to be confirmed by a response of this page's own.
    confirms: bool,
    /// Whether the request that was begun still waits until no other page of the browser has sent one within the floor.
    waits: bool,
    /// The time after `due` at which this page sends a request of its own while it follows another page, in
    /// milliseconds.
    patience: i64,
    /// The interval at which this page polls. Pages with the same interval are spread evenly over it. `None` after an
    /// event that many pages met at once and that brought them into step: their start, a failure, a transition.
    base_interval: Option<i64>,
}

impl Poll {
    /// Starts polling; the first request is due at once.
    pub fn start(sources: usize, now: Instant) -> Self {
        Self {
            sources: sources.max(1),
            not_before: vec![None; sources.max(1)],
            due: Some(now),
            patience: PATIENCE_MILLIS,
            ..Self::default()
        }
    }

    /// Makes a request due that the visitor has asked for. Only [`FLOOR_MILLIS`] delays it, because single presses of a
    /// button do not come from a crowd.
    ///
    /// ```
    /// use intermission::model::policy::poll::{Leadership, Poll};
    /// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
    /// let now = Instant::UNIX_EPOCH;
    /// let mut poll = Poll::start(1, now);
    /// poll.take(now, Leadership::Leader);
    /// poll.give_up(now);
    /// let pressed = now + TimeDelta::seconds(2);
    /// poll.ask(pressed);
    /// assert_eq!(poll.due(), Some(now + TimeDelta::seconds(5)), "the floor, from the request before");
    /// ```
    pub fn ask(&mut self, now: Instant) {
        self.asked = true;
        if self.due.is_some() {
            self.choose(now);
            self.due = Some(self.earliest(now));
        }
    }

    /// Makes the next request due as early as allowed, because the page or the network is back and the shown data may
    /// be old.
    pub fn hurry(&mut self, now: Instant) {
        if let Some(due) = self.due {
            self.choose(now);
            self.due = Some(due.min(self.earliest_allowed(now)));
        }
    }

    /// Gives up the request under way or asked for by the visitor, and makes the next one due as early as allowed.
    pub fn give_up(&mut self, now: Instant) {
        self.asked = false;
        self.waits = false;
        self.choose(now);
        self.due = Some(self.earliest_allowed(now));
    }

    /// Returns the source to request from if a request is due, and counts the request as begun.
    pub fn take(&mut self, now: Instant, leadership: Leadership) -> Option<usize> {
        self.acts_at(leadership).filter(|at| *at <= now)?;
        self.due = None;
        self.sent = Some(now);
        self.waits = true;
        Some(self.source)
    }

    /// Notes that the request that was begun is sent now, since no other page of the browser has sent one within the
    /// floor.
    pub fn passed(&mut self, now: Instant) {
        self.waits = false;
        self.sent = Some(now);
    }

    /// Makes a request of this page's own due soon, also when another page is the leader.
    pub fn confirm(&mut self, now: Instant, jitter: f64) {
        if let Some(due) = self.due.filter(|_| !self.confirms) {
            self.confirms = true;
            let soon = after(self.earliest_allowed(now), share(FLOOR_MILLIS, jitter));
            self.due = Some(due.min(soon));
        }
    }

    /// Notes that a request brought the document, or that it has not changed. `jitter` is at least 0, less than 1.
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

    /// Notes that a request failed. The other sources follow in turn, each [`FLOOR_MILLIS`] to twice that later. When
    /// all have failed, the pause is drawn at random between the floor and a limit that doubles each time (capped
    /// exponential back-off with full jitter). `Retry-After` overrides both; pages that were given the same instant are
    /// spread over an interval after it.
    ///
    /// ```
    /// use intermission::model::policy::poll::{Leadership, Poll, PollHints};
    /// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
    /// let now = Instant::UNIX_EPOCH;
    /// let hints = PollHints { refresh_secs: 60, calm: false, next_transition: None };
    /// let due_after = |retry_after_millis, jitter| {
    ///     let mut poll = Poll::start(1, now);
    ///     poll.take(now, Leadership::Leader);
    ///     poll.failed(now, hints, retry_after_millis, jitter);
    ///     poll.due().unwrap() - now
    /// };
    /// assert_eq!(due_after(None, 0.0), TimeDelta::seconds(5), "the floor");
    /// assert_eq!(due_after(None, 0.999).num_seconds(), 119, "just below twice the interval");
    /// assert_eq!(due_after(Some(7_000), 0.0), TimeDelta::seconds(7), "`Retry-After`");
    /// ```
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

    /// Chooses another source for the next request: the next one whose host allows a request, else the one that allows
    /// it first.
    pub fn pass_on(&mut self, now: Instant) {
        let others =
            (1..=self.sources.max(1)).map(|step| (self.source + step) % self.sources.max(1));
        let until = |it: &usize| self.not_before_of(*it).filter(|until| now < *until);
        let next = others.min_by_key(until);
        self.source = next.unwrap_or(0);
    }

    /// Chooses another source if the host of the current one wants no request yet.
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

    /// Notes that a request of this page's own has ended.
    fn ended(&mut self) {
        self.asked = false;
        self.confirms = false;
        self.waits = false;
    }

    /// Follows another page of the same browser, which sent a request at `sent` and will send the next one at `due`.
    /// This page sends one itself when no response arrives, or when it becomes the leader, and no sooner than the floor
    /// allows.
    ///
    /// The other page's request also serves a request that this page has begun but not sent, or that its visitor has
    /// asked for. Returns whether such a request is to be given up.
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

    /// Keeps the floor to the request that another page of the same browser has sent at `sent`, and may have planned
    /// for `due`. No request is delayed by more than that.
    pub fn make_way(&mut self, sent: Instant, due: Option<Instant>) {
        // A page that has sent no request yet still sends its first one itself.
        let last = self.sent.map_or(sent, |own| own.max(sent));
        self.sent = self.sent.map(|_| last);
        let soonest = |own: Instant| due.map_or(own, |due| own.min(due));
        let floor = after(last, FLOOR_MILLIS);
        self.due = self.due.map(|own| soonest(own).max(floor));
    }

    /// Moves the next request, so that one wake-up of the timer serves it and something else.
    pub fn align(&mut self, to: impl FnOnce(Instant) -> Instant) {
        self.due = self.due.map(to);
    }

    /// Returns when this page sends its next request, if ever: later than `due` while it follows another page.
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

    /// Returns when the next request is due; `None` while one is under way.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Returns when the last request was sent.
    pub fn sent(&self) -> Option<Instant> {
        self.sent
    }

    /// Returns whether the visitor asked for the next request.
    pub fn is_asked(&self) -> bool {
        self.asked
    }

    /// Returns the earliest instant for another request. A last request in the future is ignored: the clock was set
    /// back.
    fn earliest(&self, now: Instant) -> Instant {
        let sent = self.sent.filter(|sent| *sent <= now);
        sent.map_or(now, |sent| after(sent, FLOOR_MILLIS).max(now))
    }

    /// Returns the earliest instant for a request that the visitor has not asked for. Its host may have asked for a
    /// pause.
    fn earliest_allowed(&self, now: Instant) -> Instant {
        let not_before = self.not_before_of(self.source).unwrap_or(now);
        self.earliest(now).max(not_before)
    }
}

/// Returns the next regular check. At an unchanged interval it is one interval away, plus or minus a tenth, so that
/// pages in step drift apart. After another event, pages spread over a whole interval. Pages whose interval becomes
/// longer start that spread after one old interval, so that no page sends a second request before all have sent one.
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

/// Returns the time of a check after the next transition, spread over an interval so that the crowd sends no more
/// requests than otherwise. `None` for pages whose regular check comes within that interval: a second check would
/// double their requests.
fn post_transition_check(
    now: Instant,
    regular: Instant,
    hints: PollHints,
    jitter: f64,
) -> Option<Instant> {
    let first = after(hints.next_transition?, PUBLISHING_MILLIS).max(after(now, FLOOR_MILLIS));
    let spread = hints.refresh_millis();
    (after(first, spread) < regular).then(|| after(first, share(spread, jitter)))
}

/// Returns the longest pause after `rounds` in which every source failed: twice the interval after the first, doubled
/// by each further one, at most [`CEILING_MILLIS`].
fn back_off_limit(refresh: i64, rounds: u32) -> i64 {
    let doublings = rounds.min(16);
    (refresh << doublings).min(CEILING_MILLIS)
}
