//! Lengths of time, in the units they are shown in.

use crate::model::countdown::{Amount, Eta, Stopwatch};

/// `1 h 20 min`; a second unit of zero is left out.
pub fn amount(amount: Amount) -> String {
    match amount {
        Amount::Seconds(seconds) => joined(&[(seconds, " s")]),
        Amount::Minutes(minutes) => joined(&[(minutes, " min")]),
        Amount::Hours { hours, minutes } => joined(&[(hours, " h"), (minutes, " min")]),
        Amount::Days { days, hours } => joined(&[(days, " d"), (hours, " h")]),
    }
}

fn joined(parts: &[(i64, &str)]) -> String {
    let mut text = String::new();
    for (index, (number, unit)) in parts.iter().enumerate() {
        if index == 0 || *number != 0 {
            text.push_str(if index == 0 { "" } else { " " });
            text.push_str(&number.to_string());
            text.push_str(unit);
        }
    }
    text
}

/// `in 12 min`
pub fn ahead(left: Amount) -> String {
    ["in ", &amount(left)].concat()
}

/// `12 s ago`
pub fn ago(past: Amount) -> String {
    [&amount(past), " ago"].concat()
}

/// `1:02:03`
pub fn stopwatch(watch: Stopwatch) -> String {
    let two = |number: i64| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    [
        &watch.hours.to_string(),
        ":",
        &two(watch.minutes),
        ":",
        &two(watch.seconds),
    ]
    .concat()
}

/// The `datetime` of a duration: `PT1H2M3S`.
pub fn stopwatch_datetime(watch: Stopwatch) -> String {
    let (hours, minutes, seconds) = (
        watch.hours.to_string(),
        watch.minutes.to_string(),
        watch.seconds.to_string(),
    );
    ["PT", &hours, "H", &minutes, "M", &seconds, "S"].concat()
}

/// `~ 12 min`, `any moment`, `overdue 3 min`, `—`
pub fn eta(eta: Eta) -> String {
    match eta {
        Eta::Unstated => "\u{2014}".to_owned(),
        Eta::In(left) => ["~ ", &amount(left)].concat(),
        Eta::AnyMoment => "any moment".to_owned(),
        Eta::Overdue(past) => ["overdue ", &amount(past)].concat(),
    }
}
