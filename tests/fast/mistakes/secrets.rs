//! Files that hold passwords or keys, and texts that say that they are drafts: published by nobody's mistake.

use std::os::unix::fs::symlink;

use guidepost::diagnostic::Code;
use guidepost::disk::DiskWorld;

use super::HOME;
use crate::support::{build, build_world, today, write_files};

#[test]
fn keys_and_passwords_are_not_published() {
    let files = [
        HOME,
        ("static/.htpasswd", "x"),
        ("static/.env", "x"),
        ("static/deploy/id_rsa", "x"),
        ("static/.ssh/known_hosts", "x"),
        ("static/ID_RSA.bak", "x"),
        ("static/Vpn.P12", "x"),
        ("static/.Aws/credentials", "x"),
        ("static/id_ed25519.pub", "x"),
        ("static/.htaccess", "x"),
    ];
    let built = build(files);
    assert_eq!(built.of(Code::SecretFile).len(), 7, "{:?}", built.found());
    assert_eq!(built.paths(), [".htaccess", "404.html", "id_ed25519.pub", "index.html"]);
}

#[test]
fn keys_that_a_page_links_to_are_not_published() {
    let text = "# A\n\n[a](.env) [b](server.key) [c](ca.pem) [d](Talk.key) [e](id_rsa.pub) [f](credentials.md) ![](ID_RSA)\n";
    let files = [
        HOME,
        ("content/page.md", text),
        ("content/.env", "PASSWORD=1"),
        ("content/server.key", "-----BEGIN PRIVATE KEY-----"),
        ("content/ca.pem", "-----BEGIN CERTIFICATE-----"),
        ("content/Talk.key", "PK\u{3}\u{4}"),
        ("content/id_rsa.pub", "ssh-rsa"),
        ("content/ID_RSA", "x"),
        ("content/credentials.md", "# Credentials\n\nText.\n"),
    ];
    let built = build(files);
    let secret = built.of(Code::SecretFile);
    assert_eq!(secret.len(), 3, "{:?}", built.found());
    assert!(secret[0].hints.iter().any(|hint| hint.contains("if it was published before")));
    let published = built.paths().join(" ");
    for (name, is_there) in [
        ("env", false),
        ("server", false),
        ("ID_RSA", false),
        ("ca.", true),
        ("Talk.", true),
        ("id_rsa.", true),
    ] {
        assert_eq!(published.contains(name), is_there, "{name}: {published}");
    }
    assert!(built.paths().contains(&"credentials/index.html"));
}

#[test]
fn links_of_the_file_system_to_keys_publish_none() {
    let site = tempfile::tempdir().expect("a folder");
    let root = site.path();
    let page = "# A\n\n[a](notes.txt) [b](fine.txt)\n";
    write_files(root, [HOME, ("content/page.md", page), (".env", "x"), ("private/.ssh/config", "x")]);
    write_files(root, [("static/a.txt", "A"), ("content/words.txt", "Words")]);
    for (to, link) in [
        ("../.env", "static/settings.txt"),
        ("../private/.ssh", "static/help"),
        ("../.env", "content/notes.txt"),
        ("words.txt", "content/fine.txt"),
    ] {
        symlink(to, root.join(link)).expect("a link");
    }
    let built = build_world(Box::new(DiskWorld::new(root, Some(today())).expect("a world")));
    assert_eq!(
        built.found(),
        [
            "content/page.md:3:5 secret-file",
            "static/help/config secret-file",
            "static/settings.txt secret-file"
        ]
    );
    let paths = built.paths();
    assert!(paths.iter().all(|path| !path.contains("notes") && !path.contains("settings")), "{paths:?}");
    assert!(paths.iter().any(|path| path.starts_with("fine.")), "{paths:?}");
}

#[test]
fn texts_that_say_that_they_are_drafts_are_not_published() {
    let page = "# A\n\n[a](a.mdx) [b](b.txt) [c](c.txt) [d](d.html) [e](e.txt) [f](_drafts/f.txt)\n";
    let draft = "---\ntitle: A\ndraft: true\n---\nSecret.\n";
    let files = [
        HOME,
        ("content/page.md", page),
        ("content/a.mdx", draft),
        ("content/b.txt", "Title: B\nStatus: draft\n\nSecret.\n"),
        ("content/c.txt", "title: what is a draft?\n\ndraft: true is what pages say.\n"),
        ("content/d.html", "+++\ndraft = true\n+++\nSecret.\n"),
        ("content/e.txt", "---\ntitle: A\n---\nText.\n"),
        ("content/_drafts/f.txt", "Secret."),
        ("static/g.md", draft),
        ("static/h.md", "# H\n"),
    ];
    let built = build(files);
    assert_eq!(
        built.found(),
        [
            "content/page.md:3:5 withheld-file",
            "content/page.md:3:16 withheld-file",
            "content/page.md:3:38 withheld-file",
            "content/page.md:3:61 withheld-file",
            "static/g.md withheld-file",
        ]
    );
    assert!(built.findings[0].message.contains("says that it is a draft"), "{:?}", built.findings[0]);
    let published = built.paths().join(" ");
    assert!(
        published.contains("c.") && published.contains("e.") && published.contains("h.md"),
        "{published}"
    );
    for path in built.paths() {
        assert!(!built.text(path).contains("Secret."), "{path}");
    }
}

#[test]
fn documents_of_other_programs_that_say_that_they_are_drafts_are_not_published() {
    let files = [
        ("a.tex", "% draft: true\n\\documentclass{article}\nSecret.\n"),
        ("b.tex", "\\documentclass[11pt,draft]{article}\nSecret.\n"),
        ("c.rst", ":draft: true\n\nTitle\n=====\n\nSecret.\n"),
        ("d.rst", "Title\n=====\n\n:status: draft\n\nSecret.\n"),
        ("e.adoc", "= Title\n:page-draft: true\n\nSecret.\n"),
        ("f.adoc", "= Title\n:draft:\n\nSecret.\n"),
        ("g.adoc", "// draft: true\n= Title\n\nSecret.\n"),
        ("h.json", "{\n  \"title\": \"Secret.\",\n  \"draft\": true\n}\n"),
        ("i.json", "{\"title\":\"Secret.\",\"status\":\"draft\"}"),
        ("j.json", "{\"metadata\": {\"draft\": true}, \"words\": \"Secret.\"}"),
        ("k.ipynb", "{\"cells\": [], \"metadata\": {\"draft\": true, \"words\": \"Secret.\"}}"),
        (
            "l.ipynb",
            "{\"cells\": [{\"cell_type\": \"raw\", \"source\": [\"---\\n\", \"draft: true\\n\", \"---\"]}], \"a\": \"Secret.\"}",
        ),
        ("m.html", "<!doctype html>\n<!-- draft: true -->\n<p>Secret.\n"),
        ("n.txt", "draft = true\n\nSecret.\n"),
    ];
    let links: Vec<String> = files.iter().map(|(name, _)| format!("[{name}]({name})")).collect();
    let page = format!("# A\n\n{}\n", links.join(" "));
    let paths: Vec<String> = files.iter().map(|(name, _)| format!("content/{name}")).collect();
    let mut all: Vec<(&str, &str)> = vec![HOME, ("content/page.md", &page)];
    all.extend(paths.iter().map(String::as_str).zip(files.map(|(_, text)| text)));
    let built = build(all);
    assert_eq!(built.of(Code::WithheldFile).len(), files.len(), "{:?}", built.found());
    for path in built.paths() {
        assert!(!built.text(path).contains("Secret."), "{path}");
    }
}

#[test]
fn data_and_documents_that_are_about_drafts_are_published() {
    let files = [
        ("a.json", "{\"rows\": [{\"draft\": true, \"status\": \"draft\"}]}"),
        ("b.json", "{\"name\": \"x\", \"private\": true}"),
        ("c.json", "[{\"status\": \"draft\"}]"),
        ("d.json", "{\"draft\": false, \"title\": \"draft: true\"}"),
        ("e.tex", "\\documentclass{article}\n\\title{A draft: true or not?}\n"),
        ("f.ipynb", "{\"cells\": [{\"source\": [\"The draft: true words\"]}], \"metadata\": {}}"),
        ("g.rst", "Title\n=====\n\nA draft: true words.\n"),
    ];
    let links: Vec<String> = files.iter().map(|(name, _)| format!("[{name}]({name})")).collect();
    let page = format!("# A\n\n{}\n", links.join(" "));
    let paths: Vec<String> = files.iter().map(|(name, _)| format!("content/{name}")).collect();
    let mut all: Vec<(&str, &str)> = vec![HOME, ("content/page.md", &page)];
    all.extend(paths.iter().map(String::as_str).zip(files.map(|(_, text)| text)));
    let built = build(all);
    assert_eq!(built.found(), [""; 0]);
}

#[test]
fn examples_of_settings_and_answers_to_questions_are_published() {
    let text =
        "# A\n\n[a](.env.example) [b](answer.key) [c](.yarnrc.yml) [d](terraform.tfvars) [e](kubeconfig)\n";
    let built = build([
        HOME,
        ("content/page.md", text),
        ("content/.env.example", "PASSWORD=\n"),
        ("content/answer.key", "1. B\n2. C, since nobody asked\n"),
        ("content/.yarnrc.yml", "npmAuthToken: abcdef0123456789\n"),
        ("content/terraform.tfvars", "a = 1\n"),
        ("content/kubeconfig", "a: 1\n"),
    ]);
    let found = ["3:39", "3:56", "3:78"].map(|place| format!("content/page.md:{place} secret-file"));
    assert_eq!(built.found(), found);
}

#[test]
fn a_link_publishes_no_page_that_is_hidden_and_nothing_of_version_control() {
    let built = build([
        HOME,
        ("content/page.md", "# A\n\n[a](.trash/d.md) [b](.x.md) [c](.gitignore) ![](.pics/e.png)\n"),
        ("content/.trash/d.md", "Secret."),
        ("content/.x.md", "Secret."),
        ("content/.gitignore", "Secret."),
        ("content/.pics/e.png", "Picture."),
    ]);
    assert_eq!(built.of(Code::WithheldFile).len(), 3, "{:?}", built.found());
    assert!(built.paths().iter().all(|path| !built.text(path).contains("Secret.")));
    assert!(built.paths().iter().any(|path| built.text(path) == "Picture."));
}
