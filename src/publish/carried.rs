//! Files that a release keeps of those before it: a page that is open in somebody's tab may still ask for them.

use std::collections::{BTreeMap, BTreeSet};

use super::content_names::is_named_by_content;
use super::release::{CarriedFile, PublishedFile, PublishedPage, Release, ReleaseId};
use crate::theme;

/// The files that the next release carries on: of the release in place, and of those that it carries itself, as long as the
/// release that they were part of is kept. Only files whose names change with their content, so that none stands where another
/// is meant: those of the theme, and pictures, films and the like. What pages offer to take along goes with them, and where a page
/// goes, so does all that pages showed and none names any more: it may be what was withdrawn.
///
/// `taken` are the paths that the next release takes itself.
pub fn carried(
    before: &Release,
    next: &Release,
    taken: &BTreeSet<String>,
    kept: &BTreeSet<ReleaseId>,
) -> BTreeMap<String, CarriedFile> {
    let loses_page = before.pages.iter().any(|(address, page)| {
        let is_same = |now: &PublishedPage| page.file.is_none() || page.file == now.file;
        !next.pages.get(address).is_some_and(is_same)
    });
    let own = before
        .own_files()
        .map(|(path, file)| (path, CarriedFile { file: file.clone(), of: before.id.clone() }));
    let others = before.carried.iter().map(|(path, carried)| (path, carried.clone()));
    let is_wanted = |(path, carried): &(&String, CarriedFile)| {
        (theme::is_of_theme(path) || !loses_page && is_shown(&carried.file))
            && is_named_by_content(path)
            && !taken.contains(*path)
            && !is_in_the_way(path, taken)
            && kept.contains(&carried.of)
    };
    own.chain(others).filter(is_wanted).map(|(path, carried)| (path.clone(), carried)).collect()
}

/// Whether a file cannot stand beside others: one needs a folder in its place, or is to stand where its folder is.
fn is_in_the_way(path: &str, taken: &BTreeSet<String>) -> bool {
    let below = format!("{path}/");
    let mut folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
    taken.range(below.clone()..).next().is_some_and(|other| other.starts_with(&below))
        || folders.any(|folder| taken.contains(folder))
}

/// Whether pages load a file while they are open.
fn is_shown(file: &PublishedFile) -> bool {
    let kinds = ["image/", "video/", "audio/", "font/", "text/css", "text/javascript"];
    kinds.iter().any(|kind| file.media_type.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::MediaType;

    fn release(id: &str, pages: &[&str], files: &[&str]) -> Release {
        let file = |path: &&str| {
            let media_type = MediaType::of(path).as_str().to_owned();
            (path.to_string(), PublishedFile { hash: String::new(), size: 1, media_type, made_from: None })
        };
        Release {
            pages: pages.iter().map(|page| (page.to_string(), PublishedPage::default())).collect(),
            files: files.iter().map(file).collect(),
            ..Release::empty(id)
        }
    }

    #[test]
    fn what_open_pages_load_is_carried_on_and_what_was_withdrawn_is_not() {
        let (theme, picture, document) =
            ("_theme/style.5d53e638.css", "a/plan.5d53e638.png", "a/plan.5d53e638.pdf");
        let before = release("20261130T080000Z", &["a/"], &["a/index.html", theme, picture, document]);
        let kept = BTreeSet::from([before.id.clone()]);
        let carried = |pages: &[&str], files: &[&str], kept: &BTreeSet<ReleaseId>| -> Vec<String> {
            let next = release("20261201T080000Z", pages, files);
            let taken = next.files.keys().cloned().collect();
            super::carried(&before, &next, &taken, kept).into_keys().collect()
        };
        assert_eq!(carried(&["a/"], &["a/index.html"], &kept), [theme, picture]);
        assert_eq!(carried(&["a/"], &["a/index.html", picture], &kept), [theme]);
        // The page is gone: what it showed goes with it.
        assert_eq!(carried(&[], &[], &kept), [theme]);
        assert_eq!(carried(&["a/"], &["a/index.html"], &BTreeSet::new()), [""; 0]);
    }

    #[test]
    fn where_another_page_takes_an_address_what_the_one_before_showed_goes() {
        let picture = "a/plan.5d53e638.png";
        let made_from = |id: &str, file: Option<&str>, files: &[&str]| {
            let mut release = release(id, &["a/"], files);
            release.pages.get_mut("a/").expect("the page").file = file.map(str::to_owned);
            release
        };
        for (then, now, is_kept) in
            [(Some("1"), Some("1"), true), (Some("1"), Some("2"), false), (None, Some("2"), true)]
        {
            let before = made_from("20261130T080000Z", then, &["a/index.html", picture]);
            let next = made_from("20261201T080000Z", now, &["a/index.html"]);
            let (taken, kept) = (next.files.keys().cloned().collect(), BTreeSet::from([before.id.clone()]));
            assert_eq!(super::carried(&before, &next, &taken, &kept).contains_key(picture), is_kept);
        }
    }
}
