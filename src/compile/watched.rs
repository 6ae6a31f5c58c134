//! Marks of files, by which memos know that their bytes are the same.

use crate::world::ContentMark;

/// What stands for the bytes of a file where somebody tells when they change. Where nobody does, they equal nothing: the
/// file is read each time.
pub(super) struct Watched(pub(super) Option<ContentMark>);

impl PartialEq for Watched {
    fn eq(&self, other: &Watched) -> bool {
        self.0.is_some() && self.0 == other.0
    }
}
