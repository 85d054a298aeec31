//! The state on a fake clock: events in, effects out, compared as text.

mod files_and_notifications;
mod announcing;
mod failing;
pub(crate) mod failures;
mod offline;
mod older;
mod one_verdict;
mod pace;
mod peers;
mod probing;
mod promises;
mod random;
mod returning;
mod sharing;
mod transcript;
mod visiting;

use std::fmt::Write as _;

use intermission::model::document::error::FetchError;
use intermission::model::policy::answer::Answer;
use intermission::model::policy::retry_after::RetryAfter;
use intermission::model::state::{Effect, Event, HostEffect, Inputs, Start, State};
use intermission::model::status::calendar::{WriteCalendar, calendar};
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;

use crate::expect::{expect_file, repository};

fn noon() -> Instant {
    Instant::from_timestamp(1_795_435_200).unwrap()
}

/// A window from a quarter of an hour before noon to a quarter after, refreshed each half minute.
const WINDOW: &str = r#"{"refresh_secs": 30, "page": {"name": "Example"},
  "published_at": "2026-11-23T12:00:00Z",
  "components": [{"name": "Search", "status": "offline", "eta": "2026-11-23T12:05:00Z"}],
  "scheduled_maintenances": [{"name": "Upgrade", "status": "in_progress",
    "scheduled_for": "2026-11-23T11:45:00Z", "scheduled_until": "2026-11-23T12:15:00Z"}]}"#;

struct Play {
    state: State,
    log: String,
    dice: f64,
    /// Whether there are no other pages, so that the turn is had for the asking.
    is_alone: bool,
    wake_at: Option<Instant>,
}

impl Play {
    fn start() -> Self {
        Self::start_with(Start {
            calendar: WriteCalendar(calendar),
            visible: true,
            ..Start::default()
        })
    }

    fn start_with(start: Start) -> Self {
        Self::start_among(start, true)
    }

    fn start_among(start: Start, is_alone: bool) -> Self {
        let mut play = Self {
            state: State::default(),
            log: String::new(),
            dice: 0.5,
            is_alone,
            wake_at: None,
        };
        play.at(0, Event::Started(start));
        play
    }

    /// Lets timers run out until the next request is sent; returns when that is.
    fn until_asked(&mut self) -> i64 {
        self.until("fetch")
    }

    /// Lets timers run out until something of this name is asked for; requests meanwhile bring nothing new.
    fn until(&mut self, effect: &str) -> i64 {
        for _ in 0..10_000 {
            let at = self.wake_at.expect("a timer");
            let log = self.log.len();
            let millis = (at - noon()).num_milliseconds();
            self.at(millis, Event::Woke);
            if self.log[log..].contains(effect) {
                return millis;
            }
            if !self.log[log..].contains("fetch") {
                self.log.truncate(log);
            }
        }
        panic!("nothing is asked for");
    }

    /// Sends an event so many milliseconds after noon, by the visitor's clock, and notes what follows.
    fn at(&mut self, millis: i64, event: Event) -> &mut Self {
        let local = noon() + TimeDelta::milliseconds(millis);
        let name = format!("{event:?}");
        let name = name.split(['(', ' ', '{']).next().unwrap().to_owned();
        let outcome = self.state.apply(
            event,
            Inputs {
                local,
                jitter: self.dice,
            },
        );
        self.wake_at = outcome.wake_at;
        let asks_to_lead = outcome.effects.contains(&Effect::AcquireLeadership);
        let mut effects: Vec<String> = outcome.effects.iter().map(|it| told(it, millis)).collect();
        effects.push(match outcome.wake_at {
            Some(at) => format!("wake at {}", (at - noon()).num_milliseconds()),
            None => "sleep".to_owned(),
        });
        writeln!(self.log, "{millis:>7} {name}: {}", effects.join(", ")).unwrap();
        if self.is_alone && asks_to_lead {
            self.at(millis, Event::LeadershipAcquired);
        }
        self
    }

    fn answer(&mut self, millis: i64, body: &str) -> &mut Self {
        self.at(millis, Event::Fetched(brought(body)))
    }

    fn fail(&mut self, millis: i64, error: FetchError, retry_after: &str) -> &mut Self {
        let answer = Answer {
            retry_after: RetryAfter::parse(retry_after),
            ..ended(Err(error))
        };
        self.at(millis, Event::Fetched(answer))
    }

    /// Compares the log with `tests/fixtures/timelines/<name>.txt`.
    #[track_caller]
    fn expect(&self, name: &str) {
        expect_file(
            &repository(&format!("tests/fixtures/timelines/{name}.txt")),
            &self.log,
        );
    }
}

/// An answer without headers.
fn ended(body: Result<Vec<u8>, FetchError>) -> Answer {
    Answer::new("/status.json", body)
}

fn brought(body: &str) -> Answer {
    ended(Ok(body.as_bytes().to_vec()))
}

fn told(effect: &Effect, millis: i64) -> String {
    match effect {
        Effect::Abort => "abort".to_owned(),
        Effect::Host(effect) => told_host(effect),
        Effect::Fetch(request) => format!("fetch {}", request.url),
        Effect::Announce(text) => format!("say `{text}`"),
        Effect::Report(text) => format!("report `{text}`"),
        Effect::Listen(name) => format!("listen on `{name}`"),
        Effect::Share(shared) => {
            let head = shared.head();
            let word = head.split(' ').nth(5).unwrap();
            format!("share {word} due {}", millis + shared.due_in)
        }
        Effect::AcquireLeadership => "acquire leadership".to_owned(),
        Effect::ReleaseLeadership => "release leadership".to_owned(),
    }
}

fn told_host(effect: &HostEffect) -> String {
    match effect {
        HostEffect::Keep { name, word } => {
            format!("keep {name}={}", word.lines().next().unwrap_or_default())
        }
        HostEffect::Download { name, kind, bytes } => {
            format!("download {name} ({kind}) of {} bytes", bytes.len())
        }
        HostEffect::LoadLanguage(tag) => format!("load language {tag}"),
        HostEffect::Notify(text) => format!("notify `{text}`"),
        HostEffect::Leave(url) => format!("leave for {url}"),
        HostEffect::Probe(request) => {
            let credentials = if request.has_credentials {
                " with credentials"
            } else {
                ""
            };
            format!("probe {}{credentials}", request.url)
        }
        HostEffect::SetTitle(title) => format!("title `{title}`"),
        HostEffect::SetIcon(symbol) => format!("icon {}", symbol.name()),
        HostEffect::Return(url) => format!("return to {url}"),
        HostEffect::ReplaceQuery(query) => format!("query `{query}`"),
        HostEffect::ActivateVersion => "activate version".to_owned(),
        HostEffect::RemoveWorker => "remove worker".to_owned(),
        HostEffect::StartWorker => "start worker".to_owned(),
        HostEffect::AskToNotify => "ask to notify".to_owned(),
        HostEffect::PlaySound => "play sound".to_owned(),
        HostEffect::Print | HostEffect::Reload | HostEffect::SetTheme(_) => {
            format!("{effect:?}").to_lowercase()
        }
    }
}
