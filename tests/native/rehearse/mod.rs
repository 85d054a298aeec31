//! `intermission rehearse`: its plans, the documents it writes and the server it runs.

mod command;
mod drill;
mod fault_text;
mod faults;
mod guard;
mod own_document;
mod planned_document;
mod plan;
mod requests;
mod server;
mod site;
mod site_faults;
