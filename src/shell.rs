//! Commands that are printed for people to paste: every word of them as a POSIX shell takes it.
//!
//! Ids, names and paths are written by others. One that a shell would read as more than a word, `GL-1;rm x`, is quoted.

use std::fmt::Write as _;

/// A word as a shell takes it: plain as it is, anything else between single quotes.
pub fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@%+=,-".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// What somebody who holds a role does about a page or a record, as the command is called.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verb {
    /// Approves the committed text of a page.
    Approve,
    /// Has read a page.
    Review,
    /// Takes a record back.
    Revoke,
    /// Takes a page out of force.
    Withdraw,
}

/// Who does it.
#[derive(Clone, Copy, Debug)]
pub struct Signer<'a> {
    /// The role.
    pub role: &'a str,
    /// Who holds it; `None` where several do, or nobody.
    pub person: Option<&'a str>,
}

/// The command by which somebody does something about a page or a record: `guidepost approve GL-1 …`. What only they
/// can say is a word in capitals.
pub fn deed(verb: Verb, about: &str, by: Signer<'_>) -> String {
    let (verb, rest) = match verb {
        Verb::Approve => ("approve", ""),
        Verb::Review => ("review", ""),
        Verb::Revoke => ("revoke", " --reason TEXT"),
        Verb::Withdraw => ("withdraw", " --reason TEXT"),
    };
    command(verb, about, rest, by)
}

/// The command by which somebody says that a control holds, on a page where it is about pages.
pub fn attest(control: &str, page: Option<&str>, by: Signer<'_>) -> String {
    let page = page.map(|page| format!(" {}", option("--page", page)));
    command("attest", control, &page.unwrap_or_default(), by)
}

fn command(verb: &str, about: &str, rest: &str, by: Signer<'_>) -> String {
    let by = format!("{} {}", option("--role", by.role), option("--by", by.person.unwrap_or("NAME")));
    if is_like_an_option(about) {
        // After two hyphens it is none.
        format!("guidepost {verb}{rest} {by} {}", argument(about))
    } else {
        format!("guidepost {verb} {}{rest} {by}", word(about))
    }
}

/// A word that no program takes for an option, where no option follows.
pub fn argument(text: &str) -> String {
    format!("{}{}", if is_like_an_option(text) { "-- " } else { "" }, word(text))
}

/// An option with its value.
pub fn option(name: &str, value: &str) -> String {
    format!("{name}{}{}", if is_like_an_option(value) { '=' } else { ' ' }, word(value))
}

fn is_like_an_option(text: &str) -> bool {
    text.starts_with('-')
}

/// Whether a sign steers the terminal on which it is printed: it is a command to it, or turns the direction of writing, so that
/// words seem to say something else.
pub fn steers(sign: char) -> bool {
    let turns = matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    sign.is_control() || turns
}

/// Between single quotes. A sign that would steer the terminal on which it is printed is printed by the shell instead.
fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for sign in text.chars() {
        match sign {
            '\'' => out.push_str("'\\''"),
            _ if steers(sign) && !matches!(sign, '\n' | '\t') => {
                // Writing to a text cannot fail.
                let _ = write!(out, "'\"$(printf '");
                for byte in sign.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(out, "\\{byte:03o}");
                }
                out.push_str("')\"'");
            }
            _ => out.push(sign),
        }
    }
    out + "'"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_one_command() {
        let by = Signer { role: "lead", person: None };
        assert_eq!(deed(Verb::Approve, "GL;x", by), "guidepost approve 'GL;x' --role lead --by NAME");
        let by = Signer { person: Some("Lena Law"), ..by };
        assert_eq!(
            deed(Verb::Withdraw, "GL-1", by),
            "guidepost withdraw GL-1 --reason TEXT --role lead --by 'Lena Law'"
        );
        assert_eq!(attest("C-9", None, by), "guidepost attest C-9 --role lead --by 'Lena Law'");
        assert_eq!(
            attest("C-9", Some("a b"), by),
            "guidepost attest C-9 --page 'a b' --role lead --by 'Lena Law'"
        );
        let by = Signer { role: "-r", person: Some("--by") };
        assert_eq!(
            deed(Verb::Approve, "--help", by),
            "guidepost approve --role='-r' --by='--by' -- '--help'"
        );
    }

    #[test]
    fn words_are_quoted_where_a_shell_would_read_more_in_them() {
        for (text, expected) in [
            ("content/a-b_c.md", "content/a-b_c.md"),
            ("law@example.org:a%b+c=d,e", "law@example.org:a%b+c=d,e"),
            ("a b", "'a b'"),
            ("it's", "'it'\\''s'"),
            ("GL;touch X1", "'GL;touch X1'"),
            ("$(x)", "'$(x)'"),
            ("~", "'~'"),
            ("*", "'*'"),
            ("a\nb", "'a\nb'"),
            ("\u{fc}ber", "'\u{fc}ber'"),
            ("-x", "'-x'"),
            ("a\u{1b}[1m\u{9b}", "'a'\"$(printf '\\033')\"'[1m'\"$(printf '\\302\\233')\"''"),
            ("a\u{202e}b", "'a'\"$(printf '\\342\\200\\256')\"'b'"),
            ("", "''"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
