//! What a browser tells assistive technology of an element: the role and the name that it has computed.

use axum::http::Method;
use thirtyfour::By;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebElement};

use super::Visitor;

/// WebDriver has both, the library has neither.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self { element, what } = self;
        let path = format!("session/{session}/element/{element}/computed{what}");
        RequestData::new(Method::GET, path)
    }
}

impl Visitor {
    /// Role and name of what a selector finds first; white space as single spaces.
    pub(crate) async fn role_and_name(&self, selector: &str) -> (String, String) {
        let element = self.driver.find(By::Css(selector)).await;
        let element = element.unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.computed(&element).await
    }

    /// The same of an element that is at hand, such as one in a shadow root.
    pub(crate) async fn computed(&self, element: &WebElement) -> (String, String) {
        let mut found = Vec::new();
        for what in ["role", "label"] {
            let element = element.element_id().to_string();
            let answer = self.driver.cmd(Computed { element, what }).await.unwrap();
            let text: String = answer.value().unwrap();
            found.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let name = found.pop().unwrap();
        (found.pop().unwrap(), name)
    }
}
