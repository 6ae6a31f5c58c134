//! The strip of the preview, and how little it is in the way: room at the end of the page, what opens by itself, what is
//! said when the server or the page has gone.

use std::fs;

use guidepost::serve::Port;

use serde_json::json;

use crate::preview::{STRIP, is_patched, until, until_said};
use crate::preview_told::{open_findings, panel_is_open, strip};
use crate::support::{Preview, copy};
use crate::tab::{Media, Scheme, Tab};
use crate::{example, source};

fn is_open() -> String {
    format!("{STRIP}.querySelector('.panel').checkVisibility()")
}

fn bar_says(words: &str) -> String {
    format!("{STRIP}?.querySelector('.bar')?.textContent.includes({})", json!(words))
}

/// A page of the site, loaded anew, with its strip.
fn go(tab: &mut Tab, preview: &Preview, path: &str) {
    tab.goto(&preview.url(path));
    until(tab, &format!("{STRIP}?.querySelector('.bar')?.childElementCount > 0"));
}

#[test]
fn the_strip_says_that_the_server_has_gone_until_it_is_back() {
    let preview = Preview::of(&[("content/index.md", "# Home\n\nFirst words.\n")]);
    let mut tab = preview.tab("/");
    let origin = preview.url("");
    let notice = format!("{STRIP}?.querySelector('.notice')");
    assert_eq!(strip(&mut tab, ".notice"), "");
    tab.complaints(&origin);
    let Preview { root, server } = preview;
    let port = server.address().port();
    server.stop();
    until(&mut tab, &format!("{notice}?.checkVisibility()"));
    let said = strip(&mut tab, ".notice");
    let time = said.strip_prefix("The preview has stopped: this page is as it was at ").expect("words");
    let time = time.strip_suffix(". Start guidepost serve again.").expect("words");
    assert!(time.len() == 5 && &time[2..3] == ":", "{time}");
    assert_eq!(tab.evaluate(&format!("{notice}.role")), "status");
    let complaints = tab.complaints(&origin);
    assert!(complaints.len() <= 2, "{complaints:?}");
    fs::write(root.path().join("content/index.md"), "# Home\n\nSecond words.\n").expect("written");
    let _preview = Preview::with(root, |options| options.port = Port::Exactly(port));
    until(&mut tab, &format!("!{notice}.hasChildNodes()"));
    until_said(&mut tab, "Second words.");
    is_patched(&mut tab);
}

#[test]
fn the_end_of_a_page_is_not_under_the_strip() {
    let text = "A paragraph of some words.\n\n".repeat(60);
    let preview = Preview::of(&[(
        "content/index.md",
        &format!("# Home\n\n{text}[At the end](#home) [gone](gone.md)\n"),
    )]);
    let mut tab = preview.tab("/");
    let top = format!("{STRIP}.querySelector('.foot').getBoundingClientRect().top");
    for width in [390, 1280] {
        tab.size(width, 900);
        tab.settle();
        tab.settle();
        tab.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })");
        tab.settle();
        let last = "[...document.querySelectorAll('footer.bottom a')].at(-1).getBoundingClientRect().bottom";
        assert_eq!(tab.evaluate(&format!("{last} <= {top}")), true, "{width} pixels");
        let low = "[...document.querySelectorAll('.text p')].at(-9)";
        tab.evaluate(&format!(
            "scrollTo({{ top: 0, behavior: 'instant' }}); {low}.tabIndex = 0; {low}.focus({{ preventScroll: true }});
             {low}.scrollIntoView({{ block: 'nearest', behavior: 'instant' }})"
        ));
        tab.settle();
        let focused = "document.activeElement.getBoundingClientRect().bottom";
        assert_eq!(tab.evaluate(&format!("{focused} <= {top}")), true, "the focus, {width} pixels");
    }
    let room = "getComputedStyle(document.documentElement).paddingBlockEnd";
    assert_ne!(tab.evaluate(room), "0px");
    tab.look(Media::Paper, Scheme::Light);
    assert_eq!(tab.evaluate(room), "0px", "on paper");
}

#[test]
fn only_errors_that_are_new_open_by_themselves() {
    let page = |words: &str| format!("# Page\n\n[gone](gone.md) {words}\n");
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n"),
        ("content/one.md", &page("")),
        ("content/two.md", &page("")),
    ]);
    let mut tab = preview.tab("/one/");
    until(&mut tab, &bar_says("1 error on this page"));
    assert!(!panel_is_open(&mut tab), "it was there before");
    preview.write("content/two.md", &page("[lost](lost.md)"));
    until(&mut tab, &format!("{STRIP}.querySelector('.saved')"));
    assert!(!panel_is_open(&mut tab), "it is on another page");
    go(&mut tab, &preview, "/two/");
    until(&mut tab, &is_open());
    assert_eq!(strip(&mut tab, ".panel h2"), "2 errors on this page");
    go(&mut tab, &preview, "/one/");
    assert!(!panel_is_open(&mut tab), "what opened by itself is left behind");
    go(&mut tab, &preview, "/two/");
    until(&mut tab, &is_open());
    tab.evaluate(&format!("{STRIP}.querySelector('.close').click()"));
    for path in ["/one/", "/two/", "/two/"] {
        go(&mut tab, &preview, path);
        assert!(!panel_is_open(&mut tab), "closed is closed: {path}");
    }
    preview.write("content/two.md", &page("New words, [lost](lost.md)"));
    until_said(&mut tab, "New words");
    tab.settle();
    assert!(!panel_is_open(&mut tab), "the same errors");
    preview.write("content/two.md", &page("[lost](lost.md) [third](third.md)"));
    until(&mut tab, &is_open());
}

#[test]
fn an_error_in_site_toml_is_one_of_the_site() {
    let preview = Preview::of(&[("site.toml", "name = \"Book\"\n"), ("content/index.md", "# Home\n")]);
    let mut tab = preview.tab("/");
    preview.write("site.toml", "name = \"Book\n");
    until(&mut tab, &is_open());
    assert_eq!(strip(&mut tab, "[data-key=findings]"), "1 error in site.toml");
    assert!(strip(&mut tab, ".panel h2").contains("Nothing is wrong on this page itself"));
    assert_eq!(strip(&mut tab, ".panel h2 ~ h2"), "1 error in site.toml");
    preview.write("content/index.md", "# Home\n\n[gone](gone.md)\n");
    until(&mut tab, &bar_says("1 error on this page; 1 error in site.toml"));
}

#[test]
fn the_panel_closes_when_a_link_in_it_is_followed() {
    let root = tempfile::tempdir().expect("a folder");
    copy(source::root(), root.path());
    let preview = Preview::on(root, example::TODAY);
    let mut tab = preview.tab("/guidelines/corrections/");
    until(&mut tab, &format!("{STRIP}.querySelector('[data-key=standing]')"));
    tab.evaluate(&format!("{STRIP}.querySelector('[data-key=standing]').click()"));
    until(&mut tab, &is_open());
    tab.evaluate(&format!("{STRIP}.querySelector('.links a[href*=history]').click()"));
    until(&mut tab, "location.pathname.endsWith('/history/') && window.mark === undefined");
    until(&mut tab, &format!("{STRIP}?.querySelector('[data-key=standing]')"));
    assert!(!panel_is_open(&mut tab));
}

#[test]
fn what_was_saved_is_said_with_its_time_and_until_it_was_seen() {
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n"),
        ("content/one.md", "# One\n"),
        ("content/two.md", "# Two\n"),
    ]);
    let mut tab = preview.tab("/one/");
    preview.write("content/two.md", "# Two\n\nSaved.\n");
    let saved = format!("{STRIP}.querySelector('.saved')");
    until(&mut tab, &saved);
    let said = strip(&mut tab, ".saved");
    let time = said.strip_prefix("Show: content/two.md was saved at ").expect("words");
    assert!(time.len() == 5 && &time[2..3] == ":", "{time}");
    go(&mut tab, &preview, "/");
    assert_eq!(strip(&mut tab, ".saved"), said);
    let mut late = Tab::open();
    late.run_first("{ const now = Date.now; Date.now = () => now() + 6 * 60 * 1000; }");
    go(&mut late, &preview, "/");
    assert_eq!(strip(&mut late, ".saved"), "", "some minutes later");
    go(&mut tab, &preview, "/two/");
    go(&mut tab, &preview, "/");
    assert_eq!(strip(&mut tab, ".saved"), "", "it was shown");
    preview.write("content/two.md", "# Two\n\nAgain.\n");
    until(&mut tab, &saved);
}

#[test]
fn a_click_asks_the_editor_and_names_the_place() {
    let files = [("content/index.md", "# Home\n\nText.\n")];
    let preview = Preview::opened_by(&files, "mine://open?file={file}&line={line}&column={column}");
    let mut tab = preview.tab("/");
    tab.evaluate("document.querySelector('.text p').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, altKey: true }))");
    until(&mut tab, &format!("{STRIP}.querySelector('.said code')"));
    assert_eq!(strip(&mut tab, ".said"), "Asked the editor to open content/index.md:3:1Copy");
}

#[test]
fn a_page_that_went_is_named() {
    let preview = Preview::of(&[("content/index.md", "# Home\n"), ("content/tone.md", "# Tone\n")]);
    let mut tab = preview.tab("/tone/");
    fs::remove_file(preview.root.path().join("content/tone.md")).expect("removed");
    until(&mut tab, "document.body?.textContent.includes('Page not found')");
    until(&mut tab, &format!("{STRIP}?.querySelector('.notice')?.checkVisibility()"));
    assert_eq!(strip(&mut tab, ".notice"), "content/tone.md is gone: it was this page.");
    preview.write("content/tone.md", "# Tone\n\nBack again.\n");
    until_said(&mut tab, "Back again.");
    until(&mut tab, &format!("{STRIP}?.querySelector('.notice')?.textContent === ''"));
}

#[test]
fn on_a_phone_an_excerpt_shows_what_is_marked() {
    let before = "Words that stand before it on a long line, and more of them. ";
    let preview =
        Preview::of(&[("content/index.md", &format!("# Home\n\n{before}[gone](gone.md) and more.\n"))]);
    let mut tab = preview.tab("/");
    tab.size(390, 900);
    open_findings(&mut tab);
    let marks = "(() => {
        const { left, right } = marks.getBoundingClientRect();
        const text = marks.closest('pre').getBoundingClientRect();
        return [left >= text.left && right <= text.right, marks.textContent.includes('^')];
    })()";
    let marks = marks.replace("marks.", &format!("{STRIP}.querySelector('.panel .marks')."));
    until(&mut tab, &format!("{marks}[0]"));
    assert_eq!(tab.evaluate(&marks), json!([true, true]));
    let scrolled = format!("{STRIP}.querySelector('.panel pre').scrollLeft > 0");
    assert_eq!(tab.evaluate(&scrolled), true, "it does not stand at the beginning");
    assert_eq!(strip(&mut tab, ".panel").matches("content/index.md:3:").count(), 1, "the place is said once");
}
