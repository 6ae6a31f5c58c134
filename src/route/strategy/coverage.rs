//! Coverage of the planning framework: which pages stand in each of its six blocks, and what an empty one would need.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{PlacedView, Scope, StrategyView};
use crate::model::{FolderId, PageId};
use crate::route::words::choice_words;
use crate::theme::Value;
use crate::words::count;

/// Coverage.
pub(super) struct Coverage;

/// The field that names a block.
const FIELD: &str = "block";
/// The blocks, in the order of the framework.
const BLOCKS: [Block; 6] = [
    Block {
        name: "vision-and-strategy",
        purpose: "block_vision_and_strategy_for",
        needs: "block_vision_and_strategy_needs",
    },
    Block { name: "constituents", purpose: "block_constituents_for", needs: "block_constituents_needs" },
    Block {
        name: "organisation-and-collaboration",
        purpose: "block_organisation_for",
        needs: "block_organisation_needs",
    },
    Block { name: "processes", purpose: "block_processes_for", needs: "block_processes_needs" },
    Block {
        name: "information-and-analytics",
        purpose: "block_information_for",
        needs: "block_information_needs",
    },
    Block { name: "technology", purpose: "block_technology_for", needs: "block_technology_needs" },
];
/// Of pages of a kind, more than this are not listed.
const MOST_LISTED: usize = 40;

/// A block of the framework.
struct Block {
    /// As pages name it.
    name: &'static str,
    /// The word that says what it is for.
    purpose: &'static str,
    /// The word that says what it would need, where it is empty.
    needs: &'static str,
}

/// Coverage, as `view` on `views/coverage.html`.
#[derive(Serialize)]
struct CoverageView {
    /// How pages may stand, where that is known of any: columns of the table.
    stands: Vec<String>,
    blocks: Vec<BlockView>,
    /// Of the pages that name no block, how many there are of each kind: "12 guidelines".
    unplaced: Vec<String>,
    /// How many that are.
    unplaced_count: usize,
}

/// A block.
#[derive(Serialize)]
struct BlockView {
    /// What links on the page lead to.
    anchor: String,
    title: String,
    /// What it is for.
    purpose: String,
    /// What it would need; empty for a block with pages.
    needs: String,
    /// How many pages it has.
    count: usize,
    /// How many of them stand in each of `stands`.
    by_stand: Vec<usize>,
    /// Its pages by their kinds.
    kinds: Vec<KindPagesView>,
}

/// Pages of a kind in a block.
#[derive(Serialize)]
struct KindPagesView {
    /// The kind, for many.
    title: String,
    count: usize,
    pages: Vec<PlacedView>,
    /// How many further ones there are.
    more: usize,
}

impl StrategyView for Coverage {
    fn name(&self) -> &'static str {
        "coverage"
    }

    fn title(&self) -> &'static str {
        "coverage"
    }

    fn summary(&self) -> &'static str {
        "coverage_summary"
    }

    fn template(&self) -> &'static str {
        "views/coverage.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        scope.site.content.ids().any(|id| is_placed(scope, id) && scope.holds(id))
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let order = scope.site.content.reading_order(FolderId::ROOT).into_iter();
        let written: Vec<PageId> = order.filter(|id| scope.holds(*id)).collect();
        let (placed, unplaced): (Vec<PageId>, Vec<PageId>) =
            written.into_iter().partition(|id| is_placed(scope, *id));
        let placed: Vec<PlacedPage> =
            placed.into_iter().map(|page| PlacedPage { page, stand: stand(scope, page) }).collect();
        let stands = stands(scope, &placed);
        let blocks = BLOCKS.iter().map(|block| {
            let pages = placed.iter().filter(|placed| scope.text(placed.page, FIELD) == block.name);
            block_view(scope, block, &pages.collect::<Vec<&PlacedPage>>(), &stands)
        });
        let kinds = by_kind(scope, &unplaced).into_iter();
        let unplaced_kinds = kinds.map(|(kind, pages)| {
            let values = [("count", count(pages.len())), ("kind", kind.into())];
            scope.site.fill("coverage_of_kind", values)
        });
        Value::from_serializable(&CoverageView {
            blocks: blocks.collect(),
            unplaced: unplaced_kinds.collect(),
            unplaced_count: unplaced.len(),
            stands,
        })
    }
}

/// A page that names a block.
struct PlacedPage {
    page: PageId,
    /// How it stands, in words.
    stand: String,
}

fn is_placed(scope: &Scope<'_>, page: PageId) -> bool {
    BLOCKS.iter().any(|block| scope.text(page, FIELD) == block.name)
}

/// How these pages stand, each way once; the plainest first, and nothing where nobody approves anything.
fn stands(scope: &Scope<'_>, pages: &[PlacedPage]) -> Vec<String> {
    let mut stands: Vec<String> = Vec::new();
    for PlacedPage { stand, .. } in pages {
        if !stands.contains(stand) {
            stands.push(stand.clone());
        }
    }
    let plain = [scope.site.say("coverage_in_force"), scope.site.say("coverage_free")];
    stands.sort_by_key(|stand| plain.iter().position(|plain| plain == stand).unwrap_or(plain.len()));
    if scope.site.governed.is_none() && stands.len() < 2 { Vec::new() } else { stands }
}

/// How a page stands, in words.
fn stand(scope: &Scope<'_>, page: PageId) -> String {
    if scope.page(page).draft.is_some() {
        return scope.site.say("draft");
    }
    let word = if scope.site.is_controlled(page) { "coverage_in_force" } else { "coverage_free" };
    scope.mark(page).map_or_else(|| scope.site.say(word), |mark| mark.words)
}

fn block_view(scope: &Scope<'_>, block: &Block, placed: &[&PlacedPage], stands: &[String]) -> BlockView {
    let pages: Vec<PageId> = placed.iter().map(|placed| placed.page).collect();
    let standing_so = |stand: &String| placed.iter().filter(|placed| placed.stand == *stand).count();
    let kinds = by_kind(scope, &pages).into_iter().map(|(title, pages)| KindPagesView {
        title,
        count: pages.len(),
        more: pages.len().saturating_sub(MOST_LISTED),
        pages: scope.placed_all(pages.into_iter().take(MOST_LISTED)),
    });
    BlockView {
        anchor: format!("coverage-{}", block.name),
        title: choice_words(&scope.site.config.words, block.name),
        purpose: scope.site.say(block.purpose),
        needs: if pages.is_empty() { scope.site.say(block.needs) } else { String::new() },
        count: pages.len(),
        by_stand: stands.iter().map(standing_so).collect(),
        kinds: kinds.collect(),
    }
}

/// Pages by what their kind is called for many, in the order in which kinds come first.
fn by_kind(scope: &Scope<'_>, pages: &[PageId]) -> Vec<(String, Vec<PageId>)> {
    let mut kinds: Vec<(String, Vec<PageId>)> = Vec::new();
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for page in pages {
        let kind = &scope.page(*page).kind;
        // Beside others, pages of no kind are called so: all are pages.
        let called = || if kind.is_plain() { scope.site.say("coverage_plain") } else { kind.plural.clone() };
        let nth = *number.entry(kind.name.as_str()).or_insert_with(|| {
            kinds.push((called(), Vec::new()));
            kinds.len() - 1
        });
        kinds[nth].1.push(*page);
    }
    kinds
}
