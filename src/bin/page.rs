//! The entry Trunk builds.
#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::html::{button, ElementChild as _};
    use leptos::prelude::*;
    mount_to_body(|| button().child("hello"));
}
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
