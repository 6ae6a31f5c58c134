//! What stands behind an exclamation mark: a picture, or what is none, to which a link leads.

use super::resolve::{Lead, Resolver};
use crate::diagnostic::{Code, Finding};
use crate::markdown::Reference;
use crate::model::{PageId, is_media};
use crate::path::{decode, heading_slug};
use crate::source::slice;

impl Resolver<'_> {
    /// What a picture shows; where that is a page or a document, a link leads there.
    pub(super) fn picture(&self, reference: &Reference, target: &str, findings: &mut Vec<Finding>) -> Lead {
        let mut found = Vec::new();
        let local = self.local(reference, target, &mut found);
        let by_name = if local == Lead::Nothing { self.embedded(reference, target) } else { None };
        if by_name.is_some() {
            found.clear();
        }
        let lead = match by_name.unwrap_or(local) {
            Lead::Page(page, fragment) => Lead::Page(page, self.heading(page, fragment.as_deref())),
            lead => lead,
        };
        let (message, hint) = match &lead {
            Lead::Page(..) => (
                "a page is not shown within another: a link leads there",
                "write a link, without the `!` before it",
            ),
            Lead::File(file, _) if !is_media(file) => (
                "a file of this kind is no picture: a link leads there",
                "write a link, without the `!` before it",
            ),
            _ => {
                findings.append(&mut found);
                return lead;
            }
        };
        findings.push(self.finding(reference, Code::LinkForm, message).hint(hint));
        lead
    }

    /// What `![[Name#Heading]]` or `![[file.png]]` names.
    fn embedded(&self, reference: &Reference, target: &str) -> Option<Lead> {
        let file = || self.index.known.file_of_name(target).filter(|_| self.is_wiki_embed(reference));
        self.embedded_page(target).or_else(|| Some(Lead::File(file()?.clone(), None)))
    }

    /// Whether a picture is written `![[…]]`.
    fn is_wiki_embed(&self, reference: &Reference) -> bool {
        let range = reference.span.range();
        slice(self.text, ..range.start).ends_with("![[") || slice(self.text, range).starts_with("![[")
    }

    /// The page that `![[Name#Heading]]` names.
    fn embedded_page(&self, target: &str) -> Option<Lead> {
        let (name, fragment) =
            target.split_once('#').map_or((target, None), |(name, fragment)| (name, Some(fragment)));
        let page = self.page_of_wiki(name).filter(|_| !name.trim().is_empty())?;
        Some(Lead::Page(page, self.heading(page, fragment)))
    }

    /// The id of a heading that is named by its words or its id, where there is one.
    fn heading(&self, page: PageId, fragment: Option<&str>) -> Option<Box<str>> {
        let fragment = fragment?;
        let written = decode(fragment).into_owned();
        let id = if self.index.has_anchor(page, &written) { written } else { heading_slug(fragment) };
        self.index.has_anchor(page, &id).then(|| id.into())
    }
}
