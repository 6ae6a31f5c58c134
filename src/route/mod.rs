//! A site as a value: everything linked, every route known, nothing rendered yet.
//!
//! Rendering a route is a pure function of the site. `build` renders all of them, `serve` the one that the
//! browser asks for, `check` all without writing any.

mod asked;
mod body;
mod changes;
mod claims;
mod feed;
mod former;
mod generated;
mod governed;
mod history;
mod input_hash;
mod lists;
mod navigation;
mod old_texts;
mod older;
mod parts;
mod published;
mod reading_order;
mod reason;
mod redlines;
mod render;
mod stand_in;
mod texts;
mod view;

pub use parts::{AsIs, Kept, NavigationInputs, OnDemand, Parts, ViewedAt, WrittenAddresses};

pub use former::Former;
pub use generated::{Generated, GeneratedAddresses};
pub use governed::{GovernanceIndex, IndexInputs, StandingWords, roles_waited_for};
pub use navigation::Sidebars;
pub use old_texts::{ParsedTexts, RouteTexts};
pub use older::{OlderFiles, approved_files};
pub use published::{IssuedTexts, PublishedRoutes, RouteInputs};
pub use reading_order::{Neighbours, neighbours};
pub use render::{BuildContext, Prepared};
pub use stand_in::tells_servers;

use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::governance::Governance;
use crate::governance::fold::Refusal;
use crate::link;
use crate::model::{AssetId, Checklist, Content, PageId, Past};
use crate::path::{Address, FilePath, OutputPath, encode};
use crate::shared::ByPtr;
use crate::source::SourceText;
use crate::theme::view::SiteView;
use crate::theme::{Shared, Theme};
use crate::world::Versions;

/// One thing that the site answers an address with. Numbers mean something within one site only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Route {
    /// A page.
    Page(PageId),
    /// The history of a page.
    History(PageId),
    /// The texts of a page's revisions, from which a browser compares any two.
    Texts(PageId),
    /// What the program makes of the whole site: a list, the checklist, a feed, the sitemap.
    Generated(Generated),
    /// A text of a page that was approved, by its place among those that were in force.
    Issue(PageId, usize),
    /// An old address, by its number in the content.
    Redirect(usize),
    /// An address at which evidence of a page was found before the page was moved, by its number.
    Former(usize),
    /// A picture, film or document that a page refers to.
    Asset(AssetId),
    /// A file as older texts show it, by its number.
    OlderFile(usize),
    /// A file of the theme, by its number.
    ThemeAsset(usize),
    /// A file that is published as it is, by its number.
    AsIs(usize),
}

/// What a route is answered with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file of the site.
    File(FilePath),
}

/// Everything that rendering needs.
pub struct Site {
    /// The linked pages.
    pub content: Content,
    /// What the site says of itself.
    pub config: Arc<Config>,
    /// The folder of pages, from the site's root.
    pub content_folder: FilePath,
    /// Which day the site is made for.
    pub today: Day,
    /// What is known of the pages' pasts.
    pub past: Past,
    /// How it is governed, and how every control stands; `None` where it says that of nothing.
    pub governed: Option<(Governance, Checklist)>,
    /// Why it is not known what is in force; `None` where it is, and where the site never said how it is governed.
    pub unknown: Option<Refusal>,
    /// Where the texts of revisions are read.
    pub texts: Option<Arc<dyn Versions>>,
    governed_index: Arc<governed::GovernanceIndex>,
    places: OnDemand<link::HistoricalLinks>,
    older: Arc<OlderFiles>,
    written: OnDemand<WrittenAddresses>,
    theme: Arc<Theme>,
    view: SiteView,
    shared: Shared,
    input_hash: OnceLock<Option<blake3::Hash>>,
    as_is: Vec<AsIs>,
    /// Where evidence was found once.
    former: Arc<Vec<Former>>,
    /// Where what the program makes of the whole site is found.
    generated: Arc<GeneratedAddresses>,
    published: Arc<PublishedRoutes>,
    sidebars: Arc<Sidebars>,
    neighbours: Arc<Vec<Neighbours>>,
}

impl Site {
    /// Puts a site together from its parts. It is not known yet what it publishes: see [`Site::with_routes`].
    pub fn new(parts: Parts, kept: Kept) -> Site {
        let Parts {
            content,
            config,
            theme,
            today,
            past,
            texts,
            moment,
            governed,
            unknown,
            content_folder,
            as_is,
        } = parts;
        let view = SiteView {
            approval_unknown: unknown.as_ref().map(Refusal::to_string).unwrap_or_default(),
            ..view::site(&content, &config, &theme, &moment)
        };
        Site {
            content,
            config,
            content_folder,
            today,
            past,
            governed,
            unknown,
            texts,
            governed_index: kept.index,
            places: kept.places,
            older: kept.older,
            written: kept.written,
            theme,
            shared: Shared::new(&view),
            view,
            input_hash: OnceLock::new(),
            as_is,
            former: Arc::default(),
            generated: Arc::default(),
            published: Arc::default(),
            sidebars: Arc::default(),
            neighbours: kept.neighbours,
        }
    }

    /// The pages that have texts to compare.
    pub fn pages_to_compare(&self) -> Vec<PageId> {
        self.content.ids().filter(|id| texts::are_kept(self, *id)).collect()
    }

    /// Every address at which evidence was found before its page was moved.
    pub fn former_evidence(&self) -> Vec<Former> {
        former::of(self)
    }

    /// The same with addresses at which evidence was found once: they are known before anything has its address.
    #[must_use]
    pub fn with_former(self, former: Arc<Vec<Former>>) -> Site {
        Site { former, ..self }
    }

    /// Where what the program makes of the whole site is found.
    pub fn generated_addresses(&self) -> GeneratedAddresses {
        GeneratedAddresses::of(self)
    }

    /// The same with the addresses of what is generated, to which every page may link.
    #[must_use]
    pub fn with_generated(self, generated: Arc<GeneratedAddresses>) -> Site {
        let site = Site { generated, ..self };
        let view = site.view_with_links();
        Site { shared: Shared::new(&view), view, ..site }
    }

    /// What the navigation is made of: it keeps how it was drawn, with what every template sees.
    pub fn navigation_inputs(&self) -> NavigationInputs {
        let content = &self.content;
        (content.metadata.clone(), content.folders.clone(), ByPtr::of(&self.theme), self.view.clone())
    }

    /// What it publishes, and why something else is left out.
    pub fn published_routes(&self) -> PublishedRoutes {
        PublishedRoutes::of(self)
    }

    /// The same with its navigation and what it publishes. What would be found where something else is, is a finding.
    pub fn with_routes(self, sidebars: Arc<Sidebars>, published: Arc<PublishedRoutes>) -> Checked<Site> {
        let findings = published.findings.clone();
        Checked::new(Site { published, sidebars, ..self }, findings)
    }

    /// What every template sees, with links to what is generated.
    fn view_with_links(&self) -> SiteView {
        let changes = || path(&changes::address(self));
        let checklist = || path(&governed::address::overview());
        SiteView {
            changes: self.past.is_known().then(changes).unwrap_or_default(),
            checklist: self.governed.as_ref().map(|_| checklist()).unwrap_or_default(),
            footer: self.generated.footer(),
            ..self.view.clone()
        }
    }

    /// Every route, each once, and each with a file of the output to itself.
    pub fn routes(&self) -> Vec<Route> {
        self.published.routes.clone()
    }

    /// Where a route is found.
    pub fn address(&self, route: Route) -> Address {
        match route {
            Route::Page(id) => self.content.page(id).address.clone(),
            Route::History(id) => history::address(self, id),
            Route::Texts(id) => texts::address(self, id),
            Route::Generated(of) => self.generated.get(of).clone(),
            Route::Issue(id, nth) => governed::issue_address(self, id, nth),
            Route::Redirect(nth) => self.content.redirects[nth].from.clone(),
            Route::Former(nth) => self.former[nth].from.clone(),
            Route::Asset(id) => self.content.asset(id).address.clone(),
            Route::OlderFile(nth) => self.older.address(nth).clone(),
            Route::ThemeAsset(nth) => self.theme.assets()[nth].address.clone(),
            Route::AsIs(nth) => self.as_is[nth].address.clone(),
        }
    }

    /// The file of the output that holds a route.
    pub fn output(&self, route: Route) -> OutputPath {
        self.address(route).output()
    }

    /// The route at an address.
    pub fn at(&self, address: &Address) -> Option<Route> {
        self.published.by_address.get(address).copied()
    }

    /// What is answered when nothing is found.
    pub fn not_found(&self) -> Route {
        Route::Generated(Generated::not_found())
    }

    /// Whether another site's routes are the very same: then nothing was worked out anew to know them.
    #[cfg(test)]
    pub(crate) fn shares_routes_with(&self, other: &Site) -> bool {
        Arc::ptr_eq(&self.published, &other.published) && Arc::ptr_eq(&self.sidebars, &other.sidebars)
    }

    /// Whether addresses are kept for evidence: where nobody governs, nothing is proven, and what people write goes first.
    fn keeps_evidence(&self) -> bool {
        self.governed.is_some() || self.unknown.is_some()
    }

    /// Whether it is the approved edition.
    fn is_approved(&self) -> bool {
        self.config.edition == crate::config::Edition::Approved
    }

    /// The first of these addresses at which nobody wrote a page of his own, else the last.
    fn free(&self, addresses: [Address; 2]) -> Address {
        let written = self.written.get_or_init(|| {
            let pages = self.content.pages.iter().map(|page| page.address.folded());
            pages.chain(self.as_is.iter().map(|file| file.address.folded())).collect()
        });
        let [first, other] = addresses;
        if written.contains(&first.folded()) { other } else { first }
    }

    /// What references in older texts lead to now.
    fn places(&self) -> &link::HistoricalLinks {
        self.places.get_or_init(|| {
            let as_is = self.as_is.iter().filter_map(|file| FilePath::new(file.address.as_str()));
            let as_is: Vec<FilePath> = as_is.collect();
            let base_url = self.config.base_url.as_deref();
            let in_force =
                self.governed.as_ref().map(|(known, _)| known.files_in_force()).unwrap_or_default();
            let files = (&as_is[..], in_force);
            link::HistoricalLinks::new(&self.content, &self.past, &self.content_folder, files, base_url)
        })
    }

    /// Where things are found among what governance knows.
    fn governed_index(&self) -> &governed::GovernanceIndex {
        &self.governed_index
    }

    /// The files that are published as they are.
    pub fn files_as_is(&self) -> &[AsIs] {
        &self.as_is
    }

    /// A number that differs where the templates differ.
    pub fn templates(&self) -> u64 {
        self.theme.stamp()
    }

    /// A text of a page that was approved, by its place among those that were in force; `None` where it cannot be read.
    pub fn text_of_issue(&self, page: PageId, nth: usize) -> Option<Arc<str>> {
        governed::issue_text(self, page, nth)
    }

    /// The text of a template, for drawing a finding in it.
    pub fn template(&self, file: &FilePath) -> Option<&SourceText> {
        self.theme.source(file)
    }
}

/// An address as templates write it: encoded, from the site's root, without a leading slash.
fn path(address: &Address) -> String {
    encode(address.as_str())
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("pages", &self.content.pages.len()).finish_non_exhaustive()
    }
}
