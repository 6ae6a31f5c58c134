//! Notices which files change, and when a burst of changes is over.
//!
//! Folders are watched, not files: editors replace files. The root itself is watched without what is below it,
//! and each of its folders with all of it, so that build folders and version control, which hold most of the
//! folders of many roots, cost no watches.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::poll::Poll;
use crate::path::FilePath;
use crate::world::{NOT_OF_THE_SITE, is_foreign};

/// How changes are noticed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WatchMode {
    /// The system reports them.
    Native,
    /// By looking at the files, this long after the look before: for folders of which the system reports nothing.
    Poll(Duration),
}

/// How long it stays quiet after one save is over: an editor's writes are microseconds apart.
const AFTER_A_SAVE: Duration = Duration::from_millis(4);
/// How long it stays quiet after a burst is over: a branch switch, a search and replace over many files. So long is waited
/// too where nothing but a hidden file has come: many editors write one, and then give it the name of the file that is saved.
const AFTER_A_BURST: Duration = Duration::from_millis(30);
/// More changed files than this are a burst.
const A_SAVE: usize = 4;
/// Changes without end are looked at this often.
const LONGEST: Duration = Duration::from_secs(2);
/// A branch that git checks out is waited for this long.
const LONGEST_OF_GIT: Duration = Duration::from_secs(20);

/// What has changed.
#[derive(Debug, Default)]
pub(super) struct FileChanges {
    /// Files and folders, from the root.
    pub(super) files: BTreeSet<FilePath>,
    /// Set when something of the version history has changed: a commit, another branch.
    pub(super) versions: Option<VersionsMoved>,
    /// Set when changes were missed, and any file may be another.
    pub(super) missed: Option<Missed>,
    /// Files that can no longer be watched, in words.
    pub(super) troubles: Vec<String>,
    /// Folders that have appeared, and may hold files already.
    pub(super) appeared: BTreeSet<PathBuf>,
}

/// The version history may have another head.
#[derive(Clone, Copy, Debug)]
pub(super) struct VersionsMoved;

/// The system could not keep up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Missed;

impl FileChanges {
    fn are_none(&self) -> bool {
        let nothing = self.missed.is_none() && self.versions.is_none();
        nothing && self.files.is_empty() && self.troubles.is_empty()
    }
}

/// How long git may write. A commit of whom it asks for words looks no different, and saves are not to wait for that.
fn patience(quiet: Duration) -> Duration {
    if quiet == AFTER_A_BURST { LONGEST_OF_GIT } else { LONGEST }
}

/// What came of waiting.
pub(super) enum Heard {
    /// Something has changed.
    Changes(FileChanges),
    /// Nothing did until then.
    Nothing,
    /// The server ends.
    End,
}

/// What reaches the thread that waits for changes.
pub(super) enum WatchMessage {
    /// Something happened to a file.
    Event(notify::Result<Event>),
    /// The server ends.
    Stop,
}

/// The watched folders of a site.
pub(super) struct Watch {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    inbox: Receiver<WatchMessage>,
    watched: BTreeSet<String>,
    /// Folders of the root that the site names as its own.
    own: BTreeSet<String>,
    /// Files and folders that tell which commit is checked out.
    versions: Vec<PathBuf>,
}

impl Watch {
    /// Watches the folders below a root, given without symbolic links, from now on.
    /// What is sent to the sender reaches [`Watch::next`] too.
    pub(super) fn new(root: &Path, watch_mode: WatchMode) -> notify::Result<(Watch, Sender<WatchMessage>)> {
        let (sender, inbox) = channel();
        let events = sender.clone();
        let on_event = move |event: notify::Result<Event>| {
            // Reading a file is an event too; to act on it would be to go round in circles.
            if !matches!(&event, Ok(Event { kind: EventKind::Access(_), .. })) {
                // Nobody listens any more only when the server has ended.
                let _ = events.send(WatchMessage::Event(event));
            }
        };
        // A link may lead anywhere, to the root of the disk for one. What links lead to within the site is watched.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher: Box<dyn Watcher + Send> = match watch_mode {
            WatchMode::Native => Box::new(RecommendedWatcher::new(on_event, config)?),
            WatchMode::Poll(every) => Box::new(Poll::new(on_event, config.with_poll_interval(every))?),
        };
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        let mut watch = Watch {
            root: root.to_owned(),
            watcher,
            inbox,
            watched: BTreeSet::new(),
            own: BTreeSet::new(),
            versions: Vec::new(),
        };
        watch.cover(BTreeSet::new())?;
        Ok((watch, sender))
    }

    /// Watches the folders of the root that are there now; `own` are those that the site names as its own.
    /// Whether one came in that was not watched while it was read.
    pub(super) fn cover(&mut self, own: BTreeSet<String>) -> notify::Result<WatchCoverage> {
        self.own = own;
        let mut covered = WatchCoverage::AsBefore;
        for entry in std::fs::read_dir(&self.root)?.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && !self.ignores_name(&name) && self.watched.insert(name) {
                self.watch(&entry.path())?;
                covered = WatchCoverage::More;
            }
        }
        Ok(covered)
    }

    /// Watches the files and folders that tell which commit is checked out, wherever they are.
    pub(super) fn cover_versions(&mut self, versions: Vec<PathBuf>) -> notify::Result<()> {
        for path in &versions {
            // A file is replaced when it changes: its folder tells.
            let (folder, mode) = match path.parent() {
                Some(parent) if !path.is_dir() => {
                    if !parent.is_dir() {
                        continue;
                    }
                    (parent, RecursiveMode::NonRecursive)
                }
                _ => (path.as_path(), RecursiveMode::Recursive),
            };
            match self.watcher.watch(folder, mode) {
                Err(error) if is_gone(&error) => {}
                watched => watched?,
            }
        }
        self.versions = versions;
        Ok(())
    }

    /// Whether a file tells of versions, and is watched for that.
    pub(super) fn covers_versions(&self, file: &Path) -> bool {
        self.versions.iter().any(|version| version == file)
    }

    /// Waits for changes, and for the end of their burst; at most until a moment, if there is one.
    ///
    /// `is_half_written` says whether a file looks as if an editor were not done with it.
    pub(super) fn next(
        &mut self,
        is_half_written: &dyn Fn(&FilePath) -> bool,
        until: Option<Instant>,
    ) -> Heard {
        let mut changes = FileChanges::default();
        while changes.are_none() {
            let message = match until {
                Some(until) => self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())),
                None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match message.map(|message| self.take(message, &mut changes)) {
                Ok(Some(())) => {}
                Err(RecvTimeoutError::Timeout) => return Heard::Nothing,
                Ok(None) | Err(RecvTimeoutError::Disconnected) => return Heard::End,
            }
        }
        match self.end_of_burst(&mut changes, is_half_written) {
            Some(()) => Heard::Changes(changes),
            None => Heard::End,
        }
    }

    /// Gathers all changes of a burst, and watches the folders that have appeared; `None` when the server ends.
    fn end_of_burst(
        &mut self,
        changes: &mut FileChanges,
        is_half_written: &dyn Fn(&FilePath) -> bool,
    ) -> Option<()> {
        let began = Instant::now();
        let mut last = began + LONGEST;
        loop {
            let quiet = if changes.files.len() <= A_SAVE
                && changes.versions.is_none()
                && !changes.files.iter().all(FilePath::is_hidden)
                && !changes.files.iter().any(is_half_written)
            {
                AFTER_A_SAVE
            } else {
                AFTER_A_BURST
            };
            match self.inbox.recv_timeout(quiet.min(last.saturating_duration_since(Instant::now()))) {
                Ok(message) => self.take(message, changes)?,
                // A branch of many files may be checked out with pauses.
                Err(RecvTimeoutError::Timeout) if self.git_writes(began, patience(quiet)) => {
                    last = Instant::now() + LONGEST;
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        self.follow(changes);
        Some(())
    }

    /// Whether a file has nothing to do with the site, whatever it is called. Below the site's own folders hidden files
    /// are of the site, as `.well-known/security.txt` is.
    pub(super) fn ignores(&self, file: &FilePath) -> bool {
        let first = file.as_str().split('/').next().unwrap_or_default();
        is_foreign(file) || self.ignores_name(first)
    }

    fn ignores_name(&self, name: &str) -> bool {
        name.starts_with('.') || NOT_OF_THE_SITE.contains(&name) && !self.own.contains(name)
    }

    fn take(&self, message: WatchMessage, changes: &mut FileChanges) -> Option<()> {
        match message {
            WatchMessage::Stop => return None,
            WatchMessage::Event(Ok(event)) => self.note(&event, changes),
            WatchMessage::Event(Err(error)) => changes.troubles.push(in_words(&error)),
        }
        Some(())
    }

    fn note(&self, event: &Event, changes: &mut FileChanges) {
        if event.need_rescan() {
            changes.missed = Some(Missed);
        }
        let appears = matches!(
            event.kind,
            EventKind::Create(CreateKind::Folder | CreateKind::Any)
                | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Any))
        );
        for path in &event.paths {
            if self.tells_versions(path) {
                changes.versions = Some(VersionsMoved);
            }
            let Some(file) = self.file(path) else { continue };
            if self.ignores(&file) {
                continue;
            }
            if appears && path.symlink_metadata().is_ok_and(|entry| entry.is_dir()) {
                changes.appeared.insert(path.clone());
            }
            changes.files.insert(file);
        }
    }

    /// Whether a file tells which commit is checked out. What git writes beside it until it is done does not.
    /// A folder in which such files are may have come into being, as with `git init`.
    fn tells_versions(&self, path: &Path) -> bool {
        let holds = |version: &Path| version.starts_with(path) && !self.root.starts_with(path);
        path.extension().is_none_or(|ending| ending != "lock")
            && self.versions.iter().any(|version| path.starts_with(version) || holds(version))
    }

    /// Whether git is at writing files, and it is not yet too late to wait for it. A lock that it left behind when
    /// it was killed is older than a burst.
    fn git_writes(&self, began: Instant, patience: Duration) -> bool {
        let is_new = |lock: std::fs::Metadata| {
            let age = lock.modified().ok().and_then(|modified| modified.elapsed().ok());
            age.is_none_or(|age| age < patience)
        };
        let heads = self.versions.iter().filter(|path| path.ends_with("HEAD"));
        let mut locks = heads.filter_map(|head| std::fs::metadata(head.with_file_name("index.lock")).ok());
        began.elapsed() < patience && locks.any(is_new)
    }

    /// The file of the site; its folder, where its name is no text.
    fn file(&self, path: &Path) -> Option<FilePath> {
        let relative = path.strip_prefix(&self.root).ok()?;
        let named = relative.to_str().or_else(|| relative.parent()?.to_str())?;
        FilePath::new(named)
    }

    /// Watches folders that have appeared before anybody looks into them: what is written into them later
    /// is reported, and what was written earlier is seen.
    fn follow(&mut self, changes: &mut FileChanges) {
        for folder in std::mem::take(&mut changes.appeared) {
            let top = folder.parent() == Some(&self.root);
            // Elsewhere the system itself watches whatever appears below a watched folder.
            if !top && !cfg!(target_os = "linux") {
                continue;
            }
            if let Err(error) = self.watch(&folder) {
                changes.troubles.push(in_words(&error));
            }
            if let Some(name) = folder.file_name().and_then(OsStr::to_str).filter(|_| top) {
                self.watched.insert(name.to_owned());
            }
        }
    }

    /// A folder that is gone by now is no trouble: that it went is a change of its own.
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        match self.watcher.watch(folder, RecursiveMode::Recursive) {
            Err(error) if is_gone(&error) => Ok(()),
            watched => watched,
        }
    }
}

/// Whether more is watched than before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum WatchCoverage {
    /// No more than before.
    AsBefore,
    /// A folder came in.
    More,
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why a folder cannot be watched.
pub(super) fn in_words(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders; raise fs.inotify.max_user_watches, or serve a smaller folder"
                .to_owned()
        }
        _ => error.to_string(),
    }
}
