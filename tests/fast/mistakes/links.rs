//! Links that lead nowhere, or somewhere else than meant.

use std::collections::HashSet;
use std::fmt::Write as _;

use guidepost::diagnostic::Finding;
use guidepost::diagnostic::Severity::{self, Error, Warning};

use super::HOME;
use crate::support::{build, finish, guidepost_at, write_files};

const OBJ: (&str, &str) =
    ("content/sub/obj.md", "---\naliases: [/old/place/]\n---\n# Obj\n\n## Why it matters\n\nText.\n");

/// That a link on a page beside the folder `sub` has this one finding.
#[track_caller]
fn assert_link(link: &str, code: &str, severity: Severity, words: &str) {
    let page = format!("# P\n\n{link}\n");
    let picture = b"\x89PNG".as_slice();
    let built = build([
        (HOME.0, HOME.1.as_bytes()),
        (OBJ.0, OBJ.1.as_bytes()),
        ("content/p.md", page.as_bytes()),
        ("content/pics/team.png", picture),
    ]);
    let [finding] = &built.findings[..] else { panic!("{link}: {:#?}", built.findings) };
    assert_eq!((finding.code.name(), finding.severity), (code, severity), "{link}");
    let said = [&finding.message].into_iter().chain(&finding.hints).cloned().collect::<Vec<_>>().join("\n");
    assert!(said.contains(words), "{link}: {words} is not said: {said}");
}

#[test]
fn a_name_that_is_spelled_so_elsewhere_is_meant() {
    let built = build([
        HOME,
        ("content/ref/Stat.md", "# Stat of all\n\nText.\n"),
        ("content/ref/cap/stat.md", "# Cap\n\n[Stat](Stat) [Cap](Cap.md)\n"),
        ("content/ref/cap/index.md", "# Part\n\nText.\n"),
    ]);
    assert_eq!(
        built.found(),
        ["content/ref/cap/stat.md:3:8 broken-link", "content/ref/cap/stat.md:3:20 broken-link"]
    );
    assert!(
        built.findings[0].hints.contains(&"did you mean `../Stat.md`?".to_owned()),
        "{:?}",
        built.findings
    );
    let built = build([HOME, ("content/sub/obj.md", "# Obj\n\n[a](Obj.md)\n")]);
    assert_eq!(built.found(), ["content/sub/obj.md:3:5 link-case"]);
}

#[test]
fn the_page_is_meant_that_is_spelled_so() {
    let of = |wiki: &str| {
        build([
            ("content/index.md", &*format!("# Home\n\n[[{wiki}]]\n")),
            ("content/reference/Manifest.md", "---\ntitle: One\n---\n\nText.\n"),
            ("content/plugin/manifest.md", "---\ntitle: Two\n---\n\nText.\n"),
        ])
    };
    for (wiki, leads_to) in [("Manifest", "reference/Manifest/"), ("manifest", "plugin/manifest/")] {
        let built = of(wiki);
        assert_eq!(built.found(), [""; 0], "{wiki}");
        assert!(built.text("index.html").contains(&format!("<a href=\"{leads_to}\"")), "{wiki}");
    }
    assert_eq!(of("MANIFEST").found(), ["content/index.md:3:3 ambiguous-link"]);
}

#[test]
fn what_may_be_a_page_of_this_site_is_not_said_to_be_elsewhere() {
    let built = build([
        HOME,
        (
            "content/errors/index.md",
            "# Errors\n\n[a](/errors/149) [b](/content/gone/x) [c](/about/security)\n",
        ),
        ("content/en/about/security.md", "# Security\n\nText.\n"),
        ("content/en/news/security.md", "# News\n\nText.\n"),
    ]);
    let hints: Vec<&String> = built.findings.iter().flat_map(|finding| &finding.hints).collect();
    assert_eq!(hints, ["did you mean `../en/about/security.md`?"], "{:?}", built.findings);
}

#[test]
fn the_computer_of_the_reader_may_be_meant() {
    for link in ["[a](http://localhost:8000)", "[a](http://127.0.0.1:8080/x/)", "<a href=\"#_\">a</a>"] {
        assert_eq!(super::page(&format!("# P\n\n{link}\n")).found(), [""; 0], "{link}");
    }
}

#[test]
fn former_addresses_lead_to_the_page_and_are_told() {
    for link in ["[a](old/place.md)", "[a](/old/place/)", "[a](old/place)"] {
        assert_link(link, "link-to-output", Warning, "link to the file: `sub/obj.md`");
    }
}

#[test]
fn what_is_there_under_another_prefix_is_no_other_site() {
    for link in ["[a](/docs/sub/obj/)", "[a](/docs/v2/sub/obj)", "[a](docs/sub/obj.html)"] {
        assert_link(link, "broken-link", Error, "did you mean `sub/obj.md`?");
    }
    assert_link("[a](/docs/sub/obj/#x)", "broken-link", Error, "did you mean `sub/obj.md`? It has no");
    let there = "did you mean `sub/obj.md#why-it-matters`?";
    assert_link("[a](/docs/sub/obj/#why-it-matters)", "broken-link", Error, there);
    assert_link("[a](/docs/sub/obj/#why-it-mattters)", "broken-link", Error, there);
    assert_link("[a](/azure/vm/)", "broken-link", Error, "elsewhere = [\"/azure/**\"]");
}

#[test]
fn what_is_mended_in_one_way_has_one_cause() {
    let gone = "![A picture](img/one.png) ![Another](img/two.png)\n";
    let page = |front: &str| format!("---\n{front}---\n\n{gone}");
    let (one, two) = (page("order: 1\nreview_every: soon\n"), page("order: 2\nreview_every: later\n"));
    let built = build([HOME, ("content/one.md", &one), ("content/two.md", &two)]);
    let groups: HashSet<_> = built.findings.iter().map(Finding::group).collect();
    assert_eq!((built.findings.len(), groups.len()), (8, 3), "{:?}", built.findings);
}

#[test]
fn what_has_one_cause_is_written_in_one() {
    let mut files = vec![("content/index.md".to_owned(), "# Home\n\nText.\n".to_owned())];
    for nth in 0..6 {
        let text = format!(
            "---\nreview_every: x{nth}\n---\n\n[a](/p{nth}/) [b](/p{}.html#top) ![What it shows](img/{nth}.png)\n",
            (nth + 1) % 6
        );
        files.push((format!("content/p{nth}.md"), text));
    }
    let root = tempfile::tempdir().expect("a folder");
    write_files(root.path(), files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let said = finish(&mut guidepost_at(root.path(), &["check"]));
    for code in ["missing-title", "bad-value", "broken-image"] {
        assert_eq!(said.all().matches(&format!("[{code}]")).count(), 1, "{code}: {}", said.all());
    }
}

#[test]
fn paths_of_one_computer() {
    assert_link("[a](C:\\Users\\me\\obj.md)", "broken-link", Error, "did you mean `sub/obj.md`?");
    assert_link("[a](C:/Users/me/x.md)", "broken-link", Error, "one computer");
    assert_link("[a](file:///C:/x/obj.md)", "link-form", Warning, "one computer");
    assert_link("[a](http://localhost:4000/p/)", "link-form", Warning, "one computer");
    assert_link("![A b](http://localhost:4000/p/)", "link-form", Warning, "one computer");
    assert_link("[a](../sub/obj.md)", "outside-link", Error, "did you mean `sub/obj.md`?");
}

#[test]
fn addresses_that_are_none() {
    assert_link("[a](www.example.com)", "broken-link", Error, "write `https://www.example.com`");
    assert_link("[a](http:/example.com)", "link-form", Warning, "write `http://example.com`");
    assert_link("[a](htp://example.com)", "link-form", Warning, "did you mean `http`?");
    assert_link("[a](https://)", "link-form", Warning, "names no host");
    assert_link("[a](mailto:)", "link-form", Warning, "no address");
    assert_link("[a](mailto:someone)", "link-form", Warning, "no address");
}

#[test]
fn near_misses_are_of_the_right_sort() {
    assert_link("![x](pics/teem.png)", "broken-image", Error, "did you mean `pics/team.png`?");
    assert_link("![x](team.png)", "broken-image", Error, "did you mean `pics/team.png`?");
    assert_link("[x](sub/objj.md)", "broken-link", Error, "did you mean `sub/obj.md`?");
    let built = build([HOME, OBJ, ("content/p.md", "# P\n\n![x](sub/obj.png)\n")]);
    assert_eq!(built.findings[0].hints, [""; 0], "no page for a picture");
    assert_link("[x](sub/obj.md#nothing-like-it)", "broken-anchor", Error, "`#why-it-matters`");
}

#[test]
fn addresses_of_the_output_lead_to_the_page() {
    for link in [
        "/sub/obj/",
        "/sub/obj",
        "sub/obj/",
        "sub/obj.html",
        "sub/obj/index.html",
        "/sub/obj.html",
        "../sub/obj/",
    ] {
        let built = build([HOME, OBJ, ("content/p.md", &format!("# P\n\n[a]({link})\n"))]);
        assert_eq!(built.found(), [""; 0], "{link}");
        assert!(built.text("p/index.html").contains("<a href=\"../sub/obj/\""), "{link}");
    }
}

#[test]
fn an_address_with_a_slash_is_read_from_the_address_of_the_page() {
    let of = |link: &str| {
        build([
            HOME,
            ("content/x.md", "# X\n\n## Here alone\n"),
            ("content/de/x.md", "# X\n\n## Hier\n"),
            ("content/de/y.md", &format!("# Y\n\n[a]({link})\n")),
        ])
    };
    for (link, leads_to) in
        [("../x/", "../x/"), ("../x/#hier", "../x/#hier"), ("../x/#here-alone", "../../x/#here-alone")]
    {
        let built = of(link);
        assert_eq!(built.found(), [""; 0], "{link}");
        let shown = built.text("de/y/index.html");
        assert!(shown.contains(&format!("<a href=\"{leads_to}\"")), "{link}: {shown}");
    }
    assert_eq!(of("../x/#nowhere").found(), ["content/de/y.md:3:5 broken-anchor"]);
    assert!(of("../x.md").text("de/y/index.html").contains("<a href=\"../../x/\""), "a file is a file");
}

#[test]
fn files_are_found_where_browsers_look_for_them() {
    let built = build([
        HOME,
        ("content/views.md", "# V\n\n![A window](window.png) [b](LICENSE) ![C d](../img/c.png)\n"),
        ("content/views/window.png", "x"),
        ("content/views/LICENSE", "x"),
        ("static/img/c.png", "x"),
    ]);
    assert_eq!(built.found(), [""; 0]);
    let shown = built.text("views/index.html");
    assert!(shown.contains("src=\"window.") && shown.contains("src=\"../img/c.png\""), "{shown}");
    assert_link("![A window](../gone.png)", "outside-link", Error, "move the target");
}

#[test]
fn wikilinks_name_files_before_other_names() {
    let built = build([
        ("content/index.md", "# Home\n\n[[Trace Labs]] ![[only.png]] [[pics/only.png|x]]\n"),
        ("content/orgs/Trace Labs.md", "# One\n"),
        ("content/b.md", "---\naliases: [Trace Labs, Jump to / from]\n---\n# B\n"),
        ("content/c.md", "# Trace Labs\n"),
        ("content/pics/only.png", "x"),
    ]);
    assert_eq!(built.found(), ["content/index.md:3:16 empty-alternative"]);
    let shown = built.text("index.html");
    assert!(shown.contains("href=\"orgs/Trace-Labs/\"") && shown.contains("src=\"pics/only."), "{shown}");
    let several = build([
        ("content/index.md", "# Home\n\n![[a.png|What it shows]]\n"),
        ("content/b/a.png", "x"),
        ("content/c/a.png", "x"),
    ]);
    assert_eq!(several.found(), ["content/index.md:3:1 broken-image"]);
}

#[test]
fn ids_of_other_programs_name_the_same_headings() {
    let target =
        "# T\n\n## Why can't I?\n\n## 5. Saving\n\n## Forças\n\n(label:x)=\n## Below\n\nWords. ^3df057\n";
    for (link, leads_to) in [
        ("t.md#why-can-t-i", "t/#why-cant-i"),
        ("t.md#_5-saving", "t/#5-saving"),
        ("t.md#label:x", "t/#below"),
        ("t.md#^3df057", "t/"),
        ("sub/#readme", "sub/"),
        ("t.md#readme", "t/"),
    ] {
        let built = build([
            ("content/index.md", &*format!("# Home\n\n[a]({link})\n")),
            ("content/t.md", target),
            ("content/sub/README.md", "# S\n\nText.\n"),
        ]);
        let others: Vec<_> = built.found().into_iter().filter(|found| !found.contains("t.md")).collect();
        assert_eq!(others, [""; 0], "{link}");
        let shown = built.text("index.html");
        assert!(shown.contains(&format!("<a href=\"{leads_to}\"")), "{link}: {shown}");
    }
    assert_link("[a](sub/obj.md#^3df057)", "broken-anchor", Error, "has no heading or id");
}

#[test]
fn addresses_of_other_programs_lead_on() {
    let built = build([
        HOME,
        (
            "content/docs/hello-world.md",
            "---\ntitle: A\npermalink: docs/hi.html\n---\n\n[b](/docs/hi.html) [c](/docs/x/)\n",
        ),
        ("content/docs/y.md", "---\ntitle: B\npermalink: /docs/y/\n---\n\nText.\n"),
        ("content/docs/z.md", "---\ntitle: C\nurl: /docs/x/\n---\n\nText.\n"),
        ("content/404.md", "---\ntitle: D\npermalink: /404.html\n---\n\nText.\n"),
    ]);
    assert_eq!(built.found(), [""; 0]);
    let paths = built.paths();
    assert!(paths.contains(&"docs/hi.html"), "{paths:?}");
    assert!(paths.contains(&"docs/x/index.html"), "{paths:?}");
    assert!(built.text("docs/hi.html").contains("hello-world/"));
    let taken = build([
        HOME,
        ("content/a.md", "---\ntitle: A\npermalink: /b/\n---\n\nText.\n"),
        ("content/b.md", "# B\n\nText.\n"),
    ]);
    assert_eq!(taken.found(), ["content/a.md:3:12 address-collision"]);
}

#[test]
fn pages_of_another_language_or_an_older_order_are_named() {
    let of = |link: &str| {
        build([
            HOME,
            ("content/en/devops.md", "# D\n\nText.\n"),
            ("content/de/devops.md", "# D\n\nText.\n"),
            ("content/de/fix-iat.md", "# F\n\nText.\n"),
            ("content/en/fix-iat.md", "# F\n\nText.\n"),
            ("content/en/p.md", &format!("# P\n\n[a]({link})\n")),
        ])
    };
    for (link, there) in [("/devops/", "devops.md"), ("/old/way/fix-iat/index.html", "fix-iat.md")] {
        let built = of(link);
        assert_eq!(built.found(), ["content/en/p.md:3:5 broken-link"], "{link}");
        assert_eq!(built.findings[0].hints, [format!("did you mean `{there}`?")], "{link}");
    }
}

#[test]
fn what_is_written_from_the_top_without_a_slash_is_found_and_told() {
    let built = build([HOME, OBJ, ("content/x/p.md", "# P\n\n[a](sub/obj.md#why-it-matters)\n")]);
    assert_eq!(built.found(), ["content/x/p.md:3:5 link-form"]);
    assert!(built.findings[0].hints[0].contains("`/sub/obj.md`"), "{:?}", built.findings);
    assert!(built.text("x/p/index.html").contains("<a href=\"../../sub/obj/#why-it-matters\""));
    assert_link("[a](github.com/x)", "broken-link", Error, "write `https://github.com/x`");
    let built = build([HOME, OBJ, ("content/p.md", "# P\n\n[a](/../../blob/main/content/sub/obj.md)\n")]);
    assert_eq!(built.found(), [""; 0]);
    assert!(built.text("p/index.html").contains("<a href=\"../sub/obj/\""));
}

#[test]
fn aliases_that_are_no_address_of_a_page() {
    for (alias, expected) in [("/old/#x", "bad-value"), ("/404.html", "address-collision")] {
        let page = format!("---\naliases: [\"{alias}\"]\n---\n# P\n\nText.\n");
        let built = build([HOME, ("content/p.md", &page)]);
        assert_eq!(built.found(), [format!("content/p.md:2:11 {expected}")], "{alias}");
    }
}

#[test]
fn keys_that_are_called_otherwise_elsewhere() {
    for (key, hint) in [
        ("alias: /old/", "did you mean `aliases`?"),
        ("description: x", "did you mean `summary`?"),
        ("duration: 15 min", "pages of kind `lesson` have it"),
        ("layout: post", "`unknown_keys`"),
    ] {
        let page = format!("---\n{key}\n---\n# P\n\nText.\n");
        let built = build([HOME, ("content/p.md", &page)]);
        assert_eq!(built.found(), ["content/p.md:2:1 unknown-key"]);
        assert!(built.findings[0].hints.concat().contains(hint), "{key}: {:?}", built.findings[0].hints);
    }
}

/// Names are kept in no order; what is said does not depend on that.
#[test]
fn of_names_that_are_equally_near_the_same_is_named_each_time() {
    let files = ["TEAM.png", "TEam.png", "Team.png", "TeAm.png", "tEAM.png"];
    let mut page = "# P\n\n![x](team.png) [y](#part-1o01) [z](#part-4o01)\n\n".to_owned();
    (0..5000).for_each(|nth| writeln!(page, "<a id=\"part-{nth:04}\"></a>").expect("room"));
    let said = || {
        let pictures = files.map(|name| (format!("content/{name}"), "\u{89}PNG"));
        let pages = [(HOME.0.to_owned(), HOME.1), ("content/p.md".to_owned(), &*page)];
        let built = build(pages.iter().chain(&pictures).map(|(path, text)| (&**path, *text)));
        let said = built.findings.iter().map(|finding| (finding.message.clone(), finding.hints.clone()));
        said.collect::<Vec<_>>()
    };
    let first = said();
    assert!(first[0].1[0].contains("TEAM.png"), "{first:?}");
    assert_eq!(first[1].1, ["did you mean `#part-1001`?"]);
    assert_ne!(first[2].1, ["did you mean `#part-4001`?"], "only the first are looked at");
    for _ in 0..8 {
        assert_eq!(said(), first);
    }
}

#[test]
fn a_folder_without_a_page_is_told_from_what_is_not_there() {
    let picture = b"\x89PNG".as_slice();
    let built = build([
        (HOME.0, HOME.1.as_bytes()),
        ("content/p.md", b"# P\n\n[all](pics) [one](pics/a.png)\n".as_slice()),
        ("content/pics/a.png", picture),
    ]);
    assert_eq!(built.found(), ["content/p.md:3:7 broken-link"]);
    let hints = built.findings[0].hints.concat();
    assert!(hints.contains("`pics` is a folder without a page: name a file in it"), "{hints}");
}

/// Jekyll has the old addresses of a page under a key of its own.
#[test]
fn old_addresses_under_the_key_of_jekyll_lead_on() {
    for old in ["/old/place/", "[/old/place/]"] {
        let page = format!("---\nredirect_from: {old}\n---\n# P\n\nText.\n");
        let built = build([HOME, ("content/p.md", &*page)]);
        assert_eq!(built.found(), [""; 0], "{old}");
        assert!(built.text("old/place/index.html").contains("../../p/"), "{old}");
    }
    let both = "---\nredirect_from: /a/\naliases: [/b/]\n---\n# P\n\nText.\n";
    let built = build([HOME, ("content/p.md", both)]);
    assert!(built.paths().contains(&"b/index.html") && !built.paths().contains(&"a/index.html"));
}
