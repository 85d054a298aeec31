//! The attribute `service`: one service in every form, and never better than it is.

use serde_json::json;

use super::host::{Host, LOADER, Policy, request_count};
use crate::accessible::accessible;
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    every_form_shows_one_service,
    services_of_one_page_share_its_requests,
    a_service_that_is_not_there_is_unknown,
    events_follow_the_service,
    a_service_is_accessible_in_light_colours,
);
in_every_browser!(dark: a_service_is_accessible_in_dark_colours);

const FORMS: [&str; 3] = ["compact", "banner", "full"];

/// A document with an incident of the service `api`, which is in the state `api`.
fn document(api: &str) -> String {
    let document = json!({
        "page": {"name": "Example"},
        "components": [
            {"id": "api", "name": "API", "status": api},
            {"id": "web", "name": "Web", "status": "operational"},
        ],
        "incidents": [{
            "id": "one", "name": "Log-ins fail", "status": "identified", "impact": "major",
            "components": [{"id": "api"}],
        }],
    });
    document.to_string()
}

fn element(form: &str, service: &str) -> String {
    format!(
        "<intermission-status loading=\"eager\" form=\"{form}\" service=\"{service}\" src=\"STATUS/status.json\">Words\
         </intermission-status>"
    )
}

async fn every_form_shows_one_service(visitor: Visitor, site: Site) {
    site.control("POST", "document", &document("major_outage"));
    let both = |form: &str| [element(form, "web"), element(form, "api")].concat();
    let body = FORMS.map(both).concat();
    let host = Host::open(&site, Policy::Strict, LOADER, &body);
    visitor.open_host(&host).await;
    for index in 0..FORMS.len() {
        let (web, api) = (2 * index, 2 * index + 1);
        visitor.until_shows(web, "Web · Operational").await;
        let fixed = "API · The cause has been found and is being fixed";
        visitor.until_shows(api, fixed).await;
        for other in ["API", "Log-ins", "Everything is working"] {
            let is_there = format!("return text({web}).includes({other:?})");
            assert_eq!(visitor.ask(&is_there).await, json!(false), "{other}");
        }
    }
    let data = "return all().map((it) => [it.data.state, it.data.affected, it.data.total].join())";
    let expected = ["operational,0,1", "outage,1,1"].repeat(FORMS.len());
    assert_eq!(visitor.ask(data).await, json!(expected));
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn services_of_one_page_share_its_requests(visitor: Visitor, site: Site) {
    site.control("POST", "document", &document("operational"));
    let widgets = [("compact", "web"), ("compact", "api"), ("banner", "")];
    let body = widgets
        .map(|(form, service)| element(form, service))
        .concat();
    let host = Host::open(&site, Policy::Strict, LOADER, &body);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Web · Operational").await;
    visitor.until_shows(1, "API · ").await;
    visitor.until_shows(2, "The cause has been found").await;
    assert_eq!(request_count(&site, "status.json"), 1);
    let later = document("major_outage").replace("identified", "monitoring");
    site.control("POST", "document", &later);
    visitor.ask("at(0).refresh()").await;
    visitor.until_shows(1, "A fix is in place").await;
    visitor.until_shows(2, "A fix is in place").await;
    assert_eq!(request_count(&site, "status.json"), 2);
    visitor.until_shows(0, "Web · Operational").await;
}

async fn a_service_that_is_not_there_is_unknown(visitor: Visitor, site: Site) {
    site.control("POST", "document", &document("operational"));
    let body = FORMS.map(|form| element(form, "fax")).concat();
    let host = Host::open(&site, Policy::Strict, LOADER, &body);
    visitor.open_host(&host).await;
    for index in 0..FORMS.len() {
        visitor.until_shows(index, "fax · Unknown").await;
        let green = format!("return view({index}).querySelectorAll('.is-operational').length");
        assert_eq!(visitor.ask(&green).await, json!(0));
    }
    let states = visitor.ask("return all().map((it) => it.data.state)").await;
    assert_eq!(states, json!(["unknown", "unknown", "unknown"]));
    let warning = "warn: intermission: faults in the status document: 1, the first at `service`: expected the id of a \
                   service, found `fax`";
    assert_eq!(visitor.page_errors().await, [warning]);
}

async fn events_follow_the_service(visitor: Visitor, site: Site) {
    site.control("POST", "document", &document("operational"));
    let host = Host::open(&site, Policy::Strict, LOADER, &element("compact", "web"));
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Web · Operational").await;
    let event = "return emitted.map((it) => [it.kind, it.detail.situation, it.detail.headline])";
    let load = json!([["load", "operational", "Web · Operational"]]);
    assert_eq!(visitor.run(event).await, load);
    visitor.ask("at(0).service = 'api'").await;
    visitor.until("return emitted.length === 2").await;
    let second = visitor.run("return emitted[1].detail.situation").await;
    assert_eq!(second, json!("incident"));
    visitor.ask("at(0).removeAttribute('service')").await;
    visitor.until("return emitted.length === 3").await;
    let total = visitor.run("return emitted[2].detail.total").await;
    assert_eq!(total, json!(2));
}

async fn a_service_is_accessible_in_light_colours(visitor: Visitor, site: Site) {
    every_form(&visitor, &site).await;
}

async fn a_service_is_accessible_in_dark_colours(visitor: Visitor, site: Site) {
    every_form(&visitor, &site).await;
}

async fn every_form(visitor: &Visitor, site: &Site) {
    site.control("POST", "document", &document("major_outage"));
    let body = FORMS.map(|form| element(form, "web")).concat();
    let host = Host::open(site, Policy::Open, LOADER, &body);
    visitor.open_host(&host).await;
    for (service, words) in [("web", "Web · Operational"), ("fax", "fax · Unknown")] {
        let choose = format!("for (const it of all()) it.service = {service:?}");
        visitor.ask(&choose).await;
        for index in 0..FORMS.len() {
            visitor.until_shows(index, words).await;
        }
        accessible(visitor, words).await;
    }
}
