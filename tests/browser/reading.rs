//! What readers get on any screen: pages that fit, load nothing foreign, do not jump and need no script.

use crate::example::Example;
use crate::server::{PREFIX, Server};
use crate::tab::{Media, Scheme, Tab};

/// The narrowest phones that people hold, and the width at which 1280 pixels are enlarged four times.
const NARROW: [u32; 2] = [390, 320];

const COUNT_SHIFTS: &str = r#"
window.shifted = [];
new PerformanceObserver(list => {
  for (const { value, startTime, hadRecentInput, sources } of list.getEntries()) {
    shifted.push(`${value} at ${startTime}${hadRecentInput ? " after a change of size" : ""}: ${sources.map(({ node, previousRect, currentRect }) => JSON.stringify([previousRect, currentRect]) + node?.outerHTML?.slice(0, 120)).join(", ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"#;

/// What is wider than the window and does not scroll within itself.
const TOO_WIDE: &str = r#"(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(part => part.getBoundingClientRect().right > width + 0.5);
  return ["the page scrolls sideways", ...wide.slice(0, 5).map(part => part.outerHTML.slice(0, 160))];
})()"#;

const WITHOUT_SIZE: &str = r#"[...document.querySelectorAll("img")]
  .filter(picture => !(picture.getAttribute("width") > 0 && picture.getAttribute("height") > 0))
  .map(picture => picture.outerHTML)"#;

/// The reader's clock, years later: what is due has passed by then on every page.
const LATE: &str = "{
    const Real = Date;
    window.Date = class extends Real {
        constructor(...given) { if (given.length) super(...given); else super('2032-03-01T12:00:00'); }
    };
}";

#[test]
fn every_page_is_quiet_and_fits_any_screen() {
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.run_first(COUNT_SHIFTS);
    tab.run_first(LATE);
    let samples = example.samples.iter().map(|(_, path)| path);
    let mut wrong = Vec::new();
    for path in samples.chain(&example.pages) {
        // Drawn at its new size before the next page comes: what moves for that is not the page's fault.
        tab.size(1280, 900);
        tab.settle();
        tab.goto(&example.server.url(path));
        let found = wrong_on_page(&mut tab, &example.server);
        wrong.extend(found.into_iter().map(|what| format!("{path}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) fn wrong_on_page(tab: &mut Tab, server: &Server) -> Vec<String> {
    tab.settle();
    let mut wrong = shifts(tab);
    wrong.append(&mut tab.texts(WITHOUT_SIZE));
    for width in NARROW {
        tab.size(width, 800);
        tab.settle();
        wrong.extend(tab.texts(TOO_WIDE).into_iter().map(|what| format!("{width} pixels: {what}")));
    }
    wrong.append(&mut tab.complaints(server.origin()));
    wrong
}

/// What moves on a page whenever it is opened. A machine that is busy draws a page in pieces where it likes; what moves then is
/// looked at below, piece by piece.
fn shifts(tab: &mut Tab) -> Vec<String> {
    let first = tab.texts("shifted");
    if first.is_empty() {
        return first;
    }
    let address = tab.evaluate("location.href");
    tab.goto(address.as_str().expect("an address"));
    tab.settle();
    let again = tab.texts("shifted");
    if again.is_empty() { again } else { [first, again].concat() }
}

/// On a slow line the page is read before its script arrives.
#[test]
fn a_script_that_comes_late_moves_nothing() {
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.run_first(COUNT_SHIFTS);
    for (name, path) in example.samples.iter().filter(|(name, _)| name != "redirect") {
        let mut shifted = || {
            tab.goto_with_late("*/_theme/site.*.js", &example.server.url(path));
            tab.settle();
            tab.texts("shifted")
        };
        // As above: what moves whenever it is opened.
        let (first, again) = (shifted(), shifted());
        assert!(first.is_empty() || again.is_empty(), "{name}: {first:?}, then {again:?}");
    }
}

/// On a slow line the header comes in pieces too.
#[test]
fn a_page_that_comes_in_pieces_moves_nothing() {
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.run_first(COUNT_SHIFTS);
    tab.goto(&example.server.url(""));
    let guideline = example.sample("guideline");
    let in_text = ["</a></li>", "</nav>", "<article", "</h1>", "</p>"].map(|after| (guideline, after));
    // The columns of a table are as wide as all of its rows want them.
    let in_table = ["</thead>", "</tr>\n<tr>"].map(|after| ("governance/models/", after));
    for (path, after) in in_text.into_iter().chain(in_table) {
        let go_on = example.server.hold_back(path, after);
        tab.goto_in_pieces(&example.server.url(path), go_on);
        tab.settle();
        assert_eq!(tab.texts("shifted"), Vec::<String>::new(), "after {after}");
    }
}

/// The tests above and beside would say nothing if they saw nothing.
#[test]
fn what_is_wrong_is_seen() {
    let planted = [
        (
            "inline-script",
            "Content Security Policy",
            "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self'\"><script>1</script>",
        ),
        ("console", "said aloud", "<script>console.error('said aloud')</script>"),
        ("exception", "thrown away", "<script>throw new Error('thrown away')</script>"),
        ("missing-file", "404", "<link rel=stylesheet href=missing.css>"),
        (
            "other-host",
            "elsewhere.example",
            "<img src='https://elsewhere.example/x.png' width=1 height=1 alt=''>",
        ),
        ("no-size", "<img", "<img src='data:,' alt=''>"),
        ("too-wide", "sideways", "<p style='width: 500px'>wide</p>"),
        (
            "shift",
            "0.",
            "<p id=late></p><p>text</p><script>requestAnimationFrame(() => setTimeout(() => { late.style.height = '500px' }))</script>",
        ),
        ("contrast", "color-contrast", "<p style='color: #aaa; background: #fff'>pale</p>"),
    ];
    let page = |body: &str| format!("<!doctype html><html lang=en><title>Planted</title><body>{body}");
    let pages = planted.map(|(name, _, body)| (format!("{name}/"), page(body)));
    let folder = tempfile::tempdir().expect("an empty folder");
    let server = Server::start(folder.path(), pages);
    let mut tab = Tab::open();
    tab.run_first(COUNT_SHIFTS);
    for (name, expected, _) in planted {
        tab.size(1280, 900);
        tab.goto(&server.url(&format!("{name}/")));
        tab.settle();
        tab.settle();
        let mut seen = wrong_on_page(&mut tab, &server);
        seen.append(&mut crate::axe::findings(&mut tab));
        assert!(seen.iter().any(|what| what.contains(expected)), "{name} was not seen: {seen:#?}");
    }
}

#[test]
fn without_scripts_every_page_shows_its_text_and_the_way_on() {
    const VISIBLE_LINKS: &str = r#"[...document.querySelectorAll("nav a")]
        .filter(link => link.checkVisibility({ visibilityProperty: true })).length"#;
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.without_scripts();
    for (name, path) in example.samples.iter().filter(|(name, _)| name != "redirect") {
        tab.size(1280, 900);
        tab.goto(&example.server.url(path));
        let text = tab.evaluate("document.querySelector('main').innerText");
        assert!(text.as_str().is_some_and(|text| text.trim().len() > 60), "{name} shows {text}");
        assert!(tab.evaluate(VISIBLE_LINKS).as_u64() >= Some(5), "{name} shows no navigation");
        let switch = "document.querySelector('[data-scheme-switch]').checkVisibility()";
        assert_eq!(tab.evaluate(switch), false, "{name} shows a switch that does nothing");
    }
}

#[test]
fn without_scripts_the_menu_of_a_phone_opens_and_closes() {
    const SHOWN: &str = r"(() => {
        const box = document.querySelector('#siteNavigation a[href]').getBoundingClientRect();
        const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return document.querySelector('#siteNavigation').contains(seen);
    })()";
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.without_scripts();
    tab.size(390, 800);
    tab.goto(&example.server.url(example.sample("guideline")));
    assert_eq!(tab.evaluate(SHOWN), false, "the menu is shut at first");
    tab.evaluate("document.querySelector('.menu').click()");
    assert_eq!(tab.evaluate(SHOWN), true, "the menu opens");
    tab.evaluate("document.querySelector('.side-close a').click()");
    assert_eq!(tab.evaluate(SHOWN), false, "the menu shuts");
}

#[test]
fn anchors_land_in_sight_below_the_header() {
    const IDS: &str =
        r#"[...document.querySelectorAll("main :is(h2, h3)[id], main li[id]")].map(({ id }) => id)"#;
    let landed = |id: &str| {
        format!(
            r#"(() => {{
                const place = document.getElementById({id:?}).getBoundingClientRect();
                const header = document.querySelector(".top");
                const stays = ["sticky", "fixed"].includes(getComputedStyle(header).position);
                const bottom = stays ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
                return place.top >= bottom - 1 && place.top < innerHeight ? "" : `{id} at ${{place.top}}, header to ${{bottom}}`;
            }})()"#
        )
    };
    let example = Example::serve();
    let mut tab = Tab::open();
    let mut seen = 0;
    for (width, name) in [(1280, "guideline"), (390, "guideline"), (1280, "play"), (390, "play")] {
        tab.size(width, 700);
        let url = example.server.url(example.sample(name));
        tab.goto(&url);
        let ids = tab.texts(IDS);
        for id in &ids {
            tab.evaluate(&format!("location.hash = {id:?}"));
            tab.settle();
            assert_eq!(tab.evaluate(&landed(id)), "", "{name}, {width} pixels");
        }
        let last = ids.last().expect("a heading");
        tab.goto(&example.server.url(""));
        tab.goto(&format!("{url}#{last}"));
        tab.settle();
        assert_eq!(tab.evaluate(&landed(last)), "", "{name}, {width} pixels, from elsewhere");
        seen += ids.len();
    }
    assert!(seen > 20, "only {seen} headings");
}

/// The scheme is there before the page has a body, so that nothing is ever drawn in the other one.
#[test]
fn the_colour_switch_holds_on_the_next_page_without_a_flash() {
    const AT_BODY: &str = r#"new MutationObserver((_, observer) => {
        if (!document.body) return;
        window.schemeAtBody = document.documentElement.dataset.theme ?? "none";
        observer.disconnect();
    }).observe(document, { childList: true, subtree: true })"#;
    const BACKGROUND: &str = "getComputedStyle(document.documentElement).backgroundColor \
        + getComputedStyle(document.body).backgroundColor";
    let example = Example::serve();
    let home = example.server.url("");
    let mut tab = Tab::open();
    tab.run_first(AT_BODY);
    tab.look(Media::Screen, Scheme::Dark);
    tab.goto(&home);
    let dark = tab.evaluate(BACKGROUND);
    tab.look(Media::Screen, Scheme::Light);
    tab.goto(&home);
    assert_eq!(tab.evaluate("schemeAtBody"), "none");
    let light = tab.evaluate(BACKGROUND);
    assert_ne!(light, dark);
    for _ in 0..2 {
        tab.evaluate("document.querySelector('[data-scheme-switch]').click()");
    }
    assert_eq!(tab.evaluate("document.documentElement.dataset.theme"), "dark", "system, light, dark");
    assert_eq!(tab.evaluate(BACKGROUND), dark);
    tab.goto(&example.server.url(example.sample("guideline")));
    assert_eq!(tab.evaluate("schemeAtBody"), "dark", "before anything is drawn");
    assert_eq!(tab.evaluate(BACKGROUND), dark);
}

#[test]
fn an_old_address_leads_on() {
    let example = Example::serve();
    let (from, to) = &example.moved;
    let mut tab = Tab::open();
    tab.goto_from(&example.server.url(from), &example.server.url(to));
    assert_eq!(tab.complaints(example.server.origin()), Vec::<String>::new());
}

#[test]
fn the_page_for_dead_addresses_works_at_any_depth() {
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.goto(&example.server.url("no/such/page/at/all/"));
    let styled = tab.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 0)");
    assert_eq!(styled, true, "the stylesheet is found");
    assert_eq!(tab.evaluate("new URL(document.querySelector('.brand').href).pathname"), PREFIX);
}
