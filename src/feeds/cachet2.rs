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
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    cachet::read(&SHAPE, parts, draft)
}

/// Returns the code of the state. An incident's newest message may have changed it.
fn code<'a>(node: &Node<'a>) -> Node<'a> {
    let names = ["status_id", "latest_status"];
    let finer = names.iter().find(|name| node.has(name));
    node.at(finer.unwrap_or(&"status"))
}
