//! What became of a page.

/// What became of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ChangeKind {
    New,
    Changed,
    /// It stands as it did before it came under control, and nobody has approved that.
    NeverApproved,
    /// What is in force was approved before the model asked all whom it asks by now.
    NotSignedByAll,
    Deleted,
}

impl ChangeKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            ChangeKind::New => "new",
            ChangeKind::Changed => "changed",
            ChangeKind::NeverApproved => "never approved",
            ChangeKind::NotSignedByAll => "not signed by all",
            ChangeKind::Deleted => "deleted",
        }
    }
}
