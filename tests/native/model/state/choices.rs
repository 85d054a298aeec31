//! The visitor's choices.

use intermission::model::i18n::locale::Zone;
use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::policy::return_target::Place;
use intermission::model::state::choices::Choices;
use intermission::model::state::{Effect, HostEffect, NotificationPrefs, Start, Theme, kept};
use intermission::model::status::browse::Browse;

use super::effects;

fn keep(name: &str, word: &str) -> HostEffect {
    HostEffect::Keep {
        name: name.to_owned(),
        word: word.to_owned(),
    }
}

#[test]
fn they_begin_as_the_address_and_the_last_visit_left_them() {
    let query = "?im-find=search&lang=de";
    let start = Start {
        place: Place {
            query: query.to_owned(),
            ..Place::default()
        },
        theme: Theme::Dark,
        zone: Zone::Utc,
        ..Start::default()
    };
    let choices = Choices::at_start(&start);
    assert_eq!(choices.browse, Browse::from_query(query));
    assert_ne!(choices.browse, Browse::default());
    assert_eq!((choices.theme, choices.zone), (Theme::Dark, Zone::Utc));
    assert!(!choices.paused && !choices.notifications.wanted);
}

#[test]
fn colours_and_zone_are_kept_for_the_next_visit() {
    let mut choices = Choices::default();
    let effects = effects(|effects| choices.set_theme(Theme::Light, effects));
    let expected = [
        HostEffect::SetTheme(Theme::Light).into(),
        keep(kept::THEME, "light").into(),
    ];
    assert_eq!(effects, expected);
    assert_eq!(
        choices.set_zone(Zone::Operator),
        keep(kept::ZONE, "operator")
    );
    assert_eq!(
        (choices.theme, choices.zone),
        (Theme::Light, Zone::Operator)
    );
}

#[test]
fn a_filter_stands_in_the_address_beside_what_was_there() {
    let mut choices = Choices::default();
    let browse = Browse::from_query("?im-find=search");
    let effect = choices.set_browse(browse.clone(), "?lang=de");
    let HostEffect::ReplaceQuery(query) = effect else {
        panic!("expected a new query, found {effect:?}");
    };
    assert!(
        query.contains("lang=de") && query.contains("im-find=search"),
        "{query}"
    );
    assert_eq!(choices.browse, browse);
}

#[test]
fn permission_is_asked_for_only_when_notifications_are_turned_on() {
    let mut prefs = NotificationPrefs::default();
    let asked = effects(|effects| prefs.toggle(effects));
    assert_eq!(asked, [HostEffect::AskToNotify.into()]);
    prefs.may_notify = Some(true);
    let played = effects(|effects| prefs.toggle_sound(effects));
    assert_eq!(played, [HostEffect::PlaySound.into()]);
    assert_eq!(effects(|effects| prefs.toggle(effects)), []);
    assert_eq!(prefs, NotificationPrefs::default());
}

#[test]
fn the_visitor_is_notified_once_and_only_as_the_browser_allows() {
    let notification =
        HostEffect::Notify(message::back_again(Language::default(), Some("Example"))).into();
    let sound: Effect = HostEffect::PlaySound.into();
    for (wanted, may_notify, with_sound, expected) in [
        (false, Some(true), true, vec![]),
        (true, None, true, vec![&sound]),
        (true, Some(false), false, vec![]),
        (true, Some(true), false, vec![&notification]),
        (true, Some(true), true, vec![&notification, &sound]),
    ] {
        let mut prefs = NotificationPrefs {
            wanted,
            may_notify,
            sound: with_sound,
            ..NotificationPrefs::default()
        };
        let mut notify =
            || effects(|effects| prefs.notify_once(Language::default(), Some("Example"), effects));
        assert_eq!(notify().iter().collect::<Vec<_>>(), expected);
        assert_eq!(notify(), []);
    }
}
