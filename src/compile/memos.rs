//! All stages of a compile, each with what it made the last time.

use super::active::ActiveMemos;
use super::checking::CheckMemos;
use super::govern::GovernMemos;
use super::layout::LayoutMemos;
use super::linking::LinkMemos;
use super::pages::{PageMemos, ReadingMemos};
use super::past::PastMemos;
use super::routes::RouteMemos;
use super::select::EditionMemos;
use super::settings::SettingsMemos;
use super::themed::ThemeMemos;

/// What one compile leaves to the next, by stage: what it made, with what it was made from.
#[derive(Default)]
pub struct Memos {
    pub(super) settings: SettingsMemos,
    pub(super) layout: LayoutMemos,
    pub(super) reading: ReadingMemos,
    pub(super) pages: PageMemos,
    pub(super) past: PastMemos,
    pub(super) govern: GovernMemos,
    pub(super) edition: EditionMemos,
    pub(super) active: ActiveMemos,
    pub(super) linking: LinkMemos,
    pub(super) checking: CheckMemos,
    pub(super) theme: ThemeMemos,
    pub(super) routes: RouteMemos,
}

impl Memos {
    /// Nothing remembered.
    pub fn new() -> Memos {
        Memos::default()
    }
}

impl std::fmt::Debug for Memos {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memos")
    }
}
