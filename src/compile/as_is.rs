//! Files that are published as they are: those of one folder, but for what the approved edition must not publish so.

use std::sync::Arc;

use super::unpublished::PublishedFolders;
use crate::config::{Config, Edition};
use crate::diagnostic::{Code, Finding, Place};
use crate::link::Unpublished;
use crate::path::{Address, DRAFTS, FilePath, is_kept};
use crate::route::{AsIs, tells_servers};
use crate::world::{Listing, OF_VERSION_CONTROL, World, secret_by};

/// The files that are published as they are. Names that begin with a dot may be meant for the web server.
pub(super) fn published_as_is(
    world: &dyn World,
    config: &Config,
    (content, pages): (&FilePath, &Arc<[FilePath]>),
    findings: &mut Vec<Finding>,
) -> Vec<AsIs> {
    let Some(folder) = config.as_is_folder() else { return Vec::new() };
    let listing = world.list(&folder);
    findings.extend(listing.findings.iter().cloned());
    let mut published = Vec::new();
    let is_for_git =
        |file: &FilePath| listing.names(file).any(|name| OF_VERSION_CONTROL.contains(&name.name()));
    for file in listing.files.iter().filter(|file| !is_for_git(file)) {
        let Some(path) = file.within(&folder) else { continue };
        let refused = kept(file, &path)
            .or_else(|| withheld((file, &path), config, (content, pages), &listing))
            .or_else(|| secret(world, (file, &path), &listing))
            .or_else(|| draft(world, (config, content), (file, &path), &listing));
        match refused {
            Some(finding) => findings.push(finding),
            None => published.push(AsIs { file: file.clone(), address: Address::file(path.as_str()) }),
        }
    }
    published
}

/// That a file has a name which the program needs in the output.
fn kept(file: &FilePath, path: &FilePath) -> Option<Finding> {
    let finding = || {
        let message = format!("`{path}` is a name that the output keeps for the program");
        Finding::new(Code::AddressCollision, Place::file(file), message)
            .label("left out")
            .hint("rename the file")
    };
    is_kept(path.as_str()).then(finding)
}

/// That a file holds passwords or keys, by any of its names. Nobody means to publish these, and what was published once cannot
/// be taken back.
fn secret(world: &dyn World, (file, path): (&FilePath, &FilePath), listing: &Listing) -> Option<Finding> {
    let by = listing.names(file).find_map(|name| secret_by(name, || world.bytes(file).ok()))?;
    let message = format!("`{path}` {}", by.words());
    let finding = Finding::new(Code::SecretFile, Place::file(file), message);
    let finding = finding
        .label(left_out(file, listing))
        .hint("take it out of the folder; if it holds none, give it another name")
        .hint("if it was published before, change what it holds");
    Some(finding)
}

/// That a file is a draft, by any of its names.
fn draft(
    world: &dyn World,
    (config, content): (&Config, &FilePath),
    (file, path): (&FilePath, &FilePath),
    listing: &Listing,
) -> Option<Finding> {
    let (folders, today) = (PublishedFolders::of(content, config), world.today(&config.zone));
    let why = listing.names(file).find_map(|name| folders.why_draft(world, (file, name), today))?;
    let (message, hint) = match why {
        Unpublished::AmongDrafts => (
            format!("`{path}` lies in `{DRAFTS}`"),
            "move it out of that folder to publish it; keep drafts where nothing is published",
        ),
        _ => (
            format!("`{path}` says that it is a draft"),
            "take that out of it to publish it, or take the file out of the folder",
        ),
    };
    let finding = Finding::new(Code::WithheldFile, Place::file(file), message);
    Some(finding.label(left_out(file, listing)).hint(hint))
}

/// What becomes of a file, and where it really is.
fn left_out(file: &FilePath, listing: &Listing) -> String {
    match listing.linked.get(file) {
        Some(real) => format!("left out; it leads to `{real}`"),
        None => "left out".to_owned(),
    }
}

/// That the approved edition does not publish a file as it is.
fn withheld(
    (file, path): (&FilePath, &FilePath),
    config: &Config,
    (content, pages): (&FilePath, &Arc<[FilePath]>),
    listing: &Listing,
) -> Option<Finding> {
    if config.edition != Edition::Approved {
        return None;
    }
    let finding = |message: String, hint: &str| {
        let finding = Finding::new(Code::WithheldFile, Place::file(file), message);
        Some(finding.label("left out").hint(hint))
    };
    if tells_servers(path.as_str()) {
        return finding(
            format!(
                "`{path}` tells web servers what to answer, and could lead from what is in force to other words"
            ),
            "keep such settings where the server is set up, and not in the site",
        );
    }
    let is_of_pages = |name: &FilePath| !content.as_str().is_empty() && name.within(content).is_some();
    let is_withheld =
        |name: &FilePath| config.withholds(name, content) || is_of_pages(name) || pages.contains(name);
    if listing.names(file).any(is_withheld) {
        return finding(
            format!(
                "`{file}` would be published as it is, past what is in force: it is a page, lies among them, or is a record"
            ),
            "name another folder under `files` in site.toml, one that has nothing of the folder of pages in it",
        );
    }
    None
}
