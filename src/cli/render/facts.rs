//! Texts shared by the plain page and the plain text. All times are absolute, because neither has counters.

use super::still::Still;
use crate::model::document::vocabulary::{LinkRel, PhaseStatus};
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::{Maintenance, Phase, Window};
use crate::model::status::situation::{Situation, Symbol};
use crate::model::status::snapshot::{Component, ComponentGroup, Incident, Link, Snapshot};
use crate::model::time::countdown::Amount;

/// A label, a value, and a remark beside the value.
pub(super) type Figure = (&'static str, String, String);

impl Still {
    /// Returns the metrics that the document has values for; see `view/metrics.rs`.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let all = [self.length(), self.course(), self.affected(), self.access()];
        all.into_iter().flatten().collect()
    }

    fn length(&self) -> Option<Figure> {
        let maintenance = self.headlined()?;
        let window = maintenance.window?;
        let number = match window.length() {
            Some(length) => message::amount(self.language, Amount::of(length)),
            None => Phrase::OpenEnd.text(self.language).to_owned(),
        };
        let moved = message::moved_end(self.language, maintenance);
        let mut facts = vec![Some(self.window(window)), moved];
        let former_ends = maintenance.former_ends.iter();
        for end in former_ends.filter(|it| it.reason.is_some()) {
            facts.extend([end.moved_at.map(|at| self.near(at)), end.reason.clone()]);
        }
        let beside = self.joined(&facts);
        Some((Phrase::Length.text(self.language), number, beside))
    }

    fn course(&self) -> Option<Figure> {
        let verdict = self.derived.verdict?;
        if self.derived.overview.situation == Situation::Over {
            let took = self
                .derived
                .elapsed
                .map(|it| message::stopwatch(self.language, it))?;
            let verdict = message::verdict(self.language, verdict);
            return Some((Phrase::TookInAll.text(self.language), took, verdict));
        }
        let maintenance = self.headlined()?;
        let start = self.near(maintenance.window?.start());
        let label = if maintenance.status.is_running() {
            Phrase::StillBegan.text(self.language)
        } else {
            Phrase::StillBegins.text(self.language)
        };
        let verdict = message::still::verdict(self.language, verdict).to_owned();
        Some((label, start, verdict))
    }

    fn affected(&self) -> Option<Figure> {
        let tally = self.snapshot.tally();
        let beside = message::tally(self.language, tally);
        let number = self.language.locale().count(tally.affected);
        (tally.total() > 0).then(|| (Phrase::Affected.text(self.language), number, beside))
    }

    fn access(&self) -> Option<Figure> {
        let maintenance = self.headlined().filter(|it| it.status.is_running())?;
        let access = maintenance.access.clone()?;
        let number = message::access(self.language, access.mode).to_owned();
        Some((
            Phrase::DataAccess.text(self.language),
            number,
            access.note.unwrap_or_default(),
        ))
    }

    /// Returns a window such as `10:00 – 11:00 (UTC)`, or only its start if it has no end.
    pub(super) fn window(&self, window: Window) -> String {
        let start = window.start();
        match window.end() {
            None => self.near(start),
            Some(end) => {
                let start = self.language.locale().time(start, self.at, None);
                let range = Phrase::JoinRange.text(self.language);
                [&start, range, &self.near(end)].concat()
            }
        }
    }

    /// Returns the times of a phase, such as `10:12 (UTC) · 6 min · expected 10 min`. The time that a running phase has
    /// taken is left out, because it would become wrong.
    pub(super) fn phase_times(&self, phase: &Phase) -> String {
        let started = phase.started_at.map(|at| self.near(at));
        let taken = phase.started_at.zip(phase.ended_at);
        let taken =
            taken.map(|(start, end)| message::amount(self.language, Amount::of(end - start)));
        let expected = phase
            .expected
            .map(|it| message::expected(self.language, Amount::of(it)));
        self.joined(&[started, taken, expected])
    }

    /// Returns the unsettled maintenances other than the one in the headline, each with whether its publisher seems to
    /// have forgotten to close it.
    pub(super) fn others(&self) -> Vec<(&Maintenance, bool)> {
        self.derived.overview.others_in(&self.snapshot)
    }

    /// Returns the state and window of a maintenance, such as `Scheduled · 10:00 – 11:00 (UTC)`.
    pub(super) fn maintenance_facts(&self, maintenance: &Maintenance, is_unclosed: bool) -> String {
        let status = message::maintenance_words(self.language, maintenance, is_unclosed);
        self.joined(&[Some(status), maintenance.window.map(|it| self.window(it))])
    }

    /// Returns the state and start of an incident, such as `Identified · 09:50 (UTC)`.
    pub(super) fn incident_facts(&self, incident: &Incident) -> String {
        let status = message::incident_words(self.language, incident).to_owned();
        self.joined(&[Some(status), incident.started_at.map(|at| self.near(at))])
    }

    /// Returns the parts that are present, joined as facts.
    pub(super) fn joined(&self, parts: &[Option<String>]) -> String {
        let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
        message::joined(self.language, &parts)
    }

    /// Returns a value after its label, such as `Search: Operational`.
    pub(super) fn labelled(&self, label: &str, value: &str) -> String {
        Phrase::StillLabelled.fill(self.language, &[label, value])
    }

    /// Returns the symbol of the overall status.
    pub(super) fn symbol(&self) -> Symbol {
        self.derived
            .overview
            .situation
            .symbol(self.snapshot.worst())
    }

    /// Returns all links but the breadcrumbs.
    pub(super) fn onward(&self) -> Vec<(&str, &str)> {
        let onward = |link: &&Link| link.rel != LinkRel::Breadcrumb;
        let links = self.snapshot.links.iter().filter(onward);
        links
            .filter_map(|link| Some((link.label.as_str(), link.url.as_deref()?)))
            .collect()
    }

    /// Returns the state of a component in words; the publisher's own word if it is not in our vocabulary.
    pub(super) fn component_words<'a>(&self, component: &'a Component) -> &'a str {
        message::state_words(self.language, component.status, component.word.as_deref())
    }

    /// Returns the name of a group, with its own state if that is notable.
    pub(super) fn group_words(&self, group: &ComponentGroup) -> String {
        let status = group.status.filter(|_| group.is_notable());
        let state = status.map(|status| {
            message::state_words(self.language, status, group.word.as_deref()).to_owned()
        });
        self.joined(&[Some(group.name.clone()), state])
    }

    /// Returns the state of a phase in words.
    pub(super) fn phase_words<'a>(&self, phase: &'a Phase) -> &'a str {
        let word = phase.word.as_deref();
        word.unwrap_or(message::phase_status(self.language, phase.status))
    }

    /// Returns the progress of a phase, such as `schema changes: 3 of 7`, once the phase has begun.
    pub(super) fn phase_count(&self, phase: &Phase) -> Option<String> {
        let count = phase.count.as_ref();
        let count = count.filter(|_| phase.status != PhaseStatus::Pending);
        count.map(|it| message::count(self.language, it))
    }
}

/// Returns the open incidents.
pub(super) fn open_incidents(snapshot: &Snapshot) -> Vec<&Incident> {
    snapshot.open_incidents().collect()
}
