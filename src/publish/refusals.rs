//! What readers would lose with a release: addresses that nothing stands at any more, places in pages that are gone.

use std::collections::BTreeSet;

use super::content_names::is_named_by_content;
use super::release::{PublishedFile, Release};

/// Why a release must not take the place of the one before, each with what to do about it. `accepted` are the addresses, and
/// places as `guidelines/tone/#humour`, that somebody has said may go.
pub fn refusals(before: &Release, after: &Release, accepted: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut refusals = lost_addresses(before, after, accepted);
    refusals.extend(lost_files(before, after, accepted));
    refusals.extend(lost_places(before, after, accepted));
    let is_accepted = |what: &str| accepted.contains(what);
    if before.base_url != after.base_url && before.base_url.is_some() && !is_accepted("base_url") {
        let shown = |url: &Option<String>| url.clone().unwrap_or_else(|| "no address".to_owned());
        refusals.push((
            format!(
                "readers find the site at {}, and this release says {}",
                shown(&before.base_url),
                shown(&after.base_url)
            ),
            "set `base_url` of the target in site.toml; where the site has moved, add `--accept base_url`"
                .to_owned(),
        ));
    }
    if before.edition == "approved" && after.edition != before.edition && !is_accepted("edition") {
        refusals.push((
            "readers are served the texts in force, and this release has the latest, approved or not"
                .to_owned(),
            "set `edition = \"approved\"`, or add `--accept edition`".to_owned(),
        ));
    }
    refusals
}

/// Pages and old addresses at which nothing would be found any more.
fn lost_addresses(before: &Release, after: &Release, accepted: &BTreeSet<String>) -> Vec<(String, String)> {
    let published = before.pages.keys().chain(before.redirects.keys());
    let is_lost = |address: &&String| {
        let is_kept = after.pages.contains_key(*address) || after.files.contains_key(&file_at(address));
        !is_kept && !accepted.contains(*address)
    };
    let lost = published.filter(is_lost);
    lost.map(|address| {
        let title = before
            .pages
            .get(address)
            .map_or_else(String::new, |page| format!(" (\u{201c}{}\u{201d})", page.title));
        (
            format!("`{address}`{title} is published, and nothing would be found there any more"),
            format!(
                "name it in `aliases` of the page that takes its place, or let it go: `--accept {address}`"
            ),
        )
    })
    .collect()
}

/// Files that people put there, and that would be found no more: a form to download, say. What the program makes goes with what
/// it is made from.
fn lost_files(before: &Release, after: &Release, accepted: &BTreeSet<String>) -> Vec<(String, String)> {
    let is_lost = |(path, file): &(&String, &PublishedFile)| {
        let is_copy = file.made_from.is_none() && !file.media_type.starts_with("text/html");
        let is_gone = !after.files.contains_key(*path) && !accepted.contains(*path);
        is_copy && is_gone && !is_named_by_content(path)
    };
    let lost = before.files.iter().filter(is_lost);
    lost.map(|(path, _)| {
        (
            format!("the file `{path}` is published, and nothing would be found there any more"),
            format!("leave it there, or let it go: `--accept {path}`"),
        )
    })
    .collect()
}

/// The file of the output that stands at an address.
fn file_at(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}

/// Places in pages that pages of the release before lead to, and that are gone.
fn lost_places(before: &Release, after: &Release, accepted: &BTreeSet<String>) -> Vec<(String, String)> {
    let is_lost = |linked: &&String| {
        let Some((address, place)) = linked.split_once('#') else { return false };
        let now = after.redirects.get(address).map_or(address, String::as_str);
        let had = before.pages.get(address).is_some_and(|page| page.places.contains(place));
        // That nothing stands there any more is said of the page.
        let has = match after.pages.get(now) {
            Some(page) => page.places.contains(place),
            None => !after.files.contains_key(&file_at(now)),
        };
        had && !has && !accepted.contains(*linked)
    };
    let lost = before.linked_places.iter().filter(is_lost);
    lost.map(|linked| {
        let place = linked.split_once('#').map_or("", |(_, place)| place);
        (
            format!("`{linked}` is linked to, and that heading is gone"),
            format!("give the heading that says it now the old name, `## … {{#{place}}}`, or let it go: `--accept {linked}`"),
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::release::PublishedPage;
    use super::*;

    fn release(pages: &[(&str, &[&str])], redirects: &[(&str, &str)], linked: &[&str]) -> Release {
        let page = |(address, places): &(&str, &[&str])| {
            let places = places.iter().map(ToString::to_string).collect();
            (address.to_string(), PublishedPage { title: "T".to_owned(), places, ..PublishedPage::default() })
        };
        Release {
            base_url: Some("https://a.example".to_owned()),
            pages: pages.iter().map(page).collect(),
            redirects: redirects.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect(),
            linked_places: linked.iter().map(ToString::to_string).collect(),
            ..Release::empty("20261130T080000Z")
        }
    }

    fn said(before: &Release, after: &Release, accepted: &[&str]) -> Vec<String> {
        let accepted = accepted.iter().map(ToString::to_string).collect();
        refusals(before, after, &accepted).into_iter().map(|(why, _)| why).collect()
    }

    #[test]
    fn an_address_goes_only_where_something_leads_on_or_somebody_says_so() {
        let before = release(&[("a/", &[]), ("b/", &[])], &[("old/", "a/")], &[]);
        let after = release(&[("b/", &[])], &[], &[]);
        let lost = said(&before, &after, &[]);
        assert!(lost.len() == 2 && lost[0].starts_with("`a/`") && lost[1].starts_with("`old/`"), "{lost:?}");
        assert_eq!(said(&before, &after, &["a/", "old/"]), [""; 0]);
        let mut moved = release(&[("b/", &[])], &[("a/", "b/"), ("old/", "b/")], &[]);
        for path in ["a/index.html", "old/index.html"] {
            let file = super::super::release::PublishedFile {
                hash: String::new(),
                size: 0,
                media_type: String::new(),
                made_from: None,
            };
            moved.files.insert(path.to_owned(), file);
        }
        assert_eq!(said(&before, &moved, &[]), [""; 0]);
    }

    #[test]
    fn a_place_goes_only_where_nobody_leads_there() {
        let before = release(&[("a/", &["x", "y"])], &[], &["a/#x"]);
        let after = release(&[("a/", &["z"])], &[], &[]);
        assert_eq!(said(&before, &after, &[]), ["`a/#x` is linked to, and that heading is gone"]);
        assert_eq!(said(&before, &after, &["a/#x"]), [""; 0]);
        assert_eq!(said(&before, &release(&[("a/", &["x"])], &[], &[]), &[]), [""; 0]);
    }

    #[test]
    fn readers_do_not_lose_the_site_itself() {
        let before = release(&[], &[], &[]);
        let after = Release { base_url: Some("https://b.example".to_owned()), ..before.clone() };
        assert_eq!(said(&before, &after, &[]).len(), 1);
    }
}
