//! Footnotes: numbered in the order in which a reader meets their marks.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::ids::Ids;
use super::parts::Read;
use crate::shared::steps::count_steps;

/// The footnotes of a text.
#[derive(Default)]
pub(in crate::markdown) struct Notes {
    /// Those that something refers to, in the order of their numbers.
    pub(in crate::markdown) shown: Vec<Note>,
    /// Every mark, in the order of the text; `None` for one in a note that is not shown.
    pub(in crate::markdown) marks: Vec<Option<FootnoteMark>>,
}

/// A footnote that is shown.
pub(in crate::markdown) struct Note {
    pub(in crate::markdown) id: Box<str>,
    /// The parts between its start and its end.
    pub(in crate::markdown) body: Range<usize>,
    /// The marks that refer to it.
    pub(in crate::markdown) marks: Vec<usize>,
}

/// A mark in the text.
pub(in crate::markdown) struct FootnoteMark {
    /// Its note, from 0.
    pub(in crate::markdown) note: usize,
    pub(in crate::markdown) id: Box<str>,
}

/// Numbers the footnotes. Marks within a note count when their note is reached.
pub(in crate::markdown) fn number<'a>(read: &Read<'a>, ids: &mut Ids<'a>) -> Notes {
    if read.marks.is_empty() {
        return Notes::default();
    }
    let definitions = definitions(read);
    let mut numbering =
        Numbering { read, ids, definitions, numbers: HashMap::new(), notes: Notes::default() };
    numbering.notes.marks.resize_with(read.marks.len(), || None);
    let mut notes = read.notes.iter().peekable();
    let mut noted_until = 0;
    for (mark, part) in read.marks.iter().enumerate() {
        while let Some(note) = notes.next_if(|note| note.start < *part) {
            noted_until = noted_until.max(note.end);
        }
        if *part >= noted_until {
            numbering.mark(mark);
        }
    }
    let mut next = 0;
    while let Some(note) = numbering.notes.shown.get(next) {
        let within = |part: &usize| *part < note.body.end;
        let first = read.marks.partition_point(|part| *part < note.body.start);
        let count = read.marks.iter().skip(first).take_while(|part| within(part)).count();
        count_steps(1 + count);
        (first..first + count).for_each(|mark| numbering.mark(mark));
        next += 1;
    }
    numbering.notes
}

/// The body of each definition by its label; of two with one label the first counts.
fn definitions(read: &Read<'_>) -> HashMap<String, Range<usize>> {
    let mut definitions = HashMap::new();
    for note in &read.notes {
        if let Some(Event::Start(Tag::FootnoteDefinition(label))) =
            read.parts.get(note.start).map(|p| &p.event)
        {
            definitions.entry(label.to_lowercase()).or_insert(note.start + 1..note.end - 1);
        }
    }
    definitions
}

struct Numbering<'r, 'a> {
    read: &'r Read<'a>,
    ids: &'r mut Ids<'a>,
    definitions: HashMap<String, Range<usize>>,
    numbers: HashMap<usize, usize>,
    notes: Notes,
}

impl Numbering<'_, '_> {
    fn mark(&mut self, mark: usize) {
        let part = self.read.marks.get(mark).and_then(|part| self.read.parts.get(*part));
        let Some(Event::FootnoteReference(label)) = part.map(|part| &part.event) else { return };
        let Some(body) = self.definitions.get(&label.to_lowercase()).cloned() else { return };
        let Some(shown) = self.notes.marks.get_mut(mark) else { return };
        // A mark may stand in two notes where one is written within the other.
        if shown.is_some() {
            return;
        }
        let nth = *self.numbers.entry(body.start).or_insert(self.notes.shown.len());
        if nth == self.notes.shown.len() {
            // No heading gets an id with a colon, so that these stay what they are.
            let id = self.ids.make(format!("fn:{}", nth + 1));
            self.notes.shown.push(Note { id, body, marks: Vec::new() });
        }
        let Some(note) = self.notes.shown.get_mut(nth) else { return };
        note.marks.push(mark);
        let id = match note.marks.len() {
            1 => format!("fnref:{}", nth + 1),
            count => format!("fnref:{}:{count}", nth + 1),
        };
        *shown = Some(FootnoteMark { note: nth, id: self.ids.make(id) });
    }
}
