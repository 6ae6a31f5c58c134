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
mod training;
mod unmeant;

use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::path::Address;

pub(super) use scenarios::StatedScenario;
pub(super) use scope::{PlacedView, Scope};
pub(super) use strategy_view::StrategyView;
pub(super) use stretch::{on_stretch, stretch};
pub(super) use unmeant::unmeant;

/// The view with a name.
///
/// # Errors
/// What is wrong at this place, where there is none of that name.
pub(super) fn view_named(
    name: &str,
    code: Code,
    place: Place,
) -> Result<&'static dyn StrategyView, Box<Finding>> {
    let names = || VIEWS.iter().map(|view| view.name());
    VIEWS.iter().copied().find(|view| view.name() == name).ok_or_else(|| {
        let hint = match near_miss(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("views: {}", names().collect::<Vec<_>>().join(", ")),
        };
        Box::new(Finding::new(code, place, format!("there is no view `{name}`")).hint(hint))
    })
}

/// Where a view has a page of its own.
pub(super) fn view_address(view: &dyn StrategyView) -> Address {
    Address::folder(&format!("views/{}", view.name()))
}

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
    &training::TrainingByRole,
    &lessons::Lessons,
    &starter::Starter,
];
