//! Pages that are symbolic links to what is published in no edition.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::unpublished::PublishedFolders;
use crate::diagnostic::{Code, Finding, Place};
use crate::link::Unpublished;
use crate::parse::KEEPS_BACK_BELOW;
use crate::path::{DRAFTS, FilePath, is_index};
use crate::world::World;

/// The files of the folder of pages, as they are sorted.
pub(super) struct SortedFiles {
    pub(super) pages: Arc<[FilePath]>,
    pub(super) beside_pages: Arc<[FilePath]>,
    /// The pages of folders that are such links: they are not read, and the pages below must know of them.
    pub(super) unread: Arc<[FilePath]>,
}

impl SortedFiles {
    /// With the pages that are kept back beside the others, so that what leads to them is told as of any such file.
    pub(super) fn without_kept_back(
        self,
        world: &dyn World,
        (folders, linked): (&PublishedFolders, &BTreeMap<FilePath, FilePath>),
        findings: &mut Vec<Finding>,
    ) -> SortedFiles {
        let why = |page: &FilePath| {
            let real = linked.get(page)?;
            Some(finding(page, real, folders.why_linked(world, (page, real))?))
        };
        let refused: BTreeMap<FilePath, Finding> =
            self.pages.iter().filter_map(|page| Some((page.clone(), why(page)?))).collect();
        if refused.is_empty() {
            return self;
        }
        let (unread, others): (Vec<FilePath>, Vec<FilePath>) =
            refused.keys().cloned().partition(|page| is_index(page.name()));
        let pages = self.pages.iter().filter(|page| !others.contains(page)).cloned().collect();
        let mut beside: Vec<FilePath> = self.beside_pages.iter().chain(&others).cloned().collect();
        beside.sort();
        findings.extend(refused.into_iter().map(|(page, finding)| {
            finding.hint_if(is_index(page.name()).then(|| KEEPS_BACK_BELOW.to_owned()))
        }));
        SortedFiles { pages, beside_pages: beside.into(), unread: unread.into() }
    }
}

fn finding(page: &FilePath, real: &FilePath, why: Unpublished) -> Finding {
    let (code, message, hint) = match why {
        Unpublished::Secret(by) => (
            Code::SecretFile,
            format!("`{page}` leads to `{real}`, which {}", by.words()),
            "remove the link; if the page was published before, change what the file holds",
        ),
        _ => (
            Code::WithheldFile,
            format!("`{page}` leads to `{real}`, which lies in `{DRAFTS}`"),
            "move that file out of there to publish it, or remove the link",
        ),
    };
    Finding::new(code, Place::file(page), message).label("left out").hint(hint)
}
