//! The preview: files that stand at one address whatever they hold are shown anew when their bytes change.

use crate::preview::{is_patched, until, until_said};
use crate::support::Preview;

fn svg(width: u32) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"/>")
}

/// The width of what an element shows.
fn width(selector: &str) -> String {
    format!("Math.round(document.querySelector('{selector}').getBoundingClientRect().width)")
}

#[test]
fn pictures_that_a_page_offers_by_size_are_shown_anew() {
    let picture = "# Home\n\n<picture><source srcset=\"wide.svg 1x, huge.svg 2x\" media=\"(min-width: 1px)\"><img src=\"plan.svg\" alt=\"\"></picture>\n\n\
        <img id=\"own\" src=\"plan.svg\" srcset=\"own.svg 1x\" alt=\"\">\n\n<video id=\"film\" poster=\"own.svg\" src=\"film.webm\" aria-label=\"A film\"></video>\n";
    let preview = Preview::of(&[
        ("content/index.md", picture),
        ("static/plan.svg", &svg(10)),
        ("static/wide.svg", &svg(20)),
        ("static/huge.svg", &svg(25)),
        ("static/own.svg", &svg(30)),
        ("static/film.webm", ""),
    ]);
    let mut tab = preview.tab("/");
    until(&mut tab, &format!("{} === 20", width("picture img")));
    preview.write("static/wide.svg", &svg(40));
    until(&mut tab, &format!("{} === 40", width("picture img")));
    preview.write("static/own.svg", &svg(50));
    until(&mut tab, &format!("{} === 50", width("#own")));
    until(&mut tab, "document.querySelector('#film').poster.includes('own.svg?')");
    is_patched(&mut tab);
    preview.write("content/index.md", &format!("{picture}\nMore.\n"));
    until_said(&mut tab, "More.");
    assert_eq!(tab.evaluate(&width("picture img")), 40, "what was shown anew stays so");
}

#[test]
fn pictures_and_fonts_of_stylesheets_are_shown_anew() {
    let preview = Preview::of(&[
        (
            "content/index.md",
            "# Home\n\nText.\n\n<link rel=\"stylesheet\" href=\"look/own.css\">\n\n<p id=\"one\">x</p>\n<p id=\"two\">x</p>\n<p id=\"three\">x</p>\n",
        ),
        (
            "theme/extra.css",
            "#one { content: url(\"../one.svg\"); }\n@font-face { font-family: Own; src: url(../own.woff2); }\nh1 { font-family: Own; }\n",
        ),
        ("static/look/own.css", "@import \"deep/more.css\";\n#two { content: url(../two.svg) }\n"),
        ("static/look/deep/more.css", "#three { content: url('three.svg#x'); }\n"),
        ("static/one.svg", &svg(20)),
        ("static/two.svg", &svg(20)),
        ("static/look/deep/three.svg", &svg(20)),
        ("static/own.woff2", "no font"),
    ]);
    let mut tab = preview.tab("/");
    for (part, file) in
        [("#one", "static/one.svg"), ("#two", "static/two.svg"), ("#three", "static/look/deep/three.svg")]
    {
        until(&mut tab, &format!("{} === 20", width(part)));
        preview.write(file, &svg(40));
        until(&mut tab, &format!("{} === 40", width(part)));
        preview.write(file, &svg(60));
        until(&mut tab, &format!("{} === 60", width(part)));
    }
    let fonts =
        "performance.getEntriesByType('resource').filter(({ name }) => name.includes('own.woff2')).length";
    let asked = tab.evaluate(fonts).as_u64().expect("a count");
    assert!(asked > 0);
    preview.write("static/own.woff2", "another font");
    until(&mut tab, &format!("{fonts} > {asked}"));
    is_patched(&mut tab);
    assert_eq!(
        tab.evaluate("document.querySelectorAll('link[rel=stylesheet]').length"),
        2,
        "old styles have gone"
    );
}
