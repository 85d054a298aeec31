//! The page's service worker.

use intermission::model::i18n::message::language::Language;
use intermission::model::state::worker::Worker;
use intermission::model::state::{Effect, HostEffect, Waiting};

use super::effects;

#[test]
fn it_is_started_or_removed_once_a_visit() {
    for (offline, expected) in [
        (true, HostEffect::StartWorker),
        (false, HostEffect::RemoveWorker),
    ] {
        let mut worker = Worker::default();
        let first = effects(|effects| worker.settle(offline, effects));
        assert_eq!(first, [Effect::Host(expected)]);
        assert_eq!(effects(|effects| worker.settle(offline, effects)), []);
    }
}

#[test]
fn a_newer_version_is_announced_once_and_never_takes_over_by_itself() {
    let mut worker = Worker::default();
    let mut waits =
        |waiting| effects(|effects| worker.version_waits(Language::default(), waiting, effects));
    assert_eq!(
        waits(Waiting::Alone),
        [Effect::Host(HostEffect::ActivateVersion)]
    );
    assert_eq!(waits(Waiting::AmongOthers), []);
    assert!(matches!(
        waits(Waiting::Newer).as_slice(),
        [Effect::Announce(_)]
    ));
    assert_eq!(waits(Waiting::Newer), []);
}
