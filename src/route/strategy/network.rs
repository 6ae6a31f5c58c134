//! Who serves whom, on which channels, and which measures follow it: what the map and each page's stretch of it are
//! drawn from.

use super::Scope;
use crate::model::{End, PageId};

/// What a page is on the map.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum MapKind {
    Objective,
    Goal,
    Play,
    Channel,
    Measure,
}

/// A relation that the map shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tie {
    /// From what serves to what it serves.
    Serves,
    /// To a channel.
    Uses,
    /// To a measure.
    MeasuredBy,
}

/// Which pages count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// Those that are in scope.
    Chosen,
    /// All that views may name: what is missing is not missing because it was not chosen.
    Shown,
}

/// The pages of the map and the ties between them.
#[derive(Clone, Copy)]
pub(super) struct Network<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) reach: Reach,
}

impl MapKind {
    /// All, in the order in which they stand side by side.
    pub(super) const ALL: [MapKind; 5] =
        [MapKind::Objective, MapKind::Goal, MapKind::Play, MapKind::Channel, MapKind::Measure];

    /// The name of the kind.
    pub(super) fn name(self) -> &'static str {
        match self {
            MapKind::Objective => "objective",
            MapKind::Goal => "goal",
            MapKind::Play => "play",
            MapKind::Channel => "channel",
            MapKind::Measure => "measure",
        }
    }

    /// Whether pages of this kind have ties of their own on the map: channels and measures end it.
    pub(super) fn leads_on(self) -> bool {
        self <= MapKind::Play
    }
}

impl Tie {
    /// All, in the order in which they are said.
    pub(super) const ALL: [Tie; 3] = [Tie::Serves, Tie::Uses, Tie::MeasuredBy];

    /// The field that states it.
    pub(super) fn field(self) -> &'static str {
        match self {
            Tie::Serves => "serves",
            Tie::Uses => "uses",
            Tie::MeasuredBy => "measured_by",
        }
    }

    /// Whether a page of this kind may be what it leads to.
    fn leads_to(self, kind: MapKind) -> bool {
        match self {
            Tie::Serves => kind <= MapKind::Goal,
            Tie::Uses => kind == MapKind::Channel,
            Tie::MeasuredBy => kind == MapKind::Measure,
        }
    }
}

impl Network<'_, '_> {
    /// What a page is on the map; `None` where it is not on it.
    pub(super) fn kind(&self, id: PageId) -> Option<MapKind> {
        let name = &*self.scope.page(id).kind.name;
        let kind = MapKind::ALL.into_iter().find(|kind| kind.name() == name)?;
        let counts = match self.reach {
            Reach::Chosen => self.scope.holds(id),
            Reach::Shown => self.scope.shows(id),
        };
        counts.then_some(kind)
    }

    /// What a page is tied to, by its own word, in the order in which it says so.
    pub(super) fn stated(&self, id: PageId, tie: Tie) -> Vec<PageId> {
        let fits = |to: &PageId| self.kind(*to).is_some_and(|kind| tie.leads_to(kind));
        if !self.kind(id).is_some_and(MapKind::leads_on) {
            return Vec::new();
        }
        self.related(id, tie, End::States).iter().copied().filter(fits).collect()
    }

    /// What is tied to a page by word of its own, in reading order.
    pub(super) fn stating(&self, id: PageId, tie: Tie) -> Vec<PageId> {
        let fits = |from: &PageId| self.kind(*from).is_some_and(MapKind::leads_on);
        if !self.kind(id).is_some_and(|kind| tie.leads_to(kind)) {
            return Vec::new();
        }
        self.related(id, tie, End::IsNamed).iter().copied().filter(fits).collect()
    }

    /// Whether anything is tied to a page, or a page to anything.
    pub(super) fn is_tied(&self, id: PageId) -> bool {
        Tie::ALL.into_iter().any(|tie| !self.stated(id, tie).is_empty() || !self.stating(id, tie).is_empty())
    }

    fn related(&self, id: PageId, tie: Tie, end: End) -> &[PageId] {
        self.scope.site.content.related(id, tie.field(), end)
    }
}
