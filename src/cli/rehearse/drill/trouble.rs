//! Trouble for a drill of the operator's own document, whose plan has none: one service breaks, and the work takes longer.

use std::sync::Arc;

use toml::Spanned;

use crate::cli::rehearse::plan::{Extension, Minute, Plan, Service, ServiceChange};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::status::snapshot::Component;
use crate::model::time::time_delta::TimeDelta;

/// Adds trouble to a plan in which all goes as announced. The last phase takes a quarter of the window longer, which is
/// known in the middle of it. The first service that the maintenance does not touch, and that is operational by the
/// document's `components`, is away from a third to a half of the window; if there is none, no service breaks.
#[must_use]
pub fn with_trouble(mut plan: Plan, components: &[Arc<Component>]) -> Plan {
    let length = plan.maintenance.length_min.since_start();
    let mut services = plan.services.iter_mut();
    let works = |service: &Service| {
        let mut named = components.iter();
        let component = named.find(|it| it.name == *service.name.get_ref());
        component.is_some_and(|it| it.status == ComponentStatus::Operational)
    };
    if let Some(service) = services.find(|it| it.timeline.is_empty() && works(it)) {
        break_down(service, minute(length / 3), minute(length / 2));
    }
    if let Some(last) = plan.phases.last() {
        let begins = *last.starts_min.get_ref();
        let known = begins.since_start()
            + (last.ends_min.get_ref().since_start() - begins.since_start()) / 2;
        let longer = length / 4;
        let until = later(plan.completed_at(), longer);
        delay(&mut plan, begins, longer);
        plan.extensions.push(Extension {
            at_min: spanned(minute(known)),
            until_min: spanned(until),
            reason: Some("the last step takes longer than planned".to_owned()),
            alert: None,
        });
    }
    plan
}

/// Moves all that ends after `begins` by `longer`.
fn delay(plan: &mut Plan, begins: Minute, longer: TimeDelta) {
    let window = &mut plan.maintenance;
    let services = plan.services.iter_mut().flat_map(|it| &mut it.timeline);
    let planned = services.filter(|it| !it.unplanned);
    let changes = planned.map(|it| &mut it.at_min);
    let phases = plan.phases.iter_mut().map(|it| &mut it.ends_min);
    let ends = [&mut window.verifying_at_min, &mut window.completed_at_min];
    for at in changes.chain(phases).chain(ends) {
        if begins < *at.get_ref() {
            *at = spanned(later(*at.get_ref(), longer));
        }
    }
}

fn break_down(service: &mut Service, from: Minute, until: Minute) {
    let name = service.name.get_ref();
    let change = |at: Minute, status: ComponentStatus, alert: String| ServiceChange {
        at_min: spanned(at),
        status,
        eta_min: None,
        note: None,
        unplanned: true,
        alert: Some(alert),
    };
    let broken = format!("A monitor: all requests to `{name}` fail.");
    let well = format!("A monitor: `{name}` answers again.");
    service.timeline = vec![
        change(from, ComponentStatus::MajorOutage, broken),
        change(until, ComponentStatus::Operational, well),
    ];
}

fn later(minute: Minute, longer: TimeDelta) -> Minute {
    self::minute(minute.since_start() + longer)
}

/// Returns a length since the start as a minute, in whole seconds.
fn minute(since_start: TimeDelta) -> Minute {
    Minute::on_grid(since_start, 1)
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}
