//! What every view of the strategy says of itself, and how it is drawn.

use super::Scope;
use crate::theme::Value;

/// A view of the strategy.
pub(in crate::route) trait StrategyView: Sync {
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
