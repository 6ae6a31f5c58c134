//! Where a site is built from: the working tree, or a commit; and what is in its files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::load::not_whole;
use super::outcome::Failure;
use crate::compile::unreadable;
use crate::config::Edition;
use crate::disk::DiskWorld;
use crate::git::CommitWorld;
use crate::output::NewContent;
use crate::path::FilePath;
use crate::route::{Answer, Site};
use crate::world::{ReadError, World};

/// Where a site is built from.
pub(super) struct BuildSources<'a> {
    /// The working tree.
    pub(super) disk: &'a DiskWorld,
    /// What the site is compiled from: the working tree, or a commit.
    pub(super) world: &'a dyn World,
    pub(super) files: Files<'a>,
    /// The hash of what builds it.
    pub(super) program: Option<blake3::Hash>,
    /// Held by who prints: one browser at a time takes memory enough.
    pub(super) printing: Mutex<()>,
}

/// Where files are copied from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Files<'a> {
    OnDisk,
    OfCommit(&'a CommitWorld),
}

/// What is in a file of the output, as it is at hand.
pub(super) enum FileContent<'a> {
    Made(&'a [u8]),
    Read(Arc<[u8]>),
    OnDisk(PathBuf),
}

impl FileContent<'_> {
    pub(super) fn borrowed(&self) -> NewContent<'_> {
        match self {
            FileContent::Made(bytes) => NewContent::Bytes(bytes),
            FileContent::Read(bytes) => NewContent::Bytes(bytes),
            FileContent::OnDisk(path) => NewContent::CopyOf(path),
        }
    }
}

impl<'a> BuildSources<'a> {
    /// The working tree, or what a commit has of it.
    pub(super) fn new(disk: &'a DiskWorld, committed: Option<&'a CommitWorld>) -> BuildSources<'a> {
        let (world, files): (&dyn World, Files<'a>) = match committed {
            Some(world) => (world, Files::OfCommit(world)),
            None => (disk, Files::OnDisk),
        };
        BuildSources { disk, world, files, program: program(), printing: Mutex::default() }
    }

    /// As `new`, of files on disk and a site that a test made: nothing is known of the program.
    #[cfg(test)]
    pub(super) fn of_test(disk: &'a DiskWorld, world: &'a dyn World) -> BuildSources<'a> {
        BuildSources { disk, world, files: Files::OnDisk, program: None, printing: Mutex::default() }
    }

    /// Writes what a route is answered with into a file, and makes the folders around it.
    pub(super) fn copy(&self, answer: &Answer, to: &Path) -> Result<(), Failure> {
        let content = self.content(answer)?;
        let of_path = |error| Failure::of_path(to, &error);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(of_path)?;
        }
        match content.borrowed() {
            NewContent::Bytes(bytes) => fs::write(to, bytes).map_err(of_path),
            NewContent::CopyOf(path) => fs::copy(path, to).map(|_| ()).map_err(of_path),
        }
    }

    /// What a route is answered with, as bytes.
    pub(super) fn bytes(&self, answer: &Answer) -> Result<Vec<u8>, Failure> {
        match self.content(answer)?.borrowed() {
            NewContent::Bytes(bytes) => Ok(bytes.to_vec()),
            NewContent::CopyOf(path) => fs::read(path).map_err(|error| Failure::of_path(path, &error)),
        }
    }

    /// What a part of a document is answered with; a document is no part of another.
    fn content<'c>(&self, answer: &'c Answer) -> Result<FileContent<'c>, Failure> {
        match answer {
            Answer::Bytes(bytes) => Ok(FileContent::Made(bytes)),
            Answer::PrintedBook(name) => {
                Err(Failure::new(format!("the book `{name}` is a part of another document")))
            }
            Answer::File(file) => {
                self.read(file).map_err(|error| Failure::new(unreadable(file, &error).message))
            }
        }
    }

    pub(super) fn read(&self, file: &FilePath) -> Result<FileContent<'static>, ReadError> {
        match self.files {
            Files::OnDisk => self.disk.readable(file).map(FileContent::OnDisk),
            Files::OfCommit(world) => world.bytes(file).map(FileContent::Read),
        }
    }

    /// Refuses an approved edition where a file that it publishes cannot be had (step 5): before anything is written.
    pub(super) fn refuse_unread(&self, site: &Site) -> Result<(), Failure> {
        let Files::OfCommit(world) = self.files else { return Ok(()) };
        if site.config.edition != Edition::Approved {
            return Ok(());
        }
        let of_theme = site.config.theme_folder().map(|folder| world.list(&folder).files);
        let as_is = site.files_as_is().iter().map(|file| &file.file);
        let shown = site.content.assets.iter().map(|asset| &asset.file);
        let files: Vec<&FilePath> =
            as_is.chain(shown).chain(of_theme.iter().flat_map(|files| &**files)).collect();
        world.has_bytes_of(&files).map_err(not_whole)
    }
}

/// The hash of this very program; another version may make other bytes of the same.
pub(super) fn program() -> Option<blake3::Hash> {
    let bytes = std::fs::read(std::env::current_exe().ok()?).ok()?;
    Some(blake3::hash(&bytes))
}
