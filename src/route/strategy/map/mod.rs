//! The map: which plays serve which goals and objectives, on which channels, followed by which measures.
//!
//! It is drawn, and read as nested lists, from one [`chart::Chart`]. The drawing is hidden from assistive technology, and its
//! links from the keyboard: the lists say the same, and say which line leads where, which links in a picture do not. What
//! is too large for one picture is drawn for each objective by itself, and what is too large for that is counted.

mod boxes;
mod chart;
mod drawing;
mod gaps;
mod layout;
mod lettering;
mod lines;
mod lists;
mod order;

use serde::Serialize;

use super::network::{MapKind, Network, Reach};
use super::{PlacedView, Scope, StrategyView};
use crate::model::PageId;
use crate::theme::Value;
use crate::words::count;
use chart::Chart;
use drawing::MapDrawingView;
use gaps::MapGapView;
use lists::{BranchView, Detail, Lister};

/// The map.
pub(super) struct StrategyMap;

/// More pages than this are not listed one by one: a reader would look for what to read.
const MOST_PAGES: usize = 400;

/// The map, as `view` on `views/map.html`.
#[derive(Serialize)]
struct MapView<'p> {
    /// The whole, or a part for each objective, and one for what leads to none.
    parts: Vec<MapPartView<'p>>,
    /// What is missing.
    gaps: Vec<MapGapView>,
    /// Whether that nothing is missing is worth a word: where the map has a page of its own.
    says_no_gaps: bool,
    /// How many pages are on it, where they are too many to be listed one by one; else 0.
    too_many: usize,
}

/// A part of the map.
#[derive(Serialize)]
struct MapPartView<'p> {
    /// Whose part it is; absent for the whole.
    objective: Option<&'p PlacedView>,
    /// How many goals, plays, channels and measures it has, where it is not the whole: "5 goals".
    counts: Vec<String>,
    drawing: Option<MapDrawingView<'p>>,
    /// The objectives, with what serves them.
    branches: Vec<BranchView<'p>>,
    /// What leads to no objective.
    others: Vec<BranchView<'p>>,
}

impl StrategyView for StrategyMap {
    fn name(&self) -> &'static str {
        "map"
    }

    fn title(&self) -> &'static str {
        "map"
    }

    fn summary(&self) -> &'static str {
        "map_summary"
    }

    fn template(&self) -> &'static str {
        "views/map.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        let network = Network { scope, reach: Reach::Chosen };
        scope.site.content.ids().any(|id: PageId| network.is_tied(id))
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let chart = Chart::of(scope);
        let placed = scope.placed_all(chart.nodes.iter().map(|node| node.page));
        let atlas = Atlas { scope, chart: &chart, placed: &placed };
        let (parts, too_many) = match atlas.whole() {
            Some(whole) => (vec![whole], 0),
            None if chart.nodes.len() <= MOST_PAGES => (atlas.by_objective(), 0),
            None => (vec![atlas.counted()], chart.nodes.len()),
        };
        let gaps = gaps::gaps(scope, &chart);
        Value::from_serializable(&MapView { parts, gaps, says_no_gaps: scope.within.is_none(), too_many })
    }
}

/// Cuts the map into parts that can be read.
struct Atlas<'p> {
    scope: &'p Scope<'p>,
    chart: &'p Chart,
    /// The pages of the chart, in its order.
    placed: &'p [PlacedView],
}

impl<'p> Atlas<'p> {
    /// Everything in one picture; nothing where that is too large.
    fn whole(&self) -> Option<MapPartView<'p>> {
        let placed: Vec<&PlacedView> = self.placed.iter().collect();
        if !drawing::fits(self.chart) {
            return None;
        }
        let drawing = drawing::drawing(self.scope, self.chart, &placed);
        let mut lister = Lister::new(self.chart, placed, "map-".to_owned());
        let (branches, others) = (lister.objectives(), lister.others());
        Some(MapPartView { objective: None, counts: Vec::new(), drawing, branches, others })
    }

    /// A part for each objective, and one for what leads to none.
    fn by_objective(&self) -> Vec<MapPartView<'p>> {
        let mut is_under = vec![false; self.chart.nodes.len()];
        let mut parts = Vec::new();
        for objective in self.chart.of_kind(MapKind::Objective) {
            let (part, kept) = self.chart.leading_to(&[objective]);
            for node in &kept {
                is_under[*node] = true;
            }
            let view = self.part(&part, &kept, parts.len());
            parts.push(MapPartView { objective: self.placed.get(objective), ..view });
        }
        let serving = self.chart.of_kind(MapKind::Goal).chain(self.chart.of_kind(MapKind::Play));
        let others: Vec<usize> = serving.filter(|node| !is_under[*node]).collect();
        if !others.is_empty() {
            let (part, kept) = self.chart.leading_to(&others);
            parts.push(self.part(&part, &kept, parts.len()));
        }
        parts
    }

    /// A part, in which the nodes are those of the whole with the numbers `kept`.
    fn part(&self, part: &Chart, kept: &[usize], nth: usize) -> MapPartView<'p> {
        let placed: Vec<&PlacedView> = kept.iter().map(|node| &self.placed[*node]).collect();
        let drawing = drawing::drawing(self.scope, part, &placed);
        let mut lister = Lister::new(part, placed, format!("map-{}-", nth + 1));
        let (branches, others) = (lister.objectives(), lister.others());
        MapPartView { objective: None, counts: self.counts(part), drawing, branches, others }
    }

    /// Objectives and goals alone, with the number of their plays.
    fn counted(&self) -> MapPartView<'p> {
        let placed = self.placed.iter().collect();
        let mut lister = Lister::new(self.chart, placed, "map-".to_owned()).with(Detail::Goals);
        let (branches, others) = (lister.objectives(), lister.others());
        MapPartView { objective: None, counts: self.counts(self.chart), drawing: None, branches, others }
    }

    fn counts(&self, chart: &Chart) -> Vec<String> {
        let words = [
            (MapKind::Goal, "map_goals"),
            (MapKind::Play, "map_plays"),
            (MapKind::Channel, "map_channels"),
            (MapKind::Measure, "map_measures"),
        ];
        let said = |(kind, word)| {
            let number = chart.count(kind);
            (number > 0).then(|| self.scope.site.fill(word, [("count", count(number))]))
        };
        words.into_iter().filter_map(said).collect()
    }
}
