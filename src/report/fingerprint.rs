//! What tells a finding from all others, and stays the same while lines move.

use std::collections::HashMap;

use blake3::{Hash, Hasher};

use super::lines::FileTexts;
use crate::diagnostic::Finding;
use crate::source::slice;

/// How much of a line tells it from others; lines alike so far are distinguished by their order.
const TELLING: usize = 1024;

/// The fingerprints given so far.
#[derive(Default)]
pub(super) struct Fingerprints {
    given: HashMap<Hash, u64>,
}

impl Fingerprints {
    /// Made from the code, the file and the words of the line; of findings that share these, the
    /// first, the second and so on differ.
    pub(super) fn fingerprint_of(&mut self, finding: &Finding, files: &mut FileTexts<'_>) -> String {
        let alike = alike(finding, files);
        let count = self.given.entry(alike).or_default();
        *count += 1;
        let mut hasher = Hasher::new();
        hasher.update(alike.as_bytes()).update(&count.to_le_bytes());
        slice(&hasher.finalize().to_hex(), ..32).to_owned()
    }
}

fn alike(finding: &Finding, files: &mut FileTexts<'_>) -> Hash {
    let mut hasher = Hasher::new();
    let mut part = |text: &str| {
        hasher.update(text.as_bytes()).update(&[0]);
    };
    part(finding.code.name());
    part(finding.place.as_ref().map_or("", |place| place.file.as_str()));
    match line(finding, files) {
        Some(line) => part(&line),
        None => part(&finding.message),
    }
    hasher.finalize()
}

/// The words of the line on which a finding begins.
fn line(finding: &Finding, files: &mut FileTexts<'_>) -> Option<String> {
    let place = finding.place.as_ref()?;
    let lines = files.lines(&place.file)?;
    let start = lines.range(place.span?).start;
    let line = slice(lines.text(), lines.line(lines.position(start).line));
    Some(slice(line, ..TELLING).trim().to_owned())
}
