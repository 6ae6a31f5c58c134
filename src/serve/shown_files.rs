//! Files that a page loads and that stand at one address whatever they hold: those that a site publishes as they are.
//! The page does not change when they do, so a stamp shows browsers that they have, and they ask for them by a name
//! with that stamp. A stylesheet that is asked for so names what it loads by stamps as well.
//!
//! The browser (`client/renew.js`) is sent a stamp of each such file that its page loads, and asks anew for those whose
//! stamp is another, without a reload. Covered are all elements that load something (`src`, `srcset`, `poster`, `data`, `href`
//! of stylesheets, icons and drawings), and what stylesheets name, the theme's and the site's, by `url(...)`, `@import`
//! and `image-set(...)`, also through one another: a stylesheet that is asked for by a stamp names what it loads by
//! stamps. A script, and what is named by `style` within a page, loads the page anew. Not covered is what scripts ask
//! for by themselves. All else that is published has its bytes in its name, and changes the page with them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::named;
use super::preview::Preview;
use super::snapshot::{RequestTarget, Snapshot};
use crate::output::MediaType;
use crate::path::decode;
use crate::route::{Answer, Route};
use crate::source::slice;

/// The key of a stamp in the query of an address; the preview's script knows it too.
pub(super) const KEY: &str = "guidepost";

/// Stylesheets that name one another are followed so far.
const DEEPEST: usize = 4;

/// The files that the page at a path loads, by their decoded paths, with stamps that differ where their bytes do.
pub(super) fn stamps_of(snapshot: &Arc<Snapshot>, preview: &Preview, path: &str) -> BTreeMap<String, String> {
    let has_any = !snapshot.site.files_as_is().is_empty();
    let (true, RequestTarget::Route(route)) = (has_any, snapshot.find(path)) else { return BTreeMap::new() };
    let drawn = snapshot.drawn(route);
    let Answer::Bytes(page) = &drawn.value else { return BTreeMap::new() };
    let stamps = Stamps { snapshot, preview };
    let addresses = named::in_page(&String::from_utf8_lossy(page));
    let stamped = addresses.iter().filter_map(|address| {
        let address = absolute(path, address)?;
        let stamp = stamps.stamp_of(&address, DEEPEST)?;
        Some((decode(&address).into_owned(), stamp))
    });
    stamped.collect()
}

/// The stylesheet at a path as a browser gets it that asks by a stamp; `None` where there is none.
pub(super) fn stamped_style(snapshot: &Arc<Snapshot>, preview: &Preview, path: &str) -> Option<String> {
    let stamps = Stamps { snapshot, preview };
    let Drawn::Style(style) = stamps.drawn(path)? else { return None };
    let mut stamped = String::with_capacity(style.len());
    let mut written = 0;
    for at in named::in_style(&style) {
        let address = slice(&style, at.clone());
        let Some(stamp) = absolute(path, address).and_then(|address| stamps.stamp_of(&address, DEEPEST))
        else {
            continue;
        };
        let end = at.start + address.find('#').unwrap_or(address.len());
        let sign = if address.contains('?') { "&" } else { "?" };
        stamped.push_str(slice(&style, written..end));
        for part in [sign, KEY, "=", &*stamp] {
            stamped.push_str(part);
        }
        written = end;
    }
    stamped.push_str(slice(&style, written..));
    Some(stamped)
}

/// Makes stamps.
struct Stamps<'a> {
    snapshot: &'a Arc<Snapshot>,
    preview: &'a Preview,
}

/// A file that pages load.
enum Drawn {
    Style(String),
    /// Another that is published as it is, with its stamp.
    AsIs(String),
}

impl Stamps<'_> {
    /// The stamp of what stands at a path; `None` where the path itself changes with it. That of a stylesheet is made
    /// from those of the files that it loads.
    fn stamp_of(&self, path: &str, depth: usize) -> Option<String> {
        let style = match self.drawn(path)? {
            Drawn::AsIs(stamp) => return Some(stamp),
            Drawn::Style(style) => style,
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(style.as_bytes());
        let mut loads_any = false;
        for at in named::in_style(&style).into_iter().filter(|_| depth > 0) {
            let address = absolute(path, slice(&style, at)).filter(|address| address != path);
            let Some(stamp) = address.and_then(|address| self.stamp_of(&address, depth - 1)) else {
                continue;
            };
            loads_any = true;
            hasher.update(stamp.as_bytes());
        }
        let is_as_is = matches!(self.snapshot.find(path), RequestTarget::Route(Route::AsIs(_)));
        (loads_any || is_as_is).then(|| slice(&hasher.finalize().to_hex(), ..16).to_owned())
    }

    fn drawn(&self, path: &str) -> Option<Drawn> {
        let RequestTarget::Route(route @ (Route::AsIs(_) | Route::ThemeAsset(_))) = self.snapshot.find(path)
        else {
            return None;
        };
        let is_style = MediaType::of(self.snapshot.site.output(route).as_str()).is_style();
        match self.snapshot.site.render(route).value {
            Answer::Bytes(bytes) if is_style => Some(Drawn::Style(String::from_utf8(bytes).ok()?)),
            Answer::Bytes(_) | Answer::PrintedBook(_) => None,
            Answer::File(file) if is_style => {
                Some(Drawn::Style(self.preview.files.world().text(&file).ok()?.to_string()))
            }
            Answer::File(file) => {
                let entry = std::fs::metadata(self.preview.files.on_disk(&file)?).ok()?;
                let since = entry.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
                Some(Drawn::AsIs(format!("{:x}-{:x}", since.as_nanos(), entry.len())))
            }
        }
    }
}

/// A relative address as the path that a browser makes of it; `None` for other hosts and the page itself.
fn absolute(page: &str, address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    if address.is_empty() || address.starts_with("//") || crate::path::has_scheme(address) {
        return None;
    }
    let from_root = address.starts_with('/');
    let folder = if from_root { "" } else { page.trim_start_matches('/') };
    let mut parts: Vec<&str> = folder.split('/').collect();
    parts.pop();
    for part in address.trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn addresses_are_as_browsers_make_them() {
        for (page, address, expected) in [
            ("/a/b/", "x.png", Some("/a/b/x.png")),
            ("/a/b/", "../../x.png", Some("/x.png")),
            ("/a/b", "./x.png", Some("/a/x.png")),
            ("/", "/x/y.css", Some("/x/y.css")),
            ("/a/", "https://elsewhere.example/x.png", None),
            ("/a/", "//elsewhere.example/x.png", None),
            ("/a/", "../x.svg?v=1#part", Some("/x.svg")),
            ("/a/", "#part", None),
            ("/a/", "", None),
        ] {
            assert_eq!(absolute(page, address).as_deref(), expected, "{address} on {page}");
        }
    }
}
