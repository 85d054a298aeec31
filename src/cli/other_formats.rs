//! Advice for operators whose document cannot be read: the product that JSON may come from, the known formats, and the
//! fault in XML.

use crate::feeds::format::Format;
use crate::feeds::xml;
use crate::model::document::error::DocumentError;
use crate::model::document::json::{Json, Members};
use crate::model::document::read::{parse_bytes, place};

/// A product whose JSON `is_like` recognises but which cannot be read.
struct Product {
    name: &'static str,
    is_like: fn(&Members) -> bool,
    /// Advice for its users.
    instead: &'static str,
}

const PRODUCTS: [Product; 14] = [
    Product {
        name: "Spring Boot Actuator",
        is_like: |it| {
            let states = ["UP", "DOWN", "OUT_OF_SERVICE", "UNKNOWN"];
            text(it, "status").is_some_and(|state| states.contains(&state))
                && (object(it, "components").is_some() || object(it, "details").is_some())
        },
        instead: "it is the health of one program; write a status document of it",
    },
    Product {
        name: "another document of Sorry",
        is_like: |it| {
            let is_own = |it: &Members| {
                it.get("timeline_state").is_some()
                    || text(it, "state").is_some() && it.get("locale").is_some()
            };
            object(it, "page").is_some_and(|page| text(page, "state").is_some())
                || object(it, "response").is_some_and(is_own)
                || entries(it, "response").any(is_own)
        },
        instead: "its page has `/api/v1/status`, `/api/v1/components` and `/api/v1/notices`",
    },
    Product {
        name: "StatusPal Next",
        is_like: |it| {
            let page = object(it, "status_page");
            page.is_some_and(|page| page.get("current_status").is_some())
                || it.get("ongoing_notices").is_some()
        },
        instead: "its services have no state of their own; write a status document of it",
    },
    Product {
        name: "Statuspal's state of one page or service",
        is_like: |it| {
            let is_state = |name| {
                let state = object(it, name).map(|it| it.get("current_incident_type"));
                state.flatten().is_some()
            };
            is_state("service") || is_state("status_page") && it.get("services").is_none()
        },
        instead: "`/api/v2/status_pages/SUBDOMAIN/summary` has the whole page",
    },
    Product {
        name: "version 1 of Statuspal's API",
        is_like: |it| object(it, "status_page").is_some(),
        instead: "use `/api/v2/status_pages/SUBDOMAIN/summary`",
    },
    Product {
        name: "Hund",
        is_like: |it| {
            text(it, "type") == Some("paged_array")
                || entries(it, "issues").any(|it| it.get("standing").is_some())
        },
        instead: "its page has `/feed.atom`, which is read",
    },
    Product {
        name: "FireHydrant",
        is_like: |it| {
            let own = [
                "current_milestone",
                "milestones",
                "functionalities",
                "environments",
            ];
            let has_own = |it: &Members| own.iter().any(|name| it.get(name).is_some());
            has_own(it) || entries(it, "data").any(has_own) || entries(it, "incidents").any(has_own)
        },
        instead: "write a status document of it",
    },
    Product {
        name: "OneUptime",
        is_like: |it| {
            let pairs = [
                ["overallStatus", "statusPage"],
                ["statusPageResources", "incidentPublicNotes"],
                ["statusPageResourceUptimes", "groupUptimes"],
            ];
            let has = |name: &&str| it.get(name).is_some();
            pairs.iter().any(|pair| pair.iter().all(has))
        },
        instead: "its page has `/rss`, which is read",
    },
    Product {
        name: "OpenStatus's badge",
        is_like: |it| {
            let states = [
                "operational",
                "degraded_performance",
                "partial_outage",
                "major_outage",
                "under_maintenance",
                "incident",
                "unknown",
            ];
            it.iter().count() == 1 && text(it, "status").is_some_and(|it| states.contains(&it))
        },
        instead: "its page has `/summary.json`",
    },
    Product {
        name: "OpenStatus's own feed",
        is_like: |it| {
            let lists = ["pageComponents", "monitors"];
            it.get("statusReports").is_some() && lists.iter().any(|name| it.get(name).is_some())
        },
        instead: "it does not say which components work; its page has `/summary.json`",
    },
    Product {
        name: "another document of UptimeRobot",
        is_like: |it| {
            let is_monitor = |it: &Members| it.get("statusClass").is_some();
            let is_event = |it: &Members| it.get("eventType").is_some();
            object(it, "psp").is_some()
                || object(it, "statistics").is_some_and(|it| it.get("uptime").is_some())
                || object(it, "monitor").is_some_and(is_monitor)
                || entries(it, "data").any(is_monitor)
                || entries(it, "results").any(is_event)
                || entries(it, "monitors").any(|it| it.get("friendly_name").is_some())
        },
        instead: "its page lists its services at `/api/getMonitorList/KEY`",
    },
    Product {
        name: "another document of Zendesk",
        is_like: |it| {
            let is_own = |it: &Members| {
                let has =
                    |name: &&str| object(it, "attributes").is_some_and(|it| it.get(name).is_some());
                match text(it, "type") {
                    Some("incident") => ["started_at", "maintenance_start_time"].iter().any(has),
                    Some("service") => ["slug", "hasSubservices"].iter().any(has),
                    Some(_) | None => false,
                }
            };
            object(it, "data").is_some_and(is_own) || entries(it, "data").any(is_own)
        },
        instead: "its page has `/api/ssp/incidents.json`",
    },
    Product {
        name: "the history of incidents of Uptime Kuma",
        is_like: |it| it.get("incidents").is_some() && it.get("hasMore").is_some(),
        instead: "its page is at `/api/status-page/SLUG`; `intermission history import` reads its history",
    },
    Product {
        name: "JSON Feed",
        is_like: |it| text(it, "version").is_some_and(|it| it.contains("jsonfeed.org")),
        instead: "it says what was written and not what works; use its publisher's status API",
    },
];

/// Returns lines of advice on the `error` that `bytes` were refused with; empty if the format was recognised.
///
/// ```
/// use intermission::cli::other_formats::advice;
/// use intermission::model::document::wire::Document;
/// let bytes = br#"{"status": "DOWN", "components": {"db": {"status": "DOWN"}}}"#;
/// let error = Document::read(bytes).unwrap_err();
/// assert!(advice(&error, bytes).starts_with("it looks like Spring Boot Actuator: "));
/// ```
pub fn advice(error: &DocumentError, bytes: &[u8]) -> String {
    if matches!(error, DocumentError::NewsFeed { .. }) {
        return broken(bytes);
    }
    let is_foreign = matches!(
        error,
        DocumentError::NoState { .. } | DocumentError::Unrecognised { .. }
    );
    if !is_foreign {
        return String::new();
    }
    let mut advice = String::new();
    if let Ok(Json::Object(members)) = parse_bytes(bytes)
        && let Some(product) = PRODUCTS.iter().find(|it| (it.is_like)(&members))
    {
        let Product { name, instead, .. } = product;
        advice = format!("it looks like {name}: {instead}\n");
    }
    let names: Vec<&str> = Format::ALL.iter().map(|it| it.name()).collect();
    let names = names.join(", ");
    format!("{advice}known formats: {names}; docs/feeds.md names the address of each\n")
}

/// Returns a line about the fault in a news feed.
fn broken(bytes: &[u8]) -> String {
    let parsed = xml::text(bytes).and_then(xml::parse);
    let Err(fault) = parsed else {
        return "expected a channel in the RSS feed\n".to_owned();
    };
    let (line, column) = place(bytes, fault.at);
    let expected = fault.expected;
    format!("expected {expected} at line {line} column {column}\n")
}

fn text<'a>(members: &'a Members, name: &str) -> Option<&'a str> {
    match members.get(name) {
        Some(Json::Text(text)) => Some(text),
        _ => None,
    }
}

fn object<'a>(members: &'a Members, name: &str) -> Option<&'a Members> {
    match members.get(name) {
        Some(Json::Object(members)) => Some(members),
        _ => None,
    }
}

/// Returns the objects in the list `name`.
fn entries<'a>(members: &'a Members, name: &str) -> impl Iterator<Item = &'a Members> {
    let items = match members.get(name) {
        Some(Json::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| {
        let Json::Object(members) = item else {
            return None;
        };
        Some(members)
    })
}
