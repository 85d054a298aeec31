//! The operator's command line: `intermission init`, `check`, `convert`, `publish`, `rehearse`, `render` and others.

pub mod check;
pub mod columns;
pub mod config;
pub mod convert;
pub mod download;
pub mod feed;
pub mod fleet;
pub mod history;
pub mod init;
pub mod locate;
pub mod operate;
pub mod option_values;
pub mod other_formats;
pub mod overdue;
mod own_files;
pub mod page_facts;
pub mod progress;
pub mod publish;
pub mod rehearse;
pub mod render;
pub mod return_load;
pub mod screen;
pub mod shell;
pub mod site;
pub mod serve;
mod stop_signal;
pub mod terminal;
pub mod zone;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

/// Describes status documents to editors and validators. A test compares it with the reader.
const SCHEMA: &str = include_str!("../../public/status.schema.json");

/// Tools for operators of Intermission, the page that people see while a service is down.
#[derive(Debug, Parser)]
#[command(name = "intermission", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Validate a status document or feed, and show what visitors would see.
    Check(check::Arguments),
    /// Print completions for a shell.
    Completions(shell::CompletionsArguments),
    /// Convert another service's feed to a status document, on standard output.
    Convert(convert::Arguments),
    /// Simulate the request load of many visitors, beside that of other kinds of page.
    Fleet(fleet::Arguments),
    /// Show the history that `publish` keeps, add to it what others know of the past, or remove old months.
    History(history::Arguments),
    /// Write settings and a status document to start from.
    Init(init::Arguments),
    /// Write the manual pages of this command.
    Man(shell::ManArguments),
    /// Validate a status document or feed, and put the page and all that is rendered from it where it is served.
    Publish(publish::Arguments),
    /// Serve the built page while a planned maintenance plays, at any speed.
    Rehearse(rehearse::Arguments),
    /// Render a status document in a form that needs no script: in the built page, as a page, a text, a badge.
    Render(render::Arguments),
    /// Print the JSON Schema of status documents.
    Schema,
    /// Answer every request with the page while a site is down, in a container, a cluster or behind a proxy.
    Serve(serve::Arguments),
    #[command(flatten)]
    Operate(operate::Verb),
}

/// Runs the command that the arguments of the process name.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error),
    };
    match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments, Arguments::command()),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Fleet(arguments) => fleet::run(&arguments),
        Command::History(arguments) => history::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Man(arguments) => shell::man(&arguments, Arguments::command()),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Rehearse(arguments) => rehearse::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
        Command::Schema => {
            terminal::print(SCHEMA);
            ExitCode::SUCCESS
        }
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Operate(verb) => operate::run(&verb),
    }
}

/// Prints help to standard output, or what is wrong with the arguments to standard error.
fn explain(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if error.use_stderr() {
        terminal::print_error_lines(&text);
    } else {
        terminal::print(&text);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
