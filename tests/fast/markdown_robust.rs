//! Whatever somebody writes: no panic, HTML that closes what it opens, each id once, and a small stack is enough.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use guidepost::diagnostic::Code;
use guidepost::markdown::{Opening, Options, RawHtml, ReferenceMarkup, Resolve, parse};
use guidepost::path::FilePath;
use guidepost::words::Words;
use proptest::prelude::*;

use crate::support::faults_of_html;

/// Shows references by turns as everything they can be shown as.
struct ByTurns;

impl Resolve for ByTurns {
    fn words(&self) -> &Words {
        Words::english()
    }

    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_> {
        match nth % 5 {
            0 => ReferenceMarkup::AsWritten,
            1 => ReferenceMarkup::Link { href: "../a/\"&<".into(), words: Some("A & B".into()) },
            2 => ReferenceMarkup::Dead,
            3 => ReferenceMarkup::Picture { src: "../p.png".into(), size: Some((3, 4)) },
            _ => ReferenceMarkup::Video { src: "v.mp4".into(), captions: Some("v.vtt".into()), poster: None },
        }
    }
}

fn html(text: &str, raw_html: RawHtml) -> String {
    let options = Options { raw_html, ..Options::default() };
    let mut html = String::new();
    parse(text, &options).html(Opening::LeftOut, &ByTurns, &mut html);
    html
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for raw_html in [RawHtml::Pass, RawHtml::Deny, RawHtml::Sanitize] {
        let html = html(text, raw_html);
        let mut faults = faults_of_html(&html);
        // Cleaning reads the page as a browser does, which opens a badly nested element anew, id and all.
        faults.retain(|fault| raw_html != RawHtml::Sanitize || !fault.ends_with("twice"));
        prop_assert!(faults.is_empty(), "{raw_html:?} {text:?}\n{html}\n{faults:#?}");
    }
    let file = FilePath::new("a.md").expect("a path");
    let outline = parse(text, &Options::default()).outline(&file, 7).value;
    let mut ids: Vec<&str> = outline.headings.iter().map(|heading| &*heading.id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    prop_assert_eq!(count, ids.len());
    for reference in &outline.references {
        prop_assert!(text.get(reference.span.range()).is_some(), "{:?}", reference);
    }
    Ok(())
}

/// Crumbs of Markdown and HTML, so that arbitrary texts mean something.
fn crumbs() -> impl Strategy<Value = String> {
    let crumb = prop_oneof![
        4 => prop::sample::select(CRUMBS.to_vec()).prop_map(str::to_owned),
        1 => "[a-zé ]{0,6}",
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(crumb, 0..40).prop_map(|crumbs| crumbs.concat())
}

const CRUMBS: &[&str] = &[
    "\n",
    "\n\n",
    "\n",
    " ",
    "# ",
    "\n## ",
    "* ",
    "\n- ",
    "\n1. ",
    "    ",
    "> ",
    "\n> [!NOTE]\n> ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "\n```rust\n",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[[",
    "]]",
    "|",
    "\n|-|:-:|\n",
    "[^1]",
    "\n[^1]: ",
    "[^a]",
    "\n[^a]: ",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href='x'>",
    "</a>",
    "<a href=y",
    "<br>",
    "<br/>",
    "<img src=x>",
    "<img src='a",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<!-- x -->",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<textarea>",
    "<title>",
    "<iframe src=x>",
    "<plaintext>",
    "<svg/>",
    "<svg>",
    "</svg>",
    "<script/>",
    "<select>",
    "<noscript>",
    "<a id=a>",
    "<p id='b'>",
    "{#a}",
    " {#b .c}",
    "javascript:x",
    "](javascript:x)",
    "<a href=javascript:x>",
    "<a href='java&#10;script:x'",
    "<form action=\" JAVASCRIPT:x\"",
    "<q cite=",
    "http://a.b",
    "www.a.b",
    "a@b.c",
    "&amp;",
    "&#0;",
    "&",
    "<",
    ">",
    "\\",
    "\"",
    "'",
    "--",
    "...",
    ": ",
    "\n: ",
    "[x] ",
    "\n- [ ] ",
    "---",
    "\n---\n",
    "\n===\n",
    "\t",
    "\r\n",
    "\u{0}",
    "\u{feff}",
    "é",
    "日本",
    "a",
    "(x.png \"t\")",
    "![](y.png)",
    "\n[r]: /u 'v'\n",
    "[r]",
    "<http://x.y>",
    "</",
    "<x",
    "\n\n\n",
    "<body>",
    "<base href=x>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_breaks_the_page(text in crumbs()) {
        check(&text)?;
    }

    #[test]
    fn nor_does_any_other_text(text in "\\PC{0,80}") {
        check(&text)?;
    }
}

/// What `scripts/fuzz` has found.
#[test]
fn nor_does_what_was_found() {
    for text in [
        // A zero byte is a sign of three bytes to readers of HTML.
        "<p><i\0\0>\n<i",
        "<div><di\0\0\0\0A>\n\n<a href='x'>b</a>",
        "<b\0>a</b\0> c",
    ] {
        check(text).expect(text);
    }
}

/// Reads a text on a small stack, as a worker thread may have, and gives how long its HTML is. How much work that is, the
/// library counts itself.
fn read(text: String) -> usize {
    let work = move || {
        let file = FilePath::new("a.md").expect("a path");
        let document = parse(&text, &Options::default());
        let _ = document.outline(&file, 0);
        let mut html = String::new();
        document.html(Opening::LeftOut, &ByTurns, &mut html);
        html.len()
    };
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(work).expect("a thread");
    thread.join().expect("no panic")
}

#[test]
fn large_pages_are_read() {
    let paragraph = "Say **who** you are, see [the guide](guide.md) and www.example.com.\n\n";
    let page = paragraph.repeat(10 * 1024 * 1024 / paragraph.len());
    let length = page.len();
    assert!(read(page) > length);
    assert_eq!(read("x".repeat(1024 * 1024)), "<p></p>\n".len() + 1024 * 1024);
    for text in [">".repeat(100_000), "[".repeat(100_000), "- ".repeat(100_000) + "a"] {
        assert!(read(text) > 0);
    }
}

#[test]
fn depth_is_cut_and_told_once() {
    let file = FilePath::new("a.md").expect("a path");
    for text in
        ["> ".repeat(300) + "deep", "- ".repeat(300) + "deep", "*a _b ".repeat(200) + &"_ *".repeat(200)]
    {
        let document = parse(&text, &Options::default());
        let findings = document.outline(&file, 0).findings;
        let deep = findings.iter().filter(|finding| finding.code == Code::DeepNesting).count();
        let mut html = String::new();
        document.html(Opening::LeftOut, &ByTurns, &mut html);
        assert_eq!(faults_of_html(&html), Vec::<String>::new());
        if text.ends_with("deep") {
            assert_eq!(deep, 1);
            assert!(html.contains("deep"), "{html}");
            assert_eq!(html.matches("<blockquote>").count() + html.matches("<ul>").count(), 100);
        }
    }
}

/// Whoever writes raw HTML decides how often a tokeniser goes from state to state; none may go deeper each time.
#[test]
fn raw_html_without_end_takes_no_stack() {
    let many = |what: &str| what.repeat(20_000);
    for text in [
        format!("<div {}>", many("class=\"map\" ")),
        format!("<div {}>", many("a=b ")),
        format!("<div {}>", many("a='b'")),
        format!("<div {}>", many("a/")),
        format!("<div {}>", many("= ")),
        format!("<div {}", many("a ")),
        format!("<div title=\"{}\">", many("&amp;&x;&#")),
        format!("<div title={}>", many("&")),
        format!("<!-- {} -->", many("--!<!- ")),
        format!("<!doctype {}>", many("a \"b\" ")),
        format!("<script><!--{}</script>", many("<script>--</script a=b>")),
        format!("<title>{}</title>", many("</titl&")),
        format!("<p>{}</p>", many("</ <? <! &")),
        format!("<![CDATA[{}]]>", many("]]] ")),
    ] {
        for raw_html in [RawHtml::Pass, RawHtml::Sanitize, RawHtml::Deny] {
            let document = parse(&text, &Options { raw_html, ..Options::default() });
            let mut html = String::new();
            document.html(Opening::LeftOut, &ByTurns, &mut html);
        }
    }
}

#[test]
fn a_tag_of_many_attributes_is_shown_as_written() {
    let attributes: Vec<String> =
        (0..2000).map(|nth| format!("data-n{nth}=\"a &amp; {nth}\" data-{nth}='' e=f\r\n")).collect();
    let text = format!("<div {} id=\"there\">\r\n", attributes.concat());
    let document = parse(&text, &Options::default());
    let mut html = String::new();
    document.html(Opening::LeftOut, &ByTurns, &mut html);
    assert_eq!(html.matches("data-n").count(), 2000);
    assert!(html.starts_with(text.replace("\r\n", "\n").trim_end()), "{}", &html[..80]);
    let file = FilePath::new("a.md").expect("a path");
    assert_eq!(*document.outline(&file, 0).value.anchors, ["there".into()]);
}

#[test]
fn what_browsers_read_as_markup_is_read_as_markup() {
    for text in [
        "<svg><script href='x'/></svg><a href='javascript:y'>z</a></script>",
        "<style/><a href='javascript:y'>z</a></style>",
        "<svg><style><a href='javascript:y'>z</a></style></svg>",
        "<svg>\n\n<script>\n<a href='javascript:y'>z</a>\n</script>\n",
        "<select><style><a href='javascript:y'>z</a></style></select>",
        "<noscript><a href='javascript:y'>z</a></noscript>",
        "<math><xmp><![CDATA[<a href='javascript:y'>z</a>]]></xmp></math>",
    ] {
        let html = html(text, RawHtml::Pass).to_lowercase();
        assert!(
            !html.contains("<a href='javascript") && !html.contains("<a href=javascript"),
            "{text}\n{html}"
        );
    }
    let frames = html("<noframes><a title='</noframes><img src=x>'>z</a></noframes>", RawHtml::Pass);
    assert!(!frames.contains("<noframes>"), "{frames}");
    let script = "<script>if (a < b) run()</script>";
    assert!(html(script, RawHtml::Pass).contains(script));
    let style = html("<div><svg><style><![CDATA[a > b {}]]></style></svg></div>", RawHtml::Pass);
    assert!(style.contains("<style>a > b {}</style>"), "{style}");
}
