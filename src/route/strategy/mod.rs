//! Views of the strategy: drawn from what pages say of themselves, so that nobody keeps them by hand.
//!
//! Each is one file that implements [`StrategyView`], one template `views/NAME.html`, and one line of [`VIEWS`]. A view has
//! a page of its own (`generated/views.rs`), and stands in other pages where they ask for it.

mod coverage;
mod ladder;
mod map;
mod network;
mod scope;
mod starter;
mod strategy_view;
mod stretch;

pub(super) use scope::{PlacedView, Scope};
pub(super) use strategy_view::StrategyView;
pub(super) use stretch::{on_stretch, stretch};

/// Every view, in the order in which they are listed.
pub(super) const VIEWS: &[&dyn StrategyView] =
    &[&map::StrategyMap, &ladder::Ladder, &coverage::Coverage, &starter::Starter];
