//! What a page was while it was a draft is no history that readers get.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use crate::support;

use guidepost::compile::Request;
use guidepost::model::{Drafts, Selection};
use guidepost::world::{MemoryVersions, MemoryWorld};
use support::{Built, build_world_with, today};

type Files<'a> = &'a [(&'a str, &'a str)];

pub(crate) const SITE: (&str, &str) =
    ("site.toml", "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n");
pub(crate) const HOME: (&str, &str) =
    ("content/index.md", "# Handbook\n\nAll that we agreed on, in one place.\n");

/// A site that stands as the last of these commits.
pub(crate) fn site(commits: &[(&str, Files<'_>)], drafts: Drafts) -> Built {
    let mut versions = MemoryVersions::new();
    for (nth, (message, files)) in commits.iter().enumerate() {
        let parents: Vec<usize> = nth.checked_sub(1).into_iter().collect();
        versions.commit(&parents, message, files);
    }
    let (_, now) = commits.last().expect("a commit");
    let files = now.iter().map(|(path, text)| (*path, text.as_bytes()));
    let world = Box::new(MemoryWorld::new(today(), files).with_versions(Ok(versions)));
    build_world_with(world, &Request { selection: Selection { drafts }, ..Request::default() })
}

/// The files in which one of these words stands.
pub(crate) fn holding<'b>(built: &'b Built, canaries: &[&str]) -> Vec<&'b str> {
    let holds = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        canaries.iter().any(|canary| text.contains(canary))
    };
    built.paths().into_iter().filter(|path| holds(path.as_bytes()) || holds(&built.files[*path])).collect()
}

pub(crate) const PUBLISHED: &str = "---\ntitle: Gifts\n---\nNothing above fifty.\n\nWhat you cannot refuse goes to the desk.\n\nWhoever is asked writes it down, and says so.\n\nAsk before you take one.\n";

#[test]
fn drafts_of_a_page_are_in_no_byte_of_its_history() {
    let draft =
        PUBLISHED.replace("Gifts\n", "Gifts\ndraft: true\n").replace("one.", "weasel. ![](stoat.svg)");
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>An ermine</title></svg>";
    let again = PUBLISHED.replace("title: Gifts", "title: Gifts\nDraft: yes").replace("fifty", "a polecat");
    let last = PUBLISHED.replace("fifty", "forty");
    let stoat = ("content/marten/stoat.svg", picture);
    let moved: Files<'_> = &[SITE, HOME, ("content/gifts.md", PUBLISHED)];
    let commits: &[(&str, Files<'_>)] = &[
        ("Begin", &[SITE, HOME]),
        ("Think of badgers", &[SITE, HOME, ("content/marten/gifts.md", &draft), stoat]),
        ("Publish", moved),
        ("Think of otters", &[SITE, HOME, ("content/gifts.md", &again)]),
        ("Lower it", &[SITE, HOME, ("content/gifts.md", &last)]),
    ];
    let canaries = ["weasel", "stoat", "ermine", "polecat", "badger", "otter", "marten"];
    let built = site(commits, Drafts::Hidden);
    assert_eq!(holding(&built, &canaries), [""; 0]);
    let history = built.text("gifts/history/index.html");
    assert!(history.contains("2 revisions by 1 person since 3 Jan 2026."), "{history}");
    assert!(history.contains("</span>fifty<span") && history.contains("</span>forty<span"), "{history}");
    assert!(history.contains("The first text"), "{history}");

    let with_drafts = site(commits, Drafts::Shown);
    let shown = holding(&with_drafts, &canaries);
    assert!(shown.contains(&"gifts/history/index.html"), "whoever asks for drafts gets them: {shown:?}");
    let history = with_drafts.text("gifts/history/index.html");
    assert!(history.contains("4 revisions by 1 person since 2 Jan 2026."), "{history}");
}

#[test]
fn pictures_of_what_is_a_draft_now_are_not_kept_for_its_history() {
    let draft = ("content/gifts.md", "---\ndraft: true\n---\n# Gifts\n\n![A stoat](stoat.svg)\n");
    let picture = |name: &'static str| ("content/stoat.svg", name);
    let one = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Ermine</title></svg>";
    let other = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Weasel</title></svg>";
    let commits: &[(&str, Files<'_>)] =
        &[("Draw", &[SITE, HOME, draft, picture(one)]), ("Redraw", &[SITE, HOME, draft, picture(other)])];
    let built = site(commits, Drafts::Hidden);
    assert_eq!(holding(&built, &["stoat", "ermine", "weasel"]), [""; 0]);
}

#[test]
fn what_a_site_declares_as_a_field_of_its_own_keeps_nothing_back() {
    let site_file = ("site.toml", "name = \"Handbook\"\n\n[kinds.page.fields.status]\ntype = \"text\"\n");
    let text = |words: &str| format!("---\nstatus: draft\n---\n# Gifts\n\n{words}\n");
    let (one, other) = (text("Nothing above fifty."), text("Nothing above forty."));
    let built = site(
        &[
            ("Write", &[site_file, HOME, ("content/gifts.md", &one)]),
            ("Lower it", &[site_file, HOME, ("content/gifts.md", &other)]),
        ],
        Drafts::Hidden,
    );
    let history = built.text("gifts/history/index.html");
    assert!(history.contains("2 revisions") && history.contains("fifty"), "{history}");
}

#[test]
fn a_page_that_only_its_working_text_publishes_has_no_history() {
    let draft = "---\ndraft: true\n---\n# Gifts\n\nMorag may take a weasel.\n";
    let mut versions = MemoryVersions::new();
    versions.commit(&[], "Begin", &[SITE, HOME]);
    versions.commit(&[0], "Think of badgers", &[SITE, HOME, ("content/gifts.md", draft)]);
    let now = [SITE, HOME, ("content/gifts.md", PUBLISHED)].map(|(path, text)| (path, text.as_bytes()));
    let world = Box::new(MemoryWorld::new(today(), now).with_versions(Ok(versions)));
    let built = build_world_with(world, &Request::default());
    assert_eq!(holding(&built, &["weasel", "badger"]), [""; 0]);
    assert!(built.text("gifts/index.html").contains("Nothing above fifty"));
}

#[test]
fn of_a_text_that_cannot_be_read_nobody_knows_whether_it_was_a_draft() {
    let (old, new) = (PUBLISHED.replace("fifty", "a weasel"), PUBLISHED);
    let mut versions = MemoryVersions::new();
    versions.commit(&[], "Think of badgers", &[SITE, HOME, ("content/gifts.md", &old)]);
    versions.commit(&[0], "Publish", &[SITE, HOME, ("content/gifts.md", new)]);
    versions.lose(guidepost::world::Versions::text_id(&versions, old.as_bytes()).0);
    let now = [SITE, HOME, ("content/gifts.md", new)].map(|(path, text)| (path, text.as_bytes()));
    let world = Box::new(MemoryWorld::new(today(), now).with_versions(Ok(versions)));
    let built = build_world_with(world, &Request::default());
    let history = built.text("gifts/history/index.html");
    assert!(!history.contains("badger"), "{history}");
    assert!(history.contains("The reason is not told here: the text cannot be read"), "{history}");
    assert!(history.contains("Publish") && history.contains("2 revisions"), "{history}");
}

#[test]
fn what_lay_in_a_folder_of_drafts_is_no_history() {
    let draft = PUBLISHED.replace("fifty", "a weasel");
    let commits: &[(&str, Files<'_>)] = &[
        ("Begin", &[SITE, HOME]),
        ("Think of badgers", &[SITE, HOME, ("content/_drafts/gifts.md", &draft)]),
        ("Think of otters", &[SITE, HOME, ("content/_drafts/gifts.md", PUBLISHED)]),
        ("Publish", &[SITE, HOME, ("content/gifts.md", PUBLISHED)]),
    ];
    let built = site(commits, Drafts::Hidden);
    assert_eq!(holding(&built, &["weasel", "badger", "otter", "_drafts"]), [""; 0]);
    assert!(built.text("gifts/history/index.html").contains("1 revision by 1 person since 4 Jan 2026."));
    assert!(!holding(&site(commits, Drafts::Shown), &["badger"]).is_empty());
}

#[test]
fn comments_that_other_programs_hide_are_no_history() {
    let hidden = PUBLISHED.replace("fifty.", "fifty.%%A weasel may.%%");
    let commits: &[(&str, Files<'_>)] = &[
        ("Begin", &[SITE, HOME]),
        ("Think of badgers", &[SITE, HOME, ("content/gifts.md", &hidden)]),
        ("Publish", &[SITE, HOME, ("content/gifts.md", PUBLISHED)]),
    ];
    let built = site(commits, Drafts::Hidden);
    assert_eq!(holding(&built, &["weasel", "badger"]), [""; 0]);
    assert!(built.text("gifts/history/index.html").contains("1 revision by 1 person since 3 Jan 2026."));
}

#[test]
fn comments_that_are_cut_out_are_in_no_text_of_the_history() {
    let cut = PUBLISHED.replace("fifty.", "fifty. %%A weasel may.%%\n\n%%\n\n# An otter\n\n%%");
    let other = cut.replace("fifty", "sixty").replace("weasel", "marmot");
    let commits: &[(&str, Files<'_>)] = &[
        ("Begin", &[SITE, HOME]),
        ("Think of badgers", &[SITE, HOME, ("content/gifts.md", &cut)]),
        ("Think again", &[SITE, HOME, ("content/gifts.md", &other)]),
    ];
    let built = site(commits, Drafts::Hidden);
    assert_eq!(holding(&built, &["weasel", "otter", "marmot"]), [""; 0]);
    assert!(!holding(&built, &["badger"]).is_empty());
    assert!(built.text("gifts/history/index.html").contains("2 revisions by 1 person since 2 Jan 2026."));
}

#[test]
fn a_text_that_was_replaced_before_its_day_is_no_history() {
    let text = |words: &str| {
        PUBLISHED.replace("title: Gifts", "title: Gifts\npublishDate: 2026-01-04").replace("fifty", words)
    };
    let (first, second, third) = (text("a weasel"), text("a marmot"), text("forty"));
    let page = |text| [SITE, HOME, ("content/gifts.md", text)];
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Think of badgers", &page(&first)),
            ("Think again", &page(&second)),
            (
                "Wait",
                &[SITE, HOME, ("content/gifts.md", &second), ("content/other.md", "# Other\n\nWords.\n")],
            ),
            (
                "Lower it",
                &[SITE, HOME, ("content/gifts.md", &third), ("content/other.md", "# Other\n\nWords.\n")],
            ),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel", "badger"]), [""; 0]);
    let history = built.text("gifts/history/index.html");
    assert!(history.contains("marmot") && history.contains("Think again"), "it stood on its day: {history}");
    assert!(history.contains("2 revisions by 1 person since 3 Jan 2026."), "{history}");
}

#[test]
fn a_text_that_stood_only_while_the_page_of_its_folder_kept_it_back_is_no_history() {
    const GIFTS: &str = "content/desk/gifts.md";
    let draft = PUBLISHED.replace("fifty", "a weasel");
    let closed = ("content/desk/index.md", "---\ntitle: Desk\ncascade:\n  draft: true\n---\nOf the desk.\n");
    let open = ("content/desk/index.md", "---\ntitle: Desk\n---\nOf the desk.\n");
    let later = PUBLISHED.replace("fifty", "forty");
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Think of badgers", &[SITE, HOME, closed, (GIFTS, &draft)]),
            ("Say it well", &[SITE, HOME, closed, (GIFTS, PUBLISHED)]),
            ("Open the desk", &[SITE, HOME, open, (GIFTS, PUBLISHED)]),
            ("Lower it", &[SITE, HOME, open, (GIFTS, &later)]),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel", "badger"]), [""; 0]);
    let history = built.text("desk/gifts/history/index.html");
    assert!(history.contains("fifty") && history.contains("forty"), "{history}");
    assert!(history.contains("2 revisions by 1 person since 3 Jan 2026."), "{history}");
    assert!(built.text("desk/history/index.html").contains("1 revision by 1 person since 4 Jan 2026."));
}

#[test]
fn what_was_no_page_of_the_site_is_no_history_of_one() {
    let site_file = ("site.toml", "name = \"Handbook\"\nexclude = [\"marten\"]\n");
    let draft = PUBLISHED.replace("fifty", "a weasel");
    for file in ["content/.stoat.md", "content/marten/gifts.md"] {
        let built = site(
            &[
                ("Begin", &[site_file, HOME]),
                ("Think of badgers", &[site_file, HOME, (file, &draft)]),
                ("Publish", &[site_file, HOME, ("content/gifts.md", PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        assert_eq!(holding(&built, &["weasel", "badger", "stoat", "marten"]), [""; 0]);
        assert!(built.text("gifts/history/index.html").contains("1 revision by 1 person since 3 Jan 2026."));
    }
}
