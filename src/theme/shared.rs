//! What templates are handed: made once for all pages where it is the same for all.

use tera::{Context, Value};

use super::view::{NavigationView, PageView, SiteView};

/// Facts of the site, in the form that templates read. Cheap to hand to every page.
#[derive(Clone, Debug)]
pub struct Shared {
    site: Value,
}

impl Shared {
    /// Takes the facts once.
    pub fn new(site: &SiteView) -> Shared {
        Shared { site: Value::from_serializable(site) }
    }
}

/// One navigation, in the form that templates read. Cheap to hand to every page it is for.
#[derive(Clone, Debug)]
pub struct Navigation {
    value: Value,
}

impl Navigation {
    /// Takes a navigation once.
    pub fn new(navigation: &NavigationView) -> Navigation {
        Navigation { value: Value::from_serializable(navigation) }
    }
}

/// What stands around a page.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Facts of the site.
    pub shared: &'a Shared,
    /// The navigation of the page's area, where it is in one.
    pub navigation: Option<&'a Navigation>,
    /// What leads from the page to the site's root: `../../`, `./` on the home page.
    pub root: &'a str,
}

/// Everything a template sees of one page.
pub(super) fn context(
    frame: &Frame,
    page: &PageView,
    body: &str,
    extra: impl IntoIterator<Item = (&'static str, Value)>,
) -> Context {
    let mut context = Context::new();
    context.insert_value("site", frame.shared.site.clone());
    if let Some(navigation) = frame.navigation {
        context.insert_value("navigation", navigation.value.clone());
    }
    context.insert_value("root", Value::normal_string(frame.root));
    context.insert_value("page", Value::from_serializable(page));
    context.insert_value("body", Value::safe_string(body));
    for (name, value) in extra {
        context.insert_value(name, value);
    }
    context
}
