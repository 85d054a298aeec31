//! Title, icon and what screen readers announce.

use intermission::model::i18n::message::language::Language;
use intermission::model::state::HostEffect;
use intermission::model::state::screen::{Announced, Screen};
use intermission::model::status::situation::Symbol;

use super::effects;

fn announced(headline: &str, phase: &str) -> Announced {
    let texts = [headline, phase, "", "3 services are affected.", ""];
    Announced {
        texts: texts.map(str::to_owned),
        symbol: Symbol::Maintenance,
        title: "Maintenance".to_owned(),
    }
}

#[test]
fn the_first_values_are_shown_and_not_announced() {
    let first = announced("It has begun.", "");
    let effects = effects(|effects| {
        let news = Screen::default().announce(Language::default(), first, false, effects);
        assert_eq!(news, "");
    });
    let expected = [
        HostEffect::SetTitle("Maintenance".to_owned()).into(),
        HostEffect::SetIcon(Symbol::Maintenance).into(),
    ];
    assert_eq!(effects, expected);
}

#[test]
fn the_first_values_after_a_failure_are_announced() {
    let first = announced("It has begun.", "");
    effects(|effects| {
        let news = Screen::default().announce(Language::default(), first, true, effects);
        assert_eq!(news, "It has begun. 3 services are affected.");
    });
}

#[test]
fn only_changed_sentences_are_announced() {
    let mut screen = Screen::default();
    let mut announce = |phase| {
        let new = announced("It has begun.", phase);
        let mut news = String::new();
        let effects = effects(|effects| {
            news = screen.announce(Language::default(), new, false, effects);
        });
        (news, effects.len())
    };
    announce("");
    assert_eq!(announce(""), (String::new(), 0));
    assert_eq!(announce("Phase: checks."), ("Phase: checks.".to_owned(), 0));
}
