//! Views of the strategy: drawn from what pages say of themselves, so that nobody keeps them by hand.
//!
//! Each is one file that implements [`StrategyView`], one template `views/NAME.html`, and one line of [`VIEWS`]. A view has
//! a page of its own (`generated/views.rs`), and stands in other pages where they ask for it.

mod channels;
mod facts;
mod gap;
mod ladder;
mod lessons;
mod measures;
mod people;
mod roadmap;
mod scenarios;
mod scope;
mod sparkline;
mod time_axis;

use gap::GapView;
pub(super) use scope::{PlacedView, Scope};

use crate::theme::Value;

/// Every view, in the order in which they are listed.
pub(super) const VIEWS: &[&dyn StrategyView] = &[
    &ladder::Ladder,
    &roadmap::Roadmap,
    &channels::Channels,
    &measures::Measures,
    &scenarios::Scenarios,
    &people::People,
    &lessons::Lessons,
];

/// A view of the strategy.
pub(super) trait StrategyView: Sync {
    /// Its name: in its address (`views/ladder/`), in pages that ask for it, and of its template (`views/ladder.html`).
    fn name(&self) -> &'static str;

    /// The word that is its title.
    fn title(&self) -> &'static str;

    /// The word that says in one sentence what it shows.
    fn summary(&self) -> &'static str;

    /// The name of its template.
    fn template(&self) -> &'static str;

    /// Whether the pages in scope have anything that it could show. Asked for every compile: a look at kinds and fields,
    /// without drawing.
    fn has_any(&self, scope: &Scope<'_>) -> bool;

    /// What its template takes as `view`.
    fn draw(&self, scope: &Scope<'_>) -> Value;
}
