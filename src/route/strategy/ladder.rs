//! The ladder: five levels of engagement, which plays and channels stand on each, and what stands nowhere.

use serde::Serialize;

use super::{PlacedView, Scope, StrategyView};
use crate::model::PageId;
use crate::route::words::choice_words;
use crate::theme::Value;

/// The ladder.
pub(super) struct Ladder;

/// The levels, from the foot.
const LEVELS: [&str; 5] = ["monitor", "discover", "share", "participate", "co-create"];
/// The kinds of page that stand on a level.
const KINDS: [&str; 2] = ["play", "channel"];

/// The ladder, as `view` on `views/ladder.html`.
#[derive(Serialize)]
struct LadderView {
    /// The levels from the top.
    rungs: Vec<RungView>,
    /// Plays and channels that name no level.
    unplaced: Vec<PlacedView>,
}

/// One level.
#[derive(Default, Serialize)]
struct RungView {
    /// Its place from the foot, from 1.
    number: usize,
    /// Its name: "Monitor".
    title: String,
    /// The plays that are running, or whose state is not said.
    plays: Vec<PlacedView>,
    /// Plays to come: ideas and what is planned.
    to_come: Vec<PlacedView>,
    /// Plays that are done or were stopped.
    past: Vec<PlacedView>,
    /// The channels.
    channels: Vec<PlacedView>,
    /// Whether a play runs here or a channel is in use: the level is more than meant.
    is_reached: bool,
    /// Whether it is the highest of those.
    is_highest: bool,
    /// Whether it is the level above the highest: the next to reach.
    is_next: bool,
}

impl StrategyView for Ladder {
    fn name(&self) -> &'static str {
        "ladder"
    }

    fn title(&self) -> &'static str {
        "ladder"
    }

    fn summary(&self) -> &'static str {
        "ladder_summary"
    }

    fn template(&self) -> &'static str {
        "views/ladder.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        let has_level = |id: PageId| {
            KINDS.contains(&&*scope.page(id).kind.name)
                && !scope.text(id, "level").is_empty()
                && scope.holds(id)
        };
        scope.site.content.ids().any(has_level)
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let (plays, channels) = (scope.of_kind("play"), scope.of_kind("channel"));
        let on = |level: &str, ids: &[PageId]| -> Vec<PageId> {
            ids.iter().copied().filter(|id| scope.text(*id, "level") == level).collect()
        };
        let rung = |(nth, level): (usize, &&str)| RungView {
            number: nth + 1,
            title: choice_words(&scope.site.config.words, level),
            ..Standing { plays: on(level, &plays), channels: on(level, &channels) }.rung(scope)
        };
        let mut rungs: Vec<RungView> = LEVELS.iter().enumerate().map(rung).collect();
        if let Some(highest) = rungs.iter().rposition(|rung| rung.is_reached) {
            for (nth, rung) in rungs.iter_mut().enumerate() {
                (rung.is_highest, rung.is_next) = (nth == highest, nth == highest + 1);
            }
        }
        rungs.reverse();
        let is_unplaced = |id: &PageId| !LEVELS.contains(&scope.text(*id, "level"));
        let unplaced = scope.placed_all(plays.into_iter().chain(channels).filter(is_unplaced));
        Value::from_serializable(&LadderView { rungs, unplaced })
    }
}

/// What stands on one level.
struct Standing {
    plays: Vec<PageId>,
    channels: Vec<PageId>,
}

impl Standing {
    fn rung(self, scope: &Scope<'_>) -> RungView {
        let state = |id: &PageId| scope.text(*id, "state");
        let (to_come, begun): (Vec<_>, Vec<_>) =
            self.plays.into_iter().partition(|id| matches!(state(id), "idea" | "planned"));
        let (past, plays): (Vec<_>, Vec<_>) =
            begun.into_iter().partition(|id| matches!(state(id), "done" | "stopped"));
        let is_in_use = |id: &PageId| matches!(state(id), "in-use" | "");
        RungView {
            is_reached: !plays.is_empty() || self.channels.iter().any(is_in_use),
            plays: scope.placed_all(plays),
            to_come: scope.placed_all(to_come),
            past: scope.placed_all(past),
            channels: scope.placed_all(self.channels),
            ..RungView::default()
        }
    }
}
