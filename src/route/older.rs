//! Files that older texts show and the site no longer has as they were: published beside today's, under names that
//! carry the id of their bytes. Which there are is known from the history; their bytes are read when they are asked for.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::distinct::{first_digits, more_digits};
use super::input_hasher::InputHasher;
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::fold::FoldState;
use crate::link;
use crate::model::{AssetId, Content, Embedded, Past};
use crate::path::{Address, FilePath};
use crate::world::{Versions, VersionsError, is_secret};

/// Files as older texts show them.
#[derive(Debug, Default)]
pub struct OlderFiles {
    files: Vec<(Embedded, Address)>,
    numbers: HashMap<Embedded, usize>,
    /// What the site publishes of today.
    today: HashMap<FilePath, AssetId>,
    /// Files as older texts show them that are published as they are today.
    same: HashSet<Embedded>,
    /// Those of today that were approved as the last commit has them.
    approved: HashSet<AssetId>,
}

/// Says whether a site publishes a file with its bytes.
pub(super) type IsOpen<'a> = dyn Fn(&Embedded) -> bool + 'a;

/// How many digits of the ids of their bytes the names of files carry at the least.
const FEWEST_DIGITS: usize = 8;

/// The names of files as they were: as short as tells them apart, those that were approved first before the others, and
/// whatever nobody approved after them.
struct OlderNames<'a> {
    folder: &'a FilePath,
    more: HashMap<&'a Embedded, usize>,
}

impl<'a> OlderNames<'a> {
    fn of(approved: &'a [Embedded], all: &BTreeSet<&'a Embedded>, folder: &'a FilePath) -> OlderNames<'a> {
        let name = |embedded: &&Embedded, more: usize| named(embedded, folder, more).folded();
        OlderNames { folder, more: more_digits(approved.iter().chain(all.iter().copied()), name) }
    }

    fn address(&self, embedded: &Embedded) -> Address {
        named(embedded, self.folder, self.more.get(embedded).copied().unwrap_or_default())
    }
}

fn named(embedded: &Embedded, folder: &FilePath, more: usize) -> Address {
    let id = embedded.id.to_string();
    link::older_address(&embedded.file, folder, first_digits(&id, FEWEST_DIGITS + more))
}

/// How a file that a text shows is published.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FilePublication<'a> {
    /// As it is today.
    Today(AssetId),
    /// As it was.
    Then(&'a Embedded, &'a Address),
}

impl OlderFiles {
    /// The files of all texts that the site shows; `approved` are those of texts that were in force, in the order in which they
    /// came into force; `may_be_read` says of a file whether the site publishes it with its bytes.
    pub fn collect(
        content: &Content,
        past: &Past,
        (approved, fold): (&[Embedded], Option<&FoldState>),
        (folder, config, may_be_read): (&FilePath, &Config, &IsOpen<'_>),
    ) -> OlderFiles {
        let assets = content.assets.iter().zip(0_u32..);
        let today: HashMap<FilePath, AssetId> =
            assets.map(|(asset, nth)| (asset.file.clone(), AssetId(nth))).collect();
        // What the working tree has of a picture is compared by what the head has: a build for others is one of a
        // committed tree.
        let is_todays = |embedded: &&Embedded| {
            today.contains_key(&embedded.file)
                && past.histories.at_head.get(&embedded.file) == Some(&embedded.id)
        };
        let stood = content.pages.iter().filter_map(|page| page.stood.as_deref());
        let all: BTreeSet<&Embedded> = past
            .histories
            .embedded
            .iter()
            .chain(stood.flat_map(|stood| &stood.shown))
            .chain(approved)
            .collect();
        let names = OlderNames::of(approved, &all, folder);
        let published = config.published_folders(folder);
        // Of what it said then nothing is known here.
        let is_open = |embedded: &&Embedded| {
            !config.withholds(&embedded.file, folder)
                && !is_secret(&embedded.file, || None)
                && !embedded.file.is_among_drafts_of(&published)
                && may_be_read(embedded)
        };
        let (same, older): (Vec<&Embedded>, Vec<&Embedded>) =
            all.into_iter().filter(is_open).partition(is_todays);
        let older = older.into_iter();
        let files: Vec<(Embedded, Address)> =
            older.map(|embedded| (embedded.clone(), names.address(embedded))).collect();
        let numbers = files.iter().enumerate().map(|(nth, (embedded, _))| (embedded.clone(), nth)).collect();
        let same: HashSet<Embedded> = same.into_iter().cloned().collect();
        let is_at_head =
            |embedded: &&Embedded| fold.is_some_and(|fold| fold.has_arrived(&embedded.file, embedded.id));
        let of_today = approved.iter().filter(is_at_head);
        let approved = of_today.filter_map(|embedded| today.get(&embedded.file).copied()).collect();
        OlderFiles { files, numbers, today, same, approved }
    }

    /// Whether a file that is published as it is today was approved so.
    pub(super) fn is_approved(&self, file: AssetId) -> bool {
        self.approved.contains(&file)
    }

    /// A file as it is published today.
    pub(super) fn todays(&self, file: &FilePath) -> Option<AssetId> {
        self.today.get(file).copied()
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.files.len()
    }

    /// Where one is found.
    pub(super) fn address(&self, nth: usize) -> &Address {
        &self.files[nth].1
    }

    /// The file of the site that one was.
    pub(super) fn file(&self, nth: usize) -> &FilePath {
        &self.files[nth].0.file
    }

    /// How a file is published with exactly these bytes.
    pub(super) fn exactly(&self, file: &Embedded) -> Option<FilePublication<'_>> {
        if let Some((embedded, address)) = self.numbers.get(file).and_then(|nth| self.files.get(*nth)) {
            return Some(FilePublication::Then(embedded, address));
        }
        self.todays(&file.file).filter(|_| self.same.contains(file)).map(FilePublication::Today)
    }

    /// How a file is published that a text refers to which shows these.
    pub(super) fn published(&self, file: &FilePath, shown: &[Embedded]) -> Option<FilePublication<'_>> {
        let then = shown.iter().find(|embedded| embedded.file == *file);
        let then = then.and_then(|embedded| self.files.get(*self.numbers.get(embedded)?));
        match then {
            Some((embedded, address)) => Some(FilePublication::Then(embedded, address)),
            None => self.today.get(file).map(|asset| FilePublication::Today(*asset)),
        }
    }

    /// The bytes of one; where they cannot be read, none, and why.
    pub(super) fn bytes(&self, nth: usize, texts: Option<&dyn Versions>) -> Checked<Vec<u8>> {
        let (embedded, _) = &self.files[nth];
        let bytes = texts.map(|texts| texts.file_bytes(embedded.id));
        let hint = match bytes {
            Some(Ok(bytes)) => return Checked::clean(bytes.to_vec()),
            Some(Err(VersionsError::NotPulled(_))) => "`git lfs fetch --all` brings it",
            _ => "`git fsck` says what is wrong",
        };
        let message =
            format!("`{}` as an earlier text shows it cannot be read from the repository", embedded.file);
        let finding = Finding::new(Code::UnreadableHistory, Place::file(&embedded.file), message);
        Checked::new(Vec::new(), vec![finding.hint(hint)])
    }

    /// The hash of what one is made from by a program: its bytes have a name.
    pub(super) fn input_hash(&self, nth: usize, program: blake3::Hash) -> blake3::Hash {
        let mut hasher = InputHasher::default();
        hasher.bytes(program.as_bytes());
        hasher.bytes(self.files[nth].0.id.0.as_bytes());
        hasher.hash()
    }
}
