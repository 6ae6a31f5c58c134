//! Putting the files of a site where a target lacks them: what `build` and `publish` share.

use std::collections::HashSet;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::ahead::{MadeAhead, refuse_unproven};
use super::load::not_whole;
use super::outcome::Failure;
use super::rendering::Rendering;
use crate::compile::unreadable;
use crate::config::Edition;
use crate::diagnostic::Finding;
use crate::disk::DiskWorld;
use crate::git::CommitWorld;
use crate::output::{MadeOutput, MediaType, NewContent, NewFile, OutputTarget, Outputs, Plan};
use crate::path::{FilePath, OutputPath};
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
}

/// Where files are copied from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Files<'a> {
    OnDisk,
    OfCommit(&'a CommitWorld),
}

/// Puts files where a target lacks them.
pub(super) struct Putting<'a, T: ?Sized> {
    pub(super) plan: &'a Plan,
    pub(super) target: &'a T,
    pub(super) sources: &'a BuildSources<'a>,
}

impl<T: OutputTarget<Error: Display> + ?Sized> Putting<'_, T> {
    /// Makes what the target lacks of a site, but for what was made ahead, and puts it there.
    pub(super) fn put_all(&self, outputs: &Outputs<'_>, ahead: MadeAhead) -> Result<Vec<Finding>, Failure> {
        for (path, input_hash) in self.plan.kept() {
            self.target.keep(path, input_hash).map_err(Failure::new)?;
        }
        let known: HashSet<OutputPath> = ahead.keys().cloned().collect();
        let put = ahead.into_par_iter().map(|(path, made)| self.put(&path, made));
        let put: Result<Vec<Vec<Finding>>, T::Error> = put.collect();
        let mut findings = put.map_err(Failure::new)?.concat();
        let rendering = Rendering { outputs, verb: "Rendering", cache: self.sources.world.cache() };
        let rendered = rendering.each(
            |output| !self.plan.keeps(&output.path()) && !known.contains(&output.path()),
            |output, made| self.put(&output.path(), made),
        );
        let rendered = rendered.map_err(Failure::new)?;
        // What found no room ahead is made a second time.
        refuse_unproven(&rendered)?;
        findings.extend(rendered.findings);
        Ok(findings)
    }

    /// Puts a file that was made there, and returns what was found of it.
    pub(super) fn put(&self, path: &OutputPath, made: MadeOutput) -> Result<Vec<Finding>, T::Error> {
        let mut findings = made.answer.findings;
        let content = match &made.answer.value {
            Answer::Bytes(bytes) => Content::Made(bytes),
            Answer::File(file) => match self.sources.read(file) {
                Ok(content) => content,
                // One file that cannot be read keeps nobody from reading the others.
                Err(error) => {
                    findings.push(unreadable(file, &error));
                    return Ok(findings);
                }
            },
        };
        // What was found of a page must be found again: it is made anew the next time.
        let input_hash = made.input_hash.filter(|_| findings.is_empty());
        let (content, media_type) = (content.borrowed(), MediaType::of(path.as_str()));
        self.target.put(&NewFile { path, media_type, input_hash, content })?;
        Ok(findings)
    }
}

/// What is in a file of the output, as it is at hand.
enum Content<'a> {
    Made(&'a [u8]),
    Read(Arc<[u8]>),
    OnDisk(PathBuf),
}

impl Content<'_> {
    fn borrowed(&self) -> NewContent<'_> {
        match self {
            Content::Made(bytes) => NewContent::Bytes(bytes),
            Content::Read(bytes) => NewContent::Bytes(bytes),
            Content::OnDisk(path) => NewContent::CopyOf(path),
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
        BuildSources { disk, world, files, program: program() }
    }

    /// Writes what a route is answered with into a file, and makes the folders around it.
    pub(super) fn copy(&self, answer: &Answer, to: &Path) -> Result<(), Failure> {
        let content = match answer {
            Answer::Bytes(bytes) => Content::Made(bytes),
            Answer::File(file) => {
                self.read(file).map_err(|error| Failure::new(unreadable(file, &error).message))?
            }
        };
        let of_path = |error| Failure::of_path(to, &error);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(of_path)?;
        }
        match content.borrowed() {
            NewContent::Bytes(bytes) => fs::write(to, bytes).map_err(of_path),
            NewContent::CopyOf(path) => fs::copy(path, to).map(|_| ()).map_err(of_path),
        }
    }

    fn read(&self, file: &FilePath) -> Result<Content<'static>, ReadError> {
        match self.files {
            Files::OnDisk => self.disk.readable(file).map(Content::OnDisk),
            Files::OfCommit(world) => world.bytes(file).map(Content::Read),
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
