//! `run`: a command whose beginning, progress and end visitors see.
//!
//! The output of the command passes through unchanged, and its exit status is that of `run`. Lines that begin with
//! `::intermission` are said as well: `::intermission progress 3/7`, `::intermission phase Verify` and
//! `::intermission say TEXT`. A thread of its own reads them, so that the command never waits for a publication; of
//! several lines about progress that have come meanwhile the last counts.
//!
//! Only success ends the maintenance. If the command fails or is ended, its phase has failed and the maintenance goes
//! on; if `run` itself is killed, the document keeps the last thing that was true.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::change::{Change, Message};
use super::draft::Entry;
use super::ending::{Over, end};
use super::maintenance::{LIST, Window, begin_named, is_under_way};
use super::phases::{Progress, Step, active, progress, step};
use super::refusal::Refusal;
use super::report::refused_text;
use super::services::{Say, say};
use super::{Options, Speaker};
use crate::cli::terminal;
use signals::Caught;

/// The beginning of lines that are said.
const MARK: &str = "::intermission ";

/// A command, and the maintenance that it is.
#[derive(Clone, Debug, clap::Args)]
pub struct Run {
    /// The maintenance, for visitors; without it, one that is under way goes on.
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    #[command(flatten)]
    window: Window,
    /// The text for visitors if the command fails.
    #[arg(long, value_name = "TEXT")]
    on_failure: Option<String>,
    /// The command with its arguments.
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// A line of the command's output that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Progress(String),
    Phase(String),
    Say(String),
}

/// Reads a line of the command.
fn read(line: &str) -> Option<Line> {
    let (verb, rest) = line.trim().strip_prefix(MARK)?.trim().split_once(' ')?;
    let rest = rest.trim().to_owned();
    match verb {
        "progress" => Some(Line::Progress(rest)),
        "phase" => Some(Line::Phase(rest)),
        "say" => Some(Line::Say(rest)),
        _ => None,
    }
}

/// Runs the command, and returns its exit status; 1 or 2 if it was not begun because that could not be said.
pub(super) fn run(run: &Run, options: &Options) -> ExitCode {
    let speaker = match Speaker::new(options) {
        Ok(speaker) => speaker,
        Err(refusal) => return refused(&refusal),
    };
    let begun = speaker.write("run: begin", true, |change| begin(change, run));
    // Until here, Ctrl-C ends the process: a question may be open. From here on a signal would leave a maintenance that is
    // not carried out.
    let mut signals = Caught::from_now();
    let begun = begun.and_then(|is_ours| speaker.publish().map(|_| is_ours));
    let is_ours = match begun {
        Ok(is_ours) => is_ours,
        Err(refusal) => return refused(&refusal),
    };
    if let Some(signal) = signals.as_mut().and_then(Caught::come) {
        said(&speaker, "run: failed", |change| fail(change, run));
        return ExitCode::from(after_signal(signal));
    }
    let status = match carry_out(run, &speaker, signals) {
        Ok(status) => status,
        Err(error) => {
            let name = run.command.first().map_or("", String::as_str);
            terminal::print_error(&format!(
                "{name}: expected a command that can be run, found: {error}"
            ));
            said(&speaker, "run: failed", |change| fail(change, run));
            return ExitCode::from(127);
        }
    };
    if status.success() {
        said(&speaker, "run: done", |change| finish(change, is_ours));
    } else {
        said(&speaker, "run: failed", |change| fail(change, run));
    }
    ExitCode::from(code(status))
}

fn refused(refusal: &Refusal) -> ExitCode {
    refused_text(refusal);
    ExitCode::from(refusal.status())
}

/// Says something while the command runs. What is refused is told and does not stop the command.
fn said(
    speaker: &Speaker<'_>,
    verb: &str,
    change: impl Fn(&mut Change<'_>) -> Result<(), Refusal>,
) {
    // Standard input is the command's.
    if let Err(refusal) = speaker.say(verb, change) {
        refused_text(&refusal);
    }
}

/// Begins the maintenance, or joins the one under way. Returns whether it was begun here.
fn begin(change: &mut Change<'_>, run: &Run) -> Result<bool, Refusal> {
    let entries = change.root().entries(LIST);
    let is_running = entries.iter().any(is_under_way);
    if run.name.is_none() && is_running {
        if let Some(name) = run.window.first_phase() {
            step(change, &Step::start(name))?;
        }
        return Ok(false);
    }
    let name = run.name.as_deref().unwrap_or("Maintenance");
    begin_named(change, name, &run.window)?;
    Ok(true)
}

/// Ends what was begun here: the maintenance, else the active phase.
fn finish(change: &mut Change<'_>, is_ours: bool) -> Result<(), Refusal> {
    if is_ours {
        change.confirm();
        return end(change, &Over::default());
    }
    if active(change)?.is_some() {
        step(change, &Step::done())?;
    }
    Ok(())
}

/// Says that the active phase has failed, and leaves the maintenance open.
fn fail(change: &mut Change<'_>, run: &Run) -> Result<(), Refusal> {
    let phase = active(change)?;
    let text = run.on_failure.clone();
    let text =
        text.unwrap_or_else(|| "A step of the work has failed. The work goes on.".to_owned());
    let message = Message::of(text.clone());
    match phase {
        Some(_) => step(change, &Step::fail(message)),
        None => say(change, &Say::of(text)),
    }
}

/// Runs the command, and says what it says, until both have ended.
fn carry_out(run: &Run, speaker: &Speaker<'_>, signals: Option<Caught>) -> io::Result<ExitStatus> {
    let Some((program, arguments)) = run.command.split_first() else {
        return Err(io::Error::other("no command"));
    };
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    if let Some(signals) = signals {
        signals.pass_on(&child);
    }
    let Some(output) = child.stdout.take() else {
        return child.wait();
    };
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        scope.spawn(move || speak(speaker, &receiver));
        pass_through(output, sender)?;
        child.wait()
    })
}

/// Passes the output of the command through, and its lines to `sender`, until there is no more.
fn pass_through(output: impl io::Read, sender: Sender<Line>) -> io::Result<()> {
    let mut output = BufReader::new(output);
    let mut bytes = Vec::new();
    while output.read_until(b'\n', &mut bytes)? > 0 {
        // A reader that has gone does not stop the command.
        drop(io::stdout().lock().write_all(&bytes));
        drop(io::stdout().lock().flush());
        if let Some(line) = read(&String::from_utf8_lossy(&bytes)) {
            drop(sender.send(line));
        }
        bytes.clear();
    }
    Ok(())
}

/// Says the lines that come, until no more can come.
fn speak(speaker: &Speaker<'_>, receiver: &Receiver<Line>) {
    let mut waiting: Option<Line> = None;
    while let Some(line) = waiting.take().or_else(|| receiver.recv().ok()) {
        let mut line = line;
        while matches!(line, Line::Progress(_)) {
            match receiver.try_recv() {
                Ok(next @ Line::Progress(_)) => line = next,
                Ok(next) => {
                    waiting = Some(next);
                    break;
                }
                Err(_) => break,
            }
        }
        said(speaker, "run", |change| match &line {
            Line::Progress(count) => progress(change, &Progress::of(count.clone())),
            Line::Phase(name) => next_phase(change, name),
            Line::Say(text) => say(change, &Say::of(text.clone())),
        });
    }
}

/// Ends the active phase, and begins the named one.
fn next_phase(change: &mut Change<'_>, name: &str) -> Result<(), Refusal> {
    let active: Option<Entry> = active(change)?;
    if active.is_some() {
        step(change, &Step::done())?;
    }
    step(change, &Step::start(name.to_owned()))
}

/// Returns the exit status as shells have it: 128 and the number of the signal that ended the command.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        if let Some(signal) = status.signal() {
            return after_signal(signal);
        }
    }
    let code = status.code().unwrap_or(1);
    u8::try_from(code).unwrap_or(u8::MAX)
}

/// Returns the exit status after a signal, as shells have it.
fn after_signal(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}

/// Signals that end a process are passed on to the command, whose end is then told as any other.
#[cfg(unix)]
mod signals {
    use super::Child;
    use crate::cli::terminal;
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::{self, IsTerminal as _, stdin};
    use std::thread;
    use std::time::Duration;
    use tokio::runtime::{Builder, Runtime};
    use tokio::signal::unix::{Signal as Stream, SignalKind, signal};
    use tokio::time::timeout;

    /// As long as a signal that has come takes to be told.
    const MOMENT: Duration = Duration::from_millis(1);

    /// Signals that do not end this process any longer, until they are passed on.
    pub(super) struct Caught {
        runtime: Runtime,
        coming: Coming,
    }

    struct Coming {
        hangup: Stream,
        interrupt: Stream,
        terminate: Stream,
    }

    impl Coming {
        async fn next(&mut self) -> Signal {
            tokio::select! {
                _ = self.hangup.recv() => Signal::HUP,
                _ = self.interrupt.recv() => Signal::INT,
                _ = self.terminate.recv() => Signal::TERM,
            }
        }
    }

    impl Caught {
        /// Catches signals from now on. Prints an error and returns `None` if they cannot be caught.
        pub(super) fn from_now() -> Option<Self> {
            let caught = Self::new();
            if caught.is_err() {
                terminal::print_error("signals are not passed on to the command");
            }
            caught.ok()
        }

        fn new() -> io::Result<Self> {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            let entered = runtime.enter();
            let coming = Coming {
                hangup: signal(SignalKind::hangup())?,
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            };
            drop(entered);
            Ok(Self { runtime, coming })
        }

        /// Returns the number of a signal that has come.
        pub(super) fn come(&mut self) -> Option<i32> {
            let (runtime, coming) = (&self.runtime, &mut self.coming);
            let come = runtime.block_on(async { timeout(MOMENT, coming.next()).await });
            come.ok().map(Signal::as_raw)
        }

        /// Passes signals on for as long as this process lives.
        pub(super) fn pass_on(self, child: &Child) {
            let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
            if let Some(id) = id {
                thread::spawn(move || self.wait(id));
            }
        }

        fn wait(mut self, id: Pid) {
            loop {
                let passed = self.runtime.block_on(self.coming.next());
                // A terminal sends this one to the command itself.
                if passed != Signal::INT || !stdin().is_terminal() {
                    // It fails only if the command has ended meanwhile.
                    kill_process(id, passed).unwrap_or_default();
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod signals {
    use super::Child;

    pub(super) struct Caught;

    impl Caught {
        pub(super) fn from_now() -> Option<Self> {
            None
        }

        pub(super) fn come(&mut self) -> Option<i32> {
            None
        }

        pub(super) fn pass_on(self, _: &Child) {}
    }
}
