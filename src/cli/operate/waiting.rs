//! Waits until a site is back, by the rule by which the page takes visitors back: two good answers in a row, the last of
//! them not slow, with a pause after each bad one that grows.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::thread::sleep;
use std::time::Duration;

use super::refusal::Refusal;
use crate::cli::download::{self, DownloadError};
use crate::cli::rehearse::clock::real_now;
use crate::cli::terminal;
use crate::feeds::address::is_same_origin;
use crate::model::policy::resume::Resume;
use crate::model::policy::return_flow::{ReturnFlow, ReturnStep};
use crate::model::policy::return_target::{Place, ReturnTarget};

/// The beginning of a page in place of a site, within which its mark stands.
const HEAD: usize = 1024;
const MARK: &str = "data-intermission";

/// Waits until `url` answers well; there is no limit of time. What it answers meanwhile is told on standard error.
///
/// # Errors
/// No request can be sent to such a URL.
pub(super) fn until_well(url: &str) -> Result<(), Refusal> {
    let target = ReturnTarget::parse("/", &Place::default(), &[]);
    let target = target.map_err(|error| Refusal::Misused(error.to_string()))?;
    let mut flow = ReturnFlow::default();
    // There is no crowd to be spread: only this command asks.
    flow.begin(target, &Resume::default(), real_now(), 0.0);
    let mut told = String::new();
    while !flow.is_leaving() {
        match flow.take(real_now(), true) {
            Some(ReturnStep::Probe) => {
                let answer = probe(url)?;
                flow.probed(answer.is_none(), real_now(), random());
                let answer = answer.unwrap_or_else(|| format!("{url}: answers well"));
                if answer != told {
                    terminal::print_error(&answer);
                    told = answer;
                }
            }
            Some(ReturnStep::Leave(_)) | None => sleep(Duration::from_millis(100)),
        }
    }
    Ok(())
}

/// Sends a probe, and returns what is wrong with the answer, if anything is.
fn probe(url: &str) -> Result<Option<String>, Refusal> {
    match download::get(url) {
        Ok(got) => {
            let head = got.bytes.get(..HEAD).unwrap_or(&got.bytes);
            let is_page = String::from_utf8_lossy(head).contains(MARK);
            if is_page {
                return Ok(Some(format!(
                    "{url}: expected the site, found the page in its place"
                )));
            }
            let elsewhere = || {
                format!(
                    "{url}: expected an answer of this origin, found one of {}",
                    got.url
                )
            };
            Ok((!is_same_origin(url, &got.url)).then(elsewhere))
        }
        Err(error @ DownloadError::BadUrl { .. }) => Err(Refusal::Misused(error.to_string())),
        Err(error) => Ok(Some(error.to_string())),
    }
}

/// Returns a random number from 0 to 1, by the random keys that each hasher of the standard library gets.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish() >> 32;
    u32::try_from(bits).map_or(0.5, |bits| f64::from(bits) / f64::from(u32::MAX))
}
