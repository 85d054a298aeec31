//! The syntax and the effect of each fault: for `--help`, the legend, docs/commands.md and error messages.

use std::fmt;

use super::Target;

/// One line of the list of faults.
#[derive(Debug, PartialEq, Eq)]
pub struct FaultSyntax {
    /// The fault as it is written, with a capital letter for each value.
    pub text: &'static str,
    /// The permitted values; empty for a fault without a value.
    pub rule: &'static str,
    /// The effect on a response.
    pub effect: &'static str,
    /// The targets that can have the fault.
    pub scope: Scope,
}

/// The targets that can have a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The document and the site.
    Anywhere,
    /// One of them.
    Only(Target),
}

impl Scope {
    /// Returns whether the fault makes sense at `target`.
    pub fn includes(self, target: Target) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Only(only) => only == target,
        }
    }
}

impl FaultSyntax {
    const fn anywhere(text: &'static str, rule: &'static str, effect: &'static str) -> Self {
        Self {
            text,
            rule,
            effect,
            scope: Scope::Anywhere,
        }
    }

    const fn only(
        target: Target,
        text: &'static str,
        rule: &'static str,
        effect: &'static str,
    ) -> Self {
        Self {
            text,
            rule,
            effect,
            scope: Scope::Only(target),
        }
    }

    /// Returns the name of the fault, without its value.
    pub fn name(&self) -> &'static str {
        self.text.split(['=', '[']).next().unwrap_or(self.text)
    }
}

/// Every fault, in the order of the documentation.
pub const FAULT_SYNTAX: [FaultSyntax; 16] = [
    FaultSyntax::anywhere(
        "status=N",
        "N from 300 to 599",
        "HTTP status N and a line of text",
    ),
    FaultSyntax::anywhere(
        "retry-after=W",
        "W in seconds, or `date+N` or `date-N` for a date",
        "header `Retry-After`",
    ),
    FaultSyntax::anywhere(
        "delay=N",
        "N at most 600000",
        "N milliseconds late, by the real clock",
    ),
    FaultSyntax::anywhere("hang", "", "no answer, ever"),
    FaultSyntax::anywhere("reset", "", "TCP reset after half of the body"),
    FaultSyntax::anywhere(
        "truncate",
        "",
        "half of the body in an answer that seems whole",
    ),
    FaultSyntax::only(
        Target::Document,
        "html",
        "",
        "a web page, as from a captive portal",
    ),
    FaultSyntax::anywhere("garbage", "", "bytes that are not text"),
    FaultSyntax::anywhere("empty", "", "an empty body"),
    FaultSyntax::anywhere("huge", "", "a document of 9 MiB, more than the page reads"),
    FaultSyntax::only(
        Target::Document,
        "stale[=date]",
        "",
        "the document from when the fault began, with `Age`; `=date`: also with the old `Date`",
    ),
    FaultSyntax::only(
        Target::Document,
        "version=N",
        "N below 4294967296",
        "a document of version N",
    ),
    FaultSyntax::anywhere(
        "date=S",
        "S from -100000000 to +100000000",
        "header `Date` off by S seconds",
    ),
    FaultSyntax::only(
        Target::Document,
        "cors",
        "",
        "no `Access-Control-*` headers, so that other origins cannot read it",
    ),
    FaultSyntax::only(
        Target::Site,
        "away",
        "",
        "the page with HTTP 503, as if the maintenance still ran",
    ),
    FaultSyntax::anywhere(
        "flap=N[s]",
        "N from 1 to 1000000",
        "the other faults for N requests (`s`: virtual seconds), then none for as long, and so on",
    ),
];

/// Formats the list for a terminal, each line after `margin`.
pub fn list(margin: &str) -> String {
    let lines = FAULT_SYNTAX
        .iter()
        .map(|syntax| format!("{margin}{syntax}"));
    lines.collect::<Vec<_>>().join("\n")
}

impl fmt::Display for FaultSyntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = match self.scope {
            Scope::Anywhere => "",
            Scope::Only(Target::Document) => " (document)",
            Scope::Only(Target::Site) => " (site)",
        };
        write!(
            f,
            "{:<14} {}{scope}",
            self.text,
            self.effect.replace('`', "")
        )?;
        if !self.rule.is_empty() {
            write!(f, "; {}", self.rule.replace('`', ""))?;
        }
        Ok(())
    }
}
