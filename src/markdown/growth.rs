//! Whatever somebody writes, reading it and making HTML of it is work in line with its size.

use crate::markdown::{Opening, Options, ReferenceMarkup, Resolve, parse};
use crate::path::FilePath;
use crate::shared::steps::{grown, is_in_line};
use crate::words::Words;

/// Makes a text of about a given size.
type Way = fn(usize) -> String;

/// Texts of which some reader of Markdown once made more work than it looks.
const WAYS: [(&str, Way); 42] = [
    ("quotes", |n| ">".repeat(n)),
    ("quotes apart", |n| "> ".repeat(n) + "a"),
    ("brackets", |n| "[".repeat(n)),
    ("bracket pairs", |n| "[".repeat(n) + "a" + &"]".repeat(n)),
    ("stars both sides", |n| "*".repeat(n) + "a" + &"*".repeat(n)),
    ("stars apart", |n| "*a ".repeat(n)),
    ("pictures in pictures", |n| "![".repeat(n) + &"](a)".repeat(n)),
    ("lists", |n| "- ".repeat(n) + "a"),
    ("same headings", |n| "# a\n".repeat(n)),
    ("raw elements", |n| "<b>".repeat(n) + &"</i>".repeat(n)),
    ("raw blocks", |n| "<div>\n\n".repeat(n)),
    ("unfinished tags", |n| "<a ".repeat(n)),
    ("addresses", |n| "http://a.b ".repeat(n)),
    ("one address", |n| format!("http://a.b/{}", ")".repeat(n))),
    ("ats", |n| "a@".repeat(n)),
    ("slashes", |n| "://".repeat(n)),
    ("www", |n| "www.".repeat(n)),
    ("semicolons", |n| format!("http://a.b/{}", "&a;".repeat(n))),
    ("notes", |n| "[^1]".repeat(n) + "\n\n[^1]: a"),
    ("many notes", |n| numbered(n / 8, "[^#]\n\n[^#]: a\n\n")),
    ("links in a line", |n| "[a](b) ".repeat(n)),
    ("wikilinks", |n| "[[a]] ".repeat(n)),
    ("cells", |n| format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(n))),
    ("a line", |n| "word ".repeat(n)),
    ("smart quotes", |n| "\"a' ".repeat(n)),
    ("entities", |n| "&amp;".repeat(n)),
    ("definitions", |n| "a\n: b\n\n".repeat(n)),
    ("comments shown", |n| "a <!-- ".repeat(n / 7)),
    ("links left open", |n| "[a](".repeat(n / 4)),
    ("tags left open", |n| "{{".repeat(n / 2)),
    ("tags apart", |n| "{{ ".repeat(n / 3)),
    ("blocks left open", |n| "{%".repeat(n / 2)),
    ("blocks apart", |n| "{% ".repeat(n / 3)),
    ("tags of all forms", |n| "{{< *a* {{% {% {{ ".repeat(n / 18)),
    ("mathematics", |n| "$a_1$ ".repeat(n / 6)),
    ("dollars", |n| "$a_1 ".repeat(n / 5)),
    ("displays left open", |n| "$$ a_1 $ ".repeat(n / 9)),
    ("code of shortcodes", |n| "{{< code >}} ".repeat(n / 13)),
    ("tabs", |n| "=== \"a\"\n    ```\n    [a][b]\n\n".repeat(n / 32)),
    ("components", |n| "<Row a=\"%%b%%\" ".repeat(n / 15)),
    ("words of elements", |n| format!("<p>\n{}", "`<script>` ".repeat(n / 11))),
    ("comments on lines", |n| "<!-- a\n\n".repeat(n / 8)),
];

fn numbered(count: usize, words: &str) -> String {
    (0..count).map(|nth| words.replace('#', &nth.to_string())).collect()
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

fn read(text: &str) {
    let file = FilePath::new("a.md").expect("a path");
    let document = parse(text, &Options::default());
    let _outline = document.outline(&file, 0);
    let mut html = String::new();
    document.html(Opening::LeftOut, &AsWritten, &mut html);
}

#[test]
fn work_is_in_line_with_size() {
    for (name, way) in WAYS {
        is_in_line(name, grown(way, |text| read(text)));
    }
}
