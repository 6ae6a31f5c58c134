//! Views of the strategy: drawn from what pages say of themselves, so that nobody keeps them by hand.
//!
//! Each is one file that implements [`StrategyView`], one template `views/NAME.html`, and one line of [`VIEWS`]. A view has
//! a page of its own (`generated/views.rs`), and stands in other pages where they ask for it.

mod channels;
mod coverage;
mod facts;
mod gap;
mod ladder;
mod lessons;
mod map;
mod measures;
mod network;
mod people;
mod roadmap;
mod scenarios;
mod scope;
mod sparkline;
mod starter;
mod strategy_view;
mod stretch;
mod time_axis;

pub(super) use scope::{PlacedView, Scope};
pub(super) use strategy_view::StrategyView;
pub(super) use stretch::{on_stretch, stretch};

/// Every view, in the order in which they are listed.
pub(super) const VIEWS: &[&dyn StrategyView] = &[
    &map::StrategyMap,
    &ladder::Ladder,
    &roadmap::Roadmap,
    &channels::Channels,
    &measures::Measures,
    &scenarios::Scenarios,
    &coverage::Coverage,
    &people::People,
    &lessons::Lessons,
    &starter::Starter,
];
