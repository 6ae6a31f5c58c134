//! How files are shown that a text refers to.

use std::borrow::Cow;

use crate::markdown::{ReferenceKind, ReferenceMarkup};
use crate::model::{Asset, Media};
use crate::path::Address;

/// What redlines show of a file: its address, and the size of a picture.
pub(super) fn shown_of(asset: &Asset) -> (&Address, Option<(u32, u32)>) {
    match &asset.media {
        Media::Picture(size) => (&asset.address, *size),
        Media::Video { .. } | Media::Table(_) | Media::Other => (&asset.address, None),
    }
}

/// The markup of a reference to a file: a picture where it loads it, else a link.
pub(super) fn shown_file(
    href: Cow<'_, str>,
    kind: ReferenceKind,
    size: Option<(u32, u32)>,
) -> ReferenceMarkup<'_> {
    if kind.loads() {
        ReferenceMarkup::Picture { src: href, size }
    } else {
        ReferenceMarkup::Link { href, words: None }
    }
}
