//! The first screen of the plain page: the band of the state, and the card with what is going on now. Both have the
//! content of the page's, see `view/headline.rs` and `view/now.rs`.

use super::markup::{paragraph, time, wrapped};
use crate::cli::render::html::escape;
use crate::cli::render::still::Still;
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::Maintenance;
use crate::view;

impl Still {
    /// Returns the name of the site and the band, which shows the state by its colour and a large symbol.
    pub(super) fn plain_first(&self) -> String {
        let name = escape(self.snapshot.page.name.as_deref().unwrap_or_default());
        let header = wrapped("<header>", &name, "</header>\n");
        let outline = view::outline(self.symbol());
        let (story, card) = (self.plain_story(), self.plain_now());
        format!(
            "{header}<main>\n<div class=\"b\">\n\
             <svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"{outline}\"/></svg>\n\
             <div>\n{story}</div>\n{card}</div>\n"
        )
    }

    fn plain_story(&self) -> String {
        let subject = self.subject();
        let sentence = subject.is_some().then(|| self.headline());
        let title = escape(subject.as_deref().unwrap_or(self.headline()));
        let ending = self.ending(|at| time(at, &self.dated(at)));
        let ending = ending.map(|it| format!("<p class=\"e\">{it}</p>\n"));
        [
            format!("<b>{}</b>\n<h1>{title}</h1>\n", self.badge_words()),
            paragraph("t", sentence),
            ending.unwrap_or_default(),
            paragraph("l", self.next_update().as_deref()),
            paragraph("l", Some(self.lead())),
            paragraph("l", self.publisher_summary().as_deref()),
            paragraph("l", self.reason().as_deref()),
        ]
        .concat()
    }

    /// Returns the card: the current phase, the progress of the work, the services that the incident affects, and the
    /// newest message.
    fn plain_now(&self) -> String {
        let parts = [
            self.plain_phase(),
            self.plain_progress(),
            self.plain_affected(),
            self.plain_message(),
        ];
        let name = Phrase::Now.text(self.language);
        let opening = format!("<section class=\"n\" aria-label=\"{name}\">\n");
        wrapped(&opening, &parts.concat(), "</section>\n")
    }

    fn plain_phase(&self) -> String {
        let overview = &self.derived.overview;
        let Some((number, phase)) = overview.active_phase_in(&self.snapshot) else {
            return String::new();
        };
        let total = overview.running_in(&self.snapshot);
        let total = total.map_or(0, |it| it.phases.len());
        let step = message::step_of(self.language, number, total);
        let name = escape(&phase.name);
        let count = paragraph("s", self.phase_count(phase).as_deref());
        format!("<p class=\"s\">{step}</p>\n<p><b>{name}</b></p>\n{count}")
    }

    fn plain_progress(&self) -> String {
        let maintenance = self.derived.overview.running_in(&self.snapshot);
        let Some(share) = maintenance.and_then(Maintenance::progress) else {
            return String::new();
        };
        let value = message::percent(self.language, share);
        let words = self.labelled(Phrase::ProgressOfWork.text(self.language), &value);
        format!(
            "<label class=\"s\">{words}<progress max=\"1000\" value=\"{share}\"></progress></label>\n"
        )
    }

    fn plain_affected(&self) -> String {
        let incident = self.snapshot.worst_open().filter(|_| self.is_incident());
        let Some(incident) = incident.filter(|it| !it.affected.is_empty()) else {
            return String::new();
        };
        let label = Phrase::Affected.text(self.language);
        let names = escape(&self.language.locale().list(&incident.affected));
        format!("<p class=\"s\">{label}</p>\n<p><b>{names}</b></p>\n")
    }

    fn plain_message(&self) -> String {
        let Some(update) = self.derived.overview.latest_in(&self.snapshot) else {
            return String::new();
        };
        let at = update.at.map(|at| time(at, &self.near(at)));
        let at = wrapped("<p class=\"s l\">", &at.unwrap_or_default(), "</p>\n");
        [at, paragraph("", Some(&update.body))].concat()
    }

    /// Returns the times of the document and of the rendering, in the place of the page's status bar.
    pub(super) fn plain_as_of(&self) -> String {
        let sentence = |words: &str| message::announced(self.language, words);
        let published = self.published(|at| time(at, &self.dated(at)));
        let published = published.map(|it| sentence(&it)).unwrap_or_default();
        let as_of = sentence(&self.as_of(&time(self.at, &self.dated(self.at))));
        let reload = Phrase::StillReload.text(self.language);
        let times = message::sentences(self.language, &[&published, &as_of, reload]);
        format!("<p class=\"s l\">{times}</p>\n")
    }
}
