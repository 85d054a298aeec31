//! The counts as a table, and the two figures with a goal.

use super::crowd::Tally;
use super::grouped;
use super::pattern::Pattern;
use super::scenario::{OUTAGE, RECOVERY, REST, Scenario};
use super::tally::{Bins, Count, Load};

/// The goal of both figures, an upper bound.
pub const GOAL: f64 = 1.2;

/// The two figures with a goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// At the origin, the fullest second after the end of the outage, as a multiple of visitors / `spread_secs`.
    pub origin_at_return: f64,
    /// At the host of the document, the fullest second of the recovery as a multiple of the recovery's mean.
    pub document_in_recovery: f64,
}

impl Figures {
    /// Computes both figures from the requests of this page.
    pub fn of(scenario: &Scenario, bins: &Bins) -> Self {
        let at_return = bins.load(Count::Origin, scenario.return_secs());
        let recovery = bins.load(Count::Json, RECOVERY);
        Self {
            origin_at_return: at_return.peak_over(fair_share(scenario)),
            document_in_recovery: recovery.peak_over(recovery.mean()),
        }
    }
}

/// The smallest number of requests a second at which peaks are compared. Below it, they are mostly chance.
const ENOUGH: f64 = 1_000.0;

/// Returns the requests a second of one request per visitor, evenly spread over `spread_secs`.
fn fair_share(scenario: &Scenario) -> f64 {
    f64::from(scenario.parameters().visitors) / f64::from(scenario.parameters().spread_secs.max(1))
}

/// Returns the whole report.
pub fn report(scenario: &Scenario, tally: &Tally) -> String {
    let mut text = String::new();
    let parameters = scenario.parameters();
    line(
        &mut text,
        &format!(
            "{} visitors; refresh_secs {}, spread_secs {}, seed {}; {} min simulated",
            grouped(u64::from(parameters.visitors)),
            parameters.refresh_secs,
            parameters.spread_secs,
            parameters.seed,
            scenario.secs() / 60,
        ),
    );
    for (count, title) in [
        (Count::Json, "Status JSON, at the CDN: requests per second"),
        (
            Count::Origin,
            "Origin, probes and navigations: requests per second",
        ),
    ] {
        line(&mut text, "");
        table(&mut text, scenario, tally, count, title);
    }
    line(&mut text, "");
    line(&mut text, "Back on the site by the end");
    for (pattern, bins) in Pattern::ALL.into_iter().zip(tally) {
        line(&mut text, &returned(scenario, pattern, bins));
    }
    if let Some(own) = tally.first() {
        line(&mut text, "");
        text.push_str(&measures(scenario, own));
    }
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

fn table(text: &mut String, scenario: &Scenario, tally: &Tally, count: Count, title: &str) {
    let stretches = [
        ("at rest", REST),
        ("JSON away", OUTAGE),
        ("recovery", RECOVERY),
        ("return", scenario.return_secs()),
    ];
    line(text, title);
    let mut heads = (format!("{:<18}", "minutes"), format!("{:<18}", "pattern"));
    for (name, stretch) in &stretches {
        let minutes = format!("{name} {}-{}", stretch.start / 60, stretch.end / 60);
        heads.0 = format!("{}{minutes:>20}", heads.0);
        heads.1 = format!("{}{:>10}{:>10}", heads.1, "mean", "peak");
    }
    line(text, &heads.0);
    line(text, &heads.1);
    for (pattern, bins) in Pattern::ALL.into_iter().zip(tally) {
        let mut row = format!("{:<18}", pattern.name());
        for (_, stretch) in &stretches {
            row.push_str(&cells(bins.load(count, stretch.clone())));
        }
        line(text, &row);
    }
}

fn cells(load: Load) -> String {
    format!(
        "{:>10}{:>10}",
        rounded(load.mean()),
        grouped(u64::from(load.peak))
    )
}

/// Formats the share of visitors who are back by the end, and the time in which half of all are back.
fn returned(scenario: &Scenario, pattern: Pattern, bins: &Bins) -> String {
    let visitors = u64::from(scenario.parameters().visitors);
    let at_return = scenario.return_secs();
    let back = |secs: usize| {
        bins.load(Count::Back, at_return.start..at_return.start + secs)
            .sum
    };
    let half = (0..=at_return.len()).find(|secs| visitors <= 2 * back(*secs));
    let half = half.map_or_else(String::new, |secs| format!(", half of all within {secs} s"));
    let percent = back(at_return.len()) * 1000 / visitors.max(1);
    format!(
        "{:<18}{}.{} %{half}",
        pattern.name(),
        percent / 10,
        percent % 10
    )
}

/// Formats the figures that have a goal, with their meaning.
fn measures(scenario: &Scenario, own: &Bins) -> String {
    let figures = Figures::of(scenario, own);
    let origin = own.load(Count::Origin, scenario.return_secs());
    let json = own.load(Count::Json, RECOVERY);
    let noise = if fair_share(scenario) < ENOUGH {
        "(with so few visitors, chance alone makes one second much fuller than another)\n"
    } else {
        ""
    };
    format!(
        "Origin around the return: {} = {:.2} x {} (goal: at most {GOAL:.2})\n  \
         the fullest second from the moment the document says that it is over to the end,\n  \
         by visitors / spread_secs\n\
         JSON in the recovery: {} = {:.2} x {} (goal: at most {GOAL:.2}); {:.2} x the mean at rest\n  \
         the fullest second from the end of the outage to as long after it as it lasted,\n  \
         by the mean of these seconds, the slow ones of the beginning counted\n\
         {noise}",
        grouped(u64::from(origin.peak)),
        figures.origin_at_return,
        rounded(fair_share(scenario)),
        grouped(u64::from(json.peak)),
        figures.document_in_recovery,
        rounded(json.mean()),
        json.peak_over(own.load(Count::Json, REST).mean()),
    )
}

/// Returns a number of requests as text; below ten with one decimal.
fn rounded(rate: f64) -> String {
    if rate > 0.0 && rate < 10.0 {
        return format!("{rate:.1}");
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rates are not negative, and far below 2^52"
    )]
    let whole = rate.round() as u64;
    grouped(whole)
}
