//! The parts of a page, as visitors and assistive technology find them: by role and accessible name.
//!
//! A CSS selector is a target too, for the few parts that have neither. A class name says how a part looks, and a position
//! changes with every part that is added before it.

/// The script that finds targets; see [`Target::script`].
pub(super) const ARIA: &str = include_str!("aria.js");

/// One element of a page.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// An expression for the element that it lies in; empty for the whole document.
    within: String,
    /// The call that finds it in there.
    call: String,
}

impl Target {
    fn new(call: String) -> Self {
        let within = String::new();
        Self { within, call }
    }

    /// Looks for it in another element only.
    pub(crate) fn within(self, outer: impl Into<Self>) -> Self {
        let within = outer.into().script();
        Self { within, ..self }
    }

    /// Looks for it in the element that an expression of JavaScript gives, such as a widget's shadow root.
    pub(crate) fn within_script(self, outer: &str) -> Self {
        let within = outer.to_owned();
        Self { within, ..self }
    }

    /// An expression for the element, which is `null` if there is none.
    pub(crate) fn script(&self) -> String {
        let Self { within, call } = self;
        format!("aria({within}).{call}")
    }
}

/// A CSS selector stands for the first element that it matches.
impl From<&str> for Target {
    fn from(selector: &str) -> Self {
        Self::new(format!("css({selector:?})"))
    }
}

impl From<&Target> for Target {
    fn from(target: &Target) -> Self {
        target.clone()
    }
}

/// The only element with a role, such as the `timer` in a region.
pub(crate) fn only(role: &str) -> Target {
    Target::new(format!("one({role:?})"))
}

/// The element with a role and a name.
pub(crate) fn named(role: &str, name: &str) -> Target {
    Target::new(format!("one({role:?}, {name:?})"))
}

pub(crate) fn button(name: &str) -> Target {
    named("button", name)
}

/// A control by its label: text, drop-down, check box or file.
pub(crate) fn field(label: &str) -> Target {
    Target::new(format!("field({label:?})"))
}

pub(crate) fn region(name: &str) -> Target {
    named("region", name)
}

/// The row of a service in the table.
pub(crate) fn row(service: &str) -> Target {
    Target::new(format!("row({service:?})"))
}

/// A cell of a service's row, by the heading of its column.
pub(crate) fn cell(service: &str, column: &str) -> Target {
    Target::new(format!("cell({service:?}, {column:?})"))
}

/// A figure below the headline, by its label.
pub(crate) fn figure(label: &str) -> Target {
    Target::new(format!("term({label:?})"))
}

/// The sentence about the situation: the heading, or below it where the heading is the name of an incident or a
/// maintenance.
pub(crate) fn headline() -> Target {
    Target::from(".sentence")
}

/// The state of everything, at the top of the page.
pub(crate) fn badge() -> Target {
    Target::from(".badge")
}

/// The status bar: the age of the data, the last failure, the next check.
pub(crate) fn status_bar() -> Target {
    region("Last update")
}

/// Why the last request failed, in the status bar.
pub(crate) fn failure() -> Target {
    Target::from(".failure").within(status_bar())
}

/// The time of the next check, in the status bar.
pub(crate) fn next_check() -> Target {
    Target::from(".next").within(status_bar())
}

/// How old the data is, in the status bar.
pub(crate) fn age() -> Target {
    Target::from(".age").within(status_bar())
}

/// The section *What changed*.
pub(crate) fn changes() -> Target {
    Target::new("section('What changed')".to_owned())
}

/// The notice about an opened file, or about a feed that is not shown.
pub(crate) fn file_notice() -> Target {
    Target::from(".aside")
}

/// The banner that a newer version of the page is ready.
pub(crate) fn update_banner() -> Target {
    only("complementary")
}

/// How many services the filter leaves: a text without a role, because the page announces each change elsewhere.
pub(crate) fn shown_services() -> Target {
    Target::from(".found span")
}

/// When the visitor returns, in the notice about that.
pub(crate) fn return_time() -> Target {
    only("timer").within(region("Return to service"))
}
