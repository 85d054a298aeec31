//! Intermission.
