//! Whatever happens, in whatever order.

use intermission::model::document::error::FetchError;
use intermission::model::policy::answer::{Answer, Stored};
use intermission::model::policy::peer_message::PeerMessage;
use intermission::model::policy::retry_after::RetryAfter;
use intermission::model::state::{Effect, Event, Inputs, Start, State, Waiting};
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};

use super::{WINDOW, brought, ended, noon};

fn events() -> impl Strategy<Value = Event> {
    let answer = brought;
    let dated = Answer {
        date: Some(noon() + TimeDelta::hours(7)),
        ..answer(WINDOW)
    };
    prop_oneof![
        4 => Just(Event::Woke),
        2 => Just(Event::Fetched(answer(WINDOW))),
        1 => Just(Event::Fetched(dated)),
        1 => Just(Event::Fetched(answer("{}"))),
        1 => Just(Event::Fetched(ended(Err(FetchError::HttpStatus { code: 503 })))),
        1 => (0_u32..100_000).prop_map(|seconds| Event::Fetched(Answer {
            retry_after: Some(RetryAfter::Seconds(seconds)),
            ..ended(Err(FetchError::HttpStatus { code: 429 }))
        })),
        1 => Just(Event::Online),
        2 => Just(Event::LeadershipAcquired),
        1 => (any::<i64>(), any::<i64>()).prop_map(|(sent_ago, due_in)| {
            Event::PeerMessage(PeerMessage::new(Some(brought(WINDOW)), sent_ago, due_in))
        }),
        1 => Just(Event::PeerMessage(PeerMessage::new(None, 0, 0))),
        1 => Just(Event::Sent),
        1 => Just(Event::CheckRequested),
        1 => Just(Event::PauseToggled),
        1 => Just(Event::Hidden),
        1 => Just(Event::Shown),
        1 => Just(Event::CopyRequested),
        1 => Just(Event::Probed(None)),
        1 => Just(Event::AnsweredLate { is_page: true }),
        1 => Just(Event::AnsweredLate { is_page: false }),
        1 => Just(Event::GoRequested),
        1 => Just(Event::StayRequested),
        1 => (-90_000_000_i64..90_000_000).prop_map(|millis| Event::Fetched(Answer {
            stored: Some(Stored {
                at: noon() + TimeDelta::milliseconds(millis),
                bytes: WINDOW.as_bytes().to_vec(),
            }),
            ..ended(Err(FetchError::Offline))
        })),
        1 => Just(Event::VersionWaits(Waiting::Newer)),
        1 => Just(Event::VersionWaits(Waiting::Alone)),
        1 => Just(Event::ReloadRequested),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// In any sequence of events, the timer is never set into the past, no request follows
    /// another within five seconds, none is sent out of view or unasked in a pause.
    #[test]
    fn any_sequence_of_events_keeps_the_rules(
        steps in proptest::collection::vec((events(), 0_i64..40_000, 0.0..1.0_f64), 1..60),
    ) {
        let mut state = State::default();
        let (mut millis, mut sent, mut visible) = (0, None, true);
        let start = Event::Started(Start { visible, worker: true, ..Start::default() });
        let first = std::iter::once((start, 0, 0.5));
        for (event, later, jitter) in first.chain(steps) {
            millis += later;
            let local = noon() + TimeDelta::milliseconds(millis);
            visible = (visible || event == Event::Shown) && event != Event::Hidden;
            let is_asked = event == Event::CheckRequested;
            let outcome = state.apply(event, Inputs { local, jitter });
            assert!(outcome.wake_at.is_none_or(|at| local < at), "{outcome:?} at {local}");
            if outcome.effects.iter().any(|it| matches!(it, Effect::Fetch(_))) {
                assert!(sent.is_none_or(|sent| 5000 <= millis - sent), "{sent:?} {millis}");
                assert!(visible || is_asked || millis > 0);
                sent = Some(millis);
            }
        }
    }
}
