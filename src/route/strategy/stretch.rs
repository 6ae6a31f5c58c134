//! A page's own stretch of the map: up to the objectives, down to the channels and measures.

use std::collections::HashSet;

use super::map::StrategyMap;
use super::network::{MapKind, Network, Reach, Tie};
use super::{Scope, StrategyView as _};
use crate::model::{End, PageId, Related};
use crate::path::Address;
use crate::route::governed;
use crate::route::links::path;
use crate::route::site::Site;
use crate::theme::view::{StepGroupView, StepView, StretchView};

/// Goals that serve one another nest no deeper; `parts/connections.html` has as many levels.
const DEEPEST: usize = 12;

/// The stretch of a page; nothing for pages that are not on the map, and for those that nothing is tied to.
pub(in crate::route) fn stretch(site: &Site, page: PageId) -> Option<StretchView> {
    let scope = Scope::whole(site);
    let network = Network { scope: &scope, reach: Reach::Chosen };
    let kind = network.kind(page).filter(|_| network.is_tied(page))?;
    let tracer = Tracer { scope: &scope, network, page, kind };
    let (label, above) = tracer.above();
    Some(StretchView {
        above,
        label,
        below: tracer.below(),
        gaps: tracer.gaps(),
        map: path(&Address::folder(&format!("views/{}", StrategyMap.name()))),
    })
}

/// The pages of a relation that the page's stretch of the map shows.
pub(in crate::route) fn on_stretch(site: &Site, page: PageId, related: &Related) -> HashSet<PageId> {
    let scope = Scope::whole(site);
    let network = Network { scope: &scope, reach: Reach::Chosen };
    let tie = Tie::ALL.into_iter().find(|tie| tie.field() == &*related.field);
    let pages = tie.map(|tie| match related.end {
        End::States => network.stated(page, tie),
        End::IsNamed => network.stating(page, tie),
    });
    pages.unwrap_or_default().into_iter().collect()
}

struct Tracer<'s> {
    scope: &'s Scope<'s>,
    network: Network<'s, 's>,
    page: PageId,
    kind: MapKind,
}

/// The pages between a page and the objectives.
struct Ascent {
    /// What the page itself is tied to.
    direct: HashSet<PageId>,
    /// All of them.
    all: HashSet<PageId>,
    /// Those that have been shown with what is in them.
    shown: HashSet<PageId>,
}

impl Tracer<'_> {
    /// What stands above the page, and what ties the page to it.
    fn above(&self) -> (String, Vec<StepView>) {
        let (tie, end) = match self.kind {
            MapKind::Channel => (Tie::Uses, End::IsNamed),
            MapKind::Measure => (Tie::MeasuredBy, End::IsNamed),
            _ => (Tie::Serves, End::States),
        };
        let direct = self.related(self.page, tie, end);
        if direct.is_empty() {
            return (String::new(), Vec::new());
        }
        let (mut all, mut order) = (HashSet::from([self.page]), Vec::new());
        let mut open: Vec<PageId> = direct.iter().rev().copied().collect();
        while let Some(page) = open.pop() {
            if all.insert(page) {
                order.push(page);
                open.extend(self.network.stated(page, Tie::Serves).into_iter().rev());
            }
        }
        all.remove(&self.page);
        let is_top =
            |page: &PageId| !self.network.stated(*page, Tie::Serves).iter().any(|up| all.contains(up));
        let (tops, rest): (Vec<PageId>, Vec<PageId>) = order.into_iter().partition(is_top);
        let mut ascent = Ascent { direct: direct.into_iter().collect(), all, shown: HashSet::new() };
        let mut steps: Vec<StepView> =
            tops.iter().map(|top| self.step_down(*top, &mut ascent, DEEPEST)).collect();
        for page in rest {
            // What goes round in a circle has no top.
            if !ascent.shown.contains(&page) {
                steps.push(self.step_down(page, &mut ascent, DEEPEST));
            }
        }
        (self.label(self.page, tie, end), steps)
    }

    /// A page above, with what leads from it to the page. What comes a second time stands there by its name alone.
    fn step_down(&self, page: PageId, ascent: &mut Ascent, deeper: usize) -> StepView {
        let mut step = self.step(page);
        let is_new = deeper > 0 && ascent.shown.insert(page);
        let serving = self.network.stating(page, Tie::Serves).into_iter();
        let inner: Vec<PageId> = serving.filter(|inner| ascent.all.contains(inner)).collect();
        step.direct = ascent.direct.contains(&page);
        if is_new {
            step.steps = inner.into_iter().map(|inner| self.step_down(inner, ascent, deeper - 1)).collect();
        }
        step
    }

    /// What stands below the page, two steps deep.
    fn below(&self) -> Vec<StepGroupView> {
        let mut groups = self.groups(self.page);
        for step in groups.iter_mut().flat_map(|(_, steps)| steps) {
            step.1.groups = self.groups(step.0).into_iter().filter_map(closed).collect();
        }
        let mut groups: Vec<StepGroupView> = groups.into_iter().filter_map(closed).collect();
        groups.extend(self.channels_below());
        groups
    }

    /// What is tied to a page from below, by the words for it.
    fn groups(&self, page: PageId) -> Vec<(String, Vec<(PageId, StepView)>)> {
        let ties = [(Tie::Serves, End::IsNamed), (Tie::Uses, End::States), (Tie::MeasuredBy, End::States)];
        let group = |(tie, end)| {
            let steps = self.related(page, tie, end).into_iter().filter(|other| *other != self.page);
            (self.label(page, tie, end), steps.map(|other| (other, self.step(other))).collect())
        };
        ties.into_iter().map(group).collect()
    }

    /// Under an objective its plays stand without their channels, which are named together.
    fn channels_below(&self) -> Option<StepGroupView> {
        if self.kind != MapKind::Objective {
            return None;
        }
        let goals = self.network.stating(self.page, Tie::Serves);
        let inner = goals.iter().flat_map(|goal| self.network.stating(*goal, Tie::Serves));
        let mut seen = HashSet::new();
        let channels = inner.flat_map(|play| self.network.stated(play, Tie::Uses));
        let mut channels: Vec<PageId> = channels.filter(|channel| seen.insert(*channel)).collect();
        channels.sort_by_key(|channel| &self.scope.page(*channel).path);
        let steps: Vec<StepView> = channels.into_iter().map(|channel| self.step(channel)).collect();
        let label = self.scope.site.say("stretch_channels");
        (!steps.is_empty()).then_some(StepGroupView { label, steps })
    }

    /// What the page lacks.
    fn gaps(&self) -> Vec<String> {
        let lacks = |tie, end| self.related(self.page, tie, end).is_empty();
        let has = |kinds: &[MapKind]| kinds.contains(&self.kind);
        let serving = [MapKind::Goal, MapKind::Play];
        let gaps = [
            (has(&serving) && lacks(Tie::Serves, End::States), "stretch_serves_nothing"),
            (
                has(&[MapKind::Objective, MapKind::Goal]) && lacks(Tie::Serves, End::IsNamed),
                "stretch_unserved",
            ),
            (has(&[MapKind::Play]) && lacks(Tie::Uses, End::States), "stretch_no_channel"),
            (has(&serving) && lacks(Tie::MeasuredBy, End::States), "stretch_not_measured"),
        ];
        gaps.into_iter().filter(|(lacks, _)| *lacks).map(|(_, word)| self.scope.site.say(word)).collect()
    }

    fn related(&self, page: PageId, tie: Tie, end: End) -> Vec<PageId> {
        match end {
            End::States => self.network.stated(page, tie),
            End::IsNamed => self.network.stating(page, tie),
        }
    }

    /// What a relation is called from an end: "Serves", "Served by".
    fn label(&self, page: PageId, tie: Tie, end: End) -> String {
        let related = &self.scope.site.content.relations[page.index()];
        let found = related.iter().find(|related| &*related.field == tie.field() && related.end == end);
        found.map_or_else(String::new, |related| related.label.to_string())
    }

    /// A page by its title, as other relations name it: these stand around the text, and say of each page how it stands.
    fn step(&self, id: PageId) -> StepView {
        let page = self.scope.page(id);
        StepView {
            title: page.title.to_string(),
            path: path(&page.address),
            id: page.document.as_deref().unwrap_or_default().to_owned(),
            draft: page.draft.is_some(),
            mark: governed::mark_beside(self.scope.site, self.page, id),
            ..StepView::default()
        }
    }
}

fn closed((label, steps): (String, Vec<(PageId, StepView)>)) -> Option<StepGroupView> {
    let steps: Vec<StepView> = steps.into_iter().map(|(_, step)| step).collect();
    (!steps.is_empty()).then_some(StepGroupView { label, steps })
}
