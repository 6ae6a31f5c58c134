//! Which of the files that a commit added are files that it took away elsewhere: as git finds renames.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::similarity::{ALL, LineBag};
use crate::model::{RepoPath, TextId};
use crate::world::{Versions, VersionsError};

/// The least that a file and what it was made from have in common.
const LEAST: u64 = ALL / 2;
/// Where only one file that was added and one that was taken away have some name, so much in common will do
/// without looking at the others.
const LEAST_OF_ONE_NAME: u64 = LEAST + (ALL - LEAST) / 2;
/// Beyond this many comparisons only equal and equally named files are paired, as git does.
const MOST_COMPARISONS: usize = 1000 * 1000;
/// Among so many files of one text the one with the same name is looked for.
const MOST_EQUALS: usize = 100;
/// How many candidates for one file are remembered.
const CANDIDATES: usize = 4;

/// A file that was added or taken away.
#[derive(Clone, Debug)]
pub(super) struct RenamedFile {
    pub(super) path: RepoPath,
    pub(super) text: TextId,
}

/// What a file that was added is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum FileOrigin {
    /// A new file.
    New,
    /// The file that was here.
    From(RepoPath),
    /// Nobody can tell, since a text that had to be looked at is not there.
    Unknown,
}

/// Says of each added file where it came from. Both lists are sorted by path.
pub(super) fn origins(
    versions: &dyn Versions,
    added: &[RenamedFile],
    gone: &[RenamedFile],
) -> Vec<FileOrigin> {
    let mut pairing = Pairing::new(added, gone);
    if !gone.is_empty() {
        pairing.leave_blanks(versions);
        pairing.equal_texts();
        let mut texts = Texts { versions, lines: HashMap::new() };
        pairing.of_one_name(&mut texts);
        pairing.similar(&mut texts);
    }
    pairing.finish()
}

struct Pairing<'a> {
    added: &'a [RenamedFile],
    gone: &'a [RenamedFile],
    /// For each added file, the number of the one that it was.
    from: Vec<Option<usize>>,
    /// Whether a file that is gone has been found again.
    found: Vec<bool>,
    unknown: Vec<bool>,
    /// Blank files say nothing about where they come from.
    blank: Vec<bool>,
}

impl<'a> Pairing<'a> {
    fn new(added: &'a [RenamedFile], gone: &'a [RenamedFile]) -> Pairing<'a> {
        let unknown = vec![false; added.len()];
        let (from, blank) = (vec![None; added.len()], vec![false; added.len()]);
        Pairing { added, gone, from, found: vec![false; gone.len()], unknown, blank }
    }

    fn pair(&mut self, new: usize, old: usize) {
        if let (Some(from), Some(found)) = (self.from.get_mut(new), self.found.get_mut(old)) {
            (*from, *found) = (Some(old), true);
        }
    }

    fn leave_blanks(&mut self, versions: &dyn Versions) {
        let blank = [versions.text_id(b""), versions.text_id(b"\n")];
        self.blank = self.added.iter().map(|added| blank.contains(&added.text)).collect();
    }

    /// Whether nobody knows yet where a file came from.
    fn is_open(&self, new: usize) -> bool {
        self.is_without(new) && self.blank.get(new).is_some_and(|blank| !blank)
    }

    /// Whether no file that is gone was found for an added one.
    fn is_without(&self, new: usize) -> bool {
        self.from.get(new).is_some_and(Option::is_none)
    }

    /// Whether a file that is gone was not found again.
    fn is_lost(&self, old: usize) -> bool {
        self.found.get(old).is_some_and(|found| !found)
    }

    /// The added files of which nobody knows yet where they came from, with their numbers.
    fn open(&self) -> Vec<(usize, &'a RenamedFile)> {
        self.added.iter().enumerate().filter(|(new, _)| self.is_open(*new)).collect()
    }

    /// Equal texts, those of one name first.
    fn equal_texts(&mut self) {
        let mut by_text: HashMap<TextId, Vec<usize>> = HashMap::new();
        for (at, gone) in self.gone.iter().enumerate() {
            by_text.entry(gone.text).or_default().push(at);
        }
        let gone = self.gone;
        for (new, added) in self.open() {
            let Some(equal) = by_text.get_mut(&added.text).filter(|equal| !equal.is_empty()) else {
                continue;
            };
            let of_one_name =
                |old: &usize| gone.get(*old).is_some_and(|gone| gone.path.name() == added.path.name());
            let old = equal.remove(equal.iter().take(MOST_EQUALS).position(of_one_name).unwrap_or(0));
            self.pair(new, old);
        }
    }

    /// Files whose name occurs once on either side, where they have much in common.
    fn of_one_name(&mut self, texts: &mut Texts<'_>) {
        let added = only_ones(self.added, |new| self.is_open(new));
        let gone = only_ones(self.gone, |old| self.is_lost(old));
        let mut pairs: Vec<(usize, usize)> =
            gone.iter().filter_map(|(name, old)| Some((*added.get(name)?, *old))).collect();
        pairs.sort_unstable();
        for (new, old) in pairs {
            if self.compare(texts, new, old, LEAST_OF_ONE_NAME).is_some() {
                self.pair(new, old);
            }
        }
    }

    /// The most similar of what is left.
    fn similar(&mut self, texts: &mut Texts<'_>) {
        let added = self.open();
        let gone: Vec<(usize, &RenamedFile)> =
            self.gone.iter().enumerate().filter(|(old, _)| self.is_lost(*old)).collect();
        if added.len().saturating_mul(gone.len()) > MOST_COMPARISONS {
            return;
        }
        let mut candidates = Vec::new();
        for (new, file) in added {
            let name = file.path.name();
            let mut own: Vec<_> = gone
                .iter()
                .filter_map(|(old, file)| {
                    Some((self.compare(texts, new, *old, LEAST)?, file.path.name() == name, *old))
                })
                .collect();
            own.sort_by_key(|(shared, same, _)| Reverse((*shared, *same)));
            candidates
                .extend(own.into_iter().take(CANDIDATES).map(|(score, same, old)| (score, same, new, old)));
        }
        candidates.sort_by_key(|(shared, same, ..)| Reverse((*shared, *same)));
        for (_, _, new, old) in candidates {
            if self.is_without(new) && self.is_lost(old) {
                self.pair(new, old);
            }
        }
    }

    /// How much two files have in common, where it is at least so much.
    fn compare(&mut self, texts: &mut Texts<'_>, new: usize, old: usize, least: u64) -> Option<u64> {
        let (added, gone) = (self.added.get(new)?, self.gone.get(old)?);
        let read = texts.lines(added.text).and_then(|added| Ok((added, texts.lines(gone.text)?)));
        let Ok((added, gone)) = read else {
            *self.unknown.get_mut(new)? = true;
            return None;
        };
        if added.cannot_share(&gone, least) {
            return None;
        }
        Some(added.shared_with(&gone)).filter(|shared| *shared >= least)
    }

    fn finish(self) -> Vec<FileOrigin> {
        let gone = self.gone;
        let origin = |(from, unknown)| match (from, unknown) {
            (Some(old), _) => FileOrigin::From(
                gone.get::<usize>(old).map_or_else(|| RepoPath::new(""), |gone| gone.path.clone()),
            ),
            (None, true) => FileOrigin::Unknown,
            (None, false) => FileOrigin::New,
        };
        self.from.into_iter().zip(self.unknown).map(origin).collect()
    }
}

/// The names that one file alone has, among those that count.
fn only_ones(files: &[RenamedFile], counts: impl Fn(usize) -> bool) -> HashMap<&[u8], usize> {
    let mut ones: HashMap<&[u8], Option<usize>> = HashMap::new();
    for (at, file) in files.iter().enumerate().filter(|(at, _)| counts(*at)) {
        ones.entry(file.path.name()).and_modify(|one| *one = None).or_insert(Some(at));
    }
    ones.into_iter().filter_map(|(name, one)| Some((name, one?))).collect()
}

/// The texts of one commit, read once.
struct Texts<'a> {
    versions: &'a dyn Versions,
    lines: HashMap<TextId, Result<Arc<LineBag>, VersionsError>>,
}

impl Texts<'_> {
    fn lines(&mut self, text: TextId) -> Result<Arc<LineBag>, VersionsError> {
        let read = || self.versions.blob(text).map(|bytes| Arc::new(LineBag::of(&bytes)));
        self.lines.entry(text).or_insert_with(read).clone()
    }
}
