//! Finding pages and files, and what was probably meant where there is none.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::known::{KnownNames, PathTarget};
use super::near::NearPaths;
use super::other_ids::OtherIds;
use super::site_files::SiteFiles;
use crate::diagnostic::{Candidates, Code, Finding, Place, Severity, most_alike};
use crate::model::{Page, PageId, PageSignature, WhyDraft, Withheld, WithheldReason, fold_name};
use crate::path::{DRAFTS, FilePath, nfc};
use crate::shared::SharedList;

/// So many anchors of a page are looked at for one that was probably meant.
const MOST_ANCHORS: usize = 2_000;
/// Of a page with more headings none are listed.
const MOST_LISTED: usize = 100;

/// The pages and files of a site as references name them.
#[derive(Debug)]
pub struct LinkIndex {
    pub(super) pages: SharedList<Page>,
    /// What there is beside them.
    pub(super) files: SiteFiles,
    /// What leads to them.
    pub(super) known: KnownNames,
    /// Pages whose text does not stand in the edition, by their names.
    withheld: OnceLock<HashMap<String, Arc<Withheld>>>,
    near: OnceLock<NearPaths>,
    near_files: OnceLock<NearPaths>,
    names: OnceLock<Candidates>,
    roles: OnceLock<Vec<Box<str>>>,
    anchors: Vec<OnceLock<HashSet<Box<str>>>>,
    near_anchors: Vec<OnceLock<Candidates>>,
    /// What other programs call the places of each page.
    pub(super) other_ids: Vec<OnceLock<OtherIds>>,
}

/// The kind whose pages are roles.
const ROLE: &str = "role";

/// Why a page that somebody names is left out.
pub(super) enum LeftOut {
    /// It is marked as a draft: what to do about it.
    Draft(String),
    /// It counts as a draft because of a finding of its own; more of them would not help.
    Reported,
    /// No text of this file is in force; the checklist says so.
    Unapproved(FilePath),
}

impl LinkIndex {
    pub(super) fn new(pages: SharedList<Page>, files: &SiteFiles) -> LinkIndex {
        LinkIndex {
            known: KnownNames::new(&pages, files),
            files: files.clone(),
            withheld: OnceLock::new(),
            near: OnceLock::new(),
            near_files: OnceLock::new(),
            names: OnceLock::new(),
            roles: OnceLock::new(),
            anchors: pages.iter().map(|_| OnceLock::new()).collect(),
            near_anchors: pages.iter().map(|_| OnceLock::new()).collect(),
            other_ids: pages.iter().map(|_| OnceLock::new()).collect(),
            pages,
        }
    }

    /// The ids of all roles that a page describes.
    pub(super) fn roles(&self) -> &[Box<str>] {
        self.roles.get_or_init(|| {
            let roles = self.pages.iter().filter(|page| page.kind.name == ROLE);
            roles.filter_map(|page| page.document.as_deref().map(Box::from)).collect()
        })
    }

    /// A path that was probably meant: the same file name elsewhere, else a neighbour near in spelling,
    /// else a path that differs by a letter or two.
    pub(super) fn near_path(&self, path: &str) -> Option<&str> {
        let near = self.near.get_or_init(|| NearPaths::new(self.known.paths()));
        near.find(&nfc(path))
    }

    /// Whether something lies in the folder at a path in the folder of pages.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        self.near.get_or_init(|| NearPaths::new(self.known.paths())).is_folder(path)
    }

    /// Whether a folder of this name holds anything.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        self.near.get_or_init(|| NearPaths::new(self.known.paths())).has_folder(name)
    }

    /// A file that is no page and was probably meant, as [`LinkIndex::near_path`] has it.
    pub(super) fn near_file(&self, path: &str) -> Option<&str> {
        self.near_files.get_or_init(|| NearPaths::new(self.known.paths_of_files())).find(&nfc(path))
    }

    /// A name that was probably meant.
    pub(super) fn near_name(&self, name: &str) -> Option<String> {
        let names = self.names.get_or_init(|| {
            let mut names: Vec<&str> = self.known.document_numbers().collect();
            names.extend(self.pages.iter().map(|page| &*page.title));
            names.sort_unstable();
            Candidates::new(names)
        });
        names.nearest(name, usize::MAX).map(str::to_owned)
    }

    /// That other pages have a name by which a page in force is meant. It is reported where it can be mended.
    pub(super) fn passed_over(&self, name: &str, meant: PageId, all: &[PageId]) -> Vec<Finding> {
        let others = all.iter().filter(|page| **page != meant);
        others.map(|page| passed_over(name, &self.pages[page.index()], &self.pages[meant.index()])).collect()
    }

    /// Whether a page has a heading or id of this name.
    pub(super) fn has_anchor(&self, page: PageId, id: &str) -> bool {
        let Some(anchors) = self.anchors.get(page.index()) else { return false };
        anchors.get_or_init(|| self.anchors_of(page).map(Into::into).collect()).contains(id)
    }

    /// Why a path or name leads to nothing, where that is because its page is left out.
    pub(super) fn left_out(&self, name: &str) -> Option<LeftOut> {
        let names = self.withheld.get_or_init(|| {
            let names = |withheld: &Arc<Withheld>| -> Vec<(String, Arc<Withheld>)> {
                let PageSignature(page) = &withheld.page;
                // The page of a folder is led to by the folder as well.
                let address = page.address.as_str().trim_end_matches('/');
                page.names().chain([address]).map(|name| (fold_name(name), withheld.clone())).collect()
            };
            self.files.withheld.iter().flat_map(names).collect()
        });
        let Withheld { page: PageSignature(page), reason } = &**names.get(&fold_name(name))?;
        if *reason == WithheldReason::NotApproved {
            return Some(LeftOut::Unapproved(page.file.clone()));
        }
        let file = &page.file;
        let hint = match &page.draft {
            _ if *reason == WithheldReason::Failed => return Some(LeftOut::Reported),
            Some(WhyDraft::Folder) => {
                format!(
                    "`{file}` lies in `{DRAFTS}` and is left out; move it out of there, or build with --drafts"
                )
            }
            Some(WhyDraft::Underscore) => format!(
                "`{file}` begins with `_`, or lies in a folder that does, and is left out; rename it, or build with --drafts"
            ),
            Some(WhyDraft::Copy) => {
                format!("`{file}` is a copy by its name, and is left out; rename it, or build with --drafts")
            }
            Some(WhyDraft::Post(day)) => {
                format!(
                    "`{file}` is called after {day} and left out until then; rename it, or build with --drafts"
                )
            }
            Some(WhyDraft::Said) => {
                format!(
                    "`{file}` is a draft and left out; take `draft: true` out of it, or build with --drafts"
                )
            }
            Some(WhyDraft::Cascade(index)) => format!(
                "`cascade` in `{index}` keeps back all pages below, `{file}` among them; take it out of there, or build with --drafts"
            ),
            _ => return Some(LeftOut::Reported),
        };
        Some(LeftOut::Draft(hint))
    }

    /// The page whose text in force stands elsewhere than in this file, to which a draft has moved it.
    pub(super) fn stands(&self, draft: &FilePath) -> Option<PageId> {
        let stands = self.files.stands_at.get(draft)?.within(&self.files.content)?;
        match self.known.at_path(stands.as_str())? {
            PathTarget::Page(page) => Some(page),
            PathTarget::File(_) => None,
        }
    }

    /// The path of the page that was at a path once, with or without the ending of a page, and is elsewhere now.
    pub(super) fn moved(&self, path: &FilePath) -> Option<&str> {
        let content = &self.files.content;
        let file = content.join(path.as_str());
        let with_ending = || content.join(&format!("{path}.md"));
        let moved = |file: FilePath| self.files.moved_to.get(&file);
        let now = file.and_then(moved).or_else(|| with_ending().and_then(moved))?;
        now.as_str().strip_prefix(content.as_str()).map(|path| path.trim_start_matches('/'))
    }

    /// An anchor of a page that was probably meant.
    pub(super) fn near_anchor(&self, page: PageId, id: &str) -> Option<&str> {
        let near = self.near_anchors.get(page.index())?;
        let near = near.get_or_init(|| Candidates::new(self.anchors_of(page).take(MOST_ANCHORS)));
        near.nearest(id, usize::MAX)
    }

    /// The headings of a page that are most like an anchor; none where there are more than anybody looks through.
    pub(super) fn headings_like(&self, page: PageId, id: &str) -> Vec<&str> {
        let outline = self.pages[page.index()].outline();
        let headings = outline.map_or(&[][..], |outline| &outline.headings);
        // A page may have as many broken links as headings, and each would be compared with each.
        let few = if headings.len() > MOST_LISTED { &[][..] } else { headings };
        most_alike(id, few.iter().map(|heading| &*heading.id), 5)
    }

    fn anchors_of(&self, page: PageId) -> impl Iterator<Item = &str> {
        let outline = self.pages[page.index()].outline();
        let headings =
            outline.into_iter().flat_map(|outline| outline.headings.iter().map(|heading| &*heading.id));
        headings.chain(outline.into_iter().flat_map(|outline| outline.anchors.iter().map(|anchor| &**anchor)))
    }
}

fn passed_over(name: &str, page: &Page, meant: &Page) -> Finding {
    let aliases = page.fields.named("aliases");
    let alias = aliases.iter().find(|alias| fold_name(&alias.name) == fold_name(name));
    let place = alias.map_or_else(|| Place::file(&page.file), |alias| Place::span(&page.file, alias.span));
    let message =
        format!("`[[{}]]` means “{}”, which is in force, and not this page", name.trim(), meant.title);
    Finding::new(Code::AmbiguousLink, place, message)
        .with_severity(Severity::Warning)
        .hint("give this page another title or file name, or take the alias out")
        .related(Place::file(&meant.file), "meant by that name")
}
