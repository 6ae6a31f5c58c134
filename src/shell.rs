//! Commands that are printed for people to paste: every word of them as a POSIX shell takes it.
//!
//! Ids, names and paths are written by others. One that a shell would read as more than a word, `GL-1;rm x`, is quoted.

/// A word as a shell takes it: plain as it is, anything else between single quotes.
pub fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@%+=,-".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// The command by which somebody who holds a role does something about a page or a control: `guidepost approve GL-1 …`.
pub fn deed(verb: &str, about: &str, role: &str) -> String {
    format!("guidepost {verb} {} --role {} --by NAME", word(about), word(role))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_one_command() {
        assert_eq!(deed("approve", "GL;x", "lead"), "guidepost approve 'GL;x' --role lead --by NAME");
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
            ("", "''"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
