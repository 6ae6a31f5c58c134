//! Readiness, and what is to be in place before a start: each item with the pages that meet it, and what is missing.
//!
//! It says no more than follows from pages: that there is a page on something, not that the page is any good. Each item
//! says by which rule pages meet it.

mod items;
mod rules;

use serde::Serialize;

use super::{PlacedView, Scope, StrategyView};
use crate::theme::Value;
use items::{GROUPS, StarterItem};
use rules::Met;

/// The starter checklist.
pub(super) struct Starter;

/// For an item, more pages than this are not listed.
const MOST_LISTED: usize = 12;

/// The starter checklist, as `view` on `views/starter.html`.
#[derive(Serialize)]
struct StarterView {
    /// How many items are met.
    met: usize,
    of: usize,
    groups: Vec<StarterGroupView>,
}

/// Items that belong together.
#[derive(Serialize)]
struct StarterGroupView {
    anchor: &'static str,
    title: String,
    about: String,
    items: Vec<StarterItemView>,
}

/// An item.
#[derive(Serialize)]
struct StarterItemView {
    /// `met`, `partly` or `unmet`.
    status: &'static str,
    /// The same as people say it.
    status_words: String,
    /// A status that has a shape of its own.
    mark: &'static str,
    title: String,
    /// By what pages meet it.
    rule: String,
    pages: Vec<PlacedView>,
    /// How many further pages meet it.
    more: usize,
    /// What is missing, a sentence each.
    lacks: Vec<String>,
    /// Pages that lack something.
    lacking: Vec<PlacedView>,
    more_lacking: usize,
}

impl StrategyView for Starter {
    fn name(&self) -> &'static str {
        "starter"
    }

    fn title(&self) -> &'static str {
        "starter"
    }

    fn summary(&self) -> &'static str {
        "starter_summary"
    }

    fn template(&self) -> &'static str {
        "views/starter.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        // Whoever has an objective and something that is to serve it means to start.
        scope.has_kind(&["objective"]) && scope.has_kind(&["goal", "play"])
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let groups = GROUPS.iter().map(|group| StarterGroupView {
            anchor: group.anchor,
            title: scope.site.say(group.title),
            about: scope.site.say(group.about),
            items: group.items.iter().map(|item| view(scope, item)).collect(),
        });
        let groups: Vec<StarterGroupView> = groups.collect();
        let items = || groups.iter().flat_map(|group| &group.items);
        let met = items().filter(|item| item.status == "met").count();
        Value::from_serializable(&StarterView { met, of: items().count(), groups })
    }
}

fn view(scope: &Scope<'_>, item: &StarterItem) -> StarterItemView {
    let Met { pages, lacks, lacking } = (item.check)(scope);
    let (status, words, mark) = match (pages.is_empty(), lacks.is_empty() && lacking.is_empty()) {
        (true, _) => ("unmet", "starter_unmet", "unmet"),
        (false, false) => ("partly", "starter_partly", "waiting"),
        (false, true) => ("met", "starter_met", "met"),
    };
    StarterItemView {
        status,
        status_words: scope.site.say(words),
        mark,
        title: scope.site.say(item.title),
        rule: scope.site.say(item.rule),
        more: pages.len().saturating_sub(MOST_LISTED),
        pages: scope.placed_all(pages.into_iter().take(MOST_LISTED)),
        lacks,
        more_lacking: lacking.len().saturating_sub(MOST_LISTED),
        lacking: scope.placed_all(lacking.into_iter().take(MOST_LISTED)),
    }
}
