//! The built-in theme, carried in the binary so that it works alone.

use std::sync::Arc;

use super::ThemeFile;
use crate::path::FilePath;
use crate::source::SourceText;

/// Name of the stylesheet.
pub(super) const STYLESHEET: &str = "style.css";
/// Name of a site's own rules, which are appended to the stylesheet.
pub(super) const EXTRA_STYLESHEET: &str = "extra.css";
/// Name of the script that runs before anything is drawn.
pub(super) const SCHEME_SCRIPT: &str = "scheme.js";
/// Name of the deferred script.
pub(super) const SCRIPT: &str = "site.js";
/// Name of the template that draws the navigation, for all pages of a folder at once.
pub(super) const NAVIGATION: &str = "parts/navigation.html";
/// Name of the icon.
pub(super) const ICON: &str = "icon.svg";

/// Where the files below stand in Guidepost's own repository; findings in them name this folder.
const FOLDER: &str = "themes/intranet";

macro_rules! embed {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../themes/intranet/", $name))),)*]
    };
}

/// Templates by name.
const TEMPLATES: &[(&str, &str)] = embed! {
    "base.html" "changes.html" "checklist.html" "course.html" "history.html" "home.html" "issue.html" "lesson.html" "listing.html" "models.html" "not-found.html"
    "page.html" "records.html" "redirect.html" "register.html"
    "section.html" "tag.html" "tags.html"
    "parts/banner.html" "parts/connections.html" "parts/contents.html" "parts/control.html" "parts/foot.html" "parts/items.html" "parts/lists.html" "parts/model.html"
    "parts/navigation.html" "parts/plate.html" "parts/revisions.html" "parts/title.html"
};

/// Everything that is published beside the pages, by name.
pub(super) const ASSETS: &[(&str, &str)] = embed! {
    "style.css" "scheme.js" "site.js" "icon.svg"
    "checklist.css" "checklist.js" "compare/lists.js" "compare/words.js" "compare/redline.js" "compare/pickers.js"
};

/// The built-in templates as theme files.
pub(super) fn templates() -> Vec<ThemeFile> {
    TEMPLATES.iter().map(|(name, text)| template(name, text)).collect()
}

fn template(name: &str, text: &str) -> ThemeFile {
    let file = FilePath::new(&format!("{FOLDER}/{name}")).unwrap_or_else(FilePath::root);
    ThemeFile { name: name.to_owned(), source: SourceText { file, text: Arc::from(text) } }
}
