//! Filtering and sorting the services, and the query string that links to such a view.

use std::cmp::Ordering;

use crate::model::document::query::{
    foreign_parameters, own_parameter, own_parameters, percent_encode, query_of,
};
use crate::model::document::vocabulary::{ComponentStatus, Health};
use crate::model::status::snapshot::{Component, Snapshot};

/// From this number of services on, those that just work are folded; see [`Browse::folds`].
pub const MANY: usize = 20;

/// Which services are shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browse {
    /// The text that services must have in their name, the lines under it or their regions; empty for no such filter.
    /// Letters A to Z match in either case.
    pub find: String,
    /// The state that services must be in; any when `None`.
    pub status: Option<ComponentStatus>,
    /// The region that services must be in, written as in the document; any when `None`.
    pub region: Option<String>,
    /// Whether healthy services are left out. Affected ones and those of unknown state remain.
    pub only_affected: bool,
    /// The order; the document's own when `None`.
    pub sort: Option<Sort>,
    /// Whether the visitor has asked for a row for each service. The query string does not have it.
    pub unfolded: bool,
}

/// An order of the services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column to compare.
    pub by: Column,
    /// Whether the order is reversed.
    pub descending: bool,
}

/// A column that services can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// By name, A to Z.
    Name,
    /// By state, worst first; of unknown state last.
    Status,
    /// By ETA, soonest first; without one last.
    Eta,
}

impl Column {
    /// Every column, in the table's order.
    pub const ALL: [Self; 3] = [Self::Name, Self::Status, Self::Eta];

    /// The word in the query string.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Status => "status",
            Self::Eta => "eta",
        }
    }
}

impl Sort {
    /// Reads a column's word, such as `eta`, or `-eta` for the reverse order; `None` for any other text.
    ///
    /// ```
    /// use intermission::model::status::browse::{Column, Sort};
    /// let sort = Sort::parse("-eta").unwrap();
    /// assert_eq!((sort.by, sort.descending), (Column::Eta, true));
    /// assert_eq!(sort.query_value(), "-eta");
    /// assert_eq!(Sort::parse("--eta").or(Sort::parse("ETA")), None);
    /// ```
    pub fn parse(word: &str) -> Option<Self> {
        let (descending, word) = match word.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, word),
        };
        let by = Column::ALL
            .into_iter()
            .find(|column| column.as_str() == word)?;
        Some(Self { by, descending })
    }

    /// Returns the word that [`Sort::parse`] reads.
    pub fn query_value(self) -> String {
        [if self.descending { "-" } else { "" }, self.by.as_str()].concat()
    }
}

impl Browse {
    /// Returns the indices of the components to show, in order. Without a sort, affected ones come first, then those of
    /// unknown state, then healthy ones. Equal ones keep the document's order, in which those of one group stand
    /// together.
    ///
    /// ```
    /// # use intermission::model::document::wire::Document;
    /// # use intermission::model::i18n::message::language::Language;
    /// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
    /// # fn read(json: &str) -> Snapshot {
    /// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
    /// # }
    /// use intermission::model::status::browse::{Browse, Column, Sort};
    /// let snapshot = read(r#"{"components": [
    ///     {"name": "web", "status": "operational"}, {"name": "API", "status": "major_outage"}, {"name": "db"}
    /// ]}"#);
    /// let by = |by| Browse { sort: Some(Sort { by, descending: false }), ..Browse::default() };
    /// assert_eq!(Browse::default().rows(&snapshot), [1, 2, 0], "affected, unknown, healthy");
    /// assert_eq!(by(Column::Name).rows(&snapshot), [1, 2, 0]);
    /// assert_eq!(by(Column::Status).rows(&snapshot), [1, 0, 2], "the unknown state is last");
    /// let affected = Browse { only_affected: true, ..Browse::default() };
    /// assert_eq!(affected.rows(&snapshot), [1, 2], "the unknown state is shown, too");
    /// ```
    pub fn rows(&self, snapshot: &Snapshot) -> Vec<usize> {
        let all = &snapshot.components;
        let mut rows: Vec<_> = all.iter().enumerate().collect();
        rows.retain(|(_, component)| self.shows(component));
        rows.sort_by(|(_, one), (_, other)| match self.sort {
            None => one.status.health().cmp(&other.status.health()),
            Some(Sort {
                by,
                descending: true,
            }) => compare(by, other, one),
            Some(Sort { by, .. }) => compare(by, one, other),
        });
        rows.into_iter().map(|(index, _)| index).collect()
    }

    /// Returns whether a filter is set.
    pub fn is_filtered(&self) -> bool {
        !self.find.is_empty()
            || self.status.is_some()
            || self.region.is_some()
            || self.only_affected
    }

    /// Returns the next order when a column's heading is pressed: ascending, descending, then the document's own, which
    /// is `None`.
    ///
    /// ```
    /// use intermission::model::status::browse::{Browse, Column};
    /// let mut browse = Browse::default();
    /// browse.sort = browse.press(Column::Eta);
    /// assert!(browse.sort.is_some_and(|sort| !sort.descending));
    /// browse.sort = browse.press(Column::Eta);
    /// assert!(browse.sort.is_some_and(|sort| sort.descending));
    /// assert_eq!(browse.press(Column::Eta), None);
    /// assert!(browse.press(Column::Name).is_some_and(|sort| !sort.descending));
    /// ```
    pub fn press(&self, column: Column) -> Option<Sort> {
        match self.sort.filter(|sort| sort.by == column) {
            None => Some(Sort {
                by: column,
                descending: false,
            }),
            Some(Sort {
                descending: false, ..
            }) => Some(Sort {
                by: column,
                descending: true,
            }),
            Some(Sort {
                descending: true, ..
            }) => None,
        }
    }

    /// Returns whether services that [just work](Component::just_works) are named in one line for each group, instead of a
    /// row for each: there are at least [`MANY`] services, and the visitor has neither filtered, sorted nor unfolded them.
    ///
    /// ```
    /// use intermission::model::status::browse::{Browse, MANY};
    /// use intermission::model::status::snapshot::Snapshot;
    /// let mut snapshot = Snapshot::default();
    /// snapshot.components = vec![Default::default(); MANY - 1];
    /// assert!(!Browse::default().folds(&snapshot));
    /// snapshot.components.push(Default::default());
    /// assert!(Browse::default().folds(&snapshot));
    /// assert!(!Browse { only_affected: true, ..Browse::default() }.folds(&snapshot));
    /// ```
    pub fn folds(&self, snapshot: &Snapshot) -> bool {
        snapshot.components.len() >= MANY && *self == Self::default()
    }

    /// Returns the number of components that pass all filters, and the number of all.
    pub fn count(&self, snapshot: &Snapshot) -> (usize, usize) {
        let components = &snapshot.components;
        let shown = components.iter().filter(|it| self.shows(it)).count();
        (shown, components.len())
    }

    /// Returns whether the component passes all filters.
    pub fn shows(&self, component: &Component) -> bool {
        self.status.is_none_or(|status| status == component.status)
            && self
                .region
                .as_ref()
                .is_none_or(|region| component.regions.contains(region))
            && (!self.only_affected || component.status.health() != Health::Healthy)
            && (self.find.is_empty() || contains(component, &self.find))
    }
}

/// Returns whether a text of the component contains `wanted`, which is not empty, in capitals or not.
fn contains(component: &Component, wanted: &str) -> bool {
    // Case is ignored at each place of the text, so that no text is copied for each service and key press.
    let has = |text: &str| {
        let mut places = text.as_bytes().windows(wanted.len());
        places.any(|it| it.eq_ignore_ascii_case(wanted.as_bytes()))
    };
    let mut lines = component.text_lines().into_iter();
    has(&component.name)
        || lines.any(|(_, line)| line.as_deref().is_some_and(has))
        || component.regions.iter().any(|region| has(region))
}

fn in_lower_case(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().map(|byte| byte.to_ascii_lowercase())
}

fn compare(by: Column, one: &Component, other: &Component) -> Ordering {
    let severity = |component: &Component| {
        Some(component.status).filter(|status| *status != ComponentStatus::Unknown)
    };
    match by {
        Column::Name => in_lower_case(&one.name).cmp(in_lower_case(&other.name)),
        // `None` is the smallest, so turning the order around puts it last.
        Column::Status => severity(other).cmp(&severity(one)),
        Column::Eta => (one.eta.is_none(), one.eta).cmp(&(other.eta.is_none(), other.eta)),
    }
}

impl Browse {
    /// Reads a view from a query string, with or without its `?`. Unreadable parameters are ignored, and of repeated
    /// ones the last counts.
    ///
    /// ```
    /// use intermission::model::status::browse::Browse;
    /// let browse = Browse::from_query("?q=shoes&im-find=api%20v2&im-affected");
    /// assert_eq!(browse.find, "api v2");
    /// assert!(browse.only_affected);
    /// assert_eq!(browse.to_query("?q=shoes"), "?q=shoes&im-find=api%20v2&im-affected");
    /// ```
    pub fn from_query(query: &str) -> Self {
        let mut browse = Self::default();
        for (name, value) in own_parameters(query) {
            match name {
                "find" => browse.find = value,
                "state" => browse.status = ComponentStatus::parse(&value),
                "region" => browse.region = Some(value).filter(|region| !region.is_empty()),
                "affected" => browse.only_affected = true,
                "sort" => browse.sort = Sort::parse(&value),
                _ => {}
            }
        }
        browse
    }

    /// Writes the view into `query`, whose other parameters stay as they are and in order.
    pub fn to_query(&self, query: &str) -> String {
        let mut parameters = foreign_parameters(query);
        let mut add = |name: &str, value: &str| parameters.push(own_parameter(name, value));
        if !self.find.is_empty() {
            add("find", &percent_encode(&self.find));
        }
        if let Some(status) = self.status {
            add("state", status.as_str());
        }
        if let Some(region) = &self.region {
            add("region", &percent_encode(region));
        }
        if self.only_affected {
            add("affected", "");
        }
        if let Some(sort) = self.sort {
            add("sort", &sort.query_value());
        }
        query_of(&parameters)
    }
}
