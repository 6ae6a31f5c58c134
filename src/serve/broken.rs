//! Findings that make of a page something that its author did not mean, and the files that have them.

use crate::diagnostic::{Code, Finding, Severity};
use crate::path::{Address, FilePath};
use crate::route::{Route, Site};

/// What makes of a page something that its author did not mean: rather than that, browsers go on showing the text
/// before it. A link that leads nowhere does not; the page is as written but for the link.
const BREAKING: [Code; 8] = [
    Code::AddressCollision,
    Code::BadConfig,
    Code::BadFrontMatter,
    Code::InternalError,
    Code::MergeConflict,
    Code::NotUtf8,
    Code::TemplateError,
    Code::UnreadableFile,
];

/// Whether a finding is one of these.
pub(super) fn breaks(finding: &Finding) -> bool {
    finding.severity == Severity::Error && BREAKING.contains(&finding.code)
}

/// The files of the content that are not what their authors meant.
pub(super) fn broken_files<'f>(
    findings: &'f [Finding],
    site: &'f Site,
) -> impl Iterator<Item = &'f FilePath> {
    let broken = findings.iter().filter(|finding| breaks(finding));
    let files = broken.filter_map(|finding| Some(&finding.place.as_ref()?.file));
    files.filter(|file| is_content(file, site))
}

/// Whether a page is made of a file, or would be at a path at which there is none.
pub(super) fn is_file_of(file: &FilePath, route: Route, path: &str, site: &Site) -> bool {
    if route == site.not_found() {
        makes_the_page_at(file, path, site)
    } else {
        page_file(site, route) == Some(file)
    }
}

/// The file of the page that a route shows.
pub(super) fn page_file(site: &Site, route: Route) -> Option<&FilePath> {
    match route {
        Route::Page(id) => Some(&site.content.page(id).file),
        _ => None,
    }
}

/// Whether a file that makes no page would make the page at a path.
pub(super) fn would_be_at(finding: &Finding, path: &str, site: &Site) -> bool {
    finding.place.as_ref().is_some_and(|place| makes_the_page_at(&place.file, path, site))
}

fn makes_the_page_at(file: &FilePath, path: &str, site: &Site) -> bool {
    let file = file.within(&site.content_folder);
    file.is_some_and(|file| Address::of_page(&file).from_root() == path)
}

/// Whether a file is one of the content, and neither of the site itself nor of its theme.
pub(super) fn is_content(file: &FilePath, site: &Site) -> bool {
    let is_site_file = *file == crate::compile::site_file();
    let theme = site.config.theme_folder();
    let of_theme = site.template(file).is_some() || theme.is_some_and(|theme| file.within(&theme).is_some());
    !is_site_file && !of_theme
}
