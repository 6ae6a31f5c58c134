//! Quizzes: each answer is checked where it stands, the whole is counted, and everything is there without scripts and on paper.

use std::path::Path;

use crate::axe;
use crate::server::Server;
use crate::support::{finish, guidepost_at};
use crate::tab::{Key, Media, Scheme, Tab};

const PAGE: &str = "---
title: Lesson
---
Words.

```quiz Saying who you are
pass: 75 %
attempts: 2
questions:
  - id: first
    ask: What do you write first?
    answers:
      - {say: That I work here, right: true, why: Readers weigh your words by it.}
      - {say: The part number, why: Useful and second.}
    hint: Who speaks?
    why: The rule says so.
  - ask: Which say who you are?
    answers: [{say: Profile, right: true}, {say: A line, right: true}, {say: Colours}]
  - ask: In which order?
    order: [Listen, Answer, Learn]
  - ask: What belongs to what?
    match: [{this: Danger, with: Minutes}, {this: Thanks, with: A day}]
  - {ask: How many minutes?, number: 30, within: 5, unit: minutes}
  - {ask: What is it called?, text: [disclosure, a disclosure]}
  - {ask: Write it., model: I mend kettles.}
```

More words.
";

fn serve(folder: &Path, page: &str) -> Server {
    std::fs::create_dir_all(folder.join("content")).expect("a folder");
    std::fs::write(folder.join("site.toml"), "name = \"A\"\n").expect("settings");
    std::fs::write(folder.join("content/index.md"), page).expect("a page");
    let out = folder.join("out");
    finish(guidepost_at(folder, &["build", "--out"]).arg(&out)).well();
    Server::start(&out, [])
}

/// Gives an answer to the question with this number, from 0, by a script over its `form`, and checks it by the keyboard.
fn answer(tab: &mut Tab, nth: usize, how: &str) {
    let script = "(() => { const form = document.querySelectorAll('[data-form]')[NTH];
        const label = words => [...form.querySelectorAll('label')].find(each => each.textContent.trim().startsWith(words));
        const choose = words => label(words).click();
        const select = (words, value) => { label(words).querySelector('select').value = value; };
        const write = text => { form.querySelector('input, textarea').value = text; };
        HOW;
        form.querySelector('[data-check]').focus(); })()";
    tab.evaluate(&script.replace("NTH", &nth.to_string()).replace("HOW", how));
    tab.press(Key::Enter);
}

fn said(tab: &mut Tab, nth: usize) -> String {
    let script = format!("[document.querySelectorAll('.quiz-said')[{nth}].textContent]");
    tab.texts(&script).concat()
}

const RESULT: &str = "[...document.querySelectorAll('.quiz-result p')].map(line => line.textContent)";

/// The numbers of the things in an order question as they are right.
const ORDER: &str = "for (const place of form.querySelectorAll('select')) place.value = place.dataset.place";

#[test]
fn right_and_wrong_answers_are_told_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serve(folder.path(), PAGE);
    for width in [1280, 390] {
        let mut tab = Tab::open();
        tab.size(width, 900);
        tab.goto(&server.url(""));
        tab.settle();
        assert_eq!(axe::findings(&mut tab), [""; 0]);
        answer(&mut tab, 0, "");
        assert_eq!(said(&mut tab, 0), "Choose an answer first.");
        answer(&mut tab, 0, "choose('The part number')");
        assert_eq!(said(&mut tab, 0), "Not right.");
        let shown = "[...document.querySelectorAll('.quiz-why, .quiz-because p')]
            .filter(part => part.checkVisibility()).map(part => part.textContent)";
        assert_eq!(tab.texts(shown), ["Useful and second.", "The rule says so."]);
        answer(&mut tab, 1, "choose('Profile')");
        assert_eq!(said(&mut tab, 1), "50 % of it is right.");
        answer(&mut tab, 2, ORDER);
        assert_eq!(said(&mut tab, 2), "Right.");
        answer(&mut tab, 3, "");
        assert_eq!(said(&mut tab, 3), "Choose one for each first.");
        answer(&mut tab, 3, ORDER);
        answer(&mut tab, 4, "write('thirty')");
        assert_eq!(said(&mut tab, 4), "Write a number first.");
        answer(&mut tab, 4, "write('34,5')");
        assert_eq!(said(&mut tab, 4), "Right.");
        answer(&mut tab, 5, "write(' A  Disclosure. ')");
        assert_eq!(said(&mut tab, 5), "Right.");
        assert_eq!(tab.texts(RESULT), [""; 0], "one is open");
        answer(&mut tab, 6, "write('Hello')");
        assert_eq!(tab.texts(RESULT), ["4.5 of 6 points, 75 %.", "Passed."]);
        assert_eq!(axe::findings(&mut tab), [""; 0]);

        // Once more: nothing is left of the first time, and the second is the last.
        let again = "document.querySelector('.quiz-result button').focus()";
        tab.evaluate(again);
        tab.press(Key::Enter);
        assert_eq!(tab.texts("[document.activeElement.dataset.question]"), ["first"]);
        assert_eq!(
            tab.texts(
                "[...document.querySelectorAll('.right, .wrong, .quiz-mark')].map(part => part.outerHTML)"
            ),
            [""; 0]
        );
        for (nth, how) in [
            (0, "choose('That I')"),
            (1, "for (const one of ['Profile', 'A line', 'Colours']) choose(one)"),
            (
                2,
                "for (const place of form.querySelectorAll('select')) place.value = place.dataset.place % 3 + 1",
            ),
            (3, ORDER),
            (4, "write('36')"),
            (5, "write('advert')"),
            (6, "write('Hello')"),
        ] {
            answer(&mut tab, nth, how);
        }
        assert_eq!(said(&mut tab, 5), "Not right. Right is: disclosure.");
        assert_eq!(
            tab.texts(RESULT),
            ["2.5 of 6 points, 41 %.", "Not passed: 75 % are needed.", "That was the last attempt."]
        );
        assert_eq!(tab.complaints(server.origin()), [""; 0]);
    }
}

#[test]
fn some_of_many_questions_are_drawn() {
    let questions: Vec<String> =
        (0..12).map(|nth| format!("  - {{ask: Question {nth}?, number: {nth}}}")).collect();
    let page = format!("# Pool\n\n```quiz\ndraw: 5\nquestions:\n{}\n```\n", questions.join("\n"));
    let folder = tempfile::tempdir().expect("a folder");
    let server = serve(folder.path(), &page);
    let mut tab = Tab::open();
    tab.goto(&server.url(""));
    tab.settle();
    let seen = "[...document.querySelectorAll('[data-question]')].filter(part => part.checkVisibility()).map(part => part.dataset.question)";
    assert_eq!(tab.texts(seen).len(), 5);
    tab.look(Media::Paper, Scheme::Light);
    assert_eq!(tab.texts(seen).len(), 12, "on paper are all");
}

#[test]
fn without_scripts_and_on_paper_questions_come_first_and_answers_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serve(folder.path(), PAGE);
    let seen = "[...document.querySelectorAll('.quiz legend, .quiz-key b')].filter(part => part.checkVisibility({ contentVisibilityAuto: true })).map(part => part.textContent)";
    let mut plain = Tab::open();
    plain.without_scripts();
    plain.goto(&server.url(""));
    assert_eq!(plain.texts(seen).len(), 7, "answers are folded");
    plain.look(Media::Paper, Scheme::Light);
    let on_paper = plain.texts(seen);
    assert_eq!(on_paper.len(), 12, "{on_paper:?}");
    assert_eq!(on_paper.last().map(String::as_str), Some("disclosure"));
    assert_eq!(
        plain.texts("[...document.querySelectorAll('.quiz button')].map(part => part.textContent)"),
        [""; 0]
    );
}

#[test]
fn numbers_are_read_as_pages_print_them() {
    let page = "# Numbers\n\n```quiz\nquestions:\n  - {ask: A?, number: 424242}\n  - {ask: B?, number: -5}\n  - {ask: C?, number: 34.5}\n  - {ask: D?, number: 345}\n```\n\n```quiz\nquestions:\n  - {ask: E?, model: So.}\n```\n";
    let folder = tempfile::tempdir().expect("a folder");
    let server = serve(folder.path(), page);
    let mut tab = Tab::open();
    for (nth, given, expected) in [
        (0, "424,242", "Right."),
        (0, "424.242", "Right."),
        (0, "424 242", "Right."),
        (0, "424,24", "Not right. Right is: 424,242."),
        (1, "−5", "Right."),
        (2, "34,5", "Right."),
        (3, "34,5", "Not right. Right is: 345."),
        (3, "x", "Write a number first."),
        (3, "1e3", "Write a number first."),
    ] {
        tab.goto(&server.url(""));
        tab.settle();
        answer(&mut tab, nth, &format!("write('{given}')"));
        assert_eq!(said(&mut tab, nth), expected, "{nth} {given}");
    }
    // One of free texts alone is done once they are written.
    tab.evaluate(
        "window.done = []; addEventListener('quiz-done', event => done.push(String(event.detail.passed)))",
    );
    answer(&mut tab, 4, "write('Hello')");
    assert_eq!(tab.texts("done"), ["true"]);
}
