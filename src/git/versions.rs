//! The answers of a repository to what is asked of the versions of a site.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use gix_object::Kind;

use super::repository::Repository;
use super::{commits, lfs, overlays, signatures, trees};
use crate::model::{CommitId, ObjectId, RepoPath, Seal, SealKind, TextId};
use crate::path::FilePath;
use crate::world::{
    CommitRecord, Comparison, Difference, LfsPointer, Overlay, TreeEntry, Versions, VersionsError,
};

impl Versions for Repository {
    fn head(&self) -> CommitId {
        self.head
    }

    fn commit(&self, id: CommitId) -> Result<CommitRecord, VersionsError> {
        let (record, root) = self.objects.with(|reader| {
            let bytes = reader.read(&id.0, Kind::Commit)?;
            Ok((commits::record(&id.0, bytes)?, commits::tree(&id.0, bytes)?))
        })?;
        self.roots.write().unwrap_or_else(PoisonError::into_inner).insert(id, root);
        Ok(record)
    }

    fn seal(&self, id: CommitId) -> Result<Option<SealKind>, VersionsError> {
        let header = signatures::header(self.objects.algorithm());
        self.objects.with(|reader| Ok(commits::seal(reader.read(&id.0, Kind::Commit)?, header)))
    }

    fn seals(&self, commits: &[CommitId], signers: Option<&[u8]>) -> Vec<Seal> {
        signatures::seals(self, commits, signers)
    }

    fn differences(&self, old: Option<CommitId>, new: CommitId) -> Result<Vec<Difference>, VersionsError> {
        Ok(self.comparison(old, new)?.differences)
    }

    fn comparison(&self, old: Option<CommitId>, new: CommitId) -> Result<Comparison, VersionsError> {
        self.objects.with(|reader| {
            let new = self.tree_of(reader, new)?;
            let old = old.map(|old| self.tree_of(reader, old)).transpose()?;
            let compared = || self.compared.lock().unwrap_or_else(PoisonError::into_inner);
            let known = compared().remove(&(old, new));
            if let Some(known) = known {
                return Ok(known);
            }
            let comparison = trees::differences(reader, old, Some(new))?;
            compared().insert((old, new), comparison.clone());
            Ok(comparison)
        })
    }

    fn are_there(&self, ids: &[ObjectId]) -> Result<(), VersionsError> {
        self.objects.with(|reader| ids.iter().try_for_each(|id| reader.is_there(id)))
    }

    fn folder_differences(
        &self,
        folder: &FilePath,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<Difference>, VersionsError> {
        self.objects.with(|reader| {
            let new = self.tree_of(reader, new)?;
            let old = old.map(|old| self.tree_of(reader, old)).transpose()?;
            trees::site_differences(reader, folder.as_str(), old, new)
        })
    }

    fn files(&self, at: CommitId) -> Result<Vec<(RepoPath, TreeEntry)>, VersionsError> {
        self.objects.with(|reader| {
            let root = self.tree_of(reader, at)?;
            trees::files(reader, root)
        })
    }

    fn entry(&self, at: CommitId, path: &RepoPath) -> Result<Option<TreeEntry>, VersionsError> {
        self.objects.with(|reader| {
            let root = self.tree_of(reader, at)?;
            trees::entry(reader, root, path)
        })
    }

    fn blob(&self, text: TextId) -> Result<Arc<[u8]>, VersionsError> {
        if let Some(kept) = self.kept_texts.get(text) {
            return Ok(kept);
        }
        self.objects.with(|reader| reader.read(&text.0, Kind::Blob).map(Into::into))
    }

    fn keep_for_later(&self, text: TextId) {
        if self.kept_texts.has(text) {
            return;
        }
        self.objects.with(|reader| {
            // One that cannot be read is found where it is asked for.
            if let Ok(bytes) = reader.read(&text.0, Kind::Blob) {
                self.kept_texts.keep(text, bytes);
            }
        });
    }

    fn let_go(&self, texts: &[TextId]) {
        self.kept_texts.let_go(texts);
    }

    fn rest(&self) {
        self.objects.rest();
    }

    fn sort_as_stored(&self, texts: &mut [TextId]) {
        self.objects.sort_as_stored(texts, |text| Some(text.0));
    }

    fn sort_by_folders(&self, commits: &mut [CommitId]) {
        // Folders above the site's own hardly change, and folders below it change with it.
        let folder = |commit: &CommitId| {
            self.objects.with(|reader| {
                let root = self.tree_of(reader, *commit).ok()?;
                trees::below(reader, root, &self.prefix).ok()?
            })
        };
        let folders: HashMap<CommitId, ObjectId> =
            commits.iter().filter_map(|commit| Some((*commit, folder(commit)?))).collect();
        self.objects.sort_as_stored(commits, |commit| folders.get(commit).copied());
    }

    fn file_bytes(&self, file: TextId) -> Result<Arc<[u8]>, VersionsError> {
        let bytes = self.blob(file)?;
        match LfsPointer::of(&bytes) {
            Some(pointer) => lfs::bytes(&self.place.shared, &file.0, &pointer),
            None => Ok(bytes),
        }
    }

    fn stands_for(&self, committed: TextId, bytes: &[u8]) -> bool {
        let pointer = self.blob(committed).ok().and_then(|bytes| LfsPointer::of(&bytes));
        pointer.is_some_and(|pointer| lfs::names(&pointer, bytes))
    }

    fn is_cut_at(&self, id: CommitId) -> bool {
        self.cut.contains(&id)
    }

    fn overlays(&self) -> Vec<Overlay> {
        self.overlays.get_or_init(|| overlays::read(self)).clone()
    }

    fn lineage(&self) -> [u8; 8] {
        let mut cut: Vec<&CommitId> = self.cut.iter().collect();
        cut.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for overlay in self.overlays() {
            hasher.update(overlay.to_string().as_bytes()).update(b"\n");
        }
        for id in cut {
            hasher.update(id.0.as_bytes());
        }
        let mut lineage = [0; 8];
        hasher.finalize_xof().fill(&mut lineage);
        lineage
    }

    fn top_file(&self, name: &str) -> Option<Vec<u8>> {
        if let Some(top) = &self.place.top {
            let path = top.join(name);
            // Whoever reads a named pipe waits for ever; one of this name says nothing to git either.
            let is_file = std::fs::metadata(&path).is_ok_and(|there| there.is_file());
            return if is_file { std::fs::read(path).ok() } else { None };
        }
        let files = self.files(self.head).ok()?;
        let (_, entry) = files.into_iter().find(|(path, _)| path.as_bytes() == name.as_bytes())?;
        self.blob(entry.text).ok().map(|bytes| bytes.to_vec())
    }

    fn repo_path(&self, file: &FilePath) -> RepoPath {
        RepoPath::new(format!("{}{}", self.prefix, file.as_str()))
    }

    fn site_file(&self, path: &RepoPath) -> Option<FilePath> {
        FilePath::new(path.as_str()?.strip_prefix(&self.prefix)?)
    }

    fn text_id(&self, bytes: &[u8]) -> TextId {
        // Only bytes made to collide have no name, and no repository holds those.
        let none = match self.objects.algorithm() {
            gix_hash::Kind::Sha256 => ObjectId::Sha256([0; 32]),
            _ => ObjectId::Sha1([0; 20]),
        };
        TextId(self.objects.name(bytes).unwrap_or(none))
    }
}
