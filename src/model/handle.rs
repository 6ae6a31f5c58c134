//! Who somebody is: two ways to write one name compare alike.
//!
//! `people: 2` means two people. Whoever writes a name with another apostrophe, with two blanks, or with a letter that
//! only looks like the one it stands for, is still one.

use super::looks::looks_of;

/// A name of a person, as it is compared. It is never shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Handle(String);

impl Handle {
    /// Who a name means.
    pub fn new(name: &str) -> Handle {
        Handle(looks_of(name))
    }

    /// Its letters and digits, without accents.
    pub(super) fn letters(&self) -> impl Iterator<Item = char> {
        self.0.chars().filter(|letter| letter.is_alphanumeric())
    }
}

/// Whether two names mean one person.
pub fn same_handle(a: &str, b: &str) -> bool {
    a == b || Handle::new(a) == Handle::new(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_one_however_the_name_is_written() {
        for (a, b) in [
            ("O'Neil", "O\u{2019}Neil"),
            ("O'Neil", "O\u{b4}Neil"),
            ("O'Neil", "O\u{2bc}Neil"),
            ("O'Neil", "O\u{ff07}Neil"),
            ("Anna Law", "anna  law"),
            ("Anna Law", " Anna\u{a0}Law\t"),
            ("Anna Law", "\u{410}nn\u{430} L\u{430}w"),
            ("Jos\u{e9}", "Jose\u{301}"),
            ("Anna", "An\u{200b}na"),
            ("Anna", "An\u{ad}na\u{202e}"),
            ("Stra\u{df}er", "STRASSER"),
            ("Anna", "\u{ff21}\u{ff4e}\u{ff4e}\u{ff41}"),
            ("\u{39f}\u{394}\u{39f}\u{3a3}", "\u{3bf}\u{3b4}\u{3bf}\u{3c2}"),
            ("lead@example.org", "Lead@Example.org"),
            ("Jean\u{2010}Luc", "Jean-Luc"),
        ] {
            assert!(same_handle(a, b), "{a} and {b}: {:?}, {:?}", Handle::new(a), Handle::new(b));
        }
    }

    #[test]
    fn two_people_are_two() {
        for (a, b) in [
            ("Anna Law", "Anna Lau"),
            ("Anna Law", "AnnaLaw"),
            ("Jose", "Jos\u{e9}"),
            ("O'Neil", "ONeil"),
            ("Ian", "Lan"),
            ("a.law", "a-law"),
            ("senior-counsel", "senior counsel"),
        ] {
            assert!(!same_handle(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn the_short_way_leads_where_the_long_one_does() {
        for letter in (0_u8..128).map(char::from) {
            let name = format!("a{letter}b");
            assert_eq!(Handle::new(&name), Handle::new(&format!("{name}\u{200b}")), "{letter:?}");
        }
    }

    #[test]
    fn a_handle_compares_the_same_however_often_it_is_made() {
        for name in ["O\u{b4}Neil", "\u{130}lker", "M0m 1", "\u{1e9e}", "\u{3c2}\u{3a3}", "\u{fb01}n"] {
            let once = Handle::new(name);
            assert_eq!(Handle::new(&once.0), once, "{name}");
        }
    }
}
