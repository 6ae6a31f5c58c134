//! The frame: files and settings that all pages share, and for which a page of kind `frame` speaks (steps 21 and 23).
//!
//! Its text is that page's, with every file that its patterns choose and the keys of the settings that it names. Where a
//! control chooses the page, the approved edition has these files and keys as they were approved.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use super::pages::{Life, TextAt};
use super::state::FoldState;
use super::tree::LinePlace;
use crate::config::{self, Config};
use crate::governance::selector::FRAME;
use crate::model::{ExactText, FileRelation, PageFacts, ReferencedFile, TextId};
use crate::path::{FilePath, PathPattern, is_markdown};
use crate::world::as_text;

/// The frames in force.
#[derive(Clone, Debug, Default)]
pub struct FramesInForce {
    /// Files with the bytes that were approved.
    pub files: BTreeMap<FilePath, TextId>,
    /// The files that they speak for.
    covered: CoveredFiles,
    /// What more than one of them speaks for, in words.
    pub contested: Vec<String>,
}

impl FramesInForce {
    /// Whether a file is one that a frame in force speaks for.
    pub fn speaks_for(&self, file: &FilePath) -> bool {
        self.covered.has(file)
    }

    /// Whether it speaks for a file that was not approved with it, or was approved with other bytes.
    pub fn refuses(&self, file: &FilePath, id: TextId) -> bool {
        self.speaks_for(file) && self.files.get(file) != Some(&id)
    }
}

/// Where that lies for which no frame speaks: pages and records speak for themselves.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    content: FilePath,
    /// The folder of records; `None` where no model says which.
    records: Option<FilePath>,
    /// Folders in which no file is a page: that of the theme, and that of files which are published as they are.
    shared: Vec<FilePath>,
}

impl Grounds {
    /// The files that a page with these facts speaks for.
    pub fn covered(self, facts: &PageFacts) -> CoveredFiles {
        let mut covered = CoveredFiles { patterns: Vec::new(), elsewhere: self };
        covered.add(facts);
        covered
    }

    /// Whether a file is a page, a record or the settings.
    fn is_another(&self, file: &FilePath) -> bool {
        let is_shared = || self.shared.iter().any(|folder| file.within(folder).is_some());
        let is_page = || is_markdown(file.name()) && file.within(&self.content).is_some() && !is_shared();
        *file == config::site_file()
            || self.records.as_ref().is_some_and(|folder| file.within(folder).is_some())
            || is_page()
    }
}

/// Files that frames speak for.
#[derive(Clone, Debug, Default)]
pub struct CoveredFiles {
    patterns: Vec<PathPattern>,
    elsewhere: Grounds,
}

impl CoveredFiles {
    /// Whether a file is one of them.
    pub fn has(&self, file: &FilePath) -> bool {
        let mut patterns = self.patterns.iter();
        patterns.any(|pattern| pattern.fits(file.as_str())) && !self.elsewhere.is_another(file)
    }

    /// Adds those of a page; of one that is no frame there are none.
    fn add(&mut self, facts: &PageFacts) {
        if &*facts.kind == FRAME {
            let covers = facts.fields.named("covers").iter();
            self.patterns.extend(covers.map(|named| PathPattern::new(&named.name)));
        }
    }
}

/// A key of the settings that a frame in force speaks for.
#[derive(Clone, Debug)]
pub struct FramedKey {
    /// Its name.
    pub key: Arc<str>,
    /// The settings as they were approved with it.
    pub then: Arc<Config>,
}

impl FoldState {
    /// What belongs to a page of kind `frame` beside its words, as the last commit has it.
    ///
    /// # Errors
    /// Where the settings are not to be had.
    pub fn framed(
        &self,
        facts: &PageFacts,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<ReferencedFile>, Refusal> {
        self.framed_at(facts, self.place(), evidence)
    }

    /// The same, at a commit.
    pub(super) fn framed_at(
        &self,
        facts: &PageFacts,
        place: LinePlace,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<ReferencedFile>, Refusal> {
        if &*facts.kind != FRAME {
            return Ok(Vec::new());
        }
        let site_file = config::site_file();
        let mut files = Vec::new();
        if let Some(text) = self.tree.at(&site_file, place) {
            let written = evidence.bytes(text)?;
            files.extend(keys_of(facts, &as_text(&written), &|bytes| evidence.text_id(bytes)));
        }
        let covered = self.grounds().covered(facts);
        let chosen = self.tree.files_at(place).filter(|(file, _)| covered.has(file));
        files.extend(in_order(chosen.map(|(file, id)| (file.clone(), id))));
        Ok(files)
    }

    /// The commits at which a file changed for which a page speaks.
    pub(super) fn changes_of_frame(&self, facts: &PageFacts) -> BTreeSet<LinePlace> {
        self.framed_ever(facts).into_iter().flat_map(|file| self.tree.changes(file)).collect()
    }

    /// Every file that there ever was for which a page speaks.
    pub(super) fn framed_ever(&self, facts: &PageFacts) -> Vec<&FilePath> {
        if &*facts.kind != FRAME {
            return Vec::new();
        }
        let covered = self.grounds().covered(facts);
        self.tree.known().filter(|file| covered.has(file)).collect()
    }

    /// Where that lies for which no frame speaks.
    pub fn grounds(&self) -> Grounds {
        let Some(law) = self.law() else { return Grounds::default() };
        Grounds {
            content: law.content.clone(),
            records: Some(law.records.clone()),
            shared: law.config.theme_folder().into_iter().chain(law.config.as_is_folder()).collect(),
        }
    }

    /// The frames in force. Of two that speak for one file, the one that was in force first has it.
    pub fn frame(&self) -> FramesInForce {
        let elsewhere = self.grounds();
        let mut frame = FramesInForce {
            covered: CoveredFiles { elsewhere, ..CoveredFiles::default() },
            ..FramesInForce::default()
        };
        let mut keys: HashSet<Arc<str>> = HashSet::new();
        for text in self.frames() {
            for named in text.exact.files().iter().filter(|named| named.reference == FileRelation::Framed) {
                if frame.speaks_for(&named.file) {
                    frame.contested.push(format!("`{}`", named.file));
                } else {
                    frame.files.insert(named.file.clone(), named.id);
                }
            }
            let own = text.facts.fields.named("keys");
            let contested = own.iter().filter(|key| keys.contains(&key.name));
            frame.contested.extend(contested.map(|key| format!("the key `{}`", key.name)));
            keys.extend(own.iter().map(|key| key.name.clone()));
            frame.covered.add(&text.facts);
        }
        frame
    }

    /// The bytes of every file that was approved with a text in force; those of the texts the fold has read.
    pub fn files_in_force(&self) -> impl Iterator<Item = TextId> {
        let texts = self.lives.values().filter_map(Life::text);
        texts.flat_map(|text| {
            let is_file = |file: &&ReferencedFile| {
                !matches!(file.reference, FileRelation::Settings | FileRelation::Keys)
            };
            text.exact.files().iter().filter(is_file).map(|file| file.id)
        })
    }

    /// The keys that the frames in force speak for, each with the settings as they were approved.
    ///
    /// # Errors
    /// Where the settings of then are not to be had.
    pub fn framed_keys(&self, evidence: &dyn EvidenceSource) -> Result<Vec<FramedKey>, Refusal> {
        let site_file = config::site_file();
        let mut keys = Vec::new();
        for text in self.frames() {
            let then = match self.tree.at(&site_file, text.place) {
                Some(written) => config::read(&site_file, &as_text(&evidence.bytes(written)?)).value,
                None => Config::default(),
            };
            let then = Arc::new(then);
            for key in text.facts.fields.named("keys") {
                if !keys.iter().any(|known: &FramedKey| known.key == key.name) {
                    keys.push(FramedKey { key: key.name.clone(), then: then.clone() });
                }
            }
        }
        Ok(keys)
    }

    /// The texts in force of frames, the one that was in force first before others.
    fn frames(&self) -> Vec<&TextAt> {
        let of_frame = |(id, life): (&'_ Arc<str>, &'_ Life)| {
            life.text().filter(|text| &*text.facts.kind == FRAME)?;
            Some(((life.issues.first()?.since, life.texts.first()?.place), id.clone()))
        };
        let mut order: Vec<_> = self.lives.iter().filter_map(of_frame).collect();
        order.sort_unstable();
        order.iter().filter_map(|(_, id)| self.lives.get(id)?.text()).collect()
    }
}

/// What belongs to a page of kind `frame` beside its words, where these are the settings and the files that it speaks for.
pub fn framed_by(
    facts: &PageFacts,
    site_file: &str,
    text_id: &dyn Fn(&[u8]) -> TextId,
    files: impl Iterator<Item = (FilePath, TextId)>,
) -> Vec<ReferencedFile> {
    keys_of(facts, site_file, text_id).into_iter().chain(in_order(files)).collect()
}

/// The keys that a page speaks for as settings have them, a line each: what is approved of them.
pub fn framed_settings(facts: &PageFacts, site_file: &str) -> String {
    let keys: Vec<Arc<str>> = facts.fields.named("keys").iter().map(|key| key.name.clone()).collect();
    config::displayed_keys(site_file, &keys)
}

/// The keys that a page speaks for, in the form in which controlled keys are approved.
fn keys_of(facts: &PageFacts, site_file: &str, text_id: &dyn Fn(&[u8]) -> TextId) -> Option<ReferencedFile> {
    let id = text_id(framed_settings(facts, site_file).as_bytes());
    (!facts.fields.named("keys").is_empty()).then(|| ReferencedFile {
        reference: FileRelation::Keys,
        file: config::site_file(),
        id,
    })
}

fn in_order(files: impl Iterator<Item = (FilePath, TextId)>) -> Vec<ReferencedFile> {
    let mut files: Vec<ReferencedFile> =
        files.map(|(file, id)| ReferencedFile { reference: FileRelation::Framed, file, id }).collect();
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}

/// Whether files belong to a text since its page speaks for them.
pub(super) fn is_of_frame(exact: &ExactText) -> bool {
    exact.files().iter().any(|file| matches!(file.reference, FileRelation::Framed | FileRelation::Keys))
}
