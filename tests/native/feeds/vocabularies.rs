//! The words of each format: all of them stand for words of ours, and only they do.

use std::path::Path;

use intermission::feeds::vocabulary::{Vocabulary, foreign};
use intermission::feeds::{
    aws, betterstack, cachet, checkly, cstate, flashduty, gatus, google, health, heroku,
    incident_io, instatus, kuma, news, rss, salesforce, slack, sorry, statusio, statuspal, upptime,
    uptimeflare, uptimerobot, vigil, zendesk,
};
use intermission::model::document::vocabulary::{
    ComponentStatus, IncidentStatus, Indicator, MaintenanceStatus,
};

use crate::expect::repository;
use crate::tidy::files;

/// States of components, roll-ups and impacts, of incidents, of maintenances.
const COMPONENTS: &[Vocabulary] = &[
    betterstack::RESOURCE,
    cachet::COMPONENT,
    checkly::SERVICE,
    cstate::SYSTEM,
    gatus::SUCCESS,
    health::CHECK,
    heroku::SYSTEM,
    instatus::COMPONENT,
    kuma::BEAT,
    salesforce::INSTANCE,
    sorry::COMPONENT,
    statusio::COMPONENT,
    statuspal::SERVICE,
    upptime::SITE,
    uptimeflare::UP,
    uptimerobot::MONITOR,
    vigil::NODE,
];
const INDICATORS: &[Vocabulary] = &[
    aws::IMPACT,
    betterstack::PAGE,
    betterstack::REPORT,
    checkly::PAGE,
    checkly::SEVERITY,
    cstate::SEVERITY,
    cstate::SUMMARY,
    flashduty::IMPACT,
    gatus::ANNOUNCEMENT,
    google::IMPACT,
    google::SEVERITY,
    health::API,
    heroku::IMPACT,
    incident_io::IMPACT,
    instatus::IMPACT,
    instatus::PAGE,
    rss::IMPACT,
    salesforce::SEVERITY,
    slack::PAGE,
    slack::TYPE,
    sorry::PAGE,
    statusio::PAGE,
    statuspal::IMPACT,
    statuspal::PAGE,
    vigil::HEALTH,
    zendesk::IMPACT,
];
const INCIDENTS: &[Vocabulary] = &[
    checkly::INCIDENT,
    flashduty::INCIDENT,
    heroku::INCIDENT,
    incident_io::INCIDENT,
    instatus::INCIDENT,
    news::INCIDENT,
    slack::INCIDENT,
    sorry::INCIDENT,
    statusio::INCIDENT,
    zendesk::INCIDENT,
    statuspal::MESSAGE,
];
const MAINTENANCES: &[Vocabulary] = &[
    cachet::SCHEDULE,
    checkly::MAINTENANCE,
    flashduty::MAINTENANCE,
    heroku::MAINTENANCE,
    incident_io::MAINTENANCE,
    instatus::MAINTENANCE,
    kuma::MAINTENANCE,
    news::MAINTENANCE,
    slack::MAINTENANCE,
    sorry::MAINTENANCE,
];

#[track_caller]
fn check(vocabularies: &[Vocabulary], words: &[&str]) {
    for vocabulary in vocabularies {
        let (theirs, ours) = (vocabulary.theirs, vocabulary.ours);
        assert_eq!(theirs.len(), ours.len(), "{theirs:?}");
        for (index, word) in ours.iter().enumerate() {
            assert!(words.contains(word) || *word == "unknown", "{word}");
            assert_eq!(vocabulary.ours(theirs[index]), Some(*word), "{theirs:?}");
        }
        for stranger in ["", "gibberish", " up", "Operational?", "7"] {
            assert_eq!(vocabulary.ours(stranger), None, "{theirs:?}");
        }
    }
}

#[test]
fn words_stand_for_words_of_ours() {
    check(COMPONENTS, ComponentStatus::WORDS);
    check(INDICATORS, Indicator::WORDS);
    check(INCIDENTS, IncidentStatus::WORDS);
    check(MAINTENANCES, MaintenanceStatus::WORDS);
    // A planned incident of old Cachets becomes a maintenance.
    check(
        &[cachet::INCIDENT],
        &[IncidentStatus::WORDS, &["scheduled"]].concat(),
    );
}

/// The lists above are written by hand.
#[test]
fn the_words_of_every_format_are_looked_at() {
    let here = std::fs::read_to_string(repository(file!())).unwrap();
    for (path, text) in files("src/feeds", ".rs") {
        let module = Path::new(&path).file_stem().unwrap().to_str().unwrap();
        for line in text.lines().filter(|it| it.contains(": Vocabulary = ")) {
            let name = line.trim_start_matches("pub ").trim_start_matches("const ");
            let (name, _) = name.split_once(':').unwrap();
            let wanted = format!("{module}::{name}");
            assert!(here.contains(&wanted), "{wanted} is missing in {}", file!());
        }
    }
}

/// The words that make something operational, of all formats together.
#[test]
fn few_words_mean_that_something_works() {
    let mut good = Vec::new();
    for vocabulary in COMPONENTS {
        let pairs = vocabulary.theirs.iter().zip(vocabulary.ours);
        good.extend(
            pairs
                .filter(|(_, ours)| **ours == "operational")
                .map(|(theirs, _)| *theirs),
        );
    }
    good.sort_unstable();
    good.dedup();
    assert_eq!(
        good,
        [
            "1",
            "100",
            "OK",
            "OPERATIONAL",
            "green",
            "healthy",
            "ok",
            "operational",
            "pass",
            "success",
            "true",
            "up"
        ]
    );
}

#[test]
fn words_of_ours_that_a_format_does_not_have_are_put_in_quotation_marks() {
    for words in [
        ComponentStatus::WORDS,
        IncidentStatus::WORDS,
        Indicator::WORDS,
        MaintenanceStatus::WORDS,
    ] {
        for word in words {
            let written = foreign(word);
            assert_eq!(ComponentStatus::parse(&written), None);
            assert_eq!(Indicator::parse(&written), None);
        }
    }
}
