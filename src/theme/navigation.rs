//! The navigation beside the pages of a folder, drawn once for all of them.
//!
//! It is most of what a template would draw on an ordinary page, and the same on every page of a folder
//! but for one mark. So it is drawn without a page, and the link to the page is marked afterwards.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use tera::Value;

use super::view::NavigationView;
use crate::diagnostic::Finding;

/// One navigation, for all pages of one site that show it. Cheap to clone and to hand to every page.
#[derive(Clone, Debug)]
pub struct Navigation {
    value: Option<Value>,
    drawn: Arc<RwLock<Drawn>>,
}

/// Drawings by the templates they were drawn with, and what leads to the site's root.
type Drawn = BTreeMap<(u64, String), Arc<str>>;

impl Navigation {
    /// Takes a navigation once.
    pub fn new(navigation: &NavigationView) -> Navigation {
        Navigation { value: Some(Value::from_serializable(navigation)), drawn: Arc::default() }
    }

    /// The navigation of pages that are in no area.
    pub(super) fn nowhere() -> Navigation {
        Navigation { value: None, drawn: Arc::default() }
    }

    /// It, in the form that templates read.
    pub(super) fn value(&self) -> Option<&Value> {
        self.value.as_ref()
    }

    /// Its drawing with these templates for pages as deep as this one; `draw` makes it where it is not made yet.
    pub(super) fn drawing(
        &self,
        templates: u64,
        root: &str,
        draw: impl FnOnce() -> Result<String, Finding>,
    ) -> Result<Arc<str>, Finding> {
        let key = (templates, root.to_owned());
        if let Some(drawn) = self.drawn.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(drawn.clone());
        }
        let drawn: Arc<str> = draw()?.into();
        self.drawn.write().unwrap_or_else(PoisonError::into_inner).insert(key, drawn.clone());
        Ok(drawn)
    }
}

/// A drawing with the links to one page marked as leading to where the reader is.
pub(super) fn marked(drawing: &str, root: &str, path: &str) -> String {
    const ON_THE_WAY: &str = " aria-current=\"true\"";
    let link = format!("href=\"{root}{path}\"");
    let mut marked = String::with_capacity(drawing.len() + 64);
    let mut rest = drawing;
    while let Some(at) = rest.find(&link) {
        let (before, after) = rest.split_at(at + link.len());
        marked.push_str(before);
        marked.push_str(" aria-current=\"page\"");
        rest = after.strip_prefix(ON_THE_WAY).unwrap_or(after);
    }
    marked.push_str(rest);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_page_are_marked_and_no_others() {
        let drawing =
            "<a href=\"../a/\" aria-current=\"true\">A</a><a href=\"../a/b/\">B</a><a href=\"../a/\">A</a>";
        assert_eq!(
            marked(drawing, "../", "a/"),
            "<a href=\"../a/\" aria-current=\"page\">A</a><a href=\"../a/b/\">B</a><a href=\"../a/\" aria-current=\"page\">A</a>"
        );
        assert_eq!(marked(drawing, "../", "c/"), drawing);
    }

    #[test]
    fn a_navigation_is_drawn_once_for_a_depth() {
        let navigation = Navigation::new(&NavigationView::default());
        for _ in 0..2 {
            let first = navigation.drawing(1, "../", || Ok("one".to_owned()));
            assert_eq!(first.as_deref().ok(), Some("one"));
        }
        let again = navigation.drawing(1, "../", || unreachable!("drawn before"));
        assert_eq!(again.as_deref().ok(), Some("one"));
        assert_eq!(navigation.drawing(2, "../", || Ok("two".to_owned())).as_deref().ok(), Some("two"));
    }
}
