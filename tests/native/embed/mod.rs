//! The status on somebody else's page: what its host is told, how it is shown, and what is written about it.

mod documented;
mod shown;
mod told;

use intermission::model::state::Guest;
