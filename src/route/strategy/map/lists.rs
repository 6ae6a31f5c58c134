//! The map as nested lists: in each objective its goals, in them their plays, with the channels and measures of each.
//!
//! Every tie is read once. What serves several things stands where it comes first; elsewhere its name leads there.

use serde::Serialize;

use super::super::PlacedView;
use super::super::network::{MapKind, Tie};
use super::chart::Chart;

/// Lists nest no deeper; what would stand deeper has a list of its own.
const DEEPEST: usize = 24;

/// A page in the lists, as `branch`.
#[derive(Serialize)]
pub(super) struct BranchView<'p> {
    /// The page.
    page: &'p PlacedView,
    /// Its id on the page, where it is named again further down, or here where it leads; may be empty.
    anchor: String,
    /// Whether it is named here again.
    again: bool,
    /// Whether it is an objective or a goal that nothing serves.
    unserved: bool,
    /// How many plays serve it that are not listed.
    plays: usize,
    /// What serves it.
    below: Vec<BranchView<'p>>,
    /// Its channels.
    channels: Vec<&'p PlacedView>,
    /// Its measures.
    measures: Vec<&'p PlacedView>,
}

/// How much is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything.
    All,
    /// Objectives and goals, with the number of their plays.
    Goals,
}

/// Lists of a chart.
pub(super) struct Lister<'c, 'p> {
    chart: &'c Chart,
    /// Its pages, in its order.
    placed: Vec<&'p PlacedView>,
    /// What ids begin with.
    prefix: String,
    detail: Detail,
    /// Which nodes are listed.
    is_listed: Vec<bool>,
}

impl<'c, 'p> Lister<'c, 'p> {
    pub(super) fn new(chart: &'c Chart, placed: Vec<&'p PlacedView>, prefix: String) -> Lister<'c, 'p> {
        Lister { chart, placed, prefix, detail: Detail::All, is_listed: vec![false; chart.nodes.len()] }
    }

    pub(super) fn with(self, detail: Detail) -> Lister<'c, 'p> {
        Lister { detail, ..self }
    }

    /// The objectives with all that serves them; those that serve another stand in it.
    pub(super) fn objectives(&mut self) -> Vec<BranchView<'p>> {
        let objectives: Vec<usize> = self.chart.of_kind(MapKind::Objective).collect();
        let is_top = |node: &usize| self.chart.stated(*node, Tie::Serves).next().is_none();
        let top: Vec<usize> = objectives.iter().copied().filter(is_top).collect();
        let mut branches = self.unlisted(top);
        branches.extend(self.unlisted(objectives));
        branches
    }

    /// Goals and plays that lead to none of these.
    pub(super) fn others(&mut self) -> Vec<BranchView<'p>> {
        let others: Vec<usize> =
            self.chart.of_kind(MapKind::Goal).chain(self.chart.of_kind(MapKind::Play)).collect();
        let is_top = |node: &usize| self.chart.stated(*node, Tie::Serves).next().is_none();
        let top: Vec<usize> = others.iter().copied().filter(is_top).collect();
        let mut branches = self.unlisted(top);
        branches.extend(self.unlisted(others));
        branches
    }

    fn unlisted(&mut self, nodes: Vec<usize>) -> Vec<BranchView<'p>> {
        let mut branches = Vec::new();
        for node in nodes {
            if !self.is_listed[node] && self.is_shown(node) {
                branches.push(self.branch(node, DEEPEST));
            }
        }
        branches
    }

    fn is_shown(&self, node: usize) -> bool {
        self.detail == Detail::All || self.chart.nodes[node].kind != MapKind::Play
    }

    fn branch(&mut self, node: usize, deeper: usize) -> BranchView<'p> {
        let again = deeper == 0 || std::mem::replace(&mut self.is_listed[node], true);
        let serving: Vec<usize> = self.chart.serving(node).collect();
        let mut branch = BranchView {
            page: self.placed[node],
            anchor: self.anchor(node),
            again,
            unserved: !self.chart.nodes[node].is_served && self.chart.nodes[node].kind <= MapKind::Goal,
            plays: 0,
            below: Vec::new(),
            channels: Vec::new(),
            measures: Vec::new(),
        };
        if again {
            return branch;
        }
        if self.detail == Detail::All {
            branch.channels = self.tied(node, Tie::Uses);
            branch.measures = self.tied(node, Tie::MeasuredBy);
        }
        for below in serving {
            if self.is_shown(below) {
                branch.below.push(self.branch(below, deeper - 1));
            } else {
                branch.plays += 1;
            }
        }
        branch
    }

    fn tied(&self, node: usize, tie: Tie) -> Vec<&'p PlacedView> {
        self.chart.stated(node, tie).map(|to| self.placed[to]).collect()
    }

    /// The id of what is named more than once.
    fn anchor(&self, node: usize) -> String {
        let is_named_again = self.chart.stated(node, Tie::Serves).nth(1).is_some();
        if is_named_again { format!("{}{node}", self.prefix) } else { String::new() }
    }
}
