//! Carries a verb out: locks the document, changes and checks it, writes it at once or not at all, and publishes it.

use std::fs::{self, File, TryLockError};
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::answers::Answers;
use super::change::Change;
use super::draft::Draft;
use super::drill;
use super::finish::finish;
use super::journal::{Journal, Line};
use super::refusal::Refusal;
use crate::cli::check::{Findings, are_coloured};
use crate::cli::feed::SourceError;
use crate::cli::own_files;
use crate::cli::terminal;
use crate::feeds::builder::Context;
use crate::model::time::instant::{self, Instant};
use crate::model::time::time_delta::TimeDelta;
use chrono_tz::Tz;

/// The longest time to wait for another process that changes the document.
const PATIENCE: Duration = Duration::from_secs(60);
const BETWEEN_TRIES: Duration = Duration::from_millis(100);
/// How often a document may change while a verb is carried out, before it gives up.
const TRIES: usize = 20;
/// How far the clock may be behind the last change, as between two machines.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(2);

/// Who says what, and how.
#[derive(Clone, Debug)]
pub struct Saying {
    /// The command without its program.
    pub verb: String,
    /// The id by which a retry is recognised.
    pub id: Option<String>,
    /// The present.
    pub now: Instant,
    /// The operator's zone, if it is not that of the document.
    pub zone: Option<Tz>,
    /// The operator's answers to questions.
    pub answers: Answers,
    /// Whether the operator is asked where something is ambiguous or unlikely.
    pub may_ask: bool,
    /// Whether problems of the document do not matter.
    pub despite_problems: bool,
    /// Whether nothing is written.
    pub is_dry: bool,
}

/// A document that was changed.
#[derive(Debug)]
pub struct Said {
    /// The document before; none for a new one.
    pub before: Option<String>,
    /// The document after.
    pub after: String,
    /// The changes, in lines.
    pub lines: Vec<String>,
    /// The findings in the document after.
    pub findings: Findings,
    /// Whether it was said before, with the same id, so that nothing changed now.
    pub is_repeated: bool,
    /// The present that the document states.
    pub now: Instant,
}

/// A document that no other verb changes meanwhile.
#[derive(Debug)]
pub struct Desk {
    /// The document, with its links followed.
    file: PathBuf,
    _lock: File,
}

impl Desk {
    /// Locks a document. The operating system releases the lock when a process ends, however it ends.
    ///
    /// # Errors
    /// The folder cannot be written to, or another process does not release the lock.
    pub fn open(file: &Path) -> Result<Self, Refusal> {
        let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let path = beside(&file, ".lock");
        let unusable = |error| Refusal::File {
            file: path.clone(),
            error,
        };
        let mut lock = own_files::open_lock(&path).map_err(unusable)?;
        let mut waited = Duration::ZERO;
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(unusable(error)),
                Err(TryLockError::WouldBlock) if waited >= PATIENCE => {
                    let mut holder = String::new();
                    lock.read_to_string(&mut holder).map_err(unusable)?;
                    return Err(Refusal::Locked {
                        file: path,
                        seconds: PATIENCE.as_secs(),
                        holder: holder.trim().to_owned(),
                    });
                }
                Err(TryLockError::WouldBlock) => {
                    if waited.is_zero() {
                        let path = path.display();
                        terminal::print_error(&format!("{path}: waiting for another process"));
                    }
                    sleep(BETWEEN_TRIES);
                    waited += BETWEEN_TRIES;
                }
            }
        }
        let holder = format!("process {}\n", std::process::id());
        let written = lock
            .set_len(0)
            .and_then(|()| lock.write_all(holder.as_bytes()));
        written.map_err(unusable)?;
        Ok(Self { file, _lock: lock })
    }

    /// Returns the document.
    ///
    /// # Errors
    /// It cannot be read, or is no text.
    pub fn read(&self) -> Result<String, Refusal> {
        read(&self.file)
    }

    /// Changes the document by `verb`, which is carried out again if anyone else changes the document meanwhile.
    ///
    /// # Errors
    /// The verb is refused, or the document is, or a file cannot be written.
    pub fn say(
        &self,
        saying: &Saying,
        verb: impl Fn(&mut Change<'_>, &str, &Journal) -> Result<Option<u64>, Refusal>,
    ) -> Result<Said, Refusal> {
        let mut journal = self.journal()?;
        for _ in 0..TRIES {
            let before = self.read()?;
            if !saying.is_dry {
                let recovered = journal.recover(Some(&before), saying.now);
                recovered.map_err(|error| self.unwritable(error))?;
            }
            let known = saying.id.as_deref().and_then(|id| journal.with_id(id));
            if let Some(line) = known {
                return Ok(repeated(&before, line, saying));
            }
            let draft = self.draft(&before)?;
            let now = self.now(&draft, saying.now)?;
            let mut change = Change::new(&draft, now, saying.zone, saying.answers.clone());
            let undoes = verb(&mut change, &before, &journal)?;
            finish(&mut change, &draft.text());
            let lines = change.into_lines();
            let after = draft.text();
            let findings = Findings::of_feed(&[(None, after.as_bytes())], Context::default());
            self.admit(&findings, &after, saying)?;
            let said = Said {
                before: Some(before.clone()),
                after: after.clone(),
                lines: lines.clone(),
                findings,
                is_repeated: false,
                now,
            };
            if saying.is_dry {
                return Ok(said);
            }
            if self.read()? != before {
                continue;
            }
            let line = Line {
                number: journal.next(),
                at: instant::write(now),
                by: whoami(),
                verb: saying.verb.clone(),
                id: saying.id.clone(),
                changes: lines,
                undoes,
                before: Some(before),
                after: Some(after.clone()),
            };
            let kept = journal.append(line);
            kept.map_err(|error| self.unwritable(error))?;
            self.replace(&after).map_err(|error| Refusal::File {
                file: self.file.clone(),
                error,
            })?;
            return Ok(said);
        }
        Err(Refusal::Impossible(format!(
            "{}: expected a document that stays the same for a moment, found one that changed {TRIES} times",
            self.file.display()
        )))
    }

    /// Returns the journal of the document.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn journal(&self) -> Result<Journal, Refusal> {
        Journal::read(&self.file).map_err(|error| self.unwritable(error))
    }

    fn unwritable(&self, error: io::Error) -> Refusal {
        Refusal::File {
            file: Journal::path_of(&self.file),
            error,
        }
    }

    fn draft(&self, text: &str) -> Result<Draft, Refusal> {
        Draft::open(text).map_err(|error| Refusal::Document {
            file: self.file.display().to_string(),
            error,
            text: text.to_owned(),
        })
    }

    /// Returns the time of the change: `now`, but not before the time of the document.
    fn now(&self, draft: &Draft, now: Instant) -> Result<Instant, Refusal> {
        let Some(published) = draft.root().instant("published_at") else {
            return Ok(now);
        };
        if published - now > CLOCK_TOLERANCE {
            let (clock, remedy) = if drill::is_beside(&self.file) {
                ("the drill", "correct `published_at`")
            } else {
                ("this machine", "set the clock, or correct `published_at`")
            };
            return Err(Refusal::Impossible(format!(
                "{}: expected `published_at` at {} or before, because that is the time of {clock}, found {}: {remedy}",
                self.file.display(),
                instant::write(now),
                instant::write(published)
            )));
        }
        Ok(published.max(now))
    }

    /// Refuses a document with problems.
    fn admit(&self, findings: &Findings, text: &str, saying: &Saying) -> Result<(), Refusal> {
        if findings.status() == 0 || saying.despite_problems {
            return Ok(());
        }
        let name = self.file.display().to_string();
        let problems = findings.problem_lines(std::slice::from_ref(&name));
        let problems: Vec<String> = problems.into_iter().map(|it| it.line).collect();
        let is_coloured = are_coloured(io::stderr().is_terminal());
        Err(Refusal::Faulty {
            findings: terminal::lines(&problems),
            snippets: findings.problem_snippets(&name, text, is_coloured),
        })
    }

    /// Replaces the document, completely or not at all. It keeps its permissions.
    fn replace(&self, text: &str) -> io::Result<()> {
        let part = beside(&self.file, ".part");
        let mut file = own_files::create(&part)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| {
            if let Ok(before) = fs::metadata(&self.file) {
                file.set_permissions(before.permissions())?;
            }
            file.sync_all()?;
            fs::rename(&part, &self.file)
        });
        if written.is_err() {
            drop(fs::remove_file(&part));
        }
        written?;
        let parent = self.file.parent().unwrap_or(Path::new("."));
        File::open(parent)?.sync_all()
    }
}

/// Reads a document.
///
/// # Errors
/// It cannot be read, or is no text.
pub fn read(file: &Path) -> Result<String, Refusal> {
    let bytes = own_files::read(file).map_err(|error| {
        Refusal::Missing(SourceError::File {
            file: file.display().to_string(),
            error,
        })
    })?;
    String::from_utf8(bytes).map_err(|error| Refusal::File {
        file: file.to_owned(),
        error: io::Error::other(format!("expected UTF-8, found: {error}")),
    })
}

/// Returns the outcome of a verb that was said before.
fn repeated(document: &str, line: &Line, saying: &Saying) -> Said {
    Said {
        before: Some(document.to_owned()),
        after: document.to_owned(),
        lines: vec![format!(
            "already said at {}, as number {}",
            line.at, line.number
        )],
        findings: Findings::of(document.as_bytes()),
        is_repeated: true,
        now: saying.now,
    }
}

/// Returns the path of a hidden file beside a document.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}{ending}"))
}

/// Returns the user and the machine, as far as the environment and the system tell them.
fn whoami() -> String {
    let variable = |name: &str| std::env::var(name).ok().filter(|it| !it.is_empty());
    let user = ["SUDO_USER", "USER", "LOGNAME"]
        .into_iter()
        .find_map(variable);
    let host = fs::read_to_string("/etc/hostname").ok();
    let host = host
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty());
    let user = user.unwrap_or_else(|| "somebody".to_owned());
    match host {
        Some(host) => format!("{user}@{host}"),
        None => user,
    }
}
