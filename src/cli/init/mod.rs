//! `intermission init`: writes the settings and a status document to start from.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::config::FILE;
use super::publish::edition::{DOCUMENT, written};
use super::rehearse::clock::real_now;
use super::terminal;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

const SETTINGS: &str = include_str!("intermission.toml");
const STATUS: &str = include_str!("status.json");
/// Describes the settings to editors; the first line of [`SETTINGS`] names it.
const SCHEMA: &str = include_str!("../../../docs/intermission.schema.json");
const SCHEMA_FILE: &str = "intermission.schema.json";
/// The instants in [`STATUS`], and how long after the start of the current minute they are, in minutes.
const INSTANTS: [(&str, i64); 3] = [("PUBLISHED_AT", 0), ("BEGIN", 0), ("END", 120)];

/// The arguments of `intermission init`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if the files are written, 1 if not; existing files are never overwritten"
)]
pub struct Arguments {
    /// Write to this folder, which is created if there is none.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// The reason why the files were not written. No file was overwritten, and no part of one is left.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// The operator: a file is already there.
    #[error("{}: expected no file of this name, found one: remove it, or name another folder", .file.display())]
    Present {
        /// The file.
        file: PathBuf,
    },
    /// The operator or the machine: a file cannot be written.
    #[error("{}: expected a folder that can be written to, found: {error}", .folder.display())]
    Unwritable {
        /// The folder.
        folder: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
}

/// Writes the files, and prints the commands that come next.
pub fn run(arguments: &Arguments) -> ExitCode {
    match write(&arguments.folder, real_now()) {
        Ok(()) => {
            let folder = arguments.folder.display();
            terminal::print(&format!(
                "wrote {FILE}, {DOCUMENT} and {SCHEMA_FILE} in {folder}\n\
                 next: edit {DOCUMENT}, see `intermission check {DOCUMENT}`, and put the page where it is served by\n  \
                 intermission publish {DOCUMENT} --to DIR\n"
            ));
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::print_error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, now: Instant) -> Result<(), InitError> {
    let unwritable = |error| InitError::Unwritable {
        folder: folder.to_owned(),
        error,
    };
    fs::create_dir_all(folder).map_err(unwritable)?;
    let status = status(now);
    let files = [(FILE, SETTINGS), (DOCUMENT, &status), (SCHEMA_FILE, SCHEMA)];
    for (name, _) in files {
        let file = folder.join(name);
        if file.symlink_metadata().is_ok() {
            return Err(InitError::Present { file });
        }
    }
    let mut made = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        let written = File::create_new(&path).and_then(|mut file| {
            made.push(path);
            file.write_all(text.as_bytes())
        });
        if let Err(error) = written {
            // `init` overwrites nothing, so that a file left here would stop the next attempt.
            for path in made {
                drop(fs::remove_file(path));
            }
            return Err(unwritable(error));
        }
    }
    Ok(())
}

/// Returns the status document: a maintenance that begins now.
fn status(now: Instant) -> String {
    let minute = now.timestamp().div_euclid(60) * 60;
    let start = Instant::from_timestamp(minute).unwrap_or(now);
    let fill = |text: String, (name, minutes): (&str, i64)| {
        let at = start.checked_add_signed(TimeDelta::minutes(minutes));
        text.replace(name, &written(at.unwrap_or(start)))
    };
    INSTANTS.into_iter().fold(STATUS.to_owned(), fill)
}
