//! Data blocks: a decision asks one question at a time, says everything without scripts and on paper.

use crate::example::Example;
use crate::tab::{Key, Media, Scheme, Tab};

/// A page of the example with a decision of five questions and six outcomes.
const PAGE: &str = "channels/choosing/";

/// The questions and outcomes that are seen.
const SEEN: &str = r#"[...document.querySelectorAll("[data-question], [data-outcome]")]
  .filter(part => part.checkVisibility())
  .map(part => part.querySelector(".ask, dt").textContent)"#;

#[test]
fn a_decision_asks_one_question_at_a_time() {
    let example = Example::serve();
    for width in [1280, 390] {
        let mut tab = Tab::open();
        tab.size(width, 900);
        tab.goto(&example.server.url(PAGE));
        tab.settle();
        assert_eq!(tab.texts(SEEN), ["Could somebody be in danger?"]);
        answer(&mut tab, "No");
        assert_eq!(tab.texts(SEEN), ["Does it need somebody’s personal details?"]);
        answer(&mut tab, "It does");
        assert_eq!(tab.texts(SEEN), ["Direct messages, and the outcome in public"]);
        let rule = tab
            .texts("[...document.querySelectorAll('[data-outcome].here a')].map(link => link.textContent)");
        assert_eq!(rule, ["Direct messages"]);
        press_button(&mut tab, "One step back");
        assert_eq!(tab.texts(SEEN), ["Does it need somebody’s personal details?"]);
        press_button(&mut tab, "From the beginning");
        assert_eq!(tab.texts(SEEN), ["Could somebody be in danger?"]);
        press_button(&mut tab, "Show all questions");
        assert_eq!(tab.texts(SEEN).len(), 11);
        press_button(&mut tab, "From the beginning");
        assert_eq!(tab.texts(SEEN).len(), 1);
        assert_eq!(tab.complaints(example.server.origin()), [""; 0]);
    }
}

#[test]
fn a_decision_says_everything_on_paper_and_without_scripts() {
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.goto(&example.server.url(PAGE));
    tab.settle();
    tab.look(Media::Paper, Scheme::Light);
    assert_eq!(tab.texts(SEEN).len(), 11);
    let mut plain = Tab::open();
    plain.without_scripts();
    plain.goto(&example.server.url(PAGE));
    assert_eq!(plain.texts(SEEN).len(), 11);
}

/// Follows an answer by the keyboard.
fn answer(tab: &mut Tab, words: &str) {
    let focus = "[...document.querySelectorAll('[data-answer]')].find(answer => answer.checkVisibility() && answer.textContent === WORDS).focus()";
    tab.evaluate(&focus.replace("WORDS", &format!("{words:?}")));
    tab.press(Key::Enter);
}

fn press_button(tab: &mut Tab, words: &str) {
    let focus = "[...document.querySelectorAll('.decision button')].find(button => button.checkVisibility() && button.textContent === WORDS).focus()";
    tab.evaluate(&focus.replace("WORDS", &format!("{words:?}")));
    tab.press(Key::Enter);
}
