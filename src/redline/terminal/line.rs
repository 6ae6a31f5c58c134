//! What stands in a line, with marks as people type them.

use super::Writer;
use crate::markdown::tree::{InlineMark, InlinePiece};
use crate::redline::remarks::restyled;
use crate::redline::view::{RunView, ViewState, neighbours, to_be_told};

impl Writer<'_> {
    pub(super) fn line(&mut self, views: &[RunView<'_, '_>]) {
        let mut open: Vec<&InlineMark<'_>> = Vec::new();
        let mut outside = 0;
        for (at, view) in views.iter().enumerate() {
            let (same_before, same_after) = neighbours(views, at);
            self.marks(&mut open, &view.run.marks);
            if !same_before {
                self.open(view.state);
                outside = open.len();
            }
            self.piece(&view.run.piece, view.state);
            // Marks that begin within what is new or gone end there.
            if !same_after && view.state != ViewState::Kept {
                self.unmark(&mut open, outside);
                self.close(view.state);
            }
            if let Some((before, after)) = to_be_told(views, at) {
                self.unmark(&mut open, 0);
                self.restyled(&restyled(self.words, before, after));
            }
        }
        self.unmark(&mut open, 0);
    }

    /// Ends and begins marks until those of a run are open.
    fn marks<'v, 'a>(&mut self, open: &mut Vec<&'v InlineMark<'a>>, marks: &'v [InlineMark<'a>]) {
        let common = open.iter().zip(marks).take_while(|(open, mark)| *open == mark).count();
        self.unmark(open, common);
        for mark in marks.iter().skip(common) {
            self.text(sign(mark));
            open.push(mark);
        }
    }

    fn unmark(&mut self, open: &mut Vec<&InlineMark<'_>>, depth: usize) {
        for mark in open.drain(depth.min(open.len())..).rev() {
            self.text(sign(mark));
        }
    }

    fn piece(&mut self, piece: &InlinePiece<'_>, state: ViewState) {
        match piece {
            InlinePiece::Words(words) => self.text(words),
            InlinePiece::Break if state == ViewState::Kept => self.end_line(),
            InlinePiece::Break => self.text("↵"),
            InlinePiece::Picture(picture) => self.text(&format!("![{}]({})", picture.words, picture.target)),
            InlinePiece::NoteMark(mark) => self.text(&format!("[{}]", mark.number)),
            InlinePiece::Html(html) => self.text(html),
        }
    }

    fn restyled(&mut self, said: &str) {
        if !said.is_empty() {
            self.text(" ");
            self.remark(&format!("({said})"));
        }
    }

    pub(super) fn open(&mut self, state: ViewState) {
        let (style, sign) = match state {
            ViewState::Kept => return,
            ViewState::Inserted => (self.styles.inserted, "{+"),
            ViewState::Deleted => (self.styles.deleted, "[-"),
        };
        self.text("");
        self.out.push_str(&style.render().to_string());
        self.text(sign);
    }

    pub(super) fn close(&mut self, state: ViewState) {
        let (style, sign) = match state {
            ViewState::Kept => return,
            ViewState::Inserted => (self.styles.inserted, "+}"),
            ViewState::Deleted => (self.styles.deleted, "-]"),
        };
        self.text(sign);
        self.out.push_str(&style.render_reset().to_string());
    }
}

fn sign(mark: &InlineMark<'_>) -> &'static str {
    match mark {
        InlineMark::Emphasis => "*",
        InlineMark::Strong => "**",
        InlineMark::Struck => "~~",
        InlineMark::Code => "`",
        InlineMark::Raised | InlineMark::Lowered | InlineMark::Element(_) | InlineMark::Link(_) => "",
    }
}
