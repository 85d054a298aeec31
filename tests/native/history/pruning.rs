//! Removing old months.

use std::fs;

use serde_json::{Value, json};

use super::{Home, document, statuspage};

fn old(home: &Home, month: &str) {
    let at = format!("{month}-05T10:00:00Z");
    let others = json!({"components": [], "incidents": [
        {"id": month, "name": "Old", "status": "resolved", "started_at": at, "resolved_at": at}
    ]});
    assert_eq!(home.import(&others).0, 0);
}

fn months(home: &Home) -> Vec<Value> {
    let index = home.read("index.json");
    let months = index["months"].as_array().unwrap().iter();
    months.map(|it| it["month"].clone()).collect()
}

#[test]
fn months_before_the_age_are_gone_and_the_others_stay() {
    let home = Home::new();
    home.publish(&document());
    for month in ["2001-01", "2001-02", "2002-12"] {
        old(&home, month);
    }
    // Without an entry in the index, as a kill may leave it.
    home.write("2000-01.json", "{\"version\": 1, \"month\": \"2000-01\"}");
    let prune = |more: &[&str]| {
        let arguments = ["history", "prune", "--to", "served", "--keep", "2y"];
        home.run(&[&arguments, more].concat())
    };
    let names =
        "history/2000-01.json, history/2001-01.json, history/2001-02.json, history/2002-12.json";
    assert_eq!(
        prune(&["--dry-run"]),
        (0, format!("would remove {names}\n"), String::new())
    );
    assert_eq!(months(&home).len(), 4);
    assert_eq!(prune(&[]), (0, format!("removed {names}\n"), String::new()));
    let kept: Vec<_> = months(&home);
    assert!(
        kept.iter().all(|it| it.as_str().unwrap() > "2003"),
        "{kept:?}"
    );
    for entry in fs::read_dir(home.served().join("history")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.starts_with("200"), "{name} is left");
    }
    let (code, told, _) = prune(&[]);
    assert_eq!(code, 0);
    assert!(
        told.starts_with("removed nothing, there is no month before 20"),
        "{told}"
    );
    // What is pruned comes back by importing it.
    assert!(home.import(&statuspage()).1.starts_with("2 new"));
}

/// An incident that has been open for years is not forgotten meanwhile.
#[test]
fn a_month_that_the_published_document_names_stays() {
    let home = Home::new();
    let mut open = document();
    open["incidents"][0]["started_at"] = json!("2001-01-05T10:00:00Z");
    home.publish(&open);
    let (code, told, _) = home.run(&["history", "prune", "--to", "served", "--keep", "1mo"]);
    assert_eq!(code, 0);
    assert!(told.starts_with("removed nothing"), "{told}");
    assert_eq!(months(&home)[0], "2001-01");
}

#[test]
fn odd_ages_and_missing_histories_are_refused() {
    let home = Home::new();
    for age in [
        "0y",
        "101y",
        "2",
        "y",
        "+2y",
        "-1mo",
        "2.5y",
        "99999999999y",
        "2w",
    ] {
        let keep = format!("--keep={age}");
        let (code, _, error) = home.run(&["history", "prune", "--to", "served", &keep]);
        assert_eq!(code, 2, "{age}");
        let expected = format!(
            "expected years or months from `1mo` to `100y`, such as `2y` or `18mo`, found `{age}`"
        );
        assert!(error.contains(&expected), "{error}");
    }
    let (code, _, error) = home.run(&["history", "prune", "--to", "served", "--keep", "1y"]);
    let expected = "served: expected a folder `history` that `publish` has made, found none\n";
    assert_eq!((code, error.as_str()), (1, expected));
}
