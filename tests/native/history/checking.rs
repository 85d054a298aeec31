//! What `check` finds in the history of a folder.

use serde_json::{Value, json};

use super::{Home, document, statuspage};

/// The lines about the history, without the folder.
fn check(home: &Home) -> (i32, Vec<String>) {
    let (code, told, _) = home.run(&["check", "served"]);
    let lines = told
        .lines()
        .filter_map(|it| it.strip_prefix("served/history/"));
    (code, lines.map(str::to_owned).collect())
}

#[test]
fn a_history_that_publish_has_written_is_without_fault() {
    let home = Home::new();
    home.publish(&document());
    home.import(&statuspage());
    assert_eq!(check(&home), (0, Vec::new()));
}

#[test]
fn each_fault_is_told_with_its_place() {
    let home = Home::new();
    home.publish(&document());
    home.import(&statuspage());
    home.write("2026-08.json", "{\"month\": ");
    let mut month = home.read("2026-09.json");
    month["month"] = json!("2026-10");
    month["published"] = json!([{"from": "2026-09-02T00:00:00Z", "until": "2026-09-01T00:00:00Z"}, {"from": "noon"}]);
    month["overall"] = json!([{"at": "2026-09-02T00:00:00Z", "status": "fine"}]);
    month["components"] = json!([{"id": "a", "states": [
        {"at": "2026-09-02T00:00:00Z", "status": "unknown"}, {"at": "2026-09-01T00:00:00Z", "status": "operational"}
    ]}, {"id": "a"}]);
    let twice = month["records"][0].clone();
    month["records"].as_array_mut().unwrap().push(twice);
    month["records"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "x"}));
    month["votes"] = json!(7);
    home.write("2026-09.json", &month.to_string());
    home.write("2026-07.json", "{\"version\": 1, \"month\": \"2026-07\"}");
    let mut index = home.read("index.json");
    let months = index["months"].as_array_mut().unwrap();
    let last = months.len();
    months.push(json!({"month": "2999-01"}));
    home.write("index.json", &index.to_string());
    let (code, lines) = check(&home);
    assert_eq!(code, 1);
    assert_eq!(
        lines,
        [
            &format!(
                "index.json: `months[{last}].month`: expected a month that has a file, found `2999-01`"
            ),
            "index.json: `months`: expected `2026-07`, which has a file, found none",
            "2026-08.json: expected JSON: expected a value at byte 10",
            "2026-09.json: expected only members of this version, found others",
            "2026-09.json: `month`: expected `2026-09`, found `2026-10`",
            "2026-09.json: `published[0].until`: expected `2026-09-02T00:00:00Z` or later, found `2026-09-01T00:00:00Z`",
            "2026-09.json: `published[1].from`: expected an instant such as `2026-11-23T10:00:00Z`, found `noon`",
            "2026-09.json: `published[1].until`: expected an instant such as `2026-11-23T10:00:00Z`, found ``",
            "2026-09.json: `overall[0].status`: expected one of `none`, `maintenance`, `minor`, `major`, `critical`, `unknown`, found `fine`",
            "2026-09.json: `components[0].states[1].at`: expected `2026-09-02T00:00:00Z` or later, found `2026-09-01T00:00:00Z`",
            "2026-09.json: `components[1].id`: expected an id of its own, found `a`",
            "2026-09.json: `records[1].id`: expected an id of its own, found `2026-09-old`",
            "2026-09.json: `records[2]`: expected either `incident` or `maintenance`",
        ]
    );
    let (_, told, _) = home.run(&["check", "served", "--format", "json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["history"].as_array().unwrap().len(), lines.len());
}

#[test]
fn an_index_that_is_missing_is_told() {
    let home = Home::new();
    home.publish(&document());
    std::fs::remove_file(home.served().join("history/index.json")).unwrap();
    let (code, lines) = check(&home);
    let expected = ["index.json: expected a file, found none".to_owned()];
    assert_eq!((code, lines), (1, expected.to_vec()));
}
