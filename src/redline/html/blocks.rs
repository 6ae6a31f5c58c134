//! Blocks: as they are, new, gone, changed.

use std::fmt::Write as _;

use super::Writer;
use crate::markdown::tree::{Block, BlockContent, BlockKind, Run};
use crate::markdown::{escape_attribute, escape_text};
use crate::redline::view::{RunView, ViewState};
use crate::redline::{BlockChange, ChangedBlock, Inline, Inside};

/// Where a block stands: the classes of its element.
pub(super) type Classes<'c> = &'c [&'c str];

impl Writer<'_, '_> {
    /// A block and what became of it.
    pub(super) fn change(&mut self, change: &BlockChange<'_>) {
        match change {
            BlockChange::Kept(block) => self.whole(block, ViewState::Kept, &[]),
            BlockChange::Inserted(block) => self.whole(block, ViewState::Inserted, &["inserted"]),
            BlockChange::Deleted(block) => self.whole(block, ViewState::Deleted, &["deleted"]),
            BlockChange::Left(block, way) => self.left(block, *way, 0),
            BlockChange::Arrived(change, _) => self.change(change),
            BlockChange::Changed(changed) => self.changed(changed),
        }
    }

    /// A block of which all is kept, new or gone.
    pub(super) fn whole(&mut self, block: &Block<'_>, state: ViewState, classes: Classes<'_>) {
        match (&block.shape, &block.content) {
            (BlockKind::Rule, _) => self.rule(state),
            (BlockKind::Line, BlockContent::Runs(runs)) => self.runs(runs, state),
            (BlockKind::Table(aligned), BlockContent::Blocks(rows)) => {
                self.whole_table(aligned, rows, state, classes);
            }
            (BlockKind::Code(language), BlockContent::Text(text)) => {
                self.code(language, classes, |writer| writer.source(text, state));
            }
            (_, BlockContent::Text(text)) => self.html_source(text, state, classes),
            (shape, BlockContent::Runs(runs)) => {
                self.element(shape, classes, |writer| writer.runs(runs, state));
            }
            (shape, BlockContent::Blocks(blocks)) => {
                self.element(shape, classes, |writer| {
                    for block in blocks {
                        writer.whole(block, state, &[]);
                    }
                });
            }
        }
    }

    pub(super) fn runs(&mut self, runs: &[Run<'_>], state: ViewState) {
        let view = |run| RunView { state, run, before: None };
        let views: Vec<RunView<'_, '_>> = runs.iter().map(view).collect();
        self.line(&views);
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline<'_>]) {
        let views: Vec<RunView<'_, '_>> = inlines.iter().map(RunView::of).collect();
        self.line(&views);
    }

    fn changed(&mut self, ChangedBlock { before, after, inside }: &ChangedBlock<'_>) {
        match (after, inside) {
            (BlockKind::Line, Inside::Line(inlines)) => self.inlines(inlines),
            (shape, Inside::Line(inlines)) => self.element(shape, &["changed"], |writer| {
                writer.inlines(inlines);
                writer.shape_remark(before, after);
            }),
            (BlockKind::Code(language), Inside::Blocks(lines)) => {
                self.shape_note(before, after);
                self.code(language, &["changed"], |writer| writer.code_lines(lines));
            }
            (BlockKind::Table(_), Inside::Rows { columns, rows }) => {
                self.shape_note(before, after);
                self.changed_table((before, after), columns, rows);
            }
            (BlockKind::List(_), Inside::Blocks(items)) => {
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
                self.html_source(before, ViewState::Deleted, &["deleted"]);
                self.html_source(after, ViewState::Inserted, &["inserted"]);
            }
        }
    }

    /// An element of a shape with something in it.
    pub(super) fn element(
        &mut self,
        shape: &BlockKind<'_>,
        classes: Classes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        let level = match shape {
            BlockKind::Heading { level, .. } => level.saturating_add(self.page.deeper).clamp(1, 6),
            _ => 1,
        };
        let (name, lines) = name(shape, level);
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(shape, classes);
        self.out.push_str(if lines { ">\n" } else { ">" });
        if let BlockKind::Alert(alert) = shape {
            self.out.push_str("<p class=\"alert-label\">");
            escape_text(self.out, self.page.words.say(alert.label));
            self.out.push_str("</p>\n");
        }
        if *shape == BlockKind::Notes {
            self.out.push_str("<ol>\n");
        }
        if let BlockKind::Item(Some(done)) = shape {
            self.task(*done);
        }
        inside(self);
        self.out.push_str(if *shape == BlockKind::Notes { "</ol>\n</" } else { "</" });
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn attributes(&mut self, shape: &BlockKind<'_>, classes: Classes<'_>) {
        let own: Classes<'_> = match shape {
            BlockKind::Alert(alert) => &["alert", alert.class],
            BlockKind::Item(Some(_)) => &["task"],
            BlockKind::Notes => &["footnotes"],
            _ => &[],
        };
        match shape {
            BlockKind::Alert(_) => self.out.push_str(" role=\"note\""),
            BlockKind::List(Some(first)) if *first != 1 => self.number("start", *first),
            BlockKind::Note(number) => self.number("value", *number as u64),
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
        let (checked, word) = if done { (" checked", "task_done") } else { ("", "task_to_do") };
        let label = self.page.words.say(word);
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
    }

    fn rule(&mut self, state: ViewState) {
        if state == ViewState::Kept {
            return self.out.push_str("<hr>\n");
        }
        self.out.push_str("<div");
        self.classes(&[state.class()]);
        self.out.push('>');
        self.hidden(state.said(self.page.words));
        self.hidden(self.page.words.say("dividing_line"));
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

    fn code_lines(&mut self, lines: &[BlockChange<'_>]) {
        for line in lines {
            match line {
                BlockChange::Kept(block) => self.whole(block, ViewState::Kept, &[]),
                BlockChange::Inserted(block) => self.whole(block, ViewState::Inserted, &[]),
                BlockChange::Deleted(block) | BlockChange::Left(block, _) => {
                    self.whole(block, ViewState::Deleted, &[]);
                }
                BlockChange::Changed(changed) => self.changed(changed),
                BlockChange::Arrived(change, _) => self.code_lines(std::slice::from_ref(change)),
            }
            self.out.push('\n');
        }
    }

    /// Raw HTML as its author typed it: it might not end what it begins.
    fn html_source(&mut self, text: &str, state: ViewState, classes: Classes<'_>) {
        self.code("", &[&["source"], classes].concat(), |writer| writer.source(text, state));
    }

    fn source(&mut self, text: &str, state: ViewState) {
        let (start, end) = state.element();
        self.out.push_str(start);
        if state != ViewState::Kept {
            self.hidden(state.said(self.page.words));
        }
        escape_text(self.out, text);
        if state != ViewState::Kept {
            self.hidden("; ");
        }
        self.out.push_str(end);
    }
}

fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// The name of an element, and whether what is in it stands on lines of its own.
fn name(shape: &BlockKind<'_>, level: u8) -> (&'static str, bool) {
    match shape {
        BlockKind::Heading { .. } => (heading(level), false),
        BlockKind::Quote => ("blockquote", true),
        BlockKind::Alert(_) => ("aside", true),
        BlockKind::List(None) => ("ul", true),
        BlockKind::List(Some(_)) => ("ol", true),
        BlockKind::Item(_) | BlockKind::Note(_) => ("li", false),
        BlockKind::Definitions => ("dl", true),
        BlockKind::Term => ("dt", false),
        BlockKind::Definition => ("dd", false),
        BlockKind::Figure => ("figure", false),
        BlockKind::Caption => ("figcaption", false),
        BlockKind::Notes => ("div", true),
        BlockKind::Table(_) | BlockKind::Head | BlockKind::Row | BlockKind::Cell => ("div", false),
        BlockKind::Code(_) | BlockKind::Html | BlockKind::Rule | BlockKind::Paragraph | BlockKind::Line => {
            ("p", false)
        }
    }
}
