//! Whatever the texts are, comparing them is work in line with their size: beyond their ceilings lists and lines are not looked at
//! more closely.

use crate::markdown::{Options, ReferenceKind, ReferenceMarkup};
use crate::redline::{Links, RedlinePage, RedlineStyles, RedlineText, TextSide, Unchanged, between};
use crate::shared::steps::{grown, is_in_line};
use crate::words::Words;

/// Makes both texts, of about a given size.
type Way = fn(usize) -> (String, String);

/// Pairs of texts of which some comparison makes more work than they look.
const WAYS: [(&str, Way); 18] = [
    ("brackets", |n| ("[".repeat(n), "[".repeat(n) + "a")),
    ("quotes", |n| (">".repeat(n) + "a", ">".repeat(n) + "b")),
    ("lists", |n| ("- ".repeat(n) + "a", "- ".repeat(n) + "b")),
    ("stars", |n| ("*a **b ".repeat(n / 7), "*a **c ".repeat(n / 7))),
    ("one line", |n| (numbered(n / 10, "word# "), numbered(n / 10, "word# other "))),
    ("one line, nothing in common", |n| (numbered(n / 8, "old# "), numbered(n / 8, "new# "))),
    ("two words in turns", |n| ("a b ".repeat(n / 4), "b a ".repeat(n / 4))),
    ("equal paragraphs", |n| ("same\n\n".repeat(n / 6), "same\n\n".repeat(n / 8))),
    ("other paragraphs", |n| (numbered(n / 20, "old# words\n\n"), numbered(n / 20, "new# text\n\n"))),
    ("every paragraph changed", |n| {
        (
            numbered(n / 30, "number # is one of many here\n\n"),
            numbered(n / 30, "number # was one of many here\n\n"),
        )
    }),
    ("backwards", |n| {
        let one = |nth| format!("number {nth} is one of many here\n\n");
        ((0..n / 30).map(one).collect(), (0..n / 30).rev().map(one).collect())
    }),
    ("items", |n| (numbered(n / 10, "- item #\n"), numbered(n / 10, "- thing #\n"))),
    ("rows", |n| {
        (
            format!("|a|b|\n|-|-|\n{}", numbered(n / 10, "|#|x|\n")),
            format!("|a|b|\n|-|-|\n{}", numbered(n / 10, "|#|y|\n")),
        )
    }),
    ("columns", |n| {
        let table =
            |sign: &str| format!("{}\n{}\n", numbered(n / 8, &format!("|{sign}#")), "|-".repeat(n / 8));
        (table("a"), table("b"))
    }),
    ("code", |n| {
        (
            format!("```\n{}", numbered(n / 10, "let a = #;\n")),
            format!("```\n{}", numbered(n / 10, "let b = #;\n")),
        )
    }),
    ("links", |n| ("[a](b) ".repeat(n / 7), "[a](c) ".repeat(n / 7))),
    ("notes", |n| (numbered(n / 20, "[^#]\n\n[^#]: a\n\n"), numbered(n / 20, "[^#]\n\n[^#]: b\n\n"))),
    ("raw", |n| ("<b>a".repeat(n / 4), "<b>c".repeat(n / 4))),
];

fn numbered(count: usize, words: &str) -> String {
    (0..count).map(|nth| words.replace('#', &nth.to_string())).collect()
}

struct AsWritten;

impl Links for AsWritten {
    fn shown<'l>(&'l self, _: TextSide, _: ReferenceKind, _: &'l str) -> ReferenceMarkup<'l> {
        ReferenceMarkup::AsWritten
    }
}

fn compare((old, new): &(String, String)) {
    let text = |body| RedlineText { fields: &[], body };
    let redline = between(text(old), text(new), &Options::default());
    let words = Words::english();
    let page = RedlinePage { links: &AsWritten, deeper: 1, unchanged: Unchanged::Folded, words };
    let mut html = String::new();
    redline.html(&page, &mut html);
    let _told = (redline.terminal(&RedlineStyles::default(), words), redline.summary(words));
}

#[test]
fn work_is_in_line_with_size() {
    for (name, way) in WAYS {
        is_in_line(name, grown(way, compare));
    }
}
