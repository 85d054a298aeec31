//! nginx, Caddy, Varnish and `HAProxy` with the configurations of `deploy/`, of which only addresses and folders are changed.

use std::path::Path;

use super::folder::Folder;
use super::port;
use super::process::Process;

/// What runs under the configuration of a folder of `deploy/`, on a port of its own.
pub(crate) struct Server {
    pub(crate) port: u16,
    process: Option<Process>,
    command: Vec<String>,
    home: std::path::PathBuf,
}

impl Server {
    /// nginx in front of a site on `site`.
    pub(crate) fn nginx(folder: &Folder, site: u16) -> Self {
        Self::nginx_with(folder, site, &[])
    }

    /// The same, with more changed.
    pub(crate) fn nginx_with(folder: &Folder, site: u16, more: &[(&str, &str)]) -> Self {
        let port = port::free();
        let (listen, site) = (
            format!("listen 127.0.0.1:{port};"),
            format!("127.0.0.1:{site}"),
        );
        let own = [("listen 80;", listen.as_str()), ("127.0.0.1:8080", &site)];
        let server = configured("nginx/site.conf", folder, &own);
        written(folder, "site.conf", &server);
        let main = Self::main(folder, "site.conf");
        std::fs::create_dir(folder.home().join("snippets")).unwrap();
        let rules = changed("nginx/intermission.conf", more);
        written(folder, "snippets/intermission.conf", &rules);
        Self::nginx_by(port, folder, &main)
    }

    /// A free port, and the configuration around those of the sites in `sites`.
    pub(crate) fn nginx_main(folder: &Folder, sites: &str) -> (u16, String) {
        (port::free(), Self::main(folder, sites))
    }

    /// nginx with all of its configuration from a file.
    pub(crate) fn nginx_by(port: u16, folder: &Folder, main: &str) -> Self {
        Self::start(port, folder, &["nginx", "-e", "stderr", "-c", main])
    }

    /// What Debian's own nginx.conf does around a site's, but for paths that only root may write to.
    fn main(folder: &Folder, sites: &str) -> String {
        let home = folder.home().to_str().unwrap();
        let main = format!(
            "include /etc/nginx/modules-enabled/*.conf;\n\
             daemon off;\nworker_processes 2;\npid {home}/nginx.pid;\nerror_log stderr;\n\
             events {{}}\n\
             http {{\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\naccess_log off;\n\
             client_body_temp_path {home}/body;\nproxy_temp_path {home}/proxy;\nfastcgi_temp_path {home}/fastcgi;\n\
             uwsgi_temp_path {home}/uwsgi;\nscgi_temp_path {home}/scgi;\ninclude {home}/{sites};\n}}\n"
        );
        written(folder, "nginx.conf", &main)
    }

    /// Caddy in front of a site on `site`. It answers by any name over HTTP, and as www.example.com over HTTPS, with a
    /// certificate of its own.
    pub(crate) fn caddy(folder: &Folder, site: u16) -> Self {
        let site = format!("127.0.0.1:{site}");
        let server = configured("caddy/Caddyfile", folder, &[("127.0.0.1:8080", &site)]);
        let rules = changed("caddy/intermission.caddy", &[]);
        written(folder, "intermission.caddy", &rules);
        let port = port::free();
        let server = format!("{}{server}", Self::caddy_options(port));
        let file = written(folder, "Caddyfile", &server);
        Self::caddy_by(port, folder, &file)
    }

    /// Ports of the test's own, none for Caddy's administration, and nothing asked of an authority.
    pub(crate) fn caddy_options(port: u16) -> String {
        let secure = port::free();
        format!(
            "{{\n\tadmin off\n\thttp_port {port}\n\thttps_port {secure}\n\tdefault_bind 127.0.0.1\n\tlocal_certs\n\t\
             skip_install_trust\n}}\n"
        )
    }

    /// Caddy with all of its configuration from a file.
    pub(crate) fn caddy_by(port: u16, folder: &Folder, file: &str) -> Self {
        let command = ["caddy", "run", "--adapter", "caddyfile", "--config", file];
        Self::start(port, folder, &command)
    }

    /// `intermission serve` with the document of the folder.
    pub(crate) fn command(folder: &Folder) -> Self {
        let (port, served) = (port::free(), folder.served());
        let (served, listen) = (served.to_str().unwrap(), format!("127.0.0.1:{port}"));
        let document = format!("{served}/status.json");
        let program = env!("CARGO_BIN_EXE_intermission");
        let command = [
            program,
            "serve",
            &document,
            "--dist",
            served,
            "--listen",
            &listen,
            "--log",
            "quiet",
            "--no-social",
        ];
        Self::start(port, folder, &command)
    }

    /// `HAProxy` in front of a site on `site` and of `intermission serve` on `page`, with an address for its commands.
    pub(crate) fn haproxy(folder: &Folder, site: u16, page: u16) -> (Self, u16) {
        let (port, control) = (port::free(), port::free());
        let changes = [
            ("bind :80\n", format!("bind 127.0.0.1:{port}\n")),
            ("127.0.0.1:8080", format!("127.0.0.1:{site}")),
            ("127.0.0.1:8081", format!("127.0.0.1:{page}")),
            (
                "/run/haproxy/admin.sock mode 660",
                format!("ipv4@127.0.0.1:{control}"),
            ),
        ];
        let changes: Vec<(&str, &str)> = changes
            .iter()
            .map(|(from, to)| (*from, to.as_str()))
            .collect();
        let rules = configured("haproxy/intermission.cfg", folder, &changes);
        let file = written(folder, "haproxy.cfg", &rules);
        let server = Self::start(port, folder, &["haproxy", "-db", "-f", &file]);
        (server, control)
    }

    /// Varnish in front of one of the others.
    pub(crate) fn varnish(folder: &Folder, behind: u16) -> Self {
        Self::varnish_with(folder, behind, &[])
    }

    /// The same, with more changed.
    pub(crate) fn varnish_with(folder: &Folder, behind: u16, more: &[(&str, &str)]) -> Self {
        let port = port::free();
        let behind = format!(".port = \"{behind}\";");
        let own = [(".port = \"8080\";", behind.as_str())];
        let rules = configured("varnish/intermission.vcl", folder, &[&own, more].concat());
        let file = written(folder, "cache.vcl", &rules);
        let work = folder.home().join("varnish");
        let (work, listen) = (work.to_str().unwrap(), format!("127.0.0.1:{port}"));
        let command = [
            "varnishd",
            "-F",
            "-j",
            "none",
            "-n",
            work,
            "-a",
            &listen,
            "-f",
            &file,
            "-s",
            "malloc,32m",
        ];
        Self::start(port, folder, &command)
    }

    fn start(port: u16, folder: &Folder, command: &[&str]) -> Self {
        let command = command.iter().map(|&word| word.to_owned()).collect();
        let home = folder.home().to_owned();
        let mut server = Self {
            port,
            process: None,
            command,
            home,
        };
        server.resume();
        server
    }

    /// Stops answering: connections break, new ones are refused.
    pub(crate) fn stop(&mut self) {
        self.process = None;
    }

    /// Starts answering again, on the same port.
    pub(crate) fn resume(&mut self) {
        let command: Vec<&str> = self.command.iter().map(String::as_str).collect();
        self.process = Some(Process::start(&command, &self.home, self.port));
    }
}

/// A configuration of `deploy/` with these texts changed, and the folder.
fn configured(file: &str, folder: &Folder, changes: &[(&str, &str)]) -> String {
    let served = folder.served();
    let served = ("/srv/intermission", served.to_str().unwrap());
    changed(file, &[changes, &[served]].concat())
}

/// A configuration of `deploy/` with these texts changed, each of which must be there.
fn changed(file: &str, changes: &[(&str, &str)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("deploy")
        .join(file);
    let mut text = std::fs::read_to_string(&path).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "expected `{from}` in {file}");
        text = text.replace(from, to);
    }
    text
}

fn written(folder: &Folder, name: &str, text: &str) -> String {
    let path = folder.home().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}
