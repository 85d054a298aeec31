//! Hosts that forbid by policy, reset styles, tear the widget apart, or throw errors.

use serde_json::{Value, json};

use super::host::{Host, LOADER, Policy, built, request_count};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_strict_host_shows_every_form_and_keeps_nothing,
    a_guest_has_no_code_to_steer_its_window,
    without_webassembly_the_hosts_words_stay,
    a_reset_does_not_reach_inside,
    a_host_that_tears_at_it_is_not_torn_down,
    a_document_that_is_written_anew_has_it_again,
    a_host_that_forbids_elements_is_left_alone,
    names_of_a_hosts_images_hide_nothing,
    a_polluted_prototype_reaches_nothing,
);

const FORMS: &str = r#"<intermission-status loading="eager" src="STATUS/status.json">Words</intermission-status>
    <intermission-status loading="eager" form="banner" src="STATUS/status.json"></intermission-status>
    <intermission-status loading="eager" form="full" src="STATUS/status.json"></intermission-status>"#;

async fn a_strict_host_shows_every_form_and_keeps_nothing(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Strict, LOADER, FORMS);
    visitor.open_host(&host).await;
    for form in 0..3 {
        visitor.until_shows(form, "Maintenance is under way").await;
    }
    // Counters run under the policy as well.
    let elapsed = "return aria(aria(view(0)).term('Elapsed so far')).one('timer').textContent";
    let before = visitor.ask(elapsed).await;
    visitor
        .wait_for(&format!(
            "return aria(aria(view(0)).term('Elapsed so far')).one('timer').textContent !== {before}"
        ))
        .await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
    assert_eq!(host.reports(), [""; 0]);
    let kept =
        "return [document.styleSheets.length, document.adoptedStyleSheets.length, document.cookie,
        localStorage.length, sessionStorage.length, document.title, location.search, history.length,
        Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && name !== 'ret_nodes')]";
    // Chromium's driver has one of its own.
    let history = visitor.run("return history.length").await;
    let nothing = json!([0, 0, "", 0, 0, "Host", "", history, []]);
    assert_eq!(visitor.run(kept).await, nothing);
}

/// What changes a window's title or address is in the page's script, and not in the element's.
async fn a_guest_has_no_code_to_steer_its_window(visitor: Visitor, site: Site) {
    let named = |file: &str, prefix: &str| {
        let text = built(file);
        let (_, rest) = text.split_once(prefix).unwrap();
        let (hash, _) = rest.split_once(".js").unwrap();
        built(&format!("{prefix}{hash}.js"))
    };
    let page = named("index.html", "page-");
    let element = named("widget.js", "widget-program-");
    for word in ["replaceState", "location.replace(", ".title"] {
        assert!(page.contains(word), "the page's script lacks `{word}`");
        assert!(!element.contains(word), "the element's script has `{word}`");
    }
    // And nothing does so at the end, when the page would leave.
    let host = Host::open(&site, Policy::Strict, LOADER, FORMS);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    site.control("POST", "at?minute=75", "");
    visitor.ask("at(0).refresh()").await;
    visitor.until_shows(0, "Maintenance is over").await;
    let window = "return [location.href, document.title, document.querySelectorAll('link').length]";
    let untouched = json!([host.url("/"), "Host", 0]);
    assert_eq!(visitor.run(window).await, untouched);
}

async fn without_webassembly_the_hosts_words_stay(visitor: Visitor, site: Site) {
    let body = r#"<intermission-status src="STATUS/status.json">Is it us? <a href="/">Ask us</a></intermission-status>
        <intermission-status src="STATUS/status.json"></intermission-status>"#;
    let host = Host::open(&site, Policy::NoWasm, LOADER, body);
    visitor.open_host(&host).await;
    visitor
        .until_shows(1, "The status cannot be shown here.")
        .await;
    visitor
        .wait_for("return at(0).innerText.includes('Is it us? Ask us')")
        .await;
    let errors = visitor.page_errors().await;
    let said: Vec<&String> = errors.iter().filter(|it| it.starts_with("warn")).collect();
    assert_eq!(said.len(), 1, "{errors:?}");
    assert!(
        said[0].contains("the status cannot be shown here"),
        "{said:?}"
    );
    let thrown = |it: &&String| it.starts_with("error") || it.starts_with("unhandled");
    assert_eq!(errors.iter().filter(thrown).count(), 0, "{errors:?}");
    // Browsers are asked whether the program may run before any of it is fetched, and only once: each refusal is
    // reported to the host.
    visitor.ask("at(0).refresh()").await;
    visitor.ask_async("setTimeout(done)").await;
    let asked = ["widget-program", ".wasm", "language-"].map(|name| request_count(&site, name));
    assert_eq!(asked, [0, 0, 0]);
    let errors = visitor.page_errors().await;
    let refused = errors.iter().filter(|it| it.starts_with("securitypolicy"));
    assert!(refused.count() <= 1, "{errors:?}");
    // The host's own words, which are a line or two, take no more room than they need once a frame has fitted it.
    visitor
        .wait_for("return all().every((_, index) => box(index).offsetHeight < 100)")
        .await;
}

/// What a style sheet could spoil, of what is shown.
const LOOKS: &str = "const styles = (it) => { const { color, backgroundColor, letterSpacing, textTransform,
      display, position, padding, margin, border, float, opacity, textAlign, whiteSpace } = getComputedStyle(it);
      return [color, backgroundColor, letterSpacing, textTransform, display, position, padding, margin, border,
        float, opacity, textAlign, whiteSpace].join() };
    return ['.box', '.widget', '.badge', 'h2', '.ending', '.figure', '.number', '.affected-service', 'button', 'a']
      .map((name) => styles(at(0).shadowRoot.querySelector(name)))
      .concat(box(0).offsetHeight)";

/// Whether all is there, and the element has fitted its height to it.
const SETTLED: &str =
    "return aria(view(0)).all('link').length === 1 && box(0).style.blockSize !== ''";

async fn a_reset_does_not_reach_inside(visitor: Visitor, site: Site) {
    let style = "<style>body { font: 16px sans-serif; margin: 0; }</style>";
    let calm = Host::open(&site, Policy::Open, &format!("{style}{LOADER}"), FORMS);
    visitor.open_host(&calm).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.wait_for(SETTLED).await;
    let expected = visitor.ask(LOOKS).await;
    let reset = "<style>* { all: unset !important; }
        * { color: red !important; background: lime !important; letter-spacing: 9px !important;
          text-transform: uppercase !important; line-height: 5 !important; text-align: right !important;
          display: block !important; float: left !important; padding: 40px !important; opacity: 0.9 !important;
          white-space: nowrap !important; font: 16px sans-serif !important; width: 100% !important; }
        .box, .badge, h2, button { display: none !important; }</style>";
    let hostile = Host::open(&site, Policy::Open, &format!("{reset}{LOADER}"), FORMS);
    visitor.open_host(&hostile).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.wait_for(SETTLED).await;
    assert_eq!(visitor.ask(LOOKS).await, expected);
}

async fn a_host_that_tears_at_it_is_not_torn_down(visitor: Visitor, site: Site) {
    let throwing = "<script>for (const kind of ['load', 'change', 'error']) addEventListener(
        'intermission-' + kind, () => { throw new Error('the host\\'s own') })</script>";
    let host = Host::open(&site, Policy::Open, &format!("{throwing}{LOADER}"), FORMS);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.until_shows(2, "Maintenance is under way").await;
    // Texts and elements, here and there, all the way down; and one whole view.
    visitor
        .ask(
            "const nodes = [...view(2).querySelectorAll('*')].flatMap((it) => [...it.childNodes]);
              nodes.filter((_, index) => index % 7 === 3).forEach((it) => it.remove());
              view(1).remove()",
        )
        .await;
    site.control("POST", "at?minute=62", "");
    visitor.ask("at(0).refresh()").await;
    visitor.until_shows(0, "being checked").await;
    visitor
        .wait_for("return at(1).data.situation === 'verifying'")
        .await;
    visitor
        .wait_for("return at(2).data.situation === 'verifying'")
        .await;
    let errors = visitor.page_errors().await;
    let others = errors.iter().filter(|it| !it.contains("the host's own"));
    assert_eq!(others.collect::<Vec<_>>(), [""; 0]);
    visitor.ask("all().forEach((it) => it.remove())").await;
    let errors = visitor.page_errors().await;
    let others = errors.iter().filter(|it| !it.contains("the host's own"));
    assert_eq!(others.collect::<Vec<_>>(), [""; 0]);
}

async fn a_document_that_is_written_anew_has_it_again(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Open, LOADER, FORMS);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    let again = format!(
        "document.open(); document.write(`<title>Again</title>{}`); document.close()",
        FORMS.replace("STATUS", &site.url(""))
    );
    visitor.run(&again).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.until_shows(2, "Maintenance is under way").await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn a_host_that_forbids_elements_is_left_alone(visitor: Visitor, site: Site) {
    for forbidding in [
        "customElements.define = () => { throw new Error('none of these') };",
        "Object.defineProperty(window, 'customElements', { get: () => undefined });",
        "Object.defineProperty(window, 'customElements', { get: () => { throw new Error('none') } });",
    ] {
        let scripts = format!("<script>{forbidding}</script>{LOADER}");
        let body = "<intermission-status src=\"STATUS/status.json\">Words</intermission-status>";
        let host = Host::open(&site, Policy::Open, &scripts, body);
        visitor.open_host(&host).await;
        visitor.until("return pageErrors.length > 0").await;
        let errors = visitor.page_errors().await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].starts_with("warn: intermission:"), "{errors:?}");
        let words = visitor.ask("return at(0).innerText").await;
        assert_eq!(words, Value::from("Words"));
    }
}

/// Browsers make properties of `document` by the names of images, forms and frames; these are ones that scripts use.
async fn names_of_a_hosts_images_hide_nothing(visitor: Visitor, site: Site) {
    let names = ["baseURI", "body", "defaultView", "head", "title", "URL"];
    let images = names.map(|name| format!("<img name=\"{name}\" alt=\"\">"));
    let relative =
        "<intermission-status loading=\"eager\" src=\"/copy.json\"></intermission-status>";
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Host</title><script src=\"/hooks.js\"></script>{LOADER}</head>\
         <body>{}<form name=\"ownerDocument\"></form>{FORMS}{relative}</body></html>",
        images.concat()
    );
    let document = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/public/examples/minimal.json"
    ));
    let files = [
        ("/", "text/html; charset=utf-8", page.as_str()),
        ("/copy.json", "application/json", &document.unwrap()),
    ];
    let host = Host::with_files(&site, Policy::Open, &files);
    visitor.open_host(&host).await;
    let hidden = visitor
        .run("return document.baseURI instanceof Element")
        .await;
    assert_eq!(hidden, json!(true));
    for form in 0..3 {
        visitor.until_shows(form, "Maintenance is under way").await;
    }
    visitor
        .wait_for("return at(3).data?.name === 'Example'")
        .await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

/// A script of the host has given every object properties, by names that the element's own scripts and the options of
/// browsers' interfaces have.
async fn a_polluted_prototype_reaches_nothing(visitor: Visitor, site: Site) {
    let pollute = "<script>for (const name of ['src', 'lang', 'paused', 'form', 'when', 'loading', 'root', 'threshold',
        'clonable', 'value', 'cancelable', 'module', 'sheet', 'de', 'host', 'widget', 'styles', 'error'])
        Object.prototype[name] = 'polluted'</script>";
    let body = format!(
        "{FORMS}<div lang=\"de\">{}</div>",
        FORMS.lines().next().unwrap()
    );
    let host = Host::open(&site, Policy::Open, &format!("{pollute}{LOADER}"), &body);
    visitor.open_host(&host).await;
    for form in 0..3 {
        visitor.until_shows(form, "Maintenance is under way").await;
    }
    visitor.until_shows(3, "Eine Wartung ist im Gange").await;
    visitor
        .ask("at(0).form = 'banner'; at(0).loading = 'lazy'")
        .await;
    visitor
        .wait_for("return view(0)?.firstChild?.classList.contains('banner')")
        .await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}
