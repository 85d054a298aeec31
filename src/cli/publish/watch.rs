//! Publishes again whenever the document changes.
//!
//! The document is read over and over rather than watched by the system: that works on network file systems, for
//! documents that are replaced as well as for those that are written into, and asks nothing of the clock. A file's
//! time would tell less: it may stay the same over two changes. See ARCHITECTURE.md for what it costs.

use std::thread::sleep;
use std::time::Duration;

use super::{Arguments, PublishError, publish, read, tell};
use crate::cli::terminal;

const BETWEEN_LOOKS: Duration = Duration::from_millis(250);
const BEFORE_RETRY: Duration = Duration::from_secs(5);

/// What the document was when it was last looked at.
#[derive(Debug, Default, PartialEq, Eq)]
enum Look {
    /// It has not been looked at.
    #[default]
    Never,
    /// It held this.
    Read(Vec<u8>),
    /// It could not be read, and this is why.
    Failed(String),
}

/// Tells when a document is to be published: once it has changed and then was found the same twice, because
/// many editors write a file bit by bit.
#[derive(Debug, Default)]
struct Watcher {
    handled: Look,
    last: Look,
}

impl Watcher {
    /// Whether what was found now is to be acted upon.
    fn is_news(&mut self, found: Look) -> bool {
        let is_settled = found == self.last;
        let is_news = is_settled && found != self.handled;
        self.last = found;
        is_news
    }
}

/// Goes on until the process is ended. What is wrong with a document is told, and what is published stays.
pub(super) fn run(arguments: &Arguments) -> ! {
    let mut watcher = Watcher::default();
    loop {
        let found = match read(&arguments.document) {
            Ok(bytes) => Look::Read(bytes),
            Err(error) => Look::Failed(error.to_string()),
        };
        if watcher.is_news(found) {
            let pause = act(arguments, &watcher.last);
            match pause {
                Pause::UntilNews => watcher.handled = std::mem::take(&mut watcher.last),
                Pause::BeforeRetry => sleep(BEFORE_RETRY),
            }
        }
        sleep(BETWEEN_LOOKS);
    }
}

/// What comes after a document was acted upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pause {
    /// It is settled.
    UntilNews,
    /// The folder could not be written to, for which the document is not to blame: a full disk may be cleared.
    BeforeRetry,
}

fn act(arguments: &Arguments, look: &Look) -> Pause {
    let bytes = match look {
        Look::Never => return Pause::UntilNews,
        Look::Failed(why) => {
            terminal::print_error(why);
            return Pause::UntilNews;
        }
        Look::Read(bytes) => bytes,
    };
    match publish(arguments, bytes) {
        Ok(done) => {
            tell(&done);
            Pause::UntilNews
        }
        Err(error) => {
            terminal::print_error(&error.to_string());
            let is_folder = matches!(error, PublishError::Folder { .. });
            if is_folder {
                Pause::BeforeRetry
            } else {
                Pause::UntilNews
            }
        }
    }
}
