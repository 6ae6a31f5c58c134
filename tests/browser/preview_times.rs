//! How long it takes from a save until its words are drawn in a browser. Prints times and asserts none: they are those
//! of the machine. `PAGES=10000 cargo test --release --test browser -- --ignored --nocapture preview_times`.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::preview::{Preview, until};

#[path = "../../benches/build/corpus.rs"]
mod corpus;

const SAVES: usize = 50;
const PAGE: &str = "content/section-8/page-210.md";

#[test]
#[ignore = "prints times, and proves nothing"]
fn save_to_visible() {
    let pages = std::env::var("PAGES").ok().and_then(|pages| pages.parse().ok()).unwrap_or(1000);
    let root = tempfile::tempdir().expect("a folder");
    corpus::write(&root.path().join("content"), pages);
    let text = std::fs::read_to_string(root.path().join(PAGE)).expect("a page");
    let preview = Preview::at(root, None, "2026-11-16");
    let mut tab = preview.tab("/section-8/page-210/");
    // The moments at which the news of a save came, and at which its words were drawn.
    tab.evaluate(
        "window.heard = 0; window.drawn = 0; window.now = () => performance.timeOrigin + performance.now();
         new EventSource('/_guidepost/events').addEventListener('generation', () => { heard = now(); });
         new MutationObserver(() => {
             if (wanted && document.body.textContent.includes(wanted)) {
                 wanted = '';
                 requestAnimationFrame(() => { drawn = now(); });
             }
         }).observe(document, { subtree: true, childList: true, characterData: true });
         window.wanted = '';",
    );
    let (mut visible, mut after) = (Vec::new(), Vec::new());
    for nth in 0..SAVES {
        tab.evaluate(&format!("heard = drawn = 0; wanted = 'Mark {nth}.'"));
        let edited = text.replacen("\n\n- ", &format!("\n\nMark {nth}.\n\n- "), 1);
        let saved = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs_f64() * 1000.0;
        preview.save(PAGE, &edited);
        until(&mut tab, "drawn > 0");
        let times = tab.evaluate("[heard, drawn]");
        let (heard, drawn) = (times[0].as_f64().expect("a time"), times[1].as_f64().expect("a time"));
        visible.push(drawn - saved);
        after.push(drawn - heard);
    }
    assert_eq!(tab.evaluate("window.mark"), 1, "the page was never loaded anew");
    println!("{pages} pages, {SAVES} saves, milliseconds: median (worst)");
    println!("save -> visible          {}", told(visible));
    println!("news of it -> visible    {}", told(after));
}

fn told(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:.0} ({:.0})", times[times.len() / 2], times[times.len() - 1])
}
