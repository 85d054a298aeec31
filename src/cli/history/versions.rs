//! The versions of a file in a git repository, oldest first.

use std::io::{self, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use super::HistoryError;
use crate::cli::progress::Progress;
use crate::model::document::read::MAX_BYTES;
use crate::model::time::instant::Instant;

/// A version of the file.
pub(super) struct Version {
    /// When it was committed.
    pub(super) at: Instant,
    /// Its content; `None` where the file was removed, or has more than [`MAX_BYTES`].
    pub(super) bytes: Option<Vec<u8>>,
}

/// Calls `with` for every version of `file` in the repository at `repository`, along the first parents of its present
/// commit. The content is read one by one: a repository may have hundreds of thousands of versions. A terminal shows
/// how many are done.
///
/// # Errors
/// There is no git, no such repository, or git fails.
pub(super) fn each(
    repository: &Path,
    file: &str,
    mut with: impl FnMut(Version),
) -> Result<usize, HistoryError> {
    let git = |error: io::Error| failed(repository, error.to_string());
    let commits = commits(repository, file)?;
    let mut reader = command(repository)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(git)?;
    let (Some(mut requests), Some(answers)) = (reader.stdin.take(), reader.stdout.take()) else {
        return Err(git(io::Error::other("expected pipes to git")));
    };
    let mut answers = BufReader::new(answers);
    let total = u64::try_from(commits.len()).unwrap_or(u64::MAX);
    let progress = Progress::new(total, "versions");
    for (commit, at) in &commits {
        // One at a time, so that neither side waits for the other with a full pipe.
        writeln!(requests, "{commit}:{file}").map_err(git)?;
        let bytes = answer(&mut answers).map_err(git)?;
        with(Version { at: *at, bytes });
        progress.advance(1);
    }
    drop(requests);
    reader.wait().map_err(git)?;
    Ok(commits.len())
}

/// Returns the commits that changed the file, oldest first, and their times.
fn commits(repository: &Path, file: &str) -> Result<Vec<(String, Instant)>, HistoryError> {
    // Requests to git are lines.
    if file.contains('\n') {
        return Ok(Vec::new());
    }
    let output = command(repository)
        .args([
            "log",
            "--first-parent",
            "--reverse",
            "--format=%H %ct",
            "--",
        ])
        .arg(format!(":(top,literal){file}"))
        .output()
        .map_err(|error| failed(repository, error.to_string()))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(failed(repository, message));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let commit = |line: &str| {
        let (commit, seconds) = line.split_once(' ')?;
        let at = Instant::from_timestamp(seconds.parse().ok()?)?;
        Some((commit.to_owned(), at))
    };
    Ok(text.lines().filter_map(commit).collect())
}

/// Reads one answer of `git cat-file --batch`: a line with the length, the content, and the end of a line.
fn answer(answers: &mut impl io::BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let [_, kind, length] = words.as_slice() else {
        return Err(io::Error::other(format!(
            "expected an answer of git, found `{line}`"
        )));
    };
    let Ok(length) = length.parse::<u64>() else {
        // `COMMIT:FILE missing`, where the name has spaces.
        return Ok(None);
    };
    let mut content = answers.take(length + 1);
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    if *kind != "blob" || length > limit {
        io::copy(&mut content, &mut io::sink())?;
        return Ok(None);
    }
    let mut bytes = Vec::new();
    content.read_to_end(&mut bytes)?;
    bytes.pop();
    Ok(Some(bytes))
}

fn failed(repository: &Path, message: String) -> HistoryError {
    HistoryError::Git {
        repository: repository.to_owned(),
        message,
    }
}

fn command(repository: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).env("LC_ALL", "C");
    command
}
