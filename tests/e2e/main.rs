//! End-to-end tests of the built page in three real browsers against `intermission rehearse`.
//!
//! `make test-e2e` passes the paths of the browsers, their drivers, the built page and axe-core in the environment. A test
//! fails if any of them is missing. Where a browser lacks a feature, the test states what is expected there instead.

#![cfg(test)]

mod accessible;
mod announcements;
mod behind_nginx;
mod console_and_layout;
mod contrast;
mod deployment;
mod display_settings;
mod failed_requests;
mod feeds;
mod files_and_notifications;
mod filters_and_settings;
mod gallery;
mod harness;
mod history;
mod keyboard;
mod keyboard_visit;
mod languages;
mod night;
mod offline;
mod one_file;
mod page_content;
mod rendered_state;
mod return_flow;
mod roles;
mod several_pages;
mod slow_site;
mod submitted_form;
mod text_direction;
mod truncated_files;
mod widget;
mod window_progress;
