//! Raw HTML as it stands in a text, cut into the pieces that are shown.
//!
//! The tokeniser of the WHATWG standard reads it, so that what is taken out or rewritten here is
//! what a browser would see. A chunk is read on its own and leaves nothing half-open behind it:
//! an unfinished tag becomes text, an element whose content is no markup is closed at once.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::chunk::{Chunk, ChunkReference, Form, HtmlPiece, LinkState};
use super::elements::{begins_tag, breaks_the_page, is_raw_text, is_void};
use super::paused::Paused;
use super::{pointers, srcset, styles};
use crate::markdown::lint::{scripts, shifting, unclosed, wordless};
use crate::markdown::options::RawHtml;
use crate::markdown::outline::ReferenceKind;
use crate::markdown::problem::Problem;
use crate::path::leads_elsewhere;
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// Where the bytes of a chunk stand in the source.
pub(in crate::markdown) enum SourceOrigin {
    /// As one stretch from here.
    At(usize),
    /// Line by line: where in the chunk, where in the source.
    Lines(Vec<(usize, usize)>),
}

impl SourceOrigin {
    fn span(&self, at: Span) -> Span {
        let place = |byte: u32| match self {
            SourceOrigin::At(start) => start + byte as usize,
            SourceOrigin::Lines(lines) => {
                let line = lines.partition_point(|(chunk, _)| *chunk <= byte as usize);
                lines.get(line.saturating_sub(1)).map_or(0, |(chunk, source)| source + byte as usize - chunk)
            }
        };
        Span::new(place(at.start)..place(at.end))
    }
}

/// Reads a chunk. References are numbered from `first`.
pub(in crate::markdown) fn read(
    text: &str,
    origin: &SourceOrigin,
    raw_html: RawHtml,
    first: u32,
    problems: &mut Vec<Problem>,
) -> Chunk {
    let mut reader = Reader {
        text,
        origin,
        raw_html,
        first,
        problems,
        chunk: Chunk::default(),
        kept: 0,
        tag: Tag::default(),
        attribute: String::new(),
        attribute_start: 0,
        raw_text: None,
        anew: None,
        links: 0,
    };
    let mut from = Some(0);
    while let Some(start) = from {
        from = reader.read_from(start);
        count_steps(from.unwrap_or(text.len()).saturating_sub(start));
    }
    reader.finish()
}

/// The name of a tag as it is written from a place on. What the tokeniser calls it may be longer, as it puts a sign of three
/// bytes in the place of a zero byte.
fn name_from(text: &str, start: usize) -> Span {
    let rest = slice(text, start..);
    let ends = |sign: char| matches!(sign, '\t' | '\n' | '\r' | '\u{c}' | ' ' | '/' | '>');
    Span::new(start..start + rest.find(ends).unwrap_or(rest.len()))
}

fn is_called(written: &str, name: &str) -> bool {
    written.replace('\0', "\u{fffd}").eq_ignore_ascii_case(name)
}

/// The tag that is being read.
#[derive(Default)]
struct Tag {
    name: String,
    start: usize,
    first_piece: usize,
    first_reference: usize,
    open: bool,
    /// The piece of its picture's address, sized unless `width` or `height` follows.
    picture: Option<usize>,
    sized: bool,
    /// Whether it says something, be it that there is nothing to say, to those who cannot see it.
    described: bool,
}

struct Reader<'t> {
    text: &'t str,
    origin: &'t SourceOrigin,
    raw_html: RawHtml,
    first: u32,
    problems: &'t mut Vec<Problem>,
    chunk: Chunk,
    /// Everything before this place has become pieces.
    kept: usize,
    tag: Tag,
    attribute: String,
    attribute_start: usize,
    /// The element whose content is no markup, while it is open.
    raw_text: Option<Span>,
    /// Where the tokeniser must begin anew, as it takes for text what browsers read as markup.
    anew: Option<usize>,
    links: i32,
}

impl Reader<'_> {
    /// Reads on from a place, to the end or to where to begin anew.
    fn read_from(&mut self, from: usize) -> Option<usize> {
        let text = self.text;
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            if self.anew.is_none() {
                self.take(&event, (from + span.start).min(text.len())..(from + span.end).min(text.len()));
            }
            self.anew
        });
        emitter.naively_switch_states(true);
        // What it yields beside are pauses: all that is read went to the reader.
        Tokenizer::new_with_emitter(Paused::new(slice(text, from..)), emitter).find_map(Result::ok);
        self.anew.take()
    }

    fn take(&mut self, event: &CallbackEvent<'_>, at: std::ops::Range<usize>) {
        match event {
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                self.text_to(at.start);
                self.kept = at.end;
            }
            _ if self.raw_html == RawHtml::Deny => {}
            CallbackEvent::OpenStartTag { name } => self.open_tag(name, at.start),
            CallbackEvent::AttributeName { name } if self.tag.open => {
                self.attribute = String::from_utf8_lossy(name).into_owned();
                self.attribute_start = at.start;
                self.tag.sized |= matches!(*name, b"width" | b"height");
                self.tag.described |= matches!(*name, b"alt" | b"aria-label" | b"aria-labelledby");
            }
            CallbackEvent::AttributeValue { value } if self.tag.open => {
                let value = String::from_utf8_lossy(value).into_owned();
                self.value(&value, at);
            }
            CallbackEvent::CloseStartTag { self_closing } => self.close_start_tag(*self_closing, at.end),
            CallbackEvent::EndTag { name } => self.end_tag(name, at),
            _ => {}
        }
    }

    fn open_tag(&mut self, name: &[u8], start: usize) {
        let name = String::from_utf8_lossy(name).into_owned();
        self.text_to(start);
        let (first_piece, first_reference) = (self.chunk.pieces.len(), self.chunk.references.len());
        self.tag = Tag { name, start, first_piece, first_reference, open: true, ..Tag::default() };
    }

    fn close_start_tag(&mut self, self_closing: bool, end: usize) {
        self.tag.open = false;
        let name = name_from(self.text, self.tag.start + "<".len());
        if breaks_the_page(&self.tag.name) || !is_called(slice(self.text, name.range()), &self.tag.name) {
            self.forget_tag();
            self.kept = end;
            return;
        }
        if is_raw_text(&self.tag.name) && self.is_in_backticks(end) {
            self.forget_tag();
            self.chunk.pieces.push(HtmlPiece::Escape(Span::new(self.kept..end)));
            self.kept = end;
            // It is shown as words, and what stands behind it is none of its text.
            self.anew = Some(end);
            return;
        }
        if self.tag.name == "img" && !self.tag.described {
            let span = self.origin.span(Span::new(self.tag.start..end));
            let tag = slice(self.text, self.tag.start..end);
            self.problems.push(wordless::raw_picture(span, tag));
        }
        if let Some(piece) = self.tag.picture.filter(|_| !self.tag.sized)
            && let Some(HtmlPiece::Address { form, .. }) = self.chunk.pieces.get_mut(piece)
        {
            *form = Form::Unsized;
        }
        if is_void(&self.tag.name) {
            return self.keep_to(end);
        }
        let is_raw_text = is_raw_text(&self.tag.name);
        if self_closing && slice(self.text, ..end).ends_with("/>") {
            self.keep_to(end - 2);
            self.kept = end;
            self.chunk.pieces.extend([HtmlPiece::Put(">"), HtmlPiece::Opened(name), HtmlPiece::Closed(name)]);
            // It is shown as closed, so that nothing behind it is its text.
            self.anew = is_raw_text.then_some(end);
        } else {
            self.links += i32::from(self.tag.name == "a");
            self.keep_to(end);
            self.chunk.pieces.push(HtmlPiece::Opened(name));
            self.raw_text = is_raw_text.then_some(name);
        }
    }

    /// Whether the tag that ends here stands between backticks: whoever wrote it meant its name, and no element that takes
    /// everything behind it along.
    fn is_in_backticks(&self, end: usize) -> bool {
        slice(self.text, ..self.tag.start).ends_with('`') && slice(self.text, end..).starts_with('`')
    }

    /// Undoes what the tag that is being read has brought; nobody asks for what is not shown.
    fn forget_tag(&mut self) {
        let (pieces, references) = (self.tag.first_piece, self.tag.first_reference);
        self.chunk.pieces.truncate(pieces);
        self.chunk.references.truncate(references);
        self.chunk.ids.retain(|(_, _, piece)| *piece < pieces);
        self.kept = self.tag.start;
    }

    fn end_tag(&mut self, name: &[u8], at: std::ops::Range<usize>) {
        self.style_element(at.start);
        self.text_to(at.start);
        self.kept = at.end;
        self.raw_text = None;
        let span = name_from(self.text, at.start + "</".len());
        let written = slice(self.text, span.range());
        if name == b"br" {
            self.chunk.pieces.push(HtmlPiece::Put("<br>"));
        } else if is_called(written, &String::from_utf8_lossy(name)) && !breaks_the_page(written) {
            self.links -= i32::from(name == b"a");
            self.chunk.pieces.push(HtmlPiece::Closed(span));
        }
    }

    fn value(&mut self, value: &str, at: std::ops::Range<usize>) {
        let quoted = self.with_quotes(at.clone());
        if pointers::would_run(&self.tag.name, &self.attribute, value) {
            return self.take_out(quoted.end, scripts::in_attribute);
        }
        if pointers::would_shift(&self.tag.name, &self.attribute, value) {
            return self.take_out(quoted.end, shifting::in_attribute);
        }
        match &*self.attribute {
            "id" if !value.is_empty() => self.id(value, at, quoted),
            "name" if self.tag.name == "a" => self.chunk.names.push(value.into()),
            _ if pointers::lists_pictures(&self.tag.name, &self.attribute) => {
                self.listed(value, at, quoted.end);
            }
            _ if pointers::is_style(&self.attribute) => self.styled(value, at, quoted.end),
            _ => {
                if let Some(kind) = self.reference_kind(value) {
                    self.reference(kind, value, at, quoted);
                }
            }
        }
    }

    /// Leaves the attribute out, and says so.
    fn take_out(&mut self, end: usize, why: fn(Span, &str) -> Problem) {
        let written = Span::new(self.attribute_start..end);
        self.problems.push(why(self.origin.span(written), &self.attribute));
        self.drop_to(self.attribute_start, end);
    }

    fn id(&mut self, value: &str, at: std::ops::Range<usize>, quoted: std::ops::Range<usize>) {
        self.keep_to(quoted.start);
        self.kept = quoted.end;
        let place = self.origin.span(Span::new(at));
        self.chunk.ids.push((value.into(), place, self.chunk.pieces.len()));
        self.chunk.pieces.push(HtmlPiece::Id { at: Span::new(quoted), instead: None });
    }

    fn reference(
        &mut self,
        kind: ReferenceKind,
        value: &str,
        at: std::ops::Range<usize>,
        quoted: std::ops::Range<usize>,
    ) {
        self.keep_to(quoted.start);
        self.kept = quoted.end;
        if self.tag.name == "img" && self.attribute == "src" {
            self.tag.picture = Some(self.chunk.pieces.len());
        }
        let form = if kind == ReferenceKind::HtmlLink { Form::Link } else { Form::Value };
        self.address(kind, value, at, Span::new(quoted), form);
    }

    /// Every address of a `srcset`. Where these are not written plainly, they lead out of the site, or nowhere.
    fn listed(&mut self, value: &str, at: std::ops::Range<usize>, end: usize) {
        if self.text.get(at.clone()) != Some(value) {
            let is_here = |url: std::ops::Range<usize>| !leads_elsewhere(slice(value, url));
            if srcset::addresses(value).into_iter().any(is_here) {
                self.take_out(end, shifting::in_disguise);
            }
            return;
        }
        for url in srcset::addresses(value) {
            let place = at.start + url.start..at.start + url.end;
            self.keep_to(place.start);
            self.kept = place.end;
            self.address(
                ReferenceKind::HtmlPicture,
                slice(value, url),
                place.clone(),
                Span::new(place),
                Form::Listed,
            );
        }
    }

    /// Every file that a style in an attribute names.
    fn styled(&mut self, value: &str, at: std::ops::Range<usize>, end: usize) {
        // Cleaning takes out all styles.
        if self.raw_html != RawHtml::Pass {
            return;
        }
        let is_plain = self.text.get(at.clone()) == Some(value);
        match styles::addresses(value).filter(|named| named.is_empty() || is_plain) {
            Some(named) => self.named_by_style(&named, at.start),
            None => self.take_out(end, shifting::in_disguise),
        }
    }

    /// Every file that the style names which ends here, if one does.
    fn style_element(&mut self, end: usize) {
        let is_style = |element: Span| slice(self.text, element.range()).eq_ignore_ascii_case("style");
        if self.raw_html != RawHtml::Pass || !self.raw_text.is_some_and(is_style) || end <= self.kept {
            return;
        }
        let (text, start) = (self.text, self.kept);
        let style = slice(text, start..end);
        // In a drawing browsers read references to characters in it.
        let is_plain = !style
            .match_indices('&')
            .any(|(at, _)| slice(style, at + 1..).starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()));
        if let Some(named) = styles::addresses(style).filter(|_| is_plain) {
            return self.named_by_style(&named, start);
        }
        let place = self.origin.span(Span::new(start..end));
        self.problems.push(shifting::in_disguise(place, "style"));
        self.drop_to(start, end);
    }

    fn named_by_style(&mut self, named: &[styles::StyleAddress<'_>], start: usize) {
        for styles::StyleAddress { between, target } in named {
            let place = start + between.start..start + between.end;
            self.keep_to(place.start);
            self.kept = place.end;
            let shown = Span::new(place.clone());
            self.address(ReferenceKind::HtmlEmbed, target, place, shown, Form::InStyle);
        }
    }

    fn address(
        &mut self,
        kind: ReferenceKind,
        value: &str,
        at: std::ops::Range<usize>,
        shown: Span,
        form: Form,
    ) {
        let nth = self.first + u32::try_from(self.chunk.references.len()).unwrap_or(0);
        let span = self.origin.span(Span::new(at));
        self.chunk.references.push(ChunkReference { kind, target: value.trim().into(), span });
        self.chunk.pieces.push(HtmlPiece::Address { at: shown, nth, form });
    }

    fn reference_kind(&self, value: &str) -> Option<ReferenceKind> {
        let kind = pointers::kind(&self.tag.name, &self.attribute, value)?;
        // Cleaning takes out whatever loads something into the page.
        let shown = self.raw_html == RawHtml::Pass || kind != ReferenceKind::HtmlEmbed;
        shown.then_some(kind)
    }

    /// The value with the quotes around it.
    fn with_quotes(&self, at: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let bytes = self.text.as_bytes();
        let before = at.start.checked_sub(1).and_then(|before| bytes.get(before));
        match (before, bytes.get(at.end)) {
            (Some(b'"'), Some(b'"')) | (Some(b'\''), Some(b'\'')) => at.start - 1..at.end + 1,
            _ => at,
        }
    }

    fn keep_to(&mut self, end: usize) {
        if self.kept < end {
            let stretch = Span::new(self.kept..end);
            self.chunk.pieces.push(match self.raw_text {
                _ if self.raw_html == RawHtml::Deny => HtmlPiece::Escape(stretch),
                Some(element) => HtmlPiece::RawText { at: stretch, element },
                None => HtmlPiece::Keep(stretch),
            });
            self.kept = end;
        }
    }

    /// Text between tags. A `<` that begins no tag here might begin one once what stands behind it is dropped.
    fn text_to(&mut self, end: usize) {
        let verbatim = self.raw_html == RawHtml::Deny || self.raw_text.is_some();
        while !verbatim && let Some(at) = slice(self.text, self.kept..end.max(self.kept)).find('<') {
            let at = self.kept + at;
            self.keep_to(at);
            self.chunk.pieces.push(HtmlPiece::Put("&lt;"));
            self.kept = at + 1;
        }
        self.keep_to(end);
    }

    fn drop_to(&mut self, start: usize, end: usize) {
        self.keep_to(start);
        self.kept = self.kept.max(end);
    }

    /// What stands behind an element that holds no markup is lost where its end is not in the chunk.
    fn report_lost_words(&mut self, name: Span) {
        let is_first = slice(self.text, ..self.tag.start).trim().is_empty();
        if !is_first && !slice(self.text, self.kept..).trim().is_empty() {
            let span = self.origin.span(Span::new(self.tag.start..name.range().end));
            self.problems.push(unclosed::within_block(span, slice(self.text, name.range())));
        }
    }

    fn finish(mut self) -> Chunk {
        if let Some(name) = self.raw_text {
            self.report_lost_words(name);
            self.chunk.pieces.push(HtmlPiece::Closed(name));
            self.kept = self.text.len();
        }
        if self.tag.open {
            self.forget_tag();
        }
        let rest = slice(self.text, self.kept..);
        let begins = |two: &[u8]| matches!(two, [b'<', next] if begins_tag(*next));
        let unfinished = rest.as_bytes().windows(2).position(begins);
        if let Some(at) = unfinished.filter(|_| self.raw_html != RawHtml::Deny) {
            self.text_to(self.kept + at);
            self.chunk.pieces.push(HtmlPiece::Escape(Span::new(self.kept..self.text.len())));
            self.kept = self.text.len();
        }
        self.text_to(self.text.len());
        self.chunk.link = match self.links {
            0 => None,
            1.. => Some(LinkState::Open),
            _ => Some(LinkState::Closed),
        };
        self.chunk
    }
}
