//! `intermission completions` and `intermission man`: completions for shells, and manual pages.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

use super::terminal;

/// The arguments of `intermission completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// The arguments of `intermission man`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if the pages are written, 1 if the directory cannot be written to"
)]
pub struct ManArguments {
    /// The directory for the pages, which is made if it is missing.
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

/// Prints the completions of `command` for a shell.
pub fn completions(arguments: &CompletionsArguments, mut command: Command) -> ExitCode {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    terminal::print_bytes(&script);
    ExitCode::SUCCESS
}

/// Writes a manual page for `command` and one for each of its verbs.
pub fn man(arguments: &ManArguments, command: Command) -> ExitCode {
    let directory = &arguments.directory;
    let written = std::fs::create_dir_all(directory)
        .and_then(|()| clap_mangen::generate_to(command, directory));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::print_error(&format!(
                "{}: cannot write the manual pages: {error}",
                directory.display()
            ));
            ExitCode::FAILURE
        }
    }
}
