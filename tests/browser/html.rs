//! The builder over one type: what a closure that runs again does to the DOM.

use std::cell::RefCell;
use std::rc::Rc;

use intermission::view::html::{
    IntoView, Key, button, div, input, keyed, li, p, section, span, time, ul,
};
use leptos::ev;
use leptos::prelude::{Get as _, RwSignal, Set as _};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use super::{changes, place};

/// Puts a view into a place of its own.
fn mounted<T: IntoView>(view: impl FnOnce() -> T + 'static) -> HtmlElement {
    let place = place();
    leptos::mount::mount_to_renderer(&place, move || view().into_view()).forget();
    place
}

fn find(place: &HtmlElement, selector: &str) -> Element {
    place.query_selector(selector).unwrap().unwrap()
}

/// How often the DOM below `place` changes when `signal` gets `value`.
async fn changes_by<T: Send + Sync + 'static>(
    place: &HtmlElement,
    signal: RwSignal<T>,
    value: T,
) -> u32 {
    changes(place, async { signal.set(value) }).await
}

#[wasm_bindgen_test]
async fn a_closure_writes_only_what_differs() {
    let signal = RwSignal::new(1);
    let place = mounted(move || {
        move || {
            let number = signal.get();
            section()
                .class(if number < 3 { "few" } else { "many" })
                .child(p().attr("title", "fixed").child("always"))
                .child(p().child(number.to_string()))
        }
    });
    let before = find(&place, "section");
    assert_eq!(changes_by(&place, signal, 2).await, 1);
    assert_eq!(changes_by(&place, signal, 2).await, 0);
    assert_eq!(changes_by(&place, signal, 3).await, 2);
    assert_eq!(find(&place, "section.many"), before);
    assert_eq!(before.text_content().unwrap(), "always3");
}

#[wasm_bindgen_test]
async fn another_tag_is_another_element_in_the_same_place() {
    let signal = RwSignal::new(false);
    let place = mounted(move || {
        let middle = move || {
            if signal.get() {
                time().attr("datetime", "PT1S").child("1 s")
            } else {
                span().child("none")
            }
        };
        div().child("[").child(middle).child("]")
    });
    for (value, html) in [
        (true, "[<time datetime=\"PT1S\">1 s</time>]"),
        (false, "[<span>none</span>]"),
    ] {
        changes_by(&place, signal, value).await;
        assert_eq!(find(&place, "div").inner_html(), html);
    }
}

#[wasm_bindgen_test]
async fn options_and_lists_come_and_go_where_they_stand() {
    let signal = RwSignal::new(vec!["a", "b"]);
    let place = mounted(move || {
        let items = move || {
            signal
                .get()
                .into_iter()
                .map(|it| li().child(it))
                .collect::<Vec<_>>()
        };
        let first = move || signal.get().first().map(|it| p().child(*it));
        ul().child(first).child(items).child(li().child("last"))
    });
    let last = place.query_selector("li:last-child").unwrap();
    for value in [vec![], vec!["c", "d", "e"], vec!["e"]] {
        changes_by(&place, signal, value.clone()).await;
        let expected = [
            value.first().copied().unwrap_or_default(),
            &value.concat(),
            "last",
        ]
        .concat();
        assert_eq!(place.text_content().unwrap(), expected);
        assert_eq!(place.query_selector("li:last-child").unwrap(), last);
    }
}

#[wasm_bindgen_test]
async fn an_attribute_that_is_left_out_is_removed() {
    let signal = RwSignal::new(true);
    let place = mounted(move || {
        let field = input()
            .attr("type", "checkbox")
            .attr("hidden", move || signal.get())
            .prop("checked", move || signal.get());
        div()
            .child(field)
            .child(move || p().attr("title", signal.get().then_some("said")))
    });
    let field: web_sys::HtmlInputElement = find(&place, "input").unchecked_into();
    assert!(field.checked() && field.has_attribute("hidden"));
    assert_eq!(find(&place, "p").get_attribute("title").unwrap(), "said");
    changes_by(&place, signal, false).await;
    assert!(!field.checked() && !field.has_attribute("hidden"));
    assert!(!find(&place, "p").has_attribute("title"));
}

#[wasm_bindgen_test]
async fn a_listener_is_that_of_the_last_view() {
    let signal = RwSignal::new(1);
    let heard = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&heard);
    let place = mounted(move || {
        move || {
            let (number, sink) = (signal.get(), Rc::clone(&sink));
            button().on(ev::click, move |_| sink.borrow_mut().push(number))
        }
    });
    let pressed: HtmlElement = find(&place, "button").unchecked_into();
    pressed.click();
    changes_by(&place, signal, 2).await;
    pressed.click();
    assert_eq!(*heard.borrow(), [1, 2]);
}

#[wasm_bindgen_test]
async fn views_by_key_are_moved_and_kept() {
    let order = |shown: &[usize], kept: &[usize]| -> Vec<(Key, bool)> {
        let key = |slot: &usize| Key {
            slot: *slot,
            generation: 1,
        };
        let shown = shown.iter().map(|slot| (key(slot), true));
        shown
            .chain(kept.iter().map(|slot| (key(slot), false)))
            .collect()
    };
    let signal = RwSignal::new(order(&[0, 1, 2, 3], &[]));
    let place = mounted(move || {
        let view = Rc::new(|key: Key| li().child(key.slot.to_string()).into_view());
        ul().child(move || keyed(signal.get(), Rc::clone(&view) as _))
    });
    let third = place.query_selector("li:nth-child(4)").unwrap();
    // The last comes first: it is taken out and put in, and no other is touched.
    assert_eq!(
        changes_by(&place, signal, order(&[3, 0, 1, 2], &[])).await,
        2
    );
    assert_eq!(place.text_content().unwrap(), "3012");
    assert_eq!(place.query_selector("li").unwrap(), third);
    assert_eq!(changes_by(&place, signal, order(&[1], &[0, 2, 3])).await, 3);
    assert_eq!(place.text_content().unwrap(), "1");
    changes_by(&place, signal, order(&[2, 3, 1], &[0])).await;
    assert_eq!(place.text_content().unwrap(), "231");
    assert_eq!(place.query_selector("li:nth-child(2)").unwrap(), third);
    // A view that is no longer listed is made anew when it comes again.
    changes_by(&place, signal, order(&[0, 1], &[])).await;
    changes_by(&place, signal, order(&[0, 3, 1], &[])).await;
    assert_eq!(place.text_content().unwrap(), "031");
    assert_ne!(place.query_selector("li:nth-child(2)").unwrap(), third);
}

/// Rows after the first of a kind are made from a copy of it.
#[wasm_bindgen_test]
fn rows_made_from_copies_are_those_that_were_described() {
    let row = |name: &'static str, note: Option<&'static str>, end: Option<&'static str>| {
        let end = match end {
            Some(end) => time().attr("datetime", end).child("soon"),
            None => span().child("never"),
        };
        li().class("row")
            .attr("title", note)
            .child(p().child(name))
            .child(note.map(|it| span().class("note").child(it)))
            .child(end)
    };
    let rows = move |slot: usize| match slot {
        0 => li().class("heading").child("Group").into_view(),
        1 => row("first", Some("said"), Some("PT1S")).into_view(),
        2 => row("second", None, None).into_view(),
        3 => row("third", Some("more"), None).into_view(),
        _ => (move || row("fourth", None, Some("PT2S"))).into_view(),
    };
    let keys = (0..5).map(|slot| {
        let generation = 1;
        (Key { slot, generation }, true)
    });
    let keys: Vec<_> = keys.collect();
    let place = mounted(move || ul().child(keyed(keys, Rc::new(move |key: Key| rows(key.slot)))));
    let expected = concat!(
        "<ul><li class=\"heading\">Group</li>",
        "<li class=\"row\" title=\"said\"><p>first</p><span class=\"note\">said</span>",
        "<time datetime=\"PT1S\">soon</time></li>",
        "<li class=\"row\"><p>second</p><span>never</span></li>",
        "<li class=\"row\" title=\"more\"><p>third</p><span class=\"note\">more</span><span>never</span></li>",
        "<li class=\"row\"><p>fourth</p><time datetime=\"PT2S\">soon</time></li></ul>",
    );
    assert_eq!(place.inner_html(), expected);
}

#[wasm_bindgen_test]
fn every_row_that_listens_has_a_listener_of_its_own() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&heard);
    let place = mounted(move || {
        let view = Rc::new(move |key: Key| {
            let sink = Rc::clone(&sink);
            let press = button().on(ev::click, move |_| sink.borrow_mut().push(key.slot));
            li().child(press).into_view()
        });
        let generation = 1;
        ul().child(keyed(
            (0..3)
                .map(|slot| (Key { slot, generation }, true))
                .collect(),
            view,
        ))
    });
    for row in ["li:nth-child(3) button", "li button"] {
        let pressed: HtmlElement = find(&place, row).unchecked_into();
        pressed.click();
    }
    assert_eq!(*heard.borrow(), [2, 0]);
}
