//! What the preview says over a page: what is wrong, how it stands, where it comes from.

use serde_json::{Value, json};

use crate::axe;
use crate::example;
use crate::preview::{STRIP, until, until_said};
use crate::source;
use crate::support::{Preview, copy};
use crate::tab::{Key, Media, Scheme, Tab};

/// Opens what is wrong, as readers do.
pub(crate) fn open_findings(tab: &mut Tab) {
    let toggle = format!("{STRIP}?.querySelector('[data-key=findings]')");
    until(tab, &toggle);
    tab.evaluate(&format!("{toggle}.ariaExpanded === 'false' && {toggle}.click()"));
    until(tab, &format!("{STRIP}.querySelector('.panel').checkVisibility()"));
}

/// The text of a part of the strip; empty where it is not there.
pub(crate) fn strip(tab: &mut Tab, selector: &str) -> String {
    let text = tab.evaluate(&format!("{STRIP}.querySelector('{selector}')?.textContent ?? ''"));
    text.as_str().expect("a text").to_owned()
}

pub(crate) fn panel_is_open(tab: &mut Tab) -> bool {
    tab.evaluate(&format!("{STRIP}.querySelector('.panel').checkVisibility()")) == json!(true)
}

#[test]
fn what_is_wrong_is_said_over_the_page_and_can_be_put_away() {
    let page = |words: &str| format!("# Home\n\n{words}\n");
    let preview =
        Preview::of(&[("content/index.md", &page("Fine.")), ("content/tone.md", "# Tone\n\nFine.\n")]);
    let mut tab = preview.tab("/");
    assert!(!panel_is_open(&mut tab));
    preview.write("content/index.md", &page("Worse, with [a link](gone.md)."));
    until_said(&mut tab, "Worse, with");
    until(&mut tab, &format!("{STRIP}.querySelector('.panel').checkVisibility()"));
    assert_eq!(tab.evaluate("window.mark"), 1);
    assert!(strip(&mut tab, ".panel h2").contains("1 error on this page"));
    assert!(strip(&mut tab, ".panel pre").contains("error[broken-link]"));
    assert!(strip(&mut tab, ".panel code").starts_with("content/index.md:3:"), "no editor is named");
    assert_eq!(strip(&mut tab, "[role=alert]"), "1 error on this page", "said to those who do not see it");
    tab.press(Key::Escape);
    until(&mut tab, &format!("!{STRIP}.querySelector('.panel').checkVisibility()"));
    preview.write("content/index.md", &page("Again, with [a link](gone.md)."));
    until_said(&mut tab, "Again, with");
    tab.settle();
    preview.write("content/index.md", &page("Both, with [a link](gone.md) and [another](lost.md)."));
    until(&mut tab, &format!("{STRIP}.querySelectorAll('.panel li').length === 2"));
    assert!(panel_is_open(&mut tab), "another error is news");
    // The keyboard opens and closes it, and stays where it was.
    tab.evaluate(&format!("{STRIP}.querySelector('[data-key=findings]').focus()"));
    tab.press(Key::Enter);
    until(&mut tab, &format!("!{STRIP}.querySelector('.panel').checkVisibility()"));
    tab.press(Key::Enter);
    until(&mut tab, &format!("{STRIP}.querySelector('.panel').checkVisibility()"));
    assert_eq!(tab.evaluate(&format!("{STRIP}.activeElement.dataset.key")), "findings");
    assert_eq!(tab.evaluate(&format!("{STRIP}.activeElement.getAttribute('aria-expanded')")), "true");
    preview.write("content/index.md", &page("Mended."));
    until_said(&mut tab, "Mended.");
    until(&mut tab, &format!("!{STRIP}.querySelector('.panel').checkVisibility()"));
    let mut other = preview.tab("/tone/");
    preview.write("content/index.md", &page("[gone](gone.md)"));
    until(
        &mut other,
        &format!("{STRIP}.querySelector('.bar').textContent.includes('1 error on other pages')"),
    );
    assert!(!panel_is_open(&mut other), "what is wrong elsewhere is not in the way");
}

#[test]
fn a_broken_page_leaves_the_last_good_one() {
    let page = |title: &str, words: &str| format!("---\ntitle: {title}\n---\n\n{words}\n");
    let preview = Preview::of(&[("content/index.md", &page("Home", "Good words."))]);
    let mut tab = preview.tab("/");
    preview.write("content/index.md", &page("\"Home", "Broken words."));
    until(&mut tab, &format!("{STRIP}.querySelector('.panel .old')?.checkVisibility()"));
    assert!(strip(&mut tab, ".panel .old").contains("The newest text cannot be shown"));
    assert!(strip(&mut tab, ".panel pre").contains("bad-front-matter"));
    assert_eq!(tab.evaluate("document.body.textContent.includes('Good words.')"), true);
    assert_eq!(tab.evaluate("document.body.textContent.includes('Broken words.')"), false);
    let mut reloaded = preview.tab("/");
    until(&mut reloaded, &format!("{STRIP}.querySelector('.panel .old')?.checkVisibility()"));
    assert_eq!(reloaded.evaluate("document.body.textContent.includes('Good words.')"), true);
    preview.write("content/index.md", &page("Home", "Better words."));
    until_said(&mut tab, "Better words.");
    until(&mut tab, &format!("!{STRIP}.querySelector('.old')"));
    until_said(&mut reloaded, "Better words.");
    assert_eq!(tab.evaluate("window.mark"), 1, "the page was not loaded anew");
    assert!(!panel_is_open(&mut tab));
}

#[test]
fn whatever_files_hold_is_text_in_the_strip() {
    let nasty = "# Home\n\n[x](<img src=x onerror=alert(1)>.md) <script>window.hit = 1</script><a href=\"gone.md\">x</a>\n";
    let preview = Preview::of(&[
        ("site.toml", "raw_html = \"deny\"\n\"<img src=x onerror='window.hit=1'>\" = 1\n"),
        ("content/index.md", nasty),
    ]);
    let mut tab = preview.tab("/");
    open_findings(&mut tab);
    let text = strip(&mut tab, ".panel");
    assert!(text.contains("<script>window.hit = 1</script>"), "{text}");
    let elements = format!("{STRIP}.querySelectorAll('script, img').length");
    assert_eq!(tab.evaluate(&elements), 0);
    assert_eq!(tab.evaluate("window.hit"), Value::Null);
}

#[test]
fn findings_and_pages_open_in_the_editor() {
    let files = [("content/index.md", "# Home\n\nText.\n\n[gone](gone.md)\n")];
    let preview = Preview::opened_by(&files, "mine://open?file={file}&line={line}&column={column}");
    let mut tab = preview.tab("/");
    open_findings(&mut tab);
    let file = preview.root.path().canonicalize().expect("a root").join("content/index.md");
    let address = |line: u32, column: u32| {
        let file = file.display();
        format!("mine://open?file={file}&line={line}&column={column}")
    };
    let href = |selector: &str| format!("{STRIP}.querySelector('{selector}').href");
    assert_eq!(tab.evaluate(&href(".panel li a")), address(5, 8));
    assert_eq!(tab.evaluate(&href(".bar a[href^=mine]")), address(1, 1));
    let published = tab.evaluate("fetch(location.href).then(answer => answer.text())");
    assert!(!published.as_str().expect("a page").contains("mine://"));
    assert!(!published.as_str().expect("a page").contains(&*file.to_string_lossy()));
}

/// A click with the Alt key, in the middle of the words that a script finds.
pub(crate) fn jump(tab: &mut Tab, to: &str) -> String {
    tab.evaluate(&format!(
        "(() => {{
            const found = {to};
            found.scrollIntoView({{ block: 'center' }});
            const {{ left, top, width, height }} = found.getBoundingClientRect();
            const [clientX, clientY] = [left + Math.min(width, 300) / 2, top + height / 2];
            found.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, altKey: true, clientX, clientY }}));
        }})()"
    ));
    until(tab, &format!("{STRIP}.querySelector('.said code')"));
    let said = strip(tab, ".said code");
    tab.press(Key::Escape);
    until(tab, &format!("!{STRIP}.querySelector('.said code')"));
    said
}

#[test]
fn a_click_with_a_modifier_finds_the_line() {
    let text = "---\ntitle: Guide\nsummary: What it is about\n---\n\nFirst words.\n\n## One\n\nSame words.\n\n- a point\n- \
        another with [a link](index.md)\n\n## Two\n\nSame words.\n\n```sh\nls -l\n```\n\n| a | b |\n|---|---|\n| cell | \"quoted\" |\n";
    let preview = Preview::of(&[("content/index.md", "# Home\n"), ("content/guide.md", text)]);
    let mut tab = preview.tab("/guide/");
    let line = |tab: &mut Tab, to: &str| {
        let said = jump(tab, to);
        let rest = said.strip_prefix("content/guide.md:").unwrap_or_else(|| panic!("{said}"));
        rest.split(':').next().and_then(|line| line.parse::<usize>().ok()).expect("a line")
    };
    let all = |selector: &str, nth: usize| format!("document.querySelectorAll('.text {selector}')[{nth}]");
    assert_eq!(line(&mut tab, &all("p", 0)), 6);
    assert_eq!(line(&mut tab, &all("h2", 0)), 8);
    assert_eq!(line(&mut tab, &all("p", 1)), 10);
    assert_eq!(line(&mut tab, &all("li", 0)), 12);
    assert_eq!(line(&mut tab, &all("li a", 0)), 13);
    assert_eq!(line(&mut tab, &all("p", 2)), 17, "the one under the second heading");
    assert_eq!(line(&mut tab, &all("pre", 0)), 20);
    assert_eq!(line(&mut tab, &all("td", 1)), 25);
    assert_eq!(line(&mut tab, "document.querySelector('h1')"), 2);
    assert_eq!(tab.evaluate("location.pathname"), "/guide/", "no link was followed");
    // By the keyboard: the strip names the file.
    tab.evaluate(&format!("{STRIP}.querySelector('[data-key=source]').focus()"));
    tab.press(Key::Enter);
    until(&mut tab, &format!("{STRIP}.querySelector('.said code')?.textContent === 'content/guide.md:1:1'"));
}

#[test]
fn the_strip_is_for_everybody() {
    let root = tempfile::tempdir().expect("a folder");
    copy(source::root(), root.path());
    let page = root.path().join("content/guidelines/corrections.md");
    let text = std::fs::read_to_string(&page).expect("a page");
    std::fs::write(&page, text + "\n[gone](gone.md)\n").expect("a page");
    let preview = Preview::opened_on(root, example::TODAY, "vscode");
    let mut tab = preview.tab("/guidelines/corrections/");
    for (width, scheme) in [(1280, Scheme::Light), (1280, Scheme::Dark), (390, Scheme::Light)] {
        tab.size(width, 900);
        tab.look(Media::Screen, scheme);
        for part in ["findings", "standing"] {
            let toggle = format!("{STRIP}.querySelector('[data-key={part}]')");
            until(&mut tab, &toggle);
            tab.evaluate(&format!("{toggle}.ariaExpanded === 'false' && {toggle}.click()"));
            until(&mut tab, &format!("{STRIP}.querySelector('.panel.{part}')?.checkVisibility()"));
            tab.settle();
            assert_eq!(axe::findings(&mut tab), Vec::<String>::new(), "{part}, {width} pixels, {scheme:?}");
            let fits = "document.documentElement.scrollWidth <= innerWidth";
            assert_eq!(tab.evaluate(fits), true, "nothing is wider than the window");
        }
    }
    tab.look(Media::Paper, Scheme::Light);
    assert_eq!(
        tab.evaluate("document.querySelector('#guidepost-preview').checkVisibility()"),
        false,
        "on paper"
    );
}

#[test]
fn however_much_is_wrong_and_however_long_the_paths_the_strip_fits() {
    let long = |nth: usize| format!("content/{nth}-{}.md", "what-we-say-when-somebody-asks-".repeat(4));
    let link = |nth: usize| format!("[a link](gone-{nth}-{}.md)\n\n", "far-".repeat(30));
    let links = (0..30).map(link).collect::<Vec<_>>().concat();
    let preview = Preview::opened_by(&[("content/index.md", "# Home\n"), (&long(1), &links)], "vscode");
    let page = long(1).replace("content/", "/").replace(".md", "/");
    let mut tab = preview.tab(&page);
    preview.write(&long(2), &links);
    until(&mut tab, &format!("{STRIP}.querySelector('.saved a')"));
    assert_eq!(strip(&mut tab, ".saved a"), "…/2-what-we-say-when…-when-somebody-asks-.md");
    assert_eq!(tab.evaluate(&format!("{STRIP}.querySelector('.saved a').title")), long(2));
    open_findings(&mut tab);
    for (width, height) in [(390, 900), (1280, 900), (390, 400)] {
        tab.size(width, height);
        tab.settle();
        let in_sight = format!(
            "[...{STRIP}.querySelectorAll('.panel, .close, .bar, [data-key=hide]')].map(part => part.getBoundingClientRect())
                .every(({{ top, left, right, bottom }}) => top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight)"
        );
        assert_eq!(tab.evaluate(&in_sight), true, "{width} by {height} pixels");
        // The last finding is scrolled to, and what closes the list stays.
        let scrolls = format!(
            "(() => {{
                const list = {STRIP}.querySelector('.panel section');
                list.scrollTop = list.scrollHeight;
                const last = [...list.querySelectorAll('li')].at(-1).getBoundingClientRect();
                return list.querySelectorAll('li').length >= 30 && last.bottom <= list.getBoundingClientRect().bottom && {in_sight};
            }})()"
        );
        assert_eq!(tab.evaluate(&scrolls), true, "{width} by {height} pixels");
    }
}

#[test]
fn the_strip_says_how_a_page_stands() {
    let root = tempfile::tempdir().expect("a folder");
    copy(source::root(), root.path());
    let preview = Preview::on(root, example::TODAY);
    let mut tab = preview.tab("/guidelines/corrections/");
    until(&mut tab, &format!("{STRIP}.querySelector('[data-key=standing]')"));
    let words = strip(&mut tab, "[data-key=standing]");
    assert!(words.starts_with("In force; a newer draft waits for "), "{words}");
    assert!(words.contains(" met"), "{words}");
    let plate = tab.evaluate("document.querySelector('.plate').textContent");
    let standing = words
        .split(" met")
        .next()
        .expect("words")
        .trim_end_matches(|c: char| c.is_ascii_digit() || " of".contains(c));
    assert!(plate.as_str().expect("a plate").contains(standing), "as the page itself says: {plate}");
    tab.evaluate(&format!("{STRIP}.querySelector('[data-key=standing]').click()"));
    until(&mut tab, &format!("{STRIP}.querySelector('.panel').checkVisibility()"));
    let panel = strip(&mut tab, ".panel");
    assert!(panel.contains("This text is not approved"), "{panel}");
    assert!(panel.contains("guidepost approve"), "what would settle it: {panel}");
    let redline = format!(
        "[...{STRIP}.querySelectorAll('.links a')].find(link => link.textContent.includes('differs'))?.href"
    );
    let redline = tab.evaluate(&redline);
    let redline = redline.as_str().unwrap_or_else(|| panic!("a redline: {panel}")).to_owned();
    assert!(redline.contains("/guidelines/corrections/history/#"), "{redline}");
    tab.goto(&redline);
    until(&mut tab, "document.querySelector('main ins')?.checkVisibility()");
    assert!(
        tab.evaluate("document.querySelector('main ins').textContent")
            .as_str()
            .expect("words")
            .contains("within a week at most")
    );
}
