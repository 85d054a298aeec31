//! The entry Trunk builds.
#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::html::{ElementChild as _, button};
    use leptos::prelude::*;
    mount_to_body(|| button().child("hello"));
}
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
