//! Everything that reads what people write.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use guidepost::compile::{Memos, Request, compile};
use guidepost::date::Day;
use guidepost::markdown::{Opening, Options, RawHtml, ReferenceKind, ReferenceMarkup, Resolve, parse};
use guidepost::path::FilePath;
use guidepost::redline::{Links, RedlinePage, RedlineText, TextSide, Unchanged, between};
use guidepost::serve::{self, Port, Server};
use guidepost::words::Words;
use guidepost::world::MemoryWorld;

use crate::fuzz;
use crate::mutate::Soil;

/// The files of the example with an ending, and some of the cases.
fn files(ending: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("content"), root.join("tests/cases"), root.join("tests/redline")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|known| known == ending) {
                found.push(path);
            }
        }
    }
    found.push(root.join("README.md"));
    found.retain(|path| path.extension().is_some_and(|known| known == ending));
    // In the same order wherever they are.
    found.sort();
    found.into_iter().map(|path| std::fs::read(path).expect("a file")).collect()
}

const MARKDOWN: &[&str] = &[
    "[",
    "](",
    ")",
    "![",
    "[[",
    "]]",
    "`",
    "```",
    "~~~",
    "*",
    "**",
    "_",
    "~~",
    "> ",
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "<",
    ">",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<div>",
    "</div>",
    "&amp;",
    "&#0;",
    "\\",
    "|",
    "| --- |",
    "[^1]",
    "[^1]: ",
    "# ",
    "===",
    "---",
    "---\n",
    "> [!NOTE]",
    ": ",
    "$",
    "http://",
    "www.",
    "@",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "e\u{301}",
    "<![CDATA[",
    "<?",
    "&lt",
    "\r\n",
    "title: ",
    "kind: ",
    "[a]: ",
    "{#id}",
    "\"",
    "'",
    "--",
];

const YAML: &[&str] = &[
    "---\n",
    "key: ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "&a ",
    "*a",
    "!!",
    "|\n",
    ">\n",
    "\"",
    "'",
    "#",
    "\n",
    "  ",
    "\t",
    "<<: ",
    "? ",
    "null",
    "~",
    "2026-11-16",
    "1e999",
    "0x10",
    "title: ",
    "kind: guideline",
    "revisions: ",
    "record: ",
    "approval",
    "page: ",
    "text: ",
    "date: ",
    "role: ",
    "embedded:",
    "%YAML",
    "...",
    "\u{0}",
    "\u{feff}",
];

const TOML: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "=",
    "\"",
    "'''",
    "\"\"\"",
    "\n",
    "#",
    "{",
    "}",
    ",",
    ".",
    "true",
    "1979-05-27T07:32:00Z",
    "inf",
    "0x",
    "[governance]",
    "[kinds.",
    "fields.",
    "name = ",
    "exclude = [",
    "**",
    "{a,b}",
    "[!",
    "\\",
    "theme = ",
];

const REQUEST: &[&str] = &[
    "GET ",
    "HEAD ",
    "POST ",
    " HTTP/1.1\r\n",
    "Host: ",
    "\r\n",
    "\r\n\r\n",
    "Content-Length: ",
    "Transfer-Encoding: chunked",
    "Range: bytes=0-,",
    "Origin: null",
    "%2e",
    "%00",
    "%2f",
    "../",
    "/_guidepost/",
    "events?generation=",
    "findings?path=",
    "page?path=",
    "source?path=",
    "&",
    "=",
    "?",
    "#",
    "\u{0}",
    "\u{ff}",
    "Connection: close",
    "Expect: 100-continue",
    "Upgrade: h2c",
    "If-None-Match: ",
    "Sec-Fetch-Site: cross-site",
];

struct ByTurns;

impl Resolve for ByTurns {
    fn words(&self) -> &Words {
        Words::english()
    }

    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_> {
        match nth % 3 {
            0 => ReferenceMarkup::AsWritten,
            1 => ReferenceMarkup::Link { href: "../a/\"&<".into(), words: Some("A & B".into()) },
            _ => ReferenceMarkup::Dead,
        }
    }
}

impl Links for ByTurns {
    fn shown<'l>(&'l self, _: TextSide, _: ReferenceKind, written: &'l str) -> ReferenceMarkup<'l> {
        if written.len().is_multiple_of(2) { ReferenceMarkup::AsWritten } else { ReferenceMarkup::Dead }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn file(path: &str) -> FilePath {
    FilePath::new(path).expect("a path")
}

#[test]
#[ignore = "takes as long as one likes"]
fn markdown() {
    let soil = Soil { seeds: files("md"), words: MARKDOWN };
    fuzz("markdown", &soil, &|bytes| {
        let text = text(bytes);
        for raw_html in [RawHtml::Pass, RawHtml::Sanitize, RawHtml::Deny] {
            let document = parse(&text, &Options { raw_html, ..Options::default() });
            let mut html = String::new();
            document.html(Opening::LeftOut, &ByTurns, &mut html);
        }
    });
}

#[test]
#[ignore = "takes as long as one likes"]
fn pages() {
    let mut seeds = files("md");
    seeds.retain(|seed| seed.starts_with(b"---\n"));
    // What stands below the front matter has its own turn.
    for seed in &mut seeds {
        seed.truncate(600);
    }
    let soil = Soil { seeds, words: YAML };
    fuzz("pages", &soil, &|bytes| {
        guidepost::parse::file(&file("content/a.md"), &Arc::from(text(bytes)), &Options::default());
    });
}

#[test]
#[ignore = "takes as long as one likes"]
fn site_toml() {
    let soil = Soil { seeds: files("toml"), words: TOML };
    fuzz("site-toml", &soil, &|bytes| {
        guidepost::config::read(&file("site.toml"), &text(bytes));
    });
}

#[test]
#[ignore = "takes as long as one likes"]
fn redlines() {
    let mut seeds = files("md");
    for seed in &mut seeds {
        seed.truncate(6000);
    }
    let soil = Soil { seeds, words: MARKDOWN };
    let words = Words::english();
    fuzz("redlines", &soil, &|bytes| {
        let both = text(bytes);
        // One text is the other with something of its own kind done to it.
        let half = both.floor_char_boundary(both.len() / 2);
        for (old, new) in
            [(&both[..half], &both[half..]), (&both[..], &both[half..]), (&both[half..], &both[..])]
        {
            let side = |body| RedlineText { fields: &[], body };
            let redline = between(side(old), side(new), &Options::default());
            let mut html = String::new();
            let page = RedlinePage { links: &ByTurns, deeper: 1, unchanged: Unchanged::Folded, words };
            redline.html(&page, &mut html);
        }
    });
}

/// A governed site in memory, of which one file is what chance made of it.
fn site_with(path: &str, bytes: &[u8]) {
    let model = "---\ntitle: How\nkind: governance-model\nid: GM-1\nroles: [legal]\ncontrols:\n  - id: C-1\n    statement: S.\n    for: {kind: guideline}\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n    severity: warning\n---\nWho.\n";
    let mut files: Vec<(&str, &[u8])> = vec![
        ("site.toml", b"name = \"Book\"\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"legal\"\n"),
        ("content/index.md", b"# Home\n"),
        ("content/model.md", model.as_bytes()),
        (
            "content/legal.md",
            b"---\ntitle: Legal\nkind: role\nid: legal\nholders: [{name: law, from: 2025-01-01}]\n---\nA.\n",
        ),
        ("content/tone.md", b"---\ntitle: Tone\nkind: guideline\nid: GL-1\n---\nT.\n"),
    ];
    files.retain(|(known, _)| *known != path);
    files.push((path, bytes));
    let world = MemoryWorld::new(Day::new(2026, 11, 16).expect("a day"), files);
    let site = compile(&world, &Request::default(), &Memos::new()).value;
    for route in site.routes() {
        site.render(route);
    }
}

#[test]
#[ignore = "takes as long as one likes"]
fn records() {
    let mut seeds = files("yaml");
    seeds.retain(|seed| seed.len() < 4000);
    let soil = Soil { seeds, words: YAML };
    fuzz("records", &soil, &|bytes| site_with("content/governance/records/a.yaml", text(bytes).as_bytes()));
}

#[test]
#[ignore = "takes as long as one likes"]
fn models() {
    let mut seeds = files("md");
    seeds.retain(|seed| String::from_utf8_lossy(seed).contains("kind: governance-model"));
    let soil = Soil { seeds, words: YAML };
    fuzz("models", &soil, &|bytes| site_with("content/model.md", text(bytes).as_bytes()));
}

#[test]
#[ignore = "takes as long as one likes"]
fn requests() {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(root.path().join("content")).expect("made");
    std::fs::write(root.path().join("content/index.md"), "# Home\n\nText.\n").expect("written");
    let options = serve::ServeOptions { port: Port::Exactly(0), ..serve::ServeOptions::of(root.path()) };
    let server = Server::start(options).expect("a server");
    let address = server.address();
    let get = |path: &str, more: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{more}Connection: close\r\n\r\n").into_bytes()
    };
    let seeds = vec![
        get("/", ""),
        get("/_guidepost/findings?path=%2F", ""),
        get("/_guidepost/page?path=/", "Origin: http://elsewhere.example\r\n"),
        get("/_guidepost/source?path=/&text=Home", ""),
        get("/style.css", "Range: bytes=0-5,7-\r\nAccept-Encoding: gzip\r\n"),
        get("/%C3%A4/../b", "Cookie: a=b\r\n"),
    ];
    let soil = Soil { seeds, words: REQUEST };
    fuzz("requests", &soil, &|bytes| {
        let mut stream = TcpStream::connect(address).expect("connected");
        stream.set_read_timeout(Some(Duration::from_millis(100))).expect("a limit");
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = [0; 4096];
        let read = stream.read(&mut answer).unwrap_or_default();
        assert!(!answer[..read].starts_with(b"HTTP/1.1 500"), "{}", String::from_utf8_lossy(&answer[..read]));
    });
    let mut stream = TcpStream::connect(address).expect("still there");
    stream.write_all(&get("/", "")).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}
