//! The formats that are read, the documents each consists of, and what none of its documents says.

/// A way in which status is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Atlassian Statuspage v2, all that is compatible with it, and our own superset.
    Statuspage,
    /// incident.io's widget.
    IncidentIo,
    /// Flashduty's widget, which looks like it.
    Flashduty,
    /// Instatus.
    Instatus,
    /// Checkly, which looks like Instatus and has other words.
    Checkly,
    /// Upptime: a summary in a repository, and the repository's issues.
    Upptime,
    /// cState, a static site.
    CState,
    /// `UptimeFlare`.
    UptimeFlare,
    /// Better Stack.
    BetterStack,
    /// status.io.
    StatusIo,
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
    /// Amazon Web Services: what is going on now.
    Aws,
    /// `application/health+json`: the health of one API.
    Health,
}

/// Something that visitors may look for and a format does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No maintenance, planned or running.
    Maintenance,
    /// Maintenance only while it runs.
    Upcoming,
    /// No planned start or end that can be relied on.
    Windows,
    /// No list of services.
    Services,
    /// Services have ids and no names.
    Names,
    /// Nothing about the causes of what is down.
    Incidents,
    /// No time of anything.
    Times,
    /// Times that do not say in which zone they are.
    Zone,
}

impl Gap {
    /// What the feed does not do, to follow "This feed does not".
    pub fn text(self) -> &'static str {
        match self {
            Self::Maintenance => "announce maintenance",
            Self::Upcoming => "announce maintenance in advance",
            Self::Windows => "say when a maintenance begins and ends",
            Self::Services => "list services",
            Self::Names => "name its services",
            Self::Incidents => "describe incidents",
            Self::Times => "say when anything happened",
            Self::Zone => "say in which time zone its times are",
        }
    }

    /// The same for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Upcoming => "upcoming maintenance",
            Self::Windows => "maintenance windows",
            Self::Services => "services",
            Self::Names => "names of services",
            Self::Incidents => "incidents",
            Self::Times => "times",
            Self::Zone => "time zone",
        }
    }
}

/// What some publishers' text needs to be JSON. Only formats that are known for it get it: a document of ours that
/// needed one would be refused by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Text in UTF-16.
    Utf16,
    /// Raw control characters in strings, which become spaces.
    ControlCharacters,
}

impl Format {
    /// Every format, in the order in which documentation lists them.
    pub const ALL: [Self; 20] = [
        Self::Statuspage,
        Self::IncidentIo,
        Self::Flashduty,
        Self::Instatus,
        Self::Checkly,
        Self::Upptime,
        Self::CState,
        Self::UptimeFlare,
        Self::BetterStack,
        Self::StatusIo,
        Self::Cachet2,
        Self::Cachet3,
        Self::UptimeKuma,
        Self::Gatus,
        Self::Vigil,
        Self::Google,
        Self::Slack,
        Self::Heroku,
        Self::Aws,
        Self::Health,
    ];

    /// What operators call it.
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
            Self::BetterStack => "Better Stack",
            Self::StatusIo => "status.io",
            Self::Cachet2 => "Cachet 2",
            Self::Cachet3 => "Cachet 3",
            Self::UptimeKuma => "Uptime Kuma",
            Self::Gatus => "Gatus",
            Self::Vigil => "Vigil",
            Self::Google => "Google Cloud",
            Self::Slack => "Slack",
            Self::Heroku => "Heroku",
            Self::Aws => "AWS current events",
            Self::Health => "application/health+json",
        }
    }

    /// What stands in `source.format` of a converted document.
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
            Self::BetterStack => "better-stack",
            Self::StatusIo => "status-io",
            Self::Cachet2 => "cachet-2",
            Self::Cachet3 => "cachet-3",
            Self::UptimeKuma => "uptime-kuma",
            Self::Gatus => "gatus",
            Self::Vigil => "vigil",
            Self::Google => "google-cloud",
            Self::Slack => "slack",
            Self::Heroku => "heroku",
            Self::Aws => "aws",
            Self::Health => "health-json",
        }
    }

    /// The repair that its text may need.
    pub fn repair(self) -> Option<Repair> {
        if self == Self::Aws {
            Some(Repair::Utf16)
        } else {
            // The templates of cState escape nothing.
            (self == Self::CState).then_some(Repair::ControlCharacters)
        }
    }

    /// What it does not say even when all of its documents are there.
    pub fn cannot_tell(self) -> &'static [Gap] {
        match self {
            Self::Upptime
            | Self::Statuspage
            | Self::Instatus
            | Self::Checkly
            | Self::BetterStack
            | Self::StatusIo => &[],
            Self::IncidentIo | Self::Flashduty => &[Gap::Services],
            Self::CState | Self::Gatus => &[Gap::Maintenance],
            Self::UptimeFlare => &[Gap::Names, Gap::Incidents],
            Self::Cachet2 | Self::Cachet3 => &[Gap::Windows, Gap::Zone],
            Self::UptimeKuma => &[Gap::Upcoming],
            Self::Vigil => &[Gap::Maintenance, Gap::Incidents, Gap::Times],
            Self::Google | Self::Aws => &[Gap::Services, Gap::Maintenance],
            Self::Slack => &[Gap::Services, Gap::Windows],
            Self::Heroku => &[Gap::Windows],
            Self::Health => &[Gap::Maintenance, Gap::Incidents],
        }
    }
}

/// What visitors read about the limits of a feed: what it does not tell, and what its documents that are not there
/// would bring.
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

/// One sentence on what a feed does not tell, or nothing when it tells everything.
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
