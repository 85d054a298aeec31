//! What a plan may say, and what is said of one that may not be played.

use intermission::cli::rehearse::plan::{Minute, Plan};

/// As small as plans get, with one of everything that can be wrong.
const GOOD: &str = r#"refresh_secs = 15
[page]
name = "Example"
[maintenance]
name = "Upgrade"
length_min = 60
verifying_at_min = 50
completed_at_min = 55
access = { mode = "read_only" }
[[service]]
name = "API"
timeline = [
    { at_min = 0, status = "offline", eta_min = 20 },
    { at_min = 20.5, status = "operational" },
]
[[service]]
name = "Web"
[[phase]]
name = "Work"
starts_min = 0
ends_min = 30
expected_min = 30
total = 3
[[phase]]
name = "Checks"
starts_min = 30
ends_min = 50
expected_min = 20
[[extension]]
at_min = 40
until_min = 70
[[update]]
at_min = 1
status = "in_progress"
body = "It has begun."
[[update]]
at_min = 2
status = "in_progress"
body = "It goes on."
[[link]]
rel = "support"
label = "Help"
url = "/help"
"#;

/// Puts `wrong` in the place of `right` in the good plan, and compares what is said about it.
#[track_caller]
fn check(right: &str, wrong: &str, expected: &str) {
    assert_eq!(GOOD.matches(right).count(), 1, "`{right}` in the good plan");
    let text = GOOD.replace(right, wrong);
    let found = Plan::parse("plan.toml", &text)
        .map_or_else(|error| error.to_string(), |_| "good".to_owned());
    assert_eq!(found, expected);
}

#[test]
fn good_plans_are_good() {
    check("name = \"Web\"", "name = \"Web\"", "good");
    check("at_min = 1\n", "at_min = 2\n", "good");
    check("eta_min = 20 ", "eta_min = 0 ", "good");
    check("until_min = 70", "until_min = 50", "good");
    check("url = \"/help\"\n", "", "good");
    check("completed_at_min = 55", "completed_at_min = 50.1", "good");
    Plan::reference().unwrap();
}

#[test]
fn bad_values_are_told_with_their_line() {
    check(
        "refresh_secs = 15",
        "refresh_secs = 5",
        "plan.toml:1: expected 10 to 600 seconds, found `5`",
    );
    check(
        "\"read_only\"",
        "\"readonly\"",
        "plan.toml:9: expected one of `full`, `read_only`, `none`, found `readonly`",
    );
    check(
        "\"offline\"",
        "\"away\"",
        "plan.toml:13: expected one of `operational`, `queued`, `under_maintenance`, `read_only`, \
         `degraded_performance`, `restarting`, `partial_outage`, `major_outage`, `offline`, found `away`",
    );
    check(
        "status = \"in_progress\"\nbody = \"It has begun.\"",
        "status = \"running\"\nbody = \"It has begun.\"",
        "plan.toml:34: expected one of `scheduled`, `in_progress`, `verifying`, `completed`, \
         `cancelled`, found `running`",
    );
    check(
        "rel = \"support\"",
        "rel = \"help\"",
        "plan.toml:41: expected one of `breadcrumb`, `support`, `alternative`, `history`, found `help`",
    );
    check(
        "\"/help\"",
        "\"javascript:alert(1)\"",
        "plan.toml:43: expected an `https:`, `http:` or relative URL, found `javascript:alert(1)`",
    );
    check(
        "total = 3",
        "total = 0",
        "plan.toml:23: expected at least 1, found `0`",
    );
    check(
        "\"It goes on.\"",
        "\" \"",
        "plan.toml:39: expected a text, found an empty one",
    );
    check(
        "name = \"Web\"",
        "name = \"\"",
        "plan.toml:17: expected a text, found an empty one",
    );
}

#[test]
fn bad_numbers_are_told_with_their_line() {
    let expected = "expected a number of minutes between -100000 and 100000";
    for wrong in ["nan", "inf", "-inf", "100001", "9000000000000"] {
        let found = wrong.replace("nan", "NaN");
        check(
            "until_min = 70",
            &format!("until_min = {wrong}"),
            &format!("plan.toml:31: {expected}, found `{found}`"),
        );
    }
    check(
        "until_min = 70",
        "until_min = \"70\"",
        &format!("plan.toml:31: invalid type: string \"70\", {expected}"),
    );
    check(
        "length_min = 60",
        "length_min = 0",
        "plan.toml:6: expected a length of more than 0 minutes, found `0`",
    );
    check(
        "expected_min = 20",
        "expected_min = -2.5",
        "plan.toml:28: expected a length of more than 0 minutes, found `-2.5`",
    );
}

#[test]
fn times_out_of_order_are_told_with_their_line() {
    check(
        "verifying_at_min = 50",
        "verifying_at_min = 0",
        "plan.toml:7: `maintenance.verifying_at_min`: expected a minute after 0, found 0",
    );
    check(
        "completed_at_min = 55",
        "completed_at_min = 50",
        "plan.toml:8: `maintenance.completed_at_min`: expected a minute after 50, found 50",
    );
    check(
        "at_min = 20.5",
        "at_min = 0",
        "plan.toml:14: `service[0].timeline[1].at_min`: expected a minute after 0, found 0",
    );
    check(
        "eta_min = 20 ",
        "eta_min = -1.5 ",
        "plan.toml:13: `service[0].timeline[0].eta_min`: expected a minute at or after 0, found -1.5",
    );
    check(
        "status = \"operational\" }",
        "status = \"operational\", eta_min = 30 }",
        "plan.toml:14: `service[0].timeline[1].eta_min`: expected none beside `operational`, found 30",
    );
    check(
        "ends_min = 50",
        "ends_min = 29",
        "plan.toml:27: `phase[1].ends_min`: expected a minute after 30, found 29",
    );
    check(
        "ends_min = 50",
        "ends_min = 56",
        "plan.toml:27: `phase[1].ends_min`: expected an end at or before `completed_at_min` 55, found 56",
    );
    check(
        "starts_min = 30",
        "starts_min = -1",
        "plan.toml:26: `phase[1].starts_min`: expected a minute at or after 0, found -1",
    );
    check(
        "until_min = 70",
        "until_min = 40",
        "plan.toml:31: `extension[0].until_min`: expected a minute after 40, found 40",
    );
    check(
        "at_min = 2\n",
        "at_min = 0\n",
        "plan.toml:37: `update[1].at_min`: expected a minute at or after 1, found 0",
    );
    check(
        "at_min = 2\n",
        "at_min = 2\nnext_update_min = 2\n",
        "plan.toml:38: `update[1].next_update_min`: expected a minute after 2, found 2",
    );
}

#[test]
fn names_used_twice_are_told_with_their_line() {
    check(
        "name = \"Web\"",
        "name = \"API\"",
        "plan.toml:17: `service[1].name`: expected a name of its own, found `API` a second time",
    );
    check(
        "name = \"Checks\"",
        "name = \"Work\"",
        "plan.toml:25: `phase[1].name`: expected a name of its own, found `Work` a second time",
    );
}

#[test]
fn all_contradictions_are_told_at_once() {
    let text = GOOD
        .replace("completed_at_min = 55", "completed_at_min = 45")
        .replace("name = \"Web\"", "name = \"API\"");
    let error = Plan::parse("plan.toml", &text).unwrap_err().to_string();
    let expected = "\
plan.toml:8: `maintenance.completed_at_min`: expected a minute after 50, found 45
plan.toml:17: `service[1].name`: expected a name of its own, found `API` a second time
plan.toml:27: `phase[1].ends_min`: expected an end at or before `completed_at_min` 45, found 50";
    assert_eq!(error, expected);
}

#[test]
fn members_that_are_missing_or_unknown_are_told() {
    check(
        "rel = \"support\"",
        "rel = \"support\"\ncolour = \"red\"",
        "plan.toml:42: unknown field `colour`, expected one of `rel`, `label`, `url`",
    );
    check(
        "label = \"Help\"\n",
        "",
        "plan.toml:40: missing field `label`",
    );
}

#[test]
fn plans_without_services_are_refused() {
    let (page, rest) = GOOD.split_once("[[service]]").unwrap();
    let (_, phases) = rest.split_once("[[phase]]").unwrap();
    let error = |page: &str| {
        let text = [page, "[[phase]]", phases].concat();
        Plan::parse("plan.toml", &text).unwrap_err().to_string()
    };
    assert_eq!(error(page), "plan.toml:1: missing field `service`");
    let empty = ["service = []\n", page].concat();
    let expected = "plan.toml:1: expected at least one entry, found none";
    assert_eq!(error(&empty), expected);
}

#[test]
fn text_that_is_no_toml_is_told_with_its_line() {
    let error = Plan::parse("plan.toml", "start_at_min = 1\n[page\n").unwrap_err();
    assert_eq!(error.faults.len(), 1);
    assert_eq!(error.faults[0].line, Some(2));
}

#[test]
fn minutes_are_written_as_they_are_read() {
    for (text, written) in [
        ("12", "12"),
        ("-1.5", "-1.5"),
        ("0.25", "0.25"),
        ("-0", "0"),
    ] {
        let minute: Minute = text.parse().unwrap();
        assert_eq!(minute.to_string(), written);
    }
    let error = "noon".parse::<Minute>().unwrap_err();
    let expected = "expected a number of minutes between -100000 and 100000, found `noon`";
    assert_eq!(error.to_string(), expected);
}
