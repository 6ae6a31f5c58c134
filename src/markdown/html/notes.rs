//! Footnotes on the page: marks in the text, the notes at its end, and the way back.

use std::fmt::Write;

use pulldown_cmark::{Event, TagEnd};

use super::{Writer, escape};
use crate::words::count;

impl Writer<'_, '_> {
    pub(super) fn mark(&mut self, label: &str, nth: u32) {
        let document = self.document;
        let Some(Some(mark)) = document.notes.marks.get(nth as usize) else {
            self.out.push_str("[^");
            escape::text(self.out, label);
            return self.out.push(']');
        };
        let number = mark.note + 1;
        let Some(note) = document.notes.shown.get(mark.note) else { return };
        self.out.push_str("<sup class=\"footnote\"><a id=\"");
        escape::attribute(self.out, &mark.id);
        self.out.push_str("\" href=\"#");
        escape::attribute(self.out, &note.id);
        self.out.push_str("\" role=\"doc-noteref\" aria-label=\"");
        let label = self.references.words().fill("footnote", [("number", count(number))]);
        escape::attribute(self.out, &label);
        // Writing to a string does not fail.
        let _ = write!(self.out, "\">{number}</a></sup>");
    }

    /// The notes, in the order of their numbers.
    pub(super) fn footnotes(&mut self) {
        let document = self.document;
        if document.notes.shown.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"footnotes\" aria-label=\"");
        escape::attribute(self.out, self.references.words().say("footnotes"));
        self.out.push_str("\">\n<ol>\n");
        for note in &document.notes.shown {
            self.out.push_str("<li id=\"");
            escape::attribute(self.out, &note.id);
            self.out.push_str("\">");
            self.closed(note.body.clone());
            let last = note.body.end.checked_sub(1).and_then(|last| document.read.parts.get(last));
            let in_paragraph = matches!(last.map(|part| &part.event), Some(Event::End(TagEnd::Paragraph)))
                && self.out.ends_with("</p>\n");
            if in_paragraph {
                self.out.truncate(self.out.len() - "</p>\n".len());
            }
            self.ways_back(&note.marks);
            self.out.push_str(if in_paragraph { "</p>\n</li>\n" } else { "</li>\n" });
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn ways_back(&mut self, marks: &[usize]) {
        let document = self.document;
        for (nth, mark) in marks.iter().enumerate() {
            // A mark in the heading that the theme shows is not on the page.
            if document.read.marks.get(*mark).is_some_and(|part| self.left_out.contains(part)) {
                continue;
            }
            let Some(Some(mark)) = document.notes.marks.get(*mark) else { continue };
            self.out.push_str(" <a class=\"back\" href=\"#");
            escape::attribute(self.out, &mark.id);
            self.out.push_str("\" role=\"doc-backlink\" aria-label=\"");
            let values = [("mention", count(nth + 1)), ("number", count(mark.note + 1))];
            escape::attribute(self.out, &self.references.words().fill("back_to_mention", values));
            self.out.push_str("\">↩</a>");
        }
    }
}
