//! Pages of the approved edition of which no text is in force, and which may be under control all the same: by what a folder's
//! index says that is in force, whatever its draft says, or since nobody can tell of which kind they are.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::edition::EditionTexts;
use super::memo::RowsMemo;
use super::unclear::{self, Written};
use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::fold::{Law, LifeStanding};
use crate::governance::{Governance, Subject};
use crate::model::{InForce, Page, PageFacts};
use crate::path::FilePath;
use crate::shared::{ByPtr, SharedList};

/// Those of some pages that are not shown, each with why unless that is reported where everything is read as it is written.
pub(super) fn pages(
    shown: &SharedList<Page>,
    texts: &EditionTexts,
    (governance, config, memo): (&Governance, &Arc<Config>, &HeldBack),
) -> Vec<(FilePath, Option<Finding>)> {
    let is_kept_back = |page: &&Arc<Page>| page.is_written() && texts.is_kept_back(page, governance);
    let kept_back = shown.iter().filter(is_kept_back).map(|page| (page.file.clone(), None));
    let kept_back: Vec<(FilePath, Option<Finding>)> = kept_back.collect();
    if !kept_back.is_empty() {
        return kept_back;
    }
    let Some(law) = governance.fold.law() else { return Vec::new() };
    let all = governance.subjects.iter().zip(&governance.in_force);
    let free = all.filter(|(subject, in_force)| is_free(subject, in_force, governance));
    let free: HashSet<&FilePath> = free.map(|(subject, _)| &subject.file).collect();
    let by_file: HashMap<&FilePath, &Arc<Page>> = shown.iter().map(|page| (&page.file, page)).collect();
    let folders = unclear::folders(&texts.files, &|file| by_file.get(file).copied(), &config.kinds);
    let of_nobody = |page: &&Arc<Page>| {
        page.is_written() && free.contains(&page.file) && !texts.older.contains_key(&page.file)
    };
    let candidates: SharedList<Page> = shown.iter().filter(of_nobody).cloned().collect();
    let by = By { law: ByPtr::of(law), today: governance.today, folders };
    let held = memo.map(by, (candidates,), |by, (pages,), row| Checked::clean(Arc::new(by.why(&pages[row]))));
    let held = held.value.iter().filter_map(|finding| finding.as_ref().clone());
    held.filter_map(|finding| Some((finding.place.as_ref()?.file.clone(), Some(finding)))).collect()
}

/// Why pages that nobody controls by their own account are held back: each with its file.
pub(super) type HeldBack = RowsMemo<By, (SharedList<Page>,), Option<Finding>>;

/// What decides whether a page is held back, beside itself.
#[derive(PartialEq)]
pub(super) struct By {
    law: ByPtr<Law>,
    today: Day,
    /// The folders of which nobody can tell which kind their pages are.
    folders: Vec<FilePath>,
}

impl By {
    /// Why a page is held back; `None` where it is not.
    fn why(&self, page: &Page) -> Option<Finding> {
        let By { law: ByPtr(law), today, folders } = self;
        if law.asks(&Arc::new(PageFacts::of(page)), *today) {
            return Some(under_control(page));
        }
        let written = Written { page, unclear_folders: folders };
        written.is_unclear(law, *today).then(|| needs_clearing(page))
    }
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

fn needs_clearing(page: &Page) -> Finding {
    let message = "nobody can tell whether this page needs approval: it is not shown";
    Finding::new(Code::ControlUnmet, Place::file(&page.file), message)
        .hint("write the keys of its front matter by which the governance model chooses pages once each, with values that there are")
}
