//! Whether two names may be those of one person, where it must be known that they are two.
//!
//! `people: 2` asks for two people, and nobody appoints themselves. Whoever writes a name with a letter that only looks like
//! the one it stands for must not be another person by that.

use unicode_normalization::UnicodeNormalization;

use super::handle::{Handle, same_handle};
use super::looks::same_shape;

/// Whether nothing sets two names apart but case, accents, blanks, signs, and letters, digits or signs that look like letters:
/// `O.P.S.` and `ops` may be one person, and so may `ops` and `op5`.
pub fn may_be_one(a: &str, b: &str) -> bool {
    same_handle(a, b) || same_shape(a, b) || Letters::of(a).may_be(&Letters::of(b))
}

/// The letters and digits of a name, without accents.
struct Letters {
    /// With its case folded first: one name in large and in small letters is one.
    folded: Vec<char>,
    /// As whoever reads the name takes it: a large letter may look like another where the small one does not.
    seen: Vec<char>,
    /// Whether something in it only looks like a letter.
    is_disguised: bool,
}

impl Letters {
    fn of(name: &str) -> Letters {
        let mut taken = String::with_capacity(name.len());
        let mut is_disguised = false;
        // That of a mail address is no letter.
        let is_address = name.rsplit_once('@').is_some_and(|(_, host)| host.contains('.'));
        for letter in name.nfkc() {
            match taken_for(letter).filter(|_| letter != '@' || !is_address) {
                Some(looks) => {
                    is_disguised = true;
                    taken.push_str(&looks);
                }
                None => taken.push(letter),
            }
        }
        let folded: Vec<char> = Handle::new(name).letters().collect();
        let seen = if is_disguised { Handle::new(&taken).letters().collect() } else { folded.clone() };
        Letters { folded, seen, is_disguised }
    }

    fn may_be(&self, other: &Letters) -> bool {
        let is_disguised = self.is_disguised || other.is_disguised;
        // A large `I` of another script is taken for an `l` by those who say what looks like what.
        let without_dot = |letter: char| if letter == 'i' && is_disguised { 'l' } else { letter };
        let is_like = |(a, b): (&char, &char)| is_like(without_dot(*a), without_dot(*b));
        let is_same = |a: &[char], b: &[char]| a.len() == b.len() && a.iter().zip(b).all(is_like);
        [&self.folded, &self.seen].iter().any(|own| is_same(own, &other.folded) || is_same(own, &other.seen))
    }
}

/// Whether a letter may be taken for another. A digit may stand for a letter, and never for another digit: numbers tell
/// people apart.
fn is_like(a: char, b: char) -> bool {
    a == b || a.is_ascii_digit() != b.is_ascii_digit() && letter_for(a) == letter_for(b)
}

/// The letter for which a digit is written where a name is to look like another. `0` and `1` have theirs by the tables.
fn letter_for(digit: char) -> char {
    match digit {
        '2' => 'z',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '6' | '8' => 'b',
        '7' => 't',
        '9' => 'g',
        letter => letter,
    }
}

/// The plain letters for which something else is taken as it stands. The tables of UTS 39 have letters of other scripts and no
/// signs.
fn taken_for(letter: char) -> Option<String> {
    match letter {
        '\u{a7}' | '$' => return Some("s".to_owned()),
        '@' => return Some("a".to_owned()),
        '\u{20ac}' => return Some("e".to_owned()),
        '\u{a3}' | '!' => return Some("l".to_owned()),
        '(' | '\u{a2}' => return Some("c".to_owned()),
        '\u{a5}' => return Some("y".to_owned()),
        '\u{df}' | '\u{1e9e}' => return Some("b".to_owned()),
        // White letters on black, in squares and circles, of which Unicode tells no plain ones.
        '\u{1f150}'..='\u{1f169}' => return plain_of(letter, '\u{1f150}'),
        '\u{1f170}'..='\u{1f189}' => return plain_of(letter, '\u{1f170}'),
        _ if letter.is_ascii() => return None,
        _ => {}
    }
    let looks: String = unicode_security::skeleton(letter.encode_utf8(&mut [0; 4])).collect();
    (looks.chars().any(|looks| looks.is_ascii_alphanumeric()) && looks.is_ascii()).then_some(looks)
}

/// The letter that stands at the place of another in an alphabet that begins with `first`.
fn plain_of(letter: char, first: char) -> Option<String> {
    let nth = u32::from(letter).checked_sub(u32::from(first))?;
    char::from_u32(u32::from('a') + nth).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_accents_do_not_tell_people_apart_for_certain() {
        for (a, b) in [("ops", "O.P.S."), ("ops", "o p s"), ("ops", "\u{f6}ps"), ("Anna Law", "anna-law")] {
            assert!(may_be_one(a, b), "{a} and {b}");
        }
        assert!(!may_be_one("Anna Law", "Anna Lau"));
    }

    #[test]
    fn what_looks_like_a_letter_does_not_tell_people_apart() {
        for (a, b) in [
            ("Bernd", "\u{df}ernd"),
            ("Bernd", "\u{1f171}ernd"),
            ("Sue", "\u{54f}ue"),
            ("SUE", "\u{54f}ue"),
            ("Sue", "\u{a7}ue"),
            ("Sue", "$ue"),
            ("Sue", "5ue"),
            ("Sue", "Su3"),
            ("Ian", "\u{399}an"),
            ("Ian", "\u{406}\u{430}n"),
            ("Ian Sue", "\u{399}an \u{54f}ue"),
            ("Nan", "\u{39d}an"),
            ("Van", "\u{3bd}an"),
            ("Bob", "8o8"),
            ("Henry", "\u{41d}enry"),
            ("Tom", "7om"),
            ("Sam", "S@m"),
            ("Cara", "(ara"),
            ("Ian Hill", "lan Hill"),
            ("Ian Hill", "Ian HiII"),
            ("Bill", "BiIl"),
        ] {
            assert!(may_be_one(a, b) && may_be_one(b, a), "{a} and {b}");
        }
    }

    #[test]
    fn two_people_are_two_in_any_script() {
        for (a, b) in [
            ("Ian", "Lan"),
            ("Nan", "Van"),
            ("\u{41d}\u{438}\u{43d}\u{430}", "\u{410}\u{43d}\u{43d}\u{430}"),
            ("\u{39d}\u{3af}\u{3ba}\u{3bf}\u{3c2}", "\u{391}\u{3bd}\u{3bd}\u{3b1}"),
            ("\u{674e}\u{56db}", "\u{5f20}\u{4e09}"),
            ("team-lead", "head-of-legal"),
            ("user6", "user8"),
            ("e10068", "e10086"),
            ("schmidt2@example.org", "schmidt3@example.org"),
            ("ian@example.org", "lan@example.org"),
            ("Neil Smith", "Nell Smith"),
            ("", "O'Neil"),
        ] {
            assert!(!may_be_one(a, b), "{a} and {b}");
        }
    }
}
