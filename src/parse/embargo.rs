//! Days by which other programs keep a page back: until it is published, and from when on it is not.

use super::draft_words::{bare, plain};
use super::times::WrittenTime;
use crate::date::{Day, Zone};
use crate::source::slice;

/// Keys that name the day from which on a page is published.
const FROM: [&str; 21] = [
    "notbefore",
    "datepublished",
    "releasedate",
    "releasedat",
    "releaseon",
    "releaseat",
    "draftuntil",
    "hiddenuntil",
    "publishdate",
    "publishon",
    "publishat",
    "publishfrom",
    "pubdate",
    "publicationdate",
    "publisheddate",
    "publishedat",
    "publishedon",
    "goliveon",
    "embargodate",
    "embargountil",
    "embargoeduntil",
];
/// Keys that name the day from which on it is not.
const UNTIL: [&str; 15] = [
    "expirydate",
    "expirationdate",
    "unpublishdate",
    "unpublishon",
    "unpublishat",
    "publishuntil",
    "publisheduntil",
    "expires",
    "expiresat",
    "expireson",
    "expireat",
    "expiry",
    "validuntil",
    "validto",
    "notafter",
];
/// Keys that say whether a page is published or kept back, or the day from which on it is published.
const WHETHER: [&str; 3] = ["published", "publish", "embargo"];
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

/// Whether a key with this value keeps a page back on a day. A build knows which day it is, and no time: what is released at
/// one is published from the day after on, and what goes at one is gone on its day. The time beside the day of a page is the
/// one at which it was written.
pub(super) fn embargo(key: &str, value: &str, today: Day, zone: Option<&Zone>) -> Option<Embargo> {
    let key = plain(key);
    if bare(value).is_empty() {
        // The day from which on a page is published stands there, and nobody knows which it is.
        return FROM.contains(&key.as_str()).then_some(Embargo::Unclear);
    }
    let days = written_day(value);
    let days = if key == OF_PAGE { days } else { days.map(|days| days.with_time(value, zone)) };
    let ahead = days.filter(|days| days.last > today).map(|days| Embargo::Ahead(days.last));
    let unclear = || days.is_none().then_some(Embargo::Unclear);
    match key.as_str() {
        OF_PAGE => ahead,
        key if FROM.contains(&key) => ahead.or_else(unclear),
        // What is no day there is judged by its words.
        key if WHETHER.contains(&key) => ahead,
        key if UNTIL.contains(&key) => match days {
            None => Some(Embargo::Unclear),
            Some(days) => (days.first <= today).then_some(Embargo::Over(days.first)),
        },
        _ => None,
    }
}

/// Whether an entry names the day of its page, and nobody can tell which.
pub(super) fn is_unread_day(key: &str, value: &str) -> bool {
    plain(key) == OF_PAGE && !bare(value).is_empty() && written_day(value).is_none()
}

/// Whether a key names a day of its page, at which it may be published or go.
pub(super) fn is_day_of_page(key: &str) -> bool {
    let key = plain(key);
    key == OF_PAGE || [&FROM[..], &UNTIL, &WHETHER].iter().any(|keys| keys.contains(&key.as_str()))
}

/// Whether a key may say whether its page is published by a day, and this value is one.
pub(super) fn is_day_of_release(key: &str, value: &str) -> bool {
    WHETHER.contains(&plain(key).as_str()) && written_day(value).is_some()
}

/// The day from which on a page is not published any more, where a key names it.
pub(super) fn end(key: &str, value: &str) -> Option<Day> {
    let is_end = UNTIL.contains(&plain(key).as_str());
    written_day(value).filter(|_| is_end).map(|days| days.with_time(value, None).first)
}

/// A day as it is written: where its month and its day may be meant the other way round, the first and the last that it may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct WrittenDay {
    first: Day,
    last: Day,
}

impl WrittenDay {
    fn new(year: &str, month: &str, day: &str) -> Option<WrittenDay> {
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let day = Day::new(year, month, day)?;
        Some(WrittenDay { first: day, last: day })
    }

    /// The days by a time that a value may name beside them: on the first it comes, and from the last on it is over.
    fn with_time(self, value: &str, zone: Option<&Zone>) -> WrittenDay {
        let Some(time) = WrittenTime::of(value) else { return self };
        WrittenDay { first: time.comes_on(self.first, zone), last: time.over_from(self.last, zone) }
    }

    /// The one, the other, or whichever there is.
    fn either(one: Option<WrittenDay>, other: Option<WrittenDay>) -> Option<WrittenDay> {
        match (one, other) {
            (Some(one), Some(other)) => {
                Some(WrittenDay { first: one.first.min(other.first), last: one.last.max(other.last) })
            }
            _ => one.or(other),
        }
    }
}

/// The day that a value begins with: `2026-12-01T09:00:00Z`, `2026/12/1`, `20261201`, `01.12.2026`, `12/01/2026`, `1 Dec 2026`,
/// `Tue, 01 December 2026`; of a year or a month its first.
fn written_day(value: &str) -> Option<WrittenDay> {
    let value = bare(value);
    let is_of_day = |sign: char| sign.is_ascii_digit() || matches!(sign, '-' | '/' | '.');
    let length = value.find(|sign| !is_of_day(sign)).unwrap_or(value.len());
    let parts: Vec<&str> = slice(&value, ..length).split(['-', '/', '.']).collect();
    let of_numbers = match parts[..] {
        [all] if all.len() == 8 => WrittenDay::new(slice(all, ..4), slice(all, 4..6), slice(all, 6..)),
        [year] if year.len() == 4 => WrittenDay::new(year, "1", "1"),
        [year, month] if year.len() == 4 => WrittenDay::new(year, month, "1"),
        [year, month, day, ..] if year.len() == 4 => WrittenDay::new(year, month, day),
        [day, month, year] if year.len() == 4 && value.contains('/') => {
            WrittenDay::either(WrittenDay::new(year, month, day), WrittenDay::new(year, day, month))
        }
        [day, month, year] if year.len() == 4 => WrittenDay::new(year, month, day),
        _ => None,
    };
    WrittenDay::either(of_words(&value), of_numbers)
}

/// The day that the name of a file begins with, `2026-12-01-news.md`: whatever else it says is none.
pub(super) fn day_at_start(name: &str) -> Option<Day> {
    let length = name.find(|sign: char| !sign.is_ascii_digit() && sign != '-').unwrap_or(name.len());
    written_day(slice(name, ..length)).map(|days| days.last)
}

/// The English months, as far as they are looked at.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day in a value that names its month: the first number of one or two digits, and the first of four.
fn of_words(value: &str) -> Option<WrittenDay> {
    let words: Vec<&str> = value.split(|sign: char| !sign.is_alphanumeric()).collect();
    let month = words.iter().find_map(|word| MONTHS.iter().position(|month| word.starts_with(month)))?;
    let digits = |word: &&str| word.trim_end_matches(char::is_alphabetic).to_owned();
    let mut numbers = words.iter().map(digits).filter(|word| word.parse::<u16>().is_ok());
    let mut days = numbers.clone().filter(|number| number.len() <= 2);
    let year = numbers.find(|number| number.len() == 4)?;
    let day = days.next().unwrap_or_else(|| "1".to_owned());
    WrittenDay::new(&year, &(month + 1).to_string(), &day)
}

/// The words that the rules are made of.
#[cfg(test)]
pub(super) fn tables() -> Vec<&'static [&'static str]> {
    vec![&FROM, &UNTIL, &WHETHER, &[OF_PAGE], &MONTHS]
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
            ("01.12.2026", Some((2026, 12, 1))),
            ("20261201", Some((2026, 12, 1))),
            ("1 Dec 2026", Some((2026, 12, 1))),
            ("1. December 2026", Some((2026, 12, 1))),
            ("December 1st, 2026", Some((2026, 12, 1))),
            ("Tue, 01 Dec 2026 09:00:00 GMT", Some((2026, 12, 1))),
            ("Dec 2026", Some((2026, 12, 1))),
            ("31/12/2026", Some((2026, 12, 31))),
            ("01.12.26", None),
            ("1796083200", None),
            ("2026-13-01", None),
            ("next week", None),
            ("", None),
        ] {
            let expected = expected.and_then(|(year, month, day)| Day::new(year, month, day));
            assert_eq!(written_day(text).map(|days| days.first), expected, "{text}");
        }
        let days = written_day("03/04/2026").expect("a day");
        assert_eq!(
            (days.first.to_string(), days.last.to_string()),
            ("2026-03-04".into(), "2026-04-03".into())
        );
    }
}
