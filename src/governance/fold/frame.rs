//! The frame: files and settings that all pages share, and for which a page of kind `frame` speaks (steps 21 and 23).
//!
//! Its text is that page's, with every file that its patterns choose and the keys of the settings that it names. Where a
//! control chooses the page, the approved edition has these files and keys as they were approved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::evidence::{Evidence, Refusal};
use super::pages::{Life, TextAt};
use super::state::State;
use super::tree::Place;
use crate::config::{self, Config};
use crate::governance::glob;
use crate::model::{ExactText, Facts, Reference, ReferencedFile, TextId};
use crate::path::{FilePath, is_markdown};

/// The kind of the pages that speak for what all pages share.
pub const FRAME: &str = "frame";

/// The files of the frames in force.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// Files with the bytes that were approved.
    pub files: BTreeMap<FilePath, TextId>,
    /// Files of the last commit that the frames speak for, and that were not approved with them.
    pub left_out: BTreeSet<FilePath>,
}

/// A key of the settings that a frame in force speaks for.
#[derive(Clone, Debug)]
pub struct FramedKey {
    /// Its name.
    pub key: Arc<str>,
    /// The settings as they were approved with it.
    pub then: Arc<Config>,
}

/// Whether a page with these facts speaks for a file. Pages speak for themselves, records and settings too; what is hidden
/// is of no site.
pub fn speaks_for(facts: &Facts, file: &FilePath) -> bool {
    let is_own = is_markdown(file.name()) || super::is_record(file) || *file == config::site_file();
    let fits = |pattern: &crate::model::Named| glob::fits(&pattern.name, file.as_str());
    &*facts.kind == FRAME && !is_own && !file.is_hidden() && facts.fields.named("covers").iter().any(fits)
}

impl State {
    /// What belongs to a page of kind `frame` beside its words, as the last commit has it.
    ///
    /// # Errors
    /// Where the settings are not to be had.
    pub fn framed(&self, facts: &Facts, evidence: &dyn Evidence) -> Result<Vec<ReferencedFile>, Refusal> {
        self.framed_at(facts, self.place(), evidence)
    }

    /// The same, at a commit.
    pub(super) fn framed_at(
        &self,
        facts: &Facts,
        place: Place,
        evidence: &dyn Evidence,
    ) -> Result<Vec<ReferencedFile>, Refusal> {
        if &*facts.kind != FRAME {
            return Ok(Vec::new());
        }
        let site_file = config::site_file();
        let mut files = Vec::new();
        if let Some(text) = self.tree.at(&site_file, place) {
            let written = evidence.bytes(text)?;
            files
                .extend(keys_of(facts, &String::from_utf8_lossy(&written), &|bytes| evidence.text_id(bytes)));
        }
        let chosen = self.tree.files_at(place).filter(|(file, _)| speaks_for(facts, file));
        files.extend(in_order(chosen.map(|(file, id)| (file.clone(), id))));
        Ok(files)
    }

    /// The commits at which a file changed for which a page speaks.
    pub(super) fn changes_of_frame(&self, facts: &Facts) -> BTreeSet<Place> {
        let known = self.tree.known().filter(|file| speaks_for(facts, file));
        known.flat_map(|file| self.tree.changes(file)).collect()
    }

    /// The files of the frames in force; of two that speak for one file, by the order of their ids.
    pub fn frame(&self) -> Frame {
        let mut frame = Frame::default();
        for text in self.frames() {
            for named in text.exact.files().iter().filter(|named| named.reference == Reference::Framed) {
                frame.files.entry(named.file.clone()).or_insert(named.id);
            }
        }
        let is_left_out = |file: &FilePath| {
            !frame.files.contains_key(file) && self.frames().any(|text| speaks_for(&text.facts, file))
        };
        frame.left_out =
            self.tree.files().map(|(file, _)| file).filter(|file| is_left_out(file)).cloned().collect();
        frame
    }

    /// The keys that the frames in force speak for, each with the settings as they were approved.
    ///
    /// # Errors
    /// Where the settings of then are not to be had.
    pub fn framed_keys(&self, evidence: &dyn Evidence) -> Result<Vec<FramedKey>, Refusal> {
        let site_file = config::site_file();
        let mut keys = Vec::new();
        for text in self.frames() {
            let then = match self.tree.at(&site_file, text.place) {
                Some(written) => {
                    config::read(&site_file, &String::from_utf8_lossy(&evidence.bytes(written)?)).value
                }
                None => Config::default(),
            };
            let then = Arc::new(then);
            keys.extend(
                text.facts
                    .fields
                    .named("keys")
                    .iter()
                    .map(|key| FramedKey { key: key.name.clone(), then: then.clone() }),
            );
        }
        Ok(keys)
    }

    fn frames(&self) -> impl Iterator<Item = &TextAt> {
        self.lives.values().filter_map(Life::text).filter(|text| &*text.facts.kind == FRAME)
    }
}

/// What belongs to a page of kind `frame` beside its words, where these are the settings and the files that it speaks for.
pub fn framed_by(
    facts: &Facts,
    site_file: &str,
    text_id: &dyn Fn(&[u8]) -> TextId,
    files: impl Iterator<Item = (FilePath, TextId)>,
) -> Vec<ReferencedFile> {
    keys_of(facts, site_file, text_id).into_iter().chain(in_order(files)).collect()
}

/// The keys that a page speaks for as settings have them, a line each: what is approved of them.
pub fn framed_settings(facts: &Facts, site_file: &str) -> String {
    let keys: Vec<Arc<str>> = facts.fields.named("keys").iter().map(|key| key.name.clone()).collect();
    config::displayed_keys(site_file, &keys)
}

/// The keys that a page speaks for, in the form in which controlled keys are approved.
fn keys_of(facts: &Facts, site_file: &str, text_id: &dyn Fn(&[u8]) -> TextId) -> Option<ReferencedFile> {
    let id = text_id(framed_settings(facts, site_file).as_bytes());
    (!facts.fields.named("keys").is_empty()).then(|| ReferencedFile {
        reference: Reference::Keys,
        file: config::site_file(),
        id,
    })
}

fn in_order(files: impl Iterator<Item = (FilePath, TextId)>) -> Vec<ReferencedFile> {
    let mut files: Vec<ReferencedFile> =
        files.map(|(file, id)| ReferencedFile { reference: Reference::Framed, file, id }).collect();
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}

/// Whether files belong to a text since its page speaks for them.
pub(super) fn is_of_frame(exact: &ExactText) -> bool {
    exact.files().iter().any(|file| matches!(file.reference, Reference::Framed | Reference::Keys))
}
