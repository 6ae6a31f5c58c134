//! One pass over a text: its events with their places, its headings and notes, and what has an id.

mod autolink;
mod bracketed;
mod colons;
pub(super) mod events;
pub(super) mod footnotes;
pub(super) mod headings;
pub(super) mod highlight_tags;
pub(super) mod ids;
mod masked;
mod mathematics;
mod parts;
mod runs;

pub(super) use footnotes::Notes;
pub(super) use headings::OpenHeading;
pub(super) use parts::{NumberedEvent, Read};
