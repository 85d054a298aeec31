//! The ends that a maintenance had: how far and how often its end has moved, and whether it ended early.

use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::derived::Verdict;
use intermission::model::time::countdown::Amount;
use intermission::model::time::time_delta::TimeDelta;
use serde_json::{Value, json};

use super::maintenances::maintenance;
use crate::model::understood;

const TEN_FORTY: &str = "2026-11-23T10:40:00Z";
const TEN_FIFTY: &str = "2026-11-23T10:50:00Z";

/// How often and by how many minutes the end of a maintenance until 11:00 has moved.
#[track_caller]
fn check_moves(members: Value, moves: usize, minutes: Option<i64>) {
    let text = members.to_string();
    let maintenance = maintenance("in_progress", members);
    let by = maintenance.extended_by().map(TimeDelta::num_minutes);
    assert_eq!((maintenance.moves(), by), (moves, minutes), "{text}");
}

#[test]
fn former_ends_say_how_often_the_end_has_moved() {
    let (first, second) = (json!({"until": TEN_FORTY}), json!({"until": TEN_FIFTY}));
    check_moves(json!({"former_ends": null}), 0, None);
    check_moves(json!({"former_ends": [second]}), 1, Some(10));
    check_moves(json!({"former_ends": [first, second]}), 2, Some(20));
    check_moves(json!({"former_ends": [second, first]}), 2, Some(10));
    check_moves(
        json!({"former_ends": [first, second], "scheduled_until": null}),
        2,
        None,
    );
    // Ends that equal the one that follows have not moved.
    let present = json!({"until": "2026-11-23T12:00:00+01:00"});
    check_moves(json!({"former_ends": [first, first, present]}), 1, Some(20));
    check_moves(json!({"former_ends": [present]}), 0, None);
}

#[test]
fn contradictory_ends_make_nothing_look_better() {
    let moved = |until: &str, at: &str| json!({"until": until, "moved_at": at});
    // Of two first ends, the earlier counts.
    for (original, former) in [(TEN_FORTY, TEN_FIFTY), (TEN_FIFTY, TEN_FORTY)] {
        check_moves(
            json!({"originally_until": original, "former_ends": [{"until": former}]}),
            1,
            Some(20),
        );
    }
    // The times of the moves put the newest first in order, unless one is missing.
    let reversed = json!([
        moved(TEN_FIFTY, "2026-11-23T10:20:00Z"),
        moved(TEN_FORTY, "2026-11-23T10:10:00Z"),
    ]);
    check_moves(json!({"former_ends": reversed}), 2, Some(20));
    let half = json!([moved(TEN_FIFTY, "2026-11-23T10:20:00Z"), {"until": TEN_FORTY}]);
    check_moves(json!({"former_ends": half}), 2, Some(10));
}

#[test]
fn a_former_end_that_cannot_be_read_still_counts() {
    for former in [json!({"until": "soon"}), json!({}), json!(7)] {
        let (snapshot, problems) = understood(&json!({"scheduled_maintenances": [{
            "name": "Move", "status": "in_progress", "scheduled_until": "2026-11-23T11:00:00Z",
            "scheduled_for": "2026-11-23T10:00:00Z", "former_ends": [former, {"until": TEN_FIFTY}],
        }]}));
        assert_eq!(snapshot.maintenances[0].moves(), 2, "{former}");
        assert!(!problems.is_empty(), "{former}");
    }
}

#[test]
fn early_work_is_early_by_every_promise() {
    for (members, minutes) in [
        (json!({"resolved_at": TEN_FIFTY}), Some(10)),
        (json!({"resolved_at": "2026-11-23T10:59:00Z"}), Some(1)),
        (json!({"resolved_at": "2026-11-23T10:59:00.001Z"}), None),
        (json!({"resolved_at": "2026-11-23T11:00:00Z"}), None),
        (json!({"resolved_at": "2026-11-23T11:01:00Z"}), None),
        (json!({"resolved_at": null}), None),
        (
            json!({"resolved_at": TEN_FIFTY, "scheduled_until": null}),
            None,
        ),
        (
            json!({"resolved_at": TEN_FIFTY, "originally_until": TEN_FORTY}),
            None,
        ),
        (
            json!({"resolved_at": TEN_FORTY, "originally_until": TEN_FIFTY}),
            Some(10),
        ),
        (
            json!({"resolved_at": TEN_FIFTY, "originally_until": "2026-11-23T11:30:00Z"}),
            Some(10),
        ),
    ] {
        let text = members.to_string();
        let early = maintenance("completed", members).ended_early_by();
        assert_eq!(early.map(TimeDelta::num_minutes), minutes, "{text}");
    }
}

#[test]
fn the_end_is_told_as_it_moved() {
    let former = |ends: &[&str]| {
        let ends: Vec<Value> = ends.iter().map(|it| json!({"until": it})).collect();
        message::moved_end(
            Language::default(),
            &maintenance("in_progress", json!({"former_ends": ends})),
        )
        .unwrap_or_default()
    };
    assert_eq!(former(&[]), "");
    assert_eq!(former(&[TEN_FORTY]), "extended by 20 min");
    assert_eq!(
        former(&[TEN_FORTY, TEN_FIFTY]),
        "moved 2 times, by 20 min in all"
    );
    assert_eq!(
        former(&["2026-11-23T11:30:00Z", TEN_FIFTY]),
        "shortened by 30 min"
    );
    let back = former(&["2026-11-23T11:00:00Z", TEN_FIFTY]);
    assert_eq!(back, "", "as first promised");
    let early = message::verdict(
        Language::default(),
        Verdict::FinishedEarly(Amount::Minutes(10)),
    );
    assert_eq!(early, "finished 10 min early");
}
