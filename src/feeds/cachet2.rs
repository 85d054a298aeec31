//! Cachet 2 and 0.x: `/api/v1/components` and its neighbours.
//!
//! 0.x has the code in `status_id` and a label in `status`; some copies of 2 have the code as a text.

use super::builder::DocumentBuilder;
use super::cachet::{self, Shape};
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};

const SHAPE: Shape = Shape {
    parts: [
        Part::Cachet2Components,
        Part::Cachet2Groups,
        Part::Cachet2Incidents,
        Part::Cachet2Schedules,
    ],
    places: ["components", "components/groups", "incidents", "schedules"],
    fields: |node| node.clone(),
    code,
    time: |node, name| node.text(name),
    group: |node| node.text("group_id").filter(|id| id != "0"),
    next: |root| {
        root.at("meta")
            .at("pagination")
            .at("links")
            .text("next_page")
    },
};

/// Reads the lists that are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"meta": {"pagination": {"total": 2}}, "data": [
///     {"id": 1, "name": "Shop", "description": "", "link": "", "status": 1, "status_name": "Works", "group_id": 0},
///     {"id": 2, "name": "Mail", "description": "", "link": "", "status": "4", "status_name": "Outage", "group_id": 0}
/// ]}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Cachet2);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("operational"));
/// assert_eq!(document.components[1].status.as_deref(), Some("major_outage"), "a code may be a text");
/// assert_eq!(converted.needs.len(), 3, "headings, incidents and maintenances are in other documents");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    cachet::read(&SHAPE, parts, draft)
}

/// Returns the code of the state. An incident's newest message may have changed it.
fn code<'a>(node: &Node<'a>) -> Node<'a> {
    let names = ["status_id", "latest_status"];
    let finer = names.iter().find(|name| node.has(name));
    node.at(finer.unwrap_or(&"status"))
}
