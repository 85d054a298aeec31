//! Views as HTML, for pages that are rendered in advance.

use super::{Element, Keyed, Source, Value, View};

/// The elements without content and closing tag.
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
    /// Returns the element in its current state, as HTML.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.0.tag);
        // Properties exist only in the DOM; the fields of a rendered page are empty.
        for attribute in self.0.attributes.iter().filter(|it| !it.is_property) {
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
        if VOID.contains(&self.0.tag) {
            return;
        }
        self.0.children.iter().for_each(|child| child.write(html));
        html.push_str("</");
        html.push_str(self.0.tag);
        html.push('>');
    }
}

/// Writes a text with all characters escaped that would be markup or end an attribute.
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
