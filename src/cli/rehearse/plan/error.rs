//! Errors in a plan, with their lines.

use std::error::Error;
use std::fmt;
use std::ops::Range;

/// The reason why a plan cannot be played, with every fault. The author of the plan is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    /// The file, as it was named.
    pub file: String,
    /// The faults, at least one, in the order of the checks.
    pub faults: Vec<Fault>,
}

/// One error in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1; `None` if unknown.
    pub line: Option<usize>,
    /// The expected and the found value, after the path of the value if the line alone is ambiguous.
    pub message: String,
}

impl Fault {
    /// Returns a fault at `span` of the plan's `text`.
    pub(super) fn new(text: &str, span: Option<Range<usize>>, message: String) -> Self {
        let before = span.and_then(|span| text.get(..span.start));
        Self {
            line: before.map(|before| before.matches('\n').count() + 1),
            message,
        }
    }
}

impl Error for PlanError {}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            match fault.line {
                Some(line) => write!(f, "{}:{line}: {}", self.file, fault.message)?,
                None => write!(f, "{}: {}", self.file, fault.message)?,
            }
        }
        Ok(())
    }
}
