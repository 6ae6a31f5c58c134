//! Posts of Jekyll, which are published on the day that their names begin with.

use super::embargo::day_at_start;
use crate::date::Day;
use crate::path::{FilePath, POSTS};

/// The day on which a page is published by its name; `None` where it is no post.
pub fn day_of_post(path: &FilePath) -> Option<Day> {
    let is_post = path.folders().any(|folder| folder.name().eq_ignore_ascii_case(POSTS));
    if is_post { day_at_start(path.name()) } else { None }
}
