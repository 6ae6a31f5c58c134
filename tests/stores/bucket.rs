//! A site whose target is a bucket of its own.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::server;
use crate::support::{CommandRun, HttpAnswer, Repo, connect, finish, guidepost_at};

/// What nobody may ever see.
pub(crate) const SECRET: &str = "hunter2hunter2hunter2";

/// Whoever signs may ask; how, this server does not look at.
pub(crate) const SIGNED: &str = "Authorization: AWS4-HMAC-SHA256 Credential=reader/20261130/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

pub(crate) struct Bucket {
    pub(crate) repo: Repo,
    pub(crate) name: String,
    pub(crate) reader: BucketReader,
    /// What the publisher asks: the store, or what stands before it.
    pub(crate) endpoint: SocketAddr,
}

/// Whoever reads what stands in a bucket.
#[derive(Clone)]
pub(crate) struct BucketReader {
    name: String,
}

impl Bucket {
    /// A small site, committed, and an empty bucket of S3.
    pub(crate) fn new() -> Bucket {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("bucket-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let repo = Repo::new();
        repo.write(
            "site.toml",
            format!("name = \"Handbook\"\n[publish.intranet]\nto = \"s3://{name}/play/book\"\nkeep = 2\n"),
        );
        let endpoint = server::s3().address;
        let bucket = Bucket { repo, reader: BucketReader { name: name.clone() }, name, endpoint };
        bucket.write_version(0);
        assert_eq!(bucket.ask("PUT", "", b"").status, 200);
        bucket
    }

    /// A version of the site: other pages, another style.
    pub(crate) fn write_version(&self, version: usize) {
        self.repo.write("theme/style.css", format!("body {{ order: {version} }}\n"));
        self.repo.write("content/index.md", "# Handbook\n\nAll of it. See [the tone](tone.md#humour).\n");
        self.repo
            .write("content/tone.md", "---\ntitle: Tone\n---\nWe write as we speak.\n\n## Humour\n\nYes.\n");
        for number in 0..6 {
            self.repo.write(
                &format!("content/plays/play-{number}.md"),
                format!("# Play {number}\n\nPlay it, version {version}.\n"),
            );
        }
        self.commit(&format!("Version {version}"));
    }

    pub(crate) fn commit(&self, message: &str) {
        self.repo.git(&["add", "--all"]);
        self.repo.git(&["commit", "--quiet", "--message", message]);
    }

    /// The command, in an environment that says how the store is reached.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = guidepost_at(self.repo.path(), arguments);
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if ["AWS_", "GOOGLE_", "AZURE_"].iter().any(|start| text.starts_with(start)) {
                command.env_remove(&name);
            }
        }
        command.env("AWS_ACCESS_KEY_ID", "editor").env("AWS_SECRET_ACCESS_KEY", SECRET);
        command.env("AWS_REGION", "us-east-1").env("AWS_ALLOW_HTTP", "true");
        command.env("AWS_ENDPOINT_URL", format!("http://{}", self.endpoint));
        command
    }

    /// Runs the command. Whatever it prints, no secret is in it.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> CommandRun {
        without_secrets(finish(&mut self.command(arguments)))
    }

    #[track_caller]
    pub(crate) fn publish(&self, more: &[&str]) -> CommandRun {
        self.run(&[&["publish", "intranet", "--yes", "--by", "Editor"], more].concat()).well()
    }

    /// The release that is served.
    #[track_caller]
    pub(crate) fn served(&self) -> Option<String> {
        let listed = self.run(&["releases", "intranet", "--format", "json"]).well();
        let listed: serde_json::Value = serde_json::from_str(&listed.stdout).expect("JSON");
        listed["served"].as_str().map(str::to_owned)
    }

    /// Asks the store itself, past whatever stands before it.
    pub(crate) fn ask(&self, method: &str, key: &str, body: &[u8]) -> HttpAnswer {
        self.reader.ask(method, key, body)
    }

    /// A file as readers are served it.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        let answer = self.ask("GET", &format!("play/book/{path}"), b"");
        assert_eq!(answer.status, 200, "{path}");
        answer.text()
    }

    /// Puts a file there by hand.
    pub(crate) fn put(&self, path: &str, text: &str) {
        let answer = self.ask("PUT", &format!("play/book/{path}"), text.as_bytes());
        assert_eq!(answer.status, 200, "{path}");
    }
}

impl BucketReader {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Asks the store itself, past whatever stands before it.
    pub(crate) fn ask(&self, method: &str, key: &str, body: &[u8]) -> HttpAnswer {
        let address = server::s3().address;
        let mut stream = connect(address);
        let key = if key.is_empty() { String::new() } else { format!("/{key}") };
        write!(
            stream,
            "{method} /{}{key} HTTP/1.1\r\nHost: {address}\r\n{SIGNED}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.name,
            body.len()
        )
        .expect("sent");
        stream.write_all(body).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        HttpAnswer::parse(&answer)
    }

    /// Reads the home page and the styles that it names, and says what is wrong with them.
    pub(crate) fn read_as_browsers_do(&self) -> Result<(), String> {
        let get = |path: &str| {
            let answer = self.ask("GET", &format!("play/book/{path}"), b"");
            if answer.status == 200 { Ok(answer.text()) } else { Err(format!("{path}: {}", answer.status)) }
        };
        let page = get("index.html")?;
        let named = page.split('"').filter_map(|part| part.strip_prefix("./_theme/"));
        let named: Vec<String> = named.map(|name| format!("_theme/{name}")).collect();
        let mut styles = named.iter().filter(|name| name.starts_with("_theme/style.")).peekable();
        if styles.peek().is_none() {
            return Err(format!("no style in a page of {} bytes", page.len()));
        }
        styles.try_for_each(|asset| get(asset).map(drop))
    }
}

#[track_caller]
pub(crate) fn without_secrets(run: CommandRun) -> CommandRun {
    assert!(!run.all().contains(SECRET), "a secret was printed");
    run
}
