//! A terminal with a person at it: commands run in it, and a test reads and types.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// How long a test waits for a text before it fails.
const PATIENCE: Duration = Duration::from_secs(60);
/// The byte that a terminal sends for Ctrl-D, the end of the input.
pub(crate) const END_OF_INPUT: &str = "\u{4}";

/// A command whose standard input, output and error are a terminal.
pub(crate) struct Terminal {
    process: Child,
    keyboard: File,
    screen: Receiver<String>,
    shown: String,
}

impl Terminal {
    /// Runs a command in a new terminal.
    pub(crate) fn run(mut command: Command) -> Self {
        let (mut master, slave) = pair();
        let part = || slave.try_clone().unwrap();
        command.stdin(part()).stdout(part()).stderr(part());
        let process = command.spawn().unwrap();
        let keyboard = master.try_clone().unwrap();
        let (sender, screen) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Reading fails when no process has the terminal any longer.
            while let Ok(length) = master.read(&mut bytes) {
                let text = String::from_utf8_lossy(&bytes[..length]);
                if length == 0 || sender.send(text.into_owned()).is_err() {
                    break;
                }
            }
        });
        Self {
            process,
            keyboard,
            screen,
            shown: String::new(),
        }
    }

    /// Waits until a text is on the screen, and forgets everything up to its end.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        loop {
            if let Some(at) = self.shown.find(text) {
                self.shown.drain(..at + text.len());
                return;
            }
            match self.screen.recv_timeout(PATIENCE) {
                Ok(more) => self.shown.push_str(&more.replace("\r\n", "\n")),
                Err(error) => panic!("expected `{text}`, found `{}`: {error}", self.shown),
            }
        }
    }

    /// Types a text.
    pub(crate) fn type_in(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).unwrap();
    }

    /// Waits until the command ends, and returns its exit status and what is on the screen since the last text that was
    /// waited for.
    #[track_caller]
    pub(crate) fn end(mut self) -> (i32, String) {
        loop {
            match self.screen.recv_timeout(PATIENCE) {
                Ok(more) => self.shown.push_str(&more.replace("\r\n", "\n")),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    self.process.kill().unwrap();
                    panic!("expected an end, found `{}`", self.shown);
                }
            }
        }
        let status = self.process.wait().unwrap();
        (status.code().unwrap(), std::mem::take(&mut self.shown))
    }
}

/// Returns both ends of a new terminal: that of the person, and that of commands.
pub(crate) fn pair() -> (File, File) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let name = std::ffi::OsStr::from_bytes(name.to_bytes());
    let mut options = OpenOptions::new();
    options.read(true).write(true).custom_flags(libc::O_NOCTTY);
    let slave = options.open(name);
    (File::from(master), slave.unwrap())
}
