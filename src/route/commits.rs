//! How pages name revisions and commits: the id of a revision on a history page, who wrote it, on which day.

use super::site::Site;
use crate::model::{Commit, PageHistory};
use crate::theme::view::DayView;

/// The id of the working text on the history page.
pub(super) const WORKING: &str = "working-text";

/// The id of a revision on the history page: the digits of its text; of its commit too where an older revision
/// has the same text.
pub(super) fn anchor(past: &PageHistory, nth: usize) -> String {
    let revision = &past.revisions[nth];
    let again = past.revisions.iter().skip(nth + 1).any(|older| older.text == revision.text);
    if again {
        format!("r-{}-{}", revision.text.short(), revision.commit.id.short())
    } else {
        format!("r-{}", revision.text.short())
    }
}

/// Who wrote a commit: "A, B and C", each once.
pub(super) fn people(site: &Site, commit: &Commit) -> String {
    site.config.words.listed(&commit.people(&site.config.words))
}

/// The day of a commit in the site's zone.
pub(super) fn day(site: &Site, commit: &Commit) -> DayView {
    commit.day(&site.config.zone).map(|day| site.day_view(day)).unwrap_or_default()
}
