//! A site as a value: everything linked, every route known, nothing rendered yet.
//!
//! Rendering a route is a pure function of the site. `build` renders all of them, `serve` the one that the
//! browser asks for, `check` all without writing any.

mod body;
mod claims;
mod lists;
mod made_of;
mod maps;
mod navigation;
mod view;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::link;
use crate::model::{AssetId, Content, Entry, PageId};
use crate::path::{Address, FilePath, OutputPath, encode};
use crate::source::SourceText;
use crate::theme::view::{PageView, RedirectView, SiteView, TagView};
use crate::theme::{Frame, Navigation, Shared, Sheet, Theme, Value, With};
use navigation::{Sidebar, Sidebars};

/// One thing that the site answers an address with. Numbers mean something within one site only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Route {
    /// A page.
    Page(PageId),
    /// The list of tags.
    Tags,
    /// The pages of one tag, by its number in the content.
    Tag(usize),
    /// An old address, by its number in the content.
    Redirect(usize),
    /// What a web server answers when nothing is found.
    NotFound,
    /// The addresses of all pages, for search engines.
    Sitemap,
    /// Old and new addresses, for web servers.
    RedirectMap,
    /// A picture, film or document that a page refers to.
    Asset(AssetId),
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
    pub config: Config,
    /// The folder of pages, from the site's root.
    pub content_folder: FilePath,
    /// Which day the site is made for.
    pub today: Day,
    theme: Theme,
    view: SiteView,
    shared: Shared,
    made_of: OnceLock<Option<blake3::Hash>>,
    as_is: Vec<AsIs>,
    routes: Vec<Route>,
    sidebars: Sidebars,
    neighbours: Vec<Neighbours>,
}

/// The files of a site, linked.
#[derive(Debug)]
pub struct Parts {
    /// The linked pages.
    pub content: Content,
    /// The folder of pages, from the site's root.
    pub content_folder: FilePath,
    /// Files that are published as they are.
    pub as_is: Vec<AsIs>,
}

/// A file that is published as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AsIs {
    /// The file, from the site's root.
    pub file: FilePath,
    /// Its path in the folder of such files, which is its address.
    pub address: Address,
}

/// A page as its template takes it, but for the text.
struct PageParts<'a> {
    view: PageView,
    template: String,
    extra: Vec<(&'static str, Value)>,
    sidebar: Option<&'a Sidebar>,
}

/// The pages before and after one in reading order.
#[derive(Clone, Copy, Default)]
struct Neighbours {
    previous: Option<PageId>,
    next: Option<PageId>,
}

impl Site {
    /// Puts a site together from its parts. What would be found where something else is, is a finding.
    pub fn new(parts: Parts, config: Config, theme: Theme, today: Day) -> Checked<Site> {
        let Parts { content, content_folder, as_is } = parts;
        let view = site_view(&content, &config, &theme);
        let shared = Shared::new(&view);
        let sidebars = Sidebars::new(&content);
        let neighbours = neighbours(&content);
        let routes = Vec::new();
        let mut site = Site {
            content,
            config,
            content_folder,
            today,
            theme,
            view,
            shared,
            made_of: OnceLock::new(),
            as_is,
            routes,
            sidebars,
            neighbours,
        };
        let (routes, findings) = claims::settle(&site, site.candidates());
        site.routes = routes;
        Checked::new(site, findings)
    }

    /// Every route, each once, and each with a file of the output to itself.
    pub fn routes(&self) -> Vec<Route> {
        self.routes.clone()
    }

    /// Everything that might be published; of two at one place the first stays.
    fn candidates(&self) -> Vec<Route> {
        let content = &self.content;
        let mut routes: Vec<Route> = content.ids().map(Route::Page).collect();
        routes.extend((0..self.as_is.len()).map(Route::AsIs));
        routes.extend((0_u32..).map(AssetId).take(content.assets.len()).map(Route::Asset));
        routes.extend((0..self.theme.assets().len()).map(Route::ThemeAsset));
        routes.extend((0..content.redirects.len()).map(Route::Redirect));
        if !content.tags.is_empty() {
            routes.push(Route::Tags);
            routes.extend((0..content.tags.len()).map(Route::Tag));
        }
        routes.push(Route::NotFound);
        if self.config.base_url.is_some() {
            routes.push(Route::Sitemap);
        }
        if !content.redirects.is_empty() {
            routes.push(Route::RedirectMap);
        }
        routes
    }

    /// Where a route is found.
    pub fn address(&self, route: Route) -> Address {
        match route {
            Route::Page(id) => self.content.page(id).address.clone(),
            Route::Tags => link::tags_address(),
            Route::Tag(nth) => self.content.tags[nth].address.clone(),
            Route::Redirect(nth) => self.content.redirects[nth].from.clone(),
            Route::NotFound => Address::file("404.html"),
            Route::Sitemap => Address::file("sitemap.xml"),
            Route::RedirectMap => Address::file("redirects.map"),
            Route::Asset(id) => self.content.asset(id).address.clone(),
            Route::ThemeAsset(nth) => self.theme.assets()[nth].address.clone(),
            Route::AsIs(nth) => self.as_is[nth].address.clone(),
        }
    }

    /// The file of the output that holds a route.
    pub fn output(&self, route: Route) -> OutputPath {
        self.address(route).output()
    }

    /// Every route by its address, for a server.
    pub fn by_address(&self) -> HashMap<Address, Route> {
        self.routes().into_iter().map(|route| (self.address(route), route)).collect()
    }

    /// Renders a route. A template that fails is a finding, and the built-in one draws the page.
    pub fn render(&self, route: Route) -> Checked<Answer> {
        let text = match route {
            Route::Page(id) => return self.page(id),
            Route::Tags => return self.tags(),
            Route::Tag(nth) => return self.tag(nth),
            Route::Redirect(nth) => return self.redirect(nth),
            Route::NotFound => return self.not_found(),
            Route::Sitemap => maps::sitemap(self),
            Route::RedirectMap => maps::redirects(self),
            Route::Asset(id) => return Checked::clean(Answer::File(self.content.asset(id).file.clone())),
            Route::ThemeAsset(nth) => {
                return Checked::clean(Answer::Bytes(self.theme.assets()[nth].bytes.to_vec()));
            }
            Route::AsIs(nth) => return Checked::clean(Answer::File(self.as_is[nth].file.clone())),
        };
        Checked::clean(Answer::Bytes(text.into_bytes()))
    }

    /// A number that differs where the templates differ.
    pub fn templates(&self) -> u64 {
        self.theme.stamp()
    }

    /// The text of a template, for drawing a finding in it.
    pub fn template(&self, file: &FilePath) -> Option<&SourceText> {
        self.theme.source(file)
    }

    /// The hash of everything that a page is made of, for pages only; `program` is that of what makes it.
    /// Two builds in which it is the same make the same bytes.
    pub fn made_of(&self, route: Route, program: blake3::Hash) -> Option<blake3::Hash> {
        let Route::Page(id) = route else { return None };
        let shared = (*self.made_of.get_or_init(|| made_of::site(self, program)))?;
        made_of::page(self, id, shared, &self.parts(id))
    }

    fn page(&self, id: PageId) -> Checked<Answer> {
        let PageParts { view, template, extra, sidebar } = self.parts(id);
        let body = body::html(self, id);
        let navigation = sidebar.map(|sidebar| &sidebar.navigation);
        let sheet = Sheet { template: &template, page: &view, body: &body, extra: &extra };
        self.draw(&self.content.page(id).address, navigation, &sheet)
    }

    fn parts(&self, id: PageId) -> PageParts<'_> {
        let (template, extra) = lists::template(self, id);
        // The home page is its own map.
        let is_home = self.content.page(id).address.as_str().is_empty();
        let sidebar = if is_home { None } else { self.sidebars.of(&self.content, id) };
        PageParts { view: view::page(self, id), template, extra, sidebar }
    }

    fn tags(&self) -> Checked<Answer> {
        let address = link::tags_address();
        let page = self.generated("Tags", &address);
        let tags: Vec<TagView> = self.content.tags.iter().map(lists::tag).collect();
        let extra = [("tags", Value::from_serializable(&tags))];
        self.draw(&address, None, &Sheet { template: "tags.html", page: &page, body: "", extra: &extra })
    }

    fn tag(&self, nth: usize) -> Checked<Answer> {
        let tag = &self.content.tags[nth];
        let page = lists::tag_page(tag, self.generated(&tag.name, &tag.address));
        let extra = [("groups", Value::from_serializable(&lists::by_area(self, &tag.pages)))];
        self.draw(&tag.address, None, &Sheet { template: "tag.html", page: &page, body: "", extra: &extra })
    }

    fn redirect(&self, nth: usize) -> Checked<Answer> {
        let redirect = &self.content.redirects[nth];
        let to = self.content.page(redirect.to);
        let page = self.generated(&to.title, &redirect.from);
        let target = RedirectView { title: to.title.to_string(), path: path(&to.address) };
        let extra = [("target", Value::from_serializable(&target))];
        self.draw(
            &redirect.from,
            None,
            &Sheet { template: "redirect.html", page: &page, body: "", extra: &extra },
        )
    }

    fn not_found(&self) -> Checked<Answer> {
        let page = self.generated("Page not found", &Address::file("404.html"));
        // A server answers with this page at any depth, so its links cannot be relative.
        let root = format!("{}/", maps::base_path(self));
        let frame = Frame { shared: &self.shared, navigation: None, root: &root };
        self.drawn(&frame, &Sheet { template: "not-found.html", page: &page, body: "", extra: &[] })
    }

    fn generated(&self, title: &str, address: &Address) -> PageView {
        PageView {
            path: path(address),
            title: title.to_owned(),
            window_title: format!("{title} · {}", self.config.name),
            trail: vec![view::home(self)],
            feedback: view::feedback(self, title, address),
            ..PageView::default()
        }
    }

    fn draw(&self, at: &Address, navigation: Option<&Navigation>, sheet: &Sheet<'_>) -> Checked<Answer> {
        let up = at.to_root();
        let root = if up.is_empty() { "./" } else { &up };
        self.drawn(&Frame { shared: &self.shared, navigation, root }, sheet)
    }

    fn drawn(&self, frame: &Frame<'_>, sheet: &Sheet<'_>) -> Checked<Answer> {
        // Named in site.toml, and told there.
        let template = if self.theme.has_template(sheet.template) { sheet.template } else { PLAIN };
        let sheet = Sheet { template, ..*sheet };
        let failed = match self.theme.render(With::Own, frame, &sheet) {
            Ok(html) => return Checked::clean(Answer::Bytes(html.into_bytes())),
            Err(finding) => finding,
        };
        let built_in = |template| self.theme.render(With::BuiltIn, frame, &Sheet { template, ..sheet }).ok();
        // A template of the site's own need not have a built-in one of its name.
        let html = built_in(template).or_else(|| built_in(PLAIN)).unwrap_or_default();
        Checked::new(Answer::Bytes(html.into_bytes()), vec![failed])
    }
}

/// The template that draws any page.
const PLAIN: &str = "page.html";

/// An address as templates write it: encoded, from the site's root, without a leading slash.
fn path(address: &Address) -> String {
    encode(address.as_str())
}

fn site_view(content: &Content, config: &Config, theme: &Theme) -> SiteView {
    SiteView {
        name: config.name.clone(),
        tagline: config.tagline.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone().unwrap_or_default(),
        areas: navigation::areas(content),
        stylesheet: theme.stylesheet().to_owned(),
        scheme_script: theme.scheme_script().to_owned(),
        script: theme.script().to_owned(),
        icon: theme.icon().to_owned(),
        has_tags: !content.tags.is_empty(),
        hosts: config.allowed_hosts.iter().map(|host| format!("https://{host}")).collect(),
    }
}

/// Reading order within each area: written pages only, and lessons in the order of their course.
fn neighbours(content: &Content) -> Vec<Neighbours> {
    let mut neighbours = vec![Neighbours::default(); content.pages.len()];
    let mut chain = |pages: &[PageId]| {
        for pair in pages.windows(2) {
            neighbours[pair[0].index()].next = Some(pair[1]);
            neighbours[pair[1].index()].previous = Some(pair[0]);
        }
    };
    let written = |pages: Vec<PageId>| {
        pages.into_iter().filter(|id| content.page(*id).is_written()).collect::<Vec<_>>()
    };
    let root = content.folders.first().map_or(&[][..], |root| &root.entries);
    let mut in_root = Vec::new();
    for entry in root {
        match entry {
            Entry::Folder(area) => chain(&written(content.reading_order(*area))),
            Entry::Page(page) => in_root.push(*page),
        }
    }
    chain(&in_root);
    for id in content.ids() {
        let lessons = content.stated(id, "lessons");
        if !lessons.is_empty() {
            chain(&[&[id], lessons].concat());
        }
    }
    neighbours
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("pages", &self.content.pages.len()).finish_non_exhaustive()
    }
}
