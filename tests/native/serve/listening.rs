//! Addresses, sockets, the end of the server, and what keeps it from starting.

use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::process::Command;

use super::{Answer, Scratch, Server, ask_over, document, exists, refusal};
use crate::limited::obeying_permissions;

#[test]
fn a_unix_socket_is_removed_with_its_server() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(7).as_bytes());
    let socket = scratch.0.join("page.sock");
    // The socket of a server that was killed is in nobody's way.
    drop(UnixListener::bind(&socket).unwrap());
    let address = format!("unix:{}", socket.display());
    let mut server = Server::start_without_port(scratch.command(&["--listen", &address]));
    server.logged("listening");
    let answer = ask_over(UnixStream::connect(&socket).unwrap(), "GET /orders/7", &[]);
    assert_eq!(answer.status, 503);
    assert!(server.logged("request").contains("peer=\"unix\""));
    let told = refusal(scratch.command(&["--listen", &address]));
    assert!(
        told.contains(
            "page.sock: expected no file or a socket that nothing listens on, found a server"
        ),
        "{told}"
    );
    server.signal("-TERM");
    assert!(server.child.wait().unwrap().success());
    assert!(!exists(&socket));
}

/// systemd passes sockets as file descriptors from 3 on, and names the process that they are for.
#[test]
fn sockets_of_systemd_are_taken_over() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(7).as_bytes());
    let starter = "import os, socket, sys\n\
        listener = socket.create_server(('127.0.0.1', 0))\n\
        os.dup2(listener.fileno(), 3)\n\
        os.set_inheritable(3, True)\n\
        os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))\n\
        os.execv(sys.argv[1], sys.argv[1:])\n";
    let plain = scratch.command(&[]);
    let mut command = Command::new("python3");
    command
        .args(["-c", starter])
        .arg(plain.get_program())
        .args(plain.get_args());
    let server = Server::start(command);
    assert_eq!(server.ask("GET /orders/7", &[]).status, 503);
}

#[test]
fn a_server_that_stops_lets_responses_end() {
    let scratch = Scratch::new();
    let mut server = scratch.serve(&[]);
    let mut busy = server.connect();
    busy.write_all(b"POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nx=")
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let idle = server.connect();
    server.signal("-TERM");
    server.logged("stopping");
    busy.write_all(b"17").unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut busy, &mut bytes).unwrap();
    assert_eq!(Answer::of(&bytes).status, 503);
    assert!(server.child.wait().unwrap().success());
    drop(idle);
}

#[test]
fn what_keeps_it_from_starting_is_named() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(7).as_bytes());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let told = refusal(scratch.command(&["--listen", &address]));
    assert!(
        told.contains(&format!(
            "--listen {address}: expected an address that is free, found: "
        )),
        "{told}"
    );
    let told = refusal(scratch.command(&["--listen", "127.0.0.1:0", "--health-listen", &address]));
    assert!(told.contains(&address), "{told}");
    scratch.put("file", b"");
    let file = format!("unix:{}", scratch.0.join("file").display());
    let told = refusal(scratch.command(&["--listen", &file]));
    assert!(told.contains("found another file"), "{told}");
    let nowhere = format!("unix:{}", scratch.0.join("no/such.sock").display());
    assert!(refusal(scratch.command(&["--listen", &nowhere])).contains("such.sock"));
    let told = refusal(scratch.command_of(&["-"], &[]));
    assert!(
        told.contains("expected files or URLs, found standard input"),
        "{told}"
    );
    std::fs::remove_file(scratch.dist().join("index.html")).unwrap();
    let told = refusal(scratch.command(&["--listen", "127.0.0.1:0"]));
    assert!(
        told.starts_with("expected the built page, found none in `")
            && told.contains("run `make build`"),
        "{told}"
    );
    for (option, value, wanted) in [
        ("--listen", "8080", "expected an IP address with a port"),
        ("--listen", "unix:", "expected an IP address with a port"),
        ("--status", "200", "400..=599"),
        ("--retry-after", "0", "1..=86400"),
    ] {
        let output = scratch.command(&[option, value]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(wanted), "{told}");
    }
}

#[test]
fn a_socket_without_permission_is_named() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(7).as_bytes());
    let address = format!("unix:{}", scratch.0.join("page.sock").display());
    let command = scratch.command(&["--listen", &address]);
    std::fs::set_permissions(&scratch.0, std::fs::Permissions::from_mode(0o555)).unwrap();
    let told = refusal(obeying_permissions(&command));
    std::fs::set_permissions(&scratch.0, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(told.contains("page.sock: expected "), "{told}");
    assert!(told.contains("Permission denied (os error 13)"), "{told}");
}

/// The server writes nothing, so that its folders may be read-only.
#[test]
fn nothing_is_written_beside_the_page() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(7).as_bytes());
    let set = |mode| {
        for folder in [scratch.dist(), scratch.0.clone()] {
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    let names = || {
        let entries = std::fs::read_dir(&scratch.0)
            .unwrap()
            .chain(std::fs::read_dir(scratch.dist()).unwrap());
        let mut names: Vec<_> = entries.map(|it| it.unwrap().path()).collect();
        names.sort();
        names
    };
    let before = names();
    set(0o555);
    let server = Server::start(scratch.command(&["--listen", "127.0.0.1:0"]));
    assert_eq!(server.ask("GET /orders/7", &[]).status, 503);
    drop(server);
    let after = names();
    set(0o755);
    assert_eq!(before, after);
}
