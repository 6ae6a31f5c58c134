//! What is missing on the map: what serves nothing, what nobody serves, what is used or measured by nothing.

use serde::Serialize;

use super::super::network::{MapKind, Network, Reach, Tie};
use super::super::{PlacedView, Scope};
use super::chart::Chart;
use crate::model::PageId;

/// More pages than this are not listed under one gap.
const MOST_LISTED: usize = 60;

/// Something that is missing, as one of `gaps`.
#[derive(Serialize)]
pub(super) struct MapGapView {
    title: String,
    pages: Vec<PlacedView>,
    /// How many further ones there are.
    more: usize,
}

/// What is missing, each with the pages that lack it; what is missing nowhere is left out.
pub(super) fn gaps(scope: &Scope<'_>, chart: &Chart) -> Vec<MapGapView> {
    let finder = Finder { scope, chart, network: Network { scope, reach: Reach::Shown } };
    [
        ("map_serve_nothing", finder.where_all(|kind, page| serves(kind) && finder.names_nothing(page))),
        ("map_serve_unseen", finder.where_all(|kind, page| serves(kind) && finder.names_unseen(page))),
        (
            "map_served_by_nobody",
            finder.where_all(|kind, page| kind <= MapKind::Goal && !finder.is_named(page, Tie::Serves)),
        ),
        (
            "map_used_by_nobody",
            finder.where_all(|kind, page| kind == MapKind::Channel && !finder.is_named(page, Tie::Uses)),
        ),
        (
            "map_not_measured",
            finder.where_all(|kind, page| serves(kind) && !finder.states(page, Tie::MeasuredBy)),
        ),
        (
            "map_measure_nothing",
            finder.where_all(|kind, page| kind == MapKind::Measure && !finder.measures_anything(page)),
        ),
    ]
    .into_iter()
    .filter(|(_, pages)| !pages.is_empty())
    .map(|(title, pages)| MapGapView {
        title: scope.site.say(title),
        more: pages.len().saturating_sub(MOST_LISTED),
        pages: scope.placed_all(pages.into_iter().take(MOST_LISTED)),
    })
    .collect()
}

/// Whether pages of a kind are there to serve something.
fn serves(kind: MapKind) -> bool {
    matches!(kind, MapKind::Goal | MapKind::Play)
}

struct Finder<'s, 'a> {
    scope: &'s Scope<'a>,
    chart: &'s Chart,
    network: Network<'s, 'a>,
}

impl Finder<'_, '_> {
    fn where_all(&self, lacks: impl Fn(MapKind, PageId) -> bool) -> Vec<PageId> {
        let nodes = self.chart.nodes.iter().filter(|node| lacks(node.kind, node.page));
        nodes.map(|node| node.page).collect()
    }

    fn states(&self, page: PageId, tie: Tie) -> bool {
        !self.network.stated(page, tie).is_empty()
    }

    /// Whether anything on the map is tied to a page.
    fn is_named(&self, page: PageId, tie: Tie) -> bool {
        !self.network.stating(page, tie).is_empty()
    }

    /// Whether a measure follows any page at all: a channel may have its measure too, which the map does not show.
    fn measures_anything(&self, page: PageId) -> bool {
        let measured = self.scope.site.content.stating(page, Tie::MeasuredBy.field());
        measured.iter().any(|page| self.scope.shows(*page))
    }

    fn names_nothing(&self, page: PageId) -> bool {
        self.scope.page(page).fields.named(Tie::Serves.field()).is_empty()
    }

    /// Whether what it serves is a draft, withdrawn or not in force: it serves something that readers do not see.
    fn names_unseen(&self, page: PageId) -> bool {
        !self.names_nothing(page) && !self.states(page, Tie::Serves)
    }
}
