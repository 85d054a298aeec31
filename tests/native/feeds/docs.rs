//! `docs/feeds.md`: its table says what the code does.

use std::fmt::Write as _;

use intermission::feeds::format::{Format, sentence};

use crate::expect::{expect_between, repository};

const BEGIN: &str = "<!-- formats: written by the tests -->\n";
const END: &str = "<!-- end of formats -->\n";

/// The formats with the paths of their documents, and whether their hosts let other origins read them.
const DOCUMENTS: [(Format, &str, &str); 27] = [
    (
        Format::Statuspage,
        "`/api/v2/summary.json`",
        "yes, but for private and trial pages",
    ),
    (
        Format::IncidentIo,
        "`/api/v1/summary`",
        "yes, once its owner has switched it on",
    ),
    (Format::Flashduty, "`/api/widget/v1/summary.json`", "yes"),
    (
        Format::Instatus,
        "`summary.json`, `v2/components.json`",
        "not known",
    ),
    (
        Format::Checkly,
        "`summary.json`, `services.json`",
        "not known",
    ),
    (
        Format::Upptime,
        "`history/summary.json` of the repository, its open issues",
        "yes; issues 60 times an hour",
    ),
    (
        Format::CState,
        "`index.json`, `issues/index.json`",
        "yes, if the site kept the template's headers",
    ),
    (Format::UptimeFlare, "`/api/data`", "yes"),
    (Format::BetterStack, "`index.json`", "not known"),
    (
        Format::StatusIo,
        "`https://api.status.io/1.0/status/PAGE-ID`",
        "yes, for active public pages",
    ),
    (
        Format::Cachet2,
        "`/api/v1/components`, `components/groups`, `incidents`, `schedules`",
        "yes, unless configured otherwise",
    ),
    (
        Format::Cachet3,
        "`/api/components`, `component-groups`, `incidents`, `schedules`",
        "as configured",
    ),
    (
        Format::UptimeKuma,
        "`/api/status-page/SLUG`, `/api/status-page/heartbeat/SLUG`",
        "**no**",
    ),
    (
        Format::Gatus,
        "`/api/v1/endpoints/statuses`, `suites/statuses`, `config`",
        "**no**",
    ),
    (Format::Vigil, "`/status/report`", "**no**"),
    (Format::Google, "`incidents.json`", "probably not"),
    (Format::Slack, "`/api/v2.0.0/current`", "**no**"),
    (Format::Heroku, "`/api/v4/current-status`", "not known"),
    (
        Format::Salesforce,
        "`https://api.status.salesforce.com/v1/instances?products=NAME`; `incidents/active`, `maintenances`",
        "not known",
    ),
    (Format::Aws, "`/public/currentevents`", "**no**"),
    (
        Format::Statuspal,
        "`https://statuspal.io/api/v2/status_pages/SUBDOMAIN/summary`, in Europe `statuspal.eu`",
        "**no**",
    ),
    (
        Format::UptimeRobot,
        "`https://stats.uptimerobot.com/api/getMonitorList/KEY`, `KEY?page=2`",
        "by reports, yes",
    ),
    (
        Format::Sorry,
        "`/api/v1/status`, `/api/v1/components`, `/api/v1/notices`; `/api/v1/notices/ID`",
        "not known",
    ),
    (
        Format::Zendesk,
        "`https://status.zendesk.com/api/ssp/incidents.json`",
        "not known",
    ),
    (Format::Health, "any URL of the API", "as configured"),
    (
        Format::Rss,
        "`/history.rss` of Statuspage and Instatus, `https://azure.status.microsoft/en-us/status/feed/`, \
             `https://status.aws.amazon.com/rss/all.rss`, and others",
        "not known",
    ),
    (
        Format::Atom,
        "`/history.atom` of Statuspage, and others",
        "not known",
    ),
];

fn table() -> String {
    let mut text = "| Format | Documents | What it cannot tell | Readable from other origins |\n|---|---|---|---|\n".to_owned();
    for format in Format::ALL {
        let row = DOCUMENTS.iter().find(|(it, _, _)| *it == format);
        let (_, documents, origins) = row.unwrap_or_else(|| panic!("{format:?} is missing"));
        let gaps = sentence(format.cannot_tell()).unwrap_or_else(|| "–".to_owned());
        writeln!(
            text,
            "| {} | {documents} | {gaps} | {origins} |",
            format.name()
        )
        .unwrap();
    }
    text
}

#[test]
fn the_number_of_formats_is_right_wherever_it_is() {
    let wanted = format!(" {} formats", Format::ALL.len());
    for file in ["README.md", "docs/commands.md", "CHANGELOG.md"] {
        let text = std::fs::read_to_string(repository(file)).unwrap();
        assert!(text.contains(&wanted), "{file}: expected `{wanted}`");
    }
}

#[test]
fn the_table_of_formats_is_what_the_code_does() {
    expect_between(&repository("docs/feeds.md"), BEGIN, END, &table());
}
