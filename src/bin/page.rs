//! The entry that Trunk builds; on other targets there is nothing to start.

#[cfg(target_arch = "wasm32")]
fn main() {
    // Released pages trap at once (see `page` in the Makefile); while developing, the message is wanted.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    intermission::page::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
