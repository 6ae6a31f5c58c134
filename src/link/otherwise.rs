//! Links as other programs read them, where that is sure: from the address of a page, from the top without a slash, as a server for
//! repositories shows files.

use super::known::{PathTarget, TwoReadings};
use super::resolve::{Lead, Resolver};
use crate::diagnostic::{Code, Finding};
use crate::markdown::Reference;
use crate::model::PageId;
use crate::path::{Address, FilePath, decode};
use crate::source::slice;

impl<'a> Resolver<'a> {
    /// The page that is meant of two which one address names: as browsers read it, unless only the other has the place in it.
    pub(super) fn meant_of(&self, readings: TwoReadings, fragment: Option<&str>) -> PageId {
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        let has_place = |page: PageId| {
            fragment.is_none_or(|fragment| self.index.place(page, &decode(fragment)).is_some())
        };
        let TwoReadings { by_address, by_file } = readings;
        if !has_place(by_address) && has_place(by_file) { by_file } else { by_address }
    }

    /// What is written from the top of the folder of pages without a slash before it, as a site may have it that says so to
    /// browsers; else nothing is there.
    pub(super) fn not_there(
        &self,
        reference: &Reference,
        (written, fragment): (&str, Option<&str>),
        path: &FilePath,
        findings: &mut Vec<Finding>,
    ) -> Lead {
        let from_top = format!("/{written}");
        if self.elsewhere.has(&from_top) {
            return Lead::Elsewhere;
        }
        let is_plain = !written.starts_with(['/', '.']) && written.contains('/');
        let top = FilePath::new(written).filter(|top| is_plain && top != path);
        let found = top.as_ref().and_then(|top| {
            let page = || self.index.known.find(&self.here, &from_top, top).map(|(found, _)| found);
            let file = || self.index.known.is_static(top.as_str());
            page().map(Some).or_else(|| file().then_some(None))
        });
        let Some(found) = found else {
            return self.dead(reference, (written, fragment), path, findings);
        };
        findings.push(
            self.finding(reference, Code::LinkForm, "the link leads on from the top of the folder of pages")
                .label("taken so, since nothing is found from here")
                .hint(format!("write a slash before it: `{from_top}`")),
        );
        match found {
            Some(PathTarget::Page(page)) => self.anchored(reference, page, fragment, findings),
            Some(PathTarget::File(file)) => Lead::File(file.clone(), fragment.map(Into::into)),
            None => {
                Lead::Static(Address::file(written), fragment.map_or("".into(), |id| format!("#{id}").into()))
            }
        }
    }

    /// Whether a wikilink is all that its line holds.
    pub(super) fn is_alone(&self, reference: &Reference) -> bool {
        let range = reference.span.range();
        let before = slice(self.text, ..range.start).rsplit('\n').next().unwrap_or_default();
        let after = slice(self.text, range.end..).lines().next().unwrap_or_default();
        before.trim_start_matches('[').trim().is_empty() && after.trim_start_matches(']').trim().is_empty()
    }

    /// What `/../../blob/main/a.md` leads to where people read the repository on a server for such: what stands at `a.md` in it.
    pub(super) fn in_view_of_repository(&self, written: &str) -> Option<PathTarget<'a>> {
        let (_, behind) =
            ["../raw/", "../blob/", "../tree/"].iter().find_map(|view| written.split_once(view))?;
        let (_, file) = behind.split_once('/')?;
        let path = FilePath::new(file)?.within(&self.index.files.content)?;
        self.index.known.at_path(path.as_str())
    }
}
