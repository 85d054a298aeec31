//! The words of each format that are worse than others.

use intermission::feeds::format::Format;
use intermission::feeds::part::Part;
use intermission::feeds::vocabulary::Vocabulary;
use intermission::feeds::{
    aws, betterstack, cachet, checkly, cstate, flashduty, gatus, google, health, heroku,
    incident_io, instatus, kuma, salesforce, slack, sorry, statusio, statuspal, upptime,
    uptimeflare, uptimerobot, vigil, zendesk,
};
use intermission::model::document::vocabulary::{ComponentStatus, Indicator};
use serde_json::{Value, json};

/// Statuspal's members with states.
const STATUSPAL: [(&str, Vocabulary); 4] = [
    ("status_page/current_incident_type", statuspal::PAGE),
    ("current_status_type", statuspal::PAGE),
    ("current_incident_type", statuspal::SERVICE),
    ("type", statuspal::IMPACT),
];

/// The members in which formats have their states, with their words from good to bad.
///
/// A word of an incident's or a maintenance's phase is in none of them: it says how far things are, not how bad.
fn words(part: Part) -> Vec<(&'static str, Vocabulary)> {
    let is_components = matches!(part, Part::Cachet2Components | Part::Cachet3Components);
    match part.format() {
        // News feeds are no JSON.
        Format::Statuspage | Format::Rss | Format::Atom => Vec::new(),
        Format::IncidentIo => vec![("current_worst_impact", incident_io::IMPACT)],
        Format::Flashduty => vec![
            ("overall/status", flashduty::IMPACT),
            ("impact", flashduty::IMPACT),
        ],
        Format::Instatus => vec![
            ("page/status", instatus::PAGE),
            ("impact", instatus::IMPACT),
            ("status", instatus::COMPONENT),
        ],
        Format::Checkly => vec![
            ("page/status", checkly::PAGE),
            ("severity", checkly::SEVERITY),
            ("status", checkly::SERVICE),
        ],
        Format::Upptime => vec![("status", upptime::SITE)],
        Format::CState => vec![
            ("summaryStatus", cstate::SUMMARY),
            ("severity", cstate::SEVERITY),
            ("status", cstate::SYSTEM),
        ],
        Format::UptimeFlare => vec![("up", uptimeflare::UP)],
        Format::UptimeRobot => vec![("statusClass", uptimerobot::MONITOR)],
        Format::BetterStack => vec![
            ("data/attributes/aggregate_state", betterstack::PAGE),
            ("aggregate_state", betterstack::REPORT),
            ("attributes/status", betterstack::RESOURCE),
        ],
        Format::StatusIo => vec![
            ("status_overall/status_code", statusio::PAGE),
            ("status_code", statusio::COMPONENT),
        ],
        Format::Statuspal => STATUSPAL.to_vec(),
        Format::Sorry => vec![("page/state", sorry::PAGE), ("state", sorry::COMPONENT)],
        Format::Cachet2 | Format::Cachet3 if !is_components => Vec::new(),
        Format::Cachet2 => vec![("status", cachet::COMPONENT)],
        Format::Cachet3 => vec![("status/value", cachet::COMPONENT)],
        Format::UptimeKuma => vec![("status", kuma::BEAT)],
        Format::Gatus => vec![("success", gatus::SUCCESS), ("type", gatus::ANNOUNCEMENT)],
        Format::Vigil => vec![("health", vigil::HEALTH), ("status", vigil::NODE)],
        Format::Google => vec![
            ("status_impact", google::IMPACT),
            ("severity", google::SEVERITY),
        ],
        Format::Slack => vec![("type", slack::TYPE)],
        Format::Heroku => vec![("status", heroku::SYSTEM)],
        Format::Salesforce => vec![
            ("status", salesforce::INSTANCE),
            ("severity", salesforce::SEVERITY),
        ],
        Format::Zendesk => vec![("impact", zendesk::IMPACT)],
        Format::Aws => vec![("status", aws::IMPACT)],
        Format::Health => vec![("status", health::CHECK)],
    }
}

fn severity(ours: &str) -> Option<Indicator> {
    let component = ComponentStatus::parse(ours).map(ComponentStatus::indicator);
    Indicator::parse(ours)
        .or(component)
        .filter(|it| *it != Indicator::Unknown)
}

/// The word that takes the place of `value`, which stands at `pointer`.
pub(super) fn worse(pointer: &str, value: &Value, part: Part, nth: usize) -> Option<Value> {
    // Elsewhere the same members say how far things are.
    if part.format() == Format::StatusIo && pointer.contains("/incidents/") {
        return None;
    }
    let word = match value {
        Value::String(word) => word.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let vocabularies = words(part);
    let (_, vocabulary) = vocabularies
        .iter()
        .find(|(end, _)| pointer.ends_with(&format!("/{end}")))?;
    let now = severity(vocabulary.ours(&word)?)?;
    let pairs = vocabulary.theirs.iter().zip(vocabulary.ours);
    let mut worse = pairs.filter(|(_, ours)| severity(ours).is_some_and(|it| it > now));
    let (theirs, _) = worse.nth(nth)?;
    Some(match value {
        Value::Bool(_) => json!(*theirs == "true"),
        Value::Number(_) => serde_json::from_str(theirs).unwrap(),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => json!(theirs),
    })
}
