//! Importing what others have kept.

use serde_json::json;

use super::{Home, document, statuspage};

#[test]
fn incidents_of_a_statuspage_come_once() {
    let home = Home::new();
    home.publish(&document());
    let months = "history/2026-08.json, history/2026-09.json";
    let told = format!("2 new, 0 completed, 0 known already; recorded in {months}\n");
    assert_eq!(home.import(&statuspage()), (0, told, String::new()));
    let record = home.read("2026-09.json")["records"][0].clone();
    assert_eq!(record["id"], "2026-09-old");
    assert_eq!(
        record["incident"]["resolved_at"],
        "2026-09-03T11:00:00.000Z"
    );
    // Kept as it was written; whoever shows it makes a text of it.
    assert_eq!(
        record["incident"]["incident_updates"][0]["body"],
        "It works <b>again</b>."
    );
    assert_eq!(record["first_named_at"], record["last_named_at"]);
    let again = "0 new, 0 completed, 2 known already\n".to_owned();
    assert_eq!(home.import(&statuspage()), (0, again, String::new()));
    // Publishing goes on as before.
    home.publish(&document());
    let index = home.read("index.json");
    assert_eq!(
        index["months"][0],
        json!({"month": "2026-08", "incidents": 1})
    );
    assert_eq!(
        index["named"],
        json!([{"id": "2026-11-now", "month": "2026-11"}])
    );
    assert!(
        home.read("2026-08.json").get("published").is_none(),
        "a list of incidents is no evidence of states"
    );
}

/// A list that was kept is older than what is published now, but may have messages that are gone since.
#[test]
fn an_older_document_completes_and_replaces_nothing() {
    let home = Home::new();
    home.publish(&document());
    let mut older = document();
    older["incidents"][0]["name"] = json!("Something is slow");
    older["incidents"][0]["impact"] = json!("major");
    older["incidents"][0]["incident_updates"] =
        json!([{"id": "0", "body": "We look.", "display_at": "2026-11-23T09:41:00Z"}]);
    let told = "0 new, 1 completed, 0 known already; recorded in history/2026-11.json\n".to_owned();
    assert_eq!(home.import(&older), (0, told, String::new()));
    let month = home.read("2026-11.json");
    let incident = &month["records"][0]["incident"];
    assert_eq!(
        (&incident["name"], &incident["impact"]),
        (&json!("Slow shop"), &json!("minor"))
    );
    let bodies: Vec<_> = incident["incident_updates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["body"].clone())
        .collect();
    assert_eq!(bodies, ["It is a disk.", "We look."]);
    assert_eq!(month["records"][0].get("last_named_at"), None);
}

/// What was imported earlier was open; the same list today says how it ended.
#[test]
fn a_newer_document_tells_how_it_ended() {
    let home = Home::new();
    let mut before = statuspage();
    let incident = &mut before["incidents"][0];
    incident["status"] = json!("investigating");
    incident["resolved_at"] = json!(null);
    incident["updated_at"] = json!("2026-09-03T10:00:00.000Z");
    incident["incident_updates"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    assert_eq!(home.import(&before).0, 0);
    let told = "0 new, 1 completed, 1 known already; recorded in history/2026-09.json\n".to_owned();
    assert_eq!(home.import(&statuspage()), (0, told, String::new()));
    let month = home.read("2026-09.json");
    let incident = &month["records"][0]["incident"];
    assert_eq!(incident["status"], "postmortem");
    // And the older list changes nothing of that.
    let told = "0 new, 0 completed, 2 known already\n".to_owned();
    assert_eq!(home.import(&before), (0, told, String::new()));
}

#[test]
fn what_cannot_be_read_is_refused_and_nothing_is_made() {
    let home = Home::new();
    let (code, told, error) = home.run(&["history", "import", "missing.json", "--to", "served"]);
    assert_eq!((code, told.as_str()), (1, ""));
    assert!(
        error.starts_with("missing.json: expected a readable file, found: "),
        "{error}"
    );
    let (code, told, error) = home.import(&json!([7]));
    assert_eq!((code, told.as_str()), (1, ""));
    assert!(
        error.starts_with("others.json: expected a status document"),
        "{error}"
    );
    assert!(!home.served().join("history").exists());
    let (code, _, error) = home.run(&["history", "import", "others.json", "--to", "nowhere"]);
    assert_eq!(code, 1);
    assert!(error.starts_with("others.json: "), "{error}");
}

#[test]
fn faults_of_a_document_are_told_and_the_rest_is_imported() {
    let home = Home::new();
    let mut others = statuspage();
    others["incidents"][1]["impact"] = json!("dreadful");
    let (code, told, warned) = home.import(&others);
    assert_eq!(code, 0);
    assert!(told.starts_with("2 new, "), "{told}");
    assert!(
        warned.starts_with("others.json: `incidents[1].impact`: expected one of "),
        "{warned}"
    );
}
