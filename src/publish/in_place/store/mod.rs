//! Object stores: those that speak as S3, Google's and Azure's.

mod address;
mod trouble;

use std::fmt::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use blake3::{Hash, Hasher};
use futures_util::{StreamExt as _, TryStreamExt as _};
use md5::{Digest as _, Md5};
use object_store::limit::LimitStore;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, GetResult, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions,
    PutPayload, PutResult, UpdateVersion,
};
use tokio::runtime::Runtime;

use super::layout::{AT_ONCE, LOCK};
use super::place::{FilePlace, ListedFile, Mark, PlaceError, StoredFile, WriteCondition, WrittenFile};
use crate::publish::error::PublishError;
use address::{Patience, StoreAddress};
use trouble::{Tried, reduced};

/// A condition is judged so often where the answer may mean that it should be asked again.
const MOST_TRIES: u32 = 6;
/// The wait before the second try; it doubles from try to try.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// So often a file is sent that does not arrive whole.
const MOST_SENT: u32 = 2;

/// A part of a bucket of an object store.
pub(super) struct ObjectPlace {
    address: StoreAddress,
    store: Arc<dyn ObjectStore>,
    /// The same store for the lock, which waits for no other file and not for long.
    for_lock: Arc<dyn ObjectStore>,
    runtime: Runtime,
}

impl ObjectPlace {
    /// The place at an address, `s3://bucket/playbook`. Credentials come from the environment.
    ///
    /// # Errors
    /// The address leads nowhere, or the environment says something of the store that cannot be.
    pub(super) fn at(address: &str) -> Result<ObjectPlace, PublishError> {
        let address = StoreAddress::read(address)?;
        let store: Arc<dyn ObjectStore> =
            Arc::new(LimitStore::new(address.open(Patience::WithFiles)?, AT_ONCE));
        let for_lock = address.open(Patience::WithLock)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| {
            let why = format!("no threads can be had to ask the store with: {error}");
            PublishError::OfPlace { why, hint: "close other programs, and try again".to_owned() }
        })?;
        Ok(ObjectPlace { address, store, for_lock, runtime })
    }

    /// What a file is asked of.
    fn store_of(&self, path: &str) -> &dyn ObjectStore {
        if path == LOCK { &*self.for_lock } else { &*self.store }
    }

    fn path(&self, path: &str) -> Result<Path, PlaceError> {
        let whole = [self.address.prefix.as_str(), path].into_iter().filter(|part| !part.is_empty());
        Path::parse(whole.collect::<Vec<_>>().join("/")).map_err(|_| PlaceError::Failed {
            why: format!("an object store cannot keep a file of the name `{path}`"),
            hint: "give it a name without control characters".to_owned(),
        })
    }

    fn reduced(&self, tried: Tried<'_>, error: &Error) -> PlaceError {
        reduced(&self.address, tried, error)
    }

    async fn get(&self, path: &str) -> Result<Option<GetResult>, PlaceError> {
        match self.store_of(path).get(&self.path(path)?).await {
            Ok(got) => Ok(Some(got)),
            Err(Error::NotFound { source, .. }) if !trouble::is_of_bucket(&*source) => Ok(None),
            Err(error) => Err(self.reduced(Tried::Read(path), &error)),
        }
    }

    async fn stored(&self, path: &str) -> Result<Option<StoredFile>, PlaceError> {
        let Some(got) = self.get(path).await? else { return Ok(None) };
        let meta = got.meta.clone();
        let bytes = got.bytes().await.map_err(|error| self.reduced(Tried::Read(path), &error))?;
        let mark = Mark { etag: meta.e_tag.unwrap_or_default(), version: meta.version };
        let written = meta.last_modified.timestamp_millis();
        Ok(Some(StoredFile { bytes: bytes.to_vec(), mark, written }))
    }

    async fn hashed(&self, path: &str) -> Result<Option<Hash>, PlaceError> {
        let Some(got) = self.get(path).await? else { return Ok(None) };
        let mut stream = got.into_stream();
        let mut hasher = Hasher::new();
        while let Some(chunk) = stream.next().await {
            hasher.update(&chunk.map_err(|error| self.reduced(Tried::Read(path), &error))?);
        }
        Ok(Some(hasher.finalize()))
    }

    async fn put(
        &self,
        path: &Path,
        file: &WrittenFile<'_>,
        mode: PutMode,
    ) -> object_store::Result<PutResult> {
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, file.media_type.to_owned()),
            (Attribute::CacheControl, file.caching.header().to_owned()),
        ]);
        let payload = PutPayload::from(file.bytes.to_vec());
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        self.store_of(file.path).put_opts(path, payload, options).await
    }

    /// Writes a file whatever is there, until it has arrived whole.
    async fn put_whole(&self, file: &WrittenFile<'_>) -> Result<Mark, PlaceError> {
        let path = self.path(file.path)?;
        for _ in 0..MOST_SENT {
            let put = self.put(&path, file, PutMode::Overwrite).await;
            let mark = mark(put.map_err(|error| self.reduced(Tried::Write(file.path), &error))?);
            if self.has_arrived(file, &mark).await? {
                return Ok(mark);
            }
        }
        Err(self.not_whole(file))
    }

    /// Writes a file under a condition. A store that says no may mean that it should be asked again, or that it has written
    /// what it was asked to, and the answer was lost: what is there tells.
    async fn put_if(&self, file: &WrittenFile<'_>, expected: Option<&Mark>) -> Result<Mark, PlaceError> {
        let path = self.path(file.path)?;
        let mut wait = FIRST_WAIT;
        for _ in 0..MOST_TRIES {
            let mode = match expected {
                None => PutMode::Create,
                Some(mark) => PutMode::Update(UpdateVersion {
                    e_tag: Some(mark.etag.clone()),
                    version: mark.version.clone(),
                }),
            };
            match self.put(&path, file, mode).await {
                Ok(put) => {
                    let mark = mark(put);
                    return if self.has_arrived(file, &mark).await? {
                        Ok(mark)
                    } else {
                        Err(self.not_whole(file))
                    };
                }
                Err(Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotModified { .. }) => {
                }
                Err(error) => return Err(self.reduced(Tried::Write(file.path), &error)),
            }
            match self.stored(file.path).await? {
                Some(there) if there.bytes == file.bytes => return Ok(there.mark),
                Some(there) if expected != Some(&there.mark) => return Err(PlaceError::Lost),
                None if expected.is_some() => return Err(PlaceError::Lost),
                // It is as it was: somebody else was about to write, and did not.
                Some(_) | None => {}
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
        }
        Err(PlaceError::Lost)
    }

    /// Whether a file arrived as it was sent. Most stores answer with the MD5 of what they have; of others it is read.
    async fn has_arrived(&self, file: &WrittenFile<'_>, mark: &Mark) -> Result<bool, PlaceError> {
        let mut sent = String::new();
        for byte in Md5::digest(file.bytes) {
            // Writing to a text cannot fail.
            let _ = write!(sent, "{byte:02x}");
        }
        if mark.etag.trim_matches('"').eq_ignore_ascii_case(&sent) {
            return Ok(true);
        }
        Ok(self.hashed(file.path).await? == Some(blake3::hash(file.bytes)))
    }

    fn not_whole(&self, file: &WrittenFile<'_>) -> PlaceError {
        PlaceError::Failed {
            why: format!("`{}` did not arrive at `{}` as it was sent", file.path, self.address),
            hint: "readers are served what arrived: publish again with `--repair`; where it happens again, something between here and the store changes files"
                .to_owned(),
        }
    }
}

/// It names the place, and nothing that opens it.
impl fmt::Debug for ObjectPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectPlace").field("address", &self.address).finish_non_exhaustive()
    }
}

impl FilePlace for ObjectPlace {
    fn at(&self) -> PathBuf {
        PathBuf::from(self.address.to_string())
    }

    fn folder(&self) -> Option<PathBuf> {
        None
    }

    /// What is not written whole is not there.
    fn put_in_order(&self) -> Result<(), PlaceError> {
        Ok(())
    }

    fn list(&self, below: &str) -> Result<Vec<ListedFile>, PlaceError> {
        let folder = self.path(below)?;
        let root = self.path("")?;
        let all =
            self.runtime.block_on(async { self.store.list(Some(&folder)).try_collect::<Vec<_>>().await });
        let all = all.map_err(|error| self.reduced(Tried::List, &error))?;
        let listed = all.into_iter().filter_map(|meta| {
            let path = meta.location.as_ref().strip_prefix(root.as_ref())?;
            let path = path.strip_prefix('/').unwrap_or(path).to_owned();
            Some(ListedFile { path, size: meta.size, etag: meta.e_tag })
        });
        Ok(listed.collect())
    }

    fn read(&self, path: &str) -> Result<Option<StoredFile>, PlaceError> {
        self.runtime.block_on(self.stored(path))
    }

    fn hash(&self, path: &str) -> Result<Option<Hash>, PlaceError> {
        self.runtime.block_on(self.hashed(path))
    }

    fn write(&self, file: &WrittenFile<'_>) -> Result<Mark, PlaceError> {
        self.runtime.block_on(async {
            match file.condition {
                WriteCondition::None => self.put_whole(file).await,
                WriteCondition::Absent => self.put_if(file, None).await,
                WriteCondition::Still(mark) => self.put_if(file, Some(mark)).await,
            }
        })
    }

    /// A store answers once it has a file.
    fn settle(&self) -> Result<(), PlaceError> {
        Ok(())
    }

    fn copy(&self, from: &str, to: &str) -> Result<Option<Hash>, PlaceError> {
        let (source, copy) = (self.path(from)?, self.path(to)?);
        let copied = self.runtime.block_on(self.store.copy(&source, &copy));
        copied.map_err(|error| self.reduced(Tried::Write(to), &error))?;
        Ok(None)
    }

    fn remove(&self, path: &str) -> Result<(), PlaceError> {
        let place = self.path(path)?;
        match self.runtime.block_on(self.store_of(path).delete(&place)) {
            Ok(()) => Ok(()),
            Err(Error::NotFound { source, .. }) if !trouble::is_of_bucket(&*source) => Ok(()),
            Err(error) => Err(self.reduced(Tried::Remove(path), &error)),
        }
    }
}

fn mark(put: PutResult) -> Mark {
    Mark { etag: put.e_tag.unwrap_or_default(), version: put.version }
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::super::lock::own;
    use super::*;

    /// Where all that may be under way at once is under way, the lock is renewed all the same.
    #[test]
    fn the_lock_waits_for_no_other_file() {
        let place = ObjectPlace {
            address: StoreAddress::read("s3://bucket/playbook").expect("an address"),
            store: Arc::new(LimitStore::new(InMemory::new(), 0)),
            for_lock: Arc::new(InMemory::new()),
            runtime: tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads"),
        };
        let (done, is_done) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let written = place.write(&own(LOCK, b"{}", WriteCondition::Absent)).expect("written");
            place.write(&own(LOCK, b"{ }", WriteCondition::Still(&written))).expect("renewed");
            let read = place.read(LOCK).expect("read").expect("a lock");
            place.remove(LOCK).expect("removed");
            done.send(read.bytes).expect("a listener");
        });
        assert_eq!(is_done.recv_timeout(Duration::from_secs(20)).expect("an answer"), b"{ }");
    }
}
