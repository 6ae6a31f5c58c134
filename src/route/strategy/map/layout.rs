//! Where boxes, headings and lines of the drawing stand, by rule. Lengths are in units of the drawing.

use super::super::network::MapKind;
use super::chart::Chart;
use super::lines::{Obstacles, Router};
use super::order::{column, ordered};

/// How wide a box is.
pub(super) const BOX_WIDTH: i64 = 252;
/// The size of the letters of a title; `views.css` says the same.
pub(super) const TITLE_SIZE: u32 = 15;
/// What stands free of letters at either side of a box.
pub(super) const BOX_INSET: i64 = 12;

/// What stands free between two columns, for the lines.
const BETWEEN: i64 = 92;
/// What stands free between two boxes, at least.
const GAP: i64 = 12;
/// What a heading takes.
const HEADING: i64 = 34;
/// The edge of the drawing, for the thickness of lines.
const EDGE: i64 = 2;
/// A line of a title.
const LINE: i64 = 18;
/// The line below the title.
const NOTE: i64 = 16;
/// Below the last line.
const FOOT: i64 = 9;

/// The sheet that a drawing is printed on, an A4 page lying, without its edges: in CSS pixels.
const SHEET: (i64, i64) = (1030, 657);
/// Letters smaller than this cannot be read on paper: 6 points, in CSS pixels times a hundred.
const SMALLEST_PRINTED: i64 = 800;

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

/// What stands in a column, from the top.
enum Item {
    Heading(MapKind),
    Node(usize),
}

impl BoxContents {
    fn height(self) -> i64 {
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

/// Lays a chart out.
pub(super) fn layout(chart: &Chart, contents: &[BoxContents]) -> MapLayout {
    let columns: Vec<Vec<Item>> = items(chart).into_iter().filter(|items| !items.is_empty()).collect();
    let height = |item: &Item| match item {
        Item::Heading(_) => HEADING,
        Item::Node(node) => contents[*node].height() + GAP,
    };
    let heights: Vec<i64> = columns.iter().map(|items| items.iter().map(height).sum()).collect();
    let tallest = heights.iter().copied().max().unwrap_or(0);
    let mut drawn = MapLayout {
        width: length(columns.len()) * (BOX_WIDTH + BETWEEN) - BETWEEN + 2 * EDGE,
        height: tallest + 2 * EDGE,
        headings: Vec::new(),
        boxes: Vec::new(),
        lines: Vec::new(),
        fits_sheet: false,
    };
    for ((nth, items), filled) in columns.iter().enumerate().zip(heights) {
        let boxes = items.iter().filter(|item| matches!(item, Item::Node(_))).count();
        // What is over is shared out between the boxes, so that the columns end together.
        let more = (tallest - filled) / length(boxes).max(1);
        let x = EDGE + length(nth) * (BOX_WIDTH + BETWEEN);
        let mut y = EDGE;
        for item in items {
            match item {
                Item::Heading(kind) => drawn.headings.push(ColumnHeading { kind: *kind, x, y: y + 20 }),
                Item::Node(node) => {
                    let height = contents[*node].height();
                    drawn.boxes.push(NodeBox { node: *node, x, y: y + more / 2, height });
                    y += more;
                }
            }
            y += height(item);
        }
    }
    drawn.fits_sheet = fits_sheet(drawn.width, drawn.height);
    drawn.lines = Router::new(chart, &Obstacles::of(&drawn)).lines();
    drawn
}

/// What stands in each column.
fn items(chart: &Chart) -> [Vec<Item>; 4] {
    let mut columns = [const { Vec::new() }; 4];
    for (kind, nodes) in MapKind::ALL.into_iter().zip(ordered(chart)) {
        if !nodes.is_empty() {
            columns[column(kind)].push(Item::Heading(kind));
            columns[column(kind)].extend(nodes.into_iter().map(Item::Node));
        }
    }
    columns
}

fn fits_sheet(width: i64, height: i64) -> bool {
    let (widest, tallest) = SHEET;
    let printed = |of: i64, into: i64| i64::from(TITLE_SIZE) * 100 * into / of.max(1);
    printed(width, widest).min(printed(height, tallest)) >= SMALLEST_PRINTED
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}
