//! What a drawing is made of: boxes, headings, lines. Lengths are in units of the drawing.

use super::super::network::MapKind;

/// How wide a box is.
pub(super) const BOX_WIDTH: i64 = 252;
/// The size of the letters of a title; `views.css` says the same.
pub(super) const TITLE_SIZE: u32 = 15;
/// What stands free of letters at either side of a box.
pub(super) const BOX_INSET: i64 = 12;

/// A line of a title.
const LINE: i64 = 18;
/// The line below the title.
const NOTE: i64 = 16;
/// Below the last line.
const FOOT: i64 = 9;

/// A drawing.
#[derive(Debug)]
pub(super) struct MapLayout {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) headings: Vec<ColumnHeading>,
    /// The boxes, each with the node that it shows.
    pub(super) boxes: Vec<NodeBox>,
    /// The line of each edge, as the path of an SVG.
    pub(super) lines: Vec<String>,
    /// Whether it can be read on one printed sheet.
    pub(super) fits_sheet: bool,
}

/// The name of a kind over its boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnHeading {
    pub(super) kind: MapKind,
    pub(super) x: i64,
    pub(super) y: i64,
}

/// A box.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeBox {
    pub(super) node: usize,
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) height: i64,
}

/// What a node's box is to hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoxContents {
    /// The lines of its title.
    pub(super) lines: usize,
    /// Whether there is a line below the title.
    pub(super) has_note: bool,
}

impl BoxContents {
    pub(super) fn height(self) -> i64 {
        BOX_INSET
            + LINE * i64::try_from(self.lines).unwrap_or(1)
            + if self.has_note { NOTE } else { 0 }
            + FOOT
    }
}

impl NodeBox {
    pub(super) fn middle(&self) -> i64 {
        self.y + self.height / 2
    }

    /// Where the nth line of its title stands.
    pub(super) fn line(&self, nth: usize) -> i64 {
        self.y + BOX_INSET + LINE * (i64::try_from(nth).unwrap_or(0) + 1) - 5
    }
}
