//! Pages of the approved edition of which no text is in force, and which may be under control all the same: by what a folder's
//! index says that is in force, whatever its draft says, or since nobody can tell of which kind they are.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::edition::Texts;
use crate::config::Kinds;
use crate::diagnostic::{Code, Finding, Place};
use crate::governance::fold::LifeStanding;
use crate::governance::{Governance, Subject};
use crate::list::List;
use crate::model::{Facts, InForce, Page};
use crate::parse::ParsedFile;
use crate::path::{FilePath, INDEX_NAMES};

/// Those of some pages that are not shown, each with why.
pub(super) fn pages(
    shown: &List<Page>,
    texts: &Texts,
    (governance, kinds): (&Governance, &Kinds),
) -> Vec<(FilePath, Finding)> {
    let Some(law) = governance.fold.law() else { return Vec::new() };
    let all = governance.subjects.iter().zip(&governance.in_force);
    let free = all.filter(|(subject, in_force)| is_free(subject, in_force, governance));
    let free: HashSet<&FilePath> = free.map(|(subject, _)| &subject.file).collect();
    let files: HashMap<&FilePath, &ParsedFile> =
        texts.files.iter().map(|file| (&file.file, &**file)).collect();
    let folders = unclear_folders(shown, &files, kinds);
    let why = |page: &Arc<Page>| {
        if law.asks(&Arc::new(Facts::of(page)), governance.today) {
            return Some(under_control(page));
        }
        let parsed = &files.get(&page.file)?.parsed.value;
        let lies_in_such = || folders.iter().any(|folder| page.path.within(folder).is_some());
        let is_of_no_kind =
            parsed.is_unclear_kind("kind", &page.kind, kinds) || !parsed.names_kind() && lies_in_such();
        let is_unclear = |key: &str| parsed.is_unclear_field(key, page);
        let may_be_asked = || law.rulebook.may_ask(governance.today, &Facts::of(page), &is_unclear);
        (is_of_no_kind || may_be_asked()).then(|| unclear(page))
    };
    let of_nobody = |page: &&Arc<Page>| {
        page.is_written() && free.contains(&page.file) && !texts.older.contains_key(&page.file)
    };
    shown.iter().filter(of_nobody).filter_map(|page| Some((page.file.clone(), why(page)?))).collect()
}

/// The folders of which nobody can tell which kind their index sets for the pages in them.
fn unclear_folders(
    shown: &List<Page>,
    files: &HashMap<&FilePath, &ParsedFile>,
    kinds: &Kinds,
) -> Vec<FilePath> {
    let is_index =
        |page: &&Arc<Page>| INDEX_NAMES.iter().any(|name| name.eq_ignore_ascii_case(page.path.name()));
    let is_unclear = |page: &&Arc<Page>| {
        let file = files.get(&page.file);
        file.is_some_and(|file| file.parsed.value.is_unclear_kind("page_kind", &page.kind, kinds))
    };
    shown.iter().filter(is_index).filter(is_unclear).map(|page| page.path.parent()).collect()
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
