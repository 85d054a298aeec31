//! The lists of the plain page: incidents, phases, updates, and maintenances other than the one in the headline.

use super::Extent;
use super::markup::{card, paragraph, phase_mark, time};
use crate::cli::render::brief::{foremost, incident_rank};
use crate::cli::render::facts::open_incidents;
use crate::cli::render::html::escape;
use crate::cli::render::still::Still;
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::{Maintenance, Phase};
use crate::model::status::snapshot::Incident;
use crate::model::status::update::Update;

impl Still {
    pub(super) fn plain_incidents(&self, extent: Extent) -> String {
        let item = |it: &&Incident| {
            let affected = self.language.locale().list(&it.affected);
            let facts = self.joined(&[Some(self.incident_facts(it)), Some(affected)]);
            card(&it.name, &facts)
        };
        let incidents = open_incidents(&self.snapshot);
        let (incidents, more) = foremost(&incidents, extent.entries(), |_, it| incident_rank(it));
        let mut inner: String = incidents.iter().map(item).collect();
        inner.push_str(&self.more_items(more));
        self.section(Phrase::Incidents, "<ul>\n", &inner, "</ul>\n")
    }

    pub(super) fn plain_phases(&self, extent: Extent) -> String {
        let Some(maintenance) = self.featured() else {
            return String::new();
        };
        let current = maintenance
            .current_phase()
            .filter(|_| maintenance.status.is_running());
        let item = |(index, phase): (usize, &Phase)| {
            let open = if current == Some(index) {
                "<li aria-current=\"step\">"
            } else {
                "<li>"
            };
            let mark = phase_mark(phase.status);
            let (name, words) = (escape(&phase.name), self.phase_words(phase).to_owned());
            let times = Some(self.phase_times(phase));
            let facts = escape(&self.joined(&[Some(words), self.phase_count(phase), times]));
            let body = phase.body.as_deref().filter(|_| extent < Extent::NoProse);
            let body = paragraph("", body);
            format!("{open}<h3>{mark} {name}</h3>{body}<p class=\"s\">{facts}</p>\n")
        };
        let phases: Vec<_> = maintenance.phases.iter().enumerate().collect();
        let near = |index: usize| index.abs_diff(current.unwrap_or_default());
        let (phases, more) = foremost(&phases, extent.entries(), |index, _| near(index));
        let mut inner: String = phases.into_iter().map(item).collect();
        inner.push_str(&self.more_items(more));
        self.section(Phrase::Phases, "<ol>\n", &inner, "</ol>\n")
    }

    pub(super) fn plain_updates(&self, extent: Extent) -> String {
        let most = match extent {
            Extent::Whole => usize::MAX,
            Extent::FewUpdates => 3,
            Extent::NoProse | Extent::AffectedOnly | Extent::Brief { .. } => 0,
        };
        let updates = crate::view::newest(&self.snapshot, &self.derived.overview);
        let item = |(subject, update): &(Option<String>, Update)| {
            let at = update.at.map(|at| time(at, &self.near(at)));
            let status = update
                .status
                .as_deref()
                .map(|it| message::update_status(self.language, it));
            let escaped = |it: &String| escape(it);
            let status = status.as_ref().map(escaped);
            let facts = self.joined(&[at, status, subject.as_ref().map(escaped)]);
            let body = paragraph("", Some(&update.body));
            format!("<li><p class=\"s\">{facts}</p>{body}")
        };
        let inner: String = updates.iter().take(most).map(item).collect();
        self.section(Phrase::Updates, "<ol>\n", &inner, "</ol>\n")
    }

    pub(super) fn plain_others(&self, extent: Extent) -> String {
        let others = self.others();
        let item = |(it, is_unclosed): &(&Maintenance, bool)| {
            let affected = self.language.locale().list(&it.affected);
            let facts = self.maintenance_facts(it, *is_unclosed);
            card(&it.name, &self.joined(&[Some(facts), Some(affected)]))
        };
        let (others, more) = foremost(&others, extent.entries(), |index, _| index);
        let mut inner: String = others.iter().map(item).collect();
        inner.push_str(&self.more_items(more));
        self.section(Phrase::AlsoPlanned, "<ul>\n", &inner, "</ul>\n")
    }
}
