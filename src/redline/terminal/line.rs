//! What stands in a line, with marks as people type them.

use super::Writer;
use crate::markdown::tree::{Mark, Piece};
use crate::redline::remarks::restyled;
use crate::redline::view::{State, View, neighbours, to_be_told};

impl Writer<'_> {
    pub(super) fn line(&mut self, views: &[View<'_, '_>]) {
        let mut open: Vec<&Mark<'_>> = Vec::new();
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
            if !same_after && view.state != State::Kept {
                self.unmark(&mut open, outside);
                self.close(view.state);
            }
            if let Some((before, after)) = to_be_told(views, at) {
                self.unmark(&mut open, 0);
                self.restyled(&restyled(before, after));
            }
        }
        self.unmark(&mut open, 0);
    }

    /// Ends and begins marks until those of a run are open.
    fn marks<'v, 'a>(&mut self, open: &mut Vec<&'v Mark<'a>>, marks: &'v [Mark<'a>]) {
        let common = open.iter().zip(marks).take_while(|(open, mark)| *open == mark).count();
        self.unmark(open, common);
        for mark in &marks[common..] {
            self.text(sign(mark));
            open.push(mark);
        }
    }

    fn unmark(&mut self, open: &mut Vec<&Mark<'_>>, depth: usize) {
        for mark in open.drain(depth.min(open.len())..).rev() {
            self.text(sign(mark));
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, state: State) {
        match piece {
            Piece::Words(words) => self.text(words),
            Piece::Break if state == State::Kept => self.end_line(),
            Piece::Break => self.text("↵"),
            Piece::Picture(picture) => self.text(&format!("![{}]({})", picture.words, picture.target)),
            Piece::NoteMark(mark) => self.text(&format!("[{}]", mark.number)),
            Piece::Html(html) => self.text(html),
        }
    }

    fn restyled(&mut self, said: &str) {
        if !said.is_empty() {
            self.text(" ");
            self.remark(&format!("({said})"));
        }
    }

    pub(super) fn open(&mut self, state: State) {
        let (style, sign) = match state {
            State::Kept => return,
            State::Inserted => (self.styles.inserted, "{+"),
            State::Deleted => (self.styles.deleted, "[-"),
        };
        self.text("");
        self.out.push_str(&style.render().to_string());
        self.text(sign);
    }

    pub(super) fn close(&mut self, state: State) {
        let (style, sign) = match state {
            State::Kept => return,
            State::Inserted => (self.styles.inserted, "+}"),
            State::Deleted => (self.styles.deleted, "-]"),
        };
        self.text(sign);
        self.out.push_str(&style.render_reset().to_string());
    }
}

fn sign(mark: &Mark<'_>) -> &'static str {
    match mark {
        Mark::Emphasis => "*",
        Mark::Strong => "**",
        Mark::Struck => "~~",
        Mark::Code => "`",
        Mark::Raised | Mark::Lowered | Mark::Element(_) | Mark::Link(_) => "",
    }
}
