//! What is not as it was published, in lines.

use std::collections::BTreeMap;

/// Something that is not as it was published, or not served as it should be.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct WebFault {
    /// What sort of fault it is, in a word: `missing`.
    pub what: &'static str,
    /// What is wrong, where that is to be said: `no X-Frame-Options`.
    pub detail: String,
    /// Of which file, or at which address.
    pub place: String,
}

/// So many places with one fault are named one by one.
const MOST_NAMED: usize = 3;
/// Faults of a whole file, which are named whatever their number.
const OF_FILES: [&str; 2] = ["missing", "changed"];

/// Faults as lines: "missing   guidelines/tone/index.html". What is wrong with many files alike is one line.
pub fn fault_lines(faults: &[WebFault]) -> Vec<String> {
    let mut groups: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for fault in faults {
        groups.entry((fault.what, &fault.detail)).or_default().push(&fault.place);
    }
    let mut lines = Vec::new();
    for ((what, detail), places) in groups {
        let of = |place: &str| {
            let place = if place.is_empty() { "./" } else { place };
            if detail.is_empty() {
                format!("{what:<9} {place}")
            } else {
                format!("{what:<9} {place}: {detail}")
            }
        };
        match places.as_slice() {
            [first, ..] if places.len() > MOST_NAMED && !OF_FILES.contains(&what) => {
                lines.push(format!("{} (and {} more)", of(first), places.len() - 1));
            }
            places => lines.extend(places.iter().map(|place| of(place))),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_have_is_a_line() {
        let fault = |what, detail: &str, place: &str| WebFault {
            what,
            detail: detail.to_owned(),
            place: place.to_owned(),
        };
        let mut faults: Vec<WebFault> =
            ["a/", "b/", "c/", "d/"].map(|place| fault("header", "no nosniff", place)).into();
        faults.extend(["a", "b", "c", "d"].map(|place| fault("missing", "", place)));
        faults.push(fault("type", "x, and it is y", ""));
        assert_eq!(
            fault_lines(&faults),
            [
                "header    a/: no nosniff (and 3 more)",
                "missing   a",
                "missing   b",
                "missing   c",
                "missing   d",
                "type      ./: x, and it is y"
            ]
        );
    }
}
