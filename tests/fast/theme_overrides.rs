//! A site's own theme: what can be used is, what cannot is a finding at its place and harms nothing else.

#![allow(clippy::expect_used, reason = "a test that meets the unexpected fails")]

use std::sync::Arc;

use guidepost::diagnostic::{Checked, Code, Finding};
use guidepost::path::FilePath;
use guidepost::source::{LineIndex, Position, SourceText};
use guidepost::theme::view::{PageView, SiteView};
use guidepost::theme::{OwnTheme, PageFrame, RenderInput, Shared, Theme, ThemeFile, With};
use guidepost::words::Words;

fn file(name: &str, text: &str) -> ThemeFile {
    let path = FilePath::new(&format!("theme/{name}")).expect("a path");
    ThemeFile { name: name.into(), source: SourceText { file: path, text: Arc::from(text) } }
}

fn load(files: &[(&str, &str)]) -> Checked<Theme> {
    let files: Vec<_> = files.iter().map(|(name, text)| file(name, text)).collect();
    Theme::load(OwnTheme { texts: &files, ..OwnTheme::default() }, Words::english())
}

#[expect(clippy::result_large_err, reason = "as the function under test has it")]
fn draw(theme: &Theme, template: &str) -> Result<String, Finding> {
    draw_with(With::Own, theme, template)
}

#[expect(clippy::result_large_err, reason = "as the function under test has it")]
fn draw_with(with: With, theme: &Theme, template: &str) -> Result<String, Finding> {
    let shared = Shared::new(&SiteView::default(), Words::english());
    let frame = PageFrame { shared: &shared, navigation: None, root: "./" };
    let page = PageView { title: "Tone".into(), ..PageView::default() };
    theme.render(with, &frame, &RenderInput { template, page: &page, body: "<p>text</p>", extra: &[] })
}

/// File, line and column of a finding in a text.
fn place(finding: &Finding, text: &str) -> (String, Position) {
    let place = finding.place.as_ref().expect("a place");
    let span = place.span.expect("a span");
    (place.file.to_string(), LineIndex::new(text).position(span.start as usize))
}

#[test]
fn a_template_of_the_same_name_takes_the_place_of_the_built_in_one() {
    let loaded = load(&[
        (
            "page.html",
            "{% extends \"base.html\" %}{% block main %}{% include \"own/note.html\" %}{{ body }}{% endblock %}",
        ),
        ("own/note.html", "<p>own: {{ page.title }}</p>"),
    ]);
    assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
    let html = draw(&loaded.value, "page.html").expect("drawn");
    assert!(html.contains("<p>own: Tone</p><p>text</p>"), "{html}");
}

#[test]
fn one_that_cannot_be_read_is_a_finding_and_the_built_in_one_serves() {
    let text = "<p>ä\n  {% if %}";
    let loaded = load(&[("page.html", text), ("tags.html", "own tags")]);
    assert_eq!(loaded.findings.len(), 1, "{:#?}", loaded.findings);
    assert_eq!(loaded.findings[0].code, Code::TemplateError);
    assert_eq!(place(&loaded.findings[0], text), ("theme/page.html".into(), Position { line: 2, column: 9 }));
    assert!(draw(&loaded.value, "page.html").expect("drawn").contains("<h1>Tone</h1>"));
    assert_eq!(draw(&loaded.value, "tags.html").expect("drawn"), "own tags");
}

#[test]
fn one_that_calls_what_is_not_there_is_a_finding_at_each_call() {
    let text = "é {{ page.title | loud }}\n{{ <no.such /> }}";
    let loaded = load(&[("page.html", text)]);
    let places: Vec<_> = loaded.findings.iter().map(|finding| place(finding, text).1).collect();
    assert_eq!(places, [Position { line: 1, column: 19 }, Position { line: 2, column: 4 }]);
    assert!(loaded.findings[0].message.contains("loud"));
    assert!(draw(&loaded.value, "page.html").expect("drawn").contains("<h1>Tone</h1>"));
}

#[test]
fn one_that_takes_blocks_away_is_named_beside_the_template_that_misses_them() {
    let loaded = load(&[("base.html", "<html>{% block other %}{% endblock %}</html>"), ("tag.html", "fine")]);
    assert!(!loaded.findings.is_empty());
    for finding in &loaded.findings {
        let related = finding.related.iter().any(|(place, _)| place.file.to_string() == "theme/base.html");
        assert!(related, "{finding:#?}");
    }
    assert!(draw(&loaded.value, "page.html").expect("drawn").contains("<h1>Tone</h1>"));
    assert_eq!(draw(&loaded.value, "tag.html").expect("drawn"), "fine");
}

#[test]
fn one_that_fails_while_drawing_is_a_finding_at_its_place() {
    let text = "<p>\n{{ page.nothing }}</p>";
    let theme = load(&[("page.html", text)]).value;
    let finding = draw(&theme, "page.html").expect_err("it fails");
    assert_eq!(finding.code, Code::TemplateError);
    assert_eq!(place(&finding, text), ("theme/page.html".into(), Position { line: 2, column: 9 }));
    assert!(draw_with(With::BuiltIn, &theme, "page.html").is_ok());
}

#[test]
fn templates_that_draw_themselves_for_ever_are_findings() {
    for (name, text, message) in [
        ("page.html", "{% include \"page.html\" %}", "leads back to itself"),
        ("page.html", "{% extends \"page.html\" %}", "leads back to itself"),
        ("page.html", "{% extends \"own.html\" %}", "which is not there"),
    ] {
        let loaded = load(&[(name, text)]);
        assert_eq!(loaded.findings.len(), 1, "{:#?}", loaded.findings);
        assert!(loaded.findings[0].message.contains(message), "{:#?}", loaded.findings);
        assert!(loaded.findings[0].place.as_ref().is_some_and(|place| place.span.is_some()));
        assert!(draw(&loaded.value, "page.html").is_ok());
    }
}

#[test]
fn two_that_include_each_other_are_found() {
    let loaded = load(&[
        ("own/a.html", "{% include \"own/b.html\" %}"),
        ("own/b.html", "{% include \"own/a.html\" %}"),
    ]);
    assert!(!loaded.findings.is_empty());
    assert!(draw(&loaded.value, "page.html").is_ok());
}

#[test]
fn components_that_call_themselves_for_ever_stop() {
    let text =
        "{% component again(n) %}{{ <again n={n + 1} /> }}{% endcomponent again %}{{ <again n={1} /> }}";
    let loaded = load(&[("page.html", text)]);
    assert!(loaded.findings.is_empty());
    let finding = draw(&loaded.value, "page.html").expect_err("it stops");
    assert!(finding.message.contains("recursion"), "{finding:#?}");
    assert_eq!(finding.place.expect("a place").file.to_string(), "theme/page.html");
}

#[test]
fn blocks_turned_inside_out_are_not_taken_in() {
    let parent = "{% block a %}[{% block b %}b{% endblock %}]{% endblock %}";
    let child =
        "{% extends \"own.html\" %}\n{% block b %}({% block a %}{{ super() }}{% endblock %}){% endblock %}";
    let loaded = load(&[("own.html", parent), ("page.html", child)]);
    assert_eq!(loaded.findings.len(), 1, "{:#?}", loaded.findings);
    assert_eq!(place(&loaded.findings[0], child).1, Position { line: 2, column: 24 });
    assert!(draw(&loaded.value, "page.html").expect("drawn").contains("<h1>Tone</h1>"));
}

#[test]
fn names_of_assets_change_with_their_bytes_and_only_then() {
    let (plain, same) = (load(&[]).value, load(&[("page.html", "x")]).value);
    assert_eq!(plain.stylesheet(), same.stylesheet());
    let own = load(&[("extra.css", "h1{color:red}"), ("site.js", "// own")]).value;
    assert_ne!(plain.stylesheet(), own.stylesheet());
    assert_ne!(plain.script(), own.script());
    assert_eq!(plain.icon(), own.icon());
    let style = own.assets().iter().find(|asset| asset.name == "style.css").expect("a stylesheet");
    assert!(style.bytes.ends_with(b"h1{color:red}"));
    assert_eq!(style.address.as_str(), own.stylesheet());
}

#[test]
fn a_stylesheet_that_names_what_is_not_there_is_told_at_its_place() {
    let style = "h1{background:url(nosuch.png)}\nh2{background:url( \"icon.svg#a\" );color:red";
    let loaded = load(&[("extra.css", style)]);
    let found: Vec<_> = loaded.findings.iter().map(|finding| (finding.code, place(finding, style))).collect();
    let at = |line, column| (Code::BrokenStyle, ("theme/extra.css".to_owned(), Position { line, column }));
    assert_eq!(found, [at(1, 19), at(2, 3)], "{:#?}", loaded.findings);
    let style = loaded.value.assets().iter().find(|asset| asset.name == "style.css").expect("a stylesheet");
    let text = String::from_utf8_lossy(&style.bytes);
    let icon = loaded.value.icon().trim_start_matches("_theme/");
    assert!(text.contains(&format!("url( \"{icon}#a\" )")), "what follows the name stays");
    assert!(load(&[("fonts/own.css", "h1{background:url(icon.svg)}")]).findings.is_empty());
}

fn with_accent(accent: &str) -> Checked<Theme> {
    let own = OwnTheme { accent: Some(accent), ..OwnTheme::default() };
    Theme::load(own, Words::english())
}

#[test]
fn an_accent_is_checked_and_put_behind_the_stylesheet() {
    let plain = load(&[]).value;
    let good = with_accent("#0b5d6b");
    assert!(good.findings.is_empty());
    assert_ne!(plain.stylesheet(), good.value.stylesheet());
    for (accent, words) in
        [("#ffcc00", "contrast of 1.4"), ("teal", "not a colour"), ("#12345", "not a colour")]
    {
        let loaded = with_accent(accent);
        assert_eq!(loaded.findings.len(), 1, "{accent}");
        assert_eq!(loaded.findings[0].code, Code::BadAccent);
        assert!(loaded.findings[0].message.contains(words), "{:#?}", loaded.findings);
        assert!(loaded.findings[0].hints[0].contains('#'), "{:#?}", loaded.findings);
    }
}
