//! Views of the strategy on the reader's own clock.

use crate::example::Example;
use crate::tab::Tab;

/// What makes it noon of a day.
fn clock(day: &str) -> String {
    format!(
        "{{ const Real = Date;
        window.Date = class extends Real {{
            constructor(...given) {{ if (given.length) super(...given); else super('{day}T12:00:00'); }}
        }}; }}"
    )
}

#[test]
fn an_old_roadmap_says_what_became_late_since() {
    let late = "[...document.querySelectorAll('.roadmap-table tr')].flatMap(row =>
        [...row.querySelectorAll('.view-late')].filter(mark => mark.checkVisibility())
            .map(mark => `${row.querySelector('a').textContent}: ${mark.textContent}`))";
    let drawn = "[...document.querySelectorAll('.roadmap a')].flatMap(bar =>
        [...bar.querySelectorAll('.roadmap-late')].filter(mark => mark.getComputedTextLength() > 0)
            .map(mark => `${bar.querySelector('title').textContent}: ${mark.textContent}`))";
    let line = "[...document.querySelectorAll('[data-today]')].filter(line => !line.hasAttribute('hidden'))
        .map(line => `${line.textContent.trim()} ${line.getAttribute('transform')}`)";
    let example = Example::serve();
    let roadmap = example.server.url("views/roadmap/");
    let mut tab = Tab::open();
    tab.run_first(&clock("2027-03-01"));
    tab.goto(&roadmap);
    let expected = ["A day in the van: past its end", "Repair evenings with customers: not begun"];
    assert_eq!(tab.texts(late), expected);
    assert_eq!(tab.texts(drawn), expected);
    assert_eq!(tab.texts(line), ["Today translate(556)"]);
    tab.run_first(&clock("2028-03-01"));
    tab.goto(&roadmap);
    assert_eq!(tab.texts(line), [""; 0], "the day is beyond what is drawn");
    assert_eq!(tab.texts(late).len(), 4);
    assert!(
        tab.texts(late).iter().all(|late| late.ends_with("past its end")),
        "what is over is not to begin"
    );
}
