//! The operator's command line: `intermission check`, `convert`, `publish`, `rehearse`, `render` and `fleet`.

pub mod check;
pub mod columns;
pub mod convert;
pub mod download;
pub mod feed;
pub mod fleet;
pub mod locate;
pub mod other_formats;
mod own_files;
pub mod page_facts;
pub mod publish;
pub mod rehearse;
pub mod render;
pub mod return_load;
pub mod screen;
pub mod terminal;
pub mod zone;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The page people see while a service is away: tools for those who run it.
#[derive(Debug, Parser)]
#[command(name = "intermission", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tells what a status document or feed says, what is wrong with it, and where.
    Check(check::Arguments),
    /// Writes a status document from anybody's feed.
    Convert(convert::Arguments),
    /// Tells how many requests a crowd of visitors makes, by the page's own code and by what others do.
    Fleet(fleet::Arguments),
    /// Puts a checked status document, and all that is made of it, where it is served.
    Publish(publish::Arguments),
    /// Serves the built page while a planned window plays, at any speed.
    Rehearse(rehearse::Arguments),
    /// Writes what a status document says without a script: in the built page, as a page, a text, a badge.
    Render(render::Arguments),
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error),
    };
    match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Fleet(arguments) => fleet::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Rehearse(arguments) => rehearse::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
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
