//! How long it takes from a save until its words are drawn in a browser, and whether the reader stays where he was. Prints
//! figures and asserts none: they are those of the machine.
//!
//! Ours, of a site made for it: `PAGES=10000 cargo test --release --test browser -- --ignored --nocapture preview_times`.
//!
//! Any other preview, by the same code: start its server, and say which page to look at and which file that is made from;
//! then nothing of ours is started. The file is put back in the end.
//! `PREVIEW_URL=http://127.0.0.1:1313/a/ PREVIEW_FILE=content/a.md cargo test --release --test browser -- --ignored --nocapture preview_times`
//!
//! Each save appends a paragraph to the file as it was. A paragraph is drawn in the frame behind the change that shows it,
//! in the page that was open or in one that was loaded anew. `SAVES` says how many saves there are, instead of 50.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::support::Preview;
use crate::tab::Tab;

#[path = "../../benches/build/corpus.rs"]
mod corpus;

const PAGE: &str = "content/section-8/page-210.md";
/// A save is not to fall into the wake of the one before: servers wait for more of them.
const PAUSE: Duration = Duration::from_millis(400);
/// What is not drawn by then never is.
const PATIENCE: Duration = Duration::from_secs(20);
/// How far the reader has scrolled, where there is room.
const SCROLLED: u32 = 200;

/// Notes in every document when each paragraph is drawn, and when news of it came; notes outlive the document.
const NOTING: &str = r"{
    const now = () => performance.timeOrigin + performance.now();
    const note = (name) => sessionStorage.getItem(name) ?? sessionStorage.setItem(name, now());
    let noted = '';
    const look = () => {
        const [last] = document.body?.textContent.match(/Mark \d+ of a save\./) ?? [''];
        if (last === noted) return;
        noted = last;
        requestAnimationFrame(() => note(last));
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    sessionStorage.setItem('documents', 1 + Number(sessionStorage.getItem('documents')));
}";

/// Ours alone tells when it has news.
const HEARING: &str = "window.heard = 0; new EventSource('/_guidepost/events').addEventListener('generation',
    () => { heard = performance.timeOrigin + performance.now(); })";

/// A page that is previewed.
struct Shown {
    name: String,
    url: String,
    file: PathBuf,
    ours: Option<Preview>,
}

impl Shown {
    fn of_environment() -> Shown {
        let Ok(url) = std::env::var("PREVIEW_URL") else { return Shown::ours() };
        let file = std::env::var_os("PREVIEW_FILE").expect("PREVIEW_FILE names the file of the page");
        Shown { name: url.clone(), url, file: file.into(), ours: None }
    }

    fn ours() -> Shown {
        let pages = number("PAGES", 1000);
        let root = tempfile::tempdir().expect("a folder");
        corpus::write(&root.path().join("content"), pages);
        let file = root.path().join(PAGE);
        let preview = Preview::on(root, "2026-11-16");
        let url = preview.url("/section-8/page-210/");
        Shown { name: format!("{pages} pages"), url, file, ours: Some(preview) }
    }

    fn tab(&self) -> Tab {
        let mut tab = Tab::open();
        tab.size(1280, 400);
        tab.run_first(NOTING);
        tab.goto(&self.url);
        if self.ours.is_some() {
            tab.evaluate(HEARING);
        }
        tab
    }
}

/// What the saves took, in milliseconds, and what became of the reader.
#[derive(Default)]
struct Figures {
    visible: Vec<f64>,
    after_news: Vec<f64>,
    never: usize,
    scroll_kept: usize,
}

#[test]
#[ignore = "prints times, and proves nothing"]
fn save_to_visible() {
    let shown = Shown::of_environment();
    let text = std::fs::read_to_string(&shown.file).expect("the page's file");
    let mut tab = shown.tab();
    let mut figures = Figures::default();
    for nth in 0..number("SAVES", 50) {
        sleep(PAUSE);
        figures.add_save(&mut tab, &shown, &text, nth);
    }
    std::fs::write(&shown.file, text).expect("put back");
    figures.print(&shown.name, &mut tab);
}

impl Figures {
    fn add_save(&mut self, tab: &mut Tab, shown: &Shown, text: &str, nth: usize) {
        tab.evaluate(&format!("scrollTo({{ top: {SCROLLED}, behavior: 'instant' }})"));
        tab.settle();
        let scrolled = tab.evaluate("scrollY");
        let mark = format!("Mark {nth} of a save.");
        let saved = milliseconds(SystemTime::now());
        save(&shown.file, &format!("{}\n\n{mark}\n", text.trim_end()));
        let Some(drawn) = until_noted(tab, &mark) else {
            self.never += 1;
            return;
        };
        self.visible.push(drawn - saved);
        if shown.ours.is_some() {
            self.after_news.extend(tab.evaluate("heard").as_f64().map(|heard| drawn - heard));
        }
        until_whole(tab);
        self.scroll_kept += usize::from(tab.evaluate("scrollY") == scrolled);
    }

    fn print(self, name: &str, tab: &mut Tab) {
        let documents = tab.evaluate("Number(sessionStorage.getItem('documents')) - 1");
        let saves = self.visible.len() + self.never;
        println!("{name}: {saves} saves, milliseconds: median (worst)");
        println!("save -> visible          {}", told(self.visible));
        if !self.after_news.is_empty() {
            println!("news of it -> visible    {}", told(self.after_news));
        }
        println!(
            "never visible {}, scroll kept {} of {saves}, loaded anew {documents} times",
            self.never, self.scroll_kept
        );
    }
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

fn milliseconds(at: SystemTime) -> f64 {
    at.duration_since(UNIX_EPOCH).expect("a clock").as_secs_f64() * 1000.0
}

fn save(file: &Path, text: &str) {
    std::fs::write(file, text).expect("saved");
}

/// When a paragraph was drawn, whatever loads in between.
fn until_noted(tab: &mut Tab, mark: &str) -> Option<f64> {
    let started = SystemTime::now();
    while started.elapsed().is_ok_and(|past| past < PATIENCE) {
        let look = format!(
            "new Promise(done => {{
                const look = (times) => {{
                    const noted = sessionStorage.getItem({});
                    if (noted || times === 0) done(Number(noted));
                    else setTimeout(look, 5, times - 1);
                }};
                look(100);
            }})",
            json!(mark)
        );
        if let Some(at) = tab.try_evaluate(&look).and_then(|at| at.as_f64()).filter(|at| *at > 0.0) {
            return Some(at);
        }
    }
    None
}

/// Waits until the page is loaded and drawn, which one that was loaded anew may not be yet.
fn until_whole(tab: &mut Tab) {
    let whole = "new Promise(done => {
        const settle = () => requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
        if (document.readyState === 'complete') settle();
        else addEventListener('load', settle);
    })";
    for _ in 0..10 {
        if tab.try_evaluate(whole).is_some() {
            return;
        }
    }
}

fn told(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let Some(worst) = times.last() else { return "never".to_owned() };
    format!("{:.0} ({worst:.0})", times[times.len() / 2])
}
