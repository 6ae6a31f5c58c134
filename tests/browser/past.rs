//! The past of pages as readers meet it: histories without scripts, redlines by link, any two revisions compared.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use guidepost::world::{MemoryVersions, MemoryWorld};
use serde_json::json;
use tempfile::TempDir;

use crate::axe;
use crate::reading::wrong_on_page;
use crate::server::Server;
use crate::support::{build_world, today, write_files};
use crate::tab::{Key, Media, Scheme, Tab};

const SITE: (&str, &str) =
    ("site.toml", "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n");
const HOME: (&str, &str) = ("content/index.md", "# Handbook\n\nAll that we agreed on, in one place.\n");
const TONE: &str = "content/guidelines/tone.md";
const GIFTS: (&str, &str) =
    ("content/habits/gifts.md", "# Gifts\n\nWe take none, and say why, in kind words.\n");
const HISTORY: &str = "guidelines/tone/history/";

/// Why each text was written, and the text: one of everything that is compared in a way of its own.
const TEXTS: [(&str, &str); 5] = [
    ("Write down how we sound", include_str!("past/1.md")),
    ("Mend a comma\n\nChange: minor", include_str!("past/2.md")),
    ("Legal asked for an exception\n\nThere are fires.", include_str!("past/3.md")),
    ("Put the rules in order", include_str!("past/4.md")),
    ("Say it shorter", include_str!("past/5.md")),
];

/// What is written, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// The handbook, rendered and served.
struct Past {
    server: Server,
    _folder: TempDir,
}

impl Past {
    fn serve() -> Past {
        Past::serve_without("")
    }

    /// Serves all files but those whose names end so.
    fn serve_without(ending: &str) -> Past {
        let kept = files().iter().filter(|(path, _)| ending.is_empty() || !path.ends_with(ending));
        Past::of(kept.map(|(path, bytes)| (path.as_str(), &**bytes)))
    }

    fn of<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Past {
        let folder = tempfile::tempdir().expect("a folder");
        write_files(folder.path(), files);
        Past { server: Server::start(folder.path(), []), _folder: folder }
    }

    fn history(&self) -> String {
        self.server.url(HISTORY)
    }
}

/// The history page.
fn html() -> &'static str {
    std::str::from_utf8(&files()[&format!("{HISTORY}index.html")]).expect("text")
}

/// The ids of the revisions on it, the newest first.
fn anchors() -> Vec<&'static str> {
    html().split("<li id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| files_after(TEXTS.len()))
}

/// The handbook after so many commits.
fn files_after(commits: usize) -> Files {
    let mut versions = MemoryVersions::new();
    let texts = &TEXTS[..commits];
    for (nth, (message, text)) in texts.iter().enumerate() {
        let parents: Vec<usize> = nth.checked_sub(1).into_iter().collect();
        versions.commit(&parents, message, &[HOME, GIFTS, (TONE, *text)]);
    }
    let newest = texts.last().expect("a text").1;
    let now = [SITE, HOME, GIFTS, (TONE, newest)].map(|(path, text)| (path, text.as_bytes()));
    build_world(Box::new(MemoryWorld::new(today(), now).with_versions(Ok(versions)))).files
}

/// Waits until an expression is true, in the page's own time.
fn until(tab: &mut Tab, expression: &str) {
    let waiting = format!(
        "new Promise((done, give_up) => {{
            const start = performance.now();
            const look = () => {{
                if ({expression}) return done(0);
                if (performance.now() - start > 20000) return give_up({});
                requestAnimationFrame(look);
            }};
            look();
        }})",
        json!(format!("never true: {expression}"))
    );
    tab.evaluate(&waiting);
}

const SAID: &str = "document.querySelector('.compared-said').textContent";
const COMPARED: &str = "document.querySelector('.compared .redline') !== null";

#[test]
fn without_scripts_a_history_reads_and_shows_the_newest_redline() {
    let past = Past::serve();
    let mut tab = Tab::open();
    tab.without_scripts();
    tab.goto(&past.history());
    let text = tab.evaluate("document.querySelector('main').innerText").to_string();
    for expected in
        ["5 revisions by 1 person", "Say it shorter", "There are fires.", "1 revision folded away"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(tab.evaluate("document.querySelector('.change[open] ins').checkVisibility()") == true);
    assert!(tab.evaluate("document.querySelector('form.compare').checkVisibility()") == false);
    assert!(text.contains("passages changed"), "{text}");
    let links = "[...document.querySelectorAll('a[href^=\"#compare=\"]')]";
    assert_eq!(tab.evaluate(&format!("{links}.length")), 3);
    assert_eq!(tab.evaluate(&format!("{links}.some(link => link.checkVisibility())")), false);
}

#[test]
fn a_link_to_a_revision_opens_what_folds_it_away() {
    let past = Past::serve();
    let minor = anchors().into_iter().find(|id| is_minor(id)).expect("a minor revision");
    let mut tab = Tab::open();
    tab.goto(&format!("{}#{minor}", past.history()));
    tab.settle();
    assert_eq!(tab.evaluate(&format!("document.getElementById('{minor}').checkVisibility()")), true);
    let top = tab.evaluate(&format!("document.getElementById('{minor}').getBoundingClientRect().top"));
    let top = top.as_f64().expect("a number");
    assert!((0.0..900.0).contains(&top), "in sight, not at {top}");
}

fn is_minor(id: &str) -> bool {
    let html = html();
    let at = html.find(&format!("<li id=\"{id}\"")).expect("the revision");
    html[at..].split("</h2>").next().is_some_and(|head| head.contains("Mend a comma"))
}

#[test]
fn any_two_revisions_are_compared_with_the_keyboard() {
    let past = Past::serve();
    let anchors = anchors();
    let mut tab = Tab::open();
    tab.goto(&past.history());
    until(&mut tab, "!document.querySelector('form.compare button').disabled");
    tab.evaluate("document.querySelector('form.compare select').focus()");
    for key in [Key::Up, Key::Tab, Key::Down, Key::Tab, Key::Enter] {
        tab.press(key);
    }
    until(&mut tab, COMPARED);
    let wanted = format!("#compare={}..{}", anchors[3], anchors[1]);
    assert_eq!(tab.evaluate("location.hash"), wanted);
    let said = tab.evaluate(SAID).to_string();
    assert!(said.contains("From r2 to r4: ") && said.contains(" words in"), "{said}");
    assert_eq!(tab.evaluate("document.activeElement.textContent"), "Compare", "the focus stays");

    tab.evaluate("history.back()");
    until(&mut tab, &format!("!({COMPARED}) && {SAID} === ''"));
    tab.evaluate("history.forward()");
    until(&mut tab, COMPARED);
    tab.goto(&past.server.url(""));
    tab.goto(&format!("{}{wanted}", past.history()));
    until(&mut tab, COMPARED);
    let chosen = tab.texts("[...document.querySelectorAll('form.compare select')].map(({ value }) => value)");
    assert_eq!(chosen, [anchors[3], anchors[1]]);
    assert_eq!(tab.complaints(past.server.origin()), Vec::<String>::new());
}

/// What is inserted and what is deleted in a redline, without the words for those who hear it, and what is folded
/// in lists and tables.
const MARKED: &str =
    "const marked = redline => ['ins', 'del', ':is(li, tr).unchanged'].map(name => [...redline.querySelectorAll(name)].map(part => {
    const copy = (part.querySelector('summary') ?? part).cloneNode(true);
    for (const words of copy.querySelectorAll('.hidden')) words.remove();
    return copy.textContent;
}).join('|').replace(/\\s+/g, ' '));";

#[test]
fn the_browser_marks_what_the_page_marks() {
    let past = Past::serve();
    let anchors = anchors();
    let mut tab = Tab::open();
    let mut folded = 0;
    for (nth, pair) in anchors.windows(2).enumerate() {
        tab.goto(&past.server.url(""));
        tab.goto(&format!("{}#compare={}..{}", past.history(), pair[1], pair[0]));
        until(&mut tab, COMPARED);
        let marked = |redline: String| format!("(() => {{ {MARKED} return marked({redline}); }})()");
        let by_browser = tab.texts(&marked("document.querySelector('.compared .redline')".to_owned()));
        // The page draws the newest of its texts.
        let then = files_after(TEXTS.len() - nth);
        let then = Past::of(then.iter().map(|(path, bytes)| (path.as_str(), &**bytes)));
        tab.goto(&then.history());
        let newest = format!("document.getElementById('{}').querySelector('.redline')", pair[0]);
        let by_page = tab.texts(&marked(newest));
        assert!(by_page[0].len() + by_page[1].len() > 0, "{pair:?}");
        assert_eq!(by_browser, by_page, "{pair:?}");
        folded += by_page[2].matches(" unchanged").count();
    }
    assert!(folded >= 2, "a list and a table are folded: {folded}");
}

/// Every pair of texts whose redline, without what is new, is not the old text; or without what is gone not the new one.
const UNTRUE: &str = r#"(async () => {
  const { blocks, heads, texts } = await (await fetch(document.querySelector("form.compare").dataset.compare)).json();
  const numbers = runs => runs.flatMap(run => Array.isArray(run) ? Array.from({ length: run[1] - run[0] + 1 }, (_, nth) => run[0] + nth) : [run]);
  for (const text of texts) text.blocks = numbers(text.blocks);
  const parsed = blocks.map(html => new DOMParser().parseFromString(html, "text/html").body.firstElementChild);
  const text = ({ head, blocks }) => ({ fields: heads[head], blocks: blocks.map(number => ({ number, node: parsed[number] })) });
  const letters = words => words.replace(/[\s↵]+/g, "");
  const plain = ({ blocks }) => letters(blocks.map(number => parsed[number].textContent).join(""));
  const without = (redline, selector) => {
    const copy = redline.cloneNode(true);
    for (const part of copy.querySelectorAll(`.hidden, .remark, .fields, summary, ${selector}`)) part.remove();
    return letters(copy.textContent);
  };
  const untrue = [];
  for (const old of texts) for (const now of texts) {
    const { redline } = guidepostRedline(text(old), text(now));
    const side = [without(redline, "del"), without(redline, "ins")];
    const moved = redline.querySelector(".relocated") !== null;
    if (side[0] !== plain(now)) untrue.push(`${old.id} ${now.id}: ${side[0]} is not ${plain(now)}`);
    if (!moved && side[1] !== plain(old)) untrue.push(`${old.id} ${now.id}: ${side[1]} was not ${plain(old)}`);
  }
  return texts.length < 5 ? [`only ${texts.length} texts`] : untrue;
})()"#;

#[test]
fn a_comparison_holds_both_texts() {
    let past = Past::serve();
    let mut tab = Tab::open();
    tab.goto(&past.history());
    assert_eq!(tab.texts(UNTRUE), Vec::<String>::new());
}

#[test]
fn what_cannot_be_compared_is_said() {
    let past = Past::serve_without("texts.json");
    let anchors = anchors();
    let mut tab = Tab::open();
    tab.goto(&format!("{}#compare={}..{}", past.history(), anchors[2], anchors[0]));
    until(&mut tab, &format!("{SAID}.includes('could not be loaded')"));
    tab.goto(&past.server.url(""));
    tab.goto(&format!("{}#compare={}..{}", past.history(), anchors[2], anchors[2]));
    until(&mut tab, &format!("{SAID}.includes('one and the same text')"));
    tab.goto(&past.server.url(""));
    tab.goto(&format!("{}#compare=r-0..{}", past.history(), anchors[2]));
    until(&mut tab, &format!("{SAID}.includes('not on this page')"));
}

#[test]
fn histories_and_changes_have_no_finding_and_fit_any_screen() {
    let past = Past::serve();
    let anchors = anchors();
    let mut tab = Tab::open();
    let compared = format!("{HISTORY}#compare={}..{}", anchors[4], anchors[0]);
    for (path, shown) in [(compared.as_str(), COMPARED), ("changes/", "true"), ("", "true")] {
        tab.size(1280, 900);
        tab.goto(&past.server.url(path));
        until(&mut tab, shown);
        tab.evaluate(
            "for (const part of document.querySelectorAll('details')) part.open = true; window.shifted = []",
        );
        for scheme in Scheme::BOTH {
            tab.look(Media::Screen, scheme);
            tab.settle();
            let found = axe::findings(&mut tab);
            assert!(found.is_empty(), "{path}, {}: {}", scheme.name(), found.join("\n"));
        }
        assert_eq!(wrong_on_page(&mut tab, &past.server), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn changes_are_narrowed_to_a_section() {
    let past = Past::serve();
    let mut tab = Tab::open();
    tab.goto(&past.server.url("changes/"));
    let shown =
        "[...document.querySelectorAll('.changed-pages > li')].filter(page => page.checkVisibility()).length";
    let all = tab.evaluate(shown).as_u64().expect("a number");
    tab.evaluate("document.querySelectorAll('.choose button')[1].click()");
    let some = tab.evaluate(shown).as_u64().expect("a number");
    assert!(some > 0 && some < all, "{some} of {all}");
    assert_eq!(tab.evaluate("document.querySelectorAll('.choose [aria-pressed=true]').length"), 1);
    tab.evaluate("document.querySelector('.choose button').click()");
    assert_eq!(tab.evaluate(shown), all);
}

#[test]
fn on_paper_redlines_show_what_changed_and_nothing_to_press() {
    let past = Past::serve();
    let anchors = anchors();
    let mut tab = Tab::open();
    tab.goto(&format!("{}#compare={}..{}", past.history(), anchors[4], anchors[0]));
    until(&mut tab, COMPARED);
    tab.look(Media::Paper, Scheme::Light);
    tab.settle();
    let seen = |selector: &str| format!("document.querySelector('{selector}').checkVisibility()");
    assert_eq!(tab.evaluate(&seen(".compared ins")), true);
    assert_eq!(tab.evaluate(&seen("form.compare")), false);
    assert_eq!(tab.evaluate(&seen(".compared button")), false);
    assert_eq!(tab.evaluate(&seen(".revisions .scripted")), false);
    let line = |name: &str| {
        format!("getComputedStyle(document.querySelector('.compared {name}')).textDecorationLine")
    };
    assert_eq!(tab.evaluate(&line("ins")), "underline");
    assert_eq!(tab.evaluate(&line("del")), "line-through");
}
