//! What a report is written on, and where it finds the texts that it quotes.

use crate::path::FilePath;
use std::borrow::Cow;
use std::sync::Arc;

/// Where the texts come from that findings point into.
pub trait Sources {
    /// The text of a file; `None` where there is none to show.
    fn text(&self, file: &FilePath) -> Option<Arc<str>>;

    /// What the reader calls the file: its path from the site's root, unless the reader stands elsewhere.
    fn name<'f>(&self, file: &'f FilePath) -> Cow<'f, str> {
        Cow::Borrowed(if file.as_str().is_empty() { "." } else { file.as_str() })
    }
}

/// Whether findings drawn for people carry colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the escape sequences of a terminal.
    Coloured,
}

/// Whether findings of one kind and cause are written in one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Grouping {
    /// Each is written for itself.
    #[default]
    None,
    /// The first is written, with how many others there are, and where.
    ByCause,
}

/// What findings for people are drawn on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paper {
    /// Whether it takes colour.
    pub style: Style,
    /// How many characters a line of it holds. Longer lines of a source are cut around the place that is meant.
    pub width: usize,
    /// Whether findings of one kind and cause are written in one.
    pub grouping: Grouping,
}

impl Paper {
    /// Without colour, as wide as most people have their windows.
    pub const PLAIN: Paper = Paper { style: Style::Plain, width: 100, grouping: Grouping::None };
}
