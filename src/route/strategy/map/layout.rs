//! Where boxes, headings and lines of the drawing stand, by rule. Lengths are in units of the drawing.

use super::super::network::MapKind;
use super::boxes::{BOX_WIDTH, BoxContents, ColumnHeading, MapLayout, NodeBox, TITLE_SIZE};
use super::chart::Chart;
use super::lines::{Obstacles, Router};
use super::order::{column, ordered};

/// What stands free between two columns, for the lines.
const BETWEEN: i64 = 92;
/// What stands free between two boxes, at least.
const GAP: i64 = 12;
/// What a heading takes.
const HEADING: i64 = 34;
/// The edge of the drawing, for the thickness of lines.
const EDGE: i64 = 2;
/// The sheet that a drawing is printed on, an A4 page lying, without its edges: in CSS pixels.
const SHEET: (i64, i64) = (1030, 657);
/// Letters smaller than this cannot be read on paper: 6 points, in CSS pixels times a hundred.
const SMALLEST_PRINTED: i64 = 800;

/// What stands in a column, from the top.
enum Item {
    Heading(MapKind),
    Node(usize),
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
