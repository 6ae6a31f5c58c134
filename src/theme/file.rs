//! The files of a theme: the built-in ones are texts, a site's own may be anything.

use std::sync::Arc;

use crate::source::SourceText;

/// A text of a theme: a template (`.html`), a stylesheet, a script, a drawing.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its path within the theme folder: `page.html`, `fonts/text.css`.
    pub name: String,
    /// Its text, and the file it is from.
    pub source: SourceText,
}

/// A file of a site's own theme that is no text: a font, a photograph.
#[derive(Clone, Debug)]
pub struct ThemeBinary {
    /// Its path within the theme folder: `fonts/text.woff2`.
    pub name: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

/// What follows the last dot of a file's name. In lower case only: that is how the built-in files, and the
/// names that templates give one another, are written.
pub(super) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
