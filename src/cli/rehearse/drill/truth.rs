//! The truth of a drill: what its plan says is the case, and since when.

use std::cmp::Ordering;

use super::OwnDocument;
use super::report::length;
use crate::cli::rehearse::plan::{Minute, Phase, Plan, Service};
use crate::cli::rehearse::planned_document::Schedule;
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::i18n::message::{native, state_words};
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// Something that is true or not, and that visitors read about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The state of the service of this name.
    Service(String),
    /// Whether the maintenance is ahead, under way or over.
    Maintenance,
    /// How far the phases of the maintenance are.
    Phases,
    /// The end of the maintenance, as far as it is known.
    End,
}

/// A fact about a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The state of a service.
    State(ComponentStatus),
    /// The stage of the maintenance.
    Stage(Stage),
    /// The progress of the phases: two for each that is done, and one if one is active.
    Progress(usize),
    /// The end of the maintenance; `None` when it is over.
    End(Option<Instant>),
}

/// The stage of a maintenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It is still to come.
    Ahead,
    /// It is under way.
    UnderWay,
    /// It is over.
    Over,
}

/// A change of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happens.
    pub at: Instant,
    /// The index of its subject in [`Truth::subjects`].
    pub subject: usize,
    /// The fact from then on.
    pub fact: Fact,
    /// The message to the operator; `None` for an event that another one of the same instant implies.
    pub alert: Option<String>,
}

/// The truth of a drill.
#[derive(Clone, Debug)]
pub struct Truth {
    /// The name of the maintenance.
    pub maintenance: String,
    /// The announced start of the maintenance.
    pub start: Instant,
    /// The key of the maintenance in the operator's own document; `None` for a document that the plan makes.
    pub key: Option<String>,
    /// The subjects, each with the fact before its first event.
    pub subjects: Vec<(Subject, Fact)>,
    /// All events of the plan, by time.
    pub events: Vec<Event>,
}

impl Truth {
    /// Returns the truth of a plan that is played by `schedule`. If the plan was made of the operator's `own` document,
    /// services are before their first event as the document has them, those of unknown state are left out, and so are
    /// the phases if the document has none.
    pub fn of(plan: &Plan, schedule: Schedule, own: Option<&OwnDocument>) -> Self {
        let at = |minute: Minute| schedule.instant(minute.since_start());
        let mut truth = Self {
            maintenance: plan.maintenance.name.clone(),
            start: schedule.start,
            key: own.map(|it| it.maintenance.key.clone()),
            subjects: Vec::new(),
            events: Vec::new(),
        };
        truth.stages(plan, &at);
        if own.is_none_or(|it| !it.maintenance.phases.is_empty()) {
            truth.phases(&plan.phases, &at);
        }
        truth.ends(plan, &at);
        for service in &plan.services {
            let before = own.map_or(ComponentStatus::Operational, |it| it.state(service));
            if before != ComponentStatus::Unknown {
                truth.service(service, before, &at);
            }
        }
        truth.events.sort_by_key(|it| it.at);
        truth
    }

    fn subject(&mut self, subject: Subject, before: Fact) -> usize {
        self.subjects.push((subject, before));
        self.subjects.len() - 1
    }

    fn event(&mut self, subject: usize, at: Instant, fact: Fact, alert: Option<String>) {
        self.events.push(Event {
            at,
            subject,
            fact,
            alert,
        });
    }

    fn stages(&mut self, plan: &Plan, at: &impl Fn(Minute) -> Instant) {
        let subject = self.subject(Subject::Maintenance, Fact::Stage(Stage::Ahead));
        let name = &plan.maintenance.name;
        for (minute, stage, alert) in [
            (Minute::ZERO, Stage::UnderWay, "the work begins"),
            (plan.completed_at(), Stage::Over, "the work is over"),
        ] {
            let alert = format!("`{name}`: {alert}.");
            self.event(subject, at(minute), Fact::Stage(stage), Some(alert));
        }
    }

    fn phases(&mut self, phases: &[Phase], at: &impl Fn(Minute) -> Instant) {
        let subject = self.subject(Subject::Phases, Fact::Progress(0));
        let mut minutes: Vec<Minute> = Vec::new();
        for phase in phases {
            minutes.extend([*phase.starts_min.get_ref(), *phase.ends_min.get_ref()]);
        }
        minutes.sort_unstable();
        minutes.dedup();
        for minute in minutes {
            let mut said = Vec::new();
            let (mut done, mut active) = (0, 0);
            for phase in phases {
                let (start, end) = (*phase.starts_min.get_ref(), *phase.ends_min.get_ref());
                let name = phase.name.get_ref();
                if end <= minute {
                    done += 1;
                } else if start <= minute {
                    active = 1;
                }
                if end == minute {
                    said.push(format!("`{name}` is done"));
                }
                if start == minute {
                    said.push(format!("`{name}` begins"));
                }
            }
            let alert = format!("The work: {}.", said.join(", "));
            let fact = Fact::Progress(2 * done + active);
            self.event(subject, at(minute), fact, Some(alert));
        }
    }

    fn ends(&mut self, plan: &Plan, at: &impl Fn(Minute) -> Instant) {
        let mut end = plan.maintenance.length_min;
        let subject = self.subject(Subject::End, Fact::End(Some(at(end))));
        let completed = plan.completed_at();
        let before_end = plan.extensions.iter();
        for it in before_end.filter(|it| *it.at_min.get_ref() < completed) {
            let until = *it.until_min.get_ref();
            let moved = until.since_start() - end.since_start();
            let moved = match moved.cmp(&TimeDelta::zero()) {
                Ordering::Less => format!("ends {} earlier than announced", length(-moved)),
                Ordering::Equal => "still ends as announced".to_owned(),
                Ordering::Greater => format!("ends {} later than announced", length(moved)),
            };
            let alert = it.alert.clone().unwrap_or_else(|| {
                let because = it.reason.as_ref();
                let because = because.map_or_else(String::new, |it| format!(": {it}"));
                format!("The work {moved}{because}.")
            });
            let fact = Fact::End(Some(at(until)));
            self.event(subject, at(*it.at_min.get_ref()), fact, Some(alert));
            end = until;
        }
        self.event(subject, at(completed), Fact::End(None), None);
    }

    fn service(
        &mut self,
        service: &Service,
        before: ComponentStatus,
        at: &impl Fn(Minute) -> Instant,
    ) {
        let name = service.name.get_ref();
        let subject = self.subject(Subject::Service(name.clone()), Fact::State(before));
        for change in &service.timeline {
            let words = || state_words(native::english(), change.status, None);
            let alert = change.alert.clone();
            let alert = alert.unwrap_or_else(|| format!("`{name}` is now: {}.", words()));
            let at = at(*change.at_min.get_ref());
            self.event(subject, at, Fact::State(change.status), Some(alert));
        }
    }

    /// Returns the fact about a subject at `now`; `None` if there is no such subject.
    pub fn at(&self, subject: usize, now: Instant) -> Option<Fact> {
        let come = self.events.iter().take_while(|it| it.at <= now);
        let last = come.filter(|it| it.subject == subject).last();
        match last {
            Some(event) => Some(event.fact),
            None => Some(self.subjects.get(subject)?.1),
        }
    }

    /// Returns the index of a subject; `None` if there is no such subject.
    pub fn index(&self, subject: &Subject) -> Option<usize> {
        self.subjects.iter().position(|(it, _)| it == subject)
    }
}
