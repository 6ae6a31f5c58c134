//! What the drawing of a past asked of the site as it is now: what references in old texts lead to. Drawn from the same
//! texts, a past of which all that it asked has the same answers comes out the same; so nobody need guess beforehand
//! what it will ask.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use blake3::Hash;
use serde::{Deserialize, Serialize};

use super::shown::shown_of;
use super::site::Site;
use crate::diagnostic::Finding;
use crate::link::{OldLinkTarget, OldText};
use crate::markdown::ReferenceKind;
use crate::model::PageId;
use crate::path::FilePath;
use crate::world::Cache;

/// What came of drawing, beside what was drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct RedlineOutcome {
    /// What could not be read.
    pub(super) findings: Vec<Finding>,
    /// What was asked of the site.
    pub(super) asked: LinkQueries,
}

/// References, each once.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct LinkQueries {
    questions: BTreeSet<Question>,
    /// Whether a picture could not be read. It may be another time, and nobody is told of it.
    #[serde(skip)]
    lacks_picture: bool,
}

/// Where the text stood, how its author refers to something there, and by what words.
type Question = (String, ReferenceKind, String);

impl LinkQueries {
    /// What a reference leads to that was written in a text which stood there.
    pub(super) fn ask(&mut self, stood: &FilePath, kind: ReferenceKind, written: &str) {
        self.questions.insert((stood.as_str().to_owned(), kind, written.to_owned()));
    }

    /// What another drawing asked as well.
    pub(super) fn add(&mut self, other: &LinkQueries) {
        self.questions.extend(other.questions.iter().cloned());
        self.lacks_picture |= other.lacks_picture;
    }

    /// Notes that a picture could not be read whose size was asked.
    pub(super) fn lack_picture(&mut self) {
        self.lacks_picture = true;
    }

    /// The questions with the answers that the site gives, for a page's past; `None` where these may be others the next time.
    pub(super) fn answered(&self, site: &Site, page: PageId, out: &mut Vec<u8>) -> Option<()> {
        if self.lacks_picture {
            return None;
        }
        serde_json::to_writer(&mut *out, self).ok()?;
        let mut answers = String::new();
        for (stood, kind, written) in &self.questions {
            let stood = FilePath::new(stood)?;
            let led = site.places().lead(OldText { page, file: &stood }, *kind, written);
            // Writing to a string does not fail.
            let _ = match led {
                OldLinkTarget::Page(to, anchor) => {
                    let address = &site.content.page(to).address;
                    let words = site.words_for(page, (to, anchor.as_deref()));
                    writeln!(answers, "{address:?} {words:?} {anchor:?}")
                }
                OldLinkTarget::File(file, fragment) => {
                    let today = site.older.todays(&file).map(|id| shown_of(site.content.asset(id)));
                    writeln!(answers, "{today:?} {fragment:?}")
                }
                other => writeln!(answers, "{other:?}"),
            };
        }
        out.extend_from_slice(answers.as_bytes());
        Some(())
    }

    /// What was asked the last time, where it was kept.
    pub(super) fn kept(cache: &dyn Cache, key: Hash) -> Option<LinkQueries> {
        serde_json::from_slice(&cache.get(CACHE_ROOM, key.as_bytes())?).ok()
    }

    /// Keeps it for the next time.
    pub(super) fn keep(&self, cache: &dyn Cache, key: Hash) {
        if LinkQueries::kept(cache, key).as_ref() != Some(self)
            && let Ok(bytes) = serde_json::to_vec(self)
        {
            cache.put(CACHE_ROOM, key.as_bytes(), bytes);
        }
    }
}

/// The part of the cache where questions are kept.
const CACHE_ROOM: &str = "asked";
