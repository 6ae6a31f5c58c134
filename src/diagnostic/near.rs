//! What was probably meant: the candidate nearest by spelling. A site may have thousands of dead links and as many
//! pages, so most candidates are distinguished by their length and letters before any two texts are compared.

/// Longer candidates, in bytes, are compared with nothing.
const LONGEST: usize = 200;

/// The one of some things that a word names; the error names all of them.
pub fn named<T, const N: usize>(what: &str, all: [(&'static str, T); N], word: &str) -> Result<T, String> {
    let names = all.each_ref().map(|(name, _)| *name).join(", ");
    let found = all.into_iter().find(|(name, _)| *name == word).map(|(_, thing)| thing);
    found.ok_or_else(|| format!("there is no {what} `{word}`; {what}s: {names}"))
}

/// The candidate that was probably meant: nearest by spelling, near enough to be no joke. Of those that are equally
/// near, the shortest and then the first by the alphabet, in whatever order they come.
pub fn near_miss<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut search = Search::new(written);
    for candidate in candidates {
        if candidate.len() < LONGEST && search.fits(candidate.chars().count()) {
            search.look_at(&Spelling::new(candidate), candidate);
        }
    }
    search.found
}

/// The candidates most like a text, the best first; near or not.
pub fn most_alike<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let alike = |candidate: &&str| strsim::sorensen_dice(written, candidate);
    let mut ranked: Vec<(f64, &str)> =
        candidates.into_iter().map(|candidate| (alike(&candidate), candidate)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

/// Candidates that many texts are compared with.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Shortest first.
    entries: Vec<(Spelling, Box<str>)>,
}

impl Candidates {
    /// Takes candidates in any order; of those that are equally near, the shortest is found, then the first by the alphabet.
    pub fn new<'a>(candidates: impl IntoIterator<Item = &'a str>) -> Candidates {
        let short = candidates.into_iter().filter(|candidate| candidate.len() < LONGEST);
        let mut entries: Vec<_> = short.map(|text| (Spelling::new(text), Box::from(text))).collect();
        entries.sort_by_key(|(spelling, _)| spelling.letters.len());
        Candidates { entries }
    }

    /// The one that was probably meant, as [`near_miss`] has it, and at most so many letters away.
    pub fn nearest(&self, written: &str, at_most: usize) -> Option<&str> {
        let mut search = Search::new(written);
        search.bound = search.bound.min(at_most);
        let length = search.written.letters.len();
        let from =
            self.entries.partition_point(|(spelling, _)| spelling.letters.len() + search.bound < length);
        for (spelling, text) in self.entries.iter().skip(from) {
            if spelling.letters.len() > length + search.bound {
                break;
            }
            search.look_at(spelling, text);
        }
        search.found
    }
}

/// A text as it is compared.
#[derive(Clone, Debug)]
struct Spelling {
    /// In lower case.
    letters: Box<[char]>,
    /// How often each letter is in it; those that share a number are counted together.
    counts: [u8; 32],
}

impl Spelling {
    fn new(text: &str) -> Spelling {
        let letters: Box<[char]> = text.chars().flat_map(char::to_lowercase).collect();
        let mut counts = [0_u8; 32];
        for letter in &letters {
            if let Some(count) = counts.get_mut(*letter as usize % 32) {
                *count = count.saturating_add(1);
            }
        }
        Spelling { letters, counts }
    }

    /// How many letters one of two texts has more than the other, summed up.
    fn unlike(&self, other: &Spelling) -> usize {
        let differences = self.counts.iter().zip(&other.counts).map(|(a, b)| u16::from(a.abs_diff(*b)));
        usize::from(differences.sum::<u16>())
    }
}

/// A search for the nearest.
struct Search<'a> {
    written: Spelling,
    /// How far the next one may be away to be found.
    bound: usize,
    found: Option<&'a str>,
}

impl<'a> Search<'a> {
    fn new(written: &str) -> Search<'a> {
        let written = Spelling::new(written);
        let bound = (written.letters.len() / 3).clamp(1, 6);
        Search { written, bound, found: None }
    }

    /// Two texts differ by at least the difference of their lengths.
    fn fits(&self, length: usize) -> bool {
        length.abs_diff(self.written.letters.len()) <= self.bound
    }

    fn look_at(&mut self, spelling: &Spelling, text: &'a str) {
        // One letter more, less or another makes at most two such differences.
        if !self.fits(spelling.letters.len()) || self.written.unlike(spelling) > 2 * self.bound {
            return;
        }
        let Some(distance) = distance(&self.written.letters, &spelling.letters, self.bound) else { return };
        // In whatever order candidates come, the same one is found.
        let before = |found: &str| (text.len(), text) < (found.len(), found);
        let nearer = self.found.is_none_or(|found| distance < self.bound || before(found));
        if nearer {
            self.bound = distance;
            self.found = Some(text);
        }
    }
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour; `None` beyond the bound.
fn distance(a: &[char], b: &[char], bound: usize) -> Option<usize> {
    let (a, b) = without_shared_ends(a, b);
    let bound = u8::try_from(bound).unwrap_or(FAR - 1);
    let width = usize::from(bound);
    if a.len().abs_diff(b.len()) > width || b.len() >= LONGEST {
        return None;
    }
    // Distances between the beginnings of both: in the row before the last, in the last, in this one. Only those
    // along the diagonal can be within the bound.
    let (mut before, mut last, mut row) = (DistanceRow::far(), DistanceRow::far(), DistanceRow::far());
    for (at, cell) in (0..=bound).zip(last.0.iter_mut().take(b.len() + 1)) {
        *cell = at;
    }
    let mut letter_before = None;
    for (i, letter) in (1_usize..).zip(a) {
        let (from, to) = (i.saturating_sub(width).max(1), (i + width).min(b.len()));
        let mut left = if from == 1 { u8::try_from(i).unwrap_or(FAR) } else { FAR };
        row.put(from - 1, left);
        let mut lowest = left;
        let mut other_before = from.checked_sub(2).and_then(|at| b.get(at));
        for (j, other) in (from..=to).zip(b.iter().skip(from - 1)) {
            let changed = last.at(j - 1).saturating_add(u8::from(letter != other));
            let mut cell = changed.min(last.at(j).saturating_add(1)).min(left.saturating_add(1));
            if other_before == Some(letter) && letter_before == Some(other) {
                cell = cell.min(before.at(j - 2).saturating_add(1));
            }
            row.put(j, cell);
            lowest = lowest.min(cell);
            (left, other_before) = (cell, Some(other));
        }
        row.put(to + 1, FAR);
        // A swap may still lead on from the row before, and costs one.
        if lowest > bound && last.0.iter().take(to + 1).all(|cell| *cell >= bound) {
            return None;
        }
        (before, last, row) = (last, row, before);
        letter_before = Some(letter);
    }
    Some(last.at(b.len())).filter(|distance| *distance <= bound).map(usize::from)
}

/// Two texts without what they begin and end with alike.
fn without_shared_ends<'t>(a: &'t [char], b: &'t [char]) -> (&'t [char], &'t [char]) {
    let (mut a, mut b) = (a, b);
    while let ([one, rest @ ..], [other, others @ ..]) = (a, b)
        && one == other
    {
        (a, b) = (rest, others);
    }
    while let ([rest @ .., one], [others @ .., other]) = (a, b)
        && one == other
    {
        (a, b) = (rest, others);
    }
    (a, b)
}

/// Further than anything that is looked for.
const FAR: u8 = u8::MAX;

/// Distances between the beginning of one text and all beginnings of another; past its end everything is far.
#[derive(Clone, Copy)]
struct DistanceRow([u8; LONGEST]);

impl DistanceRow {
    fn far() -> DistanceRow {
        DistanceRow([FAR; LONGEST])
    }

    fn at(&self, nth: usize) -> u8 {
        self.0.get(nth).copied().unwrap_or(FAR)
    }

    fn put(&mut self, nth: usize, distance: u8) {
        if let Some(cell) = self.0.get_mut(nth) {
            *cell = distance;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn near_misses_are_near() {
        assert_eq!(near_miss("ownr", ["title", "owner", "order"]), Some("owner"));
        assert_eq!(near_miss("Disclosure-Rules", ["disclosure-rule", "tone"]), Some("disclosure-rule"));
        assert_eq!(near_miss("GM-9", ["GM-2", "GL-9", "GM-1"]), Some("GL-9"), "whatever the order");
        assert_eq!(near_miss("GM-9", ["GM-1", "GL-9", "GM-2"]), Some("GL-9"), "whatever the order");
        assert_eq!(near_miss("banana", ["title", "owner"]), None);
        assert_eq!(near_miss("tilte", ["title"]), Some("title"), "neighbours that are swapped");
        assert_eq!(
            Candidates::new(["playbooks/tone.md", "tone.md"]).nearest("playbook/tone.md", 2),
            Some("playbooks/tone.md")
        );
        assert_eq!(Candidates::new(["abcdefghij"]).nearest("abcdefgxyz", 2), None);
    }

    #[test]
    fn the_most_alike_come_first() {
        let headings = ["why", "how-we-answer", "who-answers", "costs"];
        assert_eq!(most_alike("how-to-answer", headings, 2), ["how-we-answer", "who-answers"]);
    }

    proptest! {
        #[test]
        fn the_short_way_finds_what_the_long_way_finds(
            written in "[a-dA-D\u{e9}-]{0,9}",
            candidates in proptest::collection::vec("[a-dA-D\u{e9}-]{0,9}", 0..8),
        ) {
            let lower = |text: &str| text.to_lowercase();
            let bound = (written.chars().count() / 3).clamp(1, 6);
            let distances = candidates.iter().map(|candidate| strsim::osa_distance(&lower(&written), &lower(candidate)));
            let least = distances.min().filter(|least| *least <= bound);
            let found = |found: Option<&str>| found.map(|found| strsim::osa_distance(&lower(&written), &lower(found)));
            let all = || candidates.iter().map(String::as_str);
            prop_assert_eq!(found(near_miss(&written, all())), least);
            prop_assert_eq!(found(Candidates::new(all()).nearest(&written, 6)), least);
        }
    }
}
