//! The formats that can be read, and the gaps of each.

/// A format in which status is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Atlassian Statuspage v2, all that is compatible with it, and our own superset.
    Statuspage,
    /// incident.io's widget.
    IncidentIo,
    /// Flashduty's widget, which resembles incident.io's.
    Flashduty,
    /// Instatus.
    Instatus,
    /// Checkly, which resembles Instatus but has other words.
    Checkly,
    /// Upptime: a summary in a repository, and the repository's issues.
    Upptime,
    /// cState, a static site.
    CState,
    /// `UptimeFlare`.
    UptimeFlare,
    /// The status page of `UptimeRobot`.
    UptimeRobot,
    /// Better Stack.
    BetterStack,
    /// status.io.
    StatusIo,
    /// Statuspal.
    Statuspal,
    /// Sorry.
    Sorry,
    /// Cachet 2, and 0.x before it.
    Cachet2,
    /// Cachet 3.
    Cachet3,
    /// Uptime Kuma 1 and 2.
    UptimeKuma,
    /// Gatus.
    Gatus,
    /// Vigil.
    Vigil,
    /// Google Cloud, Workspace and Play.
    Google,
    /// Slack.
    Slack,
    /// Heroku.
    Heroku,
    /// Salesforce Trust.
    Salesforce,
    /// Zendesk.
    Zendesk,
    /// Current events of Amazon Web Services.
    Aws,
    /// `application/health+json`: the health of one API.
    Health,
    /// RSS: messages, and nothing about services.
    Rss,
    /// Atom: the same in another notation.
    Atom,
}

/// Information that visitors may expect and a format does not contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No maintenance, planned or running.
    Maintenance,
    /// Maintenance only while it runs.
    Upcoming,
    /// Maintenance only if it begins within 72 hours.
    Distant,
    /// No planned start or end that can be relied on.
    Windows,
    /// No list of services.
    Services,
    /// Services have ids and no names.
    Names,
    /// Nothing about the causes of what is down.
    Incidents,
    /// No difference between a service that is slow and one that is down, and no impact of incidents.
    Outages,
    /// Incidents and maintenances that do not name the services that they affect.
    Affected,
    /// No time of anything.
    Times,
    /// Times that do not say in which zone they are.
    Zone,
    /// Incidents of which nothing says whether they are over.
    Ends,
}

impl Gap {
    /// Returns the gap in words that follow "This feed does not".
    pub fn text(self) -> &'static str {
        match self {
            Self::Maintenance => "announce maintenance",
            Self::Upcoming => "announce maintenance in advance",
            Self::Distant => "announce maintenance more than three days ahead",
            Self::Windows => "say when a maintenance begins and ends",
            Self::Services => "list services",
            Self::Names => "name its services",
            Self::Incidents => "describe incidents",
            Self::Outages => "tell an outage from a degradation",
            Self::Affected => "say which services its incidents and maintenances affect",
            Self::Times => "say when anything happened",
            Self::Zone => "say in which time zone its times are",
            Self::Ends => "say which incidents are over",
        }
    }

    /// Returns the gap as it is written in `source.cannot_tell` of a converted document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Upcoming => "upcoming maintenance",
            Self::Distant => "distant maintenance",
            Self::Windows => "maintenance windows",
            Self::Services => "services",
            Self::Names => "names of services",
            Self::Incidents => "incidents",
            Self::Outages => "outages",
            Self::Affected => "affected services",
            Self::Times => "times",
            Self::Zone => "time zone",
            Self::Ends => "ends of incidents",
        }
    }
}

/// A repair that makes a publisher's text valid JSON. Only formats that are known to need one get it: the page would
/// refuse a status document that needs a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Text in UTF-16.
    Utf16,
    /// Raw control characters in strings, which become spaces.
    ControlCharacters,
}

impl Format {
    /// Every format, in the order in which documentation lists them.
    pub const ALL: [Self; 27] = [
        Self::Statuspage,
        Self::IncidentIo,
        Self::Flashduty,
        Self::Instatus,
        Self::Checkly,
        Self::Upptime,
        Self::CState,
        Self::UptimeFlare,
        Self::UptimeRobot,
        Self::BetterStack,
        Self::StatusIo,
        Self::Statuspal,
        Self::Sorry,
        Self::Cachet2,
        Self::Cachet3,
        Self::UptimeKuma,
        Self::Gatus,
        Self::Vigil,
        Self::Google,
        Self::Slack,
        Self::Heroku,
        Self::Salesforce,
        Self::Zendesk,
        Self::Aws,
        Self::Health,
        Self::Rss,
        Self::Atom,
    ];

    /// Returns the name of the format for operators.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statuspage => "Statuspage v2 or a superset",
            Self::IncidentIo => "incident.io widget",
            Self::Flashduty => "Flashduty widget",
            Self::Instatus => "Instatus",
            Self::Checkly => "Checkly",
            Self::Upptime => "Upptime",
            Self::CState => "cState",
            Self::UptimeFlare => "UptimeFlare",
            Self::UptimeRobot => "UptimeRobot",
            Self::BetterStack => "Better Stack",
            Self::StatusIo => "status.io",
            Self::Statuspal => "Statuspal",
            Self::Sorry => "Sorry",
            Self::Cachet2 => "Cachet 2",
            Self::Cachet3 => "Cachet 3",
            Self::UptimeKuma => "Uptime Kuma",
            Self::Gatus => "Gatus",
            Self::Vigil => "Vigil",
            Self::Google => "Google Cloud",
            Self::Slack => "Slack",
            Self::Heroku => "Heroku",
            Self::Salesforce => "Salesforce Trust",
            Self::Zendesk => "Zendesk",
            Self::Aws => "AWS current events",
            Self::Health => "application/health+json",
            Self::Rss => "RSS",
            Self::Atom => "Atom",
        }
    }

    /// Returns the format as it is written in `source.format` of a converted document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statuspage => "statuspage",
            Self::IncidentIo => "incident-io",
            Self::Flashduty => "flashduty",
            Self::Instatus => "instatus",
            Self::Checkly => "checkly",
            Self::Upptime => "upptime",
            Self::CState => "cstate",
            Self::UptimeFlare => "uptimeflare",
            Self::UptimeRobot => "uptimerobot",
            Self::BetterStack => "better-stack",
            Self::StatusIo => "status-io",
            Self::Statuspal => "statuspal",
            Self::Sorry => "sorry",
            Self::Cachet2 => "cachet-2",
            Self::Cachet3 => "cachet-3",
            Self::UptimeKuma => "uptime-kuma",
            Self::Gatus => "gatus",
            Self::Vigil => "vigil",
            Self::Google => "google-cloud",
            Self::Slack => "slack",
            Self::Heroku => "heroku",
            Self::Salesforce => "salesforce-trust",
            Self::Zendesk => "zendesk",
            Self::Aws => "aws",
            Self::Health => "health-json",
            Self::Rss => "rss",
            Self::Atom => "atom",
        }
    }

    /// Returns the repair that text in this format may need.
    pub fn repair(self) -> Option<Repair> {
        if self == Self::Aws {
            Some(Repair::Utf16)
        } else {
            // The templates of cState escape nothing.
            (self == Self::CState).then_some(Repair::ControlCharacters)
        }
    }

    /// Returns the gaps that remain even if all documents of a feed are available.
    pub fn cannot_tell(self) -> &'static [Gap] {
        match self {
            Self::Upptime
            | Self::Statuspage
            | Self::Instatus
            | Self::Checkly
            | Self::BetterStack
            | Self::StatusIo
            | Self::Statuspal
            | Self::Salesforce => &[],
            Self::IncidentIo | Self::Rss | Self::Atom => &[Gap::Services],
            Self::Flashduty => &[Gap::Services, Gap::Distant],
            Self::CState | Self::Gatus => &[Gap::Maintenance],
            Self::UptimeFlare => &[Gap::Names, Gap::Incidents],
            Self::Cachet2 | Self::Cachet3 => &[Gap::Windows, Gap::Zone],
            Self::UptimeKuma => &[Gap::Upcoming],
            Self::Vigil | Self::UptimeRobot => &[Gap::Maintenance, Gap::Incidents, Gap::Times],
            Self::Google | Self::Aws | Self::Zendesk => &[Gap::Services, Gap::Maintenance],
            Self::Slack => &[Gap::Services, Gap::Windows],
            Self::Heroku => &[Gap::Windows],
            Self::Sorry => &[Gap::Outages],
            Self::Health => &[Gap::Maintenance, Gap::Incidents],
        }
    }
}

/// Returns the text for visitors about the limits of a feed: its gaps, and the content of its missing documents. `None`
/// if there are neither.
///
/// ```
/// use intermission::feeds::format::{Gap, limits};
/// assert_eq!(
///     limits(&[Gap::Maintenance], &["its services", "its incidents"]).as_deref(),
///     Some("This feed does not announce maintenance. Missing so far: its services, its incidents."),
/// );
/// assert_eq!(limits(&[], &[]), None);
/// ```
pub fn limits(gaps: &[Gap], missing: &[&str]) -> Option<String> {
    let missing =
        (!missing.is_empty()).then(|| ["Missing so far: ", &missing.join(", "), "."].concat());
    match (sentence(gaps), missing) {
        (Some(gaps), Some(missing)) => Some([&gaps, " ", &missing].concat()),
        (gaps, missing) => gaps.or(missing),
    }
}

/// Returns one sentence about the gaps of a feed; `None` if it has none.
///
/// ```
/// use intermission::feeds::format::{Gap, sentence};
/// assert_eq!(
///     sentence(&[Gap::Services, Gap::Upcoming]).as_deref(),
///     Some("This feed does not list services or announce maintenance in advance."),
/// );
/// assert_eq!(sentence(&[]), None);
/// ```
pub fn sentence(gaps: &[Gap]) -> Option<String> {
    let (last, first) = gaps.split_last()?;
    let mut text = "This feed does not ".to_owned();
    let first: Vec<&str> = first.iter().map(|gap| gap.text()).collect();
    text.push_str(&first.join(", "));
    if !first.is_empty() {
        text.push_str(" or ");
    }
    text.push_str(last.text());
    text.push('.');
    Some(text)
}
