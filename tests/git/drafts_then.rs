//! What a page was by the settings of then, behind a link, or in bytes that nobody can decode, while nobody was to read it.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::os::unix::fs::symlink;
use std::sync::Arc;

use crate::drafts::{HOME, PUBLISHED, SITE, holding, site};
use crate::support::{Built, Repo, build_world_with};

use guidepost::compile::Request;
use guidepost::date::Zone;
use guidepost::git::{CommitWorld, Repository};
use guidepost::model::Drafts;

/// The site as the head of a repository has it.
pub(crate) fn built(repo: &Repo) -> Built {
    let repository = Repository::open(repo.path()).expect("a repository");
    let head = repository.find("HEAD", &Zone::utc()).expect("a commit");
    let world = CommitWorld::new(Arc::new(repository.seen_from(head)), None).expect("a world");
    build_world_with(Box::new(world), &Request::default())
}

const NOTES: &str = "notes/marten.md";
const GIFTS: &str = "content/gifts.md";

#[test]
fn what_lay_outside_of_the_folder_of_pages_is_no_history() {
    let draft = PUBLISHED.replace("fifty", "a weasel");
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Think of badgers", &[SITE, HOME, (NOTES, &draft)]),
            ("Think of otters", &[SITE, HOME, (NOTES, PUBLISHED)]),
            ("Publish", &[SITE, HOME, (GIFTS, PUBLISHED)]),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel", "badger", "otter", "marten"]), [""; 0]);
    assert!(built.text("gifts/history/index.html").contains("1 revision by 1 person since 4 Jan 2026."));
}

#[test]
fn a_folder_of_pages_that_was_called_otherwise_held_pages() {
    let (first, second) = (PUBLISHED.replace("fifty", "a weasel"), PUBLISHED);
    let before = ("site.toml", "name = \"Handbook\"\ncontent = \"pages\"\n");
    for (settings, folder) in [(before, "pages"), (SITE, "docs")] {
        let (home, gifts) = (format!("{folder}/index.md"), format!("{folder}/gifts.md"));
        let home = (home.as_str(), HOME.1);
        let built = site(
            &[
                ("Think of badgers", &[settings, home, (&gifts, &first)]),
                ("Think of otters", &[settings, home, (&gifts, second)]),
                ("Move all", &[SITE, HOME, (GIFTS, second)]),
            ],
            Drafts::Hidden,
        );
        let history = built.text("gifts/history/index.html");
        assert!(history.contains("badgers") && history.contains("otters"), "{folder}: {history}");
    }
    // Beside a folder `content` with pages in it a folder `docs` holds none.
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Think of badgers", &[SITE, HOME, ("docs/gifts.md", &first)]),
            ("Publish", &[SITE, HOME, (GIFTS, second)]),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel", "badger"]), [""; 0]);
}

#[test]
fn a_field_that_is_declared_later_does_not_tell_what_it_kept_back() {
    let declared = ("site.toml", "name = \"Handbook\"\n\n[kinds.page.fields.status]\ntype = \"text\"\n");
    let text = |state: &str, words: &str| {
        PUBLISHED.replace("Gifts\n", &format!("Gifts\nstatus: {state}\n")).replace("fifty", words)
    };
    let (one, two, last) = (text("draft", "a weasel"), text("draft", "a marmot"), text("final", "forty"));
    let page = |settings, text| [settings, HOME, (GIFTS, text)];
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Think of badgers", &page(SITE, &one)),
            ("Think of otters", &page(SITE, &two)),
            ("Declare it", &page(declared, &two)),
            ("Lower it", &page(declared, &last)),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel", "badger"]), [""; 0]);
    let history = built.text("gifts/history/index.html");
    assert!(history.contains("marmot"), "it was published once it was declared: {history}");
    assert!(history.contains("2 revisions by 1 person since 3 Jan 2026."), "{history}");
}

#[test]
fn a_link_to_a_draft_tells_no_reason() {
    let repo = Repo::new();
    let write = |gifts: &str| repo.write("content/gifts.md", gifts);
    repo.write("content/index.md", HOME.1);
    repo.commit("Begin");
    write(&PUBLISHED.replace("Gifts\n", "Gifts\ndraft: true\n").replace("fifty", "a weasel"));
    symlink("gifts.md", repo.path().join("content/presents.md")).expect("a link");
    repo.commit("Think of badgers");
    write(PUBLISHED);
    repo.commit("Publish");
    let hidden = built(&repo);
    assert!(hidden.paths().contains(&"presents/index.html"), "{:?}", hidden.paths());
    assert_eq!(holding(&hidden, &["weasel", "badger"]), [""; 0]);

    repo.remove("content/presents.md");
    symlink("../gone.md", repo.path().join("content/presents.md")).expect("a link");
    repo.commit("Think of otters");
    repo.remove("content/presents.md");
    repo.write("content/presents.md", "gifts.md");
    repo.commit("Name a file");
    let told = built(&repo);
    assert_eq!(holding(&told, &["otters"]), [""; 0], "nobody knows what such a link led to");
    assert!(told.text("presents/history/index.html").contains("Name a file"), "a text is a text");
}

#[test]
fn a_link_to_what_is_published_tells_its_reason() {
    let repo = Repo::new();
    repo.write("content/index.md", HOME.1);
    repo.write("content/gifts.md", PUBLISHED);
    repo.commit("Begin");
    symlink("gifts.md", repo.path().join("content/presents.md")).expect("a link");
    repo.commit("Offer it twice");
    assert!(built(&repo).text("presents/history/index.html").contains("Offer it twice"));
}

#[test]
fn of_bytes_that_cannot_be_decoded_nothing_is_shown() {
    let repo = Repo::new();
    let text = PUBLISHED.replace("fifty", "a weasel").replace("Ask", "Fr\u{e4}ge");
    let latin: Vec<u8> = text.chars().map(|sign| u8::try_from(sign).expect("a byte")).collect();
    repo.write("content/index.md", HOME.1);
    repo.commit("Begin");
    repo.write("content/gifts.md", &latin);
    repo.commit("Think of badgers");
    repo.write("content/gifts.md", PUBLISHED);
    repo.commit("Publish");
    let hidden = built(&repo);
    assert_eq!(holding(&hidden, &["weasel", "badger"]), [""; 0]);
    let history = hidden.text("gifts/history/index.html");
    assert!(history.contains("1 revision") && history.contains("Publish"), "{history}");
}

#[test]
fn what_stood_below_an_index_that_cannot_be_read_is_no_history() {
    const DESK: &str = "content/desk/gifts.md";
    let draft = PUBLISHED.replace("fifty", "a weasel");
    let broken =
        ("content/desk/index.md", "+++\ntitle = \"Desk\"\n[cascade]\ndraft = true\n+++\nOf the desk.\n");
    let open = ("content/desk/index.md", "---\ntitle: Desk\n---\nOf the desk.\n");
    let built = site(
        &[
            ("Begin", &[SITE, HOME]),
            ("Think of badgers", &[SITE, HOME, broken, (DESK, &draft)]),
            ("Say it well", &[SITE, HOME, broken, (DESK, PUBLISHED)]),
            ("Open the desk", &[SITE, HOME, open, (DESK, PUBLISHED)]),
        ],
        Drafts::Hidden,
    );
    assert_eq!(holding(&built, &["weasel", "badger"]), [""; 0]);
}

#[test]
fn what_stood_below_an_index_whose_text_is_missing_is_no_history() {
    const INDEX: &str = "content/desk/index.md";
    const DESK: &str = "content/desk/gifts.md";
    let draft = PUBLISHED.replace("fifty", "a weasel");
    let closed = "---\ntitle: Desk\ncascade:\n  draft: true\n---\nOf the desk.\n";
    let repo = Repo::new();
    repo.write("content/index.md", HOME.1);
    repo.write(INDEX, closed);
    repo.commit("Begin");
    let id = repo.git(&["rev-parse", &format!("HEAD:{INDEX}")]);
    repo.save(DESK, &draft);
    repo.save(DESK, PUBLISHED);
    repo.save(INDEX, "---\ntitle: Desk\n---\nOf the desk.\n");
    // A partial clone has not brought it along.
    let (folder, file) = id.trim().split_at(2);
    std::fs::remove_file(repo.path().join(".git/objects").join(folder).join(file)).expect("a loose object");
    let hidden = built(&repo);
    assert!(hidden.paths().contains(&"desk/gifts/index.html"), "{:?}", hidden.paths());
    assert_eq!(holding(&hidden, &["weasel"]), [""; 0]);
}

#[test]
fn what_names_kept_back_is_no_history() {
    let draft = PUBLISHED.replace("fifty", "a weasel");
    for file in ["content/_stoat.md", "content/_marten/gifts.md", "content/_posts/2026-01-04-marten.md"] {
        let built = site(
            &[
                ("Begin", &[SITE, HOME]),
                ("Think of badgers", &[SITE, HOME, (file, &draft)]),
                ("Publish", &[SITE, HOME, (GIFTS, PUBLISHED)]),
            ],
            Drafts::Hidden,
        );
        assert_eq!(holding(&built, &["weasel", "badger", "stoat", "marten"]), [""; 0], "{file}");
    }
}
