//! Raw HTML in a text: the pieces that it is shown in, what they point to, and what is wrong with them.

mod chunk;
mod elements;
mod paused;
mod pieces;
mod pointers;
mod srcset;
mod styles;
mod tags;

pub(super) use chunk::{Chunk, Form, HtmlPiece, LinkState};
pub(super) use pieces::{SourceOrigin, read};
pub use srcset::addresses as addresses_in_srcset;
pub use tags::{HtmlAttribute, HtmlTag, tags_of};
