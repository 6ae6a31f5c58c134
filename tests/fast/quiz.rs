//! Quizzes: what they show, and every mistake in one as a finding at its place.

use crate::blocks::{Mistake, missed};
use crate::support::{self, Built};

const MISTAKES: &[Mistake] = &[
    ("```quiz\n```", 6, "bad-block", "a `quiz` block needs `questions`"),
    ("```quiz\nquestions: []\n```", 6, "bad-block", "a `quiz` block needs `questions`"),
    ("```quis\nquestions: [{ask: A?, number: 3}]\n```", 6, "unknown-block", "did you mean `quiz`?"),
    ("```quiz\nquestion: [{ask: A?, number: 3}]\n```", 7, "bad-block", "did you mean `questions`?"),
    ("```quiz\nquestions: {ask: A?, number: 3}\n```", 7, "bad-block", "`questions` takes a list"),
    ("```quiz\nquestions: [{ask: A?, number: 3}\n```", 7, "bad-block", "is YAML, and this is none"),
    ("- ```quiz\n  questions: [{ask: A?, number: 3}]\n  ```", 6, "bad-block", "stands in a list"),
    ("```quiz\npass: most\nquestions: [{ask: A?, number: 3}]\n```", 7, "bad-block", "is no share"),
    ("```quiz\npass: 0 %\nquestions: [{ask: A?, number: 3}]\n```", 7, "bad-block", "is no share"),
    ("```quiz\npass: 101\nquestions: [{ask: A?, number: 3}]\n```", 7, "bad-block", "is no share"),
    ("```quiz\npass: 0.8\nquestions: [{ask: A?, number: 3}]\n```", 7, "bad-block", "is no share"),
    ("```quiz\npass: 80 %\nquestions: [{ask: A?, model: So.}]\n```", 7, "bad-block", "nobody can pass"),
    (
        "```quiz\ndraw: 3\nquestions: [{ask: A?, number: 3}]\n```",
        7,
        "bad-block",
        "3 questions cannot be drawn of 1",
    ),
    ("```quiz\ndraw: 0\nquestions: [{ask: A?, number: 3}]\n```", 7, "bad-block", "`draw` is never 0"),
    ("```quiz\ndraw: some\nquestions: [{ask: A?, number: 3}]\n```", 7, "bad-block", "a whole number"),
    (
        "```quiz\nattempts: -1\nquestions: [{ask: A?, number: 3}]\n```",
        7,
        "bad-block",
        "`attempts` is never -1",
    ),
    (
        "```quiz\natempts: 2\nquestions: [{ask: A?, number: 3}]\n```",
        7,
        "bad-block",
        "did you mean `attempts`?",
    ),
    ("```quiz\nquestions:\n  - {ask: A?, text: [\"...\"]}\n```", 8, "bad-block", "no words are right"),
    (
        "```quiz\nquestions:\n  - {ask: A?, hint: Think, or look, number: 3}\n```",
        8,
        "bad-block",
        "a comma ends a text between braces",
    ),
    ("```quiz A\ntitle: B\nquestions: [{ask: A?, number: 3}]\n```", 7, "bad-block", "`title` is said twice"),
    (
        "```quiz\nquestions:\n  - {ask: A?, number: 3}\n  - {ask: A?, number: 4}\n```",
        9,
        "bad-block",
        "questions 1 and 2 are one: `a`",
    ),
    (
        "```quiz\nquestions:\n  - {id: x, ask: A?, number: 3}\n  - {id: x, ask: B?, number: 4}\n```",
        9,
        "bad-block",
        "are one: `x`",
    ),
    ("```quiz\nquestions:\n  - {number: 3}\n```", 8, "bad-block", "a question asks nothing"),
    ("```quiz\nquestions:\n  - {ask: \"\", number: 3}\n```", 8, "bad-block", "a question asks nothing"),
    ("```quiz\nquestions:\n  - {ask: A?}\n```", 8, "bad-block", "a question says no answer"),
    (
        "```quiz\nquestions:\n  - {ask: A?, number: 3, text: [b]}\n```",
        8,
        "bad-block",
        "a question has `number` and `text`",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answer: [{say: B, right: true}]}\n```",
        8,
        "bad-block",
        "did you mean `answers`?",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{say: B}, {say: C}]}\n```",
        8,
        "bad-block",
        "no answer is right",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{say: B, right: true}, {say: C, right: true}]}\n```",
        8,
        "bad-block",
        "every answer is right",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{say: B, right: true}]}\n```",
        8,
        "bad-block",
        "less than two cannot be chosen from",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{say: B, right: true}, {why: C}]}\n```",
        8,
        "bad-block",
        "an answer says nothing",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{say: B, right: true}, {say: b}]}\n```",
        8,
        "bad-block",
        "“b” stands twice",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{say: B, right: yes}, {say: C}]}\n```",
        8,
        "bad-block",
        "`true` or `false`",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{say: B, rigth: true}, {say: C}]}\n```",
        8,
        "bad-block",
        "did you mean `right`?",
    ),
    ("```quiz\nquestions:\n  - {ask: A?, answers: [B, C]}\n```", 8, "bad-block", "answers"),
    (
        "```quiz\nquestions:\n  - {ask: A?, answers: [{says: B, right: true}, {say: C}]}\n```",
        8,
        "bad-block",
        "did you mean `say`?",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, several: many, answers: [{say: B, right: true}, {say: C}]}\n```",
        8,
        "bad-block",
        "`true` or `false`",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, several: true, number: 3}\n```",
        8,
        "bad-block",
        "`several` says something of `answers`",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, keep_order: true, order: [a, b]}\n```",
        8,
        "bad-block",
        "`keep_order` says something of `answers`",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, unit: days, text: [b]}\n```",
        8,
        "bad-block",
        "`unit` says something of `number`",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, within: 2, text: [b]}\n```",
        8,
        "bad-block",
        "`within` says something of `number`",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, order: [a]}\n```",
        8,
        "bad-block",
        "less than two cannot be put in order",
    ),
    ("```quiz\nquestions:\n  - {ask: A?, order: [a, b, A]}\n```", 8, "bad-block", "“A” stands twice"),
    ("```quiz\nquestions:\n  - {ask: A?, ordre: [a, b]}\n```", 8, "bad-block", "did you mean `order`?"),
    (
        "```quiz\nquestions:\n  - {ask: A?, match: [{this: a, with: b}]}\n```",
        8,
        "bad-block",
        "less than two cannot be matched",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, match: [{this: a}, {this: b, with: c}]}\n```",
        8,
        "bad-block",
        "a pair lacks one of its two",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, match: [{this: a, with: b}, {this: a, with: c}]}\n```",
        8,
        "bad-block",
        "“a” stands twice",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, match: [{this: a, with: c}, {this: b, with: c}]}\n```",
        8,
        "bad-block",
        "everything belongs to the same",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, match: [{this: a, whit: c}, {this: b, with: d}]}\n```",
        8,
        "bad-block",
        "it has this, with",
    ),
    ("```quiz\nquestions:\n  - {ask: A?, number: thirty}\n```", 8, "bad-block", "is no value of `number`"),
    ("```quiz\nquestions:\n  - {ask: A?, number: \"1,8\"}\n```", 8, "bad-block", "is no value of `number`"),
    (
        "```quiz\nquestions:\n  - {ask: A?, number: 3, within: -1}\n```",
        8,
        "bad-block",
        "nothing is less than no distance away",
    ),
    ("```quiz\nquestions:\n  - {ask: A?, text: [\"  \"]}\n```", 8, "bad-block", "no words are right"),
    ("```quiz\nquestions:\n  - {ask: A?, model: \"  \"}\n```", 8, "bad-block", "the model answer is empty"),
    (
        "```quiz\nquestions:\n  - {ask: A?, steps: [{ask: B?, number: 3}]}\n```",
        8,
        "bad-block",
        "steps without a case",
    ),
    ("```quiz\nquestions:\n  - {case: A., steps: []}\n```", 8, "bad-block", "a case has no steps"),
    (
        "```quiz\nquestions:\n  - case: A.\n    steps:\n      - {number: 3}\n```",
        10,
        "bad-block",
        "a question asks nothing",
    ),
    (
        "```quiz\nquestions:\n  - case: A.\n    steps:\n      - {ask: B?, steps: [{ask: C?, number: 3}]}\n```",
        10,
        "bad-block",
        "steps",
    ),
    ("```quiz\nquestions:\n  - {ask: A?, number: 3, rests_on: GL-9}\n```", 8, "broken-link", "GL-9"),
    (
        "```quiz\nquestions:\n  - {ask: A?, number: 3, rests_on: \"GL-1#wen\"}\n```",
        8,
        "broken-anchor",
        "when",
    ),
    (
        "```quiz\nquestions:\n  - {ask: A?, number: 3, rest_on: GL-1}\n```",
        8,
        "bad-block",
        "did you mean `rests_on`?",
    ),
    ("```quiz\nquestions:\n  - {ask: A?, number: 3, ask: B?}\n```", 8, "duplicate-key", "stands twice"),
];

#[test]
fn every_mistake_is_found_at_its_place() {
    assert!(MISTAKES.len() >= 50);
    let missed: Vec<String> = MISTAKES.iter().filter_map(missed).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

const QUIZ: &str = "```quiz Saying who you are
pass: 80 %
questions:
  - ask: What do you write first?
    answers:
      - {say: That I work here, right: true, why: Readers weigh your words by it.}
      - {say: The part number}
    rests_on: GL-1#when
  - ask: In which order?
    order: [Listen, Answer, Learn]
  - ask: What belongs to what?
    match: [{this: Danger, with: Thirty minutes}, {this: Thanks, with: A day}, {this: A question, with: A day}]
  - {ask: How many minutes?, number: 30, within: 5, unit: minutes}
  - {ask: What is it called?, text: [disclosure, a disclosure]}
  - {ask: Write it., model: I mend kettles.}
  - case: Somebody asks.
    steps: [{ask: Who answers?, text: [the desk]}]
```";

fn built(block: &str) -> Built {
    let page =
        format!("---\ntitle: Lesson\nkind: lesson\nduration: 5 min\n---\nWords.\n\n{block}\n\nMore words.\n");
    let rule = "---\ntitle: The rule\nid: GL-1\n---\n\n## When\n\nWords.\n";
    support::build([
        ("content/index.md", "# Home\n"),
        ("content/lesson.md", &*page),
        ("content/rule.md", rule),
        ("site.toml", "name = \"A\"\n"),
    ])
}

#[test]
fn questions_stand_where_they_are_written_and_answers_behind_the_text() {
    let built = built(QUIZ);
    assert_eq!(built.found(), [""; 0]);
    let html = built.text("lesson/index.html");
    let (text, behind) = html.split_once("<p>More words.</p>").expect("the words behind the quiz");
    for asked in [
        "What do you write first?",
        "In which order?",
        "Danger",
        "minutes</label>",
        "Somebody asks.",
        "Who answers?",
    ] {
        assert!(text.contains(asked), "{asked} is not in {text}");
    }
    for right in [
        "<details><summary>Answers: Saying who you are</summary>",
        "<p><b>That I work here</b>. Readers weigh your words by it.</p>",
        "The rule: <a href=\"../rule/#when\">When</a>",
        "<li>Listen</li><li>Answer</li><li>Learn</li>",
        "<li>Danger: Thirty minutes</li><li>Thanks: A day</li>",
        "<p><b>30 minutes</b></p>",
        "<p><b>disclosure</b></p>",
        "<p>I mend kettles.</p>",
        "<p><b>the desk</b></p>",
    ] {
        assert!(behind.contains(right), "{right} is not in {behind}");
    }
    // Nothing says the order or the pairs before somebody asks.
    let at = |word: &str| text.find(&format!("</select> {word}</label>")).expect(word);
    assert!(!(at("Listen") < at("Answer") && at("Answer") < at("Learn")), "{text}");
    assert!(
        built.text("rule/index.html").contains("<a href=\"../lesson/\">Lesson</a>"),
        "whoever is named knows by whom"
    );
}

#[test]
fn scripts_of_quizzes_are_on_pages_with_quizzes_alone() {
    let built = built(QUIZ);
    assert!(built.text("lesson/index.html").contains("/quiz."));
    assert!(!built.text("rule/index.html").contains("/quiz."));
}
