//! What is asked of every kind of record, and how it is read and written: one kind, one file.

use std::fmt;
use std::sync::Arc;

use crate::date::Day;
use crate::model::{ExactText, Tenure, TextId};
use crate::words::Words;

/// A kind of record by its name.
#[derive(Debug)]
pub struct RecordEntry {
    /// As records write it.
    pub name: &'static str,
    /// Whether a record of this kind names a page.
    pub page: NamesPage,
}

/// Whether a record names a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamesPage {
    /// It is about one.
    Always,
    /// It may be about one, or about the site as a whole.
    Perhaps,
    /// The key is not known.
    Never,
}

/// What a record says beside who made it, in which role and when.
pub trait RecordDetails: fmt::Debug {
    /// Its kind.
    fn entry(&self) -> &'static RecordEntry;

    /// Writes it, in the order of the file.
    fn write(&self, lines: &mut dyn RecordLines);

    /// In words, for whoever looks at the evidence; `name` says what a record is called by the object id of its file.
    fn in_words(&self, words: &Words, name: &dyn Fn(TextId) -> String) -> String;

    /// What its file is called by beside the page.
    fn called_by(&self) -> Option<String> {
        self.control().map(ToString::to_string)
    }

    /// The exact text that it covers.
    fn text(&self) -> Option<&ExactText> {
        None
    }

    /// Why it was made.
    fn reason(&self) -> Option<&Arc<str>> {
        None
    }

    /// The control that it is about.
    fn control(&self) -> Option<&Arc<str>> {
        None
    }

    /// The day that it names for taking effect; `None` for at once.
    fn effective(&self) -> Option<Day> {
        None
    }

    /// Whether whoever made it has read the page.
    fn is_reading(&self) -> bool {
        false
    }

    /// Whether one that says the same may come again on its day, since it counts no more once what it was for is over.
    fn may_come_again(&self) -> bool {
        false
    }
}

/// The keys of a record that is being read. Every wrong or missing value is reported there.
pub trait RecordFields {
    /// A text that must be there.
    fn need_text(&self, key: &'static str) -> Option<Arc<str>>;

    /// A day.
    fn day(&self, key: &'static str) -> Option<Day>;

    /// A day that must be there.
    fn need_day(&self, key: &'static str) -> Option<Day>;

    /// An object id.
    fn id(&self, key: &'static str) -> Option<TextId>;

    /// An object id that must be there.
    fn need_id(&self, key: &'static str) -> Option<TextId>;

    /// `true` or `false`; without the key, `false`.
    fn flag(&self, key: &'static str) -> bool;

    /// The text of a page that must be there, with its files.
    fn exact_text(&self) -> Option<ExactText>;

    /// Who holds which role, under a key that must be there.
    fn need_tenure(&self, key: &'static str) -> Option<(Arc<str>, Tenure)>;
}

/// The lines of a record that is being written.
pub trait RecordLines {
    /// A text.
    fn text(&mut self, key: &str, value: &str);

    /// A day, where there is one.
    fn day(&mut self, key: &str, day: Option<Day>);

    /// An object id, where there is one.
    fn id(&mut self, key: &str, id: Option<TextId>);

    /// `true`; what is not so is not written.
    fn yes(&mut self, key: &str);

    /// The text of a page, with its files.
    fn exact_text(&mut self, text: &ExactText);

    /// Who holds which role.
    fn tenure(&mut self, key: &str, role: &str, tenure: &Tenure);
}
