//! The texts of pages as the working tree has them, with the files that they name.

use std::borrow::Cow;
use std::sync::Arc;

use super::evidence::GitEvidence;
use super::inputs::GovernanceInputs;
use crate::compile::memo::Memo;
use crate::config::Governing;
use crate::governance::fold::{FRAME, FoldState, framed_by};
use crate::model::{ExactText, FileRelation, Page, PageFacts, ReferencedFile, TextId};
use crate::path::FilePath;
use crate::world::{EntryKind, TreeEntry, Versions, World, as_committed, as_text};

/// The text that a page has now, with the files that it names.
pub(super) fn newest(
    inputs: &GovernanceInputs<'_>,
    (number, page, governing): (usize, &Page, Option<&Governing>),
    (state, history): (&FoldState, &GitEvidence),
) -> Option<ExactText> {
    let versions = history.texts.versions();
    let source = page.source.as_ref()?;
    let text = match as_committed(source.text.as_bytes(), &page.file, versions) {
        Cow::Owned(committed) => versions.text_id(&committed),
        Cow::Borrowed(_) => source.text_id(|bytes| versions.text_id(bytes)),
    };
    let named = inputs.shows.get(number).map(|named| named.as_slice()).unwrap_or_default();
    let file = |(reference, file): &(Arc<str>, FilePath)| {
        let id = working_id(inputs.world, file, versions)?;
        Some(ReferencedFile { reference: FileRelation::written(reference), file: file.clone(), id })
    };
    let mut files: Vec<ReferencedFile> = named.iter().filter_map(file).collect();
    files.extend(framed(inputs.world, page, state, history));
    files.extend(governing.map_or_else(Vec::new, |governing| model_files(inputs, page, governing, versions)));
    Some(ExactText::new(text, files))
}

/// Of the page of a frame, what it speaks for.
fn framed(world: &dyn World, page: &Page, state: &FoldState, history: &GitEvidence) -> Vec<ReferencedFile> {
    if page.kind.name != FRAME {
        return Vec::new();
    }
    let (facts, versions) = (PageFacts::of(page), history.texts.versions());
    // There the frame in force stands in for the one of the commit.
    if world.is_of_commit() {
        return state.framed(&facts, history).unwrap_or_default();
    }
    let written = settings(world, versions).unwrap_or_default();
    let listing = world.list(&FilePath::root());
    let covered = state.grounds().covered(&facts);
    let files = listing.files.iter().filter(|file| covered.has(file));
    let files = files.filter_map(|file| Some((file.clone(), working_id(world, file, versions)?)));
    framed_by(&facts, &written, &|bytes| versions.text_id(bytes), files)
}

/// Of the model's page, the controlled keys and the list of signers.
fn model_files(
    inputs: &GovernanceInputs<'_>,
    page: &Page,
    governing: &Governing,
    versions: &dyn Versions,
) -> Vec<ReferencedFile> {
    let site_file = crate::config::site_file();
    let id = page.document.as_deref().unwrap_or_default();
    if !governing.is_model(id, &page.path) {
        return Vec::new();
    }
    let Some(text) = settings(inputs.world, versions) else { return Vec::new() };
    let keys = crate::config::controlled_keys(&text);
    let keys = versions.text_id(keys.as_bytes());
    let mut files = vec![ReferencedFile { reference: FileRelation::Settings, file: site_file, id: keys }];
    if let Some(signers) = governing.signers.as_ref().map(|signers| &signers.value)
        && let Some(id) = working_id(inputs.world, signers, versions)
    {
        files.push(ReferencedFile { reference: FileRelation::Signers, file: signers.clone(), id });
    }
    files
}

/// The settings as they stand; how their lines end is no difference to what is committed.
fn settings(world: &dyn World, versions: &dyn Versions) -> Option<String> {
    let site_file = crate::config::site_file();
    let text = world.text(&site_file).ok()?;
    let text = as_committed(text.as_bytes(), &site_file, versions);
    Some(as_text(&text).into_owned())
}

/// How the settings of the working tree say that the site is governed, read once for all pages.
pub(super) fn governing(
    inputs: &GovernanceInputs<'_>,
    memo: &Memo<Arc<str>, Option<Governing>>,
) -> Option<Governing> {
    let site_file = crate::config::site_file();
    let text = inputs.world.text(&site_file).ok()?;
    memo.get(text, |text| crate::config::read(&crate::config::site_file(), text).value.governing)
}

/// The id of a file as it stands; how its lines end is no difference to what is committed. A link between files is none:
/// who approves a text has not seen where that may lead tomorrow.
fn working_id(world: &dyn World, file: &FilePath, versions: &dyn Versions) -> Option<TextId> {
    let committed = |file: &FilePath| -> Option<TreeEntry> {
        versions.entry(versions.head(), &versions.repo_path(file)).ok().flatten()
    };
    let is_link = |file: &FilePath| committed(file).is_some_and(|entry| entry.kind == EntryKind::Link);
    if is_link(file) || file.folders().any(|folder| is_link(&folder)) {
        return None;
    }
    // What a frame in force has in the place of a file is not what the commit has.
    if world.is_of_commit() {
        return committed(file).filter(|entry| entry.kind != EntryKind::Submodule).map(|entry| entry.text);
    }
    let bytes = world.bytes(file).ok()?;
    let id = versions.text_id(&as_committed(&bytes, file, versions));
    // Of what git LFS keeps, the repository has a pointer, and records name that.
    let pointer = committed(file).map(|entry| entry.text).filter(|committed| *committed != id);
    Some(pointer.filter(|committed| versions.stands_for(*committed, &bytes)).unwrap_or(id))
}
