//! Pages of the approved edition of which no text is in force, and which may be under control all the same: by what a folder's
//! index says that is in force, whatever its draft says, or since nobody can tell of which kind they are.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::edition::EditionTexts;
use super::memo::RowsMemo;
use crate::config::{Config, Kinds};
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::fold::{Law, LifeStanding};
use crate::governance::{Governance, Subject};
use crate::model::{InForce, Page, PageFacts};
use crate::parse::ParsedFile;
use crate::path::{FilePath, INDEX_NAMES};
use crate::shared::{ByPtr, SharedList};

/// Those of some pages that are not shown, each with why.
pub(super) fn pages(
    shown: &SharedList<Page>,
    texts: &EditionTexts,
    (governance, config, memo): (&Governance, &Arc<Config>, &HeldBack),
) -> Vec<(FilePath, Finding)> {
    let Some(law) = governance.fold.law() else { return Vec::new() };
    let all = governance.subjects.iter().zip(&governance.in_force);
    let free = all.filter(|(subject, in_force)| is_free(subject, in_force, governance));
    let free: HashSet<&FilePath> = free.map(|(subject, _)| &subject.file).collect();
    let files: HashMap<&FilePath, &Arc<ParsedFile>> =
        texts.files.iter().map(|file| (&file.file, file)).collect();
    let folders = unclear_folders(shown, &files, &config.kinds);
    let of_nobody = |page: &&Arc<Page>| {
        page.is_written() && free.contains(&page.file) && !texts.older.contains_key(&page.file)
    };
    let candidates: SharedList<Page> = shown.iter().filter(of_nobody).cloned().collect();
    let of_candidates =
        candidates.iter().map(|page| files.get(&page.file).map(|file| ByPtr::of(file))).collect();
    let by = By { law: ByPtr::of(law), config: ByPtr::of(config), today: governance.today, folders };
    let held = memo.map(by, (candidates, of_candidates), |by, (pages, files), row| {
        Checked::clean(Arc::new(by.why(&pages[row], files[row].as_ref().map(|file| &*file.0))))
    });
    let held = held.value.iter().filter_map(|finding| finding.as_ref().clone());
    held.filter_map(|finding| Some((finding.place.as_ref()?.file.clone(), finding))).collect()
}

/// Why pages that nobody controls by their own account are held back: each with its file.
pub(super) type HeldBack =
    RowsMemo<By, (SharedList<Page>, Arc<[Option<ByPtr<ParsedFile>>]>), Option<Finding>>;

/// What decides whether a page is held back, beside itself.
#[derive(PartialEq)]
pub(super) struct By {
    law: ByPtr<Law>,
    config: ByPtr<Config>,
    today: Day,
    /// The folders of which nobody can tell which kind their pages are.
    folders: Vec<FilePath>,
}

impl By {
    /// Why a page is held back; `None` where it is not.
    fn why(&self, page: &Page, file: Option<&ParsedFile>) -> Option<Finding> {
        let By { law: ByPtr(law), config: ByPtr(config), today, folders } = self;
        if law.asks(&Arc::new(PageFacts::of(page)), *today) {
            return Some(under_control(page));
        }
        let parsed = &file?.parsed.value;
        let lies_in_such = || folders.iter().any(|folder| page.path.within(folder).is_some());
        let is_of_no_kind = parsed.is_unclear_kind("kind", &page.kind, &config.kinds)
            || !parsed.names_kind() && lies_in_such();
        let is_unclear = |key: &str| parsed.is_unclear_field(key, page);
        let may_be_asked = || law.rulebook.may_ask(*today, &PageFacts::of(page), &is_unclear);
        (is_of_no_kind || may_be_asked()).then(|| unclear(page))
    }
}

/// The folders of which nobody can tell which kind their index sets for the pages in them. One whose front matter cannot be read
/// is a draft, and still stands there.
fn unclear_folders(
    shown: &SharedList<Page>,
    files: &HashMap<&FilePath, &Arc<ParsedFile>>,
    kinds: &Kinds,
) -> Vec<FilePath> {
    let by_file: HashMap<&FilePath, &Arc<Page>> = shown.iter().map(|page| (&page.file, page)).collect();
    let is_index =
        |file: &&&Arc<ParsedFile>| INDEX_NAMES.iter().any(|name| name.eq_ignore_ascii_case(file.path.name()));
    let is_unclear = |file: &&&Arc<ParsedFile>| {
        let own = by_file.get(&file.file).map_or_else(|| kinds.plain(), |page| &page.kind);
        file.parsed.value.is_unclear_kind("page_kind", own, kinds)
    };
    let folders = files.values().filter(is_index).filter(is_unclear);
    let folders: BTreeSet<FilePath> = folders.map(|file| file.path.parent()).collect();
    folders.into_iter().collect()
}

/// Whether nothing is asked of a page by its own account, and it was not released.
fn is_free(subject: &Subject, in_force: &InForce, governance: &Governance) -> bool {
    let life = subject.id.as_ref().and_then(|id| governance.fold.lives.get(id));
    let is_released = life.is_some_and(|life| matches!(life.standing, LifeStanding::Released { .. }));
    !in_force.is_controlled() && !is_released && subject.deleted.is_none()
}

fn under_control(page: &Page) -> Finding {
    let message = format!(
        "by the folder's index that is in force this is a page of kind `{}`, and nobody has approved it: it is not shown",
        page.kind.name
    );
    Finding::new(Code::ControlUnmet, Place::file(&page.file), message)
        .hint("have the folder's index approved, or write the page's own `kind` into its front matter")
}

fn unclear(page: &Page) -> Finding {
    let message = "nobody can tell whether this page needs approval: it is not shown";
    Finding::new(Code::ControlUnmet, Place::file(&page.file), message)
        .hint("write the keys of its front matter by which the governance model chooses pages once each, with values that there are")
}
