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
mod stretch;
mod view;

pub(super) use scope::{PlacedView, Scope};
pub(super) use stretch::{on_stretch, stretch};
pub(super) use view::StrategyView;

/// Every view, in the order in which they are listed.
pub(super) const VIEWS: &[&dyn StrategyView] =
    &[&map::StrategyMap, &ladder::Ladder, &coverage::Coverage, &starter::Starter];
