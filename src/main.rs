//! The native command `intermission`: everything it does is in [`intermission::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    intermission::cli::run()
}
