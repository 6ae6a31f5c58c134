//! What drawn pages load: under names that change with their bytes, so that browsers may keep them for ever.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::accent::Accent;
use super::file::{ThemeBinary, ThemeFile, ending};
use super::{embedded, style};
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::path::{Address, encode};
use crate::source::{Span, slice};
use crate::words::{UnknownWord, Words};

/// Folder of the output that holds them.
const FOLDER: &str = "_theme";

/// Whether a path of the output is that of a file of the theme.
pub fn is_of_theme(path: &str) -> bool {
    path.split_once('/').is_some_and(|(folder, _)| folder == FOLDER)
}

/// A file that is published beside the pages.
#[derive(Clone, Debug)]
pub struct ThemeAsset {
    /// Its path within the theme: `style.css`.
    pub name: String,
    /// Where it is found: `_theme/style.1a2b3c4d.css`.
    pub address: Address,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

/// What is put into files of the theme.
#[derive(Clone, Copy)]
pub(super) struct Additions<'a> {
    /// The accent of a site that sets one, into the stylesheet.
    pub(super) accent: Option<&'a Accent>,
    /// The words of the interface, into scripts.
    pub(super) words: &'a Words,
}

/// The first name in a site's own edition of a built-in script under which there is no word. In other scripts a name like
/// that is their own.
pub(super) fn unknown_word(file: &ThemeFile, words: &Words) -> Option<Finding> {
    let is_script = ending(&file.name) == "js" && embedded::assets().any(|(name, _)| name == file.name);
    let (_, unknown) = is_script.then(|| words.in_script(&file.source.text))?;
    let UnknownWord { name, range } = unknown.into_iter().next()?;
    let message = format!("there is no word `{name}` of the interface");
    let near = near_miss(&name, words.names()).map(|near| format!("did you mean `{near}`?"));
    Some(
        Finding::new(Code::TemplateError, Place::span(&file.source.file, Span::new(range)), message)
            .label("nothing is put here")
            .hint_if(near),
    )
}

/// All files of the theme that are not templates.
pub(super) struct ThemeAssets {
    all: Vec<ThemeAsset>,
    paths: BTreeMap<String, String>,
}

impl ThemeAssets {
    /// The built-in files with the site's own over them.
    pub(super) fn gather(
        texts: &[&ThemeFile],
        binaries: &[ThemeBinary],
        Additions { accent, words }: Additions<'_>,
    ) -> ThemeAssets {
        let mut files: BTreeMap<String, Arc<[u8]>> =
            embedded::assets().map(|(name, text)| (name.clone(), published(&name, text))).collect();
        files.extend(texts.iter().map(|file| (file.name.clone(), bytes(&file.source.text))));
        files.extend(binaries.iter().map(|file| (file.name.clone(), file.bytes.clone())));
        for (_, script) in files.iter_mut().filter(|(name, _)| ending(name) == "js") {
            if let Ok(text) = std::str::from_utf8(script) {
                *script = bytes(&words.in_script(text).0);
            }
        }
        complete_stylesheet(&mut files, accent);
        named(files)
    }

    /// Every file.
    pub(super) fn all(&self) -> &[ThemeAsset] {
        &self.all
    }

    /// Path of a file, encoded; empty where there is none of that name.
    pub(super) fn path(&self, name: &str) -> &str {
        self.paths.get(name).map_or("", String::as_str)
    }

    /// Paths of all files by their names.
    pub(super) fn paths(&self) -> BTreeMap<String, String> {
        self.paths.clone()
    }
}

/// A built-in file as readers load it: what is written in it for those who change it stays at home.
fn published(name: &str, text: &str) -> Arc<[u8]> {
    match ending(name) {
        "css" => bytes(&without_comments(text)),
        "js" => bytes(&without_lines_of_comment(text)),
        _ => bytes(text),
    }
}

/// A script without the lines that are a comment alone. None of the built-in ones has a text over several lines, in which
/// such a line would be none.
fn without_lines_of_comment(script: &str) -> String {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A stylesheet without its comments, and without the lines that held nothing else.
fn without_comments(style: &str) -> String {
    let mut bare = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, found) = rest.split_at(at);
        bare.push_str(before);
        let end = match found.as_bytes() {
            [b'/', b'*', ..] => {
                rest = found.split_once("*/").map_or("", |(_, after)| after);
                continue;
            }
            [b'/', ..] => 1,
            // What is quoted is no comment, whatever stands in it.
            [quote, quoted @ ..] => {
                let mut is_escaped = false;
                let end = quoted.iter().position(|byte| {
                    let ends = byte == quote && !is_escaped;
                    is_escaped = *byte == b'\\' && !is_escaped;
                    ends
                });
                end.map_or(found.len(), |end| end + 2)
            }
            [] => 0,
        };
        bare.push_str(slice(found, ..end));
        rest = slice(found, end..);
    }
    bare.push_str(rest);
    let lines: Vec<&str> = bare.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

fn bytes(text: &str) -> Arc<[u8]> {
    Arc::from(text.as_bytes())
}

/// Puts the accent and the site's own rules behind the stylesheet, where they win.
fn complete_stylesheet(files: &mut BTreeMap<String, Arc<[u8]>>, accent: Option<&Accent>) {
    let extra = files.remove(embedded::EXTRA_STYLESHEET);
    let Some(style) = files.get_mut(embedded::STYLESHEET) else { return };
    let mut whole = style.to_vec();
    whole.extend(accent.map(Accent::css).unwrap_or_default().into_bytes());
    whole.extend_from_slice(extra.as_deref().unwrap_or_default());
    *style = whole.into();
}

/// Names every file by its content. Stylesheets come last, since they name other files.
fn named(files: BTreeMap<String, Arc<[u8]>>) -> ThemeAssets {
    let (styles, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| ending(name) == "css");
    let mut assets = ThemeAssets { all: Vec::new(), paths: BTreeMap::new() };
    for (name, bytes) in others {
        assets.take(name, bytes);
    }
    for (name, bytes) in styles {
        let bytes = assets.with_hashed_names(&name, &bytes);
        assets.take(name, bytes);
    }
    assets
}

impl ThemeAssets {
    fn take(&mut self, name: String, bytes: Arc<[u8]>) {
        let address = Address::file(&format!("{FOLDER}/{}", hashed(&name, &bytes)));
        self.paths.insert(name.clone(), encode(address.as_str()));
        self.all.push(ThemeAsset { name, address, bytes });
    }

    /// A stylesheet whose `url(...)` name the files of the theme as they are published.
    fn with_hashed_names(&self, name: &str, style: &Arc<[u8]>) -> Arc<[u8]> {
        let Ok(text) = std::str::from_utf8(style) else { return style.clone() };
        let folder = folder_of(name);
        let up = "../".repeat(folder.matches('/').count());
        let (mut hashed, mut from) = (String::with_capacity(text.len()), 0);
        for url in style::scan(text).urls {
            let Some(asset) = self.all.iter().find(|asset| written_in(folder, &asset.name) == url.path(text))
            else {
                continue;
            };
            let published = slice(asset.address.as_str(), FOLDER.len() + 1..);
            hashed.push_str(slice(text, from..url.start));
            let _ = write!(hashed, "{up}{published}");
            from = url.start + url.path(text).len();
        }
        hashed.push_str(slice(text, from..));
        bytes(&hashed)
    }

    /// What is wrong in a stylesheet of the site: names of files that are not in its theme, and what is not closed.
    pub(super) fn wrong_in(&self, file: &ThemeFile) -> Vec<Finding> {
        let folder = folder_of(&file.name);
        let names: Vec<&str> = self.all.iter().map(|asset| written_in(folder, &asset.name)).collect();
        style::findings(&file.source, &names)
    }
}

fn folder_of(name: &str) -> &str {
    name.rfind('/').map_or("", |end| slice(name, ..=end))
}

/// A file of the theme as a stylesheet in a folder names it.
fn written_in<'n>(folder: &str, name: &'n str) -> &'n str {
    name.strip_prefix(folder).unwrap_or(name)
}

/// `style.css` as `style.1a2b3c4d.css`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let hash = slice(&hash, ..8);
    match name.rsplit_once('.').filter(|(stem, ending)| !stem.is_empty() && !ending.contains('/')) {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stylesheets_name_files_as_they_are_published() {
        let font = ThemeBinary { name: "fonts/text.woff2".to_owned(), bytes: Arc::from(&b"font"[..]) };
        let source = crate::source::SourceText {
            file: crate::path::FilePath::root(),
            text: Arc::from("@font-face{src:url(\"fonts/text.woff2\")}"),
        };
        let extra = ThemeFile { name: "extra.css".to_owned(), source };
        let assets =
            ThemeAssets::gather(&[&extra], &[font], Additions { accent: None, words: Words::english() });
        let style = assets.all().iter().find(|asset| asset.name == "style.css").expect("a stylesheet");
        let text = std::str::from_utf8(&style.bytes).expect("text");
        assert!(text.contains("url(\"fonts/text.") && !text.contains("fonts/text.woff2"));
        assert!(assets.path("fonts/text.woff2").starts_with("_theme/fonts/text."));
        assert_eq!(assets.path("extra.css"), "");
    }

    #[test]
    fn scripts_are_published_without_lines_of_comment() {
        let script = "// Why.\nconst a = \"// no\"; // beside\n  // More.\nb();\n";
        assert_eq!(without_lines_of_comment(script), "const a = \"// no\"; // beside\nb();\n");
        let assets = ThemeAssets::gather(&[], &[], Additions { accent: None, words: Words::english() });
        let scripts: Vec<_> = assets.all().iter().filter(|asset| ending(&asset.name) == "js").collect();
        assert!(!scripts.is_empty());
        for script in scripts {
            let text = std::str::from_utf8(&script.bytes).expect("text");
            let over_lines = text.lines().filter(|line| line.matches('`').count() % 2 == 1);
            assert_eq!(over_lines.collect::<Vec<_>>(), [""; 0], "{}: a text over several lines", script.name);
        }
    }
}
