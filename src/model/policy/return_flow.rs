//! The return flow: the steps between the end of an outage and the visitor's return to the site.
//!
//! The flow is designed for a crowd, like [`crate::model::policy::poll`]. Each visitor first waits a random part of the
//! spread that the operator has set, half a minute by default, which suits a site of ordinary size. Then the page
//! probes the site. Then it announces the departure, which the visitor can refuse, and leaves. After a slow or bad
//! answer, the limit of the next pause doubles, so a site that cannot serve everybody at once gets the visitors
//! gradually. Instants are of the visitor's own clock.

use crate::model::policy::jitter::{after, share};
use crate::model::policy::resume::{BETWEEN_MILLIS, GOOD_ANSWERS, NOTICE_MILLIS, Resume};
use crate::model::policy::return_target::ReturnTarget;
use crate::model::time::countdown::{Amount, Counter, seconds_until, until};
use crate::model::time::instant::Instant;

/// The timeout of a probe, in seconds. It is long because a slow site is up all the same.
pub const PROBE_TIMEOUT_SECS: u64 = 60;
/// The first limit of the random pause after a bad or slow answer, in milliseconds. The limit doubles with each such
/// answer, up to `LONGEST_MILLIS`.
const BACK_OFF_MILLIS: i64 = 30_000;
/// The longest time for an answer that is not slow, in milliseconds. A slower site counts as overloaded.
const SLOW_MILLIS: i64 = 1_000;
const SHORTEST_MILLIS: i64 = 5_000;
const LONGEST_MILLIS: i64 = 300_000;

/// The progress of a visitor's return.
///
/// ```
/// use intermission::model::policy::resume::Resume;
/// use intermission::model::policy::return_flow::{ReturnFlow, ReturnStep};
/// use intermission::model::policy::return_target::{Place, ReturnTarget};
/// use intermission::model::time::{instant::{Instant, SHORTEST}, time_delta::TimeDelta};
/// let cart = ReturnTarget::parse("/cart", &Place::default(), &[])?;
/// let mut now = Instant::UNIX_EPOCH;
/// let mut flow = ReturnFlow::default();
/// flow.begin(cart.clone(), &Resume::default(), now, 0.0);
/// assert_eq!(flow.take(now, false), None, "a page out of view takes no step");
///
/// for _ in 0..2 {
///     assert_eq!(flow.take(now, true), Some(ReturnStep::Probe));
///     flow.probed(true, now, 0.0);
///     now += TimeDelta::seconds(2);
/// }
/// let departure = flow.due().unwrap();
/// assert!(flow.is_leaving(), "after two good answers");
/// assert_eq!(flow.take(departure - SHORTEST, true), None);
/// assert_eq!(flow.take(departure, true), Some(ReturnStep::Leave(cart)));
/// # Ok::<(), intermission::model::policy::return_target::ReturnError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnFlow {
    stage: ReturnStage,
    /// The address to return to.
    target: Option<ReturnTarget>,
    /// The number of answers that were slow or bad.
    strained: u32,
    /// Whether the last answer was bad.
    is_refused: bool,
    /// Whether the site has answered the visitor's original request, so that the visitor may go there even while a
    /// document reports trouble.
    is_offered: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ReturnStage {
    /// No return has begun.
    #[default]
    Away,
    /// A probe is due at `at`, after `good` good answers in a row.
    Waiting { at: Instant, good: u32 },
    /// A probe was sent at `at`, after `good` good answers in a row.
    Asked { at: Instant, good: u32 },
    /// The departure is announced for this instant.
    Leaving(Instant),
    /// The visitor left.
    Left,
    /// The site has answered the visitor's original request, so the visitor may go there, but the page does not leave
    /// by itself.
    Offered,
    /// The visitor chose to stay.
    Staying,
}

/// A step of the return that the driver must carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnStep {
    /// Send a probe to the site.
    Probe,
    /// Open the target.
    Leave(ReturnTarget),
}

/// The notice about the return that visitors read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnNotice {
    /// No notice.
    #[default]
    None,
    /// The site is probed after this time.
    Checking(Amount),
    /// The site did not answer well; it is probed again after this time.
    NotYet(Amount),
    /// The page leaves after this time.
    Leaving(Amount),
    /// The page is leaving.
    Gone,
    /// The page stays, by the visitor's choice or because it does not leave by itself after an answer to the visitor's own
    /// request; the visitor may still go.
    Staying,
}

impl ReturnFlow {
    /// Begins the return, unless one has begun: waits a random share of the spread before the first probe.
    pub fn begin(&mut self, target: ReturnTarget, resume: &Resume, now: Instant, jitter: f64) {
        if !self.may_begin() {
            return;
        }
        let spread = i64::try_from(resume.wait_secs()).unwrap_or(0) * 1000;
        let at = after(now, share(spread, jitter));
        self.stage = ReturnStage::Waiting { at, good: 0 };
        self.target = Some(target);
    }

    /// Returns whether a return can begin, because none has.
    pub fn may_begin(&self) -> bool {
        matches!(self.stage, ReturnStage::Away | ReturnStage::Offered)
    }

    /// Ends the return, because the outage is not over after all. An offer remains.
    pub fn revoke(&mut self) {
        if self.stage == ReturnStage::Left {
            return;
        }
        if self.is_offered {
            self.stage = ReturnStage::Offered;
        } else {
            *self = Self::default();
        }
    }

    /// Notes that the site has answered the visitor's original request, so that the visitor may go there from now on.
    pub fn offer(&mut self, target: ReturnTarget) {
        self.is_offered = true;
        if self.stage == ReturnStage::Away {
            self.stage = ReturnStage::Offered;
            self.target = Some(target);
        }
    }

    /// Announces the departure without a probe, if the site has answered the visitor's original request.
    pub fn announce(&mut self, now: Instant) {
        if self.stage == ReturnStage::Offered {
            self.stage = ReturnStage::Leaving(after(now, NOTICE_MILLIS));
        }
    }

    /// Returns the step that is due at `now`, and counts it as begun. `None` if `automatic` is false, as on a page that
    /// is out of view or paused.
    pub fn take(&mut self, now: Instant, automatic: bool) -> Option<ReturnStep> {
        match self.stage {
            ReturnStage::Waiting { at, good } if automatic && at <= now => {
                if GOOD_ANSWERS <= good {
                    self.stage = ReturnStage::Leaving(after(now, NOTICE_MILLIS));
                    return None;
                }
                self.stage = ReturnStage::Asked { at: now, good };
                Some(ReturnStep::Probe)
            }
            ReturnStage::Leaving(at) if automatic && at <= now => self.go(),
            ReturnStage::Away
            | ReturnStage::Waiting { .. }
            | ReturnStage::Asked { .. }
            | ReturnStage::Leaving(_)
            | ReturnStage::Left
            | ReturnStage::Offered
            | ReturnStage::Staying => None,
        }
    }

    /// Handles the end of a probe. `good` says that the site answered as it does when it is up. An answer after more than
    /// a second counts as slow, one after exactly a second does not.
    pub fn probed(&mut self, good: bool, now: Instant, jitter: f64) {
        let ReturnStage::Asked { at, good: before } = self.stage else {
            return;
        };
        self.is_refused = !good;
        let is_slow = after(at, SLOW_MILLIS) < now;
        let answers = if good { before + 1 } else { 0 };
        if GOOD_ANSWERS <= answers && !is_slow {
            self.stage = ReturnStage::Leaving(after(now, NOTICE_MILLIS));
            return;
        }
        let pause = match (good, is_slow) {
            (true, false) => BETWEEN_MILLIS,
            (true, true) => BETWEEN_MILLIS + share(self.limit(), jitter),
            (false, _) => SHORTEST_MILLIS + share(self.limit() - SHORTEST_MILLIS, jitter),
        };
        self.stage = ReturnStage::Waiting {
            at: after(now, pause),
            good: answers,
        };
    }

    /// Returns the limit of the next pause, in milliseconds, and doubles the one after it.
    fn limit(&mut self) -> i64 {
        let limit = (BACK_OFF_MILLIS << self.strained.min(8)).min(LONGEST_MILLIS);
        self.strained = self.strained.saturating_add(1);
        limit
    }

    /// Notes that the page is back in view. A departure is then at least the whole notice away, so that nobody leaves
    /// without having seen it.
    pub fn shown(&mut self, now: Instant) {
        if let ReturnStage::Leaving(at) = &mut self.stage {
            *at = (*at).max(after(now, NOTICE_MILLIS));
        }
    }

    /// Leaves now, whatever the site answers.
    pub fn go(&mut self) -> Option<ReturnStep> {
        let target = self.target.clone()?;
        self.stage = ReturnStage::Left;
        Some(ReturnStep::Leave(target))
    }

    /// Returns whether the departure is announced.
    pub fn is_leaving(&self) -> bool {
        matches!(self.stage, ReturnStage::Leaving(_))
    }

    /// Keeps the visitor on the page, if a return has begun or is offered. He may still go by himself.
    pub fn stay(&mut self) {
        if self.stage != ReturnStage::Away {
            self.stage = ReturnStage::Staying;
        }
    }

    /// Returns when the next step is due; `None` if no step follows by itself.
    pub fn due(&self) -> Option<Instant> {
        match self.stage {
            ReturnStage::Waiting { at, .. } | ReturnStage::Leaving(at) => Some(at),
            ReturnStage::Away
            | ReturnStage::Asked { .. }
            | ReturnStage::Left
            | ReturnStage::Offered
            | ReturnStage::Staying => None,
        }
    }

    /// Returns the address to return to.
    pub fn target(&self) -> Option<&ReturnTarget> {
        self.target.as_ref()
    }

    /// Returns the notice that visitors read at `now`.
    pub fn return_notice(&self, now: Instant) -> Counter<ReturnNotice> {
        let fixed = |shows| Counter { shows, until: None };
        let counted =
            |counter: Counter<Amount>, return_notice: fn(Amount) -> ReturnNotice| Counter {
                shows: return_notice(counter.shows),
                until: counter.until,
            };
        match self.stage {
            ReturnStage::Away => fixed(ReturnNotice::None),
            ReturnStage::Left => fixed(ReturnNotice::Gone),
            ReturnStage::Waiting { at, .. } if self.is_refused => {
                counted(until(at, now), ReturnNotice::NotYet)
            }
            ReturnStage::Waiting { at, good } if good == 0 || self.strained > 0 => {
                counted(until(at, now), ReturnNotice::Checking)
            }
            ReturnStage::Waiting { .. } | ReturnStage::Asked { .. } => {
                fixed(ReturnNotice::Checking(Amount::Seconds(0)))
            }
            ReturnStage::Leaving(at) => counted(seconds_until(at, now), ReturnNotice::Leaving),
            ReturnStage::Offered | ReturnStage::Staying => fixed(ReturnNotice::Staying),
        }
    }
}
