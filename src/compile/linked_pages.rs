//! Pages that are symbolic links to what is published in no edition.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::unpublished::PublishedFolders;
use crate::diagnostic::{Code, Finding, Place};
use crate::link::Unpublished;
use crate::path::{DRAFTS, FilePath};
use crate::world::World;

/// The files of the folder of pages, as they are sorted.
pub(super) struct SortedFiles {
    pub(super) pages: Arc<[FilePath]>,
    pub(super) beside_pages: Arc<[FilePath]>,
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
        let pages = self.pages.iter().filter(|page| !refused.contains_key(*page)).cloned().collect();
        let mut beside: Vec<FilePath> = self.beside_pages.iter().chain(refused.keys()).cloned().collect();
        beside.sort();
        findings.extend(refused.into_values());
        SortedFiles { pages, beside_pages: beside.into() }
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
