//! The order of pages in their columns: each comes to stand near what it is tied to, so that fewer lines cross.

use super::super::network::MapKind;
use super::chart::Chart;

/// How often the columns are passed, there and back.
const SWEEPS: usize = 12;

/// In which column of the drawing pages of a kind stand: channels and measures share one, since plays lead to both.
pub(super) fn column(kind: MapKind) -> usize {
    match kind {
        MapKind::Objective => 0,
        MapKind::Goal => 1,
        MapKind::Play => 2,
        MapKind::Channel | MapKind::Measure => 3,
    }
}

/// The nodes of each kind in the order in which they are drawn.
pub(super) fn ordered(chart: &Chart) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); chart.nodes.len()];
    for edge in &chart.edges {
        neighbours[edge.from].push(edge.to);
        neighbours[edge.to].push(edge.from);
    }
    let kinds: Vec<Vec<usize>> = MapKind::ALL.iter().map(|kind| chart.of_kind(*kind).collect()).collect();
    let mut order = Order { chart, neighbours, kinds, places: vec![0; chart.nodes.len()] };
    order.place();
    for _ in 0..SWEEPS {
        for kind in MapKind::ALL {
            order.sort(kind, |here, there| there < here);
        }
        for kind in MapKind::ALL.into_iter().rev() {
            order.sort(kind, |here, there| there > here);
        }
    }
    order.kinds
}

struct Order<'c> {
    chart: &'c Chart,
    /// What each node is tied to, at either end.
    neighbours: Vec<Vec<usize>>,
    /// The nodes of each kind, in their order.
    kinds: Vec<Vec<usize>>,
    /// How far down its column each node stands, in millionths of the column.
    places: Vec<u64>,
}

impl Order<'_> {
    fn place(&mut self) {
        for at in 0..4 {
            let nodes: Vec<usize> = MapKind::ALL
                .into_iter()
                .zip(&self.kinds)
                .filter(|(kind, _)| column(*kind) == at)
                .flat_map(|(_, nodes)| nodes.iter().copied())
                .collect();
            let count = nodes.len() as u64;
            for (nth, node) in (0_u64..).zip(nodes) {
                self.places[node] = (2 * nth + 1) * 1_000_000 / (2 * count);
            }
        }
    }

    /// Sorts the nodes of a kind by the middle of what they are tied to in the columns that count, seen from theirs.
    fn sort(&mut self, kind: MapKind, counts: impl Fn(usize, usize) -> bool) {
        let here = column(kind);
        let middle = |node: &usize| {
            let there = |other: &&usize| counts(here, column(self.chart.nodes[**other].kind));
            let places: Vec<u64> =
                self.neighbours[*node].iter().filter(there).map(|other| self.places[*other]).collect();
            let count = places.len() as u64;
            places.iter().sum::<u64>().checked_div(count).unwrap_or(self.places[*node])
        };
        let mut nodes = self.kinds[kind as usize].clone();
        nodes.sort_by_cached_key(middle);
        self.kinds[kind as usize] = nodes;
        self.place();
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::network::Tie;
    use super::super::chart::{ChartEdge, ChartNode};
    use super::*;
    use crate::model::PageId;

    /// How many pairs of ties between goals and plays cross.
    fn crossings(chart: &Chart, kinds: &[Vec<usize>]) -> usize {
        let place = |node: usize| kinds.iter().flatten().position(|other| *other == node).expect("a place");
        let ends: Vec<_> = chart.edges.iter().map(|edge| (place(edge.from), place(edge.to))).collect();
        let crosses = |(a, b): &(usize, usize), (c, d): &(usize, usize)| a < c && b > d;
        ends.iter().map(|one| ends.iter().filter(|other| crosses(one, other)).count()).sum()
    }

    #[test]
    fn fewer_lines_cross() {
        let node = |(nth, kind)| ChartNode { page: PageId(nth), kind, is_served: true };
        let kinds = [MapKind::Goal; 6].into_iter().chain([MapKind::Play; 12]);
        let nodes: Vec<ChartNode> = (0_u32..).zip(kinds).map(node).collect();
        let edge = |play: usize| ChartEdge { from: 6 + play, to: (play * 5) % 6, tie: Tie::Serves };
        let chart = Chart::new(nodes, (0..12).map(edge).collect());
        let unsorted: Vec<Vec<usize>> =
            MapKind::ALL.iter().map(|kind| chart.of_kind(*kind).collect()).collect();
        let sorted = ordered(&chart);
        assert!(crossings(&chart, &unsorted) > 0);
        assert_eq!(crossings(&chart, &sorted), 0, "{sorted:?}");
    }
}
