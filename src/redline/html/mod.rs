//! A redline as HTML.

mod blocks;
mod fields;
mod line;
mod lists;
mod remarks;
mod tables;

use super::passages::{Passage, Unchanged, passages, together};
use super::remarks::{and_more, beginning, moved};
use super::units;
use super::view::State;
use super::{Change, Redline, Way};
use crate::markdown::tree::Block;
use crate::markdown::{ReferenceKind, Shown, escape_text};

/// Which of the two texts something is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// Says what the addresses in both texts lead to now.
pub trait Links {
    /// What an address is shown as. [`Shown::Dead`]: its words stay, as plain text.
    fn shown<'l>(&'l self, side: Side, kind: ReferenceKind, written: &'l str) -> Shown<'l>;
}

/// The page that a redline is shown on.
#[derive(Clone, Copy)]
pub struct Page<'p> {
    /// What addresses lead to from there.
    pub links: &'p dyn Links,
    /// How many levels deeper than written headings are shown.
    pub deeper: u8,
    /// What becomes of passages that did not change.
    pub unchanged: Unchanged,
}

impl Redline<'_> {
    /// What readers see, onto the end of `out`. Classes: `changed`, `inserted`, `deleted`, `relocated` on blocks,
    /// `restyled` on words, `remark` on words of ours, `unchanged` on what is folded.
    pub fn html(&self, page: &Page<'_>, out: &mut String) {
        let mut writer = Writer { page, out };
        writer.out.push_str("<div class=\"redline\">\n");
        writer.fields(&self.fields);
        writer.text(&self.blocks);
        writer.out.push_str("</div>\n");
    }
}

/// A block of a text as redlines show it where nothing happened to it, onto the end of `out`.
pub fn block_html(block: &Block<'_>, page: &Page<'_>, out: &mut String) {
    Writer { page, out }.whole(block, State::Kept, &[]);
}

impl State {
    /// The class of a block.
    fn class(self) -> &'static str {
        match self {
            State::Kept => "",
            State::Inserted => "inserted",
            State::Deleted => "deleted",
        }
    }

    /// What it is called before its words.
    fn said(self) -> &'static str {
        match self {
            State::Kept => "",
            State::Inserted => "inserted: ",
            State::Deleted => "deleted: ",
        }
    }

    /// The element around its words: how it begins and ends.
    fn element(self) -> (&'static str, &'static str) {
        match self {
            State::Kept => ("", ""),
            State::Inserted => ("<ins>", "</ins>"),
            State::Deleted => ("<del>", "</del>"),
        }
    }
}

struct Writer<'w, 'p> {
    page: &'w Page<'p>,
    out: &'w mut String,
}

impl Writer<'_, '_> {
    /// The blocks of a text, those that did not change folded but for one beside each that did.
    fn text(&mut self, changes: &[Change<'_>]) {
        for passage in passages(changes, self.page.unchanged) {
            match passage {
                Passage::Shown(changes) => self.flow(changes),
                Passage::Folded(changes) => self.folded(changes),
            }
        }
    }

    fn folded(&mut self, changes: &[Change<'_>]) {
        if self.page.unchanged == Unchanged::Counted {
            self.out.push_str("<p class=\"unchanged\">");
            self.out.push_str(&units::unchanged(changes));
            return self.out.push_str("</p>\n");
        }
        self.fold(changes, |writer| writer.flow(changes));
    }

    /// The number of what is folded, and where that is shown on a click, all of it; `inside` writes it.
    fn fold(&mut self, changes: &[Change<'_>], inside: impl FnOnce(&mut Self)) {
        let words = units::unchanged(changes);
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
    fn flow(&mut self, changes: &[Change<'_>]) {
        for together in together(changes) {
            match &together[0] {
                Change::Left(block, way) => self.left(block, *way, together.len() - 1),
                Change::Arrived(_, way) => self.arrived(together, *way),
                change => self.change(change),
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
        self.out.push_str(moved(way));
        self.out.push_str(": “");
        escape_text(self.out, &beginning(block));
        self.out.push('”');
        self.out.push_str(&and_more(more));
        self.out.push_str("</span>");
    }

    fn arrived(&mut self, changes: &[Change<'_>], way: Way) {
        self.out.push_str("<div class=\"relocated\">\n<p class=\"remark\">");
        self.out.push_str(moved(way));
        self.out.push_str(" to here</p>\n");
        for change in changes {
            if let Change::Arrived(change, _) = change {
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
