//! `HAProxy` in front of a site and of `intermission serve`: the same answers as from the other servers.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::thread::sleep;
use std::time::Duration;

use crate::agreement::{ALWAYS, Case, Contract, WHILE_AWAY};
use crate::harness::client::{Answer, ask};
use crate::harness::servers::Server;
use crate::harness::{Folder, Site};

/// Gives `HAProxy` a command.
pub(crate) fn command(port: u16, words: &str) {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.write_all(format!("{words}\n").as_bytes()).unwrap();
    let mut told = String::new();
    stream.read_to_string(&mut told).unwrap();
    assert_eq!(told.trim(), "", "{words}");
}

/// Asks until the status is the expected one, at most for the time of a few health checks.
#[track_caller]
pub(crate) fn wait_for(status: u16, port: u16) -> Answer {
    for _ in 0..100 {
        let answer = ask(port, "GET /orders/7", &[]);
        if answer.status == status {
            return answer;
        }
        sleep(Duration::from_millis(200));
    }
    panic!("expected status {status}");
}

#[test]
fn a_site_in_maintenance_is_replaced_by_the_page() {
    let (folder, site) = (Folder::new(), Site::open());
    let page = Server::command(&folder);
    let (server, control) = Server::haproxy(&folder, site.port, page.port);
    wait_for(200, server.port);
    let contract = Contract {
        port: server.port,
        folder: &folder,
        encodings: &[0, 1, 2],
    };
    // The command draws no picture of its own, and HAProxy has no folder.
    let is_rendered = |it: &&Case| !it.0.contains("status.png");
    let always: Vec<Case> = ALWAYS.iter().filter(is_rendered).copied().collect();
    contract.check_all(&always);
    command(control, "set server site/one state maint");
    wait_for(503, server.port);
    contract.check_all(&always);
    contract.check_all(WHILE_AWAY);
    command(control, "set server site/one state ready");
    let answer = wait_for(200, server.port);
    assert!(answer.text().contains("The site is here"), "{answer:?}");
}

/// Without `intermission serve`, and until a check has noticed that the site is down, visitors get the page that has no
/// script.
#[test]
fn the_plain_page_is_there_when_nothing_else_is() {
    let (folder, site) = (Folder::new(), Site::open());
    let mut page = Server::command(&folder);
    let (server, _) = Server::haproxy(&folder, site.port, page.port);
    wait_for(200, server.port);
    page.stop();
    drop(site);
    let plain = std::fs::read_to_string(folder.served().join("plain.html")).unwrap();
    let answer = wait_for(503, server.port);
    assert_eq!(answer.header("retry-after"), Some("120"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.text(), plain);
    page.resume();
    for _ in 0..100 {
        if ask(server.port, "GET /orders/7", &[])
            .text()
            .contains("data-intermission")
        {
            return;
        }
        sleep(Duration::from_millis(200));
    }
    panic!("expected the page once the check has found the site down");
}
