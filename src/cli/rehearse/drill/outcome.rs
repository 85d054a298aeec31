//! The outcome of a drill: the truth compared with what visitors could read, second by second.

use super::compare::{Comparison, compare, maintenance};
use super::promises::{Promise, Sample, promises};
use super::truth::{Event, Fact, Stage, Subject, Truth};
use super::watched::{Said, Version};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::status::snapshot::Snapshot;
use crate::model::status::update::Update;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// How long visitors read something untrue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untrue {
    /// Something better than the truth.
    pub better: TimeDelta,
    /// Something worse than the truth.
    pub worse: TimeDelta,
    /// Nothing, or that it is unknown.
    pub unknown: TimeDelta,
}

/// When visitors could first read of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// This long after it had happened.
    After(TimeDelta),
    /// Visitors read it already when it happened.
    Before,
    /// Not before the next event of this subject or the end of the drill.
    Never,
}

/// The outcome of a drill.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How long anything that visitors read was untrue.
    pub any: Untrue,
    /// How long it was untrue, for each subject.
    pub subjects: Vec<(Subject, Untrue)>,
    /// The events of the drill, and when each was said.
    pub events: Vec<(Event, Told)>,
    /// The promises that visitors read, each with what is promised.
    pub promises: Vec<(String, Promise)>,
    /// The verbs of the operator.
    pub verbs: Vec<Said>,
    /// How long the document could not be used.
    pub unusable: TimeDelta,
}

/// The part of a drill that is judged.
#[derive(Clone, Copy, Debug)]
pub struct Played {
    /// Its start.
    pub start: Instant,
    /// Its end. What happens at this very instant belongs to it.
    pub end: Instant,
}

/// A span of time in which neither document nor truth changes.
struct Step<'a> {
    at: Instant,
    /// The time until the next step.
    length: TimeDelta,
    /// The last usable version.
    read: Option<&'a Version>,
    is_usable: bool,
}

impl Outcome {
    /// Judges a drill by its truth, the versions of the document, oldest first, and the verbs.
    pub fn of(truth: &Truth, versions: &[Version], verbs: Vec<Said>, played: Played) -> Self {
        let steps = steps(truth, versions, played);
        let mut outcome = Self {
            verbs,
            promises: all_promises(truth, &steps, played.end),
            ..Self::default()
        };
        let subjects = 0..truth.subjects.len();
        let mut untrue = vec![Untrue::default(); truth.subjects.len()];
        for step in &steps {
            if !step.is_usable {
                outcome.unusable = outcome.unusable + step.length;
            }
            let found: Vec<Comparison> = subjects
                .clone()
                .map(|it| compared(truth, step, it))
                .collect();
            for (untrue, comparison) in untrue.iter_mut().zip(&found) {
                untrue.count(*comparison, step.length);
            }
            for kind in [Comparison::Better, Comparison::Worse, Comparison::Unknown] {
                if found.contains(&kind) {
                    outcome.any.count(kind, step.length);
                }
            }
        }
        let named = truth.subjects.iter().map(|(it, _)| it.clone());
        outcome.subjects = named.zip(untrue).collect();
        let events = truth.events.iter();
        let events = events.filter(|it| played.start < it.at && it.at <= played.end);
        let listed = events.filter(|it| it.alert.is_some());
        outcome.events = listed
            .map(|it| (it.clone(), told(truth, &steps, it)))
            .collect();
        outcome
    }
}

impl Untrue {
    fn count(&mut self, comparison: Comparison, length: TimeDelta) {
        match comparison {
            Comparison::True => {}
            Comparison::Better => self.better = self.better + length,
            Comparison::Worse => self.worse = self.worse + length,
            Comparison::Unknown => self.unknown = self.unknown + length,
        }
    }
}

/// Returns the instants at which the document or the truth changes, and the end with a length of zero.
fn steps<'a>(truth: &Truth, versions: &'a [Version], played: Played) -> Vec<Step<'a>> {
    let Played { start, end } = played;
    let mut instants: Vec<Instant> = versions.iter().map(|it| it.at).collect();
    instants.extend(truth.events.iter().map(|it| it.at));
    instants.retain(|it| start < *it && *it < end);
    instants.extend([start, end]);
    instants.sort_unstable();
    instants.dedup();
    let following = instants.iter().skip(1).chain([&end]);
    let steps = instants.iter().zip(following).map(|(at, next)| {
        let come = || versions.iter().take_while(|it| it.at <= *at);
        Step {
            at: *at,
            length: *next - *at,
            read: come().filter(|it| it.snapshot.is_some()).last(),
            is_usable: come().last().is_some_and(|it| it.snapshot.is_some()),
        }
    });
    steps.collect()
}

fn snapshot<'a>(step: &Step<'a>) -> Option<&'a Snapshot> {
    step.read?.snapshot.as_ref()
}

fn compared(truth: &Truth, step: &Step<'_>, subject: usize) -> Comparison {
    let snapshot = snapshot(step);
    snapshot.map_or(Comparison::Unknown, |it| {
        compare(it, truth, subject, step.at)
    })
}

/// Returns when visitors first read that an event had happened, unless the next one of its subject came before.
fn told(truth: &Truth, steps: &[Step<'_>], event: &Event) -> Told {
    let same = |it: &&Event| it.subject == event.subject && event.at < it.at;
    let next = truth.events.iter().find(same).map(|it| it.at);
    let later = steps.iter().skip_while(|it| it.at < event.at);
    let mut until = later.take_while(|it| next.is_none_or(|next| it.at < next));
    let first = until.find(|it| compared(truth, it, event.subject) == Comparison::True);
    match first {
        None => Told::Never,
        Some(step) if step.read.is_some_and(|it| it.at < event.at) => Told::Before,
        Some(step) => Told::After(step.at - event.at),
    }
}

/// Returns the promises about services, the end of the maintenance and messages, by the times at which they were made.
fn all_promises(truth: &Truth, steps: &[Step<'_>], end: Instant) -> Vec<(String, Promise)> {
    let mut found: Vec<(String, Promise)> = Vec::new();
    let mut add = |about: String, samples: &[Sample]| {
        let promises = promises(samples, end).into_iter();
        found.extend(promises.map(|it| (about.clone(), it)));
    };
    for (index, (subject, _)) in truth.subjects.iter().enumerate() {
        let samples: Vec<Sample> = steps
            .iter()
            .map(|it| match subject {
                Subject::Service(name) => service(truth, it, index, name),
                Subject::End => end_of_work(truth, it),
                Subject::Maintenance | Subject::Phases => Sample::default(),
            })
            .collect();
        match subject {
            Subject::Service(name) => add(format!("`{name}` is back"), &samples),
            Subject::End => add(format!("`{}` is over", truth.maintenance), &samples),
            Subject::Maintenance | Subject::Phases => {}
        }
    }
    for (key, name) in spoken_of(steps) {
        let about = name.map_or_else(
            || "a message".to_owned(),
            |it| format!("a message about `{it}`"),
        );
        add(about, &messages(steps, &key));
    }
    found.sort_by_key(|(_, it)| (it.due, it.made_at));
    found
}

fn service(truth: &Truth, step: &Step<'_>, subject: usize, name: &str) -> Sample {
    let component = snapshot(step).and_then(|it| it.components.iter().find(|it| it.name == name));
    let works = Fact::State(ComponentStatus::Operational);
    let is_claimed = component.is_some_and(|it| it.status == ComponentStatus::Operational);
    Sample {
        at: step.at,
        due: component.and_then(|it| it.eta),
        is_kept: is_claimed && truth.at(subject, step.at) == Some(works),
        is_claimed,
    }
}

fn end_of_work(truth: &Truth, step: &Step<'_>) -> Sample {
    let said = snapshot(step).and_then(|it| maintenance(it, truth));
    let is_over = |stage| stage == Some(Fact::Stage(Stage::Over));
    let subject = truth.index(&Subject::Maintenance);
    let is_claimed = said.is_some_and(|it| it.status.is_settled());
    let window = said
        .filter(|it| !it.status.is_settled())
        .and_then(|it| it.window);
    Sample {
        at: step.at,
        due: window.and_then(crate::model::status::maintenance::Window::end),
        is_kept: is_claimed && is_over(subject.and_then(|it| truth.at(it, step.at))),
        is_claimed,
    }
}

/// The key of an incident or maintenance, with a letter for its list; empty for the page as a whole.
type Key = String;

/// Something that messages are about, at one instant.
#[derive(Debug)]
struct Spoken {
    key: Key,
    name: Option<String>,
    due: Option<Instant>,
    messages: usize,
    /// When something was last said or edited; `None` if no time is stated.
    said_at: Option<Instant>,
    is_over: bool,
}

fn spoken(version: &Version) -> Vec<Spoken> {
    let Version {
        snapshot: Some(snapshot),
        edits,
        ..
    } = version
    else {
        return Vec::new();
    };
    let said_at = |edits: &[Option<Instant>], index: usize, updates: &[Update]| {
        let edited = edits.get(index).copied().flatten();
        edited.max(updates.first().and_then(|it| it.at))
    };
    let incidents = snapshot.incidents.iter().enumerate();
    let incidents = incidents.map(|(index, it)| Spoken {
        key: format!("i{}", it.key),
        name: Some(it.name.clone()),
        due: it.next_update_at,
        messages: it.updates.len(),
        said_at: said_at(&edits.incidents, index, &it.updates),
        is_over: it.status.is_over(),
    });
    let maintenances = snapshot.maintenances.iter().enumerate();
    let maintenances = maintenances.map(|(index, it)| Spoken {
        key: format!("m{}", it.key),
        name: Some(it.name.clone()),
        due: it.next_update_at,
        messages: it.updates.len(),
        said_at: said_at(&edits.maintenances, index, &it.updates),
        is_over: it.status.is_settled(),
    });
    let page = Spoken {
        key: Key::new(),
        name: None,
        due: snapshot.next_update_at,
        messages: 0,
        said_at: snapshot.published.instant(),
        is_over: false,
    };
    let all = incidents.chain(maintenances);
    all.chain(std::iter::once(page)).collect()
}

/// Returns everything that messages were about.
fn spoken_of(steps: &[Step<'_>]) -> Vec<(Key, Option<String>)> {
    let mut found: Vec<(Key, Option<String>)> = Vec::new();
    for it in steps.iter().filter_map(|it| it.read).flat_map(spoken) {
        if found.iter().all(|(key, _)| *key != it.key) {
            found.push((it.key, it.name));
        }
    }
    found
}

/// Returns the promises of messages. As on the page, a message before the promised time that leaves the promise standing
/// does not keep it.
fn messages(steps: &[Step<'_>], key: &str) -> Vec<Sample> {
    let mut before: Option<Spoken> = None;
    let mut samples = Vec::new();
    for step in steps {
        let all = step.read.map(spoken).unwrap_or_default();
        let now = all.into_iter().find(|it| it.key == key);
        let due = now.as_ref().and_then(|it| it.due);
        let was_due = before.as_ref().and_then(|it| it.due);
        let messages = |it: &Option<Spoken>| it.as_ref().map_or(0, |it| it.messages);
        let is_over = now.as_ref().is_some_and(|it| it.is_over);
        // After the promised time, a promise also goes if it is deleted: it is kept only if something was said.
        let said_at = |it: &Option<Spoken>| it.as_ref().and_then(|it| it.said_at);
        let is_past = was_due.is_some_and(|due| due <= step.at);
        let is_answered = due.is_none() && is_past && said_at(&before) < said_at(&now);
        samples.push(Sample {
            at: step.at,
            due,
            is_kept: is_over || is_answered || messages(&before) < messages(&now),
            is_claimed: false,
        });
        before = now;
    }
    samples
}
