//! The clock of a drill as a file beside its document, from which the verbs take the time.
//!
//! The file stays when the drill is over: verbs then change nothing, and no verb ever publishes a document beside it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::own_files;
use crate::cli::rehearse::clock::Speed;
use crate::model::time::instant::Instant;

/// The clock of a drill. Times are milliseconds since the beginning of 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillClock {
    /// The time of this machine at the start of the drill.
    real_ms: i64,
    /// The time of the drill at its start.
    drill_ms: i64,
    /// How many times as fast as real time the drill is played.
    speed: Speed,
    /// The time of the drill at its end; `None` while it is played.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended_ms: Option<i64>,
}

impl DrillClock {
    /// Returns the clock of a drill that starts at `start` of its own time when this machine has the time `real`.
    pub fn new(real: Instant, start: Instant, speed: Speed) -> Self {
        Self {
            real_ms: real.timestamp_millis(),
            drill_ms: start.timestamp_millis(),
            speed,
            ended_ms: None,
        }
    }

    /// Returns the clock of a drill that has ended at `end` of its own time.
    #[must_use]
    pub fn ended(self, end: Instant) -> Self {
        Self {
            ended_ms: Some(end.timestamp_millis()),
            ..self
        }
    }

    /// Returns the time of the drill at the time `real` of this machine. It stands still after the end.
    ///
    /// ```
    /// use intermission::cli::rehearse::Speed;
    /// use intermission::cli::rehearse::drill::clock_file::DrillClock;
    /// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
    /// let (real, start) = (Instant::UNIX_EPOCH, Instant::UNIX_EPOCH + TimeDelta::days(1));
    /// let clock = DrillClock::new(real, start, Speed::new(60.0).unwrap());
    /// let later = real + TimeDelta::seconds(2);
    /// assert_eq!(clock.now(later), start + TimeDelta::minutes(2));
    /// assert_eq!(clock.now(real - TimeDelta::seconds(2)), start, "the machine's clock was set back");
    /// assert_eq!(clock.ended(start).now(later), start);
    /// ```
    pub fn now(&self, real: Instant) -> Instant {
        let instant = |millis| Instant::from_timestamp_millis(millis).unwrap_or_default();
        if let Some(ended) = self.ended_ms {
            return instant(ended);
        }
        instant(self.drill_ms) + self.speed.passed(real - instant(self.real_ms))
    }

    /// Returns the time of the drill at its end; `None` while it is played.
    pub fn end(&self) -> Option<Instant> {
        Instant::from_timestamp_millis(self.ended_ms?)
    }

    /// Returns the path of the clock beside a document: a hidden file, which servers do not send.
    pub fn path_of(document: &Path) -> PathBuf {
        let document = fs::canonicalize(document).unwrap_or_else(|_| document.to_owned());
        let name = document.file_stem().unwrap_or_default().to_string_lossy();
        document.with_file_name(format!(".{name}.drill.json"))
    }

    /// Reads the clock beside a document; `None` if the document belongs to no drill.
    ///
    /// # Errors
    /// There is a clock that cannot be read.
    pub fn read(document: &Path) -> io::Result<Option<Self>> {
        let Some(bytes) = own_files::read_if_any(&Self::path_of(document))? else {
            return Ok(None);
        };
        let clock = serde_json::from_slice(&bytes);
        let clock = clock.map_err(|error| {
            io::Error::other(format!("expected the clock of a drill, found: {error}"))
        })?;
        Ok(Some(clock))
    }

    /// Writes the clock beside a document, completely or not at all.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, document: &Path) -> io::Result<()> {
        let path = Self::path_of(document);
        let part = path.with_extension("json.part");
        let mut file = own_files::create(&part)?;
        let text = serde_json::to_string(self)?;
        file.write_all([&text, "\n"].concat().as_bytes())?;
        fs::rename(&part, &path)
    }
}
