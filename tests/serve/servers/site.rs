//! A small site that is published for servers.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::{CommandRun, HttpAnswer, connect, finish, guidepost_at, write_file};

/// Old addresses with signs that mean something in the files of servers.
pub(super) const HOSTILE: &[&str] = &[
    "$host/",
    "a\"b/",
    "x';return/",
    "{$HOME}/",
    "{path}/",
    "e;}/",
    "b\u{fc}cher/",
    "back\\slash/",
    "line`tick/",
    "amp&eq=/",
    "~tilde/",
    "end\\",
];

/// A site in a folder of its own, and where it is published.
pub(super) struct Published {
    folder: TempDir,
    port: u16,
}

/// A page with old addresses.
pub(super) fn tone(aliases: &[&str]) -> String {
    let aliases: String = aliases
        .iter()
        .flat_map(|alias| ["  - '/".to_owned(), alias.replace('\'', "''"), "'\n".to_owned()])
        .collect();
    format!("---\ntitle: Tone\naliases:\n{aliases}---\nWe write as we speak.\n")
}

/// An old address below the prefix, as browsers ask for it.
pub(super) fn encoded(address: &str) -> String {
    let address = if address.ends_with('/') { address.to_owned() } else { format!("{address}/") };
    let bytes = address.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'~' | b'$' | b';' | b'&' | b'=' | b'\'' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    format!("/handbook/{}", bytes.collect::<String>())
}

impl Published {
    /// The site under a prefix at a free port of this machine, with old addresses of all sorts.
    pub(super) fn new() -> Published {
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|taken| taken.local_addr()).expect("a port").port();
        let aliases = [&["old-tone/"], HOSTILE].concat();
        Published { port, ..Published::at(&format!("http://127.0.0.1:{port}/handbook"), &aliases) }
    }

    /// The site at an address, or at none.
    pub(super) fn at(base_url: &str, aliases: &[&str]) -> Published {
        let site = Published { folder: TempDir::new().expect("a folder"), port: 0 };
        // Servers that are started by root read as somebody else.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let all = fs::Permissions::from_mode(0o755);
            fs::set_permissions(site.folder.path(), all).expect("allowed");
        }
        let base_url =
            if base_url.is_empty() { String::new() } else { format!("base_url = \"{base_url}\"\n") };
        site.write(
            "site.toml",
            &format!(
                "name = \"Handbook\"\n{base_url}allowed_hosts = [\"films.example\"]\n[publish.intranet]\nto = \"../www/handbook\"\nserver_files = [\"nginx\", \"caddy\", \"apache\", \"redirects\"]\ncompress = [\"gzip\", \"brotli\", \"zstd\"]\n"
            ),
        );
        site.write("content/index.md", "# Handbook\n\nAll of it.\n");
        site.write("content/tone.md", &tone(aliases));
        site.write("content/long.md", &format!("# Long\n\n{}", "We write as we speak.\n".repeat(200)));
        for name in [
            "news/feed.xml",
            "film.webm",
            "film.MP4",
            "film.vtt",
            "text.woff2",
            "app.webmanifest",
            "kept.tar.gz",
            "unknown.xyz",
            "pay.20261130.pdf",
        ] {
            site.write(&format!("static/{name}"), name);
        }
        let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        site.write("static/drawing.svg", drawing);
        site.write("static/drawing.5d53e638.svg", drawing);
        site.write("static/style.5d53e638.css", "p { color: red }\n");
        site.write("static/sheet.css", &"p { color: red }\n".repeat(200));
        site.publish(&[]);
        site
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        write_file(&self.folder.path().join("site"), path, text);
    }

    /// The command on the site, which need not go well.
    pub(super) fn tries(&self, arguments: &[&str], environment: &[(&str, &str)]) -> CommandRun {
        let mut command = guidepost_at(&self.folder.path().join("site"), arguments);
        for name in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "SSL_CERT_FILE"] {
            command.env_remove(name);
        }
        finish(command.envs(environment.iter().copied()))
    }

    #[track_caller]
    pub(super) fn run(&self, arguments: &[&str]) {
        self.tries(arguments, &[]).well();
    }

    #[track_caller]
    pub(super) fn publish(&self, more: &[&str]) {
        let gone: Vec<String> =
            HOSTILE.iter().map(|alias| format!("--accept={}", with_slash(alias))).collect();
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        self.run(&[&["publish", "intranet", "--yes", "--by", "Editor"], more, &gone].concat());
    }

    /// A file that was written for servers.
    pub(super) fn server_file(&self, path: &str) -> PathBuf {
        self.folder.path().join("www/.handbook.releases/servers").join(path)
    }

    /// What a web server is set to.
    pub(super) fn served(&self) -> PathBuf {
        self.folder.path().join("www/handbook")
    }

    /// A folder in which a server keeps what it writes.
    pub(super) fn own_folder(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    /// A file of the release that is served.
    pub(super) fn file(&self, path: &str) -> Vec<u8> {
        fs::read(self.served().join(path)).expect(path)
    }

    pub(super) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(super) fn ask(&self, path: &str) -> HttpAnswer {
        self.ask_with(path, &[])
    }

    pub(super) fn ask_with(&self, path: &str, headers: &[(&str, &str)]) -> HttpAnswer {
        let mut stream = connect(([127, 0, 0, 1], self.port).into());
        let headers: String = headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n")
            .expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        HttpAnswer::parse(&answer)
    }
}

fn with_slash(alias: &str) -> String {
    if alias.ends_with('/') { alias.to_owned() } else { format!("{alias}/") }
}
