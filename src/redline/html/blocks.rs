//! Blocks: as they are, new, gone, changed.

use std::fmt::Write as _;

use super::Writer;
use crate::markdown::tree::{Block, Content, Run, Shape};
use crate::markdown::{escape_attribute, escape_text};
use crate::redline::view::{State, View};
use crate::redline::{Change, Changed, Inline, Inside};

/// Where a block stands: the classes of its element.
pub(super) type Classes<'c> = &'c [&'c str];

impl Writer<'_, '_> {
    /// A block and what became of it.
    pub(super) fn change(&mut self, change: &Change<'_>) {
        match change {
            Change::Kept(block) => self.whole(block, State::Kept, &[]),
            Change::Inserted(block) => self.whole(block, State::Inserted, &["inserted"]),
            Change::Deleted(block) => self.whole(block, State::Deleted, &["deleted"]),
            Change::Left(block, way) => self.left(block, *way, 0),
            Change::Arrived(change, _) => self.change(change),
            Change::Changed(changed) => self.changed(changed),
        }
    }

    /// A block of which all is kept, new or gone.
    pub(super) fn whole(&mut self, block: &Block<'_>, state: State, classes: Classes<'_>) {
        match (&block.shape, &block.content) {
            (Shape::Rule, _) => self.rule(state),
            (Shape::Line, Content::Runs(runs)) => self.runs(runs, state),
            (Shape::Table(aligned), Content::Blocks(rows)) => self.whole_table(aligned, rows, state, classes),
            (Shape::Code(language), Content::Text(text)) => {
                self.code(language, classes, |writer| writer.source(text, state));
            }
            (_, Content::Text(text)) => self.html_source(text, state, classes),
            (shape, Content::Runs(runs)) => self.element(shape, classes, |writer| writer.runs(runs, state)),
            (shape, Content::Blocks(blocks)) => {
                self.element(shape, classes, |writer| {
                    for block in blocks {
                        writer.whole(block, state, &[]);
                    }
                });
            }
        }
    }

    pub(super) fn runs(&mut self, runs: &[Run<'_>], state: State) {
        let view = |run| View { state, run, before: None };
        let views: Vec<View<'_, '_>> = runs.iter().map(view).collect();
        self.line(&views);
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline<'_>]) {
        let views: Vec<View<'_, '_>> = inlines.iter().map(View::of).collect();
        self.line(&views);
    }

    fn changed(&mut self, Changed { before, after, inside }: &Changed<'_>) {
        match (after, inside) {
            (Shape::Line, Inside::Line(inlines)) => self.inlines(inlines),
            (shape, Inside::Line(inlines)) => self.element(shape, &["changed"], |writer| {
                writer.inlines(inlines);
                writer.shape_remark(before, after);
            }),
            (Shape::Code(language), Inside::Blocks(lines)) => {
                self.shape_note(before, after);
                self.code(language, &["changed"], |writer| writer.code_lines(lines));
            }
            (Shape::Table(_), Inside::Rows { columns, rows }) => {
                self.shape_note(before, after);
                self.changed_table((before, after), columns, rows);
            }
            (Shape::List(_), Inside::Blocks(items)) => {
                self.shape_note(before, after);
                self.changed_list((before, after), items);
            }
            (_, Inside::Blocks(changes) | Inside::Rows { rows: changes, .. }) => {
                let same = before.says_the_same(after);
                self.element(after, if same { &[] } else { &["changed"] }, |writer| {
                    writer.shape_remark(before, after);
                    writer.flow(changes);
                });
            }
            (_, Inside::Text { before, after }) => {
                self.html_source(before, State::Deleted, &["deleted"]);
                self.html_source(after, State::Inserted, &["inserted"]);
            }
        }
    }

    /// An element of a shape with something in it.
    pub(super) fn element(
        &mut self,
        shape: &Shape<'_>,
        classes: Classes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        let level = match shape {
            Shape::Heading { level, .. } => level.saturating_add(self.page.deeper).clamp(1, 6),
            _ => 1,
        };
        let (name, lines) = name(shape, level);
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(shape, classes);
        self.out.push_str(if lines { ">\n" } else { ">" });
        if let Shape::Alert(alert) = shape {
            self.out.push_str("<p class=\"alert-label\">");
            self.out.push_str(alert.label);
            self.out.push_str("</p>\n");
        }
        if *shape == Shape::Notes {
            self.out.push_str("<ol>\n");
        }
        if let Shape::Item(Some(done)) = shape {
            self.task(*done);
        }
        inside(self);
        self.out.push_str(if *shape == Shape::Notes { "</ol>\n</" } else { "</" });
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn attributes(&mut self, shape: &Shape<'_>, classes: Classes<'_>) {
        let own: Classes<'_> = match shape {
            Shape::Alert(alert) => &["alert", alert.class],
            Shape::Item(Some(_)) => &["task"],
            Shape::Notes => &["footnotes"],
            _ => &[],
        };
        match shape {
            Shape::Alert(_) => self.out.push_str(" role=\"note\""),
            Shape::List(Some(first)) if *first != 1 => self.number("start", *first),
            Shape::Note(number) => self.number("value", *number as u64),
            _ => {}
        }
        self.classes(&[own, classes].concat());
    }

    /// An attribute that is a number.
    pub(super) fn number(&mut self, name: &str, number: u64) {
        // Writing to a string does not fail.
        let _ = write!(self.out, " {name}=\"{number}\"");
    }

    pub(super) fn task(&mut self, done: bool) {
        self.out.push_str(if done {
            "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"To do\"> "
        });
    }

    fn rule(&mut self, state: State) {
        if state == State::Kept {
            return self.out.push_str("<hr>\n");
        }
        self.out.push_str("<div");
        self.classes(&[state.class()]);
        self.out.push('>');
        self.hidden(state.said());
        self.hidden("dividing line");
        self.out.push_str("<hr></div>\n");
    }

    /// A block of code, of which the lines are written by `lines`.
    fn code(&mut self, language: &str, classes: Classes<'_>, lines: impl FnOnce(&mut Self)) {
        self.out.push_str("<div");
        self.classes(&[&["code"], classes].concat());
        if !language.is_empty() {
            self.out.push_str(" data-lang=\"");
            escape_attribute(self.out, language);
            self.out.push('"');
        }
        self.out.push_str("><pre tabindex=\"0\"><code>");
        lines(self);
        self.out.push_str("</code></pre></div>\n");
    }

    fn code_lines(&mut self, lines: &[Change<'_>]) {
        for line in lines {
            match line {
                Change::Kept(block) => self.whole(block, State::Kept, &[]),
                Change::Inserted(block) => self.whole(block, State::Inserted, &[]),
                Change::Deleted(block) | Change::Left(block, _) => self.whole(block, State::Deleted, &[]),
                Change::Changed(changed) => self.changed(changed),
                Change::Arrived(change, _) => self.code_lines(std::slice::from_ref(change)),
            }
            self.out.push('\n');
        }
    }

    /// Raw HTML as its author typed it: it might not end what it begins.
    fn html_source(&mut self, text: &str, state: State, classes: Classes<'_>) {
        self.code("", &[&["source"], classes].concat(), |writer| writer.source(text, state));
    }

    fn source(&mut self, text: &str, state: State) {
        let (start, end) = state.element();
        self.out.push_str(start);
        if state != State::Kept {
            self.hidden(state.said());
        }
        escape_text(self.out, text);
        if state != State::Kept {
            self.hidden("; ");
        }
        self.out.push_str(end);
    }
}

/// The name of an element, and whether what is in it stands on lines of its own.
fn name(shape: &Shape<'_>, level: u8) -> (&'static str, bool) {
    match shape {
        Shape::Heading { .. } => (["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1)], false),
        Shape::Quote => ("blockquote", true),
        Shape::Alert(_) => ("aside", true),
        Shape::List(None) => ("ul", true),
        Shape::List(Some(_)) => ("ol", true),
        Shape::Item(_) | Shape::Note(_) => ("li", false),
        Shape::Definitions => ("dl", true),
        Shape::Term => ("dt", false),
        Shape::Definition => ("dd", false),
        Shape::Figure => ("figure", false),
        Shape::Caption => ("figcaption", false),
        Shape::Notes => ("div", true),
        Shape::Table(_) | Shape::Head | Shape::Row | Shape::Cell => ("div", false),
        Shape::Code(_) | Shape::Html | Shape::Rule | Shape::Paragraph | Shape::Line => ("p", false),
    }
}
