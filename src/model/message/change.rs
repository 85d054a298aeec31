//! What has changed, in a line.

use super::phrase::Phrase;
use super::{component_status, phase_status};
use crate::model::changes::{State, What};
use crate::model::words::{ComponentStatus, PhaseStatus};

/// `Auth service: Operational, before Restarting`; `end` writes an instant.
pub fn change(what: &What, end: impl Fn(crate::model::instant::Instant) -> String) -> String {
    let (phrase, name, now, before) = match what {
        What::Component { name, before, now } => (
            Phrase::ChangeState,
            name.clone(),
            component(now),
            component(before),
        ),
        What::Added { name, now } => (
            Phrase::ChangeAdded,
            name.clone(),
            component(now),
            String::new(),
        ),
        What::Phase { name, before, now } => {
            (Phrase::ChangeState, name.clone(), phase(now), phase(before))
        }
        What::Removed { name } => (
            Phrase::ChangeRemoved,
            name.clone(),
            String::new(),
            String::new(),
        ),
        What::Incident { name } => (
            Phrase::ChangeIncident,
            name.clone(),
            String::new(),
            String::new(),
        ),
        What::IncidentOver { name } => (
            Phrase::ChangeIncidentOver,
            name.clone(),
            String::new(),
            String::new(),
        ),
        What::End { at } => (Phrase::ChangeEnd, end(*at), String::new(), String::new()),
    };
    phrase.fill(&[&name, &now, &before])
}

fn component((status, word): &State<ComponentStatus>) -> String {
    word.clone()
        .unwrap_or_else(|| component_status(*status).to_owned())
}

fn phase((status, word): &State<PhaseStatus>) -> String {
    word.clone()
        .unwrap_or_else(|| phase_status(*status).to_owned())
}
