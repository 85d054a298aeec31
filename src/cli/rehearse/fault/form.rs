//! How each fault is written, and what it does: for `--help`, the legend, docs/commands.md and error messages.

use std::fmt;

use super::Target;

/// One line of the list of faults.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// As it is written, with a capital letter for each value.
    pub form: &'static str,
    /// What a value may be; empty where there is none.
    pub rule: &'static str,
    /// What happens then.
    pub effect: &'static str,
    /// Where it can happen.
    pub place: Place,
}

/// Where a fault makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Of the document and of the site.
    Anywhere,
    /// Of one of them.
    Only(Target),
}

impl Place {
    /// Returns whether the fault makes sense at `target`.
    pub fn includes(self, target: Target) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Only(only) => only == target,
        }
    }
}

impl Form {
    const fn anywhere(form: &'static str, rule: &'static str, effect: &'static str) -> Self {
        Self {
            form,
            rule,
            effect,
            place: Place::Anywhere,
        }
    }

    const fn only(
        target: Target,
        form: &'static str,
        rule: &'static str,
        effect: &'static str,
    ) -> Self {
        Self {
            form,
            rule,
            effect,
            place: Place::Only(target),
        }
    }

    /// The word without its value.
    pub fn name(&self) -> &'static str {
        self.form.split(['=', '[']).next().unwrap_or(self.form)
    }
}

/// Every fault, in the order of its telling.
pub const FORMS: [Form; 16] = [
    Form::anywhere(
        "status=N",
        "N from 300 to 599",
        "HTTP status N and a line of text",
    ),
    Form::anywhere(
        "retry-after=W",
        "W in seconds, or `date+N` or `date-N` for a date",
        "header `Retry-After`",
    ),
    Form::anywhere(
        "delay=N",
        "N at most 600000",
        "N milliseconds late, by the real clock",
    ),
    Form::anywhere("hang", "", "no answer, ever"),
    Form::anywhere("reset", "", "TCP reset after half of the body"),
    Form::anywhere(
        "truncate",
        "",
        "half of the body in an answer that seems whole",
    ),
    Form::only(
        Target::Document,
        "html",
        "",
        "a web page, as from a captive portal",
    ),
    Form::anywhere("garbage", "", "bytes that are not text"),
    Form::anywhere("empty", "", "an empty body"),
    Form::anywhere("huge", "", "a document of 9 MiB, more than the page reads"),
    Form::only(
        Target::Document,
        "stale[=date]",
        "",
        "the document from when the fault began, with `Age`; `=date`: also with the old `Date`",
    ),
    Form::only(
        Target::Document,
        "version=N",
        "N below 4294967296",
        "a document of version N",
    ),
    Form::anywhere(
        "date=S",
        "S from -100000000 to +100000000",
        "header `Date` off by S seconds",
    ),
    Form::only(
        Target::Document,
        "cors",
        "",
        "no `Access-Control-*` headers, so that other origins cannot read it",
    ),
    Form::only(
        Target::Site,
        "away",
        "",
        "the page with HTTP 503, as if the maintenance still ran",
    ),
    Form::anywhere(
        "flap=N[s]",
        "N from 1 to 1000000",
        "the other faults for N requests (`s`: virtual seconds), then none for as long, and so on",
    ),
];

/// The list for people at a terminal, each line after `margin`.
pub fn list(margin: &str) -> String {
    let lines = FORMS.iter().map(|form| format!("{margin}{form}"));
    lines.collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Place::Anywhere => "",
            Place::Only(Target::Document) => " (document)",
            Place::Only(Target::Site) => " (site)",
        };
        write!(
            f,
            "{:<14} {}{place}",
            self.form,
            self.effect.replace('`', "")
        )?;
        if !self.rule.is_empty() {
            write!(f, "; {}", self.rule.replace('`', ""))?;
        }
        Ok(())
    }
}
