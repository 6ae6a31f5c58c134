//! Days by which other programs keep a page back: until it is published, and from when on it is not.

use super::draft_words::plain;
use crate::date::Day;
use crate::source::slice;

/// Keys that name the day from which on a page is published.
const FROM: [&str; 8] = [
    "publishdate",
    "publishon",
    "publishat",
    "publishfrom",
    "pubdate",
    "publishedat",
    "publishedon",
    "goliveon",
];
/// Keys that name the day from which on it is not.
const UNTIL: [&str; 5] = ["expirydate", "expirationdate", "unpublishdate", "unpublishon", "publishuntil"];
/// The key that names the day of a page: such a page is published on no earlier one.
const OF_PAGE: &str = "date";

/// Why a day keeps a page back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Embargo {
    /// It is still to come.
    Ahead(Day),
    /// The page was to be published until then.
    Over(Day),
    /// Nobody can tell which day it is.
    Unclear,
}

/// Whether a key with this value keeps a page back on a day. Times of a day are not looked at: no build knows one.
pub(super) fn embargo(key: &str, value: &str, today: Day) -> Option<Embargo> {
    let key = plain(key);
    let day = day(value);
    let ahead = day.filter(|day| *day > today).map(Embargo::Ahead);
    match key.as_str() {
        _ if value.trim().is_empty() => None,
        OF_PAGE => ahead,
        key if FROM.contains(&key) => ahead.or(day.is_none().then_some(Embargo::Unclear)),
        key if UNTIL.contains(&key) => match day {
            None => Some(Embargo::Unclear),
            Some(day) => (day <= today).then_some(Embargo::Over(day)),
        },
        _ => None,
    }
}

/// The day that a value begins with: `2026-12-01`, `2026-12-01T09:00:00Z`, `2026/12/1`; of a year or a month its first.
fn day(value: &str) -> Option<Day> {
    let value = value.trim().trim_matches(['"', '\'']);
    let is_of_day = |sign: char| sign.is_ascii_digit() || matches!(sign, '-' | '/' | '.');
    let length = value.find(|sign| !is_of_day(sign)).unwrap_or(value.len());
    let mut parts = slice(value, ..length).split(['-', '/', '.']);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut next = || parts.next().map_or(Some(1), |part| part.parse().ok());
    let (month, day) = (next()?, next()?);
    Day::new(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_other_programs_write_them() {
        for (text, expected) in [
            ("2026-12-01", Some((2026, 12, 1))),
            ("2026-12-01T09:00:00+01:00", Some((2026, 12, 1))),
            ("2026-12-01 09:00", Some((2026, 12, 1))),
            ("\"2026/12/1\"", Some((2026, 12, 1))),
            ("2027", Some((2027, 1, 1))),
            ("2027-03", Some((2027, 3, 1))),
            ("01.12.2026", None),
            ("2026-13-01", None),
            ("next week", None),
            ("", None),
        ] {
            let expected = expected.and_then(|(year, month, day)| Day::new(year, month, day));
            assert_eq!(day(text), expected, "{text}");
        }
    }
}
