//! What a route is answered with.

use super::navigation::{self, Sidebar};
use super::{Answer, Route, Site, body, changes, feed, history, lists, made_of, maps, path, texts, view};
use crate::diagnostic::Checked;
use crate::link;
use crate::model::PageId;
use crate::path::Address;
use crate::theme::view::{HistoryView, PageView, RedirectView, TagView};
use crate::theme::{Frame, Navigation, Value};

/// A drawn page as its template takes it, but for its text and its redlines.
pub(super) struct PageParts<'a> {
    pub(super) view: PageView,
    pub(super) template: String,
    pub(super) extra: Vec<(&'static str, Value)>,
    pub(super) sidebar: Option<&'a Sidebar>,
}

/// A route, and what its rendering looks at.
pub struct Prepared<'a> {
    site: &'a Site,
    route: Route,
    looks_at: LooksAt<'a>,
}

enum LooksAt<'a> {
    Page(PageId, PageParts<'a>),
    History(PageId, PageView, HistoryView),
    /// Not gathered: it is drawn each time.
    Whatever,
}

impl Prepared<'_> {
    /// The hash of everything that it is made of, for pages and their histories only; `program` is that of what
    /// makes it. Two builds in which it is the same make the same bytes.
    pub fn made_of(&self, program: blake3::Hash) -> Option<blake3::Hash> {
        let shared = || *self.site.made_of.get_or_init(|| made_of::site(self.site, program));
        match &self.looks_at {
            LooksAt::Page(id, parts) => made_of::page(self.site, *id, shared()?, parts),
            LooksAt::History(id, page, history) => {
                made_of::history(self.site, *id, shared()?, (page, history))
            }
            LooksAt::Whatever => None,
        }
    }

    /// Renders it; see [`Site::render`].
    pub fn render(self) -> Checked<Answer> {
        match self.looks_at {
            LooksAt::Page(id, parts) => self.site.page(id, parts),
            LooksAt::History(id, page, history) => self.site.history(id, &page, history),
            LooksAt::Whatever => self.site.answer(self.route),
        }
    }
}

impl Site {
    /// Renders a route. A template that fails is a finding, and the built-in one draws the page.
    pub fn render(&self, route: Route) -> Checked<Answer> {
        self.prepare(route).render()
    }

    /// Gathers what the rendering of a route looks at.
    pub fn prepare(&self, route: Route) -> Prepared<'_> {
        let looks_at = match route {
            Route::Page(id) => LooksAt::Page(id, self.parts(id)),
            Route::History(id) => LooksAt::History(id, history::page_view(self, id), history::view(self, id)),
            _ => LooksAt::Whatever,
        };
        Prepared { site: self, route, looks_at }
    }

    fn answer(&self, route: Route) -> Checked<Answer> {
        let text = match route {
            Route::Page(_) | Route::History(_) => return self.render(route),
            Route::Changes => return self.changes(),
            Route::Tags => return self.tags(),
            Route::Tag(nth) => return self.tag(nth),
            Route::Redirect(nth) => return self.redirect(nth),
            Route::NotFound => return self.not_found(),
            Route::Texts(id) => texts::json(self, id),
            Route::Feed(feed) => feed::xml(self, feed),
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

    fn page(&self, id: PageId, parts: PageParts<'_>) -> Checked<Answer> {
        let PageParts { view, template, extra, sidebar } = parts;
        let body = body::html(self, id);
        let navigation = sidebar.map(|sidebar| &sidebar.navigation);
        self.draw(&template, navigation, &self.content.page(id).address, &view, &body, extra)
    }

    fn parts(&self, id: PageId) -> PageParts<'_> {
        let (template, extra) = lists::template(self, id);
        PageParts { view: view::page(self, id), template, extra, sidebar: self.sidebar(id) }
    }

    fn sidebar(&self, id: PageId) -> Option<&Sidebar> {
        let folder = self.content.folder_of[id.index()];
        let sidebar = self.navigation[folder.index()].get_or_init(|| navigation::of(&self.content, folder));
        // The home page is its own map.
        sidebar.as_ref().filter(|_| !self.content.page(id).address.as_str().is_empty())
    }

    fn history(&self, id: PageId, page: &PageView, mut view: HistoryView) -> Checked<Answer> {
        history::redlines(self, id, &mut view);
        let extra = vec![("history", Value::from_serializable(&view))];
        self.draw("history.html", None, &history::address(self, id), page, "", extra)
    }

    fn changes(&self) -> Checked<Answer> {
        let address = changes::address();
        let view = self.generated("What changed", &address);
        let extra = vec![("changes", Value::from_serializable(&changes::view(self)))];
        self.draw("changes.html", None, &address, &view, "", extra)
    }

    fn tags(&self) -> Checked<Answer> {
        let address = link::tags_address();
        let view = self.generated("Tags", &address);
        let tags: Vec<TagView> = self.content.tags.iter().map(lists::tag).collect();
        self.draw("tags.html", None, &address, &view, "", vec![("tags", Value::from_serializable(&tags))])
    }

    fn tag(&self, nth: usize) -> Checked<Answer> {
        let tag = &self.content.tags[nth];
        let mut view = self.generated(&tag.name, &tag.address);
        view.trail.push(view::link_to("Tags", &link::tags_address()));
        let groups = lists::by_area(self, &tag.pages);
        self.draw(
            "tag.html",
            None,
            &tag.address,
            &view,
            "",
            vec![("groups", Value::from_serializable(&groups))],
        )
    }

    fn redirect(&self, nth: usize) -> Checked<Answer> {
        let redirect = &self.content.redirects[nth];
        let to = self.content.page(redirect.to);
        let target = RedirectView { title: to.title.to_string(), path: path(&to.address) };
        let view = self.generated(&to.title, &redirect.from);
        self.draw(
            "redirect.html",
            None,
            &redirect.from,
            &view,
            "",
            vec![("target", Value::from_serializable(&target))],
        )
    }

    fn not_found(&self) -> Checked<Answer> {
        let address = Address::file("404.html");
        let view = self.generated("Page not found", &address);
        // A server answers with this page at any depth, so its links cannot be relative.
        let root = format!("{}/", maps::base_path(self));
        let frame = Frame { shared: &self.shared, navigation: None, root: &root };
        self.drawn("not-found.html", &frame, &view, "", Vec::new())
    }

    pub(super) fn generated(&self, title: &str, address: &Address) -> PageView {
        PageView {
            path: path(address),
            title: title.to_owned(),
            window_title: format!("{title} · {}", self.config.name),
            trail: vec![view::home(self)],
            feedback: view::feedback(self, title, address),
            ..PageView::default()
        }
    }

    fn draw(
        &self,
        template: &str,
        navigation: Option<&Navigation>,
        at: &Address,
        page: &PageView,
        body: &str,
        extra: Vec<(&'static str, Value)>,
    ) -> Checked<Answer> {
        let up = at.to_root();
        let root = if up.is_empty() { "./" } else { &up };
        self.drawn(template, &Frame { shared: &self.shared, navigation, root }, page, body, extra)
    }

    fn drawn(
        &self,
        template: &str,
        frame: &Frame<'_>,
        page: &PageView,
        body: &str,
        extra: Vec<(&'static str, Value)>,
    ) -> Checked<Answer> {
        // Named in site.toml, and told there.
        let template = if self.theme.has_template(template) { template } else { PLAIN };
        let failed = match self.theme.render(template, frame, page, body, extra.clone()) {
            Ok(html) => return Checked::clean(Answer::Bytes(html.into_bytes())),
            Err(finding) => finding,
        };
        // A template of the site's own need not have a built-in one of its name.
        let built_in = |name, extra| self.theme.render_built_in(name, frame, page, body, extra).ok();
        let html = built_in(template, extra).or_else(|| built_in(PLAIN, Vec::new())).unwrap_or_default();
        Checked::new(Answer::Bytes(html.into_bytes()), vec![failed])
    }
}

/// The template that draws any page.
const PLAIN: &str = "page.html";
