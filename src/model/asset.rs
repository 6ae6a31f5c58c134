//! Files that pages show or offer: pictures, videos, documents.

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
    /// Anything else.
    Other,
}
