//! The measurements of others: days, shares of uptime and response times, each under the name of its source
//! and apart from what was published here.

use std::rc::Rc;

use super::bar::{DayWords, HEIGHT, Mark, add_mark, ends, folded, mark, row_of, viewport, walked};
use super::{HistoryContext, dated, theirs, titled};
use crate::model::history::stated::{StatedCheck, StatedDay, StatedService, StatedSource};
use crate::model::i18n::message::{self, Phrase, SLOT, history};
use crate::model::status::situation::Symbol;
use crate::model::time::time_delta::TimeDelta;
use crate::view::html::{Element, IntoView as _, View, div, h3, h4, li, p, path, svg, ul};
use crate::view::when::around;

/// Returns the section, or nothing where nothing is stated.
pub(super) fn stated(context: HistoryContext) -> Option<Element> {
    let sources = context.stated()?;
    if sources.is_empty() && !context.lacks_stated() {
        return None;
    }
    let lacking = context.lacks_stated().then(|| {
        let told = context.text(Phrase::HistoryStatedFailed);
        p().class("fault").child(told)
    });
    let sources = sources.iter().map(|it| source(context, it));
    let sources: Vec<View> = sources.collect();
    Some(
        titled(context, "measured", Phrase::HistoryStated)
            .child(lacking)
            .child(sources),
    )
}

fn source(context: HistoryContext, source: &StatedSource) -> View {
    let language = context.language();
    let heading = Phrase::HistoryMeasuredBy.fill(language, &[&source.name]);
    let page = (!source.page.is_empty()).then(|| theirs(p(), &source.page));
    let lead = Phrase::HistoryStatedLead.fill(language, &[&source.name]);
    let read_at = source.read_at.map(|at| {
        let text = Phrase::HistoryLastRead.text(language);
        let text = history::labelled(language, text, SLOT);
        around(p().class("recorded"), &text, dated(context, at).into_view())
    });
    let has_days = source.services.iter().any(|it| !it.days.is_empty());
    let days = has_days.then(|| {
        let text = Phrase::HistoryStatedDays.fill(language, &[&source.name]);
        p().child(text)
    });
    let rows = source.services.iter();
    let rows: Vec<Element> = rows.map(|it| li().child(service(context, it))).collect();
    vec![
        h3().child(heading),
        div()
            .child(page)
            .child(p().child(lead))
            .child(days)
            .child(read_at),
        ul().class("uptime-services").child(rows),
    ]
    .into_view()
}

fn service(context: HistoryContext, service: &StatedService) -> Element {
    let language = context.language();
    let shares = service.shares.iter().map(|it| {
        let period = history::stated_period(language, it.period);
        history::labelled(
            language,
            &period,
            &message::exact_percent(language, it.share),
        )
    });
    let averages = service.averages.iter().map(|(period, millis)| {
        let period = history::stated_period(language, *period);
        history::labelled(language, &period, &history::millis(language, *millis))
    });
    let shares = figures(context, Phrase::HistoryUptime, shares.collect());
    let averages = figures(context, Phrase::HistoryAverageResponse, averages.collect());
    div()
        .class("uptime-service")
        .child(theirs(h4(), &service.name))
        .child(shares)
        .child(bar(context, service))
        .child(averages)
        .child(responses(context, service))
}

/// Returns figures with their label, or nothing where there are none.
fn figures(context: HistoryContext, label: Phrase, figures: Vec<String>) -> Option<Element> {
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let text = message::joined(context.language(), &figures);
    let text = history::labelled(context.language(), context.text(label), &text);
    let line = || p().class("uptime-figures").child(text);
    (!figures.is_empty()).then(line)
}

/// Returns the days as a picture, in words and as a table.
fn bar(context: HistoryContext, service: &StatedService) -> Option<View> {
    let shown = usize::from(context.place().days);
    let first = service.days.len().saturating_sub(shown);
    let days: Rc<[StatedDay]> = service.days.get(first..)?.into();
    let (oldest, newest) = (days.first()?.from, days.last()?.from);
    let whole = TimeDelta::days(1);
    let marks = days.iter().map(|day| mark(day.worst, day.known(), whole));
    let marks: Vec<Mark> = marks.collect();
    let read = Rc::clone(&days);
    let words = move |place: usize| {
        let day = read.get(place)?;
        let language = context.language();
        let (date, states) = (
            history::date(language, day.from),
            history::stated_day(language, day),
        );
        Some(DayWords {
            text: history::labelled(language, &date, &states),
            events: Vec::new(),
        })
    };
    let picture = walked(context, 0, &service.name, marks, Box::new(words));
    let ends = ends(context, [Some(oldest), Some(newest)]);
    let rows = move || {
        let language = context.language();
        let stated = days.iter().rev().filter(|day| day.is_stated());
        let row = |day: &StatedDay| {
            let date = history::date(language, day.from);
            row_of(date, history::stated_day(language, day))
        };
        stated.map(row).collect()
    };
    let heads = [Phrase::HistoryDay, Phrase::State];
    let table = folded(context, heads, Box::new(rows));
    Some(vec![picture, ends.into_view(), table.into_view()].into_view())
}

/// Returns the newest checks: their response times in words, as a picture and as a table.
fn responses(context: HistoryContext, service: &StatedService) -> Option<View> {
    if service.checks.is_empty() {
        return None;
    }
    let words = history::stated_checks(context.language(), service);
    let words = figures(context, Phrase::HistoryResponse, words);
    let highest = service.response_times().map_or(1, |it| it.highest.max(1));
    let [mut answered, mut failed] = [String::new(), String::new()];
    for (place, check) in service.checks.iter().enumerate() {
        match check.millis {
            _ if check.is_failed => add_mark(&mut failed, place, HEIGHT),
            Some(millis) => {
                let height = (millis.saturating_mul(HEIGHT) / highest).max(1);
                add_mark(&mut answered, place, height);
            }
            None => {}
        }
    }
    let failed = path()
        .class(["is-", Symbol::Outage.name()].concat())
        .attr("d", failed);
    let picture = svg()
        .class("uptime-days response-times")
        .attr("viewBox", viewport(service.checks.len()))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(path().attr("d", answered))
        .child(failed);
    let checks = service.checks.clone();
    let rows = move || {
        let row = |check: &StatedCheck| {
            let words = history::stated_check(context.language(), check);
            row_of(context.unzoned(check.at), words)
        };
        checks.iter().rev().map(row).collect()
    };
    let heads = [Phrase::HistoryChecked, Phrase::HistoryResponse];
    let table = folded(context, heads, Box::new(rows));
    Some(vec![words.into_view(), picture.into_view(), table.into_view()].into_view())
}
