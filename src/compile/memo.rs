//! The memo layer: what a compile made, kept with what it was made from, so that the next compile makes only what
//! differs.
//!
//! Wings (`parse`, `link`, `governance` …) are plain functions and know nothing of this. The stages of the recipe, in
//! `compile` alone, call them through memos, each of which is a field with a type of its own. Nothing is ever
//! invalidated: a memo compares what it is asked for with what it was made from, and makes it anew where they differ.
//! Findings are part of what is made, or warnings would vanish the second time.
//!
//! There are three sorts. [`Memo`] keeps one value with its inputs. [`RowsMemo`] keeps one value for each page (or file, or
//! subject), and makes those whose rows differ; its inputs are columns, one after another compared by pointer or by
//! value. [`ListMemo`] keeps a list, so that the next one shares with it what they have in common.
//!
//! What it costs: comparing by pointer is a look at where a value lies, without reading it. A save of one page among ten
//! thousand is some twenty tables of ten thousand such looks, two or three milliseconds together, and the page itself.
//! `map_interned` keeps the very value of before where an equal one was made, and so stops what follows from it.
//!
//! What all pages know of one another goes by their [`PageSignature`](crate::model::PageSignature)s: everything but the
//! words. While no signature changes, names, links, navigation, relations, routes and the basis of governance are those
//! of before. The world plays along: it hands out the very same texts, listings and marks until a file changes.
//!
//! To write a stage: a plain function in its wing; a field in the memos of the stage, whose type lists what it is made
//! from; a method of those memos that hands both over. What the function looks at beside its inputs must follow from
//! them.

mod columns;
mod rows;
mod signatures;
mod value;

pub(super) use columns::{Equal, InPlace, Picked};
pub(super) use rows::{ListMemo, RowsMemo};
pub(super) use signatures::SignatureMemo;
pub(super) use value::Memo;
