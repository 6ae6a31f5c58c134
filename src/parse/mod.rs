//! A file's text -> a page's facts, then pages of their kinds.
//!
//! `parse::file` depends on a file's name, its text and the way Markdown is read, and on nothing else; that is what
//! makes it a memo. It cuts off the front matter, reads it as a tree with places, and asks `markdown` for the outline: headings, ids, references with the sentence they stand in, words.
//! Pages are kept as source and outline. Their HTML is made when it is asked for, from the same single pass over the
//! text (`markdown/read/events.rs`), in which every reference has a number.
//!
//! `parse::pages` settles kind, title, address and typed fields, and makes a page for each folder that nobody wrote one
//! for. Kinds are data: `config/kinds.toml` declares the built-in ones, and `\[kinds\]` of a site adds to them by the
//! same reader.

mod arranged;
mod assemble;
mod beside;
mod blocks;
mod certain;
mod cut;
mod draft;
mod draft_doubt;
mod draft_maps;
mod draft_texts;
mod draft_words;
mod embargo;
mod fields;
mod folders;
mod front_matter;
mod heads;
mod languages;
mod lines;
mod parsed;
mod permalinks;
mod posts;
mod reading;
mod remarks;
mod required;
mod salvage;
mod shown;
mod slips;
mod times;
mod title;
mod unfilled;
mod unknown_keys;
mod unread;
mod unread_index;
mod unrecognised;

pub use arranged::{PageOrder, arranged};
pub use assemble::{SitePages, page, pages};
pub use beside::{may_have_front_matter, says_draft};
pub use draft::COUNTS_AS_DRAFT;
pub use draft_texts::{DRAFT_RULES, DraftTexts};
pub use folders::{FolderIndex, FolderRole, Folders};
pub use front_matter::{document, front_matter_of};
pub use parsed::{Legible, Parsed, ParsedFile, file, file_in_part, stand_in, with_pages_below};
pub use posts::day_of_post;
pub use reading::{AsRead, HeadAndBody, as_read, fields_of_head, head_and_body};
pub use shown::as_shown;
pub use unknown_keys::unknown_keys_in_one;
pub use unread_index::{KEEPS_BACK_BELOW, may_be_about_pages_below};
