//! What is looked up in the texts of revisions: the local files that they show, as their commits have them (an old text
//! shows its own pictures), and whether they were drafts.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::date::Day;
use crate::markdown::{self, Options, Outline, ReferenceKind};
use crate::model::{CommitId, DraftMarks, Embedded, PageHistory, PlayedWith, RepoPath, Revision, TextId};
use crate::path::{FilePath, WrittenTarget, decode, is_markdown, leads_elsewhere, local_file};
use crate::world::{EntryKind, Packer, Unpacker, Versions, World, as_text, is_decodable};

/// Where it is kept what texts show.
const ROOM: &str = "shown";
/// Another way of reading texts has another number.
const VERSION: u8 = 7;

/// Says what keeps a text back as a draft.
#[derive(Clone, Copy)]
pub struct DraftReader<'a> {
    /// The number of the rules by which it does: what was found by others does not count.
    pub rules: u8,
    /// What keeps a text back.
    pub marks: &'a (dyn Fn(&str) -> DraftMarks + Sync),
}

impl std::fmt::Debug for DraftReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DraftReader {}", self.rules)
    }
}

/// What is looked up in a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct TextFacts {
    /// What it shows, as it is written there.
    targets: Vec<String>,
    /// By what it is kept back.
    draft: DraftMarks,
}

/// The texts in which anything was found; `None` where one cannot be read.
type AllFacts = HashMap<TextId, Option<TextFacts>>;

/// What was found in the texts of pasts beside what they show.
#[derive(Default)]
pub(super) struct FoundInTexts {
    /// By what they are kept back.
    pub(super) drafts: HashMap<TextId, DraftMarks>,
    /// Those that cannot be read.
    pub(super) unread: HashSet<TextId>,
}

/// Looks into the texts of revisions.
#[derive(Clone, Copy)]
pub(super) struct RevisionTexts<'a> {
    pub(super) world: &'a dyn World,
    pub(super) versions: &'a dyn Versions,
    /// The folder of pages, from the site's root.
    pub(super) content: &'a FilePath,
    /// How texts are read.
    pub(super) options: Options,
    pub(super) draft_reader: DraftReader<'a>,
}

impl RevisionTexts<'_> {
    /// Fills in what the texts of all revisions show, and returns which of them, and of those of the pages of folders, were drafts.
    /// What is not in the repository is left out.
    pub(super) fn fill(&self, histories: &mut [PageHistory], indexes: &[(RepoPath, TextId)]) -> FoundInTexts {
        let facts = self.all_facts(histories, indexes);
        // What cannot be kept is worked out again the next time.
        let _ = self.world.cache().flush();
        let shows_any = |text: TextId| {
            facts
                .get(&text)
                .is_some_and(|facts| facts.as_ref().is_some_and(|facts| !facts.targets.is_empty()))
        };
        let revisions = histories.iter_mut().flat_map(|history| &mut history.revisions);
        let mut revisions: Vec<&mut Revision> = revisions
            .filter(|revision| {
                shows_any(revision.text)
                    || revision.before.as_ref().is_some_and(|before| shows_any(before.text))
            })
            .collect();
        // Commits that follow one another have nearly all folders in common.
        revisions.sort_by_key(|revision| revision.commit.place);
        revisions.into_par_iter().with_min_len(64).for_each(|revision| self.fill_one(revision, &facts));
        let mut found = FoundInTexts::default();
        for (text, facts) in facts {
            match facts.map(|facts| facts.draft) {
                None => _ = found.unread.insert(text),
                Some(draft) if draft != DraftMarks::default() => _ = found.drafts.insert(text, draft),
                Some(_) => {}
            }
        }
        found
    }

    /// What is found in texts, each read once.
    fn all_facts(&self, histories: &[PageHistory], indexes: &[(RepoPath, TextId)]) -> AllFacts {
        let mut met: HashSet<TextId> = HashSet::new();
        let mut texts: Vec<TextId> = Vec::new();
        for revision in histories.iter().flat_map(|history| &history.revisions) {
            let before = revision.before.as_ref().map(|before| before.text);
            texts
                .extend([Some(revision.text), before].into_iter().flatten().filter(|text| met.insert(*text)));
        }
        texts.extend(indexes.iter().map(|(_, text)| *text).filter(|text| met.insert(*text)));
        self.versions.sort_as_stored(&mut texts);
        let read = texts.into_par_iter().with_min_len(64).map(|text| (text, self.facts(text)));
        let is_empty = |facts: &TextFacts| *facts == TextFacts::default();
        read.filter(|(_, facts)| !facts.as_ref().is_some_and(is_empty)).collect()
    }

    fn fill_one(&self, revision: &mut Revision, facts: &AllFacts) {
        if let Some(Some(TextFacts { targets, .. })) = facts.get(&revision.text) {
            revision.embedded = self.shown(targets, &revision.path, revision.commit.id);
        }
        let Some(before) = &mut revision.before else { return };
        let Some(Some(TextFacts { targets, .. })) = facts.get(&before.text) else { return };
        let has_it = |parent: &&CommitId| {
            let entry = self.versions.entry(**parent, &before.path);
            entry.is_ok_and(|entry| entry.is_some_and(|entry| entry.text == before.text))
        };
        if let Some(parent) = revision.commit.parents.iter().find(has_it) {
            before.embedded = self.shown(targets, &before.path, *parent);
        }
    }

    fn shown(&self, targets: &[String], path: &RepoPath, commit: CommitId) -> Vec<Embedded> {
        let Some(from) = self.versions.file_in(commit, path) else { return Vec::new() };
        files(targets.iter().map(String::as_str), &from, self.content)
            .into_iter()
            .filter_map(|file| Some(Embedded { id: id_of(self.versions, commit, &file)?, file }))
            .collect()
    }

    /// What is found in a text; `None` where it cannot be read.
    fn facts(&self, text: TextId) -> Option<TextFacts> {
        let Options { dialect, raw_html, punctuation: _ } = self.options;
        let key =
            [&[VERSION, self.draft_reader.rules, dialect as u8, raw_html as u8], text.0.as_bytes()].concat();
        let cache = self.world.cache();
        if let Some(kept) = cache.get(ROOM, &key)
            && let Some(facts) = TextFacts::unpacked(&mut Unpacker(&kept))
        {
            return Some(facts);
        }
        // What is missing today may be there tomorrow.
        self.versions.keep_for_later(text);
        let Ok(bytes) = self.versions.blob(text) else { return None };
        let read = as_text(&bytes);
        let mut draft = (self.draft_reader.marks)(&read);
        draft.is_certain |= !is_decodable(&bytes);
        let facts = TextFacts { targets: written_in(&read, self.options), draft };
        cache.put(ROOM, &key, facts.packed());
        Some(facts)
    }
}

impl TextFacts {
    fn packed(&self) -> Vec<u8> {
        let TextFacts { targets, draft } = self;
        let DraftMarks {
            is_certain,
            keys,
            days,
            ends,
            is_of_pages_below,
            days_below,
            ends_below,
            may_be_link,
        } = draft;
        let mut out =
            Packer(vec![u8::from(*is_certain), u8::from(*is_of_pages_below), u8::from(*may_be_link)]);
        out.texts(targets.iter().map(String::as_str));
        out.texts(keys.iter().map(|key| &**key));
        for days in [days, ends] {
            out.texts(days.iter().map(|(key, _)| &**key));
            for (_, day) in days {
                out.bytes(day.to_string().as_bytes());
            }
        }
        for days in [days_below, ends_below] {
            let days: Vec<String> = days.iter().map(Day::to_string).collect();
            out.texts(days.iter().map(String::as_str));
        }
        out.0
    }

    fn unpacked(kept: &mut Unpacker<'_>) -> Option<TextFacts> {
        let mut flag = || Some(kept.byte()? != 0);
        let (is_certain, is_of_pages_below, may_be_link) = (flag()?, flag()?, flag()?);
        let targets = kept.many(Unpacker::text)?;
        let word = |kept: &mut Unpacker<'_>| kept.text().map(Arc::<str>::from);
        let keys = kept.many(word)?;
        let mut with_days = || {
            let keys = kept.many(word)?;
            let day = |key: Arc<str>| Some((key, kept.text()?.parse().ok()?));
            keys.into_iter().map(day).collect::<Option<Vec<(Arc<str>, Day)>>>()
        };
        let (days, ends) = (with_days()?, with_days()?);
        let mut days_alone = || {
            let days = kept.many(Unpacker::text)?;
            days.iter().map(|day| day.parse().ok()).collect::<Option<Vec<Day>>>()
        };
        let (days_below, ends_below) = (days_alone()?, days_alone()?);
        let draft = DraftMarks {
            is_certain,
            keys,
            days,
            ends,
            is_of_pages_below,
            days_below,
            ends_below,
            may_be_link,
        };
        kept.0.is_empty().then_some(TextFacts { targets, draft })
    }
}

/// Which bytes a commit has of a file.
fn id_of(versions: &dyn Versions, commit: CommitId, file: &FilePath) -> Option<TextId> {
    let entry = versions.site_entry(commit, file).ok()??;
    matches!(entry.kind, EntryKind::File | EntryKind::Executable).then_some(entry.text)
}

/// The files that a page shows where it stands, and those that a film is played with; some of these may not be there.
pub fn shown_files(outline: &Outline, page: &FilePath, content: &FilePath) -> BTreeSet<FilePath> {
    files(targets_in(outline).into_iter(), page, content)
}

/// The folders in which the files lie that pages refer to, from the site's root.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReferenceFolders {
    /// The folder of pages.
    pub content: FilePath,
    /// The folder of files that are published as they are.
    pub as_is: Option<FilePath>,
}

impl ReferenceFolders {
    /// As settings have them.
    pub fn of(content: &FilePath, config: &Config) -> ReferenceFolders {
        ReferenceFolders { content: content.clone(), as_is: config.as_is_folder() }
    }

    /// The local files that a reference of a page may mean where the page stands: one in the folder of pages, and one that is
    /// published as it is. Pages are none of them. Some may not be there.
    pub fn named_by(&self, kind: ReferenceKind, target: &str, page: &FilePath) -> Vec<FilePath> {
        let target = target.trim();
        if leads_elsewhere(target) || target.contains('\n') {
            return Vec::new();
        }
        let ReferenceFolders { content, as_is } = self;
        let file = if kind == ReferenceKind::Wiki {
            let name = target.split_once('#').map_or(target, |(name, _)| name).trim();
            local_file(content, page, name).filter(|file| !file.extension().is_empty())
        } else {
            file_of(target, page, content)
        };
        let Some(file) = file.filter(|file| !is_markdown(file.name())) else { return Vec::new() };
        let path = file.within(content).filter(|_| kind != ReferenceKind::Wiki);
        let as_is = as_is.as_ref().zip(path).and_then(|(folder, path)| folder.join(path.as_str()));
        std::iter::once(file).chain(as_is).collect()
    }
}

/// The local files that a page shows or links where it stands, each as it is written there and where that leads, in the
/// order of the text; those that a film is played with follow it. Some may not be there.
pub fn files_named(
    outline: &Outline,
    page: &FilePath,
    folders: &ReferenceFolders,
) -> Vec<(Arc<str>, FilePath)> {
    let mut named: Vec<(Arc<str>, FilePath)> = Vec::new();
    for reference in &outline.references {
        let target: Arc<str> = reference.target.trim().into();
        for file in folders.named_by(reference.kind, &target, page) {
            let played_with = PlayedWith::of(&file).into_iter().flat_map(PlayedWith::files);
            let played_with: Vec<(Arc<str>, FilePath)> =
                played_with.map(|with| (format!("{target} + {}", with.name()).into(), with)).collect();
            for new in std::iter::once((target.clone(), file)).chain(played_with) {
                if !named.contains(&new) {
                    named.push(new);
                }
            }
        }
    }
    named
}

/// The file that a target means where it is written; no page is one.
fn file_of(target: &str, page: &FilePath, content: &FilePath) -> Option<FilePath> {
    let path = decode(WrittenTarget::new(target).path).replace('\\', "/");
    local_file(content, page, &path).filter(|file| !path.is_empty() && !is_markdown(file.name()))
}

fn files<'t>(
    targets: impl Iterator<Item = &'t str>,
    page: &FilePath,
    content: &FilePath,
) -> BTreeSet<FilePath> {
    // What lies elsewhere in the repository is no file of the site.
    let is_of_site = |file: &FilePath| file.within(content).is_some();
    let shown = targets.filter_map(|target| file_of(target, page, content)).filter(is_of_site);
    let shown: BTreeSet<FilePath> = shown.collect();
    let with: Vec<FilePath> = shown.iter().filter_map(PlayedWith::of).flat_map(PlayedWith::files).collect();
    shown.into_iter().chain(with).collect()
}

/// The local targets of what an outline shows, each once.
fn targets_in(outline: &Outline) -> BTreeSet<&str> {
    let targets = outline.references.iter().filter(|reference| reference.kind.loads());
    targets
        .map(|reference| reference.target.trim())
        .filter(|target| !leads_elsewhere(target) && !target.contains('\n'))
        .collect()
}

/// The targets of pictures in a text, each once.
fn written_in(text: &str, options: Options) -> Vec<String> {
    // Most texts show nothing, and are not worth being read.
    let words = without_head(text);
    if !text.contains("![") && !text.contains('<') && !markdown::may_name_block_files(words) {
        return Vec::new();
    }
    let shown = markdown::as_meant(words, options);
    let words = shown.as_deref().unwrap_or(words);
    let outline = markdown::parse(words, &options).outline(&FilePath::root(), 0).value;
    targets_in(&outline).into_iter().map(str::to_owned).collect()
}

/// The Markdown of a text. Where front matter is none after all, it reads as Markdown too.
fn without_head(text: &str) -> &str {
    let head = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
    head.map_or(text, |(_, body)| body)
}

/// Which bytes the head has of files, where it has them.
pub(super) fn at_head(versions: &dyn Versions, files: &[Embedded]) -> HashMap<FilePath, TextId> {
    let head = versions.head();
    let mut files: Vec<&FilePath> = files.iter().map(|embedded| &embedded.file).collect();
    files.sort();
    files.dedup();
    files.into_iter().filter_map(|file| Some((file.clone(), id_of(versions, head, file)?))).collect()
}
