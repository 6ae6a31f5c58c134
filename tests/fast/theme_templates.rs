//! The built-in templates: each draws, with everything and with nothing, and keeps to the site's rules.

#![allow(clippy::expect_used, reason = "a test that meets the unexpected fails")]

use super::theme;

use guidepost::theme::view::{PageView, SiteView};
use guidepost::theme::{Navigation, OwnTheme, PageFrame, RenderInput, Shared, Theme, ThemeAsset, With};
use guidepost::words::Words;

const TEMPLATES: [&str; 11] = [
    "page.html",
    "section.html",
    "home.html",
    "course.html",
    "lesson.html",
    "tag.html",
    "tags.html",
    "not-found.html",
    "redirect.html",
    "listing.html",
    "base.html",
];

fn built_in() -> Theme {
    let loaded = Theme::load(OwnTheme::default(), Words::english());
    assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
    loaded.value
}

/// Every sheet as drawn, by its name.
fn drawn() -> Vec<(&'static str, String)> {
    let drawn = built_in();
    let (shared, navigation) =
        (Shared::new(&theme::site(&drawn), Words::english()), Navigation::new(&theme::navigation()));
    theme::sheets::all()
        .into_iter()
        .map(|sheet| {
            let navigation = sheet.framed.then_some(&navigation);
            let frame = PageFrame { shared: &shared, navigation, root: "../../" };
            let html = drawn.render(With::Own, &frame, &sheet.view());
            (sheet.name, html.unwrap_or_else(|finding| panic!("{}: {finding:#?}", sheet.name)))
        })
        .collect()
}

#[test]
fn every_template_draws_with_nothing() {
    let theme = built_in();
    let shared = Shared::new(&SiteView::default(), Words::english());
    let frame = PageFrame { shared: &shared, navigation: None, root: "./" };
    for template in TEMPLATES {
        let target =
            guidepost::theme::Value::from_serializable(&guidepost::theme::view::RedirectView::default());
        let page = PageView::default();
        let sheet = RenderInput { template, page: &page, body: "", extra: &[("target", target)] };
        let html = theme.render(With::Own, &frame, &sheet);
        let html = html.unwrap_or_else(|finding| panic!("{template}: {finding:#?}"));
        assert!(html.starts_with("<!doctype html>"), "{template}: {}", &html[..40]);
        assert!(html.trim_end().ends_with("</html>"), "{template}");
    }
}

#[test]
fn every_template_draws_with_everything() {
    for (name, html) in drawn() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<main").count(), 1, "{name}");
    }
}

#[test]
fn nothing_that_the_content_security_policy_forbids() {
    for (name, html) in drawn() {
        assert!(html.contains("Content-Security-Policy"), "{name}");
        assert!(!html.contains(" style=") && !html.contains("<style"), "{name}: a style");
        for script in html.split("<script").skip(1) {
            assert!(script.contains("></script>") && script.starts_with(" src=\"../../_theme/"), "{name}");
        }
        for handler in [" onclick=", " onload=", "javascript:"] {
            assert!(!html.contains(handler), "{name}: {handler}");
        }
    }
}

#[test]
fn nothing_is_loaded_from_another_host() {
    for (name, html) in drawn() {
        for attribute in [" src=\"http", "rel=\"stylesheet\" href=\"http", "url(http", "@import"] {
            assert!(!html.contains(attribute), "{name}: {attribute}");
        }
    }
    for asset in built_in().assets() {
        let text = String::from_utf8_lossy(&asset.bytes);
        let named = text.replace("http://www.w3.org/2000/svg", "");
        assert!(!named.contains("http:") && !named.contains("https:"), "{}", asset.name);
    }
}

#[test]
fn no_whitespace_is_wasted() {
    for (name, html) in drawn() {
        let frame = html.split("<pre").next().unwrap_or_default();
        assert!(!frame.contains("\n\n\n") && !frame.contains("\n "), "{name}");
    }
}

#[test]
fn texts_are_escaped() {
    let theme = built_in();
    let shared = Shared::new(&SiteView { name: "A & B".into(), ..SiteView::default() }, Words::english());
    let frame = PageFrame { shared: &shared, navigation: None, root: "./" };
    let page = PageView { title: "<script>\"x\"".into(), ..PageView::default() };
    let sheet = RenderInput { template: "page.html", page: &page, body: "<p>body</p>", extra: &[] };
    let html = theme.render(With::Own, &frame, &sheet).expect("drawn");
    assert!(html.contains("<h1>&lt;script&gt;"), "{html}");
    assert!(html.contains("<p>body</p>") && html.contains("A &amp; B"));
}

#[test]
fn right_to_left_languages_say_so() {
    let theme = built_in();
    for (language, right_to_left) in [("ar", true), ("he-IL", true), ("en-GB", false), ("arn", false)] {
        let shared =
            Shared::new(&SiteView { language: language.into(), ..SiteView::default() }, Words::english());
        let frame = PageFrame { shared: &shared, navigation: None, root: "./" };
        let page = PageView::default();
        let sheet = RenderInput { template: "page.html", page: &page, body: "", extra: &[] };
        let html = theme.render(With::Own, &frame, &sheet).expect("drawn");
        assert_eq!(html.contains(" dir=\"rtl\""), right_to_left, "{language}");
    }
}

#[test]
fn a_page_stays_small() {
    let theme = built_in();
    let assets = theme.assets().iter();
    let (on_histories, others): (Vec<_>, Vec<_>) =
        assets.partition(|asset| asset.name.starts_with("compare/"));
    let (on_checklists, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|asset| asset.name.starts_with("checklist"));
    let is_of_courses =
        |asset: &&ThemeAsset| ["quiz", "progress", "package"].iter().any(|name| asset.name.starts_with(name));
    let (on_courses, others): (Vec<_>, Vec<_>) = others.into_iter().partition(is_of_courses);
    let is_of_blocks =
        |asset: &&ThemeAsset| ["views", "blocks", "books"].iter().any(|name| asset.name.starts_with(name));
    let (on_pages_with_blocks, everywhere): (Vec<_>, Vec<_>) = others.into_iter().partition(is_of_blocks);
    let bytes = |assets: Vec<&ThemeAsset>| assets.iter().map(|asset| asset.bytes.len()).sum::<usize>();
    // A reader loads each once, and a fifth of that over the wire.
    let [on_histories, on_checklists, on_courses, on_pages_with_blocks, everywhere] =
        [on_histories, on_checklists, on_courses, on_pages_with_blocks, everywhere].map(bytes);
    assert!(on_courses < 34_000, "{on_courses} bytes of styles and scripts of courses");
    assert!(
        on_pages_with_blocks < 72_000,
        "{on_pages_with_blocks} bytes of styles and scripts of views and blocks"
    );
    assert!(on_checklists < 20_000, "{on_checklists} bytes of styles and scripts of checklists");
    assert!(everywhere < 64_000, "{everywhere} bytes of styles and scripts");
    assert!(on_histories < 36_000, "{on_histories} bytes of scripts that compare");
}
