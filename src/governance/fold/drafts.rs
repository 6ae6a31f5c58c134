//! Where pages are as commits have them, and what their texts say and name there. By themselves they change nothing.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::arrivals::is_record;
use super::evidence::{EvidenceSource, PageText, Refusal, TextStood};
use super::frame::is_of_frame;
use super::pages::{TextAt, Whereabouts};
use super::state::FoldState;
use super::tree::{FileChange, LinePlace};
use crate::config::{self, Config};
use crate::model::{ExactText, FileRelation, PageFacts, Record, ReferencedFile, TextId};
use crate::path::{FilePath, is_markdown};
use crate::world::as_text;

impl FoldState {
    /// Looks at the pages that the last commit changed, and at those that waited for what it brought.
    pub(super) fn bring_drafts(
        &mut self,
        changes: &[FileChange],
        evidence: &dyn EvidenceSource,
    ) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        let mut pages: BTreeSet<Arc<str>> = BTreeSet::new();
        for change in changes.iter().filter(|change| law.is_page(&change.file)) {
            pages.extend(self.index(&change.file, change.now, evidence)?);
        }
        for id in &pages {
            self.locate(id);
        }
        pages.extend(self.waiting_for(changes));
        pages.extend(self.held_moves.iter().cloned());
        for id in pages {
            self.reconsider(&id, evidence)?;
        }
        Ok(())
    }

    /// The pages of which an approval names a file that is changed: it may be what the approval waits for.
    fn waiting_for(&self, changes: &[FileChange]) -> Vec<Arc<str>> {
        let touched: HashSet<&FilePath> = changes
            .iter()
            .map(|change| &change.file)
            .filter(|file| !is_markdown(file.name()) && !is_record(file))
            .collect();
        if touched.is_empty() {
            return Vec::new();
        }
        let names = |record: &Arc<Record>| {
            let files = record.text().map(ExactText::files).unwrap_or_default();
            record.text().is_some_and(is_of_frame) || files.iter().any(|named| touched.contains(&named.file))
        };
        let waits = |id: &&Arc<str>| self.lives.get(*id).is_some_and(|life| life.approvals.iter().any(names));
        self.waiting.iter().filter(waits).cloned().collect()
    }

    /// Looks anew at where every page is: with the first model, and when the folder of pages is another.
    pub(super) fn index_all(&mut self, evidence: &dyn EvidenceSource) -> Result<(), Refusal> {
        let Some(law) = self.law().cloned() else { return Ok(()) };
        let files: Vec<(FilePath, TextId)> = self
            .tree
            .files()
            .filter(|(file, _)| law.is_page(file))
            .map(|(file, text)| (file.clone(), text))
            .collect();
        let stale: Vec<FilePath> = self.id_of.keys().filter(|file| !law.is_page(file)).cloned().collect();
        let mut changed: BTreeSet<Arc<str>> = BTreeSet::new();
        for file in stale {
            changed.extend(self.index(&file, None, evidence)?);
        }
        for (file, text) in files {
            changed.extend(self.index(&file, Some(text), evidence)?);
        }
        for id in changed {
            self.locate(&id);
        }
        Ok(())
    }

    /// Notes which id a file states, and says of which pages the place may be another.
    pub(super) fn index(
        &mut self,
        file: &FilePath,
        now: Option<TextId>,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<Arc<str>>, Refusal> {
        self.drafts.set(file, now);
        let before = self.id_of.remove(file);
        if let Some(before) = &before {
            self.files_of.entry(before.clone()).or_default().remove(file);
        }
        let id = match now {
            Some(text) => evidence.document(file, text)?,
            None => None,
        };
        if let Some(id) = &id {
            self.id_of.insert(file.clone(), id.clone());
            self.files_of.entry(id.clone()).or_default().insert(file.clone());
        }
        Ok(before.into_iter().chain(id).collect())
    }

    /// Works out where a page is: where its text in force is or the last one was, else where it was itself, else in the only
    /// file that states its id.
    pub(super) fn locate(&mut self, id: &Arc<str>) {
        let empty = BTreeSet::new();
        let files = self.files_of.get(id).unwrap_or(&empty);
        let life = self.lives.get(id);
        let in_force = life.and_then(|life| life.text().or(life.last_text())).map(|text| &text.file);
        let before = self.whereabouts.get(id).and_then(Whereabouts::now).map(|(file, _)| file);
        let known = [in_force, before].into_iter().flatten().find(|file| files.contains(*file));
        let only = files.iter().next().filter(|_| files.len() == 1);
        let there = known.or(only).cloned();
        let now = there.and_then(|file| self.tree.now(&file).map(|text| (file, text)));
        let place = self.place();
        let whereabouts = self.whereabouts.entry(id.clone()).or_default();
        if whereabouts.now() != now.as_ref() {
            whereabouts.0.push((place, now));
        }
    }

    /// The text of a page as the last commit has it.
    pub(super) fn draft(
        &mut self,
        id: &Arc<str>,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<TextAt>, Refusal> {
        let whereabouts = self.whereabouts.get(id);
        let Some((file, text)) = whereabouts.and_then(Whereabouts::now).cloned() else { return Ok(None) };
        self.text_at(id, (&file, text), self.place(), evidence)
    }

    /// A text of a page at a commit, with the files that it named there.
    pub(super) fn text_at(
        &mut self,
        id: &Arc<str>,
        (file, text): (&FilePath, TextId),
        place: LinePlace,
        evidence: &dyn EvidenceSource,
    ) -> Result<Option<TextAt>, Refusal> {
        let config = self.reading(evidence)?;
        let Some(page) = self.page_at(file, text, place, (&config, evidence))? else { return Ok(None) };
        let files = self.files_named(id, &page, place, evidence)?;
        let exact = ExactText::new(text, files);
        Ok(Some(TextAt { exact, file: file.clone(), place, facts: page.facts.clone(), moved: None }))
    }

    /// The page that a text made where it stood.
    pub(super) fn page_at(
        &self,
        file: &FilePath,
        text: TextId,
        place: LinePlace,
        (config, evidence): (&Arc<Config>, &dyn EvidenceSource),
    ) -> Result<Option<Arc<PageText>>, Refusal> {
        let Some((commit, _)) = self.commits.get(place as usize) else { return Ok(None) };
        let of_law = self.law().filter(|law| Arc::ptr_eq(&law.config, config)).map(|law| law.content.clone());
        let content = of_law.unwrap_or_else(|| self.content_folder(config));
        evidence.page(&TextStood { commit: *commit, content: &content, file, text }, config)
    }

    /// The files that a text named at a commit; of the model's page, the settings and the list of signers as well.
    pub(super) fn files_named(
        &mut self,
        id: &Arc<str>,
        page: &PageText,
        place: LinePlace,
        evidence: &dyn EvidenceSource,
    ) -> Result<Vec<ReferencedFile>, Refusal> {
        let named = |(reference, file): &(Arc<str>, FilePath)| {
            let id = self.tree.at(file, place)?;
            Some(ReferencedFile { reference: FileRelation::written(reference), file: file.clone(), id })
        };
        let mut files: Vec<ReferencedFile> = page.files.iter().filter_map(named).collect();
        files.extend(self.framed_at(&page.facts, place, evidence)?);
        let Some(config) = self.settings_at(place, evidence)? else { return Ok(files) };
        let Some(governing) = &config.governing else { return Ok(files) };
        if !governing.is_model(id, &page.facts.path) {
            return Ok(files);
        }
        let site_file = config::site_file();
        if let Some(text) = self.tree.at(&site_file, place) {
            let keys = config::controlled_keys(&as_text(&evidence.bytes(text)?));
            let id = evidence.text_id(keys.as_bytes());
            files.push(ReferencedFile { reference: FileRelation::Settings, file: site_file, id });
        }
        if let Some(signers) = governing.signers.as_ref().map(|signers| &signers.value)
            && let Some(id) = self.tree.at(signers, place)
        {
            files.push(ReferencedFile { reference: FileRelation::Signers, file: signers.clone(), id });
        }
        Ok(files)
    }

    /// Whether something stands at the old place of a page, beside the page itself: at its file, or in another whose page is
    /// found at the same address.
    pub(super) fn is_occupied(
        &self,
        old: &FilePath,
        page: &FilePath,
        evidence: &dyn EvidenceSource,
    ) -> Result<bool, Refusal> {
        if self.tree.now(old).is_some() || self.drafts.at(old).any(|file| file != page) {
            return Ok(true);
        }
        match self.commits.last() {
            Some((commit, _)) => evidence.has_anything_at(*commit, old),
            None => Ok(false),
        }
    }

    /// Whether two texts say the same of what controls go by, the words aside.
    pub(super) fn same_facts(a: &PageFacts, b: &PageFacts) -> bool {
        a.kind == b.kind
            && a.document == b.document
            && a.fields == b.fields
            && a.draft.is_some() == b.draft.is_some()
            && a.path.parent() == b.path.parent()
    }
}
