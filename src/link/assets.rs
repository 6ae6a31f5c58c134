//! Files that pages show or offer: numbered as they are found, measured from their bytes.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::site_files::SiteFiles;
use super::tables;
use crate::model::{Asset, AssetId, DataTable, Media, PlayedWith};
use crate::path::{Address, FilePath, LONGEST_NAME, strip_markdown_ending};
use crate::source::slice;

/// Numbers the files that pages refer to.
pub(super) struct AssetNumbering<'a> {
    files: &'a SiteFiles,
    numbers: HashMap<FilePath, AssetId>,
    known: OnceCell<HashMap<&'a str, &'a FilePath>>,
    all: Vec<Asset>,
}

/// Files with the numbers that they were given.
#[derive(Debug)]
pub struct NumberedFiles {
    numbers: HashMap<FilePath, AssetId>,
    /// All of them, by number.
    pub all: Arc<Vec<Asset>>,
}

impl NumberedFiles {
    pub(super) fn number(&self, file: &FilePath) -> Option<AssetId> {
        self.numbers.get(file).copied()
    }
}

impl<'a> AssetNumbering<'a> {
    pub(super) fn new(files: &'a SiteFiles) -> AssetNumbering<'a> {
        AssetNumbering { files, numbers: HashMap::new(), known: OnceCell::new(), all: Vec::new() }
    }

    /// The number of a file, and of what belongs to it.
    pub(super) fn number(&mut self, file: &FilePath) -> AssetId {
        if let Some(known) = self.numbers.get(file) {
            return *known;
        }
        let media = if let Some(with) = PlayedWith::of(file) {
            Media::Video { captions: self.first(&[with.captions]), poster: self.first(&with.posters) }
        } else {
            Media::Other
        };
        let id = AssetId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.numbers.insert(file.clone(), id);
        self.all.push(Asset { file: file.clone(), address: self.address(file), media });
        id
    }

    pub(super) fn into_numbers(self) -> NumberedFiles {
        NumberedFiles { numbers: self.numbers, all: Arc::new(self.all) }
    }

    /// The first of some files that is there.
    fn first(&mut self, files: &[FilePath]) -> Option<AssetId> {
        let all = || self.files.beside_pages.iter().map(|file| (file.as_str(), file)).collect();
        let known = self.known.get_or_init(all);
        let is_open = |file: &&FilePath| {
            !self.files.active.contains(file) && !self.files.unpublished.contains_key(file)
        };
        let found = files.iter().find_map(|file| known.get(file.as_str()).copied().filter(is_open))?;
        Some(self.number(found))
    }

    fn address(&self, file: &FilePath) -> Address {
        address(file, &self.files.content)
    }
}

/// Web servers keep names that begin with a dot to themselves.
fn address(file: &FilePath, content: &FilePath) -> Address {
    let path = file.within(content);
    let path = path.as_ref().unwrap_or(file).as_str();
    let visible = path.split('/').map(|part| part.trim_start_matches('.')).filter(|part| !part.is_empty());
    let visible: Vec<&str> = visible.collect();
    Address::file(&visible.join("/"))
}

/// Where a file is published as it once was; `bytes` are the first digits of what names its bytes.
pub fn older_address(file: &FilePath, content: &FilePath, bytes: &str) -> Address {
    with_hash(&address(file, content), bytes)
}

/// Width and height of a picture in pixels, as far as its bytes tell; `None` for what is no picture.
pub fn picture_size(file: &FilePath, bytes: &[u8]) -> Option<(u32, u32)> {
    match size(&file.extension(), bytes) {
        Measure::Picture(size) => size,
        Measure::Other => None,
    }
}

/// The table that a file holds; `None` where it is none by its ending.
pub fn table_of(file: &FilePath, bytes: &[u8]) -> Option<DataTable> {
    (&*file.extension() == "csv").then(|| tables::table(bytes))
}

/// Completes an asset from its bytes: the hash in its name, and a picture's size.
pub fn measured(asset: &Asset, bytes: &[u8]) -> Asset {
    let media = match &asset.media {
        Media::Video { .. } => asset.media.clone(),
        _ => match size(&asset.file.extension(), bytes) {
            Measure::Picture(size) => Media::Picture(size),
            Measure::Other => {
                table_of(&asset.file, bytes).map_or(Media::Other, |table| Media::Table(Arc::new(table)))
            }
        },
    };
    Asset { file: asset.file.clone(), address: hashed(&asset.address, bytes), media }
}

enum Measure {
    Picture(Option<(u32, u32)>),
    Other,
}

fn size(ending: &str, bytes: &[u8]) -> Measure {
    match ending {
        "svg" => Measure::Picture(svg_size(bytes)),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "ico" => {
            let size = imagesize::blob_size(bytes).ok();
            let number = |length: usize| u32::try_from(length).ok().filter(|length| *length > 0);
            Measure::Picture(size.and_then(|size| number(size.width).zip(number(size.height))))
        }
        _ => Measure::Other,
    }
}

/// Width and height of an SVG drawing: its own, else those of its `viewBox`.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    // The last character may have been split.
    let whole = |less: usize| std::str::from_utf8(head.get(..head.len().checked_sub(less)?)?).ok();
    let (_, open) = (0..4).find_map(whole)?.split_once("<svg")?;
    let tag = open.split_once('>').map_or(open, |(tag, _)| tag);
    let own = attribute(tag, "width").and_then(pixels).zip(attribute(tag, "height").and_then(pixels));
    own.or_else(|| {
        let numbers: Vec<&str> =
            attribute(tag, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        pixels(numbers.get(2)?).zip(pixels(numbers.get(3)?))
    })
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once(name)?;
        rest = after;
        let value = after.trim_start().strip_prefix('=').filter(|_| before.ends_with(char::is_whitespace));
        let Some(value) = value else { continue };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        return value.split(quote).nth(1);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 1 and 100,000")]
fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.strip_suffix("px").unwrap_or(text).trim().parse().ok()?;
    (1.0..=100_000.0).contains(&number).then_some(number.round() as u32)
}

/// So many digits of a hash that nobody finds two files which have the same ones: whoever may put a file beside an approved
/// one could otherwise have it found at the same address.
const DIGITS: usize = 32;

/// A name with a hash of the content in it, so that browsers may keep the file for ever.
fn hashed(address: &Address, bytes: &[u8]) -> Address {
    with_hash(address, slice(&blake3::hash(bytes).to_hex(), ..DIGITS))
}

fn with_hash(address: &Address, hash: &str) -> Address {
    let path = address.as_str();
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    // What is longer than an ending ever was, is a part of the name.
    let ending = name.rsplit_once('.').filter(|(_, ending)| ending.len() <= LONGEST_ENDING);
    let (stem, ending) = ending.unwrap_or((name, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let slash = if folder.is_empty() { "" } else { "/" };
    let room = LONGEST_NAME.saturating_sub(1 + hash.len() + dot.len() + ending.len());
    let stem = slice(strip_markdown_ending(stem), ..room);
    Address::file(&format!("{folder}{slash}{stem}.{hash}{dot}{ending}"))
}

/// Endings of more bytes than this are none.
const LONGEST_ENDING: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_measured() {
        for (svg, expected) in [
            (r#"<svg xmlns="x" width="120" height='80.4px'>"#, Some((120, 80))),
            (r#"<?xml?><svg stroke-width="3" viewBox="0 0 720, 300">"#, Some((720, 300))),
            (r#"<svg width="100%" height="auto" viewBox="0 0 4 3">"#, Some((4, 3))),
            ("<svg>", None),
            ("no drawing", None),
        ] {
            assert_eq!(svg_size(svg.as_bytes()), expected, "{svg}");
        }
    }

    #[test]
    fn names_carry_a_hash() {
        let address = Address::file("guidelines/images/a.b.svg");
        let named = hashed(&address, b"x");
        assert!(
            named.as_str().starts_with("guidelines/images/a.b.")
                && named.as_str().strip_suffix(".svg").is_some(),
            "{named}"
        );
        assert_ne!(named, hashed(&address, b"y"));
    }
}
