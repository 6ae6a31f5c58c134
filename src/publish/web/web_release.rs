//! A release, and where it is asked for.

use super::question::Question;
use crate::publish::servers::ServedAt;
use crate::publish::{PublishError, Release};

/// A release, and where it is asked for.
#[derive(Debug)]
pub struct WebRelease<'a> {
    /// The release.
    pub(super) release: &'a Release,
    /// The address under which it is asked for, without a slash at the end.
    pub(super) base: String,
    /// The same in its parts.
    pub(super) at: ServedAt,
    /// The name of the folder of releases, which stands beside the site and is for nobody.
    pub(super) releases: String,
    /// All that is asked for.
    pub(super) questions: Vec<Question>,
}

impl<'a> WebRelease<'a> {
    /// A release that is asked for under a base address. `releases` is the name of the folder of releases.
    ///
    /// # Errors
    /// It is no address that a site can be under.
    pub fn new(release: &'a Release, base: &str, releases: String) -> Result<WebRelease<'a>, PublishError> {
        let base = base.trim_end_matches('/').to_owned();
        let at = ServedAt::of(Some(&base))?;
        let mut web = WebRelease { release, base, at, releases, questions: Vec::new() };
        web.questions = web.all_questions();
        Ok(web)
    }
}
