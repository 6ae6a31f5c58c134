//! Lists of which some items changed. Numbers are those of the new list; what is gone keeps its own.

use super::Writer;
use crate::markdown::escape_text;
use crate::markdown::tree::{Block, BlockContent, BlockKind};
use crate::redline::numbers::NextNumbers;
use crate::redline::passages::{RedlinePassage, entries};
use crate::redline::remarks::arrived;
use crate::redline::view::ViewState;
use crate::redline::{BlockChange, ChangedBlock, Inside, Way};

impl Writer<'_, '_> {
    pub(super) fn changed_list<'c, 'a>(
        &mut self,
        (before, after): (&BlockKind<'_>, &BlockKind<'_>),
        items: &'c [BlockChange<'a>],
    ) {
        let mut numbers = NextNumbers::between(before, after);
        let (start, end) = if numbers.are_shown() { ("<ol>\n", "</ol>\n") } else { ("<ul>\n", "</ul>\n") };
        let mut numbered = |items: &'c [BlockChange<'a>]| -> Vec<(&'c BlockChange<'a>, Frame)> {
            let frame = |item| (item, Frame { number: numbers.next(item), moved: None });
            items.iter().map(frame).collect()
        };
        self.out.push_str(start);
        for passage in entries(items, self.page.unchanged) {
            match passage {
                RedlinePassage::Shown(items) => self.items(numbered(items)),
                RedlinePassage::Folded(items) => {
                    let inside = numbered(items);
                    self.out.push_str("<li class=\"unchanged\">");
                    self.fold(items, |writer| {
                        writer.out.push_str(start);
                        writer.items(inside);
                        writer.out.push_str(end);
                    });
                    self.out.push_str("</li>\n");
                }
            }
        }
        self.out.push_str(end);
    }

    fn items(&mut self, items: Vec<(&BlockChange<'_>, Frame)>) {
        for (item, frame) in items {
            self.item_change(item, frame);
        }
    }

    fn item_change(&mut self, change: &BlockChange<'_>, frame: Frame) {
        match change {
            BlockChange::Kept(block) => self.whole_item(block, ViewState::Kept, frame),
            BlockChange::Inserted(block) => self.whole_item(block, ViewState::Inserted, frame),
            BlockChange::Deleted(block) => self.whole_item(block, ViewState::Deleted, frame),
            BlockChange::Left(block, way) => {
                self.open_item(None, &frame, "relocated");
                self.left_remark(block, *way, 0);
                self.out.push_str("</li>\n");
            }
            BlockChange::Arrived(change, way) => {
                self.item_change(change, Frame { moved: Some(*way), ..frame });
            }
            BlockChange::Changed(changed) => self.changed_item(changed, &frame),
        }
    }

    fn whole_item(&mut self, block: &Block<'_>, state: ViewState, frame: Frame) {
        self.open_item(task(&block.shape), &frame, state.class());
        if let BlockContent::Blocks(blocks) = &block.content {
            for block in blocks {
                self.whole(block, state, &[]);
            }
        }
        self.out.push_str("</li>\n");
    }

    fn changed_item(&mut self, changed: &ChangedBlock<'_>, frame: &Frame) {
        let Inside::Blocks(blocks) = &changed.inside else { return };
        let own_line = |change: &BlockChange<'_>| match change {
            BlockChange::Inserted(block) | BlockChange::Deleted(block) => block.shape == BlockKind::Line,
            BlockChange::Changed(changed) => changed.after == BlockKind::Line,
            _ => false,
        };
        let marked = changed.before != changed.after || blocks.iter().any(own_line);
        self.open_item(task(&changed.after), frame, if marked { "changed" } else { "" });
        if changed.before != changed.after {
            self.shape_remark(&changed.before, &changed.after);
            self.out.push(' ');
        }
        self.flow(blocks);
        self.out.push_str("</li>\n");
    }

    fn open_item(&mut self, task: Option<bool>, frame: &Frame, class: &str) {
        self.out.push_str("<li");
        if let Some(number) = frame.number {
            self.number("value", number);
        }
        let (task_class, moved_class) =
            (task.map_or("", |_| "task"), frame.moved.map_or("", |_| "relocated"));
        self.classes(&[task_class, moved_class, class]);
        self.out.push('>');
        if let Some(done) = task {
            self.task(done);
        }
        if let Some(way) = frame.moved {
            self.out.push_str("<span class=\"remark\">");
            escape_text(self.out, arrived(self.page.words, way));
            self.out.push_str(":</span> ");
        }
    }
}

/// What an item has beside its words.
#[derive(Clone, Copy)]
struct Frame {
    number: Option<u64>,
    moved: Option<Way>,
}

fn task(shape: &BlockKind<'_>) -> Option<bool> {
    match shape {
        BlockKind::Item(task) => *task,
        _ => None,
    }
}
