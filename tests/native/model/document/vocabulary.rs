//! The vocabularies: every word there and back, what each counts as, and which is worse.

use intermission::model::document::vocabulary::{
    AccessMode, ComponentStatus, Health, IncidentStatus, Indicator, LinkRel, MaintenanceStatus,
    PhaseStatus,
};

/// Each vocabulary in its order, and nothing but its exact words.
macro_rules! check {
    ($vocabulary:ident, $words:literal) => {{
        let words: Vec<&str> = $words.split(' ').collect();
        assert_eq!($vocabulary::WORDS, words);
        let all: Vec<_> = words
            .iter()
            .filter_map(|word| $vocabulary::parse(word))
            .collect();
        assert_eq!($vocabulary::ALL, all);
        let back: Vec<&str> = all.iter().map(|value| value.as_str()).collect();
        assert_eq!(back, words);
        assert!(all.is_sorted() && all.iter().all(|value| *value < $vocabulary::Unknown));
        for word in [
            "",
            "unknown",
            "Unknown",
            " ",
            &words[0].to_uppercase(),
            &format!("{} ", words[0]),
        ] {
            assert_eq!($vocabulary::parse(word), None, "{word:?}");
        }
        assert_eq!($vocabulary::default(), $vocabulary::Unknown);
        assert_eq!($vocabulary::Unknown.as_str(), "");
    }};
}

#[test]
fn vocabularies_are_closed() {
    check!(
        ComponentStatus,
        "operational queued under_maintenance read_only degraded_performance restarting partial_outage \
         major_outage offline"
    );
    check!(Indicator, "none maintenance minor major critical");
    check!(
        IncidentStatus,
        "investigating identified monitoring resolved postmortem"
    );
    check!(
        MaintenanceStatus,
        "scheduled in_progress verifying completed cancelled"
    );
    check!(PhaseStatus, "pending active done skipped failed");
    check!(AccessMode, "full read_only none");
    check!(LinkRel, "breadcrumb support alternative history");
}

#[test]
fn what_a_component_counts_as() {
    use ComponentStatus as Status;
    for (status, health, indicator) in [
        (Status::Operational, Health::Healthy, Indicator::None),
        (Status::Queued, Health::Healthy, Indicator::None),
        (
            Status::UnderMaintenance,
            Health::Affected,
            Indicator::Maintenance,
        ),
        (Status::ReadOnly, Health::Affected, Indicator::Maintenance),
        (
            Status::DegradedPerformance,
            Health::Affected,
            Indicator::Minor,
        ),
        (Status::Restarting, Health::Affected, Indicator::Minor),
        (Status::PartialOutage, Health::Affected, Indicator::Minor),
        (Status::MajorOutage, Health::Affected, Indicator::Major),
        (Status::Offline, Health::Affected, Indicator::Major),
        (Status::Unknown, Health::Unknown, Indicator::Unknown),
    ] {
        assert_eq!(status.health(), health, "{status:?}");
        assert_eq!(status.indicator(), indicator, "{status:?}");
    }
}

/// A worse state never makes the page look better.
#[test]
fn severity_and_indicator_agree() {
    let indicators: Vec<_> = ComponentStatus::ALL
        .iter()
        .map(|it| it.indicator())
        .collect();
    assert!(indicators.is_sorted(), "{indicators:?}");
}

#[test]
fn the_worse_of_two_is_known_rather_than_unknown() {
    for one in Indicator::ALL {
        assert_eq!(one.worst(Indicator::Unknown), *one);
        assert_eq!(Indicator::Unknown.worst(*one), *one);
        for other in Indicator::ALL {
            assert_eq!(one.worst(*other), *one.max(other));
        }
    }
    assert_eq!(
        Indicator::Unknown.worst(Indicator::Unknown),
        Indicator::Unknown
    );
}

#[test]
fn a_maintenance_runs_while_its_publisher_says_so() {
    let running: Vec<_> = MaintenanceStatus::ALL
        .iter()
        .filter(|it| it.is_running())
        .collect();
    assert_eq!(
        running,
        [
            &MaintenanceStatus::InProgress,
            &MaintenanceStatus::Verifying
        ]
    );
    assert!(!MaintenanceStatus::Unknown.is_running());
}
