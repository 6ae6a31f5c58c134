//! A site compiled and rendered in memory, with everything that was found.

use std::collections::BTreeMap;

use guidepost::compile::{Memos, Request, compile};
use guidepost::diagnostic::{Code, Finding};
use guidepost::path::OutputPath;
use guidepost::route::{Answer, Route, Site};
use guidepost::source::LineIndex;
use guidepost::world::{MemoryWorld, World};

use super::today;

/// A compiled site with everything that was found, rendering included.
pub(crate) struct Built {
    pub(crate) world: Box<dyn World>,
    pub(crate) site: Site,
    pub(crate) findings: Vec<Finding>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// Compiles and renders a site in memory: paths from its root, and what is in them.
pub(crate) fn build<'a, T: AsRef<[u8]> + ?Sized + 'a>(
    files: impl IntoIterator<Item = (&'a str, &'a T)>,
) -> Built {
    let files = files.into_iter().map(|(path, text)| (path, text.as_ref()));
    build_world(Box::new(MemoryWorld::new(today(), files)))
}

/// Compiles and renders the site of a world.
pub(crate) fn build_world(world: Box<dyn World>) -> Built {
    build_world_with(world, &Request::default())
}

/// Compiles and renders what is asked for of a world.
pub(crate) fn build_world_with(world: Box<dyn World>, request: &Request) -> Built {
    let mut findings = Vec::new();
    let site = compile(&*world, request, &Memos::new()).into_value(&mut findings);
    let mut files = BTreeMap::new();
    for route in site.routes() {
        let bytes = match site.render(route).into_value(&mut findings) {
            Answer::Bytes(bytes) => bytes,
            // Nobody prints in memory.
            Answer::PrintedBook(name) => name.into_bytes(),
            Answer::File(file) => world.bytes(&file).map_or(Vec::new(), |bytes| bytes.to_vec()),
        };
        let twin = files.insert(site.output(route).to_string(), bytes);
        assert!(twin.is_none(), "{} is written twice", site.output(route));
    }
    guidepost::diagnostic::sort(&mut findings);
    Built { world, site, findings, files }
}

impl Built {
    /// What was found, a line each: `content/a.md:3:7 broken-link`.
    pub(crate) fn found(&self) -> Vec<String> {
        self.findings
            .iter()
            .map(|finding| format!("{} {}", self.place(finding), finding.code.name()))
            .collect()
    }

    /// The findings of a code.
    pub(crate) fn of(&self, code: Code) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.code == code).collect()
    }

    /// Where a finding is: file, line and column.
    pub(crate) fn place(&self, finding: &Finding) -> String {
        let Some(place) = &finding.place else { return "-".to_owned() };
        let (Some(span), Ok(text)) = (place.span, self.world.text(&place.file)) else {
            return place.file.to_string();
        };
        let start = LineIndex::new(&text).position(span.start as usize);
        format!("{}:{}:{}", place.file, start.line, start.column)
    }

    /// A file of the output as text.
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes =
            self.files.get(path).unwrap_or_else(|| panic!("{path} is not written: {:?}", self.paths()));
        std::str::from_utf8(bytes).expect("text")
    }

    /// The paths of the output, without the theme's own.
    pub(crate) fn paths(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).filter(|path| !path.starts_with("_theme/")).collect()
    }

    /// The address of the page made from a file.
    pub(crate) fn address_of(&self, file: &str) -> Option<OutputPath> {
        let content = &self.site.content;
        let id = content.ids().find(|id| content.page(*id).file.as_str() == file)?;
        Some(self.site.output(Route::Page(id)))
    }
}
