//! `intermission history show`: how the services fared, day by day.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::{HistoryError, require_history, unusable_folder};
use crate::cli::publish::history::read_all;
use crate::cli::rehearse::clock::real_now;
use crate::cli::terminal;
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::history::days::{Day, Maintenance};
use crate::model::history::observe::History;
use crate::model::history::service_days::{ServiceDays, last_days};
use crate::model::time::instant::{Instant, write};
use crate::model::time::time_delta::TimeDelta;

/// The arguments of `intermission history show`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Days are those of UTC. Time in which nothing was published is unknown and counts as neither up nor down.\n\n\
    Exit status: 0 if the history is shown, 1 if it cannot be read, 2 if the arguments are wrong"
)]
pub(super) struct Arguments {
    /// The folder to which `publish` publishes.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Show so many days, of which today is the last, from 1 to 3660.
    #[arg(long, value_name = "NUMBER", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=3660))]
    days: u16,
    /// Show only the services with these ids; may be repeated.
    #[arg(long, value_name = "ID")]
    service: Vec<String>,
    /// Count maintenance instead of leaving it out: `under_maintenance` as down, `read_only` as down in `partial`.
    #[arg(long)]
    count_maintenance: bool,
    /// Show the history as of this instant, such as `2026-11-23T10:27:00Z`; now by default.
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
    /// Print in this format.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The format of the days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: a letter for each day.
    #[default]
    Text,
    /// For programs: seconds in each state by day.
    Json,
}

/// Shows, and returns what is to be printed.
pub(super) fn run(arguments: &Arguments) -> Result<String, HistoryError> {
    require_history(&arguments.folder)?;
    let (history, faults) =
        read_all(&arguments.folder).map_err(unusable_folder(&arguments.folder))?;
    terminal::print_error_lines(&terminal::lines(&faults));
    let now = arguments.at.unwrap_or_else(real_now);
    let rows = rows(arguments, &history, now)?;
    Ok(match arguments.format {
        Format::Text => text(arguments, &rows),
        Format::Json => {
            let json = format!("{:#}\n", to_json(&rows));
            terminal::escaped_json(&json)
        }
    })
}

fn rows(
    arguments: &Arguments,
    history: &History,
    now: Instant,
) -> Result<Vec<ServiceDays>, HistoryError> {
    let bounds = last_days(arguments.days, now);
    let maintenance = if arguments.count_maintenance {
        Maintenance::Counted
    } else {
        Maintenance::LeftOut
    };
    let wanted = &arguments.service;
    let services = history.services();
    if let Some(id) = wanted
        .iter()
        .find(|id| !services.iter().any(|(it, _)| it == id))
    {
        return Err(HistoryError::NoService { id: id.clone() });
    }
    let mut rows = history.days_of_services(&bounds, maintenance);
    if wanted.is_empty() {
        rows.insert(0, history.days_of_all(&bounds, maintenance));
    } else {
        rows.retain(|row| row.id.as_ref().is_some_and(|id| wanted.contains(id)));
    }
    Ok(rows)
}

/// Returns the name of a row.
fn name(row: &ServiceDays) -> &str {
    match row.id {
        Some(_) => &row.name,
        None => "Everything",
    }
}

const LEGEND: &str = "\
o works   , works as far as known   m maintenance   p partly away   X away   . unknown\n";

fn text(arguments: &Arguments, rows: &[ServiceDays]) -> String {
    let maintenance = if arguments.count_maintenance {
        "Maintenance counts."
    } else {
        "Maintenance is left out."
    };
    let mut text = format!(
        "{} days, the last one is today, in UTC.\n{LEGEND}\
         Of `full`, only full outages count as down, of `partial` every loss. {maintenance}\n",
        arguments.days
    );
    for row in rows {
        let lines = format!(
            "\n{}\n{}full {}   partial {}   unknown {} of the time\n",
            name(row),
            bar(&row.days),
            percent(row.full.share()),
            percent(row.partial.share()),
            percent(Some(row.full.unknown_share())),
        );
        text.push_str(&lines);
    }
    text
}

/// The days in one line of a bar.
const DAYS_IN_LINE: usize = 30;

/// Returns a letter for each day, in lines that begin with the date of their first day.
fn bar(days: &[Day]) -> String {
    let line = |days: &[Day]| {
        let first = days.first().map(|day| write(day.from));
        let date: String = first.unwrap_or_default().chars().take(10).collect();
        let letters: String = days.iter().map(letter).collect();
        format!("{date}  {letters}\n")
    };
    days.chunks(DAYS_IN_LINE).map(line).collect()
}

fn letter(day: &Day) -> char {
    let Some(worst) = day.worst() else { return '.' };
    match worst {
        ComponentStatus::Operational | ComponentStatus::Queued if day.unknown().is_zero() => 'o',
        ComponentStatus::Operational | ComponentStatus::Queued => ',',
        ComponentStatus::UnderMaintenance | ComponentStatus::ReadOnly => 'm',
        ComponentStatus::DegradedPerformance
        | ComponentStatus::Restarting
        | ComponentStatus::PartialOutage => 'p',
        ComponentStatus::MajorOutage | ComponentStatus::Offline => 'X',
        ComponentStatus::Unknown => '.',
    }
}

/// Returns thousandths of a percent in words.
fn percent(share: Option<u32>) -> String {
    share.map_or_else(
        || "not known".to_owned(),
        |share| format!("{}.{:03} %", share / 1000, share % 1000),
    )
}

fn to_json(rows: &[ServiceDays]) -> Value {
    let seconds = |length: TimeDelta| json!(length.num_seconds());
    let day = |day: &Day| {
        let lengths = day.lengths.iter();
        let states: Map<String, Value> = lengths
            .map(|(status, length)| (status.as_str().to_owned(), seconds(*length)))
            .collect();
        json!({
            "from": write(day.from),
            "until": write(day.until),
            "seconds": states,
            "unknown_seconds": seconds(day.unknown()),
        })
    };
    let share = |share: Option<u32>| json!(share.map(|it| f64::from(it) / 1000.0));
    let row = |row: &ServiceDays| {
        json!({
            "id": row.id,
            "name": name(row),
            "full_percent": share(row.full.share()),
            "partial_percent": share(row.partial.share()),
            "unknown_percent": share(Some(row.full.unknown_share())),
            "days": row.days.iter().map(day).collect::<Vec<_>>(),
        })
    };
    json!(rows.iter().map(row).collect::<Vec<_>>())
}
