//! The status on other sites' pages: forms of the widget, conditions for showing it, and its events.
//!
//! It reads the [state](crate::model::state) and its values, and changes neither. No other room of the model uses it.

mod detail;
mod events;

pub use detail::detail;
pub use events::{EventTracker, WidgetEvent};

use crate::model::i18n::message;
use crate::model::i18n::message::language::Language;
use crate::model::status::derived::Derived;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::{Incident, Snapshot};

/// The form of a widget: how much of the status it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Headline, counters and the affected services.
    #[default]
    Compact,
    /// One line, which the visitor may hide.
    Banner,
    /// Everything that the page shows of a document.
    Full,
    /// One line, and the last days of the history, which a program of their own adds.
    Bars,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 4] = [Self::Compact, Self::Banner, Self::Full, Self::Bars];

    /// Returns the value of the element's `form` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Banner => "banner",
            Self::Full => "full",
            Self::Bars => "bars",
        }
    }

    /// Reads the value of the attribute; any other text means the default.
    ///
    /// ```
    /// use intermission::model::widget::Form;
    /// assert_eq!(Form::parse("banner"), Form::Banner);
    /// assert_eq!(Form::parse("Banner"), Form::default());
    /// ```
    pub fn parse(word: &str) -> Self {
        let forms = Self::ALL.into_iter();
        let mut found = forms.filter(|form| form.as_str() == word);
        found.next().unwrap_or_default()
    }
}

/// The condition under which a widget is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Always, with any status.
    #[default]
    Always,
    /// While something is wrong, and while maintenance is planned.
    Upcoming,
    /// While something is wrong.
    Trouble,
}

impl When {
    /// All conditions.
    pub const ALL: [Self; 3] = [Self::Always, Self::Upcoming, Self::Trouble];

    /// Returns the value of the element's `when` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Upcoming => "upcoming",
            Self::Trouble => "trouble",
        }
    }

    /// Reads the value of the attribute; any other text means the default.
    ///
    /// ```
    /// use intermission::model::widget::When;
    /// assert_eq!(When::parse("trouble"), When::Trouble);
    /// assert_eq!(When::parse(""), When::Always);
    /// ```
    pub fn parse(word: &str) -> Self {
        let whens = Self::ALL.into_iter();
        let mut found = whens.filter(|when| when.as_str() == word);
        found.next().unwrap_or_default()
    }

    /// Returns whether the widget is shown. An unknown status is no trouble: a host's page does not want to show its
    /// visitors that a status file cannot be reached.
    ///
    /// ```
    /// use intermission::model::{widget::When, status::situation::Situation};
    /// assert!(When::Trouble.shows(Situation::Overrunning));
    /// assert!(!When::Trouble.shows(Situation::Ahead));
    /// assert!(When::Upcoming.shows(Situation::Ahead));
    /// assert!(!When::Upcoming.shows(Situation::OutOfDate));
    /// ```
    pub fn shows(self, situation: Situation) -> bool {
        match self {
            Self::Always => true,
            Self::Upcoming => is_trouble(situation) || is_ahead(situation),
            Self::Trouble => is_trouble(situation),
        }
    }
}

/// Returns whether something is known to be wrong, worked on, or due.
fn is_trouble(situation: Situation) -> bool {
    match situation {
        Situation::Incident
        | Situation::Running
        | Situation::Early
        | Situation::Overrunning
        | Situation::Verifying
        | Situation::VerifyingLate
        | Situation::Affected
        | Situation::Reported
        | Situation::Due => true,
        Situation::Silent
        | Situation::Ahead
        | Situation::Planned
        | Situation::Over
        | Situation::Cancelled
        | Situation::CalledOff
        | Situation::Unclosed
        | Situation::Unsure
        | Situation::Operational
        | Situation::Unconfirmed
        | Situation::OutOfDate => false,
    }
}

/// Returns whether a maintenance is planned and nothing is known to be wrong.
fn is_ahead(situation: Situation) -> bool {
    matches!(situation, Situation::Ahead | Situation::Planned)
}

/// Returns the headline of a document that is narrowed to one service: its name, and its own state in place of a
/// sentence about all services.
pub fn single_headline(language: Language, situation: Situation, snapshot: &Snapshot) -> String {
    let service = snapshot.components.first();
    let words = match situation {
        Situation::Operational | Situation::Affected => service.map_or("", |it| {
            message::state_words(language, it.status, it.word.as_deref())
        }),
        Situation::Silent | Situation::Unsure | Situation::Unconfirmed => {
            message::badge(language, situation)
        }
        Situation::Incident
        | Situation::Running
        | Situation::Early
        | Situation::Overrunning
        | Situation::Verifying
        | Situation::VerifyingLate
        | Situation::Reported
        | Situation::Due
        | Situation::Ahead
        | Situation::Planned
        | Situation::Over
        | Situation::Cancelled
        | Situation::CalledOff
        | Situation::Unclosed
        | Situation::OutOfDate => message::headline(language, situation, snapshot),
    };
    let name = service.map_or("", |it| it.name.as_str());
    message::joined(language, &[name, words])
}

/// Returns the subject of a banner, under which the visitor hides it. A visitor who has hidden a planned maintenance
/// still sees that it has begun, and sees the next one.
pub fn subject(snapshot: &Snapshot, derived: &Derived) -> String {
    let stage = if is_trouble(derived.overview.situation) {
        "now"
    } else if is_ahead(derived.overview.situation) {
        "ahead"
    } else {
        "else"
    };
    let incident = (derived.overview.situation == Situation::Incident)
        .then(|| snapshot.worst_open())
        .flatten();
    let maintenance = derived.overview.headlined_in(snapshot);
    let key = incident
        .map(|Incident { key, .. }| key)
        .or_else(|| Some(&maintenance?.key));
    [stage, " ", key.map_or("", String::as_str)].concat()
}
