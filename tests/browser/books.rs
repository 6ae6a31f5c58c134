//! Books as PDFs, printed by a real browser and read by programs of others.

use std::path::{Path, PathBuf};
use std::process::Command;

use lopdf::Document;

use crate::example::TODAY;
use crate::source;
use crate::support::{CommandRun, finish, guidepost_at};

/// Exports a book of a site.
fn export(root: &Path, words: &[&str], out: &Path) -> CommandRun {
    let words: Vec<&str> = ["export", "pdf", "--date", TODAY].iter().chain(words).copied().collect();
    finish(guidepost_at(root, &words).arg("--out").arg(out))
}

/// What a program says of a file.
fn said(program: &str, words: &[&str], file: &Path) -> String {
    finish(Command::new(program).args(words).arg(file)).well().stdout
}

/// The words of a PDF, a text for each sheet.
fn sheets(pdf: &Path) -> Vec<String> {
    let out = pdf.with_extension("txt");
    finish(Command::new("pdftotext").arg("-layout").arg(pdf).arg(&out)).well();
    let text = std::fs::read_to_string(out).expect("its words");
    text.split('\u{c}').map(str::to_owned).collect()
}

fn scratch() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("book.pdf");
    (folder, pdf)
}

#[test]
fn a_book_is_a_document_that_other_programs_read() {
    let (folder, pdf) = scratch();
    export(source::root(), &["strategy"], &pdf).well();
    let known = said("pdfinfo", &["-isodates"], &pdf);
    for line in ["Tagged:          yes", "CreationDate:    2026-12-01T00:00:00Z", "JavaScript:      no"] {
        assert!(known.contains(line), "{line}: {known}");
    }
    assert!(said("qpdf", &["--check"], &pdf).contains("No syntax or stream encoding errors"));
    let fonts = said("pdffonts", &[], &pdf);
    let embedded = |line: &&str| line.split_whitespace().rev().nth(4) == Some("yes");
    assert!(fonts.lines().skip(2).all(|line| embedded(&line)) && fonts.lines().count() > 3, "{fonts}");

    // Contents, bookmarks and cross-references name the sheet on which a part begins.
    let sheets = sheets(&pdf);
    let document = Document::load(&pdf).expect("a PDF");
    let bookmarks = document.get_toc().expect("bookmarks").toc;
    for part in ["Ladder of engagement", "Repair before replacement", "Roadmap", "Measures and readings"] {
        let is_head = |line: &str| {
            line.trim()
                .split_once(' ')
                .is_some_and(|(number, words)| number.parse::<u8>().is_ok() && words.trim() == part)
        };
        let begins = sheets.iter().position(|sheet| sheet.lines().any(is_head)).map(|at| at + 1).expect(part);
        let line = sheets.iter().flat_map(|sheet| sheet.lines()).find(|line| {
            line.contains(part) && line.trim_end().ends_with(|last: char| last.is_ascii_digit())
        });
        let told = line.and_then(|line| line.split_whitespace().last()?.parse::<usize>().ok());
        assert_eq!(told, Some(begins), "{part}: {line:?}");
        let bookmark = bookmarks.iter().find(|bookmark| bookmark.title.ends_with(part)).expect(part);
        assert_eq!(bookmark.page, begins, "{part}");
    }
    let all = sheets.concat();
    assert!(all.contains("(section 13, page ") || all.contains("(section 6, page "), "{all}");

    let again = folder.path().join("again.pdf");
    export(source::root(), &["strategy"], &again).well();
    let bytes = |file: &Path| std::fs::read(file).expect("a file");
    assert!(bytes(&pdf) == bytes(&again), "the same text, the same bytes");
    let text = String::from_utf8_lossy(&bytes(&pdf)).into_owned();
    assert!(!text.contains("127.0.0.1") && text.contains("https://intranet.example/playbook/"));
}

#[test]
fn a_page_shows_no_file_of_the_machine_that_prints_it() {
    let (folder, pdf) = scratch();
    let secret = folder.path().join("secret.txt");
    std::fs::write(&secret, "zebracanary").expect("written");
    let secret = secret.to_str().expect("a path");
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("content")).expect("a folder");
    std::fs::write(site.join("site.toml"), "name = \"S\"\n").expect("written");
    let page = format!(
        "# Page\n\nWords.\n\n<iframe src=\"file://{secret}\"></iframe>\n\n<iframe src=\"{secret}\"></iframe>\n\n<object data=\"file://{secret}\"></object>\n\n<script>document.body.append(\"ranscript\")</script>\n"
    );
    std::fs::write(site.join("content/index.md"), page).expect("written");
    let run = export(&site, &[], &pdf);
    assert!(pdf.is_file(), "{}", run.stderr);
    let text = sheets(&pdf).concat();
    assert!(
        text.contains("Words.") && !text.contains("zebracanary") && !text.contains("ranscript"),
        "{text}"
    );
}

#[test]
fn a_page_neither_rewords_others_nor_shows_what_else_this_machine_serves() {
    let (folder, pdf) = scratch();
    let other = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let elsewhere = other.local_addr().expect("its address");
    std::thread::spawn(move || {
        for stream in other.incoming().map_while(Result::ok) {
            use std::io::Write as _;
            let mut stream = stream;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\nConnection: close\r\n\r\notherservice");
        }
    });
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("content")).expect("a folder");
    std::fs::write(site.join("site.toml"), "name = \"S\"\n").expect("written");
    let write =
        |name: &str, text: &str| std::fs::write(site.join("content").join(name), text).expect("written");
    write("evil.css", "document.body.append('ranstyle')");
    write(
        "evil.svg",
        &format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><script>parent.document.body.append('ranframed')</script><foreignObject width=\"4\" height=\"3\"><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"http://{elsewhere}/\"/></foreignObject></svg>"
        ),
    );
    let page = format!(
        "# Page\n\nWords.\n\n<iframe src=\"evil.svg\"></iframe>\n<script src=\"evil.css\"></script>\n<object data=\"evil.svg\"></object>\n<embed src=\"evil.svg\">\n<iframe src=\"http://{elsewhere}/\"></iframe>\n<meta http-equiv=\"refresh\" content=\"0;url=http://{elsewhere}/\">\n<meta http-equiv=\"refresh\" content=\"0;url=data:text/html,ledaway\">\n"
    );
    write("index.md", &page);
    let run = export(&site, &[], &pdf);
    assert!(pdf.is_file(), "{}", run.stderr);
    let text = sheets(&pdf).concat();
    assert!(text.contains("Words."), "{text}");
    for word in ["ranstyle", "ranframed", "otherservice", "ledaway"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn a_build_prints_a_book_where_it_changed_and_keeps_no_older_one() {
    let (folder, _) = scratch();
    let (site, out) = (folder.path().join("site"), folder.path().join("out"));
    std::fs::create_dir_all(site.join("content")).expect("a folder");
    let settings =
        "name = \"S\"\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [\"index.md\"]\npdf = true\n";
    std::fs::write(site.join("site.toml"), settings).expect("written");
    let write = |words: &str| {
        std::fs::write(
            site.join("content/index.md"),
            format!("# Page\n\n{words} See [it](#größe-50).\n\n## Größe 50%\n\nSo.\n"),
        )
        .expect("written");
    };
    let build = |browser: Option<&str>| {
        let mut command = guidepost_at(&site, &["build", "--date", TODAY]);
        if let Some(browser) = browser {
            command.env("CHROMIUM", browser);
        }
        finish(command.arg("--out").arg(&out))
    };
    write("First words.");
    build(None).well();
    let pdf = out.join("books/all/all.pdf");
    let words = sheets(&pdf).concat();
    assert!(words.contains("First words. See it (section 1.1, page 3)"), "{words}");
    assert!(std::fs::read_to_string(out.join("books/all/index.html")).expect("a page").contains("all.pdf"));
    // What did not change needs no browser.
    build(Some("/nowhere")).well();
    assert!(pdf.is_file());
    // A file that is published as it is has the same name with other bytes.
    std::fs::create_dir_all(site.join("static")).expect("a folder");
    let picture = |height: u8| {
        let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"{height}\"/>");
        std::fs::write(site.join("static/logo.svg"), drawing).expect("written");
    };
    std::fs::write(site.join("site.toml"), format!("files = \"static\"\n{settings}")).expect("written");
    picture(3);
    write("<img src=\"/logo.svg\" alt=\"Logo\"> First words.");
    build(None).well();
    picture(4);
    let failed = build(Some("/nowhere"));
    assert!(failed.stderr.contains("error[not-printed]"), "{}", failed.stderr);
    std::fs::write(site.join("site.toml"), settings).expect("written");
    write("Second words.");
    let failed = build(Some("/nowhere"));
    assert!(failed.status == 1 && failed.stderr.contains("error[not-printed]"), "{}", failed.stderr);
    assert!(!pdf.exists(), "what it said is not so any more");
    build(None).well();
    assert!(sheets(&pdf).concat().contains("Second words."));
}

#[test]
fn without_a_browser_it_says_what_to_do() {
    let (_folder, pdf) = scratch();
    let run = export(source::root(), &["strategy", "--chromium", "/nowhere/chromium"], &pdf);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("there is no program `/nowhere/chromium`"), "{}", run.stderr);
    assert!(run.stderr.contains("`--chromium /path/to/chromium`"), "{}", run.stderr);
    let run = export(source::root(), &["stratgy"], &pdf);
    assert!(run.status == 2 && run.stderr.contains("did you mean `strategy`?"), "{}", run.stderr);
    assert!(!pdf.exists());
}
