//! How each service fared, day by day: what bars and figures show.

use crate::model::history::days::{Counts, Day, Maintenance, Stretch, Uptime, days};
use crate::model::history::observe::History;
use crate::model::policy::freshness::stale_at;
use crate::model::status::normalize::DEFAULT_REFRESH_SECS;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The days of one service, or of everything together, and its figures over all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDays {
    /// The id of the service; `None` for everything together.
    pub id: Option<String>,
    /// The name of the service; empty for everything together.
    pub name: String,
    /// The days, oldest first; the last one ends now.
    pub days: Vec<Day>,
    /// The uptime if only full outages count as down.
    pub full: Uptime,
    /// The uptime if each loss counts as down.
    pub partial: Uptime,
}

impl ServiceDays {
    fn of(
        service: Option<(&str, &str)>,
        stretches: &[Stretch],
        bounds: &[Instant],
        maintenance: Maintenance,
    ) -> Self {
        let days = days(stretches, bounds);
        Self {
            id: service.map(|(id, _)| id.to_owned()),
            name: service.map(|(_, name)| name.to_owned()).unwrap_or_default(),
            full: Uptime::of(&days, Counts::Full, maintenance),
            partial: Uptime::of(&days, Counts::Partial, maintenance),
            days,
        }
    }
}

impl History {
    /// Returns the days of everything together between `bounds`, their beginnings and the end of the last one.
    pub fn days_of_all(&self, bounds: &[Instant], maintenance: Maintenance) -> ServiceDays {
        ServiceDays::of(None, &self.stretches_of_all(), bounds, maintenance)
    }

    /// Returns the days of each service of the present month, in the order of the document.
    pub fn days_of_services(
        &self,
        bounds: &[Instant],
        maintenance: Maintenance,
    ) -> Vec<ServiceDays> {
        let services = self.services().into_iter();
        let of = |service: (&str, &str)| {
            let stretches = self.stretches(service.0);
            ServiceDays::of(Some(service), &stretches, bounds, maintenance)
        };
        services.map(of).collect()
    }
}

impl History {
    /// Returns the last days of everything together, and then of each service, without maintenance; nothing where no
    /// state is recorded.
    pub fn recent_days(&self, number: u16, now: Instant) -> Vec<ServiceDays> {
        if self.services().is_empty() {
            return Vec::new();
        }
        let bounds = ended_days(number, self.days_end(now));
        let mut all = vec![self.days_of_all(&bounds, Maintenance::LeftOut)];
        all.extend(self.days_of_services(&bounds, Maintenance::LeftOut));
        all
    }

    /// Returns the last days of the service with this id, or of everything together, without maintenance; nothing where no
    /// state is recorded. A service that is not recorded has days without data, and its id as the name.
    pub fn recent_days_of(
        &self,
        service: Option<&str>,
        number: u16,
        now: Instant,
    ) -> Vec<ServiceDays> {
        let services = self.services();
        if services.is_empty() {
            return Vec::new();
        }
        let bounds = ended_days(number, self.days_end(now));
        let Some(id) = service else {
            return vec![self.days_of_all(&bounds, Maintenance::LeftOut)];
        };
        let named = services.into_iter().find(|(it, _)| *it == id);
        let stretches = self.stretches(id);
        let service = Some(named.unwrap_or((id, id)));
        vec![ServiceDays::of(
            service,
            &stretches,
            &bounds,
            Maintenance::LeftOut,
        )]
    }

    /// Returns the instant at which the last day ends for somebody who looks at `now`: the last publication as long as it
    /// holds, because what comes after it is not yet known, else `now`.
    pub fn days_end(&self, now: Instant) -> Instant {
        let refresh_secs = self.index.refresh_secs.unwrap_or(DEFAULT_REFRESH_SECS);
        let published = self.index.published();
        published
            .filter(|at| now < stale_at(*at, refresh_secs))
            .unwrap_or(now)
    }
}

/// Returns the bounds of the last days in UTC before `end`: at midnight, the day that ends then is the last one.
pub(super) fn ended_days(number: u16, end: Instant) -> Vec<Instant> {
    let mut bounds = last_days(number, end);
    if let [.., last, end] = bounds[..]
        && last == end
    {
        bounds = last_days(number.saturating_add(1), end);
        bounds.pop();
    }
    bounds
}

/// Returns the beginnings of the last days in UTC, of which the day of `now` is the last, and `now`.
///
/// ```
/// use intermission::model::history::service_days::last_days;
/// use intermission::model::time::instant::Instant;
/// let now: Instant = "2026-11-23T10:27:00Z".parse().unwrap();
/// let bounds: Vec<String> = last_days(2, now).iter().map(|it| it.to_string()).collect();
/// assert_eq!(bounds, ["2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-23T10:27:00Z"]);
/// ```
pub fn last_days(number: u16, now: Instant) -> Vec<Instant> {
    let day = TimeDelta::days(1).num_milliseconds();
    let today = now.timestamp_millis().div_euclid(day);
    let first = today - i64::from(number) + 1;
    let beginnings = (first..=today).filter_map(|it| Instant::from_timestamp_millis(it * day));
    beginnings.chain([now]).collect()
}
