//! Progress in courses: kept in the reader's browser, over reloads and releases, until what was learned has changed.

use std::path::PathBuf;

use crate::axe;
use crate::server::Server;
use crate::support::{Repo, finish, guidepost_at};
use crate::tab::{Key, Tab};

const RULE: &str = "content/rule.md";

/// A course of two lessons, the first with a quiz of two questions, of which one rests on the rule.
struct Course {
    repo: Repo,
    out: PathBuf,
    server: Server,
}

impl Course {
    fn begin() -> Course {
        let repo = Repo::new();
        repo.write("site.toml", "name = \"Handbook\"\n");
        repo.write("content/index.md", "# Home\n");
        repo.write(RULE, "---\ntitle: The rule\nid: GL 1\n---\n## When\n\nWithin thirty minutes.\n");
        repo.write(
            "content/course/index.md",
            "---\ntitle: Start here\nid: TR-1\nkind: course\nlessons: [LE 1, LE-2]\n---\nWords.\n",
        );
        let lesson = |title: &str, id: &str, more: &str| {
            format!("---\ntitle: {title}\nid: {id}\nkind: lesson\nduration: 10 min\n{more}\n")
        };
        let quiz = "teaches: [GL 1]\n---\nWords.\n\n```quiz\npass: 100 %\nquestions:\n  - {ask: How many minutes?, number: 30, rests_on: GL 1#when}\n  - {ask: Who?, text: [everybody]}\n```";
        repo.write("content/course/one.md", lesson("Why we do this", "LE 1", quiz));
        repo.write("content/course/two.md", lesson("What can go wrong", "LE-2", "---\nWords."));
        repo.commit("Write it down");
        let out = repo.folder.path().join("out");
        let course = Course { server: Server::start(&out, []), repo, out };
        course.build();
        course
    }

    fn build(&self) {
        finish(guidepost_at(self.repo.path(), &["build", "--out"]).arg(&self.out)).well();
    }

    fn open(&self, tab: &mut Tab, path: &str) {
        tab.goto(&self.server.url(path));
        tab.settle();
    }
}

/// Gives an answer to the question with this number and checks it by the keyboard.
fn answer(tab: &mut Tab, nth: usize, text: &str) {
    let script = format!(
        "(() => {{ const form = document.querySelectorAll('[data-form]')[{nth}];
            form.querySelector('input').value = '{text}';
            form.querySelector('[data-check]').focus(); }})()"
    );
    tab.evaluate(&script);
    tab.press(Key::Enter);
}

fn press(tab: &mut Tab, selector: &str) {
    tab.evaluate(&format!("document.querySelector({selector:?}).focus()"));
    tab.press(Key::Enter);
}

fn words(tab: &mut Tab, selector: &str) -> Vec<String> {
    tab.texts(&format!(
        "[...document.querySelectorAll({selector:?})].filter(part => part.checkVisibility()).map(part => part.textContent.trim())"
    ))
}

/// The lessons that are ticked in navigation and lists, and how.
fn ticks(tab: &mut Tab) -> Vec<String> {
    tab.texts("[...document.querySelectorAll('.lessons .tick')].map(tick => `${tick.closest('li').querySelector('a').textContent}: ${tick.ariaLabel ?? tick.getAttribute('aria-label')}`)")
}

#[test]
fn a_course_is_taken_from_start_to_end_and_again_where_a_rule_has_changed() {
    let course = Course::begin();
    for width in [1280, 390] {
        let mut tab = Tab::open();
        tab.size(width, 900);
        course.open(&mut tab, "course/");
        assert_eq!(words(&mut tab, ".start .button"), ["Start"]);
        assert_eq!(words(&mut tab, ".progress-tools h2"), [""; 0], "nothing is begun");
        course.open(&mut tab, "course/one/");
        assert_eq!(words(&mut tab, ".lesson-done"), ["Done when its quiz is passed."]);
        answer(&mut tab, 0, "20");
        answer(&mut tab, 1, "everybody");
        assert_eq!(words(&mut tab, ".lesson-done"), ["Done when its quiz is passed."], "it is not passed");
        press(&mut tab, ".quiz-result button");
        answer(&mut tab, 0, "30");
        answer(&mut tab, 1, "everybody");
        assert!(words(&mut tab, ".lesson-done")[0].starts_with("Done on "));
        assert_eq!(axe::findings(&mut tab), [""; 0]);
        // A reload loses nothing, and the course knows what is next.
        course.open(&mut tab, "course/one/");
        assert!(words(&mut tab, ".lesson-done")[0].starts_with("Done on "));
        course.open(&mut tab, "course/");
        assert_eq!(
            words(&mut tab, ".start"),
            ["Go on with “What can go wrong” 1 of 2 lessons done, 10 min left."]
        );
        assert_eq!(ticks(&mut tab), ["Why we do this: done"]);
        assert_eq!(axe::findings(&mut tab), [""; 0]);
        course.open(&mut tab, "course/two/");
        press(&mut tab, ".lesson-done button");
        course.open(&mut tab, "course/");
        assert_eq!(words(&mut tab, ".start"), ["All lessons done."]);
        let certificate = words(&mut tab, ".certificate li");
        assert!(certificate.len() == 2 && certificate[0].ends_with(", 100 %"), "{certificate:?}");
        assert_eq!(tab.complaints(course.server.origin()), [""; 0]);

        // A minor change asks nobody, a major one for what rests on it.
        course.repo.replace(RULE, "thirty", "30");
        course.repo.commit("Write the number as a number\n\nChange: minor");
        course.build();
        course.open(&mut tab, "course/");
        assert_eq!(words(&mut tab, ".start"), ["All lessons done."]);
        course.repo.replace(RULE, "30 minutes", "twenty minutes, or thirty");
        course.repo.commit("Be quicker");
        course.build();
        course.open(&mut tab, "course/");
        assert_eq!(ticks(&mut tab), ["Why we do this: to refresh", "What can go wrong: done"]);
        assert_eq!(words(&mut tab, ".certificate"), [""; 0]);
        course.open(&mut tab, "course/one/");
        assert_eq!(words(&mut tab, ".refresher li"), ["The rule: what changed"]);
        assert_eq!(words(&mut tab, ".quiz legend"), ["How many minutes?"]);
        answer(&mut tab, 0, "30");
        assert_eq!(words(&mut tab, ".refresher"), [""; 0]);
        course.repo.replace(RULE, "twenty minutes, or thirty", "thirty minutes");
        course.repo.commit("As it was\n\nChange: minor");
    }
}

#[test]
fn a_copy_goes_to_another_browser_and_what_is_none_is_refused() {
    let course = Course::begin();
    let mut tab = Tab::open();
    course.open(&mut tab, "course/two/");
    press(&mut tab, ".lesson-done button");
    let copy = tab.texts("[localStorage.getItem(Object.keys(localStorage).find(key => key.startsWith('guidepost-progress')))]").concat();
    let bring = |tab: &mut Tab, text: &str| {
        tab.evaluate(&format!(
            "(async () => {{
                const files = new DataTransfer();
                files.items.add(new File([{text:?}], 'progress.json'));
                const input = document.querySelector('input[type=file]');
                input.files = files.files;
                const said = new Promise(resolve => new MutationObserver(resolve).observe(document.querySelector('.say'), {{ childList: true }}));
                input.dispatchEvent(new Event('change', {{ bubbles: true }}));
                await said;
            }})()"
        ));
    };
    let mut other = Tab::open();
    course.open(&mut other, "course/two/");
    course.open(&mut other, "course/");
    assert_eq!(ticks(&mut other), [""; 0]);
    for wrong in [
        "{\"version\": 9}",
        "{\"version\":1,\"lessons\":{\"LE-1\":null}}",
        "{\"version\":1,\"lessons\":[]}",
        "no",
    ] {
        other.evaluate("document.querySelector('.say').textContent = ''");
        bring(&mut other, wrong);
        assert_eq!(words(&mut other, ".say"), ["That is no copy of a progress."], "{wrong}");
    }
    assert_eq!(ticks(&mut other), [""; 0]);
    bring(&mut other, &copy);
    assert_eq!(ticks(&mut other), ["What can go wrong: done"]);
}

#[test]
fn where_a_browser_keeps_nothing_the_page_works_and_says_so() {
    let course = Course::begin();
    let mut tab = Tab::open();
    tab.run_first("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });");
    course.open(&mut tab, "course/two/");
    press(&mut tab, ".lesson-done button");
    assert!(words(&mut tab, ".lesson-done")[0].starts_with("Done on "));
    assert_eq!(
        words(&mut tab, ".say"),
        ["This browser keeps nothing: your progress lasts as long as this page."]
    );
}
