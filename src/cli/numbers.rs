//! Document numbers for new pages.

/// The number after the highest of some, written as that is: `GL-012` after `GL-003` and `GL-011`. `None` where none of
/// them ends with a number.
pub(super) fn next<'a>(known: impl Iterator<Item = &'a str>) -> Option<String> {
    let parts = |document: &'a str| {
        let name = document.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let digits = document.strip_prefix(name)?;
        Some((digits.parse::<u64>().ok()?, name, digits.len()))
    };
    let (highest, name, width) = known.filter_map(parts).max()?;
    Some(format!("{name}{:0width$}", highest.checked_add(1)?))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_next_is_one_more_than_the_highest() {
        let next = |known: &[&str]| super::next(known.iter().copied());
        assert_eq!(next(&["GL-003", "GL-011", "tone"]).as_deref(), Some("GL-012"));
        assert_eq!(next(&["GL-9"]).as_deref(), Some("GL-10"));
        assert_eq!(next(&["tone", ""]), None);
        assert_eq!(next(&["GL-18446744073709551615"]), None);
    }
}
