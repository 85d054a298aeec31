//! The journal beside a document: who said what, when, and the document before and after.
//!
//! A line is appended and synced before the document is replaced. A process that ends between the two leaves a line that
//! was never said; the next verb recognises it, because the document is still the one from before, and adds a line that
//! takes it back. Lines are never changed or removed.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::own_files;
use crate::model::document::wire::Document;
use crate::model::time::instant::Reading::At;
use crate::model::time::instant::{self, Instant};

/// A line of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// When it was said.
    pub at: String,
    /// The user and the machine, as far as they are known.
    pub by: String,
    /// The command without its program.
    pub verb: String,
    /// The id by which a retry is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The changes, in lines.
    #[serde(default)]
    pub changes: Vec<String>,
    /// The number of the line that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    /// The document before; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The document after; none where the line only notes that another one was never said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// The lines of a journal that were said.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    path: PathBuf,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
    /// The number of lines that cannot be read, as a process leaves one that is ended while it writes.
    pub damaged: usize,
    /// The greatest number of a line.
    last: u64,
}

impl Journal {
    /// Returns the path of the journal of a document: a hidden file beside it, which servers do not send.
    pub fn path_of(document: &Path) -> PathBuf {
        let name = document.file_stem().unwrap_or_default().to_string_lossy();
        document.with_file_name(format!(".{name}.journal.jsonl"))
    }

    /// Reads the journal of a document, which may have none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(document: &Path) -> io::Result<Self> {
        let path = Self::path_of(document);
        let bytes = own_files::read_if_any(&path)?.unwrap_or_default();
        let mut journal = Self {
            path,
            ..Self::default()
        };
        for line in bytes
            .split(|byte| *byte == b'\n')
            .filter(|it| !it.is_empty())
        {
            match serde_json::from_slice::<Line>(line) {
                Ok(line) => journal.add(line),
                Err(_) => journal.damaged += 1,
            }
        }
        Ok(journal)
    }

    fn add(&mut self, line: Line) {
        self.last = self.last.max(line.number);
        if line.after.is_none() {
            self.lines.retain(|it| Some(it.number) != line.undoes);
        } else {
            self.lines.push(line);
        }
    }

    /// Returns the number of the next line.
    pub fn next(&self) -> u64 {
        self.last + 1
    }

    /// Returns the line that was said with an id.
    pub fn with_id(&self, id: &str) -> Option<&Line> {
        self.lines
            .iter()
            .rev()
            .find(|it| it.id.as_deref() == Some(id))
    }

    /// Returns the last line that was neither taken back nor takes another back.
    pub fn last_to_undo(&self) -> Option<&Line> {
        let is_undone = |number: u64| self.lines.iter().any(|it| it.undoes == Some(number));
        let mut lines = self.lines.iter().rev();
        lines.find(|it| it.undoes.is_none() && !is_undone(it.number))
    }

    /// Takes back the last line if the process that wrote it ended before it replaced the document, which is `present`.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub fn recover(&mut self, present: Option<&str>, now: Instant) -> io::Result<()> {
        let Some(last) = self.lines.last() else {
            return Ok(());
        };
        let is_said = last.after.as_deref() == present || is_later(present, last.after.as_deref());
        if is_said {
            return Ok(());
        }
        let line = Line {
            number: self.next(),
            at: instant::write(now),
            verb: "never said".to_owned(),
            undoes: Some(last.number),
            ..Line::default()
        };
        self.append(line)
    }

    /// Appends a line, and returns when it is on the disk.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub fn append(&mut self, line: Line) -> io::Result<()> {
        let mut file = open(&self.path)?;
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        if is_cut_off(&mut file)? {
            text.insert(0, '\n');
        }
        file.seek(SeekFrom::End(0))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        self.add(line);
        Ok(())
    }
}

/// Returns whether a document was written at the time of `line`, or later, by its `published_at`.
fn is_later(present: Option<&str>, line: Option<&str>) -> bool {
    let published = |text: &str| {
        let (document, _) = Document::read(text.as_bytes()).ok()?;
        let At(at) = instant::read(&document.published_at?) else {
            return None;
        };
        Some(at)
    };
    match (present.and_then(published), line.and_then(published)) {
        (Some(present), Some(line)) => line <= present,
        (Some(_) | None, None) | (None, Some(_)) => false,
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NOFOLLOW).mode(0o600);
    }
    options.open(path)
}

/// Returns whether the last line has no end.
fn is_cut_off(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
