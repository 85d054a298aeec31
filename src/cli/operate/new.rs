//! `new`: a status document to start from, by options or by questions.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use serde_json::json;

use super::names::words_of;
use super::refusal::Refusal;
use super::{Options, drill, report};
use crate::cli::check::Findings;
use crate::cli::option_values::read_url;
use crate::cli::terminal;
use crate::cli::zone;
use crate::model::time::instant;

/// The facts that a document begins with. Missing ones are asked for on a terminal.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct New {
    /// The name of the page, such as that of the company.
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The address of the status page.
    #[arg(long, value_name = "URL", value_parser = read_url)]
    url: Option<String>,
    /// The services, separated by commas, as `NAME` or `ID=NAME`; may be repeated.
    #[arg(long = "service", value_name = "SERVICE", value_delimiter = ',')]
    services: Vec<String>,
}

/// Writes the document, and never replaces one.
///
/// # Errors
/// There is a file of this name, the folder is that of a drill that is over, something is missing and there is no
/// terminal to ask, or the file cannot be written.
pub(super) fn new(new: &New, options: &Options, file: &Path) -> Result<(), Refusal> {
    drill::admit(file, options)?;
    let present = || {
        let found = file.display();
        Refusal::Impossible(format!("{found}: expected no file of this name, found one"))
    };
    if file.symlink_metadata().is_ok() {
        return Err(present());
    }
    let name = answer(new.name.clone(), "--name", "Name of the page")?;
    let zone = answer(
        options.zone.clone(),
        "--zone",
        "Time zone, such as Europe/Berlin",
    )?;
    let zone = zone::find(&zone).ok_or_else(|| {
        let nearest = zone::nearest(&zone);
        let hint = nearest.map_or_else(String::new, |it| format!(": did you mean `{it}`?"));
        Refusal::Misused(format!("expected an IANA time zone, found `{zone}`{hint}"))
    })?;
    let services = if new.services.is_empty() {
        let services = answer(None, "--service", "Services, separated by commas")?;
        services.split(',').map(str::to_owned).collect()
    } else {
        new.services.clone()
    };
    let now = drill::now(file, options)?;
    let document = json!({
        "published_at": instant::write(now),
        "page": page(&name, zone.name(), new.url.as_deref()),
        "components": components(&services)?,
    });
    let text = format!("{document:#}\n");
    if !options.dry_run {
        let written = File::create_new(file).and_then(|mut created| {
            let written = created.write_all(text.as_bytes());
            if written.is_err() {
                // It would stop the next attempt.
                drop(fs::remove_file(file));
            }
            written
        });
        written.map_err(|error| Refusal::File {
            file: file.to_owned(),
            error,
        })?;
    }
    report::begun(&Findings::of(text.as_bytes()), options, file, now);
    Ok(())
}

fn page(name: &str, zone: &str, url: Option<&str>) -> serde_json::Value {
    let mut page = json!({ "name": name, "time_zone": zone });
    if let (Some(url), Some(page)) = (url, page.as_object_mut()) {
        page.insert("url".to_owned(), url.into());
    }
    page
}

/// Returns the services, all of which work.
fn components(services: &[String]) -> Result<serde_json::Value, Refusal> {
    let mut ids = BTreeSet::new();
    let mut components = Vec::new();
    for service in services
        .iter()
        .map(|it| it.trim())
        .filter(|it| !it.is_empty())
    {
        let (id, name) = match service.split_once('=') {
            Some((id, name)) => (id.trim().to_owned(), name.trim()),
            None => (words_of(service).join("-"), service),
        };
        if !ids.insert(id.clone()) {
            return Err(Refusal::Misused(format!(
                "expected services with ids of their own, found `{id}` twice: write `ID=NAME`"
            )));
        }
        components.push(json!({ "id": id, "name": name, "status": "operational" }));
    }
    Ok(components.into())
}

/// Returns what an option says, else what is answered on a terminal.
fn answer(option: Option<String>, name: &str, question: &str) -> Result<String, Refusal> {
    if let Some(option) = option {
        return Ok(option);
    }
    if !io::stdin().is_terminal() {
        return Err(Refusal::Misused(format!("expected `{name}`, found none")));
    }
    terminal::print_error(&format!("{question}:"));
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line);
    match read {
        Ok(_) if !line.trim().is_empty() => Ok(line.trim().to_owned()),
        Ok(_) | Err(_) => Err(Refusal::Misused(format!(
            "expected `{name}`, found nothing"
        ))),
    }
}
