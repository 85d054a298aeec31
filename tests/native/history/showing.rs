//! How the services fared, in print.

use std::fs;

use serde_json::{Value, json};

use super::Home;

/// Two weeks of November, with a gap, an outage and a maintenance.
fn november(home: &Home) {
    let history = home.served().join("history");
    fs::create_dir(&history).unwrap();
    let index = json!({"version": 1, "current": "2026-11", "published_at": "2026-11-14T12:00:00Z",
        "months": [{"month": "2026-11"}]});
    home.write("index.json", &index.to_string());
    let month = json!({"version": 1, "month": "2026-11",
    "published": [
        {"from": "2026-11-02T00:00:00Z", "until": "2026-11-05T12:00:00Z"},
        {"from": "2026-11-07T00:00:00Z", "until": "2026-11-10T00:00:00Z"},
    ],
    "overall": [{"at": "2026-11-02T00:00:00Z", "status": "none"}],
    "components": [
        {"id": "shop", "name": "Shop\u{7}", "states": [
            {"at": "2026-11-02T00:00:00Z", "status": "operational"},
            {"at": "2026-11-03T06:00:00Z", "status": "major_outage"},
            {"at": "2026-11-03T12:00:00Z", "status": "operational"},
            {"at": "2026-11-08T00:00:00Z", "status": "under_maintenance"},
            {"at": "2026-11-08T06:00:00Z", "status": "degraded_performance"},
            {"at": "2026-11-10T00:00:00Z", "status": "operational"},
        ]},
        {"id": "api", "name": "API", "states": [{"at": "2026-11-02T00:00:00Z", "status": "unknown"}]},
    ]});
    home.write("2026-11.json", &month.to_string());
}

#[test]
fn days_and_figures_are_printed() {
    let home = Home::new();
    november(&home);
    let arguments = [
        "history",
        "show",
        "served",
        "--days",
        "15",
        "--at",
        "2026-11-15T00:00:00Z",
    ];
    let (code, told, warned) = home.run(&arguments);
    assert_eq!((code, warned.as_str()), (0, ""));
    let expected = "\
15 days, the last one is today, in UTC.
o works   , works as far as known   m maintenance   p partly away   X away   . unknown
Of `full`, only full outages count as down, of `partial` every loss. Maintenance is left out.

Everything
2026-11-01  .ooo,.ooooooo,.
full 100.000 %   partial 100.000 %   unknown 21.429 % of the time

Shop\\u{7}
2026-11-01  .oXo,.oppoooo,.
full 97.674 %   partial 81.395 %   unknown 21.429 % of the time

API
2026-11-01  ...............
full not known   partial not known   unknown 100.000 % of the time
";
    assert_eq!(told, expected);
    let (_, told, _) = home.run(
        &[
            &arguments[..],
            &["--count-maintenance", "--service", "shop"],
        ]
        .concat(),
    );
    assert!(told.contains("full 95.454 %   partial 79.545 %"), "{told}");
    assert!(told.contains("Maintenance counts."), "{told}");
    assert!(
        !told.contains("Everything") && !told.contains("API"),
        "{told}"
    );
}

#[test]
fn programs_get_seconds() {
    let home = Home::new();
    november(&home);
    let arguments = [
        "history",
        "show",
        "served",
        "--days",
        "1",
        "--at",
        "2026-11-03T18:00:00Z",
        "--format",
        "json",
    ];
    let (code, told, _) = home.run(&arguments);
    assert_eq!(code, 0);
    let rows: Value = serde_json::from_str(&told).unwrap();
    let expected = json!({
        "id": "shop", "name": "Shop\u{7}", "full_percent": 66.666, "partial_percent": 66.666, "unknown_percent": 0.0,
        "days": [{"from": "2026-11-03T00:00:00Z", "until": "2026-11-03T18:00:00Z", "unknown_seconds": 0,
            "seconds": {"operational": 43_200, "major_outage": 21_600}}],
    });
    assert_eq!(rows[1], expected);
    assert_eq!(rows[0]["id"], Value::Null);
}

#[test]
fn what_cannot_be_shown_is_told() {
    let home = Home::new();
    let (code, told, error) = home.run(&["history", "show", "served"]);
    assert_eq!((code, told.as_str()), (1, ""));
    assert!(error.contains("expected a folder `history`"), "{error}");
    november(&home);
    let (code, _, error) = home.run(&["history", "show", "served", "--service", "mail"]);
    let expected = "--service: expected the id of a service of the present month, found `mail`\n";
    assert_eq!((code, error.as_str()), (1, expected));
    // A damaged month is told, and the rest is shown.
    home.write("2026-10.json", "{");
    let (code, told, error) = home.run(&["history", "show", "served", "--days", "3660"]);
    assert_eq!(code, 0);
    assert!(
        error.starts_with("history/2026-10.json: expected JSON: "),
        "{error}"
    );
    assert!(told.contains("\nAPI\n"), "{told}");
    // An index that cannot be read is made again from the months, and costs no service its days.
    home.write("index.json", "{");
    let (code, told, error) = home.run(&["history", "show", "served"]);
    assert_eq!(code, 0);
    assert!(
        error.contains("history/index.json: expected JSON: "),
        "{error}"
    );
    assert!(told.contains("\nAPI\n"), "{told}");
}
