//! The texts that the findings of a site point into.

use std::borrow::Cow;
use std::sync::Arc;

use super::paper::Sources;
use crate::path::FilePath;
use crate::route::Site;
use crate::world::{ReadError, World};

/// The site's files, and the templates of its theme.
#[derive(Clone, Copy)]
pub struct SiteTexts<'a> {
    /// The site that was compiled.
    pub site: &'a Site,
    /// Where its files are.
    pub world: &'a dyn World,
    /// What leads to the site's root from where the reader stands: empty, or with a slash at its end.
    pub way: &'a str,
}

impl Sources for SiteTexts<'_> {
    fn text(&self, file: &FilePath) -> Option<Arc<str>> {
        if let Some(template) = self.site.template(file) {
            return Some(template.text.clone());
        }
        match self.world.text(file) {
            Ok(text) => Some(text),
            Err(ReadError::NotUtf8 { lossy, .. }) => Some(lossy),
            Err(ReadError::Missing | ReadError::Refused(_)) => None,
        }
    }

    fn name<'f>(&self, file: &'f FilePath) -> Cow<'f, str> {
        match (self.way, file.as_str()) {
            ("", "") => Cow::Borrowed("."),
            ("", file) => Cow::Borrowed(file),
            (way, "") => Cow::Owned(way.trim_end_matches('/').to_owned()),
            (way, file) => Cow::Owned(format!("{way}{file}")),
        }
    }
}
