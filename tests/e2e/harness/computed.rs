//! What a browser tells assistive technology of an element: the role and the name that it has computed.

use axum::http::Method;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebElement};

use super::Visitor;
use super::target::Target;

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
    /// Role and name of an element; white space as single spaces.
    pub(crate) async fn role_and_name(&self, target: impl Into<Target>) -> (String, String) {
        let element = self.element(target).await;
        self.computed(&element).await
    }

    /// Role and name of an element that is at hand.
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
