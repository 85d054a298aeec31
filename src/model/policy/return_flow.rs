//! The way back: what happens between "it is over" and the visitor's arrival where he wanted to go.
//!
//! Written for a crowd like [`crate::model::policy::poll`]: each visitor first waits a random part of the time over
//! which the operator wants all of them spread, then asks whether the site answers, and then leaves, announced and
//! refusable. Where the operator says nothing, half a minute is enough for a site of ordinary size, and an answer that
//! is slow, or none, makes whoever meets it wait twice as long as the time before: a site that cannot take everybody at
//! once gets them one after the other. Instants are of the visitor's own clock.

use crate::model::policy::jitter::{after, share};
use crate::model::policy::resume::{BETWEEN_MILLIS, GOOD_ANSWERS, NOTICE_MILLIS, Resume};
use crate::model::policy::return_target::ReturnTarget;
use crate::model::time::countdown::{Amount, Counter, seconds_until, until};
use crate::model::time::instant::Instant;

/// How long the site may take to answer, in seconds: one that is slow is there all the same.
pub const PROBE_TIMEOUT_SECS: u64 = 60;
/// The pause after a bad answer, or a good one that was slow, is drawn from nothing or five seconds to this, doubled
/// each time, in milliseconds.
const BACK_OFF_MILLIS: i64 = 30_000;
/// A site that takes longer than this to answer has too much to do, in milliseconds.
const SLOW_MILLIS: i64 = 1_000;
const SHORTEST_MILLIS: i64 = 5_000;
const LONGEST_MILLIS: i64 = 300_000;

/// Where the way back stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnFlow {
    stage: ReturnStage,
    /// Where to.
    target: Option<ReturnTarget>,
    /// How many answers were slow, or bad.
    strained: u32,
    /// Whether the last answer was bad.
    is_refused: bool,
    /// Whether the site has answered the visitor's own request, so that he may go whatever a document says.
    is_offered: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ReturnStage {
    /// It is not over, or nobody is taken anywhere.
    #[default]
    Away,
    /// The site is asked at `at`, after so many good answers.
    Waiting { at: Instant, good: u32 },
    /// The site has been asked at `at`.
    Asked { at: Instant, good: u32 },
    /// The visitor leaves at this instant.
    Leaving(Instant),
    /// The visitor left.
    Left,
    /// The visitor may go, because the site has answered him, and is not taken.
    Offered,
    /// The visitor wants to stay.
    Staying,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnStep {
    /// Ask whether the site answers.
    Probe,
    /// Go there.
    Leave(ReturnTarget),
}

/// What visitors are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnNotice {
    /// Nothing.
    #[default]
    None,
    /// The site is asked in so long.
    Checking(Amount),
    /// The site did not answer; it is asked again in so long.
    NotYet(Amount),
    /// The visitor leaves in so long.
    Leaving(Amount),
    /// The visitor is on his way.
    Gone,
    /// The visitor stays, and may still go.
    Staying,
}

impl ReturnFlow {
    /// It is over: waits a share of the spread before the site is asked.
    pub fn begin(&mut self, target: ReturnTarget, resume: &Resume, now: Instant, jitter: f64) {
        if !self.may_begin() {
            return;
        }
        let spread = i64::try_from(resume.wait_secs()).unwrap_or(0) * 1000;
        let at = after(now, share(spread, jitter));
        self.stage = ReturnStage::Waiting { at, good: 0 };
        self.target = Some(target);
    }

    /// Whether nothing has begun yet.
    pub fn may_begin(&self) -> bool {
        matches!(self.stage, ReturnStage::Away | ReturnStage::Offered)
    }

    /// It is not over after all.
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

    /// The site has answered what the visitor asked for: he may go there from now on.
    pub fn offer(&mut self, target: ReturnTarget) {
        self.is_offered = true;
        if self.stage == ReturnStage::Away {
            self.stage = ReturnStage::Offered;
            self.target = Some(target);
        }
    }

    /// Nothing is left to be asked: the visitor leaves after the notice.
    pub fn announce(&mut self, now: Instant) {
        if self.stage == ReturnStage::Offered {
            self.stage = ReturnStage::Leaving(after(now, NOTICE_MILLIS));
        }
    }

    /// What is due; nothing while the page is out of view or paused.
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

    /// The site was asked; `good` says that it answered as it does when it is there.
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

    /// Twice as long with each answer that was slow or bad.
    fn limit(&mut self) -> i64 {
        let limit = (BACK_OFF_MILLIS << self.strained.min(8)).min(LONGEST_MILLIS);
        self.strained = self.strained.saturating_add(1);
        limit
    }

    /// The page is back in view: nobody leaves without having seen that he is about to.
    pub fn shown(&mut self, now: Instant) {
        if let ReturnStage::Leaving(at) = &mut self.stage {
            *at = (*at).max(after(now, NOTICE_MILLIS));
        }
    }

    /// The visitor goes now, whatever the site answers.
    pub fn go(&mut self) -> Option<ReturnStep> {
        let target = self.target.clone()?;
        self.stage = ReturnStage::Left;
        Some(ReturnStep::Leave(target))
    }

    /// Whether the visitor is about to leave.
    pub fn is_leaving(&self) -> bool {
        matches!(self.stage, ReturnStage::Leaving(_))
    }

    /// The visitor stays, and may go when he likes.
    pub fn stay(&mut self) {
        if self.stage != ReturnStage::Away {
            self.stage = ReturnStage::Staying;
        }
    }

    /// When the next step is due.
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

    /// Where to.
    pub fn target(&self) -> Option<&ReturnTarget> {
        self.target.as_ref()
    }

    /// What visitors are told at `now`.
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
