//! `intermission serve` beside the other servers: the same answers while the site is away.

use crate::agreement::{ALWAYS, Case, Contract, WHILE_AWAY};
use crate::harness::Folder;
use crate::harness::servers::Server;

/// The command has no site behind it, and draws no picture here.
#[test]
fn the_command_keeps_the_agreement() {
    let folder = Folder::new();
    let server = Server::command(&folder);
    let contract = Contract {
        port: server.port,
        folder: &folder,
        encodings: &[0, 1, 2],
    };
    contract.check_all(WHILE_AWAY);
    let is_rendered = |it: &&Case| !it.0.contains("status.png");
    let cases: Vec<Case> = ALWAYS.iter().filter(is_rendered).copied().collect();
    contract.check_all(&cases);
}
