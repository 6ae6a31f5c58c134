//! How deep things may be nested.

use std::ops::Range;

use pulldown_cmark::TagEnd;

use super::{DEEPEST, Reader};
use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::source::{Span, slice};

impl Reader<'_> {
    pub(super) fn is_too_deep(&self, tag: TagEnd) -> bool {
        match tag {
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::DefinitionList | TagEnd::Item => {
                self.depth > DEEPEST
            }
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.depth > DEEPEST,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inline_depth > DEEPEST,
            _ => false,
        }
    }

    pub(super) fn tell_depth(&mut self, range: Range<usize>) {
        if !self.reported.depth {
            self.reported.depth = true;
            let first_line =
                slice(self.text, range.clone()).find('\n').map_or(range.end, |end| range.start + end);
            self.read.problems.push(Problem::new(
                Code::DeepNesting,
                Span::new(range.start..first_line),
                format!("nested more than {DEEPEST} deep; deeper levels are shown as one"),
            ));
        }
    }
}
