//! The pasts of pages as readers get them: without texts that were never published, since their page was a draft for as
//! long as they stood. Of a text that cannot be read nobody knows whether it was one: that there is such a revision is
//! shown, its reason is not.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::govern::GovernanceInputs;
use super::linked_then::led_to_draft;
use super::settings_then::SettingsThen;
use crate::date::Day;
use crate::history;
use crate::model::{
    BaseText, Commit, CommitId, CommitShown, DraftMarks, Histories, Page, PageHistory, Past, RepoPath,
    Revision, TextId,
};
use crate::parse::day_of_post;
use crate::path::{FilePath, is_index};
use crate::shared::SharedList;

/// The pasts of the pages of an edition without drafts. These pages come first among those that have the pasts; drafts that
/// are left out come last.
pub(super) fn past_without_drafts(
    past: &Past,
    pages: &SharedList<Page>,
    inputs: &GovernanceInputs<'_>,
) -> Past {
    let all = &past.histories;
    let cascades = Cascades::of(inputs);
    let settings = inputs.versions.as_deref().map(SettingsThen::of);
    let of_pages = || all.pages.iter().zip(pages);
    let without_drafts = |(number, (past, page)): (usize, (&PageHistory, &Arc<Page>))| {
        let drafts = PageDrafts {
            page,
            all,
            inputs,
            settings: settings.as_ref(),
            cascades: cascades.above(&page.file),
        };
        Some((number, drafts.taken_out_of(past)?))
    };
    let changed: HashMap<usize, PageHistory> = of_pages().enumerate().filter_map(without_drafts).collect();
    if changed.is_empty() && all.pages.len() <= pages.len() {
        return past.clone();
    }
    let mut published = Histories {
        pages: of_pages().map(|(past, _)| past.clone()).collect(),
        earlier_files: all.earlier_files.iter().take(pages.len()).cloned().collect(),
        at_head: all.at_head.clone(),
        drafts: all.drafts.clone(),
        unread: all.unread.clone(),
        ..Histories::default()
    };
    for (number, mut past) in changed {
        history::state_anew(&mut past, &pages[number], &inputs.config.zone);
        if let Some(files) = published.earlier_files.get_mut(number) {
            let stood =
                |revision: &Revision| inputs.versions.as_ref()?.file_in(revision.commit.id, &revision.path);
            let stood: HashSet<_> = past.revisions.iter().filter_map(stood).collect();
            files.retain(|file| stood.contains(file));
        }
        published.pages[number] = past;
    }
    published.is_known = published.pages.iter().any(|past| !past.revisions.is_empty());
    published.embedded = Histories::embedded_in(&published.pages);
    Past { histories: Arc::new(published), ..past.clone() }
}

/// The pasts of the pages of folders that ever said of all pages below that they are drafts, by folder.
struct Cascades<'a> {
    by_folder: HashMap<FilePath, &'a PageHistory>,
    drafts: &'a HashMap<TextId, DraftMarks>,
}

impl<'a> Cascades<'a> {
    fn of(inputs: &GovernanceInputs<'a>) -> Cascades<'a> {
        let drafts = &inputs.past.histories.drafts;
        let mut by_folder = HashMap::new();
        if drafts.values().any(|marks| marks.is_of_pages_below) {
            let indexes = inputs.pages.iter().zip(&inputs.past.histories.pages);
            let indexes = indexes.filter(|(page, _)| page.is_written() && is_index(page.file.name()));
            by_folder.extend(indexes.map(|(page, past)| (page.file.parent(), past)));
        }
        Cascades { by_folder, drafts }
    }

    /// Those of the folders that a file lies in.
    fn above(&self, file: &FilePath) -> Vec<Cascade<'a>> {
        let folders = file.folders().chain([FilePath::root()]);
        let pasts = folders.filter_map(|folder| self.by_folder.get(&folder).copied());
        pasts.map(|past| Cascade { past, drafts: self.drafts }).collect()
    }
}

/// The past of a folder's page, which may have said of the pages below that they are drafts.
struct Cascade<'a> {
    past: &'a PageHistory,
    drafts: &'a HashMap<TextId, DraftMarks>,
}

/// For how long a text stood: the places of the commits that brought it and that replaced it, if any did, the newest being 0.
#[derive(Clone, Copy)]
struct Lifetime {
    from: u32,
    until: Option<u32>,
    last_day: Day,
}

impl Cascade<'_> {
    /// Whether it said so for as long as a text stood.
    fn says_so_through(&self, life: Lifetime) -> bool {
        let of_life = |revision: &&Revision| life.until.is_none_or(|until| revision.commit.place > until);
        let then = self.past.revisions.iter().filter(of_life);
        let mut texts: Vec<&Revision> = Vec::new();
        for revision in then {
            texts.push(revision);
            // What it said when the text came.
            if revision.commit.place >= life.from {
                break;
            }
        }
        let is_known = texts.last().is_some_and(|oldest| oldest.commit.place >= life.from);
        let says_so = |revision: &&Revision| {
            self.drafts.get(&revision.text).is_some_and(|marks| marks.is_of_pages_below)
        };
        is_known && texts.iter().all(says_so)
    }
}

/// Tells which texts of a page are no history that readers get.
struct PageDrafts<'a> {
    page: &'a Page,
    all: &'a Histories,
    inputs: &'a GovernanceInputs<'a>,
    settings: Option<&'a SettingsThen<'a>>,
    cascades: Vec<Cascade<'a>>,
}

/// A text where it stood.
#[derive(Clone, Copy)]
struct Stood<'p> {
    text: TextId,
    path: &'p RepoPath,
    /// The commit that brought it, where that is known.
    brought: Option<&'p Commit>,
    /// The one that put another in its place; `None` where it still stands.
    replaced: Option<&'p Commit>,
}

impl Stood<'_> {
    /// Where the text of a revision stood; itself counted from the newest.
    fn of(past: &PageHistory, nth: usize) -> Option<Stood<'_>> {
        let revision = past.revisions.get(nth)?;
        let newer = nth.checked_sub(1).and_then(|newer| past.revisions.get(newer));
        Some(Stood {
            text: revision.text,
            path: &revision.path,
            brought: Some(&revision.commit),
            replaced: newer.map(|newer| &*newer.commit),
        })
    }
}

impl PageDrafts<'_> {
    /// Whether the page had a field of its own by this name while a text stood: what is declared later publishes nothing that
    /// was kept back before.
    fn was_declared(&self, key: &str, stood: &Stood<'_>) -> bool {
        let kind = &self.page.kind;
        let is_declared = || kind.fields.iter().any(|field| *field.name == *key);
        let Some(settings) = self.settings.filter(|_| stood.replaced.is_some()) else {
            return is_declared();
        };
        self.commits(stood).iter().any(|commit| settings.has_field(*commit, &kind.name, key))
    }

    /// Whether a text says that it is a draft, or lay where no pages were published.
    fn says_draft(&self, stood: &Stood<'_>) -> bool {
        let says_so = |marks: &DraftMarks| {
            marks.is_certain || marks.keys.iter().any(|key| !self.was_declared(key, stood))
        };
        self.all.drafts.get(&stood.text).is_some_and(says_so) || self.was_no_page(stood)
    }

    /// Whether a text was no page by its name or its place.
    fn was_no_page(&self, stood: &Stood<'_>) -> bool {
        let Some(settings) = self.settings else { return false };
        let (content, exclude) = (self.inputs.content, &self.inputs.config.exclude);
        let held_page = |commit: &CommitId| settings.held_page(*commit, stood.path);
        let lay_elsewhere = || stood.replaced.is_some() && !self.commits(stood).iter().any(held_page);
        let Some(file) = self.file(stood) else { return lay_elsewhere() };
        let within = file.within(content);
        let is_within = within.is_some();
        let path = within.unwrap_or(file);
        // Where today's site has no page, there was none either, as far as anybody can tell.
        let is_kept_by_name = path.is_among_drafts() || path.is_hidden() || path.underscored().is_some();
        is_kept_by_name || exclude.takes_out(&path) || !is_within && lay_elsewhere()
    }

    /// The first and the last commits in which a text stood, as far as they are known.
    fn commits(&self, stood: &Stood<'_>) -> Vec<CommitId> {
        let Some(versions) = &self.inputs.versions else { return Vec::new() };
        let entry = |parent: &CommitId| versions.entry(*parent, stood.path).ok().flatten();
        let has_it = |parent: &&CommitId| entry(parent).is_some_and(|entry| entry.text == stood.text);
        let parents = stood.replaced.into_iter().flat_map(|commit| &commit.parents);
        let last = parents.filter(has_it).copied();
        stood.brought.map(|commit| commit.id).into_iter().chain(last).collect()
    }

    /// The file of the site that a text stood in.
    fn file(&self, stood: &Stood<'_>) -> Option<FilePath> {
        let first = || self.commits(stood).first().copied();
        let commit = stood.brought.map(|commit| commit.id).or_else(first);
        let versions = self.inputs.versions.as_ref()?;
        commit.map_or_else(|| versions.site_file(stood.path), |commit| versions.file_in(commit, stood.path))
    }

    /// For how long the text of a revision stood; itself counted from the newest.
    fn lifetime(&self, past: &PageHistory, nth: usize) -> Option<Lifetime> {
        let from = past.revisions.get(nth)?.commit.place;
        let newer = nth.checked_sub(1).and_then(|newer| past.revisions.get(newer));
        let day = newer.and_then(|newer| newer.commit.day(&self.inputs.config.zone));
        let until = newer.map(|newer| newer.commit.place);
        Some(Lifetime { from, until, last_day: day.unwrap_or(self.inputs.today) })
    }

    /// Whether the text of a revision was never published.
    fn is_of_draft(&self, past: &PageHistory, nth: usize) -> bool {
        let Some((revision, life)) = past.revisions.get(nth).zip(self.lifetime(past, nth)) else {
            return false;
        };
        let Some(stood) = Stood::of(past, nth) else { return false };
        let marks = self.all.drafts.get(&revision.text);
        let is_ahead = |(key, day): &(Arc<str>, Day)| *day > life.last_day && !self.was_declared(key, &stood);
        self.says_draft(&stood)
            || marks.is_some_and(|marks| marks.days.iter().any(is_ahead))
            || marks.is_some_and(|marks| marks.may_be_link) && self.led_to_draft(revision)
            || self.day_of_name(&stood).is_some_and(|day| day > life.last_day)
            || self.cascades.iter().any(|cascade| cascade.says_so_through(life))
    }

    fn led_to_draft(&self, revision: &Revision) -> bool {
        self.inputs.versions.as_deref().is_some_and(|versions| led_to_draft(versions, revision))
    }

    /// The day before which a text was not published by the name of its file.
    fn day_of_name(&self, stood: &Stood<'_>) -> Option<Day> {
        let file = self.file(stood)?;
        day_of_post(&file.within(self.inputs.content).unwrap_or(file))
    }

    /// Whether a revision came from a draft, of which it is known which of the revisions are.
    fn came_from_draft(&self, past: &PageHistory, nth: usize, drafts: &[bool]) -> bool {
        let Some(revision) = past.revisions.get(nth) else { return false };
        let Some(before) = &revision.before else { return false };
        match past.came_from(nth) {
            Some(older) => drafts.get(older) == Some(&true),
            None => self.says_draft(&Stood {
                text: before.text,
                path: &before.path,
                brought: None,
                replaced: Some(&revision.commit),
            }),
        }
    }

    fn is_unread(&self, revision: &Revision) -> bool {
        self.all.unread.contains(&revision.text)
    }

    /// A past without its drafts; `None` where it stays as it is.
    fn taken_out_of(&self, past: &PageHistory) -> Option<PageHistory> {
        let numbers = 0..past.revisions.len();
        let drafts: Vec<bool> = numbers.clone().map(|nth| self.is_of_draft(past, nth)).collect();
        let is_cut = |(nth, revision): (usize, &Revision)| {
            drafts[nth] || self.came_from_draft(past, nth, &drafts) || self.is_unread(revision)
        };
        if !past.revisions.iter().enumerate().any(is_cut) {
            return None;
        }
        let mut kept: Vec<Revision> = Vec::new();
        let mut older: Option<BaseText> = None;
        for nth in numbers.rev().filter(|nth| !drafts[*nth]) {
            let mut revision = past.revisions[nth].clone();
            if self.came_from_draft(past, nth, &drafts) {
                revision.before.clone_from(&older);
            }
            if self.is_unread(&revision) && revision.commit.shown == CommitShown::Whole {
                revision.commit = Arc::new(revision.commit.without_message(CommitShown::OfUnreadText));
            }
            older = Some(revision.as_base());
            kept.push(revision);
        }
        kept.reverse();
        if kept.len() == past.revisions.len() {
            return Some(PageHistory { revisions: kept, ..past.clone() });
        }
        let paths: HashSet<RepoPath> = kept.iter().map(|revision| revision.path.clone()).collect();
        for revision in &mut kept {
            revision.moved_from = revision.moved_from.take().filter(|from| paths.contains(from));
        }
        let former_paths = past.former_paths.iter().filter(|path| paths.contains(path)).cloned().collect();
        Some(PageHistory { revisions: kept, events: Vec::new(), former_paths, ..past.clone() })
    }
}
