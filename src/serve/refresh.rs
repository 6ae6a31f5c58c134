//! Compiles the site again when something that it is made from has changed.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::watch::{Receiver, Sender, channel};

use super::announcer::Announcer;
use super::hold::{Wait, brings_errors};
use super::news::{Compiled, News};
use super::reads::Reads;
use super::snapshot::Snapshot;
use super::watch::{FileChanges, Heard, Watch, WatchCoverage, in_words};
use crate::compile::{Memos, Request, compile, site_config_of};
use crate::diagnostic::defect::{Defects, PLEASE_REPORT, caught};
use crate::diagnostic::{Code, Finding};
use crate::disk::DiskWorld;
use crate::git::Repository;
use crate::history::{self, IGNORE_FILE};
use crate::model::{CommitId, Drafts, Selection};
use crate::path::FilePath;
use crate::route::Site;
use crate::world::{NoVersions, Versions, World};

/// Keeps the snapshot that is served up to date.
pub(super) struct Refresher {
    world: DiskWorld,
    watch: Watch,
    memos: Memos,
    reads: Reads,
    current: Sender<Arc<Snapshot>>,
    announcer: Arc<Announcer>,
    fingerprint: HistoryFingerprint,
    /// The versions, where their history is still to be read.
    unread: Option<Arc<dyn Versions>>,
    held: Option<Held>,
    /// The folder of pages that site.toml names, where it has none: they may come.
    sought: Option<FilePath>,
}

/// A state with new errors or an empty page, which is not on show yet.
struct Held {
    snapshot: Arc<Snapshot>,
    /// How long it took to compile.
    took: Duration,
    wait: Wait,
}

/// All that the histories depend on, as it was when the site was compiled.
#[derive(PartialEq, Eq)]
struct HistoryFingerprint {
    /// The head, and what is known of its ancestors.
    seen: Result<(CommitId, [u8; 8]), NoVersions>,
    /// The lists that name people and commits.
    lists: [Option<Vec<u8>>; 3],
}

impl HistoryFingerprint {
    /// As it is now. Asked before compiling: what changes in the meantime is then distinguished from what was compiled.
    fn now(world: &DiskWorld, memos: &Memos) -> HistoryFingerprint {
        let config = site_config_of(world, memos);
        let versions = world.versions();
        let list = |name| versions.as_ref().ok().and_then(|versions| versions.top_file(name));
        let named = config.history_ignore.as_ref();
        let own = named.and_then(|named| world.bytes(&named.value).ok()).map(|bytes| bytes.to_vec());
        HistoryFingerprint {
            lists: [list(".mailmap"), list(IGNORE_FILE), own],
            seen: versions.map(|versions| (versions.head(), versions.lineage())),
        }
    }
}

impl Refresher {
    /// Compiles the site for the first time. What is watched must be watched already, so that no change
    /// falls between.
    pub(super) fn start(
        world: DiskWorld,
        mut watch: Watch,
        announcer: Arc<Announcer>,
    ) -> (Refresher, Receiver<Arc<Snapshot>>) {
        let (memos, mut reads) = (Memos::new(), Reads::default());
        let started = Instant::now();
        see_versions(&world, &mut watch, None, &announcer);
        // Reading a long history takes longer than people wait: the pages come first, and their histories
        // a moment later.
        let unread = world.versions().ok().filter(|versions| !history::is_kept(&**versions, world.cache()));
        if unread.is_some() {
            world.see_versions(Err(NoVersions::BeingRead));
        }
        let fingerprint = HistoryFingerprint::now(&world, &memos);
        let first = Arc::new(snapshot(&world, &memos, &mut reads, first_generation()));
        announcer.announce(&News::Compiled(Compiled {
            snapshot: &first,
            world: &world,
            took: started.elapsed(),
            news: Some(&first.findings),
        }));
        let (current, receiver) = channel(first);
        let (held, sought) = (None, None);
        let mut refresher =
            Refresher { world, watch, memos, reads, current, announcer, fingerprint, unread, held, sought };
        refresher.cover();
        (refresher, receiver)
    }

    /// Reads the history, where nobody has read it before, and compiles again.
    pub(super) fn read_history(&mut self) {
        if let Some(versions) = self.unread.take() {
            self.world.see_versions(Ok(versions));
            self.compile(&FileChanges::default());
            // What is wrong with it has been so for long.
            self.show_held();
        }
    }

    /// Works until the server ends.
    pub(super) fn run(mut self) {
        if let Err(defects) = caught(|| self.read_history()) {
            self.fail(defects);
        }
        loop {
            let heard = match self.held.as_ref().map(|held| held.wait.until) {
                Some(until) if until <= Instant::now() => Heard::Nothing,
                until => self.hear(until),
            };
            if matches!(heard, Heard::End) {
                return;
            }
            self.act(&heard);
        }
    }

    /// Does what is to be done. A defect of ours that one state of the site meets must not leave it on show for ever.
    pub(super) fn act(&mut self, heard: &Heard) {
        let acted = caught(|| match heard {
            Heard::Changes(changes) => self.take(changes),
            Heard::Nothing | Heard::End => self.show_held(),
        });
        if let Err(defects) = acted {
            self.fail(defects);
        }
    }

    /// Says on every page of the state before that it is not the newest. One that waited is not the newest either.
    fn fail(&mut self, defects: Defects) {
        self.held = None;
        let Some(defect) = defects.into_first() else { return };
        let message = format!("the newest state of the site cannot be shown: {}", defect.sentence());
        let finding = Finding::of_site(Code::InternalError, message).hint(PLEASE_REPORT);
        let before = self.current.borrow().clone();
        self.current.send_replace(Arc::new(before.failing(finding.clone())));
        self.announcer.announce(&News::NotCompiled(&finding));
    }

    /// Waits for changes; `None` when the server ends.
    pub(super) fn next(&mut self) -> Option<FileChanges> {
        match self.hear(None) {
            Heard::Changes(changes) => Some(changes),
            Heard::Nothing | Heard::End => None,
        }
    }

    pub(super) fn hear(&mut self, until: Option<Instant>) -> Heard {
        let half_written = |file: &FilePath| self.reads.has(file) && is_half_written(&self.world, file);
        self.watch.next(&half_written, until)
    }

    /// Compiles again if the changes concern the site.
    pub(super) fn take(&mut self, changes: &FileChanges) {
        for trouble in &changes.troubles {
            self.announcer.announce(&News::NotWatched(trouble));
        }
        let moved = changes.versions.is_some() && self.versions_moved();
        if self.concern(changes) || moved {
            self.compile(changes);
        }
    }

    /// Shows what is held back, if anything is.
    pub(super) fn show_held(&mut self) {
        if let Some(held) = self.held.take() {
            self.show(&held.snapshot, held.took);
        }
    }

    /// Sees the versions as they are now; whether the histories may be others.
    fn versions_moved(&mut self) -> bool {
        let site = &self.current.borrow().site;
        see_versions(&self.world, &mut self.watch, ignore_list(site).as_ref(), &self.announcer);
        self.world.forget(ignore_list(site).as_slice());
        HistoryFingerprint::now(&self.world, &self.memos) != self.fingerprint
    }

    /// Whether the site may be another after these changes. What was kept of changed files is dropped.
    fn concern(&mut self, changes: &FileChanges) -> bool {
        if changes.missed.is_some() {
            self.forget_all();
            return true;
        }
        let files: Vec<FilePath> = changes.files.iter().flat_map(|file| self.reads.changed(file)).collect();
        let kept: HashMap<FilePath, Arc<str>> = self.world.forget(&files).into_iter().collect();
        let is_same =
            |(file, text): (&FilePath, &Arc<str>)| self.world.text(file).is_ok_and(|now| now == *text);
        let is_read = |file: &FilePath| self.reads.has(file) || self.reads.has_folder(file, &self.world);
        !kept.iter().all(is_same)
            || files.iter().any(|file| !kept.contains_key(file) && is_read(file))
            || self.reads.folders_differ(&self.world, &|file| self.watch.ignores(file))
    }

    /// Any file may be another than it was.
    fn forget_all(&mut self) {
        self.world.forget(&self.reads.changed(&FilePath::root()));
    }

    fn compile(&mut self, changes: &FileChanges) {
        let started = Instant::now();
        let before = self.current.borrow().clone();
        self.fingerprint = HistoryFingerprint::now(&self.world, &self.memos);
        let mut now = snapshot(&self.world, &self.memos, &mut self.reads, before.generation + 1);
        self.sought = now.lost_its_pages().then(|| now.site.content_folder.clone());
        if self.sought.is_some() {
            now = now.on_the_site_of(&before);
        }
        let (now, took) = (Arc::new(now.after(&before)), started.elapsed());
        let earlier = self.held.take().map(|held| held.wait);
        let is_emptied =
            |file: &FilePath| self.reads.has(file) && self.world.text(file).is_ok_and(|text| text.is_empty());
        if brings_errors(&before.findings, &now.findings) || changes.files.iter().any(is_emptied) {
            let wait = Wait::new(earlier, Instant::now());
            self.held = Some(Held { snapshot: now, took, wait });
        } else {
            self.show(&now, took);
        }
    }

    fn show(&mut self, now: &Arc<Snapshot>, took: Duration) {
        let before = self.current.send_replace(now.clone());
        let news = (now.findings != before.findings).then_some(now.findings.as_slice());
        self.announcer.announce(&News::Compiled(Compiled { snapshot: now, world: &self.world, took, news }));
        self.cover();
    }

    /// Watches what the site now names as its own. What came in unwatched may have changed unseen.
    fn cover(&mut self) {
        let (own, list) = {
            let site = &self.current.borrow().site;
            (own_folders(site, self.sought.as_ref()), ignore_list(site))
        };
        if let Some(list) = list.filter(|list| !self.watch.covers_versions(&self.world.on_disk(list))) {
            see_versions(&self.world, &mut self.watch, Some(&list), &self.announcer);
        }
        match self.watch.cover(own) {
            Ok(WatchCoverage::AsBefore) => {}
            Ok(WatchCoverage::More) => {
                self.forget_all();
                self.compile(&FileChanges::default());
            }
            Err(error) => self.announcer.announce(&News::NotWatched(&in_words(&error))),
        }
    }
}

/// Counts on from the clock, so that a browser tab left over from an earlier server is never taken for current.
pub(super) fn first_generation() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

/// The list of commits to fold away that the site names.
fn ignore_list(site: &Site) -> Option<FilePath> {
    site.config.history_ignore.as_ref().map(|named| named.value.clone())
}

/// Opens the repository anew, and watches what tells that it has moved on, and a list of the site's own.
fn see_versions(world: &DiskWorld, watch: &mut Watch, list: Option<&FilePath>, announcer: &Announcer) {
    // Where there is no repository, or nothing is committed yet, the first commit is noticed all the same.
    let usual = || [".git/HEAD", ".git/refs"].map(|name| world.root().join(name)).to_vec();
    let mut repository = Repository::open(world.root());
    let mut watched = Vec::new();
    // What came into being before it was watched is seen by looking again.
    for _ in 0..MOST_LOOKS {
        let now = repository.as_ref().map_or_else(|_| usual(), Repository::watched);
        let now: Vec<PathBuf> = now.into_iter().chain(list.map(|list| world.on_disk(list))).collect();
        let is_known = now == watched;
        if let Err(error) = watch.cover_versions(now.clone()) {
            announcer.announce(&News::NotWatched(&in_words(&error)));
        }
        repository = Repository::open(world.root());
        watched = now;
        if is_known {
            break;
        }
    }
    world.see_versions(repository.map(|repository| Arc::new(repository) as Arc<dyn Versions>));
}

/// How often the repository is looked at for what is to be watched of it.
const MOST_LOOKS: usize = 3;

fn snapshot(world: &DiskWorld, memos: &Memos, reads: &mut Reads, generation: u64) -> Snapshot {
    let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
    let observed = reads.observe(world);
    let compiled = compile(&observed, &request, memos);
    let seen = observed.seen();
    reads.add(seen, compiled.value.files_as_is().iter().map(|file| file.file.clone()), world);
    Snapshot::new(compiled, generation)
}

/// The folders of the root that hold the site's pages, theme and files, and the one that pages are sought in.
fn own_folders(site: &Site, sought: Option<&FilePath>) -> BTreeSet<String> {
    let sought = sought.map_or("", FilePath::as_str);
    let named = [site.content_folder.as_str(), &site.config.theme, &site.config.files, sought];
    let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    named.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

/// A file that editors write anew is missing or empty for a moment.
fn is_half_written(world: &DiskWorld, file: &FilePath) -> bool {
    !std::fs::metadata(world.on_disk(file)).is_ok_and(|file| file.len() > 0)
}
