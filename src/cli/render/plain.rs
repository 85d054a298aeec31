//! The plain page: one file of at most 10 KB without a script, small enough for the rules of a CDN.
//!
//! It has markup of its own. The page's markup has roles, controls and drawings for its script and is, for the
//! reference window and without styles, more than twice as large as 10 KB.

use super::brief::{STEPS, foremost, incident_rank, service_rank};
use super::facts::{joined, open_incidents};
use super::html::{attributes, escape};
use super::still::Still;
use crate::model::document::vocabulary::{Health, PhaseStatus};
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::{Maintenance, Phase};
use crate::model::status::situation::Symbol;
use crate::model::status::snapshot::{Component, Incident};
use crate::model::status::update::Update;
use crate::model::time::instant::{Instant, write};

/// The maximum size of the page in bytes, which is Cloudflare's limit for a rule.
pub const LIMIT: usize = 10 * 1024;
const STYLES: &str = include_str!("../../../style/plain.css");

/// The part of a document that is shown. The least helpful content is left out first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// Everything.
    Whole,
    /// Three updates.
    FewUpdates,
    /// No updates, and no texts about phases.
    NoProse,
    /// Like [`Self::NoProse`], with only the services that do not work as usual.
    AffectedOnly,
    /// Like [`Self::AffectedOnly`], with only the worst `entries` of each list.
    Brief { entries: usize },
}

impl Extent {
    /// Returns the maximum number of entries of a list.
    fn entries(self) -> usize {
        match self {
            Self::Brief { entries } => entries,
            Self::Whole | Self::FewUpdates | Self::NoProse | Self::AffectedOnly => usize::MAX,
        }
    }
}

impl Still {
    /// Returns the plain page. Content beyond [`LIMIT`] is left out, in this order: older updates; all updates and the
    /// texts about phases; services that work; the ends of long texts and lists. The page says so.
    pub fn plain(&self) -> String {
        let extents = [
            Extent::Whole,
            Extent::FewUpdates,
            Extent::NoProse,
            Extent::AffectedOnly,
        ];
        let mut page = String::new();
        for extent in extents {
            page = self.plain_page(extent);
            if page.len() <= LIMIT {
                return page;
            }
        }
        for (entries, letters) in STEPS {
            page = self.brief(letters).plain_page(Extent::Brief { entries });
            if page.len() <= LIMIT {
                break;
            }
        }
        page
    }

    fn plain_page(&self, extent: Extent) -> String {
        let (title, description) = (escape(&self.title()), escape(&self.description()));
        let (head, styles) = (self.head(), minified(STYLES));
        let (mut first, mut last) = (self.plain_updates(extent), String::new());
        if !self.is_incident() {
            std::mem::swap(&mut first, &mut last);
        }
        let parts = [
            self.plain_top(),
            self.plain_incidents(extent),
            first,
            self.plain_figures(),
            self.plain_services(extent),
            self.plain_phases(extent),
            last,
            self.plain_others(extent),
            self.plain_notice(extent),
        ];
        let (parts, language) = (parts.concat(), attributes(self.language));
        format!(
            "<!DOCTYPE html>\n<html {language}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <title>{title}</title>\n<meta name=\"description\" content=\"{description}\">\n{head}\n\
             <link rel=\"icon\" href=\"data:,\">\n<style>{styles}</style>\n</head>\n<body>\n{parts}</body>\n</html>\n"
        )
    }

    fn plain_top(&self) -> String {
        let name = escape(self.snapshot.page.name.as_deref().unwrap_or_default());
        let badge = format!("<b>{} {}</b>", mark(self.symbol()), self.badge_words());
        let subject = self
            .subject()
            .filter(|it| Some(it) != self.snapshot.page.name.as_ref());
        let ending = self.ending().map(|(lead, at)| {
            let at = time(at, &self.dated(at));
            format!("<p class=\"e\">{lead} {at}</p>\n")
        });
        let reason = self.headlined().and_then(|it| it.reason.as_deref());
        let reason = reason.map(|it| format!("{} {it}", Phrase::Reason.text(self.language)));
        [
            format!("<header>{badge}{name}</header>\n<main>\n"),
            paragraph("s", subject.as_deref()),
            format!("<h1>{}</h1>\n", self.headline()),
            ending.unwrap_or_default(),
            paragraph("l", Some(self.lead())),
            paragraph("s l", self.publisher_summary().as_deref()),
            paragraph("s l", reason.as_deref()),
            self.plain_as_of(),
        ]
        .concat()
    }

    fn plain_as_of(&self) -> String {
        let published = self.published();
        let published = published
            .map(|(lead, at)| [&self.sentence(lead, at), " "].concat())
            .unwrap_or_default();
        let as_of = self.sentence(Phrase::StillAsOf.text(self.language), self.at);
        let reload = Phrase::StillReload.text(self.language);
        format!("<p class=\"s l\">{published}{as_of} {reload}</p>\n")
    }

    fn plain_figures(&self) -> String {
        let figures = self.figures();
        let figure = |(label, number, beside): &(&str, String, String)| {
            let (number, beside) = (escape(number), escape(beside));
            format!("<div><dt>{label}</dt><dd>{number}</dd><dd>{beside}</dd></div>\n")
        };
        let inner: String = figures.iter().map(figure).collect();
        wrapped("<dl>\n", &inner, "</dl>\n")
    }

    fn plain_incidents(&self, extent: Extent) -> String {
        let item = |it: &&Incident| {
            let affected = self.language.locale().list(&it.affected);
            let facts = joined(&[
                Some(self.incident_facts(it)),
                Some(affected).filter(|it| !it.is_empty()),
            ]);
            card(&it.name, &facts)
        };
        let incidents = open_incidents(&self.snapshot);
        let (incidents, more) = foremost(&incidents, extent.entries(), |_, it| incident_rank(it));
        let mut inner: String = incidents.iter().map(item).collect();
        inner.push_str(&self.more_items(more));
        self.section(Phrase::Incidents, "<ul>\n", &inner, "</ul>\n")
    }

    fn plain_services(&self, extent: Extent) -> String {
        let is_told = |component: &&Component| {
            extent < Extent::AffectedOnly || component.status.health() != Health::Healthy
        };
        let told: Vec<&Component> = self.rows().filter(is_told).collect();
        let (told, more) = foremost(&told, extent.entries(), |_, it| service_rank(it));
        let mut group = None;
        let mut rows = String::new();
        for component in told {
            if component.group != group {
                group = component.group;
                let named = group.and_then(|index| self.snapshot.groups.get(index));
                let heading =
                    |name: &str| format!("<tr><th colspan=\"4\">{}</th></tr>\n", escape(name));
                rows.push_str(
                    &named
                        .map(|it| heading(&self.group_words(it)))
                        .unwrap_or_default(),
                );
            }
            rows.push_str(&self.plain_service(component));
        }
        let heads = [
            Phrase::Service.text(self.language),
            Phrase::State.text(self.language),
            Phrase::StillBackAt.text(self.language),
            Phrase::Regions.text(self.language),
        ];
        let heads = heads.map(|words| format!("<th>{words}</th>")).concat();
        let opening = format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n");
        let is_cut = extent >= Extent::AffectedOnly;
        let left_out = is_cut.then(|| Phrase::StillOnlyAffected.text(self.language));
        let left_out = paragraph("s", left_out);
        let more = paragraph("s", self.and_more(more).as_deref());
        let closing = format!("</tbody>\n</table>\n{more}{left_out}");
        self.section(Phrase::Services, &opening, &rows, &closing)
    }

    fn plain_service(&self, component: &Component) -> String {
        let name = escape(&component.name);
        let small = |line: &String| ["<small>", &escape(line), "</small>"].concat();
        let lines = component.lines().map(|(_, line)| line.as_ref().map(small));
        let lines = lines.map(Option::unwrap_or_default).concat();
        let (shape, words) = (
            mark(component.status.into()),
            escape(self.component_words(component)),
        );
        let eta = component.eta.map(|at| time(at, &self.near(at)));
        let eta = eta.unwrap_or_else(|| "\u{2014}".to_owned());
        let regions = escape(&self.language.locale().list(&component.regions));
        format!(
            "<tr><th>{name}{lines}</th><td>{shape} {words}</td><td>{eta}</td><td>{regions}</td></tr>\n"
        )
    }

    fn plain_phases(&self, extent: Extent) -> String {
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
            let times = Some(self.phase_times(phase)).filter(|it| !it.is_empty());
            let facts = escape(&joined(&[Some(words), self.phase_count(phase), times]));
            let body = phase.body.as_deref().filter(|_| extent < Extent::NoProse);
            let body = paragraph("", body);
            format!("{open}<h3>{mark} {name}</h3>{body}<p class=\"s\">{facts}</p></li>\n")
        };
        let phases: Vec<_> = maintenance.phases.iter().enumerate().collect();
        let near = |index: usize| index.abs_diff(current.unwrap_or_default());
        let (phases, more) = foremost(&phases, extent.entries(), |index, _| near(index));
        let mut inner: String = phases.into_iter().map(item).collect();
        inner.push_str(&self.more_items(more));
        self.section(Phrase::Phases, "<ol>\n", &inner, "</ol>\n")
    }

    fn plain_updates(&self, extent: Extent) -> String {
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
            let facts = joined(&[at, status, subject.as_ref().map(escaped)]);
            let body = paragraph("", Some(&update.body));
            format!("<li><p class=\"s\">{facts}</p>{body}</li>\n")
        };
        let inner: String = updates.iter().take(most).map(item).collect();
        self.section(Phrase::Updates, "<ol>\n", &inner, "</ol>\n")
    }

    fn plain_others(&self, extent: Extent) -> String {
        let others = self.others();
        let item = |(it, is_unclosed): &(&Maintenance, bool)| {
            card(&it.name, &self.maintenance_facts(it, *is_unclosed))
        };
        let (others, more) = foremost(&others, extent.entries(), |index, _| index);
        let mut inner: String = others.iter().map(item).collect();
        inner.push_str(&self.more_items(more));
        self.section(Phrase::AlsoPlanned, "<ul>\n", &inner, "</ul>\n")
    }

    fn plain_notice(&self, extent: Extent) -> String {
        let notice = paragraph("", self.snapshot.notice.as_deref());
        let link = |(label, url): &(&str, &str)| {
            let (label, url) = (escape(label), escape(url));
            format!("<li><a href=\"{url}\">{label}</a></li>\n")
        };
        let links: String = self
            .onward()
            .iter()
            .take(extent.entries())
            .map(link)
            .collect();
        let notice = self.section(Phrase::WhatToDo, "", &notice, "");
        let links = self.section(Phrase::Alternatives, "<ul>\n", &links, "</ul>\n");
        let limits = self.snapshot.limits.as_deref().map(escape);
        let limits = limits.map(|text| format!("<p lang=\"en\" dir=\"ltr\">{text}</p>\n"));
        [&notice, &links, &limits.unwrap_or_default(), "</main>\n"].concat()
    }

    /// Returns a heading with its content; empty if there is no content.
    fn section(&self, heading: Phrase, before: &str, inner: &str, after: &str) -> String {
        wrapped(
            &format!("<h2>{}</h2>\n{before}", heading.text(self.language)),
            inner,
            after,
        )
    }

    /// Returns `and 37 more`, for example; `None` if `count` is 0.
    fn and_more(&self, count: usize) -> Option<String> {
        let count = (count > 0).then(|| self.language.locale().count(count))?;
        Some(Phrase::AndMore.fill(self.language, &[&count]))
    }

    fn more_items(&self, count: usize) -> String {
        let more = paragraph("s", self.and_more(count).as_deref());
        wrapped("<li>", &more, "</li>\n")
    }

    /// Returns `lead` and an instant as a sentence, with the full stop of the language.
    fn sentence(&self, lead: &str, at: Instant) -> String {
        Phrase::Announced.fill(
            self.language,
            &[&format!("{lead} {}", time(at, &self.dated(at)))],
        )
    }
}

fn wrapped(before: &str, inner: &str, after: &str) -> String {
    if inner.is_empty() {
        return String::new();
    }
    [before, inner, after].concat()
}

fn card(name: &str, facts: &str) -> String {
    let (name, facts) = (escape(name), escape(facts));
    format!("<li><h3>{name}</h3><p class=\"s\">{facts}</p></li>\n")
}

fn paragraph(class: &str, text: Option<&str>) -> String {
    let Some(text) = text.map(escape).filter(|it| !it.is_empty()) else {
        return String::new();
    };
    if class.is_empty() {
        return format!("<p>{text}</p>\n");
    }
    format!("<p class=\"{class}\">{text}</p>\n")
}

fn time(at: Instant, words: &str) -> String {
    let at = write(at);
    format!("<time datetime=\"{at}\">{words}</time>")
}

/// Returns a symbol of `view/symbol.rs` as a character: drawings would take a tenth of the page.
fn mark(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Operational => "<span aria-hidden=\"true\">\u{25cf}</span>",
        Symbol::Queued => "<span aria-hidden=\"true\">\u{25f7}</span>",
        Symbol::Maintenance => "<span aria-hidden=\"true\">\u{25c6}</span>",
        Symbol::Degraded => "<span aria-hidden=\"true\">\u{25b2}</span>",
        Symbol::Restarting => "<span aria-hidden=\"true\">\u{21bb}</span>",
        Symbol::Outage => "<span aria-hidden=\"true\">\u{25fc}</span>",
        Symbol::Unknown => "<span aria-hidden=\"true\">?</span>",
    }
}

fn phase_mark(status: PhaseStatus) -> &'static str {
    match status {
        PhaseStatus::Done => "<span aria-hidden=\"true\">\u{25cf}</span>",
        PhaseStatus::Active => "<span aria-hidden=\"true\">\u{25d0}</span>",
        PhaseStatus::Failed => "<span aria-hidden=\"true\">\u{25fc}</span>",
        PhaseStatus::Pending | PhaseStatus::Skipped | PhaseStatus::Unknown => {
            "<span aria-hidden=\"true\">\u{25cb}</span>"
        }
    }
}

/// Returns styles without comments and unnecessary spaces. It supports only style sheets without strings.
fn minified(css: &str) -> String {
    let mut rest = css;
    let mut bare = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut small = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in ["{", "}", ";", ":", ","] {
        // ` :` stays: `main :focus` is not `main:focus`.
        let before = if sign == ":" {
            ":".to_owned()
        } else {
            format!(" {sign}")
        };
        small = small
            .replace(&before, sign)
            .replace(&format!("{sign} "), sign);
    }
    small.replace(";}", "}")
}
