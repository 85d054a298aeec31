//! The text that a rehearsal prints when it starts, and the help of `--fault`.

use super::fault;
use super::server::Options;

/// Describes the rehearsal and its addresses, for the terminal.
pub(super) fn legend(options: &Options, port: u16) -> String {
    let name = &options.plan.maintenance.name;
    let (start, end) = (options.start_at, options.plan.completed_at());
    let speed = options.speed.to_words();
    let faults = options.faults.iter();
    let faults: Vec<_> = faults.map(|it| format!("  With `{it}`.\n")).collect();
    let faults = faults.concat();
    let list = fault::list("    ");
    let page = if options.site_stays {
        "The site stays up: the page is at /index.html only. Addresses and controls:".to_owned()
    } else {
        format!(
            "From minute 0 to {end} the page comes with HTTP 503, as in a real outage;
  /index.html always comes with 200. Addresses and controls:"
        )
    };
    format!(
        "Rehearsing `{name}` from minute {start}, {speed}.

  http://127.0.0.1:{port}/

{faults}  {page}

  GET    /status.json                     the current document
  POST   /__rehearsal/at?minute=M         go to minute M of the plan
  POST   /__rehearsal/document            answer /status.json with this body; DELETE ends it
  POST   /__rehearsal/fault?FAULTS        answer /status.json with FAULTS, the site with site:FAULTS;
                                          DELETE ends all faults
  GET    /__rehearsal/requests            how often each path was requested; DELETE sets the counts to zero
  GET    /__rehearsal/csp-reports         what the content security policy blocked
  GET    /gallery.html                    every state, form, theme and width, side by side

  FAULTS, separated by commas, are

{list}

  Ctrl-C ends the rehearsal."
    )
}

/// Returns the help of `--fault`.
pub(super) fn faults_help() -> String {
    let list = fault::list("  ");
    format!(
        "Faults of `/status.json`, or after `site:` of the site that visitors return to once the
maintenance is over; may be repeated.

Faults are separated by commas and change a response from left to right:
`status=503,retry-after=120`, `site:hang`. They are

{list}"
    )
}
