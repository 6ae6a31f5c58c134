//! What older texts refer to: from where the text stood then to where it stands now, and pictures as they were.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use crate::support;

use std::sync::Arc;

use guidepost::config::Elsewhere;
use guidepost::link::{HistoricalLinks, OldLinkTarget, OldText};
use guidepost::markdown::ReferenceKind;
use guidepost::model::PageId;
use guidepost::path::FilePath;
use guidepost::world::{MemoryVersions, MemoryWorld};
use support::{Built, build_world, today};

const SITE: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n";

type Files<'a> = &'a [(&'a str, &'a str)];

/// A site that stands as the last of these commits has it; a commit has all files of its day.
fn site(commits: &[Files<'_>]) -> Built {
    let mut versions = MemoryVersions::new();
    for (nth, files) in commits.iter().enumerate() {
        let parents: Vec<usize> = nth.checked_sub(1).into_iter().collect();
        versions.commit(&parents, "Change", files);
    }
    let now = commits.last().expect("a commit");
    let files = now.iter().map(|(path, text)| (*path, text.as_bytes()));
    let files = std::iter::once(("site.toml", SITE.as_bytes())).chain(files);
    build_world(Box::new(MemoryWorld::new(today(), files).with_versions(Ok(versions))))
}

const TONE: &str = "---\ntitle: Tone\nid: GL-001\naliases: [/how-we-sound/, Voice]\n---\nWe write as we speak, in short sentences.\n";
const GIFTS: &str = "# Gifts\n\nWe take none that we could not give back in public.\n";
const DESK: &str = "# Desk\n\nWhere questions are answered on weekdays until five.\n";

/// A page that was moved, one that was moved to another folder of pages, and one that is gone.
fn moved() -> Built {
    site(&[
        &[("docs/desk.md", DESK)],
        &[
            ("content/index.md", "# Handbook\n\nAll of it.\n"),
            ("content/tone.md", TONE),
            ("content/old/gifts/index.md", GIFTS),
            ("docs/desk.md", DESK),
            ("content/gone.md", "# Gone\n\nKept for a while only.\n"),
        ],
        &[
            ("content/index.md", "# Handbook\n\nAll of it.\n"),
            ("content/guidelines/tone.md", TONE),
            ("content/guidelines/gifts.md", GIFTS),
            ("content/desk.md", DESK),
            ("files/form.pdf", "form"),
        ],
    ])
}

#[test]
fn references_lead_to_where_their_targets_stand_now() {
    let built = moved();
    let site = &built.site;
    let as_is = [FilePath::new("form.pdf").expect("a path")];
    let base_url = site.config.base_url.as_deref();
    let places = HistoricalLinks::new(
        &site.content,
        &site.past,
        &site.content_folder,
        (&as_is, Arc::default()),
        (base_url, &Elsewhere::default()),
    );
    let page = |address: &str| -> PageId {
        let found = site.content.ids().find(|id| site.content.page(*id).address.as_str() == address);
        found.expect("a page")
    };
    let shown = |led: OldLinkTarget| match led {
        OldLinkTarget::Page(page, anchor) => {
            let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
            format!("{}{anchor}", site.content.page(page).address)
        }
        OldLinkTarget::File(file, rest) => format!("file {file}{}", rest.unwrap_or_default()),
        OldLinkTarget::Static(address, rest) => format!("static {address}{rest}"),
        OldLinkTarget::Elsewhere => "elsewhere".to_owned(),
        OldLinkTarget::Nothing => "nothing".to_owned(),
    };
    let link = ReferenceKind::Link;
    let wiki = ReferenceKind::Wiki;
    for (stood, kind, written, expected) in [
        // As it stood then, and as it stands now.
        ("content/old/letter.md", link, "../tone.md", "/guidelines/tone/"),
        ("content/old/letter.md", link, "../tone.md#say%20it", "/guidelines/tone/#say it"),
        ("content/old/letter.md", link, "/tone.md", "/guidelines/tone/"),
        ("content/guidelines/tone.md", link, "gifts.md", "/guidelines/gifts/"),
        ("content/index.md", link, "tone", "/guidelines/tone/"),
        ("content/index.md", link, "tone/", "/guidelines/tone/"),
        ("content/index.md", link, "old/gifts/", "/guidelines/gifts/"),
        ("content/index.md", link, "old/gifts/index.md", "/guidelines/gifts/"),
        ("content/index.md", link, "how-we-sound/", "/guidelines/tone/"),
        ("content/index.md", link, "Guidelines/Tone.md", "/guidelines/tone/"),
        // From a folder that was the folder of pages then.
        ("docs/letter.md", link, "desk.md", "/desk/"),
        ("docs/letter.md", wiki, "desk", "/desk/"),
        // The page itself.
        ("content/tone.md", link, "#top", "/guidelines/tone/#top"),
        ("content/tone.md", wiki, "#Say It", "/guidelines/tone/#say-it"),
        ("content/tone.md", link, "", "nothing"),
        // Addresses of the finished site.
        ("content/index.md", link, "https://intranet.example/handbook/tone/", "/guidelines/tone/"),
        (
            "content/index.md",
            link,
            "https://intranet.example/handbook/guidelines/tone/#a",
            "/guidelines/tone/#a",
        ),
        ("content/tone.md", link, "../old/gifts/", "/guidelines/gifts/"),
        // Wikilinks by title, number, alias, path, former path.
        ("content/index.md", wiki, "tone", "/guidelines/tone/"),
        ("content/index.md", wiki, "GL-001", "/guidelines/tone/"),
        ("content/index.md", wiki, "voice", "/guidelines/tone/"),
        ("content/index.md", wiki, "guidelines/gifts", "/guidelines/gifts/"),
        ("content/index.md", wiki, "old/gifts/index", "/guidelines/gifts/"),
        // Files, which whoever knows the commit looks for.
        (
            "content/old/letter.md",
            ReferenceKind::Picture,
            "../images/a%20b.svg",
            "file content/images/a b.svg",
        ),
        ("content/old/letter.md", wiki, "handout.pdf", "file content/old/handout.pdf"),
        ("content/index.md", link, "form.pdf#page=2", "static /form.pdf#page=2"),
        // Out of the site, and nowhere.
        ("content/index.md", link, "https://example.org/tone.md", "elsewhere"),
        ("content/index.md", link, "mailto:hub@example.org", "elsewhere"),
        ("content/index.md", link, "gone.md", "nothing"),
        ("content/index.md", wiki, "gone", "nothing"),
        ("content/index.md", link, "../../../secret.md", "nothing"),
        ("content/index.md", link, "C:\\secret.txt", "nothing"),
    ] {
        let file = FilePath::new(stood).expect("a path");
        let text = OldText { page: page("guidelines/tone/"), file: &file };
        assert_eq!(shown(places.lead(text, kind, written)), expected, "{written} in {stood}");
    }
}

#[test]
fn in_redlines_too() {
    let old = "# Letter\n\nSee [[voice]], [[tone]], [it](https://intranet.example/handbook/tone/), [[gone]] and [all](tone.md).\n";
    let home = ("content/index.md", "# Handbook\n\nAll of it.\n");
    let built = site(&[
        &[home, ("content/tone.md", TONE), ("content/letter.md", old)],
        &[
            home,
            ("content/guidelines/tone.md", TONE),
            ("content/letter.md", "# Letter\n\nNothing is left.\n"),
        ],
    ]);
    let history = built.text("letter/history/index.html");
    assert_eq!(history.matches("href=\"../../guidelines/tone/\"").count(), 4, "{history}");
    assert!(history.contains("gone") && !history.contains("[[gone"), "{history}");
}

const DRAWN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"></svg>";

#[test]
fn an_older_text_shows_its_own_pictures() {
    let redrawn = DRAWN.replace("30", "50");
    let text = |words: &str| {
        format!("# Desk\n\n{words}\n\n![The way](images/way.svg)\n\n![A door](images/door.svg)\n")
    };
    let (first, second) = (text("Where questions are answered."), text("Where questions are heard."));
    let last = "# Desk\n\nWhere questions are heard.\n\n![The way](images/way.svg)\n";
    let built = site(&[
        &[("content/desk.md", &first), ("content/images/way.svg", DRAWN), ("content/images/door.svg", DRAWN)],
        &[
            ("content/desk.md", &second),
            ("content/images/way.svg", &redrawn),
            ("content/images/door.svg", DRAWN),
        ],
        &[("content/desk.md", last), ("content/images/way.svg", &redrawn)],
    ]);
    assert_eq!(built.found(), [""; 0]);
    // Today's, as it was, and one that is gone.
    let pictures: Vec<&str> = built.paths().into_iter().filter(|path| path.contains("images/")).collect();
    assert_eq!(pictures.len(), 3, "{pictures:?}");
    let texts = built.text("desk/history/texts.json");
    for picture in &pictures {
        assert!(texts.contains(picture), "{picture} is shown by a text: {texts}");
    }
    let older = pictures.iter().filter(|path| built.text(path) == DRAWN).count();
    assert_eq!(older, 2, "the way as it was, and the door");
    let history = built.text("desk/history/index.html");
    let door = pictures.iter().find(|path| path.contains("door")).expect("a door");
    assert!(history.contains(&format!("src=\"../../{door}\"")), "{history}");
    assert!(history.contains("width=\"30\" height=\"20\""), "{history}");
}

#[test]
fn a_picture_that_was_replaced_under_its_name_has_changed() {
    let text = |words: &str| format!("# Desk\n\n{words}\n\n![The way](way.svg)\n");
    let (first, second) = (text("Where questions are answered."), text("Where questions are heard."));
    let redrawn = DRAWN.replace("30", "50");
    let built = site(&[
        &[("content/desk.md", &first), ("content/way.svg", DRAWN)],
        &[("content/desk.md", &second), ("content/way.svg", &redrawn)],
    ]);
    let history = built.text("desk/history/index.html");
    assert!(history.contains("2 paragraphs changed"), "{history}");
    let (gone, come) = (history.split("<del>").count(), history.split("<ins>").count());
    assert!(gone == 3 && come == 3, "a word and a picture each: {history}");
    assert!(history.contains("width=\"30\"") && history.contains("width=\"50\""), "{history}");
}

#[test]
fn a_picture_that_stayed_as_it_was_is_published_once() {
    let text = |words: &str| format!("# Desk\n\n{words}\n\n![The way](images/way.svg)\n");
    let (first, second) = (text("Where questions are answered."), text("Where questions are heard."));
    let way = ("content/images/way.svg", DRAWN);
    let built = site(&[&[("content/desk.md", &first), way], &[("content/desk.md", &second), way]]);
    assert_eq!(built.paths().iter().filter(|path| path.contains("images/")).count(), 1);
    // A picture that no page of today shows, and is still there.
    let last = "# Desk\n\nWhere questions are heard.\n";
    let built = site(&[&[("content/desk.md", &first), way], &[("content/desk.md", last), way]]);
    assert_eq!(built.paths().iter().filter(|path| path.contains("images/")).count(), 1);
    assert!(built.text("desk/history/index.html").contains("src=\"../../images/way."));
}

#[test]
fn a_picture_that_cannot_be_read_is_a_finding() {
    let mut versions = MemoryVersions::new();
    let text = "# Desk\n\nWhere questions are answered.\n\n![The way](way.svg)\n";
    let now = ("content/desk.md", "# Desk\n\nWhere questions are answered.\n");
    versions.commit(&[], "Write", &[("content/desk.md", text), ("content/way.svg", DRAWN)]);
    versions.commit(&[0], "Change", &[now]);
    versions.lose(guidepost::world::Versions::text_id(&versions, DRAWN.as_bytes()).0);
    let world = MemoryWorld::new(today(), [(now.0, now.1.as_bytes())]).with_versions(Ok(versions));
    assert_eq!(build_world(Box::new(world)).found(), ["content/way.svg unreadable-history"]);
}
