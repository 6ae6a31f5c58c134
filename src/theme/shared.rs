//! What templates are handed: made once for all pages where it is the same for all.

use tera::{Context, Value};

use super::navigation::Navigation;
use super::view::{PageView, SiteView};
use crate::words::Words;

/// Facts of the site, in the form that templates read. Cheap to hand to every page.
#[derive(Clone, Debug)]
pub struct Shared {
    site: Value,
    /// The words of the interface into which nothing is put, by name.
    words: Value,
    /// What serves pages that are in no area.
    nowhere: Navigation,
}

impl Shared {
    /// Takes the facts once.
    pub fn new(site: &SiteView, words: &Words) -> Shared {
        Shared {
            site: Value::from_serializable(site),
            words: Value::from_serializable(&words.plain()),
            nowhere: Navigation::nowhere(),
        }
    }
}

/// What stands around a page.
#[derive(Clone, Copy, Debug)]
pub struct PageFrame<'a> {
    /// Facts of the site.
    pub shared: &'a Shared,
    /// The navigation of the page's area, where it is in one.
    pub navigation: Option<&'a Navigation>,
    /// What leads from the page to the site's root: `../../`, `./` on the home page.
    pub root: &'a str,
}

/// A page to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct RenderInput<'a> {
    /// Name of the template: `page.html`.
    pub template: &'a str,
    /// The page.
    pub page: &'a PageView,
    /// Its text as HTML.
    pub body: &'a str,
    /// What the template takes beyond these, by the names given in [`super::view`].
    pub extra: &'a [(&'static str, Value)],
}

/// A part of a page to be drawn by a template of its own.
#[derive(Clone, Copy, Debug)]
pub struct PartInput<'a> {
    /// What the template takes as `view`.
    pub view: &'a Value,
    /// What ids in it begin with, so that the same part can stand on a page twice; may be empty.
    pub ids: &'a str,
}

impl PageFrame<'_> {
    /// The navigation that the page shows.
    pub(super) fn shown_navigation(&self) -> &Navigation {
        self.navigation.unwrap_or(&self.shared.nowhere)
    }

    /// What every template sees, whatever the page.
    pub(super) fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.shared.site.clone());
        context.insert_value("words", self.shared.words.clone());
        context.insert_value("root", Value::normal_string(self.root));
        if let Some(navigation) = self.navigation.and_then(Navigation::value) {
            context.insert_value("navigation", navigation.clone());
        }
        context
    }

    /// Everything that a template sees of one page.
    pub(super) fn context_of(&self, sheet: &RenderInput) -> Context {
        let mut context = self.context();
        context.insert_value("page", Value::from_serializable(sheet.page));
        context.insert_value("body", Value::safe_string(sheet.body));
        for (name, value) in sheet.extra {
            context.insert_value(*name, value.clone());
        }
        context
    }
}
