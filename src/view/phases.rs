//! The phases of the maintenance in order, and how far the work is as a whole.

use super::element::{Node, el, part};
use super::screen::Screen;
use super::slice::{Slice, slice};
use super::when::time;
use super::{apart, theirs};
use crate::model::countdown::Amount;
use crate::model::maintenance::{Count, Permille, Phase};
use crate::model::message::{self, Phrase};
use crate::model::words::PhaseStatus;

pub(super) fn phases(screen: Screen) -> Node {
    let count = slice(move || {
        screen
            .featured(|maintenance, _| Some(maintenance.phases.len()))
            .unwrap_or_default()
    });
    part(move || {
        (count.get() > 0).then(|| {
            el("section")
                .class("phases")
                .attr("aria-labelledby", "phases")
                .child(el("h2").attr("id", "phases").say(Phrase::Phases.text()))
                .child(overall(screen))
                .child(
                    el("ol")
                        .class("timeline")
                        .children((0..count.get()).map(|index| item(screen, index)).collect()),
                )
        })
    })
}

/// Progress of the work, and beside it the share of the time.
fn overall(screen: Screen) -> Node {
    el("div")
        .class("overall")
        .child(work_done(screen))
        .child(time_passed(screen))
}

fn time_passed(screen: Screen) -> Node {
    let passed = move || screen.timed(|_, readout| readout.time_passed).flatten();
    let share = move || passed().unwrap_or_default();
    let is_there = slice(move || passed().is_some());
    part(move || {
        let name = Phrase::ProgressOfTime.text().to_owned();
        is_there.get().then(|| {
            if screen.is_still() {
                return el("div").class("bar time").say("\u{a0}");
            }
            bar("time", name, share, move || message::percent(share()))
        })
    })
}

/// Never made up: without phases there is none.
fn work_done(screen: Screen) -> Node {
    let share = move || screen.featured(|it, _| it.progress()).unwrap_or_default();
    let is_there = slice(move || screen.featured(|it, _| it.progress()).is_some());
    part(move || {
        let name = Phrase::ProgressOfWork.text().to_owned();
        is_there
            .get()
            .then(|| bar("work", name, share, move || message::percent(share())))
    })
}

/// A bar with its value in words. `<progress>` needs no style of its own to have a length, which a page
/// without inline styles could not give it.
fn bar(
    class: &str,
    name: String,
    share: impl Fn() -> Permille + Send + 'static,
    value: impl Fn() -> String + Send + Clone + 'static,
) -> Node {
    let spoken = value.clone();
    let progress = el("progress")
        .attr("max", "1000")
        .attr("aria-label", &name.clone())
        .live("value", move || Some(share().to_string()))
        .live("aria-valuetext", move || Some(spoken()));
    el("div")
        .class(&["bar ", class].concat())
        .child(
            apart(el("span").class("bar-name"))
                .attr("aria-hidden", "true")
                .say(&name),
        )
        .child(progress)
        .child(
            apart(el("span").class("bar-value"))
                .attr("aria-hidden", "true")
                .text(value),
        )
}

fn item(screen: Screen, index: usize) -> Node {
    let phase = slice(move || {
        screen
            .featured(|maintenance, _| maintenance.phases.get(index).cloned())
            .unwrap_or_default()
    });
    let is_current = slice(move || {
        screen.featured(|it, _| it.current_phase().filter(|_| it.status.is_running()))
            == Some(index)
    });
    let class = move || phase.with(|phase| Some(["phase is-", phase.status.word()].concat()));
    let name = move || phase.with(|phase| phase.name.clone());
    let state = move || phase.with(state);
    let head = el("div")
        .class("phase-head")
        .child(theirs(screen, el("h3")).text(name))
        .child(el("span").class("phase-status").text(state));
    el("li")
        .live("class", class)
        .live("aria-current", move || {
            is_current.get().then(|| "step".to_owned())
        })
        .child(head)
        .child(body(screen, phase))
        .child(own_count(phase))
        .child(times(screen, index, phase))
}

fn state(phase: &Phase) -> String {
    phase
        .word
        .clone()
        .unwrap_or_else(|| message::phase_status(phase.status).to_owned())
}

fn body(screen: Screen, phase: Slice<Phase>) -> Node {
    let body = slice(move || phase.with(|phase| phase.body.clone()));
    part(move || {
        body.get()
            .map(|body| theirs(screen, el("p").class("phase-body")).say(&body))
    })
}

/// A count is told once the phase has begun.
fn own_count(phase: Slice<Phase>) -> Node {
    let count = move || {
        let begun = |phase: &Phase| phase.status != PhaseStatus::Pending;
        phase.with(|phase| phase.count.clone().filter(|_| begun(phase)))
    };
    let is_there = slice(move || count().is_some());
    part(move || {
        is_there.get().then(|| {
            let name = phase.with(|phase| phase.name.clone());
            let share = move || count().as_ref().map_or(0, Count::share);
            let value = move || count().as_ref().map(message::count).unwrap_or_default();
            bar("own", name, share, value)
        })
    })
}

/// `10:12 (GMT) · 6 min · expected 10 min`
fn times(screen: Screen, index: usize, phase: Slice<Phase>) -> Node {
    let started = slice(move || phase.with(|phase| phase.started_at));
    let has_started = slice(move || started.get().is_some());
    let taken = move || {
        let taken = screen.timed(|_, readout| readout.phases.get(index).copied());
        taken
            .flatten()
            .flatten()
            .map(message::amount)
            .unwrap_or_default()
    };
    // How long a phase has been going on would not stay true where no clock runs.
    let stays = !screen.is_still() || phase.with(|phase| phase.ended_at.is_some());
    let expected = move || {
        let expected = phase.with(|phase| phase.expected);
        expected
            .map(|it| message::expected(Amount::of(it)))
            .unwrap_or_default()
    };
    el("p")
        .class("phase-times")
        .part(move || {
            has_started
                .get()
                .then(|| time(screen, move || started.get()))
        })
        .maybe(stays.then(|| el("span").class("taken").text(taken)))
        .child(el("span").class("expected").text(expected))
}
