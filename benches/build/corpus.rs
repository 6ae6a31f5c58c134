//! Pages to build: about 635 words each, in sections of 25, with tables, code and links that all hold.
//! The same number of pages is the same bytes on every machine.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Pages of a section.
pub const SECTION: usize = 25;
const WORDS: [&str; 48] = [
    "review",
    "answer",
    "channel",
    "page",
    "owner",
    "reader",
    "before",
    "after",
    "approval",
    "change",
    "record",
    "question",
    "customer",
    "repair",
    "the",
    "the",
    "a",
    "of",
    "of",
    "to",
    "to",
    "and",
    "in",
    "when",
    "who",
    "every",
    "week",
    "policy",
    "guideline",
    "measure",
    "target",
    "public",
    "private",
    "draft",
    "notice",
    "report",
    "team",
    "council",
    "legal",
    "safety",
    "training",
    "lesson",
    "short",
    "plain",
    "text",
    "must",
    "may",
    "should",
];
const CODE: [(&str, &str); 4] = [
    (
        "bash",
        "set -eu\nfor page in {0} {1}; do\n  if [ -f \"$page.md\" ]; then\n    grep -c {2} \"$page.md\" | sort -n\n  fi\ndone\n",
    ),
    (
        "yaml",
        "{0}:\n  owner: {1}\n  every: 180d\n  steps:\n    - name: {2}\n      by: \"{3}\"\n    - name: {4}\n",
    ),
    (
        "rust",
        "/// The {0} of a {1}.\nfn {2}(page: &Page) -> Option<usize> {\n    let {3} = page.words().filter(|word| word.len() > 4);\n    Some({3}.count())\n}\n",
    ),
    ("json", "{\n  \"{0}\": \"{1}\",\n  \"{2}\": [1, 2, 3],\n  \"{3}\": { \"{4}\": true }\n}\n"),
];

/// A small generator of numbers (the constants are Knuth's MMIX ones); good enough to mix words.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below another.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    /// So many words.
    pub fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// Writes so many pages, with an index for each section.
pub fn write(docs: &Path, pages: usize) {
    for nth in 0..pages {
        let folder = docs.join(format!("section-{}", nth / SECTION));
        fs::create_dir_all(&folder).expect("a folder");
        if nth.is_multiple_of(SECTION) {
            let index = format!("---\ntitle: Section {}\n---\nWhat belongs together.\n", nth / SECTION);
            fs::write(folder.join("index.md"), index).expect("a page");
        }
        fs::write(folder.join(format!("page-{nth}.md")), page(nth, "", &|numbers| numbers.below(pages)))
            .expect("a page");
    }
    fs::write(docs.join("index.md"), "---\ntitle: Pages\n---\nEverything.\n").expect("a page");
}

/// A page, with further lines of front matter, and whom it links to.
pub fn page(nth: usize, front: &str, other: &dyn Fn(&mut Numbers) -> usize) -> String {
    let mut numbers = Numbers(nth as u64 * 2 + 1);
    let mut text = format!(
        "---\ntitle: Page {nth}\nsummary: {}.\ntags: [{}, {}]\n{front}---\n",
        numbers.words(9),
        numbers.word(),
        numbers.word()
    );
    for part in 0..6 {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "\n## Part {part} {}\n", numbers.words(3));
        for _ in 0..2 {
            let _ = writeln!(text, "{}.\n", numbers.words(42));
        }
        let other = other(&mut numbers);
        let _ = writeln!(
            text,
            "- {} [{}](../section-{}/page-{other}.md)\n- **{}** and *{}*",
            numbers.words(6),
            numbers.words(2),
            other / SECTION,
            numbers.word(),
            numbers.word()
        );
    }
    if nth.is_multiple_of(5) {
        let _ = writeln!(
            text,
            "\n| {} | {} |\n|---|---|\n| {} | {} |",
            numbers.word(),
            numbers.word(),
            numbers.words(4),
            numbers.words(4)
        );
    }
    if nth % 10 < 3 {
        let (language, template) = CODE[numbers.below(CODE.len())];
        let code =
            (0..5).fold(template.to_owned(), |code, at| code.replace(&format!("{{{at}}}"), numbers.word()));
        let _ = writeln!(text, "\n```{language}\n{code}{code}```");
    }
    text
}
