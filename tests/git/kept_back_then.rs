//! What was kept back once is told by no history, however that was lifted; and no file goes out by a way of its own.

use guidepost::model::Drafts;

use crate::drafts::{HOME, PUBLISHED, SITE, holding, site};
use crate::drafts_then::built;
use crate::support::{Built, Repo};

const GIFTS: &str = "content/gifts.md";
const CANARIES: [&str; 2] = ["weasel", "badger"];

/// The page as it was before it said what it says, and as it came to be called so.
fn draft() -> String {
    PUBLISHED.replace("fifty", "a weasel")
}

/// That the canaries are nowhere, and that the page has a history all the same.
#[track_caller]
fn assert_kept(built: &Built, page: &str, case: &str) {
    assert_eq!(holding(built, &CANARIES), [""; 0], "{case}");
    let history = built.text(&format!("{page}/history/index.html"));
    assert!(history.contains("1 revision by"), "{case}: {history}");
}

#[test]
fn what_settings_of_then_excluded_is_no_history() {
    let closed = ("site.toml", "name = \"Handbook\"\nexclude = [\"desk\"]\n");
    let elsewhere = ("site.toml", "name = \"Handbook\"\ncontent = \"pages\"\n");
    let (first, other) = (draft(), ("pages/index.md", HOME.1));
    for settings in [closed, elsewhere] {
        let built = site(
            &[
                ("Begin", &[settings, HOME, other]),
                ("Think of badgers", &[settings, HOME, other, ("content/desk/gifts.md", &first)]),
                ("Say it well", &[settings, HOME, other, ("content/desk/gifts.md", PUBLISHED)]),
                ("Lift it", &[SITE, HOME, ("content/desk/gifts.md", PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        assert_kept(&built, "desk/gifts", settings.1);
    }
}

#[test]
fn what_the_page_of_a_folder_kept_back_that_is_gone_is_no_history() {
    let first = draft();
    let closed = "---\ntitle: Desk\ncascade:\n  draft: true\n---\nOf the desk.\n";
    for index in [
        "content/desk/_index.md",
        "content/desk/index.md",
        "content/_index.md",
        "content/desk/_index.markdown",
    ] {
        let built = site(
            &[
                ("Begin", &[SITE, HOME, (index, closed)]),
                ("Think of badgers", &[SITE, HOME, (index, closed), ("content/desk/gifts.md", &first)]),
                ("Say it well", &[SITE, HOME, (index, closed), ("content/desk/gifts.md", PUBLISHED)]),
                ("Lift it", &[SITE, HOME, ("content/desk/gifts.md", PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        assert_kept(&built, "desk/gifts", index);
    }
}

#[test]
fn what_was_over_when_it_came_is_no_history() {
    for (key, is_kept) in [
        ("expiryDate: 2020-01-01", true),
        ("unpublishDate: 2026-01-02T12:00:00Z", true),
        ("valid_until: 2026-01-01", true),
        ("expiryDate: 2026-01-03", false),
    ] {
        let over = draft().replace("title: Gifts", &format!("title: Gifts\n{key}"));
        let built = site(
            &[
                ("Begin", &[SITE, HOME]),
                ("Think of badgers", &[SITE, HOME, (GIFTS, &over)]),
                ("Say it well", &[SITE, HOME, (GIFTS, PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        if is_kept {
            assert_kept(&built, "gifts", key);
        } else {
            assert!(!holding(&built, &CANARIES).is_empty(), "{key}");
        }
    }
}

#[test]
fn what_was_no_page_by_its_name_is_no_history() {
    let first = draft();
    for name in [
        "gifts.md~",
        "#gifts.md#",
        "~$gifts.md",
        "gifts.mdx",
        "gifts.txt",
        "gifts.org",
        "node_modules/gifts.md",
    ] {
        let file = format!("content/{name}");
        let built = site(
            &[
                ("Begin", &[SITE, HOME]),
                ("Think of badgers", &[SITE, HOME, (&file, &first)]),
                ("Publish", &[SITE, HOME, (GIFTS, PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        assert_kept(&built, "gifts", name);
    }
}

#[test]
fn what_another_program_made_pages_of_is_told() {
    let first = draft();
    let built = site(
        &[
            ("Begin", &[HOME]),
            ("Think of badgers", &[HOME, ("content/gifts.rst", &first)]),
            ("Move over", &[SITE, HOME, (GIFTS, PUBLISHED)]),
        ],
        Drafts::Hidden,
    );
    assert!(!holding(&built, &CANARIES).is_empty(), "before the site was one of ours nobody knows");
}

#[test]
fn files_that_old_texts_show_go_out_by_the_rules_of_all_files() {
    let text = "---\ndraft: true\n---\nA weasel.\n";
    let closed = ("site.toml", "name = \"Handbook\"\nexclude = [\"desk\"]\n");
    let page_with = |target: &str| format!("# Gifts\n\n![A]({target})\n\nWords.\n");
    for (settings, later, file, bytes) in [
        (SITE, SITE, "f.txt", text),
        (SITE, SITE, "f.html", "<!-- draft: true -->\nA weasel.\n"),
        (closed, closed, "desk/x.png", "A weasel."),
        (closed, SITE, "desk/x.png", "A weasel."),
        (SITE, SITE, "node_modules/x.png", "A weasel."),
        (SITE, SITE, "x.png~", "A weasel."),
        (SITE, SITE, ".gitignore", "A weasel."),
    ] {
        let (page, path) = (page_with(file), format!("content/{file}"));
        let shown = [settings, HOME, (GIFTS, &*page), (&*path, bytes)];
        let now = [later, HOME, (GIFTS, "# Gifts\n\nWords.\n"), (&*path, "Other bytes.")];
        for commits in [&[("Show it", &shown[..])][..], &[("Show it", &shown[..]), ("Take it out", &now[..])]]
        {
            let built = site(commits, Drafts::Hidden);
            assert_eq!(holding(&built, &["weasel"]), [""; 0], "{file}, {} commits", commits.len());
        }
    }
    let page = page_with("x.png");
    let built = site(
        &[
            ("Show it", &[SITE, HOME, (GIFTS, &page), ("content/x.png", "A weasel.")]),
            ("Take it out", &[SITE, HOME, (GIFTS, "# Gifts\n\nWords.\n")]),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel"]).len(), 1, "what was published is shown by its history");
}

#[test]
fn comments_and_keys_that_no_page_shows_are_in_no_history() {
    let text = |nth: u8, head: &str| {
        format!(
            "---\ntitle: Gifts\nsummary: Summary {nth}.\n{head}---\nWords.\n\n<div>{nth}<!-- a weasel --></div>\n\n<!-- a weasel --> text {nth}\n\nA line <!-- a weasel --> {nth}.\n"
        )
    };
    let first = text(1, "internal_notes: a badger\nnotes: {of: a badger}\n");
    let second = text(2, "internal_notes: another badger\n");
    for raw_html in ["pass", "sanitize", "deny"] {
        let settings = format!("name = \"Handbook\"\nraw_html = \"{raw_html}\"\n");
        let settings = ("site.toml", settings.as_str());
        let built = site(
            &[
                ("Begin", &[settings, HOME, (GIFTS, &first)]),
                ("Go on", &[settings, HOME, (GIFTS, &second)]),
                ("Take it out", &[settings, HOME, (GIFTS, &text(2, ""))]),
            ],
            Drafts::Hidden,
        );
        assert_eq!(holding(&built, &["weasel", "badger", "internal_notes"]), [""; 0], "{raw_html}");
        let history = built.text("gifts/history/index.html").to_lowercase();
        assert!(history.contains("data of the page changed"), "{raw_html}: {history}");
        assert!(built.paths().iter().any(|path| built.text(path).contains("Summary 1.")), "{raw_html}");
    }
}

#[test]
fn what_a_folder_kept_back_until_a_day_is_no_history() {
    let first = draft();
    for (cascade, is_kept) in [
        ("publishDate: 2027-01-01", true),
        ("date: 2027-01-01", true),
        ("releaseDate: 2027-01-01", true),
        ("embargo: 2027-01-01", true),
        ("published: 2027-01-01", true),
        ("draft_until: 2027-01-01", true),
        ("publishDate: soon", true),
        ("params: {publishDate: 2027-01-01}", true),
        ("expires: 2020-01-01", true),
        ("publishDate: 2020-01-01", false),
        ("expires: 2027-01-01", false),
    ] {
        let index = format!("---\ntitle: Desk\ncascade: {{{cascade}}}\n---\nOf the desk.\n");
        let (index, open) =
            (("content/desk/_index.md", &*index), ("content/desk/_index.md", "# Desk\n\nOf it.\n"));
        let built = site(
            &[
                ("Begin", &[SITE, HOME]),
                ("Think of badgers", &[SITE, HOME, index, ("content/desk/gifts.md", &first)]),
                ("Say it well", &[SITE, HOME, open, ("content/desk/gifts.md", PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        if is_kept {
            assert_kept(&built, "desk/gifts", cascade);
        } else {
            assert!(!holding(&built, &CANARIES).is_empty(), "{cascade}");
        }
    }
}

#[test]
fn what_a_pattern_probably_meant_is_no_history() {
    let first = draft();
    for pattern in [
        "content/desk/**",
        "Desk/**",
        "deskk/**",
        "^desk/.*",
        "desk/Gifts.md",
        "/content/desk",
        "./content/desk/*.md",
        "desk//gifts.md",
        "desk/gifts.md ",
    ] {
        let settings = format!("name = \"Handbook\"\nexclude = [\"{pattern}\"]\n");
        let built = site(
            &[
                ("Begin", &[SITE, HOME]),
                ("Think of badgers", &[("site.toml", &settings), HOME, ("content/desk/gifts.md", &first)]),
                ("Say it well", &[SITE, HOME, ("content/desk/gifts.md", PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        assert_kept(&built, "desk/gifts", pattern);
    }
}

#[test]
fn what_links_in_the_places_of_settings_and_of_the_page_of_a_folder_kept_back_is_no_history() {
    let closed = [
        (
            "content/desk/_index.md",
            "../../linked.md",
            "linked.md",
            "---\ntitle: Desk\ncascade: {draft: true}\n---\n",
        ),
        ("content/desk/_index.md", "/nowhere", "linked.md", "Words.\n"),
        ("site.toml", "linked.toml", "linked.toml", "name = \"Handbook\"\nexclude = [\"desk\"]\n"),
    ];
    for (link, to, file, text) in closed {
        let repo = Repo::new();
        repo.write("content/index.md", HOME.1);
        repo.write(file, text);
        repo.write("content/desk/other.md", "# Other\n");
        let path = repo.path().join(link);
        let _none = std::fs::remove_file(&path);
        std::os::unix::fs::symlink(to, &path).expect("a link");
        repo.commit("Begin");
        repo.write("content/desk/gifts.md", draft());
        repo.commit("Think of badgers");
        std::fs::remove_file(&path).expect("a link");
        repo.write(link, if link == "site.toml" { SITE.1 } else { "# Desk\n" });
        repo.write("content/desk/gifts.md", PUBLISHED);
        repo.commit("Say it well");
        assert_kept(&built(&repo), "desk/gifts", to);
    }
}

#[test]
fn what_no_kind_of_page_declared_then_is_no_history() {
    let declared = (
        "site.toml",
        "name = \"Handbook\"\n[kinds.page]\nfields.note = {type = \"text\", label = \"Note\"}\n",
    );
    let with = |line: &str, words: &str| {
        PUBLISHED.replace("title: Gifts", &format!("title: Gifts\n{line}")).replace("fifty", words)
    };
    let (first, then) = (with("note: weasel", "fifty"), with("note: public", "forty"));
    let last = with("note: open", "thirty");
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Write", &[SITE, HOME, (GIFTS, &first)]),
            ("Declare", &[declared, HOME, (GIFTS, &then)]),
            ("Lower", &[declared, HOME, (GIFTS, &last)]),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel"]), [""; 0]);
    let history = built.text("gifts/history/index.html");
    assert!(history.contains("public") && history.contains("open"), "{history}");
    let (plain, guideline) =
        (with("risk: weasel", "fifty"), with("kind: guideline\nid: GL-1\nrisk: high", "forty"));
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Write", &[SITE, HOME, (GIFTS, &plain)]),
            ("Rule", &[SITE, HOME, (GIFTS, &guideline)]),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel"]), [""; 0]);
}
