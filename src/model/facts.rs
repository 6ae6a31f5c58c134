//! What of a page's text governance goes by.

use std::sync::Arc;

use super::field::Fields;
use super::page::Page;
use super::why_draft::WhyDraft;
use super::written_keys::WrittenKeys;
use crate::path::FilePath;

/// The facts of one text of a page that selectors and rules may look at.
#[derive(Clone, PartialEq, Debug)]
pub struct PageFacts {
    /// Its document number.
    pub document: Option<Arc<str>>,
    /// The name of its kind.
    pub kind: Arc<str>,
    /// Its path in the content folder.
    pub path: FilePath,
    /// Its title.
    pub title: Arc<str>,
    /// Its front matter.
    pub fields: Fields,
    /// The keys of its front matter.
    pub keys: Arc<WrittenKeys>,
    /// Why it is a draft; `None` where it is none.
    pub draft: Option<WhyDraft>,
}

impl PageFacts {
    /// The facts of a page as it stands.
    pub fn of(page: &Page) -> PageFacts {
        PageFacts {
            document: page.document.clone(),
            kind: page.kind.name.as_str().into(),
            path: page.path.clone(),
            title: page.title.clone(),
            fields: page.fields.clone(),
            keys: page.keys.clone(),
            draft: page.draft.clone(),
        }
    }

    /// The role that owns the page.
    pub fn owner(&self) -> Option<&Arc<str>> {
        self.fields.named("owner").first().map(|owner| &owner.name)
    }

    /// The values of a field as they are compared; empty where the page does not have it.
    pub fn values(&self, field: &str) -> Vec<String> {
        self.fields.values(field)
    }
}
