//! The widget: its events, the HTML of its forms, and the documents that describe it.

mod documented;
mod events;
mod forms;

use intermission::model::state::Guest;
