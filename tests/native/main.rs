//! The tests that need no browser, in one binary.

#[cfg(test)]
mod rehearse;
