//! The preview as people see it: what a save changes in an open page, and what it leaves alone.

use std::fs;

use guidepost::config::Editor;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Preview, write_files};
use crate::tab::Tab;

impl Preview {
    /// With an editor that opens files.
    pub(crate) fn opened_by(files: &[(&str, &str)], editor: &str) -> Preview {
        let root = tempfile::tempdir().expect("a folder");
        write_files(root.path(), files.iter().copied());
        Preview::with(root, |options| options.editor = Some(Editor::named(editor).expect("an editor")))
    }

    /// Of a folder as it is, on a day, with an editor that opens files.
    pub(crate) fn opened_on(root: TempDir, today: &str, editor: &str) -> Preview {
        Preview::with(root, |options| {
            options.today = today.parse().ok();
            options.editor = Some(Editor::named(editor).expect("an editor"));
        })
    }

    /// Of a folder as it is, on a day.
    pub(crate) fn on(root: TempDir, today: &str) -> Preview {
        Preview::with(root, |options| options.today = today.parse().ok())
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address())
    }

    /// A tab that shows a page, and its strip, and hears of what is saved; with a mark that a page loaded anew does not have.
    pub(crate) fn tab(&self, path: &str) -> Tab {
        let mut tab = Tab::open();
        tab.goto(&self.url(path));
        until(&mut tab, &format!("{STRIP}?.querySelector('.bar')?.childElementCount > 0"));
        tab.evaluate("window.mark = 1");
        tab
    }
}

/// What the strip of the preview is drawn in.
pub(crate) const STRIP: &str = "document.querySelector('#guidepost-preview')?.shadowRoot";

/// Waits until something is so on the page, whatever loads in between.
pub(crate) fn until(tab: &mut Tab, is_so: &str) {
    let look = format!(
        "new Promise(done => {{
            const started = performance.now();
            const look = () => {{
                if ({is_so}) done(true);
                else if (performance.now() - started > 2000) done(false);
                else setTimeout(look, 5);
            }};
            look();
        }})"
    );
    for _ in 0..15 {
        if tab.try_evaluate(&look) == Some(json!(true)) {
            return;
        }
    }
    let text = tab.evaluate("document.body.innerText");
    let strip = tab.evaluate(&format!("{STRIP}?.textContent ?? ''"));
    panic!("never so: {is_so}\non the page: {text}\nin the strip: {strip}");
}

/// Waits until the page says a text.
pub(crate) fn until_said(tab: &mut Tab, text: &str) {
    until(tab, &format!("document.body?.textContent.includes({})", json!(text)));
}

pub(crate) fn is_patched(tab: &mut Tab) {
    assert_eq!(tab.evaluate("window.mark"), json!(1), "the page was not loaded anew");
}

const FIELDS: &str = "<details><summary>More</summary>\n\nFolded away.\n\n</details>\n\n\
    <p><input id=\"field\" aria-label=\"Words\"> <label><input type=\"checkbox\" id=\"answer\"> Yes</label></p>\n";

fn long(first: &str) -> String {
    let paragraphs: Vec<String> = (0..60).map(|nth| format!("Paragraph {nth} of a long page.")).collect();
    let paragraphs = paragraphs.join("\n\n");
    format!("---\ntitle: Guide\n---\n\n{first}\n\n{FIELDS}\n```sh\nls\n```\n\n{paragraphs}\n\nThe end.\n")
}

#[test]
fn a_save_changes_the_text_and_leaves_what_readers_have_done() {
    let preview = Preview::of(&[("content/index.md", "# Home\n"), ("content/guide.md", &long("Old words."))]);
    let mut tab = preview.tab("/guide/");
    tab.evaluate("document.querySelector('.text details').open = true");
    tab.evaluate("document.querySelector('#answer').click()");
    tab.evaluate("const field = document.querySelector('#field'); field.focus(); field.value = 'typed'; field.setSelectionRange(1, 3)");
    tab.evaluate("scrollTo({ top: 700, behavior: 'instant' })");
    tab.settle();
    let scrolled = tab.evaluate("scrollY");
    assert!(scrolled.as_f64().is_some_and(|y| y > 500.0), "{scrolled}");
    preview.write("content/guide.md", &long("New words."));
    until_said(&mut tab, "New words.");
    is_patched(&mut tab);
    assert_eq!(tab.evaluate("document.body.textContent.includes('Old words.')"), false);
    assert_eq!(tab.evaluate("scrollY"), scrolled);
    assert_eq!(tab.evaluate("document.querySelector('.text details').open"), true);
    assert_eq!(tab.evaluate("document.querySelector('#answer').checked"), true);
    let field = "[document.activeElement.id, field.value, field.selectionStart, field.selectionEnd]";
    assert_eq!(tab.evaluate(field), json!(["field", "typed", 1, 3]));
    assert_eq!(tab.evaluate("document.querySelectorAll('.code .copy').length"), 1, "what a script has added");
}

#[test]
fn a_page_patched_again_and_again_is_the_page_that_is_served() {
    let preview = Preview::of(&[("content/index.md", "# Home\n"), ("content/page.md", "# Page\n\nOne.\n")]);
    let mut tab = preview.tab("/page/");
    let texts = [
        "# Page\n\nTwo.\n\n## Heading\n\n- a\n- b\n",
        "# Page\n\n- b\n- c\n- a\n\n## Heading\n\nTwo.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "# Page\n\n## Another heading\n\n> Quoted\n\n```rs\nfn a() {}\n```\n\n| a | b |\n|---|---|\n| 1 | 3 |\n\nTwo.\n",
        "# Page\n\nOne paragraph[^1].\n\n[^1]: A note.\n\n<div>raw <b>html</b></div>\n",
        "---\ntitle: Page\nsummary: Said at the head\n---\n\n",
        "# Page\n\nOne.\n",
    ];
    for (nth, text) in texts.iter().enumerate() {
        preview.write("content/page.md", &format!("{text}\nMark{nth}.\n"));
        until_said(&mut tab, &format!("Mark{nth}."));
        is_patched(&mut tab);
        // What is shown without what scripts have put there is what is sent.
        let same = tab.evaluate(
            "fetch(location.href).then(answer => answer.text()).then(text => {
                const words = page => [...page.querySelectorAll('main *')]
                    .filter(part => !part.closest('.copy')).map(part => part.localName + '#' + part.id + ' ' +
                        [...part.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join('|'));
                const now = new DOMParser().parseFromString(text, 'text/html');
                return [words(now).join('\\n'), words(document).join('\\n'), document.title === now.title];
            })",
        );
        assert_eq!(same[0], same[1], "after {nth}");
        assert_eq!(same[2], true, "the title of the window");
    }
}

#[test]
fn styles_are_swapped_without_a_reload() {
    let style = "main h1 { letter-spacing: 3px; }\n";
    let preview = Preview::of(&[("content/index.md", "# Home\n\nText.\n"), ("theme/style.css", style)]);
    let mut tab = preview.tab("/");
    let spacing = "getComputedStyle(document.querySelector('h1')).letterSpacing";
    assert_eq!(tab.evaluate(spacing), "3px");
    // Watches for a moment without styles.
    tab.evaluate(&format!(
        "window.seen = new Set(); (function look() {{ seen.add({spacing}); requestAnimationFrame(look); }})()"
    ));
    preview.write("theme/style.css", "main h1 { letter-spacing: 5px; }\n");
    until(&mut tab, &format!("{spacing} === '5px'"));
    until(&mut tab, "document.querySelectorAll('link[rel=stylesheet]').length === 1");
    is_patched(&mut tab);
    tab.settle();
    let seen = tab.evaluate("[...seen].sort()");
    assert!(seen == json!(["3px", "5px"]) || seen == json!(["5px"]), "never without styles: {seen}");
}

#[test]
fn a_title_changes_what_other_tabs_show_of_it() {
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n\nSee [[Tone]] or [this](rules/tone.md).\n"),
        ("content/rules/tone.md", "---\ntitle: Tone\n---\n\nSee [gifts](gifts.md).\n"),
        ("content/rules/gifts.md", "---\ntitle: Gifts\n---\n\nText.\n"),
    ]);
    let mut gifts = preview.tab("/rules/gifts/");
    let mut tone = preview.tab("/rules/tone/");
    assert_eq!(gifts.evaluate("document.body.textContent.includes('Manner')"), false);
    preview.write("content/rules/tone.md", "---\ntitle: Manner\n---\n\nSee [gifts](gifts.md).\n");
    until(&mut tone, "document.querySelector('h1').textContent.trim() === 'Manner'");
    until(&mut gifts, "document.querySelector('#siteNavigation').textContent.includes('Manner')");
    until(
        &mut gifts,
        "document.querySelector('#referrersTitle').parentElement.textContent.includes('Manner')",
    );
    is_patched(&mut gifts);
    is_patched(&mut tone);
    assert_eq!(tone.evaluate("document.title.includes('Manner')"), true);
    let saved = "content/rules/tone.md";
    until(&mut gifts, &format!("{STRIP}.querySelector('.saved a')?.textContent === '{saved}'"));
    assert_eq!(gifts.evaluate(&format!("{STRIP}.querySelector('.saved a').pathname")), "/rules/tone/");
    assert_eq!(
        tone.evaluate(&format!("{STRIP}.querySelector('.saved')")),
        Value::Null,
        "the page that is shown"
    );
}

#[test]
fn a_page_that_stays_the_same_is_not_touched() {
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n\nText.\n"),
        ("content/a/one.md", "# One\n\nText.\n"),
        ("content/b/two.md", "# Two\n\nText.\n"),
    ]);
    let mut tab = preview.tab("/a/one/");
    tab.evaluate(
        "window.touched = []; new MutationObserver(records => touched.push(...records.map(record => record.type)))
            .observe(document, { subtree: true, childList: true, attributes: true, characterData: true })",
    );
    preview.write("content/b/two.md", "# Two\n\nOther words.\n");
    until(&mut tab, &format!("{STRIP}.querySelector('.saved a')?.textContent === 'content/b/two.md'"));
    tab.settle();
    assert_eq!(tab.evaluate("touched"), json!([]));
    preview.write("content/a/one.md", "# One\n\nOther words.\n");
    until_said(&mut tab, "Other words.");
    assert!(tab.evaluate("touched.length").as_u64() > Some(0), "the watch works");
}

#[test]
fn a_tab_in_the_background_catches_up() {
    let preview = Preview::of(&[("content/index.md", "# Home\n\nFirst words.\n")]);
    let mut tab = preview.tab("/");
    let turn = |tab: &mut Tab, hidden: bool| {
        tab.evaluate(&format!(
            "Object.defineProperty(document, 'hidden', {{ configurable: true, get: () => {hidden} }});
             document.dispatchEvent(new Event('visibilitychange'))"
        ));
    };
    turn(&mut tab, true);
    let mut other = preview.tab("/");
    for words in ["Second words.", "Third words."] {
        preview.write("content/index.md", &format!("# Home\n\n{words}\n"));
        until_said(&mut other, words);
    }
    assert_eq!(
        tab.evaluate("document.body.textContent.includes('First words.')"),
        true,
        "nobody looks at it"
    );
    turn(&mut tab, false);
    until_said(&mut tab, "Third words.");
    is_patched(&mut tab);
}

#[test]
fn another_script_or_language_is_another_page() {
    let preview = Preview::of(&[
        ("site.toml", "language = \"en\"\n"),
        ("content/index.md", "# Home\n\nText.\n"),
        ("static/x.js", ""),
    ]);
    let mut tab = preview.tab("/");
    preview.write("site.toml", "language = \"de\"\n");
    until(&mut tab, "document.documentElement.lang === 'de' && window.mark === undefined");
    tab.evaluate("window.mark = 1");
    preview.write("content/index.md", "# Home\n\n<script src=\"x.js\"></script>\n");
    until(&mut tab, "document.querySelector('script[src=\"x.js\"]') && window.mark === undefined");
}

#[test]
fn a_script_that_knows_nothing_of_patches_gets_its_page_anew() {
    let page = |words: &str| format!("# Home\n\n<script src=\"own.js\"></script>\n\n{words}\n");
    let preview = Preview::of(&[
        ("content/index.md", &page("First words.")),
        ("static/own.js", "document.documentElement.dataset.own = 'began';"),
    ]);
    let mut tab = preview.tab("/");
    assert_eq!(tab.evaluate("document.documentElement.dataset.own"), "began");
    preview.write("content/index.md", &page("Second words."));
    until(&mut tab, "document.body.textContent.includes('Second words.') && window.mark === undefined");
    let copes = "const { src } = document.currentScript;\n\
        document.addEventListener('guidepost:patched', ({ detail }) => detail.cope(src));";
    preview.write("static/own.js", copes);
    until(&mut tab, "document.readyState === 'complete'");
    tab.goto(&preview.url("/"));
    until(&mut tab, &format!("{STRIP}?.querySelector('.bar')"));
    tab.evaluate("window.mark = 1");
    preview.write("content/index.md", &page("Third words."));
    until_said(&mut tab, "Third words.");
    is_patched(&mut tab);
}

#[test]
fn a_picture_at_one_address_is_shown_anew() {
    let svg = |width| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"/>");
    let preview = Preview::of(&[
        ("content/index.md", "# Home\n\n<img src=\"plan.svg\" alt=\"The plan\">\n"),
        ("static/plan.svg", &svg(20)),
    ]);
    let mut tab = preview.tab("/");
    until(&mut tab, "document.querySelector('main img').naturalWidth === 20");
    preview.write("static/plan.svg", &svg(30));
    until(&mut tab, "document.querySelector('main img').naturalWidth === 30");
    is_patched(&mut tab);
    preview.write("content/index.md", "# Home\n\n<img src=\"plan.svg\" alt=\"The plan\">\n\nMore.\n");
    until_said(&mut tab, "More.");
    assert_eq!(tab.evaluate("document.querySelector('main img').naturalWidth"), 30);
}

#[test]
fn a_page_that_goes_away_is_no_longer_shown() {
    let preview = Preview::of(&[("content/index.md", "# Home\n"), ("content/tone.md", "# Tone\n\nText.\n")]);
    let mut tab = preview.tab("/tone/");
    fs::remove_file(preview.root.path().join("content/tone.md")).expect("removed");
    until(&mut tab, "window.mark === undefined && document.body.textContent.includes('Page not found')");
    preview.write("content/tone.md", "# Tone\n\nBack again.\n");
    until_said(&mut tab, "Back again.");
}

#[test]
fn what_moves_takes_along_what_was_done_to_it() {
    let fold = |name: &str| {
        format!("<details id=\"{name}\"><summary>{name}</summary>\n\nWords of {name}.\n\n</details>\n\n")
    };
    let film = "<video id=\"film\" controls aria-label=\"A film\"><source src=\"film.webm\"></video>\n\n";
    let page = |parts: &[&str]| format!("# Home\n\n{}", parts.concat());
    let (one, two) = (fold("one"), fold("two"));
    let files = [
        ("content/index.md", page(&[&one, "Between.\n\n", &two, film])),
        ("static/film.webm", String::new()),
    ];
    let preview = Preview::of(&files.each_ref().map(|(path, text)| (*path, &**text)));
    let mut tab = preview.tab("/");
    tab.evaluate(
        "window.parts = ['one', 'two', 'film'].map(id => document.getElementById(id));
         parts[0].open = true; window.emptied = 0; parts[2].addEventListener('emptied', () => { emptied += 1; });
         document.querySelector('#one').dataset.byScript = 'yes'",
    );
    let same = "parts.every(part => document.getElementById(part.id) === part)";
    preview.write(
        "content/index.md",
        &page(&["New at the head.\n\n", &two, "Between.\n\n", &one, film, "The end.\n"]),
    );
    until_said(&mut tab, "The end.");
    is_patched(&mut tab);
    let order = "[...document.querySelectorAll('.text details')].map(part => part.id)";
    assert_eq!(tab.evaluate(order), json!(["two", "one"]));
    assert_eq!(tab.evaluate(same), true, "each is the element that it was");
    assert_eq!(tab.evaluate("[parts[0].open, parts[0].dataset.byScript, emptied]"), json!([true, "yes", 0]));
    preview.write("content/index.md", &page(&[&one.replace("Words", "Other words"), film]));
    until_said(&mut tab, "Other words of one.");
    assert_eq!(
        tab.evaluate("[parts[0].open, parts[0].isConnected, parts[1].isConnected]"),
        json!([true, true, false])
    );
}
