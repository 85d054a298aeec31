//! The native command `intermission`.

fn main() {}
