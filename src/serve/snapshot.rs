//! A compiled site as the preview serves it, and what it answers an address with.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::ages::{self, Age};
use super::broken;
use super::drawn::RenderCache;

use crate::compile::site_file;
use crate::diagnostic::{self, Checked, Code, Finding};
use crate::path::{Address, FilePath, decode};
use crate::route::{Answer, Route, Site};

/// One state of the site. A later one takes its place; it never changes itself.
#[derive(Debug)]
pub struct Snapshot {
    /// The site.
    pub site: Arc<Site>,
    /// What was found while it was compiled, sorted.
    pub findings: Vec<Finding>,
    /// Its number: it differs from that of every other state, those of earlier servers included.
    pub generation: u64,
    /// The generation that the server began with.
    pub(super) first: u64,
    /// Since when each finding has been there.
    pub(super) ages: Vec<Age>,
    /// Which of the findings says that the state after this one cannot be shown.
    failing: Option<Finding>,
    /// For each file of the content that is broken, the state of the site in which it was last whole.
    last_good: HashMap<FilePath, Arc<Snapshot>>,
    drawn: RenderCache,
}

/// What a request's path leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum RequestTarget {
    /// A route of the site.
    Route(Route),
    /// A page whose address ends in a slash that the request left out.
    WithSlash(Address),
    /// Nothing.
    Nothing,
}

impl Snapshot {
    pub(super) fn new(compiled: Checked<Site>, generation: u64) -> Snapshot {
        let Checked { value: site, findings } = compiled;
        let ages = ages::ages_of(&findings, generation, &[]);
        Snapshot {
            site: Arc::new(site),
            findings,
            generation,
            first: generation,
            ages,
            failing: None,
            last_good: HashMap::new(),
            drawn: RenderCache::default(),
        }
    }

    /// Knows since when there has been what was found before too.
    pub(super) fn after(self, before: &Snapshot) -> Snapshot {
        let ages = ages::ages_of(&self.findings, self.generation, &before.ages);
        let last_good = self.last_good(before);
        Snapshot { ages, first: before.first, last_good, ..self }
    }

    /// What was last whole of the files that are broken now.
    fn last_good(&self, before: &Snapshot) -> HashMap<FilePath, Arc<Snapshot>> {
        let broken_before: HashSet<&FilePath> = before.broken_files().collect();
        // Without what it remembers itself: else every state would keep all that were before it.
        let whole = OnceCell::new();
        let whole = || whole.get_or_init(|| Arc::new(before.alone())).clone();
        let last_good = |file: &FilePath| {
            let earlier = before.last_good.get(file).cloned();
            let earlier = earlier.or_else(|| (!broken_before.contains(file)).then(whole))?;
            Some((file.clone(), earlier))
        };
        self.broken_files().filter_map(last_good).collect()
    }

    /// The same state without what was before it.
    fn alone(&self) -> Snapshot {
        Snapshot {
            site: self.site.clone(),
            findings: Vec::new(),
            generation: self.generation,
            first: self.first,
            ages: Vec::new(),
            failing: None,
            last_good: HashMap::new(),
            drawn: RenderCache::default(),
        }
    }

    fn broken_files(&self) -> impl Iterator<Item = &FilePath> {
        broken::broken_files(&self.findings, &self.site)
    }

    /// The page that stood at a path before its file was broken, and the state of the site that it was in.
    pub(super) fn last_good_at(&self, route: Route, path: &str) -> Option<(Arc<Snapshot>, Route)> {
        let is_here = |file: &FilePath| broken::is_file_of(file, route, path, &self.site);
        let (_, before) = self.last_good.iter().find(|(file, _)| is_here(file))?;
        match before.find(path) {
            RequestTarget::Route(route) => Some((before.clone(), route)),
            RequestTarget::WithSlash(_) | RequestTarget::Nothing => None,
        }
    }

    /// The same site, with the finding that the one after it cannot be shown.
    pub(super) fn failing(&self, finding: Finding) -> Snapshot {
        let mut findings: Vec<Finding> = self.findings_of_site().cloned().chain([finding.clone()]).collect();
        diagnostic::sort(&mut findings);
        let generation = self.generation + 1;
        let ages = ages::ages_of(&findings, generation, &self.ages);
        let (site, drawn) = (self.site.clone(), RenderCache::default());
        let (failing, last_good) = (Some(finding), self.last_good.clone());
        Snapshot { site, findings, generation, first: self.first, ages, failing, last_good, drawn }
    }

    /// What was found while its own site was compiled.
    fn findings_of_site(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| self.failing.as_ref() != Some(finding))
    }

    /// What a route shows, drawn when it is first asked for.
    pub(super) fn drawn(&self, route: Route) -> Arc<Checked<Answer>> {
        self.drawn.rendered(&self.site, route)
    }

    /// Whether there is not one page where site.toml says that they are: that is a slip in site.toml, as people mean to
    /// be without any page only where they delete the last.
    pub(super) fn lost_its_pages(&self) -> bool {
        self.findings.iter().any(of_lost_pages)
    }

    /// The site before, where this one has lost its pages: with what was found in that, and what is wrong now.
    pub(super) fn on_the_site_of(self, before: &Snapshot) -> Snapshot {
        let still = before.findings_of_site().filter(|finding| !of_lost_pages(finding)).cloned();
        let now = self.findings.into_iter().filter(of_lost_pages);
        let now = now.map(|finding| finding.hint("the pages that were there before are shown meanwhile"));
        let mut findings: Vec<Finding> = still.chain(now).collect();
        diagnostic::sort(&mut findings);
        Snapshot { site: before.site.clone(), findings, ..self }
    }

    /// What a path leads to. Paths are looked up, never put together: whatever is not spelled as an address
    /// of the site is nothing.
    ///
    /// The 404 page cannot link relatively, so its links begin with the path of `base_url`; the site is
    /// found under that path too.
    pub(super) fn find(&self, path: &str) -> RequestTarget {
        let found = self.find_from_root(path);
        if found != RequestTarget::Nothing {
            return found;
        }
        let base = base_path(self.site.config.base_url.as_deref().unwrap_or_default());
        match path.strip_prefix(base) {
            Some(rest) if !base.is_empty() => self.find_from_root(rest),
            _ => RequestTarget::Nothing,
        }
    }

    fn find_from_root(&self, path: &str) -> RequestTarget {
        let Some(written) = path.strip_prefix('/') else { return RequestTarget::Nothing };
        // A slash that is encoded is no separator to the browser, so relative links would lead astray.
        let encoded_slash = written.to_ascii_lowercase().contains("%2f");
        if encoded_slash || written.starts_with('/') {
            return RequestTarget::Nothing;
        }
        let asked = decode(written);
        if let Some(route) = self.route(&asked) {
            return RequestTarget::Route(route);
        }
        if let Some(route) = without_index(&asked).and_then(|folder| self.route(folder)) {
            return RequestTarget::Route(route);
        }
        let folder = Address::file(&format!("{asked}/"));
        if self.site.at(&folder).is_some() {
            RequestTarget::WithSlash(folder)
        } else {
            RequestTarget::Nothing
        }
    }

    fn route(&self, address: &str) -> Option<Route> {
        self.site.at(&Address::file(address))
    }
}

fn of_lost_pages(finding: &Finding) -> bool {
    let place = finding.place.as_ref();
    finding.code == Code::NoPages && place.is_some_and(|place| place.file == site_file())
}

/// `a/` of `a/index.html`: web servers answer both alike.
fn without_index(asked: &str) -> Option<&str> {
    asked.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'))
}

/// `/playbook` of `https://intranet.example/playbook`.
fn base_path(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or("", |(_, rest)| rest);
    rest.trim_start_matches(|sign| sign != '/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Memos, Request, compile};
    use crate::date::Day;
    use crate::world::MemoryWorld;

    fn snapshot() -> Snapshot {
        let files: [(&str, &[u8]); 5] = [
            ("site.toml", b"base_url = \"https://intranet.example/playbook\""),
            ("content/index.md", b"# Home"),
            ("content/rules/tone.md", b"---\ntitle: Tone\naliases: [/old/tone/]\n---\nText"),
            ("content/Grüße.md", b"# Hello"),
            ("static/robots.txt", b"User-agent: *"),
        ];
        let world = MemoryWorld::new(Day::new(2026, 11, 16).expect("a day"), files);
        Snapshot::new(compile(&world, &Request::default(), &Memos::new()), 7)
    }

    /// The address that a path leads to; with an arrow before it where the browser is sent there.
    fn found(snapshot: &Snapshot, path: &str) -> String {
        match snapshot.find(path) {
            RequestTarget::Route(route) => snapshot.site.address(route).to_string(),
            RequestTarget::WithSlash(address) => format!("-> {address}"),
            RequestTarget::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn addresses_lead_to_routes() {
        let snapshot = snapshot();
        for (path, expected) in [
            ("/", "/"),
            ("/index.html", "/"),
            ("/rules/tone/", "/rules/tone/"),
            ("/rules/tone/index.html", "/rules/tone/"),
            ("/rules/tone", "-> /rules/tone/"),
            ("/Gr%C3%BC%C3%9Fe/", "/Grüße/"),
            ("/old/tone/", "/old/tone/"),
            ("/robots.txt", "/robots.txt"),
            ("/playbook/rules/tone/", "/rules/tone/"),
            ("/playbook/rules/tone", "-> /rules/tone/"),
            ("/playbook/", "/"),
        ] {
            assert_eq!(found(&snapshot, path), expected, "{path}");
        }
    }

    #[test]
    fn a_page_is_drawn_once() {
        let snapshot = snapshot();
        let RequestTarget::Route(home) = snapshot.find("/") else { panic!("a home page") };
        let RequestTarget::Route(tone) = snapshot.find("/rules/tone/") else { panic!("a page") };
        let drawn = snapshot.drawn(home);
        assert!(!Arc::ptr_eq(&drawn, &snapshot.drawn(tone)));
        assert!(Arc::ptr_eq(&drawn, &snapshot.drawn(home)));
        assert_eq!(drawn.value, snapshot.site.render(home).value);
    }

    #[test]
    fn nothing_else_leads_anywhere() {
        let snapshot = snapshot();
        for path in [
            "",
            "*",
            "rules/tone/",
            "//rules/tone/",
            "/rules//tone/",
            "/rules/tone//",
            "/./rules/tone/",
            "/rules/../rules/tone/",
            "/rules%2Ftone/",
            "/%2e%2e/site.toml",
            "/..%2f..%2fetc/passwd",
            "/%252e%252e/site.toml",
            "/site.toml",
            "/content/rules/tone.md",
            "/static/robots.txt",
            "/robots.txt/",
            "/robots.txt%00",
            "/rules/tone/%00",
            "/rules\\tone/",
            "/etc/passwd",
            "/%ff",
            "/xindex.html",
            "/playbook//rules/tone/",
            "/playbookrules/tone/",
        ] {
            assert_eq!(found(&snapshot, path), "nothing", "{path}");
        }
    }
}
