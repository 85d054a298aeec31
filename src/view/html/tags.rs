//! One function for each tag that the page uses, named as in `leptos::html`.

use super::Element;

macro_rules! tags {
    ($($tag:ident),*) => {$(
        #[doc = concat!("Begins a `<", stringify!($tag), ">`.")]
        #[must_use]
        pub fn $tag() -> Element {
            Element::new(stringify!($tag))
        }
    )*};
}

tags!(
    a, aside, button, caption, code, dd, details, div, dl, dt, footer, h1, h2, h3, h4, header,
    input, label, li, main, nav, noscript, ol, option, p, path, progress, section, select, span,
    strong, summary, svg, table, tbody, td, th, thead, time, tr, ul
);
