//! Decimal numbers as people write them, exactly.

use std::fmt;
use std::ops::Sub;
use std::str::FromStr;

/// Digits behind the point that are kept.
const PLACES: usize = 6;
/// How many of the least parts make one.
const ONE: i64 = 1_000_000;

/// A decimal number: `5600`, `-1.8`. It has at most six digits behind the point, and is below a million millions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Decimal {
    /// The number in millionths.
    millionths: i64,
}

impl Decimal {
    /// How many thousandths of the way from one number to another it is, from 0 to 1000; 500 where they are one.
    pub fn between(self, low: Decimal, high: Decimal) -> i64 {
        let [at, whole] = [self, high].map(|number| i128::from((number - low).millionths));
        if whole == 0 { 500 } else { i64::try_from(at * 1000 / whole).map_or(0, |part| part.clamp(0, 1000)) }
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Decimal {
        Decimal { millionths: self.millionths.saturating_abs() }
    }
}

impl Sub for Decimal {
    type Output = Decimal;

    fn sub(self, other: Decimal) -> Decimal {
        Decimal { millionths: self.millionths.saturating_sub(other.millionths) }
    }
}

impl FromStr for Decimal {
    type Err = String;

    /// Digits, with a minus before them and a point within them where they need one. The error says how to write it.
    fn from_str(text: &str) -> Result<Decimal, String> {
        exact(text.trim()).map_err(|wrong| match wrong {
            NoDecimal::OfDigits => meant(text.trim()),
            NoDecimal::OfLength => format!("a number has at most 12 digits, and {PLACES} behind the point"),
        })
    }
}

/// Why a text is no decimal number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum NoDecimal {
    /// It is not written in digits.
    OfDigits,
    /// It has too many of them.
    OfLength,
}

/// Reads a number without a guess at what else was meant.
fn exact(text: &str) -> Result<Decimal, NoDecimal> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !are_digits(whole) || !are_digits(part) {
        return Err(NoDecimal::OfDigits);
    }
    if part.len() > PLACES || whole.len() > 12 {
        return Err(NoDecimal::OfLength);
    }
    let number = |digits: &str| digits.parse::<i64>().unwrap_or(0);
    let millionths = number(whole) * ONE + number(&format!("{part:0<PLACES$}"));
    Ok(Decimal { millionths: sign * millionths })
}

impl fmt::Display for Decimal {
    /// As it is written, without noughts at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.millionths < 0 { "-" } else { "" };
        let all = self.millionths.unsigned_abs();
        let one = ONE.unsigned_abs();
        let part = format!("{:0>PLACES$}", all % one);
        let part = part.trim_end_matches('0');
        write!(f, "{sign}{}{}{part}", all / one, if part.is_empty() { "" } else { "." })
    }
}

/// What was probably meant by what is no number.
fn meant(text: &str) -> String {
    let help = || "a number is written in digits: `5600`, `1.8`".to_owned();
    // A minus as type has it, a plus, and blanks between thousands are what people write.
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '+' | '\'' | '’'))
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let number: String = plain
        .chars()
        .skip_while(|c| !c.is_ascii_digit() && *c != '-')
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ','))
        .collect();
    let number = number.trim_end_matches(['.', ',']);
    if !number.bytes().any(|b| b.is_ascii_digit()) {
        return help();
    }
    let (joined, pointed) = (number.replace(',', ""), number.replace(',', "."));
    let reads = |text: &str| exact(text).is_ok();
    let is_alone =
        plain.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit()) && plain.ends_with(number);
    // Three digits behind a comma may be thousands or a part of one.
    let behind = number.rsplit_once(',').map_or(0, |(_, behind)| behind.len());
    match (number.contains(','), behind) {
        (true, 3) if reads(&joined) && reads(&pointed) => {
            format!("a number has no comma: write `{joined}`, or `{pointed}`")
        }
        (true, 3) if reads(&joined) => format!("a number has no comma: write `{joined}`"),
        (true, _) if reads(&pointed) => format!("a number is written with a point: `{pointed}`"),
        (false, _) if reads(number) && is_alone => format!("a number is written in digits alone: `{number}`"),
        (false, _) if reads(number) => {
            format!("a number stands alone, without a unit or a word: `{number}`")
        }
        _ => help(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_shown_as_they_are_written() {
        for text in ["0", "5600", "1.8", "-1.8", "0.000001", "-0.5", "999999999999"] {
            assert_eq!(text.parse::<Decimal>().map(|number| number.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("007.500".parse::<Decimal>().map(|number| number.to_string()), Ok("7.5".to_owned()));
    }

    #[test]
    fn what_was_meant_is_named() {
        for (text, hint) in [
            ("", "in digits: `5600`"),
            ("many", "in digits: `5600`"),
            ("1,8", "with a point: `1.8`"),
            ("5,600", "write `5600`, or `5.600`"),
            ("1,234,567", "write `1234567`"),
            ("71 000", "in digits alone: `71000`"),
            ("52 %", "without a unit or a word: `52`"),
            ("€31", "without a unit or a word: `31`"),
            ("about 30", "without a unit or a word: `30`"),
            ("−6", "in digits alone: `-6`"),
            ("+6", "in digits alone: `6`"),
            ("1.2.3", "in digits: `5600`"),
            ("1.1234567", "at most 12 digits"),
            ("1234567890123", "at most 12 digits"),
        ] {
            let why = text.parse::<Decimal>().expect_err(text);
            assert!(why.contains(hint), "{text}: {why}");
        }
    }

    #[test]
    fn places_between_numbers_are_found() {
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        assert_eq!(number("1.5").between(number("1"), number("2")), 500);
        assert_eq!(number("9").between(number("1"), number("2")), 1000);
        assert_eq!(number("2").between(number("2"), number("2")), 500);
        assert_eq!((number("1.8") - number("2.5")).abs().to_string(), "0.7");
        let (least, most) = (number("-999999999999"), number("999999999999"));
        assert_eq!(number("0").between(least, most), 500);
    }
}
