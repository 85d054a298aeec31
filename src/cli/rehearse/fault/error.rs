//! Errors in the text that requests faults, for which its author is to blame.

use std::error::Error;
use std::fmt;

use super::{FAULT_SYNTAX, Fault, FaultSyntax, Target};

/// The reason why a text does not request faults. The operator who wrote it is at fault.
#[derive(Debug, PartialEq, Eq)]
pub enum FaultError {
    /// There is no such fault.
    Unknown {
        /// The text.
        found: String,
    },
    /// The value is missing, out of range, or not permitted.
    Value {
        /// The syntax of the fault.
        syntax: &'static FaultSyntax,
        /// The text.
        found: String,
    },
    /// The target cannot have this fault.
    Misplaced {
        /// The fault.
        fault: Fault,
        /// The target that it is requested for.
        target: Target,
    },
    /// A fault is requested twice.
    Twice {
        /// The earlier of the two.
        first: Fault,
        /// The later of the two.
        second: Fault,
    },
    /// The text has only `flap`, without a fault to suspend.
    Alone {
        /// The `flap`.
        flap: Fault,
    },
}

impl Error for FaultError {}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { found } => {
                let names: Vec<_> = FAULT_SYNTAX
                    .iter()
                    .map(|syntax| format!("`{}`", syntax.name()))
                    .collect();
                write!(f, "expected one of {}, found ", names.join(", "))?;
                match found.as_str() {
                    "" => f.write_str("nothing"),
                    found => write!(f, "`{found}`"),
                }
            }
            Self::Value { syntax, found } => {
                write!(f, "expected `{}`", syntax.text)?;
                if !syntax.rule.is_empty() {
                    write!(f, " with {}", syntax.rule)?;
                }
                write!(f, ", found `{found}`")
            }
            Self::Misplaced {
                fault,
                target: Target::Document,
            } => {
                write!(
                    f,
                    "expected `site:{fault}`, found `{fault}`, which a document cannot be"
                )
            }
            Self::Misplaced {
                fault,
                target: Target::Site,
            } => {
                write!(f, "expected a fault that a site can have, found `{fault}`")
            }
            Self::Twice { first, second } => {
                let name = first.name();
                write!(f, "expected `{name}` once, found `{first}` and `{second}`")
            }
            Self::Alone { flap } => {
                write!(f, "expected another fault beside it, found `{flap}` alone")
            }
        }
    }
}
