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
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) -> Vec<Need> {
    cachet::read(&SHAPE, parts, draft)
}

fn group(node: &Node<'_>) -> Option<String> {
    let reference = node.at("relationships").at("group").at("data").text("id");
    reference.or_else(|| node.at("attributes").text("component_group_id"))
}
