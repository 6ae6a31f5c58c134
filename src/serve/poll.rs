//! Notices changes by looking, where the system does not tell of them: bind mounts into virtual machines, network
//! folders.
//!
//! A file is another when its time, length or identity is. Times are coarse on some file systems, and two saves may
//! share one: so for some seconds after a change the bytes are compared as well. Notify's own poller knows whole
//! seconds only, or reads every file each time.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{CreateKind, EventKind, ModifyKind, RemoveKind};
use notify::{Config, Event, EventHandler, RecursiveMode, Watcher, WatcherKind};
use walkdir::{DirEntry, WalkDir};

use crate::world::NEVER_LISTED;

/// How long after a change a file may change again without another time: the coarsest file systems count two seconds.
const COARSEST: Duration = Duration::from_secs(3);
/// Looking takes at most one part in so many of a processor's time.
const SHARE: u32 = 5;
/// How long it is from look to look unless the configuration says it.
const USUAL: Duration = Duration::from_millis(500);

/// Looks at folders again and again, on a thread that ends with it.
pub(super) struct Poll {
    looker: Arc<Mutex<Looker>>,
    looking: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Poll {
    fn lock(&self) -> MutexGuard<'_, Looker> {
        self.looker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher for Poll {
    fn new<F: EventHandler>(mut handler: F, config: Config) -> notify::Result<Poll> {
        let every = config.poll_interval().unwrap_or(USUAL);
        let looker = Arc::new(Mutex::new(Looker::default()));
        let (stop, stopped) = channel();
        let looks = looker.clone();
        let look = move || {
            let mut rest = every;
            while stopped.recv_timeout(rest) == Err(RecvTimeoutError::Timeout) {
                let started = Instant::now();
                let events = looks.lock().unwrap_or_else(PoisonError::into_inner).look(started);
                for event in events {
                    handler.handle_event(Ok(event));
                }
                rest = every.max(started.elapsed() * (SHARE - 1));
            }
        };
        let thread = std::thread::Builder::new().name("look".to_owned()).spawn(look)?;
        Ok(Poll { looker, looking: Some((stop, thread)) })
    }

    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        path.symlink_metadata()?;
        self.lock().watch(path, mode, Instant::now());
        Ok(())
    }

    fn unwatch(&mut self, path: &Path) -> notify::Result<()> {
        self.lock().watched.remove(path).map(|_| ()).ok_or_else(notify::Error::watch_not_found)
    }

    fn kind() -> WatcherKind {
        WatcherKind::PollWatcher
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.looking.take() {
            drop(stop);
            // It has ended already where its handler panicked.
            let _ = thread.join();
        }
    }
}

/// What is looked at, and how it was last.
#[derive(Default)]
struct Looker {
    watched: BTreeMap<PathBuf, RecursiveMode>,
    seen: BTreeMap<PathBuf, Entry>,
}

/// A file or folder as it was when it was looked at.
#[derive(Clone, Debug)]
struct Entry {
    state: State,
    /// Since when it has been so, and a hash of its bytes, while it may change without another time.
    fresh: Option<(Instant, Option<blake3::Hash>)>,
}

/// What differs between two states of a file, but for its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
struct State {
    is_folder: bool,
    modified: Option<SystemTime>,
    length: u64,
    identity: u64,
}

impl Looker {
    /// Watches a folder from now on as it is.
    fn watch(&mut self, path: &Path, mode: RecursiveMode, now: Instant) {
        let covers = |(folder, how): (&PathBuf, &RecursiveMode)| {
            let rest = path.strip_prefix(folder);
            rest.is_ok_and(|rest| match how {
                RecursiveMode::Recursive => rest.iter().all(|part| !is_left_out(part)),
                RecursiveMode::NonRecursive => rest.as_os_str().is_empty() && mode == *how,
            })
        };
        if self.watched.iter().any(covers) {
            return;
        }
        self.watched.insert(path.to_owned(), mode);
        for (path, state) in below(path, mode) {
            let fresh = state.is_recent().then(|| (now, hash(&path, &state)));
            self.seen.entry(path).or_insert(Entry { state, fresh });
        }
    }

    /// What has changed since the last look.
    fn look(&mut self, now: Instant) -> Vec<Event> {
        let (mut events, mut seen) = (Vec::new(), BTreeMap::new());
        for (folder, mode) in &self.watched {
            for (path, state) in below(folder, *mode) {
                let (entry, kind) = match self.seen.get(&path) {
                    Some(before) => before.again(&path, state, now),
                    None => (Entry::changed(&path, state, now), Some(EventKind::Create(CreateKind::Any))),
                };
                // A folder may be watched for two reasons.
                if seen.insert(path.clone(), entry).is_none() {
                    events.extend(kind.map(|kind| Event::new(kind).add_path(path)));
                }
            }
        }
        let gone = self.seen.keys().filter(|path| !seen.contains_key(*path));
        events.extend(gone.map(|path| Event::new(EventKind::Remove(RemoveKind::Any)).add_path(path.clone())));
        self.seen = seen;
        events
    }
}

impl Entry {
    fn changed(path: &Path, state: State, now: Instant) -> Entry {
        let fresh = Some((now, hash(path, &state)));
        Entry { state, fresh }
    }

    /// What it is now, and what has happened if anything has.
    fn again(&self, path: &Path, state: State, now: Instant) -> (Entry, Option<EventKind>) {
        let changed = |state| {
            let kind = EventKind::Modify(ModifyKind::Any);
            (Entry::changed(path, state, now), Some(kind))
        };
        if state != self.state {
            // A change of what a folder holds is reported for that itself.
            let both_folders =
                state.is_folder && self.state.is_folder && state.identity == self.state.identity;
            return if both_folders { (Entry { state, fresh: None }, None) } else { changed(state) };
        }
        match self.fresh {
            Some((_, bytes)) if bytes != hash(path, &state) => changed(state),
            Some((since, _)) if now.duration_since(since) > COARSEST => (Entry { state, fresh: None }, None),
            fresh => (Entry { state, fresh }, None),
        }
    }
}

impl State {
    fn of(metadata: &Metadata) -> State {
        State {
            is_folder: metadata.is_dir(),
            modified: metadata.modified().ok(),
            length: if metadata.is_dir() { 0 } else { metadata.len() },
            identity: identity(metadata),
        }
    }

    /// Whether its time is about now, or still to come.
    fn is_recent(&self) -> bool {
        let age = |modified| SystemTime::now().duration_since(modified).unwrap_or_default();
        !self.is_folder && self.modified.is_none_or(|modified| age(modified) < COARSEST)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> u64 {
    0
}

fn hash(path: &Path, state: &State) -> Option<blake3::Hash> {
    // Whoever reads a named pipe waits for ever.
    let is_file = !state.is_folder && std::fs::metadata(path).is_ok_and(|there| there.is_file());
    let bytes = if is_file { std::fs::read(path).ok() } else { None };
    bytes.map(|bytes| blake3::hash(&bytes))
}

/// Everything in a folder with itself; links are not followed. What cannot be looked at is not there.
fn below(path: &Path, mode: RecursiveMode) -> impl Iterator<Item = (PathBuf, State)> {
    let depth = if mode == RecursiveMode::Recursive { usize::MAX } else { 1 };
    let is_of_site = |entry: &DirEntry| entry.depth() == 0 || !is_left_out(entry.file_name());
    let entries = WalkDir::new(path).max_depth(depth).into_iter().filter_entry(is_of_site).flatten();
    entries.filter_map(|entry| Some((entry.path().to_owned(), State::of(&entry.metadata().ok()?))))
}

/// Folders that no look goes into, unless they are named themselves.
fn is_left_out(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name == "node_modules" || NEVER_LISTED.contains(&name))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder that is looked at as time is said to pass.
    struct Bench {
        root: tempfile::TempDir,
        looker: Looker,
        now: Instant,
    }

    impl Bench {
        fn of(files: &[&str]) -> Bench {
            let root = tempfile::tempdir().expect("a folder");
            for file in files {
                fs::create_dir_all(root.path().join(file).parent().expect("a folder")).expect("made");
                fs::write(root.path().join(file), "one").expect("written");
            }
            let (mut looker, now) = (Looker::default(), Instant::now());
            looker.watch(root.path(), RecursiveMode::Recursive, now);
            Bench { root, looker, now }
        }

        fn write(&self, file: &str, text: &str) {
            fs::write(self.root.path().join(file), text).expect("written");
        }

        /// Writes other bytes with the time and length of those before.
        fn write_unseen(&self, file: &str, text: &str) {
            let path = self.root.path().join(file);
            let before = fs::metadata(&path).expect("a file").modified().expect("a time");
            fs::write(&path, text).expect("written");
            fs::File::options().write(true).open(&path).expect("a file").set_modified(before).expect("set");
        }

        fn look_after(&mut self, time: Duration) -> Vec<String> {
            self.now += time;
            let events = self.looker.look(self.now);
            let name = |event: &Event| {
                let path = event.paths[0].strip_prefix(self.root.path()).expect("below");
                path.display().to_string()
            };
            let mut names: Vec<String> = events.iter().map(name).collect();
            names.sort();
            names
        }

        fn look(&mut self) -> Vec<String> {
            self.look_after(Duration::from_millis(500))
        }
    }

    #[test]
    fn what_changes_is_noticed_once() {
        let mut bench = Bench::of(&["a.md", "deep/b.md"]);
        assert_eq!(bench.look(), [""; 0]);
        bench.write("deep/b.md", "two!");
        assert_eq!(bench.look(), ["deep/b.md"]);
        assert_eq!(bench.look(), [""; 0]);
        bench.write("c.md", "");
        fs::rename(bench.root.path().join("deep"), bench.root.path().join("other")).expect("renamed");
        assert_eq!(bench.look(), ["c.md", "deep", "deep/b.md", "other", "other/b.md"]);
        fs::remove_file(bench.root.path().join("a.md")).expect("removed");
        assert_eq!(bench.look(), ["a.md"]);
    }

    #[test]
    fn a_second_save_at_the_same_time_is_noticed() {
        let mut bench = Bench::of(&["a.md"]);
        bench.write_unseen("a.md", "two");
        assert_eq!(bench.look(), ["a.md"], "written shortly before it was first looked at");
        bench.write_unseen("a.md", "six");
        assert_eq!(bench.look(), ["a.md"]);
        assert_eq!(bench.look_after(COARSEST * 2), [""; 0]);
        bench.write_unseen("a.md", "ten");
        assert_eq!(bench.look(), [""; 0], "nobody reads what has long been the same");
        bench.write("a.md", "one");
        assert_eq!(bench.look(), ["a.md"]);
    }

    #[test]
    fn folders_are_watched_as_deep_as_asked_and_not_for_what_is_no_part_of_a_site() {
        let mut bench = Bench::of(&["a.md", "deep/b.md", ".git/HEAD", "node_modules/c.md"]);
        let root = bench.root.path().to_owned();
        for file in [".git/HEAD", "node_modules/c.md"] {
            bench.write(file, "other");
        }
        assert_eq!(bench.look(), [""; 0]);
        bench.looker = Looker::default();
        bench.looker.watch(&root, RecursiveMode::NonRecursive, bench.now);
        bench.looker.watch(&root.join(".git"), RecursiveMode::Recursive, bench.now);
        for file in ["a.md", "deep/b.md", ".git/HEAD"] {
            bench.write(file, "another");
        }
        assert_eq!(bench.look(), [".git/HEAD", "a.md"]);
    }
}
