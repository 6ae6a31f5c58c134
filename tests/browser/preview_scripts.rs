//! The preview: pages with scripts of their own (the checklist, a history) are patched like others.

use std::fs;

use serde_json::json;

use crate::preview::{is_patched, until};
use crate::support::{Preview, copy, write_file};
use crate::tab::Tab;
use crate::{example, source, support};

fn preview(today: &str) -> Preview {
    let root = tempfile::tempdir().expect("a folder");
    copy(source::root(), root.path());
    Preview::on(root, today)
}

/// Takes back the one record whose name holds these words.
fn revoke(preview: &Preview, words: &str) {
    let root = preview.root.path();
    let found = fs::read_dir(root.join("content/governance/records")).expect("records");
    let found = found.map(|entry| entry.expect("an entry").file_name().into_string().expect("text"));
    let found: Vec<String> = found.filter(|name| name.contains(words)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let said = support::run(&[
        "revoke",
        &found[0],
        "--reason=Its lesson is there.",
        "--role=training-lead",
        "--by=learning-manager",
        "--date",
        source::DAY,
        "--yes",
        "--root",
        root.to_str().expect("a path"),
    ]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    source::git(root).commit("Revoke a waiver");
}

const SEEN: &str = "[...document.querySelectorAll('.item')].filter(item => item.checkVisibility()).map(item => item.dataset.status)";

fn scroll(tab: &mut Tab, top: u32) {
    tab.evaluate(&format!("scrollTo({{ top: {top}, behavior: 'instant' }})"));
    tab.settle();
}

#[test]
fn the_checklist_keeps_its_filter_and_its_place_while_a_record_changes() {
    let preview = preview(example::TODAY);
    let mut tab = preview.tab("/checklist/");
    tab.evaluate("document.querySelector('[data-wanted=unmet]').click()");
    assert_eq!(tab.evaluate(SEEN), json!(["unmet"]));
    scroll(&mut tab, 150);
    let top = tab.evaluate("scrollY");
    assert!(top.as_f64() > Some(50.0), "{top}");
    revoke(&preview, "waiver-");
    until(&mut tab, &format!("{SEEN}.length > 1"));
    is_patched(&mut tab);
    assert_eq!(
        tab.evaluate(&format!("{SEEN}.every(status => status === 'unmet')")),
        true,
        "the filter still holds"
    );
    assert_eq!(tab.evaluate("document.querySelector('[data-wanted=unmet]').ariaPressed"), "true");
    assert_eq!(tab.evaluate("scrollY"), top);
    tab.evaluate("document.querySelector('[data-wanted=\"\"]').click()");
    assert_eq!(tab.evaluate(&format!("new Set({SEEN}).size > 1")), true, "and can be taken away");
}

#[test]
fn the_checklist_keeps_what_is_open_and_what_is_ticked() {
    let preview = preview("2027-07-01");
    let mut tab = preview.tab("/checklist/pages/");
    tab.evaluate("document.querySelector('main details:not([open])').open = true");
    let open = "[...document.querySelectorAll('main details[open]')].map(fold => fold.id || fold.querySelector('summary').textContent)";
    let opened = tab.evaluate(open);
    scroll(&mut tab, 600);
    let top = tab.evaluate("scrollY");
    let mut list = preview.tab("/checklist/");
    list.evaluate("document.querySelector('input[data-record]').click()");
    let ticked = list.evaluate("document.querySelector('input[data-record]').dataset.record");
    write_file(preview.root.path(), "content/guidelines/tone.md", retitled(&preview));
    until(&mut tab, "document.querySelector('main').textContent.includes('Sounding like us')");
    is_patched(&mut tab);
    assert_eq!(tab.evaluate(open), opened);
    assert_eq!(tab.evaluate("scrollY"), top);
    until(&mut list, "document.body.textContent.includes('Sounding like us')");
    is_patched(&mut list);
    let boxes = format!(
        "[...document.querySelectorAll('input[data-record]')].find(box => box.dataset.record === {ticked})"
    );
    assert_eq!(list.evaluate(&format!("{boxes}.checked")), true);
    assert_eq!(list.evaluate("document.querySelector('.working-copy').checkVisibility()"), true);
    list.evaluate(&format!("{boxes}.click()"));
    assert_eq!(
        list.evaluate("document.querySelector('.working-copy').checkVisibility()"),
        false,
        "it is heard once"
    );
}

fn retitled(preview: &Preview) -> String {
    let text = fs::read_to_string(preview.root.path().join("content/guidelines/tone.md")).expect("a page");
    let title = text.lines().find(|line| line.starts_with("title:")).expect("a title").to_owned();
    text.replace(&title, "title: Sounding like us")
}

#[test]
fn a_history_keeps_the_comparison_that_was_chosen() {
    let root = tempfile::tempdir().expect("a folder");
    let page = |words: &str| format!("# Tone\n\nWe sound {words}.\n\nThe end.\n");
    write_file(root.path(), "content/index.md", "# Home\n");
    source::git(root.path()).init(&[]);
    for words in ["kind", "kind and short", "short"] {
        write_file(root.path(), "content/tone.md", page(words));
        source::git(root.path()).commit(words);
    }
    let preview = Preview::on(root, example::TODAY);
    let mut tab = preview.tab("/tone/history/");
    until(&mut tab, "document.querySelector('form.compare select')?.options.length === 3");
    tab.evaluate(
        "(() => { const [older, newer] = document.querySelectorAll('form.compare select');
            older.selectedIndex = 2; newer.selectedIndex = 1; document.querySelector('form.compare button').click(); })()",
    );
    until(&mut tab, "document.querySelector('.compared .redline ins')");
    let chosen = "[...document.querySelectorAll('form.compare select')].map(picker => picker.value)";
    let before = (tab.evaluate(chosen), tab.evaluate("document.querySelector('.compared').textContent"));
    preview.write("content/tone.md", &page("short and sweet"));
    until(&mut tab, "document.querySelectorAll('form.compare select')[0].options.length === 4");
    is_patched(&mut tab);
    until(&mut tab, "document.querySelector('.compared .redline ins')");
    assert_eq!(
        (tab.evaluate(chosen), tab.evaluate("document.querySelector('.compared').textContent")),
        before
    );
    // The new text can be compared as well.
    tab.evaluate(
        "(() => { document.querySelectorAll('form.compare select')[1].selectedIndex = 0; document.querySelector('form.compare button').click(); })()",
    );
    until(&mut tab, "document.querySelector('.compared .redline')?.textContent.includes('sweet')");
    preview.write("content/tone.md", &page("short and sour"));
    until(&mut tab, "document.querySelector('.compared .redline')?.textContent.includes('sour')");
    is_patched(&mut tab);
}
