//! The 652 examples of CommonMark's specification, through our own pipeline with all extensions off.
//!
//! They come from the npm package `commonmark-spec` and are not kept here:
//! `npm install --no-save commonmark-spec@0.31.2`

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use guidepost::markdown::{Dialect, Opening, Options, RawHtml, ReferenceMarkup, Resolve, parse};
use guidepost::words::Words;

/// Examples in which pulldown-cmark and the specification differ, each with the reason.
const EXCEPTIONS: &[(usize, &str)] =
    &[(175, "no line break between `<li>` and the raw HTML that begins the item; nothing to a browser")];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

struct AsWritten;

impl Resolve for AsWritten {
    fn words(&self) -> &Words {
        Words::english()
    }

    fn resolve(&self, _: usize) -> ReferenceMarkup<'_> {
        ReferenceMarkup::AsWritten
    }
}

#[test]
fn all_examples_of_the_specification() {
    let examples = examples();
    assert_eq!(examples.len(), 652, "the examples of CommonMark 0.31.2");
    let mut wrong = Vec::new();
    for example in &examples {
        let differs = normal(&render(&example.markdown)) != normal(&example.html);
        let expected = EXCEPTIONS.iter().any(|(number, _)| *number == example.number);
        if differs != expected {
            wrong.push(format!(
                "example {} {}:\n{}\n--- ours\n{}\n--- theirs\n{}",
                example.number,
                if expected { "no longer differs" } else { "differs" },
                example.markdown,
                render(&example.markdown),
                example.html
            ));
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// In the full dialect the same texts are read without a panic, to HTML that closes what it opens.
#[test]
fn the_full_dialect_reads_them_all() {
    for example in examples() {
        let mut html = String::new();
        parse(&example.markdown, &Options::default()).html(Opening::Shown, &AsWritten, &mut html);
    }
}

fn render(markdown: &str) -> String {
    let options = Options { dialect: Dialect::CommonMark, raw_html: RawHtml::Pass, ..Options::default() };
    let mut html = String::new();
    parse(markdown, &options).html(Opening::Shown, &AsWritten, &mut html);
    html
}

/// Quotes need no escape between tags, and pulldown-cmark gives them none there.
fn normal(html: &str) -> String {
    html.replace("&quot;", "\"")
}

/// The examples stand between fences of 32 backticks; `→` is a tab.
fn examples() -> Vec<Example> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/commonmark-spec/spec.txt");
    let spec = std::fs::read_to_string(&spec).unwrap_or_else(|error| {
        panic!("{}: {error}; run `npm install --no-save commonmark-spec@0.31.2`", spec.display())
    });
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let mut examples = Vec::new();
    for part in spec.split(&opening).skip(1) {
        let (example, _) = part.split_once(&format!("{fence}\n")).expect("the end of an example");
        let example = example.replace('→', "\t");
        let (markdown, html) = match example.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => example.split_once("\n.\n").expect("the two halves of an example"),
        };
        let markdown = if markdown.is_empty() { String::new() } else { format!("{markdown}\n") };
        examples.push(Example { number: examples.len() + 1, markdown, html: html.to_owned() });
    }
    examples
}
