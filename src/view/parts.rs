//! The parts that the page has, as one signal.

use crate::model::state::State;
use crate::model::status::data_status::DataStatus;

/// The parts that the page has. They change a few times in a visit; a view that followed the values that they depend on
/// would be built again with each of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Whether there is a document.
    pub has_document: bool,
    /// Whether there is data or a failure, for the status bar.
    pub has_status: bool,
    /// The services.
    pub services: ServicesPart,
}

/// The part of the page that shows the services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServicesPart {
    /// There are none.
    #[default]
    Missing,
    /// All are listed.
    Plain,
    /// There is a filter: for many services, or because one is set.
    Filtered,
}

/// The filter is shown for more services than this; fewer are read faster than they are filtered.
const WORTH_FILTERING: usize = 6;

impl Parts {
    /// Returns the parts for a state and the age of its data.
    pub(super) fn of(state: &State, status: &DataStatus) -> Self {
        let services = state.snapshot().map_or(0, |it| it.components.len());
        let has_filter = services > WORTH_FILTERING || state.browse().is_filtered();
        Self {
            has_document: state.snapshot().is_some(),
            has_status: status.age.is_some() || status.failure.is_some(),
            services: match services {
                0 => ServicesPart::Missing,
                _ if has_filter => ServicesPart::Filtered,
                _ => ServicesPart::Plain,
            },
        }
    }
}
