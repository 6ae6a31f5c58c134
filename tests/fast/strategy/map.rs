//! The map: what is drawn is what is read, what is missing is named, and what is large stays readable.

use std::fmt::Write as _;

use super::{OBJECTIVE, between, lines, site};
use crate::support::{self, Built};

/// A tie by the addresses of its ends, in the order of their letters: lists nest by either end.
type Drawn = (String, String);

/// The map of a site, cut from its page.
fn map(built: &Built) -> String {
    let html = built.text("views/map/index.html");
    let (_, map) = html.split_once("<div class=\"map\">").expect("the map");
    map.split_once("</article>").expect("its end").0.to_owned()
}

fn tie(one: &str, other: &str) -> Drawn {
    let mut ends = [one.to_owned(), other.to_owned()];
    ends.sort();
    ends.into()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    Some(tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0)
}

/// The ties that are drawn.
fn drawn(map: &str) -> Vec<Drawn> {
    let paths = map.split("<path ").skip(1).map(|rest| format!(" {rest}"));
    let ends = paths.map(|path| {
        tie(attribute(&path, "data-from").expect("from"), attribute(&path, "data-to").expect("to"))
    });
    let mut ends: Vec<Drawn> = ends.collect();
    ends.sort();
    ends
}

/// The ties that are read: what stands in an item of a list is tied to what the item is about.
fn read(map: &str) -> Vec<Drawn> {
    let mut ties = Vec::new();
    let mut open: Vec<Option<String>> = Vec::new();
    let without_drawings = map.split("</svg>").map(|part| part.split("<svg").next().unwrap_or_default());
    for tag in without_drawings.collect::<String>().split('<') {
        let tag = tag.split('>').next().unwrap_or_default();
        match tag.split(' ').next().unwrap_or_default() {
            "h2" if tag.contains("map-gaps") => break,
            "li" => open.push(None),
            "/li" => {
                open.pop();
            }
            "a" => {
                let href = attribute(tag, "href").expect("where a link leads");
                let Some(page) = href.strip_prefix("../../") else { continue };
                let Some(item @ None) = open.last_mut() else { continue };
                *item = Some(page.to_owned());
                if let Some(Some(above)) = open.iter().rev().nth(1) {
                    ties.push(tie(above, page));
                }
            }
            _ => {}
        }
    }
    ties.sort();
    ties
}

/// Numbers that look like chance and are the same every day.
struct Numbers(u32);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % below
    }
}

/// How many pages of each kind a made-up site has.
struct Sizes {
    objectives: usize,
    goals: usize,
    plays: usize,
    channels: usize,
    measures: usize,
}

/// A made-up site of a size.
fn sized(sizes: &Sizes, seed: u32) -> Built {
    let mut numbers = Numbers(seed);
    let mut files = Vec::new();
    let mut add = |kind: &str, nth: usize, ties: &str| {
        let text =
            format!("---\ntitle: The {kind} {nth}\nkind: {kind}\nid: {kind}-{nth}\n{ties}---\nWords.\n");
        files.push((format!("content/{kind}/{nth:04}.md"), text));
    };
    (0..sizes.objectives).for_each(|nth| add("objective", nth, ""));
    (0..sizes.channels).for_each(|nth| add("channel", nth, ""));
    (0..sizes.measures).for_each(|nth| add("measure", nth, ""));
    for nth in 0..sizes.goals {
        let (one, other) = (nth % sizes.objectives, numbers.next(sizes.objectives));
        let measure = numbers.next(sizes.measures);
        add(
            "goal",
            nth,
            &format!("serves: [objective-{one}, objective-{other}]\nmeasured_by: [measure-{measure}]\n"),
        );
    }
    for nth in 0..sizes.plays {
        let mut ties = format!("serves: [goal-{}, goal-{}]\n", nth % sizes.goals, numbers.next(sizes.goals));
        let (one, other) = (numbers.next(sizes.channels), numbers.next(sizes.channels));
        let measure = numbers.next(sizes.measures);
        write!(ties, "uses: [channel-{one}, channel-{other}]\nmeasured_by: [measure-{measure}]\n")
            .expect("room");
        add("play", nth, &ties);
    }
    support::build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

const SMALL: &[(&str, &str)] = &[
    OBJECTIVE,
    ("ob-2.md", "title: Repair\nkind: objective\nid: OB-2\nmeasured_by: [ME-1]"),
    ("go-1.md", "title: Answers\nkind: goal\nid: GO-1\nserves: [OB-1, OB-2]\nmeasured_by: [ME-1]"),
    ("go-2.md", "title: Better answers\nkind: goal\nid: GO-2\nserves: [GO-1]"),
    (
        "pl-1.md",
        "title: Listen\nkind: play\nid: PL-1\nserves: [GO-1, GO-2, OB-2]\nuses: [CH-1]\nmeasured_by: [ME-1]\nstate: running",
    ),
    ("pl-2.md", "title: Films\nkind: play\nid: PL-2\nserves: [GO-2]\nuses: [CH-1, CH-2]"),
    ("ch-1.md", "title: Forum\nkind: channel\nid: CH-1"),
    ("ch-2.md", "title: Video\nkind: channel\nid: CH-2"),
    ("me-1.md", "title: Calls\nkind: measure\nid: ME-1"),
];

#[test]
fn what_is_drawn_is_what_is_read() {
    let map = map(&site(SMALL));
    assert_eq!(drawn(&map).len(), 13);
    assert_eq!(drawn(&map), read(&map));
}

#[test]
fn a_tie_that_is_not_read_is_seen() {
    let map = map(&site(SMALL));
    let (before, rest) = map.split_once("<div class=\"map-ends\">").expect("channels or measures");
    let (_, after) = rest.split_once("</div>").expect("their end");
    assert_ne!(drawn(&map), read(&format!("{before}{after}")));
    let drawn_less = map.replacen("<path ", "<none ", 1);
    assert_eq!(drawn(&drawn_less).len(), read(&drawn_less).len() - 1);
}

#[test]
fn sites_of_any_shape_are_drawn_as_they_are_read() {
    for seed in 0..6 {
        let sizes = Sizes { objectives: 4, goals: 7, plays: 15, channels: 8, measures: 8 };
        let map = map(&sized(&sizes, seed));
        assert!(drawn(&map).len() > 70, "{}", drawn(&map).len());
        assert_eq!(drawn(&map), read(&map), "seed {seed}");
    }
}

#[test]
fn goals_that_serve_one_another_are_read_once() {
    let built = site(&[
        OBJECTIVE,
        ("go-1.md", "title: Hen\nkind: goal\nid: GO-1\nserves: [GO-2]"),
        ("go-2.md", "title: Egg\nkind: goal\nid: GO-2\nserves: [GO-1]"),
    ]);
    let map = map(&built);
    assert_eq!(drawn(&map).len(), 2);
    assert_eq!(drawn(&map), read(&map));
}

#[test]
fn what_is_missing_is_named() {
    let built = site(&[
        OBJECTIVE,
        ("ob-2.md", "title: Alone\nkind: objective\nid: OB-2"),
        ("ob-3.md", "title: Hidden\nkind: objective\nid: OB-3\ndraft: true"),
        ("go-1.md", "title: Answers\nkind: goal\nid: GO-1\nserves: [OB-1]\nmeasured_by: [ME-1]"),
        ("go-2.md", "title: Unseen end\nkind: goal\nid: GO-2\nserves: [OB-3]\nmeasured_by: [ME-1]"),
        ("pl-1.md", "title: Fun\nkind: play\nid: PL-1\nuses: [CH-1]"),
        ("pl-2.md", "title: Listen\nkind: play\nid: PL-2\nserves: [GO-1]\nmeasured_by: [ME-1]"),
        ("ch-1.md", "title: Forum\nkind: channel\nid: CH-1"),
        ("ch-2.md", "title: Radio\nkind: channel\nid: CH-2"),
        ("me-1.md", "title: Calls\nkind: measure\nid: ME-1"),
        ("me-2.md", "title: Likes\nkind: measure\nid: ME-2"),
    ]);
    let lines = lines(&built, "map");
    let gaps = lines.iter().position(|line| line == "What is missing").expect("what is missing");
    assert_eq!(
        lines[gaps + 1..],
        [
            "Serve nothing",
            "Fun PL-1",
            "Serve only what is not published here",
            "Unseen end GO-2",
            "Served by nobody",
            "Unseen end GO-2",
            "Alone OB-2",
            "Used by no play",
            "Radio CH-2",
            "Followed by no measure",
            "Fun PL-1",
            "Measure nothing",
            "Likes ME-2",
        ]
    );
    assert!(!map(&built).contains("Hidden"));
    let list = lines.iter().position(|line| line == "Lead to no objective here").expect("what leads nowhere");
    assert!(lines[list..gaps].iter().any(|line| line == "Fun PL-1"), "{lines:?}");
}

#[test]
fn a_map_that_lacks_nothing_says_so() {
    let built = site(&[
        OBJECTIVE,
        ("go-1.md", "title: Answers\nkind: goal\nid: GO-1\nserves: [OB-1]\nmeasured_by: [ME-1]"),
        ("pl-2.md", "title: Listen\nkind: play\nid: PL-2\nserves: [GO-1]\nmeasured_by: [ME-1]"),
        ("me-1.md", "title: Calls\nkind: measure\nid: ME-1"),
    ]);
    assert!(map(&built).contains("Nothing is missing"));
}

#[test]
fn what_is_not_chosen_is_not_missing() {
    let pages = [
        ("content/ob-1.md", "---\ntitle: Fewer calls\nkind: objective\nid: OB-1\n---\n"),
        (
            "content/go-1.md",
            "---\ntitle: Answers\nkind: goal\nid: GO-1\nserves: [OB-1]\nmeasured_by: [ME-1]\n---\n",
        ),
        (
            "content/pl-1.md",
            "---\ntitle: Listen\nkind: play\nid: PL-1\nserves: [GO-1]\nmeasured_by: [ME-1]\n---\n",
        ),
        ("content/me-1.md", "---\ntitle: Calls\nkind: measure\nid: ME-1\n---\n"),
        ("content/goals.md", "```view map\npages: {kind: [objective, goal]}\n```\n"),
    ];
    let built = support::build(pages);
    let page = between(built.text("goals/index.html"), "<div class=\"map\">", "<nav class=\"pager\"");
    assert!(page.contains(">Answers</a>") && !page.contains("Listen"));
    assert!(!page.contains("nothing serves this yet"), "a play does");
    assert!(!page.contains("missing"), "a page is not told of what it does not lack");
}

#[test]
fn the_drawing_is_plain() {
    let long = "title: A very long title of a play that nobody will ever read to its end since it has far too many words & <signs>\nkind: play\nid: PL-9\nserves: [OB-1]";
    let built = site(&[OBJECTIVE, ("pl-9.md", long)]);
    let map = map(&built);
    let (_, svg) = map.split_once("<svg").expect("a drawing");
    let (svg, _) = svg.split_once("</svg>").expect("its end");
    assert!(!svg.contains("foreignObject") && !svg.contains("style="));
    assert!(svg.contains("aria-hidden=\"true\"") && !svg.contains("<a href=\"../../pl-9/\">"));
    assert_eq!(svg.matches("<a ").count(), svg.matches("tabindex=\"-1\"").count());
    for title in svg.split("<text class=\"map-title\">").skip(1) {
        assert!(title.starts_with("<tspan "), "a title begins its own text: {title}");
    }
    assert!(svg.contains("&amp; &lt;signs&gt;") && svg.contains("…</tspan>"), "{svg}");
}

#[test]
fn a_page_that_serves_something_else_is_drawn_there() {
    let built = |serves: &str| {
        let play = format!("title: Listen\nkind: play\nid: PL-1\nserves: [{serves}]");
        site(&[OBJECTIVE, ("ob-2.md", "title: Repair\nkind: objective\nid: OB-2"), ("pl-1.md", &play)])
    };
    assert_eq!(drawn(&map(&built("OB-1"))), [tie("pl-1/", "ob-1/")]);
    assert_eq!(drawn(&map(&built("OB-2"))), [tie("pl-1/", "ob-2/")]);
}

#[test]
fn what_is_too_large_for_one_picture_is_cut_by_objective() {
    let sizes = Sizes { objectives: 12, goals: 24, plays: 60, channels: 12, measures: 12 };
    let map = map(&sized(&sizes, 1));
    let parts: Vec<&str> = map.split("<details class=\"map-part\">").skip(1).collect();
    assert_eq!(parts.len(), 12);
    let mut pictures = 0;
    for part in parts {
        let part = part.split("</details>").next().expect("its end");
        if part.contains("<svg") {
            pictures += 1;
            assert_eq!(drawn(part), read(part));
        }
    }
    assert!(map.contains("cut by objective"));
    assert!(pictures > 0, "some are small enough to be drawn");
}

#[test]
fn what_is_too_large_to_be_listed_is_counted() {
    let sizes = Sizes { objectives: 20, goals: 100, plays: 1000, channels: 50, measures: 200 };
    let map = map(&sized(&sizes, 1));
    assert!(
        map.contains("This map has 1370 pages") || map.contains("This map has 1,370 pages"),
        "{}",
        &map[..600]
    );
    assert!(map.contains("The goal 99") && !map.contains("The play 500<"));
    assert!(!map.contains("<svg") && map.contains(" plays</span>"));
    assert!(map.len() < 200_000, "{}", map.len());
}
