//! Upptime: `uptime…`, `time…` and `dailyMinutesDown` of each site.
//!
//! The last one lists only days on which the site was down. A day that is not in it was well, or before the first check:
//! nothing is said of it.

use super::super::node::Node;
use super::super::part::Part;
use super::super::parts::Parts;
use super::number::{millis, part_of_day, percent};
use crate::model::history::measured::{
    MeasuredAverage, MeasuredDay, MeasuredService, MeasuredShare,
};

/// The endings of members with figures, and the hours that these are of.
const PERIODS: [(&str, Option<u64>); 5] = [
    ("Day", Some(24)),
    ("Week", Some(7 * 24)),
    ("Month", Some(30 * 24)),
    ("Year", Some(365 * 24)),
    ("", None),
];

/// Returns the measurements of all sites.
pub(super) fn read(parts: &Parts<'_>) -> Vec<MeasuredService> {
    let roots = parts.all(Part::UpptimeSummary);
    let sites = roots.flat_map(|root| root.items());
    let sites = sites.filter(Node::is_object);
    sites.map(|it| site(&it)).collect()
}

fn site(node: &Node<'_>) -> MeasuredService {
    let share = |(ending, hours): (&str, Option<u64>)| {
        Some(MeasuredShare {
            hours,
            percent: Some(percent(&node.at(&["uptime", ending].concat()))?),
            ..MeasuredShare::default()
        })
    };
    let average = |(ending, hours): (&str, Option<u64>)| {
        Some(MeasuredAverage {
            hours,
            millis: Some(millis(&node.at(&["time", ending].concat()))?),
            ..MeasuredAverage::default()
        })
    };
    // A site without any answer has 0 in place of a response time.
    let averages = PERIODS.into_iter().filter_map(average);
    let averages = averages.filter(|it| it.millis != Some(0));
    let days = node.object("dailyMinutesDown");
    let days = days.map(|it| it.members()).unwrap_or_default();
    MeasuredService {
        id: node.text("slug").or_else(|| node.text("name")),
        days: days.iter().filter_map(|(date, it)| day(date, it)).collect(),
        shares: PERIODS.into_iter().filter_map(share).collect(),
        averages: averages.collect(),
        ..MeasuredService::default()
    }
}

fn day(date: &str, minutes: &Node<'_>) -> Option<MeasuredDay> {
    let day = MeasuredDay {
        date: Some(date.to_owned()),
        down_secs: Some(part_of_day(minutes, 60)?),
        ..MeasuredDay::default()
    };
    if day.start().is_none() {
        minutes.note_missing("", "a date such as `2026-11-30` as its name");
        return None;
    }
    Some(day)
}
