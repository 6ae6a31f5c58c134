//! Which of a site's routes are published: every file of the output belongs to one of them, on file systems
//! that take case lightly too, and no file stands where another needs a folder.

use std::collections::HashMap;

use super::answer::Route;
use super::approved::{Approved, is_of_a_move};
use super::generated::addresses::{Generated, Precedence};
use super::site::Site;
use super::stand_in;
use crate::diagnostic::defect::{Defect, Stage, Work, contained};
use crate::diagnostic::{Code, Finding, Place};
use crate::path::{Address, FilePath};
use crate::shared::steps::count_steps;

/// Takes routes in the order given, as far as their places are free; the others are findings,
/// unless they are made by the program and somebody has written the file himself.
///
/// Evidence comes first: whoever may add a page or a file must not be able to put it where readers look for a record,
/// a history or an approved text.
pub(super) fn settle(site: &Site, evidence: Vec<Route>, others: Vec<Route>) -> (Vec<Route>, Vec<Finding>) {
    let mut claims = Claims::default();
    let mut routes = Vec::with_capacity(evidence.len() + others.len());
    let mut findings = Vec::new();
    for route in evidence.into_iter().chain(others) {
        let address = site.address(route);
        if is_too_long(&address) {
            findings.push(too_long(site, route, &address));
            continue;
        }
        let path = folded(&address);
        if is_for_servers(site, route, &path) {
            findings.push(for_servers(site, route, &address));
            continue;
        }
        match claims.in_the_way(site, &path, route) {
            None if let Some(first) = claims.sent_for(site, &path, route) => {
                findings.push(sent_for(site, route, first));
            }
            None => {
                if let Some(folder) = kept_folder(site, route, &path) {
                    claims.kept.insert(folder.to_owned(), route);
                }
                claims.take(path, route);
                routes.push(route);
            }
            Some(first) if gives_way(site, route, first) => {}
            Some(first) if is_evidence(site, first) => findings.push(kept(site, route, first)),
            Some(first) => findings.push(collision(site, route, first)),
        }
    }
    (routes, findings)
}

/// The longest path of a file of the output, in bytes: file systems take 4,096 with the folder that it is written to, and some
/// servers less.
const LONGEST_PATH: usize = 1_024;
/// The longest name of a file or folder that file systems take, in bytes.
const LONGEST_NAME: usize = 255;

fn is_too_long(address: &Address) -> bool {
    let output = address.output();
    output.as_str().len() > LONGEST_PATH || output.as_str().split('/').any(|name| name.len() > LONGEST_NAME)
}

/// That a file system would refuse a file, in the middle of writing the others.
fn too_long(site: &Site, route: Route, address: &Address) -> Finding {
    let start: String = address.to_string().chars().take(60).collect();
    let message = format!("the address `{start}…` of {} is longer than file systems take", what(site, route));
    let finding = Finding::of_site(Code::AddressCollision, message).label("left out");
    Finding { place: place(site, route), ..finding }.hint("give it a shorter one")
}

/// Whether an old address that somebody wrote would be a file by which web servers are configured.
fn is_for_servers(site: &Site, route: Route, path: &str) -> bool {
    site.is_approved() && matches!(route, Route::Redirect(_)) && stand_in::tells_servers(path)
}

fn for_servers(site: &Site, route: Route, address: &Address) -> Finding {
    let message = format!(
        "`{address}` tells web servers what to answer, and could lead from what is in force to other words"
    );
    let finding = Finding::of_site(Code::AddressCollision, message).label("left out");
    Finding { place: place(site, route), ..finding }.hint("take the old address out")
}

impl Site {
    /// Whether something proves what is approved: evidence, and in the approved edition pages that are controlled.
    pub fn proves(&self, route: Route) -> bool {
        let is_controlled = matches!(route, Route::Page(id) if self.is_controlled(id));
        self.is_approved() && (is_controlled || is_evidence(self, route))
    }

    /// Works on what a route shows.
    ///
    /// # Errors
    /// Where the program fails on it.
    pub fn contained<T>(&self, route: Route, act: impl FnOnce() -> T) -> Result<T, Defect> {
        let (file, path) = (file(self, route), self.output(route));
        contained(Work { stage: stage(route), file, output: Some(path.as_str()) }, act)
    }
}

/// What proves something, and the maps by which it is found.
fn is_evidence(site: &Site, route: Route) -> bool {
    if let Route::Generated(of) = route {
        return matches!(site.generated.precedence(of), Precedence::Checklist | Precedence::Evidence);
    }
    let is_of_past = matches!(
        route,
        Route::Issue(..)
            | Route::OlderFile(_)
            | Route::History(_)
            | Route::Texts(_)
            | Route::MovedEvidence(_)
    );
    is_of_past || Approved::of(site).has_file(route)
}

/// The folder in which a route suffers no others: what stands there looks like a part of it, and may be one tomorrow.
fn kept_folder<'p>(site: &Site, route: Route, path: &'p str) -> Option<&'p str> {
    match route {
        Route::MovedEvidence(nth) => kept_folder(site, site.moved_evidence[nth].to, path),
        Route::Generated(of) if is_of_checklist(site, of) => folders(path).last(),
        // "tone/issue" of "tone/issue/0123456789ab/index.html".
        Route::Issue(..) => folders(path).nth(1),
        _ => None,
    }
}

fn is_of_checklist(site: &Site, of: Generated) -> bool {
    site.generated.precedence(of) == Precedence::Checklist
}

/// The file of the output, as file systems that take case lightly see it.
fn folded(address: &Address) -> String {
    address.output().folded()
}

#[derive(Default)]
struct Claims {
    files: HashMap<String, Route>,
    /// Every folder that a file lies in, with one such file.
    folders: HashMap<String, Route>,
    /// Folders that are kept for what was there first.
    kept: HashMap<String, Route>,
}

impl Claims {
    /// Who is in the way of a file.
    fn in_the_way(&self, site: &Site, path: &str, route: Route) -> Option<Route> {
        let at = self.files.get(path).or_else(|| self.folders.get(path));
        let at = at.or_else(|| folders(path).find_map(|folder| self.files.get(folder)));
        // The checklist and issues stand in folders of their own kind.
        let is_at_home = match route {
            Route::Generated(of) => is_of_checklist(site, of),
            Route::Issue(..) | Route::MovedEvidence(_) => true,
            _ => false,
        };
        let kept = || folders(path).filter(|_| !is_at_home).find_map(|folder| self.kept.get(folder));
        at.or_else(kept).copied()
    }

    /// What a file that is published as it is, or an old address, might be sent for, where what is approved is read.
    fn sent_for(&self, site: &Site, path: &str, route: Route) -> Option<Route> {
        let leads_to = match route {
            Route::AsIs(_) => None,
            Route::Redirect(nth) => Some(Route::Page(site.content.redirects[nth].to)),
            _ => return None,
        };
        if !site.is_approved() {
            return None;
        }
        let others = stand_in::might_be_sent_for(path);
        let found = others.iter().filter_map(|other| self.files.get(other).copied());
        found.into_iter().find(|found| !matches!(found, Route::AsIs(_)) && leads_to != Some(*found))
    }

    fn take(&mut self, path: String, route: Route) {
        for folder in folders(&path) {
            if self.folders.contains_key(folder) {
                break;
            }
            self.folders.insert(folder.to_owned(), route);
        }
        self.files.insert(path, route);
    }
}

/// The folders that a file lies in, the nearest first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(above, _)| above.rsplit_once('/')).map(|(above, _)| above)
}

/// What the program makes of nothing gives way to what somebody wrote for the same address.
fn gives_way(site: &Site, route: Route, first: Route) -> bool {
    match route {
        Route::History(_)
        | Route::Texts(_)
        | Route::Issue(..)
        | Route::OlderFile(_)
        | Route::MovedEvidence(_) => true,
        Route::Generated(of) => match site.generated.precedence(of) {
            Precedence::Checklist => false,
            Precedence::Evidence | Precedence::Default => true,
            Precedence::List => site.address(route) == site.address(first),
        },
        // A folder that nobody wrote a page for: what lies in it is shown.
        Route::Page(id) if is_evidence(site, first) || is_of_a_move(site, first) => {
            !site.content.page(id).is_written()
        }
        // The address of a page that was moved, which nobody wrote as an alias.
        Route::Redirect(_) if is_of_a_move(site, route) => true,
        // The address of the page itself in other case: file systems that take case lightly have both at one place.
        Route::Redirect(nth) => first == Route::Page(site.content.redirects[nth].to),
        _ => false,
    }
}

/// That somebody wrote a file where evidence is found.
fn kept(site: &Site, route: Route, first: Route) -> Finding {
    let message = format!("`{}` is kept for {}", site.address(route), what(site, first));
    let finding = Finding::of_site(Code::AddressCollision, message).label("left out");
    let finding = Finding { place: place(site, route), ..finding };
    let finding = finding.hint(match route {
        Route::Redirect(_) => "take the old address out: nothing else may stand where evidence is found",
        _ => "rename it: nothing else may stand where evidence is found",
    });
    match place(site, first) {
        Some(place) => finding.related(place, "of this one"),
        None => finding,
    }
}

/// That a file might be sent where something else is read.
fn sent_for(site: &Site, route: Route, first: Route) -> Finding {
    let (address, there) = (site.address(route), site.address(first));
    let message =
        format!("web servers may send `{address}` in the place of {} at `{there}`", what(site, first));
    let finding = Finding::of_site(Code::AddressCollision, message).label("left out");
    let finding = Finding { place: place(site, route), ..finding }.hint("rename it, or take it out");
    match place(site, first) {
        Some(place) => finding.related(place, "of this one"),
        None => finding,
    }
}

fn collision(site: &Site, route: Route, first: Route) -> Finding {
    let (address, there) = (site.address(route), site.address(first));
    let message = if address.output() == there.output() {
        format!("{} and {} would both be found at `{address}`", what(site, first), what(site, route))
    } else if folded(&address) == folded(&there) {
        format!("`{address}` and `{there}` differ by case alone and collide on many servers")
    } else {
        format!(
            "`{address}` and `{there}` cannot stand beside each other: one is a file, and a folder for the other"
        )
    };
    let finding = Finding::of_site(Code::AddressCollision, message).label("left out");
    let finding = Finding { place: place(site, route), ..finding }.hint("give one of the two another name");
    match place(site, first) {
        Some(place) => finding.related(place, "this one is published"),
        None => finding,
    }
}

fn what(site: &Site, route: Route) -> &'static str {
    match route {
        Route::Page(_) => "a page",
        Route::History(_) => "the history of a page",
        Route::Texts(_) => "the earlier texts of a page",
        Route::Generated(of) => site.generated.name(of),
        Route::Issue(..) => "an approved text",
        Route::Redirect(_) if is_of_a_move(site, route) => name_of_move(),
        Route::Redirect(_) => "an old address",
        Route::MovedEvidence(_) => "what is approved of a page that was moved",
        Route::Asset(_) | Route::AsIs(_) if Approved::of(site).has_file(route) => name_of_file(route),
        Route::Asset(_) => "a file that a page refers to",
        Route::OlderFile(_) => "a file that earlier texts show",
        Route::ThemeAsset(_) => "a file of the theme",
        Route::AsIs(_) => "a file that is published as it is",
    }
}

fn name_of_move() -> &'static str {
    "the address that a page had before it was moved"
}

fn name_of_file(approved: Route) -> &'static str {
    match approved {
        Route::Asset(_) => "a file that was approved with a page",
        _ => "a file that was approved with the frame",
    }
}

/// What is done where a route is rendered.
fn stage(route: Route) -> Stage {
    match route {
        Route::Page(_) => Stage::Drawing,
        Route::History(_) => Stage::History,
        Route::Texts(_) => Stage::Texts,
        Route::Issue(..) => Stage::Issue,
        Route::Generated(_) => Stage::Generating,
        Route::Redirect(_) | Route::MovedEvidence(_) => Stage::Redirect,
        Route::Asset(_) | Route::OlderFile(_) | Route::ThemeAsset(_) | Route::AsIs(_) => Stage::Copying,
    }
}

/// The file in which somebody wrote what makes a route.
fn file(site: &Site, route: Route) -> Option<&FilePath> {
    count_steps(1);
    let content = &site.content;
    match route {
        Route::Page(id) | Route::History(id) | Route::Texts(id) | Route::Issue(id, _) => {
            Some(&content.page(id).file)
        }
        Route::MovedEvidence(nth) => Some(&content.page(site.moved_evidence[nth].page).file),
        Route::Asset(id) => Some(&content.asset(id).file),
        Route::OlderFile(nth) => Some(site.older.file(nth)),
        Route::AsIs(nth) => Some(&site.as_is[nth].file),
        Route::Redirect(nth) => Some(&content.page(content.redirects[nth].to).file),
        Route::Generated(of) => of.file(site),
        Route::ThemeAsset(_) => None,
    }
}

/// Where it stands in that file, as far as that is known. It is looked for among all that the file says of the sort.
fn place(site: &Site, route: Route) -> Option<Place> {
    let file = file(site, route)?;
    let span = match route {
        Route::Redirect(nth) => site.content.redirects[nth].named,
        Route::Generated(of) => of.span(site),
        _ => None,
    };
    Some(span.map_or_else(|| Place::file(file), |span| Place::span(file, span)))
}
