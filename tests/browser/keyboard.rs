//! Everything can be reached and done with the keyboard alone, and one always sees where one is.

use std::collections::BTreeSet;

use crate::example::Example;
use crate::tab::{Key, Tab};

/// Numbers everything that the keyboard should reach, and describes where the focus is.
const WATCH_FOCUS: &str = r#"
window.reachable = [...document.querySelectorAll(
  "a[href], area[href], button:enabled, input:enabled, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex='0']"
)].filter(part => part.checkVisibility({ visibilityProperty: true }) && !part.closest("[inert]"))
  // A drawing's links are also in the list beside it, which the keyboard goes through instead.
  .filter(part => !part.closest("svg[aria-hidden='true']") || part.tabIndex >= 0)
  // Of answers that exclude one another the keyboard stops at one, and arrows go on.
  .filter(part => part.type !== "radio" || part === document.querySelector(`input[type=radio][name="${part.name}"]`));
window.focused = () => {
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  const shows = (x, y) => {
    const seen = document.elementFromPoint(x, y);
    return seen && (part.contains(seen) || seen.contains(part));
  };
  const boxes = [...part.getClientRects()].filter(box => box.width > 0);
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
  return {
    number: reachable.indexOf(part),
    name: part.outerHTML.slice(0, 140),
    ring: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none",
    covered: !boxes.some(({ left, right, top, bottom }) => {
      const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
      return [left + 2, (left + right) / 2, right - 2].some(x => shows(x, middle));
    }),
  };
};
reachable.length
"#;

/// More presses of the key than any page here needs.
const MOST_PRESSES: usize = 600;

#[test]
fn tab_reaches_everything_in_order_and_in_sight() {
    let example = Example::serve();
    let mut tab = Tab::open();
    for (name, path) in &example.samples {
        for width in [1280, 390] {
            tab.size(width, 900);
            tab.goto(&example.server.url(path));
            tab.settle();
            walk(&mut tab, &format!("{name}, {width} pixels"));
        }
    }
}

fn walk(tab: &mut Tab, place: &str) {
    let all = tab.evaluate(WATCH_FOCUS).as_u64().expect("a number");
    let (mut reached, mut last) = (BTreeSet::new(), 0);
    for _ in 0..MOST_PRESSES {
        tab.press(Key::Tab);
        let focus = tab.evaluate("focused()");
        // Past the last one the focus leaves the page, or begins again.
        if focus.is_null() || (focus["number"] == 0 && reached.contains(&0)) {
            break;
        }
        assert!(focus["ring"] == true, "{place}: no focus ring on {}", focus["name"]);
        assert!(focus["covered"] == false, "{place}: out of sight: {}", focus["name"]);
        // What is not numbered is scrolled by the browser itself.
        let Some(number) = focus["number"].as_u64() else { continue };
        assert!(number >= last, "{place}: back to {}", focus["name"]);
        last = number;
        reached.insert(number);
    }
    let missed: Vec<u64> = (0..all).filter(|number| !reached.contains(number)).collect();
    let first = missed.first().map(|number| tab.evaluate(&format!("reachable[{number}].outerHTML")));
    assert!(missed.is_empty(), "{place}: {} of {all} not reached, the first {first:?}", missed.len());
}

#[test]
fn the_first_stop_skips_to_the_text() {
    let example = Example::serve();
    let mut tab = Tab::open();
    for (name, path) in example.samples.iter().filter(|(name, _)| name != "redirect") {
        tab.goto(&example.server.url(path));
        tab.press(Key::Tab);
        assert_eq!(tab.evaluate("document.activeElement.className"), "skip", "{name}");
        tab.press(Key::Enter);
        tab.settle();
        tab.press(Key::Tab);
        let inside = "document.activeElement.closest('main, footer') !== null";
        assert_eq!(tab.evaluate(inside), true, "{name}: past the header");
    }
}

#[test]
fn the_menu_of_a_phone_opens_keeps_the_focus_and_closes() {
    const EXPANDED: &str = "document.querySelector('.menu').getAttribute('aria-expanded')";
    const INSIDE: &str = "document.activeElement === document.body \
        || document.querySelector('#siteNavigation').contains(document.activeElement)";
    let example = Example::serve();
    let mut tab = Tab::open();
    tab.size(390, 800);
    tab.goto(&example.server.url(example.sample("guideline")));
    assert_eq!(tab.evaluate(EXPANDED), "false");
    tab.evaluate("document.querySelector('.menu').focus()");
    tab.press(Key::Enter);
    tab.settle();
    assert_eq!(tab.evaluate(EXPANDED), "true");
    let count =
        tab.evaluate("document.querySelectorAll('#siteNavigation a').length").as_u64().expect("a number");
    let mut stops = BTreeSet::new();
    for _ in 0..=count + 2 {
        let stop = tab.evaluate("document.activeElement.href ?? ''");
        stops.insert(stop.as_str().unwrap_or_default().to_owned());
        assert_eq!(tab.evaluate(INSIDE), true, "the focus stays in the menu, not at {stop}");
        tab.press(Key::Tab);
    }
    assert!(stops.len() > 4, "the focus moves: {stops:?}");
    tab.press(Key::Escape);
    tab.settle();
    assert_eq!(tab.evaluate(EXPANDED), "false");
    assert_eq!(tab.evaluate("document.activeElement.className"), "menu", "back to where it was opened");
    let shut = "document.querySelector('#siteNavigation a').checkVisibility({ visibilityProperty: true })";
    assert_eq!(tab.evaluate(shut), false, "nothing of a shut menu takes the focus");
}
