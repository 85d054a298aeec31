//! The duration of the return of all visitors, and its load on the site.

use serde_json::{Value, json};

use super::fleet::grouped;
use crate::model::policy::resume::Resume;

/// The numbers of visitors that the load is reported for.
const CROWDS: [u64; 3] = [1_000, 100_000, 1_000_000];

/// Returns the requests per second of this many visitors in view; all within one second if they are not spread.
fn per_second(resume: &Resume, visitors: u64) -> u64 {
    (visitors * Resume::REQUESTS).div_ceil(resume.wait_secs().max(1))
}

/// Returns the duration and the load as one line for operators.
///
/// ```
/// use intermission::{cli::return_load::line, model::policy::resume::Resume};
/// assert_eq!(
///     line(&Resume::default()),
///     "return: visitors in view are back within 52 s; 100 requests a second of 1,000 visitors, \
///      10,000 of 100,000, 100,000 of 1,000,000",
/// );
/// ```
pub fn line(resume: &Resume) -> String {
    let secs = resume.return_secs();
    let time = if secs < 120 {
        format!("{secs} s")
    } else {
        format!("{} min", secs.div_ceil(60))
    };
    let crowds = CROWDS.map(|visitors| {
        let requests = grouped(per_second(resume, visitors));
        (requests, grouped(visitors))
    });
    let [(first, few), (second, many), (third, most)] = crowds;
    format!(
        "return: visitors in view are back within {time}; {first} requests a second of {few} visitors, \
         {second} of {many}, {third} of {most}"
    )
}

/// Returns the duration and the load as JSON.
pub fn to_json(resume: &Resume) -> Value {
    let requests =
        CROWDS.map(|visitors| (visitors.to_string(), per_second(resume, visitors).into()));
    let requests: serde_json::Map<String, Value> = requests.into_iter().collect();
    json!({ "secs": resume.return_secs(), "requests_per_second": requests })
}
