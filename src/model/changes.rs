//! What is different between two documents of one publisher, in as few words as visitors need.

use std::sync::Arc;

use super::instant::Instant;
use super::maintenance::{Phase, Window};
use super::snapshot::{Component, Incident, Snapshot};
use super::words::{ComponentStatus, PhaseStatus};

/// So many changes are kept at most: a list that is longer is no summary.
pub const MOST: usize = 12;

/// Something that is different from before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When this page learnt of it; `None` when it was between the visitor's last look and this visit.
    pub at: Option<Instant>,
    /// What it is.
    pub what: What,
}

/// What can be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A service has another state.
    Component {
        name: String,
        before: State<ComponentStatus>,
        now: State<ComponentStatus>,
    },
    /// A service was not there before.
    Added {
        name: String,
        now: State<ComponentStatus>,
    },
    /// A service is there no more.
    Removed { name: String },
    /// A phase has another state.
    Phase {
        name: String,
        before: State<PhaseStatus>,
        now: State<PhaseStatus>,
    },
    /// Something went wrong.
    Incident { name: String },
    /// It is over.
    IncidentOver { name: String },
    /// The maintenance is to end at another time.
    End { at: Instant },
}

/// A state, and the publisher's word for it where it is none of the vocabulary.
pub type State<S> = (S, Option<String>);

/// Looks for changes. A value instead of a call, so that a program that shows none has no code for them.
#[derive(Clone, Copy, Debug)]
pub struct Compare(pub fn(&Snapshot, &Snapshot) -> Vec<What>);

impl Default for Compare {
    fn default() -> Self {
        Self(|_, _| Vec::new())
    }
}

/// Where the code lies says nothing about what it does.
impl PartialEq for Compare {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Compare {}

/// `changes`, newest first, with those of another document in front.
pub fn with(changes: &Arc<Vec<Change>>, at: Option<Instant>, news: Vec<What>) -> Arc<Vec<Change>> {
    if news.is_empty() {
        return Arc::clone(changes);
    }
    let news = news.into_iter().map(|what| Change { at, what });
    Arc::new(news.chain(changes.iter().cloned()).take(MOST).collect())
}

/// What is different in `now`: the plan first, then trouble, then phases and services in the document's order.
pub fn compare(before: &Snapshot, now: &Snapshot) -> Vec<What> {
    let mut found = Vec::new();
    plans(before, now, &mut found);
    incidents(before, now, &mut found);
    for component in &now.components {
        let name = component.name.clone();
        let is_it = |it: &&Component| it.key == component.key;
        match before.components.iter().find(is_it).map(state) {
            None => found.push(What::Added {
                name,
                now: state(component),
            }),
            Some(before) if before != state(component) => found.push(What::Component {
                name,
                before,
                now: state(component),
            }),
            Some(_) => {}
        }
    }
    for component in &before.components {
        if !now.components.iter().any(|it| it.key == component.key) {
            let name = component.name.clone();
            found.push(What::Removed { name });
        }
    }
    found
}

fn state(component: &Component) -> State<ComponentStatus> {
    (component.status, component.word.clone())
}

fn plans(before: &Snapshot, now: &Snapshot, found: &mut Vec<What>) {
    for maintenance in &now.maintenances {
        let was = before
            .maintenances
            .iter()
            .find(|it| it.key == maintenance.key);
        let Some(was) = was else {
            continue;
        };
        let end = maintenance.window.and_then(Window::end);
        if let Some(at) = end.filter(|at| was.window.and_then(Window::end) != Some(*at)) {
            found.push(What::End { at });
        }
        for (phase, was) in maintenance.phases.iter().zip(&was.phases) {
            let state = |it: &Phase| (it.status, it.word.clone());
            if phase.name == was.name && state(phase) != state(was) {
                found.push(What::Phase {
                    name: phase.name.clone(),
                    before: state(was),
                    now: state(phase),
                });
            }
        }
    }
}

fn incidents(before: &Snapshot, now: &Snapshot, found: &mut Vec<What>) {
    let only_in = |one: &Snapshot, other: &Snapshot| -> Vec<String> {
        let is_open = |all: &Snapshot, key: &str| {
            all.incidents.iter().any(|it| it.key == key && it.is_open())
        };
        let open = one.incidents.iter().filter(|it| it.is_open());
        open.filter(|it: &&Incident| !is_open(other, &it.key))
            .map(|it| it.name.clone())
            .collect()
    };
    found.extend(
        only_in(now, before)
            .into_iter()
            .map(|name| What::Incident { name }),
    );
    found.extend(
        only_in(before, now)
            .into_iter()
            .map(|name| What::IncidentOver { name }),
    );
}
