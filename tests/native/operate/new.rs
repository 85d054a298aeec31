//! `new` writes a document that the other verbs accept, and asks for nothing where there is no terminal.

use std::fs;

use serde_json::json;

use super::{Desk, at, text};

const NEW: [&str; 7] = [
    "new",
    "--name",
    "Example",
    "--zone",
    "europe/berlin",
    "--service",
    "db=Database,Web shop",
];

#[test]
fn a_new_document_is_one_that_verbs_accept() {
    let desk = Desk::new();
    fs::remove_file(desk.0.join("status.json")).unwrap();
    let told = desk.say("21:00", &NEW);
    assert!(
        told.starts_with("wrote status.json\n\nvisitors will see:\n  Example\n"),
        "{told}"
    );
    let expected = json!({
        "published_at": at("21:00"),
        "page": { "name": "Example", "time_zone": "Europe/Berlin" },
        "components": [
            { "id": "db", "name": "Database", "status": "operational" },
            { "id": "web-shop", "name": "Web shop", "status": "operational" },
        ],
    });
    assert_eq!(desk.document(), expected);
    assert_eq!(desk.problems(), "");
    desk.say(
        "22:00",
        &["begin", "Upgrade", "--until", "23:00", "--service", "web"],
    );
}

#[test]
fn no_document_is_replaced_and_nothing_is_asked() {
    let desk = Desk::new();
    let why = desk.refused(1, "21:00", &NEW);
    assert_eq!(
        why,
        "status.json: expected no file of this name, found one\n"
    );
    fs::remove_file(desk.0.join("status.json")).unwrap();
    for (arguments, expected) in [
        (vec!["new"], "expected `--name`, found none\n"),
        (
            vec!["new", "--name", "X"],
            "expected `--zone`, found none\n",
        ),
        (
            vec![
                "new",
                "--name",
                "X",
                "--zone",
                "UTC",
                "--service",
                "a=A,a=B",
            ],
            "expected services with ids of their own, found `a` twice: write `ID=NAME`\n",
        ),
    ] {
        let output = desk.run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(text(&output.stderr), expected);
    }
    assert!(!desk.0.join("status.json").exists());
    let schema = desk.run(&["schema"]);
    assert!(
        serde_json::from_slice::<serde_json::Value>(&schema.stdout)
            .unwrap()
            .is_object()
    );
    desk.write("{}");
}
