//! The lines between boxes: from side to side, each with an end of its own, and between the boxes of columns that they
//! pass, so that none runs behind a box that it does not belong to.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::boxes::{BOX_WIDTH, MapLayout, NodeBox};
use super::chart::Chart;

/// How far a line leaves a box before it has turned.
const BEND: i64 = 48;
/// How far a line between two boxes of a column goes out of it.
const AROUND: i64 = 34;
/// How far from one another lines pass through the same gap.
const APART: i64 = 3;

/// The boxes that lines must pass.
pub(super) struct Obstacles {
    /// The boxes, by node.
    boxes: HashMap<usize, NodeBox>,
    /// Where each column begins, from the left.
    columns: Vec<i64>,
    /// For each column, the heights of what is free between its boxes.
    gaps: Vec<Vec<i64>>,
}

/// Draws the lines of a chart.
pub(super) struct Router<'c> {
    chart: &'c Chart,
    obstacles: &'c Obstacles,
    /// Where the ends of each edge stand: at the box that states it, and at the other.
    ends: Vec<[i64; 2]>,
    /// How many lines pass through a gap of a column already.
    passed: HashMap<(usize, i64), i64>,
}

/// An end of a line at a side of a box; in the order of what the lines lead to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct LineEnd {
    /// How far down its other end leads.
    other: i64,
    edge: usize,
    /// Whether it is the end at the box that states the edge, 0, or the other, 1.
    end: usize,
}

/// A side of a box.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
enum Side {
    Left,
    Right,
}

impl Obstacles {
    pub(super) fn of(layout: &MapLayout) -> Obstacles {
        let mut columns: Vec<i64> = layout.boxes.iter().map(|node| node.x).collect();
        columns.sort_unstable();
        columns.dedup();
        let gaps = |x: &i64| {
            let mut boxes: Vec<&NodeBox> = layout.boxes.iter().filter(|node| node.x == *x).collect();
            boxes.sort_unstable_by_key(|node| node.y);
            let between = boxes.windows(2).map(|pair| i64::midpoint(pair[0].y + pair[0].height, pair[1].y));
            let above = boxes.first().map(|first| first.y - 6);
            let below = boxes.last().map(|last| last.y + last.height + 6);
            above.into_iter().chain(between).chain(below).collect()
        };
        let gaps = columns.iter().map(gaps).collect();
        Obstacles { boxes: layout.boxes.iter().map(|node| (node.node, *node)).collect(), columns, gaps }
    }

    fn column(&self, node: &NodeBox) -> usize {
        self.columns.binary_search(&node.x).unwrap_or(0)
    }

    /// At which sides a line from one box to another begins and ends.
    fn sides(&self, [from, to]: [&NodeBox; 2]) -> [Side; 2] {
        match self.column(from).cmp(&self.column(to)) {
            std::cmp::Ordering::Less => [Side::Right, Side::Left],
            std::cmp::Ordering::Equal => [Side::Left, Side::Left],
            std::cmp::Ordering::Greater => [Side::Left, Side::Right],
        }
    }
}

impl<'c> Router<'c> {
    pub(super) fn new(chart: &'c Chart, obstacles: &'c Obstacles) -> Router<'c> {
        let mut router = Router { chart, obstacles, ends: Vec::new(), passed: HashMap::new() };
        router.ends = router.spread();
        router
    }

    /// The path of each edge, in their order.
    pub(super) fn lines(mut self) -> Vec<String> {
        (0..self.chart.edges.len()).map(|edge| self.line(edge).unwrap_or_default()).collect()
    }

    fn boxes(&self, edge: usize) -> Option<[&'c NodeBox; 2]> {
        let edge = &self.chart.edges[edge];
        Some([self.obstacles.boxes.get(&edge.from)?, self.obstacles.boxes.get(&edge.to)?])
    }

    /// Spreads the ends of lines over the sides of their boxes, in the order of what they lead to.
    fn spread(&self) -> Vec<[i64; 2]> {
        let mut at_side: HashMap<(usize, Side), Vec<LineEnd>> = HashMap::new();
        for edge in 0..self.chart.edges.len() {
            let Some(boxes) = self.boxes(edge) else { continue };
            let sides = self.obstacles.sides(boxes);
            for (end, (node, side)) in boxes.iter().zip(sides).enumerate() {
                let other = boxes[1 - end].middle();
                at_side.entry((node.node, side)).or_default().push(LineEnd { other, edge, end });
            }
        }
        let mut ends = vec![[0, 0]; self.chart.edges.len()];
        for ((node, _), mut lines) in at_side {
            lines.sort_unstable();
            let Some(node) = self.obstacles.boxes.get(&node) else { continue };
            let parts = i64::try_from(lines.len()).unwrap_or(0) + 1;
            for (nth, LineEnd { edge, end, .. }) in (1..).zip(lines) {
                ends[edge][end] = node.y + node.height * nth / parts;
            }
        }
        ends
    }

    fn line(&mut self, edge: usize) -> Option<String> {
        let boxes = self.boxes(edge)?;
        let [begin, end] = self.ends[edge];
        let [from, to] = boxes;
        let (start, aim) = (self.obstacles.column(from), self.obstacles.column(to));
        if start == aim {
            let (x, out) = (from.x, from.x - AROUND);
            return Some(format!("M{x} {begin}C{out} {begin} {out} {end} {x} {end}"));
        }
        // Drawn from left to right, whichever end states it.
        let ([left, right], [mut y, last]) =
            if start < aim { ([from, to], [begin, end]) } else { ([to, from], [end, begin]) };
        let (mut x, first, aim) = (left.x + BOX_WIDTH, start.min(aim), start.max(aim));
        let mut path = format!("M{x} {y}");
        for column in first + 1..aim {
            let edge = self.obstacles.columns[column];
            let lane = self.lane(column, y + (last - y) / i64::try_from(aim - column + 1).unwrap_or(1));
            curve(&mut path, [x, y], [edge, lane]);
            x = edge + BOX_WIDTH;
            y = lane;
            // Writing into a string cannot fail.
            let _ = write!(path, "H{x}");
        }
        curve(&mut path, [x, y], [right.x, last]);
        Some(path)
    }

    /// Where a line passes a column: through the gap that is nearest to where it would cross it, beside those before it.
    fn lane(&mut self, column: usize, near: i64) -> i64 {
        let gaps = self.obstacles.gaps.get(column).map(Vec::as_slice).unwrap_or_default();
        let gap = gaps.iter().copied().min_by_key(|gap| (gap - near).abs()).unwrap_or(near);
        let passed = self.passed.entry((column, gap)).or_default();
        let nth = *passed % 5;
        *passed += 1;
        gap + (nth + 1) / 2 * APART * if nth % 2 == 0 { 1 } else { -1 }
    }
}

/// A curve that leaves and arrives level.
fn curve(path: &mut String, [x, y]: [i64; 2], [to_x, to_y]: [i64; 2]) {
    // Writing into a string cannot fail.
    let _ = write!(path, "C{} {y} {} {to_y} {to_x} {to_y}", x + BEND, to_x - BEND);
}
