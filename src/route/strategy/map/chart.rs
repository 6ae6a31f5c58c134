//! The map as nodes and edges: the one model that the drawing and the lists are made from.

use std::collections::HashMap;

use super::super::Scope;
use super::super::network::{MapKind, Network, Reach, Tie};
use crate::model::{FolderId, PageId};

/// Pages of the map, and the ties between them.
#[derive(Debug, Default)]
pub(super) struct Chart {
    /// The pages, in reading order.
    pub(super) nodes: Vec<ChartNode>,
    /// The ties, by the node that states them, in the order in which it does.
    pub(super) edges: Vec<ChartEdge>,
    /// For each node the edges that it states.
    stated: Vec<Vec<usize>>,
    /// For each node the edges that lead to it.
    stating: Vec<Vec<usize>>,
}

/// A page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ChartNode {
    pub(super) page: PageId,
    pub(super) kind: MapKind,
    /// Whether anything serves it, chosen or not.
    pub(super) is_served: bool,
}

/// A tie, between two nodes by their numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ChartEdge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) tie: Tie,
}

impl Chart {
    /// All pages in scope.
    pub(super) fn of(scope: &Scope<'_>) -> Chart {
        let network = Network { scope, reach: Reach::Chosen };
        let order = scope.site.content.reading_order(FolderId::ROOT).into_iter();
        let all = Network { scope, reach: Reach::Shown };
        let node = |page: PageId| {
            let kind = network.kind(page)?;
            Some(ChartNode { page, kind, is_served: !all.stating(page, Tie::Serves).is_empty() })
        };
        let nodes: Vec<ChartNode> = order.filter_map(node).collect();
        let number: HashMap<PageId, usize> =
            nodes.iter().enumerate().map(|(number, node)| (node.page, number)).collect();
        let mut edges = Vec::new();
        for (from, node) in nodes.iter().enumerate() {
            for tie in Tie::ALL {
                let stated = network.stated(node.page, tie).into_iter();
                let to = stated.filter_map(|page| number.get(&page).copied());
                edges.extend(to.map(|to| ChartEdge { from, to, tie }));
            }
        }
        Chart::new(nodes, edges)
    }

    /// Nodes with edges between them.
    pub(super) fn new(nodes: Vec<ChartNode>, edges: Vec<ChartEdge>) -> Chart {
        let (mut stated, mut stating) = (vec![Vec::new(); nodes.len()], vec![Vec::new(); nodes.len()]);
        for (number, edge) in edges.iter().enumerate() {
            stated[edge.from].push(number);
            stating[edge.to].push(number);
        }
        Chart { nodes, edges, stated, stating }
    }

    /// The part that leads to some of the nodes: what serves them, and the channels and measures of all that; with the
    /// number that each node has in the whole.
    pub(super) fn leading_to(&self, ends: &[usize]) -> (Chart, Vec<usize>) {
        let mut is_in = vec![false; self.nodes.len()];
        let mut open = ends.to_vec();
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut is_in[node], true) {
                continue;
            }
            open.extend(self.serving(node));
        }
        let serving = is_in.clone();
        for edge in self.edges.iter().filter(|edge| edge.tie != Tie::Serves && serving[edge.from]) {
            is_in[edge.to] = true;
        }
        let kept: Vec<usize> = (0..self.nodes.len()).filter(|node| is_in[*node]).collect();
        let number: HashMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let edge = |edge: &ChartEdge| {
            let (from, to) = (*number.get(&edge.from)?, *number.get(&edge.to)?);
            Some(ChartEdge { from, to, tie: edge.tie })
        };
        let edges = kept.iter().flat_map(|node| &self.stated[*node]).filter_map(|of| edge(&self.edges[*of]));
        (Chart::new(kept.iter().map(|node| self.nodes[*node]).collect(), edges.collect()), kept)
    }

    /// What a node is tied to by its own word.
    pub(super) fn stated(&self, node: usize, tie: Tie) -> impl Iterator<Item = usize> {
        let edges = self.stated[node].iter().map(|edge| &self.edges[*edge]);
        edges.filter(move |edge| edge.tie == tie).map(|edge| edge.to)
    }

    /// What serves a node.
    pub(super) fn serving(&self, node: usize) -> impl Iterator<Item = usize> {
        let edges = self.stating[node].iter().map(|edge| &self.edges[*edge]);
        edges.filter(|edge| edge.tie == Tie::Serves).map(|edge| edge.from)
    }

    /// The nodes of a kind.
    pub(super) fn of_kind(&self, kind: MapKind) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(move |node| self.nodes[*node].kind == kind)
    }

    /// How many nodes of a kind there are.
    pub(super) fn count(&self, kind: MapKind) -> usize {
        self.of_kind(kind).count()
    }
}
