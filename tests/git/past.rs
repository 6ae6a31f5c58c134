//! The past of pages as readers see it: history pages, redlines, what changed, feeds, old addresses.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use crate::support;

use guidepost::output::{MadeOutput, Output, Outputs};
use guidepost::route::Answer;
use guidepost::world::{MemoryVersions, MemoryWorld, NoVersions};
use support::{Built, build_world, today};

const SITE: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n";

/// A site that stands as `now`, of which these commits are known: messages and files, one a day from 1 January.
fn site(commits: &[(&str, &[(&str, &str)])], now: &[(&str, &str)]) -> Built {
    let mut versions = MemoryVersions::new();
    for (nth, (message, files)) in commits.iter().enumerate() {
        let parents: Vec<usize> = nth.checked_sub(1).into_iter().collect();
        versions.commit(&parents, message, files);
    }
    world(now, Ok(versions))
}

fn world(now: &[(&str, &str)], versions: Result<MemoryVersions, NoVersions>) -> Built {
    let files = std::iter::once(("site.toml", SITE.as_bytes()))
        .chain(now.iter().map(|(path, text)| (*path, text.as_bytes())));
    build_world(Box::new(MemoryWorld::new(today(), files).with_versions(versions)))
}

/// A site of which the second of three commits was where the clone was cut off.
fn shallow() -> Built {
    let mut versions = MemoryVersions::new();
    versions.commit(&[], "Write", &[HOME, ("content/tone.md", TONE)]);
    let cut = versions.commit(&[0], "Another", &[HOME, ("content/tone.md", &tone("shout"))]);
    versions.cut_at(cut);
    let third = tone("rarely shout");
    versions.commit(&[1], "Change", &[HOME, ("content/tone.md", &third)]);
    world(&[HOME, ("content/tone.md", &third)], Ok(versions))
}

const HOME: (&str, &str) = ("content/index.md", "# Handbook\n\nAll that we agreed on, in one place.\n");
const TONE: &str = "---\ntitle: Tone\nsummary: How we sound.\n---\nWe write as we speak, in short sentences.\n\nWe never shout.\n";

fn tone(words: &str) -> String {
    TONE.replace("never shout", words)
}

#[test]
fn every_revision_is_told_with_its_reason_and_its_redline() {
    let second = tone("rarely shout");
    let built = site(
        &[
            ("Write down how we sound", &[HOME, ("content/tone.md", TONE)]),
            (
                "Legal asked for an exception\n\nThere are fires.\n\nAnd there is Friday.",
                &[HOME, ("content/tone.md", &second)],
            ),
        ],
        &[HOME, ("content/tone.md", &second)],
    );
    assert_eq!(built.found(), [""; 0]);
    let history = built.text("tone/history/index.html");
    for expected in [
        "<h1>History of “Tone”</h1>",
        "2 revisions by 1 person since 1 Jan 2026.",
        "Legal asked for an exception</span></h2>",
        "<div class=\"reason\">\n<p>There are fires.</p>\n<p>And there is Friday.</p>\n</div>",
        "<time datetime=\"2026-01-02\">2 Jan 2026</time>",
        "<details class=\"change\" open>",
        "1 word in, 1 out",
        "The first text",
    ] {
        assert!(history.contains(expected), "{expected}\n{history}");
    }
    assert!(history.contains("rarely") && history.contains("<del>"), "{history}");
    let page = built.text("tone/index.html");
    assert!(page.contains("Revised <time datetime=\"2026-01-02\">2 Jan 2026</time> by Hub"), "{page}");
    assert!(page.contains("href=\"../tone/history/#r-"), "{page}");
}

#[test]
fn a_text_that_is_not_committed_stands_on_top() {
    let built = site(
        &[("Write", &[HOME, ("content/tone.md", TONE)])],
        &[HOME, ("content/tone.md", &tone("seldom shout"))],
    );
    let history = built.text("tone/history/index.html");
    let (top, below) = history.split_once(">r1</a>").expect("a first revision");
    assert!(top.contains("Not committed</a>") && top.contains("seldom"), "{top}");
    assert!(!below.contains("seldom"), "{below}");
    assert!(!built.text("history/index.html").contains("Not committed"));
    assert_eq!(built.found(), ["- uncommitted-pages"]);
}

#[test]
fn a_line_end_is_no_revision() {
    let built = site(
        &[("Write", &[HOME, ("content/tone.md", TONE)])],
        &[HOME, ("content/tone.md", &TONE.replace('\n', "\r\n"))],
    );
    assert!(!built.text("tone/history/index.html").contains("Not committed"));
}

#[test]
fn minor_revisions_are_one_click_away() {
    let (second, third) = (tone("never, ever shout"), tone("do not shout"));
    let built = site(
        &[
            ("Write", &[HOME, ("content/tone.md", TONE)]),
            ("Mend a comma\n\nChange: minor", &[HOME, ("content/tone.md", &second)]),
            ("Say it shorter", &[HOME, ("content/tone.md", &third)]),
        ],
        &[HOME, ("content/tone.md", &third)],
    );
    let history = built.text("tone/history/index.html");
    let (shown, folded) = history.split_once("<summary>1 revision folded away</summary>").expect("folded");
    assert!(shown.contains("Say it shorter") && !shown.contains("Mend a comma"), "{shown}");
    assert!(folded.contains("Mend a comma"), "{folded}");
    let changes = built.text("changes/index.html");
    assert!(!changes.contains("Mend a comma") && changes.contains("Say it shorter"), "{changes}");
}

#[test]
fn links_in_old_texts_lead_to_where_things_are_now() {
    let old = "# Old\n\nSee [the tone](tone.md), [[Tone]], [what is gone](gone.md) and [us](https://example.org/).\n";
    let new = "# Old\n\nNothing to see any more, at all.\n";
    let gone = ("content/gone.md", "# Gone\n\nA page that is not kept.\n");
    let built = site(
        &[
            ("Write", &[HOME, gone, ("content/tone.md", TONE), ("content/old.md", old)]),
            ("Move", &[HOME, ("content/guidelines/tone.md", TONE), ("content/old.md", new)]),
        ],
        &[HOME, ("content/guidelines/tone.md", TONE), ("content/old.md", new)],
    );
    let history = built.text("old/history/index.html");
    assert_eq!(history.matches("href=\"../../guidelines/tone/\"").count(), 2, "{history}");
    assert!(history.contains("what is gone") && !history.contains("gone.md\""), "{history}");
    assert!(history.contains("href=\"https://example.org/\""), "{history}");
}

#[test]
fn the_address_before_a_move_leads_to_the_page() {
    let now = [HOME, ("content/guidelines/tone.md", TONE)];
    let built = site(&[("Write", &[HOME, ("content/tone.md", TONE)]), ("Move", &now)], &now);
    assert!(built.text("tone/index.html").contains("../guidelines/tone/"), "a redirect");
    assert!(built.text("redirects.map").contains("/handbook/tone/ /handbook/guidelines/tone/;"));
    let history = built.text("guidelines/tone/history/index.html");
    assert!(history.contains("Moved from content/tone.md to content/guidelines/tone.md"), "{history}");

    let other = ("content/tone.md", "# Another tone\n\nThis page stands where that one stood.\n");
    let now = [HOME, ("content/guidelines/tone.md", TONE), other];
    let moved = [HOME, ("content/guidelines/tone.md", TONE)];
    let built =
        site(&[("Write", &[HOME, ("content/tone.md", TONE)]), ("Move", &moved), ("Another", &now)], &now);
    assert_eq!(built.found(), [""; 0]);
    assert!(built.text("tone/index.html").contains("This page stands where that one stood"));
}

#[test]
fn what_changed_is_told_by_week_and_in_feeds() {
    let guideline = |words: &str| tone(words);
    let (first, second) = (guideline("never shout"), guideline("hardly shout"));
    let mut commits: Vec<(&str, &[(&str, &str)])> = Vec::new();
    let (one, two) = (
        [HOME, ("content/guidelines/tone.md", first.as_str())],
        [HOME, ("content/guidelines/tone.md", second.as_str())],
    );
    commits.push(("Write", &one));
    // Thursday 1 January; the next week begins on the 5th.
    commits.extend(std::iter::repeat_n(("Nothing", &one[..]), 3));
    commits.push(("Soften <the> tone & \"more\"", &two));
    let built = site(&commits, &two);
    let changes = built.text("changes/index.html");
    let weeks: Vec<&str> = changes.split("<h2>Week of ").skip(1).collect();
    assert_eq!(weeks.len(), 2, "{changes}");
    assert!(
        weeks[0].starts_with("<time datetime=\"2026-01-05\">")
            && weeks[0].contains("Soften &lt;the&gt; tone"),
        "{}",
        weeks[0]
    );
    assert!(
        weeks[1].starts_with("<time datetime=\"2025-12-29\">") && weeks[1].contains(">new<"),
        "{}",
        weeks[1]
    );

    let feed = built.text("feed.xml");
    let address = "https://intranet.example/handbook/guidelines/tone/history/#r-";
    assert_eq!(feed.matches(&format!("<link href=\"{address}")).count(), 2, "{feed}");
    assert!(feed.contains("<summary>Soften &lt;the&gt; tone &amp; &quot;more&quot;</summary>"), "{feed}");
    assert!(feed.contains("<updated>2026-01-05T12:00:00+00:00</updated>"), "{feed}");
    let section = built.text("guidelines/feed.xml");
    assert!(
        section.contains("<title>Tone</title>") && !section.contains("<title>Handbook</title>"),
        "{section}"
    );
}

#[test]
fn feeds_hold_no_sign_that_xml_does_not_have() {
    let tone = "---\ntitle: \"To\\ufffene\\uffff & more\"\n---\nWe write as we speak.\n";
    let now = [HOME, ("content/guidelines/tone.md", tone)];
    let built = site(&[("Write", &now)], &now);
    for feed in ["feed.xml", "guidelines/feed.xml"] {
        let feed = built.text(feed);
        assert!(feed.contains("<title>Tone &amp; more</title>"), "{feed}");
        assert!(!feed.contains(['\u{fffe}', '\u{ffff}']), "{feed}");
    }
    assert!(!built.text("sitemap.xml").contains(['\u{fffe}', '\u{ffff}']));
}

#[test]
fn a_shallow_clone_says_so_and_makes_nothing_up() {
    let built = shallow();
    assert!(built.found().iter().any(|found| found.contains("shallow")), "{:?}", built.found());
    let history = built.text("tone/history/index.html");
    assert!(history.contains("older revisions are in the repository and not shown here"), "{history}");
    assert!(history.contains("The oldest text that is known here"), "{history}");
    assert!(built.text("changes/index.html").contains("a part of the version history"));
}

#[test]
fn without_version_control_there_are_no_dates() {
    let built = world(&[HOME, ("content/tone.md", TONE)], Err(NoVersions::NoRepository));
    assert_eq!(built.found(), [""; 0]);
    assert!(
        !built
            .paths()
            .iter()
            .any(|path| path.contains("history") || path.contains("changes") || path.contains("feed"))
    );
    assert!(!built.text("tone/index.html").contains("Revised"));
}

#[test]
fn what_a_page_states_of_itself_is_its_history_where_there_is_no_other() {
    let stated = "---\ntitle: Tone\nrevisions:\n  - date: 2025-03-01\n    note: Agreed in the spring meeting\n    who: The council\n---\nWe never shout.\n";
    let built = world(&[HOME, ("content/tone.md", stated)], Err(NoVersions::NoRepository));
    assert_eq!(built.found(), [""; 0]);
    let history = built.text("tone/history/index.html");
    for expected in ["Agreed in the spring meeting", "1 Mar 2025", "The council", "what the page itself says"]
    {
        assert!(history.contains(expected), "{expected}\n{history}");
    }
    assert!(
        built
            .text("tone/index.html")
            .contains("Revised <time datetime=\"2025-03-01\">1 Mar 2025</time> by The council")
    );
}

#[test]
fn a_page_of_ones_own_comes_before_the_generated_one() {
    let own = ("content/changes.md", "# Changes\n\nOur own list of changes, by hand.\n");
    let history = ("content/tone/history.md", "# History\n\nHow the tone came to be, told by hand.\n");
    let now = [HOME, own, history, ("content/tone.md", TONE)];
    let built = site(&[("Write", &now)], &now);
    assert_eq!(built.found(), [""; 0]);
    assert!(built.text("changes/index.html").contains("by hand"));
    assert!(built.text("tone/history/index.html").contains("told by hand"));
}

#[test]
fn every_page_leads_to_what_changed_and_names_its_feeds() {
    let now = [HOME, ("content/guidelines/tone.md", TONE)];
    let built = site(&[("Write down how we sound", &now)], &now);
    let page = built.text("guidelines/tone/index.html");
    assert!(page.contains("<a href=\"../../changes/\">What changed</a>"), "{page}");
    let feeds: Vec<&str> = page.lines().filter(|line| line.contains("application/atom+xml")).collect();
    assert_eq!(feeds.len(), 2, "{feeds:?}");
    assert!(feeds[0].contains("href=\"../../feed.xml\"") && feeds[1].contains("../../guidelines/feed.xml"));
    let home = built.text("index.html");
    let (_, lately) = home.split_once("What changed lately</h2>").expect("what changed lately");
    assert!(lately.contains("Write down how we sound") && lately.contains("guidelines/tone/history/#r-"));

    let built = world(&now, Err(NoVersions::NoRepository));
    for page in ["index.html", "guidelines/tone/index.html"] {
        let html = built.text(page);
        assert!(!html.contains("What changed") && !html.contains("atom+xml"), "{html}");
    }
}

#[test]
fn where_there_is_something_to_choose_any_two_revisions_are_compared() {
    let texts = [TONE.to_owned(), tone("seldom shout"), tone("hardly shout")];
    let all: Vec<[(&str, &str); 2]> = texts.iter().map(|text| [HOME, ("content/tone.md", &**text)]).collect();
    let commits: Vec<(&str, &[(&str, &str)])> = all.iter().map(|files| ("Write", &files[..])).collect();
    let built = site(&commits[..2], &all[1]);
    assert!(!built.text("tone/history/index.html").contains("data-compare"));
    assert!(!built.files.contains_key("tone/history/texts.json"));

    let built = site(&commits, &all[2]);
    let history = built.text("tone/history/index.html");
    assert!(history.contains("data-compare=\"../../tone/history/texts.json\""), "{history}");
    let scripts = history.lines().filter(|line| line.contains("_theme/compare/")).count();
    assert_eq!(scripts, 4, "{history}");
    assert!(!built.text("tone/index.html").contains("_theme/compare/"));
    let texts: serde_json::Value = serde_json::from_str(built.text("tone/history/texts.json")).expect("JSON");
    assert_eq!(texts["texts"].as_array().map(Vec::len), Some(3));
    // The first paragraph once, the second in three wordings.
    assert_eq!(texts["blocks"].as_array().map(Vec::len), Some(4), "{texts}");
    assert_eq!(texts["blocks"][0], "<p>We write as we speak, in short sentences.</p>\n");
    assert_eq!(texts["heads"][0][0][0], "title");
}

#[test]
fn a_history_of_hundreds_of_revisions_stays_small() {
    let text =
        |nth: usize| format!("# Long\n\n{} {nth}.\n", "All of it is new in each revision. ".repeat(200));
    let texts: Vec<String> = (0..120)
        .map(|nth| text(nth).replace("each", &format!("each{nth}")).replace("All", &format!("All{nth}")))
        .collect();
    let all: Vec<[(&str, &str); 2]> = texts.iter().map(|text| [HOME, ("content/long.md", &**text)]).collect();
    let commits: Vec<(&str, &[(&str, &str)])> = all.iter().map(|files| ("Write", &files[..])).collect();
    let built = site(&commits, &all[119]);
    let history = built.text("long/history/index.html");
    assert_eq!(history.matches("<li id=\"r-").count(), 120);
    let redlines = history.matches("<details class=\"change\"").count();
    let compared = history.matches("href=\"#compare=r-").count();
    assert_eq!((redlines, compared), (1, 118), "the newest is drawn, browsers compare the others");
    assert_eq!(history.matches("2 passages changed").count(), 0);
    assert_eq!(history.matches("1 passage changed").count(), 118);
    assert!(history.len() < 150_000, "{} bytes", history.len());
}

#[test]
fn a_page_of_ones_own_at_the_usual_address_moves_the_generated_one() {
    let own = ("content/tone/history.md", "# History\n\nHow the tone came to be, told by hand.\n");
    let changes = ("content/changes.md", "# Changes\n\nOur own list of changes, by hand.\n");
    let now = [HOME, own, changes, ("content/tone.md", TONE)];
    let built = site(&[("Write", &now)], &now);
    assert!(built.text("tone/history-of-this-page/index.html").contains("History of “Tone”"));
    assert!(built.text("tone/index.html").contains("../tone/history-of-this-page/#r-"));
    assert!(built.text("what-changed/index.html").contains("<h1>What changed</h1>"));
    assert!(built.text("index.html").contains("href=\"./what-changed/\""));
}

#[test]
fn what_changed_stands_where_a_moved_page_was() {
    let log = "# Changelog\n\nWhat we changed in our products, by hand.\n";
    let now = [HOME, ("content/changelog.md", log)];
    let built = site(&[("Write", &[HOME, ("content/changes.md", log)]), ("Move", &now)], &now);
    assert!(built.text("changes/index.html").contains("<h1>What changed</h1>"));
    assert_eq!(built.found(), [""; 0]);
}

#[test]
fn what_was_folded_away_is_not_the_last_revision_of_a_page() {
    let second = tone("never, ever shout");
    let commits: [(&str, &[(&str, &str)]); 2] = [
        ("Write", &[HOME, ("content/tone.md", TONE)]),
        ("Mend a comma\n\nChange: minor", &[HOME, ("content/tone.md", &second)]),
    ];
    let built = site(&commits, &[HOME, ("content/tone.md", &second)]);
    assert!(built.text("tone/index.html").contains("Revised <time datetime=\"2026-01-01\">"));
    assert!(built.text("tone/index.html").contains("r1, history"));
}

#[test]
fn numbers_are_told_only_where_the_first_is_known() {
    let built = shallow();
    let history = built.text("tone/history/index.html");
    assert!(
        history.contains("At least 1 revision by 1 person; the oldest that is known here is of 3 Jan 2026.")
    );
    assert!(!history.contains(">r1</a>") && !built.text("tone/index.html").contains("r1"));
}

#[test]
fn texts_that_cannot_be_read_are_a_finding() {
    let mut versions = MemoryVersions::new();
    versions.commit(&[], "Write", &[HOME, ("content/tone.md", TONE)]);
    let second = tone("rarely shout");
    versions.commit(&[0], "Change", &[HOME, ("content/tone.md", &second)]);
    let lost = guidepost::world::Versions::text_id(&versions, TONE.as_bytes());
    versions.lose(lost.0);
    let built = world(&[HOME, ("content/tone.md", &second)], Ok(versions));
    assert_eq!(built.found(), ["- missing-objects"], "once, however many pages");
    assert!(built.text("tone/history/index.html").contains("cannot be read from the repository"));
}

#[test]
fn a_check_finds_what_a_build_finds_and_reads_no_more_than_it_draws() {
    let texts: Vec<String> = (0..6).map(|nth| tone(&format!("shout {nth} times"))).collect();
    let now = [HOME, ("content/tone.md", texts[5].as_str())];
    let site_without = |lost: Option<usize>| {
        let mut versions = MemoryVersions::new();
        for (nth, text) in texts.iter().enumerate() {
            let parents: Vec<usize> = nth.checked_sub(1).into_iter().collect();
            versions.commit(&parents, "Change", &[HOME, ("content/tone.md", text)]);
        }
        if let Some(lost) = lost {
            versions.lose(guidepost::world::Versions::text_id(&versions, texts[lost].as_bytes()).0);
        }
        world(&now, Ok(versions)).site
    };
    for lost in [None, Some(0), Some(3), Some(4)] {
        let site = site_without(lost);
        let found = |outputs: Outputs<'_>| {
            let (mut found, mut history, mut compared) = (Vec::new(), String::new(), Vec::new());
            for batch in outputs.batches() {
                let take = |output: &Output<'_>, made: MadeOutput| {
                    found.extend(made.answer.findings);
                    if let Answer::Bytes(bytes) = made.answer.value {
                        match output.path().as_str() {
                            "tone/history/index.html" => history = String::from_utf8(bytes).expect("text"),
                            "tone/history/texts.json" => compared = bytes,
                            _ => {}
                        }
                    }
                    Ok::<_, std::convert::Infallible>(())
                };
                let Ok(unmade) = batch.make_each(|_| true, take);
                assert_eq!(unmade, []);
            }
            guidepost::diagnostic::sort(&mut found);
            (found, history, compared)
        };
        let (built, whole, _) = found(Outputs::for_site(&site, None));
        let (checked, sample, compared) = found(Outputs::to_check(&site));
        assert_eq!(built.is_empty(), lost.is_none());
        assert_eq!(checked, built, "{lost:?}");
        assert!(whole.contains("1 passage changed") && !sample.contains("1 passage changed"), "{sample}");
        assert!(compared.is_empty());
        let is_drawn = |history: &str| history.contains("<details class=\"change\" open>");
        assert_eq!(is_drawn(&whole), is_drawn(&sample), "the newest redline is drawn: {lost:?}");
    }
}

#[test]
fn a_revision_is_compared_with_the_text_it_came_from() {
    let text = |first: &str, last: &str| format!("# Tone\n\n{first} sentences.\n\nWe {last} shout.\n");
    let (base, side) = (text("Short", "never"), text("Brief", "never"));
    let (main, merged) = (text("Short", "rarely"), text("Brief", "rarely"));
    let mut versions = MemoryVersions::new();
    versions.commit(&[], "Write", &[HOME, ("content/tone.md", &base)]);
    versions.commit(&[0], "Say brief", &[HOME, ("content/tone.md", &side)]);
    versions.commit(&[0], "Say rarely", &[HOME, ("content/tone.md", &main)]);
    versions.commit(&[2, 1], "Join both", &[HOME, ("content/tone.md", &merged)]);
    let built = world(&[HOME, ("content/tone.md", &merged)], Ok(versions));
    let history = built.text("tone/history/index.html");
    let revisions: Vec<&str> = history.split("<li id=\"r-").skip(1).collect();
    let [join, rarely, brief, write] = &revisions[..] else { panic!("four revisions: {history}") };
    assert!(join.contains("Merged: 1 paragraph changed, 1 word in, 1 out"), "{join}");
    assert!(join.contains("</span>Short<span") && !join.contains("never"), "{join}");
    let id = |revision: &&str| format!("r-{}", revision.split('"').next().unwrap_or_default());
    for other in [rarely, brief] {
        let link = format!("href=\"#compare={}..{}\"", id(write), id(other));
        assert!(other.contains("1 passage changed") && other.contains(&link), "{link}: {other}");
    }
    assert!(write.contains("The first text") && !history.contains("Merged: 2"), "{write}");
}

#[test]
fn no_address_of_anybody_is_published() {
    let (second, third) = (tone("rarely shout"), tone("hardly shout"));
    let built = site(
        &[
            (
                "Ask hub@example.org\n\nSays HR <hr@example.org>, and desk@example.org.\n\nSee below.\nCo-authored-by: Law <law@example.org>\n(cherry picked from commit abcd)",
                &[HOME, ("content/tone.md", TONE)],
            ),
            (
                "Change\n\nCo-authored-by: ops@example.org <ops@example.org>\nCo-authored-by: <web@example.org>",
                &[HOME, ("content/tone.md", &second)],
            ),
            ("", &[HOME, ("content/tone.md", &third)]),
        ],
        &[HOME, ("content/tone.md", &third)],
    );
    for path in built.paths() {
        let bytes = &built.files[path];
        assert!(!String::from_utf8_lossy(bytes).contains("@example.org"), "{path}");
    }
    let history = built.text("tone/history/index.html");
    for expected in ["Ask hub…", "Says HR, and desk….", "Hub and Law", "Hub and ops…<", "No reason given"]
    {
        assert!(history.contains(expected), "{expected}\n{history}");
    }
    assert!(built.text("feed.xml").contains("Ask hub…"));
}

#[test]
fn no_older_picture_is_shown_that_lay_among_drafts() {
    let page = |picture: &str| format!("---\ntitle: Tone\n---\nWe write.\n\n![A plan]({picture})\n");
    let (before, now) = (page("_drafts/plan.png"), page("plan.png"));
    let commits: [(&str, &[(&str, &str)]); 2] = [
        ("Draw", &[HOME, ("content/tone.md", &before), ("content/_drafts/plan.png", "SECRET")]),
        ("Draw it anew", &[HOME, ("content/tone.md", &now), ("content/plan.png", "OPEN")]),
    ];
    let built = site(&commits, &[HOME, ("content/tone.md", &now), ("content/plan.png", "OPEN")]);
    let shown: Vec<&str> = built.paths().into_iter().filter(|path| built.text(path) == "SECRET").collect();
    assert_eq!(shown, [""; 0]);
}

#[test]
fn what_cannot_be_shown_is_replaced_everywhere() {
    let now = [HOME, ("content/tone.md", TONE)];
    let built = site(&[("Turn \u{202e}round\u{1b}[1m\n\nA\u{0}b\u{ffff}", &now)], &now);
    for path in ["tone/history/index.html", "changes/index.html", "feed.xml"] {
        let text = built.text(path);
        assert!(text.contains("Turn \u{fffd}round\u{fffd}[1m"), "{path}: {text}");
    }
    assert!(built.text("tone/history/index.html").contains("A\u{fffd}b\u{fffd}"));
}

#[test]
fn an_address_leads_to_the_page_that_left_it_last() {
    let other = "# Other\n\nA page that came later to the place of the first one.\n";
    let picture = ("content/left.txt", "Some notes that were taken, and became a page only afterwards.\n");
    let [first, second, third, now] = [
        &[HOME, ("content/tone.md", TONE), picture][..],
        &[HOME, ("content/a.md", TONE), picture],
        &[HOME, ("content/a.md", TONE), ("content/tone.md", other), picture],
        &[HOME, ("content/a.md", TONE), ("content/b.md", other), ("content/c.md", picture.1)],
    ];
    let built = site(&[("Write", first), ("Move", second), ("Another", third), ("Move it too", now)], now);
    let redirect = built.text("tone/index.html");
    assert!(redirect.contains("../b/") && !redirect.contains("../a/"), "{redirect}");
    assert!(built.text("c/history/index.html").contains("Moved from content/left.txt"));
    assert!(!built.paths().iter().any(|path| path.starts_with("left")), "{:?}", built.paths());
}

#[test]
fn a_reason_is_read_as_it_is_written() {
    let long = format!("In short.\n\n{}", "At length, and then some more of it. ".repeat(30));
    let body = "Two lines\nof one paragraph, see [the minutes](https://example.org/minutes) and [a file](notes.md).\n\n- one\n- two\n\n<script>alert(1)</script>\n\n![a picture](https://example.org/p.png) by hub@example.org [x](javascript:alert(1))";
    let (first, second) = (format!("Write\n\n{body}"), format!("Change\n\n{long}"));
    let now = tone("rarely shout");
    let built = site(
        &[(&first, &[HOME, ("content/tone.md", TONE)]), (&second, &[HOME, ("content/tone.md", &now)])],
        &[HOME, ("content/tone.md", &now)],
    );
    let history = built.text("tone/history/index.html");
    for expected in [
        "<a href=\"https://example.org/minutes\"",
        "and a file.",
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
        "&lt;script&gt;",
        "<div class=\"reason\">\n<p>In short.</p>\n</div>",
        "<details class=\"reason\"><summary>The rest of the reason</summary>\n<p>At length",
    ] {
        assert!(history.contains(expected), "{expected}\n{history}");
    }
    for never in ["<script>", "notes.md", "p.png", "javascript:", "@example.org"] {
        assert!(!history.contains(never), "{never}\n{history}");
    }
}

/// `tag:` authority `,` day `:` and what paths may hold (RFC 4151).
fn is_tag(id: &str) -> bool {
    let Some((authority, specific)) = id.strip_prefix("tag:").and_then(|id| id.split_once(':')) else {
        return false;
    };
    let Some((domain, day)) = authority.split_once(',') else { return false };
    let label = |label: &str| {
        label.starts_with(|c: char| c.is_ascii_alphanumeric())
            && label.ends_with(|c: char| c.is_ascii_alphanumeric())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    domain.split('.').all(label)
        && day.parse::<guidepost::date::Day>().is_ok()
        && specific.chars().all(|c| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/?".contains(c))
}

#[test]
fn feeds_name_revisions_for_ever() {
    let ids = |config: &str| -> Vec<String> {
        let mut versions = MemoryVersions::new();
        let now = [HOME, ("content/What we say?.md", TONE)];
        versions.commit(&[], "Write", &now);
        let files = std::iter::once(("site.toml", config.as_bytes()))
            .chain(now.iter().map(|(path, text)| (*path, text.as_bytes())));
        let built = build_world(Box::new(MemoryWorld::new(today(), files).with_versions(Ok(versions))));
        assert_eq!(built.found(), [""; 0]);
        let entries = built.text("feed.xml").split("<entry>").skip(1);
        entries
            .filter_map(|entry| Some(entry.split_once("<id>")?.1.split_once("</id>")?.0.to_owned()))
            .collect()
    };
    let here = ids("base_url = \"https://Intranet.example:8443/handbook\"\n");
    assert_eq!(here.len(), 2);
    assert!(
        here.iter().all(|id| is_tag(id) && id.starts_with("tag:intranet.example,2026-01-01:")),
        "{here:?}"
    );
    assert_ne!(here[0], here[1]);
    let named = "[history]\nauthority = \"Example.org\"\n";
    let one = ids(&format!("base_url = \"https://one.example\"\n{named}"));
    let other =
        ids(&format!("base_url = \"https://other.example/below\"\ntimezone = \"Asia/Tokyo\"\n{named}"));
    assert!(one == other && one.iter().all(|id| is_tag(id) && id.starts_with("tag:example.org,")), "{one:?}");
    let odd = ids("base_url = \"https://[::1]/handbook\"\n");
    assert!(odd.iter().all(|id| is_tag(id)), "{odd:?}");
}

/// A page with these texts, one a commit.
fn revised(texts: &[String]) -> Built {
    let all: Vec<[(&str, &str); 2]> = texts.iter().map(|text| [HOME, ("content/long.md", &**text)]).collect();
    let commits: Vec<(&str, &[(&str, &str)])> = all.iter().map(|files| ("Write", &files[..])).collect();
    site(&commits, all.last().expect("a text"))
}

#[test]
fn browsers_are_handed_a_megabyte_of_texts_at_most() {
    let text = |nth: usize| {
        format!("# Long\n\n```\n{}```\n", format!("{} {nth}\n", "\"word\" ".repeat(100)).repeat(15))
    };
    let texts: Vec<String> = (1_000..1_100).map(text).collect();
    let built = revised(&texts);
    let json = built.text("long/history/texts.json");
    assert!(json.len() <= 1024 * 1024 && json.len() > 900 * 1024, "{} bytes", json.len());
    let compared: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let count = compared["texts"].as_array().map_or(0, Vec::len);
    let history = built.text("long/history/index.html");
    assert!(history.contains(&format!("data-most=\"{count}\"")), "{count}");
    let said =
        format!("The newest {count} revisions can be compared; {} older ones are told below.", 100 - count);
    assert!(history.contains(&said), "{said}");
    let ids: Vec<&str> =
        compared["texts"].as_array().into_iter().flatten().filter_map(|text| text["id"].as_str()).collect();
    for link in history.split("href=\"#compare=").skip(1).filter_map(|rest| rest.split('"').next()) {
        let (older, newer) = link.split_once("..").expect("two texts");
        assert!(ids.contains(&older) && ids.contains(&newer), "{link} is not handed to browsers");
    }
    let texts = compared["texts"].as_array().into_iter().flatten();
    for run in texts.filter_map(|text| text["blocks"].as_array()).flatten() {
        let last = run.as_array().and_then(|run| run.last()).unwrap_or(run);
        let last = last.as_u64().and_then(|number| usize::try_from(number).ok()).expect("a number");
        assert!(!compared["blocks"][last].is_null());
    }
    // What is not handed to browsers is drawn.
    assert!(history.matches("<details class=\"change\"").count() > 5);
}

#[test]
fn texts_too_long_for_browsers_are_not_offered() {
    let text = |word: &str| format!("# Long\n\n```\n{}```\n", format!("{}\n", word.repeat(1024)).repeat(200));
    let built = revised(&["one", "two", "three"].map(text));
    let history = built.text("long/history/index.html");
    assert!(history.contains("The texts are too long to be compared in a browser"));
    assert!(
        !history.contains("data-compare")
            && !history.contains("#compare=")
            && !history.contains("_theme/compare/")
    );
}
