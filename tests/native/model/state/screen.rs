//! Title, icon and what screen readers announce.

use intermission::model::state::screen::{Announced, Screen};
use intermission::model::state::{Effect, HostEffect};
use intermission::model::status::situation::Symbol;

use super::effects;

fn announced(headline: &str, phase: &str) -> Announced {
    Announced {
        headline: headline.to_owned(),
        phase: phase.to_owned(),
        affected: "3 services are affected.".to_owned(),
        symbol: Symbol::Maintenance,
        title: "Maintenance".to_owned(),
    }
}

#[test]
fn the_first_values_are_shown_and_not_announced() {
    let first = announced("It has begun.", "");
    let effects = effects(|effects| Screen::default().announce(first, effects));
    let expected = [
        HostEffect::SetTitle("Maintenance".to_owned()).into(),
        HostEffect::SetIcon(Symbol::Maintenance).into(),
    ];
    assert_eq!(effects, expected);
}

#[test]
fn only_changed_sentences_are_announced() {
    let mut screen = Screen::default();
    let mut announce = |phase| {
        let new = announced("It has begun.", phase);
        effects(|effects| screen.announce(new, effects))
    };
    announce("");
    assert_eq!(announce(""), []);
    let expected = Effect::Announce("Phase: checks.".to_owned());
    assert_eq!(announce("Phase: checks."), [expected]);
}
