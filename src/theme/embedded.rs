//! The built-in theme, carried in the binary so that it works alone.

use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::file::ThemeFile;
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

/// Where the files stand in Guidepost's own repository; findings in them name this folder.
const FOLDER: &str = "themes/intranet";

/// The folder as it was when the program was compiled. The compiler sees when a file in it changes, and not when one is
/// added: that comes with a change of the code that draws by it.
static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/intranet");

/// The built-in templates as theme files, by name.
pub(super) fn templates() -> Vec<ThemeFile> {
    files().filter(|(name, _)| is_template(name)).map(|(name, text)| template(name, text)).collect()
}

/// Everything that is published beside the pages, by name.
pub(super) fn assets() -> impl Iterator<Item = (String, &'static str)> {
    files().filter(|(name, _)| !is_template(name))
}

fn is_template(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "html")
}

/// All files by their names: `parts/title.html`.
fn files() -> impl Iterator<Item = (String, &'static str)> {
    let parts = THEME.dirs().flat_map(Dir::files);
    THEME.files().chain(parts).filter_map(|file| {
        let parts: Option<Vec<&str>> = file.path().iter().map(|part| part.to_str()).collect();
        Some((parts?.join("/"), file.contents_utf8()?))
    })
}

fn template(name: String, text: &str) -> ThemeFile {
    let file = FilePath::new(&format!("{FOLDER}/{name}")).unwrap_or_else(FilePath::root);
    ThemeFile { name, source: SourceText { file, text: Arc::from(text) } }
}
