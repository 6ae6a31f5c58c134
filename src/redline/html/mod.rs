//! A redline as HTML.

mod blocks;
mod fields;
mod line;
mod lists;
mod remarks;
mod tables;

use super::passages::{RedlinePassage, Unchanged, passages, together};
use super::remarks::{arrived, left};
use super::units;
use super::view::ViewState;
use super::{BlockChange, Redline, Way};
use crate::markdown::tree::Block;
use crate::markdown::{ReferenceKind, ReferenceMarkup, escape_text};
use crate::words::Words;

/// Which of the two texts something is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TextSide {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// Says what the addresses in both texts lead to now.
pub trait Links {
    /// What an address is shown as. [`ReferenceMarkup::Dead`]: its words stay, as plain text.
    fn shown<'l>(&'l self, side: TextSide, kind: ReferenceKind, written: &'l str) -> ReferenceMarkup<'l>;
}

/// The page that a redline is shown on.
#[derive(Clone, Copy)]
pub struct RedlinePage<'p> {
    /// What addresses lead to from there.
    pub links: &'p dyn Links,
    /// How many levels deeper than written headings are shown.
    pub deeper: u8,
    /// What becomes of passages that did not change.
    pub unchanged: Unchanged,
    /// What is said beside the words of the text.
    pub words: &'p Words,
}

impl Redline<'_> {
    /// What readers see, onto the end of `out`. Classes: `changed`, `inserted`, `deleted`, `relocated` on blocks,
    /// `restyled` on words, `remark` on words of ours, `unchanged` on what is folded.
    pub fn html(&self, page: &RedlinePage<'_>, out: &mut String) {
        let mut writer = Writer { page, out };
        writer.out.push_str("<div class=\"redline\">\n");
        writer.fields(&self.fields);
        writer.text(&self.blocks);
        writer.out.push_str("</div>\n");
    }
}

/// A block of a text as redlines show it where nothing happened to it, onto the end of `out`.
pub fn block_html(block: &Block<'_>, page: &RedlinePage<'_>, out: &mut String) {
    Writer { page, out }.whole(block, ViewState::Kept, &[]);
}

impl ViewState {
    /// The class of a block.
    fn class(self) -> &'static str {
        match self {
            ViewState::Kept => "",
            ViewState::Inserted => "inserted",
            ViewState::Deleted => "deleted",
        }
    }

    /// What it is called before its words.
    fn said(self, words: &Words) -> &str {
        match self {
            ViewState::Kept => "",
            ViewState::Inserted => words.say("said_inserted"),
            ViewState::Deleted => words.say("said_deleted"),
        }
    }

    /// The element around its words: how it begins and ends.
    fn element(self) -> (&'static str, &'static str) {
        match self {
            ViewState::Kept => ("", ""),
            ViewState::Inserted => ("<ins>", "</ins>"),
            ViewState::Deleted => ("<del>", "</del>"),
        }
    }
}

struct Writer<'w, 'p> {
    page: &'w RedlinePage<'p>,
    out: &'w mut String,
}

impl Writer<'_, '_> {
    /// The blocks of a text, those that did not change folded but for one beside each that did.
    fn text(&mut self, changes: &[BlockChange<'_>]) {
        for passage in passages(changes, self.page.unchanged) {
            match passage {
                RedlinePassage::Shown(changes) => self.flow(changes),
                RedlinePassage::Folded(changes) => self.folded(changes),
            }
        }
    }

    fn folded(&mut self, changes: &[BlockChange<'_>]) {
        if self.page.unchanged == Unchanged::Counted {
            self.out.push_str("<p class=\"unchanged\">");
            self.out.push_str(&units::unchanged(self.page.words, changes));
            return self.out.push_str("</p>\n");
        }
        self.fold(changes, |writer| writer.flow(changes));
    }

    /// The number of what is folded, and where that is shown on a click, all of it; `inside` writes it.
    fn fold(&mut self, changes: &[BlockChange<'_>], inside: impl FnOnce(&mut Self)) {
        let words = units::unchanged(self.page.words, changes);
        if self.page.unchanged == Unchanged::Counted {
            return self.out.push_str(&words);
        }
        self.out.push_str("<details class=\"unchanged\"><summary>");
        self.out.push_str(&words);
        self.out.push_str("</summary>\n");
        inside(self);
        self.out.push_str("</details>\n");
    }

    /// Blocks that follow one another. What moved together is one passage.
    fn flow(&mut self, changes: &[BlockChange<'_>]) {
        for together in together(changes) {
            match together {
                [BlockChange::Left(block, way), more @ ..] => self.left(block, *way, more.len()),
                [BlockChange::Arrived(_, way), ..] => self.arrived(together, *way),
                changes => changes.iter().for_each(|change| self.change(change)),
            }
        }
    }

    fn left(&mut self, block: &Block<'_>, way: Way, more: usize) {
        self.out.push_str("<p class=\"relocated\">");
        self.left_remark(block, way, more);
        self.out.push_str("</p>\n");
    }

    /// Says what stood here, by its first words.
    fn left_remark(&mut self, block: &Block<'_>, way: Way, more: usize) {
        self.out.push_str("<span class=\"remark\">");
        escape_text(self.out, &left(self.page.words, block, way, more));
        self.out.push_str("</span>");
    }

    fn arrived(&mut self, changes: &[BlockChange<'_>], way: Way) {
        self.out.push_str("<div class=\"relocated\">\n<p class=\"remark\">");
        escape_text(self.out, arrived(self.page.words, way));
        self.out.push_str("</p>\n");
        for change in changes {
            if let BlockChange::Arrived(change, _) = change {
                self.change(change);
            }
        }
        self.out.push_str("</div>\n");
    }

    fn classes(&mut self, classes: &[&str]) {
        let mut before = " class=\"";
        for class in classes.iter().filter(|class| !class.is_empty()) {
            self.out.push_str(before);
            self.out.push_str(class);
            before = " ";
        }
        if before == " " {
            self.out.push('"');
        }
    }
}
