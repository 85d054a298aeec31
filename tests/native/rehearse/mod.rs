//! `intermission rehearse`: its plans, the documents it writes and the server it runs.

mod performance;
mod plan;
mod server;
