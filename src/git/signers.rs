//! The list of who signs with which SSH key, as ssh-keygen(1) has it under "ALLOWED SIGNERS".

/// The lines of a list that are about an address, each naming that address alone. Whoever signs with a key of these is
/// who has the address, whatever else the key may be used for. Empty where none is, or where the address could be
/// taken for a pattern.
pub(super) fn lines_for(list: &str, address: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "@.-_+".contains(letter);
    if address.is_empty() || !address.chars().all(is_plain) {
        return String::new();
    }
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let ours = lines.filter_map(|line| {
        let (principals, key) = split(line)?;
        is_among(principals, address).then(|| format!("{address} {key}\n"))
    });
    ours.collect()
}

/// A line as its patterns, which may stand in quotes, and the rest.
fn split(line: &str) -> Option<(&str, &str)> {
    let (principals, rest) = match line.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => line.split_once([' ', '\t'])?,
    };
    Some((principals, rest.trim_start()))
}

/// Whether one of the patterns fits an address, and none that takes it out again.
fn is_among(patterns: &str, address: &str) -> bool {
    let mut among = false;
    for pattern in patterns.split(',') {
        match pattern.strip_prefix('!') {
            Some(excluded) if fits(excluded, address) => return false,
            Some(_) => {}
            None => among |= fits(pattern, address),
        }
    }
    among
}

/// `*` stands for any letters, `?` for one.
fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut reached) = (0, 0);
    // Where the last star stands, and how far it reaches.
    let mut star: Option<(usize, usize)> = None;
    while let Some(letter) = text.get(reached) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, reached));
                at += 1;
            }
            Some(sign) if *sign == '?' || sign == letter => {
                at += 1;
                reached += 1;
            }
            _ => {
                let Some((from, taken)) = star else { return false };
                star = Some((from, taken + 1));
                at = from + 1;
                reached = taken + 1;
            }
        }
    }
    pattern.iter().skip(at).all(|sign| *sign == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_an_address_are_found_and_name_it_alone() {
        let list = "# who signs\nb@x.example ssh-ed25519 BBBB\n\n*@x.example,!root@x.example namespaces=\"git\" ssh-ed25519 AAAA old\n\"c@y.example,a@x.example\" cert-authority ssh-rsa CCCC\n";
        assert_eq!(
            lines_for(list, "a@x.example"),
            "a@x.example namespaces=\"git\" ssh-ed25519 AAAA old\na@x.example cert-authority ssh-rsa CCCC\n"
        );
        assert_eq!(lines_for(list, "root@x.example"), "");
        assert_eq!(lines_for(list, "c@y.example"), "c@y.example cert-authority ssh-rsa CCCC\n");
        assert_eq!(lines_for(list, "d@z.example"), "");
    }

    #[test]
    fn an_address_is_no_pattern() {
        for address in ["", "*", "*@x.example", "a b@x.example", "a@x.example,b@x.example", "!a"] {
            assert_eq!(lines_for("*,a,* ssh-ed25519 AAAA\n", address), "", "{address}");
        }
    }

    #[test]
    fn stars_and_question_marks_stand_for_letters() {
        for (pattern, text, expected) in [
            ("*", "a@x", true),
            ("a@*.example", "a@x.example", true),
            ("a@*.example", "a@x.example.org", false),
            ("a?@x", "ab@x", true),
            ("a?@x", "a@x", false),
            ("*a*b", "xaxbxb", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
