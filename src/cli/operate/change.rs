//! A change of a document: what all verbs need, and what they tell.

use chrono_tz::Tz;

use super::answers::{Answers, Doubt};
use super::draft::{self, Draft, Entry, Value, number, object, text};
use super::names::{self, Choice, NameError, name_of, with_id};
use super::refusal::Refusal;
use super::times::{self, Scene};
use crate::cli::zone::{self, beside};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The longest window, and the farthest promise, that needs no confirmation.
const LONG: TimeDelta = TimeDelta::days(1);

/// A text for visitors, in one language or several, and the time of the next one.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Message {
    /// Say this to visitors.
    #[arg(long = "say", value_name = "TEXT")]
    pub(super) text: Option<String>,
    #[command(flatten)]
    pub(super) more: More,
}

impl Message {
    /// Returns a text in the language of the page.
    pub fn of(text: String) -> Self {
        Self {
            text: Some(text),
            more: More::default(),
        }
    }
}

/// The translations of a text for visitors, and the time of the next text.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct More {
    /// The text in a further language, such as `--lang de "Wir arbeiten daran."`; may be repeated.
    #[arg(long, num_args = 2, value_names = ["TAG", "TEXT"])]
    pub lang: Vec<String>,
    /// Promise the next message by this time.
    #[arg(long, value_name = "TIME")]
    pub next: Option<String>,
}

/// A document that a verb changes.
#[derive(Debug)]
pub struct Change<'a> {
    draft: &'a Draft,
    scene: Scene,
    answers: Answers,
    /// The changes so far, in lines.
    lines: Vec<String>,
}

impl<'a> Change<'a> {
    /// Begins to change a document as of `now`. `zone` replaces the zone of the document.
    pub fn new(draft: &'a Draft, now: Instant, zone: Option<Tz>, answers: Answers) -> Self {
        let zone = zone.or_else(|| zone_of(draft));
        Self {
            draft,
            scene: Scene { now, zone },
            answers,
            lines: Vec::new(),
        }
    }

    /// Returns the document.
    pub fn root(&self) -> &'a Entry {
        self.draft.root()
    }

    /// Returns the present.
    pub fn now(&self) -> Instant {
        self.scene.now
    }

    /// Returns what has changed, in lines.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Notes what has changed.
    pub fn tell(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// Returns an instant in UTC and in the operator's zone.
    pub fn written(&self, at: Instant) -> String {
        beside(at, self.scene.zone)
    }

    /// Reads a time that lies ahead.
    ///
    /// # Errors
    /// The text is no time; or the time is past, or more than a day ahead, and the operator has not confirmed it.
    pub fn ahead(&self, text: &str, end: Option<Instant>) -> Result<Instant, Refusal> {
        let at = self.time(text, end)?;
        let written = self.written(at);
        if at <= self.now() {
            self.unlikely(Doubt::Past(text.to_owned()), || {
                format!("expected a time ahead, found `{text}`, which is {written}")
            })?;
        }
        if at - self.now() > LONG {
            self.unlikely(Doubt::Far(text.to_owned()), || {
                format!("expected a time within a day, found `{text}`, which is {written}")
            })?;
        }
        Ok(at)
    }

    /// Reads a time.
    ///
    /// # Errors
    /// The text is no time.
    pub fn time(&self, text: &str, end: Option<Instant>) -> Result<Instant, Refusal> {
        Ok(times::time(text, self.scene, end)?)
    }

    /// Checks a window of time.
    ///
    /// # Errors
    /// It does not end after its start; or it is longer than a day, and the operator has not confirmed it.
    pub fn check_window(&self, start: Instant, end: Instant) -> Result<(), Refusal> {
        if end <= start {
            return Err(Refusal::Misused(format!(
                "expected an end after the start, {}, found {}",
                self.written(start),
                self.written(end)
            )));
        }
        if end - start > LONG {
            self.unlikely(Doubt::LongWindow, || {
                let hours = (end - start).num_minutes() / 60;
                format!("expected a window of at most a day, found one of {hours} hours")
            })?;
        }
        Ok(())
    }

    /// Lets unlikely things count as meant.
    pub fn confirm(&mut self) {
        self.answers.confirm_all();
    }

    /// Refuses what is most likely a mistake, unless the operator has confirmed it.
    ///
    /// # Errors
    /// The operator has not confirmed it.
    pub fn unlikely(&self, doubt: Doubt, question: impl FnOnce() -> String) -> Result<(), Refusal> {
        if self.answers.is_confirmed(&doubt) {
            return Ok(());
        }
        let question = question();
        Err(Refusal::Unlikely { doubt, question })
    }

    /// Returns the entry that `wanted` names, as [`names::find`] does, or that the operator has chosen.
    ///
    /// # Errors
    /// There is no such entry; or there are several, and the operator has chosen none.
    pub fn find(
        &self,
        what: &'static str,
        wanted: &str,
        entries: &[Entry],
    ) -> Result<Entry, NameError> {
        match self.answers.chosen(what, Some(wanted), entries)? {
            Some(entry) => Ok(entry),
            None => names::find(what, wanted, entries),
        }
    }

    /// Returns the entry that is named, else the only one, else the one that the operator has chosen.
    ///
    /// # Errors
    /// There is none; or there are several, and the operator has chosen none.
    pub fn one(
        &self,
        what: &'static str,
        name: Option<&str>,
        entries: &[Entry],
    ) -> Result<Entry, Refusal> {
        if let Some(name) = name {
            return Ok(self.find(what, name, entries)?);
        }
        if let Some(entry) = self.answers.chosen(what, None, entries)? {
            return Ok(entry);
        }
        match entries {
            [entry] => Ok(entry.clone()),
            [] => Err(Refusal::Impossible(format!("expected {what}, found none"))),
            several => Err(Refusal::Name(NameError::Several(Choice {
                what,
                found: None,
                candidates: several.iter().map(with_id).collect(),
            }))),
        }
    }

    /// Returns the services, without the headings over them.
    pub fn services(&self) -> Vec<Entry> {
        let entries = self.root().entries("components").into_iter();
        entries.filter(|it| !it.is_true("group")).collect()
    }

    /// Returns the services of these names.
    ///
    /// # Errors
    /// One of the names leads to no service, or to several.
    pub fn services_named(&self, wanted: &[String]) -> Result<Vec<Entry>, Refusal> {
        let services = self.services();
        let found = wanted
            .iter()
            .map(|name| self.find("a service", name, &services));
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Returns the services that an incident or a maintenance names.
    pub fn services_of(&self, entry: &Entry) -> Vec<Entry> {
        let (services, named) = (self.services(), entry.entries("components"));
        let is_named = |service: &Entry| {
            named
                .iter()
                .any(|it| match (it.word("id"), service.word("id")) {
                    (Some(wanted), Some(id)) => wanted == id,
                    (Some(_), None) | (None, _) => name_of(it) == name_of(service),
                })
        };
        services.into_iter().filter(is_named).collect()
    }

    /// Sets the state of a service. A finer state than Statuspage knows stands in `state`, beside the nearest of its
    /// five words, which is never a better one.
    pub fn set_state(&mut self, service: &Entry, status: ComponentStatus) {
        let before = state_of(service);
        let nearest = nearest(status);
        service.set("status", text(word(nearest)));
        if nearest == status {
            service.remove("state");
        } else {
            service.set("state", text(word(status)));
        }
        if status == ComponentStatus::Operational {
            for member in ["eta", "eta_minutes", "note"] {
                service.remove(member);
            }
        }
        let before = before.unwrap_or_else(|| "no state".to_owned());
        let after = word(status);
        if before != after {
            self.tell(format!("{}: {before} → {after}", name_of(service)));
        }
    }

    /// Adds a message to an incident or a maintenance, and notes when it was changed and when the next one comes. Without
    /// a text there is no message.
    ///
    /// # Errors
    /// The time of the next message is no time ahead, or a language has no text.
    pub fn say(&mut self, entry: &Entry, message: &Message, status: &str) -> Result<(), Refusal> {
        entry.set("updated_at", draft::at(self.now()));
        if let Some(next) = &message.more.next {
            let next = self.ahead(next, None)?;
            entry.set("next_update_at", draft::at(next));
            self.tell(format!("next message by {}", self.written(next)));
        }
        let Some(said) = &message.text else {
            if message.more.lang.is_empty() {
                return Ok(());
            }
            let lang = "expected `--say` with `--lang`, found none".to_owned();
            return Err(Refusal::Misused(lang));
        };
        let update = object([
            ("id", Some(text(self.id_of_update(entry)))),
            ("status", Some(text(status))),
            ("body", Some(self.body(said, &message.more.lang))),
            ("display_at", Some(draft::at(self.now()))),
            ("created_at", Some(draft::at(self.now()))),
        ]);
        entry.add("incident_updates", update, is_newest_first(entry));
        self.tell(format!("{}: {said}", name_of(entry)));
        Ok(())
    }

    fn id_of_update(&self, entry: &Entry) -> String {
        let updates = entry.entries("incident_updates");
        let is_free = |id: &String| updates.iter().all(|it| it.word("id").as_ref() != Some(id));
        let base = format!("update-{}", self.now().timestamp());
        free(base, is_free)
    }

    /// Returns a text as a document has it: a string, or an object of languages.
    pub fn body(&self, said: &str, more: &[String]) -> Value {
        if more.is_empty() {
            return text(said);
        }
        let page = self.root().object_if_any("page");
        let language = page.and_then(|it| it.word("lang"));
        let mut texts = vec![(language.unwrap_or_else(|| "en".to_owned()), text(said))];
        for pair in more.chunks_exact(2) {
            if let [tag, said] = pair {
                texts.retain(|(known, _)| known != tag);
                texts.push((tag.clone(), text(said)));
            }
        }
        Value::Object(texts)
    }

    /// Returns a new id, made of a name and the date.
    pub fn id_for(&self, name: &str, list: &str) -> String {
        let entries = self.root().entries(list);
        let is_free = |id: &String| entries.iter().all(|it| it.word("id").as_ref() != Some(id));
        let mut words = names::words_of(name);
        words.truncate(6);
        let date = self.now().utc().format("%Y-%m-%d");
        free(format!("{}-{date}", words.join("-")), is_free)
    }
}

/// Returns the state of a service as the document has it: the finer word where there is one.
pub fn state_of(service: &Entry) -> Option<String> {
    service.word("state").or_else(|| service.word("status"))
}

/// Returns the operator's zone by the document.
pub(super) fn zone_of(draft: &Draft) -> Option<Tz> {
    let page = draft.root().object_if_any("page")?;
    zone::find(&page.word("time_zone")?)
}

/// Returns `base`, or with a number after it if it is taken.
fn free(base: String, is_free: impl Fn(&String) -> bool) -> String {
    let mut numbered = (2..).map(|number: u32| format!("{base}-{number}"));
    if is_free(&base) {
        return base;
    }
    numbered.find(is_free).unwrap_or(base)
}

/// Returns whether new messages stand at the beginning of the list, as Statuspage writes them; so does a list with less
/// than two dated messages.
fn is_newest_first(entry: &Entry) -> bool {
    let updates = entry.entries("incident_updates");
    let dated = |it: &Entry| {
        it.instant("display_at")
            .or_else(|| it.instant("created_at"))
    };
    let times: Vec<Instant> = updates.iter().filter_map(dated).collect();
    match (times.first(), times.last()) {
        (Some(first), Some(last)) => first >= last,
        (None, _) | (_, None) => true,
    }
}

/// Returns the word of a state as documents have it.
fn word(status: ComponentStatus) -> &'static str {
    match status.as_str() {
        "" => "unknown",
        word => word,
    }
}

/// Returns the word of Statuspage that is nearest to a state, and not better.
fn nearest(status: ComponentStatus) -> ComponentStatus {
    match status {
        ComponentStatus::Queued => ComponentStatus::Operational,
        ComponentStatus::ReadOnly => ComponentStatus::UnderMaintenance,
        ComponentStatus::Restarting => ComponentStatus::PartialOutage,
        ComponentStatus::Offline => ComponentStatus::MajorOutage,
        ComponentStatus::Operational
        | ComponentStatus::UnderMaintenance
        | ComponentStatus::DegradedPerformance
        | ComponentStatus::PartialOutage
        | ComponentStatus::MajorOutage
        | ComponentStatus::Unknown => status,
    }
}

/// Returns the list of services that an incident or a maintenance names.
pub fn affected(services: &[Entry]) -> Value {
    let service = |it: &Entry| {
        object([
            ("id", it.word("id").map(text)),
            ("name", Some(text(name_of(it)))),
        ])
    };
    Value::Array(services.iter().map(service).collect())
}

/// Returns a length in whole seconds.
pub fn seconds(length: TimeDelta) -> Value {
    number(u64::try_from(length.num_seconds()).unwrap_or_default())
}
