//! What a site publishes: every route with a file of the output to itself.

use std::collections::HashSet;
use std::sync::Arc;

use super::answer::Route;
use super::generated::addresses::Precedence;
use super::governed::index::GovernanceIndex;
use super::parts::{AsIs, Former, PublishedRoutes};
use super::site::Site;
use super::{addresses, claims, governed};
use crate::config::Config;
use crate::governance::Subject;
use crate::model::{
    Asset, AssetId, ExactText, Histories, InForce, Issue, MetadataVersion, PageId, Redirect, Tag,
};
use crate::shared::{ByPtr, ByValue, SharedList};
use crate::theme::Theme;

impl PublishedRoutes {
    pub(super) fn of(site: &Site) -> PublishedRoutes {
        let (evidence, others) = (evidence(site), others(site));
        let (first, then) = if site.keeps_evidence() {
            (evidence, others)
        } else {
            let is_redirect = |route: &Route| matches!(route, Route::Redirect(_));
            let (last, first): (Vec<Route>, Vec<Route>) = others.into_iter().partition(is_redirect);
            (Vec::new(), first.into_iter().chain(evidence).chain(last).collect())
        };
        // No page takes the place of how all of them look.
        let theme = (0..site.theme.assets().len()).map(Route::ThemeAsset);
        let (free, replaced) = defaults(site);
        let first = theme.chain(free).chain(first).collect();
        let then = then.into_iter().chain(replaced).collect();
        let (routes, findings) = claims::settle(site, first, then);
        let by_address = routes.iter().map(|route| (site.address(*route), *route)).collect();
        PublishedRoutes { routes, by_address, findings }
    }
}

/// Everything that decides which routes there are, and where they are found.
#[derive(Clone, PartialEq)]
pub struct RouteInputs {
    metadata: MetadataVersion,
    tags: Arc<Vec<Tag>>,
    redirects: Arc<Vec<Redirect>>,
    /// Whether somebody approves the page of each.
    of_controlled: Vec<bool>,
    assets: ByPtr<Vec<Asset>>,
    as_is: Vec<AsIs>,
    theme: ByPtr<Theme>,
    config: ByPtr<Config>,
    past: ByPtr<Histories>,
    /// Pages that have texts to compare.
    compared: Arc<Vec<PageId>>,
    governed: Option<ByPtr<GovernanceIndex>>,
    /// How many governance models there are.
    models: usize,
    former: ByValue<Vec<Former>>,
    issued: SharedList<Option<IssuedTexts>>,
}

/// The texts of a page that were approved. What waits for approval has no address.
#[derive(PartialEq, Debug)]
pub struct IssuedTexts {
    page: Option<PageId>,
    issues: Vec<Issue>,
    texts: Vec<ExactText>,
}

impl IssuedTexts {
    /// Those of a page, where there are any.
    pub fn for_subject(subject: &Subject, in_force: &InForce) -> Option<IssuedTexts> {
        let texts = || subject.states.iter().map(|state| state.exact.clone()).collect();
        let issued = || IssuedTexts { page: subject.page, issues: in_force.issues.clone(), texts: texts() };
        (!in_force.issues.is_empty()).then(issued)
    }
}

impl RouteInputs {
    /// What decides over the routes of a site, with those of its pages that have texts to compare, and what of each subject
    /// was approved.
    pub fn new(
        site: &Site,
        compared: Arc<Vec<PageId>>,
        issued: SharedList<Option<IssuedTexts>>,
    ) -> RouteInputs {
        RouteInputs {
            metadata: site.content.metadata.clone(),
            tags: site.content.tags.clone(),
            redirects: site.content.redirects.clone(),
            of_controlled: site.content.redirects.iter().map(|old| site.is_controlled(old.to)).collect(),
            assets: ByPtr::of(&site.content.assets),
            as_is: site.as_is.clone(),
            theme: ByPtr::of(&site.theme),
            config: ByPtr::of(&site.config),
            past: ByPtr::of(&site.past.histories),
            compared,
            governed: site.governed.as_ref().map(|_| ByPtr::of(&site.governed_index)),
            models: site.governance().map_or(0, |governance| governance.models.len()),
            former: ByValue(site.former.clone()),
            issued,
        }
    }

    /// The same where evidence was found at these addresses once.
    #[must_use]
    pub fn with_former(self, former: &Arc<Vec<Former>>) -> RouteInputs {
        RouteInputs { former: ByValue(former.clone()), ..self }
    }
}

/// What proves something: its addresses are kept for it, and nobody takes them by writing a file.
fn evidence(site: &Site) -> Vec<Route> {
    let content = &site.content;
    let generated = |precedence| site.generated.with(precedence).into_iter().map(Route::Generated);
    let mut routes: Vec<Route> = generated(Precedence::Checklist).collect();
    routes.extend(generated(Precedence::Evidence));
    routes.extend(content.ids().flat_map(|id| governed::issues_of(site, id)));
    routes.extend((0..site.older.count()).map(Route::OlderFile));
    routes.extend(content.ids().filter(|id| addresses::has_history(site, *id)).map(Route::History));
    routes.extend(content.ids().filter(|id| addresses::has_texts(site, *id)).map(Route::Texts));
    routes.extend((0..site.former.len()).map(Route::Former));
    routes
}

/// What gives way, but for what nobody has written a file of the very same name for: that goes before what would make a folder
/// of it.
fn defaults(site: &Site) -> (Vec<Route>, Vec<Route>) {
    let content = &site.content;
    let pages = content.pages.iter().map(|page| page.address.output().folded());
    let assets = content.assets.iter().map(|asset| asset.address.output().folded());
    let as_is = site.as_is.iter().map(|file| file.address.output().folded());
    let written: HashSet<String> = pages.chain(assets).chain(as_is).collect();
    let all = site.generated.with(Precedence::Default).into_iter().map(Route::Generated);
    all.partition(|route| !written.contains(&site.address(*route).output().folded()))
}

/// Everything else that might be published; of two at one place the first stays.
fn others(site: &Site) -> Vec<Route> {
    let content = &site.content;
    let mut routes: Vec<Route> = content.ids().map(Route::Page).collect();
    // What pages show goes before files that are published unseen.
    routes.extend((0_u32..).map(AssetId).take(content.assets.len()).map(Route::Asset));
    let as_is = (0..site.as_is.len()).map(Route::AsIs);
    let lists = site.generated.with(Precedence::List).into_iter().map(Route::Generated);
    let redirects = (0..content.redirects.len()).map(Route::Redirect);
    let (moves, written): (Vec<Route>, Vec<Route>) =
        redirects.partition(|route| claims::is_of_a_move(site, *route));
    if site.is_approved() {
        // Where a page was that is approved, nobody puts a file; and where a file is that may be approved, nobody else an
        // old address.
        let of_controlled = |route: &Route| match route {
            Route::Redirect(nth) => site.is_controlled(content.redirects[*nth].to),
            _ => false,
        };
        let (first, then): (Vec<Route>, Vec<Route>) = written.into_iter().partition(of_controlled);
        routes.extend(first.into_iter().chain(moves).chain(as_is).chain(then).chain(lists));
    } else {
        routes.extend(as_is.chain(written).chain(lists).chain(moves));
    }
    routes
}
