//! Output of all commands. Characters that control a terminal or change how a line reads are escaped, and a closed pipe
//! is no error.

use std::io::{self, ErrorKind, Write as _};

use crate::model::document::text::is_printable;

/// Returns `text` with every character that is not [printable](is_printable) as an escape such as `\u{1b}`.
///
/// ```
/// use intermission::cli::terminal::escaped;
/// assert_eq!(escaped("\u{1b}]0;x\u{7}\n"), "\\u{1b}]0;x\\u{7}\n");
/// ```
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_printable(character) {
            escaped.push(character);
        } else {
            escaped.extend(character.escape_unicode());
        }
    }
    escaped
}

/// Returns `text` escaped, on one line, so that a document cannot add lines to a command's output.
///
/// ```
/// use intermission::cli::terminal::escaped_line;
/// assert_eq!(escaped_line("a\nb"), "a\\nb");
/// ```
pub fn escaped_line(text: &str) -> String {
    escaped(text).replace('\n', "\\n")
}

/// Returns one line of text for each of `lines`, escaped; see [`escaped_line`].
pub fn lines(lines: &[String]) -> String {
    let ended = |line: &String| [&escaped_line(line), "\n"].concat();
    lines.iter().map(ended).collect()
}

/// Returns JSON of the same meaning, with every character that is not [printable](is_printable) as an escape
/// such as `\u001b`.
///
/// ```
/// use intermission::cli::terminal::escaped_json;
/// assert_eq!(escaped_json("{\"a\": \"\u{202e}\"}"), "{\"a\": \"\\u202e\"}");
/// ```
pub fn escaped_json(json: &str) -> String {
    escaped_where(json, |character| !is_printable(character))
}

/// Returns JSON in which the characters for which `is_escaped` is true, all of them within strings, are escaped like
/// `\u001b`.
pub fn escaped_where(json: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if !is_escaped(character) {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            escaped.extend(["\\u".to_owned(), format!("{unit:04x}")]);
        }
    }
    escaped
}

/// Prints `text` to standard output, escaped.
pub fn print(text: &str) {
    print_bytes(escaped(text).as_bytes());
}

/// Prints JSON and a line end to standard output.
pub fn print_json(json: &str) {
    print_bytes([&escaped_json(json), "\n"].concat().as_bytes());
}

/// Prints `bytes` to standard output unchanged. A closed pipe is no failure: `check | head -1` keeps the exit status of
/// `check`. Any other failure ends the process with status 2.
pub fn print_bytes(bytes: &[u8]) {
    let mut output = io::stdout().lock();
    let written = output.write_all(bytes).and_then(|()| output.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            print_error(&format!(
                "expected to write to standard output, found: {error}"
            ));
            std::process::exit(2)
        }
        Ok(()) | Err(_) => {}
    }
}

/// Prints `text` and a line end to standard error, escaped.
pub fn print_error(text: &str) {
    print_error_lines(&[text, "\n"].concat());
}

/// Prints `text`, which has its own line ends, to standard error, escaped. Failures are ignored: there is nowhere left
/// to report them.
pub fn print_error_lines(text: &str) {
    print_error_bytes(escaped(text).as_bytes());
}

/// Prints `bytes` to standard error unchanged. Failures are ignored, as by [`print_error_lines`].
pub fn print_error_bytes(bytes: &[u8]) {
    drop(io::stderr().lock().write_all(bytes));
}
