//! The worked example as the command builds it, and which of its pages are looked at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use guidepost::compile::{Memos, Request, compile};
use guidepost::disk::DiskWorld;
use guidepost::path::Address;
use guidepost::route::{Route, Site};

use crate::server::{PREFIX, Server};
use crate::source;
use crate::support::{finish, guidepost_at};

/// One draft waits, one review is overdue, one control is waived.
pub(crate) const TODAY: &str = "2026-12-01";

/// The example, built and served under a prefix.
pub(crate) struct Example {
    pub(crate) server: Server,
    /// One page of each kind and template: a name, and its path.
    pub(crate) samples: Vec<(String, String)>,
    /// The paths of all pages.
    pub(crate) pages: Vec<String>,
    /// An old address, and where it leads to.
    pub(crate) moved: (String, String),
}

impl Example {
    /// Builds it, once for all tests, and serves it.
    pub(crate) fn serve() -> Example {
        let folder = built();
        let site = site();
        let address = |route| guidepost::path::encode(site.address(route).as_str());
        let moved = (address(Route::Redirect(0)), address(Route::Page(site.content.redirects[0].to)));
        // Leads on at once; a copy that stays can be looked at.
        let moving = std::fs::read_to_string(folder.join(&moved.0).join("index.html")).expect("a redirect");
        let staying: String =
            moving.lines().filter(|line| !line.contains("http-equiv=\"refresh\"")).collect();
        assert!(staying.len() < moving.len(), "the redirect leads on: {moving}");
        let stays = format!("{}stays.html", moved.0);
        let mut samples = samples(&site);
        samples.push(("redirect".to_owned(), stays.clone()));
        let pages = site.content.ids().map(|id| address(Route::Page(id))).collect();
        let server = Server::start(folder, [(stays, staying)]);
        Example { server, samples, pages, moved }
    }

    /// The path of the sample with this name.
    pub(crate) fn sample(&self, name: &str) -> &str {
        let sample = self.samples.iter().find(|(known, _)| known == name);
        &sample.unwrap_or_else(|| panic!("a page of kind {name} in the example")).1
    }
}

/// The folder with the example as it is built today.
pub(crate) fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built_on(TODAY))
}

/// Builds the example on a day.
pub(crate) fn built_on(day: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("example-{day}"));
    let address = format!("https://intranet.example{PREFIX}");
    let words = ["build", "--date", day, "--base-url", &address, "--out"];
    finish(guidepost_at(source::root(), &words).arg(&out)).well();
    out
}

fn site() -> Site {
    let world = DiskWorld::new(source::root(), TODAY.parse().ok()).expect("the root");
    compile(&world, &Request::default(), &Memos::new()).value
}

/// The longest page of each kind and of each template, since it shows most.
fn samples(site: &Site) -> Vec<(String, String)> {
    let content = &site.content;
    let mut longest: BTreeMap<String, (usize, Route)> = BTreeMap::new();
    for id in content.ids() {
        let page = content.page(id);
        let name = match (page.address.as_str(), content.is_folder_page(id), page.kind.name.as_str()) {
            ("", ..) => "home",
            (_, true, "page") => "section",
            (_, _, kind) => kind,
        };
        let length = page.source.as_ref().map_or(0, |source| source.text.len());
        if longest.get(name).is_none_or(|(known, _)| *known < length) {
            longest.insert(name.to_owned(), (length, Route::Page(id)));
        }
    }
    for kind in site.config.kinds.all() {
        assert!(longest.contains_key(&kind.name), "the example has no page of kind {}", kind.name);
    }
    let tag = content.tags.iter().max_by_key(|tag| tag.pages.len()).expect("a tag");
    let at = |address: &Address| site.at(address).expect("a generated page");
    let tags = at(&Address::folder("tags"));
    let others = [("tags", tags), ("tag", at(&tag.address)), ("not-found", site.not_found())];
    let is_view = |route: &Route| {
        let address = site.address(*route);
        address.as_str().starts_with("views/") || address.as_str().starts_with("books/")
    };
    let views = site.routes().into_iter().filter(is_view);
    let views = views.map(|route| (site.address(route).as_str().replace('/', "-"), route));
    let pages = longest.into_iter().map(|(name, (_, route))| (name, route));
    pages
        .chain(others.map(|(name, route)| (name.to_owned(), route)))
        .chain(views)
        .map(|(name, route)| (name, guidepost::path::encode(site.address(route).as_str())))
        .collect()
}
