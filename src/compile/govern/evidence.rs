//! What the fold asks of the version history.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::brought::SideCommits;
use super::line_files::LineFiles;
use super::memo::{FoldMemo, StatedId};
use super::old_texts::HistoricalPages;
use super::same_words::say_the_same;
use crate::config::Config;
use crate::governance::fold::{
    Bringer, EvidenceSource, FoldState, LineCommit, PageText, Refusal, TextAt, TextStood, TwoTexts,
};
use crate::history;
use crate::model::{Commit, CommitId, PageFacts, Person, RepoPath, Seal, TextId};
use crate::path::{FilePath, is_markdown};
use crate::world::{Cache, CommitRecord, EntryKind, GitSignature, Versions, VersionsError, as_text};

/// Where git keeps the names by which people want to be known.
const MAILMAP: &str = ".mailmap";

/// The version history as the fold asks it.
#[derive(Debug)]
pub(in crate::compile) struct GitEvidence {
    pub(in crate::compile) texts: HistoricalPages,
    /// The main line, the oldest first.
    line: Vec<CommitId>,
    on_line: OnceLock<HashSet<CommitId>>,
    brought: OnceLock<Result<SideCommits, VersionsError>>,
    moments: OnceLock<Result<HashMap<CommitId, i64>, VersionsError>>,
    /// The ids that texts state, as far as they were read ahead.
    ids: OnceLock<HashMap<TextId, Option<Arc<str>>>>,
    /// The commits that wrote the texts that were in force.
    wrote: OnceLock<HashMap<Written, Arc<Commit>>>,
}

/// A text, its file, and the place on the line of the first commit that had it there.
type Written = (TextId, FilePath, u32);

impl GitEvidence {
    /// Of a main line, and the files that its commits have.
    pub(super) fn new(
        versions: Arc<dyn Versions>,
        line: Vec<CommitId>,
        files: Arc<LineFiles>,
    ) -> GitEvidence {
        GitEvidence {
            texts: HistoricalPages::new(versions, files),
            line,
            on_line: OnceLock::new(),
            brought: OnceLock::new(),
            moments: OnceLock::new(),
            ids: OnceLock::new(),
            wrote: OnceLock::new(),
        }
    }

    fn versions(&self) -> &dyn Versions {
        self.texts.versions()
    }

    /// Reads the ids that the texts of a line state, by several threads: the fold asks for them one after the other. What
    /// cannot be read is for the fold to find out, which need not ask for it.
    pub(super) fn read_ids_ahead(&self, line: &[LineCommit], cache: &dyn Cache) {
        let changes = line.iter().flat_map(|commit| &commit.changes);
        let texts = changes.filter(|change| is_markdown(change.file.name()));
        let texts: HashMap<TextId, &FilePath> =
            texts.filter_map(|change| Some((change.now?, &change.file))).collect();
        let memo = FoldMemo { versions: self.texts.shared_versions(), cache };
        let id = |(text, file): (TextId, &FilePath)| {
            if let Some(StatedId(id)) = memo.id(text) {
                return Some((text, id.map(Arc::from)));
            }
            let id = self.read_id(file, text).ok()?;
            memo.keep_id(text, id.as_deref());
            Some((text, id))
        };
        let ids = texts.into_par_iter().filter_map(id).collect();
        self.ids.set(ids).unwrap_or_default();
    }

    fn read_id(&self, file: &FilePath, text: TextId) -> Result<Option<Arc<str>>, Refusal> {
        let bytes = self.versions().blob(text)?;
        Ok(crate::parse::document(file, &as_text(&bytes)))
    }

    /// Reads which commits wrote the texts that were in force: whoever shows one says who wrote it.
    pub(super) fn read_writers(&self, state: &FoldState) -> Result<(), Refusal> {
        let texts: Vec<&TextAt> = state.lives.values().flat_map(|life| &life.texts).collect();
        let read = |text: &&TextAt| {
            let file = text.first_file();
            let written = (text.exact.text, file.clone(), text.place);
            Ok((written, self.read_writer(state, file, text.exact.text, text.place)?))
        };
        let read: Result<HashMap<Written, Arc<Commit>>, Refusal> =
            texts.par_iter().with_min_len(64).map(read).collect();
        self.wrote.set(read?).unwrap_or_default();
        Ok(())
    }

    /// The commit that wrote a text where it stood at a commit of the line, on whatever branch.
    pub(super) fn writer(
        &self,
        state: &FoldState,
        (file, text): (&FilePath, TextId),
        place: u32,
    ) -> Option<Arc<Commit>> {
        let known = self.wrote.get().and_then(|wrote| wrote.get(&(text, file.clone(), place)));
        known.cloned().or_else(|| self.read_writer(state, file, text, place).ok())
    }

    fn read_writer(
        &self,
        state: &FoldState,
        file: &FilePath,
        text: TextId,
        place: u32,
    ) -> Result<Arc<Commit>, Refusal> {
        let written = state.written_at(file, place).unwrap_or(place);
        let line =
            state.commits.get(written as usize).map_or_else(|| self.versions().head(), |(line, _)| *line);
        let commit = self.bringer(line, file, text)?.commit;
        let record = self.versions().commit(commit)?;
        Ok(Arc::new(history::as_committed(commit, u32::MAX - written, &record)))
    }

    /// The commits that a commit of the line brought, itself first.
    fn with(&self, line: CommitId) -> Result<Vec<CommitId>, Refusal> {
        if self.versions().commit(line)?.parents.len() < 2 {
            return Ok(vec![line]);
        }
        Ok(std::iter::once(line).chain(self.brought()?.with(line).iter().copied()).collect())
    }

    /// The commits beside the line.
    pub(super) fn brought(&self) -> Result<&SideCommits, VersionsError> {
        let brought = self.brought.get_or_init(|| SideCommits::collect(&self.line, self.versions()));
        brought.as_ref().map_err(Clone::clone)
    }

    /// The commit of the line that brought a commit to it, itself where it is on it; `None` where that is not known.
    pub(in crate::compile) fn brought_by(&self, commit: CommitId) -> Option<CommitId> {
        if self.on_line.get_or_init(|| self.line.iter().copied().collect()).contains(&commit) {
            return Some(commit);
        }
        self.brought().ok()?.by(commit)
    }

    /// The moment of each commit of the line, in seconds: none is earlier than that of the one before (step 6).
    fn moments(&self) -> Result<&HashMap<CommitId, i64>, Refusal> {
        let read = || {
            let mut last = i64::MIN;
            let mut moment = |id: &CommitId| {
                last = last.max(self.versions().commit(*id)?.committer.at.seconds);
                Ok((*id, last))
            };
            self.line.iter().map(&mut moment).collect()
        };
        self.moments.get_or_init(read).as_ref().map_err(|error: &VersionsError| error.clone().into())
    }

    /// Whether a commit is dated before one that it comes from, back to the main line: whoever signs may choose a day on
    /// which a key was good.
    fn is_backdated(&self, id: CommitId) -> Result<bool, Refusal> {
        if self.versions().is_cut_at(id) {
            return Ok(false);
        }
        let commit = self.versions().commit(id)?;
        let (mut open, mut met) = (commit.parents, HashSet::new());
        while let Some(parent) = open.pop() {
            if !met.insert(parent) {
                continue;
            }
            let before = self.versions().commit(parent)?;
            let on_line = self.moments()?.get(&parent).copied();
            if on_line.unwrap_or(before.committer.at.seconds) > commit.committer.at.seconds {
                return Ok(true);
            }
            if on_line.is_none() && !self.versions().is_cut_at(parent) {
                open.extend(before.parents);
            }
        }
        Ok(false)
    }

    /// Whether a commit made of a file what none of its parents had.
    fn wrote(&self, id: CommitId, commit: &CommitRecord, file: &FilePath) -> Result<bool, Refusal> {
        let now = self.texts.text_at(id, file)?;
        if self.versions().is_cut_at(id) {
            return Ok(now.is_some());
        }
        for parent in &commit.parents {
            if self.texts.text_at(*parent, file)? == now {
                return Ok(false);
            }
        }
        Ok(!commit.parents.is_empty() || now.is_some())
    }
}

impl EvidenceSource for GitEvidence {
    fn document(&self, file: &FilePath, text: TextId) -> Result<Option<Arc<str>>, Refusal> {
        // What an id is depends on the bytes alone.
        let known = self.ids.get().and_then(|ids| ids.get(&text));
        known.map_or_else(|| self.read_id(file, text), |known| Ok(known.clone()))
    }

    fn facts(
        &self,
        stood: &[TextStood<'_>],
        config: &Arc<Config>,
    ) -> Result<Vec<Option<Arc<PageFacts>>>, Refusal> {
        let facts =
            |stood: &TextStood<'_>| Ok(self.texts.front(stood, config)?.map(|front| front.facts.clone()));
        stood.par_iter().with_min_len(16).map(facts).collect()
    }

    fn read_ahead(&self, stood: &[TextStood<'_>], config: &Arc<Config>) {
        // What cannot be read is reported to whoever asks for it.
        stood.par_iter().with_min_len(16).for_each(|stood| drop(self.texts.page(stood, config)));
    }

    fn page(&self, stood: &TextStood<'_>, config: &Arc<Config>) -> Result<Option<Arc<PageText>>, Refusal> {
        Ok(self.texts.page(stood, config)?)
    }

    fn bytes(&self, text: TextId) -> Result<Arc<[u8]>, Refusal> {
        Ok(self.versions().blob(text)?)
    }

    fn text_id(&self, bytes: &[u8]) -> TextId {
        self.versions().text_id(bytes)
    }

    fn bringer(&self, line: CommitId, file: &FilePath, text: TextId) -> Result<Bringer, Refusal> {
        let mut added = Vec::new();
        for commit in self.with(line)? {
            let record = self.versions().commit(commit)?;
            if self.texts.text_at(commit, file)? == Some(text) && self.wrote(commit, &record, file)? {
                added.push((commit, record.committer));
            }
        }
        // The last one that is met is the farthest from the line, and so the first that had it. Without a merge, the line
        // commit itself added the file.
        let (found, committer) = match added.pop() {
            Some(first) => first,
            None => (line, self.versions().commit(line)?.committer),
        };
        let again = added.iter().map(|(commit, committer)| (*commit, person(committer))).collect();
        Ok(Bringer { commit: found, committed: committer.at, committer: person(&committer), again })
    }

    fn say_the_same(&self, texts: &TwoTexts<'_>) -> Result<bool, Refusal> {
        Ok(say_the_same(&self.texts, texts)?)
    }

    fn authors(&self, line: CommitId, files: &[FilePath]) -> Result<Vec<Person>, Refusal> {
        let mut authors = Vec::new();
        for id in self.with(line)? {
            let commit = self.versions().commit(id)?;
            for file in files {
                if self.wrote(id, &commit, file)? {
                    authors.extend([person(&commit.author), person(&commit.committer)]);
                    authors.extend(history::others_who_wrote(&commit.message));
                    break;
                }
            }
        }
        // The list of names as it was then: a later one must not change what was true.
        let entry = self.versions().entry(line, &RepoPath::new(MAILMAP))?;
        // A link, or another repository, lists nobody.
        if let Some(entry) = entry.filter(|entry| entry.kind == EntryKind::File) {
            let mailmap = self.versions().blob(entry.text)?;
            let as_named = history::as_named(&String::from_utf8_lossy(&mailmap), &authors);
            authors.extend(as_named);
        }
        Ok(authors)
    }

    fn has_anything_at(&self, line: CommitId, file: &FilePath) -> Result<bool, Refusal> {
        Ok(self.versions().site_entry(line, file)?.is_some())
    }

    fn seal(&self, commit: CommitId, signers: Option<TextId>) -> Result<Seal, Refusal> {
        let Some(kind) = self.versions().seal(commit)? else { return Ok(Seal::Unsigned) };
        if self.is_backdated(commit)? {
            return Ok(Seal::Broken { kind });
        }
        let list = signers.map(|signers| self.versions().blob(signers)).transpose()?;
        let seals = self.versions().seals(&[commit], list.as_deref());
        Ok(seals.into_iter().next().unwrap_or(Seal::Unsigned))
    }
}

fn person(signature: &GitSignature) -> Person {
    Person { name: signature.name.as_str().into(), address: signature.address.as_str().into() }
}
