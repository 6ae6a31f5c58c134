//! Findings for people: the source line with the place underlined, and what to do about it.

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};

use super::excerpt::{Excerpt, excerpt};
use super::groups;
use super::lines::FileTexts;
use super::paper::{Grouping, Paper, Style};
use crate::diagnostic::{Finding, Place, Severity};
use crate::source::slice;

/// Narrower than this, nothing of a line would be left beside its number.
const NARROWEST: usize = 40;
/// A message longer than this quotes something that nobody reads to its end.
const LONG_MESSAGE: usize = 600;

pub(super) fn write(
    paper: Paper,
    findings: &[Finding],
    files: &mut FileTexts<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = Pen::new(paper);
    let findings = match paper.grouping {
        Grouping::None => Cow::Borrowed(findings),
        Grouping::ByCause => Cow::Owned(groups::in_groups(findings, files)),
    };
    for finding in &*findings {
        pen.draw(finding, files, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Draws in one style.
struct Pen {
    renderer: Renderer,
    style: Style,
}

/// A message about one place, on its way to the page.
struct Block<'f> {
    level: Level<'static>,
    /// The line above the place.
    title: String,
    place: Option<&'f Place>,
    label: &'f str,
    hints: &'f [String],
}

impl Pen {
    fn new(paper: Paper) -> Pen {
        let renderer = match paper.style {
            Style::Plain => Renderer::plain(),
            Style::Coloured => Renderer::styled(),
        };
        Pen { renderer: renderer.term_width(paper.width.max(NARROWEST)), style: paper.style }
    }

    fn draw(&self, finding: &Finding, files: &mut FileTexts<'_>, out: &mut dyn Write) -> io::Result<()> {
        let blocks = self.blocks(finding);
        let sources: Vec<_> = blocks
            .iter()
            .map(|block| {
                let place = block.place?;
                Some((files.lines(&place.file)?, place.span?))
            })
            .collect();
        let excerpts: Vec<_> = sources
            .iter()
            .map(|source| source.as_ref().map(|(lines, span)| excerpt(lines, lines.range(*span))))
            .collect();
        let gutter = excerpts.iter().flatten().map(|excerpt| digits(excerpt.last_line)).max().unwrap_or(1);
        for (block, excerpt) in blocks.iter().zip(&excerpts) {
            writeln!(out, "{}", block.title)?;
            if let Some(place) = block.place {
                writeln!(out, "{}", self.origin(place, files, gutter))?;
            }
            self.body(block, excerpt.as_ref(), gutter, out)?;
        }
        Ok(())
    }

    /// The finding itself, then its related places.
    fn blocks<'f>(&self, finding: &'f Finding) -> Vec<Block<'f>> {
        let level = level(finding.severity);
        let title = level.clone().primary_title(shorten(&finding.message)).id(finding.code.name());
        let itself = Block {
            title: self.renderer.render(&[Group::with_title(title)]),
            level,
            place: finding.place.as_ref(),
            label: &finding.label,
            hints: &finding.hints,
        };
        let related = finding.related.iter().map(|(place, label)| {
            let words = if label.is_empty() { "see also" } else { label };
            let title = Level::NOTE.primary_title(shorten(words));
            Block {
                title: self.renderer.render(&[Group::with_title(title)]),
                level: Level::NOTE,
                place: Some(place),
                label: "",
                hints: &[],
            }
        });
        std::iter::once(itself).chain(related).collect()
    }

    /// ` --> content/a.md:3:7`: drawn here, since the column is that of the whole line, and the
    /// renderer sees the line after it has been cut.
    fn origin(&self, place: &Place, files: &mut FileTexts<'_>, gutter: usize) -> String {
        let location = files.locate(place);
        let arrow = match self.style {
            Style::Plain => "--> ".to_owned(),
            Style::Coloured => format!("{DEFAULT_LINE_NUM_STYLE}--> {DEFAULT_LINE_NUM_STYLE:#}"),
        };
        let file = one_line(&location.file);
        let position = location.extent.map(|(start, _)| format!(":{}:{}", start.line, start.column));
        format!("{:gutter$}{arrow}{file}{}", "", position.unwrap_or_default())
    }

    /// The source with its mark, and the hints.
    fn body(
        &self,
        block: &Block<'_>,
        excerpt: Option<&Excerpt<'_>>,
        gutter: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if excerpt.is_none() && block.hints.is_empty() {
            return Ok(());
        }
        let mut group = Group::with_level(block.level.clone());
        if let Some(excerpt) = excerpt {
            let label = (!block.label.is_empty()).then(|| one_line(block.label));
            let mark = AnnotationKind::Primary.span(excerpt.marked.clone()).label(label);
            group = group
                .element(Snippet::source(excerpt.source).line_start(excerpt.first_line).annotation(mark));
        }
        for hint in block.hints {
            group = group.element(Level::HELP.message(normalize_untrusted_str(&shorten(hint))));
        }
        // The renderer's own gutter is as wide as this block's numbers; all blocks share one.
        let indent = gutter - excerpt.map_or(0, |excerpt| digits(excerpt.last_line));
        for line in self.renderer.render(&[group]).lines() {
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONG_MESSAGE) {
        Some((cut, _)) => format!("{} ...", slice(text, ..cut)),
        None => text.to_owned(),
    }
}

/// Text from a file or its name, without what would move the cursor.
fn one_line(text: &str) -> String {
    normalize_untrusted_str(&shorten(text)).replace(['\n', '\r'], " ")
}
