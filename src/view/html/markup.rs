//! From views to HTML, for pages that are rendered beforehand.

use super::{Element, Keyed, Source, Value, View};

/// Elements that have no content and are not closed.
const VOID: &[&str] = &["input"];

impl View {
    fn write(&self, html: &mut String) {
        match self {
            Self::Text(text) => push_escaped(html, text),
            Self::Element(element) => element.write(html),
            Self::List(views) => views.iter().for_each(|view| view.write(html)),
            Self::Reactive(read) => read.read().write(html),
            Self::Keyed(Keyed { items, view }) => {
                for (key, _) in items.iter().filter(|(_, is_shown)| *is_shown) {
                    view(*key).write(html);
                }
            }
        }
    }
}

impl Element {
    /// Returns the element as HTML, as it is at present.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.tag);
        // Properties are the DOM's; the page that is rendered has its fields empty.
        for attribute in self.attributes.iter().filter(|it| !it.is_property) {
            let value = match &attribute.value {
                Source::Fixed(value) => value.clone(),
                Source::Reactive(read) => read.read(),
            };
            let text = match &value {
                Value::Flag(false) => continue,
                Value::Flag(true) => "",
                Value::Text(text) => text,
            };
            html.push(' ');
            html.push_str(attribute.name);
            html.push_str("=\"");
            push_escaped(html, text);
            html.push('"');
        }
        html.push('>');
        if VOID.contains(&self.tag) {
            return;
        }
        self.children.iter().for_each(|child| child.write(html));
        html.push_str("</");
        html.push_str(self.tag);
        html.push('>');
    }
}

/// Writes a text so that it is neither markup nor the end of an attribute.
fn push_escaped(html: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(char),
        }
    }
}
