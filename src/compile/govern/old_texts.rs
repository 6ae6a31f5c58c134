//! Texts of pages as commits have them, read leniently: yesterday's schema is no finding.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::line_files::LineFiles;
use crate::compile::unclear::{self, Written};
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::governance::fold::{PageText, TextStood};
use crate::history::{ReferenceFolders, files_named};
use crate::markdown;
use crate::model::{CommitId, Drafts, Page, PageFacts, Selection, TextId};
use crate::parse::{self, Parsed, ParsedFile};
use crate::path::{FilePath, INDEX_NAMES};
use crate::shared::SharedList;
use crate::world::{EntryKind, Versions, VersionsError, as_text, is_decodable};

/// Old texts, each read once.
#[derive(Debug)]
pub(in crate::compile) struct HistoricalPages {
    versions: Arc<dyn Versions>,
    line: Arc<LineFiles>,
    parsed: Mutex<HashMap<(FilePath, TextId, markdown::Options, Part), Read>>,
    /// With the settings that each was read by: while they are kept, no others lie where they lie.
    pages: Mutex<HashMap<Key, ReadPage>>,
    /// What only front matter was asked for.
    fronts: Mutex<HashMap<Key, ReadFront>>,
}

/// What a page said of itself where it stood, its words aside.
#[derive(Debug)]
pub(in crate::compile) struct HistoricalFront {
    /// What controls go by.
    pub(in crate::compile) facts: Arc<PageFacts>,
    page: Arc<Page>,
    /// The folders that it was in of which nobody could tell which kind their pages are.
    unclear_folders: Vec<FilePath>,
}

impl HistoricalFront {
    /// The page with its text, as it is asked whether anybody can tell if it needed approval.
    pub(in crate::compile) fn written(&self) -> Written<'_> {
        let HistoricalFront { page, unclear_folders, .. } = self;
        Written { page, unclear_folders }
    }
}

/// How much of a text is read: words take most of the time, and controls go by none of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Part {
    Whole,
    FrontMatter,
}

/// A page, if the text made one, and the settings that it was read by.
type ReadPage = (Arc<Config>, Option<Arc<PageText>>);

/// What a page said of itself, if the text made one, and the settings that it was read by.
type ReadFront = (Arc<Config>, Option<Arc<HistoricalFront>>);

/// A text as it was read, with what was found in it.
type Read = Arc<Checked<Parsed>>;

/// What a page was made from, and by which settings it was read.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Key {
    files: Vec<(FilePath, TextId)>,
    /// Where the settings lie: equal ones are the same while a fold goes on.
    config: usize,
}

impl HistoricalPages {
    pub(super) fn new(versions: Arc<dyn Versions>, line: Arc<LineFiles>) -> HistoricalPages {
        let (parsed, pages, fronts) = (Mutex::default(), Mutex::default(), Mutex::default());
        HistoricalPages { versions, line, parsed, pages, fronts }
    }

    /// The files of the site at the commits of the main line.
    pub(in crate::compile) fn line(&self) -> &LineFiles {
        &self.line
    }

    pub(in crate::compile) fn shared_versions(&self) -> &Arc<dyn Versions> {
        &self.versions
    }

    pub(in crate::compile) fn versions(&self) -> &dyn Versions {
        &*self.versions
    }

    /// The page that a text made where it stood: its kind as its folder's index had it then. `None` where it was no page.
    pub(in crate::compile) fn page(
        &self,
        stood: &TextStood<'_>,
        config: &Arc<Config>,
    ) -> Result<Option<Arc<PageText>>, VersionsError> {
        let Some((path, key)) = self.key(stood, config)? else { return Ok(None) };
        if let Some((_, known)) = locked(&self.pages).get(&key) {
            return Ok(known.clone());
        }
        let files = self.files(&key.files, (stood, config, Part::Whole))?;
        let pages = pages(&files, config);
        let page = pages.iter().find(|page| page.path == path);
        let page = page.map(|page| Arc::new(page_text(page, stood, config)));
        locked(&self.pages).insert(key, (config.clone(), page.clone()));
        Ok(page)
    }

    /// What that page said of itself, as far as controls go by it: a title that stands among the words alone is not part of it.
    pub(in crate::compile) fn front(
        &self,
        stood: &TextStood<'_>,
        config: &Arc<Config>,
    ) -> Result<Option<Arc<HistoricalFront>>, VersionsError> {
        let Some((path, key)) = self.key(stood, config)? else { return Ok(None) };
        if let Some((_, known)) = locked(&self.fronts).get(&key) {
            return Ok(known.clone());
        }
        let files = self.files(&key.files, (stood, config, Part::FrontMatter))?;
        let front = front(&files, &path, config).map(Arc::new);
        locked(&self.fronts).insert(key, (config.clone(), front.clone()));
        Ok(front)
    }

    /// Where a text stood among the pages, and what its page is made from; `None` where it was no page.
    fn key(
        &self,
        stood: &TextStood<'_>,
        config: &Arc<Config>,
    ) -> Result<Option<(FilePath, Key)>, VersionsError> {
        let Some(path) = stood.file.within(stood.content) else { return Ok(None) };
        let mut files = vec![(stood.file.clone(), stood.text)];
        files.extend(self.indexes(&path, stood)?.into_iter().filter(|(file, _)| file != stood.file));
        Ok(Some((path, Key { files, config: Arc::as_ptr(config) as usize })))
    }

    /// The files that a page is made from, each read as far as it is asked for.
    fn files(
        &self,
        files: &[(FilePath, TextId)],
        (stood, config, part): (&TextStood<'_>, &Config, Part),
    ) -> Result<SharedList<ParsedFile>, VersionsError> {
        let mut read = Vec::new();
        for (file, text) in files {
            let Some(path) = file.within(stood.content) else { continue };
            let parsed = self.part(file, *text, (config, part))?;
            read.push(Arc::new(ParsedFile { file: file.clone(), path, parsed }));
        }
        Ok(read.into_iter().collect())
    }

    /// A text as a file.
    pub(in crate::compile) fn parsed(
        &self,
        file: &FilePath,
        text: TextId,
        config: &Config,
    ) -> Result<Arc<Checked<Parsed>>, VersionsError> {
        self.part(file, text, (config, Part::Whole))
    }

    fn part(
        &self,
        file: &FilePath,
        text: TextId,
        (config, part): (&Config, Part),
    ) -> Result<Read, VersionsError> {
        let key = (file.clone(), text, config.markdown, part);
        if let Some(known) = locked(&self.parsed).get(&key) {
            return Ok(known.clone());
        }
        let bytes = self.versions.blob(text)?;
        let words = as_text(&bytes);
        let words: Arc<str> = match part {
            Part::Whole => words.into(),
            Part::FrontMatter => parse::front_matter_of(file, &words).into(),
        };
        let parsed = if is_decodable(&bytes) {
            parse::file(file, &words, &config.markdown)
        } else {
            parse::file_in_part(file, &words, &config.markdown)
        };
        let parsed = Arc::new(parsed);
        locked(&self.parsed).insert(key, parsed.clone());
        Ok(parsed)
    }

    /// The pages that stood for the folders that a page was in.
    fn indexes(
        &self,
        path: &FilePath,
        stood: &TextStood<'_>,
    ) -> Result<Vec<(FilePath, TextId)>, VersionsError> {
        let mut found = Vec::new();
        let mut folder = path.parent();
        loop {
            for name in INDEX_NAMES {
                let file = folder.join(name).and_then(|path| stood.content.join(path.as_str()));
                let Some(file) = file else { continue };
                if let Some(text) = self.text_at(stood.commit, &file)? {
                    found.push((file, text));
                    break;
                }
            }
            if folder.as_str().is_empty() {
                return Ok(found);
            }
            folder = folder.parent();
        }
    }

    /// The bytes of a plain file in a commit.
    pub(in crate::compile) fn text_at(
        &self,
        commit: CommitId,
        file: &FilePath,
    ) -> Result<Option<TextId>, VersionsError> {
        if let Some(place) = self.line.place(commit) {
            return Ok(self.line.text(file, place));
        }
        let entry = self.versions.site_entry(commit, file)?;
        let is_file = |kind: EntryKind| matches!(kind, EntryKind::File | EntryKind::Executable);
        Ok(entry.filter(|entry| is_file(entry.kind)).map(|entry| entry.text))
    }
}

/// The pages that some files make.
fn pages(files: &SharedList<ParsedFile>, config: &Config) -> SharedList<Page> {
    parse::pages(files, config, Selection { drafts: Drafts::Shown }).value.shown
}

fn front(files: &SharedList<ParsedFile>, path: &FilePath, config: &Config) -> Option<HistoricalFront> {
    let pages = pages(files, config);
    let page = pages.iter().find(|page| page.path == *path)?;
    let made = |file: &FilePath| pages.iter().find(|page| page.file == *file);
    let unclear_folders = unclear::folders(files, &made, &config.kinds);
    Some(HistoricalFront { facts: Arc::new(PageFacts::of(page)), page: page.clone(), unclear_folders })
}

fn page_text(page: &Arc<Page>, stood: &TextStood<'_>, config: &Config) -> PageText {
    let folders = ReferenceFolders::of(stood.content, config);
    let files = page.outline().map(|outline| files_named(outline, stood.file, &folders));
    PageText { facts: Arc::new(PageFacts::of(page)), page: page.clone(), files: files.unwrap_or_default() }
}

fn locked<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
