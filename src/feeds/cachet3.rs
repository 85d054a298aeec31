//! Cachet 3: `/api/components` and its neighbours (JSON:API).
//!
//! States and times are objects with a value and a text for people.

use super::builder::DocumentBuilder;
use super::cachet::{self, Shape};
use super::node::Node;
use super::part::Part;
use super::parts::{Need, Parts};

const SHAPE: Shape = Shape {
    parts: [
        Part::Cachet3Components,
        Part::Cachet3Groups,
        Part::Cachet3Incidents,
        Part::Cachet3Schedules,
    ],
    places: ["components", "component-groups", "incidents", "schedules"],
    fields: |node| node.at("attributes"),
    code: |node| node.at("status").at("value"),
    time: |node, name| node.at(name).text("string"),
    group,
    next: |root| root.at("links").text("next"),
};

/// Reads the lists that are available.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"{"data": [{"id": "1", "type": "components", "attributes": {
///     "id": 1, "name": "Shop", "status": {"human": "Under maintenance", "value": 6}
/// }}]}"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Cachet3);
/// let document = converted.document;
/// assert_eq!(document.components[0].status.as_deref(), Some("under_maintenance"));
/// assert_eq!(converted.needs.len(), 3, "headings, incidents and maintenances are in other documents");
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    cachet::read(&SHAPE, parts, draft)
}

fn group(node: &Node<'_>) -> Option<String> {
    let reference = node.at("relationships").at("group").at("data").text("id");
    reference.or_else(|| node.at("attributes").text("component_group_id"))
}
