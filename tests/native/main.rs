//! The tests that need no browser, in one binary.

#![cfg(test)]

mod accessibility;
mod built_page;
mod check;
mod config;
mod corpus;
mod documents;
mod widget;
mod expect;
mod feeds;
mod fixtures;
mod fleet;
mod history;
mod init;
mod languages;
mod limited;
mod lines;
mod locate;
mod members;
mod model;
mod named_files;
mod operate;
mod package;
mod pseudo_terminal;
mod publish;
mod reference;
mod rehearse;
mod render;
mod robust;
mod samples;
mod schema;
mod shell;
mod site;
mod serve;
mod situations;
mod terminal;
mod tidy;
mod timelines;
mod timing;
mod tokens;
mod verdicts;
mod views;
mod warnings;
