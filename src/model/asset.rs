//! Files that pages show or offer: pictures, videos, documents.

use std::sync::Arc;

use super::data_table::DataTable;
use crate::path::{Address, FilePath};

/// An asset's number within one compile.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AssetId(pub u32);

/// A file that a page refers to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    /// The file, from the site's root.
    pub file: FilePath,
    /// Where it is published: its path with a hash of its bytes in the name.
    pub address: Address,
    /// What it is.
    pub media: Media,
}

/// What a file is, as far as a page cares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Media {
    /// A picture, with its width and height in pixels where they are known.
    Picture(Option<(u32, u32)>),
    /// A video, with the captions and the poster found beside it.
    Video {
        /// A WebVTT file of the same name.
        captions: Option<AssetId>,
        /// A picture of the same name.
        poster: Option<AssetId>,
    },
    /// A table of comma-separated values.
    Table(Arc<DataTable>),
    /// Anything else.
    Other,
}

/// Endings of films that browsers play.
pub const FILMS: [&str; 4] = ["webm", "mp4", "ogv", "m4v"];
/// Endings of pictures that may stand for a film before it plays, the preferred first.
const POSTERS: [&str; 5] = ["svg", "webp", "avif", "jpg", "png"];

/// Endings of pictures and sounds that browsers show and play, beside films.
const SHOWN: [&str; 22] = [
    "png", "jpg", "jpeg", "jfif", "gif", "webp", "avif", "bmp", "ico", "svg", "apng", "jxl", "heic", "mov",
    "mp3", "ogg", "oga", "opus", "wav", "m4a", "aac", "flac",
];

/// Whether a file can be shown within a page by its ending; one without an ending may be.
pub fn is_media(file: &FilePath) -> bool {
    let ending = &*file.extension();
    let is_none = ending.is_empty() || ending.len() > 5;
    is_none || SHOWN.contains(&ending) || FILMS.contains(&ending)
}

/// The files with which a film is played where they stand beside it: of the same name, with another ending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlayedWith {
    /// Its `WebVTT` captions.
    pub captions: FilePath,
    /// The pictures that may stand for it, the preferred first.
    pub posters: Vec<FilePath>,
}

impl PlayedWith {
    /// What a file is played with; `None` where it is no film.
    pub fn of(file: &FilePath) -> Option<PlayedWith> {
        let (stem, _) = file.as_str().rsplit_once('.').filter(|_| FILMS.contains(&&*file.extension()))?;
        let named = |ending: &str| FilePath::new(&format!("{stem}.{ending}"));
        let posters = POSTERS.iter().filter_map(|ending| named(ending)).collect();
        Some(PlayedWith { captions: named("vtt")?, posters })
    }

    /// All of these files, which may not be there.
    pub fn files(self) -> impl Iterator<Item = FilePath> {
        std::iter::once(self.captions).chain(self.posters)
    }
}
