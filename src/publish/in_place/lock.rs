//! The lock of a place: a file that is made where none is, kept fresh by its holder, and judged by the clock of the place alone.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::layout::{LOCK, OWN};
use super::place::{BrowserCaching, FilePlace, Mark, PlaceError, StoredFile, WriteCondition, WrittenFile};
use crate::publish::act::Act;
use crate::publish::error::PublishError;
use crate::publish::target::OtherLock;

/// How long a lock lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LockTimes {
    /// So often its holder says that it is still there.
    pub renewed_every: Duration,
    /// One that was not renewed for so long belongs to nobody any more.
    pub stale_after: Duration,
}

impl Default for LockTimes {
    fn default() -> LockTimes {
        LockTimes { renewed_every: Duration::from_secs(20), stale_after: Duration::from_mins(2) }
    }
}

/// What a lock says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct LockNote {
    /// Who publishes.
    by: String,
    /// Since when.
    since: String,
    /// What no other lock says.
    nonce: String,
    /// How often it was renewed.
    renewed: u64,
}

/// A lock that is held. It is let go when this is dropped.
#[derive(Debug)]
pub(super) struct HeldLock {
    shared: Arc<SharedLock>,
    renewing: Option<Renewing>,
}

/// The thread that renews a lock.
#[derive(Debug)]
struct Renewing {
    /// It ends when this is dropped.
    stop: Sender<()>,
    /// Its other end is dropped when it has ended.
    ended: Mutex<Receiver<()>>,
}

/// A lock as its holder, the thread that renews it and the one that is asked to end know it.
#[derive(Debug)]
pub(super) struct SharedLock {
    place: Arc<dyn FilePlace>,
    nonce: String,
    times: LockTimes,
    /// The note as it was written last, with its mark.
    written: Mutex<(LockNote, Mark)>,
    /// When the holder last asked to write it, and heard that it did.
    renewed_at: Mutex<Instant>,
    lost: AtomicBool,
}

/// Whoever ends waits no longer for an answer that nobody needs any more.
const PATIENCE_AT_END: Duration = Duration::from_secs(5);
/// How the names of files begin by which it is tried whether a place keeps conditions.
const PROBE: &str = ".guidepost/lock-probe-";

/// Locks a place, once it is known to keep conditions.
///
/// # Errors
/// Somebody else holds it, or the place does not keep conditions.
pub(super) fn lock(
    place: &Arc<dyn FilePlace>,
    (act, other, times): (Act<'_>, OtherLock, LockTimes),
) -> Result<HeldLock, PublishError> {
    let nonce = nonce();
    let (renewed_at, now) = (Instant::now(), probe(&**place, &nonce)?);
    let note = LockNote { by: act.by.to_owned(), since: act.at.to_owned(), nonce: nonce.clone(), renewed: 0 };
    let mark = match write(&**place, &note, WriteCondition::Absent) {
        Ok(mark) => mark,
        Err(PlaceError::Lost) => take_over(&**place, &note, (now, other, times))?,
        Err(error) => return Err(error.into()),
    };
    let (written, renewed_at) = (Mutex::new((note, mark)), Mutex::new(renewed_at));
    let lost = AtomicBool::new(false);
    let shared = Arc::new(SharedLock { place: place.clone(), nonce, times, written, renewed_at, lost });
    let (stop, stopped) = channel();
    let (ends, ended) = channel::<()>();
    let renewed = shared.clone();
    std::thread::spawn(move || {
        // Dropped when this ends.
        let _ends = ends;
        while stopped.recv_timeout(times.renewed_every) == Err(RecvTimeoutError::Timeout) {
            match renewed.renew() {
                Ok(()) => {}
                // It is asked again, for as long as the lock may be ours.
                Err(PlaceError::Failed { .. }) if renewed.is_fresh() => {}
                Err(_) => {
                    renewed.lost.store(true, Ordering::SeqCst);
                    return;
                }
            }
        }
    });
    remove_probes(&**place, (now, times));
    Ok(HeldLock { shared, renewing: Some(Renewing { stop, ended: Mutex::new(ended) }) })
}

/// Removes what somebody left who was killed while trying the place out. Whoever is trying it at this moment is let alone.
fn remove_probes(place: &dyn FilePlace, (now, times): (i64, LockTimes)) {
    let listed = place.list(OWN).unwrap_or_default();
    for probe in listed.iter().filter(|file| file.path.starts_with(PROBE)) {
        let there = place.read(&probe.path).ok().flatten();
        if there.is_some_and(|there| is_stale(&there, now, times)) {
            // It is in nobody's way.
            let _ = place.remove(&probe.path);
        }
    }
}

/// Whether a file was written so long ago that its writer is gone.
fn is_stale(there: &StoredFile, now: i64, times: LockTimes) -> bool {
    let age = now.saturating_sub(there.written);
    i128::from(age) > i128::try_from(times.stale_after.as_millis()).unwrap_or(i128::MAX)
}

impl HeldLock {
    /// Asks the place whether the lock is still this one.
    ///
    /// # Errors
    /// Somebody else has it, or it cannot be asked.
    pub(super) fn is_still_ours(&self) -> Result<(), PublishError> {
        self.goes_on()?;
        if self.shared.is_there()? {
            return Ok(());
        }
        self.shared.lost.store(true, Ordering::SeqCst);
        self.goes_on()
    }

    /// What others who may have to let it go know it by.
    pub(super) fn shared(&self) -> &Arc<SharedLock> {
        &self.shared
    }

    /// Whether the lock is not known to be lost, and was renewed not long ago. Nobody is asked.
    ///
    /// # Errors
    /// It is.
    pub(super) fn goes_on(&self) -> Result<(), PublishError> {
        if self.shared.lost.load(Ordering::SeqCst) {
            return Err(PublishError::refused(
                "somebody else has taken the lock meanwhile",
                "find out who publishes there, and publish again once that has ended",
            ));
        }
        if !self.shared.is_fresh() {
            return Err(PublishError::refused(
                "the lock could not be renewed in time, and somebody else may have taken it",
                "look whether the place can be reached and written to, and publish again",
            ));
        }
        Ok(())
    }
}

impl SharedLock {
    /// Whether it is the one that is there.
    fn is_there(&self) -> Result<bool, PlaceError> {
        let there = read(&*self.place)?;
        Ok(there.and_then(|(_, note)| note).is_some_and(|note| note.nonce == self.nonce))
    }

    /// Whether it was renewed so short a time ago that nobody can have taken it, with time left to end what was begun.
    fn is_fresh(&self) -> bool {
        let since = self.renewed_at.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
        since < self.times.stale_after.saturating_sub(self.times.renewed_every)
    }

    /// Removes it, unless it is somebody else's by now.
    pub(super) fn let_go(&self) {
        if !self.lost.load(Ordering::SeqCst) && self.is_there() == Ok(true) {
            // Where it cannot be removed, it is stale soon.
            let _ = self.place.remove(LOCK);
        }
    }

    fn renew(&self) -> Result<(), PlaceError> {
        let asked = Instant::now();
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let (note, mark) = &*written;
        let note = LockNote { renewed: note.renewed + 1, ..note.clone() };
        let mark = write(&*self.place, &note, WriteCondition::Still(mark))?;
        *written = (note, mark);
        *self.renewed_at.lock().unwrap_or_else(PoisonError::into_inner) = asked;
        Ok(())
    }
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        if let Some(Renewing { stop, ended }) = self.renewing.take() {
            drop(stop);
            // A renewal that is under way finds the lock gone, and leaves it so.
            let ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
            let _ = ended.recv_timeout(PATIENCE_AT_END);
        }
        self.shared.let_go();
    }
}

/// Takes a lock that nobody has renewed for too long, or that somebody said to break.
fn take_over(
    place: &dyn FilePlace,
    note: &LockNote,
    (now, other, times): (i64, OtherLock, LockTimes),
) -> Result<Mark, PublishError> {
    let Some((there, known)) = read(place)? else {
        // It was let go at this moment.
        return Ok(write(place, note, WriteCondition::Absent)?);
    };
    if is_stale(&there, now, times) || other == OtherLock::Broken {
        return Ok(write(place, note, WriteCondition::Still(&there.mark))?);
    }
    let who = known.map_or_else(
        || "somebody".to_owned(),
        |known| {
            let shown = |text: &str| text.chars().filter(|sign| !sign.is_control()).collect::<String>();
            format!("{}, since {},", shown(&known.by), shown(&known.since))
        },
    );
    Err(PublishError::refused(
        format!("{who} is publishing there"),
        format!(
            "wait for that to end; a lock that nobody has renewed for {} seconds is taken over, and where you know that its holder was killed, `--break-lock` takes it at once",
            times.stale_after.as_secs()
        ),
    ))
}

/// The lock that is there, and what it says, where that can be read.
fn read(place: &dyn FilePlace) -> Result<Option<(StoredFile, Option<LockNote>)>, PlaceError> {
    let there = place.read(LOCK)?;
    Ok(there.map(|there| {
        let note = serde_json::from_slice(&there.bytes).ok();
        (there, note)
    }))
}

fn write(place: &dyn FilePlace, note: &LockNote, condition: WriteCondition<'_>) -> Result<Mark, PlaceError> {
    let text = serde_json::to_string(note).unwrap_or_default();
    place.write(&own(LOCK, text.as_bytes(), condition))
}

/// Whether the place keeps conditions: without them no lock holds anybody. Returns the time by the clock of the place.
fn probe(place: &dyn FilePlace, nonce: &str) -> Result<i64, PublishError> {
    let path = format!("{PROBE}{nonce}");
    let probed = probe_at(place, &path);
    let removed = place.remove(&path);
    let now = probed?;
    removed?;
    Ok(now)
}

fn probe_at(place: &dyn FilePlace, path: &str) -> Result<i64, PublishError> {
    let write = |text: &str, condition: WriteCondition<'_>| {
        let text = format!("{path} {text}");
        place.write(&own(path, text.as_bytes(), condition))
    };
    let first = write("first", WriteCondition::Absent)?;
    let is_refused = |written: Result<Mark, PlaceError>| match written {
        Err(PlaceError::Lost) => Ok(true),
        Err(error) => Err(error),
        Ok(_) => Ok(false),
    };
    let keeps_absent = is_refused(write("second", WriteCondition::Absent))?;
    let keeps_state = keeps_absent && {
        write("third", WriteCondition::Still(&first))?;
        is_refused(write("fourth", WriteCondition::Still(&first)))?
    };
    if !keeps_state {
        return Err(PublishError::refused(
            format!(
                "`{}` overwrites what it was asked to leave: two who publish at once would not notice each other",
                place.at().display()
            ),
            "name a store in `to` that keeps the conditions of a write (`If-None-Match` and `If-Match`)",
        ));
    }
    let probe = place.read(path)?;
    Ok(probe.map_or(0, |probe| probe.written))
}

/// A file of our own, that is for no reader.
pub(super) fn own<'a>(path: &'a str, bytes: &'a [u8], condition: WriteCondition<'a>) -> WrittenFile<'a> {
    WrittenFile { path, bytes, media_type: "application/json", caching: BrowserCaching::Asking, condition }
}

/// A word that nobody else has.
fn nonce() -> String {
    use std::hash::{BuildHasher as _, Hasher as _};
    // Each has keys of its own, by chance.
    let by_chance = || std::hash::RandomState::new().build_hasher().finish();
    format!("{:016x}{:08x}", by_chance(), std::process::id())
}
