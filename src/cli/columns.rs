//! Lines of text that fit terminals and mail, where some characters take two columns.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The longest line, in columns: every terminal and every mail program shows it unbroken.
pub const WIDTH: usize = 78;

/// Lines of text, each at most [`WIDTH`] columns wide.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Returns the text, every line of which ends with `\n`.
    pub fn into_text(self) -> String {
        self.0
    }

    /// Adds a heading, but only if there are no lines yet.
    pub fn heading(&mut self, words: &str) {
        if self.0.is_empty() {
            self.wrapped("", words);
        }
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.0.push('\n');
    }

    /// Adds a line unchanged if it fits, and returns whether it does.
    pub fn unwrapped(&mut self, line: &str) -> bool {
        let fits = line.chars().map(columns).sum::<usize>() <= WIDTH;
        if fits {
            self.line(line);
        }
        fits
    }

    /// Adds a text, if there is one; see [`Self::wrapped`].
    pub fn all(&mut self, indent: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.wrapped(indent, text);
        }
    }

    /// Adds a text of one line or several, and indents each of its lines.
    pub fn wrapped(&mut self, indent: &str, text: &str) {
        self.hanging(indent, indent, text);
    }

    /// Adds a text whose continuation lines have another indent than its first line. A word wider than a line is
    /// broken.
    pub fn hanging(&mut self, first: &str, indent: &str, text: &str) {
        for line in text.lines() {
            let mut row = first.to_owned();
            let (mut width, mut is_begun) = (first.len(), false);
            for word in line.split_whitespace() {
                let word_width: usize = word.chars().map(columns).sum();
                if is_begun && WIDTH < width + 1 + word_width {
                    self.line(&row);
                    indent.clone_into(&mut row);
                    width = indent.len();
                } else if is_begun {
                    row.push(' ');
                    width += 1;
                }
                is_begun = true;
                for character in word.chars() {
                    let more = columns(character);
                    if WIDTH < width + more {
                        self.line(&row);
                        indent.clone_into(&mut row);
                        width = indent.len();
                    }
                    row.push(character);
                    width += more;
                }
            }
            self.line(row.trim_end());
        }
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }
}

/// Returns how many columns a character takes at most.
fn columns(character: char) -> usize {
    match character {
        // Variation selector 16 turns the previous character into an emoji, which may take one more column.
        '\u{fe0f}' => 1,
        character => character.width().unwrap_or(0),
    }
}

/// Returns `text` padded with trailing spaces to this many columns.
pub fn padded(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text.width());
    [text, &" ".repeat(blanks)].concat()
}
