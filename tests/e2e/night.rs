//! A night by verbs alone: what an operator says in a shell, and what visitors of the page read of it.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::harness::target::{badge, cell};
use crate::harness::{Site, Visitor, in_every_browser, port, setting};

in_every_browser!(a_night_is_said_by_verbs);

const DOCUMENT: &str = r#"{
  "page": { "name": "Example", "time_zone": "Europe/Berlin" },
  "refresh_secs": 10,
  "components": [
    { "id": "db", "name": "Database", "status": "operational" },
    { "id": "api", "name": "API", "status": "operational" },
    { "id": "web", "name": "Website", "status": "operational" }
  ]
}
"#;

/// An operator's folder, whose document a server answers with. Gone when dropped.
struct Desk {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Desk {
    fn new() -> Self {
        let port = port::free();
        let folder = std::env::temp_dir().join(format!("intermission-night-{port}"));
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("status.json"), DOCUMENT).unwrap();
        let mut server = Command::new(env!("CARGO_BIN_EXE_intermission"));
        server.args(["serve", "status.json", "--no-social", "--dist"]);
        server.arg(setting("INTERMISSION_DIST"));
        server.args(["--listen", &format!("127.0.0.1:{port}")]);
        server
            .current_dir(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Self {
            server: server.spawn().unwrap(),
            folder,
            port,
        }
    }

    #[track_caller]
    fn say(&self, arguments: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        let output = command
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Opens the page once the server answers.
async fn open(visitor: &Visitor, desk: &Desk) {
    let url = format!("http://127.0.0.1:{}/", desk.port);
    while std::net::TcpStream::connect(("127.0.0.1", desk.port)).is_err() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    visitor.driver.goto(&url).await.unwrap();
    visitor.until_live().await;
}

async fn a_night_is_said_by_verbs(visitor: Visitor, _: Site) {
    let desk = Desk::new();
    open(&visitor, &desk).await;
    visitor.until_text(badge(), "Operational").await;

    desk.say(&[
        "plan",
        "Platform upgrade",
        "--from",
        "+1m",
        "--for",
        "2h",
        "--phase",
        "Drain=20m",
        "--phase",
        "Migrate=1h",
        "--service",
        "db,api",
    ]);
    visitor.check_now().await;
    visitor.until_text("main", "Platform upgrade").await;
    visitor.until_text(badge(), "Maintenance planned").await;

    desk.say(&[
        "begin",
        "plat",
        "--read-only",
        "--say",
        "You can read, but not change.",
    ]);
    visitor.check_now().await;
    visitor.until_text("h1", "Platform upgrade").await;
    visitor
        .until_text(cell("Database", "Status"), "Read-only")
        .await;
    visitor
        .until_text("main", "You can read, but not change.")
        .await;

    the_work_goes_on(&visitor, &desk).await;
    it_breaks_and_ends(&visitor, &desk).await;
}

async fn the_work_goes_on(visitor: &Visitor, desk: &Desk) {
    desk.say(&["phase", "next", "--say", "The data moves."]);
    desk.say(&["progress", "3/7", "--unit", "shards"]);
    desk.say(&["eta", "end+30m", "--because", "The index takes longer."]);
    visitor.check_now().await;
    visitor.until_text("main", "3 of 7").await;
    visitor.until_text("main", "extended by 30 min").await;
    visitor.until_text("main", "The index takes longer.").await;
}

async fn it_breaks_and_ends(visitor: &Visitor, desk: &Desk) {
    desk.say(&[
        "service",
        "web",
        "outage",
        "--eta",
        "+20m",
        "--note",
        "One machine is left.",
    ]);
    visitor.check_now().await;
    visitor
        .until_text(cell("Website", "Status"), "Outage")
        .await;
    visitor.until_text("main", "One machine is left.").await;

    desk.say(&["undo"]);
    visitor.check_now().await;
    visitor
        .until_text(cell("Website", "Status"), "Operational")
        .await;

    // Both services of the maintenance work again, and the address still answers with the page: visitors wait.
    desk.say(&["end", "--say", "All is done."]);
    visitor.check_now().await;
    visitor
        .until_text(cell("Database", "Status"), "Operational")
        .await;
    visitor.until_text("main", "All is done.").await;
    visitor.until_text(badge(), "Maintenance over").await;
}
