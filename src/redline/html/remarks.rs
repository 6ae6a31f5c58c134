//! Words of ours beside those of the text.

use super::Writer;
use crate::markdown::escape_text;
use crate::markdown::tree::{BlockKind, Run};
use crate::redline::remarks::{reshaped, restyled};

impl Writer<'_, '_> {
    /// Says how words are marked now that were marked in another way.
    pub(super) fn restyled_remark(&mut self, before: &Run<'_>, after: &Run<'_>) {
        let said = restyled(self.page.words, before, after);
        if !said.is_empty() {
            self.out.push_str(" <span class=\"remark\">(");
            escape_text(self.out, &said);
            self.out.push_str(")</span>");
        }
    }

    /// Says what a block was, where it is something else, behind its words.
    pub(super) fn shape_remark(&mut self, before: &BlockKind<'_>, after: &BlockKind<'_>) {
        if let Some(said) = reshaped(self.page.words, before, after) {
            self.out.push_str(" <span class=\"remark\">(");
            escape_text(self.out, &said);
            self.out.push_str(")</span>");
        }
    }

    /// The same as a paragraph before the block.
    pub(super) fn shape_note(&mut self, before: &BlockKind<'_>, after: &BlockKind<'_>) {
        if let Some(said) = reshaped(self.page.words, before, after) {
            self.out.push_str("<p class=\"remark changed\">(");
            escape_text(self.out, &said);
            self.out.push_str(")</p>\n");
        }
    }
}
