//! The words of a text: letter by letter, sentence by sentence, and as they are set.

mod letters;
pub(super) mod sentence;
mod typographic;

pub use letters::{Letters, PassageKind, TextUnit, is_letter};
pub(super) use sentence::squeeze;
pub use sentence::{count_words, stands_alone};
pub use typographic::typographic;
