//! What a site publishes: every route with a file of the output to itself.

use std::collections::HashSet;
use std::sync::Arc;

use super::answer::Route;
use super::approved::{Approved, is_of_a_move};
use super::generated::addresses::Precedence;
use super::governed::index::GovernanceIndex;
use super::issued::IssuedTexts;
use super::older::OlderFiles;
use super::parts::{AsIs, MovedEvidence, PublishedRoutes};
use super::site::Site;
use super::{addresses, claims, governed};
use crate::config::Config;
use crate::model::{Asset, AssetId, Histories, MetadataVersion, PageId, Redirect, Tag};
use crate::shared::{ByPtr, ByValue, SharedList};
use crate::theme::Theme;

impl PublishedRoutes {
    pub(super) fn of(site: &Site) -> PublishedRoutes {
        let (kept, evidence, others) = (kept(site), evidence(site), others(site));
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
        // Nor does the list of a folder that somebody calls like an approved file make a folder of that.
        let first = theme.chain(kept).chain(free).chain(first).collect();
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
    /// Whether somebody approves each page.
    controlled: Vec<bool>,
    assets: ByPtr<Vec<Asset>>,
    older: ByPtr<OlderFiles>,
    as_is: Vec<AsIs>,
    /// Whether a frame in force speaks for each of them.
    framed: Vec<bool>,
    theme: ByPtr<Theme>,
    config: ByPtr<Config>,
    past: ByPtr<Histories>,
    /// Pages that have texts to compare.
    compared: Arc<Vec<PageId>>,
    governed: Option<ByPtr<GovernanceIndex>>,
    /// How many governance models there are.
    models: usize,
    moved_evidence: ByValue<Vec<MovedEvidence>>,
    issued: SharedList<Option<IssuedTexts>>,
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
            controlled: site.content.ids().map(|page| site.is_controlled(page)).collect(),
            assets: ByPtr::of(&site.content.assets),
            older: ByPtr::of(&site.older),
            framed: Approved::of(site).framed().collect(),
            as_is: site.as_is.clone(),
            theme: ByPtr::of(&site.theme),
            config: ByPtr::of(&site.config),
            past: ByPtr::of(&site.past.histories),
            compared,
            governed: site.governed.as_ref().map(|_| ByPtr::of(&site.governed_index)),
            models: site.governance().map_or(0, |governance| governance.models.len()),
            moved_evidence: ByValue(site.moved_evidence.clone()),
            issued,
        }
    }

    /// The same where evidence was found at these addresses once.
    #[must_use]
    pub fn with_moved_evidence(self, moved: &Arc<Vec<MovedEvidence>>) -> RouteInputs {
        RouteInputs { moved_evidence: ByValue(moved.clone()), ..self }
    }
}

/// What the approved edition keeps an address for before anything else: what proves something of what is approved, and that
/// itself.
fn kept(site: &Site) -> Vec<Route> {
    if !site.is_approved() || !site.keeps_evidence() {
        return Vec::new();
    }
    let approved = Approved::of(site);
    // Folders are called as whoever writes in them likes.
    let is_of_folder = |route: &Route| match route {
        Route::Generated(of) => {
            let address = site.address(*route);
            let is_below = address.as_str().trim_end_matches('/').contains('/');
            site.generated.precedence(*of) == Precedence::Evidence && is_below
        }
        _ => false,
    };
    let (of_folders, mut routes): (Vec<Route>, Vec<Route>) = proofs(site).into_iter().partition(is_of_folder);
    routes.extend(approved.files());
    let pages: Vec<PageId> = site.content.ids().filter(|id| approved.has_page(*id)).collect();
    routes.extend(pasts(site, &pages));
    routes.extend(moved(site, &|page| approved.has_page(page)));
    routes.extend(pages.into_iter().map(Route::Page));
    routes.extend(approved.moves());
    routes.extend(approved.as_is());
    routes.extend(of_folders);
    routes
}

/// What proves something: its addresses are kept for it, and nobody takes them by writing a file. The past of a page that
/// nobody approves is found wherever its writer likes: it gives way to what is approved.
fn evidence(site: &Site) -> Vec<Route> {
    let all: Vec<PageId> = site.content.ids().collect();
    if site.is_approved() && site.keeps_evidence() {
        let approved = Approved::of(site);
        let free: Vec<PageId> = all.into_iter().filter(|id| !approved.has_page(*id)).collect();
        return pasts(site, &free).into_iter().chain(moved(site, &|page| !approved.has_page(page))).collect();
    }
    proofs(site).into_iter().chain(pasts(site, &all)).chain(moved(site, &|_| true)).collect()
}

/// Where evidence about some pages was found once.
fn moved(site: &Site, is_wanted: &dyn Fn(PageId) -> bool) -> Vec<Route> {
    let wanted = site.moved_evidence.iter().enumerate().filter(|(_, moved)| is_wanted(moved.page));
    wanted.map(|(nth, _)| Route::MovedEvidence(nth)).collect()
}

/// The checklist and what belongs to it, texts that were in force, and the files that these show.
fn proofs(site: &Site) -> Vec<Route> {
    let content = &site.content;
    let generated = |precedence| site.generated.with(precedence).into_iter().map(Route::Generated);
    let mut routes: Vec<Route> = generated(Precedence::Checklist).collect();
    routes.extend(generated(Precedence::Evidence));
    routes.extend(content.ids().flat_map(|id| governed::issues_of(site, id)));
    routes.extend((0..site.older.count()).map(Route::OlderFile));
    routes
}

/// The histories of pages, and then their texts.
fn pasts(site: &Site, pages: &[PageId]) -> Vec<Route> {
    let histories =
        pages.iter().filter(|id| addresses::has_history(site, **id)).map(|id| Route::History(*id));
    let texts = pages.iter().filter(|id| addresses::has_texts(site, **id)).map(|id| Route::Texts(*id));
    histories.chain(texts).collect()
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
    let approved = Approved::of(site);
    let mut routes: Vec<Route> = content.ids().map(Route::Page).collect();
    // What pages show goes before files that are published unseen.
    routes.extend((0_u32..).map(AssetId).take(content.assets.len()).map(Route::Asset));
    let as_is = (0..site.as_is.len()).map(Route::AsIs);
    let lists = site.generated.with(Precedence::List).into_iter().map(Route::Generated);
    let redirects = (0..content.redirects.len()).map(Route::Redirect);
    let (moves, written): (Vec<Route>, Vec<Route>) = redirects.partition(|route| is_of_a_move(site, *route));
    if site.is_approved() {
        // Where a page was that is approved, nobody puts a file; and where a file is that may be approved, nobody else an
        // old address.
        let (first, then): (Vec<Route>, Vec<Route>) =
            written.into_iter().partition(|route| approved.leads_to_page(*route));
        // What somebody wrote goes before where another page was that nobody approves.
        let named: HashSet<String> = then.iter().map(|route| site.address(*route).folded()).collect();
        let moves = moves.into_iter().filter(|route| !named.contains(&site.address(*route).folded()));
        // Nor does such an address take the place of a list of what is approved.
        routes.extend(first.into_iter().chain(moves).chain(as_is).chain(lists).chain(then));
    } else {
        routes.extend(as_is.chain(written).chain(lists).chain(moves));
    }
    let first: HashSet<Route> = approved.all().collect();
    routes.retain(|route| !first.contains(route));
    routes
}
