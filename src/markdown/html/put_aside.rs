//! Drawn blocks that are put aside while a text is cleaned of what its author may not write.

use std::borrow::Cow;
use std::cell::RefCell;

use super::resolve::{ReferenceMarkup, Resolve};
use crate::words::Words;

/// What stands in the place of a block, around its number: letters that mean nothing and that no keyboard has.
const MARKS: [char; 2] = ['\u{f8f0}', '\u{f8f1}'];

/// Answers as another does, and has blocks stand as marks until they are put back.
pub(in crate::markdown) struct PutAside<'r> {
    references: &'r dyn Resolve,
    blocks: RefCell<Vec<String>>,
}

impl<'r> PutAside<'r> {
    pub(in crate::markdown) fn new(references: &'r dyn Resolve) -> PutAside<'r> {
        PutAside { references, blocks: RefCell::default() }
    }

    /// A text with its blocks in the places of their marks.
    pub(in crate::markdown) fn put_back(self, cleaned: String) -> String {
        let blocks = self.blocks.into_inner().into_iter().enumerate();
        blocks.fold(cleaned, |text, (number, block)| text.replacen(&mark(number), &block, 1))
    }
}

fn mark(number: usize) -> String {
    let [start, end] = MARKS;
    format!("{start}{number}{end}")
}

impl Resolve for PutAside<'_> {
    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_> {
        self.references.resolve(nth)
    }

    fn block(&self, start: usize) -> Option<Cow<'_, str>> {
        let block = self.references.block(start)?.into_owned();
        let mut blocks = self.blocks.borrow_mut();
        blocks.push(block);
        Some(mark(blocks.len() - 1).into())
    }

    fn words(&self) -> &Words {
        self.references.words()
    }
}
