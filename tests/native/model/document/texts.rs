//! Texts: which language is chosen, and what is left of markup.

use intermission::model::document::text::{Text, plain_lines};

#[track_caller]
fn check_choice(tags: &[&str], languages: &[&str], expected: &str) {
    let texts = tags
        .iter()
        .map(|tag| ((*tag).to_owned(), (*tag).to_owned()));
    let text = Text::Languages(texts.collect());
    let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
    assert_eq!(
        text.choose(&languages).1,
        expected,
        "{languages:?} of {tags:?}"
    );
}

#[test]
fn the_visitors_first_language_that_is_there() {
    check_choice(&["en", "de"], &["de"], "de");
    check_choice(&["en", "de"], &["fr", "de", "en"], "de");
    check_choice(&["en", "de"], &["DE"], "de");
    // An exact tag wins over a related one, also for a later language.
    check_choice(&["en-GB", "pt-BR", "pt"], &["pt-BR"], "pt-BR");
    check_choice(&["de", "en-US"], &["de-AT", "en-US"], "en-US");
    // The same primary language, in either direction.
    check_choice(&["en", "de"], &["de-AT"], "de");
    check_choice(&["en", "pt-BR"], &["pt"], "pt-BR");
    check_choice(&["en", "pt-BR"], &["pt-PT"], "pt-BR");
    // Never by the beginning of a tag alone.
    check_choice(&["en", "fil"], &["fi"], "en");
    // The publisher's first, where nothing fits.
    check_choice(&["nl", "en"], &["ja"], "nl");
    check_choice(&["nl", "en"], &[], "nl");
    check_choice(&[], &["en"], "");
    check_choice(&["", "en"], &["en"], "en");
}

#[test]
fn a_plain_text_is_in_every_language() {
    assert_eq!(
        Text::from("Hello").choose(&["de".to_owned()]),
        (None, "Hello")
    );
}

#[track_caller]
fn check_plain(text: &str, expected: &str) {
    assert_eq!(plain_lines(text), expected, "{text}");
}

#[test]
fn breaks_and_ends_of_blocks_become_line_ends() {
    check_plain("one<br>two<br/>three<br />four", "one\ntwo\nthree\nfour");
    check_plain("one<BR>two<Br class=x>three", "one\ntwo\nthree");
    check_plain("<p>one</p><p>two</p>", "one\ntwo");
    check_plain("<P>one</P><DIV>two</DIV>", "one\ntwo");
    check_plain("<ul><li>one</li><li>two</li></ul>", "one\ntwo");
    check_plain("one\n two\n\nthree\t", "one\n two\n\nthree");
}

#[test]
fn other_tags_vanish_and_what_they_hold_stays() {
    check_plain(
        "<b>bold</b> and <a href=\"https://example.com\">a link</a>",
        "bold and a link",
    );
    check_plain("<script>alert(1)</script>", "alert(1)");
    check_plain("<img src=x onerror=alert(1)>", "");
    check_plain("<small-print>kept</small-print>", "kept");
    check_plain("<brief>no break</brief>", "no break");
}

#[test]
fn what_is_no_tag_stays() {
    check_plain("p99 < 800 ms", "p99 < 800 ms");
    check_plain("1 <2> 3", "1 <2> 3");
    check_plain("a < b > c", "a < b > c");
    check_plain("<", "<");
    check_plain("cut off <stro", "cut off <stro");
    check_plain("<a <b>one</b>", "<a one");
    check_plain("<!-- note -->", "<!-- note -->");
    check_plain("<é>", "<é>");
}

#[test]
fn entities_are_decoded_once() {
    check_plain(
        "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#x27;",
        "<b> & \"x\" 'y'",
    );
    check_plain("&amp;lt;br&amp;gt;", "&lt;br&gt;");
    check_plain("a&nbsp;b", "a\u{a0}b");
    check_plain("AT&T &unknown; &", "AT&T &unknown; &");
}
