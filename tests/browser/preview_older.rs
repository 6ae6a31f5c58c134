//! From a place in an older text to today's file: the preview of an approved edition, and of a text that was approved.

use std::fs;
use std::path::Path;

use crate::preview::until;
use crate::preview_told::jump;
use crate::support::{Preview, copy};
use crate::tab::{Key, Tab};
use crate::{example, source, support};

const FILE: &str = "content/guidelines/corrections.md";

/// The example in an edition, with today's file of a page of which an older text is in force.
fn preview(edition: &str) -> (Preview, String) {
    let root = tempfile::tempdir().expect("a folder");
    copy(source::root(), root.path());
    if edition == "approved" {
        approve_edition(root.path());
    }
    let text = fs::read_to_string(root.path().join(FILE)).expect("a page");
    let text = text
        .replace(
            "title: Corrections and deletions",
            "aliases: [/put-right/]\ntitle: Corrections and deletions",
        )
        .replace("We make about", "A new beginning.\n\n- One\n- Two\n\nPeople make about")
        .replace(
            "put right in sight of everybody, within hours",
            "put right in the sight of everybody, within a day",
        )
        .replace("| Missing disclosure | add it ([[GL-001]]) | at once |\n", "")
        .replace("## Who pays?", "## Who pays for it?");
    let (kept, gone) = text.split_once("\nNobody. The log has no names").expect("the paragraph");
    let text = format!("{kept}{}", gone.split_once('\n').expect("more").1);
    fs::write(root.path().join(FILE), &text).expect("written");
    (Preview::on(root, example::TODAY), text)
}

/// Which edition is published is told by the keys that were approved with the model.
fn approve_edition(root: &Path) {
    let site = fs::read_to_string(root.join("site.toml")).expect("a site");
    fs::write(root.join("site.toml"), format!("edition = \"approved\"\n{site}")).expect("written");
    source::git(root).commit("Publish what is approved");
    for (role, person) in
        [("executive-sponsor", "director-of-service"), ("legal-counsel", "senior-counsel-consumer-law")]
    {
        let at = root.to_str().expect("a path");
        let who = ["--role", role, "--by", person, "--date", source::DAY, "--yes", "--root", at];
        let said = support::run(&[&["approve", "GM-03"][..], &who].concat());
        assert_eq!(said.status, 0, "{}", said.stderr);
    }
    source::git(root).commit("Approve that");
}

/// The page with its text in force: until the history has been read, the preview shows the text that stands.
fn in_force(preview: &Preview) -> Tab {
    let mut tab = preview.tab("/guidelines/corrections/");
    until(&mut tab, "!document.querySelector('main').textContent.includes('A new beginning')");
    tab
}

/// The line that a click on the first element that says so leads to.
fn led_to(tab: &mut Tab, selector: &str, says: &str) -> (usize, String) {
    let found = format!(
        "[...document.querySelectorAll('{selector}')].find(part => part.textContent.includes('{says}'))"
    );
    let place = jump(tab, &found);
    let rest = place.strip_prefix(&format!("{FILE}:")).unwrap_or_else(|| panic!("{place}"));
    let line = rest.split(':').next().and_then(|line| line.parse().ok()).expect("a line");
    (line, place)
}

fn line_of(text: &str, words: &str) -> usize {
    1 + text.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}"))
}

#[test]
fn a_click_in_the_text_in_force_leads_to_the_same_passage_of_the_file() {
    let (preview, text) = preview("approved");
    let mut tab = in_force(&preview);
    for (selector, says, line) in [
        (".text p", "People forgive mistakes", line_of(&text, "People make about")),
        (".text td", "Wrong link", line_of(&text, "| Wrong link")),
        (".text h2", "Six reasons", line_of(&text, "## Six reasons")),
        (".text li", "The person shown", line_of(&text, "6. The person")),
        ("main h1", "Corrections", line_of(&text, "title:")),
    ] {
        assert_eq!(led_to(&mut tab, selector, says).0, line, "{says}");
    }
}

#[test]
fn that_a_passage_is_gone_is_said() {
    let (preview, text) = preview("approved");
    let mut tab = in_force(&preview);
    let click = |tab: &mut Tab, selector: &str, says: &str| {
        tab.evaluate(&format!(
            "(() => {{
                const part = [...document.querySelectorAll('{selector}')].find(part => part.textContent.includes('{says}'));
                part.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, altKey: true }}));
            }})()"
        ));
        until(tab, "document.querySelector('#guidepost-preview').shadowRoot.querySelector('.said code')");
        let said = tab.evaluate(
            "document.querySelector('#guidepost-preview').shadowRoot.querySelector('.said').innerText",
        );
        tab.press(Key::Escape);
        until(tab, "!document.querySelector('#guidepost-preview').shadowRoot.querySelector('.said code')");
        said.as_str().expect("words").to_owned()
    };
    let said = click(&mut tab, ".text p", "Nobody. The log");
    let line = line_of(&text, "## Who pays for it?");
    assert!(
        said.starts_with("This passage is not in the file any more. The heading above it is at"),
        "{said}"
    );
    assert!(said.contains(&format!("{FILE}:{line}:1")), "{said}");
    let said = click(&mut tab, ".text td", "Missing disclosure");
    let line = line_of(&text, "## How bad is it?");
    assert!(
        said.contains("not in the file any more") && said.contains(&format!("{FILE}:{line}:1")),
        "{said}"
    );
}

#[test]
fn a_click_in_a_text_that_was_approved_leads_to_the_file() {
    let (preview, text) = preview("latest");
    let mut tab = preview.tab("/guidelines/corrections/");
    let path = tab.evaluate("new URL(document.querySelector('.banner a').href).pathname");
    let mut tab = preview.tab(path.as_str().expect("the text in force"));
    let line = line_of(&text, "People make about");
    assert_eq!(led_to(&mut tab, ".text p", "within hours").0, line);
}
