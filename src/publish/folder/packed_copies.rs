//! Packed copies beside the files of a release. Each content is packed once: what the release before has of it is linked.

use std::fs;

use rayon::prelude::*;

use super::stage::StagedRelease;
use crate::config::Packing;
use crate::output::{MediaType, NewContent, NewFile, OutputTarget as _};
use crate::path::OutputPath;
use crate::publish::packing::{may_gain, packed};
use crate::publish::{PublishError, PublishedFile, SoundRelease};
use crate::write::WriteError;

impl StagedRelease {
    /// Puts a packed copy beside each file that gains by it. `seen` is called for each file of the release.
    ///
    /// # Errors
    /// A file cannot be read, or a copy not be put there.
    pub fn pack(
        &self,
        packings: &[Packing],
        before: Option<SoundRelease<'_>>,
        seen: &(dyn Fn() + Sync),
    ) -> Result<(), PublishError> {
        if packings.is_empty() {
            return Ok(());
        }
        let files = self.files();
        let pack = |(path, file): (&String, &PublishedFile)| {
            seen();
            if !may_gain(&file.media_type, file.size) {
                return Ok(());
            }
            // What people have packed themselves is theirs.
            let free = |packing: &&Packing| !files.contains_key(&copy_of(path, **packing));
            let mut missing = Vec::new();
            for packing in packings.iter().filter(free) {
                if !self.has_of_before(path, file, *packing, before)? {
                    missing.push(*packing);
                }
            }
            self.pack_one(path, &missing)
        };
        Ok(files.par_iter().try_for_each(pack)?)
    }

    fn pack_one(&self, path: &str, packings: &[Packing]) -> Result<(), WriteError> {
        if packings.is_empty() {
            return Ok(());
        }
        let from = self.dir().join(path);
        let failed = |error| WriteError::io("pack", &from, error);
        let bytes = fs::read(&from).map_err(failed)?;
        for packing in packings {
            let Some(smaller) = packed(*packing, &bytes).map_err(failed)? else { continue };
            let copy = OutputPath::new(&copy_of(path, *packing));
            let (media_type, content) = (MediaType::of(copy.as_str()), NewContent::Bytes(&smaller));
            self.put(&NewFile { path: &copy, media_type, input_hash: None, content })?;
        }
        Ok(())
    }

    /// Whether nothing is left to do for a copy, since the release before had the same file: its copy is linked, or it has none
    /// since that would hardly be smaller.
    fn has_of_before(
        &self,
        path: &str,
        file: &PublishedFile,
        packing: Packing,
        before: Option<SoundRelease<'_>>,
    ) -> Result<bool, WriteError> {
        let Some(SoundRelease { release, damage }) = before else { return Ok(false) };
        if release.files.get(path).is_none_or(|known| known.hash != file.hash) {
            return Ok(false);
        }
        let copy = copy_of(path, packing);
        match release.added.get(&copy) {
            Some(known) if damage.spares(&copy) => self.link(&copy, known).map(|()| true),
            Some(_) => Ok(false),
            None => Ok(release.packings.iter().any(|coding| coding == packing.coding())),
        }
    }
}

/// The path of a copy.
fn copy_of(path: &str, packing: Packing) -> String {
    format!("{path}{}", packing.ending())
}
