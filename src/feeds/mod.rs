//! Converts other services' status feeds to status documents.
//!
//! As pure as [`crate::model`]: no clock, no random numbers, no files, no panics. [`read::read`] recognises the format
//! of the bytes by their content and calls the reader of that format, which builds a status document like any other.
//! The page loads this code only when it gets such a feed. The modules are listed in reading order.

pub mod format;
pub mod part;
pub mod vocabulary;
pub mod time;
pub mod address;
pub mod references;
pub mod markup;
pub mod messages;
pub mod xml;
pub mod node;
pub mod recognise;
pub mod parts;
pub mod builder;
pub mod checks;
mod ids;
mod family;
pub mod news;
pub mod read;
pub mod answer;
pub mod measured;

pub mod atom;
pub mod aws;
pub mod betterstack;
pub mod cachet;
pub mod cachet2;
pub mod cachet3;
pub mod checkly;
pub mod cstate;
pub mod flashduty;
pub mod gatus;
pub mod google;
pub mod health;
pub mod heroku;
pub mod incident_io;
pub mod instatus;
pub mod kuma;
pub mod rss;
pub mod salesforce;
pub mod slack;
pub mod sorry;
pub mod statusio;
pub mod statuspal;
pub mod upptime;
pub mod uptimeflare;
pub mod uptimerobot;
pub mod vigil;
pub mod zendesk;
