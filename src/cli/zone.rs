//! The IANA time zones, and instants in them.

use chrono_tz::{TZ_VARIANTS, Tz};
use strsim::osa_distance;

use crate::model::time::instant::{self, Instant};

/// At how many edits a name is no misspelling of another any more.
const TOO_FAR: usize = 4;

/// Finds a zone by its name, in capitals or not, as browsers do.
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

/// The zone whose name is most like a misspelt one.
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
        // Short names, such as `CEST`, are near to many that have nothing to do with them.
        let limit = TOO_FAR.min(wanted.len() / 3);
        let distance = |zone: &str| osa_distance(&zone.to_lowercase(), &wanted);
        let (distance, zone) = names().map(|zone| (distance(zone), zone)).min()?;
        (distance < limit).then_some(zone)
    })
}

/// An instant in UTC, and beside it in the operator's zone where that is known: with its date where that is another.
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
