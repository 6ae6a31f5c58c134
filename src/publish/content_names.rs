//! Names of files that change with what is in them: browsers may keep such a file for ever.

/// So many hexadecimal digits in a name say that it changes with the content.
const FEWEST_DIGITS: usize = 8;

/// Whether a file's name changes with its content: `style.5d53e638.css`. Eight digits that are a day, `20261130`, do not.
pub fn is_named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_hash = |part: &str| {
        let is_hex = part.len() >= FEWEST_DIGITS && part.chars().all(|digit| digit.is_ascii_hexdigit());
        is_hex && !is_date(part)
    };
    let mut parts = name.split('.');
    // Neither the first part nor the ending is a hash.
    parts.next();
    parts.next_back();
    parts.any(is_hash)
}

/// Whether digits are a day of these centuries, as a pattern can tell: every month has 31.
fn is_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else {
        return false;
    };
    let is_decimal = digits.len() == 8 && digits.chars().all(|digit| digit.is_ascii_digit());
    is_decimal && (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// The same as a regular expression over an address, for web servers. It looks neither ahead nor back, since Caddy's cannot.
pub(super) fn pattern() -> String {
    let hex = "[0-9A-Fa-f]";
    let mut parts = vec![format!("{hex}{{9,}}")];
    // Eight digits, of which one is a letter: the first letter stands at each of the places in turn.
    parts.extend((0..8).map(|place| format!("[0-9]{{{place}}}[A-Fa-f]{hex}{{{}}}", 7 - place)));
    parts.extend(
        [
            "(?:[03-9][0-9]|1[0-8]|2[2-9])[0-9]{6}",
            "[0-9]{4}(?:00|1[3-9]|[2-9][0-9])[0-9]{2}",
            "[0-9]{6}(?:00|3[2-9]|[4-9][0-9])",
        ]
        .map(str::to_owned),
    );
    format!(r"\.(?:{})\.[^/]*$", parts.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, bool); 13] = [
        ("_theme/style.5d53e638.css", true),
        ("images/life.329b5e8cec192c9e2465e4d10f8533fa.svg", true),
        ("index.html", false),
        ("a/deadbeef.html", false),
        ("a.deadbeef", false),
        ("v1.20261130.pdf/index.html", false),
        ("salaries.20261130.pdf", false),
        ("salaries.20261330.pdf", true),
        ("salaries.18991130.pdf", true),
        ("_theme/site.12345678.js", true),
        ("a.deadbeef.20261130.css", true),
        ("a.5d53e638.css.gz", true),
        ("a.5d53e63.css", false),
    ];

    #[test]
    fn names_with_a_hash_are_known() {
        for (path, is_so) in NAMES {
            assert_eq!(is_named_by_content(path), is_so, "{path}");
        }
    }

    /// What servers are told to have kept for ever is what is named by its content, and nothing else.
    #[test]
    fn the_pattern_says_the_same() {
        let pattern = onig(&pattern());
        let part = |seed: u64| -> String {
            let signs: Vec<char> = "0123456789abcdefABCDEF0123192021".chars().collect();
            let length = 7 + seed % 4;
            let place = |at: u64| {
                (blake3::hash(&[seed.to_le_bytes(), at.to_le_bytes()].concat()).as_bytes()[0]) as usize
            };
            (0..length).filter_map(|at| signs.get(place(at) % signs.len())).collect()
        };
        let days = (0..400u32).map(|day| format!("{}", 20_000_100 + day * 7)).chain((0..4000).map(part));
        let made =
            days.flat_map(|part| [format!("d/a.{part}.css"), format!("{part}.css"), format!("a.{part}")]);
        let names = NAMES.iter().map(|(path, _)| (*path).to_owned());
        for path in names.chain(made) {
            let address = format!("/handbook/{path}");
            let found = pattern.search(&address, 0, address.len(), None);
            assert_eq!(found, is_named_by_content(&path), "{path}");
        }
    }

    fn onig(pattern: &str) -> syntect::parsing::Regex {
        syntect::parsing::Regex::new(pattern.to_owned())
    }
}
