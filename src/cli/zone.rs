//! The IANA time zones, and instants in them.

use chrono_tz::{TZ_VARIANTS, Tz};
use strsim::osa_distance;

use crate::model::time::instant::{self, Instant};

/// The edit distance from which a name no longer counts as a misspelling of another.
const TOO_FAR: usize = 4;

/// Returns the time zone with this name; case does not matter, as in browsers.
///
/// ```
/// use intermission::cli::zone::find;
/// assert_eq!(find("europe/berlin").map(|zone| zone.name()), Some("Europe/Berlin"));
/// assert_eq!(find("Europe/Atlantis"), None);
/// ```
pub fn find(name: &str) -> Option<Tz> {
    let mut zones = TZ_VARIANTS.iter().copied();
    zones.find(|zone| zone.name().eq_ignore_ascii_case(name))
}

/// Returns the name of the time zone that a misspelt one most likely means.
///
/// ```
/// use intermission::cli::zone::nearest;
/// assert_eq!(nearest("Europe/Berln"), Some("Europe/Berlin"));
/// assert_eq!(nearest("Berlin"), Some("Europe/Berlin"));
/// assert_eq!(nearest("CEST"), None);
/// ```
pub fn nearest(name: &str) -> Option<&'static str> {
    let wanted = name.trim().replace(' ', "_").to_lowercase();
    if wanted.is_empty() || wanted.len() > 64 {
        return None;
    }
    let names = || TZ_VARIANTS.iter().map(|zone| zone.name());
    let is_city = |zone: &&str| {
        let city = zone.rsplit('/').next().unwrap_or_default();
        zone.contains('/') && city.eq_ignore_ascii_case(&wanted)
    };
    names().find(is_city).or_else(|| {
        // Short names, such as `CEST`, are only a few edits away from many unrelated ones.
        let limit = TOO_FAR.min(wanted.len() / 3);
        let distance = |zone: &str| osa_distance(&zone.to_lowercase(), &wanted);
        let (distance, zone) = names().map(|zone| (distance(zone), zone)).min()?;
        (distance < limit).then_some(zone)
    })
}

/// Returns an instant in UTC, followed by its time in `zone` if there is one, with the date if it differs from the UTC
/// date.
///
/// ```
/// use intermission::cli::zone::{beside, find};
/// use intermission::model::time::instant::Instant;
/// let epoch = Instant::default();
/// assert_eq!(beside(epoch, find("Europe/Berlin")), "1970-01-01T00:00:00Z (01:00 Europe/Berlin)");
/// assert_eq!(beside(epoch, find("America/New_York")), "1970-01-01T00:00:00Z (1969-12-31 19:00 America/New_York)");
/// assert_eq!(beside(epoch, None), "1970-01-01T00:00:00Z");
/// ```
pub fn beside(at: Instant, zone: Option<Tz>) -> String {
    let utc = instant::write(at);
    let Some(zone) = zone else { return utc };
    let local = at.utc().with_timezone(&zone);
    let form = if local.date_naive() == at.utc().date_naive() {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    format!("{utc} ({} {})", local.format(form), zone.name())
}
