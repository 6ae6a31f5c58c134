//! The addresses in a `srcset`: `a.png 1x, b.png 2x`.

use std::ops::Range;

use crate::source::slice;

/// Where the addresses of a list stand in it.
pub fn addresses(list: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skip) = slice(list, at..).find(|c: char| !c.is_ascii_whitespace() && c != ',') {
        let start = at + skip;
        let end = slice(list, start..)
            .find(|c: char| c.is_ascii_whitespace())
            .map_or(list.len(), |gap| start + gap);
        let address = slice(list, start..end).trim_end_matches(',');
        found.push(start..start + address.len());
        // A comma at its very end ends the entry, else the next one does.
        at = if address.len() < end - start {
            end
        } else {
            slice(list, end..).find(',').map_or(list.len(), |c| end + c)
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found() {
        let of = |list: &'static str| addresses(list).into_iter().map(|at| &list[at]).collect::<Vec<_>>();
        assert_eq!(of("a.png 1x, b.png 2x"), ["a.png", "b.png"]);
        assert_eq!(of(" a.png, b,c.png 2x ,"), ["a.png", "b,c.png"]);
        assert_eq!(of(" , "), Vec::<&str>::new());
    }
}
