//! What people at the terminal are told: what is played, and all that can be asked for.

use super::clock::Speed;
use super::fault;
use super::server::Options;

/// What is printed once the rehearsal is served.
pub(super) fn legend(options: &Options, port: u16) -> String {
    let name = &options.plan.maintenance.name;
    let (start, end) = (options.start_at, options.plan.completed_at());
    let speed = match options.speed {
        Speed::REAL => "in real time".to_owned(),
        speed => format!("{speed} times as fast as real time"),
    };
    let faults = options.faults.iter();
    let faults: Vec<_> = faults.map(|it| format!("  With `{it}`.\n")).collect();
    let faults = faults.concat();
    let list = fault::list("    ");
    let page = if options.site_stays {
        "The site stays: the page comes at /index.html only. What can be asked for meanwhile:"
            .to_owned()
    } else {
        format!(
            "From minute 0 to {end} the page comes with HTTP 503, as it would in earnest;
  /index.html always comes with 200. What can be asked for meanwhile:"
        )
    };
    format!(
        "Rehearsing `{name}` from minute {start}, {speed}.

  http://127.0.0.1:{port}/

{faults}  {page}

  GET    /status.json                     the document of the moment
  POST   /__rehearsal/at?minute=M         go to minute M of the plan
  POST   /__rehearsal/document            answer /status.json with this body; DELETE ends it
  POST   /__rehearsal/fault?FAULTS        answer /status.json with these, the site with site:FAULTS;
                                          DELETE ends all
  GET    /__rehearsal/requests            how often each path was asked for; DELETE begins anew
  GET    /__rehearsal/csp-reports         what the content security policy stopped
  GET    /gallery.html                    every state, form, theme and width, side by side

  FAULTS, with commas between them, are

{list}

  Ctrl-C ends the rehearsal."
    )
}

/// What `--help` says of `--fault`.
pub(super) fn faults_help() -> String {
    let list = fault::list("  ");
    format!(
        "What is wrong with `/status.json`, or after `site:` with the site that visitors return to
once the window is over; may be given again.

Faults have commas between them, and change an answer from left to right:
`status=503,retry-after=120`, `site:hang`. They are

{list}"
    )
}
