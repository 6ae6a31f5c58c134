//! Words put together from others.

use crate::date::Day;
use crate::theme::view::DayView;
use crate::words::Words;

/// A sentence with a small letter.
pub(super) fn uncapital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A sentence with a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A day for people and machines.
pub(super) fn day_view(words: &Words, day: Day) -> DayView {
    DayView { iso: day.to_string(), words: words.day(day) }
}

/// A choice as people read it: by its word, where it has one; else `vision-and-strategy` -> "Vision and strategy",
/// `in-house` -> "In-house".
pub(super) fn choice_words(words: &Words, choice: &str) -> String {
    if let Some(word) = words.find(&format!("choice_{}", choice.replace('-', "_"))) {
        return word.to_owned();
    }
    capital(&if choice.matches('-').count() > 1 { choice.replace('-', " ") } else { choice.to_owned() })
}
