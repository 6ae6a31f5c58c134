//! What makes a new generation, and what does not.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tokio::sync::watch::Receiver;

use super::announcer::Announcer;
use super::findings::is_broken;
use super::refresh::Refresher;
use super::snapshot::{RequestTarget, Snapshot};
use super::watch::{FileChanges, Heard, Missed, VersionsMoved, Watch, WatchMessage};
use super::{News, Report, WatchMode};
use crate::date::Day;
use crate::diagnostic::defect::Stage;
use crate::diagnostic::defect::testing::{WantedPanic, panicking};
use crate::diagnostic::{Code, Finding};
use crate::disk::DiskWorld;
use crate::path::FilePath;
use crate::route::{Answer, Route};

/// A site whose changes are named by hand; the system's own news of them are left unread.
struct Bench {
    root: TempDir,
    refresher: Refresher,
    current: Receiver<Arc<Snapshot>>,
    to_refresher: Sender<WatchMessage>,
    /// How often the site was compiled, and how often with new findings.
    counts: Arc<Mutex<(usize, usize)>>,
}

impl Bench {
    fn of(files: &[(&str, &str)]) -> Bench {
        let root = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            write(root.path(), path, text);
        }
        let world = DiskWorld::keeping_texts(root.path(), Day::new(2026, 11, 16)).expect("a world");
        let (watch, to_refresher) = Watch::new(world.root(), WatchMode::Native).expect("watched");
        let counts = Arc::new(Mutex::new((0, 0)));
        let (refresher, current) =
            Refresher::start(world, watch, Arc::new(Announcer::new(counting(counts.clone()))));
        Bench { root, refresher, current, to_refresher, counts }
    }

    /// Writes files, and tells the refresher that these have changed.
    fn change(&mut self, files: &[(&str, &str)]) {
        let mut changes = FileChanges::default();
        for (path, text) in files {
            write(self.root.path(), path, text);
            changes.files.insert(file(path));
        }
        self.refresher.take(&changes);
    }

    /// The same, and then nothing for long enough.
    fn change_for_good(&mut self, files: &[(&str, &str)]) {
        self.change(files);
        self.refresher.show_held();
    }

    fn generation(&self) -> u64 {
        self.current.borrow().generation
    }

    fn counts(&self) -> (usize, usize) {
        *self.counts.lock().expect("counts")
    }

    fn titles(&self) -> Vec<String> {
        self.current.borrow().site.content.pages.iter().map(|page| page.title.to_string()).collect()
    }
}

fn counting(counts: Arc<Mutex<(usize, usize)>>) -> Report {
    Box::new(move |news| {
        if let News::Compiled(compiled) = news {
            let mut counts = counts.lock().expect("counts");
            counts.0 += 1;
            counts.1 += usize::from(compiled.news.is_some());
        }
    })
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

fn file(path: &str) -> FilePath {
    FilePath::new(path).expect("a path")
}

fn site() -> Bench {
    Bench::of(&[
        ("content/index.md", "# Home\n\n![Plan](plan.svg)\n"),
        ("content/plan.svg", "<svg viewBox=\"0 0 1 1\"/>"),
        ("content/unused.svg", "<svg/>"),
        ("static/robots.txt", "one"),
        ("theme/fonts/notes.css", ""),
        ("notes.txt", "one"),
    ])
}

#[test]
fn what_the_site_does_not_read_makes_no_generation() {
    let mut bench = site();
    let before = bench.generation();
    for path in [
        "notes.txt",
        "content/unused.svg",
        "content/.index.md.swp",
        "public/index.html",
        "target/debug/x.md",
        "node_modules/x/README.md",
        ".git/index",
        "scripts/build.py",
    ] {
        bench.change(&[(path, "two")]);
        assert_eq!(bench.generation(), before, "{path}");
    }
    let many: Vec<_> = (0..100).map(|nth| format!("scripts/{nth}.py")).collect();
    bench.change(&many.iter().map(|path| (path.as_str(), "two")).collect::<Vec<_>>());
    assert_eq!(bench.generation(), before, "many at once");
    bench.change(&[("content/index.md", "# Home\n\n![Plan](plan.svg)\n")]);
    assert_eq!(bench.generation(), before, "saved without a change");
    assert_eq!(bench.counts(), (1, 1), "not even compiled");
}

#[test]
fn whatever_the_site_reads_makes_one() {
    let mut bench = site();
    for path in [
        "content/index.md",
        "content/plan.svg",
        "content/new.md",
        "content/deep/new.md",
        "content/index.md",
        "static/robots.txt",
        "static/new.txt",
        "site.toml",
        "theme/extra.css",
    ] {
        let before = bench.generation();
        bench.change(&[(path, &format!("# {before}\n"))]);
        assert_eq!(bench.generation(), before + 1, "{path}");
    }
    std::fs::remove_file(bench.root.path().join("content/new.md")).expect("removed");
    let before = bench.generation();
    let files = [file("content/new.md")].into();
    bench.refresher.take(&FileChanges { files, ..FileChanges::default() });
    assert_eq!(bench.generation(), before + 1, "a page removed");
}

#[test]
fn many_changes_are_one_generation() {
    let mut bench = site();
    let before = bench.generation();
    let pages: Vec<_> =
        (0..300).map(|nth| (format!("content/{nth}.md"), format!("# Page {nth}\n"))).collect();
    let named: Vec<_> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    bench.change(&named);
    assert_eq!(bench.generation(), before + 1);
    assert_eq!(bench.titles().len(), 301);
    let changed: Vec<_> = named.iter().map(|(path, _)| (*path, "# Another\n")).collect();
    bench.change(&changed);
    assert_eq!(bench.generation(), before + 2);
    assert_eq!(bench.titles().iter().filter(|title| *title == "Another").count(), 300);
}

#[test]
fn changes_that_were_missed_are_found() {
    let mut bench = site();
    write(bench.root.path(), "content/index.md", "# Another\n");
    bench.refresher.take(&FileChanges { missed: Some(Missed), ..FileChanges::default() });
    assert_eq!(bench.titles(), ["Another"]);
}

#[test]
fn findings_are_news_when_they_differ() {
    let mut bench = site();
    bench.change_for_good(&[("content/index.md", "# Home\n\n[gone](gone.md)\n")]);
    assert_eq!(bench.counts(), (2, 2));
    bench.change(&[("content/index.md", "# Home\n\n[gone](gone.md) for good\n")]);
    assert_eq!(bench.counts(), (3, 2), "the same");
    bench.change(&[("content/index.md", "# Home\n")]);
    assert_eq!(bench.counts(), (4, 3), "that there are none any more");
}

#[test]
fn what_is_half_written_never_shows() {
    let mut bench = site();
    let before = bench.generation();
    bench.change(&[("content/index.md", "---\ntitle: [Ho")]);
    assert_eq!(bench.generation(), before, "not yet");
    bench.change(&[("content/index.md", "---\ntitle: [Hom")]);
    assert_eq!(bench.generation(), before, "not yet either");
    bench.change(&[("content/index.md", "---\ntitle: House\n---\nOurs.\n")]);
    assert_eq!((bench.generation(), bench.titles()), (before + 1, vec!["House".to_owned()]));
    bench.refresher.show_held();
    assert_eq!(bench.generation(), before + 1, "nothing waits any more");
    assert_eq!(bench.counts(), (2, 1), "and no error was reported");
}

#[test]
fn what_is_emptied_to_be_written_anew_never_shows() {
    let mut bench = site();
    let before = bench.generation();
    bench.change(&[("content/index.md", "")]);
    assert_eq!(bench.generation(), before);
    bench.change(&[("content/index.md", "# House\n")]);
    assert_eq!((bench.generation(), bench.titles()), (before + 1, vec!["House".to_owned()]));
    bench.change_for_good(&[("content/index.md", "")]);
    assert_eq!(bench.generation(), before + 2, "unless it stays empty");
}

#[test]
fn what_stays_broken_is_shown_and_delays_nothing_later() {
    let mut bench = site();
    let before = bench.generation();
    bench.change_for_good(&[("content/index.md", "# Home\n\n[gone](gone.md)\n")]);
    assert_eq!(bench.generation(), before + 1);
    bench.change(&[("content/index.md", "# Home\n\nMore.\n\n[gone](gone.md)\n")]);
    assert_eq!(bench.generation(), before + 2, "the error is no new one, and does not hold back what is");
    bench.change(&[("content/index.md", "# Home\n")]);
    assert_eq!(bench.generation(), before + 3, "what is mended is shown at once");
}

#[test]
fn a_list_that_changes_while_the_site_is_compiled_is_seen_later() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "content/index.md", "# Home\n");
    write(root.path(), "site.toml", "[history]\nignore = \".folded\"\n");
    let list = root.path().join(".folded");
    let report: Report = Box::new(move |_| std::fs::write(&list, "# None yet.\n").expect("written"));
    let world = DiskWorld::keeping_texts(root.path(), Day::new(2026, 11, 16)).expect("a world");
    let (watch, _alive) = Watch::new(world.root(), WatchMode::Native).expect("watched");
    let (mut refresher, current) = Refresher::start(world, watch, Arc::new(Announcer::new(report)));
    let before = current.borrow().generation;
    refresher.take(&FileChanges { versions: Some(VersionsMoved), ..FileChanges::default() });
    assert_eq!(current.borrow().generation, before + 1);
    refresher.take(&FileChanges { versions: Some(VersionsMoved), ..FileChanges::default() });
    assert_eq!(current.borrow().generation, before + 1, "once");
}

#[test]
fn waiting_ends_when_it_is_time() {
    let mut bench = site();
    let now = std::time::Instant::now();
    assert!(matches!(bench.refresher.hear(Some(now)), Heard::Nothing));
    write(bench.root.path(), "content/index.md", "# House\n");
    let late = now + std::time::Duration::from_mins(1);
    assert!(matches!(bench.refresher.hear(Some(late)), Heard::Changes(_)));
}

#[test]
fn a_burst_is_waited_for() {
    let mut bench = site();
    for nth in 0..200 {
        let path = bench.current.borrow().site.content_folder.join(&format!("{nth}.md")).expect("a path");
        let event = notify::Event::new(notify::EventKind::Any)
            .add_path(std::fs::canonicalize(bench.root.path()).expect("a root").join(path.as_str()));
        bench.to_refresher.send(WatchMessage::Event(Ok(event))).expect("heard");
    }
    let changes = bench.refresher.next().expect("changes");
    assert_eq!(changes.files.len(), 200);
    bench.to_refresher.send(WatchMessage::Stop).expect("heard");
    assert!(bench.refresher.next().is_none());
}

#[test]
fn a_folder_that_appears_is_watched_and_costs_one_generation() {
    let mut bench = Bench::of(&[("content/index.md", "# Home\n")]);
    write(bench.root.path(), "theme/page.html", "<body>Ours</body>");
    let changes = bench.refresher.next().expect("changes");
    assert!(changes.files.contains(&file("theme")), "{changes:?}");
    bench.refresher.take(&changes);
    assert_eq!(bench.counts().0, 2);
    write(bench.root.path(), "theme/page.html", "<body>Still ours</body>");
    let changes = bench.refresher.next().expect("changes");
    assert!(changes.files.contains(&file("theme/page.html")), "{changes:?}");
}

const TONE: &str = "content/tone.md";

/// Saves a text of a page on which the program fails, so often.
fn saved_failing(bench: &mut Bench, text: &str, (stage, times): (Stage, usize)) {
    write(bench.root.path(), TONE, text);
    let mut changes = FileChanges::default();
    changes.files.insert(file(TONE));
    let wanted = WantedPanic { stage, of: TONE.into(), times };
    panicking(&wanted, || {
        bench.refresher.act(&Heard::Changes(changes));
        bench.refresher.act(&Heard::Nothing);
    });
}

fn defects(snapshot: &Snapshot) -> Vec<&Finding> {
    snapshot.findings.iter().filter(|finding| finding.code == Code::InternalError).collect()
}

fn with_tone() -> Bench {
    Bench::of(&[("content/index.md", "# Home\n\n[Tone](tone.md)\n"), (TONE, "# Tone\n\nOld.\n")])
}

#[test]
fn a_page_that_cannot_be_compiled_is_gone_and_says_so_where_it_was() {
    let mut bench = with_tone();
    saved_failing(&mut bench, "# Tone\n\nNew.\n", (Stage::Reading, 1));
    let shown = bench.current.borrow().clone();
    assert_eq!(bench.titles(), ["Home"]);
    assert_eq!(defects(&shown).len(), 1);
    assert_eq!(shown.find("/tone/"), RequestTarget::Nothing);
    assert!(is_broken(&shown, shown.site.not_found(), "/tone/", &[]));
    assert!(!is_broken(&shown, shown.site.not_found(), "/other/", &[]));
    bench.change_for_good(&[(TONE, "# Tone\n\nNewest.\n")]);
    assert_eq!(bench.titles(), ["Home", "Tone"]);
    assert_eq!(defects(&bench.current.borrow()).len(), 0);
}

#[test]
fn a_page_that_cannot_be_drawn_says_so_in_its_place() {
    let bench = with_tone();
    let shown = bench.current.borrow().clone();
    let RequestTarget::Route(tone) = shown.find("/tone/") else { panic!("a page") };
    let wanted = WantedPanic { stage: Stage::Drawing, of: TONE.into(), times: 1 };
    let drawn = panicking(&wanted, || shown.drawn(tone));
    let Answer::Bytes(page) = &drawn.value else { panic!("a page") };
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("<h1>This page cannot be shown</h1>") && !page.contains("Old."), "{page}");
    assert_eq!(drawn.findings[0].place.as_ref().map(|place| place.file.as_str()), Some(TONE));
    assert!(is_broken(&shown, tone, "/tone/", &drawn.findings));
    let RequestTarget::Route(home @ Route::Page(_)) = shown.find("/") else { panic!("a page") };
    assert_eq!(shown.drawn(home).findings, []);
}

#[test]
fn a_state_that_cannot_be_compiled_leaves_the_one_before_which_says_so_on_every_page() {
    let mut bench = with_tone();
    let before = bench.generation();
    saved_failing(&mut bench, "# Tone\n\nNew.\n", (Stage::Reading, usize::MAX));
    let shown = bench.current.borrow().clone();
    assert!(shown.generation > before);
    assert_eq!(bench.titles(), ["Home", "Tone"]);
    let [defect] = defects(&shown)[..] else { panic!("one finding: {:?}", shown.findings) };
    assert!(defect.message.starts_with("the newest state of the site cannot be shown: guidepost failed"));
    for path in ["/", "/tone/"] {
        let RequestTarget::Route(route) = shown.find(path) else { panic!("a page") };
        assert!(is_broken(&shown, route, path, &[]), "{path}");
    }
    bench.change_for_good(&[(TONE, "# Tone\n\nNewest.\n")]);
    assert_eq!(defects(&bench.current.borrow()).len(), 0);
}

#[test]
fn what_waits_does_not_come_in_the_place_of_the_notice_that_a_later_state_cannot_be_compiled() {
    let mut bench = with_tone();
    let before = bench.generation();
    bench.change(&[("content/index.md", "# Home\n\n[Tone](tone.md) [gone](gone.md)\n")]);
    assert_eq!(bench.generation(), before, "it waits");
    saved_failing(&mut bench, "# Tone\n\nNew.\n", (Stage::Reading, usize::MAX));
    assert_eq!(defects(&bench.current.borrow()).len(), 1);
    assert_eq!(bench.generation(), before + 1);
    bench.change_for_good(&[(TONE, "# Tone\n\nNewest.\n")]);
    let shown = bench.current.borrow().clone();
    assert_eq!((defects(&shown).len(), shown.generation), (0, before + 2));
    assert!(shown.findings.iter().any(|finding| finding.code == Code::BrokenLink), "{:?}", shown.findings);
}

#[test]
fn a_theme_that_cannot_be_read_is_said_as_long_as_that_is_so() {
    let mut bench = with_tone();
    let of_theme = |bench: &Bench| {
        let shown = bench.current.borrow().clone();
        defects(&shown).iter().filter(|defect| defect.message.contains("read the theme")).count()
    };
    let wanted = WantedPanic { stage: Stage::Theme, of: String::new(), times: 1 };
    panicking(&wanted, || bench.change_for_good(&[("theme/extra.css", "p {}\n")]));
    assert_eq!(of_theme(&bench), 1);
    saved_failing(&mut bench, "# Tone\n\nNew.\n", (Stage::Reading, usize::MAX));
    assert_eq!((of_theme(&bench), defects(&bench.current.borrow()).len()), (1, 2));
    saved_failing(&mut bench, "# Tone\n\nNewer.\n", (Stage::Reading, usize::MAX));
    assert_eq!((of_theme(&bench), defects(&bench.current.borrow()).len()), (1, 2), "once each");
    // Its pages are nowhere to be found, so that the site before stays on show.
    bench.change_for_good(&[("site.toml", "content = \"pages\"\n")]);
    assert_eq!((of_theme(&bench), defects(&bench.current.borrow()).len()), (1, 1));
}
