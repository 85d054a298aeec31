//! The groups of which a page's state consists, each alone; `timelines/` has the whole.

mod choices;
mod data;
mod peers;
mod returning;
mod screen;
mod worker;

use intermission::model::state::{Effect, Effects};

/// Returns the effects that `act` adds.
fn effects(act: impl FnOnce(&mut Effects)) -> Vec<Effect> {
    let mut effects = Effects::default();
    act(&mut effects);
    effects.into_vec()
}
