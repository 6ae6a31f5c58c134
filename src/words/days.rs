//! Days, stretches of time and numbers, in the words of a language.

use super::{WordValue, Words};
use crate::date::{Day, Period};

/// The names of the months, from the first on.
const MONTHS: [&str; 12] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9",
    "month_10", "month_11", "month_12",
];

impl Words {
    /// A day as people read it: `3 Nov 2026`.
    pub fn day(&self, day: Day) -> String {
        let month = MONTHS.get(day.months_before()).map_or("", |name| self.say(name));
        let values = [
            ("day", day.of_month().to_string().into()),
            ("month", month.into()),
            ("year", format!("{:04}", day.year()).into()),
        ];
        self.fill("day_in_words", values)
    }

    /// A stretch of time: `12 days`, `2 years`.
    pub fn period(&self, period: Period) -> String {
        let (name, count) = match period {
            Period::Months(count) if count % 12 == 0 && count > 0 => ("years_counted", count / 12),
            Period::Months(count) => ("months_counted", count),
            Period::Days(count) => ("days_counted", count),
        };
        self.fill(name, [("count", WordValue::from(count))])
    }

    /// A number that is written in digits as people read it: `71000` -> "71,000".
    pub fn number(&self, written: &str) -> String {
        let (sign, digits) = written.strip_prefix('-').map_or(("", written), |digits| ("\u{2212}", digits));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let mut shown = sign.to_owned();
        for (nth, digit) in whole.chars().enumerate() {
            if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
                shown.push_str(self.say("sign_of_thousands"));
            }
            shown.push(digit);
        }
        if !part.is_empty() {
            shown.push_str(self.say("sign_of_parts"));
            shown.push_str(part);
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use crate::date::{Day, Period};
    use crate::words::Words;

    #[test]
    fn numbers_are_grouped() {
        for (written, shown) in [
            ("0", "0"),
            ("610", "610"),
            ("71000", "71,000"),
            ("-1234567.25", "\u{2212}1,234,567.25"),
            ("1.8", "1.8"),
        ] {
            assert_eq!(Words::english().number(written), shown);
        }
    }

    #[test]
    fn pages_say_days_and_periods_as_the_terminal_does() {
        let words = Words::english();
        for month in 1..=12 {
            let day = Day::new(2026, month, month).expect("a day");
            assert_eq!(words.day(day), day.in_english());
        }
        for period in [1, 2, 0, 12, 18, 24].into_iter().flat_map(|n| [Period::Days(n), Period::Months(n)]) {
            assert_eq!(words.period(period), period.to_string());
        }
    }
}
