//! What the preview answers its own part of a page: names of bytes, findings, lines of the source.

use std::time::SystemTime;

use guidepost::config::Editor;
use guidepost::serve::{ServeOptions, Server};
use serde_json::Value;

use crate::support::{Preview, options, write_file};

fn asked(preview: &Preview, what: &str) -> Value {
    let answer = preview.get(&format!("/_guidepost/{what}"));
    assert_eq!(answer.status, 200, "{what}");
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[test]
fn a_page_is_asked_for_by_the_name_of_its_bytes() {
    let preview = Preview::of(&[("content/index.md", "# Home\n"), ("content/tone.md", "# Tone\n\nOne.\n")]);
    let page = preview.get("/tone/");
    let name = page.header("etag").expect("a name").to_owned();
    let again = |preview: &Preview| preview.ask("GET", "/tone/", &format!("If-None-Match: {name}\r\n"));
    assert_eq!((again(&preview).status, again(&preview).body.len()), (304, 0));
    let mut events = preview.events();
    preview.write("content/index.md", "# Home\n\nOther words.\n");
    let generation = events.next().expect("a generation");
    assert_eq!(again(&preview).status, 304, "another page was saved");
    assert_eq!(again(&preview).header("guidepost-generation"), Some(&*generation.to_string()));
    preview.write("content/tone.md", "# Tone\n\nTwo.\n");
    events.until(|| again(&preview).status == 200);
    assert_ne!(again(&preview).header("etag"), Some(&*name));
}

#[test]
fn a_page_that_is_not_what_was_meant_says_so() {
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n\n[gone](gone.md)\n"),
        ("content/front.md", "---\ntitle: \"a\" b\n---\n\nText.\n"),
        ("content/merge.md", "# Merge\n\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"),
    ]);
    std::fs::write(preview.root.path().join("content/bytes.md"), b"# Bytes\n\n\xff\xfe\n").expect("written");
    let state = |path: &str| preview.get(path).header("guidepost-page").map(str::to_owned);
    assert_eq!(state("/").as_deref(), Some("whole"), "but for a link it is as written");
    assert_eq!(state("/front/").as_deref(), Some("broken"));
    assert_eq!(state("/merge/").as_deref(), Some("broken"));
    let mut events = preview.events();
    events.until(|| state("/bytes/").as_deref() == Some("broken"));
    assert_eq!(state("/nothing/").as_deref(), Some("whole"), "nobody wrote it");
}

#[test]
fn a_page_that_is_opened_while_it_is_broken_is_the_last_good_one() {
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n"),
        ("content/tone.md", "---\ntitle: Tone\n---\n\nGood words.\n"),
    ]);
    let state = |path: &str| preview.get(path).header("guidepost-page").map(str::to_owned);
    let mut events = preview.events();
    preview.write("content/tone.md", "---\ntitle: \"Tone\n---\n\nHalf a sentence\n");
    events.until(|| state("/tone/").as_deref() == Some("last-good"));
    let text = preview.text("/tone/");
    assert!(text.contains("Good words.") && !text.contains("Half a sentence"), "{text}");
    assert_eq!(preview.findings("/tone/")["findings"][0]["code"], "bad-front-matter");
    std::fs::write(preview.root.path().join("content/tone.md"), b"# Tone\n\n\xff\xfe\n").expect("written");
    events.until(|| preview.findings("/tone/")["findings"][0]["code"] == "not-utf-8");
    assert!(preview.text("/tone/").contains("Good words."), "the text before the one before");
    preview.write("content/tone.md", "---\ntitle: Tone\n---\n\nBetter words.\n");
    events.until(|| preview.text("/tone/").contains("Better words."));
    assert_eq!(state("/tone/").as_deref(), Some("whole"));
}

#[test]
fn the_page_that_was_saved_last_is_named_on_others() {
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n"),
        ("content/a.md", "# A\n"),
        ("content/b.md", "# B\n"),
    ]);
    assert_eq!(asked(&preview, "page?path=/a/")["saved"], Value::Null);
    let mut events = preview.events();
    preview.write("content/b.md", "# B\n\nSaved.\n");
    events.until(|| preview.text("/b/").contains("Saved."));
    let saved = &asked(&preview, "page?path=/a/")["saved"];
    assert_eq!((&saved["count"], &saved["pages"][0]["path"]), (&1.into(), &"b/".into()));
    assert_eq!(saved["is_shown"], false);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock").as_millis();
    let ago = now - u128::from(saved["at"].as_u64().expect("a time"));
    assert!(ago < 60_000, "{ago} milliseconds ago");
    assert_eq!(asked(&preview, "page?path=/b/")["saved"]["is_shown"], true, "its reader sees it");
    for nth in 0..5 {
        preview.write(&format!("content/new-{nth}.md"), "# New\n");
    }
    events.until(|| (0..5).all(|nth| preview.get(&format!("/new-{nth}/")).status == 200));
    let saved = &asked(&preview, "page?path=/a/")["saved"];
    assert!(saved["pages"].as_array().is_some_and(|pages| pages.len() <= 3), "{saved}");
}

#[test]
fn lines_are_found_by_what_is_said_there() {
    let text = "---\ntitle: Tone\n---\n\nSame.\n\n## Ä *b*\n\nSame.\n\nSame.\n";
    let preview = Preview::of(&[("content/index.md", "# Home\n"), ("content/tone.md", text)]);
    let place = |query: &str| {
        let told = asked(&preview, &format!("source?path=/tone/{query}"));
        assert_eq!(told["open"], Value::Null, "no editor is named");
        told["place"].as_str().expect("a place").to_owned()
    };
    assert_eq!(place(""), "content/tone.md:1:1");
    assert_eq!(place("&words=Same"), "content/tone.md:5:1");
    assert_eq!(place("&words=Same&at=2"), "content/tone.md:5:3");
    assert_eq!(place("&words=Same&heading=%C3%A4-b"), "content/tone.md:9:1");
    assert_eq!(place("&words=Same&heading=%C3%A4-b&nth=1"), "content/tone.md:11:1");
    assert_eq!(place("&words=%C3%84b&at=1"), "content/tone.md:7:7", "within emphasis");
    assert_eq!(place("&words=Tone"), "content/tone.md:2:1", "what a template shows of the front matter");
    assert_eq!(place("&words=Elsewhere&heading=%C3%A4-b"), "content/tone.md:7:1", "the heading at least");
    assert_eq!(place("&words=Same&at=99999999999999999999&nth=-1"), "content/tone.md:5:1", "no numbers");
    let far = place("&words=%C3%84b&at=18446744073709551615");
    assert!(far.starts_with("content/tone.md:11:"), "as far as there are letters: {far}");
    assert_eq!(preview.get("/_guidepost/source?path=/nothing/").status, 404);
    assert_eq!(preview.get("/_guidepost/source").status, 404, "of no page");
}

#[test]
fn an_editor_that_was_asked_for_goes_before_the_one_of_the_site() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "site.toml", "editor = \"zed\"\n");
    write_file(root.path(), "content/index.md", "# Home\n");
    let open = |editor: Option<Editor>| {
        let server = Server::start(ServeOptions { editor, ..options(root.path()) }).expect("a server");
        let preview = Preview { root: tempfile::tempdir().expect("a folder"), server };
        asked(&preview, "page?path=/")["source"]["open"].as_str().expect("an address").to_owned()
    };
    assert!(open(None).starts_with("zed://file/"));
    assert!(open(Editor::named("vscode").ok()).starts_with("vscode://file/"));
    assert!(open(None).ends_with("content/index.md:1:1"));
}
