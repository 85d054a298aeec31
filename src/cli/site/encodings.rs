//! The choice of Brotli, gzip or neither by `Accept-Encoding`.

/// The content codings that a client reads and files have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encodings {
    /// Whether the client reads Brotli.
    pub brotli: bool,
    /// Whether the client reads gzip.
    pub gzip: bool,
}

impl Encodings {
    /// Reads `Accept-Encoding` (RFC 9110, 12.5.3). A coding with the weight 0 is refused; other weights do not matter, as
    /// Brotli is always smaller.
    pub fn of(header: &str) -> Self {
        let mut accepted = Self::default();
        for entry in header.split(',') {
            let mut parts = entry.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let is_refused = parts.any(|it| {
                let weight = it.strip_prefix("q=").or_else(|| it.strip_prefix("Q="));
                weight.is_some_and(|weight| weight.parse::<f32>().is_ok_and(|it| it <= 0.0))
            });
            if name.eq_ignore_ascii_case("br") {
                accepted.brotli = !is_refused;
            } else if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
                accepted.gzip = !is_refused;
            }
        }
        accepted
    }

    /// Returns the smallest of a file's compressed copies that the client reads, with the name of its coding; `None` for the
    /// file itself. `copies` are those by Brotli and by gzip.
    ///
    /// ```
    /// use intermission::cli::site::Encodings;
    /// let copies = [Some("by Brotli"), Some("by gzip")];
    /// assert_eq!(Encodings::of("gzip, br").smallest(&copies), Some(("br", &"by Brotli")));
    /// assert_eq!(Encodings::of("gzip, br").smallest(&[None, copies[1]]), Some(("gzip", &"by gzip")));
    /// assert_eq!(Encodings::of("br;q=0").smallest(&copies), None);
    /// ```
    pub fn smallest<T>(self, [brotli, gzip]: &[Option<T>; 2]) -> Option<(&'static str, &T)> {
        let brotli = brotli.as_ref().filter(|_| self.brotli);
        let gzip = gzip.as_ref().filter(|_| self.gzip);
        let brotli = brotli.map(|copy| ("br", copy));
        brotli.or(gzip.map(|copy| ("gzip", copy)))
    }
}
