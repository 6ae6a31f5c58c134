//! Data blocks: drawn from what they say, and every mistake in one is a finding at its place.

use guidepost::diagnostic::Finding;

use crate::support::{self, Built};

/// A site of one page with this block, and pages that it may name.
fn built(block: &str) -> Built {
    built_with(block, "name = \"A\"\n", &[])
}

fn built_with(block: &str, settings: &str, more: &[(&str, &str)]) -> Built {
    let page = format!("---\ntitle: Home\n---\nWords.\n\n{block}\n\nMore words.\n");
    let rule = "---\ntitle: The rule\nid: GL-1\n---\n\n## When\n\nWords.\n";
    let lead = "---\ntitle: The lead\nkind: role\nid: lead\n---\nWords.\n";
    let files = [
        ("content/index.md", &*page),
        ("content/rule.md", rule),
        ("content/lead.md", lead),
        ("content/film.webm", "a film"),
        ("site.toml", settings),
    ];
    support::build(files.into_iter().chain(more.iter().copied()))
}

const DECISION: &str = "```decision
title: May I post this?
questions:
  - id: customer
    ask: Is it about a customer?
    answers:
      - {say: Yes it is, next: agreed}
      - {say: No, outcome: post}
  - id: agreed
    ask: Did they agree?
    answers:
      - {say: They did, outcome: ask}
      - {say: No, outcome: never}
outcomes:
  - {id: post, say: Post it, rule: GL-1#when}
  - {id: ask, say: Ask first, then: Send the text along., first: [lead]}
  - {id: never, say: Leave it}
```";

#[test]
fn a_decision_says_everything_without_scripts() {
    let built = built(DECISION);
    assert_eq!(built.found(), [""; 0]);
    let html = built.text("index.html");
    for said in [
        "<a href=\"#block-1-question-2\" data-answer>Yes it is</a> <span class=\"leads-to\">→ question 2</span>",
        "<a href=\"#block-1-outcome-1\" data-answer>No</a> <span class=\"leads-to\">→ Post it</span>",
        "<div id=\"block-1-outcome-2\" tabindex=\"-1\" data-outcome>\n<dt>Ask first</dt>\n<dd>Send the text along.</dd>",
        "Must see it first: <a href=\"./lead/\">The lead</a>",
        "The rule: <a href=\"./rule/#when\">When</a>",
    ] {
        assert!(html.contains(said), "{said} is not in {html}");
    }
    assert!(!html.contains("<pre"), "it is no code: {html}");
    assert!(
        built.text("rule/index.html").contains("<a href=\"../\">Home</a>"),
        "whoever is named knows by whom"
    );
}

#[test]
fn a_chart_is_drawn_and_read() {
    let built = built(
        "```chart Answered in time\nform: progress\nrows:\n  - {label: Forum, values: 83 %, target: 90 %}\n```",
    );
    assert_eq!(built.found(), [""; 0]);
    let html = built.text("index.html");
    assert!(html.contains("<svg viewBox") && html.contains("aria-hidden=\"true\""), "{html}");
    assert!(
        html.contains("<tr><th scope=\"row\">Forum</th><td>83 %</td><td>90 %</td><td>92 %</td></tr>"),
        "{html}"
    );
}

#[test]
fn a_view_stands_in_a_page_and_is_narrowed() {
    let plays = [
        ("content/ob.md", "---\ntitle: Objective\nkind: objective\nid: OB-1\n---\nWords.\n"),
        (
            "content/a.md",
            "---\ntitle: Listen\nkind: play\nserves: [OB-1]\nlevel: share\ntags: [a]\n---\nWords.\n",
        ),
        (
            "content/b.md",
            "---\ntitle: Films\nkind: play\nserves: [OB-1]\nlevel: share\ntags: [b]\n---\nWords.\n",
        ),
    ];
    let built = built_with("```view ladder\npages: {tag: a}\n```", "name = \"A\"\n", &plays);
    assert_eq!(built.found(), [""; 0]);
    let html = built.text("index.html");
    let (_, ladder) = html.split_once("class=\"ladder\"").expect("the ladder");
    let (ladder, _) = ladder.split_once("</ol>").expect("its end");
    assert!(ladder.contains("Listen") && !ladder.contains("Films"), "{ladder}");
    assert!(built.text("views/ladder/index.html").contains("Films"));
}

#[test]
fn a_site_declares_blocks_of_its_own() {
    let settings = "name = \"A\"\n[blocks.contact]\nargument = \"who\"\nrequired = [\"who\"]\nfields.who = { type = \"roles\" }\nfields.hours = { type = \"text\" }\n";
    let block = "```contact lead\nhours: nine to five\n```";
    let plain = built_with(block, settings, &[]);
    assert_eq!(plain.found(), [""; 0]);
    assert!(
        plain.text("index.html").contains("<div><dt>Hours</dt><dd>nine to five</dd></div>"),
        "{}",
        plain.text("index.html")
    );
    let template = "<p class=\"own\">{% for who in view.fields.who %}{{ who.title }}{% endfor %}: {{ view.fields.hours }}</p>";
    let own = built_with(block, settings, &[("theme/blocks/contact.html", template)]);
    assert_eq!(own.found(), [""; 0]);
    assert!(
        own.text("index.html").contains("<p class=\"own\">The lead: nine to five</p>"),
        "{}",
        own.text("index.html")
    );
}

#[test]
fn a_site_declares_no_block_of_a_built_in_name() {
    let settings = "name = \"A\"\n[blocks.chart]\nfields.x = { type = \"text\" }\n";
    let built = built_with("```chart\nrows: [{label: A, values: 4}]\n```", settings, &[]);
    let found = built.findings.iter().map(|finding| format!("{} {}", built.place(finding), finding.message));
    assert_eq!(found.collect::<Vec<_>>(), ["site.toml:2:1 `chart` is a block that every site knows"]);
    assert!(built.text("index.html").contains("<rect class=\"bar column-0\""), "it is drawn as always");
}

#[test]
fn a_block_stands_where_raw_html_is_cleaned() {
    let built = built_with(
        "```chart\nrows: [{label: A, values: 4}]\n```\n\n<b onclick=\"x()\">b</b>",
        "name = \"A\"\nraw_html = \"sanitize\"\n",
        &[],
    );
    let html = built.text("index.html");
    assert!(html.contains("<rect class=\"bar column-0\"") && html.contains("<b>b</b>"), "{html}");
}

const POSTING: &str = "```posting May I post this?
before:
  - {ask: Could somebody be in danger?, stop: Yes, go: No, then: Call the duty phone., rule: GL-1}
standings:
  - {say: New voice, help: fewer than ten posts}
  - {say: Proven voice}
kinds:
  - {kind: Thanks, review: [second-pair-of-eyes, post]}
  - {kind: Safety notice, review: [prior-approval, prior-approval], signs: [lead], rule: GL-1}
```";

#[test]
fn rules_for_posting_are_a_table_and_questions_that_say_the_same() {
    let built = built(POSTING);
    assert_eq!(built.found(), [""; 0]);
    let html = built.text("index.html");
    for said in [
        "<tr><th scope=\"row\">Thanks</th><td data-column=\"New voice\" class=\"review-second-pair-of-eyes\">A second pair of eyes first</td><td data-column=\"Proven voice\" class=\"review-post\">Post it</td>",
        "<p class=\"ask\">Could somebody be in danger?</p>",
        "<a href=\"#block-1-outcome-1\" data-answer>Yes</a> <span class=\"leads-to\">→ Call the duty phone.</span>",
        "data-answer>Thanks</a> <span class=\"leads-to\">→ question 3</span>",
        "data-answer>Safety notice</a> <span class=\"leads-to\">→ Approval first</span>",
        "data-answer>Proven voice</a> <span class=\"leads-to\">→ Post it</span>",
        // On paper the table says what comes of a kind.
        "<li id=\"block-1-question-1\" tabindex=\"-1\" data-question>",
        "<li id=\"block-1-question-2\" tabindex=\"-1\" data-question class=\"asks-kind\">",
        "<li id=\"block-1-question-3\" tabindex=\"-1\" data-question class=\"in-table\">",
        "<div id=\"block-1-outcome-1\" tabindex=\"-1\" data-outcome>",
        "<div id=\"block-1-outcome-2\" tabindex=\"-1\" data-outcome class=\"in-table\">",
    ] {
        assert!(html.contains(said), "{said} is not in {html}");
    }
}

#[test]
fn a_channel_is_only_stricter_than_the_rules() {
    let rules = POSTING.replace("[second-pair-of-eyes, post]", "[editor, second-pair-of-eyes]");
    let channel =
        |before: &str| format!("---\ntitle: Films\nkind: channel\nbefore_posting: {before}\n---\nWords.\n");
    let looser =
        built_with(&rules, "name = \"A\"\n", &[("content/films.md", &channel("sampled-afterwards"))]);
    assert_eq!(looser.found(), ["content/films.md:4:17 bad-block"]);
    for before in ["second-pair-of-eyes", "prior-approval"] {
        let stricter = built_with(&rules, "name = \"A\"\n", &[("content/films.md", &channel(before))]);
        assert_eq!(stricter.found(), [""; 0], "{before}");
    }
}

/// A block, the line of the page at which something is found, its code, and a part of what is said.
pub(crate) type Mistake = (&'static str, usize, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    ("```decison\nquestions: []\n```", 6, "unknown-block", "did you mean `decision`?"),
    ("```veiw roadmap\n```", 6, "unknown-block", "did you mean `view`?"),
    ("```readigns\n```", 6, "unknown-block", "did you mean `readings`?"),
    ("```roadmapp\n```", 6, "unknown-block", "did you mean `roadmap`?"),
    ("- ```view ladder\n  ```", 6, "bad-block", "stands in a list"),
    ("> ```view ladder\n> ```", 6, "bad-block", "stands in a list"),
    ("```chart\n- one\n```", 7, "bad-block", "is a list of keys and values; this is a list"),
    ("```chart\nrows: [a\n```", 7, "bad-block", "is YAML, and this is none"),
    ("```chart\n```", 6, "bad-block", "write `rows:` below, or name a file"),
    ("```chart\nrows: []\n```", 7, "bad-block", "nothing says what is drawn"),
    ("```chart\nfile: no.csv\n```", 7, "broken-image", "no.csv"),
    ("```chart\nfile: rule.md\n```", 7, "bad-block", "this is none"),
    ("```chart\nfile: https://example.org/a.csv\n```", 7, "bad-block", "is no file of the site"),
    ("```chart\nfile: figures\n```", 7, "bad-block", "on a line of its own"),
    ("```chart\n{file: a.csv}\n```", 7, "bad-block", "on a line of its own"),
    ("```chart\nfile: [a.csv]\n```", 7, "bad-block", "`file` takes a file"),
    (
        "```chart\nrows: [{label: A, values: 1}]\ntarget: 9\n```",
        8,
        "bad-block",
        "a target of all rows is drawn across lines",
    ),
    ("```readings\n```", 6, "bad-block", "this page says no `readings`"),
    ("```readings\nrows: [{on: 2026-11-01}]\n```", 7, "bad-block", "says a day and a value"),
    ("```readings\nrows: [{on: 1.11.2026, value: 4}]\n```", 7, "bad-block", "1.11.2026"),
    ("```readings\nrow: [{on: 2026-11-01, value: 4}]\n```", 7, "bad-block", "did you mean `rows`?"),
    ("```readings\n```", 6, "bad-block", "write the block's own lines below the fence"),
    ("```roadmap\n```", 6, "bad-block", "this page says no `ends`"),
    ("```scenarios Ours\n```", 6, "bad-block", "this page says no `axes` and no `worlds`"),
    ("```scenarios\naxes: [{name: A, low: B, high: C}]\n```", 6, "bad-block", "needs `worlds`"),
    (
        "```scenarios\naxes: [{name: A, low: B, high: C}]\nworlds: [{name: D}]\n```",
        7,
        "bad-block",
        "two uncertainties, and there are 1",
    ),
    (
        "```scenarios\naxes: [{name: A, low: B, high: C}, {name: A, low: B, high: C}]\nworlds: [{name: D}]\n```",
        8,
        "bad-block",
        "make four worlds, and there are 1",
    ),
    (
        "```scenarios\naxes: [{name: A, low: B}, {name: A, low: B, high: C}]\nworlds: [{name: D}]\n```",
        7,
        "bad-block",
        "says no `high`",
    ),
    (
        "```scenarios\naxes: [{name: A, low: B, high: C}]\nworlds: [{summary: D}]\n```",
        8,
        "bad-block",
        "a world has no name",
    ),
    (
        "```scenarios\naxes: [{name: A, low: B, high: C}]\nworlds: [{name: D, holds: [PL-9]}]\n```",
        8,
        "broken-link",
        "PL-9",
    ),
    ("```video\nsrc: a.webm\n```", 6, "bad-block", "needs `title`"),
    ("```video A film\n```", 6, "bad-block", "needs `src`"),
    ("```video A film\nsrc: a.avi\n```", 7, "bad-block", "is no film that browsers play"),
    ("```video A film\nsrc: film.webm\n```", 7, "bad-block", "has no captions"),
    ("```video A film\nsrc: a.webm\n```", 7, "broken-image", "a.webm"),
    ("```video A film\nsrc: film.webm\ncaptions: a.srt\n```", 8, "bad-block", "holds no captions"),
    ("```video A film\nsrc: film.webm\nposter: a.pdf\n```", 8, "bad-block", "is no picture"),
    ("```chart\nrow: [{label: A, values: 1}]\n```", 7, "bad-block", "did you mean `rows`?"),
    ("```chart\nrows: [{label: A, values: 1}]\nform: bra\n```", 8, "bad-block", "did you mean `bar`?"),
    ("```chart\nrows: [{label: A, values: many}]\n```", 7, "bad-block", "`many` is no number"),
    (
        "```chart\nrows: [{label: A, values: [1, 2]}]\n```",
        7,
        "bad-block",
        "has 2 figures, and the chart 1 columns",
    ),
    ("```chart\nrows: [{label: A, values: \"1,8\"}]\n```", 7, "bad-block", "`1,8` is no number"),
    (
        "```chart\nseries: [a, b]\nrows: [{label: A, values: [1]}]\n```",
        8,
        "bad-block",
        "has 1 figures, and the chart 2 columns",
    ),
    ("```chart\nrows: [{values: 1}]\n```", 7, "bad-block", "a row has no label"),
    (
        "```chart\nform: progress\nrows: [{label: A, values: 1}]\n```",
        8,
        "bad-block",
        "progress of “A” towards what?",
    ),
    (
        "```chart\nform: progress\nrows: [{label: A, values: 1, target: 0}]\n```",
        8,
        "bad-block",
        "towards what?",
    ),
    (
        "```chart\nform: progress\nrows: [{label: A, values: 1, target: much}]\n```",
        8,
        "bad-block",
        "`much` is no number",
    ),
    ("```chart\nrows: [{label: A, value: 1}]\n```", 7, "bad-block", "did you mean `values`?"),
    ("```chart\nrows: {label: A, values: 1}\n```", 7, "bad-block", "`rows` takes a list"),
    ("```chart One\ntitle: Two\nrows: [{label: A, values: 1}]\n```", 7, "bad-block", "`title` is said twice"),
    (
        "```chart\nrows: [{label: A, values: 1}]\nrows: [{label: B, values: 1}]\n```",
        8,
        "duplicate-key",
        "stands twice",
    ),
    ("```view\n```", 6, "bad-block", "a `view` block needs `name`"),
    ("```view lader\n```", 6, "bad-block", "did you mean `ladder`?"),
    ("```view everything\n```", 6, "bad-block", "views: "),
    ("```view ladder\npages: {kind: plays}\n```", 7, "bad-block", "did you mean `play`?"),
    ("```view ladder\npages: {field: {stages: public}}\n```", 7, "bad-block", "did you mean `stage`?"),
    (
        "```view ladder\npages: {any: [{id: GL-1}, {id: GL-77}]}\n```",
        7,
        "bad-block",
        "no page has the id `GL-77`",
    ),
    ("```view ladder\npages: {not: {kind: plays}}\n```", 7, "bad-block", "did you mean `play`?"),
    (
        "```post\nstandings: [{say: A}]\nkinds: [{kind: B, review: [post]}]\n```",
        6,
        "unknown-block",
        "did you mean `posting`?",
    ),
    ("```view ladder\npages: {}\n```", 7, "bad-block", "this chooses nothing"),
    ("```view ladder\npages: {kin: play}\n```", 7, "bad-block", "`kin`"),
    ("```view ladder\npages: play\n```", 7, "bad-block", "a map of keys and values"),
    ("```decision\nquestions: []\noutcomes: []\n```", 6, "bad-block", "needs `questions`"),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}]\n```",
        6,
        "bad-block",
        "needs `outcomes`",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: y}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "there is no outcome `y`",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: pst}, {say: C, outcome: post}]}]\noutcomes: [{id: post, say: X}]\n```",
        7,
        "bad-block",
        "did you mean `post`?",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, next: b}, {say: C, outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "there is no question `b`",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B}, {say: C, outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "the answer “B” leads nowhere",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, next: a, outcome: x}, {say: C, outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "leads to a question and to an outcome",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, next: a}, {say: C, outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "the question `a` leads back to itself",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}, {id: b, ask: B?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "no answer leads to the question `b`",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X}, {id: y, say: Y}]\n```",
        8,
        "bad-block",
        "no answer leads to the outcome `y`",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: []}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "has no answers",
    ),
    (
        "```decision\nquestions: [{id: a, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "asks nothing",
    ),
    (
        "```decision\nquestions: [{ask: A?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "has no `id`",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X}, {id: x, say: Y}]\n```",
        8,
        "bad-block",
        "is the id of two items",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{outcome: x}]}]\noutcomes: [{id: x, say: X}]\n```",
        7,
        "bad-block",
        "an answer says nothing",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x}]\n```",
        8,
        "bad-block",
        "the outcome `x` says nothing",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X, rule: GL-2}]\n```",
        8,
        "broken-link",
        "GL-2",
    ),
    (
        "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X, rule: GL-1#whne}]\n```",
        8,
        "broken-anchor",
        "when",
    ),
    (
        "```assessment\nanswers: [yes]\ndimensions: [{name: A, statements: [b]}]\nbands: [{from: 0, say: C}]\n```",
        7,
        "bad-block",
        "at least two answers",
    ),
    (
        "```assessment\nanswers: [no, yes]\ndimensions: [{name: A, statements: []}]\nbands: [{from: 0, say: C}]\n```",
        8,
        "bad-block",
        "`A` has no statements",
    ),
    (
        "```assessment\nanswers: [no, yes]\ndimensions: [{statements: [b]}]\nbands: [{from: 0, say: C}]\n```",
        8,
        "bad-block",
        "a dimension has no name",
    ),
    (
        "```assessment\nanswers: [no, yes]\ndimensions: [{name: A, statements: [b]}]\nbands: [{from: 10, say: C}]\n```",
        9,
        "bad-block",
        "a result below 10 per cent means nothing",
    ),
    (
        "```assessment\nanswers: [no, yes]\ndimensions: [{name: A, statements: [b]}]\nbands: [{from: 0, say: C}, {from: 0, say: D}]\n```",
        9,
        "bad-block",
        "this band begins at 0, and the one before it at 0",
    ),
    (
        "```assessment\nanswers: [no, yes]\ndimensions: [{name: A, statements: [b]}]\nbands: [{from: 0, say: C}, {from: 120, say: D}]\n```",
        9,
        "bad-block",
        "never 120 per cent",
    ),
    (
        "```assessment\nanswers: [no, yes]\ndimensions: [{name: A, statements: [b]}]\nbands: [{from: 0}]\n```",
        9,
        "bad-block",
        "a band says nothing",
    ),
    (
        "```posting\nstandings: [{say: A}]\nkinds: [{kind: B, review: [post, post]}]\n```",
        8,
        "bad-block",
        "“B” has 2 reviews, and there are 1 standings",
    ),
    (
        "```posting\nstandings: [{say: A}]\nkinds: [{kind: B, review: [edtor]}]\n```",
        8,
        "bad-block",
        "did you mean `editor`?",
    ),
    (
        "```posting\nstandings: [{say: A}]\nkinds: [{review: [post]}]\n```",
        8,
        "bad-block",
        "a kind of post has no name",
    ),
    (
        "```posting\nstandings: [{help: A}]\nkinds: [{kind: B, review: [post]}]\n```",
        7,
        "bad-block",
        "a standing of writers says nothing",
    ),
    (
        "```posting\nbefore: [{ask: A?, stop: B, go: C}]\nstandings: [{say: A}]\nkinds: [{kind: B, review: [post]}]\n```",
        7,
        "bad-block",
        "has no `then`",
    ),
    ("```roadmap\nitems: [{what: A, by: soon}]\n```", 7, "bad-block", "soon"),
    ("```roadmap\nitems: [{what: A, horizon: sort}]\n```", 7, "bad-block", "did you mean `short`?"),
    ("```roadmap\nitems: [{what: A, serves: OB-9}]\n```", 7, "broken-link", "OB-9"),
    ("```roadmap\nitems: [{what: A, owner: leed}]\n```", 7, "unknown-role", "did you mean `lead`?"),
];

#[test]
fn every_mistake_is_found_at_its_place() {
    assert!(MISTAKES.len() >= 50);
    let missed: Vec<String> = MISTAKES.iter().filter_map(missed).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

/// What is not as a mistake wants it.
pub(crate) fn missed((block, line, code, said): &Mistake) -> Option<String> {
    let built = built(block);
    let place = format!("content/index.md:{line}:");
    let is_said = |finding: &Finding| {
        finding.message.contains(said) || finding.hints.iter().any(|hint| hint.contains(said))
    };
    let is_it = |finding: &Finding| {
        built.place(finding).starts_with(&place) && finding.code.name() == *code && is_said(finding)
    };
    let is_whole = built.text("index.html").contains("More words.");
    if is_whole && built.findings.iter().any(is_it) {
        return None;
    }
    let found = built.findings.iter().map(|finding| {
        format!("{} {}: {} {:?}", built.place(finding), finding.code.name(), finding.message, finding.hints)
    });
    Some(format!("{block}\nwants {line} {code} {said}, has {:#?}", found.collect::<Vec<_>>()))
}
