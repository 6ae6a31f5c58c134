//! The texts that a page has had, as far as governance is concerned.

use std::sync::Arc;

use super::exact_text::ExactText;
use super::facts::PageFacts;
use super::revision::Commit;
use crate::path::FilePath;

/// One committed state of a page: a revision, or a commit that changed a picture in it.
#[derive(Clone, Debug)]
pub struct PageState {
    /// Its words and pictures.
    pub exact: ExactText,
    /// Where it was, from the site's root.
    pub file: FilePath,
    /// The commit that brought it.
    pub commit: Arc<Commit>,
    /// What its front matter said then; `None` where nobody has read it, and the working text's serve.
    pub facts: Option<Arc<PageFacts>>,
}
