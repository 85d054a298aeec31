//! The address of one cell of the gallery: `FORM/STATE/THEME`.

use super::states::{ALL, GalleryState};

/// The forms in which visitors meet the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GalleryForm {
    /// The page as its script shows it.
    Page,
    /// The page as `render --into` leaves it, before its script runs.
    Still,
    /// The widget's forms, on a page without a status of its own.
    Banner,
    Compact,
    Full,
    /// The page that contains only the widget.
    Frame,
    /// The page in one file.
    OneFile,
    /// The page without a script.
    Plain,
    /// The history page as its script shows it.
    History,
    /// The history page as `publish` leaves it, before its script runs.
    StillHistory,
}

impl GalleryForm {
    pub(super) const ALL: [Self; 10] = [
        Self::Page,
        Self::Still,
        Self::Banner,
        Self::Compact,
        Self::Full,
        Self::Frame,
        Self::OneFile,
        Self::Plain,
        Self::History,
        Self::StillHistory,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Still => "still",
            Self::Banner => "banner",
            Self::Compact => "compact",
            Self::Full => "full",
            Self::Frame => "frame",
            Self::OneFile => "one-file",
            Self::Plain => "plain",
            Self::History => "history",
            Self::StillHistory => "still-history",
        }
    }

    /// Returns whether the form is made when something is published, so that it does not exist without that.
    pub(super) fn is_rendered(self) -> bool {
        match self {
            Self::Still | Self::OneFile | Self::Plain | Self::StillHistory => true,
            Self::Page
            | Self::Banner
            | Self::Compact
            | Self::Full
            | Self::Frame
            | Self::History => false,
        }
    }

    /// Returns whether the form shows the history, not the status.
    pub(super) fn is_history(self) -> bool {
        self == Self::History || self == Self::StillHistory
    }

    /// Returns whether the form can have a brand. The others do not load a style sheet of the operator's.
    fn takes_brands(self) -> bool {
        match self {
            Self::Page | Self::Still | Self::Banner | Self::Compact | Self::Full => true,
            Self::Frame | Self::OneFile | Self::Plain | Self::History | Self::StillHistory => false,
        }
    }
}

/// A colour scheme, and the brand that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Theme {
    pub(super) name: &'static str,
    pub(super) is_dark: bool,
    /// The example in `public/examples/` with the style sheet and the logo, if any.
    pub(super) brand: Option<&'static str>,
}

impl Theme {
    pub(super) const ALL: [Self; 6] = [
        Self::of("light", false, None),
        Self::of("dark", true, None),
        Self::of("harbour", false, Some("harbour")),
        Self::of("harbour-dark", true, Some("harbour")),
        Self::of("orchard", false, Some("orchard")),
        Self::of("orchard-dark", true, Some("orchard")),
    ];

    const fn of(name: &'static str, is_dark: bool, brand: Option<&'static str>) -> Self {
        Self {
            name,
            is_dark,
            brand,
        }
    }

    /// Returns the colour scheme: `light` or `dark`.
    pub(super) fn scheme(self) -> &'static str {
        if self.is_dark { "dark" } else { "light" }
    }
}

/// A cell of the gallery: one state in one form and theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) form: GalleryForm,
    pub(super) state: &'static GalleryState,
    pub(super) theme: Theme,
}

impl Cell {
    /// Returns the cell with an address such as `page/running/dark`; `None` if there is none.
    pub(super) fn parse(address: &str) -> Option<Self> {
        let mut parts = address.split('/');
        let (form, state, theme) = (parts.next()?, parts.next()?, parts.next()?);
        let cell = Self {
            form: GalleryForm::ALL.into_iter().find(|it| it.name() == form)?,
            state: GalleryState::find(state)?,
            theme: Theme::ALL.into_iter().find(|it| it.name == theme)?,
        };
        (parts.next().is_none() && cell.is_there()).then_some(cell)
    }

    /// Returns all cells.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let forms = GalleryForm::ALL.into_iter();
        let each = forms.flat_map(|form| {
            ALL.iter().flat_map(move |state| {
                Theme::ALL
                    .into_iter()
                    .map(move |theme| Self { form, state, theme })
            })
        });
        each.filter(Self::is_there)
    }

    fn is_there(&self) -> bool {
        self.form.is_history() == self.state.past.is_some()
            && (self.state.is_published() || !self.form.is_rendered())
            && (self.theme.brand.is_none() || self.form.takes_brands())
    }

    pub(super) fn address(&self) -> String {
        [self.form.name(), self.state.name, self.theme.name].join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn every_cell_is_found_by_its_address() {
        let cells: Vec<_> = Cell::all().map(|cell| cell.address()).collect();
        assert!(cells.contains(&"page/running/dark".to_owned()));
        for address in &cells {
            let found = Cell::parse(address).map(|cell| cell.address());
            assert_eq!(found.as_ref(), Some(address));
        }
        for nothing in [
            "",
            "page",
            "page/running",
            "page/running/dark/more",
            "page/running/blue",
            "plain/loading/light",
            "plain/running/harbour",
            "history/running/light",
            "page/past/light",
            "still-history/unrecorded/light",
        ] {
            assert!(Cell::parse(nothing).is_none(), "{nothing}");
        }
    }
}
