//! The gallery: every state in every form, theme and width, each in a cell of its own with a stopped clock.
//!
//! It is there while somebody rehearses and is no part of the built page. `/gallery.html` shows all cells, with
//! filters in its address; `/gallery/FORM/STATE/THEME` is one of them, and `/gallery/at/WIDTH/…` the same at a width
//! of its own, whatever the window's. `/gallery/words.html?lang=TAG` has every phrase of a language.

mod cell;
mod html;
mod past;
mod states;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, DATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde_json::json;

use super::clock::http_date;
use super::files::POLICY;
use super::plan::Plan;
use crate::cli::site::PageSource;
use cell::{Cell, GalleryForm, Theme};
use states::{ALL, GalleryState, Reply};

/// The widths of cells, in CSS pixels: phone, tablet, desktop.
const WIDTHS: [u16; 3] = [360, 768, 1280];

/// The gallery. It shows the reference window, whatever plan is rehearsed.
#[derive(Debug)]
pub(super) struct Gallery {
    plan: Option<Plan>,
    page: PageSource,
}

impl Gallery {
    pub(super) fn new(page: PageSource) -> Self {
        Self {
            plan: Plan::reference().ok(),
            page,
        }
    }

    fn cell(&self, cell: Cell) -> Response {
        let Some(plan) = &self.plan else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let html = match html::html(cell, plan, &self.page) {
            Ok(html) => html,
            Err(error) => {
                let message = error.to_string();
                return (StatusCode::INTERNAL_SERVER_ERROR, message).into_response();
            }
        };
        let mut response = text("text/html; charset=utf-8", html);
        let status = StatusCode::from_u16(cell.state.delivered);
        if let (GalleryForm::Page, Ok(status)) = (cell.form, status) {
            *response.status_mut() = status;
        }
        if matches!(
            cell.form,
            GalleryForm::Page | GalleryForm::Frame | GalleryForm::History
        ) {
            let policy = HeaderValue::from_static(POLICY);
            response
                .headers_mut()
                .insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    /// Returns the document of a state, dated as of then.
    async fn document(&self, state: &GalleryState) -> Response {
        let document = self.plan.as_ref().and_then(|plan| state.document(plan));
        let mut response = match state.reply {
            Reply::Document => text("application/json", document.unwrap_or_default()),
            Reply::Never => std::future::pending().await,
            Reply::Failure(status) => {
                let status = StatusCode::from_u16(status);
                status.unwrap_or(StatusCode::BAD_GATEWAY).into_response()
            }
        };
        if let Ok(date) = HeaderValue::try_from(http_date(state.at())) {
            response.headers_mut().insert(DATE, date);
        }
        response
    }
}

/// Returns the routes of the gallery, which has a state of its own.
pub(super) fn router<S: Clone + Send + Sync + 'static>(gallery: Gallery) -> Router<S> {
    Router::new()
        .route("/gallery.html", get(index))
        .route("/gallery/words.html", get(phrases))
        .route("/gallery/{*path}", get(answer))
        .with_state(Arc::new(gallery))
}

/// `/gallery.html`
async fn index() -> Response {
    let html = include_str!("../../../../gallery/index.html");
    text("text/html; charset=utf-8", html.to_owned())
}

/// `/gallery/words.html?lang=de`
async fn phrases(State(gallery): State<Arc<Gallery>>, RawQuery(query): RawQuery) -> Response {
    let tag = query.as_deref().and_then(|it| it.strip_prefix("lang="));
    let tag = tag.unwrap_or("en");
    let html = gallery
        .plan
        .as_ref()
        .and_then(|plan| words::html(tag, plan));
    match html {
        Some(html) => text("text/html; charset=utf-8", html),
        None => (StatusCode::NOT_FOUND, "There is no such language.\n").into_response(),
    }
}

/// `/gallery/…`
async fn answer(State(gallery): State<Arc<Gallery>>, Path(path): Path<String>) -> Response {
    if let Some(file) = file(&path) {
        return file;
    }
    let state = path
        .strip_prefix("documents/")
        .and_then(|it| it.strip_suffix(".json"));
    if let Some(state) = state.and_then(GalleryState::find) {
        return gallery.document(state).await;
    }
    if let Some(file) = history_file(&path) {
        return match file {
            Ok(content) => text("application/json", content.to_owned()),
            Err(status) => status.into_response(),
        };
    }
    let framed = path.strip_prefix("at/").and_then(|it| it.split_once('/'));
    if let Some((width, cell)) = framed
        && let (Ok(width), Some(cell)) = (width.parse(), Cell::parse(cell))
    {
        return text("text/html; charset=utf-8", html::framed(cell, width));
    }
    match Cell::parse(&path) {
        Some(cell) => gallery.cell(cell),
        None => (StatusCode::NOT_FOUND, "There is no such cell.\n").into_response(),
    }
}

/// Returns a file of the history that the history page of a state asks for, `history/STATE/history/FILE`.
fn history_file(path: &str) -> Option<Result<&'static str, StatusCode>> {
    let (state, name) = path.strip_prefix("history/")?.split_once("/history/")?;
    Some(GalleryState::find(state)?.past?.file(name))
}

/// Returns the gallery's own files.
fn file(path: &str) -> Option<Response> {
    let (kind, content) = match path {
        "cells.json" => return Some(text("application/json", cells())),
        "gallery.css" => ("text/css", include_str!("../../../../gallery/gallery.css")),
        "gallery.js" => (
            "text/javascript",
            include_str!("../../../../gallery/gallery.js"),
        ),
        "host.css" => ("text/css", include_str!("../../../../gallery/host.css")),
        "still.js" => (
            "text/javascript",
            include_str!("../../../../gallery/still.js"),
        ),
        _ => return None,
    };
    Some(text(kind, content.to_owned()))
}

/// Returns the values of all filters, and the addresses of all cells.
fn cells() -> String {
    let states = ALL.iter().map(|it| json!([it.name, it.caption]));
    let list = json!({
        "state": states.collect::<Vec<_>>(),
        "form": GalleryForm::ALL.map(GalleryForm::name),
        "theme": Theme::ALL.map(|theme| theme.name),
        "width": WIDTHS,
        "cells": Cell::all().map(|cell| cell.address()).collect::<Vec<_>>(),
    });
    list.to_string()
}

fn text(kind: &'static str, content: String) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")], content).into_response()
}
