//! Times that stand beside days in front matter: a site knows days alone, so what is released at a time is published from the
//! next day on that begins after it.

use crate::date::{Day, Period, Zone};
use crate::source::slice;

/// The seconds of a day, an hour and a minute.
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const MINUTE: i64 = 60;
/// The last moment that a clock shows: `24:00` is the midnight at the end of a day.
const LAST_HOUR: i64 = 24;
const LAST_MINUTE: i64 = 59;
/// A leap second is shown.
const LAST_SECOND: i64 = 60;
/// By how much clocks are ahead of UTC at most, and behind it.
const MOST_AHEAD: i64 = 14 * HOUR;
const MOST_BEHIND: i64 = 12 * HOUR;

/// A time of a day as it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct WrittenTime {
    /// Seconds since midnight.
    seconds: i64,
    clock: Clock,
}

/// Whose time it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Clock {
    /// That of the site: no zone is named.
    OfSite,
    /// That of a zone which is so many seconds ahead of UTC.
    Ahead(i64),
    /// Nobody can tell.
    Unclear,
}

impl WrittenTime {
    /// The time in a value that names a day; `None` where there is none. What no clock shows is a time that nobody can tell.
    pub(super) fn of(value: &str) -> Option<WrittenTime> {
        let colon = value.find(':')?;
        let before: String = slice(value, ..colon).chars().rev().take_while(char::is_ascii_digit).collect();
        if before.is_empty() {
            return None;
        }
        // What has too many digits for a number is no hour.
        let hours: i64 = before.chars().rev().collect::<String>().parse().unwrap_or(i64::MAX);
        let (minutes, rest) = number(slice(value, colon + 1..))?;
        let (seconds, rest) = rest.strip_prefix(':').and_then(number).unwrap_or((0, rest));
        let rest = rest
            .strip_prefix('.')
            .map_or(rest, |rest| rest.trim_start_matches(|sign: char| sign.is_ascii_digit()));
        let is_shown = hours <= LAST_HOUR && minutes <= LAST_MINUTE && seconds <= LAST_SECOND;
        if !is_shown || hours == LAST_HOUR && (minutes > 0 || seconds > 0) {
            return Some(WrittenTime { seconds: 0, clock: Clock::Unclear });
        }
        let seconds = hours * HOUR + minutes * MINUTE + seconds;
        Some(WrittenTime { seconds, clock: Clock::of(rest.trim()) })
    }

    /// The first day from which on this time of a day is over, as the clock of the site has it; where that is not known, any
    /// clock.
    pub(super) fn over_from(self, day: Day, zone: Option<&Zone>) -> Day {
        let after = |day: Day, days: i32| day.plus(Period::Days(days));
        match self.clock {
            Clock::OfSite => after(day, i32::from(self.seconds > 0)),
            Clock::Unclear => after(day, 2),
            Clock::Ahead(ahead) => {
                let there = Instant { seconds: self.since_1970(day, ahead), zone };
                let (before, then) = (there.latest_day(-1), there.latest_day(0));
                // At the very midnight a day begins.
                if before == then { after(then, 1) } else { then }
            }
        }
    }

    /// The day on which this time of a day comes, as the clock of the site has it; where that is not known, the earliest.
    pub(super) fn comes_on(self, day: Day, zone: Option<&Zone>) -> Day {
        match self.clock {
            Clock::OfSite => day,
            Clock::Unclear => day.minus(Period::Days(1)),
            Clock::Ahead(ahead) => Instant { seconds: self.since_1970(day, ahead), zone }.earliest_day(),
        }
    }

    fn since_1970(self, day: Day, ahead: i64) -> i64 {
        let first = Day::new(1970, 1, 1).unwrap_or(Day::FIRST);
        first.days_to(day) * DAY + self.seconds - ahead
    }
}

impl Clock {
    /// As it is written behind a time: `Z`, `+01:00`, `-0500`, `GMT`.
    fn of(written: &str) -> Clock {
        match written.to_ascii_lowercase().as_str() {
            "" => return Clock::OfSite,
            "z" | "gmt" | "utc" => return Clock::Ahead(0),
            _ => {}
        }
        let sign = if written.starts_with('-') { -1 } else { 1 };
        let digits: String = written.chars().skip(1).filter(|sign| *sign != ':').collect();
        let is_offset = written.starts_with(['+', '-']) && matches!(digits.len(), 2 | 4);
        let minutes = if digits.len() == 2 { "0" } else { slice(&digits, 2..) };
        let (Ok(hours), Ok(minutes)) = (slice(&digits, ..2).parse::<i64>(), minutes.parse::<i64>()) else {
            return Clock::Unclear;
        };
        let ahead = sign * (hours * HOUR + minutes * MINUTE);
        let is_known = minutes <= LAST_MINUTE && (-MOST_BEHIND..=MOST_AHEAD).contains(&ahead);
        if is_offset && is_known { Clock::Ahead(ahead) } else { Clock::Unclear }
    }
}

/// A moment, and the zone in which somebody asks for its day.
struct Instant<'z> {
    seconds: i64,
    zone: Option<&'z Zone>,
}

impl Instant<'_> {
    /// The day that it is so many seconds later, at the latest.
    fn latest_day(&self, later: i64) -> Day {
        self.day(later, MOST_AHEAD).unwrap_or(Day::LAST)
    }

    /// The day that it is, at the earliest.
    fn earliest_day(&self) -> Day {
        self.day(0, -MOST_BEHIND).unwrap_or(Day::FIRST)
    }

    fn day(&self, later: i64, in_doubt: i64) -> Option<Day> {
        let seconds = self.seconds.checked_add(later)?;
        match self.zone {
            Some(zone) => Day::at(seconds, zone),
            None => Day::at(seconds.checked_add(in_doubt)?, &Zone::utc()),
        }
    }
}

/// The number of two digits that a text begins with, and what follows it.
fn number(text: &str) -> Option<(i64, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    digits.chars().all(|sign| sign.is_ascii_digit()).then(|| Some((digits.parse().ok()?, rest)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_released_at_a_time_is_published_from_the_next_day_on() {
        let day: Day = "2026-11-30".parse().expect("a day");
        let vienna = Zone::named("Europe/Vienna").expect("a zone");
        for (value, utc, in_vienna, anywhere) in [
            ("2026-11-30", None, None, None),
            ("2026-11-30T00:00:00Z", Some("2026-11-30"), Some("2026-12-01"), Some("2026-12-01")),
            ("2026-11-30T23:59:00Z", Some("2026-12-01"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30T23:59:00-05:00", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30T00:30:00+01:00", Some("2026-11-30"), Some("2026-12-01"), Some("2026-12-01")),
            ("2026-11-30 09:00", Some("2026-12-01"), Some("2026-12-01"), Some("2026-12-01")),
            ("2026-11-30 00:00", Some("2026-11-30"), Some("2026-11-30"), Some("2026-11-30")),
            ("2026-11-30 9:00 PM EST", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30 24:00", Some("2026-12-01"), Some("2026-12-01"), Some("2026-12-01")),
            // No clock says so, and no zone is that far ahead: nobody can tell.
            ("2026-11-30 24:01", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30 99:00", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30 09:75", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30 09:00:99", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30 9000000000000000000:00", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            (
                "2026-11-30 99999999999999999999:00Z",
                Some("2026-12-02"),
                Some("2026-12-02"),
                Some("2026-12-02"),
            ),
            ("2026-11-30T09:00+01ab", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30T09:00+01:75", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30T09:00+99:00", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
            ("2026-11-30T09:00-99", Some("2026-12-02"), Some("2026-12-02"), Some("2026-12-02")),
        ] {
            let over = |zone| WrittenTime::of(value).map(|time| time.over_from(day, zone).to_string());
            let expected = [utc, in_vienna, anywhere].map(|day| day.map(str::to_owned));
            assert_eq!([over(Some(&Zone::utc())), over(Some(&vienna)), over(None)], expected, "{value}");
        }
    }

    #[test]
    fn what_ends_at_a_time_is_gone_on_its_day() {
        let day: Day = "2026-11-30".parse().expect("a day");
        for (value, utc, anywhere) in [
            ("2026-11-30T23:59:00Z", "2026-11-30", "2026-11-30"),
            ("2026-11-30T01:00:00+02:00", "2026-11-29", "2026-11-29"),
            ("2026-11-30T01:00:00Z", "2026-11-30", "2026-11-29"),
            ("2026-11-30 01:00", "2026-11-30", "2026-11-30"),
            ("2026-11-30 99:00", "2026-11-29", "2026-11-29"),
            ("2026-11-30 9000000000000000000:00", "2026-11-29", "2026-11-29"),
        ] {
            let time = WrittenTime::of(value).expect("a time");
            let comes = [time.comes_on(day, Some(&Zone::utc())), time.comes_on(day, None)];
            assert_eq!(comes.map(|day| day.to_string()), [utc, anywhere], "{value}");
        }
    }
}
