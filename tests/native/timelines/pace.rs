//! However many pages a browser has open, and whatever happens to them: twelve requests a minute at most.

use intermission::model::document::error::FetchError;
use intermission::model::policy::peer_message::PeerMessage;
use intermission::model::policy::poll::FLOOR_MILLIS;
use intermission::model::state::{Effect, Event, Inputs, Start, State};
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use proptest::prelude::{ProptestConfig, Strategy, prop_oneof, proptest};

use super::{WINDOW, brought, ended, noon};

/// An act of a visitor or a browser on one of the pages.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "some dozens of them")]
enum Act {
    Do(Event),
    /// The page is loaded anew, with all that it knew gone.
    Reload,
}

fn acts() -> impl Strategy<Value = Act> {
    use proptest::prelude::Just;
    prop_oneof![
        6 => Just(Act::Do(Event::CheckRequested)),
        2 => Just(Act::Do(Event::Hidden)),
        2 => Just(Act::Do(Event::Shown)),
        2 => Just(Act::Do(Event::Online)),
        2 => Just(Act::Do(Event::PauseToggled)),
        1 => Just(Act::Reload),
    ]
}

/// A page, and what its driver has under way for it.
struct Page {
    state: State,
    wakes_at: Option<i64>,
    /// Since when a request waits for its turn.
    waits: Option<i64>,
    answer_at: Option<i64>,
}

/// A browser with pages of one origin. The floor is what `turn` in browser/tabs.js makes of locks and storage: one
/// request at a time, five seconds after the one before, whichever page sent that.
struct Browser {
    pages: Vec<Page>,
    now: i64,
    sent: Vec<i64>,
    fails: bool,
    jitter: f64,
}

impl Browser {
    fn open(count: usize, fails: bool) -> Self {
        let page = || Page {
            state: State::default(),
            wakes_at: None,
            waits: None,
            answer_at: None,
        };
        let mut browser = Self {
            pages: (0..count).map(|_| page()).collect(),
            now: 0,
            sent: Vec::new(),
            fails,
            jitter: 0.0,
        };
        for index in 0..count {
            browser.start(index);
        }
        browser
    }

    fn start(&mut self, index: usize) {
        self.pages[index].state = State::default();
        self.pages[index].waits = None;
        self.pages[index].answer_at = None;
        let visible = Start {
            visible: true,
            ..Start::default()
        };
        self.send(index, Event::Started(visible));
        if index == 0 {
            self.send(index, Event::LeadershipAcquired);
        }
    }

    fn local(&self) -> Instant {
        noon() + TimeDelta::milliseconds(self.now)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all other effects are of no consequence for requests"
    )]
    fn send(&mut self, index: usize, event: Event) {
        self.jitter = (self.jitter + 0.618).fract();
        let inputs = Inputs {
            local: self.local(),
            jitter: self.jitter,
        };
        let page = &mut self.pages[index];
        let outcome = page.state.apply(event, inputs);
        let wake_at = outcome.wake_at;
        page.wakes_at = wake_at.map(|at| (at - noon()).num_milliseconds());
        for effect in outcome.effects {
            let now = self.now;
            let page = &mut self.pages[index];
            match effect {
                Effect::Fetch(_) => page.waits = Some(now),
                Effect::Abort => {
                    page.waits = None;
                    page.answer_at = None;
                }
                Effect::Share(shared) => self.tell(index, &shared),
                other => drop(other),
            }
        }
    }

    fn tell(&mut self, from: usize, shared: &PeerMessage) {
        for index in (0..self.pages.len()).filter(|it| *it != from) {
            let heard = PeerMessage::parse(&shared.head(), shared.bytes().to_vec());
            self.send(index, Event::PeerMessage(heard.unwrap()));
        }
    }

    /// Lets time pass, in tenths of a second.
    fn run(&mut self, until: i64) {
        while self.now < until {
            self.now += 100;
            for index in 0..self.pages.len() {
                if self.pages[index].answer_at.is_some_and(|at| at <= self.now) {
                    self.pages[index].answer_at = None;
                    let answer = if self.fails {
                        ended(Err(FetchError::HttpStatus { code: 503 }))
                    } else {
                        brought(WINDOW)
                    };
                    self.send(index, Event::Fetched(answer));
                }
                if self.pages[index].wakes_at.is_some_and(|at| at <= self.now) {
                    self.pages[index].wakes_at = None;
                    self.send(index, Event::Woke);
                }
            }
            self.let_one_pass();
        }
    }

    fn let_one_pass(&mut self) {
        let is_free = self
            .sent
            .last()
            .is_none_or(|at| FLOOR_MILLIS <= self.now - at);
        let first = (0..self.pages.len())
            .filter(|index| self.pages[*index].waits.is_some())
            .min_by_key(|index| self.pages[*index].waits);
        if let Some(index) = first.filter(|_| is_free) {
            self.pages[index].waits = None;
            self.pages[index].answer_at = Some(self.now + 300);
            self.sent.push(self.now);
            self.send(index, Event::Sent);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// And nobody starves: whoever waits is answered, by his own request or another page's.
    #[test]
    fn a_browser_sends_twelve_requests_a_minute_at_most(
        count in 1_usize..6,
        fails in proptest::bool::ANY,
        steps in proptest::collection::vec((acts(), 0_usize..6, 0_i64..4_000), 1..60),
    ) {
        let mut browser = Browser::open(count, fails);
        for (act, index, later) in steps {
            let until = browser.now + later;
            browser.run(until);
            let index = index % count;
            match act {
                Act::Do(event) => browser.send(index, event),
                Act::Reload => browser.start(index),
            }
        }
        let end = browser.now;
        browser.run(end + 60_000);
        let waited = browser.pages.iter().filter_map(|page| page.waits).min();
        assert!(waited.is_none_or(|since| browser.now - since <= 5 * FLOOR_MILLIS + 1_000), "{waited:?}");
        for at in &browser.sent {
            let within = browser.sent.iter().filter(|it| (*at..at + 60_000).contains(it)).count();
            assert!(within <= 12, "{within} within a minute");
        }
    }

    /// *Check now* in every page at once, again and again: one request serves all of them.
    #[test]
    fn pages_that_are_pressed_together_send_one_request(count in 1_usize..6) {
        let mut browser = Browser::open(count, false);
        browser.run(30_000);
        browser.sent.clear();
        for index in 0..count {
            browser.send(index, Event::CheckRequested);
        }
        browser.run(33_000);
        assert_eq!(browser.sent.len(), 1);
    }
}
