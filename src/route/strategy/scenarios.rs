//! Scenarios: two uncertainties make four worlds, and plays hold up in some of them.

use std::collections::HashMap;

use serde::Serialize;

use super::gap::GapView;
use super::{PlacedView, Scope, StrategyView};
use crate::model::{Fields, NamedValue, PageId};
use crate::route::site::Site;
use crate::theme::Value;

/// The scenarios.
pub(super) struct Scenarios;

/// The scenarios, as `view` on `views/scenarios.html`.
#[derive(Serialize)]
struct ScenariosView {
    scenarios: Vec<ScenarioView>,
    /// How plays hold up over all of them: those first that hold up in most worlds.
    plays: Vec<PlayInWorldsView>,
    /// What holds up in no world of any; not where there is one scenario alone.
    gaps: Vec<GapView>,
    /// How many worlds there are.
    worlds: usize,
}

/// One scenario.
#[derive(Serialize)]
struct ScenarioView {
    /// Its page.
    page: PlacedView,
    /// Its title, where it is a block that has one.
    title: String,
    /// Whether the view stands on that page, which has title and summary.
    is_here: bool,
    axes: Vec<AxisView>,
    /// Its worlds as they stand in a two-by-two: the upper row first, from the left.
    worlds: Vec<WorldView>,
    /// Whether they are four, between two axes.
    is_square: bool,
    /// What holds up in all of them; `None` where nothing does.
    in_all: Option<GapView>,
    in_none: Option<GapView>,
}

/// An uncertainty.
#[derive(Clone, Serialize)]
struct AxisView {
    name: String,
    low: String,
    high: String,
}

/// One world.
#[derive(Serialize)]
struct WorldView {
    name: String,
    summary: String,
    /// At which end of each axis it is; empty where they are no two-by-two.
    ends: Vec<AxisEndView>,
    plays: Vec<PlacedView>,
}

/// Where a world is on an axis.
#[derive(Serialize)]
struct AxisEndView {
    /// The axis: "Trust".
    axis: String,
    /// The end: "Low".
    end: String,
}

/// A play, with how it holds up.
#[derive(Serialize)]
struct PlayInWorldsView {
    play: PlacedView,
    /// In how many worlds of each scenario, in the order of `scenarios`.
    by_scenario: Vec<HeldView>,
    /// In how many of all.
    total: usize,
}

/// In how many worlds of a scenario a play holds up.
#[derive(Serialize)]
struct HeldView {
    count: usize,
    of: usize,
}

impl StrategyView for Scenarios {
    fn name(&self) -> &'static str {
        "scenarios"
    }

    fn title(&self) -> &'static str {
        "scenarios_title"
    }

    fn summary(&self) -> &'static str {
        "scenarios_summary"
    }

    fn template(&self) -> &'static str {
        "views/scenarios.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        scope.has_kind(&["scenario"])
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let scenarios: Vec<Scenario<'_>> =
            scope.of_kind("scenario").into_iter().map(|id| Scenario::of_page(scope, id)).collect();
        let plays = asked(scope);
        let is_nowhere = |id: &PageId| scenarios.iter().all(|scenario| scenario.count(*id) == 0);
        let nowhere = plays.iter().copied().filter(|id| scenarios.len() > 1 && is_nowhere(id));
        let view = ScenariosView {
            gaps: GapView::new(scope, "holds_nowhere", nowhere).into_iter().collect(),
            worlds: scenarios.iter().map(|scenario| scenario.worlds.len()).sum(),
            plays: overall(scope, &scenarios, &plays),
            scenarios: scenarios.iter().map(|scenario| scenario.view(scope, &plays)).collect(),
        };
        Value::from_serializable(&view)
    }
}

/// A scenario as a block in a page states it.
pub(in crate::route) struct StatedScenario<'a, 'n> {
    /// The page in which the block stands.
    pub(in crate::route) page: PageId,
    /// May be empty.
    pub(in crate::route) title: &'a str,
    pub(in crate::route) axes: &'a [Fields],
    pub(in crate::route) worlds: &'a [Fields],
    /// The page that a name in it leads to.
    pub(in crate::route) page_named: &'n dyn Fn(&NamedValue) -> Option<PageId>,
}

impl StatedScenario<'_, '_> {
    /// It, as the view of scenarios draws one.
    pub(in crate::route) fn draw(&self, site: &Site) -> Value {
        let scope = Scope::of_page(site, self.page);
        let scenario = Scenario::new(&scope, self);
        let view = ScenariosView {
            gaps: Vec::new(),
            worlds: scenario.worlds.len(),
            plays: Vec::new(),
            scenarios: vec![scenario.view(&scope, &asked(&scope))],
        };
        Value::from_serializable(&view)
    }
}

/// The plays that are asked how they hold up: those that are chosen, and all where scenarios alone are. What is over holds up in
/// no world, and nobody asks.
fn asked(scope: &Scope<'_>) -> Vec<PageId> {
    let chosen = scope.of_kind("play");
    let plays = if chosen.is_empty() { scope.unselected().of_kind("play") } else { chosen };
    let is_open = |id: &PageId| !matches!(scope.text(*id, "state"), "done" | "stopped");
    plays.into_iter().filter(is_open).collect()
}

/// A scenario with what holds up in it.
struct Scenario<'a> {
    id: PageId,
    title: String,
    axes: Vec<AxisView>,
    worlds: Vec<World<'a>>,
    /// In how many of its worlds each play holds up.
    counts: HashMap<PageId, usize>,
}

/// A world with what holds up in it.
struct World<'a> {
    fields: &'a Fields,
    plays: Vec<PageId>,
}

impl<'a> Scenario<'a> {
    /// That of a page.
    fn of_page(scope: &Scope<'a>, id: PageId) -> Scenario<'a> {
        let all = scope.stated(id, "holds");
        let stated = StatedScenario {
            page: id,
            title: "",
            axes: scope.items(id, "axes"),
            worlds: scope.items(id, "worlds"),
            page_named: &|name| scope.named_among(id, &all, name),
        };
        Scenario::new(scope, &stated)
    }

    fn new(scope: &Scope<'_>, stated: &StatedScenario<'a, '_>) -> Scenario<'a> {
        let id = stated.page;
        let axis = |item: &Fields| {
            let text = |field: &str| scope.said(id, item.text(field).unwrap_or_default());
            AxisView { name: text("name"), low: text("low"), high: text("high") }
        };
        let world = |fields: &'a Fields| {
            let named = fields.named("holds").iter().filter_map(stated.page_named);
            let mut plays: Vec<PageId> = Vec::new();
            for play in named.filter(|play| scope.shows(*play)) {
                if !plays.contains(&play) {
                    plays.push(play);
                }
            }
            World { fields, plays }
        };
        let worlds: Vec<World<'a>> = stated.worlds.iter().map(world).collect();
        let mut counts = HashMap::new();
        for play in worlds.iter().flat_map(|world| &world.plays) {
            *counts.entry(*play).or_default() += 1;
        }
        Scenario {
            id,
            title: stated.title.to_owned(),
            axes: stated.axes.iter().map(axis).collect(),
            worlds,
            counts,
        }
    }

    fn count(&self, play: PageId) -> usize {
        self.counts.get(&play).copied().unwrap_or(0)
    }

    fn view(&self, scope: &Scope<'_>, plays: &[PageId]) -> ScenarioView {
        let held = |count: usize| plays.iter().copied().filter(move |play| self.count(*play) == count);
        let world = |world: &World<'_>, ends: Vec<AxisEndView>| WorldView {
            name: scope.said(self.id, world.fields.text("name").unwrap_or_default()),
            summary: scope.said(self.id, world.fields.text("summary").unwrap_or_default()),
            ends,
            plays: scope.placed_all(world.plays.iter().copied()),
        };
        let (worlds, is_square) = match (&*self.axes, &*self.worlds) {
            // Worlds are written from the lower left to the upper right: both low, the first high, the second high, both.
            ([across, upward], [low, right, top, high]) => {
                let ends = |is_right: bool, is_top: bool| vec![across.end(is_right), upward.end(is_top)];
                let square = vec![
                    world(top, ends(false, true)),
                    world(high, ends(true, true)),
                    world(low, ends(false, false)),
                    world(right, ends(true, false)),
                ];
                (square, true)
            }
            (_, worlds) => (worlds.iter().map(|one| world(one, Vec::new())).collect(), false),
        };
        let all = self.worlds.len();
        ScenarioView {
            page: scope.placed(self.id),
            title: self.title.clone(),
            is_here: scope.within == Some(self.id),
            axes: self.axes.clone(),
            worlds,
            is_square,
            in_all: GapView::new(scope, "holds_in_all", held(all).filter(|_| all > 0)),
            in_none: GapView::new(scope, "holds_in_none", held(0).filter(|_| all > 0)),
        }
    }
}

impl AxisView {
    /// One of its ends, without what explains it: "Closed: private groups" is "Closed".
    fn end(&self, is_high: bool) -> AxisEndView {
        let end = if is_high { &self.high } else { &self.low };
        let short = end.split_once(": ").map_or(&**end, |(short, _)| short);
        AxisEndView { axis: self.name.clone(), end: short.to_owned() }
    }
}

/// Plays that hold up in some world, by the number of worlds in which they do; none where there is one scenario alone, which says it itself.
fn overall(scope: &Scope<'_>, scenarios: &[Scenario<'_>], plays: &[PageId]) -> Vec<PlayInWorldsView> {
    if scenarios.len() < 2 {
        return Vec::new();
    }
    let play = |id: &PageId| {
        let held =
            |scenario: &Scenario<'_>| HeldView { count: scenario.count(*id), of: scenario.worlds.len() };
        let by_scenario: Vec<HeldView> = scenarios.iter().map(held).collect();
        let total = by_scenario.iter().map(|held| held.count).sum();
        PlayInWorldsView { play: scope.placed(*id), by_scenario, total }
    };
    let held = plays.iter().filter(|id| scenarios.iter().any(|scenario| scenario.count(**id) > 0));
    let mut all: Vec<PlayInWorldsView> = held.map(play).collect();
    all.sort_by_key(|play| std::cmp::Reverse(play.total));
    all
}
