//! The table of services on the plain page.

use super::Extent;
use super::markup::{mark, paragraph, time};
use crate::cli::render::brief::{foremost, service_rank};
use crate::cli::render::html::escape;
use crate::cli::render::still::Still;
use crate::model::document::vocabulary::Health;
use crate::model::i18n::message::Phrase;
use crate::model::status::snapshot::{Component, ComponentGroup};

/// The columns that have a value for one of the services, beside name and state.
#[derive(Clone, Copy)]
struct Columns {
    eta: bool,
    regions: bool,
}

impl Columns {
    fn of(components: &[&Component]) -> Self {
        Self {
            eta: components.iter().any(|it| it.eta.is_some()),
            regions: components.iter().any(|it| !it.regions.is_empty()),
        }
    }

    fn count(self) -> usize {
        2 + usize::from(self.eta) + usize::from(self.regions)
    }
}

impl Still {
    /// Returns the table, whose heading is its caption: a heading of its own would say the same twice.
    pub(super) fn plain_services(&self, extent: Extent) -> String {
        let is_told = |component: &&Component| {
            extent < Extent::AffectedOnly || component.status.health() != Health::Healthy
        };
        let told: Vec<&Component> = self.rows().filter(is_told).collect();
        let (told, more) = foremost(&told, extent.entries(), |_, it| service_rank(it));
        if told.is_empty() {
            return String::new();
        }
        let columns = Columns::of(&told);
        let mut group = None;
        let mut rows = String::new();
        for component in told {
            if component.group != group {
                group = component.group;
                let named = group.and_then(|index| self.snapshot.groups.get(index));
                let heading = named.map(|it| self.plain_group(it, columns));
                rows.push_str(&heading.unwrap_or_default());
            }
            rows.push_str(&self.plain_service(component, columns));
        }
        let is_cut = extent >= Extent::AffectedOnly;
        let left_out = is_cut.then(|| Phrase::StillOnlyAffected.text(self.language));
        [
            &self.plain_heads(columns),
            &rows,
            "\n</table>\n",
            &paragraph("s", self.and_more(more).as_deref()),
            &paragraph("s", left_out),
        ]
        .concat()
    }

    fn plain_heads(&self, columns: Columns) -> String {
        let heads = [
            Some(Phrase::Service),
            Some(Phrase::State),
            columns.eta.then_some(Phrase::Eta),
            columns.regions.then_some(Phrase::Regions),
        ];
        let head = |phrase: Phrase| format!("<th>{}", phrase.text(self.language));
        let heads: String = heads.into_iter().flatten().map(head).collect();
        let caption = Phrase::Services.text(self.language);
        format!("<table>\n<caption><h2>{caption}</h2></caption>\n<thead><tr>{heads}\n<tbody>\n")
    }

    fn plain_group(&self, group: &ComponentGroup, columns: Columns) -> String {
        let (count, words) = (columns.count(), escape(&self.group_words(group)));
        format!("<tr><th colspan=\"{count}\">{words}\n")
    }

    fn plain_service(&self, component: &Component, columns: Columns) -> String {
        let name = escape(&component.name);
        let small = |line: &String| ["<small>", &escape(line), "</small>"].concat();
        let lines = component
            .text_lines()
            .map(|(_, line)| line.as_ref().map(small));
        let lines = lines.map(Option::unwrap_or_default).concat();
        let (shape, words) = (
            mark(component.status.into()),
            escape(self.component_words(component)),
        );
        let eta = component.eta.map(|at| time(at, &self.near(at)));
        let eta = columns.eta.then(|| eta.unwrap_or_default());
        let regions = || escape(&self.language.locale().list(&component.regions));
        let regions = columns.regions.then(regions);
        let cell = |content: String| format!("<td>{content}");
        let cells: String = [eta, regions].into_iter().flatten().map(cell).collect();
        format!("<tr><th>{name}{lines}<td>{shape} {words}{cells}\n")
    }
}
