//! The table of all settings. docs/configuration.md and docs/intermission.schema.json are written from it.

/// The beginning of the names of environment variables.
pub const PREFIX: &str = "INTERMISSION_";

/// The values that a setting can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number of seconds, from the first to the second.
    Seconds(u32, u32),
    /// URLs of documents.
    Urls,
    /// Origins such as `https://www.example.com`.
    Origins,
    /// A path or URL without a query.
    Probe,
    /// Tags of languages of the page.
    Languages,
    /// A file beside the file of the settings, with one of these endings.
    File(&'static [&'static str]),
    /// The path of a file or folder that a command reads or writes, relative to the file of the settings.
    Path,
    /// Colours by the names of their tokens.
    Colours,
    /// Texts with URLs.
    Links,
}

impl Kind {
    /// Returns what a value of this kind is, for error messages and the documentation.
    pub fn expected(self) -> String {
        match self {
            Self::Text => "a text of one line".to_owned(),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Seconds(least, most) => format!("a whole number of seconds from {least} to {most}"),
            Self::Urls => "a list of `https:`, `http:` or relative URLs".to_owned(),
            Self::Origins => "a list of origins such as `https://www.example.com`".to_owned(),
            Self::Probe => "a path such as `/health`, or a URL, without a query".to_owned(),
            Self::Languages => "a list of languages of the page such as `de`".to_owned(),
            Self::File(endings) => format!("the path of a file that ends in {}", endings.join(", ")),
            Self::Path => "a path".to_owned(),
            Self::Colours => "a table of colours such as `{ accent = \"#085a60\" }`".to_owned(),
            Self::Links => {
                "a list of links such as `{ text = \"Imprint\", url = \"https://example.com/imprint\" }`".to_owned()
            }
        }
    }
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in the file: the table, a dot and the key.
    pub name: &'static str,
    /// The values that it can have.
    pub kind: Kind,
    /// The value that applies without it, in words or in TOML.
    pub default: &'static str,
    /// Its effect, as a sentence without a full stop.
    pub about: &'static str,
}

impl Setting {
    /// Returns the environment variable that replaces the setting: `INTERMISSION_PAGE_TITLE` of `page.title`.
    pub fn variable(&self) -> String {
        [PREFIX, &self.name.to_uppercase().replace('.', "_")].concat()
    }
}

const fn setting(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    about: &'static str,
) -> Setting {
    Setting {
        name,
        kind,
        default,
        about,
    }
}

/// All settings, in the order of the documentation.
pub const SETTINGS: [Setting; 18] = [
    setting(
        "page.title",
        Kind::Text,
        "`Service status`",
        "Title of the page while it shows no status; a document's `page.name` names the page from then on",
    ),
    setting(
        "page.description",
        Kind::Text,
        "a sentence in English",
        "Description of the page for search engines, while no status is rendered into it",
    ),
    setting(
        "page.offline",
        Kind::Flag,
        "`true`",
        "Whether a service worker stores the page for visits without a network; `false` also removes the workers that visitors have",
    ),
    setting(
        "document.sources",
        Kind::Urls,
        "`[\"/status.json\"]`",
        "Addresses of the status document; several are mirrors, which are asked in turn, and the freshest document wins",
    ),
    setting(
        "document.feeds",
        Kind::Urls,
        "`[]`",
        "What `?feed=` in the page's address may ask for in place of the document; a URL that ends in `/` allows all addresses below it",
    ),
    setting(
        "return.origins",
        Kind::Origins,
        "`[]`",
        "Origins, besides the page's own, that visitors may be taken to",
    ),
    setting(
        "return.probe",
        Kind::Probe,
        "the document's `probe`",
        "Address that the page requests, with the visitor's cookies, to see whether the site is back",
    ),
    setting(
        "languages.offered",
        Kind::Languages,
        "all languages",
        "Languages that visitors may choose; English is always one of them, because the page falls back to it. Widgets keep all languages",
    ),
    setting(
        "languages.rendered",
        Kind::Languages,
        "`[\"en\"]`",
        "Languages of what is rendered for browsers without a script, preferred first; the option `--lang` replaces it",
    ),
    setting(
        "footer.links",
        Kind::Links,
        "`[]`",
        "Links below the page, at most 12",
    ),
    setting(
        "http.retry_after",
        Kind::Seconds(1, 86_400),
        "`120`",
        "Header `Retry-After` of the page in place of the site",
    ),
    setting(
        "brand.logo",
        Kind::File(&[".svg", ".png", ".webp"]),
        "none",
        "Picture before the name of the page, about 28 pixels high, at most 50,000 bytes",
    ),
    setting(
        "brand.light",
        Kind::Colours,
        "the page's own",
        "Colours, by the names of the [tokens](design.md#tokens) without the dashes; `#rgb` or `#rrggbb`",
    ),
    setting(
        "brand.dark",
        Kind::Colours,
        "the page's own",
        "The same for dark screens",
    ),
    setting(
        "brand.style",
        Kind::File(&[".css"]),
        "none",
        "Style sheet that comes after all others, at most 50,000 bytes; its colours are not checked, and its URLs begin with `/` or `https:`",
    ),
    setting(
        "publish.document",
        Kind::Path,
        "`\"status.json\"`",
        "Document that the verbs such as `intermission begin` change, relative to the file of the settings",
    ),
    setting(
        "publish.to",
        Kind::Path,
        "none",
        "Folder that the verbs publish to, relative to the file of the settings; without it they only write the document",
    ),
    setting(
        "publish.dist",
        Kind::Path,
        "the page that this program contains",
        "Folder of the built page that the verbs publish, relative to the file of the settings",
    ),
];
