//! The Statuspage family, which is ours too: <https://status.example.com/api/v2/summary.json>.
//!
//! incident.io's compatible endpoints, `OpenStatus`, Rootly and others publish subsets of it. One reader
//! serves all of them, and the page has it; here it gets what stands alone: a list of components or of
//! incidents without an object around it, and a single incident.

use crate::model::document::{Document, IncidentEntry};
use crate::model::error::{DocumentError, Problem};
use crate::model::json::{Json, Members};

/// Reads a document of the family.
///
/// # Errors
/// As [`Document::read`].
pub fn read(root: &Json, problems: &mut Vec<Problem>) -> Result<Document, DocumentError> {
    match root {
        Json::List(items) => {
            let is_incident = |it: &Json| has(it, "incident_updates");
            let name = if items.iter().any(is_incident) {
                "incidents"
            } else {
                "components"
            };
            Document::from_json(&within(name, root.clone()), problems)
        }
        Json::Object(_) if has(root, "incident_updates") => {
            let incidents = Json::List(vec![root.clone()]);
            let mut document = Document::from_json(&within("incidents", incidents), problems)?;
            // What is over says nothing of now, where nothing else is said.
            document.incidents.retain(|it| !is_over(it));
            Ok(document)
        }
        Json::Null
        | Json::Flag(_)
        | Json::Count(_)
        | Json::Number
        | Json::Text(_)
        | Json::Object(_) => Document::from_json(root, problems),
    }
}

fn is_over(incident: &IncidentEntry) -> bool {
    let status = incident.status.as_deref();
    matches!(status, Some("resolved" | "postmortem"))
}

fn has(json: &Json, name: &str) -> bool {
    matches!(json, Json::Object(members) if members.get(name).is_some())
}

fn within(name: &str, list: Json) -> Json {
    Json::Object(Members::from_iter([(name.to_owned(), list)]))
}
