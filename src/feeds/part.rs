//! The documents that formats consist of, one variant each.

use super::format::Format;

/// One kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `summary.json` of Statuspage and similar documents, any part of one, and our own status document.
    Statuspage,
    /// `/api/v1/summary` of incident.io's widget.
    IncidentIo,
    /// `summary.json` of Instatus.
    InstatusSummary,
    /// `components.json` of Instatus.
    InstatusComponents,
    /// `summary.json` of Checkly.
    ChecklySummary,
    /// `services.json` of Checkly.
    ChecklyServices,
    /// `history/summary.json` of Upptime.
    UpptimeSummary,
    /// The open issues of Upptime's repository.
    UpptimeIssues,
    /// `index.json` of cState.
    CStateIndex,
    /// `issues/index.json` of cState.
    CStateIssues,
    /// `/api/data` of `UptimeFlare`.
    UptimeFlare,
    /// `index.json` of Better Stack.
    BetterStack,
    /// The status of status.io.
    StatusIo,
    /// `/api/v1/components` of Cachet.
    Cachet2Components,
    /// `/api/v1/components/groups` of Cachet.
    Cachet2Groups,
    /// `/api/v1/incidents` of Cachet.
    Cachet2Incidents,
    /// `/api/v1/schedules` of Cachet.
    Cachet2Schedules,
    /// `/api/components` of Cachet.
    Cachet3Components,
    /// `/api/component-groups` of Cachet.
    Cachet3Groups,
    /// `/api/incidents` of Cachet.
    Cachet3Incidents,
    /// `/api/schedules` of Cachet.
    Cachet3Schedules,
    /// `/api/status-page/<slug>` of Uptime Kuma.
    KumaPage,
    /// `/api/status-page/heartbeat/<slug>` of Uptime Kuma.
    KumaHeartbeat,
    /// `/api/status-page/<slug>/incident-history` of Uptime Kuma, or a further page of it. Pages do not read it.
    KumaHistory,
    /// `/api/v1/endpoints/statuses` of Gatus, or `/api/v1/endpoints/<key>/statuses`.
    GatusEndpoints,
    /// `/api/v1/suites/statuses` of Gatus.
    GatusSuites,
    /// `/api/v1/config` of Gatus.
    GatusConfig,
    /// `/status/report` of Vigil.
    Vigil,
    /// `incidents.json` of Google Cloud.
    Google,
    /// `/api/v2.0.0/current` of Slack.
    Slack,
    /// `/api/v4/current-status` of Heroku.
    Heroku,
    /// `currentevents` of AWS.
    Aws,
    /// `application/health+json`.
    Health,
    /// The public widget of Flashduty.
    Flashduty,
    /// `/v1/instances` of Salesforce Trust.
    SalesforceInstances,
    /// `/v1/incidents/active` of Salesforce Trust.
    SalesforceIncidents,
    /// `/v1/maintenances` of Salesforce Trust.
    SalesforceMaintenances,
    /// `/api/v2/status_pages/SUBDOMAIN/summary` of Statuspal.
    Statuspal,
    /// `/api/getMonitorList/KEY` of `UptimeRobot`, or a further page of it.
    UptimeRobot,
    /// `/api/v1/status` of Sorry.
    SorryStatus,
    /// `/api/v1/components` of Sorry.
    SorryComponents,
    /// `/api/v1/notices` of Sorry, all or some.
    SorryNotices,
    /// `/api/v1/notices/ID` of Sorry.
    SorryNotice,
    /// `/api/ssp/incidents.json` of Zendesk.
    Zendesk,
    /// An RSS feed.
    Rss,
    /// An Atom feed.
    Atom,
}

impl Part {
    /// All parts, by number.
    pub const ALL: [Self; 46] = [
        Self::Statuspage,
        Self::IncidentIo,
        Self::InstatusSummary,
        Self::InstatusComponents,
        Self::ChecklySummary,
        Self::ChecklyServices,
        Self::UpptimeSummary,
        Self::UpptimeIssues,
        Self::CStateIndex,
        Self::CStateIssues,
        Self::UptimeFlare,
        Self::BetterStack,
        Self::StatusIo,
        Self::Cachet2Components,
        Self::Cachet2Groups,
        Self::Cachet2Incidents,
        Self::Cachet2Schedules,
        Self::Cachet3Components,
        Self::Cachet3Groups,
        Self::Cachet3Incidents,
        Self::Cachet3Schedules,
        Self::KumaPage,
        Self::KumaHeartbeat,
        Self::KumaHistory,
        Self::GatusEndpoints,
        Self::GatusSuites,
        Self::GatusConfig,
        Self::Vigil,
        Self::Google,
        Self::Slack,
        Self::Heroku,
        Self::Aws,
        Self::Health,
        Self::Flashduty,
        Self::SalesforceInstances,
        Self::SalesforceIncidents,
        Self::SalesforceMaintenances,
        Self::Statuspal,
        Self::UptimeRobot,
        Self::SorryStatus,
        Self::SorryComponents,
        Self::SorryNotices,
        Self::SorryNotice,
        Self::Zendesk,
        Self::Rss,
        Self::Atom,
    ];

    /// Returns the number of the part, for JavaScript.
    pub fn number(self) -> usize {
        Self::ALL
            .iter()
            .position(|it| *it == self)
            .unwrap_or_default()
    }

    /// Returns the format that the part belongs to.
    pub fn format(self) -> Format {
        match self {
            Self::Statuspage => Format::Statuspage,
            Self::IncidentIo => Format::IncidentIo,
            Self::InstatusSummary | Self::InstatusComponents => Format::Instatus,
            Self::ChecklySummary | Self::ChecklyServices => Format::Checkly,
            Self::UpptimeSummary | Self::UpptimeIssues => Format::Upptime,
            Self::CStateIndex | Self::CStateIssues => Format::CState,
            Self::UptimeFlare => Format::UptimeFlare,
            Self::BetterStack => Format::BetterStack,
            Self::StatusIo => Format::StatusIo,
            Self::Cachet2Components
            | Self::Cachet2Groups
            | Self::Cachet2Incidents
            | Self::Cachet2Schedules => Format::Cachet2,
            Self::Cachet3Components
            | Self::Cachet3Groups
            | Self::Cachet3Incidents
            | Self::Cachet3Schedules => Format::Cachet3,
            Self::KumaPage | Self::KumaHeartbeat | Self::KumaHistory => Format::UptimeKuma,
            Self::GatusEndpoints | Self::GatusSuites | Self::GatusConfig => Format::Gatus,
            Self::Vigil => Format::Vigil,
            Self::Google => Format::Google,
            Self::Slack => Format::Slack,
            Self::Heroku => Format::Heroku,
            Self::Aws => Format::Aws,
            Self::Health => Format::Health,
            Self::Flashduty => Format::Flashduty,
            Self::SalesforceInstances
            | Self::SalesforceIncidents
            | Self::SalesforceMaintenances => Format::Salesforce,
            Self::Statuspal => Format::Statuspal,
            Self::UptimeRobot => Format::UptimeRobot,
            Self::SorryStatus | Self::SorryComponents | Self::SorryNotices | Self::SorryNotice => {
                Format::Sorry
            }
            Self::Zendesk => Format::Zendesk,
            Self::Rss => Format::Rss,
            Self::Atom => Format::Atom,
        }
    }

    /// Returns the content of the part, in words that end a sentence: "Missing so far: its incidents."
    pub fn brings(self) -> &'static str {
        match self {
            Self::KumaHeartbeat => "the states of its services",
            Self::InstatusComponents
            | Self::ChecklyServices
            | Self::Cachet2Components
            | Self::Cachet3Components
            | Self::GatusEndpoints
            | Self::SorryComponents
            | Self::SalesforceInstances
            | Self::UpptimeSummary
            | Self::KumaPage => "its services",
            Self::Cachet2Groups | Self::Cachet3Groups => "the headings over its services",
            Self::Cachet2Incidents
            | Self::Cachet3Incidents
            | Self::SorryNotice
            | Self::CStateIssues
            | Self::SalesforceIncidents => "its incidents",
            Self::Cachet2Schedules | Self::Cachet3Schedules | Self::SalesforceMaintenances => {
                "its maintenances"
            }
            Self::UpptimeIssues | Self::SorryNotices => "its incidents and maintenances",
            Self::UptimeRobot => "its other services",
            Self::KumaHistory => "its earlier incidents",
            Self::GatusSuites => "its suites",
            Self::GatusConfig => "its announcements",
            Self::Statuspage
            | Self::IncidentIo
            | Self::InstatusSummary
            | Self::ChecklySummary
            | Self::CStateIndex
            | Self::UptimeFlare
            | Self::BetterStack
            | Self::StatusIo
            | Self::Vigil
            | Self::Google
            | Self::Slack
            | Self::Heroku
            | Self::Statuspal
            | Self::SorryStatus
            | Self::Zendesk
            | Self::Aws
            | Self::Health
            | Self::Flashduty
            | Self::Rss
            | Self::Atom => "its summary",
        }
    }
}
