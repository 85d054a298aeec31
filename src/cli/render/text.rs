//! Plain text, for `curl`, mail and terminals.

use unicode_width::UnicodeWidthStr;

use super::facts::open_incidents;
use super::still::Still;
use crate::cli::columns::{Lines, padded};
use crate::model::document::vocabulary::PhaseStatus;
use crate::model::i18n::message::{self, Phrase};

impl Still {
    /// Returns the status as plain text, in lines that end with `\n`.
    pub fn text(&self) -> String {
        let (mut first, mut last) = (self.text_updates(), String::new());
        if !self.is_incident() {
            std::mem::swap(&mut first, &mut last);
        }
        let parts = [
            self.text_head(),
            self.text_incidents(),
            first,
            self.text_figures(),
            self.text_services(),
            self.text_phases(),
            last,
            self.text_others(),
            self.text_notice(),
            self.text_limits(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        parts.join("\n")
    }

    fn text_head(&self) -> String {
        let mut page = Lines::default();
        let name = self.snapshot.page.name.as_deref();
        let headline = self.headline();
        page.wrapped(
            "",
            &name.map_or_else(|| headline.to_owned(), |it| self.labelled(it, headline)),
        );
        page.all("", self.subject().as_deref());
        page.all("", self.ending(|at| self.dated(at)).as_deref());
        page.all("", self.next_update().as_deref());
        page.gap();
        page.wrapped("", self.lead());
        page.all("", self.publisher_summary().as_deref());
        page.all("", self.reason().as_deref());
        page.gap();
        page.wrapped("", &self.times());
        page.into_text()
    }

    /// Returns the times, such as `As of 23 Nov 2026, 10:30 (UTC). Published 23 Nov 2026, 10:27 (UTC).`
    fn times(&self) -> String {
        let sentence = |words: &str| message::announced(self.language, words);
        let at = sentence(&self.as_of(&self.dated(self.at)));
        let published = self.published(|at| self.dated(at));
        let published = published.map(|it| sentence(&it)).unwrap_or_default();
        message::sentences(self.language, &[&at, &published])
    }

    fn text_figures(&self) -> String {
        let mut page = Lines::default();
        for (label, number, beside) in self.figures() {
            let facts = self.joined(&[Some(number), Some(beside)]);
            page.wrapped("", &self.labelled(label, &facts));
        }
        page.into_text()
    }

    fn text_incidents(&self) -> String {
        let mut page = Lines::default();
        for incident in open_incidents(&self.snapshot) {
            page.heading(Phrase::Incidents.text(self.language));
            let facts = self.incident_facts(incident);
            page.wrapped("  ", &self.labelled(&incident.name, &facts));
            let affected = self.language.locale().list(&incident.affected);
            page.all("  ", Some(affected.as_str()).filter(|it| !it.is_empty()));
        }
        page.into_text()
    }

    fn text_services(&self) -> String {
        let components = &self.snapshot.components;
        let names = width(components.iter().map(|it| it.name.as_str()));
        let states = width(components.iter().map(|it| self.component_words(it)));
        let mut page = Lines::default();
        let mut group = None;
        for component in self.rows() {
            page.heading(Phrase::Services.text(self.language));
            if component.group != group {
                group = component.group;
                let heading = group.and_then(|index| self.snapshot.groups.get(index));
                page.all(" ", heading.map(|it| self.group_words(it)).as_deref());
            }
            let (name, words) = (&component.name, self.component_words(component));
            let eta = component
                .eta
                .map_or_else(|| "\u{2014}".to_owned(), |at| self.near(at));
            let regions = self.language.locale().list(&component.regions);
            let cells = [
                padded(name, names),
                padded(words, states),
                padded(&eta, 11),
                regions.clone(),
            ];
            if !page.unwrapped(format!("  {}", cells.join("  ")).trim_end()) {
                let facts = self.joined(&[Some(words.to_owned()), Some(eta), Some(regions)]);
                page.hanging("  ", "      ", &self.labelled(name, &facts));
            }
            for (_, line) in component.text_lines() {
                page.all("      ", line.as_deref());
            }
        }
        page.into_text()
    }

    fn text_phases(&self) -> String {
        let mut page = Lines::default();
        for phase in self.featured().map_or(&[][..], |it| &it.phases) {
            page.heading(Phrase::Phases.text(self.language));
            let mark = match phase.status {
                PhaseStatus::Done => "[x]",
                PhaseStatus::Active => "[>]",
                PhaseStatus::Skipped => "[-]",
                PhaseStatus::Failed => "[!]",
                PhaseStatus::Pending => "[ ]",
                PhaseStatus::Unknown => "[?]",
            };
            let facts = self.joined(&[
                Some(self.phase_words(phase).to_owned()),
                self.phase_count(phase),
                Some(self.phase_times(phase)),
            ]);
            let line = format!("{mark} {}", self.labelled(&phase.name, &facts));
            page.hanging("  ", "      ", &line);
            page.all("      ", phase.body.as_deref());
        }
        page.into_text()
    }

    fn text_updates(&self) -> String {
        let mut page = Lines::default();
        for (subject, update) in crate::view::newest(&self.snapshot, &self.derived.overview) {
            page.heading(Phrase::Updates.text(self.language));
            let status = update
                .status
                .as_deref()
                .map(|it| message::update_status(self.language, it));
            let at = update.at.map(|at| self.near(at));
            page.wrapped("  ", &self.joined(&[at, status, subject]));
            page.wrapped("      ", &update.body);
        }
        page.into_text()
    }

    fn text_others(&self) -> String {
        let mut page = Lines::default();
        for (maintenance, is_unclosed) in self.others() {
            page.heading(Phrase::AlsoPlanned.text(self.language));
            let facts = self.maintenance_facts(maintenance, is_unclosed);
            page.wrapped("  ", &self.labelled(&maintenance.name, &facts));
            let affected = self.language.locale().list(&maintenance.affected);
            page.all("  ", Some(affected.as_str()).filter(|it| !it.is_empty()));
        }
        page.into_text()
    }

    fn text_notice(&self) -> String {
        let mut page = Lines::default();
        if let Some(notice) = &self.snapshot.notice {
            page.heading(Phrase::WhatToDo.text(self.language));
            page.wrapped("  ", notice);
        }
        for (label, url) in self.onward() {
            page.wrapped("  ", &self.labelled(label, url));
        }
        page.into_text()
    }

    fn text_limits(&self) -> String {
        let mut page = Lines::default();
        page.all("", self.snapshot.limits.as_deref());
        page.into_text()
    }
}

/// Returns the width of a column for these texts, in characters of a terminal; longer texts are not padded.
fn width<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or_default()
        .min(28)
}
