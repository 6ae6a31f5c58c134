//! Calendar days, moments, periods and zones.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// A calendar day, as written in front matter: `2026-11-03`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(civil::Date);

impl Day {
    /// The calendar's last day.
    pub const LAST: Day = Day(civil::Date::MAX);

    /// The first day of the calendar.
    pub const FIRST: Day = Day(civil::Date::MIN);

    /// The day with these numbers; `None` where the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        civil::Date::new(year, month, day).ok().map(Day)
    }

    /// Which day it is in a zone at a moment, given in seconds since 1970.
    pub fn at(seconds: i64, zone: &Zone) -> Option<Day> {
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Day(zone.0.to_datetime(moment).date()))
    }

    /// Which day it is now in a zone, by the system's clock. Only the door to the outside asks this.
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    pub fn now(zone: &Zone) -> Day {
        Day(jiff::Timestamp::now().to_zoned(zone.0.clone()).date())
    }

    /// The day as findings and the terminal say it, which speak English: `3 Nov 2026`. Pages say it by
    /// [`Words::day`](crate::words::Words::day).
    pub fn in_english(self) -> String {
        self.0.strftime("%-d %b %Y").to_string()
    }

    /// The number of its year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// How many months of its year are over.
    pub fn months_before(self) -> usize {
        usize::from(self.0.month().unsigned_abs()) - 1
    }

    /// The number of the day in its month.
    pub fn of_month(self) -> i8 {
        self.0.day()
    }

    /// The Monday of its week.
    #[must_use]
    pub fn monday(self) -> Day {
        let since = self.0.weekday().to_monday_zero_offset();
        self.0.checked_sub(jiff::Span::new().days(since)).map_or(self, Day)
    }

    /// How many days later another day is; negative where it is earlier.
    pub fn days_to(self, other: Day) -> i64 {
        i64::from((other.0 - self.0).get_days())
    }

    /// The day one period earlier; the calendar's first day where there is none.
    #[must_use]
    pub fn minus(self, period: Period) -> Day {
        let span = match period {
            Period::Days(n) => jiff::Span::new().try_days(n),
            Period::Months(n) => jiff::Span::new().try_months(n),
        };
        span.and_then(|span| self.0.checked_sub(span)).map_or(Day::FIRST, Day)
    }

    /// The day one period later; the calendar's last day where there is none.
    #[must_use]
    pub fn plus(self, period: Period) -> Day {
        let span = match period {
            Period::Days(n) => jiff::Span::new().try_days(n),
            Period::Months(n) => jiff::Span::new().try_months(n),
        };
        span.and_then(|span| self.0.checked_add(span)).map_or(Day::LAST, Day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Day {
    type Err = String;

    /// Exactly `YYYY-MM-DD`. The error says what is wrong and how to write it.
    fn from_str(text: &str) -> Result<Day, String> {
        let shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        if !shape {
            return Err("a day is written year, month, day: `2026-11-03`".into());
        }
        let mut numbers = text.split('-').map(|digits| digits.parse::<i16>().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        let (year, month, day) = (next(), next(), next());
        if !(1..=12).contains(&month) {
            return Err(format!("there is no month {month}"));
        }
        Day::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0))
            .ok_or_else(|| format!("month {month} of {year} has no day {day}"))
    }
}

/// A moment as version control records it: on the clock of whoever was there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Moment {
    /// Seconds since 1970, UTC; may be before.
    pub seconds: i64,
    /// How far the clock was ahead of UTC, in minutes.
    pub offset: i16,
}

impl Moment {
    /// The moment that it is now, by the system's clock. Only the door to the outside asks this.
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    pub fn now() -> Moment {
        Moment { seconds: jiff::Timestamp::now().as_second(), offset: 0 }
    }

    /// The same moment on the clocks of a zone.
    #[must_use]
    pub fn on_clock_of(self, zone: &Zone) -> Moment {
        let offset = jiff::Timestamp::from_second(self.seconds)
            .map_or(0, |at| i64::from(zone.0.to_offset(at).seconds()) / 60);
        Moment { offset: i16::try_from(offset).unwrap_or_default(), ..self }
    }

    /// Which day it was in a zone; `None` beyond the calendar.
    pub fn day(self, zone: &Zone) -> Option<Day> {
        Day::at(self.seconds, zone)
    }
}

impl FromStr for Moment {
    type Err = String;

    /// As RFC 3339 has it. The clock of whoever was there is not kept.
    fn from_str(text: &str) -> Result<Moment, String> {
        let moment: Result<jiff::Timestamp, _> = text.parse();
        let moment = moment.map_err(|_| format!("`{text}` is no moment"))?;
        Ok(Moment { seconds: moment.as_second(), offset: 0 })
    }
}

impl fmt::Display for Moment {
    /// As RFC 3339 has it, on the clock of whoever was there: `2026-11-03T14:05:00+01:00`. Beyond the calendar,
    /// `@` and the seconds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = i64::from(self.offset);
        let local = self.seconds.checked_add(minutes * 60);
        let Some(local) = local.and_then(|local| jiff::Timestamp::from_second(local).ok()) else {
            return write!(f, "@{}", self.seconds);
        };
        let clock = TimeZone::UTC.to_datetime(local);
        let sign = if minutes < 0 { '-' } else { '+' };
        let minutes = minutes.abs();
        write!(f, "{}{sign}{:02}:{:02}", clock.strftime("%Y-%m-%dT%H:%M:%S"), minutes / 60, minutes % 60)
    }
}

/// A stretch of calendar time. Years are twelve months, weeks seven days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Period {
    /// So many days.
    Days(i32),
    /// So many calendar months: a month from 31 January is 28 or 29 February.
    Months(i32),
}

impl FromStr for Period {
    type Err = String;

    /// `180d`, `6w`, `12 months`, `2 years`. The error says how to write it.
    fn from_str(text: &str) -> Result<Period, String> {
        let help =
            || "a period is a number and a unit: `180d`, `6 weeks`, `12 months`, `2 years`".to_string();
        let text = text.trim();
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: i32 = text.strip_suffix(unit).unwrap_or(text).parse().map_err(|_| help())?;
        if number > 36_500 {
            return Err("a period is at most 36500 of its unit".into());
        }
        match unit.trim() {
            "d" | "day" | "days" => Ok(Period::Days(number)),
            "w" | "week" | "weeks" => Ok(Period::Days(number * 7)),
            "m" | "month" | "months" => Ok(Period::Months(number)),
            "y" | "year" | "years" => Ok(Period::Months(number * 12)),
            _ => Err(help()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match *self {
            Period::Months(n) if n % 12 == 0 && n > 0 => (n / 12, "year"),
            Period::Months(n) => (n, "month"),
            Period::Days(n) => (n, "day"),
        };
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

/// The zone in which the site's days begin and end.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// UTC, the zone of a site that names none.
    pub fn utc() -> Zone {
        Zone(TimeZone::UTC)
    }

    /// A zone by its name in the IANA database: `Europe/Vienna`. The database is the program's own: that of the
    /// machine may differ from another machine's.
    pub fn named(name: &str) -> Option<Zone> {
        TimeZoneDatabase::bundled().get(name).ok().map(Zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly() {
        assert_eq!("2026-11-03".parse::<Day>().expect("a day").in_english(), "3 Nov 2026");
        for wrong in ["2026-02-30", "2026-13-01", "2026-1-1", "03.11.2026", "2026-11-03T00:00", "2026-11-0é"]
        {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn periods_follow_the_calendar() {
        let from: Day = "2027-08-31".parse().expect("a day");
        assert_eq!(from.plus("6 months".parse().expect("a period")).to_string(), "2028-02-29");
        assert_eq!(from.plus("180d".parse().expect("a period")).to_string(), "2028-02-27");
        for wrong in ["", "d", "6 moons", "-3d", "99999999 days"] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn moments_are_told_by_the_clock_of_whoever_was_there() {
        for (seconds, offset, text) in [
            (1_793_660_400, 60, "2026-11-03T00:00:00+01:00"),
            (1_793_660_400, -210, "2026-11-02T19:30:00-03:30"),
            (0, 0, "1970-01-01T00:00:00+00:00"),
            (-1, 0, "1969-12-31T23:59:59+00:00"),
            (i64::MAX, 720, "@9223372036854775807"),
        ] {
            assert_eq!(Moment { seconds, offset }.to_string(), text);
        }
    }

    #[test]
    fn a_moment_falls_on_the_day_of_the_zone() {
        let zone = Zone::named("Europe/Vienna").expect("a zone");
        let there = Moment { seconds: 1_793_660_400, offset: 0 }.on_clock_of(&zone);
        assert_eq!(there.to_string(), "2026-11-03T00:00:00+01:00");
        assert_eq!(Day::at(1_793_660_400, &Zone::utc()).expect("a day").to_string(), "2026-11-02");
        assert_eq!(Day::at(1_793_660_400, &zone).expect("a day").to_string(), "2026-11-03");
    }
}
