//! The visitor's choices: filter, theme, zone, notifications, pause.

use super::effect::{Effects, HostEffect};
use super::keep;
use super::notifications::NotificationPrefs;
use super::start::{Start, Theme, kept};
use crate::model::i18n::locale::Zone;
use crate::model::status::browse::Browse;

/// The visitor's choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// The filter and order of the services.
    pub browse: Browse,
    /// Whether the fields of the filter are shown where the page would hide them.
    pub filter_fields: FilterFields,
    /// The settings for notifications.
    pub notifications: NotificationPrefs,
    /// Whether the visitor has stopped all automatic updating.
    pub paused: bool,
    /// The theme.
    pub theme: Theme,
    /// The zone in which instants are shown.
    pub zone: Zone,
}

/// Whether the fields of the filter are shown where the page would hide them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterFields {
    /// The page decides by its width and by the number of services.
    #[default]
    Hidden,
    /// The visitor has opened them, or came with a filter.
    Shown,
}

impl FilterFields {
    fn at_start(browse: &Browse) -> Self {
        if browse.is_filtered() {
            Self::Shown
        } else {
            Self::Hidden
        }
    }

    /// Shows the fields, or hides them again.
    pub fn toggle(&mut self) {
        *self = match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        };
    }
}

impl Choices {
    /// Returns the initial choices, from the page's address and an earlier visit.
    pub fn at_start(start: &Start) -> Self {
        let browse = Browse::from_query(&start.place.query);
        Self {
            filter_fields: FilterFields::at_start(&browse),
            browse,
            theme: start.theme,
            zone: start.zone,
            ..Self::default()
        }
    }

    /// Changes the filter and order of the services. Returns the effect that updates the query of the page's address,
    /// made from the `query` that the page was opened with.
    pub fn set_browse(&mut self, browse: Browse, query: &str) -> HostEffect {
        let query = browse.to_query(query);
        self.browse = browse;
        HostEffect::ReplaceQuery(query)
    }

    /// Changes the theme, for this visit and the next.
    pub fn set_theme(&mut self, theme: Theme, effects: &mut Effects) {
        self.theme = theme;
        effects.push(HostEffect::SetTheme(theme));
        effects.push(keep(kept::THEME.to_owned(), theme.as_str()));
    }

    /// Changes the zone, for this visit and the next.
    pub fn set_zone(&mut self, zone: Zone) -> HostEffect {
        self.zone = zone;
        keep(kept::ZONE.to_owned(), zone.as_str())
    }
}
