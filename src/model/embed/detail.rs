//! What an event tells a host's page, as JSON.

use crate::model::instant::{Instant, write};
use crate::model::maintenance::Window;
use crate::model::message;
use crate::model::situation::Situation;
use crate::model::snapshot::Published;
use crate::model::state::State;

/// Everything that is known, in a few members; `null` stands for what is not.
pub fn detail(state: &State) -> String {
    let mut object = Object::default();
    let truth = state.truth();
    let failure = truth.failure.as_ref();
    object.text("standing", Some(state.standing().word()));
    object.text("error", failure.map(|it| it.error.text()).as_deref());
    let (Some(snapshot), Some(readout)) = (state.snapshot(), state.readout()) else {
        return object.end();
    };
    let maintenance = readout
        .featured
        .and_then(|index| snapshot.maintenances.get(index));
    let window = maintenance.and_then(|it| it.window);
    let published = match snapshot.published {
        Published::At(at) | Published::NotBefore(at) => Some(at),
        Published::Unstated => None,
    };
    let tally = snapshot.tally();
    let headline = message::headline(
        readout.situation,
        snapshot.worst(),
        snapshot.incident_status(),
    );
    let symbol = readout.situation.symbol(snapshot.worst());
    object.text("name", snapshot.page.name.as_deref());
    object.text("url", snapshot.page.url.as_deref());
    object.text("state", Some(symbol.name()));
    object.text("situation", Some(word(readout.situation)));
    object.text("headline", Some(headline));
    object.text("maintenance", maintenance.map(|it| it.name.as_str()));
    object.instant("publishedAt", published);
    object.instant("startsAt", window.map(Window::start));
    object.instant("endsAt", window.and_then(Window::end));
    object.count("affected", tally.affected);
    object.count("total", tally.total());
    object.end()
}

/// The situation in the words of events.
fn word(situation: Situation) -> &'static str {
    match situation {
        Situation::Silent => "silent",
        Situation::Incident => "incident",
        Situation::Running => "running",
        Situation::Early => "early",
        Situation::Overrunning => "overrunning",
        Situation::Verifying => "verifying",
        Situation::VerifyingLate => "verifying-late",
        Situation::Affected => "affected",
        Situation::Due => "due",
        Situation::Ahead => "ahead",
        Situation::Over => "over",
        Situation::Cancelled => "cancelled",
        Situation::Unsure => "unsure",
        Situation::Operational => "operational",
        Situation::Unconfirmed => "unconfirmed",
        Situation::OutOfDate => "out-of-date",
    }
}

/// A JSON object in the making.
#[derive(Default)]
struct Object(String);

impl Object {
    fn text(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.member(name, &quoted(text)),
            None => self.member(name, "null"),
        }
    }

    fn instant(&mut self, name: &str, at: Option<Instant>) {
        self.text(name, at.map(write).as_deref());
    }

    fn count(&mut self, name: &str, count: usize) {
        self.member(name, &count.to_string());
    }

    fn member(&mut self, name: &str, value: &str) {
        let before = if self.0.is_empty() { "{" } else { "," };
        for piece in [before, "\"", name, "\":", value] {
            self.0.push_str(piece);
        }
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A JSON string. Control characters become spaces: none of them means anything in a name or a headline.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(if letter.is_control() { ' ' } else { letter });
    }
    quoted.push('"');
    quoted
}
