//! Where the documentation describes the member that a finding is about.

use serde_json::Value;

use crate::cli::SCHEMA;

/// The document that describes all members.
const DOCUMENT: &str = "docs/status-document.md";
/// The section for the root of a status document.
const ROOT: &str = "document";
/// Members whose rules have a section of their own.
const TOPICS: [(&str, &str); 3] = [
    ("next_update_at", "next-update"),
    ("former_ends", "when-the-end-moves"),
    ("originally_until", "when-the-end-moves"),
];

/// The members of status documents, by the schema. A test checks that its sections exist in the
/// documentation.
#[derive(Debug)]
pub struct Reference {
    schema: Value,
}

impl Reference {
    /// Reads the schema.
    pub fn new() -> Self {
        Self {
            schema: serde_json::from_str(SCHEMA).unwrap_or_default(),
        }
    }

    /// Returns the section about the member at `path`, such as `components[0].status`: that of its topic, else that of
    /// the object which it belongs to.
    ///
    /// ```
    /// use intermission::cli::check::reference::Reference;
    /// let reference = Reference::new();
    /// assert_eq!(reference.section("components[0].status"), "docs/status-document.md#component");
    /// assert_eq!(reference.section("incidents[3].next_update_at"), "docs/status-document.md#next-update");
    /// assert_eq!(reference.section("refresh_secs"), "docs/status-document.md#document");
    /// ```
    pub fn section(&self, path: &str) -> String {
        let mut anchor = ROOT.to_owned();
        let mut schema = Some(&self.schema);
        for member in path.split('.') {
            let (name, _) = member.split_once('[').unwrap_or((member, ""));
            let topic = TOPICS.iter().find(|(topic, _)| *topic == name);
            let member = schema.and_then(|it| it.get("properties")?.get(name));
            if let (Some((_, topic)), Some(_)) = (topic, member) {
                return format!("{DOCUMENT}#{topic}");
            }
            let Some((object, inner)) = member.and_then(|it| self.object(it)) else {
                break;
            };
            anchor = object.replace('_', "-");
            schema = Some(inner);
        }
        format!("{DOCUMENT}#{anchor}")
    }

    /// Returns the name and the schema of the object that is a member, or of which a member is a list.
    fn object<'a>(&'a self, member: &'a Value) -> Option<(&'a str, &'a Value)> {
        let reference = member
            .get("$ref")
            .or_else(|| member.get("items")?.get("$ref"));
        let name = reference?.as_str()?.strip_prefix("#/$defs/")?;
        let object = self.schema.get("$defs")?.get(name)?;
        object.get("properties").map(|_| (name, object))
    }
}

impl Default for Reference {
    fn default() -> Self {
        Self::new()
    }
}
