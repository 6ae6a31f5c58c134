//! Runs of events that stand side by side in the source.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::autolink::{self, AddressKind, BareAddress};
use super::parts::NumberedEvent;
use crate::markdown::raw::SourceOrigin;
use crate::source::{Span, slice};

/// Whether an event's text is the source as it stands.
pub(super) fn is_plain(text: &str, words: &CowStr<'_>, at: &Range<usize>) -> bool {
    match words {
        CowStr::Borrowed(words) => {
            words.len() == at.len()
                && text.get(at.clone()).is_some_and(|same| same.as_ptr() == words.as_ptr())
        }
        _ => false,
    }
}

/// The lines of a block as one text, without a copy where they stand as one in the source.
pub(super) fn join<'a>(
    text: &'a str,
    lines: Vec<(CowStr<'a>, Range<usize>)>,
    range: &Range<usize>,
) -> (CowStr<'a>, SourceOrigin) {
    let mut end = range.start;
    let contiguous = lines.iter().all(|(line, at)| {
        let follows = at.start == end;
        end = at.end;
        follows && is_plain(text, line, at)
    });
    if contiguous {
        return (CowStr::Borrowed(slice(text, range.clone())), SourceOrigin::At(range.start));
    }
    let mut joined = String::with_capacity(range.len());
    let mut origin = Vec::with_capacity(lines.len());
    for (line, at) in lines {
        origin.push((joined.len(), at.start));
        joined.push_str(&line);
    }
    (joined.into(), SourceOrigin::Lines(origin))
}

/// Makes links of the bare addresses in the texts from `first` on. Addresses are looked for in the
/// source as it was typed, since `--` and `&amp;` within one are no dash and no entity.
pub(super) fn link_addresses<'a>(
    text: &'a str,
    parts: &mut Vec<NumberedEvent<'a>>,
    first: usize,
    references: &mut u32,
) {
    let (Some(start), Some(end)) = (parts.get(first), parts.last()) else { return };
    let stretch = start.span.range().start..end.span.range().end;
    let Some(typed) = text.get(stretch.clone()).filter(|typed| autolink::possible(typed)) else { return };
    let found = autolink::find(typed);
    if found.is_empty() {
        return;
    }
    let run: Vec<_> = parts.drain(first..).collect();
    let mut linker = Linker { text, parts, references, done: 0 };
    let in_source =
        |found: BareAddress| (found.at.start + stretch.start..found.at.end + stretch.start, found.kind);
    let mut found = found.into_iter().map(in_source).peekable();
    for part in run {
        linker.take(part, &mut found);
    }
}

struct Linker<'l, 'a> {
    text: &'a str,
    parts: &'l mut Vec<NumberedEvent<'a>>,
    references: &'l mut u32,
    /// Everything before this place has been written.
    done: usize,
}

impl<'a> Linker<'_, 'a> {
    fn take(
        &mut self,
        part: NumberedEvent<'a>,
        found: &mut std::iter::Peekable<impl Iterator<Item = (Range<usize>, AddressKind)>>,
    ) {
        let range = part.span.range();
        if range.end <= self.done {
            return;
        }
        let plain = matches!(&part.event, Event::Text(words) if is_plain(self.text, words, &range));
        let mut at = range.start.max(self.done);
        while let Some((address, kind)) = found.next_if(|(address, _)| address.start < range.end) {
            // Typographic signs are never cut in two.
            if plain && address.start >= at {
                self.words(at..address.start);
                self.link(address.clone(), kind);
                at = address.end;
                self.done = address.end;
            }
        }
        if at == range.start || !plain {
            self.parts.push(part);
        } else {
            self.words(at..range.end);
        }
    }

    fn words(&mut self, at: Range<usize>) {
        if at.start < at.end {
            self.push(Event::Text(CowStr::Borrowed(slice(self.text, at.clone()))), at, 0);
        }
    }

    fn link(&mut self, at: Range<usize>, kind: AddressKind) {
        let typed = slice(self.text, at.clone());
        let entity = typed.contains("&amp;");
        let words = if entity { typed.replace("&amp;", "&").into() } else { CowStr::Borrowed(typed) };
        let (link_type, dest_url) = match kind {
            AddressKind::Url => (LinkType::Autolink, words.clone()),
            AddressKind::Www => (LinkType::Autolink, CowStr::from(format!("http://{words}"))),
            AddressKind::Email => (LinkType::Email, words.clone()),
        };
        let nothing = CowStr::Borrowed("");
        let tag = Tag::Link { link_type, dest_url, title: nothing.clone(), id: nothing };
        let nth = *self.references;
        *self.references += 1;
        self.push(Event::Start(tag), at.clone(), nth);
        self.push(Event::Text(words), at.clone(), 0);
        self.push(Event::End(TagEnd::Link), at, nth);
    }

    fn push(&mut self, event: Event<'a>, at: Range<usize>, nth: u32) {
        self.parts.push(NumberedEvent { event, span: Span::new(at), nth });
    }
}
