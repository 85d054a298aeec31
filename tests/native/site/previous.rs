//! Files of a previous version stay for open pages, and are removed after seven days.

use serde_json::{Value, json};

use super::Home;

fn page(digit: &str) -> String {
    format!("page-{}.js", digit.repeat(16))
}

fn list(home: &Home) -> Value {
    serde_json::from_str(&home.read(".publish.page")).unwrap()
}

/// Lets the time since a newer version was published be longer by this.
fn age(home: &Home, name: &str, seconds: i64) {
    let mut list = list(home);
    let since = list[name].as_i64().unwrap();
    list[name] = json!(since - seconds);
    std::fs::write(home.served().join(".publish.page"), list.to_string()).unwrap();
}

const WEEK: i64 = 7 * 24 * 60 * 60;

#[test]
fn they_stay_for_a_week() {
    let home = Home::new();
    home.publish();
    assert_eq!(list(&home)[page("1")], Value::Null);
    home.build("2");
    home.publish();
    assert!(home.names().contains(&page("1")) && home.names().contains(&page("2")));
    age(&home, &page("1"), WEEK - 60);
    home.publish();
    assert!(home.names().contains(&page("1")));
    age(&home, &page("1"), 60);
    age(&home, &format!("tokens-{}.css", "1".repeat(16)), WEEK);
    let told = home.publish();
    let gone = format!(
        "\nremoved {}, tokens-{}.css of an earlier version\n",
        page("1"),
        "1".repeat(16)
    );
    assert!(told.contains(&gone), "{told}");
    assert!(!home.names().contains(&page("1")));
    assert!(
        !home
            .served()
            .join(format!("tokens-{}.css.br", "1".repeat(16)))
            .exists()
    );
    assert_eq!(list(&home).as_object().unwrap().len(), 2);
}

#[test]
fn a_version_that_comes_back_stays() {
    let home = Home::new();
    home.publish();
    home.build("2");
    home.publish();
    age(&home, &page("1"), 2 * WEEK);
    home.build("1");
    home.publish();
    assert!(home.names().contains(&page("1")));
    assert_eq!(list(&home)[page("1")], Value::Null);
}

/// Others may write to the folder, and the list must not let them choose what is removed.
#[test]
fn only_files_of_the_page_are_ever_removed() {
    let home = Home::new();
    home.write("kept.js", "outside");
    home.publish();
    home.write("served/own.js", "own");
    std::fs::write(
        home.served().join(".publish.page"),
        json!({ "../kept.js": 0, "own.js": 0, "/etc/hostname": 0, "../page-0123456789abcdef.js": 0 }).to_string(),
    )
    .unwrap();
    home.write("page-0123456789abcdef.js", "outside");
    home.publish();
    for name in ["kept.js", "served/own.js", "page-0123456789abcdef.js"] {
        assert!(home.path(name).exists(), "{name}");
    }
}
