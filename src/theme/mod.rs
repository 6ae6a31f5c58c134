//! The theme: templates over a closed view, the stylesheet and scripts, all embedded.
//!
//! A site replaces any of them by a file of the same name in its own theme folder, and adds others.
//! A file that cannot be used is a finding, and the built-in one of that name serves instead.
//!
//! Templates see `theme/view.rs` and nothing else: a closed, typed view, documented there. `route/view.rs` fills it.
//! What all pages share is handed over once, and the navigation of a folder is drawn once for all its pages, that of a
//! very long folder once for each stretch of them: a page lists its neighbours, the section lists all. A site's own
//! file replaces the built-in one of its name; a template that fails is a finding at its place, and the built-in one
//! draws the page.

// A failing template ends the drawing of a page; a box around its finding would gain nothing.
#![allow(clippy::result_large_err)]

pub mod view;

mod accent;
mod assets;
mod blocks;
mod colour;
mod embedded;
mod failure;
mod file;
mod navigation;
mod shared;
mod style;
mod templates;

pub use assets::{ThemeAsset, is_of_theme};
pub use file::{ThemeBinary, ThemeFile};
pub use navigation::Navigation;
pub use shared::{PageFrame, PartInput, RenderInput, Shared};
pub use templates::With;
pub use tera::Value;

use std::sync::Arc;

use crate::diagnostic::{Checked, Finding};
use crate::path::FilePath;
use crate::source::SourceText;
use crate::words::Words;
use assets::{Additions, ThemeAssets};
use file::ending;
use templates::Templates;

/// What a site has of its own for its theme.
#[derive(Clone, Copy, Default, Debug)]
pub struct OwnTheme<'a> {
    /// Templates, styles, scripts and drawings.
    pub texts: &'a [ThemeFile],
    /// Fonts and pictures.
    pub binaries: &'a [ThemeBinary],
    /// The colour of links and marks, `#rrggbb` or `#rgb`, where the site sets one.
    pub accent: Option<&'a str>,
}

/// The theme of a site: it draws pages, and names the files that the drawn pages load.
pub struct Theme {
    templates: Templates,
    assets: ThemeAssets,
}

impl Theme {
    /// The built-in theme with what a site has of its own over it, and the words of the interface.
    pub fn load(own: OwnTheme<'_>, words: &Arc<Words>) -> Checked<Theme> {
        let OwnTheme { texts: overrides, binaries, accent } = own;
        let mut findings = Vec::new();
        let accent = accent.map(|written| accent::read(written).into_value(&mut findings));
        let (templates, texts): (Vec<_>, Vec<_>) =
            overrides.iter().partition(|file| ending(&file.name) == "html");
        let assets = ThemeAssets::gather(&texts, binaries, Additions { accent: accent.as_ref(), words });
        let styles = texts.iter().filter(|file| ending(&file.name) == "css");
        findings.extend(styles.flat_map(|file| assets.wrong_in(file)));
        findings.extend(texts.iter().filter_map(|file| assets::unknown_word(file, words)));
        let templates = Templates::load(&templates, &assets, words).into_value(&mut findings);
        Checked::new(Theme { templates, assets }, findings)
    }

    /// Draws a page.
    ///
    /// A template that fails is a finding at its place; where that is one of the site's own, the built-in
    /// ones still draw the page.
    pub fn render(&self, with: With, frame: &PageFrame, sheet: &RenderInput) -> Result<String, Finding> {
        self.templates.render(with, frame, sheet)
    }

    /// Draws a part of a page by a template of its own, which takes what every template takes, `view` and `ids`.
    ///
    /// # Errors
    /// A finding where the template fails.
    pub fn render_block(
        &self,
        with: With,
        frame: &PageFrame,
        template: &str,
        part: &PartInput<'_>,
    ) -> Result<String, Finding> {
        self.templates.render_block(with, frame, template, part)
    }

    /// Every file that drawn pages load, to be published as it is.
    pub fn assets(&self) -> &[ThemeAsset] {
        self.assets.all()
    }

    /// Path of the stylesheet.
    pub fn stylesheet(&self) -> &str {
        self.assets.path(embedded::STYLESHEET)
    }

    /// Path of the small script that sets the colour scheme before anything is drawn.
    pub fn scheme_script(&self) -> &str {
        self.assets.path(embedded::SCHEME_SCRIPT)
    }

    /// Path of the deferred script.
    pub fn script(&self) -> &str {
        self.assets.path(embedded::SCRIPT)
    }

    /// Path of the icon.
    pub fn icon(&self) -> &str {
        self.assets.path(embedded::ICON)
    }

    /// Differs where the templates differ, or the addresses of the files that they name.
    pub fn stamp(&self) -> u64 {
        self.templates.stamp()
    }

    /// Whether there is a template of this name.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.has(name)
    }

    /// The text of a template in use, for drawing a finding in it.
    pub fn source(&self, file: &FilePath) -> Option<&SourceText> {
        self.templates.source(file)
    }
}
