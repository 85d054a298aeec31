//! The tests that need no browser, in one binary.

#![cfg(test)]

mod accessibility;
mod check;
mod corpus;
mod documents;
mod widget;
mod expect;
mod feeds;
mod fixtures;
mod fleet;
mod languages;
mod lines;
mod locate;
mod model;
mod named_files;
mod publish;
mod rehearse;
mod render;
mod robust;
mod samples;
mod schema;
mod situations;
mod terminal;
mod tidy;
mod timelines;
mod timing;
mod tokens;
mod verdicts;
mod views;
mod warnings;
