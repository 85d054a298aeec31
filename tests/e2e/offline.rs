//! The service worker: the page without a network, and updates to a newer version.

use std::time::Duration;

use serde_json::{Value, json};

use crate::deployment::Deployment;
use crate::harness::target::{age, badge, failure, headline, region, return_time, update_banner};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::return_flow::end;

in_every_browser!(
    the_page_outlives_its_server_and_comes_to_life_again,
    old_good_news_is_no_news,
    whoever_comes_back_online_is_taken_back_too,
    the_worker_goes_once_the_site_is_back,
    a_newer_version_waits_for_consent,
    a_version_that_is_on_screen_takes_over_unasked_when_alone,
    a_worker_of_the_site_is_left_alone,
    an_operator_can_do_without,
    an_incomplete_build_has_no_worker,
    storage_that_is_blocked_full_or_damaged_costs_nothing_else,
);

/// Whether the worker looks after the page: it is active, and what is asked for goes through it.
pub(crate) const LOOKED_AFTER: &str =
    "return navigator.serviceWorker.controller?.state === 'activated'";
/// What the worker keeps, as `cache: path`, in order.
pub(crate) const STORE: &str = "const [done] = arguments; (async () => {
    const found = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        found.push(name.replace(/[0-9a-f]{8}$/, '') + ': ' +
          new URL(url).pathname.replace(/-[0-9a-f]{16}/, ''));
    return found.sort();
  })().then(done)";
/// Puts something into a cache of the site's own, and waits until it is there.
const FOREIGN: &str = "const [done] = arguments; caches.open('shop-v3')
    .then((it) => it.put('/x', new Response('x'))).then(() => done(true))";
/// The scripts of all registrations of the origin; `null` for one that has no worker at the moment, which browsers
/// list while they take it down. A browser that does not answer within two seconds gives `"no answer"`.
pub(crate) const WORKERS: &str = "const [done] = arguments;
    setTimeout(done, 2000, 'no answer');
    navigator.serviceWorker.getRegistrations()
      .then((all) => all.map((it) => it.active ?? it.waiting ?? it.installing))
      .then((all) => done(all.map((it) => it && new URL(it.scriptURL).pathname)))";
const ROWS: &str = "return aria().services().length";
/// The colour of the first healthy service's shape, and that of the soft ink.
const IS_GREEN: &str = "
    const colour = (it) => getComputedStyle(it).color;
    const healthy = aria().cell('Static delivery', 'Status').querySelector('svg');
    return colour(healthy) !== colour(document.querySelector('.status-line'))";

/// What is in [`STORE`] once a worker looks after the page and has stored a document, with these files beside what
/// every visitor has who reads English.
pub(crate) fn kept_with(files: &[&str]) -> Value {
    let own = [
        "/index.html",
        "/language-en.js",
        "/offline.js",
        "/page.js",
        "/page.wasm",
        "/tokens.css",
    ];
    let files = own
        .iter()
        .chain(files)
        .map(|path| format!("intermission/: {path}"));
    let mut kept: Vec<String> = files
        .chain(["intermission/status: /status.json".into()])
        .collect();
    kept.sort();
    json!(kept)
}

/// Lets the page ask, and the worker store a document in which this word stands.
async fn until_stored(visitor: &Visitor, word: &str) {
    visitor.check_now().await;
    let has_word = format!(
        "const [done] = arguments;
         caches.match('/status.json').then((it) => it?.text()).then((it) => done(it?.includes({word:?})))"
    );
    visitor.until_it_gives(&has_word, &json!(true)).await;
}

/// Opens a page and lets its worker take over, with the document of the moment in store.
async fn open(visitor: &Visitor, url: &str) {
    visitor.open(url).await;
    visitor.until(LOOKED_AFTER).await;
    until_stored(visitor, "published_at").await;
}

async fn the_page_outlives_its_server_and_comes_to_life_again(visitor: Visitor, mut site: Site) {
    open(&visitor, &site.url("/orders/7")).await;
    assert_eq!(
        visitor.text(badge()).await,
        visitor.browser.badge_behind_503("Maintenance")
    );
    assert_eq!(visitor.run(IS_GREEN).await, json!(true));
    visitor.until_it_gives(STORE, &kept_with(&[])).await;
    site.stop();
    for path in ["/orders/7", "/incident/42?x=1#now", "/", "/index.html"] {
        // What the page itself has kept is taken away: what is left is the worker's.
        visitor.run("localStorage.clear()").await;
        visitor.open(&site.url(path)).await;
        visitor
            .until_text(failure(), "Showing the last known status.")
            .await;
        assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
        assert_eq!(visitor.text(badge()).await, "Maintenance");
        assert_eq!(visitor.run(ROWS).await, json!(12));
        assert_eq!(visitor.freshness().await, "cached");
        assert_eq!(visitor.run(IS_GREEN).await, json!(false));
        assert!(visitor.text(age()).await.starts_with("Published "));
    }
    site.start();
    visitor.run("dispatchEvent(new Event('online'))").await;
    visitor.until_absent(failure()).await;
    assert_eq!(visitor.freshness().await, "live");
    assert_eq!(visitor.run(IS_GREEN).await, json!(true));
    visitor.open(&site.url("/orders/8")).await;
    assert_eq!(
        visitor.text(badge()).await,
        visitor.browser.badge_behind_503("Maintenance")
    );
    assert_eq!(visitor.policy_reports().await, json!([]));
}

/// All was well when it was last heard of: that is no word that it is.
async fn old_good_news_is_no_news(visitor: Visitor, mut site: Site) {
    open(&visitor, &site.url("/index.html")).await;
    visitor.control("POST", "at?minute=75", "").await;
    until_stored(&visitor, "completed").await;
    visitor.until_text(headline(), "Maintenance is over").await;
    site.stop();
    visitor.run("localStorage.clear()").await;
    visitor.open(&site.url("/orders/7")).await;
    visitor
        .until_text(headline(), "Everything was working at the last check")
        .await;
    assert_eq!(visitor.text(badge()).await, "Not confirmed");
    assert!(!visitor.has(region("Return to service")).await);
}

/// The page out of the store was not delivered by any host, so it asks its own address what it stands in for.
async fn whoever_comes_back_online_is_taken_back_too(visitor: Visitor, mut site: Site) {
    open(&visitor, &site.url("/orders/7")).await;
    site.stop();
    visitor.open(&site.url("/orders/8?from=mail#items")).await;
    visitor.until_text(failure(), "last known status").await;
    site.start();
    end(&visitor).await;
    visitor
        .until_text(return_time(), "You will be taken back in")
        .await;
    visitor.leave_by("Go now").await;
    visitor.until_text("h1", "The site is here").await;
    let address = "return location.pathname + location.search + location.hash";
    let wanted = json!("/orders/8?from=mail#items");
    assert_eq!(visitor.run(address).await, wanted);
    visitor.until_it_gives(WORKERS, &json!([])).await;
}

async fn the_worker_goes_once_the_site_is_back(visitor: Visitor, site: Site) {
    open(&visitor, &site.url("/orders/7")).await;
    visitor.control("POST", "at?minute=75", "").await;
    visitor.run_async(FOREIGN).await;
    visitor.driver.goto(&site.url("/orders/7")).await.unwrap();
    visitor.until_text("h1", "The site is here").await;
    let gone = "return navigator.serviceWorker.controller === null";
    visitor.until_it_gives(WORKERS, &json!([])).await;
    let theirs = json!(["shop-v3: /x"]);
    visitor.until_it_gives(STORE, &theirs).await;
    visitor.driver.goto(&site.url("/")).await.unwrap();
    visitor.until(gone).await;
    // Nothing was brought back by what the worker had been doing.
    assert_eq!(visitor.run_async(STORE).await, theirs);
}

async fn a_newer_version_waits_for_consent(visitor: Visitor, _site: Site) {
    let deployment = Deployment::new().await;
    open(&visitor, &deployment.url("/index.html")).await;
    visitor.run_async(FOREIGN).await;
    deployment.release("01234567");
    visitor
        .run("navigator.serviceWorker.getRegistration().then((it) => it.update())")
        .await;
    visitor
        .until_text(update_banner(), "A newer version of this page is ready.")
        .await;
    let version = "return document.documentElement.dataset.version";
    assert_ne!(visitor.run(version).await, json!("01234567"));
    let waits = "const [done] = arguments; navigator.serviceWorker.getRegistration()
        .then((it) => done(it.waiting !== null))";
    assert_eq!(visitor.run_async(waits).await, json!(true));
    visitor.leave_by("Reload").await;
    visitor
        .until("return document.documentElement.dataset.version === '01234567'")
        .await;
    visitor
        .until("return document.querySelector('.age') !== null")
        .await;
    // The page is loaded as soon as the worker has begun to take over.
    visitor.until_it_gives(waits, &json!(false)).await;
    let names = "const [done] = arguments; caches.keys().then((it) => done(it.sort()))";
    let kept = json!(["intermission/01234567", "intermission/status", "shop-v3"]);
    visitor.until_it_gives(names, &kept).await;
    assert!(!visitor.has(update_banner()).await);
}

/// The page that comes from the network is the new one already: nothing on it changes when its worker takes
/// over. But another window may hold the old one.
async fn a_version_that_is_on_screen_takes_over_unasked_when_alone(visitor: Visitor, _site: Site) {
    let deployment = Deployment::new().await;
    open(&visitor, &deployment.url("/index.html")).await;
    let first = visitor.driver.window().await.unwrap();
    let second = visitor.driver.new_tab().await.unwrap();
    let present = deployment.release("01234567");
    visitor.driver.switch_to_window(second).await.unwrap();
    visitor.open(&deployment.url("/index.html")).await;
    // By what they have in store, not by their states: WebKit at times does not tell a page that loads meanwhile that
    // a worker went past "installing" or "activating".
    let builds = "const [done] = arguments; caches.keys()
        .then((it) => done(it.filter((name) => /[0-9a-f]{8}$/.test(name)).sort()))";
    let mut both = [&*present, "01234567"].map(|it| format!("intermission/{it}"));
    both.sort();
    visitor.until_it_gives(builds, &json!(both)).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(visitor.run_async(builds).await, json!(both));
    assert!(!visitor.has(update_banner()).await);
    visitor.driver.switch_to_window(first).await.unwrap();
    visitor.until_present(update_banner()).await;
    visitor
        .driver
        .goto(&deployment.url("/index.html"))
        .await
        .unwrap();
    visitor.driver.close_window().await.unwrap();
    let windows = visitor.driver.windows().await.unwrap();
    visitor
        .driver
        .switch_to_window(windows[0].clone())
        .await
        .unwrap();
    // A window that was closed is counted until it is gone. Whoever asks the active one keeps it from ending.
    let alone = "const [done] = arguments; const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => done(data.alone);
        navigator.serviceWorker.getRegistration().then((it) => it.waiting.postMessage('who', [port2]))";
    visitor.until_it_gives(alone, &json!(true)).await;
    visitor.open(&deployment.url("/index.html")).await;
    let newer = json!(["intermission/01234567"]);
    visitor.until_it_gives(builds, &newer).await;
    assert!(!visitor.has(update_banner()).await);
}

/// Registers the site's own worker, from a page of the site.
async fn settle_foreign(visitor: &Visitor, deployment: &Deployment, script: &str) {
    let page = deployment.url("/site.html");
    visitor.driver.goto(&page).await.unwrap();
    let register = format!(
        "const [done] = arguments;
         const policy = globalThis.trustedTypes?.createPolicy('intermission', {{ createScriptURL: (it) => it }});
         navigator.serviceWorker.register(policy?.createScriptURL({script:?}) ?? {script:?})
           .then(() => navigator.serviceWorker.ready).then(() => done(true), (it) => done(String(it)))"
    );
    assert_eq!(visitor.run_async(&register).await, json!(true));
}

/// Under a name of its own, and under the very name of ours.
async fn a_worker_of_the_site_is_left_alone(visitor: Visitor, _site: Site) {
    let worker = "addEventListener('message', ({ source }) => source.postMessage('shop'))";
    for script in ["/shop.js", "/sw.js"] {
        let deployment = Deployment::new().await;
        deployment.write("site.html", "<!DOCTYPE html><title>Shop</title>");
        let ours = deployment.read("sw.js");
        deployment.write(script, worker);
        settle_foreign(&visitor, &deployment, script).await;
        deployment.write("sw.js", &ours);
        visitor.open(&deployment.url("/index.html")).await;
        let update = "const [done] = arguments; navigator.serviceWorker.getRegistration()
            .then((it) => it.update()).then(() => done('updated'), () => done('refused'))";
        visitor.run_async(update).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(visitor.run_async(WORKERS).await, json!([script]));
        let waiting = "const [done] = arguments; navigator.serviceWorker.getRegistration()
            .then((it) => done((it.waiting ?? it.installing) === null))";
        assert_eq!(visitor.run_async(waiting).await, json!(true), "{script}");
        let speaker = "const [done] = arguments;
            navigator.serviceWorker.onmessage = ({ data }) => done(data);
            navigator.serviceWorker.ready.then((it) => it.active.postMessage('who'))";
        assert_eq!(visitor.run_async(speaker).await, json!("shop"), "{script}");
        let ours = "const [done] = arguments; caches.keys().then(done)";
        assert_eq!(visitor.run_async(ours).await, json!([]), "{script}");
    }
}

async fn an_operator_can_do_without(visitor: Visitor, _site: Site) {
    let deployment = Deployment::new().await;
    open(&visitor, &deployment.url("/index.html")).await;
    let page = deployment.read("index.html").replace(
        "</head>",
        "<meta name=\"intermission-offline\" content=\"off\"></head>",
    );
    deployment.write("index.html", &page);
    visitor.open(&deployment.url("/index.html")).await;
    let names = "const [done] = arguments; caches.keys().then(done)";
    visitor.until_it_gives(names, &json!([])).await;
    // Firefox may list a registration that has lost its worker until the pages have gone that the worker looked after.
    visitor.open(&deployment.url("/index.html")).await;
    visitor.until_it_gives(WORKERS, &json!([])).await;
}

async fn an_incomplete_build_has_no_worker(visitor: Visitor, _site: Site) {
    let deployment = Deployment::new().await;
    let worker = deployment.read("sw.js").replace("/tokens-", "/gone-");
    deployment.write("sw.js", &worker);
    visitor.open(&deployment.url("/index.html")).await;
    let tried = "const [done] = arguments; fetch('/__rehearsal/requests').then((it) => it.json())
        .then((it) => done(Object.keys(it).some((path) => path.startsWith('/gone-'))))";
    visitor.until_it_gives(tried, &json!(true)).await;
    visitor.until_it_gives(WORKERS, &json!([])).await;
    let names = "const [done] = arguments; caches.keys().then(done)";
    visitor.until_it_gives(names, &json!([])).await;
}

/// As browsers do it: blocked storage throws on access, full storage when something is put into it.
async fn storage_that_is_blocked_full_or_damaged_costs_nothing_else(visitor: Visitor, _site: Site) {
    let blocked = "const refuse = () => { throw new DOMException('no', 'SecurityError') };
        for (const name of ['localStorage', 'caches'])
          Object.defineProperty(window, name, { get: refuse });
        for (const name of ['register', 'getRegistration', 'getRegistrations'])
          navigator.serviceWorker[name] = async () => refuse();";
    let full = "const refuse = () => { throw new DOMException('no', 'QuotaExceededError') };
        Storage.prototype.setItem = refuse;
        navigator.serviceWorker.register = async () => refuse();";
    let damaged = "const of = (kind) => kind + ' ' + new URL('/status.json', location);
        for (const name of [of('document'), of('last-look'), 'theme', 'zone'])
          localStorage.setItem('intermission.' + name, '\\ud800{');";
    // The console may hold messages of an earlier scenario in the same browser.
    drop(visitor.console().await);
    for script in [blocked, full, damaged] {
        let deployment = Deployment::new().await;
        deployment.write("before.js", script);
        let page = deployment.read("index.html");
        let page = page.replace("<title>", "<script src=\"/before.js\"></script><title>");
        deployment.write("index.html", &page);
        visitor.open(&deployment.url("/orders/7")).await;
        assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
        assert_eq!(visitor.run(ROWS).await, json!(12));
        assert_eq!(visitor.freshness().await, "live");
        visitor.check_now().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        // Chromium notes that the page came with a 503, and the page what it found in storage.
        let console = visitor.console().await;
        let known =
            |it: &String| it.contains("503") || it.contains("the kept document has no time");
        let others: Vec<&String> = console.iter().filter(|it| !known(it)).collect();
        assert!(others.is_empty(), "{others:?}");
    }
}
