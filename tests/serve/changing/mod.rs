//! A site in a repository that somebody changes in every way that people do, as chance has it.

mod files;
mod governed;
mod pages;
mod random;
mod repository;
mod theme;

use std::collections::BTreeMap;
use std::path::Path;

use guidepost::compile::{Memos, Request, compile};
use guidepost::diagnostic::{Checked, Finding, Severity};
use guidepost::disk::DiskWorld;
use guidepost::git::Repository;
use guidepost::model::{Drafts, Selection};
use guidepost::path::FilePath;
use guidepost::route::{Answer, Route, Site};
use guidepost::world::Versions;
use tempfile::TempDir;

use crate::support::today;
use random::Random;

/// The site, and who changes it.
pub(crate) struct Changing {
    pub(crate) root: TempDir,
    random: Random,
    /// Hours since the first commit.
    hours: u64,
    /// How many changes there were.
    changes: usize,
}

/// One way to change a site; says in a line what it did.
type Edit = fn(&mut Changing) -> String;

/// Every way, with how often it is taken.
const EDITS: [(usize, Edit); 26] = [
    (10, Changing::body),
    (5, Changing::title),
    (3, Changing::number),
    (7, Changing::field),
    (2, Changing::broken_front_matter),
    (5, Changing::new_page),
    (3, Changing::delete_page),
    (4, Changing::rename_page),
    (2, Changing::move_folder),
    (2, Changing::section_index),
    (3, Changing::picture),
    (2, Changing::static_file),
    (1, Changing::not_text),
    (2, Changing::link_to_file),
    (2, Changing::emptied),
    (3, Changing::template),
    (2, Changing::style),
    (2, Changing::theme_file),
    (4, Changing::site_file),
    (4, Changing::way_of_reading),
    (3, Changing::html),
    (4, Changing::approve),
    (2, Changing::other_record),
    (2, Changing::drop_record),
    (7, Changing::commit),
    (4, Changing::move_in_history),
];

impl Changing {
    /// A site of a dozen pages, governed and committed.
    pub(crate) fn new(seed: u64) -> Changing {
        let root = tempfile::tempdir().expect("a folder");
        repository::begin(root.path());
        let mut changing = Changing { root, random: Random::new(seed), hours: 0, changes: 0 };
        changing.write_first_files();
        changing.commit();
        changing.write_second_adoption();
        changing.commit();
        changing
    }

    /// Changes something, or a few things at once, and says what.
    pub(crate) fn change(&mut self) -> String {
        self.changes += 1;
        let many = if self.random.chance(15) { 1 + self.random.below(8) } else { 1 };
        let said: Vec<String> = (0..many).map(|_| self.change_one_thing()).collect();
        said.join("; ")
    }

    fn change_one_thing(&mut self) -> String {
        let all: usize = EDITS.iter().map(|(often, _)| often).sum();
        let mut nth = self.random.below(all);
        for (often, edit) in EDITS {
            if nth < often {
                return edit(self);
            }
            nth -= often;
        }
        String::new()
    }

    /// Writes a file by which a follower knows that it has heard of all changes so far.
    pub(crate) fn mark(&self) -> FilePath {
        let name = format!("mark-{}", self.changes);
        std::fs::write(self.root.path().join(&name), "").expect("written");
        FilePath::new(&name).expect("a path")
    }

    pub(crate) fn path(&self) -> &Path {
        self.root.path()
    }

    /// The site as who has never seen it compiles it.
    pub(crate) fn clean(&self) -> Shown {
        let compiled = self.compiled();
        Shown::of(&compiled.value, &compiled.findings)
    }

    fn compiled(&self) -> Checked<Site> {
        let world = DiskWorld::new(self.path(), Some(today())).expect("a world");
        let repository = Repository::open(world.root());
        world.see_versions(repository.map(|repository| std::sync::Arc::new(repository) as _));
        let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
        compile(&world, &request, &Memos::new())
    }

    /// The name that the repository has for a file's bytes.
    fn text_id(&self, bytes: &[u8]) -> String {
        Repository::open(self.path()).expect("a repository").text_id(bytes).to_string()
    }
}

/// All that a site shows.
#[derive(PartialEq)]
pub(crate) struct Shown {
    routes: BTreeMap<String, (Answer, Vec<Finding>)>,
    /// The files of pages, by where they are in the output.
    files: BTreeMap<String, FilePath>,
    findings: Vec<Finding>,
}

impl Shown {
    pub(crate) fn of(site: &Site, findings: &[Finding]) -> Shown {
        let routes = site.routes().into_iter().map(|route| {
            let drawn = site.render(route);
            (site.output(route).to_string(), (drawn.value, drawn.findings))
        });
        let files = site
            .content
            .ids()
            .map(|id| (site.output(Route::Page(id)).to_string(), site.content.page(id).file.clone()));
        Shown { routes: routes.collect(), files: files.collect(), findings: findings.to_vec() }
    }

    /// What stands at each path of the output.
    pub(crate) fn bytes(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.routes.iter().map(|(path, (answer, _))| (path.as_str(), answer))
    }

    /// Whether there is an error in the file of the page at a path of the output.
    pub(crate) fn has_errors_in_page(&self, path: &str) -> bool {
        let is_in_it = |finding: &&Finding| {
            finding.place.as_ref().is_some_and(|place| self.files.get(path) == Some(&place.file))
        };
        let drawn = self.routes.get(path).into_iter().flat_map(|(_, findings)| findings);
        self.findings.iter().chain(drawn).filter(is_in_it).any(|finding| finding.severity == Severity::Error)
    }

    /// The first difference from what it should be.
    pub(crate) fn first_difference(&self, expected: &Shown) -> String {
        if self.findings != expected.findings {
            let only = |one: &Shown, other: &Shown| -> Vec<String> {
                let those = one.findings.iter().filter(|finding| !other.findings.contains(finding));
                those.take(3).map(|finding| format!("{finding:?}")).collect()
            };
            return format!(
                "findings: {:#?} are too many, {:#?} are missing",
                only(self, expected),
                only(expected, self)
            );
        }
        let addresses: std::collections::BTreeSet<_> =
            self.routes.keys().chain(expected.routes.keys()).collect();
        let differ = addresses.into_iter().find(|path| self.routes.get(*path) != expected.routes.get(*path));
        let Some(path) = differ else { return "no difference".to_owned() };
        let line = |shown: &Shown, nth: usize| match shown.routes.get(path) {
            Some((Answer::Bytes(bytes), _)) => {
                String::from_utf8_lossy(bytes).lines().nth(nth).unwrap_or("(end)").to_owned()
            }
            other => format!("{other:?}"),
        };
        let nth = (0..1_000_000)
            .find(|nth| line(self, *nth) != line(expected, *nth) || line(self, *nth) == "(end)");
        let nth = nth.unwrap_or_default();
        format!("{path}:{}\n  is   {}\n  not  {}", nth + 1, line(self, nth), line(expected, nth))
    }
}
