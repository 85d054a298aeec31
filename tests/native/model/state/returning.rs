//! Tests of `model::state::returning`: where a visitor returns to, and whether without being asked.

use intermission::model::policy::return_target::Place;
use intermission::model::state::returning::Returning;
use intermission::model::state::{Arrival, Guest, Start};

fn start(status: Option<u16>) -> Start {
    Start {
        arrival: Arrival {
            status,
            ..Arrival::default()
        },
        place: Place {
            origin: "https://shop.example.com".to_owned(),
            path: "/cart".to_owned(),
            ..Place::default()
        },
        ..Start::default()
    }
}

/// The address that a visitor returns to.
fn target(returning: &Returning, start: &Start, url: Option<&str>) -> Option<String> {
    let target = returning.target(start, url).unwrap();
    target.map(|target| target.url().to_owned())
}

#[test]
fn the_http_status_tells_whether_the_page_stands_in_else_the_sites_response() {
    let mut returning = Returning::default();
    assert_eq!(returning.stands_in(&start(Some(503))), Some(true));
    assert_eq!(returning.stands_in(&start(Some(400))), Some(true));
    assert_eq!(returning.stands_in(&start(Some(399))), Some(false));
    assert_eq!(returning.stands_in(&start(None)), None);
    returning.found_to_stand_in(true);
    assert_eq!(returning.stands_in(&start(None)), Some(true));
    assert_eq!(returning.stands_in(&start(Some(200))), Some(false));
}

#[test]
fn a_file_from_a_disk_stands_in_for_nothing() {
    let mut start = start(None);
    start.place.origin = "file://".to_owned();
    assert_eq!(Returning::default().stands_in(&start), Some(false));
}

#[test]
fn visitors_return_to_the_address_that_the_page_stands_in_for() {
    let returning = Returning::default();
    let url = Some("https://shop.example.com/");
    let cart = Some("/cart".to_owned());
    assert_eq!(target(&returning, &start(Some(503)), url), cart);
    assert_eq!(target(&returning, &start(None), url), cart);
}

#[test]
fn a_reader_of_a_status_page_is_taken_away_only_after_an_outage_of_this_visit() {
    let url = Some("https://shop.example.com/");
    let mut returning = Returning::default();
    assert_eq!(target(&returning, &start(Some(200)), url), None);
    returning.note_away();
    assert_eq!(target(&returning, &start(Some(200)), url).as_deref(), url);
    assert_eq!(target(&returning, &start(Some(200)), None), None);
    let elsewhere = returning.target(&start(Some(200)), Some("https://elsewhere.example/"));
    assert!(elsewhere.is_err(), "{elsewhere:?}");
}

#[test]
fn a_widget_takes_nobody_anywhere() {
    let mut returning = Returning::default();
    returning.note_away();
    let mut start = start(Some(503));
    start.guest = Some(Guest::of("https://status.example.com/"));
    assert_eq!(
        target(&returning, &start, Some("https://shop.example.com/")),
        None
    );
}

#[test]
fn a_form_or_a_mistaken_return_needs_the_visitors_consent() {
    let arrival = |came_back, posted| Arrival {
        came_back,
        posted,
        status: Some(503),
    };
    let mut returning = Returning::default();
    assert!(returning.leaves_unasked(arrival(false, false)));
    assert!(!returning.leaves_unasked(arrival(true, false)));
    assert!(!returning.leaves_unasked(arrival(false, true)));
    returning.note_away();
    assert!(returning.leaves_unasked(arrival(true, false)));
    assert!(!returning.leaves_unasked(arrival(true, true)));
}
