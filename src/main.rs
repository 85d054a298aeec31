//! The native command `intermission`; on wasm32 there is nothing to run.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    intermission::cli::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
