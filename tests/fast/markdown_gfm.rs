//! What our Markdown adds to CommonMark, rule by rule.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use guidepost::diagnostic::{Code, Finding};
use guidepost::markdown::{
    Opening, Options, Outline, Punctuation, RawHtml, ReferenceKind, ReferenceMarkup, Resolve, parse,
};
use guidepost::path::FilePath;
use guidepost::source::Span;
use guidepost::words::Words;

struct AsWritten;

impl Resolve for AsWritten {
    fn words(&self) -> &Words {
        Words::english()
    }

    fn resolve(&self, _: usize) -> ReferenceMarkup<'_> {
        ReferenceMarkup::AsWritten
    }
}

/// Shows every reference as the same thing.
struct As(ReferenceMarkup<'static>);

impl Resolve for As {
    fn words(&self) -> &Words {
        Words::english()
    }

    fn resolve(&self, _: usize) -> ReferenceMarkup<'_> {
        self.0.clone()
    }
}

fn plain() -> Options {
    Options { punctuation: Punctuation::Plain, ..Options::default() }
}

fn html(text: &str) -> String {
    shown(text, &AsWritten)
}

fn shown(text: &str, references: &dyn Resolve) -> String {
    let mut html = String::new();
    parse(text, &plain()).html(Opening::LeftOut, references, &mut html);
    html.trim_end().to_owned()
}

fn with(raw_html: RawHtml, text: &str) -> String {
    let mut html = String::new();
    parse(text, &Options { raw_html, ..plain() }).html(Opening::LeftOut, &AsWritten, &mut html);
    html.trim_end().to_owned()
}

fn outline(text: &str) -> Outline {
    parse(text, &plain()).outline(&file(), 0).value
}

fn findings(text: &str) -> Vec<Finding> {
    parse(text, &plain()).outline(&file(), 0).findings
}

fn file() -> FilePath {
    FilePath::new("a.md").expect("a path")
}

/// The text that each finding of a kind marks.
fn marked(text: &str, code: Code) -> Vec<&str> {
    let place =
        |finding: &Finding| finding.place.as_ref().and_then(|place| place.span).unwrap_or(Span::at(0));
    let findings = findings(text);
    findings
        .iter()
        .filter(|finding| finding.code == code)
        .map(|finding| &text[place(finding).range()])
        .collect()
}

#[test]
fn tables_are_regions_with_classes() {
    let table = "| Left | *None* | Right | Mid |\n|:--|--|--:|:-:|\n| a | `b` | c \\| d |\n";
    assert_eq!(
        html(table),
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table: Left, None, Right\"><table>\n\
         <thead>\n<tr><th scope=\"col\" class=\"left\">Left</th><th scope=\"col\"><em>None</em></th>\
         <th scope=\"col\" class=\"right\">Right</th><th scope=\"col\" class=\"center\">Mid</th></tr>\n</thead>\n\
         <tbody>\n<tr><td class=\"left\">a</td><td><code>b</code></td><td class=\"right\">c | d</td>\
         <td class=\"center\"></td></tr>\n</tbody>\n</table></div>"
    );
}

#[test]
fn tasks_are_labelled() {
    assert_eq!(
        html("- [x] done\n- [ ] open\n- [y] neither\n"),
        "<ul>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> done</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"To do\"> open</li>\n\
         <li>[y] neither</li>\n</ul>"
    );
    assert!(html("- [ ] a\n\n- [x] b\n").contains("<li class=\"task\"><p><input"));
}

#[test]
fn strikethrough_takes_one_tilde_or_two() {
    assert_eq!(html("~~Hi~~ Hello, ~there~ world!"), "<p><del>Hi</del> Hello, <del>there</del> world!</p>");
    assert_eq!(html("This will ~~~not~~~ strike."), "<p>This will ~~~not~~~ strike.</p>");
}

#[test]
fn alerts_are_notes_with_a_label() {
    assert_eq!(
        html("> [!WARNING]\n> Mind **this**.\n"),
        "<aside class=\"alert warning\" role=\"note\">\n<p class=\"alert-label\">Warning</p>\n\
         <p>Mind <strong>this</strong>.</p>\n</aside>"
    );
    assert!(html("> [!OTHER]\n> x").starts_with("<blockquote>"));
}

#[test]
fn bare_addresses_are_links() {
    let link = |href: &str, words: &str| format!("<a href=\"{href}\">{words}</a>");
    for (text, expected) in [
        (
            "www.example.org/a_b_c.",
            format!("{}.", link("http://www.example.org/a_b_c", "www.example.org/a_b_c")),
        ),
        (
            "(see https://a.example/x_(y))",
            format!("(see {})", link("https://a.example/x_(y)", "https://a.example/x_(y)")),
        ),
        ("ask a.b-c_d@e.example!", format!("ask {}!", link("mailto:a.b-c_d@e.example", "a.b-c_d@e.example"))),
        ("*https://a.example*", format!("<em>{}</em>", link("https://a.example", "https://a.example"))),
        (
            "https://a.example?b=1&amp;c=2",
            link("https://a.example?b=1&amp;c=2", "https://a.example?b=1&amp;c=2"),
        ),
        ("`https://a.example`", "<code>https://a.example</code>".to_owned()),
        ("[https://a.example](b)", link("b", "https://a.example")),
        ("<a href=\"b\">https://a.example</a>", link("b", "https://a.example")),
        ("README.md, example.org", "README.md, example.org".to_owned()),
    ] {
        assert_eq!(html(text), format!("<p>{expected}</p>"), "{text}");
    }
    let smart = parse("https://a.example/b--c 'x'", &Options::default());
    let mut out = String::new();
    smart.html(Opening::Shown, &AsWritten, &mut out);
    assert_eq!(out.trim_end(), "<p><a href=\"https://a.example/b--c\">https://a.example/b--c</a> ‘x’</p>");
}

#[test]
fn footnotes_are_numbered_as_they_are_met() {
    let text = "A[^b] b[^a] c[^b] d[^none].\n\n[^a]: First *written*.\n[^b]: Second, see[^c].\n[^c]: Third.\n[^d]: Unused.\n";
    let html = html(text);
    assert!(html.starts_with(
        "<p>A<sup class=\"footnote\"><a id=\"fnref:1\" href=\"#fn:1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup> b"
    ));
    assert!(html.contains("d[^none].</p>"));
    let order: Vec<_> = ["<li id=\"fn:1\"><p>Second", "<li id=\"fn:2\"><p>First", "<li id=\"fn:3\"><p>Third"]
        .iter()
        .map(|note| html.find(note).expect(note))
        .collect();
    assert!(order.is_sorted());
    for back in ["#fnref:1\"", "#fnref:1:2\"", "#fnref:2\"", "#fnref:3\""] {
        assert_eq!(html.matches(back).count(), 1, "{back}");
    }
    assert!(!html.contains("Unused"));
    assert_eq!(html.matches("<section class=\"footnotes\" aria-label=\"Footnotes\">").count(), 1);
    assert!(outline(text).anchors.iter().any(|anchor| &**anchor == "fn:1"));
}

#[test]
fn wikilinks_take_their_words_from_what_they_lead_to() {
    let to = As(ReferenceMarkup::Link { href: "../tone/".into(), words: Some("Tone & voice".into()) });
    assert_eq!(shown("[[GL-003]]", &to), "<p><a href=\"../tone/\">Tone &amp; voice</a></p>");
    assert_eq!(shown("[[GL-003|our *tone*]]", &to), "<p><a href=\"../tone/\">our <em>tone</em></a></p>");
    let references = outline("See [[GL-003|our tone]] now.").references;
    assert_eq!(references[0].kind, ReferenceKind::Wiki);
    assert_eq!((&*references[0].target, &*references[0].words), ("GL-003", "our tone"));
    assert_eq!(references[0].span, Span::new(6..12));
}

#[test]
fn definition_lists() {
    assert_eq!(html("Term\n: Meaning\n"), "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>");
}

#[test]
fn headings_have_ids_and_permalinks() {
    assert_eq!(
        html("## What's *new*?\n"),
        "<h2 id=\"whats-new\">What's <em>new</em>?\
         <a class=\"anchor\" href=\"#whats-new\" aria-label=\"Link to this section: What&#39;s new?\"></a></h2>"
    );
    let ids = |text: &str| outline(text).headings.iter().map(|h| h.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids("# A\n# A\n# a\n"), ["a", "a-1", "a-2"]);
    assert_eq!(ids("# !\n# ?\n"), ["section", "section-1"]);
    assert_eq!(ids("# Größe -- 日本 {.x}\n"), ["größe----日本"]);
    assert_eq!(ids("# B\n# A {#b}\n"), ["b-1", "b"], "what was written by hand comes first");
    assert!(html("## A {#b .c onclick=x}").starts_with("<h2 id=\"b\" class=\"c\">A"));
}

#[test]
fn smart_dashes_leave_ids_as_github_makes_them() {
    let document = parse("# a -- b's\n", &Options::default());
    assert_eq!(&*document.outline(&file(), 0).value.headings[0].id, "a----bs");
}

#[test]
fn ids_that_stand_twice_are_found() {
    let text = "# A {#x}\n\n<p id=\"x\">b</p>\n\n## B {#x}\n";
    assert_eq!(marked(text, Code::DuplicateAnchor), ["x", "x"]);
    let html = html(text);
    for id in ["id=\"x-1\"", "id=\"x-2\""] {
        assert!(html.contains(id), "{html}");
    }
    let first = findings(text)[0].related[0].0.span;
    assert_eq!(first, Some(Span::new(6..7)));
    assert!(findings("<a name=\"x\"></a>\n\n# X\n").is_empty());
}

#[test]
fn a_page_has_one_first_level_heading() {
    let levels = |text: &str, opening| {
        let mut html = String::new();
        parse(text, &plain()).html(opening, &AsWritten, &mut html);
        html.match_indices("<h").map(|(at, _)| html[at + 2..=at + 2].to_owned()).collect::<String>()
    };
    assert_eq!(levels("# A\n## B\n###### C\n", Opening::LeftOut), "26");
    assert_eq!(levels("# A\n## B\n# C\n###### D\n", Opening::LeftOut), "326");
    assert_eq!(levels("# A\n## B\n", Opening::Shown), "23");
    assert_eq!(levels("text\n# A\n## B\n", Opening::LeftOut), "23");
    assert!(outline("<!-- note -->\n# A\n").opens_with_title);
    assert!(!outline("a\n# A\n").opens_with_title);
    assert!(!outline("## A\n").opens_with_title);
}

#[test]
fn pictures_with_titles_are_figures() {
    let sized = As(ReferenceMarkup::Picture { src: "p.png".into(), size: Some((4, 3)) });
    assert_eq!(
        shown("![alt *x*](a.png \"Cap & more\")", &sized),
        "<figure><img src=\"p.png\" alt=\"alt x\" width=\"4\" height=\"3\">\
         <figcaption>Cap &amp; more</figcaption></figure>"
    );
    assert_eq!(html("![b](a.png)"), "<p><img src=\"a.png\" alt=\"b\"></p>");
    assert_eq!(
        html("![b](a.png) ![c](d.png 't')"),
        "<p><img src=\"a.png\" alt=\"b\"> <img src=\"d.png\" alt=\"c\" title=\"t\" loading=\"lazy\" decoding=\"async\"></p>"
    );
}

#[test]
fn videos_play_with_captions() {
    let video = |captions: Option<&'static str>| {
        As(ReferenceMarkup::Video { src: "v.mp4".into(), captions: captions.map(Into::into), poster: None })
    };
    assert_eq!(
        shown("![How to](v.mp4 \"Two minutes\")", &video(Some("v.vtt"))),
        "<figure><video controls preload=\"metadata\" aria-label=\"How to\"><source src=\"v.mp4\">\
         <track kind=\"captions\" src=\"v.vtt\" default><a href=\"v.mp4\">How to</a></video>\
         <figcaption>Two minutes</figcaption></figure>"
    );
    assert!(shown("![a](v.mp4)", &video(None)).starts_with("<figure><video"));
    let sound =
        As(ReferenceMarkup::Video { src: "v.MP3?x".into(), captions: None, poster: Some("p".into()) });
    assert!(shown("![a](v.mp3)", &sound).starts_with("<figure><audio controls preload=\"metadata\" aria"));
}

#[test]
fn pictures_without_words_are_found() {
    assert_eq!(marked("![](a.png) ![b](c.png)", Code::EmptyAlternative), ["![](a.png)"]);
    assert_eq!(marked("[![](a.png)](b.md)", Code::EmptyAlternative), ["![](a.png)"]);
    assert_eq!(marked("[![](a.png) words](b.md)", Code::EmptyAlternative), Vec::<&str>::new());
}

#[test]
fn raw_pictures_without_words_are_found() {
    let silent = |text| marked(text, Code::EmptyAlternative);
    assert_eq!(
        silent("a <IMG src='a.png'> <img src=\"b.png\" />"),
        ["<IMG src='a.png'>", "<img src=\"b.png\" />"]
    );
    assert_eq!(silent("> <p>\n> <img\n> src=a.png>\n"), ["<img\n> src=a.png>"]);
    // Said to be there for its looks alone, named otherwise, no picture at all.
    for text in
        ["<img src=a.png alt=''>", "<img alt src=a.png>", "<img src=a.png aria-label=b>", "`<img src=a.png>`"]
    {
        assert_eq!(silent(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn links_that_lead_nowhere_keep_their_words() {
    let dead = As(ReferenceMarkup::Dead);
    assert_eq!(
        shown("[a](b.md)", &dead),
        "<p><a class=\"dead\" role=\"link\" aria-disabled=\"true\">a</a></p>"
    );
    assert_eq!(shown("![a](b.png)", &dead), "<p><span class=\"dead\">a</span></p>");
    assert_eq!(shown("<a href='b'>a</a>", &dead), "<p><a role=\"link\" aria-disabled=\"true\">a</a></p>");
}

#[test]
fn references_know_where_their_target_stands() {
    let text = "[b.md](b.md \"b.md\") [c][r] <https://d.example> ![e](<e f.png>)\n\n<a href=\"g.md?h&amp;i\">\n\n[r]: r.md\n";
    let spans: Vec<_> = outline(text)
        .references
        .iter()
        .map(|r| (r.target.to_string(), text[r.span.range()].to_owned()))
        .collect();
    let expected = [
        ("b.md", "b.md"),
        ("r.md", "r.md"),
        ("https://d.example", "https://d.example"),
        ("e f.png", "e f.png"),
        ("g.md?h&i", "g.md?h&amp;i"),
    ];
    assert_eq!(spans, expected.map(|(target, at)| (target.to_owned(), at.to_owned())));
    assert_eq!(outline(text).references[0].span, Span::new(7..11));
}

#[test]
fn references_carry_their_sentence() {
    let text = "> First. See\n> [the *guide*](a.md) now. Last.\n\n- item [b](b.md)\n  - sub\n";
    let references = outline(text).references;
    assert_eq!((&*references[0].words, &*references[0].sentence), ("the guide", "See the guide now."));
    assert_eq!(&*references[1].sentence, "item b");
}

#[test]
fn raw_html_passes_with_its_references_rewritten() {
    let to = As(ReferenceMarkup::Link { href: "../x/?a&b".into(), words: None });
    assert_eq!(
        shown("<a class=k href=b.md#c title='d'>e</a>", &to),
        "<p><a class=k href=\"../x/?a&amp;b\" title='d'>e</a></p>"
    );
    let picture = As(ReferenceMarkup::Picture { src: "p.1.png".into(), size: Some((2, 1)) });
    assert_eq!(
        shown(
            "<div>\n<img src='p.png'><img src=\"p.png\" width=9 srcset='p.png 1x, p.png 2x'>\n</div>",
            &picture
        ),
        "<div>\n<img src=\"p.1.png\" width=\"2\" height=\"1\">\
         <img src=\"p.1.png\" width=9 srcset='p.1.png 1x, p.1.png 2x'>\n</div>"
    );
    let kinds: Vec<_> =
        outline("<iframe src=a></iframe><video poster=b><source src=c></video><area href=d>\n")
            .references
            .iter()
            .map(|reference| (reference.kind, reference.target.to_string()))
            .collect();
    let embed = (ReferenceKind::HtmlEmbed, "a".to_owned());
    let picture = |target: &str| (ReferenceKind::HtmlPicture, target.to_owned());
    assert_eq!(kinds, [embed, picture("b"), picture("c"), (ReferenceKind::HtmlLink, "d".to_owned())]);
}

#[test]
fn raw_html_in_quotes_and_lists_keeps_its_places() {
    let text = "> <div>\n> <a href=\"b.md\">\n> </div>\n\n- <p\n  id=\"i\">x</p>\n";
    let reference = &outline(text).references[0];
    assert_eq!(&text[reference.span.range()], "b.md");
    assert_eq!(outline(text).anchors, ["i".into()]);
}

#[test]
fn raw_html_never_breaks_the_page() {
    for (text, expected) in [
        ("<div>\n\na", "<div>\n<p>a</p>\n</div>"),
        ("a</div></main>\n\n</section>\n", "<p>a</p>"),
        ("- <b>x\n- y", "<ul>\n<li><b>x</b></li>\n<li>y</li>\n</ul>"),
        ("*a <b>c* d</b>", "<p><em>a <b>c</b></em> d</p>"),
        ("<b><i>a</b></i>", "<p><b><i>a</i></b></p>"),
        ("<a name=\"x\"/>y", "<p><a name=\"x\"></a>y</p>"),
        ("<title>a", "<title></title>"),
        ("<div class='a", "&lt;div class='a"),
        ("a <!-- b --> c<!-- -->", "<p>a  c</p>"),
        ("<!-- a\n\n b -->\n", ""),
        ("<body onload=x><base href=y><p>z</p>\n", "<p>z</p>"),
        ("<div><<!-- -->script>a\n", "<div>&lt;script>a\n</div>"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn markdown_within_raw_html_is_markdown() {
    assert_eq!(
        html("<details>\n<summary>More</summary>\n\n**a**\n\n</details>\n"),
        "<details>\n<summary>More</summary>\n<p><strong>a</strong></p>\n</details>"
    );
}

#[test]
fn links_that_run_scripts_are_taken_out() {
    for text in [
        "[a](javascript:x)",
        "[a](<java\tscript:x>)",
        "[a](JAVASCRIPT&colon;x)",
        "![a](javascript:x)",
        "<javascript:x>",
        "[a]\n\n[a]: vbscript:x",
        "[a](data:text/html,x)",
        "<a href=\"javascript:x\">a</a>",
        "<a href=' &#1;java&#10;script:x'>a</a>",
        "<a href=java&Tab;script:x>a</a>",
        "<form action=javascript:x>a</form>",
        "<button formaction='javascript:x'>a</button>",
        "<svg><a xlink:href=javascript:x>a</a></svg>",
        "<iframe srcdoc='<b>'></iframe>",
        "<iframe src=data:text/html,x></iframe>",
        "<object data='javascript:x'></object>",
    ] {
        let html = html(text).to_lowercase();
        let bare = html.replace("<p>javascript:x</p>", "");
        assert!(
            !bare.contains("script:") && !bare.contains("data:") && !bare.contains("srcdoc"),
            "{text}: {html}"
        );
        assert_eq!(marked(text, Code::ScriptLink).len(), 1, "{text}");
    }
}

#[test]
fn raw_html_is_text_where_it_is_denied() {
    let text = "a <b>c</b> <!-- d -->\n\n<div>\ne\n</div>\n";
    let html = with(RawHtml::Deny, text);
    assert_eq!(html, "<p>a &lt;b&gt;c&lt;/b&gt; </p>\n<p>&lt;div&gt;\ne\n&lt;/div&gt;</p>");
    let document = parse(text, &Options { raw_html: RawHtml::Deny, ..plain() });
    let findings = document.outline(&file(), 0).findings;
    assert_eq!(findings.iter().filter(|finding| finding.code == Code::RawHtml).count(), 2);
    assert!(with(RawHtml::Deny, "<!-- a -->\n").is_empty());
}

#[test]
fn what_we_make_survives_cleaning() {
    let text = "# A\n\n## B {#b .c}\n\n- [x] d\n\n|e|\n|:-:|\n|f|\n\n> [!TIP]\n> g[^1] `h`\n\n[^1]: i\n\n\
                ![j](k.png \"l\")\n\n```rust\nfn m() {}\n```\n\nn\n: o\n\n~~p~~ <https://q.example>\n";
    let as_read = |html: String| html.replace(" disabled checked", " disabled=\"\" checked=\"\"");
    assert_eq!(order(&with(RawHtml::Sanitize, text)), order(&as_read(with(RawHtml::Pass, text))));
    assert_eq!(with(RawHtml::Sanitize, "<b onclick=x style=y>a</b>"), "<p><b>a</b></p>");
    assert_eq!(with(RawHtml::Sanitize, "<script>z</script>\n"), "");
}

/// The words of some HTML in one order, since cleaning may turn attributes round.
fn order(html: &str) -> Vec<String> {
    let mut words: Vec<String> = html.split([' ', '<', '>']).map(str::to_owned).collect();
    words.sort();
    words
}

#[test]
fn code_stands_in_a_frame() {
    assert_eq!(
        html("```rust,ignore\nlet <x> = 1;\n```\n"),
        "<div class=\"code\" data-lang=\"rust\"><pre tabindex=\"0\"><code class=\"language-rust\">\
         <span class=\"k\">let</span> &lt;x&gt; = <span class=\"n\">1</span>;\n</code></pre></div>"
    );
    assert_eq!(
        html("    a\n\n    b\n"),
        "<div class=\"code\"><pre tabindex=\"0\"><code>a\n\nb\n</code></pre></div>"
    );
}

#[test]
fn words_and_lead() {
    let outline = outline("# Title here\n\n> not this\n\nThe **first** one\nhere.\n\n```\nno words\n```\n");
    assert_eq!(&*outline.lead, "The first one here.");
    assert_eq!(outline.words, 2 + 2 + 4);
}

#[test]
fn words_in_brackets_are_no_wikilink() {
    let text = "see [[1]](#notes), [[GL-001]] (in short) and [[2]](a.md)\n";
    let html = html(text);
    assert!(html.contains("href=\"#notes\">[1]</a>, "), "{html}");
    assert!(html.contains("</a> (in short) and "), "{html}");
    let targets: Vec<String> =
        outline(text).references.iter().map(|found| found.target.to_string()).collect();
    assert_eq!(targets, ["#notes", "GL-001", "a.md"]);
}

#[test]
fn tables_can_be_told_apart_and_empty_heads_name_nothing() {
    let html = html("|  | A |\n|---|---|\n| 1 | 2 |\n\n|  | A |\n|---|---|\n| 1 | 2 |\n");
    assert!(html.contains("<tr><td></td><th scope=\"col\">A</th></tr>"), "{html}");
    assert!(html.contains("aria-label=\"Table: A\"") && html.contains("aria-label=\"Table 2: A\""), "{html}");
}
