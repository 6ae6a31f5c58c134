//! The past of a whole site.

use std::sync::Arc;

use super::embedded::{self, RevisionTexts};
use super::mailmap::Mailmap;
use super::{ExtraPaths, HistorySubject, IGNORE_FILE, Telling};
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding};
use crate::markdown::Options;
use crate::model::{Histories, HistoryState, Page, PageHistory, PageSignature, Past};
use crate::path::FilePath;
use crate::shared::{ByPtr, ByValue, SharedList};
use crate::world::{MemoKey, NoVersions, ReadError, Store, Versions, World};

/// What the version history is asked about.
#[derive(Clone, Copy)]
pub struct HistoryQuery<'a> {
    /// Every page whose past counts.
    pub pages: &'a SharedList<Page>,
    /// Their faces, in the same order.
    pub faces: &'a SharedList<PageSignature>,
    /// What else than pages.
    pub asked: &'a Arc<ExtraPaths>,
    /// The versions that know where the site stood in each commit, where it is known; else those of the world.
    pub versions: Option<&'a Arc<dyn Versions>>,
}

/// What the version history says of every page that somebody wrote, and what else is asked for. Walked once for a head and a set of pages.
pub fn past(
    world: &dyn World,
    about: &HistoryQuery<'_>,
    config: &Arc<Config>,
    store: &Store,
) -> Checked<Past> {
    let HistoryQuery { pages, asked, versions, .. } = about;
    let versions = match versions.map_or_else(|| world.versions(), |versions| Ok((*versions).clone())) {
        Ok(versions) => versions,
        Err(why) => return without(world, about, config, (store, &why)),
    };
    let of = MadeOf::of(world, Some(&versions), about, config);
    let known = store.last("past of pages", of, |_| {
        let telling = Telling::of(config);
        let subjects = subjects(pages);
        let content = content_folder(pages);
        // The repository is opened anew when anything in it moves; where that concerns no page, nothing is walked.
        let key = key(world, &*versions, (&subjects, asked), &telling, (&content, config.markdown));
        let past = store.memo("past", key, || {
            let texts = RevisionTexts::new(world, &*versions, &content, config.markdown);
            past_of_pages(world, Some((&*versions, &texts)), (&subjects, asked), &telling)
        });
        (key, past)
    });
    // Else it would be swept before a face changes, and all would be walked again.
    let (key, told) = known.as_ref();
    store.touch("past", *key);
    let common = (ByPtr(versions), ByPtr::of(&told.value));
    let uncommitted = store.map_rows_interned(
        "uncommitted pages",
        common,
        (*pages).clone(),
        |(versions, told), pages, row| {
            let past = told.0.pages.get(row);
            Arc::new(past.is_some_and(|past| is_uncommitted(&*versions.0, &pages[row], past)))
        },
    );
    let mut findings = told.findings.clone();
    findings.extend(uncommitted_finding(pages, &uncommitted));
    Checked::new(Past { histories: told.value.clone(), uncommitted, known: HistoryState::Read }, findings)
}

/// What the past of all pages is made of. What the repository holds at its head belongs to the repository.
#[derive(PartialEq)]
struct MadeOf {
    versions: Option<ByPtr<dyn Versions>>,
    faces: SharedList<PageSignature>,
    asked: ByValue<ExtraPaths>,
    config: ByPtr<Config>,
    /// The site's own list of commits to fold away.
    ignored: Option<Result<Arc<str>, ReadError>>,
}

impl MadeOf {
    fn of(
        world: &dyn World,
        versions: Option<&Arc<dyn Versions>>,
        about: &HistoryQuery<'_>,
        config: &Arc<Config>,
    ) -> MadeOf {
        MadeOf {
            versions: versions.map(ByPtr::of),
            faces: about.faces.clone(),
            asked: ByValue(about.asked.clone()),
            config: ByPtr::of(config),
            ignored: config.history_ignore.as_ref().map(|named| world.text(&named.value)),
        }
    }
}

fn subjects(pages: &SharedList<Page>) -> Vec<Option<HistorySubject>> {
    pages.iter().map(|page| page.is_written().then(|| HistorySubject::of(page))).collect()
}

/// How many pages are named; of more, their number is shown.
const MOST_NAMED: usize = 3;

/// Pages that are published as no commit has them, in one finding.
fn uncommitted_finding(pages: &SharedList<Page>, uncommitted: &SharedList<bool>) -> Option<Finding> {
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

fn without(
    world: &dyn World,
    about: &HistoryQuery<'_>,
    config: &Arc<Config>,
    (store, why): (&Store, &NoVersions),
) -> Checked<Past> {
    let known = match why {
        NoVersions::BeingRead => HistoryState::BeingRead,
        NoVersions::NoRepository => {
            HistoryState::Nothing("This site is kept without a version history.".to_owned())
        }
        NoVersions::NoCommit => HistoryState::Nothing("Nothing is committed yet.".to_owned()),
        NoVersions::Unreadable(_) => HistoryState::Nothing("The version history cannot be read.".to_owned()),
    };
    let of = (MadeOf::of(world, None, about, config), why.clone());
    let stated = store.last("past as stated", of, |_| {
        past_of_pages(world, None, (&subjects(about.pages), about.asked), &Telling::of(config))
    });
    let mut findings = stated.findings.clone();
    // Whoever keeps a folder without version control knows it.
    findings.retain(|finding| finding.code != Code::NoVersionControl);
    Checked::new(
        Past { histories: stated.value.clone(), uncommitted: SharedList::default(), known },
        findings,
    )
}

fn past_of_pages(
    world: &dyn World,
    versions: Option<(&dyn Versions, &RevisionTexts<'_>)>,
    (subjects, asked): (&[Option<HistorySubject>], &ExtraPaths),
    telling: &Telling,
) -> Checked<Arc<Histories>> {
    let written: Vec<HistorySubject> = subjects.iter().flatten().cloned().collect();
    let Checked { value: (mut histories, beside), findings } = super::of_all(world, &written, asked, telling);
    if let Some((_, texts)) = versions {
        texts.fill(&mut histories);
    }
    let embedded = Histories::embedded_in(&histories);
    let at_head =
        versions.map_or_else(Default::default, |(versions, _)| embedded::at_head(versions, &embedded));
    let versions = versions.map(|(versions, _)| versions);
    let mut histories = histories.into_iter();
    let mut next = |subject: &Option<HistorySubject>| subject.as_ref().and_then(|_| histories.next());
    let pages: Vec<PageHistory> = subjects.iter().map(|subject| next(subject).unwrap_or_default()).collect();
    let former =
        |past: &PageHistory| past.former_paths.iter().filter_map(|path| versions?.site_file(path)).collect();
    let former = pages.iter().map(former).collect();
    let is_known = pages.iter().any(|past| !past.revisions.is_empty());
    Checked::new(Arc::new(Histories { pages, is_known, former, embedded, at_head, beside }), findings)
}

/// The folder of pages, from the site's root, as any of them knows it.
fn content_folder(pages: &SharedList<Page>) -> FilePath {
    let folder = |page: &Arc<Page>| FilePath::new(page.file.as_str().strip_suffix(page.path.as_str())?);
    pages.iter().filter(|page| page.is_written()).find_map(folder).unwrap_or_else(FilePath::root)
}

/// Everything that the past depends on: the head and what is told of its parents, the pages, and the lists that
/// name people and commits; for what texts show, how they are read.
fn key(
    world: &dyn World,
    versions: &dyn Versions,
    (subjects, asked): (&[Option<HistorySubject>], &ExtraPaths),
    telling: &Telling,
    (content, options): (&FilePath, Options),
) -> MemoKey {
    let mut looked_at = format!("{:?}{:?}", versions.head(), versions.lineage()).into_bytes();
    let mut add = |bytes: &[u8]| {
        looked_at.extend_from_slice(&bytes.len().to_le_bytes());
        looked_at.extend_from_slice(bytes);
    };
    add(format!("{:?}{content:?}{options:?}", telling.zone).as_bytes());
    add(&Mailmap::text(versions, telling.names));
    match telling.ignore.as_ref().map(|named| (named, world.text(&named.value))) {
        Some((named, Ok(text))) => {
            add(named.value.as_str().as_bytes());
            add(text.as_bytes());
        }
        // That it cannot be read is shown where `site.toml` names it.
        Some((named, Err(_))) => add(format!("{named:?}").as_bytes()),
        None => add(&versions.top_file(IGNORE_FILE).unwrap_or_default()),
    }
    for subject in subjects {
        match subject {
            Some(subject) if subject.stated.is_empty() => add(subject.file.as_str().as_bytes()),
            Some(subject) => add(format!("{subject:?}").as_bytes()),
            None => add(&[]),
        }
    }
    add(format!("{asked:?}").as_bytes());
    blake3::hash(&looked_at).into()
}

/// Whether a page's text says something else than that of its newest revision. How its lines end, and what filters
/// and encodings make of its bytes on the way to the disk, is no difference.
fn is_uncommitted(versions: &dyn Versions, page: &Page, past: &PageHistory) -> bool {
    let (Some(source), Some(newest)) = (&page.source, past.revisions.first()) else { return false };
    if source.text_id(|bytes| versions.text_id(bytes)) == newest.text {
        return false;
    }
    let lines = |text: &str| text.replace("\r\n", "\n");
    let is_same = || {
        let committed = versions.blob(newest.text);
        committed.is_ok_and(|bytes| lines(&String::from_utf8_lossy(&bytes)) == lines(&source.text))
    };
    !source.stands_as(newest.text, is_same)
}
