//! Views in a page that is approved: what they say of pages that nobody approves.

use crate::trust::attacked::ATTACK;
use crate::trust::judge::ADDRESS;
use crate::trust::recipe::Recipe;

/// Every view, each in the approved page.
const VIEWS: [&str; 11] = [
    "map",
    "ladder",
    "roadmap",
    "channels",
    "measures",
    "scenarios",
    "coverage",
    "people",
    "lessons",
    "starter",
    "training",
];

/// Pages that nobody approves, with a word in each field that views show.
const FREE: [(&str, &str); 9] = [
    (
        "content/ob.md",
        "title: zebracanary\nkind: objective\nid: OB-1\nsummary: zebracanary\nblock: processes",
    ),
    (
        "content/pl.md",
        "title: zebracanary\nkind: play\nid: PL-1\nserves: [OB-1]\nuses: [CH-1]\nmeasured_by: [ME-1]\nlevel: share\nhorizon: short\nstarts: 2026-01-02\nends: 2027-01-02\nstate: running\nsummary: zebracanary",
    ),
    (
        "content/ch.md",
        "title: zebracanary\nkind: channel\nid: CH-1\nlevel: share\nstrengths: [zebracanary]\nrisks: [zebracanary]\nfit: [zebracanary]\nlistening: zebracanary\nresponse_time: zebracanary",
    ),
    (
        "content/me.md",
        "title: zebracanary\nkind: measure\nid: ME-1\nunit: zebracanary\ntarget: zebracanary\nsource: zebracanary\nreadings:\n  - {value: 987654, on: 2026-01-01, note: zebracanary}",
    ),
    (
        "content/sc.md",
        "title: zebracanary\nkind: scenario\nid: SC-1\nsummary: zebracanary\naxes:\n  - {name: zebracanary, low: zebracanary, high: zebracanary}\n  - {name: zebracanary, low: zebracanary, high: zebracanary}\nworlds:\n  - {name: zebracanary, summary: zebracanary, holds: [PL-1]}",
    ),
    ("content/tr.md", "title: zebracanary\nkind: course\nid: TR-1\nlessons: [LN-1]"),
    ("content/ln.md", "title: zebracanary\nkind: lesson\nid: LN-1\nduration: 5 min"),
    ("content/ro.md", "title: Guest\nkind: role\nid: guest\ntraining: [{course: TR-1, every: 1 year}]"),
    ("content/le.md", "title: zebracanary\nlearned_from: [PL-1]\noutcome: open\nsummary: zebracanary"),
];

#[test]
fn a_view_in_an_approved_page_says_no_words_of_pages_that_nobody_approves() {
    let mut recipe = Recipe::default();
    let views = VIEWS.map(|view| format!("\n```view {view}\n```\n")).concat();
    recipe.guideline = recipe.guideline.replace("twenty crowns.\n", &format!("twenty crowns.\n{views}"));
    for (path, front) in FREE {
        recipe.files.push((path, format!("---\n{front}\n---\nWords.\n").into_bytes()));
    }
    let mini = recipe.make();
    mini.on(ATTACK);
    mini.write("content/more.md", "# More\n");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    let page = String::from_utf8_lossy(&output[ADDRESS]).into_owned();
    assert!(page.contains("twenty crowns") && page.contains("class=\"map-list\""), "{page}");
    let said: Vec<&str> = page.lines().filter(|line| line.contains("zebracanary")).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    assert!(!page.contains("987,654") && page.contains("not shown here: nobody approves it"));
    // On its own page a view says them, and that nobody approves them.
    let own = String::from_utf8_lossy(&output["views/measures/index.html"]).into_owned();
    assert!(own.contains("zebracanary") && own.contains("987,654") && own.contains("Not controlled"));
}
