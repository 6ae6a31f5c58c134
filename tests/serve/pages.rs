//! What is served: the published bytes, and one tag.

use std::collections::BTreeSet;
use std::path::Path;

use guidepost::compile::{Memos, Request, compile};
use guidepost::disk::DiskWorld;
use guidepost::model::{Drafts, Selection};
use guidepost::route::{Answer, Site};
use guidepost::world::World;

use crate::support::{Preview, today, write_file};

const SCRIPT: &str = "<script src=\"/_guidepost/client.js\"></script>";

const SITE: &[(&str, &str)] = &[
    ("site.toml", "name = \"Handbook\"\nbase_url = \"https://intranet.example/book\"\n"),
    ("content/index.md", "# Welcome\n\n[Tone](guidelines/tone.md) ![Plan](plan.svg)\n"),
    ("content/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>"),
    (
        "content/guidelines/tone.md",
        "---\ntitle: Tone\ntags: [voice]\naliases: [/style/]\n---\n\nWe say **we**.\n",
    ),
    ("content/guidelines/gifts.md", "---\ntitle: Gifts\ndraft: true\n---\n\nNot yet agreed.\n"),
    ("static/robots.txt", "User-agent: *\n"),
];

/// The site as `build --drafts` would write it.
fn published(root: &Path) -> (Site, DiskWorld) {
    let world = DiskWorld::new(root, Some(today())).expect("a world");
    let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
    (compile(&world, &request, &Memos::new()).value, world)
}

#[test]
fn the_script_tag_is_all_that_a_page_has_more() {
    let preview = Preview::of(SITE);
    let (site, world) = published(preview.root.path());
    let mut kinds = BTreeSet::new();
    for route in site.routes() {
        let address = site.address(route);
        let answer = preview.get(&address.from_root());
        assert_eq!(answer.status, 200, "{address}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{address}");
        let kind = answer.header("content-type").expect("a type").to_owned();
        match site.render(route).value {
            Answer::Bytes(bytes) if kind.starts_with("text/html") => {
                let page = answer.text();
                assert!(page.contains(&format!("{SCRIPT}</body>")), "{address}");
                assert_eq!(page.replacen(SCRIPT, "", 1).into_bytes(), bytes, "{address}");
            }
            Answer::Bytes(bytes) => assert_eq!(answer.body, bytes, "{address}"),
            Answer::File(file) => {
                assert_eq!(answer.body, *world.bytes(&file).expect("a file"), "{address}");
            }
            Answer::PrintedBook(name) => panic!("the site has no book, and prints {name}"),
        }
        kinds.insert(kind.split(';').next().unwrap_or_default().to_owned());
    }
    let expected =
        ["application/xml", "image/svg+xml", "text/css", "text/html", "text/javascript", "text/plain"];
    assert_eq!(kinds, expected.map(str::to_owned).into());
}

#[test]
fn drafts_are_shown() {
    let preview = Preview::of(SITE);
    assert!(preview.text("/guidelines/gifts/").contains("Not yet agreed."));
}

#[test]
fn addresses_have_the_forms_that_web_servers_know() {
    let preview = Preview::of(SITE);
    let page = preview.text("/guidelines/tone/");
    assert_eq!(preview.text("/guidelines/tone/index.html"), page);
    let moved = preview.get("/guidelines/tone?from=mail");
    assert_eq!((moved.status, moved.header("location")), (307, Some("/guidelines/tone/?from=mail")));
    let old = preview.get("/style/");
    assert_eq!(old.status, 200);
    assert!(old.text().contains("url=../guidelines/tone/"), "{}", old.text());
}

#[test]
fn what_is_not_there_is_answered_with_the_sites_own_page() {
    let preview = Preview::of(SITE);
    let answer = preview.get("/guidelines/tune/");
    assert_eq!(answer.status, 404);
    let page = answer.text();
    assert!(page.contains("There is no page at this address") || page.contains("Page not found"), "{page}");
    assert!(page.contains(SCRIPT), "a page that is yet to be written appears in the tab that waits for it");
    // That page links from the root of the published site.
    let style = page.split("href=\"").find(|rest| rest.contains(".css\"")).expect("a stylesheet");
    let style = style.split('"').next().expect("an address");
    assert!(style.starts_with("/book/"), "{style}");
    assert_eq!(preview.get(style).status, 200, "{style}");
}

#[test]
fn heads_are_those_of_pages() {
    let preview = Preview::of(SITE);
    let page = preview.get("/guidelines/tone/");
    let head = preview.ask("HEAD", "/guidelines/tone/", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.header("content-length"));
    assert_eq!(preview.ask("HEAD", "/robots.txt", "").header("content-length"), Some("14"));
}

#[test]
fn films_are_served_in_parts() {
    let preview = Preview::of(SITE);
    let film: Vec<u8> = (0..300_000_u32).map(|at| (at % 251) as u8).collect();
    let mut events = preview.events();
    write_file(preview.root.path(), "static/film.webm", &film);
    events.until(|| preview.get("/film.webm").body.len() == film.len());
    let whole = preview.get("/film.webm");
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    assert_eq!(whole.header("content-type"), Some("video/webm"));
    assert_eq!(whole.body, film);
    let part = preview.ask("GET", "/film.webm", "Range: bytes=70000-199999\r\n");
    assert_eq!((part.status, part.header("content-range")), (206, Some("bytes 70000-199999/300000")));
    assert_eq!(part.body, film[70_000..200_000]);
    let beyond = preview.ask("GET", "/film.webm", "Range: bytes=300000-\r\n");
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */300000")));
}

#[test]
fn the_previews_own_files_are_there() {
    let preview = Preview::of(SITE);
    for (path, kind) in [("client.js", "text/javascript"), ("client.css", "text/css")] {
        let answer = preview.get(&format!("/_guidepost/{path}"));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.header("content-type").is_some_and(|is| is.starts_with(kind)), "{path}");
    }
    assert_eq!(preview.get("/_guidepost/").status, 404);
    assert_eq!(preview.get("/_guidepost/../site.toml").status, 404);
    let generation = format!("generation;desc=\"{}\"", preview.server.generation());
    assert_eq!(preview.get("/").header("server-timing"), Some(&*generation), "what the script reads");
}

#[test]
fn findings_are_told_for_the_page_that_has_them() {
    let preview = Preview::of(&[
        ("content/index.md", "# Welcome\n\n<b>[gone](gone.md)</b>\n"),
        ("content/tone.md", "# Tone\n\nFine.\n"),
        ("content/gifts.md", "# Gifts\n\n[gone](gone.md)\n"),
    ]);
    let home = preview.findings("%2F");
    assert_eq!(home["page"]["errors"], 1);
    assert_eq!(home["site"]["errors"], 2);
    let finding = &home["findings"][0];
    assert_eq!(finding["code"], "broken-link");
    assert_eq!((&finding["file"], &finding["line"]), (&"content/index.md".into(), &3.into()));
    let text = finding["text"].as_str().expect("text");
    assert!(text.starts_with("error[broken-link]") && text.contains("3 | <b>[gone](gone.md)</b>"), "{text}");
    let tone = preview.findings("/tone/");
    assert_eq!((&tone["page"]["errors"], &tone["findings"]), (&0.into(), &serde_json::json!([])));
    assert_eq!(tone["site"]["errors"], 2);
    assert_eq!(preview.findings("%2Fgifts")["site"]["errors"], 2, "an address of no page");
    let mut events = preview.events();
    preview.write("content/index.md", "# Welcome\n\nMoved: [gone](gone.md), [lost](lost.md)\n");
    events.until(|| preview.findings("/")["page"]["errors"] == 2);
    let now = preview.findings("/");
    let age = |nth: usize| now["findings"][nth]["since"].as_u64().expect("a generation");
    assert_eq!(
        (age(0), &now["findings"][0]["name"]),
        (home["first"].as_u64().expect("one"), &finding["name"])
    );
    assert!(age(1) > age(0), "what came later: {now}");
}
