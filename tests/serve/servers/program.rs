//! A web server as a process of the test.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use super::site::Published;

/// A server that runs for as long as this lives.
pub(super) struct ServerProgram {
    child: Child,
    said: BufReader<ChildStderr>,
}

/// The command for a server, which `scripts/test` installs.
pub(super) fn which(name: &str) -> Command {
    let places = ["", "/usr/sbin/", "/usr/local/sbin/", "/opt/homebrew/bin/"];
    let candidates = places.map(|place| format!("{place}{name}"));
    let is_there = |program: &&String| {
        let probe = Command::new(program).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
        probe.is_ok()
    };
    let program = candidates.iter().find(is_there);
    Command::new(program.unwrap_or_else(|| panic!("no {name} here: scripts/test installs it")))
}

impl ServerProgram {
    pub(super) fn nginx(site: &Published) -> ServerProgram {
        ServerProgram::nginx_with(site, &site.server_file("nginx/nginx.conf"))
    }

    pub(super) fn nginx_with(site: &Published, config: &Path) -> ServerProgram {
        let mut command = which("nginx");
        command.arg("-p").arg(site.own_folder("nginx")).arg("-c").arg(config);
        command.args(["-g", "daemon off; error_log stderr notice;"]);
        ServerProgram::start(command, "start worker process")
    }

    pub(super) fn caddy(site: &Published) -> ServerProgram {
        let mut command = which("caddy");
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(site.server_file("caddy/Caddyfile"));
        let own = site.own_folder("caddy");
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, &own);
        }
        ServerProgram::start(command, "serving initial configuration")
    }

    pub(super) fn apache(site: &Published) -> ServerProgram {
        let mut command = which("apache2");
        command.arg("-d").arg(site.own_folder("apache")).arg("-f").arg(site.server_file("apache/httpd.conf"));
        command.args(["-c", "ErrorLog /dev/stderr", "-DFOREGROUND"]);
        ServerProgram::start(command, "resuming normal operations")
    }

    /// Starts it, and waits until it says that it is there.
    fn start(mut command: Command, ready: &str) -> ServerProgram {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("started");
        let said = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut program = ServerProgram { child, said };
        program.wait_for(ready);
        program
    }

    fn wait_for(&mut self, words: &str) {
        let mut all = String::new();
        while !all.contains(words) {
            let read = self.said.read_line(&mut all).expect("a line");
            assert!(read > 0, "it ended: {all}");
        }
    }

    /// Has nginx read its files again, and waits until whoever has the old ones is gone.
    pub(super) fn reload_nginx(&mut self) {
        self.signal("HUP");
        self.wait_for("exited with code 0");
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().expect("kill");
        assert!(sent.success());
    }
}

impl Drop for ServerProgram {
    fn drop(&mut self) {
        // Asked and not killed: its workers end with it.
        self.signal("TERM");
        let _ = self.child.wait();
    }
}
