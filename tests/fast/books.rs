//! Books: pages and views as one document.

use crate::support::{self, Built};

const BOOK: &str = "name = \"Handbook\"\n[[books]]\nname = \"all\"\ntitle = \"All of it\"\nparts = [\"GL-001\", { pages = { path = \"plays/**\" } }, { view = \"ladder\" }, \"tone.md\"]\n";

fn site(settings: &str, files: &[(&str, &str)]) -> Built {
    support::build(std::iter::once(("site.toml", settings)).chain(files.iter().copied()))
}

fn files() -> Vec<(&'static str, &'static str)> {
    vec![
        ("content/index.md", "# Home\n"),
        (
            "content/tone.md",
            "---\ntitle: Tone\nid: GL-001\n---\n## How\n\nSee [the play](plays/ask.md#how), [below](#why), [it](plays/ask.md), [home](index.md), [out](https://a.example/).\n\n![Drawn](drawn.svg)\n\n### Deep\n\n## Why\n\nA note.[^1]\n\n[^1]: Said.\n\n<p id=\"own\"><label for=\"in\">x</label><input id=\"in\" name=\"n\" aria-describedby=\"own in\"></p>\n",
        ),
        ("content/drawn.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>"),
        ("content/why.md", "---\ntitle: Why\nid: OB-01\nkind: objective\n---\nSo.\n"),
        (
            "content/plays/ask.md",
            "---\ntitle: Ask & answer\nkind: play\nlevel: monitor\nserves: [OB-01]\n---\n## How\n\nBack to [tone](../tone.md#deep).\n",
        ),
        ("content/plays/draft.md", "---\ntitle: Hidden\ndraft: true\n---\nSecret words.\n"),
    ]
}

#[test]
fn ids_are_unique_and_links_lead_within_the_book() {
    let built = site(BOOK, &files());
    assert!(built.findings.is_empty(), "{:?}", built.findings);
    let html = built.text("books/all/index.html");
    for expected in [
        "<h2 id=\"part-1\"><span class=\"book-number\">1</span> Tone</h2>",
        "<h3 id=\"part-1-how\"><span class=\"book-number\">1.1</span> How<a class=\"anchor\" href=\"#part-1-how\"",
        "<h4 id=\"part-1-deep\"><span class=\"book-number\">1.1.1</span> Deep",
        "<a href=\"#part-2-how\">the play</a><span class=\"book-see\"> (section 2.1)</span>",
        "<a href=\"#part-2\">it</a><span class=\"book-see\"> (section 2)</span>",
        "<a href=\"#part-1-why\">below</a><span class=\"book-see\"> (section 1.2)</span>",
        "<a href=\"../../\">home</a>, <a href=\"https://a.example/\"",
        "<a href=\"#part-1-deep\">tone</a><span class=\"book-see\"> (section 1.1.1)</span>",
        "src=\"../../drawn.",
        "<label for=\"part-1-in\">x</label><input id=\"part-1-in\" name=\"part-1-n\" aria-describedby=\"part-1-own part-1-in\">",
        "<h2 id=\"part-2\"><span class=\"book-number\">2</span> Ask &amp; answer</h2>",
    ] {
        assert!(html.contains(expected), "{expected}\n{html}");
    }
    assert!(!html.contains("Secret words"), "a draft is in no book");
    let mut ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(id, _)| id).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{ids:?}");
    // Each link within the page leads to something.
    for rest in html.split("href=\"#").skip(1) {
        let (id, _) = rest.split_once('"').expect("its end");
        assert!(ids.contains(&id), "#{id}");
    }
}

#[test]
fn a_page_is_in_a_book_once() {
    let built = site(BOOK, &files());
    let html = built.text("books/all/index.html");
    assert_eq!(html.matches("<section class=\"book-part").count(), 3, "tone, ask, ladder");
    assert!(
        html.contains("<dt>Engagement level</dt><dd>Monitor</dd>"),
        "what stands below its title: {html}"
    );
    assert!(built.text("books/index.html").contains("All of it"));
}

#[test]
fn what_a_book_names_and_nobody_finds_is_said_at_its_place() {
    for (part, message, hint) in [
        ("\"GL-002\"", "no page has the path or id `GL-002`", "did you mean `GL-001`?"),
        ("{ view = \"lader\" }", "there is no view `lader`", "did you mean `ladder`?"),
        ("{ pages = { knd = \"play\" } }", "`knd`", "kind"),
    ] {
        let settings = format!(
            "name = \"Handbook\"\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [\"tone.md\", {part}]\n"
        );
        let built = site(&settings, &files());
        let found = built.findings.iter().find(|finding| finding.message.contains(message));
        let found = found.unwrap_or_else(|| panic!("{part}: {:?}", built.findings));
        assert!(built.place(found).starts_with("site.toml:5:"), "{part}: {}", built.place(found));
        assert!(found.hints.iter().any(|said| said.contains(hint)), "{part}: {found:?}");
        assert!(built.text("books/all/index.html").contains("part-1"), "the other part is there");
    }
}

#[test]
fn what_is_wrong_in_a_book_is_said_where_nothing_else_is_in_it() {
    for part in ["{ view = \"lader\" }", "{ pages = { knd = \"play\" } }"] {
        let settings =
            format!("name = \"Handbook\"\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [{part}]\n");
        assert_eq!(site(&settings, &files()).findings.len(), 1, "{part}");
    }
}

#[test]
fn a_book_of_nothing_has_no_address() {
    let built = site(
        "name = \"Handbook\"\n[[books]]\nname = \"none\"\ntitle = \"None\"\nparts = [{ pages = { path = \"nowhere/**\" } }]\n",
        &files(),
    );
    assert!(!built.files.contains_key("books/none/index.html"));
    assert!(!built.files.contains_key("books/index.html"));
}

#[test]
fn what_somebody_wrote_at_its_address_goes_first() {
    let mut files = files();
    files.push(("content/books/all.md", "# Mine\n"));
    let built = site(BOOK, &files);
    assert!(built.text("books/all/index.html").contains("Mine"));
}

#[test]
fn a_view_that_stands_twice_keeps_its_links_to_itself() {
    let settings = "name = \"A\"\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [{ view = \"scenarios\", pages = { id = \"SC-1\" } }, { view = \"scenarios\", pages = { id = \"SC-2\" } }, \"refer.md\"]\n";
    let scenario = |id: &str| format!("---\ntitle: Worlds {id}\nkind: scenario\nid: {id}\n---\nWords.\n");
    let (one, two) = (scenario("SC-1"), scenario("SC-2"));
    let refer =
        "---\ntitle: Refer\n---\n[All](views/scenarios/)\n\n<p id=\"x\">Here</p> <a href=\"#x\">there</a>\n";
    let built =
        site(settings, &[("content/one.md", &one), ("content/two.md", &two), ("content/refer.md", refer)]);
    let html = built.text("books/all/index.html");
    for (part, next) in [("part-1", "id=\"part-2\""), ("part-2", "id=\"part-3\"")] {
        let (_, rest) = html.split_once(&format!("<h2 id=\"{part}\"")).expect(part);
        let (words, _) = rest.split_once(next).expect("the next part");
        assert!(words.contains(&format!("aria-labelledby=\"{part}-scenarios-1\"")), "{words}");
        assert!(!words.contains("href=\"#part-3"), "{words}");
    }
    assert!(html.contains("<a href=\"#part-3-x\">there</a>"), "{html}");
}

#[test]
fn words_that_look_like_a_style_stay_as_they_are() {
    let settings = "name = \"A\"\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [\"a.md\"]\n";
    let page = "---\ntitle: A\n---\n<p id=\"x\" title=\"See url(#x)\">B</p>\n\n<svg width=\"4\" height=\"3\"><rect fill=\"url(#g)\" width=\"4\" height=\"3\"/></svg>\n";
    let built = site(settings, &[("content/a.md", page)]);
    let html = built.text("books/all/index.html");
    assert!(html.contains("title=\"See url(#x)\"") && html.contains("fill=\"url(#part-1-g)\""), "{html}");
}

#[test]
fn a_part_acts_upon_no_other() {
    let settings = "name = \"A\"\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [\"a.md\", \"b.md\"]\n";
    let page = "---\ntitle: A\n---\nBefore.\n\n<link rel=\"stylesheet\" href=\"own.css\">\n<script src=\"own.js\"></script>\n<script>alert(\"<b>x</b>\")</script>\n<style>.text { display: none }</style>\n<meta http-equiv=\"refresh\" content=\"0\">\n<base href=\"/x/\">\n\nBehind.\n";
    let files = [
        ("content/a.md", page),
        ("content/b.md", "# B\n\nMore.\n"),
        ("content/own.css", "p { color: red }"),
        ("content/own.js", "x()"),
    ];
    let built = site(settings, &files);
    let html = built.text("books/all/index.html");
    let (_, parts) = html.split_once("id=\"part-1\"").expect("the parts");
    assert!(parts.contains("Before.") && parts.contains("Behind.") && parts.contains("More."), "{parts}");
    for gone in ["own.", "alert(", "display: none", "http-equiv", "<base"] {
        assert!(!parts.contains(gone), "{gone} is in {parts}");
    }
}
