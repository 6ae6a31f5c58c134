//! The past of a whole site.

use std::collections::HashMap;
use std::sync::Arc;

use super::embedded::{self, DraftReader, FoundInTexts, RevisionTexts};
use super::ignored::usual_list;
use super::mailmap::Mailmap;
use super::{HistoryOptions, HistorySubject};
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding};
use crate::markdown::Options;
use crate::model::{DraftMarks, Histories, HistoryState, NoHistory, Page, PageHistory, RepoPath, TextId};
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::world::{EntryKind, NoVersions, ReadError, Versions, World, as_text};

/// What the version history is asked about.
#[derive(Clone, Copy)]
pub struct HistoryQuery<'a> {
    /// Where the lists that name people and commits are read.
    pub world: &'a dyn World,
    /// Every page whose past counts.
    pub pages: &'a SharedList<Page>,
    /// What the site says of its history.
    pub config: &'a Config,
    /// Which texts are drafts.
    pub draft_reader: DraftReader<'a>,
}

impl HistoryQuery<'_> {
    /// Everything that the answer depends on, hashed: the head and what is known of its parents, the pages, and the lists
    /// that name people and commits; for what texts show, how they are read.
    pub fn key(&self, versions: &dyn Versions) -> blake3::Hash {
        key(
            self.world,
            versions,
            &subjects(self.pages),
            &HistoryOptions::of(self.config),
            (&content_folder(self.pages), self.config.markdown),
        )
    }

    /// What the version history says of every page that somebody wrote, in one walk.
    pub fn histories(&self, versions: &dyn Versions) -> Checked<Arc<Histories>> {
        let content = content_folder(self.pages);
        let texts = RevisionTexts {
            world: self.world,
            versions,
            content: &content,
            options: self.config.markdown,
            draft_reader: self.draft_reader,
        };
        let options = HistoryOptions::of(self.config);
        past_of_pages(self.world, Some((versions, &texts)), &subjects(self.pages), &options)
    }

    /// What pages state of their past, where there is no version history.
    pub fn stated(&self, why: &NoVersions) -> Checked<Arc<Histories>> {
        let options = HistoryOptions::of(self.config);
        let mut stated = past_of_pages(self.world, None, &subjects(self.pages), &options);
        // Whoever keeps a folder without version control knows it; that a commit is missing is soon forgotten.
        let is_known = *why == NoVersions::NoRepository;
        stated.findings.retain(|finding| !is_known || finding.code != Code::NoVersionControl);
        stated
    }

    /// The site's own list of commits to fold away, where it names one.
    pub fn ignored(&self) -> Option<Result<Arc<str>, ReadError>> {
        self.config.history_ignore.as_ref().map(|named| self.world.text(&named.value))
    }
}

/// What is said of the history of a site that has none.
pub fn state_without(why: &NoVersions) -> HistoryState {
    match why {
        NoVersions::BeingRead => HistoryState::BeingRead,
        NoVersions::NoRepository => HistoryState::Nothing(NoHistory::NoRepository),
        NoVersions::NoCommit => HistoryState::Nothing(NoHistory::NoCommit),
        NoVersions::Unreadable(_) => HistoryState::Nothing(NoHistory::Unreadable),
    }
}

fn subjects(pages: &SharedList<Page>) -> Vec<Option<HistorySubject>> {
    pages.iter().map(|page| page.is_written().then(|| HistorySubject::of(page))).collect()
}

/// How many pages are named; of more, their number is shown.
const MOST_NAMED: usize = 3;

/// Pages that are published as no commit has them, in one finding.
pub fn uncommitted_finding(pages: &SharedList<Page>, uncommitted: &SharedList<bool>) -> Option<Finding> {
    let meant: Vec<&Page> = pages
        .iter()
        .zip(uncommitted)
        .filter(|(_, is_uncommitted)| ***is_uncommitted)
        .map(|(page, _)| &**page)
        .collect();
    let names: Vec<String> = meant.iter().take(MOST_NAMED).map(|page| format!("`{}`", page.file)).collect();
    let names = names.join(", ");
    let are_shown = match meant.len() {
        0 => return None,
        1 => "a page is shown as it stands, not as the last commit has it".to_owned(),
        count => format!("{count} pages are shown as they stand, not as the last commit has them"),
    };
    let more = if meant.len() > MOST_NAMED { " …" } else { "" };
    Some(Finding::of_site(Code::UncommittedPages, format!("{are_shown}: {names}{more}")))
}

fn past_of_pages(
    world: &dyn World,
    versions: Option<(&dyn Versions, &RevisionTexts<'_>)>,
    subjects: &[Option<HistorySubject>],
    options: &HistoryOptions,
) -> Checked<Arc<Histories>> {
    let written: Vec<HistorySubject> = subjects.iter().flatten().cloned().collect();
    let found = super::pasts_and_rules(world, &written, options);
    let Checked { value: (mut histories, rules), findings } = found;
    let read = versions.map(|(_, texts)| texts.fill(&mut histories, &rules.indexes)).unwrap_or_default();
    if let Some((versions, _)) = versions {
        versions.rest();
    }
    let FoundInTexts { drafts, unread } = read;
    let embedded = Histories::embedded_in(&histories);
    let at_head =
        versions.map_or_else(Default::default, |(versions, _)| embedded::at_head(versions, &embedded));
    let versions = versions.map(|(versions, _)| versions);
    let mut histories = histories.into_iter();
    let mut next = |subject: &Option<HistorySubject>| subject.as_ref().and_then(|_| histories.next());
    let pages: Vec<PageHistory> = subjects.iter().map(|subject| next(subject).unwrap_or_default()).collect();
    let earlier_files =
        |past: &PageHistory| past.former_paths.iter().filter_map(|path| versions?.site_file(path)).collect();
    let earlier_files = pages.iter().map(earlier_files).collect();
    let is_known = pages.iter().any(|past| !past.revisions.is_empty());
    // Of one that cannot be read nobody knows what it says.
    let says_of_below = |text: &TextId| {
        let may = |marks: &DraftMarks| marks.may_keep_back_below() || marks.may_be_link;
        unread.contains(text) || drafts.get(text).is_some_and(may)
    };
    let mut cascades: Vec<RepoPath> =
        rules.indexes.into_iter().filter(|(_, text)| says_of_below(text)).map(|(path, _)| path).collect();
    cascades.dedup();
    let settings_changed = rules.settings_changed;
    let all = Histories {
        pages,
        is_known,
        earlier_files,
        embedded,
        at_head,
        drafts,
        unread,
        settings_changed,
        cascades,
        kinds_then: HashMap::new(),
    };
    Checked::new(Arc::new(all), findings)
}

/// The folder of pages, from the site's root, as any of them knows it.
fn content_folder(pages: &SharedList<Page>) -> FilePath {
    let folder = |page: &Arc<Page>| FilePath::new(page.file.as_str().strip_suffix(page.path.as_str())?);
    pages.iter().filter(|page| page.is_written()).find_map(folder).unwrap_or_else(FilePath::root)
}

fn key(
    world: &dyn World,
    versions: &dyn Versions,
    subjects: &[Option<HistorySubject>],
    options: &HistoryOptions,
    (content, markdown): (&FilePath, Options),
) -> blake3::Hash {
    let mut looked_at = format!("{:?}{:?}", versions.head(), versions.lineage()).into_bytes();
    let mut add = |bytes: &[u8]| {
        looked_at.extend_from_slice(&bytes.len().to_le_bytes());
        looked_at.extend_from_slice(bytes);
    };
    add(format!("{:?}{content:?}{markdown:?}", options.zone).as_bytes());
    add(&Mailmap::text(versions, options.names));
    match options.ignore.as_ref().map(|named| (named, world.text(&named.value))) {
        Some((named, Ok(text))) => {
            add(named.value.as_str().as_bytes());
            add(text.as_bytes());
        }
        // That it cannot be read is shown where `site.toml` names it.
        Some((named, Err(_))) => add(format!("{named:?}").as_bytes()),
        None => add(&usual_list(world, versions)),
    }
    for subject in subjects {
        match subject {
            Some(subject) if subject.stated.is_empty() => add(subject.file.as_str().as_bytes()),
            Some(subject) => add(format!("{subject:?}").as_bytes()),
            None => add(&[]),
        }
    }
    blake3::hash(&looked_at)
}

/// Where the last commit has a symbolic link in the place of a file: the text of the file that it leads to, within the site.
fn linked_text(versions: &dyn Versions, file: &FilePath) -> Option<TextId> {
    /// Links that lead to links go on for so long.
    const LONGEST_CHAIN: usize = 8;
    let head = versions.head();
    let mut file = file.clone();
    for _ in 0..LONGEST_CHAIN {
        let entry = versions.site_entry(head, &file).ok()??;
        if entry.kind != EntryKind::Link {
            return Some(entry.text);
        }
        let to = versions.blob(entry.text).ok()?;
        file = file.parent().join(as_text(&to).trim())?;
    }
    None
}

/// Whether a page's text says something else than that of its newest revision. How its lines end, and what filters
/// and encodings make of its bytes on the way to the disk, is no difference.
pub fn is_uncommitted(versions: &dyn Versions, page: &Page, past: &PageHistory) -> bool {
    let (Some(source), Some(newest)) = (&page.source, past.revisions.first()) else { return false };
    if source.text_id(|bytes| versions.text_id(bytes)) == newest.text {
        return false;
    }
    let lines = |text: &str| text.replace("\r\n", "\n");
    let is_same = || {
        let committed = versions.blob(linked_text(versions, &page.file).unwrap_or(newest.text));
        committed.is_ok_and(|bytes| lines(&as_text(&bytes)) == lines(&source.text))
    };
    !source.stands_as(newest.text, is_same)
}
