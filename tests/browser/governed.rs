//! What governance shows, on a day on which one draft waits, one review is overdue and one control is waived; and on a
//! later one, on which an attestation is due.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::reading::wrong_on_page;
use crate::server::{PREFIX, Server};
use crate::support::{copy, finish, guidepost_at};
use crate::tab::{Media, Scheme, Tab};
use crate::{axe, example, source};

/// Every kind of page that governance adds or adds to.
const KINDS: [&str; 11] = [
    "",
    "checklist/",
    "checklist/role/communications-lead/",
    "checklist/control/hs-13/",
    "checklist/pages/",
    "checklist/register/",
    "checklist/records/",
    "checklist/models/",
    "governance/models/hub-and-spoke/",
    "guidelines/corrections/",
    "guidelines/",
];

/// Statuses of the items that are seen.
const SEEN: &str = r#"[...document.querySelectorAll(".item")]
    .filter(item => item.checkVisibility()).map(item => item.dataset.status)"#;

/// The example on the day of the other tests.
fn example() -> Server {
    Server::start(example::built(), [])
}

/// The example on 1 July 2027, when nobody has attested anything since November.
fn later() -> Server {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    Server::start(BUILT.get_or_init(|| example::built_on("2027-07-01")), [])
}

/// The address of the text of GL-016 that is in force.
fn issue(tab: &mut Tab, server: &Server) -> String {
    tab.goto(&server.url("guidelines/corrections/"));
    let path = tab.evaluate("new URL(document.querySelector('.banner a').href).pathname");
    let path = path.as_str().expect("the banner leads to the text in force");
    path.strip_prefix(PREFIX).expect("a page of the site").to_owned()
}

#[test]
fn no_page_of_governance_has_a_finding_or_is_too_wide() {
    let server = example();
    let mut tab = Tab::open();
    let issue = issue(&mut tab, &server);
    let mut wrong = Vec::new();
    tab.run_first("window.shifted = []");
    for path in KINDS.into_iter().chain([issue.as_str()]) {
        tab.size(1280, 900);
        tab.goto(&server.url(path));
        for scheme in Scheme::BOTH {
            tab.look(Media::Screen, scheme);
            tab.settle();
            let found = axe::findings(&mut tab);
            wrong.extend(found.into_iter().map(|found| format!("{path}, {}: {found}", scheme.name())));
        }
        let found = wrong_on_page(&mut tab, &server);
        wrong.extend(found.into_iter().map(|found| format!("{path}: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_says_in_words_how_it_stands() {
    let words = "[...document.querySelectorAll('.standing, .banner, .stands, .waits, .truth')].map(at => at.innerText)";
    let server = example();
    let mut tab = Tab::open();
    let issue = issue(&mut tab, &server);
    let expected = [
        ("guidelines/tone/", "In force since"),
        ("guidelines/corrections/", "a newer draft waits for Communications lead and Training lead"),
        ("guidelines/corrections/", "This text is not approved"),
        (issue.as_str(), "in force since"),
        ("guidelines/", "Draft waits"),
        ("", "1 overdue, 1 not met; 1 text waits for Communications lead and Training lead."),
        ("checklist/", "1 overdue, 1 not met; 1 text waits for Communications lead and Training lead."),
    ];
    for (path, expected) in expected {
        tab.goto(&server.url(path));
        let found = tab.texts(words);
        assert!(found.iter().any(|words| words.contains(expected)), "{path} says {found:?}");
    }
}

#[test]
fn filters_narrow_the_list_without_a_reload() {
    let press = |wanted: &str| format!("document.querySelector(`[data-wanted=\"{wanted}\"]`).click()");
    let server = example();
    let mut tab = Tab::open();
    tab.goto(&server.url("checklist/"));
    tab.evaluate("window.same = true");
    assert_eq!(tab.texts(SEEN), ["overdue", "unmet", "waived"]);
    for wanted in ["overdue", "unmet", "waived"] {
        tab.evaluate(&press(wanted));
        assert_eq!(tab.texts(SEEN), [wanted]);
        assert_eq!(tab.evaluate("document.querySelector('.say').textContent"), "1 requirement");
    }
    tab.evaluate(&press(""));
    tab.evaluate(
        "role = document.querySelector('[name=role]'); role.value = 'training-lead'; \
         role.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    assert_eq!(tab.texts(SEEN), ["unmet", "waived"], "what waits for a role, and what it answers for");
    assert_eq!(tab.evaluate("window.same"), true);

    tab.goto(&server.url("checklist/pages/"));
    let open = ["overdue", "unmet"];
    let seen = tab.texts(SEEN);
    assert!(open.iter().all(|open| seen.iter().any(|seen| seen == open)), "what is open is not folded away");
    assert!(seen.len() < 40, "{} items are not folded away", seen.len());
    tab.evaluate(&press("met"));
    let met = tab.texts(SEEN);
    assert!(met.len() > 500 && met.iter().all(|status| status == "met"), "{} are met", met.len());
}

#[test]
fn without_scripts_the_checklist_is_read_as_it_is() {
    let server = example();
    let mut tab = Tab::open();
    tab.without_scripts();
    for path in KINDS.iter().filter(|path| path.starts_with("checklist/")) {
        tab.goto(&server.url(path));
        let idle = "[...document.querySelectorAll('main button, main input, main select')]
            .filter(part => part.checkVisibility()).map(part => part.outerHTML)";
        assert_eq!(tab.texts(idle), Vec::<String>::new(), "{path} shows what does nothing");
    }
    tab.goto(&server.url("checklist/"));
    assert_eq!(tab.texts(SEEN), ["overdue", "unmet", "waived"]);
    tab.goto(&server.url("checklist/pages/"));
    tab.evaluate("for (const folded of document.querySelectorAll('.items-all details')) folded.open = true");
    let all = "document.querySelectorAll('.item').length";
    assert_eq!(tab.evaluate(all), tab.texts(SEEN).len(), "everything unfolds");
}

#[test]
fn the_checklist_of_a_page_is_led_to_and_unfolded() {
    let server = example();
    let mut tab = Tab::open();
    tab.goto(&server.url("guidelines/tone/"));
    let link = tab.evaluate("document.querySelector('.plate a[href*=\"checklist/pages/#\"]').href");
    tab.goto(link.as_str().expect("a link"));
    let target =
        "document.querySelector(':target').open && document.querySelector(':target summary').innerText";
    let opened = tab.evaluate(target);
    assert!(opened.as_str().is_some_and(|words| words.contains("GL-003")), "{opened}");
}

#[test]
fn a_tick_is_a_working_copy_and_never_evidence() {
    const BOX: &str = "document.querySelector('input[data-record*=\"HS-23\"]')";
    const SHOWN: &str = "(panel => panel.checkVisibility() && panel.querySelector('.records-text').textContent)\
        (document.querySelector('.working-copy'))";
    let server = later();
    let mut tab = Tab::open();
    tab.goto(&server.url("checklist/"));
    assert_eq!(tab.evaluate(SHOWN), false, "nothing is ticked yet");
    let truth = tab.evaluate("document.querySelector('.truth').textContent");
    let item = format!(
        "(item => item.dataset.status + item.querySelector('.item-status').innerText + \
        (item.querySelector('.item-evidence')?.innerText ?? ''))({BOX}.closest('.item'))"
    );
    let before = tab.evaluate(&item);
    assert!(before.as_str().is_some_and(|item| item.starts_with("overdue")), "{before}");
    tab.evaluate(&format!("{BOX}.click()"));
    tab.evaluate(
        "person = document.querySelector('[name=person]'); person.value = 'head-of-communications'; \
         person.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    for round in ["at once", "after a reload"] {
        let record = tab.evaluate(SHOWN);
        let record = record.as_str().expect(round);
        for part in
            ["record: attestation\n", "control: HS-23\n", "person: head-of-communications\n", "date: "]
        {
            assert!(record.contains(part), "{round}, {part:?} is not in {record}");
        }
        assert_eq!(tab.evaluate(&format!("{BOX}.checked")), true, "{round}");
        assert_eq!(tab.evaluate(&item), before, "{round}, the item stands as it stood");
        assert_eq!(tab.evaluate("document.querySelector('.truth').textContent"), truth, "{round}");
        tab.goto(&server.url("checklist/"));
    }
    tab.evaluate("document.querySelector('[data-clear]').click()");
    assert_eq!(tab.evaluate(SHOWN), false, "cleared");
    tab.goto(&server.url("checklist/"));
    assert_eq!(tab.evaluate(&format!("{BOX}.checked")), false, "cleared for good");

    tab.evaluate(&format!("{BOX}.click()"));
    tab.evaluate(
        "key = Object.keys(localStorage).find((key) => key.startsWith('guidepost-working-copy')); \
         kept = JSON.parse(localStorage[key]); \
         for (const start in kept.known) kept.known[start] = '2020-01-01'; \
         localStorage[key] = JSON.stringify(kept)",
    );
    tab.goto(&server.url("checklist/"));
    assert_eq!(tab.evaluate(&format!("{BOX}.checked")), false, "a record came after the tick");
    assert_eq!(tab.evaluate(SHOWN), false, "and it is no working copy any more");
}

#[test]
fn an_old_page_says_what_is_overdue_on_the_reader_s_clock() {
    const CLOCK: &str = "{
        const Real = Date;
        window.Date = class extends Real {
            constructor(...given) { if (given.length) super(...given); else super('2028-03-01T12:00:00'); }
        };
    }";
    let due = "[...document.querySelectorAll('.plate time[data-due]')].map(time => time.className + ': ' + time.textContent)";
    let items = "[...document.querySelectorAll('.item[data-due]')].map(item =>
        [item.dataset.status, item.querySelector('.status-words').textContent, item.querySelector('.mark').classList[1]].join(', '))";
    let server = example();
    let mut tab = Tab::open();
    tab.goto(&server.url("guidelines/tone/"));
    let in_time = tab.texts(due);
    assert!(matches!(in_time.as_slice(), [one] if one.starts_with(": due by ")), "{in_time:?}");
    tab.run_first(CLOCK);
    tab.goto(&server.url("guidelines/tone/"));
    let late = tab.texts(due);
    assert!(matches!(late.as_slice(), [one] if one.starts_with("overdue: was due by ")), "{late:?}");
    tab.goto(&server.url("checklist/control/hs-23/"));
    assert_eq!(tab.texts(items), ["overdue, Overdue by now, mark-overdue"]);
    tab.goto(&server.url("checklist/control/hs-13/"));
    assert_eq!(tab.texts(items), ["unmet, Waiver ran out by now, mark-unmet"]);
}

#[test]
fn on_paper_there_are_boxes_to_sign_and_the_state_of_the_text() {
    let boxes = "[...document.querySelectorAll('.item')].filter(item => item.checkVisibility())
        .map(item => getComputedStyle(item, '::after')).map(({ content, borderTopWidth }) => `${content} ${parseFloat(borderTopWidth) > 0}`)";
    let sheet = "document.documentElement.dataset.sheet";
    let server = example();
    let mut tab = Tab::open();
    let issue = issue(&mut tab, &server);
    tab.look(Media::Paper, Scheme::Light);
    tab.goto(&server.url("checklist/"));
    assert_eq!(tab.texts(boxes), ["\"\" true", "\"\" true", "\"\" true"]);
    let seen = |what: &str| format!("document.querySelector('{what}').checkVisibility()");
    assert_eq!(tab.evaluate(&seen(".sign-off")), true);
    assert_eq!(tab.evaluate(&seen(".choose-items")), false);
    let expected = [
        ("guidelines/tone/", "GL-003 · How we sound · issue 1 · in force since "),
        (
            "guidelines/corrections/",
            "GL-016 · Corrections and deletions · draft, not approved; issue 1 is in force",
        ),
        (issue.as_str(), "GL-016 · Corrections and deletions · issue 1 · in force since "),
        ("checklist/", "Checklist · as of 1 Dec 2026"),
    ];
    for (path, expected) in expected {
        tab.goto(&server.url(path));
        let sheet = tab.evaluate(sheet);
        let sheet = sheet.as_str().expect("a text");
        assert!(sheet.starts_with(expected), "{path}: {sheet}");
        assert!(sheet.ends_with(" · uncontrolled when printed"), "{path}: {sheet}");
    }
}

/// What is open on the checklist of a site; its records must hold.
fn open(root: &Path) -> Vec<String> {
    let words = ["checklist", "--date", example::TODAY, "--format", "csv"];
    let csv = finish(&mut guidepost_at(root, &words)).well().stdout;
    csv.lines()
        .filter(|line| {
            ["overdue,", "unmet,", "due-soon,", "waived,"].iter().any(|status| line.starts_with(status))
        })
        .map(|line| {
            let status = line.split(',').next().unwrap_or_default();
            let page = ["GL-016", "GL-017", "PL-07"].into_iter().find(|id| line.contains(&format!(",{id},")));
            format!("{status} {}", page.unwrap_or(line))
        })
        .collect()
}

#[test]
fn the_example_says_exactly_what_is_open() {
    let expected = ["unmet GL-016", "overdue PL-07", "waived GL-017"];
    assert_eq!(open(source::root()), expected);

    // Its records hold in whatever repository it is: also where all of it came with one commit, but for those of texts that
    // only a past has.
    let root = tempfile::tempdir().expect("a folder");
    copy(&source::root().join("content"), &root.path().join("content"));
    std::fs::copy(source::root().join("site.toml"), root.path().join("site.toml")).expect("a copy");
    for record in std::fs::read_dir(root.path().join("content/governance/records")).expect("records") {
        let record = record.expect("a record").path();
        if record.to_string_lossy().contains("-approval-gl-016-") {
            std::fs::remove_file(record).expect("removed");
        }
    }
    source::git(root.path()).init(&[]);
    source::git(root.path()).commit("All of it");
    assert_eq!(open(root.path()), expected);
}
