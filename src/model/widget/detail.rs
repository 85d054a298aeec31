//! The details of a widget's event, as JSON.

use crate::model::document::json::{Json, Members};
use crate::model::document::write::write;
use crate::model::i18n::message;
use crate::model::state::State;
use crate::model::status::maintenance::Window;
use crate::model::time::instant::{self, Instant};

/// Returns a summary of the state as a JSON object, with `null` for unknown members. Without a document it has only
/// `standing` and `error`.
pub fn detail(state: &State) -> String {
    let mut object = Object::default();
    let data_status = state.data_status();
    let failure = data_status.failure.as_ref();
    object.text("standing", Some(state.freshness().as_str()));
    object.text("error", failure.map(|it| it.error.text()).as_deref());
    let (Some(snapshot), Some(derived)) = (state.snapshot(), state.derived()) else {
        return object.end();
    };
    let maintenance = derived.overview.headlined_in(snapshot);
    let window = maintenance.and_then(|it| it.window);
    let published = snapshot.published.instant();
    let tally = snapshot.tally();
    let (language, situation) = (state.language(), derived.overview.situation);
    let headline = if state.is_single() {
        super::single_headline(language, situation, snapshot)
    } else {
        message::headline(language, situation, snapshot).to_owned()
    };
    let symbol = derived.overview.situation.symbol(snapshot.worst());
    object.text("name", snapshot.page.name.as_deref());
    object.text("url", snapshot.page.url.as_deref());
    object.text("state", Some(symbol.name()));
    object.text("situation", Some(derived.overview.situation.as_str()));
    object.text("headline", Some(&headline));
    object.text("maintenance", maintenance.map(|it| it.name.as_str()));
    object.instant("publishedAt", published);
    object.instant("startsAt", window.map(Window::start));
    object.instant("endsAt", window.and_then(Window::end));
    object.count("affected", tally.affected);
    object.count("total", tally.total());
    object.end()
}

/// The members of a JSON object that is being built.
#[derive(Default)]
struct Object(Vec<(String, Json)>);

impl Object {
    /// Adds a text. Control characters become spaces, because they mean nothing in a name or a headline.
    fn text(&mut self, name: &str, text: Option<&str>) {
        let text = text.map(|text| Json::Text(text.replace(char::is_control, " ")));
        self.member(name, text.unwrap_or(Json::Null));
    }

    fn instant(&mut self, name: &str, at: Option<Instant>) {
        self.text(name, at.map(instant::write).as_deref());
    }

    fn count(&mut self, name: &str, count: usize) {
        self.member(name, Json::Count(count as u64));
    }

    fn member(&mut self, name: &str, value: Json) {
        self.0.push((name.to_owned(), value));
    }

    fn end(self) -> String {
        write(&Json::Object(Members::from_iter(self.0)), false)
    }
}
