//! The pasts of pages as readers get them: without texts that were never published, since their page was a draft for as
//! long as they stood. Of a text that cannot be read nobody knows whether it was one: that there is such a revision is
//! shown, its reason is not.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::cascades_then::{PagesBelow, is_above};
use super::govern::GovernanceInputs;
use super::lifetime::Lifetime;
use super::linked_then::{LinkThen, led_to_draft, text_led_to};
use super::settings_then::{SettingsThen, SettingsToday};
use crate::config::{Kinds, site_file};
use crate::date::Day;
use crate::history;
use crate::model::{
    BaseText, Commit, CommitId, CommitShown, DraftMarks, Embedded, Histories, Page, PageHistory, Past,
    RepoPath, Revision, TextId,
};
use crate::parse::{DraftTexts, day_of_post};
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::world::{EntryKind, TreeEntry, Versions};

/// The pasts of the pages of an edition without drafts. These pages come first among those that have the pasts; drafts that
/// are left out come last.
pub(super) fn past_without_drafts(
    past: &Past,
    pages: &SharedList<Page>,
    inputs: &GovernanceInputs<'_>,
) -> Past {
    let all = &past.histories;
    let today =
        SettingsToday { content: inputs.content, is_written: inputs.world.bytes(&site_file()).is_ok() };
    let settings = inputs.versions.as_deref().map(|versions| SettingsThen::of(versions, all, today));
    let of_pages = || all.pages.iter().zip(pages);
    let without_drafts = |(number, (past, page)): (usize, (&PageHistory, &Arc<Page>))| {
        let drafts = PageDrafts { page, all, inputs, settings: settings.as_ref() };
        Some((number, drafts.taken_out_of(past)?))
    };
    let changed: HashMap<usize, PageHistory> = of_pages().enumerate().filter_map(without_drafts).collect();
    let of_settings = settings.as_ref().filter(|settings| settings.have_changed());
    let kinds_then = of_settings.map(|settings| {
        let drafts = |page| PageDrafts { page, all, inputs, settings: Some(settings) };
        kinds_then(of_pages().map(|(past, page)| (past, drafts(&**page))), settings)
    });
    let kinds_then = kinds_then.unwrap_or_default();
    if changed.is_empty() && all.pages.len() <= pages.len() && kinds_then.is_empty() {
        return past.clone();
    }
    let mut published = Histories {
        pages: of_pages().map(|(past, _)| past.clone()).collect(),
        earlier_files: all.earlier_files.iter().take(pages.len()).cloned().collect(),
        at_head: all.at_head.clone(),
        drafts: all.drafts.clone(),
        unread: all.unread.clone(),
        settings_changed: all.settings_changed,
        cascades: all.cascades.clone(),
        kinds_then,
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

/// The kinds that the site had while texts stood that stand no more, by its settings then.
fn kinds_then<'p>(
    pasts: impl Iterator<Item = (&'p PageHistory, PageDrafts<'p>)>,
    settings: &SettingsThen<'_>,
) -> HashMap<TextId, Vec<Arc<Kinds>>> {
    let (mut then, mut stand): (HashMap<TextId, Vec<Arc<Kinds>>>, HashSet<TextId>) = Default::default();
    for (past, drafts) in pasts {
        for (nth, revision) in past.revisions.iter().enumerate() {
            let Some(stood) = Stood::of(past, nth) else { continue };
            if stood.replaced.is_none() {
                stand.insert(revision.text);
            }
            let commits = drafts.commits(&stood);
            let before = revision.before.as_ref().filter(|_| past.came_from(nth).is_none());
            let of_before = before.map(|before| (before.text, revision.commit.parents.clone()));
            for (text, commits) in std::iter::once((revision.text, commits)).chain(of_before) {
                then.entry(text).or_default().extend(commits.iter().map(|commit| settings.kinds(*commit)));
            }
        }
    }
    // What still stands goes by the settings of today.
    then.retain(|text, _| !stand.contains(text));
    then
}

/// What the page of a folder made of the pages below for as long as a text stood: by what it led to, where it was a link.
fn below(
    versions: &dyn Versions,
    (commit, index): (CommitId, &RepoPath),
    (all, life): (&Histories, Lifetime),
) -> PagesBelow {
    let entry = versions.entry(commit, index);
    let Ok(Some(TreeEntry { kind: EntryKind::Link, text })) = entry else {
        return PagesBelow::of(&entry, all, life);
    };
    let led_to = text_led_to(versions, LinkThen { commit, path: index, text });
    led_to.map_or(PagesBelow::Unknown, |text| PagesBelow::by(&DraftTexts::default().marks(&text), life))
}

/// Tells which texts of a page are no history that readers get.
struct PageDrafts<'a> {
    page: &'a Page,
    all: &'a Histories,
    inputs: &'a GovernanceInputs<'a>,
    settings: Option<&'a SettingsThen<'a>>,
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
        self.all.drafts.get(&stood.text).is_some_and(says_so)
            || self.was_no_page(stood)
            || self.was_kept_back_above(stood)
    }

    /// Whether a text was no page by its name or its place.
    fn was_no_page(&self, stood: &Stood<'_>) -> bool {
        let Some(settings) = self.settings else { return false };
        let (content, exclude) = (self.inputs.content, &self.inputs.config.exclude);
        let held_page = |commit: &CommitId| settings.held_page(*commit, stood.path);
        // The commit that brought it is known, and most often tells.
        let held_then = || stood.brought.is_some_and(|commit| held_page(&commit.id));
        let lay_elsewhere =
            || stood.replaced.is_some() && !held_then() && !self.commits(stood).iter().any(held_page);
        let Some(file) = self.file(stood) else { return lay_elsewhere() };
        let path = file.within(content).unwrap_or(file);
        // Where today's site has no page, there was none either, as far as anybody can tell.
        let is_kept_by_name =
            path.is_among_drafts() || path.is_hidden() || path.underscored().is_some() || path.is_copy();
        is_kept_by_name || exclude.takes_out(&path) || lay_elsewhere()
    }

    /// Whether the page of a folder kept back a text when it came, and when another took its place.
    fn was_kept_back_above(&self, stood: &Stood<'_>) -> bool {
        let Some(versions) = self.inputs.versions.as_ref().filter(|_| stood.replaced.is_some()) else {
            return false;
        };
        let above: Vec<&RepoPath> =
            self.all.cascades.iter().filter(|index| is_above(index, stood.path)).collect();
        // Of a text that cannot be read it is shown alone that there is one.
        let is_read = !self.all.unread.contains(&stood.text);
        let life = self.lifetime(stood);
        let kept_back = |commit: &CommitId| {
            let mut known = above.iter().map(|index| below(&**versions, (*commit, index), (self.all, life)));
            known.any(|below| below == PagesBelow::KeptBack || is_read && below == PagesBelow::Unknown)
        };
        if above.is_empty() {
            return false;
        }
        let commits = self.commits(stood);
        // Where it stood nobody can tell: its folders cannot be read.
        (is_read || !commits.is_empty()) && commits.iter().all(kept_back)
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

    fn lifetime(&self, stood: &Stood<'_>) -> Lifetime {
        let day = |commit: Option<&Commit>| commit.and_then(|commit| commit.day(&self.inputs.config.zone));
        Lifetime { first_day: day(stood.brought), last_day: day(stood.replaced).unwrap_or(self.inputs.today) }
    }

    /// Whether a text was never published.
    fn is_of_draft(&self, stood: &Stood<'_>) -> bool {
        self.says_draft(stood) || self.was_out_of_time(stood)
    }

    /// Whether a text was gone before a day that it names, or came after one from which on it was not to be read.
    fn was_out_of_time(&self, stood: &Stood<'_>) -> bool {
        let life = self.lifetime(stood);
        let counts = |key: &Arc<str>| !self.was_declared(key, stood);
        let is_ahead = |(key, day): &(Arc<str>, Day)| life.is_before(*day) && counts(key);
        let is_over = |(key, day): &(Arc<str>, Day)| life.began_from(*day) && counts(key);
        let by_marks = |marks: &DraftMarks| marks.days.iter().any(is_ahead) || marks.ends.iter().any(is_over);
        self.all.drafts.get(&stood.text).is_some_and(by_marks)
            || self.day_of_name(stood).is_some_and(|day| life.is_before(day))
    }

    /// Whether the text of a revision, itself counted from the newest, was never published.
    fn is_draft(&self, past: &PageHistory, nth: usize) -> bool {
        let Some((revision, stood)) = past.revisions.get(nth).zip(Stood::of(past, nth)) else { return false };
        let marks = self.all.drafts.get(&revision.text);
        self.is_of_draft(&stood)
            || marks.is_some_and(|marks| marks.may_be_link) && self.led_to_draft(revision)
    }

    fn led_to_draft(&self, revision: &Revision) -> bool {
        let then = LinkThen { commit: revision.commit.id, path: &revision.path, text: revision.text };
        self.inputs.versions.as_deref().is_some_and(|versions| led_to_draft(versions, then))
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
            None => self.is_of_draft(&Stood {
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
        let shown = self.without_files_kept_back(past);
        self.texts_taken_out_of(shown.as_ref().unwrap_or(past)).or(shown)
    }

    /// A past without the files that its texts show, and that were excluded then; `None` where it stays as it is.
    fn without_files_kept_back(&self, past: &PageHistory) -> Option<PageHistory> {
        let settings = self.settings.filter(|settings| settings.have_changed())?;
        let mut without = past.clone();
        let mut is_changed = false;
        for revision in &mut without.revisions {
            let commit = revision.commit.clone();
            let mut keep = |files: &mut Vec<Embedded>, commits: &[CommitId]| {
                let before = files.len();
                let held =
                    |file: &Embedded| commits.iter().any(|commit| settings.held_file(*commit, &file.file));
                files.retain(held);
                is_changed |= files.len() < before;
            };
            keep(&mut revision.embedded, &[commit.id]);
            if let Some(before) = &mut revision.before {
                keep(&mut before.embedded, &commit.parents);
            }
        }
        is_changed.then_some(without)
    }

    /// A past without the texts that are drafts; `None` where it stays as it is.
    fn texts_taken_out_of(&self, past: &PageHistory) -> Option<PageHistory> {
        let numbers = 0..past.revisions.len();
        let drafts: Vec<bool> = numbers.clone().map(|nth| self.is_draft(past, nth)).collect();
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
