//! The checks across several values of a plan: times in order, names without duplicates.

use toml::Spanned;

use super::{Fault, Minute, Plan, ServiceChange};
use crate::model::document::vocabulary::ComponentStatus;

/// Returns every contradiction in `plan`, which was read from `text`.
pub(super) fn check(plan: &Plan, text: &str) -> Vec<Fault> {
    let mut order = Order {
        text,
        faults: Vec::new(),
    };
    order.window(plan);
    order.services(plan);
    order.phases(plan);
    order.extensions(plan);
    order.updates(plan);
    order.faults
}

struct Order<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Order<'_> {
    fn window(&mut self, plan: &Plan) {
        let window = &plan.maintenance;
        let verifying = &window.verifying_at_min;
        self.after("maintenance.verifying_at_min", Minute::ZERO, verifying);
        let completed = &window.completed_at_min;
        let place = "maintenance.completed_at_min";
        self.after(place, *verifying.get_ref(), completed);
    }

    fn services(&mut self, plan: &Plan) {
        self.unique("service", plan.services.iter().map(|it| &it.name));
        for (index, service) in plan.services.iter().enumerate() {
            let mut earlier = None;
            for (change_index, change) in service.timeline.iter().enumerate() {
                let place = format!("service[{index}].timeline[{change_index}]");
                if let Some(earlier) = earlier {
                    self.after(&format!("{place}.at_min"), earlier, &change.at_min);
                }
                self.eta(&place, change);
                earlier = Some(*change.at_min.get_ref());
            }
        }
    }

    /// A service that is operational has no expected end, and no end comes before its beginning.
    fn eta(&mut self, place: &str, change: &ServiceChange) {
        let Some(eta) = &change.eta_min else { return };
        let place = format!("{place}.eta_min");
        if change.status == ComponentStatus::Operational {
            let found = eta.get_ref();
            let message = format!("expected none beside `operational`, found {found}");
            self.fault(&place, eta, &message);
        } else {
            self.not_before(&place, *change.at_min.get_ref(), eta);
        }
    }

    fn phases(&mut self, plan: &Plan) {
        self.unique("phase", plan.phases.iter().map(|it| &it.name));
        let completed = plan.completed_at();
        let mut earlier = None;
        for (index, phase) in plan.phases.iter().enumerate() {
            let place = |field| format!("phase[{index}].{field}");
            if let Some(earlier) = earlier {
                self.not_before(&place("starts_min"), earlier, &phase.starts_min);
            }
            let start = *phase.starts_min.get_ref();
            self.after(&place("ends_min"), start, &phase.ends_min);
            let end = phase.ends_min.get_ref();
            if *end > completed {
                let message = format!(
                    "expected an end at or before `completed_at_min` {completed}, found {end}"
                );
                self.fault(&place("ends_min"), &phase.ends_min, &message);
            }
            earlier = Some(start);
        }
    }

    fn extensions(&mut self, plan: &Plan) {
        let mut earlier = None;
        for (index, extension) in plan.extensions.iter().enumerate() {
            let place = |field| format!("extension[{index}].{field}");
            if let Some(earlier) = earlier {
                self.after(&place("at_min"), earlier, &extension.at_min);
            }
            let at = *extension.at_min.get_ref();
            // The start of the window never moves, so its end cannot come to stand before it.
            let earliest = at.max(Minute::ZERO);
            self.after(&place("until_min"), earliest, &extension.until_min);
            earlier = Some(at);
        }
    }

    fn updates(&mut self, plan: &Plan) {
        let mut earlier = None;
        for (index, update) in plan.updates.iter().enumerate() {
            if let Some(earlier) = earlier {
                self.not_before(&format!("update[{index}].at_min"), earlier, &update.at_min);
            }
            let at = *update.at_min.get_ref();
            if let Some(next) = &update.next_update_min {
                self.after(&format!("update[{index}].next_update_min"), at, next);
            }
            earlier = Some(at);
        }
    }

    fn after(&mut self, place: &str, earlier: Minute, at: &Spanned<Minute>) {
        let found = at.get_ref();
        if *found <= earlier {
            let message = format!("expected a minute after {earlier}, found {found}");
            self.fault(place, at, &message);
        }
    }

    fn not_before(&mut self, place: &str, earlier: Minute, at: &Spanned<Minute>) {
        let found = at.get_ref();
        if *found < earlier {
            let message = format!("expected a minute at or after {earlier}, found {found}");
            self.fault(place, at, &message);
        }
    }

    fn unique<'a>(&mut self, list: &str, names: impl Iterator<Item = &'a Spanned<String>>) {
        let mut seen = Vec::new();
        for (index, name) in names.enumerate() {
            let found = name.get_ref();
            if seen.contains(&found) {
                let message = format!("expected a name of its own, found `{found}` a second time");
                self.fault(&format!("{list}[{index}].name"), name, &message);
            }
            seen.push(found);
        }
    }

    fn fault<T>(&mut self, place: &str, value: &Spanned<T>, message: &str) {
        let message = format!("`{place}`: {message}");
        let fault = Fault::new(self.text, Some(value.span()), message);
        self.faults.push(fault);
    }
}
