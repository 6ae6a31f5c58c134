//! Fenced blocks that may hold data: those whose first word names no language of code.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::Fence;
use crate::markdown::highlight::grammar_named;
use crate::markdown::html::code::language;
use crate::markdown::read::NumberedEvent;
use crate::source::Span;

/// The fenced blocks of a text that name no language of code, in order.
pub(super) fn fences(parts: &[NumberedEvent<'_>]) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut depth = 0_usize;
    for (at, part) in parts.iter().enumerate() {
        match &part.event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let lines = parts.get(at + 1..).unwrap_or_default();
                fences.extend(
                    fence(info, part.span, lines).map(|fence| Fence { is_nested: depth > 0, ..fence }),
                );
            }
            Event::Start(
                Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionList,
            ) => depth += 1,
            Event::End(
                TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionList,
            ) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    fences
}

fn fence(info: &str, span: Span, lines: &[NumberedEvent<'_>]) -> Option<Fence> {
    let word = language(info);
    if word.is_empty() || grammar_named(word).is_some() {
        return None;
    }
    let argument = info.split_once(char::is_whitespace).map_or("", |(_, argument)| argument.trim());
    let lines = || lines.iter().take_while(|part| matches!(part.event, Event::Text(_)));
    let end = span.range().end;
    let first = lines().next().map_or(end, |part| part.span.range().start);
    let last = lines().last().map_or(end, |part| part.span.range().end);
    Some(Fence {
        word: word.into(),
        argument: argument.into(),
        span,
        body: Span::new(first..last),
        is_nested: false,
    })
}
