//! What the rendering of a page looks at, as one hash: where it is the same, so are the bytes.

use blake3::{Hash, Hasher};
use serde::Serialize;

use super::body::References;
use super::{PageParts, Site};
use crate::markdown::Resolve as _;
use crate::model::PageId;
use crate::theme::Value;
use crate::theme::view::NavigationView;

/// The hash of what all pages share: the program, the theme, the site's facts, how Markdown is read.
pub(super) fn site(site: &Site, program: Hash) -> Option<Hash> {
    let mut hasher = Hasher::new();
    hasher.update(program.as_bytes());
    hasher.update(&site.theme.stamp().to_le_bytes());
    add_text(&mut hasher, &format!("{:?}", site.config.markdown));
    add(&mut hasher, &site.view)?;
    Some(hasher.finalize())
}

/// The hash of a navigation.
pub(super) fn navigation(view: &NavigationView) -> Option<Hash> {
    let mut hasher = Hasher::new();
    add(&mut hasher, view)?;
    Some(hasher.finalize())
}

/// The hash of everything that one page is made of.
pub(super) fn page(site: &Site, id: PageId, shared: Hash, parts: &PageParts<'_>) -> Option<Hash> {
    let mut hasher = Hasher::new();
    hasher.update(shared.as_bytes());
    if let Some(sidebar) = parts.sidebar {
        hasher.update(sidebar.made_of?.as_bytes());
    }
    add_text(&mut hasher, &parts.template);
    add(&mut hasher, &parts.view)?;
    let extra: Vec<(&str, &Value)> = parts.extra.iter().map(|(name, value)| (*name, value)).collect();
    // Maps of templates have no order; those of JSON values are sorted.
    add(&mut hasher, &serde_json::to_value(&extra).ok()?)?;
    if let Some(references) = References::of(site, id) {
        add_text(&mut hasher, references.markdown);
        for nth in 0..references.count() {
            add_text(&mut hasher, &format!("{:?}", references.resolve(nth)));
        }
    }
    Some(hasher.finalize())
}

/// Texts are set apart by their lengths, so that no two sequences of them hash alike.
fn add_text(hasher: &mut Hasher, text: &str) {
    hasher.update(&text.len().to_le_bytes());
    hasher.update(text.as_bytes());
}

/// JSON delimits itself. `None` for what cannot be JSON, which then is made anew each time.
fn add(hasher: &mut Hasher, view: &impl Serialize) -> Option<()> {
    serde_json::to_writer(hasher, view).ok()
}
